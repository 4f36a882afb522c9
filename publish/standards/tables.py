"""The tables of a bundle: every record of a release as rows of texts, nothing lost. Pure.

The columns follow from the records themselves (loaders.bundle_files), so that a field that records gain is carried too.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from loaders import bundle_files, parse
from publish.standards.contents import ENGLISH, Contents

TYPES = {"number": "number", "integer": "integer", "yes_no": "boolean", "date": "date", "array": "array", "object": "object"}
"""Shapes of fields that are more than text to a reader of tables."""

POINTS = {
    "statement": {"entity": "entity", "indicator": "indicator", "source": "source"},
    "entity": {"within": "entity", "organiser": "entity", "relocated_to": "entity"},
    "indicator": {"theme": "theme", "unit": "unit", "counts": "count"},
    "resolution": {"show": "statement"},
    "correction": {"statement": "statement"},
    "relation": {"between": "statement"},
}
"""Columns that hold the id of a record of another kind."""

KEYS = {"resolution": ("show",), "correction": ("statement", "field"), "relation": ("kind", "between.first", "between.second")}
"""What names a record that has no id."""


@dataclass(frozen=True)
class Column:
    """One column: its name, its type (string, number, integer, boolean, date, array, object), whether it is never empty, the
    kind of record that it points to, and its language where it holds a text in one."""

    name: str
    type: str = "string"
    required: bool = False
    points: str = ""
    language: str = ""


@dataclass(frozen=True)
class Table:
    """The records of one kind: `rows` are texts, as many as `columns`."""

    kind: str
    path: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]

    @property
    def name(self) -> str:
        """The name of the file without its folder and ending: entities, statements."""
        return self.path.rpartition("/")[2].removesuffix(".csv")

    @property
    def bytes(self) -> bytes:
        """The table as CSV: UTF-8, commas, LF."""
        return csv_text([column.name for column in self.columns], self.rows).encode()


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV text: commas, LF, quotes where needed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def tables(contents: Contents) -> list[Table]:
    """The statements and every register, in the order of `bundle_files.FILES`."""
    return [_statements(contents), *(_register(contents, kind, kept) for kind, kept in contents.records.items())]


def number(value: float | int | None) -> str:
    """A number as short as it can be without losing anything: 310 and 6.73, empty where there is none."""
    if value is None or value != value:
        return ""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value)


def _columns(contents: Contents, kind: str) -> list[tuple[str, list[Column]]]:
    """The fields of a kind, each with its columns: a text has one per language."""
    needed, points = bundle_files.required(kind), POINTS.get(kind, {})
    made = []
    for name, shape in bundle_files.shapes(kind).items():
        if shape == "words":
            told = [Column(f"{name}.{language}", required=name in needed and language == ENGLISH, language=language)
                    for language in contents.languages(kind, name)]
        elif shape == "pair":
            told = [Column(f"{name}.{end}", required=True, points=points.get(name, "")) for end in bundle_files.PAIR]
        else:
            told = [Column(name, TYPES.get(shape, "string"), name in needed, points.get(name, ""))]
        made.append((name, told))
    return made


def _register(contents: Contents, kind: str, kept: Sequence[dict]) -> Table:
    made = _columns(contents, kind)
    rows = [_cells(kind, record, made) for record in kept]
    return Table(kind, bundle_files.FILES[kind], KEYS.get(kind, ("id",)), _flat(made), rows)


def _flat(made: list[tuple[str, list[Column]]]) -> tuple[Column, ...]:
    return tuple(column for _, told in made for column in told)


def _cells(kind: str, record: dict, made: list[tuple[str, list[Column]]]) -> list[str]:
    """One record as texts; what it leaves out is its default, written out where that is a plain value."""
    shapes, defaults = bundle_files.shapes(kind), bundle_files.defaults(kind)
    cells: list[str] = []
    for name, told in made:
        value = record.get(name, defaults.get(name))
        if shapes[name] == "words":
            cells += [(value or {}).get(column.language, "") for column in told]  # type: ignore[union-attr]
        elif shapes[name] == "pair":
            cells += value  # type: ignore[arg-type]
        else:
            cells.append(_cell(value, shapes[name]))
    return cells


def _cell(value: object, shape: str) -> str:
    if value is None or value in ((), [], {}):
        return ""
    if shape in bundle_files.NESTED:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))
    if shape == "joined":
        return ";".join(value)  # type: ignore[arg-type]
    if shape == "yes_no":
        return "true" if value else "false"
    return number(value) if isinstance(value, float) else value.isoformat() if isinstance(value, date) else str(value)


DERIVED = (Column("period_start"), Column("period_end"), Column("shown", "boolean", True), Column("rivals", "integer", True),
           Column("why_shown"))
"""What follows from the statements, for readers (bundle_files.DERIVED)."""


def _statements(contents: Contents) -> Table:
    made = _columns(contents, "statement")
    rows = [[*_cells("statement", {**row, "id": row["statement"]}, made), _cell(row["printed"], "object"), *_derived(row)]
            for row in contents.statements]
    named = (*_flat(made), Column(bundle_files.PRINTED, "object"), *DERIVED)
    return Table("statement", bundle_files.STATEMENTS, ("id",), named, rows)


def _derived(row: dict) -> tuple[str, str, str, str, str]:
    """The ends of the period as precise as the source wrote them, and how the statement stands among others."""
    period = parse.period(row["period"])
    return period.start_text, period.end_text, "true" if row["shown"] else "false", str(row["rivals"]), row["why_shown"] or ""
