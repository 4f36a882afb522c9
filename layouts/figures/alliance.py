"""The alliance's year: headline figures, members by region and sector, directions, services, open conflicts."""

from layouts.visit import Visit
from metrics import query

ALLIANCE = "uca"
SOURCE = "uca_annual_report_2022"
HEADLINES = ("B002", "B003", "B004", "B005", "B006", "B007", "B008", "B009")


def headlines(visit: Visit) -> list[dict]:
    """The report's own headline figures: of each observation the statement that is shown."""
    said = query.statements(visit.release, ids=list(HEADLINES))
    rows = query.observations(visit.release, sources=[SOURCE])
    shown = {row["observation"]: row for row in rows.to_dict("records")}
    order = {statement: n for n, statement in enumerate(HEADLINES)}
    ordered = sorted(said.to_dict("records"), key=lambda row: order[row["statement"]])
    return [shown.get(row["observation"], row) for row in ordered]


def contradicted(visit: Visit) -> dict[str, dict]:
    """What the report says elsewhere against a figure: the other row, by the statement's id."""
    pairs = [r.between for r in visit.register.relations if r.kind == "conflicts_with"]
    rows = {row["statement"]: row for row in query.statements(visit.release, ids=[s for pair in pairs for s in pair]).to_dict("records")}
    return {one: rows[other] for a, b in pairs for one, other in ((a, b), (b, a)) if other in rows}


def members(visit: Visit) -> list:
    """The clusters and associations that the report names as members; it prints no full list."""
    return sorted((e for e in visit.register.entities.values() if ALLIANCE in e.member_of),
                  key=lambda e: (e.kind, visit.words.entity(e.id)))


def aid(visit: Visit) -> list[dict]:
    """What clusters gave or collected, each in its own unit; never added up."""
    rows = query.observations(visit.release, sources=[SOURCE], themes=["fundraising_aid"])
    return rows[rows["value"].notna()].sort_values(["unit", "value"], ascending=[True, False]).to_dict("records")


def conflicts(visit: Visit) -> list:
    """Relations between observations that say the report contradicts itself, or may say one thing twice."""
    ids = set(query.statements(visit.release, sources=[SOURCE])["statement"])
    return [r for r in visit.register.relations if set(r.between) & ids and r.kind in ("conflicts_with", "possibly_same", "not_the_same_as")]


def parts_of(visit: Visit, prefix: str) -> list:
    """Entities of the alliance's own work whose id begins with a prefix, in the order of the report."""
    return [e for e in visit.register.entities.values() if e.id.startswith(prefix)]
