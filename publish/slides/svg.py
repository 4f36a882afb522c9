"""A slide as SVG: text stays text, in the reader's system fonts; nothing is fetched from anywhere."""

from collections.abc import Mapping

from publish.drawing.svg import FONT, SvgCanvas, safe
from publish.slides.alternative import alternative
from publish.slides.draw import draw as draw_slide
from publish.slides.sheet import HIGH, WIDE
from publish.slides.slide import Deck, Slide


def draw(slide: Slide, deck: Deck, number: int, outlines: Mapping) -> str:
    """One slide as an SVG text, 1280 by 720. `number` counts from 1; `outlines` is the GeoJSON of the 27 units."""
    canvas = SvgCanvas()
    draw_slide(canvas, slide, deck, number, outlines)
    name, words = f"slide-{number}-title", f"slide-{number}-words"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" role="img"'
        f' lang="{safe(deck.language)}" aria-labelledby="{name}" aria-describedby="{words}"'
        f' font-family="{safe(FONT)}" font-variant="tabular-nums">'
        f'<title id="{name}">{safe(slide.title)}</title><desc id="{words}">{safe(alternative(slide))}</desc>'
        + "".join(canvas.parts) + "</svg>"
    )
