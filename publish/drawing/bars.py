"""Lying bars: one per point, grouped by category, each with its rank, its name and its value as said."""


from publish.drawing import names_above
from publish.drawing.bar_lane import Frame, framed, lane
from publish.drawing.bar_rows import Row, key, key_high, rows_of
from publish.drawing.blocks import Graphic
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import LINE, fit, width
from publish.drawing.manner import Manner
from publish.drawing.paint import INK, QUIET, RULE
from publish.drawing.plan import by_name
from publish.drawing.texts import write

TALLEST_ROW, SHORTEST_ROW, THICKEST = 84, 15, 40
LONGEST_NAME, LANE = 0.32, 2.4
"""The share of the width that names may take; the height of a lane in sizes of its text, where there is room."""


def bars(canvas: Canvas, box: Box, block: Graphic, manner: Manner) -> None:
    """The bars of a chart, from above in its order; what does not fit is told as `and n more`."""
    plan = by_name(block.chart)
    rows = rows_of(plan, block.form)
    body = box.inside(top=key(canvas, box, plan, block.form, manner.key))
    if names_above.wanted(rows, box.wide, manner):
        names_above.draw(canvas, body, rows, manner)
        return
    shown = _that_fit(rows, body)
    if not shown:
        return
    names, frame = _framed(shown, body)
    if any(point.value is not None for row in shown for point, _ in row.bars):
        canvas.lines([[(frame.zero, body.y), (frame.zero, body.y + _lanes(shown) * frame.lane)]], RULE, 1.4, role="axis")
    y = body.y
    for row in shown:
        _row(canvas, row, names, frame, y)
        y += (len(row.bars) + _air(row)) * frame.lane
    if len(shown) < len(rows):
        canvas.text(frame.start, box.bottom - 2, manner.word("slides.more").format(count=len(rows) - len(shown)), 13, QUIET)


def high(block: Graphic, wide: float, manner: Manner) -> float:
    """The height that all bars of a chart ask for in a width."""
    plan = by_name(block.chart)
    rows, above = rows_of(plan, block.form), key_high(wide, plan, manner.key)
    if names_above.wanted(rows, wide, manner):
        return above + names_above.high(rows, wide, manner)
    return above + max(1, _lanes(rows)) * manner.text * LANE


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


def _framed(rows: list[Row], box: Box) -> tuple[float, Frame]:
    """Where names begin, and the frame of the bars behind them."""
    lane_high = min(TALLEST_ROW, box.high / _lanes(rows))
    size = max(11.0, min(20.0, lane_high * 0.42))
    ranks = max(width(point.rank, size * 0.9) for row in rows for point, _ in row.bars)
    names = box.x + (ranks + 14 if ranks else 0)
    longest = min(max(width(row.name, size) for row in rows) + 2, box.wide * LONGEST_NAME)
    points = [point for row in rows for point, _ in row.bars]
    return names, framed(points, lane_high, min(THICKEST, lane_high * 0.62), size, names + longest + 16, box.right)


def _row(canvas: Canvas, row: Row, names: float, frame: Frame, y: float) -> None:
    tall = frame.lane * len(row.bars)
    least, room = min(12.0, frame.size), max(frame.lane * 0.96, frame.size * LINE)
    name = fit(row.name, frame.start - names - 16, room, frame.size, least, most=3)
    rank = next((point.rank for point, _ in row.bars if point.rank), "")
    if rank:
        canvas.text(names - 14, y + tall / 2 + frame.size * 0.34, rank, frame.size * 0.9, QUIET, anchor="end", role="rank")
    write(canvas, name, names, y + (tall - name.height) / 2, INK, room=frame.start - names - 8)
    for number, (point, shade) in enumerate(row.bars):
        lane(canvas, point, shade, frame, y + number * frame.lane)
