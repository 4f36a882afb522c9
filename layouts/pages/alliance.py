"""The Ukrainian Cluster Alliance: its year in figures, its members, directions and services, its open conflicts."""


from layouts import html, parts, take
from layouts.figures import alliance, profile, timeline
from layouts.pages import Page
from layouts.profiles import facts, figures_by_theme, runs
from layouts.visit import Visit


def view(visit: Visit):
    """The year of the alliance."""
    words = visit.words
    if alliance.ALLIANCE not in visit.register.entities:
        return parts.sentence(words("alliance.sentence")), parts.empty(words("profile.no_figures"), words("profile.no_figures.why"))
    entity = visit.register.entities[alliance.ALLIANCE]
    shown = profile.data(visit, entity.id)
    body = [
        _headlines(visit), facts.card(visit, entity, shown), _members(visit),
        _list(visit, "alliance.directions", "uca-direction-"), _list(visit, "alliance.services", "uca-service-"),
        _list(visit, "alliance.priorities", "uca-priority-"), _aid(visit), _conflicts(visit),
        runs.calendar(visit, timeline.events(visit, entity.id)), figures_by_theme.doubts(visit, shown),
        facts.sources(visit, (alliance.SOURCE,)),
    ]
    return parts.sentence(words("alliance.sentence"), words("alliance.lead")), body


def _headlines(visit: Visit):
    against = alliance.contradicted(visit)
    made = [parts.tile(visit, row, visit.words.indicator(row["indicator"]), _elsewhere(visit, against.get(row["statement"])))
            for row in alliance.headlines(visit)]
    return parts.section(visit.words("alliance.headlines"), parts.tiles(*made), take.row(visit, "headlines"),
                         lead=visit.words("alliance.headlines.lead"))


def _elsewhere(visit: Visit, row: dict | None):
    """What the same report says against a figure, open to both."""
    if row is None:
        return None
    text = visit.words("alliance.elsewhere", value=visit.words.said(row))
    return ["‖ ", html.A(text, href=visit.card(row["statement"]))]


def _members(visit: Visit):
    words = visit.words
    found = alliance.members(visit)
    rows = [[html.A(words.entity(e.id), href=visit.entity_link(e.id)), words(f"kind.{e.kind}"), words.text(e.sector),
             words.entity(e.within) if e.within and e.within != "ukraine" else words("alliance.place_unknown")] for e in found]
    head = [words(f"column.{name}") for name in ("entity", "kind", "sector", "place")]
    return parts.section(words("alliance.members", n=len(found), count=len(found)),
                         parts.table(head, rows, caption=words("alliance.members", n=len(found), count=len(found))),
                         take.row(visit, "members"),
                         lead=words("alliance.members.lead"))


def _list(visit: Visit, key: str, prefix: str):
    found = alliance.parts_of(visit, prefix)
    rows = [html.Li([html.Strong(visit.words.entity(e.id)), html.Span(visit.words.text(e.about), className="scope")]) for e in found]
    return parts.section(visit.words(key), html.Ol(rows, className="cards")) if rows else None


def _aid(visit: Visit):
    words = visit.words
    rows = [[words.entity(r["entity"]), words.indicator(r["indicator"]),
             html.A(words.said(r), href=visit.card(r["statement"])), words.period(r["period"], r["sense"])]
            for r in alliance.aid(visit)]
    head = [words(f"column.{name}") for name in ("entity", "indicator", "value", "period")]
    given = parts.table(head, rows, numeric=(2,), caption=words("alliance.aid"))
    return parts.section(words("alliance.aid"), given, take.row(visit, "aid"), lead=words("alliance.aid.lead"))


def _conflicts(visit: Visit):
    words, found = visit.words, alliance.conflicts(visit)
    said = alliance.rows(visit, [statement for relation in found for statement in relation.between])
    rows = [html.Li([html.Strong(words(f"relation.{r.kind}.title")), ": ", _said(visit, said.get(r.between[0])), " – ",
                     _said(visit, said.get(r.between[1])), html.Span(words.text(r.note), className="scope")]) for r in found]
    return parts.section(words("alliance.conflicts"), html.Ul(rows, className="doubts"), take.row(visit, "conflicts"),
                         lead=words("alliance.conflicts.lead"))


def _said(visit: Visit, row: dict | None):
    """What one of the two says, in a few words that open it."""
    if row is None:
        return ""
    text = f"{visit.words.indicator(row['indicator'])}, {visit.words.said(row)}"
    return html.A(text, href=visit.card(row["statement"]))


PAGE = Page(path="/alliance", name="alliance", view=view, order=6)
