"""Upright bars: columns side by side, and parts stacked on each other."""

from dataclasses import dataclass, replace

from layouts.chart import Point
from publish.drawing import bars
from publish.drawing.bar_rows import Row, key, rows_of
from publish.drawing.blocks import Graphic
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import LINE, Fitted, fit, width
from publish.drawing.manner import Manner
from publish.drawing.marks import AHEAD, Track, bar, beyond
from publish.drawing.paint import GROUND, INK, QUIET, RULE, WARN
from publish.drawing.plan import by_name
from publish.drawing.texts import write

WIDEST, GAP, AIR = 130, 8, 8
LEAST_BAND, LOWEST, HIGHEST = 44, 260, 400


@dataclass(frozen=True)
class Column:
    """One column: its point and colour, its left edge and thickness, and its label as it fits above it."""

    point: Point
    shade: str
    x: float
    thick: float
    label: Fitted


def columns(canvas: Canvas, box: Box, block: Graphic, manner: Manner) -> None:
    """A column per point, the columns of a category together."""
    plan = by_name(block.chart)
    rows = rows_of(plan, block.form)
    if not rows:
        return
    if lying(rows, box.wide, manner):
        bars.bars(canvas, box, block, manner)
        return
    body = box.inside(top=key(canvas, box, plan, block.form, manner.key))
    body = body.inside(bottom=_names_high(body, rows))
    made = [column for n, row in enumerate(rows) for column in _columns(body, row, n, rows)]
    scale, zero = _scale(body, made)
    for column in made:
        _draw(canvas, column, scale, zero)
    canvas.lines([[(body.x, zero), (body.right, zero)]], RULE, 1.4, role="axis")
    _names(canvas, body, rows)


def lying(rows: list[Row], wide: float, manner: Manner) -> bool:
    """Whether the columns of a narrow picture would be too thin to carry their values and names: they lie down."""
    columns_of = sum(len(row.bars) for row in rows)
    return manner.narrow and wide / max(columns_of, 1) < LEAST_BAND


def high(block: Graphic, wide: float, manner: Manner) -> float:
    """The height that the columns of a chart ask for in a width."""
    rows = rows_of(by_name(block.chart), block.form)
    if block.form == "column" and lying(rows, wide, manner):
        return bars.high(block, wide, manner)
    return max(LOWEST, min(HIGHEST, wide * 0.5))


def _columns(body: Box, row: Row, place: int, rows: list[Row]) -> list[Column]:
    """The columns of one category within its band."""
    band, most = body.wide / len(rows), max(1, *(len(one.bars) for one in rows))
    thick = max(2.0, min(WIDEST, (band * 0.76 - GAP * (most - 1)) / most))
    first = body.x + band * (place + 0.5) - (len(row.bars) * (thick + GAP) - GAP) / 2
    room = band * 0.98 if len(row.bars) == 1 else thick + GAP
    return [Column(point, shade, first + n * (thick + GAP), thick, _label(point, room)) for n, (point, shade) in enumerate(row.bars)]


def _label(point: Point, room: float) -> Fitted:
    return fit(point.label, room, 19 * LINE * 3, 19, 10, True, most=3)


def _names_high(body: Box, rows: list[Row]) -> float:
    return max(_name(row, body.wide / len(rows)).height for row in rows) + 14


def _name(row: Row, band: float) -> Fitted:
    """A name in the largest size that breaks none of its words."""
    words = row.name + next((f" ({point.period})" for point, _ in row.bars if point.older), "")
    room = band - 12
    size = next((size for size in range(17, 10, -1) if all(width(word, size) <= room for word in words.split())), 10)
    return fit(words, room, 64, size, 10, most=3)


def _names(canvas: Canvas, body: Box, rows: list[Row]) -> None:
    band = body.wide / len(rows)
    for place, row in enumerate(rows):
        write(canvas, _name(row, band), body.x + band * (place + 0.5), body.bottom + 10, INK, anchor="middle", room=band - 4)


