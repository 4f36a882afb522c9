"""Statements by the page: filters, order and limit are the database's work, so that a page costs what it holds.

A page is cut in the order of the stored rows (`key`), which one release never changes; within a page the rows have the
order of every frame.
"""

from collections.abc import Iterable
from typing import NamedTuple, Unpack

import pandas as pd
from sqlalchemy import select

from loaders import tables
from metrics import asked, frames, query, told
from metrics.names import names
from metrics.query import Filters, Release
from metrics.tallies import tallies

_NEAREST = 200
_LAST_SIGN = "\uffff"


class Narrowed(Filters, total=False):
    """Which statements, beside the filters of `query`: `statuses` and `qualifiers` are codes; `shown` those that their
    observation shows, or the others.

    `since` and `until` are ISO days: the period ends on or after the one, and begins on or before the other, so that what is
    undated is left out where either is given. `words` are folded: each must stand in a name of the entity, the indicator or
    the source.
    """

    statuses: Iterable[str] | None
    qualifiers: Iterable[str] | None
    shown: bool | None
    since: str | None
    until: str | None
    words: tuple[str, ...] | None


class Page(NamedTuple):
    """`rows`: as `query.statements` gives them. `after`: what the next page comes after, None where this is the last."""

    rows: pd.DataFrame
    after: int | None


def page(release: Release, *, limit: int, after: int = 0, **narrowed: Unpack[Narrowed]) -> Page:
    """At most `limit` statements of a release whose key comes after `after`."""
    with release.engine.connect() as connection:
        queries = asked.statements(connection, names(release), release.number, narrowed)
        rest = f" ORDER BY s.key LIMIT {limit + 1}"
        parts = [one.that("s.key > :after", after=after).rows(connection, told.sql(frames.STATEMENT_COLUMNS), rest) for one in queries]
        found = sorted((row for part in parts for row in part), key=lambda row: row[0])
        held = told.Told(connection, release, found[:limit], frames.STATEMENT_COLUMNS)
    rows = frames.statement_frame(held.column, frames.STATEMENT_COLUMNS, query.sums(release))
    return Page(rows, found[limit - 1][0] if len(found) > limit else None)


def count(release: Release, *, most: int, **narrowed: Unpack[Narrowed]) -> int:
    """How many statements there are; counting stops at `most` + 1."""
    given = {name: wanted for name, wanted in narrowed.items() if wanted is not None}
    if not given:
        return min(release.statements, most + 1)
    if given.keys() == {"sources"}:  # what each source states is counted once for a release
        wanted = set(given["sources"])
        return min(sum(tally.count for tally in tallies(release) if tally.source in wanted), most + 1)
    with release.engine.connect() as connection:
        queries = asked.statements(connection, names(release), release.number, narrowed)
        return min(sum(one.count(connection, most + 1) for one in queries), most + 1)


def nearest(release: Release, start: str) -> list[str]:
    """Ids of statements that begin with a text, at most 200; those that imports derive are not among them."""
    written, said = tables.written.c, tables.statement
    found = select(written.id).join_from(tables.written, said, said.c.key == written.key).where(
        said.c.first_release <= release.number, said.c.last_release >= release.number,
        written.id >= start, written.id < start + _LAST_SIGN)
    with release.engine.connect() as connection:
        return list(connection.execute(found.limit(_NEAREST)).scalars())
