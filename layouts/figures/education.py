"""Events and education in numbers: one panel per indicator, since what differs in unit never shares an axis."""

from layouts.chart import Chart, Line
from layouts.figures.points import point
from layouts.visit import Visit
from metrics import compare, frames, query

HELD = ("educational_events_held", "business_support_events_held", "international_events_held")
ATTENDANCE = ("event_attendance", "event_participants", "educational_event_participants", "educational_project_participants")
REACH = ("schoolchildren_reached", "campaign_reach", "portal_visitors", "campaign_views")
PIPELINE = (
    ("reach", ("campaign_reach", "portal_visitors", "schoolchildren_reached")),
    ("events", ("educational_events_held", "educational_event_participants", "educational_projects")),
    ("institutions", ("educational_partners", "certified_disciplines")),
    ("materials", ("videos_total", "videos_made_by_cluster_companies")),
)
KHARKIV = "kharkiv-it-cluster"
KHARKIV_SOURCE = "kharkiv_annual_meeting_2023"


def pipeline(visit: Visit) -> list[tuple[str, list[dict]]]:
    """The stages of Kharkiv's work in education in 2023, each with the figures of its annual meeting."""
    wanted = [indicator for _, indicators in PIPELINE for indicator in indicators]
    rows = query.observation_rows(visit.release, indicators=wanted, sources=[KHARKIV_SOURCE])
    by_indicator = {row["indicator"]: row for row in rows}
    stages = [(stage, [by_indicator[i] for i in indicators if i in by_indicator]) for stage, indicators in PIPELINE]
    return [(stage, found) for stage, found in stages if found]


def panels(visit: Visit, indicators: tuple[str, ...]) -> list[tuple[str, Chart]]:
    """One chart of bars per indicator that is reported: every entity's newest value, planned ones marked."""
    made = []
    found = query.observations(visit.release, indicators=list(indicators), valued=True)
    for indicator in indicators:
        rows = found[found["indicator"] == indicator].sort_values(["value", "period_end"], ascending=False)
        if not len(rows):
            continue
        newest = rows if indicator == "schoolchildren_reached" else compare.newest(rows).rows
        ordered = sorted(frames.records(newest if len(newest) else rows), key=lambda row: -row["value"])
        points = tuple(point(visit, row, _name(visit, row), older=True, link=visit.entity_link(row["entity"])) for row in ordered)
        made.append((indicator, Chart(
            title=visit.words.indicator(indicator), subtitle=_subtitle(visit, indicator), lines=(Line(indicator, "", points),),
            alt="; ".join(f"{p.name} {p.label}" for p in points), sources=tuple(row["source"] for row in ordered))))
    return made


def _name(visit: Visit, row: dict) -> str:
    """An entity, with the part of it that a breakdown names."""
    part = visit.words.breakdown(row["breakdown"])
    return visit.words.entity(row["entity"]) + (f" ({part})" if part else "")


def _subtitle(visit: Visit, indicator: str) -> str:
    record = visit.register.indicators[indicator]
    note = "" if record.sums else visit.words("note.never_summed")
    definition = visit.words.definition(indicator)
    return ". ".join(filter(None, [definition.rstrip("."), note]))
