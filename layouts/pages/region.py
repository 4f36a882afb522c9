"""The profile of one region: its place, its figures, its clusters, who moved in and out."""


from layouts import html, parts
from layouts.figures import newest, profile
from layouts.pages import Page
from layouts.profiles import facts, figures_by_theme, place
from layouts.visit import Visit


def view(visit: Visit):
    """Where it is, what is known of it."""
    entity = visit.register.entities[visit.place]
    shown = profile.data(visit, entity.id, with_within=True)
    body = [
        html.Div([place.locator(visit, entity.id), _card(visit, entity)], className="columns"),
        _clusters(visit, entity), figures_by_theme.themes(visit, shown, entity.id),
        figures_by_theme.doubts(visit, shown), facts.sources(visit, tuple(dict.fromkeys(shown.rows["source"]))),
    ]
    population = newest.one(visit, entity.id, "population")
    lead = visit.words("region.sentence", population=visit.words.said(population)) if population else ""
    return facts.sentence(visit, entity, shown, lead), body


def _card(visit: Visit, entity) -> html.Dl:
    words = visit.words
    rows = [(words("fact.iso"), entity.iso), (words("fact.katottg"), entity.katottg or words("value.unknown"))]
    if entity.aliases:
        rows.append((words("fact.aliases"), "; ".join(entity.aliases)))
    if entity.note:
        rows.append((words("fact.note"), words.text(entity.note)))
    return html.Dl([html.Div([html.Dt(term), html.Dd(value)]) for term, value in rows], className="facts")


def _clusters(visit: Visit, entity):
    """Clusters of the region by home, and those that moved in."""
    words = visit.words
    home = [visit.register.entities[e] for e in profile.within(visit, entity.id, ("cluster", "association"))]
    rows = [_cluster(visit, e, words(f"status.entity.{e.status}") if e.status else "") for e in home]
    rows += [_cluster(visit, e, words("region.moved_in", name=words.entity(e.within))) for e in profile.hosted(visit, entity.id)]
    if not rows:
        return parts.section(words("region.clusters"), html.P(words("region.no_clusters")))
    return parts.section(words("region.clusters"), html.Ul(rows, className="plain"), lead=words("region.clusters.lead"))


def _cluster(visit: Visit, entity, state: str) -> html.Li:
    moved = visit.words("region.moved_out", name=visit.words.entity(entity.relocated_to)) if entity.relocated_to else ""
    scope = " · ".join(part for part in (visit.words.text(entity.sector), state, moved) if part)
    return html.Li([html.A(visit.words.entity(entity.id), href=visit.entity_link(entity.id)), html.Span(scope, className="scope")])


def places(visit: Visit) -> set[str]:
    """The 27 units of Ukraine."""
    return {e.id for e in visit.register.entities.values() if e.kind == "region" and e.within == "ukraine"}


PAGE = Page(path="/region/", name="region", view=view, places=places)
