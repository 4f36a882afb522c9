"""Native line charts: runs of one definition joined, forecasts dashed and hollow, lines named at their ends."""

from math import ceil
from typing import NamedTuple

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from layouts.chart import Point
from publish.drawing.blocks import Graphic
from publish.drawing.plan import AHEAD, Plan, Series, in_time, labelled
from publish.slides import powerpoint_axes as axes
from publish.slides import powerpoint_fit as fit
from publish.slides import powerpoint_marks as marks
from publish.slides.powerpoint_canvas import Canvas
from publish.slides.powerpoint_charts import bars, colour, legend, legend_height, native
from publish.slides.powerpoint_fit import Frame
from publish.slides.powerpoint_places import Spot, along, box, places

SIZE = 12
HEAD, FOOT = 18, 24
LEAST_SIZE = 9
LEAST_RIGHT = 40
MOST_RIGHT, MOST_NAME = 0.36, 230
"""The share of the width that names at the ends of lines may take; the points that one may."""

MANY_POINTS = 20
"""Runs of more points mark only those that are labelled."""

SIDES = {"middle right": "r", "top center": "t", "bottom center": "b", "middle left": "l"}


class Label(NamedTuple):
    """A value to be written: of which series, at which place, its runs."""

    series: int
    place: int
    point: Point
    said: list[str]
    end: bool


class Scale(NamedTuple):
    """Where values stand on the slide."""

    plan: Plan
    plot: Frame
    low: float
    high: float
    step: float

    def on_a_rule(self, value: float) -> bool:
        """Whether a text beside a value would be struck through by a rule of the axis."""
        off = abs(value - round(value / self.step) * self.step)
        return off / (self.high - self.low) * self.plot.height < SIZE / 2

    def x(self, place: int) -> float:
        """From the left, in points."""
        return self.plot.left + self.plot.width * _share(self.plan, place)

    def y(self, value: float) -> float:
        """From the top, in points."""
        return self.plot.bottom - self.plot.height * (value - self.low) / (self.high - self.low)


def lines(canvas: Canvas, graphic: Graphic, frame: Frame) -> None:
    """Values over time. Ends of lines that have room carry the names of their lines, else a legend does; undated values are bars."""
    plan, ticks, language = in_time(graphic.chart), graphic.chart.ticks, canvas.deck.language
    if not plan.categories:
        bars(canvas, graphic, frame)
        return
    low, high, step = axes.reach(min(plan.lows), max(plan.highs), ticks)
    several = len(plan.lines) > 1
    named = several and all(fit.width(line.name, SIZE, bold=True) <= MOST_NAME for line in plan.lines)
    scale, placed = _labels(plan, ticks, frame, (low, high, step), named)
    if named and not _all_named(plan, placed):
        named = False
        scale, placed = _labels(plan, ticks, frame, (low, high, step), named)
    chart = native(canvas, XL_CHART_TYPE.LINE_MARKERS, plan, graphic, frame)
    axes.inner(chart, frame, scale.plot)
    axes.value_axis(chart, low, high, step, axes.tick_format(language, ticks or ((high, ""),)), SIZE - 1)
    _time_axis(chart, plan, scale.plot.width, language)
    _spans_gaps(chart)
    written = _written(scale, placed, frame)
    for number, (series, drawn) in enumerate(zip(chart.plots[0].series, plan.series, strict=True)):
        _stroke(series, plan, drawn)
        marks.put_labels(series, written.get(number, []), SIZE, axes.number_format(language, high))
    if several and not named:
        _legend_once(chart, plan)


def _time_axis(chart, plan: Plan, width: float, language: str) -> None:
    """Days by their distance; texts in letters small enough to stand side by side, some left out where none are."""
    if not isinstance(plan.categories[0], str):
        axes.category_axis(chart, SIZE)
        axes.date_axis(chart, language, plan.categories[0], plan.categories[-1])
        return
    slot = width / len(plan.categories)
    names = [f"{category}  " for category in plan.categories]
    size = fit.one_line(names, slot, SIZE, LEAST_SIZE)
    axes.category_axis(chart, size)
    axes.label_every(chart, ceil(max(fit.width(name, size) for name in names) / slot))


def _labels(plan: Plan, ticks, frame: Frame, axis: tuple[float, float, float], named: bool) -> tuple[Scale, list[tuple[Label, Spot, str]]]:
    """The scale that leaves room for the ends of lines, and each value with the side on which it stands."""
    wanted = _wanted(plan, named)
    told = len(plan.lines) > 1 and not named
    plot = _plot(plan, frame, wanted, ticks, HEAD + (legend_height(plan, frame.width, SIZE) if told else 0), axis[1])
    scale = Scale(plan, plot, *axis)
    spots = [_spot(scale, label) for label in wanted]
    clear = places(spots, frame, _strokes(scale))
    again = [spot._replace(sides=(side,), forced=True) if side else spot for spot, side in zip(spots, clear, strict=True)]
    return scale, list(zip(wanted, again, places(again, frame), strict=True))


def _all_named(plan: Plan, placed: list[tuple[Label, Spot, str]]) -> bool:
    return sum(label.end and bool(side) for label, _, side in placed) == len({series.of for series in plan.series})


def _wanted(plan: Plan, named: bool) -> list[Label]:
    """What could be written, the ends of lines first."""
    lasts = {of: max((s.last, n) for n, s in enumerate(plan.series) if s.of == of) for of in {s.of for s in plan.series}}
    found = []
    for number, series in enumerate(plan.series):
        for place in labelled(series):
            end = lasts[series.of] == (place, number)
            point = series.points[place]
            before = plan.lines[series.of].name if named and end else ""
            found.append(Label(number, place, point, marks.runs(point, marks.arrow(point, False), before), end))
    return sorted(found, key=lambda label: (not label.end, label.point.status not in AHEAD, not label.point.conflict))


