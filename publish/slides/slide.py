"""What a slide says, apart from how it is drawn: the one description that every writer reads.

Texts are in the reader's language, numbers carry their hedges, and every number on a slide belongs to
a statement that its `statements` name and its `notes` tell in full.
"""

from dataclasses import dataclass, field

from publish.drawing.blocks import Block

WORDS = (
    "slides.draft", "slides.notes", "slides.more", "slides.empty", "mark.at_least", "mark.about", "mark.up_to", "mark.range",
    "mark.forecast", "mark.conflict", "mark.older", "mark.not_reported", "status.F", "status.planned", "status.E",
)
"""Keys of the language files whose words a writer needs; whoever composes a deck fills `Deck.words` with them."""


class TemplateError(ValueError):
    """A template that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Slide:
    """One slide. `layout` is title, section, tiles, chart, map, table, timeline, text, sources or thanks."""

    layout: str
    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()
    remarks: tuple[str, ...] = ()
    """Doubts and comparability, in small print under the picture."""
    source: str = ""
    """The source line, release included."""
    notes: tuple[str, ...] = ()
    """Speaker notes: the full provenance of each figure, one line each, with its statement id."""
    statements: tuple[str, ...] = ()
    draft: bool = False
    """Whether a figure on it is not public yet."""
    place: int = 0
    """Which slide of the deck's record it was made of, from 1; 0 for those that close every deck."""


@dataclass(frozen=True)
class Deck:
    """A deck composed: what every writer needs to know of it beside its slides."""

    id: str
    title: str
    language: str
    release: int
    release_name: str
    made: str
    """The moment of the release, ISO 8601: the only time that a file carries."""
    brand: str
    slides: tuple[Slide, ...]
    skipped: tuple[str, ...] = field(default=())
    """What was left out for want of figures, in words."""
    words: dict[str, str] = field(default_factory=dict, hash=False)
    """What the writers add of their own, in the deck's language: the words of WORDS by their keys."""

    colour: str = ""
    """The brand's colour as #rrggbb; empty for the program's own."""
    logo: bytes = field(default=b"", repr=False)
    """The brand's logo, a PNG picture; empty where there is none."""

    def word(self, key: str) -> str:
        """One word of the writers; a missing one shows as `[key]`."""
        return self.words.get(key, f"[{key}]")
