"""Shapes of a slide that are no chart: big numbers in a grid, units of a whole, things on a line of time."""

from math import ceil

from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from publish.drawing.blocks import Graphic, Tile, Tiles, Timeline
from publish.drawing.plan import AHEAD
from publish.slides import powerpoint_fit as fit
from publish.slides.powerpoint_canvas import Canvas, plain, unstyled
from publish.slides.powerpoint_fit import Frame
from publish.slides.powerpoint_text import ACCENTS, CONTEXT, FAINT, GROUND, MUTED, TEXT, box, describe, paint

COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4}
GAP = 22
STRIP_HEIGHT, MOST_HEIGHT, ONE_HEIGHT, ONE_WIDTH = 150, 190, 300, 500
"""Points below which numbers stand in one row; the most that one of several takes, and one alone on that width."""

RULE = 3
MOST_VALUE, LEAST_VALUE, ONE_VALUE, MOST_SHARE = 54, 20, 88, 66
REACH = 1.7
"""How many steps of a line of time the words of one moment take: those beside them stand on its other side."""

MOST_UNITS = 100
MOST_UNIT, UNIT_GAP = 120, 0.28


def tiles(canvas: Canvas, block: Tiles, frame: Frame) -> None:
    """Numbers in a grid, all of one size, each under a rule; a forecast's rule is hatched."""
    count = len(block.tiles)
    several = count > 1 or frame.width < ONE_WIDTH
    across = COLUMNS.get(count, 4) if frame.height > STRIP_HEIGHT else max(count, 1)
    rows = ceil(count / across)
    height = min((frame.height - GAP * (rows - 1)) / rows, MOST_HEIGHT if several else ONE_HEIGHT)
    slots = [slot for row in range(rows) for slot in
             Frame(frame.left, frame.top + row * (height + GAP), frame.width, height).columns((1,) * across, GAP)]
    room = slots[0].width
    most = min(MOST_VALUE if several else ONE_VALUE, height * 0.3)
    size = fit.one_line([tile.value for tile in block.tiles], room, most, LEAST_VALUE, bold=True)
    small = max(min(height * 0.1, 15), 9)
    label_lines = min(max(fit.lines(tile.label, small, room) for tile in block.tiles), 2)
    for number, (tile, slot) in enumerate(zip(block.tiles, slots, strict=False), 1):
        _tile(canvas, tile, slot, f"tile {number}", size, small, label_lines)


def _tile(canvas: Canvas, tile: Tile, slot: Frame, name: str, size: float, small: float, label_lines: int) -> None:
    ahead = tile.status in AHEAD
    _rule(canvas, f"{name} rule", Frame(slot.left, slot.top, slot.width, RULE + 2 * ahead), ahead)
    label, rest = Frame(slot.left, slot.top + 9, slot.width, slot.height - 9).cut_top(small * fit.LINE * label_lines)
    value, rest = rest.cut_top(size * fit.LINE * (1 if fit.width(tile.value, size, True) <= slot.width else 2))
    _, rest = rest.cut_top(4)
    texts = [text for text in (tile.unit, tile.scope) if text] + ([f"‖ {tile.aside}"] if tile.aside else [])
    _text(canvas, f"{name} label", label, [tile.label], small, colour=MUTED, anchor=MSO_ANCHOR.BOTTOM)
    _text(canvas, f"{name} value", value, [tile.value], size, bold=True, colour=TEXT if ahead else ACCENTS[0])
    _text(canvas, f"{name} scope", rest, texts, small, colour=TEXT)


def _text(canvas: Canvas, name: str, frame: Frame, texts: list[str], size: float, **how) -> None:
    if texts:
        _, cut = box(canvas.shapes, name, frame, texts, size, **how)
        for text in cut:
            canvas.keep(text, "")


def _rule(canvas: Canvas, name: str, frame: Frame, hatched: bool) -> None:
    rule = plain(canvas.shapes, MSO_SHAPE.RECTANGLE, name, frame)
    fill(rule.fill, ACCENTS[0], hatched)
    rule.line.fill.background()


