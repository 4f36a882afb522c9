"""The map: oblasts filled by a regional figure, bubbles for cities and clusters, at any time there are figures for."""


from layouts import html, parts, take, tray
from layouts.figures import atlas_map
from layouts.pages import Page
from layouts.visit import Visit

AS = ("map", "table")


def view(visit: Visit):
    """The finding of the map, and the map or its table."""
    indicator = visit.indicator(atlas_map.indicators(visit), atlas_map.DEFAULT)
    if indicator not in visit.register.indicators:
        return parts.sentence(visit.words("page.map")), parts.empty(visit.words("finding.nothing"), visit.words("compare.empty.why"))
    mapped = atlas_map.data(visit, indicator, _period(visit, indicator), _measure(visit, indicator))
    chart = atlas_map.draw(visit, mapped)
    body = parts.rows_table(visit, mapped.rows) if visit.choice("as", AS, "map") == "table" else [
        atlas_map.legend(visit, mapped), parts.map_graph(atlas_map.picture(visit, mapped), chart.alt, "map"),
    ]
    actions = [*_take(visit, mapped), parts.statements_link(visit, indicator=indicator),
               html.A(visit.words("action.compare"), href=visit.link("/compare", indicator=indicator), className="action")]
    return parts.sentence(chart.title, chart.subtitle), parts.figure(visit, chart, body, actions, headed=False)


def controls(visit: Visit):
    """Show [indicator] for [period] as [map | table]."""
    indicator = visit.indicator(atlas_map.indicators(visit), atlas_map.DEFAULT)
    return [parts.controls(
        visit.words("control.show"),
        parts.picker(visit, "indicator", parts.indicator_options(visit, atlas_map.indicators(visit)), indicator),
        visit.words("control.for"),
        parts.picker(visit, "period", _period_options(visit, indicator), _period(visit, indicator), searchable=False),
        *_measures(visit, indicator),
        parts.switch(visit, "as", [(name, visit.words(f"as.{name}")) for name in AS], visit.choice("as", AS, "map")),
    )]


def _take(visit: Visit, mapped: atlas_map.Mapped) -> list:
    """The map, or the table of its rows, to be taken away."""
    if visit.choice("as", AS, "map") == "table":
        return take.actions(visit, "table", id=mapped.rows["statement"].head(tray.MOST))
    given = {"period": mapped.period if mapped.period != "newest" else "", "measure": mapped.measure if mapped.measure != "level" else ""}
    return take.actions(visit, "map", indicator=mapped.indicator, **given)


def _measure(visit: Visit, indicator: str) -> str:
    given = visit.choice("measure", ("level", "per_head"), "level")
    return given if given in atlas_map.measures(visit, indicator) else "level"


def _measures(visit: Visit, indicator: str) -> list:
    """The switch to per head; it stays in place where an indicator cannot be divided, so that nothing jumps."""
    options = [(name, visit.words(f"measure.{name}")) for name in ("level", "per_head")]
    return [parts.switch(visit, "measure", options, _measure(visit, indicator))]


def _period(visit: Visit, indicator: str) -> str:
    return visit.choice("period", ("newest", *atlas_map.periods(visit, indicator)), "newest")


def _period_options(visit: Visit, indicator: str):
    return [("newest", visit.words("period.newest")),
            *((period, visit.words.period(period)) for period in atlas_map.periods(visit, indicator))]


PAGE = Page(path="/map", name="map", view=view, controls=controls, order=1)
