"""The alliance's year: headline figures, members by region and sector, directions, services, open conflicts."""

from layouts.visit import Visit
from metrics import query

ALLIANCE, OFFICE = "uca", "appau"
SOURCE = "uca_annual_report_2022"
HOPED = ("startup_support_call_size", "project_funding_potential", "investment_sought_for_project_office")
"""Money of a call, hoped for or sought: not aid, and not received."""

HEADLINES = ("B002", "B003", "B004", "B005", "B006", "B007", "B008", "B009")


def headlines(visit: Visit) -> list[dict]:
    """The report's own headline figures: of each observation the statement that is shown."""
    said = query.statement_rows(visit.release, ids=list(HEADLINES))
    shown = {row["observation"]: row for row in query.observation_rows(visit.release, sources=[SOURCE])}
    order = {statement: n for n, statement in enumerate(HEADLINES)}
    ordered = sorted(said, key=lambda row: order[row["statement"]])
    return [shown.get(row["observation"], row) for row in ordered]


def rows(visit: Visit, ids) -> dict[str, dict]:
    """Statements by id."""
    return {row["statement"]: row for row in query.statement_rows(visit.release, ids=sorted(set(ids)))}


def contradicted(visit: Visit) -> dict[str, dict]:
    """What the report says elsewhere against a figure: the other row, by the statement's id."""
    pairs = [r.between for r in visit.register.relations if r.kind == "conflicts_with"]
    found = rows(visit, [s for pair in pairs for s in pair])
    return {one: found[other] for a, b in pairs for one, other in ((a, b), (b, a)) if other in found}


def members(visit: Visit) -> list:
    """The clusters and associations that the report names as members; it prints no full list."""
    return sorted((e for e in visit.register.entities.values() if ALLIANCE in e.member_of),
                  key=lambda e: (e.kind, visit.words.entity(e.id)))


def aid(visit: Visit) -> list[dict]:
    """Money of the alliance and its members, and what members gave in kind, each in its own unit; never added up."""
    observed = query.observation_rows(visit.release, sources=[SOURCE], themes=["fundraising_aid"], valued=True)
    units = visit.register.codes["units"]
    told = [row for row in observed
            if row["indicator"] not in HOPED and row["status"] == "A"
            and (units[row["unit"]].kind == "currency" or row["entity"] not in (ALLIANCE, OFFICE))]
    return sorted(told, key=lambda row: (units[row["unit"]].kind != "currency", row["unit"], -row["value"]))


def conflicts(visit: Visit) -> list:
    """Relations between observations that say the report contradicts itself, or may say one thing twice."""
    ids = set(query.statements(visit.release, sources=[SOURCE])["statement"])
    told = ("conflicts_with", "possibly_same", "not_the_same_as")
    return [r for r in visit.register.relations if set(r.between) & ids and r.kind in told]


def parts_of(visit: Visit, prefix: str) -> list:
    """Entities of the alliance's own work whose id begins with a prefix, in the order of the report."""
    return [e for e in visit.register.entities.values() if e.id.startswith(prefix)]
