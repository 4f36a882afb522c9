"""PowerPoint: a deck as an editable .pptx with native charts, tables, tiles and a map of shapes.

The slides are those that the other writers draw; what a figure's source said stands in the notes of its slide.
"""

from publish.slides import powerpoint_page, powerpoint_template
from publish.slides.powerpoint_canvas import Canvas
from publish.slides.powerpoint_fit import letters_of
from publish.slides.powerpoint_package import packed
from publish.slides.powerpoint_text import clean
from publish.slides.slide import Deck, TemplateError

__all__ = ["DRAFT", "TemplateError", "write"]

DRAFT = "draft / чернетка"


def write(deck: Deck, template: bytes | None = None, outlines: dict | None = None, draft_word: str = "") -> bytes:
    """The bytes of a .pptx, the same for the same deck.

    `template`: a house's own .pptx, used as it is; else the program's own. `outlines`: the GeoJSON of the 27
    units, which a deck with a map needs. `draft_word`: what a slide with a figure that is not public yet is marked
    with; left out, the deck's own word.

    Raises TemplateError where the template cannot be used.
    """
    deck = clean(deck)
    draft = clean(draft_word or deck.words.get("slides.draft", DRAFT)).upper()
    presentation = powerpoint_template.opened(deck, template)
    with letters_of(powerpoint_template.breadth(presentation)):
        for slide, title in zip(deck.slides, titles(deck), strict=True):
            page = presentation.slides.add_slide(powerpoint_template.layout(presentation, slide.layout))
            powerpoint_page.fill(Canvas(page, deck, outlines or {"features": []}), slide, title, draft)
            if template is None and deck.logo:
                powerpoint_page.logo(page, deck)
    return packed(presentation, deck)


def titles(deck: Deck) -> list[str]:
    """The titles of the slides, no two the same: a second one is numbered."""
    made: list[str] = []
    for slide in deck.slides:
        title, number = slide.title, 2
        while title in made:
            title, number = f"{slide.title} ({number})", number + 1
        made.append(title)
    return made
