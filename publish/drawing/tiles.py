"""Big numbers side by side: what it is, the value as said, its unit, what contradicts it, whose and when."""

from collections.abc import Sequence

from publish.drawing import tall_tiles
from publish.drawing.blocks import Tile, Tiles
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, fit
from publish.drawing.manner import Manner
from publish.drawing.marks import AHEAD, hatch
from publish.drawing.paint import ACCENT, INK, QUIET, SOFT, WARN, mixed
from publish.drawing.texts import write

IN_A_ROW = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}
MOST_IN_A_ROW = 4
GAP, TALLEST, LOW, LARGEST, ROW_GAP = 44, 290, 200, 84, 0.7


def tiles(canvas: Canvas, box: Box, block: Tiles, manner: Manner) -> None:
    """The tiles in one row or two, their numbers in one size."""
    if manner.tall:
        tall_tiles.draw(canvas, box, block, manner)
    else:
        together(canvas, box, [block], manner)


def together(canvas: Canvas, box: Box, blocks: Sequence[Tiles], manner: Manner) -> None:
    """Several groups of tiles side by side, apart by more than their tiles are; all numbers in one size."""
    shown = [block for block in blocks if block.tiles]
    placed = [
        (tile, cell)
        for block, part in zip(shown, box.columns([_across(block, box) for block in shown], GAP * 2) if shown else [], strict=True)
        for tile, cell in zip(block.tiles, _cells(block, part), strict=False)
    ]
    size = min((_number(tile, cell, _number_height(cell)).size for tile, cell in placed), default=LARGEST)
    label_high = max((_label(tile, cell).height for tile, cell in placed), default=0)
    for tile, cell in placed:
        _tile(canvas, cell, tile, size, label_high, tall_tiles.named(tile, manner))


def high(block: Tiles, wide: float, manner: Manner) -> float:
    """The height that tiles ask for in a width."""
    return tall_tiles.high(block, wide, manner)


def _across(block: Tiles, box: Box) -> int:
    """Tiles in a row: in a low box as many as go, else as even as their number is."""
    count = len(block.tiles)
    return min(count, MOST_IN_A_ROW) if box.high < LOW else IN_A_ROW.get(count, MOST_IN_A_ROW)


def _cells(block: Tiles, box: Box) -> list[Box]:
    across = _across(block, box)
    down = -(-len(block.tiles) // across)
    high = min(box.high, TALLEST * down + GAP * (down - 1))
    top = box.y + (box.high - high) * 0.36
    return [cell for row in Box(box.x, top, box.wide, high).rows(down, GAP * ROW_GAP) for cell in row.columns([1] * across, GAP)]


def _number_height(cell: Box) -> float:
    return max(30.0, cell.high * 0.36)


def _number(tile: Tile, cell: Box, high: float) -> Fitted:
    return fit(tile.value, cell.wide, high, min(LARGEST if cell.wide < 700 else LARGEST * 1.4, high), 20, True, most=2)


def _label(tile: Tile, cell: Box) -> Fitted:
    return fit(tile.label, cell.wide, max(24.0, cell.high * 0.24), 21 if cell.high > LOW else 18, 12)


def _tile(canvas: Canvas, cell: Box, tile: Tile, size: float, label_high: float, unit: str) -> None:
    rule = [(cell.x, cell.y), (cell.right, cell.y), (cell.right, cell.y + 5), (cell.x, cell.y + 5)]
    ahead = tile.status in AHEAD
    canvas.area([rule], mixed(ACCENT, 0.15) if ahead else ACCENT, role="tile")
    if ahead:
        hatch(canvas, [rule], ACCENT, 5, 2)
    write(canvas, _label(tile, cell), cell.x, cell.y + 16, SOFT, room=cell.wide)
    y = write(canvas, fit(tile.value, cell.wide, _number_height(cell), size, 14, True, most=2), cell.x, cell.y + 20 + label_high, INK, True,
              room=cell.wide, role="number")
    aside = tile.aside and f"‖ {tile.aside}"
    for text, colour, largest, least in ((unit, INK, 22, 12), (aside, WARN, 17, 11), (tile.scope, QUIET, 17, 11)):
        left = cell.bottom - y
        if text and left > least:
            y = write(canvas, fit(text, cell.wide, min(left, largest * 3.9), largest, least), cell.x, y + 1, colour, room=cell.wide) + 2
