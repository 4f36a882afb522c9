"""The picture that a link to one observation is shared with: 1200 by 630, the number as said, whose, when, by whom."""

from collections.abc import Mapping

from layouts.visit import Visit
from publish.drawing import outlines as shapes
from publish.drawing.blocks import Tile
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import cut, fit
from publish.drawing.marks import AHEAD, hatch
from publish.drawing.paint import ACCENT, FAINT, GROUND, INK, PAINTS, QUIET, RULE, SOFT, WARN, mixed
from publish.drawing.svg import FONT, SvgCanvas, safe
from publish.drawing.tall_tiles import named
from publish.drawing.texts import write
from publish.pictures import png
from publish.pictures.picture import SPACE, Picture, picture

WIDE, HIGH = 1200, 630
LEFT, RIGHT, FOOT = 76, 1130, 514


def share(visit: Visit, statement: str, theme: str = "light") -> bytes:
    """The PNG of the observation that a statement belongs to. Raises tray.Refused for a statement that the release lacks."""
    told = picture(visit, "statement", {"id": statement})
    canvas = SvgCanvas(PAINTS[theme], png.LARGER)
    draw(canvas, told, told.blocks[0].tiles[0], visit.maps.get("ukraine_oblasts", {}))  # type: ignore[union-attr]
    return png.png(f'<svg xmlns="{SPACE}" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" font-family="{safe(FONT)}">'
                   f'{"".join(canvas.parts)}</svg>', 1)


def draw(canvas: Canvas, told: Picture, tile: Tile, outlines: Mapping) -> None:
    """The number large, with its hedge; the pale outlines of the country behind it."""
    canvas.box(Box(0, 0, WIDE, HIGH), GROUND, role="ground")
    shapes.silhouette(canvas, Box(560, 40, 620, 480), outlines, FAINT)
    edge = Box(0, 0, 20, HIGH).corners
    ahead = tile.status in AHEAD
    canvas.area([edge], mixed(ACCENT, 0.15) if ahead else ACCENT)
    if ahead:
        hatch(canvas, [edge], ACCENT, 8, 3)
    room = RIGHT - LEFT
    y = write(canvas, fit(tile.label, room, 130, 40, 26, most=3), LEFT, 62, SOFT, room=room, role="label")
    y = write(canvas, fit(tile.value, room, 190, 132, 40, True, most=2), LEFT, y + 14, INK, True, room=room, role="number")
    for text, colour, size in ((named(tile, told.manner), INK, 38), (tile.aside and f"‖ {tile.aside}", WARN, 28), (tile.scope, SOFT, 30)):
        if text and y < FOOT - 30:
            y = write(canvas, fit(text, room, min(FOOT - y, size * 2.6), size, 18, most=2), LEFT, y + 4, colour, room=room)
    canvas.lines([[(LEFT, FOOT + 8), (RIGHT, FOOT + 8)]], RULE, 1.5)
    canvas.text(LEFT, FOOT + 46, cut(told.source, room, 24), 24, QUIET, room=room, role="source")
    canvas.text(LEFT, FOOT + 80, told.brand, 24, QUIET, True, room=room)
