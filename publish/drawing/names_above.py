"""Lying bars for a narrow screen: the name of each stands above its bar, so that both have the whole width."""

from publish.drawing.bar_lane import Frame, framed, lane
from publish.drawing.bar_rows import Row
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, fit, width
from publish.drawing.manner import Manner
from publish.drawing.paint import INK, QUIET, RULE
from publish.drawing.texts import write

BESIDE = 0.24
"""Names that take no more of the width than this stand beside their bars."""

LANE, THICK, AIR, LONGEST_LABEL = 1.6, 0.95, 9, 0.62


def wanted(rows: list[Row], wide: float, manner: Manner) -> bool:
    """Whether the names are too long for a narrow picture to have them beside the bars."""
    return manner.narrow and any(width(row.name, manner.text) > wide * BESIDE for row in rows)


def high(rows: list[Row], wide: float, manner: Manner) -> float:
    """The height that the rows ask for."""
    return sum(_name(row, wide, manner).height + len(row.bars) * manner.text * LANE + AIR for row in rows)


def draw(canvas: Canvas, box: Box, rows: list[Row], manner: Manner) -> None:
    """The rows from above; each with its rank before its name."""
    points = [point for row in rows for point, _ in row.bars]
    lane_high = manner.text * LANE
    frame = framed(points, lane_high, manner.text * THICK, manner.text, box.x + 1, box.right, LONGEST_LABEL)
    y = box.y
    for row in rows:
        y = _row(canvas, box, row, frame, y, manner)


def _row(canvas: Canvas, box: Box, row: Row, frame: Frame, y: float, manner: Manner) -> float:
    name, rank = _name(row, box.wide, manner), _rank(row)
    if rank:
        canvas.text(box.x, y + name.size * 0.96, rank, name.size * 0.9, QUIET, role="rank")
    y = write(canvas, name, box.x + _indent(row, manner), y, INK, room=box.wide - _indent(row, manner))
    bottom = y + len(row.bars) * frame.lane
    canvas.lines([[(frame.zero, y + 1), (frame.zero, bottom - 1)]], RULE, 1.4, role="axis")
    for number, (point, shade) in enumerate(row.bars):
        lane(canvas, point, shade, frame, y + number * frame.lane)
    return bottom + AIR


def _rank(row: Row) -> str:
    return next((point.rank for point, _ in row.bars if point.rank), "")


def _indent(row: Row, manner: Manner) -> float:
    return width(_rank(row), manner.text * 0.9) + 8 if _rank(row) else 0


def _name(row: Row, wide: float, manner: Manner) -> Fitted:
    return fit(row.name, wide - _indent(row, manner), 1e9, manner.text, manner.text, most=3)
