"""A table of texts: columns as wide as their contents ask, numbers on the right, one size for all rows."""

from collections.abc import Sequence

from publish.drawing import stacked_table
from publish.drawing.blocks import Table
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import LINE, Fitted, fit_all, width, wrap
from publish.drawing.manner import Manner
from publish.drawing.paint import INK, QUIET, RULE
from publish.drawing.texts import write

LARGEST, LEAST, GAP, PAD = 20, 11, 28, 8
CLOSE = 640
"""A table that is narrower than this has less air between its columns."""


def table(canvas: Canvas, box: Box, block: Table, manner: Manner) -> None:
    """The head and the rows in the largest size that holds them all; what no size holds is told as `and n more`."""
    if not block.head:
        return
    if stacked_table.wanted(block, manner):
        stacked_table.draw(canvas, box, block, manner)
        return
    size = next((size for size in _sizes(manner) if _high(block, box, size, len(block.rows)) <= box.high), LEAST)
    columns = _columns(block, box, size)
    shown = len(block.rows)
    while shown and _high(block, box, size, shown) > box.high - (20 if shown < len(block.rows) else 0):
        shown -= 1
    y = _row(canvas, columns, block, block.head, box.y, size * 0.82, QUIET)
    canvas.lines([[(box.x, y), (columns[-1].right, y)]], INK, 1.4)
    spare = min(size * 0.9, (box.high - _high(block, box, size, shown)) / max(shown, 1)) if shown == len(block.rows) else 0
    for row in block.rows[:shown]:
        y = _row(canvas, columns, block, row, y + spare / 2, size, INK) + spare / 2
        canvas.lines([[(box.x, y), (columns[-1].right, y)]], RULE, 1)
    if shown < len(block.rows):
        canvas.text(box.x, box.bottom - 3, manner.word("slides.more").format(count=len(block.rows) - shown), 13, QUIET)


def _sizes(manner: Manner) -> Sequence[float]:
    """The sizes to try, the largest first; a table that is as high as it likes has one."""
    return (manner.text,) if manner.tall else range(LARGEST, LEAST, -1)


def high(block: Table, wide: float, manner: Manner) -> float:
    """The height that all rows ask for in a width, in the usual size of texts."""
    if stacked_table.wanted(block, manner):
        return stacked_table.high(block, wide, manner)
    return _high(block, Box(0, 0, wide, 1), manner.text, len(block.rows)) + 0.5


def _columns(block: Table, box: Box, size: float) -> list[Box]:
    """The boxes of the columns: natural widths, spread over the box; too wide ones give way, the widest first."""
    count = len(block.head)
    natural = [max(width(head, size * 0.82, True), *(width(row[n], size) for row in block.rows if n < len(row)), size * 2)
               for n, head in enumerate(block.head)]
    gap = GAP if box.wide > CLOSE else GAP / 2
    room = box.wide - gap * (count - 1)
    wide = natural if sum(natural) <= room else _given_way(natural, room)
    spare = min((room - sum(wide)) / count, 110)
    x, made = box.x, []
    for one in wide:
        made.append(Box(x, box.y, one + spare, box.high))
        x += one + spare + gap
    return made


def _given_way(natural: list[float], room: float) -> list[float]:
    """Widths that fit the room: every column keeps what it asks up to a common limit."""
    left, ordered = room, sorted(natural)
    limit = room
    for n, one in enumerate(ordered):
        limit = left / (len(ordered) - n)
        if one > limit:
            break
        left -= one
    return [min(one, limit) for one in natural]


def _high(block: Table, box: Box, size: float, shown: int) -> float:
    columns = _columns(block, box, size)
    head = _tallest(block.head, columns, size * 0.82, True)
    return head + PAD + sum(_tallest(row, columns, size) + PAD for row in block.rows[:shown])


def _tallest(row: Sequence[str], columns: list[Box], size: float, bold: bool = False) -> float:
    """The height of a row: of its cell with the most lines."""
    lines = [len(wrap(text, column.wide + 1, size, bold)) for text, column in zip(row, columns, strict=False)]
    return max(lines, default=1) * size * LINE


def _row(canvas: Canvas, columns: list[Box], block: Table, row, y: float, size: float, colour: str) -> float:
    """One row from an upper edge on; its lower edge."""
    bottom = y
    for number, (text, column) in enumerate(zip(row, columns, strict=False)):
        head = row is block.head
        fitted = fit_all([text], column.wide + 1, 1e9, size, size, 0, head)[0] if text else Fitted((), size)
        right = number in block.numeric
        bottom = max(bottom, write(canvas, fitted, column.right if right else column.x, y + PAD / 2, colour, head,
                                   "end" if right else "start", column.wide + 2, "cell"))
    return bottom + PAD / 2
