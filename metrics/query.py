"""The only SQL that reads. Every function takes a release, opens one read transaction, and is the same on
SQLite and PostgreSQL: rows are ordered in Python, so that no collation and no NULL order can tell them apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import TypedDict, Unpack

import pandas as pd
from sqlalchemy import Connection, Engine, Select, and_, inspect, select
from sqlalchemy.sql import ColumnElement, FromClause

from loaders import tables
from metrics import frames, registers
from metrics.registers import Found, Register

_MOST_IDS = 5_000
"""Ids of one filter in one query; SQLite takes 32,766 parameters, PostgreSQL 65,535."""


@dataclass(frozen=True)
class Release:
    """One complete state of the data. `made` is the moment of the load (ISO text), `statements` their number."""

    engine: Engine = field(repr=False)
    number: int
    hash: str
    made: str
    statements: int

    @property
    def short(self) -> str:
        """The first eight signs of the hash, for people."""
        return self.hash[:8]


class UnknownRelease(LookupError):
    """No release has this number."""


class Filters(TypedDict, total=False):
    """Which rows: ids or codes per column. A filter left out asks for all; an empty one for none.

    `kinds` are kinds of entity; `regions` and `countries` those that the entity lies in.
    """

    entities: Iterable[str] | None
    indicators: Iterable[str] | None
    themes: Iterable[str] | None
    concepts: Iterable[str] | None
    kinds: Iterable[str] | None
    regions: Iterable[str] | None
    countries: Iterable[str] | None
    sources: Iterable[str] | None


_FILTERED = {
    "ids": tables.statement.c.id, "entities": tables.entity.c.id, "indicators": tables.indicator.c.id,
    "themes": tables.indicator_version.c.theme, "concepts": tables.indicator_version.c.concept,
    "kinds": tables.entity_version.c.kind, "regions": tables.entity_version.c.region,
    "countries": tables.entity_version.c.country, "sources": tables.source.c.id,
}
_RENAMED = {
    "observation": tables.observation.c.key, "statement": tables.statement.c.id, "entity": tables.entity.c.id,
    "entity_kind": tables.entity_version.c.kind, "indicator": tables.indicator.c.id, "source": tables.source.c.id,
}
_VERSIONED = (
    (tables.entity, tables.entity_version),
    (tables.indicator, tables.indicator_version),
    (tables.source, tables.source_version),
)


def releases(engine: Engine) -> list[Release]:
    """Every release, newest first; none where nothing was ever loaded."""
    with engine.connect() as connection:
        return list(_releases(connection))


def newest(engine: Engine) -> Release | None:
    """The newest release, or None where nothing was ever loaded."""
    with engine.connect() as connection:
        return next(_releases(connection, limit=1), None)


def release(engine: Engine, number: int) -> Release:
    """The release of this number; UnknownRelease if there is none."""
    with engine.connect() as connection:
        found = next(_releases(connection, number=number), None)
    if found is None:
        raise UnknownRelease(number)
    return found


def _releases(connection: Connection, *, number: int | None = None, limit: int | None = None) -> Iterator[Release]:
    if not inspect(connection).has_table(tables.release.name):
        return
    table = tables.release.c
    asked = select(table.number, table.hash, table.made, table.statements).order_by(table.number.desc()).limit(limit)
    if number is not None:
        asked = asked.where(table.number == number)
    for row in connection.execute(asked):
        yield Release(connection.engine, *row)


def observations(release: Release, **filters: Unpack[Filters]) -> pd.DataFrame:
    """One row per observation with the statement it shows (columns: `frames.OBSERVATION_COLUMNS` and `sums`).

    `value` and `value_high` are in `unit`, NaN when absent; `period_start` and `period_end` ISO days or None;
    `said_by`, `locator`, `note` a text per language; `rivals` the number of statements that say otherwise.
    """
    columns = frames.OBSERVATION_COLUMNS
    return _statement_frame(release, columns, [tables.statement.c.shown == 1], filters)


def statements(
    release: Release, *, ids: Iterable[str] | None = None, observation: int | None = None, shown: bool | None = None,
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """One row per statement, shown or not: the columns of `observations` and `shown`, `file`, `line`, `printed`.

    `observation` is the key of one observation, whose rivals stand side by side; `printed` holds what a
    correction replaced.
    """
    wanted: list[ColumnElement[bool]] = []
    if observation is not None:
        wanted.append(tables.statement.c.observation == observation)
    if shown is not None:
        wanted.append(tables.statement.c.shown == int(shown))
    return _statement_frame(release, frames.STATEMENT_COLUMNS, wanted, {"ids": ids} | dict(filters))


def statements_csv(
    release: Release, entity: str | None = None, indicator: str | None = None, source: str | None = None
) -> pd.DataFrame:
    """One row per statement with exactly the columns of the API (`frames.CSV_COLUMNS`)."""
    asked = {"entities": entity, "indicators": indicator, "sources": source}
    filters: Filters = {name: [one] for name, one in asked.items() if one is not None}  # type: ignore[assignment]
    return frames.csv_frame(statements(release, **filters), release.number, registers.unit_names(register(release)))


def _statement_frame(
    release: Release, columns: Sequence[str], wanted: list[ColumnElement[bool]], filters: dict
) -> pd.DataFrame:
    sums = {name: record.sums for name, record in register(release).indicators.items()}
    asked = _select(columns, release.number).where(*wanted)
    with release.engine.connect() as connection:
        rows = [row for part in _parts(asked, filters) for row in connection.execute(part)]
    return frames.statement_frame(rows, columns, sums)


def _select(columns: Sequence[str], number: int) -> Select:
    """The named columns of the statements that a release holds, with their entity, indicator and source."""
    said = tables.statement
    held = said.join(tables.observation, tables.observation.c.key == said.c.observation)
    held = held.join(tables.source, tables.source.c.key == said.c.source)
    for identity, version in _VERSIONED[:2]:
        held = held.join(identity, identity.c.key == said.c[identity.name])
        held = held.join(version, and_(version.c[identity.name] == identity.c.key, _alive(version, number)))
    return select(*(_column(name) for name in columns)).select_from(held).where(_alive(said, number))


def _column(name: str) -> ColumnElement:
    if name in _RENAMED:
        return _RENAMED[name].label(name)
    holders = (tables.statement, tables.observation, tables.entity_version, tables.indicator_version)
    return next(table.c[name] for table in holders if name in table.c)


def _alive(table: FromClause, number: int) -> ColumnElement[bool]:
    return and_(table.c.first_release <= number, table.c.last_release >= number)


def _parts(asked: Select, filters: dict[str, Iterable[str] | None]) -> Iterator[Select]:
    """The query once per combination of chunks; filters that fit give one query."""
    unknown = filters.keys() - _FILTERED.keys()
    if unknown:
        raise TypeError(f"no filter is called {', '.join(sorted(unknown))}")
    given = {name: sorted(set(ids)) for name, ids in filters.items() if ids is not None}
    chunks = [[ids[at : at + _MOST_IDS] for at in range(0, len(ids), _MOST_IDS)] for ids in given.values()]
    for chosen in product(*chunks):
        yield asked.where(*(_FILTERED[name].in_(ids) for name, ids in zip(given, chosen, strict=True)))


@lru_cache(maxsize=4)
def register(release: Release) -> Register:
    """The registers of a release: entities, indicators, sources, code lists, resolutions, corrections, relations.

    Read once and kept for the last few releases: a release never changes.
    """
    with release.engine.connect() as connection:
        found = {identity.name: _records(connection, version, release.number) for identity, version in _VERSIONED}
        table = tables.register
        asked = select(table.c.kind, table.c.record).where(_alive(table, release.number))
        for kind, record in connection.execute(asked):
            found.setdefault(kind, []).append(record)
    return registers.register(found)


def _records(connection: Connection, table: FromClause, number: int) -> list[str]:
    return list(connection.execute(select(table.c.record).where(_alive(table, number))).scalars())


def find(release: Release, folded_text: str, limit: int) -> list[Found]:
    """Entities, indicators and sources whose names hold every word of the text, best match first.

    The text is folded as the `search` columns are; see `registers.match` for what is better.
    """
    words = folded_text.split()
    if not words or limit < 1:
        return []
    with release.engine.connect() as connection:
        found = [
            (registers.match(row.search, folded_text), Found(identity.name, row.id))
            for identity, version in _VERSIONED
            for row in connection.execute(_search(identity, version, words, release.number))
        ]
    return [match for _, match in sorted(found)[:limit]]


def _search(identity: FromClause, version: FromClause, words: list[str], number: int) -> Select:
    joined = identity.join(version, version.c[identity.name] == identity.c.key)
    holds = (version.c.search.contains(word, autoescape=True) for word in words)
    return select(identity.c.id, version.c.search).select_from(joined).where(_alive(version, number), *holds)


def differences(release_a: Release, release_b: Release) -> pd.DataFrame:
    """One row per statement that the second release tells differently from the first.

    Columns: statement, change (new, changed, gone, shown_changed), fields (tuple of what changed), entity,
    indicator, and `old_` / `new_` of period, sense, breakdown, value, value_high, unit, qualifier, status, basis,
    source, edition, said_by, locator, note, flags, sample_size (as stored) and shown.
    """
    return frames.difference_frame(_only(release_a, release_b), _only(release_b, release_a))


def _only(release: Release, other: Release) -> dict[str, dict]:
    """The statements of one release whose row the other does not hold, by id."""
    columns = ("statement", "shown", *frames.COMPARED)
    asked = _select(columns, release.number).where(~_alive(tables.statement, other.number))
    with release.engine.connect() as connection:
        return {row["statement"]: dict(row) for row in connection.execute(asked).mappings()}
