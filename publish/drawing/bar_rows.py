"""The categories of a bar chart with their bars and colours, and the key of its series."""

from dataclasses import dataclass

from layouts.chart import Point
from layouts.theme import ACCENT as BAR
from layouts.theme import CONTEXT, SERIES
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import cut, width
from publish.drawing.paint import SOFT
from publish.drawing.plan import Plan


@dataclass(frozen=True)
class Row:
    """One category with its bars: (point, colour), in the order of the series."""

    name: str
    bars: tuple[tuple[Point, str], ...]


def rows_of(plan: Plan, form: str = "bar") -> list[Row]:
    """The categories of a chart, each with its points and their colours."""
    rows = []
    for place, category in enumerate(plan.categories):
        found = [(series.points[place], series.of) for series in plan.series if series.points[place]]
        rows.append(Row(category.strip(), tuple((point, colour(plan, point, number, form)) for point, number in found)))
    return rows


def colour(plan: Plan, point: Point, number: int, form: str) -> str:
    """The colour of a bar: of its series where there are several; one accent among greys where one is meant."""
    several = len(plan.series) > 1
    if form == "before_after" and several:
        return BAR if number == len(plan.lines) - 1 else CONTEXT
    if several:
        return plan.lines[number].colour or SERIES[number % len(SERIES)]
    chosen = any(p.accent for p in plan.series[0].points if p)
    return (BAR if point.accent else CONTEXT) if chosen else plan.lines[number].colour or BAR


def key(canvas: Canvas, box: Box, plan: Plan, form: str, size: float = 15) -> float:
    """The names of the series with their colours in a line above the bars; the height it takes."""
    places = _key_places(box, plan, size)
    for number, (line, (x, y, name)) in enumerate(zip(plan.lines, places, strict=False)):
        canvas.box(Box(x, y + 1, size - 1, size - 1), colour(plan, next(iter(line.points), None), number, form), radius=2, role="key")
        canvas.text(x + size + 6, y + size - 2, name, size, SOFT)
    return _key_high(box, places, size)


def key_high(wide: float, plan: Plan, size: float = 15) -> float:
    """The height that the key takes."""
    box = Box(0, 0, wide, 1)
    return _key_high(box, _key_places(box, plan, size), size)


def _key_high(box: Box, places: list[tuple[float, float, str]], size: float) -> float:
    return places[-1][1] - box.y + size + 19 if places else 0


def _key_places(box: Box, plan: Plan, size: float) -> list[tuple[float, float, str]]:
    """Where each name of the key stands; none where there is one series only."""
    x, y, made = box.x, box.y, []
    for line in plan.lines if len(plan.lines) > 1 else ():
        name = cut(line.name, box.wide * 0.6, size)
        if x > box.x and x + width(name, size) + 22 > box.right:
            x, y = box.x, y + size + 9
        made.append((x, y, name))
        x += width(name, size) + size + 33
    return made
