"""A slide in words, for who does not see it: everything that its picture says, in its order."""

from publish.drawing.in_words import in_words
from publish.slides.slide import Slide


def alternative(slide: Slide) -> str:
    """The text alternative of a whole slide, its title apart."""
    parts = [slide.subtitle, *(text for block in slide.blocks for text in in_words(block)), *slide.remarks, slide.source]
    return "\n".join(part for part in parts if part)
