"""What a slide says, apart from how it is drawn: the one description that every writer reads.

Texts are in the reader's language, numbers carry their hedges, and every number on a slide belongs to
a statement that its `statements` name and its `notes` tell in full.
"""

from dataclasses import dataclass, field

from layouts.chart import Chart

WORDS = (
    "slides.draft", "slides.notes", "slides.more", "slides.empty", "mark.at_least", "mark.about", "mark.up_to", "mark.range",
    "mark.forecast", "mark.conflict", "mark.older", "mark.not_reported", "status.F", "status.planned", "status.E",
)
"""Keys of the language files whose words a writer needs; whoever composes a deck fills `Deck.words` with them."""


@dataclass(frozen=True)
class Tile:
    """One big number: what it is, the value as said, its unit, whose and when; `aside` is what contradicts it."""

    label: str
    value: str
    unit: str
    scope: str
    statement: str
    aside: str = ""
    status: str = "A"


@dataclass(frozen=True)
class Tiles:
    """Big numbers side by side, each on its own; two to eight."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Graphic:
    """A chart in one form: line, bar, column, stacked, doughnut, units (10 of 16), before_after, ranking."""

    form: str
    chart: Chart
    alt: str
    whole: int = 0
    """Of `units`: how many there are in all."""


@dataclass(frozen=True)
class Area:
    """One oblast of a map: its ISO code and name, its fill as #rrggbb (empty: not reported), its value in words."""

    iso: str
    name: str
    colour: str
    label: str
    statement: str = ""


@dataclass(frozen=True)
class Dot:
    """One dot of a map: where it stands, its radius in points, its name; hollow: nothing known today."""

    name: str
    latitude_deg: float
    longitude_deg: float
    radius_pt: float
    label: str
    hollow: bool = False
    statement: str = ""
    moved_to: tuple[float, float] | None = None
    """Latitude and longitude of the host city of a relocated cluster."""


@dataclass(frozen=True)
class Map:
    """Ukraine with its 27 units, dots on it, and the steps of its scale as (colour, words)."""

    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    scale: tuple[tuple[str, str], ...]
    alt: str


@dataclass(frozen=True)
class Table:
    """A table of texts; `numeric` columns are aligned on the right. `statements` per row, empty where none."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Dated things, in order: (when, what, more)."""

    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Prose:
    """Paragraphs or points of text; a number in them comes from a statement."""

    items: tuple[str, ...]
    bulleted: bool = True


Block = Tiles | Graphic | Map | Table | Timeline | Prose


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
