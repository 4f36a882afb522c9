"""The fields of the API's records: their names, types and codes, the same in JSON and as columns of CSV."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

from loaders import records

BASES = get_args(records.Basis)
FLAGS = get_args(records.Flag)
PERIOD_KINDS = get_args(records.PeriodKind)
QUALIFIERS = get_args(records.Qualifier)
CALCULATED = (*QUALIFIERS, "floors", "ceilings", "unbounded")
"""Hedges of a value that is calculated (metrics.bounds)."""

STATUSES = get_args(records.Status)
ENTITY_KINDS = get_args(records.EntityKind)
SENSES = ("whole", "within", "since", "as_of", "unknown")


@dataclass(frozen=True)
class Field:
    """One field. `type` is string, number, integer, boolean, list (of strings), mapping (string to string) or object;
    `empty` says that it may be null; `codes` are all that it may hold; `format` is date, uri or uri-reference."""

    name: str
    type: str = "string"
    empty: bool = False
    codes: tuple[str, ...] = ()
    format: str = ""

    @property
    def key(self) -> str:
        """The key of the word that tells what it means."""
        return f"api.field.{self.name}"


def _text(name: str) -> Field:
    return Field(name)


def _maybe(name: str, kind: str = "string", **more) -> Field:
    return Field(name, kind, True, **more)


_LINK = {"format": "uri-reference"}

VALUE = (
    _text("statement"), _text("sentence"),
    _text("entity"), _text("entity_name"), Field("entity_kind", codes=ENTITY_KINDS), _maybe("region"), _maybe("country"),
    _text("indicator"), _text("indicator_name"), _text("theme"), _text("concept"),
    _maybe("value", "number"), _maybe("value_high", "number"), Field("qualifier", codes=QUALIFIERS), Field("status", codes=STATUSES),
    _text("unit"), _text("unit_name"), _text("counts"), _text("counts_name"),
    _text("period"), Field("sense", codes=SENSES), Field("period_kind", codes=PERIOD_KINDS),
    _maybe("period_start", format="date"), _maybe("period_end", format="date"), Field("breakdown", "mapping"),
    Field("basis", codes=BASES), _text("source"), _text("source_title"), _text("producer"), _maybe("edition"),
    _maybe("said_by"), _maybe("locator"), _maybe("note"), Field("flags", "list", codes=FLAGS), _maybe("sample_size", "integer"),
    Field("conflict", "boolean"), Field("rivals", "integer"), _maybe("why_shown"),
    Field("card", **_LINK), Field("citation", **_LINK),
)
"""One value that a source said, with everything that belongs to it."""

STATEMENT = (*VALUE, Field("shown", "boolean"))

RANKED = (
    _maybe("rank", "integer"), _maybe("rank_low", "integer"), _maybe("rank_high", "integer"), Field("changeable", "list"),
    _maybe("apart"), _maybe("apart_name"), *VALUE,
)
MEASURED = tuple(replace(field, codes=CALCULATED) if field.name == "qualifier" else field for field in VALUE)
POINT = (_maybe("segment", "integer"), _maybe("apart"), _maybe("apart_name"), *MEASURED)
MAPPED = (
    _text("iso"), _text("entity"), _text("entity_name"), _maybe("measure"),
    *(replace(field, empty=True) for field in MEASURED if field.name not in ("entity", "entity_name")),
)

ENTITY = (
    _text("entity"), _text("name"), Field("names", "mapping"), Field("kind", codes=ENTITY_KINDS), _text("kind_name"),
    Field("aliases", "list"), _maybe("within"), _maybe("region"), _maybe("country"), _maybe("iso"), _maybe("katottg"),
    _maybe("latitude_deg", "number"), _maybe("longitude_deg", "number"), _maybe("state"), _maybe("sector"), _maybe("about"),
    _maybe("organiser"), Field("member_of", "list"), _maybe("relocated_to"), Field("page", **_LINK),
)
INDICATOR = (
    _text("indicator"), _text("name"), Field("names", "mapping"), _maybe("definition"), _text("theme"), _text("theme_name"),
    _text("concept"), _text("unit"), _text("unit_name"), _text("counts"), _text("counts_name"), Field("period_kind", codes=PERIOD_KINDS),
    Field("sums", "list", codes=("entities", "periods", "breakdowns")), Field("per_head", "boolean"),
    Field("higher_is", codes=("more", "better", "worse")), _maybe("standard"), Field("page", **_LINK),
)
SOURCE = (
    _text("source"), _text("title"), Field("titles", "mapping"), _text("producer"), Field("source_kind"), _maybe("published"),
    _maybe("address"), _maybe("licence"), Field("languages", "list"), Field("editions", "list"), _maybe("note"), Field("page", **_LINK),
)
CODE = (_text("list"), _text("code"), _text("name"), _maybe("definition"))
FOUND = (Field("found", codes=("entity", "indicator", "source")), _text("id"), _text("name"), _text("kind_name"), Field("page", **_LINK))
RELEASE = (Field("number", "integer"), _text("hash"), _text("made"), Field("statements", "integer"), Field("newest", "boolean"))

DIFFERENCE = (
    _text("statement"), Field("change", codes=("new", "changed", "gone", "shown_changed")), Field("changed", "list"),
    _text("entity"), _text("entity_name"), _text("indicator"), _text("indicator_name"), _maybe("old"), _maybe("new"),
    *(field for name, kind in (("value", "number"), ("value_high", "number"), ("qualifier", "string"), ("status", "string"),
                               ("unit", "string"), ("period", "string"), ("source", "string"), ("shown", "boolean"))
      for field in (_maybe(f"old_{name}", kind), _maybe(f"new_{name}", kind))),
    Field("card", **_LINK),
)

COVERAGE = (Field("asked", "integer"), Field("have", "integer"), Field("missing", "list"), _maybe("oldest"), _maybe("newest"))
SUM = (
    Field("value", "number"), _maybe("value_high", "number"), Field("qualifier", codes=CALCULATED), Field("status", codes=STATUSES),
    _text("unit"), _text("said"), Field("included", "list"),
)


def names(listed: tuple[Field, ...]) -> tuple[str, ...]:
    """The names of fields: the columns of a CSV."""
    return tuple(field.name for field in listed)


def ordered(listed: tuple[Field, ...], record: Mapping) -> dict:
    """A record with its fields in the order in which they are declared."""
    return {field.name: record[field.name] for field in listed}
