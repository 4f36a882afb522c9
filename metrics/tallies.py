"""How many statements each source makes and how many of them carry which flags: counted by the database, row by row nowhere."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, text

from loaders import tables
from metrics import asked, query
from metrics.names import names
from metrics.releases import Release

_COUNTED = (
    "SELECT a.source, a.flags, sum(c.n) FROM (SELECT s.attributes AS key, count(*) AS n FROM statement s "
    "WHERE s.first_release <= :number AND s.last_release >= :number AND {where} GROUP BY s.attributes) c "
    "JOIN attributes a ON a.key = c.key GROUP BY a.source, a.flags"
)
_FIRST_BROUGHT = 1 << tables.RECIPE_BITS
"""The keys of statements that imports bring begin here."""

_BROUGHT = "SELECT source, sum(statements) FROM recipe_version WHERE first_release <= :number AND last_release >= :number GROUP BY source"

_ENDED = (
    'SELECT p."end", a.status, sum(c.n) FROM (SELECT s.period AS period, s.attributes AS key, count(*) AS n FROM statement s '
    "WHERE s.first_release <= :number AND s.last_release >= :number AND s.standing > 0 GROUP BY s.period, s.attributes) c "
    'JOIN period p ON p.key = c.period JOIN attributes a ON a.key = c.key WHERE p."end" IS NOT NULL GROUP BY p."end", a.status'
)


class Ended(NamedTuple):
    """So many observations with one status are of periods that end on one day (ISO)."""

    end: str
    status: str
    count: int


def ended(release: Release, entities: Sequence[str] = ()) -> tuple[Ended, ...]:
    """The days on which periods of observations end, of all or of some entities; what is undated is left out."""
    if not entities:
        return _ended(release)
    rows = query.observation_rows(release, ("period_end", "status"), entities=entities)
    found = Counter((row["period_end"], row["status"]) for row in rows if row["period_end"] is not None)
    return tuple(Ended(*name, count) for name, count in sorted(found.items()))


@lru_cache(maxsize=4)
def _ended(release: Release) -> tuple[Ended, ...]:
    """Of all: counted once and kept for the last few releases."""
    with release.engine.connect() as connection:
        found = connection.execute(text(_ENDED), {"number": release.number}).all()
    return tuple(sorted(Ended(end, status, int(count)) for end, status, count in found))


class Tally(NamedTuple):
    """So many statements of one source carry just these flags."""

    source: str
    flags: tuple[str, ...]
    count: int


@lru_cache(maxsize=4)
def tallies(release: Release) -> tuple[Tally, ...]:
    """Every combination of source and flags of a release; counted once and kept for the last few, which never change."""
    ids = names(release).source.columns["id"]
    with release.engine.connect() as connection:
        found = _counted(connection, release.number)
    return tuple(sorted(Tally(ids[source], tuple(flags.split(";")) if flags else (), count)
                        for (source, flags), count in found.items() if count))


def _counted(connection: Connection, number: int) -> Counter[tuple[int, str]]:
    """By source and flags. How many statements an import brings the load has counted: only those with flags are looked for among
    them, and only where any flags are known."""
    found = Counter({(source, ""): int(count) for source, count in connection.execute(text(_BROUGHT), {"number": number})})
    for source, flags, count in connection.execute(text(_COUNTED.format(where=f"s.key < {_FIRST_BROUGHT}")), {"number": number}):
        found[source, flags] += int(count)
    keys = connection.execute(text("SELECT key FROM attributes WHERE flags <> ''")).scalars().all()
    if keys:
        having = f"s.key >= {_FIRST_BROUGHT} AND {asked.among(connection, 's.attributes', 'keys')}"
        params = {"number": number, "keys": asked.listed(connection, keys)}
        for source, flags, count in connection.execute(text(_COUNTED.format(where=having)), params):
            found[source, flags] += int(count)
            found[source, ""] -= int(count)
    return found
