"""What has a history: indicators and entities with at least two dated values of one definition."""

from layouts.visit import Visit
from metrics import query

FEWEST_POINTS = 2


def _lines(visit: Visit):
    rows = query.observations(visit.release)
    rows = rows[rows["value"].notna() & rows["period_end"].notna() & (rows["breakdown"] == "") & (rows["period_kind"] != "rank")]
    sizes = rows.groupby(["entity", "indicator"])["period"].nunique()
    return sizes[sizes >= FEWEST_POINTS].index


def indicators(visit: Visit) -> tuple[str, ...]:
    """Indicators with a history anywhere."""
    return tuple(sorted({indicator for _, indicator in _lines(visit)}))


def entities(visit: Visit) -> tuple[str, ...]:
    """Entities with a history of anything."""
    return tuple(sorted({entity for entity, _ in _lines(visit)}))
