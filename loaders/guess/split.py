"""A text to rows of cells under one dialect, leniently: for a guess and its preview."""

import csv
import io
from collections.abc import Iterator

Row = tuple[int, tuple[str, ...]]
"""The line a row begins on, and its cells."""


def rows(text: str, delimiter: str, quote: str, most: int = 1_000_000) -> list[Row]:
    """At most so many rows; a cell too long for a cell ends them (a quote that never closes)."""
    return list(_rows(text, delimiter, quote, most))


def _rows(text: str, delimiter: str, quote: str, most: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote or None,
                        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE)
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number >= most:
                return
            yield line, tuple(cells)
            line = reader.line_num + 1
    except csv.Error:
        return