def fill(filling: FillFormat, colour, hatched: bool = False) -> None:
    """A plain fill, or a hatched one on the ground's colour: a pattern without its pattern would be blank."""
    if hatched:
        filling.patterned()
        filling.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        paint(filling.fore_color, colour)
        paint(filling.back_color, GROUND)
    else:
        filling.solid()
        paint(filling.fore_color, colour)


def units(canvas: Canvas, graphic: Graphic, frame: Frame) -> bool:
    """So many of a whole as that many squares, the part filled. False where the whole is no number of squares."""
    point = next(iter(graphic.chart.points), None)
    if point is None or point.value is None or not 0 < graphic.whole <= MOST_UNITS:
        return False
    left, right = frame.columns((3, 2), 40)
    across, side = _grid(graphic.whole, left)
    group = canvas.shapes.add_group_shape()
    group.name = "units"
    for number in range(graphic.whole):
        row, column = divmod(number, across)
        at = Frame(left.left + column * side, left.top + row * side, side * (1 - UNIT_GAP), side * (1 - UNIT_GAP))
        square = plain(group.shapes, MSO_SHAPE.ROUNDED_RECTANGLE, f"unit {number + 1}", at)
        filled = number < round(point.value)
        fill(square.fill, ACCENTS[0] if filled else FAINT, hatched=filled and point.status in AHEAD)
        square.line.fill.background()
    describe(group, graphic.alt)
    said = f"{point.label} / {graphic.whole}"
    value, below = right.cut_top(min(right.height * 0.45, 100))
    size = fit.one_line([said], right.width, MOST_SHARE, LEAST_VALUE, bold=True)
    _text(canvas, "units value", value, [said], size, bold=True, colour=ACCENTS[0], anchor=MSO_ANCHOR.BOTTOM)
    _text(canvas, "units label", below, [point.name, graphic.chart.title], 18, between=6)
    return True


def _grid(count: int, frame: Frame) -> tuple[int, float]:
    """How many squares stand in a row, and their side with its gap, as large as the frame allows."""
    sizes = {across: min(frame.width / across, frame.height / ceil(count / across), MOST_UNIT) for across in range(1, count + 1)}
    even = [across for across in sizes if count % across == 0]
    best, full = max(sizes, key=sizes.get), max(even, key=sizes.get)
    across = full if sizes[full] >= 0.7 * sizes[best] else best
    return across, sizes[across]


def on_a_line(canvas: Canvas, block: Timeline, frame: Frame) -> None:
    """Things on a line of time, above it and below it by turns."""
    middle = frame.top + frame.height / 2
    rail = canvas.shapes.add_connector(1, *(int(Pt(n)) for n in (frame.left, middle, frame.right, middle)))
    rail.name = "timeline"
    unstyled(rail)
    paint(rail.line.color, CONTEXT)
    rail.line.width = Pt(2)
    slot = frame.width / (len(block.items) + REACH - 1)
    width, size = slot * REACH - 14, 14
    for _, what, more in block.items:
        size = min(size, fit.fitted([what, more], Frame(0, 0, width, frame.height / 2 - 40), size, 9, 2))
    for number, (when, what, more) in enumerate(block.items):
        left = frame.left + number * slot
        dot = plain(canvas.shapes, MSO_SHAPE.OVAL, f"moment {number + 1}", Frame(left, middle - 6, 12, 12))
        fill(dot.fill, ACCENTS[0])
        dot.line.fill.background()
        _moment(canvas, number, (when, what, more), Frame(left, frame.top, width, frame.height / 2 - 16), size)


def _moment(canvas: Canvas, number: int, item: tuple[str, str, str], upper: Frame, size: float) -> None:
    when, what, more = item
    above = number % 2 == 0
    frame = upper if above else upper._replace(top=upper.bottom + 32)
    texts = [text for text in (what, more) if text]
    body = min(fit.height(texts, size, frame.width, 2), frame.height - 20)
    top = frame.bottom - body - 20 if above else frame.top
    _text(canvas, f"moment {number + 1} date", Frame(frame.left, top, frame.width, 18), [when], 13, bold=True, colour=ACCENTS[0])
    _text(canvas, f"moment {number + 1} text", Frame(frame.left, top + 20, frame.width, body), texts, size, between=2)
