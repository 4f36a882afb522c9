"""Big numbers of a picture that is as high as it likes: texts of one size each, and tiles as high as they ask."""

from collections.abc import Sequence

from publish.drawing.blocks import Tile, Tiles
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, fit
from publish.drawing.manner import Manner
from publish.drawing.marks import AHEAD, hatch
from publish.drawing.paint import ACCENT, INK, QUIET, SOFT, WARN, mixed
from publish.drawing.texts import write

LEAST_WIDE, MOST_IN_A_ROW = 132, 4
RULE, HEAD, FOOT, GAP, NARROW_GAP = 5, 12, 26, 44, 18
LARGEST, LARGEST_ALONE, LEAST = 36, 60, 18

Part = tuple[Fitted, str, bool, str]
"""A text of a tile with its colour, whether it is bold, and its role."""


def high(block: Tiles, wide: float, manner: Manner) -> float:
    """The height that tiles ask for in a width."""
    return sum(_row_high(row, manner) for row in _rows(block, Box(0, 0, wide, 1), manner)) - FOOT


def draw(canvas: Canvas, box: Box, block: Tiles, manner: Manner) -> None:
    """The tiles in rows, their numbers in one size and on one line."""
    y, size = box.y, _number_size(block, box, manner)
    for row in _rows(block, box, manner):
        labels = max(_label(tile, cell.wide, manner).height for tile, cell in row)
        for tile, cell in row:
            _tile(canvas, Box(cell.x, y, cell.wide, 1), tile, manner, size, labels)
        y += _row_high(row, manner)


def named(tile: Tile, manner: Manner) -> str:
    """The unit, and the word for what is not measured where the value does not say it itself."""
    word = manner.word(f"status.{tile.status}") if tile.status in AHEAD else ""
    return " · ".join(filter(None, (tile.unit, "" if word in tile.value else word)))


def _rows(block: Tiles, box: Box, manner: Manner) -> list[list[tuple[Tile, Box]]]:
    """Tiles with their places across, row by row; as even as may be."""
    gap = NARROW_GAP if manner.narrow else GAP
    most = max(1, min(len(block.tiles), MOST_IN_A_ROW, int((box.wide + gap) / (LEAST_WIDE + gap))))
    across = -(-len(block.tiles) // -(-len(block.tiles) // most))
    cells = box.columns([1] * across, gap)
    rows = [block.tiles[at:at + across] for at in range(0, len(block.tiles), across)]
    return [list(zip(row, cells, strict=False)) for row in rows]


def _row_high(row: Sequence[tuple[Tile, Box]], manner: Manner) -> float:
    labels = max(_label(tile, cell.wide, manner).height for tile, cell in row)
    size = min(_number(tile, cell.wide, len(row) == 1).size for tile, cell in row)
    return RULE + HEAD + labels + max(_parts_high(_parts(tile, cell.wide, manner, size)) for tile, cell in row) + FOOT


def _number_size(block: Tiles, box: Box, manner: Manner) -> float:
    return min(_number(tile, cell.wide, len(block.tiles) == 1).size for row in _rows(block, box, manner) for tile, cell in row)


def _number(tile: Tile, wide: float, alone: bool) -> Fitted:
    return fit(tile.value, wide, 1e9, LARGEST_ALONE if alone else LARGEST, LEAST, True, most=1 if len(tile.value) < 16 else 2)


def _label(tile: Tile, wide: float, manner: Manner) -> Fitted:
    return fit(tile.label, wide, 1e9, manner.text, manner.text, most=4)


def _parts(tile: Tile, wide: float, manner: Manner, size: float) -> list[Part]:
    """What stands under the label, from above."""
    aside = tile.aside and f"‖ {tile.aside}"
    told = ((named(tile, manner), manner.text + 1, INK, ""), (aside, manner.small, WARN, "conflict"), (tile.scope, manner.small, QUIET, ""))
    return [(fit(tile.value, wide, 1e9, size, LEAST, True, most=3), INK, True, "number"),
            *((fit(text, wide, 1e9, one, one, most=5), colour, False, role) for text, one, colour, role in told if text)]


def _parts_high(parts: list[Part]) -> float:
    return sum(text.height + 2 for text, _, _, _ in parts)


def _tile(canvas: Canvas, cell: Box, tile: Tile, manner: Manner, size: float, labels: float) -> None:
    rule, ahead = Box(cell.x, cell.y, cell.wide, RULE).corners, tile.status in AHEAD
    canvas.area([rule], mixed(ACCENT, 0.15) if ahead else ACCENT, role="tile")
    if ahead:
        hatch(canvas, [rule], ACCENT, 5, 2)
    y = cell.y + RULE + HEAD
    write(canvas, _label(tile, cell.wide, manner), cell.x, y, SOFT, room=cell.wide)
    y += labels
    for text, colour, bold, role in _parts(tile, cell.wide, manner, size):
        y = write(canvas, text, cell.x, y, colour, bold, room=cell.wide, role=role) + 2
