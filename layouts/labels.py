"""Where the values of a chart can be written without running into each other. Pure.

Points are offered their places in the order of their worth: the ends of the lines first. A label
takes the first side that is free; one that finds none is left out, and stays in the hover text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SIDES = ("middle right", "top center", "bottom center", "middle left")
LETTER, HEIGHT, GAP = 0.0105, 0.07, 0.012
"""Size of a label in shares of a plot about 700 px wide and 300 px high."""


@dataclass(frozen=True)
class Spot:
    """One point in shares of the plot (0 to 1, from left and from below) with the text it would carry."""

    x: float
    y: float
    text: str


def places(spots: Sequence[Spot], obstacles: Sequence[tuple[float, float]] = ()) -> list[str]:
    """For each spot, in its order of worth, the side its label stands on; empty where none is free."""
    taken: list[tuple[float, float, float, float]] = []
    chosen = []
    for spot in spots:
        others = [point for point in obstacles if point != (spot.x, spot.y)]
        side = next((side for side in SIDES if _free(_box(spot, side), taken, others)), "")
        if side:
            taken.append(_box(spot, side))
        chosen.append(side)
    return chosen


def _box(spot: Spot, side: str) -> tuple[float, float, float, float]:
    """Left, right, bottom, top of a label on one side of its point."""
    width = len(spot.text) * LETTER
    left = {"middle right": spot.x + GAP, "middle left": spot.x - GAP - width}.get(side, spot.x - width / 2)
    low = {"top center": spot.y + GAP, "bottom center": spot.y - GAP - HEIGHT}.get(side, spot.y - HEIGHT / 2)
    return left, left + width, low, low + HEIGHT


def _free(box, taken, points) -> bool:
    left, right, low, high = box
    if left < -0.02 or right > 1.14 or low < -0.05:
        return False
    if any(left < end and start < right and low < top and foot < high for start, end, foot, top in taken):
        return False
    return not any(left < x < right and low < y < high for x, y in points)
