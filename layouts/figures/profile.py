"""What is known of one entity: its newest figures by theme, its history, what it runs, the doubts about it."""

from dataclasses import dataclass

import pandas as pd

from layouts.figures import ranking
from layouts.figures.catalogue import doubted
from layouts.visit import Visit
from metrics import compare, query, rank

RUNS = ("programme", "platform", "research", "policy", "organisation", "hub")


@dataclass(frozen=True)
class Profile:
    """`rows`: all shown observations. `newest`: one per indicator. `facts`: dated facts. `doubts`: flagged or disputed rows."""

    rows: pd.DataFrame
    newest: pd.DataFrame
    facts: list[dict]
    doubts: list[dict]
    vague: list[dict]


def data(visit: Visit, entity: str, with_within: bool = False) -> Profile:
    """The figures of one entity; of a region also those of its cities, if asked."""
    wanted = [entity, *within(visit, entity, ("city",))] if with_within else [entity]
    rows = query.observations(visit.release, entities=wanted)
    dated = rows[rows["period_kind"] == "date"].to_dict("records")
    doubts = [row for row in rows.to_dict("records") if row["rivals"] or doubted(row["flags"])]
    vague = rows[rows["value"].isna() & (rows["period_kind"] != "date")].to_dict("records")
    return Profile(rows, compare.newest(rows).rows, dated, doubts, vague)


def by_theme(visit: Visit, newest: pd.DataFrame) -> list[tuple[str, list[dict]]]:
    """The newest rows under their themes, in the order of the code list; membership first within."""
    order = list(visit.register.codes["themes"])
    groups = {theme: group.to_dict("records") for theme, group in newest.groupby("theme")}
    return [(theme, groups[theme]) for theme in order if theme in groups]


def history(rows: pd.DataFrame, row: dict) -> list[dict]:
    """Earlier values of the same definition, oldest first, the newest last."""
    same = rows[(rows["indicator"] == row["indicator"]) & (rows["entity"] == row["entity"]) & rows["value"].notna()
                & (rows["breakdown"] == row["breakdown"])]
    return same.sort_values("period_end").to_dict("records")


def ranks(visit: Visit, newest: pd.DataFrame, entity: str) -> dict[str, tuple[str, int]]:
    """For each indicator that others report too: (rank in words of numbers, out of how many)."""
    rows = query.latest(visit.release, indicators=sorted(set(newest["indicator"])), kinds=["cluster"])
    found = {}
    for indicator, group in rows.groupby("indicator"):
        compared = compare.like_for_like(group)
        main = compared.main
        if main is None or len(main.rows) < 3 or entity not in set(main.rows["entity"]) or group["period_kind"].iloc[0] == "rank":
            continue
        ranked = rank.rank(main.rows)
        own = ranked[ranked["entity"] == entity].iloc[0]
        found[indicator] = (own["rank"], ranking.ranks(own), len(ranked))
    return found


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
