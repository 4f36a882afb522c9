"""What is known of one entity: its newest figures by theme, its history, what it runs, the doubts about it."""

from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from layouts.figures import ranking
from layouts.figures.catalogue import doubted
from layouts.visit import Visit
from metrics import compare, frames, query, rank

FEWEST = 3
"""Clusters that must report a thing alike before one of them is told its rank."""

RANKED = ("entity", "indicator", "unit", "counts", "period_kind", "sense", "precision", "basis", "breakdown", "period_start",
          "period_end", "value", "value_high", "qualifier", "status", "flags")
"""What a rank among others is made from."""

RUNS = ("programme", "platform", "research", "policy", "organisation", "hub")


@dataclass(frozen=True)
class Profile:
    """`rows`: all shown observations. `newest`: one per indicator. `facts`: dated facts. `doubts`: flagged or disputed rows."""

    rows: pd.DataFrame
    newest: list[dict]
    facts: list[dict]
    doubts: list[dict]
    vague: list[dict]
    histories: dict[tuple, list[dict]] = field(default_factory=dict)
    """The rows with a value by what they are of (`history`)."""


def data(visit: Visit, entity: str, with_within: bool = False) -> Profile:
    """The figures of one entity; of a region also those of its cities, if asked."""
    wanted = [entity, *within(visit, entity, ("city",))] if with_within else [entity]
    rows = query.observations(visit.release, entities=wanted)
    told = frames.records(rows)
    dated = [row for row in told if row["period_kind"] == "date"]
    doubts = [row for row in told if row["rivals"] or doubted(row["flags"])]
    vague = [row for row in told if row["value"] != row["value"] and row["period_kind"] != "date"]
    histories: dict[tuple, list[dict]] = {}
    for row in told:
        if row["value"] == row["value"]:
            histories.setdefault(_definition(row), []).append(row)
    return Profile(rows, [told[place] for place in compare.newest_places(told)], dated, doubts, vague, histories)


def _definition(row: dict) -> tuple:
    """What the values of one history share."""
    return row["entity"], row["indicator"], row["breakdown"]


def by_theme(visit: Visit, newest: list[dict]) -> list[tuple[str, list[dict]]]:
    """The newest rows under their themes, in the order of the code list; membership first within."""
    groups: dict[str, list[dict]] = {theme: [] for theme in visit.register.codes["themes"]}
    for row in newest:
        groups.get(row["theme"], []).append(row)
    return [(theme, rows) for theme, rows in groups.items() if rows]


def history(shown: Profile, row: dict) -> list[dict]:
    """Earlier values of the same definition, oldest first, the newest last; the undated behind them."""
    return sorted(shown.histories.get(_definition(row), ()), key=lambda one: (one["period_end"] is None, one["period_end"] or ""))


def ranks(visit: Visit, newest: list[dict], entity: str) -> dict[str, tuple[int, str, int]]:
    """For each indicator that others report too: (rank, rank in words of numbers, out of how many)."""
    fields = _fields(visit.release, tuple(sorted({row["indicator"] for row in newest})))
    places = ((indicator, field, field.place(entity)) for indicator, field in fields.items() if len(field.entities) >= FEWEST)
    return {indicator: (place["rank"], ranking.ranks(place), len(field.entities)) for indicator, field, place in places if place}


def _fields(release: query.Release, indicators: tuple[str, ...]) -> dict[str, rank.Field]:
    """Where the clusters stand by some indicators; what was asked for before is not read again."""
    known = _known_fields(release)
    missing = [indicator for indicator in indicators if indicator not in known]
    groups: dict[str, list[dict]] = {indicator: [] for indicator in missing}
    for row in query.latest_rows(release, RANKED, indicators=missing, kinds=["cluster"]) if missing else ():
        if row["period_kind"] != "rank":
            groups[row["indicator"]].append(row)
    known.update((indicator, rank.Field.of(group[place] for places in compare.alike(group).sets[:1] for place in places))
                 for indicator, group in groups.items())
    return {indicator: known[indicator] for indicator in indicators}


@lru_cache(maxsize=2)
def _known_fields(release: query.Release) -> dict[str, rank.Field]:
    """The fields read so far of the last few releases: of a thousand clusters and a hundred indicators some 4 MB."""
    return {}


def within(visit: Visit, place: str, kinds: tuple[str, ...]) -> list[str]:
    """Entities of some kinds that lie in a place, directly or through its cities; by home, not by host."""
    inside, found = {place}, []
    entities = sorted(visit.register.entities.values(), key=lambda e: e.id)
    for _ in range(3):
        inside |= {e.id for e in entities if e.within in inside}
    found = [e.id for e in entities if e.id in inside and e.id != place and e.kind in kinds]
    return found


def hosted(visit: Visit, place: str) -> list:
    """Clusters of elsewhere that moved into a place."""
    inside = {place, *within(visit, place, ("city",))}
    return [e for e in visit.register.entities.values() if e.relocated_to in inside and e.within not in inside]


def run_by(visit: Visit, entity: str, kinds: tuple[str, ...] = RUNS) -> list:
    """Programmes, platforms, communities that an entity runs, by name."""
    return sorted((e for e in visit.register.entities.values() if e.organiser == entity and e.kind in kinds),
                  key=lambda e: visit.words.entity(e.id))