def _scale(body: Box, made: list[Column]) -> tuple[float, float]:
    """Px per unit so that every column has its mark and its label above it; the y of zero."""
    values = [value for column in made for value in (column.point.value, column.point.high) if value is not None]
    least, high = min([0.0, *values]), body.high
    scales = [high / ((max([0.0, *values]) - least) or 1)]
    for column in made:
        end = max(column.point.value or 0, column.point.high or 0) - least
        if end > 0:
            scales.append((high - column.label.height - AIR - beyond(column.point)) / end)
    scale = max(min(scales), 0.0)
    return scale, body.bottom + least * scale


def _draw(canvas: Canvas, column: Column, scale: float, zero: float) -> None:
    point, stop = column.point, 0.0
    if point.value is not None:
        stop = point.value * scale
        high = point.high * scale if point.high is not None else None
        bar(canvas, Track(column.x, zero, column.thick, True), point, stop, column.shade, high)
        stop = max(stop, high or 0, 0) + beyond(point)
    middle, top = column.x + column.thick / 2, zero - stop - AIR / 2 - column.label.height
    colour = INK if point.value is not None else QUIET
    widest = max((width(line, column.label.size, True) for line in column.label.lines), default=0)
    write(canvas, column.label, middle, top, colour, point.value is not None, "middle", widest if point.conflict else 0, "label")
    if point.conflict:
        last = column.label.lines[-1] if column.label.lines else ""
        x = middle + width(last, column.label.size, True) / 2 + 4
        canvas.text(x, top + column.label.height - column.label.size * 0.28, "‖", column.label.size, WARN, role="conflict")


def stacked(canvas: Canvas, box: Box, block: Graphic, manner: Manner) -> None:
    """One column per category, its parts on each other in the order of the series; each part with its value."""
    plan = by_name(block.chart)
    rows = rows_of(plan, block.form)
    if not rows:
        return
    body = box.inside(top=key(canvas, box, plan, block.form, manner.key) + 40)
    body = body.inside(bottom=_names_high(body, rows))
    band = body.wide / len(rows)
    tallest = max(sum(max(point.value or 0, 0) for point, _ in row.bars) for row in rows) or 1
    for place, row in enumerate(rows):
        thick = min(WIDEST * 1.3, band * 0.5)
        _stack(canvas, Track(body.x + band * (place + 0.5) - thick / 2, body.bottom, thick, True), row, body.high / tallest, band)
    canvas.lines([[(body.x, body.bottom), (body.right, body.bottom)]], RULE, 1.4, role="axis")
    _names(canvas, body, rows)


def _stack(canvas: Canvas, track: Track, row: Row, scale: float, band: float) -> None:
    """The parts of one category; a label that finds no room within its part stands beside it."""
    base, low = 0.0, track.y + 6
    for number, (point, shade) in enumerate(row.bars):
        high = max(point.value or 0, 0) * scale
        if point.value is not None:
            bar(canvas, Track(track.x, track.y - base, track.breadth, True), _within(point, number, row), high, shade)
            canvas.lines([[track.at(base + high, 0), track.at(base + high, track.breadth)]], GROUND, 1.5)
        size, words = 16, point.label + (" ‖" if point.conflict else "")
        middle = track.y - base - high / 2 + size * 0.34
        wide = width(words, size, True) + 10
        if high >= 22 and wide < track.breadth:
            plain = point.status not in AHEAD
            if not plain:
                canvas.box(Box(track.x + (track.breadth - wide) / 2, middle - size, wide, size * 1.3), GROUND, radius=3)
            colour = GROUND if plain else INK
            canvas.text(track.x + track.breadth / 2, middle, words, size, colour, True, "middle", track.breadth - 4, "label")
        else:
            low = min(middle, low - size * 1.15)
            canvas.text(track.x + track.breadth + 10, low, words, size, INK, True, room=(band - track.breadth) / 2 - 6, role="label")
        base += high


def _within(point: Point, number: int, row: Row) -> Point:
    """Only the last part of a stack has an open end to show; the others say it in their label."""
    return point if number == len(row.bars) - 1 or point.qualifier == "exact" else replace(point, qualifier="exact")
