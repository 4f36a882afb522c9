"""Series in time: one line per definition and entity; what is of another kind stands apart, named."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, log10

import pandas as pd

from layouts import labels, theme
from layouts.chart import Chart, Event, Line, Point
from layouts.figures import findings
from layouts.figures.points import point
from layouts.visit import Visit
from metrics import change, combine, compare, frames, periods, query

FEW_POINTS = 12
"""Charts of at most so many points write every value; others the ends of their lines only."""

TICKS = 5
MOVED = ("entity", "period_start")
EVENTS = (("2014-03-01", "event.2014"), ("2022-02-24", "event.2022"))
MOST_LINES = len(theme.SERIES)
PER = 100_000
MEASURED = ("index", "per_head")


@dataclass(frozen=True)
class Series:
    """`rows`: the points of the lines. `apart`: rows of another length of period, with no place on the axis."""

    rows: pd.DataFrame
    apart: pd.DataFrame
    measure: str = "level"
    base: str = ""
    blank: tuple[str, ...] = ()
    """Entities without a known population: nothing per head is drawn for them."""


def data(visit: Visit, entities, indicators, measure: str = "level", since: str = "") -> Series:
    """The points of some indicators for some entities, as levels, as an index (first common year = 100) or per head."""
    rows = query.observations(visit.release, entities=list(entities), indicators=list(indicators), valued=True, breakdown="")
    dated = [end is not None and end >= since for end in rows["period_end"]]
    return shaped(visit, rows[pd.Series(dated, rows.index, bool)], measure)


def shaped(visit: Visit, rows: pd.DataFrame, measure: str = "level") -> Series:
    """Rows as a series: the commonest length of period of each unit on the axis, the other lengths apart."""
    if rows.empty:
        return Series(rows.assign(segment=[]), rows, measure)
    usual = pd.Series(_usual(frames.records(rows)), rows.index)
    line = compare.series(rows[usual])
    base, blank = "", ()
    if measure == "index":
        base = _first_common(line)
        line = change.index_100(line, base) if base else line
        line = _as_value(line, "index")
    if measure == "per_head":
        asked = dict.fromkeys(line["entity"])
        line = _per_head(visit, line)
        blank = tuple(entity for entity in asked if entity not in set(line["entity"]))
    return Series(line, rows[~usual], measure, base, blank)


def _usual(rows: list[dict]) -> list[bool]:
    """Which rows stand on the axis: of each indicator the commonest length; moments always; years among years."""
    lengths = list(map(periods.length_class, rows))
    if "12 months" in lengths:
        return [length in ("12 months", "moment") for length in lengths]
    counts: dict[str, Counter] = defaultdict(Counter)
    for row, length in zip(rows, lengths, strict=True):
        counts[row["indicator"]][length] += 1
    common = {indicator: min(found, key=lambda length: (-found[length], length)) for indicator, found in counts.items()}
    return [length == common[row["indicator"]] for row, length in zip(rows, lengths, strict=True)]


def _first_common(line: pd.DataFrame) -> str:
    """The earliest period that every line has; empty where there is none."""
    groups = [set(group["period"]) for _, group in line.groupby(["entity", "indicator"])]
    shared = set.intersection(*groups) if groups else set()
    return min(shared, default="")


def _as_value(line: pd.DataFrame, column: str) -> pd.DataFrame:
    if column not in line:
        return line.iloc[0:0]
    hedged = line.assign(value=line[column], value_high=line[f"{column}_high"], qualifier=line[f"{column}_qualifier"], unit=column)
    return hedged[hedged["value"].notna()]


def _per_head(visit: Visit, line: pd.DataFrame) -> pd.DataFrame:
    """Money per inhabitant; what is counted per 100,000 inhabitants."""
    population = query.observations(visit.release, indicators=["population"])
    line = line[line["indicator"].map(lambda indicator: visit.register.indicators[indicator].per_head)]
    made = combine.per_head(line, population)
    kinds = made["unit"].map(lambda unit: visit.register.codes["units"][unit].kind)
    factor = kinds.map(lambda kind: 1 if kind == "currency" else PER)
    for column in ("per_head", "per_head_high"):
        made[column] = made[column] * factor
    return _as_value(made, "per_head")


def draw(visit: Visit, series: Series, title: str = "", subtitle: str = "") -> Chart:
    """The chart of a series: a line per definition and entity, in the order of the newest values."""
    told = frames.records(series.rows)
    return Chart(
        title=title or findings.series(visit, told), subtitle=subtitle or _subtitle(visit, series, told), lines=_lines(visit, told),
        alt=findings.series_alt(visit, told), ticks=ticks(visit, told), unit=told[0]["unit"] if told else "",
        events=_events(visit, told), notes=tuple(_notes(visit, series, told)), sources=tuple(row["source"] for row in told),
    )


def _lines(visit: Visit, rows: findings.Rows) -> tuple[Line, ...]:
    groups = sorted(findings.lines(rows).items(), key=lambda item: (-len(item[1]), -item[1][-1]["value"]))
    single_entity, single_indicator = (len({name[place] for name, _ in groups}) == 1 for place in (0, 1))
    lines = []
    for number, ((entity, indicator), group) in enumerate(groups[:MOST_LINES]):
        name = visit.words.indicator(indicator) if single_entity else visit.words.entity(entity)
        if not single_entity and not single_indicator:
            name += ": " + visit.words.indicator(indicator)
        points = tuple(point(visit, row, name, segment=row["segment"]) for row in group)
        last = group[-1]
        figure = points[-1].label if last["unit"] in MEASURED else visit.words.amounted(last)
        now = f"{figure}, {points[-1].period}"
        lines.append(Line(name, theme.SERIES[number], points, last["unit"], now))
    return _written(lines)


def _written(lines: list[Line]) -> tuple[Line, ...]:
    """The lines with their values written where there is room: the ends first, all of them in a chart of few points."""
    points = [(n, m, p) for n, line in enumerate(lines) for m, p in enumerate(line.points)]
    if not points:
        return ()
    ends = [(n, m, p) for n, m, p in points if m == len(lines[n].points) - 1]
    wanted = ends + ([one for one in points if one not in ends] if len(points) <= FEW_POINTS else [])
    days = [date.fromisoformat(p.day).toordinal() for _, _, p in points]
    top = max(p.value for _, _, p in points) or 1
    spots = [labels.Spot(_share(p, days), p.value / top, p.label) for _, _, p in wanted]
    around = [(_share(p, days), p.value / top) for _, _, p in points]
    sides = dict(zip(((n, m) for n, m, _ in wanted), labels.places(spots, around), strict=True))
    return tuple(replace(line, points=tuple(replace(p, side=sides.get((n, m), "")) for m, p in enumerate(line.points)))
                 for n, line in enumerate(lines))


def _share(point: Point, days: list[int]) -> float:
    """Where a point stands between the first and the last day."""
    return (date.fromisoformat(point.day).toordinal() - min(days)) / (max(days) - min(days) or 1)


def ticks(visit: Visit, rows: findings.Rows) -> tuple[tuple[float, str], ...]:
    """Round values from zero (or below the least) to above the greatest, with their words."""
    values = [row[end] for row in rows for end in ("value", "value_high") if row[end] == row[end]]
    if not values:
        return ()
    greatest, least = max(0, *values), min(0, *values)
    step = _step((greatest - least) / TICKS)
    first, last = floor(least / step), ceil(greatest / step)
    return tuple((n * step, visit.words.compact(n * step)) for n in range(first, last + 1))


def _step(rough: float) -> float:
    """The round step nearest above a rough one: 1, 2, 2.5 or 5 times a power of ten."""
    if rough <= 0:
        return 1
    power = 10 ** floor(log10(rough))
    return next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough)


def _subtitle(visit: Visit, series: Series, rows: findings.Rows) -> str:
    words = visit.words
    names = list(dict.fromkeys(words.indicator(row["indicator"]) for row in rows))
    scope = list(dict.fromkeys(words.entity(row["entity"]) for row in rows))
    unit = words(f"unit.{series.measure}", base=series.base) if series.measure != "level" else ", ".join(
        dict.fromkeys(words.code("units", row["unit"]) for row in rows))
    named = names[0] if len(names) == 1 else words("series.definitions", n=len(names), count=len(names))
    return ", ".join([named, scope[0] if len(scope) == 1 else words("series.places", n=len(scope), count=len(scope)), unit])


def _events(visit: Visit, rows: findings.Rows) -> tuple[Event, ...]:
    ends = [row["period_end"] for row in rows if row["period_end"] is not None]
    if not ends:
        return ()
    first, last = min(ends), max(ends)
    known = [Event(day, visit.words(key)) for day, key in EVENTS]
    moved = query.observation_rows(visit.release, MOVED, entities=sorted({row["entity"] for row in rows}), indicators=["relocated"])
    known += [Event(row["period_start"], visit.words("event.relocated", name=visit.words.entity(row["entity"])))
              for row in moved]
    return tuple(event for event in known if event.day and first < event.day < last)


def _notes(visit: Visit, series: Series, rows: findings.Rows) -> list[str]:
    words = visit.words
    notes, statuses = [], {row["status"] for row in rows}
    if len({row["indicator"] for row in rows}) > 1:
        notes.append(words("note.definitions_apart"))
    apart = frames.records(series.apart)
    longer = [row for row in apart if (periods.length_months(row) or 0) > 12]
    notes += [words("note.other_length", figure=words.said(row), what=words.indicator(row["indicator"]),
                    period=words.period(row["period"], row["sense"])) for row in longer]
    shorter = len(apart) - len(longer)
    if shorter:
        notes.append(words("note.other_length.more", n=shorter, count=shorter))
    if statuses & {"F", "planned"}:
        notes.append(words("note.forecast"))
    if series.measure == "per_head":
        used = sorted({words.period(p) for p in series.rows["per_head_period"].dropna()})
        notes.append(words("note.per_head", periods=", ".join(used)))
    if series.blank:
        notes.append(words("note.no_population", names=", ".join(words.entity(entity) for entity in series.blank)))
    if "B" in statuses:
        notes.append(words("note.breaks"))
    if "E" in statuses:
        notes.append(words("note.estimates"))
    dropped = len(findings.lines(rows)) - MOST_LINES
    if dropped > 0:
        notes.append(words("note.lines_left", n=dropped, count=dropped))
    return notes

