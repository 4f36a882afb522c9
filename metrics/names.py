"""From keys back to names: what the whole numbers of a statement stand for, kept in memory by column.

Periods, breakdowns and attributes never change once they are written; entities, indicators and sources are those of one
release. A frame of thousands of rows takes its texts from here by key, with no join and no query per row.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, Engine, select
from sqlalchemy.sql import FromClause

from loaders import tables
from metrics.releases import Release

_MOST_ATTRIBUTES = 50_000
"""Combinations of attributes kept in memory; beyond it they are forgotten and read again as they are asked for."""
_FAR = 10**7
_GROUPED = frozenset({"kind", "region", "country", "theme", "concept"})
ATTRIBUTES = ("source", "unit", "qualifier", "status", "basis", "edition", "flags", "said_by", "locator", "note", "printed", "file")


class Table(NamedTuple):
    """Columns by key: `columns[name][key]`; `keys` by id; `rank` sorts keys as their ids sort; `having[name][code]` are the
    keys whose column is a code."""

    columns: dict[str, np.ndarray]
    keys: dict[str, int]
    rank: np.ndarray
    having: dict[str, dict[str, set[int]]]

    @classmethod
    def of(cls, rows: Iterable[Sequence], names: Sequence[str]) -> "Table":
        """A table of rows (key, id, other columns named in `names`)."""
        held = sorted(rows, key=lambda row: row[1])
        size = max((row[0] for row in held), default=0) + 1
        columns = {name: np.full(size, None, object) for name in ("id", *names)}
        rank = np.zeros(size, np.int64)
        for place, (key, *cells) in enumerate(held):
            rank[key] = place
            for column, cell in zip(columns.values(), cells, strict=True):
                column[key] = cell
        having: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in names if name in _GROUPED}
        for name, codes in having.items():
            for row in held:
                codes[columns[name][row[0]]].add(row[0])
        return cls(columns, {row[1]: row[0] for row in held}, rank, having)

    def where(self, column: str, codes: Iterable[str]) -> set[int]:
        """The keys whose column is one of some codes."""
        having = self.having[column]
        return set().union(*(having[code] for code in set(codes) if code in having))

    def holding(self, word: str) -> set[int]:
        """The keys whose names hold a folded word."""
        cells = self.columns["search"]
        return {key for key in self.keys.values() if word in cells[key]}


class Names(NamedTuple):
    """What the keys of one release stand for; `files` are paths by slot, `recipe_sources` the source of each recipe."""

    entity: Table
    indicator: Table
    source: Table
    recipe: Table
    files: dict[int, str]
    recipe_sources: dict[int, int]


@lru_cache(maxsize=4)
def names(release: Release) -> Names:
    """The names of a release, read once: a release never changes."""
    with release.engine.connect() as connection:
        entity = _versioned(connection, tables.entity, tables.entity_version, release.number,
                            ("kind", "within", "region", "country", "search"))
        indicator = _versioned(connection, tables.indicator, tables.indicator_version, release.number,
                               ("theme", "counts", "concept", "period_kind", "search"))
        source = _versioned(connection, tables.source, tables.source_version, release.number, ("search",))
        recipe = Table.of(connection.execute(select(tables.recipe.c.key, tables.recipe.c.id)), ())
        file, version = tables.file, tables.recipe_version
        files = connection.execute(select(file.c.slot, file.c.path).where(_alive(file, release.number))).all()
        sources = connection.execute(select(version.c.recipe, version.c.source).where(_alive(version, release.number))).all()
    return Names(entity, indicator, source, recipe, dict(files), dict(sources))


def _versioned(connection: Connection, identity: FromClause, version: FromClause, number: int, columns: Sequence[str]) -> Table:
    joined = identity.join(version, version.c[identity.name] == identity.c.key)
    asked = select(identity.c.key, identity.c.id, *(version.c[name] for name in columns)).select_from(joined)
    return Table.of(connection.execute(asked.where(_alive(version, number))), columns)


def _alive(table: FromClause, number: int):
    return (table.c.first_release <= number) & (table.c.last_release >= number)


class Shelf:
    """Periods, breakdowns and attributes of a database as far as they were asked for."""

    def __init__(self) -> None:
        self.period = Table({}, {}, np.zeros(0, np.int64), {})
        self.ends = np.zeros(0, np.int64)
        self.breakdown = Table({}, {}, np.zeros(0, np.int64), {})
        self._attributes: dict[int, tuple] = {}

    def fill(self, connection: Connection, periods: np.ndarray, breakdowns: np.ndarray) -> None:
        """See that the periods and breakdowns of some statements are known."""
        if len(periods) and periods.max() >= len(self.ends):
            self._fill_periods(connection)
        if len(breakdowns) and breakdowns.max() >= len(self.breakdown.rank):
            self.breakdown = Table.of(connection.execute(select(tables.breakdown.c.key, tables.breakdown.c.text)), ())

    def _fill_periods(self, connection: Connection) -> None:
        columns = ("text", "sense", "start", "end", "precision")
        rows = connection.execute(select(tables.period.c.key, *(tables.period.c[name] for name in columns))).all()
        known = Table.of(rows, columns[1:])
        days = {day: place for place, day in enumerate(sorted({row[4] for row in rows if row[4]}))}
        ends = np.array([days.get(day, _FAR) for day in known.columns["end"]], np.int64)
        self.period, self.ends = known, ends

    def attributes(self, connection: Connection, keys: np.ndarray) -> dict[str, np.ndarray]:
        """The attributes of statements by column; `keys` are those of the attributes."""
        found, places = np.unique(keys, return_inverse=True)
        wanted = found.tolist()
        known = self._attributes
        missing = [key for key in wanted if key not in known]
        if missing:
            known = self._fetch(connection, missing, {key: known[key] for key in wanted if key in known})
        rows = [known[key] for key in wanted]
        columns = zip(*rows, strict=True) if rows else [()] * len(ATTRIBUTES)
        return {
            name: np.fromiter(cells, object, len(rows))[places] for name, cells in zip(ATTRIBUTES, columns, strict=True)
        }

    def _fetch(self, connection: Connection, missing: list[int], known: dict[int, tuple]) -> dict[int, tuple]:
        """Read what is missing to what is known; other threads may be doing the same."""
        table = tables.attributes
        asked = select(table.c.key, *(table.c[name] for name in ATTRIBUTES))
        for start in range(0, len(missing), 5_000):
            for key, *cells in connection.execute(asked.where(table.c.key.in_(missing[start:start + 5_000]))):
                known[key] = tuple(cells)
        kept = self._attributes if len(self._attributes) + len(known) <= _MOST_ATTRIBUTES else {}
        self._attributes = {**kept, **known}
        return known


@lru_cache(maxsize=8)
def shelf(engine: Engine) -> Shelf:
    """The shelf of a database."""
    return Shelf()
