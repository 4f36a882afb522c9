"""Lying bars: one per point, grouped by category, each with its rank, its name and its value as said."""

from dataclasses import dataclass

from layouts.chart import Point
from layouts.theme import ACCENT as BAR
from layouts.theme import CONTEXT, SERIES
from publish.drawing.blocks import Graphic
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import LINE, cut, fit, width
from publish.drawing.manner import Manner
from publish.drawing.marks import Track, bar, beyond
from publish.drawing.paint import INK, QUIET, RULE, SOFT, WARN
from publish.drawing.plan import Plan, by_name
from publish.drawing.texts import write

TALLEST_ROW, SHORTEST_ROW, THICKEST = 84, 15, 40
LONGEST_LABEL, LONGEST_NAME = 0.42, 0.32


@dataclass(frozen=True)
class Row:
    """One category with its bars: (point, colour), in the order of the series."""

    name: str
    bars: tuple[tuple[Point, str], ...]


@dataclass(frozen=True)
class Frame:
    """How rows are set: height of a bar's lane, size of its text, where names and bars begin, px per unit, place of zero."""

    lane: float
    size: float
    names: float
    start: float
    scale: float
    zero: float


def bars(canvas: Canvas, box: Box, block: Graphic, manner: Manner) -> None:
    """The bars of a chart, from above in its order; what does not fit is told as `and n more`."""
    plan = by_name(block.chart)
    rows = rows_of(plan, block.form)
    body = box.inside(top=key(canvas, box, plan, block.form))
    shown = _that_fit(rows, body)
    if not shown:
        return
    frame = _frame(shown, body)
    if any(point.value is not None for row in shown for point, _ in row.bars):
        canvas.lines([[(frame.zero, body.y), (frame.zero, body.y + _lanes(shown) * frame.lane)]], RULE, 1.4, role="axis")
    y = body.y
    for row in shown:
        _row(canvas, body, row, frame, y)
        y += (len(row.bars) + _air(row)) * frame.lane
    if len(shown) < len(rows):
        canvas.text(frame.start, box.bottom - 2, manner.word("slides.more").format(count=len(rows) - len(shown)), 13, QUIET)


def rows_of(plan: Plan, form: str = "bar") -> list[Row]:
    """The categories of a chart, each with its points and their colours."""
    rows = []
    for place, category in enumerate(plan.categories):
        found = [(series.points[place], series.of) for series in plan.series if series.points[place]]
        rows.append(Row(category.strip(), tuple((point, colour(plan, point, number, form)) for point, number in found)))
    return rows


def colour(plan: Plan, point: Point, number: int, form: str) -> str:
    """The colour of a bar: of its series where there are several; one accent among greys where one is meant."""
    several = len(plan.series) > 1
    if form == "before_after" and several:
        return BAR if number == len(plan.lines) - 1 else CONTEXT
    if several:
        return plan.lines[number].colour or SERIES[number % len(SERIES)]
    chosen = any(p.accent for p in plan.series[0].points if p)
    return (BAR if point.accent else CONTEXT) if chosen else plan.lines[number].colour or BAR


def key(canvas: Canvas, box: Box, plan: Plan, form: str) -> float:
    """The names of the series with their colours in a line above the bars; the height it takes."""
    if len(plan.lines) < 2:
        return 0
    x, y = box.x, box.y
    for number, line in enumerate(plan.lines):
        name = cut(line.name, box.wide * 0.6, 15)
        if x > box.x and x + width(name, 15) + 22 > box.right:
            x, y = box.x, y + 24
        point = next((p for p in line.points), None)
        canvas.box(Box(x, y + 1, 14, 14), colour(plan, point, number, form), radius=2, role="key")
        canvas.text(x + 21, y + 13, name, 15, SOFT)
        x += width(name, 15) + 48
    return y - box.y + 34


def _air(row: Row) -> float:
    """Air under a group of bars, in lanes."""
    return 0.5 if len(row.bars) > 1 else 0


def _lanes(rows: list[Row]) -> float:
    return sum(len(row.bars) + _air(row) for row in rows)


