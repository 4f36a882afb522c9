"""What stands beside a map: the steps of its scale, and the value of every place in words."""

from dataclasses import dataclass

from layouts.theme import CONTEXT, SERIES
from publish.drawing.blocks import Area, Dot, Map
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import cut, width
from publish.drawing.manner import Manner
from publish.drawing.marks import hatch
from publish.drawing.paint import FAINT, GROUND, HOLLOW, INK, MISSING, QUIET, RULE, SOFT

DOT = SERIES[1]
LEAST_COLUMN, ROW, FEW = 230, 24, 8
"""Of a list under a map: the least width of a column, the height of a row, and how many rows a narrow one shows."""


@dataclass(frozen=True)
class Entry:
    """A place in the list beside the map: its name, its value in words, its colour."""

    name: str
    label: str
    shade: str


def beside(canvas: Canvas, box: Box, block: Map, manner: Manner, unplaced: list[Dot]) -> None:
    """The scale above the list."""
    y = _scale(canvas, box, _steps(block, manner), manner.small)
    _listed(canvas, Box(box.x, y, box.wide, box.bottom - y), entries(block, unplaced), manner)


def under(canvas: Canvas, box: Box, block: Map, manner: Manner, unplaced: list[Dot]) -> None:
    """The scale above the list, which has as many columns as the width has room for."""
    y = _scale(canvas, box, _steps(block, manner), manner.small)
    rows, count = entries(block, unplaced), _columns(box.wide)
    shown = rows[:FEW] if count == 1 else rows
    per = -(-len(shown) // count)
    size = min((_entry_size(row, box.columns([1] * count, 24)[0].wide, ROW, False, manner.text) for row in shown), default=0)
    for number, column in enumerate(box.columns([1] * count, 24)):
        for place, row in enumerate(shown[number * per:(number + 1) * per]):
            _entry(canvas, Box(column.x, y + place * ROW, column.wide, ROW), row, False, size)
    if len(shown) < len(rows):
        canvas.text(box.x, y + per * ROW + 16, manner.word("slides.more").format(count=len(rows) - len(shown)), manner.small, QUIET)


def under_high(block: Map, wide: float, manner: Manner, unplaced: list[Dot]) -> float:
    """The height of what stands under a map."""
    count, rows = _columns(wide), len(entries(block, unplaced))
    listed = -(-(min(rows, FEW) if count == 1 else rows) // count) * ROW + (24 if count == 1 and rows > FEW else 0)
    return scale_high(block, wide, manner) + listed


def column(canvas: Canvas, box: Box, block: Map, manner: Manner, unplaced: list[Dot]) -> None:
    """The list alone, in one column as high as its box."""
    rows = entries(block, unplaced)
    tall = min(ROW, box.high / max(1, len(rows)))
    size = min((_entry_size(row, box.wide, tall, False, manner.text) for row in rows), default=0)
    for place, row in enumerate(rows):
        _entry(canvas, Box(box.x, box.y + place * tall, box.wide, tall), row, False, size)


def column_high(block: Map, manner: Manner) -> float:
    """The height that a list of all areas in one column asks for."""
    return len(entries(block, [])) * manner.text * 1.3


def scale(canvas: Canvas, box: Box, block: Map, manner: Manner) -> None:
    """The steps of the scale alone."""
    _scale(canvas, box, _steps(block, manner), manner.small)


def scale_high(block: Map, wide: float, manner: Manner) -> float:
    """The height of the scale in a width."""
    return _scale_high(_places(Box(0, 0, wide, 1), _steps(block, manner), manner.small), manner.small)


def _columns(wide: float) -> int:
    return max(1, int((wide + 24) / (LEAST_COLUMN + 24)))


def entries(block: Map, unplaced: list[Dot]) -> list[Entry]:
    """What the list says: the dots that found no room for their values, then the areas, the greatest first."""
    steps = {colour: n for n, (colour, _) in enumerate(block.scale)}
    told = [area for area in block.areas if area.colour and area.label and (block.scale or _alone(area.name, area.label))]
    areas = sorted(told, key=lambda area: (-steps.get(area.colour, -1), -(area.value or 0), area.name))
    words = dict(block.scale)
    rows = [Entry(dot.name, dot.said or _alone(dot.name, dot.label), DOT if dot.statement else CONTEXT) for dot in unplaced]
    rows += [Entry(area.name, _value(area, words), area.colour) for area in areas]
    return rows


def _value(area: Area, words: dict[str, str]) -> str:
    """The value of an area in words; nothing where its colour says it already."""
    told_by_colour = words.get(area.colour) == area.label and not any(map(str.isdigit, area.label))
    return "" if told_by_colour else _alone(area.name, area.label)


def _alone(name: str, label: str) -> str:
    """A value without the name that it may begin with."""
    return label[len(name):].lstrip(" :,") if label.startswith(name) else label


def _steps(block: Map, manner: Manner) -> list[tuple[str, str]]:
    """The steps of the scale, hatching for what is not reported, and a ring for what hollow dots say."""
    steps = list(block.scale)
    if steps and all(shade for shade, _ in steps) and any(not area.colour for area in block.areas):
        steps.append(("", manner.word("mark.not_reported")))
    return steps + [(HOLLOW, label) for label in dict.fromkeys(dot.label for dot in block.dots if dot.hollow and dot.label)]


def _scale(canvas: Canvas, box: Box, steps: list[tuple[str, str]], size: float) -> float:
    """The steps of the scale with their words, in rows; the lower edge."""
    places = _places(box, steps, size)
    for (shade, _), (x, y, words) in zip(steps, places, strict=True):
        swatch = Box(x, y + 2, 16, 16)
        if shade == HOLLOW:
            canvas.circle(x + 8, y + 10, 6, GROUND, HOLLOW, 2.2, role="key")
        else:
            canvas.box(swatch, shade or FAINT, role="key")
        if not shade:
            hatch(canvas, [swatch.corners], MISSING, 4, 1, "not-reported")
        canvas.text(x + 22, y + 15, words, size, SOFT, role="scale")
    return box.y + _scale_high([(x, y - box.y, words) for x, y, words in places], size)


def _places(box: Box, steps: list[tuple[str, str]], size: float) -> list[tuple[float, float, str]]:
    """Where each step stands, and its words."""
    x, y, made = box.x, box.y, []
    for words in (cut(words, box.wide - 30, size) for _, words in steps):
        wide = 22 + width(words, size) + 22
        if x > box.x and x + wide - 20 > box.right:
            x, y = box.x, y + 25
        made.append((x, y, words))
        x += wide
    return made


def _scale_high(places: list[tuple[float, float, str]], size: float) -> float:
    return places[-1][1] + 44 if places else 0


def _listed(canvas: Canvas, box: Box, rows: list[Entry], manner: Manner) -> None:
    """Names and values in as many columns as the height asks, at most two; long values stand under their names."""
    if not rows:
        return
    stands_under = any(width(row.label, manner.text, True) > box.wide * 0.45 for row in rows)
    tallest, least = (46.0, 26.0) if stands_under else (30.0, 14.0)
    count = 1 if len(rows) * least * 1.3 <= box.high else 2
    per = -(-len(rows) // count)
    tall = min(tallest, max(least, box.high / per))
    fits = int(box.high / tall)
    columns = box.columns([1] * count, 24)
    size = min(_entry_size(row, columns[0].wide, tall, stands_under, manner.text) for row in rows)
    for number, column in enumerate(columns):
        for place, row in enumerate(rows[number * per:(number + 1) * per][:fits]):
            _entry(canvas, Box(column.x, column.y + place * tall, column.wide, tall), row, stands_under, size)
    left = len(rows) - sum(len(rows[n * per:(n + 1) * per][:fits]) for n in range(count))
    if left > 0:
        canvas.text(box.x, box.bottom + 12, manner.word("slides.more").format(count=left), 12, QUIET)


def _entry_size(row: Entry, wide: float, high: float, under: bool, largest: float) -> float:
    """The size in which a name and its value fit their line, within reason."""
    size = max(10.0, min(largest, high * (0.36 if under else 0.7)))
    taken = width(row.name, size, under) + (0 if under else width(row.label, size, True) + 14)
    return max(size * 0.7, min(size, size * (wide - 16) / taken))


def _entry(canvas: Canvas, box: Box, row: Entry, under: bool, size: float) -> None:
    """One name with its value at the right edge, or under it."""
    base = box.y + box.high / 2 + (-0.12 if under else 0.34) * size
    if row.shade:
        canvas.box(Box(box.x, base - size * 0.36 - 5, 10, 10), row.shade, radius=2)
    room = box.wide - 16
    if under:
        canvas.text(box.x + 16, base + size * 1.12, cut(row.label, room, size * 0.9), size * 0.9, SOFT, room=room, role="label")
    else:
        said = cut(row.label, box.wide * 0.5, size, True)
        canvas.text(box.right, base, said, size, INK, True, "end", box.wide * 0.5, "label")
        room -= width(said, size, True) + 12
    canvas.text(box.x + 16, base, cut(row.name, room, size, under), size, INK if under else SOFT, under, room=room)
    canvas.lines([[(box.x, box.bottom), (box.right, box.bottom)]], RULE, 0.7)


