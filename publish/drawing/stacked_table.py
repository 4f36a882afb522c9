"""A table for a narrow screen: each row a few lines, the first cell above, the others with the words of the head."""

from publish.drawing.blocks import Table
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, fit
from publish.drawing.manner import Manner
from publish.drawing.paint import INK, QUIET, RULE
from publish.drawing.texts import write

HEADED, GAP, AIR = 0.36, 10, 9
"""The share of the width that the words of the head take; px between them and the cells; px around a row."""


def wanted(block: Table, manner: Manner) -> bool:
    """Whether a table has more columns than a narrow picture has room for."""
    return manner.narrow and len(block.head) > 2


def high(block: Table, wide: float, manner: Manner) -> float:
    """The height that all rows ask for."""
    return sum(_row_high(block, row, wide, manner) for row in block.rows)


def draw(canvas: Canvas, box: Box, block: Table, manner: Manner) -> None:
    """The rows from above, each under a rule."""
    y = box.y
    for row in block.rows:
        canvas.lines([[(box.x, y), (box.right, y)]], RULE, 1)
        bottom = y + _row_high(block, row, box.wide, manner)
        y = write(canvas, _first(row, box.wide, manner), box.x, y + AIR, INK, True, room=box.wide, role="cell")
        for head, cell in _more(block, row, box.wide, manner):
            write(canvas, head, box.x, y, QUIET, room=box.wide * HEADED)
            write(canvas, cell, box.x + box.wide * HEADED + GAP, y, INK, room=box.wide * (1 - HEADED) - GAP, role="cell")
            y += max(head.height, cell.height)
        y = bottom


def _row_high(block: Table, row: tuple[str, ...], wide: float, manner: Manner) -> float:
    more = sum(max(head.height, cell.height) for head, cell in _more(block, row, wide, manner))
    return _first(row, wide, manner).height + more + 2 * AIR


def _first(row: tuple[str, ...], wide: float, manner: Manner) -> Fitted:
    return fit(row[0], wide, 1e9, manner.text, manner.text, True)


def _more(block: Table, row: tuple[str, ...], wide: float, manner: Manner) -> list[tuple[Fitted, Fitted]]:
    """The other cells that say something, each with the word of its column."""
    size = manner.small
    return [(fit(head, wide * HEADED, 1e9, size, size), fit(cell, wide * (1 - HEADED) - GAP, 1e9, size, size))
            for head, cell in zip(block.head[1:], row[1:], strict=False) if cell]
