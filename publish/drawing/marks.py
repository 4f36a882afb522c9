"""The marks of hedges, drawn: floors with an open fading end, hatched forecasts, soft edges, whiskers, closing ticks.

A bar is drawn along its track, lying or upright; a point stands at a place. Both read the qualifier and
the status of a chart's Point, and nothing else decides how they look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from layouts.chart import Point
from publish.drawing.canvas import Canvas, Place
from publish.drawing.paint import GROUND, INK, mixed

AHEAD = ("F", "planned", "E")
"""Not measured: hatched, dashed, hollow."""

PALE = 0.48
"""How much of its colour an older bar keeps."""

FADE, ARROW, SOFT_EDGE, STEPS = 24, 11, 12, 8
HATCH_STEP, HATCH_WIDTH = 7.0, 2.2
BEYOND = {"at_least": FADE + ARROW, "up_to": ARROW + 6, "about": SOFT_EDGE}
"""What a mark takes beyond the end of its bar, in px."""


@dataclass(frozen=True)
class Track:
    """Where a bar lies: the place of its zero, its breadth, and whether it stands upright."""

    x: float
    y: float
    breadth: float
    upright: bool = False

    def at(self, along: float, across: float) -> Place:
        """The place so far along the bar and so far across it."""
        return (self.x + across, self.y - along) if self.upright else (self.x + along, self.y + across)

    def slab(self, start: float, stop: float, first: float = 0, last: float | None = None) -> list[Place]:
        """The outline of a part of the bar."""
        last = self.breadth if last is None else last
        return [self.at(start, first), self.at(stop, first), self.at(stop, last), self.at(start, last)]


def told(point: Point) -> str:
    """What a pointer over a mark is told: whose, when, how much; nothing over the sample of a key."""
    said = f"{point.name}, {point.period}: {point.label}" + (" ‖" if point.conflict else "")
    return said if point.name or point.label else ""


def beyond(point: Point) -> float:
    """The room that the mark of a bar takes beyond its end."""
    return BEYOND.get(point.qualifier, 0) if point.value is not None else 0


def hatch(canvas: Canvas, rings: Sequence[Sequence[Place]], colour: str, step: float = HATCH_STEP, width: float = HATCH_WIDTH,
          role: str = "hatch") -> None:
    """Lines at 45 degrees within an outline of any shape: each is cut where it crosses the edges."""
    edges = [(a, b) for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    sums = [x + y for ring in rings for x, y in ring]
    step *= sqrt(2)
    strokes, at = [], (min(sums) // step + 0.5) * step
    while at < max(sums):
        crossings = sorted(_crossing(a, b, at) for a, b in edges if (a[0] + a[1] <= at) != (b[0] + b[1] <= at))
        strokes += [[((at + u) / 2, (at - u) / 2) for u in pair] for pair in zip(crossings[::2], crossings[1::2], strict=False)]
        at += step
    canvas.lines(strokes, colour, width, role=role)


def _crossing(a: Place, b: Place, at: float) -> float:
    """Where an edge meets the line x + y = at, as x - y."""
    share = (at - a[0] - a[1]) / (b[0] + b[1] - a[0] - a[1])
    return a[0] - a[1] + share * (b[0] - b[1] - a[0] + a[1])


def bar(canvas: Canvas, track: Track, point: Point, stop: float, colour: str, high: float | None = None) -> None:
    """One bar from zero to `stop` px (to `high` for a range), with the mark of its hedge."""
    colour = mixed(colour, PALE) if point.older else colour
    if point.qualifier == "range" and high is not None:
        _span(canvas, track, stop, high, colour, told(point))
        return
    if point.qualifier == "at_least":
        _floor(canvas, track, stop, colour)
    elif point.qualifier == "about":
        _soft(canvas, track, stop, colour)
    solid = max(0.0, stop - SOFT_EDGE) if point.qualifier == "about" else stop
    _body(canvas, track.slab(0, solid), point, colour)
    if point.qualifier == "up_to":
        _cap(canvas, track, stop)


def _body(canvas: Canvas, outline: list[Place], point: Point, colour: str) -> None:
    if point.status in AHEAD:
        canvas.area([outline], mixed(colour, 0.1), role="ahead", told=told(point))
        hatch(canvas, [outline], colour)
        canvas.area([outline], stroke=colour, width=1.2)
    else:
        canvas.area([outline], colour, role="bar", told=told(point))


def _floor(canvas: Canvas, track: Track, stop: float, colour: str) -> None:
    """An open, fading end and a small arrow: the true number is open upwards. The bar is drawn over its beginning."""
    start = stop - min(2.0, abs(stop))
    for n in range(STEPS):
        canvas.area([track.slab(start, stop + FADE * (STEPS - n) / STEPS)], mixed(colour, 0.1 + 0.9 * n / (STEPS - 1)), role="floor")
    _arrow(canvas, track, stop + FADE + 1, ARROW - 2, colour, "floor-arrow")


def _arrow(canvas: Canvas, track: Track, start: float, long: float, colour: str, role: str) -> None:
    """A small triangle on the middle of a track, its point at start + long."""
    half, middle = min(6.0, track.breadth / 2), track.breadth / 2
    canvas.area([[track.at(start, middle - half), track.at(start + long, middle), track.at(start, middle + half)]], colour, role=role)


def _soft(canvas: Canvas, track: Track, stop: float, colour: str) -> None:
    """A soft edge on both sides of the end. The bar is drawn over its beginning."""
    start = max(0.0, stop - SOFT_EDGE - 2)
    for n in range(STEPS):
        reach = SOFT_EDGE * (STEPS - 2 * n) / STEPS
        canvas.area([track.slab(start, max(start, stop + reach))], mixed(colour, (n + 1) / STEPS), role="about")


def _cap(canvas: Canvas, track: Track, stop: float) -> None:
    """A closing tick and an arrow that points back: the true number is open downwards."""
    canvas.area([track.slab(stop - 2, stop + 2, -3, track.breadth + 3)], INK, role="cap")
    _arrow(canvas, track, stop + 5 + ARROW - 2, -(ARROW - 2), INK, "cap-arrow")


def _span(canvas: Canvas, track: Track, low: float, high: float, colour: str, words: str) -> None:
    """From the low end to the high one: a pale bar between two ticks, and a line along it."""
    middle = track.breadth / 2
    canvas.area([track.slab(low, high)], mixed(colour, 0.22), role="range", told=words)
    canvas.area([track.slab(low, high, middle - 1.5, middle + 1.5)], colour, role="range")
    for end in (low, high):
        canvas.area([track.slab(end - 1.5, end + 1.5)], colour, role="range")


def spot(canvas: Canvas, place: Place, point: Point, colour: str, radius: float = 5, high: float | None = None) -> None:
    """One point at a place, with the mark of its hedge; `high` is the y of the upper end of a range."""
    colour = mixed(colour, PALE) if point.older else colour
    x, y = place
    if point.qualifier == "about":
        for n in range(4):
            canvas.circle(x, y, radius + 5 - n * 1.6, mixed(colour, 0.16 + 0.16 * n), role="about")
    if point.qualifier == "range" and high is not None:
        canvas.lines([[(x, y), (x, high)], [(x - 6, y), (x + 6, y)], [(x - 6, high), (x + 6, high)]], colour, 2, role="range")
        return
    if point.qualifier in ("at_least", "up_to"):
        _tick(canvas, place, -1 if point.qualifier == "at_least" else 1, radius, colour)
    hollow = point.status in AHEAD
    canvas.circle(x, y, radius, GROUND if hollow else colour, colour if hollow else GROUND, 2.4 if hollow else 1.2,
                  role="hollow" if hollow else "point", told=told(point))


def _tick(canvas: Canvas, place: Place, way: int, radius: float, colour: str) -> None:
    """A stem with an arrowhead, upward for a floor, downward for a cap, which also has a bar on top."""
    (x, y), end = place, place[1] + way * (radius + 13)
    canvas.lines([[(x, y), (x, end - way * 4)]], colour, 2)
    canvas.area([[(x - 5, end - way * 7), (x + 5, end - way * 7), (x, end)]], colour, role="floor-arrow" if way < 0 else "cap-arrow")
    if way > 0:
        canvas.lines([[(x - 7, y - radius - 3), (x + 7, y - radius - 3)]], INK, 2.4, role="cap")
