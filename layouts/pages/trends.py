"""Trends: any figures of any places over time, as they are, as an index, or per head."""

from layouts import parts, take, theme, tray
from layouts.figures import series, trending
from layouts.pages import Page
from layouts.visit import Visit

AS = ("chart", "table")
MEASURES = ("level", "index", "per_head")
SINCE = ("", "2010", "2015", "2020")


def view(visit: Visit):
    """The finding of the longest line, and the lines."""
    line = _series(visit)
    if not len(line.rows):
        return parts.sentence(visit.words("trends.title")), parts.empty(visit.words("finding.nothing"), _why_empty(visit))
    chart = series.draw(visit, line)
    body = parts.rows_table(visit, line.rows) if visit.choice("as", AS, "chart") == "table" else [
        parts.key(chart), parts.graph(theme.plotly(chart, 460), chart.alt, "trends"),
    ]
    actions = [*_take(visit, line), *(parts.statements_link(visit, indicator=i) for i in _indicators(visit)[:1])]
    return parts.sentence(chart.title, chart.subtitle), parts.figure(visit, chart, body, actions, headed=False)


def controls(visit: Visit):
    """Show [indicators] of [places] as [level | index | per head], since [year], as [chart | table]."""
    words = visit.words
    return [parts.controls(
        words("control.show"),
        parts.multi_picker(visit, "indicators", parts.indicator_options(visit, trending.indicators(visit)), _indicators(visit), most=4),
        words("control.of"),
        parts.multi_picker(visit, "entities", parts.entity_options(visit, trending.entities(visit)), _entities(visit), most=6),
        parts.switch(visit, "measure", [(name, words(f"measure.{name}")) for name in MEASURES], _measure(visit)),
        parts.picker(visit, "since", [("all", words("since.all")), *((year, words("since.year", year=year)) for year in SINCE[1:])],
                     _since(visit) or "all", searchable=False),
        parts.switch(visit, "as", [(name, words(f"as.{name}")) for name in AS], visit.choice("as", AS, "chart")),
    )]


def _series(visit: Visit):
    return series.data(visit, _entities(visit), _indicators(visit), _measure(visit), _since(visit))


def _take(visit: Visit, line: series.Series) -> list:
    """The lines, or the table of their newest points, to be taken away."""
    if visit.choice("as", AS, "chart") == "table":
        return take.actions(visit, "table", id=line.rows["statement"].tail(tray.MOST))
    measure = _measure(visit) if _measure(visit) != "level" else ""
    return take.actions(visit, "series", indicators=_indicators(visit), entities=_entities(visit), measure=measure, since=_since(visit))


def _indicators(visit: Visit) -> tuple[str, ...]:
    return visit.several("indicators", trending.indicators(visit), ("ict_service_exports_bop",), most=4)


def _entities(visit: Visit) -> tuple[str, ...]:
    return visit.several("entities", trending.entities(visit), ("ukraine", "poland", "romania", "slovakia"), most=6)


def _measure(visit: Visit) -> str:
    return visit.choice("measure", MEASURES, "level")


def _since(visit: Visit) -> str:
    year = visit.choice("since", ("all", *SINCE[1:]), "all")
    return "" if year == "all" else year


def _why_empty(visit: Visit) -> str:
    return visit.words("trends.no_population" if _measure(visit) == "per_head" else "trends.no_common")


PAGE = Page(path="/trends", name="trends", view=view, controls=controls, order=4)
