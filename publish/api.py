"""The API: statements as CSV, read-only, for tools."""

import csv
import io
from collections.abc import Callable

from fastapi import FastAPI, Query
from fastapi.responses import Response

from metrics import query
from publish.problems import problem

COLUMNS = (
    "statement", "entity", "indicator", "value", "value_high", "unit", "qualifier", "status", "period_start",
    "period_end", "breakdown", "said_by", "source", "locator", "flags", "shown", "release",
)


def routes(server: FastAPI, release_of: Callable[[str], query.Release | None]) -> None:
    """Add `/api/v1/statements.csv`. `release_of` finds the release of a number, or the newest for an empty text."""
    @server.get("/api/v1/statements.csv")
    def statements_csv(entity: str = Query("", max_length=200), indicator: str = Query("", max_length=200),
                       source: str = Query("", max_length=200), release: str = Query("", max_length=20)):
        read = release_of(release)
        if read is None:
            return problem(404, "No such release", f"There is no release {release}.")
        rows = query.statements_csv(read, entity=entity or None, indicator=indicator or None, source=source or None)
        return Response(as_csv(rows), media_type="text/csv; charset=utf-8",
                        headers={"content-disposition": f'inline; filename="statements-release-{read.number}.csv"',
                                 "access-control-allow-origin": "*", "etag": f'"{read.hash}"'})


def as_csv(rows, only: list[str] | None = None) -> str:
    """Rows of statements_csv as CSV text: UTF-8, commas, LF, numbers without trailing zeros.

    `only` keeps the statements of these ids, in their order.
    """
    if only is not None:
        place = {statement: n for n, statement in enumerate(only)}
        rows = rows[rows["statement"].isin(place)].sort_values("statement", key=lambda ids: ids.map(place))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows[list(COLUMNS)].itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value):
    """A missing value as an empty cell; 310.0 as 310."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
