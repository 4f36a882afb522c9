"""A Chart as the categories and series of a native chart. Pure: nothing of PowerPoint is known here.

A chart in PowerPoint knows no segments and no dashes within a series, so each unbroken run of a line is a
series of its own; a run that leads to a forecast starts at the last point before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from layouts.chart import Chart, Line, Point

AHEAD = ("F", "planned")
FEW_POINTS = 12
"""Series of at most so many points write every value; others their end and what is hedged or doubted."""

MOST_YEARS = 16
"""So many years have room for their names side by side; more stand on a time axis, which names some of them."""

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Series:
    """One series: a point or nothing per category. `of`: number of its line. `joint`: its first point only joins."""

    name: str
    points: tuple[Point | None, ...]
    of: int = 0
    dashed: bool = False
    joint: bool = False

    @property
    def values(self) -> tuple[float | None, ...]:
        """What the cells of the workbook hold."""
        return tuple(point.value if point else None for point in self.points)

    @property
    def first(self) -> int:
        """The place of the first point."""
        return next((place for place, point in enumerate(self.points) if point), -1)

    @property
    def last(self) -> int:
        """The place of the last point."""
        return max((place for place, point in enumerate(self.points) if point), default=-1)


@dataclass(frozen=True)
class Plan:
    """Categories (texts, or days of a time axis) and the series over them; `lines` of the chart in order."""

    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[Series, ...]
    lines: tuple[Line, ...]
    yearly: bool = False
    """Whether each day stands for its year."""

    @property
    def highs(self) -> list[float]:
        """The upper ends of all points."""
        return [max(p.value, p.high if p.high is not None else p.value) for s in self.series for p in s.points if p and p.value is not None]

    @property
    def lows(self) -> list[float]:
        """The values of all points."""
        return [p.value for s in self.series for p in s.points if p and p.value is not None]


def by_name(chart: Chart) -> Plan:
    """Bars and columns: a series per line, categories by name, or by period where a line has one name only."""
    keys = _keys(chart)
    categories = tuple(dict.fromkeys(key for line in keys for key in line))
    series = []
    for number, (line, line_keys) in enumerate(zip(chart.lines, keys, strict=True)):
        placed = dict(zip(line_keys, line.points, strict=True))
        series.append(Series(line.name, tuple(placed.get(category) for category in categories), number))
    return Plan(categories, tuple(series), chart.lines)


def _keys(chart: Chart) -> list[list[str]]:
    """The category of each point; a name that stands twice in a line is told apart by its period, then by a number."""
    names_only_lines = all(len({p.name for p in line.points}) <= 1 for line in chart.lines)
    periods = names_only_lines and any(len(line.points) > 1 for line in chart.lines)
    return [_told_apart([p.period if periods else p.name for p in line.points], line) for line in chart.lines]


def _told_apart(keys: list[str], line: Line) -> list[str]:
    made: list[str] = []
    for key, point in zip(keys, line.points, strict=True):
        dated = f"{key}, {point.period}"
        made.append(_apart(dated if key in made and dated not in made else key, made))
    return made


def _apart(text: str, taken: Sequence[str]) -> str:
    """A text that no other is, whatever spaces that takes."""
    return text if text not in taken else _apart(text + " ", taken)


def in_time(chart: Chart) -> Plan:
    """Lines: few years as texts with no year left out, many years and other periods as days of a time axis."""
    points = [p for p in chart.points if p.value is not None and p.day]
    yearly = bool(points) and all(_YEAR.fullmatch(p.period) for p in points)
    years = [int(p.period) for p in points] if yearly else []
    if years and max(years) - min(years) < MOST_YEARS:
        categories: tuple = tuple(str(year) for year in range(min(years), max(years) + 1))
        return Plan(categories, tuple(_runs(chart, categories, lambda p: p.period)), chart.lines)
    categories = tuple(sorted({date.fromisoformat(p.day) for p in points}))
    return Plan(categories, tuple(_runs(chart, categories, lambda p: date.fromisoformat(p.day))), chart.lines, yearly)


def _runs(chart: Chart, categories: Sequence, key) -> Iterator[Series]:
    """The series of each line: run by run what happened, then what is foreseen, joined to it."""
    for number, line in enumerate(chart.lines):
        drawn = [p for p in line.points if p.value is not None and p.day]
        for segment in sorted({p.segment for p in drawn}):
            run = [p for p in drawn if p.segment == segment]
            known = [p for p in run if p.status not in AHEAD]
            ahead = [p for p in run if p.status in AHEAD]
            made = [Series(line.name, placed, number) for placed in _placed(known, categories, key)]
            yield from made
            if ahead:
                yield _ahead(line, number, ahead, known, categories, key)


def _placed(points: list[Point], categories: Sequence, key) -> Iterator[tuple[Point | None, ...]]:
    """Points by category; a second point of one category stands in a series of its own, so that none is lost."""
    while points:
        chosen: dict = {}
        rest = []
        for point in points:
            if key(point) in chosen:
                rest.append(point)
            else:
                chosen[key(point)] = point
        yield tuple(chosen.get(category) for category in categories)
        points = rest


def _ahead(line: Line, number: int, ahead: list[Point], known: list[Point], categories: Sequence, key) -> Series:
    placed = next(_placed(([known[-1]] if known else []) + ahead, categories, key))
    name = f"{line.name} ({', '.join(dict.fromkeys(p.period for p in ahead))})"
    return Series(name, placed, number, dashed=True, joint=bool(known))


def labelled(series: Series) -> list[int]:
    """The places whose values are written: all of few; the ends, the hedged, the foreseen and the doubted of many."""
    places = [place for place, point in enumerate(series.points) if point and point.value is not None]
    if series.joint:
        places = places[1:]
    if len(places) <= FEW_POINTS:
        return places
    chosen = {places[0], places[-1]} | {place for place in places if series.points[place].side or _marked(series.points[place])}
    return sorted(chosen)


def _marked(point: Point) -> bool:
    return point.conflict or point.status in AHEAD or point.qualifier not in ("exact", "")


def with_names_cut(plan: Plan, shorten) -> Plan:
    """The plan with its categories shortened, kept apart where shortening makes two the same."""
    made: list[str] = []
    for category, point in zip(plan.categories, _first_points(plan), strict=True):
        text = category if point is None or point.value is not None else f"{category}: {point.label}"
        made.append(_apart(shorten(text), made))
    return replace(plan, categories=tuple(made))


def _first_points(plan: Plan) -> list[Point | None]:
    return [next((s.points[place] for s in plan.series if s.points[place]), None) for place in range(len(plan.categories))]
