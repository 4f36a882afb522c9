"""The only SQL that reads. Every function takes a release, opens one read transaction, and is the same on
SQLite and PostgreSQL: rows are ordered in Python, so that no collation and no NULL order can tell them apart.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypedDict, Unpack

import pandas as pd
from sqlalchemy import Connection, Select, and_, select
from sqlalchemy.sql import ColumnElement, FromClause

from loaders import tables
from metrics import asked, frames, registers, told
from metrics.names import names
from metrics.registers import Found, Register
from metrics.releases import Release, UnknownRelease, newest, release, releases
from metrics.states import states

__all__ = [
    "Filters", "Found", "Register", "Release", "StatementIds", "UnknownRelease", "differences", "find", "held", "latest",
    "latest_rows", "newest", "observation_rows", "observations", "register", "release", "releases", "statement_rows", "statements",
    "statements_csv", "states",
]


class Subjects(TypedDict, total=False):
    """About whom and what, ids or codes per column. A filter left out asks for all; an empty one for none.

    `kinds` are kinds of entity; `regions` and `countries` those that the entity lies in.
    """

    entities: Iterable[str] | None
    indicators: Iterable[str] | None
    themes: Iterable[str] | None
    concepts: Iterable[str] | None
    kinds: Iterable[str] | None
    regions: Iterable[str] | None
    countries: Iterable[str] | None


class Filters(Subjects, total=False):
    """Which rows: beside the subjects `periods` as they are written, one `breakdown` (empty for the whole), whether they are
    `valued` (True with a value, False without one), `bases`, `disputed` ones, those with any of some `flags`, and `doubted`
    ones: disputed, or with any of the flags."""

    sources: Iterable[str] | None
    periods: Iterable[str] | None
    breakdown: str | None
    valued: bool | None
    bases: Iterable[str] | None
    disputed: bool | None
    flags: Iterable[str] | None
    doubted: Iterable[str] | None


_WHOLE = (frames.OBSERVATION_COLUMNS, frames.STATEMENT_COLUMNS)
_COMPARED = ("statement", "shown", *frames.COMPARED)
_VERSIONED = (
    (tables.entity, tables.entity_version),
    (tables.indicator, tables.indicator_version),
    (tables.source, tables.source_version),
)


def observations(release: Release, columns: Sequence[str] | None = None, **filters: Unpack[Filters]) -> pd.DataFrame:
    """One row per observation with the statement it shows (columns: `frames.OBSERVATION_COLUMNS` and `sums`).

    `value` and `value_high` are in `unit`, NaN when absent; `period_start` and `period_end` ISO days or None;
    `said_by`, `locator`, `note` a text per language; `rivals` the number of statements that say otherwise. `columns` are
    those wanted, if not all: a few columns of many rows are read in a fraction of the time.
    """
    return _frame(release, columns or frames.OBSERVATION_COLUMNS, {**filters, "shown": True})


def latest(release: Release, columns: Sequence[str] | None = None, **filters: Unpack[Subjects]) -> pd.DataFrame:
    """One row per entity and indicator, as `observations` has them: the newest for the whole that has a value.

    The same rows as `compare.newest(observations(release, **filters)).rows`, but kept by the load, so that a ranking of
    1,500 entities among millions of statements is read in milliseconds. `columns` are those wanted, if not all.
    """
    _only_subjects(filters)
    return _frame(release, columns or frames.OBSERVATION_COLUMNS, dict(filters), table="latest")


def _only_subjects(filters: Iterable[str]) -> None:
    if others := {*filters} - Subjects.__annotations__.keys():
        raise TypeError(f"the newest are not narrowed by {', '.join(sorted(others))}: a filter there would leave older ones")


HELD = ("entity", "entity_kind", "region", "country", "indicator", "theme", "concept", "period_kind", "unit", "status", "period",
        "period_start", "period_end")


@lru_cache(maxsize=4)
def held(release: Release) -> pd.DataFrame:
    """One row per entity and indicator that has a value for the whole: what can be chosen, without the values (columns HELD).

    Status and period are those of the newest. Read once and kept for the last few releases.
    """
    with release.engine.connect() as connection:
        queries = asked.statements(connection, names(release), release.number, {}, "latest")
        rows = [row for query in queries for row in query.rows(connection, told.sql(HELD))]
        found = told.Told(connection, release, rows, HELD)
    return frames.columns_frame(found.column, HELD)


def statements(
    release: Release, *, ids: Iterable[str] | None = None, observation: int | None = None, shown: bool | None = None,
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """One row per statement, shown or not: the columns of `observations` and `shown`, `file`, `line`, `printed`.

    `observation` is the number of one observation, whose rivals stand side by side; `printed` holds what a
    correction replaced.
    """
    wanted = {"ids": ids, "observation": observation, "shown": shown, **filters}
    return _frame(release, frames.STATEMENT_COLUMNS, wanted)


def statements_csv(
    release: Release, entity: str | None = None, indicator: str | None = None, source: str | None = None, *,
    ids: Iterable[str] | None = None,
) -> pd.DataFrame:
    """One row per statement with exactly the columns of the API (`frames.CSV_COLUMNS`)."""
    wanted = {"entities": entity, "indicators": indicator, "sources": source}
    filters: Filters = {name: [one] for name, one in wanted.items() if one is not None}  # type: ignore[assignment]
    return frames.csv_frame(statements(release, ids=ids, **filters), release.number, registers.unit_names(register(release)))


class StatementIds(Collection):
    """The ids of the statements of a release, to be asked whether one is among them. Only those that are written in source
    files are gone through one by one: imports may bring millions, and theirs are looked up."""

    def __init__(self, release: Release) -> None:
        self._release = release
        said, written = tables.statement, tables.written
        asked_for = select(written.c.id).join_from(written, said, said.c.key == written.c.key).where(_alive(said, release.number))
        with release.engine.connect() as connection:
            self._written = frozenset(connection.execute(asked_for).scalars())

    def __contains__(self, id_: object) -> bool:
        return id_ in self._written or (isinstance(id_, str) and ":" in id_ and not statements(self._release, ids=[id_]).empty)

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def observation_rows(release: Release, columns: Sequence[str] | None = None, **filters: Unpack[Filters]) -> list[dict]:
    """The rows of `observations` as dictionaries: where a few are wanted, a frame around them costs more than they do."""
    return _rows(release, columns or frames.OBSERVATION_COLUMNS, {**filters, "shown": True})


def latest_rows(release: Release, columns: Sequence[str] | None = None, **filters: Unpack[Subjects]) -> list[dict]:
    """The rows of `latest` as dictionaries."""
    _only_subjects(filters)
    return _rows(release, columns or frames.OBSERVATION_COLUMNS, dict(filters), table="latest")


def statement_rows(
    release: Release, *, ids: Iterable[str] | None = None, observation: int | None = None, shown: bool | None = None,
    **filters: Unpack[Filters],
) -> list[dict]:
    """The rows of `statements` as dictionaries."""
    return _rows(release, frames.STATEMENT_COLUMNS, {"ids": ids, "observation": observation, "shown": shown, **filters})


def _frame(release: Release, wanted: Sequence[str], filters: dict, *, table: str = "statement") -> pd.DataFrame:
    """The statements that filters ask for, as a frame."""
    columns = tuple(wanted)
    found = _told(release, columns, filters, table)
    return frames.statement_frame(found.column, columns, sums(release) if columns in _WHOLE else None)


def _rows(release: Release, wanted: Sequence[str], filters: dict, *, table: str = "statement") -> list[dict]:
    """The same as dictionaries."""
    columns = tuple(wanted)
    found = _told(release, columns, filters, table)
    return frames.statement_rows(found.column, columns, sums(release) if columns in _WHOLE else None)


def _told(release: Release, columns: tuple[str, ...], filters: dict, table: str) -> told.Told:
    with release.engine.connect() as connection:
        queries = asked.statements(connection, names(release), release.number, filters, table, exactly=False)
        rows = [row for query in queries for row in query.rows(connection, told.sql(columns))]
        return told.Told(connection, release, rows, columns)


def sums(release: Release) -> dict[str, tuple[str, ...]]:
    """Over what a total may go, by indicator."""
    return {name: record.sums for name, record in register(release).indicators.items()}


@lru_cache(maxsize=4)
def register(release: Release) -> Register:
    """The registers of a release: entities, indicators, sources, code lists, resolutions, corrections, relations.

    Read once and kept for the last few releases: a release never changes.
    """
    return registers.register(records(release))


def records(release: Release) -> dict[str, list[str]]:
    """The canonical JSON of every record beside the statements, by kind: entity, indicator, source, theme, correction, ..."""
    with release.engine.connect() as connection:
        found = {identity.name: _records(connection, version, release.number) for identity, version in _VERSIONED}
        table = tables.register
        asked = select(table.c.kind, table.c.record).where(_alive(table, release.number))
        for kind, record in connection.execute(asked):
            found.setdefault(kind, []).append(record)
    return found


def _records(connection: Connection, table: FromClause, number: int) -> list[str]:
    return list(connection.execute(select(table.c.record).where(_alive(table, number))).scalars())


def _alive(table: FromClause, number: int) -> ColumnElement[bool]:
    return and_(table.c.first_release <= number, table.c.last_release >= number)


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
    with release.engine.connect() as connection:
        rows = [row for query in asked.only(connection, release.number, other.number)
                for row in query.rows(connection, told.sql(_COMPARED))]
        found = told.Told(connection, release, rows, _COMPARED)
    columns = {name: found.stored(name) for name in ("statement", *frames.COMPARED)}
    columns["shown"] = found.column("shown").astype(int).tolist()
    return {row["statement"]: row for row in (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))}
