"""Where texts beside marks stand without running into each other, on a map or along a line. Pure; points, downwards."""

from collections.abc import Sequence
from typing import NamedTuple

from publish.slides.powerpoint_fit import Frame


class Spot(NamedTuple):
    """A mark with the size of the text that it would carry, and how far from its middle the text begins."""

    x: float
    y: float
    width: float
    height: float
    away: float
    sides: tuple[str, ...] = ("r", "t", "b", "l")
    """The sides to try, in order: right, top, bottom, left, and tl, tr, bl, br."""
    forced: bool = False
    """Whether the text stands on its first side even where it meets another."""


def box(spot: Spot, side: str) -> Frame:
    """The text of a mark on one of its sides."""
    across = {"r": spot.x + spot.away, "l": spot.x - spot.away - spot.width, "tl": spot.x - spot.width, "bl": spot.x - spot.width,
              "tr": spot.x, "br": spot.x}
    left = across.get(side, spot.x - spot.width / 2)
    top = {"t": spot.y - spot.away - spot.height, "b": spot.y + spot.away}.get(side[0], spot.y - spot.height / 2)
    return Frame(left, top, spot.width, spot.height)


def places(spots: Sequence[Spot], bounds: Frame, strokes: Sequence[tuple[float, float]] = ()) -> list[str]:
    """The side of each text, in the order of its worth; empty where none is free. `strokes`: points along drawn lines."""
    marks = [*((spot.x, spot.y) for spot in spots), *strokes]
    taken = [box(spot, spot.sides[0]) for spot in spots if spot.forced]
    chosen = []
    for spot in spots:
        others = [mark for mark in marks if mark != (spot.x, spot.y)]
        side = spot.sides[0] if spot.forced else next((s for s in spot.sides if _free(box(spot, s), taken, others, bounds)), "")
        if side and not spot.forced:
            taken.append(box(spot, side))
        chosen.append(side)
    return chosen


def _free(text: Frame, taken: list[Frame], marks: list[tuple[float, float]], bounds: Frame) -> bool:
    if text.left < bounds.left or text.right > bounds.right or text.top < bounds.top or text.bottom > bounds.bottom:
        return False
    if any(text.left < other.right and other.left < text.right and text.top < other.bottom and other.top < text.bottom for other in taken):
        return False
    return not any(text.left - 1 < x < text.right + 1 and text.top - 1 < y < text.bottom + 1 for x, y in marks)


def along(corners: Sequence[tuple[float, float]], step: float = 5) -> list[tuple[float, float]]:
    """Points along a line from corner to corner, so that texts keep clear of it."""
    made = []
    for (x, y), (to_x, to_y) in zip(corners, corners[1:], strict=False):
        count = max(int(max(abs(to_x - x), abs(to_y - y)) / step), 1)
        made += [(x + (to_x - x) * n / count, y + (to_y - y) * n / count) for n in range(1, count)]
    return made
