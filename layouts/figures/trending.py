"""What can stand on a time axis: indicators and entities with dated values."""

from functools import lru_cache

from layouts.visit import Visit
from metrics import query


@lru_cache(maxsize=4)
def _dated(release: query.Release):
    """Kept for the last few releases: a release never changes."""
    rows = query.observations(release)
    return rows[rows["value"].notna() & rows["period_end"].notna() & (rows["breakdown"] == "")
                & ~rows["period_kind"].isin(["rank", "date"])]


def indicators(visit: Visit) -> tuple[str, ...]:
    """Indicators with a dated value anywhere; one point alone is a point alone."""
    return tuple(sorted(set(_dated(visit.release)["indicator"])))


def entities(visit: Visit) -> tuple[str, ...]:
    """Entities with a dated value of anything."""
    return tuple(sorted(set(_dated(visit.release)["entity"])))
