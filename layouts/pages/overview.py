"""The overview: the year in figures, exports over thirty years, the map of clusters, what is new."""


from layouts import html, parts, take, theme
from layouts.figures import clusters, newest, series
from layouts.pages import Page
from layouts.visit import Visit

EXPORTS = ("ict_service_exports_bop", "it_exports_nbu", "it_export_revenue", "it_foreign_exchange_earnings")
TILES = (
    ("kharkiv-it-cluster", "members_and_partners"),
    ("kharkiv-it-cluster", "educational_events_held"),
    ("kharkiv-it-cluster", "educational_event_participants"),
    ("vinnytsia", "it_specialists"),
)


def view(visit: Visit):
    """The sentence of the year, then the pictures."""
    words = visit.words
    exports = newest.one(visit, "ukraine", "ict_service_exports_bop")
    scope = clusters.scope(visit)
    sentence = words("overview.sentence", exports=words.said(exports), year=words.period(exports["period"]),
                     n=scope.listed, clusters=scope.listed, active=scope.active) if exports is not None else words("overview.plain")
    return parts.sentence(sentence, words("overview.lead")), [
        _exports(visit), _tiles(visit), _map(visit, scope), _new(visit),
    ]


def _exports(visit: Visit):
    chart = series.draw(visit, series.data(visit, ["ukraine"], EXPORTS),
                        subtitle=visit.words("overview.exports.scope"))
    actions = [
        *take.actions(visit, "series", indicators=EXPORTS, entities="ukraine"),
        html.A(visit.words("action.explore"), className="action", href=visit.link(
            "/trends", indicators="ict_service_exports_bop,it_exports_nbu", entities="ukraine")),
    ]
    return parts.figure(visit, chart, [parts.key(chart), parts.graph(theme.plotly(chart, 420), chart.alt, "exports")], actions)


def _tiles(visit: Visit):
    rows = newest.some(visit, TILES)
    made = [parts.tile(visit, row, visit.words.indicator(row["indicator"])) for row in rows]
    return parts.section(visit.words("overview.tiles"), parts.tiles(*made), lead=visit.words("overview.tiles.lead"))


def _map(visit: Visit, scope):
    drawn, chart = clusters.draw(visit)
    actions = [*take.actions(visit, "clusters"), html.A(visit.words("action.map"), href=visit.link("/map"), className="action"),
               html.A(visit.words("action.compare"), href=visit.link("/compare"), className="action")]
    return parts.figure(visit, chart, parts.map_graph(drawn, chart.alt, "clusters"), actions)


def _new(visit: Visit):
    words = visit.words
    changes = newest.changes(visit)
    rows = [
        [words.entity(row["entity"]), words.indicator(row["indicator"]),
         html.A(words.said(row), href=visit.card(row["statement"])), words.period(row["period"], row["sense"])]
        for row in newest.latest(visit)
    ]
    head = [words("column.entity"), words("column.indicator"), words("column.value"), words("column.period")]
    return html.Div([
        parts.section(words("overview.newest"), parts.table(head, rows, caption=words("overview.newest"))),
        parts.section(words("overview.changed"), html.P(changes.sentence), *_changes(visit, changes)),
    ], className="columns")


def _changes(visit: Visit, changes: newest.Changes):
    """The first of what changed, each leading to its card; the way to all of it, and to the releases."""
    rows = [html.Li([html.A(name, href=visit.card(statement)), ": ", told]) for statement, name, told in changes.rows]
    ways = [html.A(visit.words("pinned.differences"), href=visit.link(f"/releases/{changes.between}"))] if changes.between else []
    return [html.Ul(rows, className="plain") if rows else None,
            html.P([*ways, html.A(visit.words("page.releases"), href=visit.link("/releases"))], className="actions")]


PAGE = Page(path="/", name="overview", view=view, order=0)
