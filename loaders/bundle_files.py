"""What a bundle is made of: which file holds which records, and how a record's fields become columns. Pure.

The contract between who writes a bundle (publish.standards) and who reads one back (loaders.bundle). A text per
language is a column per language (`name.en`), the breakdown is `dimension=code;...`, flags are joined with `;`, anything
else with parts is JSON in its cell, and a field left empty is its default: nothing of a record is lost.
"""

import types
from datetime import date
from functools import cache
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from loaders import records

STATEMENTS = "statements.csv"
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
RELEASE_KEY = "release"
"""The key of datapackage.json that holds the hash of the release."""

KINDS: dict[str, type[BaseModel]] = {
    "entity": records.Entity, "indicator": records.Indicator, "source": records.Source, "theme": records.Code, "unit": records.Unit,
    "count": records.Code, "dimension": records.Dimension, "resolution": records.Resolution, "correction": records.Correction,
    "relation": records.Relation, "statement": records.Statement,
}
"""The kinds of record that a release holds, each with what it is read as."""

FILES = {
    "entity": "registers/entities.csv", "indicator": "registers/indicators.csv", "source": "registers/sources.csv",
    "theme": "registers/themes.csv", "unit": "registers/units.csv", "count": "registers/counts.csv",
    "dimension": "registers/dimensions.csv", "resolution": "registers/resolutions.csv", "correction": "registers/corrections.csv",
    "relation": "registers/relations.csv", "statement": STATEMENTS,
}
"""The file of each kind, inside the bundle."""

PRINTED = "printed"
"""The column of statements.csv with what a correction replaced, as JSON by field."""

DERIVED = ("period_start", "period_end", "shown", "rivals", "why_shown")
"""Columns of statements.csv that follow from the records: written for readers, not read back."""

PAIR = ("first", "second")
"""The columns of a field that holds two ids, after its name and a dot."""

NESTED = ("array", "object")
"""Shapes that stand as JSON in their cell."""

JOINED = ("flags",)
LEFT_OUT = {"source": ("statements",)}
"""Fields that have a file of their own."""


@cache
def shapes(kind: str) -> dict[str, str]:
    """The fields of a kind in their order, each with its shape: text, date, number, integer, yes_no, words (a column per
    language), pair (`between.first`, `between.second`), breakdown, joined (with `;`), or the JSON of an array or of an object."""
    fields = KINDS[kind].model_fields
    return {name: _shape(name, field.annotation) for name, field in fields.items() if name not in LEFT_OUT.get(kind, ())}


def required(kind: str) -> frozenset[str]:
    """The fields that no record of a kind can be without."""
    settled = {"source", "unit", "sense", "qualifier", "status"} if kind == "statement" else set()
    return frozenset({name for name, field in KINDS[kind].model_fields.items() if field.is_required()} | settled)


def _shape(name: str, annotation: object) -> str:
    if name == "breakdown":
        return "breakdown"
    if name in JOINED:
        return "joined"
    kind = _bare(annotation)
    if get_origin(kind) is dict:
        return "words" if _bare(get_args(kind)[1]) is str else "object"
    if get_origin(kind) is tuple:
        return "array" if Ellipsis in get_args(kind) else "pair"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "object"
    return {float: "number", int: "integer", bool: "yes_no", date: "date"}.get(kind, "text")  # type: ignore[call-overload]


def _bare(annotation: object) -> object:
    """A type without its checks, and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(inner for inner in get_args(annotation) if inner is not type(None)))
    return annotation


@cache
def defaults(kind: str) -> dict[str, object]:
    """What a field is where a record leaves it out; fields that it cannot leave out are not among them."""
    return {name: field.default for name, field in KINDS[kind].model_fields.items() if not field.is_required()}
