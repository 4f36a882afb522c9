"""Whom to compare a cluster with: those that report the same thing, of like size, near by."""

from collections.abc import Mapping

import pandas as pd

from metrics import bounds, compare, frames

SIMILAR_SIZE_FACTOR = 2.0
"""A peer is of similar size when neither stated figure is more than this many times the other."""

_WEIGHTS = {"similar_size": 4, "same_indicator": 3, "same_region": 2, "same_country": 1}


def suggested(observations: pd.DataFrame, cluster: str, *, concept: str = "membership", limit: int = 5) -> pd.DataFrame:
    """One row per suggested peer of a cluster, the best first, at most `limit`.

    Columns: entity, indicator, statement (its newest value), own_statement (the value it was held
    against), reason (the weightiest code), reasons (tuple of codes: similar_size, same_indicator,
    same_region, same_country). Whoever counts something else can be a neighbour, but never of similar size;
    a value that is disputed, expected or too old to stand with the others makes nobody a peer.
    """
    rows = frames.records(compare.newest(observations[observations["concept"] == concept]).rows)
    fit = [rows[place] for places in compare.alike(rows).sets for place in places]
    candidates = [row for row in fit if row["entity_kind"] == "cluster" and row["entity"] != cluster]
    matches: dict[str, tuple] = {}
    for own in (row for row in rows if row["entity"] == cluster):
        for row in candidates:
            match = _match(own, row)
            matches[row["entity"]] = max(match, matches.get(row["entity"], match), key=lambda found: found[0])
    alike = (match for match in matches.values() if match[1]["reasons"])
    best = sorted(alike, key=lambda match: match[0], reverse=True)
    columns = ["entity", "indicator", "statement", "own_statement", "reason", "reasons"]
    return frames.table([[peer[name] for name in columns] for _, peer in best[:limit]], columns, {})


def _match(own: Mapping, row: Mapping) -> tuple[tuple, dict]:
    reasons = _reasons(own, row)
    nearness = -abs(row["value"] - own["value"]) if "same_indicator" in reasons else -bounds.INF
    peer = {
        "entity": row["entity"], "indicator": row["indicator"], "statement": row["statement"],
        "own_statement": own["statement"], "reason": reasons[0] if reasons else None, "reasons": reasons,
    }
    return (sum(_WEIGHTS[reason] for reason in reasons), nearness, row["entity"]), peer


def _reasons(own: Mapping, row: Mapping) -> tuple[str, ...]:
    same = own["indicator"] == row["indicator"] and own["unit"] == row["unit"]
    held = {
        "similar_size": same and _similar(own, row),
        "same_region": own["region"] is not None and own["region"] == row["region"],
        "same_country": own["country"] is not None and own["country"] == row["country"],
        "same_indicator": same,
    }
    return tuple(reason for reason in _WEIGHTS if held[reason])


def _similar(own: Mapping, row: Mapping) -> bool:
    """Stated figures at most a factor apart; a hedge is not stretched to make peers of unlike ones."""
    smaller, greater = sorted((own["value"], row["value"]))
    return smaller > 0 and greater <= SIMILAR_SIZE_FACTOR * smaller
