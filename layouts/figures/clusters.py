"""The map of clusters: a dot per cluster at its home city, sized by the comparable set, arrows for who moved."""

from dataclasses import dataclass

from layouts.chart import Chart
from layouts.figures import oblasts, ranking
from layouts.figures.points import hover
from layouts.visit import Visit
from metrics import frames

INDICATOR = "member_companies"
OVERVIEW = "ukraine_it_clusters_overview_2024"
SILENT = ("no_information", "unknown")


@dataclass(frozen=True)
class Scope:
    """How many clusters the overview lists, and how many of them work today, moved, or are silent."""

    listed: int
    active: int
    relocated: int
    silent: int


def listed(visit: Visit) -> list:
    """The Ukrainian IT clusters, by the overview that numbers them."""
    return [e for e in visit.register.entities.values() if e.kind == "cluster" and OVERVIEW in e.documents]


def scope(visit: Visit) -> Scope:
    """Counts of clusters by what is known of them today."""
    states = [entity.status for entity in listed(visit)]
    return Scope(len(states), states.count("active") + states.count("reorganising"), states.count("relocated"),
                 sum(state in SILENT for state in states))


def draw(visit: Visit, indicator: str = INDICATOR, ranked: ranking.Ranking | None = None) -> tuple[dict, Chart]:
    """The map and its frame: dots sized by one indicator where it is known, hollow where nothing is known today."""
    words = visit.words
    ranked = ranked or ranking.data(visit, indicator, [entity.id for entity in listed(visit)])
    known = {row["entity"]: row for row in frames.records(ranked.ranked)}
    dots = [_dot(visit, entity, known.get(entity.id)) for entity in sorted(listed(visit), key=lambda e: e.id)]
    now = scope(visit)
    title = words("clusters.finding", n=now.listed, count=now.listed, active=now.active, relocated=now.relocated, silent=now.silent)
    shown = sum(dot["value"] is not None for dot in dots)
    chart = Chart(
        title=title, subtitle=words("clusters.scope", n=shown, count=shown, what=words.indicator(indicator)), lines=(),
        alt=title + " " + "; ".join(d["hover"].split("\n")[0] for d in dots),
        notes=(words("clusters.note.size"), words("clusters.note.home")), sources=tuple(row["source"] for row in known.values()),
    )
    return oblasts.draw(visit, {}, dots), chart


def _dot(visit: Visit, entity, row: dict | None) -> dict:
    status = visit.words(f"status.entity.{entity.status or 'unknown'}")
    lines = list(hover(visit, row)) if row else [visit.words.entity(entity.id), visit.words("clusters.no_comparable")]
    said = row and visit.words.hedged(row["value"], row["value_high"], row["qualifier"])
    return {
        "entity": entity.id, "value": row["value"] if row else None, "hover": "\n".join([*lines, status]),
        "hollow": entity.status in SILENT, "link": visit.entity_link(entity.id),
        "label": f"{visit.words.entity(entity.within)} {said}" if row else "",
        "colour": "#d9730d" if row else "#87929d",
    }
