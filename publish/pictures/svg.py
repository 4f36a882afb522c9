"""A picture as SVG text: nothing is fetched, no script, the reader's own fonts, and the picture in words inside."""

from collections.abc import Mapping

from publish.drawing.paint import Paint, light
from publish.drawing.svg import FONT, SvgCanvas, safe
from publish.pictures import draw
from publish.pictures.picture import SPACE, Picture


def svg(picture: Picture, wide: int, outlines: Mapping, paint: Paint = light, *, address: str = "", link: str = "",
        larger: float = 0) -> str:
    """The whole picture, as it is kept and sent on. `address` is its last line, which leads to `link`.

    `larger` is that of a font that is known (publish.pictures.png); without it the font is the reader's.
    """
    made = draw.layout(picture, wide, outlines, address=address)
    canvas = SvgCanvas(paint, larger)
    draw.draw(canvas, picture, made, outlines)
    body = "".join(canvas.parts)
    if link and address:
        body = _linked(body, link)
    size = f'viewBox="0 0 {wide} {made.high}" width="{wide}" height="{made.high}"'
    return (
        f'<svg xmlns="{SPACE}" {size} role="img" lang="{safe(picture.language)}" aria-labelledby="title" aria-describedby="words"'
        f' font-family="{safe(FONT)}" font-variant="tabular-nums"><title id="title">{safe(picture.title)}</title>'
        f'<desc id="words">{safe(picture.alternative)}</desc>{body}</svg>'
    )


def bare(picture: Picture, wide: int, outlines: Mapping, paint: Paint, name: str = "") -> str:
    """The figure and its marks alone, to stand within a page that says the rest; `name` is its class."""
    made = draw.layout(picture, wide, outlines, bare=True)
    canvas = SvgCanvas(paint)
    draw.draw(canvas, picture, made, outlines)
    named = f' class="{safe(name)}"' if name else ""
    return (f'<svg xmlns="{SPACE}"{named} viewBox="0 0 {wide} {made.high}" width="{wide}" height="{made.high}" aria-hidden="true"'
            f' focusable="false">{"".join(canvas.parts)}</svg>')


def _linked(body: str, link: str) -> str:
    """The picture with its last line as a link."""
    at = body.rindex("<text", 0, body.index('class="address"'))
    return f'{body[:at]}<a href="{safe(link)}">{body[at:]}</a>'
