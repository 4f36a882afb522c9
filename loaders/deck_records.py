"""The contract of data/decks/*.yaml: what a deck shows, never what a figure is.

A slide names a figure and its choices, never a typed number. In texts a number is written as a reference
to a statement, {K016}, and is drawn with its hedge. `$cluster`, `$clusters`, `$region` and `$year` stand
for what is asked.
"""

from typing import Literal

from pydantic import Field

from loaders.records import Id, Integer, Record, Text, Words

SlideKind = Literal["title", "section", "tiles", "chart", "map", "table", "timeline", "text", "sources", "thanks"]
Form = Literal["line", "bar", "column", "stacked", "doughnut", "units", "before_after", "ranking"]
Ask = Literal["cluster", "year", "region", "clusters"]

FIGURES: dict[str, dict[str, tuple[str, ...]]] = {
    "tiles": {"statements": ("statements",), "newest": ("entities", "indicators"), "membership": ("entities",),
              "headlines": (), "themes": ("entities",)},
    "chart": {"statements": ("statements", "form"), "series": ("entities", "indicators"), "membership": ("entities",),
              "ranking": ("indicators",), "peers": ("entities",), "founding": ()},
    "map": {"clusters": (), "indicator": ("indicators",), "region": ("entities",), "members": (), "groups": ("groups",)},
    "table": {"statements": ("statements",), "entities": ("entities",), "card": ("entities",), "directory": (),
              "side_by_side": ("entities",), "pipeline": (), "aid": (), "members": (), "conflicts": (), "doubts": ("entities",),
              "located": ("entities",), "year_before": ("statements", "period")},
    "timeline": {"entities": ("entities",), "events": ("entities",), "planned": ("entities",), "dates": ("entities",)},
    "text": {"texts": ("items",), "entities": ("entities",), "focus": ("entities",), "run_by": ("entities",)},
    "thanks": {"texts": ("items",), "partners": ("entities",), "entities": ("entities",)},
}
"""By kind of slide: the figures it may show, the first where none is named, and the keys that each needs."""


class GroupRecord(Record):
    """Places of a map that one statement puts together: `name` says how, `entities` which oblasts and cities."""

    name: Words
    entities: tuple[Id, ...] = Field(min_length=1)
    statement: Id


class SlideRecord(Record):
    """One slide: its kind, the figure it asks for and the choices of that figure."""

    kind: SlideKind
    title: Words | None = None
    """Left out, the finding of the figure is the title."""
    subtitle: Words | None = None
    figure: Text | None = None
    """The name of a figure; left out, the first that the kind has."""
    form: Form | None = None
    statements: tuple[Id, ...] = ()
    """Figures named by a statement: the observation of that statement, whatever it shows in the release read."""
    apart: tuple[Id, ...] = ()
    """Of tiles: statements that count something else and stand in a group of their own."""
    whole: Id | None = None
    """Of the forms `units` and `doughnut`: the statement that tells the whole (16 of 10 of 16)."""
    entities: tuple[Text, ...] = ()
    indicators: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    groups: tuple[GroupRecord, ...] = ()
    period: Text | None = None
    since: Text | None = None
    until: Text | None = None
    measure: Literal["level", "index", "per_head"] = "level"
    items: tuple[Words, ...] = ()
    """Texts with references to statements in braces."""
    remarks: tuple[Words, ...] = ()
    """Small print under the picture, with references to statements in braces."""
    most: Integer | None = Field(default=None, ge=1, le=60)
    """Most rows, bars or items; the rest is told as `and n more`."""


class DeckRecord(Record):
    """One deck: what it is about, and its slides in order. `asks` names what must be given ($cluster, $year)."""

    id: Id
    title: Words
    subject: Text | None = None
    year: Text | None = None
    asks: tuple[Ask, ...] = ()
    slides: tuple[SlideRecord, ...] = Field(min_length=1)
