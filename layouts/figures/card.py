"""The card of one observation: where it is told, what was said of it, its history, and whom it can stand beside."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from layouts.figures import catalogue, clusters, series
from layouts.visit import Visit
from metrics import compare, coverage, frames, query, rank

MOST_PEERS = 9
"""Bars of a card: the first, and those around its own."""

UNRANKED = ("rank", "date")


@dataclass(frozen=True)
class Place:
    """The release in which a card is told: `visit` reads it. `gone`, `first`: the release that no longer, or first, holds it."""

    visit: Visit
    gone: int = 0
    first: int = 0


@dataclass(frozen=True)
class Peers:
    """`ranked`: the comparable set with ranks, empty where the figure stands in none. `reason`: why it stands in none.

    `apart`: how many rows of the concept stand apart, by reason. `coverage`: how many of `asked` are in, None where nobody asks.
    """

    ranked: pd.DataFrame
    own: dict | None
    reason: str
    apart: dict[str, int]
    coverage: coverage.Coverage | None


@dataclass(frozen=True)
class Card:
    """`opened`: all that is said of the observation. `row`: the statement that is shown. `asked`: the one of the address."""

    visit: Visit
    opened: catalogue.Opened
    row: dict
    asked: dict
    place: Place
    history: series.Series
    peers: Peers | None


def place(visit: Visit, statement: str) -> Place | None:
    """Where a statement is told: in the release that is read, else as it last was, else as it first was; None where it never was."""
    spans, number = query.states(visit.release, statement), visit.release.number
    if any(first <= number <= last for first, last in spans):
        return Place(visit)
    before = [last for _, last in spans if last < number]
    if before:
        return Place(visit.reading(query.release(visit.release.engine, max(before))), gone=max(before) + 1)
    after = [first for first, _ in spans]
    return Place(visit.reading(query.release(visit.release.engine, min(after))), first=min(after)) if after else None


def shown(visit: Visit, statement: str) -> dict:
    """The row that the observation of a statement shows; the release of the visit holds it."""
    return dict(_shown(visit.release, statement))


@lru_cache(maxsize=256)
def _shown(release: query.Release, statement: str) -> dict:
    """Kept for the last few statements: a card, its head and its citation in each language ask for the same."""
    found = query.statement_rows(release, ids=[statement])[0]
    if found["shown"]:
        return found
    return query.statement_rows(release, observation=found["observation"], shown=True)[0]


def data(visit: Visit, statement: str) -> Card | None:
    """Everything on the card of the observation that a statement belongs to; None where no release ever held it."""
    found = place(visit, statement)
    if found is None:
        return None
    opened = catalogue.opened(found.visit, statement)
    row = next(row for row in opened.said if row["shown"])
    return Card(found.visit, opened, row, opened.row, found, _history(found.visit, row), _peers(found.visit, row))


def _history(visit: Visit, row: dict) -> series.Series:
    """All points of the same definition for the same entity, of the same part of the whole."""
    rows = query.observations(visit.release, entities=[row["entity"]], indicators=[row["indicator"]])
    rows = rows[rows["value"].notna() & rows["period_end"].notna() & (rows["breakdown"] == row["breakdown"])]
    return series.shaped(visit, rows.assign(breakdown=""))


def _peers(visit: Visit, row: dict) -> Peers | None:
    """Others of the same kind, by their newest value if this is the newest, else in the same period."""
    if row["period_kind"] in UNRANKED or row["value"] != row["value"]:
        return None
    candidates = _candidates(visit, row)
    compared = compare.like_for_like(candidates, main=row["indicator"])
    main = compared.main.rows if compared.main is not None else candidates.iloc[0:0]
    apart: dict[str, int] = {}
    for other, reason in compared.apart:
        if other["entity"] != row["entity"]:
            apart[reason] = apart.get(reason, 0) + 1
    if row["statement"] not in set(main["statement"]):
        why = next((reason for other, reason in compared.apart if other["statement"] == row["statement"]), "")
        return Peers(main.iloc[0:0], None, why, apart, None)
    ranked = rank.rank(main)
    own = frames.records(ranked[ranked["statement"] == row["statement"]])[0]
    asked = _asked(visit, row)
    return Peers(ranked, own, "", apart, coverage.coverage(main, asked) if asked else None)


def _candidates(visit: Visit, row: dict) -> pd.DataFrame:
    """The newest values for the same part of the whole if this is one of them, else those of the same period."""
    alike = {"concepts": [row["concept"]], "kinds": [row["entity_kind"]]}
    newest = query.latest(visit.release, **alike) if not row["breakdown"] else compare.newest(
        query.observations(visit.release, **alike, breakdown=row["breakdown"]).assign(breakdown="")).rows
    if row["statement"] in set(newest["statement"]):
        return newest
    return query.observations(visit.release, **alike, breakdown=row["breakdown"], periods=[row["period"]]).assign(breakdown="")


def _asked(visit: Visit, row: dict) -> list[str]:
    """Who would have to report for the comparison to be whole: the listed clusters, the regions of Ukraine."""
    entity = visit.register.entities[row["entity"]]
    if entity.kind == "region" and entity.within == "ukraine":
        return [e.id for e in visit.register.entities.values() if e.kind == "region" and e.within == "ukraine"]
    listed = [e.id for e in clusters.listed(visit)]
    return listed if entity.id in listed else []


def near(peers: Peers, most: int = MOST_PEERS) -> pd.DataFrame:
    """The first of the ranked, and those around the card's own."""
    if len(peers.ranked) <= most:
        return peers.ranked
    at = int(peers.ranked.index[peers.ranked["statement"] == peers.own["statement"]][0])
    start = min(max(1, at - (most - 1) // 2), len(peers.ranked) - most + 1)
    return pd.concat([peers.ranked.iloc[:1], peers.ranked.iloc[start:start + most - 1]])
