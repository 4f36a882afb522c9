"""Compare clusters like for like: what may share an axis does; the rest is set apart, with the reason."""


from layouts import html, parts, take, theme, tray
from layouts.figures import clusters, compared, ranking, series
from layouts.pages import Page
from layouts.visit import Visit

AS = ("ranking", "history", "table", "map")
DEFAULT = "member_companies"


def view(visit: Visit):
    """Who leads by what is said, and the picture asked for."""
    indicator, entities = _indicator(visit), _entities(visit)
    if indicator not in visit.register.indicators:
        return parts.sentence(visit.words("page.compare")), parts.empty(visit.words("finding.nothing"), visit.words("compare.empty.why"))
    ranked = ranking.data(visit, indicator, entities or [entity.id for entity in clusters.listed(visit)])
    chart = ranking.draw(visit, ranked, indicator, accent=entities[0] if entities else "")
    drawn = {"ranking": _ranking, "history": _history, "table": _table, "map": _map}[_as(visit)]
    body = [drawn(visit, ranked, chart, indicator, entities), _peers(visit, entities)]
    return parts.sentence(chart.title, chart.subtitle), body


def controls(visit: Visit):
    """Show [indicator] of [clusters] as [ranking | history | table | map]."""
    words = visit.words
    return [parts.controls(
        words("control.show"),
        parts.picker(visit, "indicator", parts.indicator_options(visit, compared.indicators(visit)), _indicator(visit)),
        words("control.of"),
        parts.multi_picker(visit, "entities", parts.entity_options(visit, compared.entities(visit)), _entities(visit), most=12),
        words("control.as"),
        parts.switch(visit, "as", [(name, words(f"as.{name}")) for name in AS], _as(visit)),
    ), html.P(words("compare.hint"), className="hint")]


def _indicator(visit: Visit) -> str:
    return visit.indicator(compared.indicators(visit), DEFAULT)


def _entities(visit: Visit) -> tuple[str, ...]:
    return visit.several("entities", compared.entities(visit), (), most=12)


def _as(visit: Visit) -> str:
    return visit.choice("as", AS, "ranking")


def _actions(visit: Visit, indicator: str, actions: list) -> list:
    return [*actions, parts.statements_link(visit, indicator=indicator)]


def _ranking(visit: Visit, ranked, chart, indicator: str, entities):
    if not len(ranked.ranked):
        bars = parts.empty(visit.words("compare.empty"), visit.words("compare.empty.why"))
    else:
        bars = parts.bars(visit, chart.points, ranked=True, named=chart.title)
    collect = take.actions(visit, "ranking", indicator=indicator, entities=entities) if len(ranked.ranked) else []
    return html.Div([parts.figure(visit, chart, bars, _actions(visit, indicator, collect), headed=False), _apart(visit, ranked)])


def _apart(visit: Visit, ranked):
    groups = ranking.apart_groups(visit, ranked)
    if not groups:
        return None
    made = [html.Div([html.H3(name), html.P(reason, className="scope"), parts.bars(visit, points, named=name)], className="apart-group")
            for name, reason, points in groups]
    return parts.section(visit.words("compare.apart"), html.Div(made, className="apart"), lead=visit.words("compare.apart.lead"))


def _history(visit: Visit, ranked, chart, indicator: str, entities):
    asked = entities or tuple(ranked.ranked["entity"].head(series.MOST_LINES))
    line = series.data(visit, asked, [indicator])
    if not len(line.rows):
        return parts.empty(visit.words("compare.empty"), visit.words("compare.no_history"))
    drawn = series.draw(visit, line)
    graph = parts.graph(theme.plotly(drawn), drawn.alt, "history")
    collect = take.actions(visit, "series", indicators=indicator, entities=asked)
    return parts.figure(visit, drawn, [parts.key(drawn), graph], _actions(visit, indicator, collect))


def _table(visit: Visit, ranked, chart, indicator: str, entities):
    collect = take.actions(visit, "table", id=ranked.ranked["statement"].head(tray.MOST)) if len(ranked.ranked) else []
    table = parts.rows_table(visit, ranked.ranked)
    return html.Div([parts.figure(visit, chart, table, _actions(visit, indicator, collect), headed=False), _apart(visit, ranked)])


def _map(visit: Visit, ranked, chart, indicator: str, entities):
    drawn, framed = clusters.draw(visit, indicator, ranked)
    return parts.figure(visit, framed, parts.map_graph(drawn, framed.alt, "compare"),
                        _actions(visit, indicator, take.actions(visit, "clusters", indicator=indicator)))


def _peers(visit: Visit, entities):
    """Whom to add, and why, for the first cluster chosen."""
    if not entities:
        return None
    suggested = compared.peers(visit, entities[0])
    rows = [html.Li([html.A(visit.words.entity(peer["entity"]), href=visit.link(
        "/compare", indicator=_indicator(visit), entities=",".join(dict.fromkeys((*entities, peer["entity"]))))), " · ",
        visit.words(f"peer.{peer['reason']}")]) for peer in suggested]
    if not rows:
        return None
    return parts.section(visit.words("compare.peers", name=visit.words.entity(entities[0])), html.Ul(rows, className="peers"))


PAGE = Page(path="/compare", name="compare", view=view, controls=controls, order=3)
