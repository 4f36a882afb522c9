"""A slide as SVG: text stays text, in the reader's system fonts; nothing is fetched from anywhere."""

from collections.abc import Mapping, Sequence
from html import escape

from publish.slides.alternative import alternative
from publish.slides.canvas import HIGH, INK, WIDE, Box, Place
from publish.slides.draw import draw as draw_slide
from publish.slides.letters import clean, width
from publish.slides.slide import Deck, Slide

FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif"
TIGHT = 0.85
"""A text that is estimated to fill so much of its room is pressed into it, whatever font the reader has."""


def draw(slide: Slide, deck: Deck, number: int, outlines: Mapping) -> str:
    """One slide as an SVG text, 1280 by 720. `number` counts from 1; `outlines` is the GeoJSON of the 27 units."""
    canvas = SvgCanvas()
    draw_slide(canvas, slide, deck, number, outlines)
    name, words = f"slide-{number}-title", f"slide-{number}-words"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" role="img"'
        f' lang="{_safe(deck.language)}" aria-labelledby="{name}" aria-describedby="{words}"'
        f' font-family="{_safe(FONT)}" font-variant="tabular-nums">'
        f'<title id="{name}">{_safe(slide.title)}</title><desc id="{words}">{_safe(alternative(slide))}</desc>'
        + "".join(canvas.parts) + "</svg>"
    )


def _safe(text: str) -> str:
    return escape(clean(text.replace("\n", " · ")), quote=True)


def _n(number: float) -> str:
    """A length with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


class SvgCanvas:
    """A canvas whose marks are SVG elements, in the order drawn."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def text(self, x: float, y: float, text: str, size: float, colour: str = INK, bold: bool = False,
             anchor: str = "start", room: float = 0, role: str = "") -> None:
        """One line of text on its baseline."""
        text = clean(text)
        if not text:
            return
        more = ' font-weight="600"' if bold else ""
        more += f' text-anchor="{anchor}"' if anchor != "start" else ""
        wide = width(text, size, bold)
        if room and wide > room * TIGHT:
            more += f' textLength="{_n(min(wide, room))}" lengthAdjust="spacingAndGlyphs"'
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour}"{more}{_role(role)}>{_safe(text)}</text>')

    def area(self, rings: Sequence[Sequence[Place]], fill: str = "", stroke: str = "", width: float = 1,
             role: str = "", told: str = "") -> None:
        """A filled outline; holes by the even-odd rule."""
        path = "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in ring) + "Z" for ring in rings)
        self._mark("path", f'd="{path}" fill-rule="evenodd"', fill, stroke, width, role, told)

    def lines(self, paths: Sequence[Sequence[Place]], colour: str, width: float = 1, dash: Sequence[float] = (), role: str = "") -> None:
        """Open lines in one element."""
        if not paths:
            return
        path = "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in one) for one in paths)
        dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ' stroke-linejoin="round"'
        self.parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{_n(width)}"{dashes}{_role(role)}/>')

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
        edge = f' stroke="{stroke}" stroke-width="{_n(width)}"' if stroke else ""
        start = f'<{name} {shape} fill="{fill or "none"}"{edge}{_role(role)}'
        self.parts.append(f"{start}><title>{_safe(told)}</title></{name}>" if told else f"{start}/>")


def _role(role: str) -> str:
    return f' class="{role}"' if role else ""
