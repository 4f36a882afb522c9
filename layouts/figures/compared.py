"""What can be compared: the indicators that several clusters report, the clusters that report any, their peers."""

from layouts.visit import Visit
from metrics import peers as peer_metrics
from metrics import query

KINDS = ("cluster", "alliance", "association")
FEWEST = 2


def _reported(visit: Visit):
    rows = query.observations(visit.release, kinds=list(KINDS))
    return rows[rows["value"].notna() & ~rows["period_kind"].isin(["date", "rank"]) & (rows["breakdown"] == "")]


def indicators(visit: Visit) -> tuple[str, ...]:
    """Indicators that at least two clusters report, or whose concept they do."""
    rows = _reported(visit)
    wide = rows.groupby("concept")["entity"].nunique()
    return tuple(sorted(set(rows[rows["concept"].isin(wide[wide >= FEWEST].index)]["indicator"])))


def entities(visit: Visit) -> tuple[str, ...]:
    """Clusters, alliances and associations that report something."""
    return tuple(sorted(set(_reported(visit)["entity"])))


def peers(visit: Visit, cluster: str) -> list:
    """Suggested peers of a cluster: rows with entity and reason code."""
    rows = query.observations(visit.release, kinds=["cluster"])
    return list(peer_metrics.suggested(rows, cluster).itertuples())
