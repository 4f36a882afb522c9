"""A slide drawn once, on any canvas: title, picture, how sure, where from. SVG, HTML and PDF show what is drawn here."""

from collections.abc import Mapping

from publish.drawing import key, tiles
from publish.drawing.block import draw_block
from publish.drawing.blocks import Block, Graphic, Map, Tiles
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, cut, fit, fit_all, width
from publish.drawing.manner import Manner
from publish.drawing.outlines import silhouette
from publish.drawing.paint import ACCENT, FAINT, GROUND, INK, PLATE, QUIET, RULE, SOFT, WARN
from publish.drawing.texts import write
from publish.slides.sheet import HIGH, WIDE
from publish.slides.slide import Deck, Slide

MARGIN, TOP, FOOT = 64, 40, 678
GAP = 40
COVERS = ("title", "section", "thanks")


def draw(canvas: Canvas, slide: Slide, deck: Deck, number: int, outlines: Mapping) -> None:
    """One slide of a deck; `number` counts from 1, `outlines` is the GeoJSON collection of the 27 units."""
    canvas.box(Box(0, 0, WIDE, HIGH), GROUND, role="ground")
    if slide.layout in COVERS:
        _cover(canvas, slide, deck, outlines)
    else:
        _page(canvas, slide, deck, outlines)
    _foot(canvas, slide, deck, number)


def _page(canvas: Canvas, slide: Slide, deck: Deck, outlines: Mapping) -> None:
    """Title and subtitle, the picture, remarks under it."""
    canvas.box(Box(MARGIN, TOP, 44, 5), ACCENT)
    y = _title(canvas, slide, deck)
    remarks = fit_all(slide.remarks, WIDE - 2 * MARGIN, 88, 14, 11, 3)
    bottom = FOOT - 10 - sum(one.height + 3 for one in remarks)
    high = key.high(slide.blocks)
    body = Box(MARGIN, y, WIDE - 2 * MARGIN, bottom - high - y - 18)
    _blocks(canvas, slide, deck, body, outlines)
    key.key(canvas, Box(MARGIN, bottom - high, body.wide, high), slide.blocks, Manner(deck.words))
    for one in remarks:
        bottom = write(canvas, one, MARGIN, bottom, SOFT, room=body.wide, role="remark") + 3


def _title(canvas: Canvas, slide: Slide, deck: Deck) -> float:
    """The finding and its scope; the lower edge."""
    room = WIDE - 2 * MARGIN
    ribbon = _ribbon(canvas, deck) if slide.draft else 0
    title = fit(slide.title, room - ribbon, 84, 34, 20, True, most=2)
    y = write(canvas, title, MARGIN, TOP + 14, INK, True, room=room, role="title")
    if slide.subtitle:
        y = write(canvas, fit(slide.subtitle, room, 46, 18, 13, most=2), MARGIN, y + 3, SOFT, room=room, role="subtitle")
    return y + 24


def _ribbon(canvas: Canvas, deck: Deck) -> float:
    """The word for what is not public yet, in the upper right corner; the width it takes."""
    word = deck.word("slides.draft").upper()
    wide = width(word, 15, True) + 36
    canvas.box(Box(WIDE - MARGIN - wide, 26, wide, 30), PLATE, WARN, 1.6, 4, role="draft")
    canvas.text(WIDE - MARGIN - wide / 2, 46.5, word, 15, WARN, True, "middle", wide - 10)
    return wide + 20


def _cover(canvas: Canvas, slide: Slide, deck: Deck, outlines: Mapping) -> None:
    """A title, a section or the thanks: few words, large, on the pale outlines of the country."""
    first = slide.layout == "title"
    if slide.layout != "section":
        silhouette(canvas, Box(560, 70, 700, 560), outlines, FAINT)
    canvas.box(Box(0, 0, 22, HIGH), ACCENT)
    room = WIDE - 2 * MARGIN - 120
    title = fit(slide.title, room, 260, 60 if first else 52, 26, True, most=4)
    subtitle = fit(slide.subtitle, room, 130, 28, 15) if slide.subtitle else Fitted((), 28)
    more = 170 if slide.blocks else 0
    y = max(96.0, (FOOT - title.height - subtitle.height - more) / 2)
    if slide.draft:
        _ribbon(canvas, deck)
    canvas.box(Box(MARGIN + 16, y - 26, 64, 6), ACCENT)
    y = write(canvas, title, MARGIN + 16, y, INK, True, room=room, role="title")
    y = write(canvas, subtitle, MARGIN + 16, y + 12, SOFT, room=room, role="subtitle")
    remarks = fit_all(slide.remarks, room, 60, 14, 11, 3)
    body = Box(MARGIN + 16, y + 24, room, FOOT - y - 50 - sum(one.height + 3 for one in remarks))
    _blocks(canvas, slide, deck, body, outlines)
    y = body.bottom + 10
    for one in remarks:
        y = write(canvas, one, body.x, y, SOFT, room=room, role="remark") + 3


def _blocks(canvas: Canvas, slide: Slide, deck: Deck, body: Box, outlines: Mapping) -> None:
    """The parts of a slide: numbers above, the rest side by side; one that has nothing to show says so."""
    if not slide.blocks:
        return
    manner = Manner(deck.words)
    numbers = [block for block in slide.blocks if isinstance(block, Tiles)]
    others = [block for block in slide.blocks if not isinstance(block, Tiles)]
    if numbers and others:
        high = min(180.0, body.high * 0.42)
        tiles.together(canvas, Box(body.x, body.y, body.wide, high), numbers, manner)
        body = body.inside(top=high + 30)
    if len(numbers) > 1 and not others:
        tiles.together(canvas, body, numbers, manner)
        return
    shown = others or numbers
    for box, block in zip(_cells(body, shown), shown, strict=True):
        headed = len(shown) > 1 and isinstance(block, Graphic) and block.chart.title != slide.title
        inner = box.inside(top=_heading(canvas, box, block.chart.title)) if headed else box
        draw_block(canvas, inner, block, manner, outlines)


def _cells(body: Box, blocks: list[Block]) -> list[Box]:
    """Up to three parts side by side, pictures wider than texts; more in two rows."""
    if len(blocks) <= 3:
        return body.columns([1.6 if isinstance(block, (Graphic, Map)) else 1 for block in blocks], GAP)
    across = -(-len(blocks) // 2)
    return [cell for row in body.rows(2, GAP * 0.6) for cell in row.columns([1] * across, GAP)][: len(blocks)]


def _heading(canvas: Canvas, box: Box, title: str) -> float:
    """The finding of one of several pictures; the height it takes."""
    fitted = fit(title, box.wide, 44, 17, 12, True, most=2)
    write(canvas, fitted, box.x, box.y, INK, True, room=box.wide)
    return fitted.height + 10


def _foot(canvas: Canvas, slide: Slide, deck: Deck, number: int) -> None:
    """Source line, brand and number."""
    canvas.lines([[(MARGIN, FOOT), (WIDE - MARGIN, FOOT)]], RULE, 1)
    right = f"{deck.brand} · {number}" if deck.brand else str(number)
    right = cut(right, 320, 13)
    room = WIDE - 2 * MARGIN - width(right, 13) - 40
    if slide.source:
        write(canvas, fit(slide.source, room, 31, 13, 10, most=2), MARGIN, FOOT + 6, QUIET, room=room, role="source")
    canvas.text(WIDE - MARGIN, FOOT + 18.5, right, 13, QUIET, anchor="end", room=340, role="number")
