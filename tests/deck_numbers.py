"""The numbers of a composed deck, and where its notes tell them: what a test of any form of a deck may ask.

Years, page numbers, ordinals, digits inside a name (Ready4EU) and the name of the release are no figures by rule;
the values of an axis are its scale. Every other number must stand in a line of notes that begins with an id.
"""

import re
from collections.abc import Iterator

from publish.drawing.blocks import Graphic, Map, Prose, Table, Tiles, Timeline
from publish.slides.slide import Deck, Slide

_NUMBER = re.compile(r"(?<![^\W_])[-−]?\d+(?:[\u00a0\u202f.,]\d+)*(?!-?(?:st|nd|rd|th|ше|тє|те|ма|й)\b)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAGE = re.compile(r"\(\d+/\d+\)$")
_TOLD = re.compile(r"^(?P<ids>[\w.-]+(?:, [\w.-]+)*|[^·]{3,80}) · ")


def numbers(text: str) -> set[str]:
    """The numbers of a text that are figures."""
    found = {number.replace("−", "-") for number in _NUMBER.findall(_PAGE.sub("", text))}
    return {number for number in found if not _YEAR.fullmatch(number.lstrip("-"))}


def texts(deck: Deck, slide: Slide) -> Iterator[str]:
    """Every text of a slide that a reader sees or hears, the name of the release left out."""
    on_it = (text for block in slide.blocks for text in of_block(block))
    for text in (slide.title, slide.subtitle, *slide.remarks, slide.source, *on_it):
        yield re.sub(rf"\S+ {deck.release} \({deck.release_name}\)", "", text)


def of_block(block) -> Iterator[str]:
    """Every text of a block."""
    if isinstance(block, Tiles):
        for tile in block.tiles:
            yield from (tile.label, tile.value, tile.unit, tile.scope, tile.aside)
    elif isinstance(block, Graphic):
        yield block.alt
        if block.whole:
            yield str(block.whole)
        for line in block.chart.lines:
            yield from (line.name, line.now, *(text for point in line.points for text in (point.name, point.label, point.period)))
    elif isinstance(block, Map):
        yield from (block.alt, *(label for _, label in block.scale))
        yield from (part.label for part in (*block.areas, *block.dots))
    elif isinstance(block, Table):
        yield from (*block.head, *(cell for row in block.rows for cell in row))
    elif isinstance(block, Timeline):
        yield from (text for item in block.items for text in item)
    elif isinstance(block, Prose):
        yield from block.items


def traced(slide: Slide) -> set[str]:
    """The numbers that the notes of a slide tell, each in a line that begins with an id."""
    return {number for note in slide.notes if _TOLD.match(note) for number in numbers(note)}


def untraced(deck: Deck) -> list[tuple[str, str]]:
    """Numbers of the slides without a line in the notes: (title of the slide, number)."""
    found = ((slide, numbers(text)) for slide in deck.slides for text in texts(deck, slide))
    return [(slide.title, number) for slide, said in found for number in sorted(said - traced(slide))]


def with_own_statement(slide: Slide) -> Iterator[tuple[str, str]]:
    """Each figure of a slide that has a statement of its own: (what is drawn, the statements)."""
    for block in slide.blocks:
        if isinstance(block, Tiles):
            yield from ((tile.value, tile.statement) for tile in block.tiles)
        elif isinstance(block, Graphic):
            yield from ((point.label, point.statement) for point in block.chart.points if point.statement)
        elif isinstance(block, Map):
            yield from ((part.label, part.statement) for part in (*block.areas, *block.dots) if part.statement)
        elif isinstance(block, Table):
            yield from ((" ".join(row), statement) for row, statement in zip(block.rows, block.statements, strict=False) if statement)


def line_of(slide: Slide, statement: str) -> str:
    """The notes of a slide that begin with one statement."""
    return " ".join(note for note in slide.notes if note.startswith(f"{statement} · "))
