"""What every block is drawn on: the page, the deck it belongs to, the outlines, and what did not fit whole."""

from dataclasses import dataclass, field
from datetime import datetime

from pptx.oxml.ns import qn
from pptx.util import Pt

from publish.slides.powerpoint_fit import Frame
from publish.slides.slide import Deck


@dataclass(frozen=True)
class Canvas:
    """One slide being drawn. `outlines`: the GeoJSON of the map. `left_out`: texts cut short, told whole in the notes."""

    page: object
    deck: Deck
    outlines: dict
    left_out: list[str] = field(default_factory=list)

    @property
    def shapes(self):
        """The shapes of the slide."""
        return self.page.shapes

    def keep(self, whole: str, shown: str) -> str:
        """A text as shown; kept whole for the notes where it was cut."""
        if shown.strip() != whole.strip() and whole not in self.left_out:
            self.left_out.append(whole)
        return shown


def emu(frame: Frame) -> tuple[int, int, int, int]:
    """A frame as python-pptx takes it."""
    return tuple(int(Pt(side)) for side in frame)


def plain(shapes, kind, name: str, frame: Frame):
    """A shape without the shadow, line and colours that a theme would give it."""
    shape = shapes.add_shape(kind, *emu(frame))
    shape.name = name
    unstyled(shape)
    return shape


def unstyled(shape) -> None:
    """Take the theme's style from a shape: some programs draw its shadow even where it is switched off."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def moment(made: str) -> datetime:
    """The moment of a release without its zone, as office files hold it."""
    return datetime.fromisoformat(made.replace("Z", "+00:00")).replace(tzinfo=None)
