"""What a figure says, apart from how it is drawn: frame, marks and words.

The figures make these records; thin writers turn them into plotly (theme), into the
bars of a page (bars), and later into slides and SVG. All writers read the same labels,
marks and values, so they cannot drift.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One observation as drawn: where it stands, how it is hedged, what a reader is told."""

    name: str
    """Category of a bar, or the name of its line."""
    value: float | None
    high: float | None
    qualifier: str
    status: str
    label: str
    """The value as said, hedged, in the reader's language."""
    period: str
    """The period in words."""
    day: str
    """ISO day that stands for the period on a time axis: its middle, or the day of a stock."""
    statement: str
    hover: tuple[str, ...] = ()
    conflict: bool = False
    older: bool = False
    segment: int = 0
    rank: str = ""
    link: str = ""
    accent: bool = False
    side: str = ""
    """Where its value is written in the picture; empty where there is no room for it."""


@dataclass(frozen=True)
class Line:
    """Points of one definition for one entity, in time; points of one segment are joined."""

    name: str
    colour: str
    points: tuple[Point, ...]
    unit: str = ""
    now: str = ""
    """Where the line stands now, in words: said beside its name."""


@dataclass(frozen=True)
class Event:
    """A dated event on the time axis."""

    day: str
    label: str


@dataclass(frozen=True)
class Chart:
    """A figure: its finding, its scope and unit, its points, its doubts and its sources."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]
    alt: str
    unit: str = ""
    ticks: tuple[tuple[float, str], ...] = ()
    """Values of the vertical axis with their words, least first."""
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of the sources that the points come from."""

    @property
    def points(self) -> tuple[Point, ...]:
        """All points of all lines."""
        return tuple(point for line in self.lines for point in line.points)
