"""Where the values of points are written so that they keep clear of lines and of each other. Pure.

Labels come in the order of their worth. Each takes the best of the places around its point: none upon
another label or outside the picture, none on a point, and as little of a line under it as can be had.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, hypot

from publish.drawing.canvas import Box, Place
from publish.drawing.letters import width

OFF, STEP, HALF_STROKE = 11, 6, 3
MOST_CROSSED = 2
"""So many samples of a line may run under a label before it is left out."""

SOLID = 1_000
"""What a point counts, in samples of a line."""


@dataclass(frozen=True)
class Spot:
    """A point with its label: its place, the text and its size, and the y where its stem or whisker ends."""

    x: float
    y: float
    text: str
    size: float
    high: float | None = None
    bold: bool = True
    reach: float = 0
    """How far the mark of the point goes beyond that of a plain point."""


def placed(spots: Sequence[Spot], paths: Sequence[Sequence[Place]], held: Box, points: Sequence[Place] = ()) -> list[Box | None]:
    """For each spot the box of its label; None where there is no room. `points` are kept clear of as the spots are."""
    ink = [(x, y, 1) for path in paths for a, b in zip(path, path[1:], strict=False) for x, y in _along(a, b)]
    ink += [(x, y, SOLID) for spot in spots for x, y in _along((spot.x, spot.y), (spot.x, spot.y if spot.high is None else spot.high))]
    ink += [(x, y, SOLID) for x, y in points]
    taken: list[Box] = []
    found: list[Box | None] = []
    for spot in spots:
        free = [box for box in _around(spot) if _within(box, held) and not any(_touch(box, other) for other in taken)]
        best = min(free, key=lambda box: _crossed(box, ink), default=None)
        if best is None or _crossed(best, ink) > MOST_CROSSED:
            found.append(None)
            continue
        taken.append(best)
        found.append(best)
    return found


def _around(spot: Spot) -> list[Box]:
    """The boxes a label may take, the best first: above, below, right, left, and further above and below."""
    wide, high = width(spot.text, spot.size, spot.bold), spot.size * 1.15
    ends = (spot.y, spot.y if spot.high is None else spot.high)
    off = OFF + spot.reach
    left, right, above, below = spot.x - off - wide, spot.x + off, min(ends) - off - high, max(ends) + off
    centre, level = spot.x - wide / 2, spot.y - high / 2
    places = [(centre, above), (centre, below), (right, level), (left, level), (left, above), (right, above), (right, below), (left, below),
              (centre, above - 12), (centre, below + 12)]
    return [Box(x, y, wide, high) for x, y in places]


def _along(a: Place, b: Place) -> list[Place]:
    """Places along a stroke, a few px apart."""
    steps = max(1, ceil(hypot(b[0] - a[0], b[1] - a[1]) / STEP))
    return [(a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps) for n in range(steps + 1)]


def baseline(box: Box, size: float) -> Place:
    """The middle of the baseline of a label in its box."""
    return box.x + box.wide / 2, box.bottom - size * 0.24


def _crossed(box: Box, ink: Sequence[tuple[float, float, int]]) -> int:
    """What the samples of ink in a box count together."""
    left, right, top, bottom = box.x - HALF_STROKE, box.right + HALF_STROKE, box.y - HALF_STROKE, box.bottom + HALF_STROKE
    return sum(weight for x, y, weight in ink if left < x < right and top < y < bottom)


def _touch(one: Box, other: Box) -> bool:
    return one.x < other.right + 6 and other.x < one.right + 6 and one.y < other.bottom and other.y < one.bottom


def _within(box: Box, held: Box) -> bool:
    return held.x <= box.x and box.right <= held.right and held.y <= box.y and box.bottom <= held.bottom
