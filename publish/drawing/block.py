"""One block drawn in a box, whichever it is: the one door that slides and pictures draw by."""

from collections.abc import Mapping

from publish.drawing import columns, lines, on_map, parts, table, texts, tiles
from publish.drawing.bars import bars
from publish.drawing.blocks import Block, Graphic, Map, Prose, Table, Tiles, Timeline
from publish.drawing.canvas import Box, Canvas
from publish.drawing.manner import Manner
from publish.drawing.paint import QUIET

FORMS = {
    "line": lines.lines, "bar": bars, "ranking": bars, "before_after": bars, "column": columns.columns,
    "stacked": columns.stacked, "doughnut": parts.doughnut, "units": parts.units,
}
BLOCKS = {Tiles: tiles.tiles, Table: table.table, Timeline: texts.timeline, Prose: texts.prose}


def draw_block(canvas: Canvas, box: Box, block: Block, manner: Manner, outlines: Mapping) -> None:
    """A block in its box; one that has nothing to show says so. `outlines` is the GeoJSON collection of the 27 units."""
    if empty(block):
        canvas.text(box.x, box.y + 34, manner.word("slides.empty"), 20, QUIET, room=box.wide, role="empty")
    elif isinstance(block, Map):
        on_map.draw_map(canvas, box, block, manner, outlines)
    elif isinstance(block, Graphic):
        FORMS.get(block.form, bars)(canvas, box, block, manner)
    else:
        BLOCKS[type(block)](canvas, box, block, manner)


def empty(block: Block) -> bool:
    """Whether a block has nothing to show."""
    if isinstance(block, Graphic):
        usable = [point for point in block.chart.points if block.form != "line" or point.value is not None and point.day]
        return not usable
    if isinstance(block, Map):
        return not (block.areas or block.dots)
    return not (block.rows if isinstance(block, Table) else block.tiles if isinstance(block, Tiles) else block.items)
