"""The life of one statement over the releases: when it came, when it was told otherwise, when it was gone."""

from functools import lru_cache

from sqlalchemy import text

from loaders import tables
from metrics.releases import Release, newest

_LIFE = "SELECT s.first_release, s.last_release FROM statement s WHERE "
_WRITTEN = _LIFE + "s.key IN (SELECT key FROM written WHERE id = :id)"
_DERIVED = _LIFE + (
    "s.indicator = (SELECT key FROM indicator WHERE id = :indicator) AND s.entity = (SELECT key FROM entity WHERE id = :entity) "
    "AND s.breakdown = (SELECT key FROM breakdown WHERE text = :breakdown) AND s.period IN (SELECT key FROM period WHERE text = :period) "
    f"AND s.key >= (SELECT key FROM recipe WHERE id = :recipe) * {1 << tables.RECIPE_BITS} "
    f"AND s.key < ((SELECT key FROM recipe WHERE id = :recipe) + 1) * {1 << tables.RECIPE_BITS}"
)
"""The id of an imported statement is made of what it is about (loaders.batch.statement_id); no table holds it."""


def states(release: Release, statement: str) -> list[tuple[int, int]]:
    """The first and last release of each state of a statement, oldest first; none where no release ever held it.

    All releases of the database are looked at, whichever is given; a state that still holds ends with the newest.
    """
    return list(_states(newest(release.engine) or release, statement))


@lru_cache(maxsize=256)
def _states(newest_one: Release, statement: str) -> tuple[tuple[int, int], ...]:
    """Kept for the last few statements: a card asks several times, and only a new release changes the answer."""
    with newest_one.engine.connect() as connection:
        found = connection.execute(text(_WRITTEN), {"id": statement}).all()
        if not found and (parts := _parts(statement)):
            found = connection.execute(text(_DERIVED), parts).all()
    return tuple(sorted((first, min(last, newest_one.number)) for first, last in found))


def _parts(statement: str) -> dict[str, str]:
    """What the id of an imported statement is made of; empty for an id that is none."""
    parts = statement.split(":", 4)
    if len(parts) < 4:
        return {}
    names = ("recipe", "entity", "indicator", "period", "breakdown")
    return dict(zip(names, [*parts, ""][:5], strict=True)) | {"period": parts[3].replace("--", "/")}
