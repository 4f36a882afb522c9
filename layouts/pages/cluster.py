"""The profile of one cluster or association: who it is, its figures by theme, what it runs, what is doubtful."""

from collections import Counter

from layouts import html, parts, take, theme
from layouts.figures import compared, profile, series, timeline
from layouts.pages import Page
from layouts.profiles import facts, figures_by_theme, place, runs
from layouts.visit import Visit
from publish.forms.years import usual_year

KINDS = ("cluster", "association", "alliance")
FEWEST_POINTS = 2


def view(visit: Visit):
    """The sentence of who it is, and the profile."""
    entity = visit.register.entities[visit.place]
    shown = profile.data(visit, entity.id)
    sources = tuple(dict.fromkeys([*entity.documents, *shown.rows["source"]]))
    body = [
        _who(visit, entity, shown), _membership(visit, shown), figures_by_theme.themes(visit, shown, entity.id),
        html.Div([runs.communities(visit, entity), runs.projects(visit, entity), runs.focus(visit, entity)], className="columns"),
        runs.calendar(visit, timeline.events(visit, entity.id)), _region(visit, entity), _peers(visit, entity.id),
        figures_by_theme.doubts(visit, shown), facts.sources(visit, sources), _form(visit, entity.id),
    ]
    return facts.sentence(visit, entity, shown), body


def _who(visit: Visit, entity, shown):
    """Where it is at home, and the facts known of it."""
    card, region = facts.card(visit, entity, shown), place.region_of(visit, entity)
    return html.Div([place.locator(visit, region, entity.id), card], className="columns who") if region else card


def _membership(visit: Visit, shown):
    """The history of membership, where there is one: what was counted differently is a line of its own."""
    rows = shown.rows[(shown.rows["concept"] == "membership") & shown.rows["value"].notna() & shown.rows["period_end"].notna()]
    periods = Counter(indicator for indicator, _ in {*zip(rows["indicator"], rows["period"], strict=True)})
    if max(periods.values(), default=0) < FEWEST_POINTS:
        return None
    chart = series.draw(visit, series.shaped(visit, rows), subtitle=visit.words("cluster.membership"))
    return parts.figure(visit, chart, [parts.key(chart), parts.graph(theme.plotly(chart, 300), chart.alt, "membership")],
                        [*take.actions(visit, "membership", entity=visit.place),
                         parts.statements_link(visit, entity=visit.place, theme="members")])


def _region(visit: Visit, entity):
    home = visit.register.entities.get(entity.within) if entity.within else None
    region = home.within if home and home.kind == "city" else entity.within
    if not region or region not in visit.register.entities or visit.register.entities[region].kind != "region":
        return None
    others = [e for e in profile.within(visit, region, ("cluster",)) if e != entity.id]
    return parts.section(visit.words("cluster.region"), html.P([
        html.A(visit.words.entity(region), href=visit.entity_link(region)),
        visit.words("cluster.neighbours", names=", ".join(visit.words.entity(e) for e in others)) if others else ""]))


def _peers(visit: Visit, entity: str):
    peers = compared.peers(visit, entity)
    if not peers:
        return None
    rows = [html.Li([html.A(visit.words.entity(peer["entity"]), href=visit.entity_link(peer["entity"])), " · ",
                     visit.words(f"peer.{peer['reason']}")]) for peer in peers]
    names = ",".join([entity, *(peer["entity"] for peer in peers)])
    return parts.section(visit.words("cluster.peers"), html.Ul(rows, className="peers"),
                         html.P(html.A(visit.words("action.compare"), href=visit.link("/compare", entities=names), className="action")))


def _form(visit: Visit, entity: str):
    """The form in which the cluster can tell the figures of the last whole year."""
    year = usual_year(visit)
    address = visit.link(f"/form/{entity}.xlsx", year=str(year), lang=visit.words.language)
    return html.P(html.A(visit.words("form.link", year=year), href=address, download="", className="action"))


def places(visit: Visit) -> set[str]:
    """Clusters, associations and alliances."""
    return {e.id for e in visit.register.entities.values() if e.kind in KINDS}


PAGE = Page(path="/cluster/", name="cluster", view=view, places=places)
