"""The names of lines under their picture, where a narrow screen has no room for them at their ends."""

from layouts.chart import Chart, Line
from layouts.theme import SERIES
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, fit
from publish.drawing.manner import Manner
from publish.drawing.paint import INK, SOFT
from publish.drawing.texts import write

GAP, INDENT = 7, 13


def shade(line: Line, number: int) -> str:
    """The colour of a line."""
    return line.colour or SERIES[number % len(SERIES)]


def high(chart: Chart, wide: float, manner: Manner) -> float:
    """The height that the names take; one line alone needs none."""
    named = _named(chart, wide, manner)
    return sum(name.height + now.height + GAP for name, now in named) + GAP if len(named) > 1 else 0


def draw(canvas: Canvas, box: Box, chart: Chart, manner: Manner) -> None:
    """Each name with its colour, and where its line stands now."""
    y = box.y + GAP
    for number, (line, (name, now)) in enumerate(zip(chart.lines, _named(chart, box.wide, manner), strict=True)):
        canvas.box(Box(box.x, y + 2, 4, name.height + now.height - 3), shade(line, number), role="key")
        y = write(canvas, name, box.x + INDENT, y, INK, True, room=box.wide - INDENT)
        y = write(canvas, now, box.x + INDENT, y, SOFT, room=box.wide - INDENT) + GAP


def _named(chart: Chart, wide: float, manner: Manner) -> list[tuple[Fitted, Fitted]]:
    """Name and present state of each line, as they fit the width."""
    room, text, small = wide - INDENT, manner.text, manner.small
    return [(fit(line.name, room, 1e9, text, text, True, most=3), fit(line.now, room, 1e9, small, small, most=2)) for line in chart.lines]
