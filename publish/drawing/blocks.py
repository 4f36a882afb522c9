"""What can be drawn: numbers, charts, maps, tables, dates and texts, apart from how any file draws them.

Texts are in the reader's language, numbers carry their hedges, and every number belongs to a statement.
"""

from dataclasses import dataclass

from layouts.chart import Chart


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
    value: float | None = None
    """What lists go by, the greatest first."""


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
    said: str = ""
    """The value alone, where the label names the place too."""


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
