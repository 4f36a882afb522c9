"""A canvas whose marks are SVG: text stays text, in the reader's system fonts; nothing is fetched from anywhere."""

from collections.abc import Sequence
from html import escape

from publish.drawing.canvas import Box, Place
from publish.drawing.letters import clean, width
from publish.drawing.paint import INK, Paint, light

FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif"
TIGHT = 0.85
"""A text that is estimated to fill so much of its room is pressed into it, whatever font the reader has."""


def safe(text: str) -> str:
    """A text as it may stand in an SVG or HTML text and in an attribute."""
    return escape(clean(text.replace("\n", " · ")), quote=True)


def _n(number: float) -> str:
    """A length with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def _way(places: Sequence[Place]) -> str:
    """A way through places, each told from the one before in tenths of a px; what does not move is left out."""
    (x, y), *rest = [(round(x * 10), round(y * 10)) for x, y in places]
    made = [f"M{_n(x / 10)} {_n(y / 10)}"]
    steps = []
    for to_x, to_y in rest:
        if (to_x, to_y) != (x, y):
            steps.append(f"{_n((to_x - x) / 10)} {_n((to_y - y) / 10)}".replace(" -", "-"))
            x, y = to_x, to_y
    return "".join(made) + ("l" + " ".join(steps).replace(" -", "-") if steps else "")


class SvgCanvas:
    """A canvas whose marks are SVG elements, in the order drawn. `paint` says what a paint is called in the file.

    `larger`: texts are drawn so much larger than laid out, for a font that is known to run narrow. Without it the font
    is the reader's, and a text that nearly fills its room is pressed into it.
    """

    def __init__(self, paint: Paint = light, larger: float = 0) -> None:
        self.parts: list[str] = []
        self.paint = paint
        self.larger = larger

    def text(self, x: float, y: float, text: str, size: float, colour: str = INK, bold: bool = False,
             anchor: str = "start", room: float = 0, role: str = "") -> None:
        """One line of text on its baseline."""
        text = clean(text)
        if not text:
            return
        more = ' font-weight="600"' if bold else ""
        more += f' text-anchor="{anchor}"' if anchor != "start" else ""
        wide = width(text, size, bold)
        if room and wide > room * TIGHT and not self.larger:
            more += f' textLength="{_n(min(wide, room))}" lengthAdjust="spacingAndGlyphs"'
        start = f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size * (self.larger or 1))}" fill="{self.paint(colour)}"{more}{_role(role)}>'
        self.parts.append(f"{start}{safe(text)}</text>")

    def area(self, rings: Sequence[Sequence[Place]], fill: str = "", stroke: str = "", width: float = 1,
             role: str = "", told: str = "") -> None:
        """A filled outline; holes by the even-odd rule."""
        path = "".join(_way(ring) + "Z" for ring in rings)
        self._mark("path", f'd="{path}" fill-rule="evenodd"', fill, stroke, width, role, told)

    def lines(self, paths: Sequence[Sequence[Place]], colour: str, width: float = 1, dash: Sequence[float] = (), role: str = "") -> None:
        """Open lines in one element."""
        if not paths:
            return
        path = "".join(map(_way, paths))
        dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ' stroke-linejoin="round"'
        self.parts.append(f'<path d="{path}" fill="none" stroke="{self.paint(colour)}" stroke-width="{_n(width)}"{dashes}{_role(role)}/>')

    def box(self, box: Box, fill: str = "", stroke: str = "", width: float = 1, radius: float = 0, role: str = "", told: str = "") -> None:
        """A rectangle."""
        rounded = f' rx="{_n(radius)}"' if radius else ""
        shape = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.wide)}" height="{_n(box.high)}"{rounded}'
        self._mark("rect", shape, fill, stroke, width, role, told)

    def circle(self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", width: float = 1,
             role: str = "", told: str = "") -> None:
        """A circle."""
        self._mark("circle", f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"', fill, stroke, width, role, told)

    def _mark(self, name: str, shape: str, fill: str, stroke: str, width: float, role: str, told: str) -> None:
        edge = f' stroke="{self.paint(stroke)}" stroke-width="{_n(width)}"' if stroke else ""
        start = f'<{name} {shape} fill="{self.paint(fill) if fill else "none"}"{edge}{_role(role)}'
        self.parts.append(f"{start}><title>{safe(told)}</title></{name}>" if told else f"{start}/>")


def _role(role: str) -> str:
    return f' class="{role}"' if role else ""
