"""All clusters in one list: place, founding, state, members as counted, policy on sole proprietors."""


from layouts import html, parts, take
from layouts.figures import clusters, directory
from layouts.pages import Page
from layouts.visit import Visit

ALL = "all"


def view(visit: Visit):
    """How many there are and how they fare; the list; when they were founded."""
    words, now = visit.words, clusters.scope(visit)
    listed = directory.data(visit, _status(visit))
    sentence = words("clusters.finding", n=now.listed, count=now.listed, active=now.active, relocated=now.relocated, silent=now.silent)
    chart = directory.founding(visit, directory.data(visit))
    return parts.sentence(sentence, words("directory.lead")), [
        parts.figure(visit, chart, parts.columns(chart),
                     [*take.actions(visit, "founding"), parts.statements_link(visit, indicator="founded")]),
        parts.table(_head(visit), [_row(visit, one) for one in listed], caption=words("page.clusters")),
        take.row(visit, "directory"),
    ]


def controls(visit: Visit):
    """Show [all | one state]."""
    options = [(ALL, visit.words("directory.all")),
               *((status, visit.words(f"status.entity.{status}")) for status in directory.statuses(visit))]
    return [parts.controls(visit.words("control.show"), parts.switch(visit, "status", options, _status(visit) or ALL))]


def _status(visit: Visit) -> str:
    chosen = visit.choice("status", (ALL, *directory.statuses(visit)), ALL)
    return "" if chosen == ALL else chosen


def _head(visit: Visit) -> list[str]:
    return [visit.words(f"column.{name}") for name in ("cluster", "home", "founded", "state", "members", "sole_proprietors")]


def _row(visit: Visit, one: directory.Listed) -> list:
    words, entity = visit.words, one.entity
    state = words(f"status.entity.{entity.status}") if entity.status else words("value.unknown")
    moved = words("region.moved_out", name=words.entity(entity.relocated_to)) if entity.relocated_to else ""
    return [
        html.A(words.entity(entity.id), href=visit.entity_link(entity.id)),
        [words.entity(entity.within), html.A(words.entity(one.region), href=visit.entity_link(one.region), className="scope block")],
        _dated(visit, one.founded), moved or state, _members(visit, one.members),
        words(f"sole.{entity.sole_proprietors or 'not_stated'}"),
    ]


def _dated(visit: Visit, row: dict | None):
    if row is None:
        return html.Span(visit.words("value.not_stated"), className="none")
    hedge = "" if row["qualifier"] == "exact" else visit.words(f"qualifier.{row['qualifier']}") + " "
    return html.A(hedge + visit.words.period(row["period"]), href=visit.card(row["statement"]))


def _members(visit: Visit, row: dict | None):
    """The count as said, and what it counts."""
    words = visit.words
    if row is None:
        return html.Span(words("mark.not_reported"), className="none")
    scope = f"{words.code('counts', row['counts'])}, {words.period(row['period'], row['sense'])}"
    value = words.hedged(row["value"], row["value_high"], row["qualifier"], row["status"])
    return [html.A(value, href=visit.card(row["statement"]), className="said"), html.Span(scope, className="scope block")]


PAGE = Page(path="/clusters", name="clusters", view=view, controls=controls, order=2)
