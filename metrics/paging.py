"""Statements by the page: filters, order and limit are the database's work, so that a page costs what it holds.

A page is cut in the order of the stored rows (`key`), which one release never changes; within a page the rows have the
order of every frame.
"""

from collections.abc import Iterable
from typing import NamedTuple, Unpack

import pandas as pd
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.sql import ColumnElement

from loaders import tables
from metrics import frames, query
from metrics.query import Filters, Release

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


_SAID = tables.statement.c
_NAMED = (
    (_SAID.entity, tables.entity_version), (_SAID.indicator, tables.indicator_version), (_SAID.source, tables.source_version),
)
_CODES = {"statuses": _SAID.status, "qualifiers": _SAID.qualifier}
_OWN = ("statuses", "qualifiers", "shown", "since", "until", "words")


def page(release: Release, *, limit: int, after: int = 0, **narrowed: Unpack[Narrowed]) -> Page:
    """At most `limit` statements of a release whose key comes after `after`."""
    columns = (*frames.STATEMENT_COLUMNS, "key")
    asked = _asked(query._select(columns, release.number), release, narrowed)
    asked = asked.where(_SAID.key > after).order_by(_SAID.key).limit(limit + 1)
    with release.engine.connect() as connection:
        found = list(connection.execute(asked))
    sums = {name: record.sums for name, record in query.register(release).indicators.items()}
    rows = frames.statement_frame(found[:limit], columns, sums)
    return Page(rows.drop(columns="key"), found[limit - 1][-1] if len(found) > limit else None)


def count(release: Release, *, most: int, **narrowed: Unpack[Narrowed]) -> int:
    """How many statements there are; counting stops at `most` + 1."""
    if not any(value is not None for value in narrowed.values()):
        return min(release.statements, most + 1)
    found = _asked(query._select(("key",), release.number), release, narrowed).limit(most + 1).subquery()
    with release.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(found)).scalar_one()


def nearest(release: Release, start: str) -> list[str]:
    """Ids of statements that begin with a text, at most 200."""
    asked = select(_SAID.id).where(query._alive(tables.statement, release.number), _SAID.id >= start, _SAID.id < start + _LAST_SIGN)
    with release.engine.connect() as connection:
        return list(connection.execute(asked.limit(_NEAREST)).scalars())


def _asked(asked: Select, release: Release, narrowed: dict) -> Select:
    """The query with every filter that is given."""
    by_id = {name: ids for name, ids in narrowed.items() if name not in _OWN and ids is not None}
    unknown = by_id.keys() - query._FILTERED.keys()
    if unknown:
        raise TypeError(f"no filter is called {', '.join(sorted(unknown))}")
    for name, ids in by_id.items():
        asked = asked.where(query._FILTERED[name].in_(sorted(set(ids))))
    for name, column in _CODES.items():
        if narrowed.get(name) is not None:
            asked = asked.where(column.in_(sorted(set(narrowed[name]))))
    if narrowed.get("shown") is not None:
        asked = asked.where(_SAID.shown == int(narrowed["shown"]))
    return asked.where(*_dated(narrowed), *(_speaks(word, release.number) for word in narrowed.get("words") or ()))


def _dated(narrowed: dict) -> list[ColumnElement[bool]]:
    limits = []
    if narrowed.get("since"):
        limits.append(tables.observation.c.period_end >= narrowed["since"])
    if narrowed.get("until"):
        limits.append(tables.observation.c.period_start <= narrowed["until"])
    return limits


def _speaks(word: str, number: int) -> ColumnElement[bool]:
    """Whether a word stands in a name of the entity, the indicator or the source of a statement."""
    return or_(*(column.in_(_having(version, column.name, word, number)) for column, version in _NAMED))


def _having(version, name: str, word: str, number: int) -> Select:
    return select(version.c[name]).where(and_(query._alive(version, number), version.c.search.contains(word, autoescape=True)))