def _that_fit(rows: list[Row], box: Box) -> list[Row]:
    """The first rows that have their least height; room is left for `and n more` where some have not."""
    if _lanes(rows) * SHORTEST_ROW <= box.high:
        return rows
    kept = list(rows)
    while kept and _lanes(kept) * SHORTEST_ROW > box.high - 20:
        kept.pop()
    return kept


def _frame(rows: list[Row], box: Box) -> Frame:
    lane = min(TALLEST_ROW, box.high / _lanes(rows))
    size = max(11.0, min(20.0, lane * 0.42))
    ranks = max(width(point.rank, size * 0.9) for row in rows for point, _ in row.bars)
    names = box.x + (ranks + 14 if ranks else 0)
    longest = min(max(width(row.name, size) for row in rows) + 2, box.wide * LONGEST_NAME)
    start = names + longest + 16
    values = [value for row in rows for point, _ in row.bars for value in (point.value, point.high) if value is not None]
    least, room = min([0.0, *values]), box.right - start
    scales = [_scale(point, size, room, least) for row in rows for point, _ in row.bars]
    scale = min([room * 0.86 / ((max([0.0, *values]) - least) or 1), *scales])
    return Frame(lane, size, names, start, scale, start - least * scale)


def _scale(point: Point, size: float, room: float, least: float) -> float:
    """Px per unit so that a bar and its label fit the room."""
    end = max(point.value or 0, point.high or 0)
    taken = beyond(point) + min(_label_wide(point, size), room * LONGEST_LABEL) + 20
    return (room - taken) / (end - least) if end - least > 0 and point.value is not None else float("inf")


def _label_wide(point: Point, size: float) -> float:
    return width(point.label, size, True) + width(_aside(point), size * 0.85) + (size * 1.1 if point.conflict else 0)


def _aside(point: Point) -> str:
    return f" ({point.period})" if point.older else ""


def _row(canvas: Canvas, box: Box, row: Row, frame: Frame, y: float) -> None:
    high = frame.lane * len(row.bars)
    least, tall = min(12.0, frame.size), max(frame.lane * 0.96, frame.size * LINE)
    name = fit(row.name, frame.start - frame.names - 16, tall, frame.size, least, most=3)
    rank = next((point.rank for point, _ in row.bars if point.rank), "")
    if rank:
        canvas.text(frame.names - 14, y + high / 2 + frame.size * 0.34, rank, frame.size * 0.9, QUIET, anchor="end", role="rank")
    write(canvas, name, frame.names, y + (high - name.height) / 2, INK, room=frame.start - frame.names - 8)
    for number, (point, shade) in enumerate(row.bars):
        _lane(canvas, box, point, shade, frame, y + number * frame.lane)


def _lane(canvas: Canvas, box: Box, point: Point, shade: str, frame: Frame, y: float) -> None:
    """One bar and what is written behind it."""
    thick, stop = min(THICKEST, frame.lane * 0.62), 0.0
    if point.value is not None:
        stop = point.value * frame.scale
        stop = stop if not point.value or abs(stop) >= 2 else 2.0
        high = point.high * frame.scale if point.high is not None else None
        bar(canvas, Track(frame.zero, y + (frame.lane - thick) / 2, thick), point, stop, shade, high)
        stop = max(stop, high or 0, 0) + beyond(point)
    label(canvas, frame.zero + stop + 9, y + frame.lane / 2 + frame.size * 0.34, point, frame.size, box.right)


def label(canvas: Canvas, x: float, y: float, point: Point, size: float, right: float) -> None:
    """The value as said, the double mark of a conflict, the period of what is older; cut before the edge."""
    aside = width(_aside(point), size * 0.85) + (size * 1.1 if point.conflict else 0)
    strong = point.value is not None
    said = cut(point.label, right - x - aside, size, strong)
    wide = width(said, size, strong)
    canvas.text(x, y, said, size, INK if strong else QUIET, strong, room=wide if aside else right - x, role="label")
    x += wide + size * 0.3
    if point.conflict:
        canvas.text(x, y, "‖", size, WARN, role="conflict")
        x += size * 0.7
    if point.older:
        canvas.text(x, y, _aside(point).strip(), size * 0.85, QUIET, room=max(right - x, 10), role="older")
