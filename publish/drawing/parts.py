"""Parts of a whole: a ring of at most a few parts, and units of which some are filled (10 of 16)."""

from math import ceil, cos, pi, sin, sqrt

from layouts.chart import Chart, Point
from layouts.theme import ACCENT, SERIES
from publish.drawing.bars import bars
from publish.drawing.bars import high as bars_high
from publish.drawing.blocks import Graphic
from publish.drawing.canvas import Box, Canvas, Place
from publish.drawing.letters import fit, width
from publish.drawing.manner import Manner
from publish.drawing.marks import AHEAD, hatch, told
from publish.drawing.paint import FAINT, GROUND, INK, RULE, SOFT, WARN, mixed
from publish.drawing.texts import write

MOST_PARTS = 6
HOLE = 0.58
MOST_UNITS = 400
LOWEST, HIGHEST = 220, 340


def doughnut(canvas: Canvas, box: Box, block: Graphic, manner: Manner) -> None:
    """A ring with its parts named beside it; more than a few parts, or less than nothing, are drawn as bars."""
    points = block.chart.points
    values = [point.value for point in points if point.value is not None]
    if manner.narrow or not values or len(points) > MOST_PARTS or min(values) < 0 or not sum(values):
        bars(canvas, box, block, manner)
        return
    radius = min(box.high / 2, box.wide * 0.22)
    middle = (box.x + radius + 24, box.y + box.high / 2)
    start = 0.0
    for number, point in enumerate(points):
        turn = (point.value or 0) / sum(values)
        _part(canvas, middle, radius, (start, start + turn), point, _shade(block.chart, number))
        start += turn
    _named(canvas, Box(middle[0] + radius + 72, box.y, box.right - middle[0] - radius - 72, box.high), block.chart)


def high(block: Graphic, wide: float, manner: Manner) -> float:
    """The height that a ring or a field of units asks for in a width; of a ring that lies down as bars, theirs."""
    return bars_high(block, wide, manner) if block.form == "doughnut" and manner.narrow else max(LOWEST, min(HIGHEST, wide * 0.45))


def _shade(chart: Chart, number: int) -> str:
    """The colour of a part: of its line where each part is a line, else the next of the series."""
    if 1 < len(chart.lines) == len(chart.points) and chart.lines[number].colour:
        return chart.lines[number].colour
    return SERIES[number % len(SERIES)]


def _part(canvas: Canvas, middle: Place, radius: float, turns: tuple[float, float], point: Point, shade: str) -> None:
    start, stop = turns
    steps = max(2, ceil((stop - start) * 180))
    angles = [2 * pi * (start + (stop - start) * n / steps) for n in range(steps + 1)]
    outer = [(middle[0] + radius * sin(a), middle[1] - radius * cos(a)) for a in angles]
    inner = [(middle[0] + HOLE * radius * sin(a), middle[1] - HOLE * radius * cos(a)) for a in reversed(angles)]
    if stop <= start:
        return
    ahead = point.status in AHEAD
    canvas.area([outer + inner], mixed(shade, 0.1) if ahead else shade, role="part", told=told(point))
    if ahead:
        hatch(canvas, [outer + inner], shade)
    canvas.area([outer + inner], stroke=GROUND, width=2.5)


def _named(canvas: Canvas, box: Box, chart: Chart) -> None:
    """The parts in words: swatch, name, value as said."""
    points = chart.points
    high = min(74.0, box.high / len(points))
    y = box.y + (box.high - high * len(points)) / 2
    size = min(24.0, high * 0.4)
    values = max(width(point.label + (" ‖" if point.conflict else ""), size, True) for point in points)
    values = min(values, box.wide * 0.45) + 4
    for number, point in enumerate(points):
        _swatch(canvas, Box(box.x, y + high / 2 - 9, 18, 18), point, _shade(chart, number))
        name = fit(point.name, box.wide - 34 - values - 24, high * 0.95, size * 0.92, 11)
        write(canvas, name, box.x + 34, y + (high - name.height) / 2, SOFT)
        said = fit(point.label, values, high, size, 11, True, most=2)
        write(canvas, said, box.right - (16 if point.conflict else 0), y + (high - said.height) / 2, INK, True, "end", values, "label")
        if point.conflict:
            canvas.text(box.right, y + high / 2 + size * 0.34, "‖", size, WARN, anchor="end", role="conflict")
        if number:
            canvas.lines([[(box.x, y), (box.right, y)]], RULE, 1)
        y += high


def _swatch(canvas: Canvas, box: Box, point: Point, shade: str) -> None:
    ahead = point.status in AHEAD
    canvas.area([box.corners], mixed(shade, 0.1) if ahead else shade)
    if ahead:
        hatch(canvas, [box.corners], shade, 5, 1.6)


def units(canvas: Canvas, box: Box, block: Graphic, manner: Manner) -> None:
    """So many squares of a whole filled; without a whole that can be counted out, bars."""
    points = [point for point in block.chart.points if point.value is not None]
    if not points or not 0 < block.whole <= MOST_UNITS or any(point.value > block.whole or point.value < 0 for point in points):
        bars(canvas, box, block, manner)
        return
    for point, row in zip(points, box.rows(len(points), 24), strict=True):
        _counted(canvas, row, point, block.whole, block.chart.lines[0].colour or ACCENT)


def _counted(canvas: Canvas, box: Box, point: Point, whole: int, shade: str) -> None:
    squares, said = box.columns([1.25, 1], 64)
    across = _across(whole, squares)
    side = min(squares.wide / across, squares.high / ceil(whole / across), 118)
    down = ceil(whole / across)
    top = squares.y + (squares.high - side * down) / 2
    for n in range(whole):
        cell = Box(squares.x + side * (n % across), top + side * (n // across), side, side).inside(*[side * 0.06] * 4)
        _unit(canvas, cell, min(1.0, max(0.0, point.value - n)), point, shade)
    size = max(20.0, min(88.0, said.high * 0.36))
    number = fit(f"{point.label} / {whole}" + (" ‖" if point.conflict else ""), said.wide, said.high * 0.6, size, 18, True, most=2)
    name = fit(point.name, said.wide, said.high * 0.4, min(24.0, size * 0.6), 11)
    y = said.y + max(0.0, (said.high - number.height - name.height) / 2)
    y = write(canvas, number, said.x, y, INK, True, room=said.wide, role="label")
    write(canvas, name, said.x, y + 4, SOFT, room=said.wide)


def _across(whole: int, box: Box) -> int:
    """Squares in a row: as square a field as the box is, rather one that the whole fills evenly."""
    wish = max(1, round(sqrt(whole * box.wide / box.high)))
    even = [n for n in range(max(1, wish - 2), wish + 3) if whole % n == 0]
    return min(even, key=lambda n: abs(n - wish)) if even else wish


def _unit(canvas: Canvas, cell: Box, share: float, point: Point, shade: str) -> None:
    """One square, filled from the left by its share."""
    canvas.box(cell, FAINT, RULE, 1, 4, role="unit")
    if share <= 0:
        return
    filled = Box(cell.x, cell.y, cell.wide * share, cell.high)
    if point.status in AHEAD:
        hatch(canvas, [filled.corners], shade)
        canvas.box(filled, stroke=shade, width=1.4, radius=4, role="unit-filled", told=told(point))
    else:
        canvas.box(filled, shade, radius=4, role="unit-filled", told=told(point))
