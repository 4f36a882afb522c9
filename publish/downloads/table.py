"""A download as CSV: UTF-8, commas, LF, a header; numbers as they are, texts as they are."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from publish.downloads.taken import Column, Drawn, Row
from publish.standards.tables import number


def write(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """The whole table."""
    return head(columns) + body(columns, rows)


def drawn(rows: Drawn) -> str:
    """A figure that is a table of names, as it is drawn."""
    return _lines(rows)


def in_parts(columns: Sequence[Column], parts: Iterable[Iterable[Row]]) -> Iterator[str]:
    """The same table, a part at a time."""
    yield head(columns)
    for rows in parts:
        yield body(columns, rows)


def head(columns: Sequence[Column]) -> str:
    """The line of the names."""
    return _lines([[column.name for column in columns]])


def body(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """The lines of some rows."""
    return _lines([_cell(column.read(row)) for column in columns] for row in rows)


def _lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A missing value as an empty cell, 310.0 as 310, true and false as the API writes them."""
    if value is None or value != value:
        return ""
    return number(value) if isinstance(value, float) else value
