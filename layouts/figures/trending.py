"""What can stand on a time axis: indicators and entities with dated values."""

from functools import lru_cache

from layouts.visit import Visit
from metrics import query


@lru_cache(maxsize=4)
def _dated(release: query.Release) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Indicators and entities with a dated value; kept for the last few releases, which never change."""
    rows = query.held(release)
    rows = rows[rows["period_end"].notna() & ~rows["period_kind"].isin(["rank", "date"])]
    return tuple(sorted(set(rows["indicator"]))), tuple(sorted(set(rows["entity"])))


def indicators(visit: Visit) -> tuple[str, ...]:
    """Indicators with a dated value anywhere; one point alone is a point alone."""
    return _dated(visit.release)[0]


def entities(visit: Visit) -> tuple[str, ...]:
    """Entities with a dated value of anything."""
    return _dated(visit.release)[1]
