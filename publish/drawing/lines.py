"""Lines in time: joined by segment, dashed to what is foreseen, every value written where there is room for it."""

from dataclasses import dataclass
from datetime import date

from layouts.chart import Chart, Line, Point
from publish.drawing import under_lines
from publish.drawing.blocks import Graphic
from publish.drawing.canvas import Box, Canvas, Place
from publish.drawing.letters import fit, width
from publish.drawing.line_labels import Spot, baseline, placed
from publish.drawing.manner import Manner
from publish.drawing.marks import spot
from publish.drawing.paint import GROUND, INK, QUIET, RULE, SOFT
from publish.drawing.texts import write
from publish.drawing.under_lines import shade

AHEAD = ("F", "planned")
"""Statuses that a dashed line leads to, as on the pages; an estimate is told by its hollow point."""

FEW_POINTS = 14
NAMES = 0.24
YEARS_FROM_DAYS, YEAR = 900, 3.7
"""Days from which an axis tells years; the room of a year in sizes of its text."""

BEYOND = 8
"""What is written may stand so much beyond the picture."""

LOWEST, HIGHEST = 250, 430
STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Plot:
    """A time chart: the box of its lines and the box of the whole, the first and last day, the least and greatest value."""

    box: Box
    edge: Box
    first: int
    last: int
    least: float
    greatest: float
    named: bool
    """Whether the names of lines stand on its right."""

    def x(self, day: str) -> float:
        """Where a day stands."""
        return self.at(date.fromisoformat(day).toordinal())

    def at(self, ordinal: float) -> float:
        """Where a day stands that is counted from the first of all days."""
        return self.box.x + self.box.wide * (ordinal - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        """How high a value stands."""
        return self.box.bottom - self.box.high * (value - self.least) / (self.greatest - self.least)

    def place(self, point: Point) -> Place:
        """Where a point stands."""
        return self.x(point.day), self.y(point.value)


def lines(canvas: Canvas, box: Box, block: Graphic, manner: Manner) -> None:
    """A time chart: axis, events, lines with their names at their ends, points with their marks and values."""
    chart = block.chart
    drawn = [point for line in chart.lines for point in _shown(line)]
    if not drawn:
        return
    names = under_lines.high(chart, box.wide, manner) if manner.narrow else 0
    plot = _plot(box.inside(bottom=names), chart, drawn, manner)
    _grid(canvas, plot, chart, manner.small, [plot.place(point) for point in drawn] if manner.narrow else None)
    _time_axis(canvas, plot, drawn, manner.small)
    _events(canvas, plot, chart, manner.small)
    labels = _labels(plot, chart, drawn, manner)
    for _, box_, _ in labels:
        canvas.box(box_, GROUND)
    for number, line in enumerate(chart.lines):
        _strokes(canvas, plot, line, shade(line, number))
    many = len(drawn) > 24
    for number, line in enumerate(chart.lines):
        for point in _shown(line):
            high = plot.y(point.high) if point.high is not None else None
            spot(canvas, plot.place(point), point, shade(line, number), 3.4 if many and not _marked(point) else 5.5, high)
    for point, at, size in labels:
        strong = point.accent or any(_shown(line)[-1:] == [point] for line in chart.lines)
        canvas.text(*baseline(at, size), _words(point), size, INK if strong else SOFT, strong, "middle", role="label")
    if names:
        under_lines.draw(canvas, Box(box.x, box.bottom - names, box.wide, names), chart, manner)
    elif len(chart.lines) > 1:
        _line_names(canvas, plot, chart, box, manner)


def high(block: Graphic, wide: float, manner: Manner) -> float:
    """The height that a time chart asks for in a width."""
    names = under_lines.high(block.chart, wide, manner) if manner.narrow else 0
    return max(LOWEST, min(HIGHEST, wide * 0.5)) + names


def _shown(line: Line) -> list[Point]:
    return [point for point in line.points if point.value is not None and point.day]


def _marked(point: Point) -> bool:
    return point.conflict or point.accent or point.status in (*AHEAD, "E") or point.qualifier != "exact"


def _plot(box: Box, chart: Chart, drawn: list[Point], manner: Manner) -> Plot:
    days = [date.fromisoformat(point.day).toordinal() for point in drawn]
    pad = max((max(days) - min(days)) * 0.03, 20)
    left = max((width(text, manner.small) for _, text in chart.ticks), default=0)
    last = max(width(point.label, manner.text, True) for point in drawn if point.day == max(p.day for p in drawn))
    right = _right(box, chart, last, manner)
    inner = box.inside(left=left + 14 if left and not manner.narrow else 4, top=44 if chart.events else 22, right=right, bottom=46)
    values = [value for point in drawn for value in (point.value, point.high) if value is not None]
    ticks = [value for value, _ in chart.ticks]
    least, greatest = min([0.0, *values, *ticks]), max([0.0, *values, *ticks])
    air = (greatest - least) * (0.04 if ticks else 0.12)
    return Plot(inner, box, round(min(days) - pad), round(max(days) + pad), least, greatest + air or 1.0,
                len(chart.lines) > 1 and not manner.narrow)


def _right(box: Box, chart: Chart, last: float, manner: Manner) -> float:
    """Room on the right: for the names of several lines, or for the last value, beside its point where a picture may be so."""
    if len(chart.lines) > 1 and not manner.narrow:
        return box.wide * NAMES
    return min(last + 20, box.wide * 0.3) if manner.tall and len(chart.lines) == 1 else min(last / 2 + 8, box.wide * 0.16)


def _grid(canvas: Canvas, plot: Plot, chart: Chart, size: float, points: list[Place] | None) -> None:
    """Lines at the values of the axis, which stand on the left; in a narrow picture above their lines, where none of its points is."""
    for value, text in chart.ticks:
        y = plot.y(value)
        if value:
            canvas.lines([[(plot.edge.x if points is not None else plot.box.x, y), (plot.box.right, y)]], RULE, 0.8)
        if points is None:
            canvas.text(plot.box.x - 12, y + size * 0.34, text, size, QUIET, anchor="end", role="tick")
        elif value and not any(px < plot.edge.x + width(text, size) + 9 and y - size - 9 < py < y + 9 for px, py in points):
            canvas.text(plot.edge.x, y - 4, text, size, QUIET, role="tick")
    canvas.lines([[(plot.box.x, plot.y(0)), (plot.box.right, plot.y(0))]], QUIET, 1.2, role="axis")


def _time_axis(canvas: Canvas, plot: Plot, drawn: list[Point], size: float) -> None:
    """Years under the middle of each; for a shorter time the periods of the points, where they have room."""
    last, edge = -1e9, plot.box.right + 12 if plot.named else plot.edge.right + BEYOND
    for x, text in _years(plot, size) if plot.last - plot.first > YEARS_FROM_DAYS else _periods(plot, drawn):
        half = width(text, size) / 2
        if x - half > last + 12 and plot.edge.x - BEYOND < x - half and x + half < edge:
            canvas.text(x, plot.box.bottom + size + 12, text, size, QUIET, anchor="middle", role="tick")
            last = x + half


def _years(plot: Plot, size: float) -> list[tuple[float, str]]:
    first, last = date.fromordinal(plot.first).year, date.fromordinal(plot.last).year
    step = next((step for step in STEPS if plot.box.wide * step / (last - first + 1) > YEAR * size), STEPS[-1])
    middles = [(plot.at(date(year, 7, 1).toordinal()), str(year)) for year in range(first, last + 1) if (last - year) % step == 0]
    return [(x, text) for x, text in middles if plot.box.x - 4 <= x <= plot.box.right + 4]


def _periods(plot: Plot, drawn: list[Point]) -> list[tuple[float, str]]:
    return sorted({(plot.x(point.day), point.period) for point in drawn})


def _events(canvas: Canvas, plot: Plot, chart: Chart, size: float) -> None:
    """Dated events as dotted lines, their names above, on two levels by turns."""
    for x, middle, y, name in _event_places(plot, chart, size):
        canvas.lines([[(x, plot.box.y - 4), (x, plot.box.bottom)]], QUIET, 1.2, (2, 4), role="event")
        canvas.text(middle, y, name, size, SOFT, anchor="middle", role="event")


def _event_places(plot: Plot, chart: Chart, size: float) -> list[tuple[float, float, float, str]]:
    """Of each event in the picture its x, the middle and baseline of its name, and the name."""
    made = []
    for number, event in enumerate(chart.events):
        x, half = plot.x(event.day), width(event.label, size) / 2
        if plot.box.x <= x <= plot.box.right:
            middle = max(plot.edge.x + half, min(max(x, plot.box.x + half), plot.edge.right - half))
            made.append((x, middle, plot.box.y - 10 - (size + 4) * (number % 2), event.label))
    return made


def _event_ink(plot: Plot, chart: Chart, size: float) -> list[Place]:
    """Places that the names of events take."""
    found = [(middle, y, width(name, size) / 2) for _, middle, y, name in _event_places(plot, chart, size)]
    return [(middle + half * n / 4, y - size * 0.4) for middle, y, half in found for n in range(-4, 5)]


def _strokes(canvas: Canvas, plot: Plot, line: Line, colour: str) -> None:
    for path, dashed in strokes(line):
        canvas.lines([[plot.place(point) for point in path]], colour, 3, (7, 6) if dashed else (), role="dashed" if dashed else "line")


def strokes(line: Line) -> list[tuple[list[Point], bool]]:
    """The joined points of a line, segment by segment, and whether they lead to what is foreseen."""
    made = []
    for segment in sorted({point.segment for point in line.points}):
        joined = [point for point in _shown(line) if point.segment == segment]
        known = [point for point in joined if point.status not in AHEAD]
        ahead = [point for point in joined if point.status in AHEAD]
        if len(known) > 1:
            made.append((known, False))
        if ahead and len(known[-1:] + ahead) > 1:
            made.append((known[-1:] + ahead, True))
    return made


def _words(point: Point) -> str:
    return point.label + (" ‖" if point.conflict else "")


def _labels(plot: Plot, chart: Chart, drawn: list[Point], manner: Manner) -> list[tuple[Point, Box, float]]:
    """Points with the boxes and sizes of their values: the ends, the hedged, the extremes first; all where points are few."""
    told = [_shown(line)[-1] for line in chart.lines if _shown(line)] if manner.tall and len(chart.lines) > 1 else []
    wanted = [point for point in _by_worth(chart, drawn) if point not in told]
    spots = [Spot(*plot.place(point), _words(point), manner.text if n < FEW_POINTS else manner.small, _stem(plot, point))
             for n, point in enumerate(wanted)]
    paths = [[plot.place(point) for point in path] for line in chart.lines for path, _ in strokes(line)]
    paths += [[(plot.x(event.day), plot.box.y), (plot.x(event.day), plot.box.bottom)] for event in chart.events]
    edge = plot.box.right + (10 if plot.named else plot.box.wide * 0.16)
    edge = plot.edge.right + BEYOND if manner.tall and not plot.named else min(edge, plot.edge.right + BEYOND)
    held = Box(plot.box.x - 6, plot.box.y - 22, edge - plot.box.x + 6, plot.box.high + 20)
    boxes = placed(spots, paths, held, [plot.place(point) for point in drawn] + _event_ink(plot, chart, manner.small))
    return [(point, box, spot.size) for point, box, spot in zip(wanted, boxes, spots, strict=True) if box]


def _stem(plot: Plot, point: Point) -> float | None:
    """Where the mark of a hedge ends above or below its point."""
    if point.high is not None:
        return plot.y(point.high)
    return plot.y(point.value) + {"at_least": -20, "up_to": 20}[point.qualifier] if point.qualifier in ("at_least", "up_to") else None


def _by_worth(chart: Chart, drawn: list[Point]) -> list[Point]:
    ends = [_shown(line)[-1] for line in chart.lines if _shown(line)]
    marked = [point for point in drawn if _marked(point) or point.side]
    starts = [_shown(line)[0] for line in chart.lines if _shown(line)]
    extremes = [max(drawn, key=lambda p: p.value), min(drawn, key=lambda p: p.value), *starts]
    rest = drawn if len(drawn) <= FEW_POINTS else []
    return list({id(point): point for point in (*ends, *marked, *extremes, *rest)}.values())


def _line_names(canvas: Canvas, plot: Plot, chart: Chart, box: Box, manner: Manner) -> None:
    """The name of each line at its end, with where it stands now; names keep clear of each other."""
    x = plot.box.right + 22
    room, tall = box.right - x, box.high / len(chart.lines)
    found = [(n, line, _shown(line)) for n, line in enumerate(chart.lines) if _shown(line)]
    names = [fit(line.name, room, max(20.0, tall * 0.55), manner.text, 11, True, most=3) for _, line, _ in found]
    nows = [fit(line.now, room, max(16.0, tall * 0.4), manner.small, 11, most=2) for _, line, _ in found]
    heights = [name.height + now.height + 6 for name, now in zip(names, nows, strict=True)]
    tops = _apart([plot.y(points[-1].value) - 12 for _, _, points in found], heights, box.y, box.bottom)
    for (number, line, _), name, now, top in zip(found, names, nows, tops, strict=True):
        canvas.box(Box(x - 8, top + 3, 3, name.height + now.height - 4), shade(line, number), role="key")
        write(canvas, now, x, write(canvas, name, x, top, INK, True, room=room), SOFT, room=room)


def _apart(wished: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Upper edges near those wished for, in their order, none upon another, all within the box."""
    order = sorted(range(len(wished)), key=lambda n: wished[n])
    made, edge = {}, top
    for n in order:
        made[n] = max(wished[n], edge)
        edge = made[n] + heights[n]
    edge = bottom
    for n in reversed(order):
        made[n] = max(top, min(made[n], edge - heights[n]))
        edge = made[n]
    return [made[n] for n in range(len(wished))]
