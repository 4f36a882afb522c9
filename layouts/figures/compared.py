"""What can be compared: the indicators that several clusters report, the clusters that report any, their peers."""

from functools import lru_cache

from layouts.visit import Visit
from metrics import frames, query
from metrics import peers as peer_metrics

KINDS = ("cluster", "alliance", "association")
FEWEST = 2


@lru_cache(maxsize=4)
def _reported(release: query.Release) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Indicators that at least two clusters report or whose concept they do, and who reports; kept for the last few releases."""
    rows = query.held(release)
    rows = rows[rows["entity_kind"].isin(KINDS) & ~rows["period_kind"].isin(["date", "rank"])]
    wide = rows.groupby("concept")["entity"].nunique()
    compared = rows[rows["concept"].isin(wide[wide >= FEWEST].index)]["indicator"]
    return tuple(sorted(set(compared))), tuple(sorted(set(rows["entity"])))


def indicators(visit: Visit) -> tuple[str, ...]:
    """Indicators that at least two clusters report, or whose concept they do."""
    return _reported(visit.release)[0]


def entities(visit: Visit) -> tuple[str, ...]:
    """Clusters, alliances and associations that report something."""
    return _reported(visit.release)[1]


def peers(visit: Visit, cluster: str) -> list[dict]:
    """Suggested peers of a cluster: rows with entity and reason code."""
    rows = query.latest(visit.release, kinds=["cluster"], concepts=["membership"])
    return frames.records(peer_metrics.suggested(rows, cluster))