def _plot(plan: Plan, frame: Frame, wanted: list[Label], ticks, head: float, high: float) -> Frame:
    words = [text for _, text in ticks] or [f"{high:,.0f}"]
    left = max(fit.width(text, SIZE - 1) for text in words) + 12
    room = frame.width - left
    right = [room - (room - fit.width("".join(label.said), SIZE, bold=True) - 16) / _share(plan, label.place)
             for label in wanted if label.end and label.place]
    width = room - min(max([LEAST_RIGHT, *right]), room * MOST_RIGHT)
    return Frame(frame.left + left, frame.top + head, width, frame.height - head - FOOT)


def _written(scale: Scale, placed: list[tuple[Label, Spot, str]], frame: Frame) -> dict[int, list[str]]:
    """The labels that found a place, by series and in the order of their points."""
    plan, made = scale.plan, {}
    for label, spot, side in placed:
        if side:
            of = plan.series[label.series].of
            ink = colour(plan.lines[of], of) if len(plan.lines) > 1 else marks.TEXT
            struck = side in ("l", "r") and scale.on_a_rule(label.point.value)
            off = _off(scale, label, spot, side, frame)
            written = marks.label(label.place, label.said, SIZE, side[0], ink, label.end, off, plate=struck)
            made.setdefault(label.series, []).append((label.place, written))
    return {number: [text for _, text in sorted(held)] for number, held in made.items()}


def _off(scale: Scale, label: Label, spot: Spot, side: str, frame: Frame) -> tuple[float, float]:
    """How far a label stands off the side that PowerPoint knows: over a whisker, or to the left or right above."""
    across = (box(spot, side).left - box(spot, side[0]).left) / frame.width
    over = (spot.y - scale.y(label.point.value)) / frame.height
    return across, over


def _strokes(scale: Scale) -> list[tuple[float, float]]:
    """Points along all runs and whiskers."""
    made = []
    for series in scale.plan.series:
        drawn = [(place, point) for place, point in enumerate(series.points) if point]
        made += along([(scale.x(place), scale.y(point.value)) for place, point in drawn])
        for place, point in drawn:
            if point.high is not None:
                made += along([(scale.x(place), scale.y(point.value)), (scale.x(place), scale.y(point.high))])
    return made


def _spot(scale: Scale, label: Label) -> Spot:
    """Where a value is written: the end of a line to its right if it can be, a range over its whisker."""
    sides, top = (SIDES.get(label.point.side, "t"), "t", "tl", "br", "tr", "bl", "b", "l", "r"), label.point.value
    if label.end:
        sides = ("r", "tr", "br", "l", "tl", "bl", "t", "b")
    elif label.point.high is not None:
        sides, top = ("t",), label.point.high
    width = fit.width("".join(label.said), SIZE, label.end)
    alone = label.end and len(scale.plan.lines) == 1
    return Spot(scale.x(label.place), scale.y(top), width, SIZE * fit.LINE, 7, tuple(dict.fromkeys(sides)), alone)


def _share(plan: Plan, place: int) -> float:
    """How far along the axis a category stands: days by their distance, texts in the middle of their slots."""
    if isinstance(plan.categories[0], str):
        return (place + 0.5) / len(plan.categories)
    first, last = axes.span(plan.categories[0], plan.categories[-1])
    return ((plan.categories[place] - first).days + 0.5) / ((last - first).days + 1)


def _stroke(series, plan: Plan, drawn: Series) -> None:
    """The colour and dash of a run, the mark of its points; a joint has no mark of its own."""
    ink = colour(plan.lines[drawn.of], drawn.of)
    line = marks.line(ink, 2.5, '<a:prstDash val="sysDash"/>' if drawn.dashed else "")
    properties = series._element.get_or_add_spPr()
    properties.clear()
    properties.append(parse_xml(line.replace("<a:ln", f"<a:ln {nsdecls('a')}", 1)))
    series.smooth = False
    drawn_marks = _marks(drawn, ink)
    counted = list(drawn_marks.values())[drawn.joint:]
    usual = max(counted, key=counted.count)
    marks.put_usual_marker(series, usual)
    for place, mark in drawn_marks.items():
        if mark != usual:
            marks.put_marker(series, place, mark, line)
    marks.put_whiskers(series, drawn, ink)


def _marks(drawn: Series, ink: str) -> dict[int, str]:
    """The mark of each point by its place."""
    many, told = sum(point is not None for point in drawn.points) > MANY_POINTS, labelled(drawn)
    return {place: marks.NO_MARKER if drawn.joint and place == drawn.first or many and place not in told else marks.marker(point, ink)
            for place, point in enumerate(drawn.points) if point}


def _spans_gaps(chart) -> None:
    """Points of one run are joined over categories that only other lines have."""
    inside = chart._chartSpace.chart
    for old in inside.findall(qn("c:dispBlanksAs")):
        inside.remove(old)
    inside.find(qn("c:plotVisOnly")).addnext(parse_xml(f'<c:dispBlanksAs {nsdecls("c")} val="span"/>'))


def _legend_once(chart, plan: Plan) -> None:
    """A legend that names each line once, whatever number of runs it has."""
    legend(chart, SIZE)
    position = chart.legend._element.find(qn("c:legendPos"))
    for number, series in reversed(list(enumerate(plan.series))):
        if any(other.of == series.of for other in plan.series[:number]):
            position.addnext(parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'))
