"""All Ukrainian IT clusters side by side: where, since when, in what state, how many members and of what kind."""

from collections import Counter
from dataclasses import dataclass

from layouts.chart import Chart, Line, Point
from layouts.figures import clusters
from layouts.visit import Visit
from metrics import query

MEMBERSHIP = ("member_companies", "member_companies_and_sole_proprietors", "members_and_partners", "member_companies_and_others",
              "members", "member_persons", "founding_companies", "founding_organisations")
"""Which count of members stands in the directory: the first of these that a cluster reports."""


@dataclass(frozen=True)
class Listed:
    """One cluster: its record, its region, the row of its founding and of its membership, either None."""

    entity: object
    region: str
    founded: dict | None
    members: dict | None


def data(visit: Visit, status: str = "") -> list[Listed]:
    """The clusters by name, of one state if asked."""
    ids = [entity.id for entity in clusters.listed(visit)]
    founded = _first(query.observation_rows(visit.release, entities=ids, indicators=["founded"]))
    members = query.latest_rows(visit.release, entities=ids, concepts=["membership"])
    newest = {(row["entity"], row["indicator"]): row for row in members}
    made = [
        Listed(entity, _region(visit, entity), founded.get(entity.id),
               next((newest[entity.id, i] for i in MEMBERSHIP if (entity.id, i) in newest), None))
        for entity in clusters.listed(visit) if not status or entity.status == status
    ]
    return sorted(made, key=lambda listed: visit.words.entity(listed.entity.id))


def _first(rows) -> dict[str, dict]:
    """The founding of each cluster: what a document states before hearsay, then the earliest year."""
    found: dict[str, dict] = {}
    for row in sorted(rows, key=lambda r: (r["basis"] == "hearsay", r["period"])):
        found.setdefault(row["entity"], row)
    return found


def _region(visit: Visit, entity) -> str:
    home = visit.register.entities.get(entity.within)
    return home.within if home and home.kind == "city" else entity.within


def statuses(visit: Visit) -> tuple[str, ...]:
    """The states that clusters are in, the commonest first."""
    return tuple(status for status, _ in Counter(entity.status for entity in clusters.listed(visit)).most_common() if status)


def founding(visit: Visit, listed: list[Listed]) -> Chart:
    """How many were founded in each year, years without any included; those without a year are counted in the note."""
    words = visit.words
    years = Counter(int(one.founded["period"][:4]) for one in listed if one.founded)
    span = range(min(years), max(years) + 1) if years else ()
    points = tuple(Point(name=str(year), value=years[year], high=None, qualifier="exact", status="A", label=words.number(years[year]),
                         period=str(year), day=f"{year}-01-01", statement="") for year in span)
    known = sum(years.values())
    top, count = years.most_common(1)[0] if years else ("", 0)
    title = words("directory.founding", n=count, count=count, year=top)
    return Chart(title=title, subtitle=words("directory.founding.scope"), lines=(Line("", "", points),),
                 alt=title + ": " + ", ".join(f"{p.name} {p.label}" for p in points),
                 notes=(words("directory.founding.note", known=known, listed=len(listed)),),
                 sources=tuple(one.founded["source"] for one in listed if one.founded))
