"""Tables as CSV: UTF-8, commas, LF, numbers without trailing zeros; and the statements as they always were."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

COLUMNS = (
    "statement", "entity", "indicator", "value", "value_high", "unit", "qualifier", "status", "period_start",
    "period_end", "breakdown", "said_by", "source", "locator", "flags", "shown", "release",
)
"""The columns of `statements.csv`, which tools have read since the first version."""

SEPARATOR = ";"
"""Between the parts of a cell that holds several: flags, ids, pairs of a breakdown."""


def as_csv(rows, only: list[str] | None = None) -> str:
    """Rows of statements_csv as CSV text.

    `only` keeps the statements of these ids, in their order.
    """
    if only is not None:
        place = {statement: n for n, statement in enumerate(only)}
        rows = rows[rows["statement"].isin(place)].sort_values("statement", key=lambda ids: ids.map(place))
    return _written(COLUMNS, rows[list(COLUMNS)].itertuples(index=False))


def of_records(names: Sequence[str], records: Iterable[Mapping]) -> str:
    """Records as CSV text with the columns `names`; several of one cell with `;` between them."""
    return _written(names, ([record[name] for name in names] for record in records))


def _written(names: Sequence[str], rows: Iterable[Iterable]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value):
    """A missing value as an empty cell; 310.0 as 310."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, Mapping):
        return SEPARATOR.join(f"{name}={part}" for name, part in value.items())
    return SEPARATOR.join(map(str, value)) if isinstance(value, (list, tuple)) else value
