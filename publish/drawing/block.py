"""One block drawn in a box, whichever it is: the one door that slides and pictures draw by."""

from collections.abc import Mapping

from publish.drawing import bars, columns, lines, on_map, parts, table, texts, tiles, timeline
from publish.drawing.blocks import Block, Graphic, Map, Prose, Table, Tiles, Timeline
from publish.drawing.canvas import Box, Canvas
from publish.drawing.manner import Manner
from publish.drawing.paint import QUIET

FORMS = {
    "line": lines.lines, "bar": bars.bars, "ranking": bars.bars, "before_after": bars.bars, "column": columns.columns,
    "stacked": columns.stacked, "doughnut": parts.doughnut, "units": parts.units,
}
BLOCKS = {Tiles: tiles.tiles, Table: table.table, Timeline: timeline.timeline, Prose: texts.prose}
HIGH = {
    "line": lines.high, "bar": bars.high, "ranking": bars.high, "before_after": bars.high, "column": columns.high, "stacked": columns.high,
    "doughnut": parts.high, "units": parts.high, Tiles: tiles.high, Table: table.high, Timeline: timeline.high, Prose: texts.prose_high,
}
EMPTY_HIGH = 60


def draw_block(canvas: Canvas, box: Box, block: Block, manner: Manner, outlines: Mapping) -> None:
    """A block in its box; one that has nothing to show says so. `outlines` is the GeoJSON collection of the 27 units."""
    if empty(block):
        canvas.text(box.x, box.y + 34, manner.word("slides.empty"), 20, QUIET, room=box.wide, role="empty")
    elif isinstance(block, Map):
        on_map.draw_map(canvas, box, block, manner, outlines)
    elif isinstance(block, Graphic):
        FORMS.get(block.form, bars.bars)(canvas, box, block, manner)
    else:
        BLOCKS[type(block)](canvas, box, block, manner)


def high(block: Block, wide: float, manner: Manner, outlines: Mapping) -> float:
    """The height that a block asks for in a width."""
    if empty(block):
        return EMPTY_HIGH
    if isinstance(block, Map):
        return on_map.high(block, wide, manner, outlines)
    return HIGH[block.form if isinstance(block, Graphic) else type(block)](block, wide, manner)


def empty(block: Block) -> bool:
    """Whether a block has nothing to show."""
    if isinstance(block, Graphic):
        usable = [point for point in block.chart.points if block.form != "line" or point.value is not None and point.day]
        return not usable
    if isinstance(block, Map):
        return not (block.areas or block.dots)
    return not (block.rows if isinstance(block, Table) else block.tiles if isinstance(block, Tiles) else block.items)
