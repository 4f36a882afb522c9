"""How many statements each source makes and how many of them carry which flags: counted by the database, row by row nowhere."""

from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import text

from metrics.names import names
from metrics.releases import Release

_COUNTED = (
    "SELECT a.source, a.flags, sum(c.n) FROM (SELECT s.attributes AS key, count(*) AS n FROM statement s "
    "WHERE s.first_release <= :number AND s.last_release >= :number GROUP BY s.attributes) c "
    "JOIN attributes a ON a.key = c.key GROUP BY a.source, a.flags"
)


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
        found = connection.execute(text(_COUNTED), {"number": release.number}).all()
    return tuple(sorted(Tally(ids[source], tuple(flags.split(";")) if flags else (), int(count)) for source, flags, count in found))
