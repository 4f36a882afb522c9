"""What a slide or a picture is drawn on: a few plain marks that SVG and PDF can both make, so that layout is written once.

Lengths are in px from the upper left corner. Colours are paints (publish.drawing.paint), always opaque.
`role` names a mark for tests and style sheets (`hatch`, `floor`), `told` is what a pointer over it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from publish.drawing.paint import INK

Place = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle to draw in."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.wide

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.high

    def inside(self, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> "Box":
        """The box less its margins; never less than a pixel."""
        return Box(self.x + left, self.y + top, max(1, self.wide - left - right), max(1, self.high - top - bottom))

    def columns(self, shares: Sequence[float], gap: float) -> list["Box"]:
        """Boxes side by side, their widths in the given proportions."""
        room, x, made = self.wide - gap * (len(shares) - 1), self.x, []
        for share in shares:
            made.append(Box(x, self.y, room * share / sum(shares), self.high))
            x = made[-1].right + gap
        return made

    def rows(self, count: int, gap: float) -> list["Box"]:
        """Boxes one under the other, of one height."""
        high = (self.high - gap * (count - 1)) / count
        return [Box(self.x, self.y + n * (high + gap), self.wide, high) for n in range(count)]

    @property
    def corners(self) -> list[Place]:
        """Its corners, in order."""
        return [(self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)]


class Canvas(Protocol):
    """The marks that a writer must be able to make."""

    def text(self, x: float, y: float, text: str, size: float, colour: str = INK, bold: bool = False,
             anchor: str = "start", room: float = 0, role: str = "") -> None:
        """One line on its baseline; `anchor` is start, middle or end, `room` the width that it must not pass."""

    def area(self, rings: Sequence[Sequence[Place]], fill: str = "", stroke: str = "", width: float = 1,
             role: str = "", told: str = "") -> None:
        """A filled outline of one or more rings; a ring within a ring is a hole."""

    def lines(self, paths: Sequence[Sequence[Place]], colour: str, width: float = 1, dash: Sequence[float] = (), role: str = "") -> None:
        """Open lines, each through its places."""

    def box(self, box: Box, fill: str = "", stroke: str = "", width: float = 1, radius: float = 0, role: str = "", told: str = "") -> None:
        """A rectangle."""

    def circle(self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", width: float = 1,
               role: str = "", told: str = "") -> None:
        """A circle."""

