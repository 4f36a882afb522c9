"""The newest figures: one by name, several as tiles, the latest of all, and what a release changed."""

from dataclasses import dataclass

from layouts.figures import differences
from layouts.visit import Visit
from metrics import query

LATEST = 8
TOLD = ("cluster", "association", "country", "city", "event", "programme", "policy")
TOLD_OF = ("statement", "entity", "indicator", "period_kind", "period", "sense", "period_end", "value", "value_high", "qualifier", "status",
           "unit")
"""What is told of the figures of the newest periods."""

SHOWN_THEMES = ("members", "education", "events", "exports_economy", "talent")


@dataclass(frozen=True)
class Changes:
    """What the newest release changed, in words. `rows`: (statement, whose and what, how it differs). `between`: both releases."""

    sentence: str
    rows: tuple[tuple[str, str, str], ...] = ()
    between: str = ""


def one(visit: Visit, entity: str, indicator: str) -> dict | None:
    """The newest row of one entity and indicator; None where nothing is reported."""
    return next(iter(query.latest_rows(visit.release, entities=[entity], indicators=[indicator])), None)


def some(visit: Visit, wanted: tuple[tuple[str, str], ...]) -> list[dict]:
    """The newest rows of pairs (entity, indicator), in their order; what is not there is left out."""
    entities, indicators = {e for e, _ in wanted}, {i for _, i in wanted}
    rows = query.latest_rows(visit.release, entities=sorted(entities), indicators=sorted(indicators))
    by_pair = {(row["entity"], row["indicator"]): row for row in rows}
    return [by_pair[pair] for pair in wanted if pair in by_pair]


def latest(visit: Visit, count: int = LATEST) -> list[dict]:
    """The figures of the newest periods (columns TOLD_OF), one of each entity, outcomes only."""
    rows = [row for row in query.latest_rows(visit.release, TOLD_OF, themes=list(SHOWN_THEMES), kinds=list(TOLD))
            if row["status"] not in ("F", "planned") and row["period_end"] is not None and row["period_kind"] != "rank"]
    rows.sort(key=lambda row: (row["entity"], row["indicator"]))
    rows.sort(key=lambda row: row["period_end"], reverse=True)
    first: dict[str, dict] = {}
    for row in rows:
        first.setdefault(row["entity"], row)
    return list(first.values())[:count]


def changes(visit: Visit) -> Changes:
    """What this release changed against the one before it."""
    words, number = visit.words, visit.release.number
    before = query.release(visit.release.engine, number - 1) if number > 1 else None
    if before is None:
        return Changes(words("changes.first", n=visit.release.statements, count=words.number(visit.release.statements)))
    found = differences.data(before, visit.release)
    parts = [words(f"changes.{kind}", n=count, count=count) for kind, count in differences.counts(found).items()]
    rows = tuple((one.statement, f"{words.entity(one.entity)}, {words.indicator(one.indicator)}", words(f"differences.{one.kind}"))
                 for one in found[:LATEST])
    return Changes(words("changes.since", before=before.number) + " " + (", ".join(parts) or words("releases.same")), rows,
                   f"{before.number}...{number}")
