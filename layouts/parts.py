"""The parts that pages are composed of: the frame of a figure, bars, tiles, tables, pickers."""

import dash_mantine_components as dmc
from dash import dcc

from layouts import html, marks, tray
from layouts.chart import Chart, Point
from layouts.visit import Visit

GRAPH = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "showTips": False}
LIST = {"shadow": "md", "transitionProps": {"duration": 0}}
"""The list of a picker is gone as soon as something is chosen: fading it out would be drawn before the answer."""

SOURCES_NAMED = 3


def sentence(text: str, lead: str = "") -> html.Header:
    """What a page says first: one sentence, and a line of scope under it."""
    return html.Header([html.H1(text, tabIndex="-1"), html.P(lead, className="lead") if lead else None], className="sentence")


def section(title: str, *body, lead: str = "", **attributes) -> html.Section:
    """A part of a page under its heading."""
    heading = [html.H2(title)] + ([html.P(lead, className="scope")] if lead else [])
    return html.Section([*heading, *body], **attributes)


def figure(visit: Visit, chart: Chart, body, actions: list | None = None, headed: bool = True) -> html.Figure:
    """A figure in its frame: finding, scope, picture, how sure, where from, what to take.

    `headed=False` where the page's own sentence is the finding of the figure.
    """
    caption = html.Figcaption([html.H2(chart.title), html.P(chart.subtitle, className="scope")]) if headed else \
        html.Figcaption(chart.title, className="visually-hidden")
    return html.Figure(
        [caption, html.Div(body, className="figure-body"), notes(chart.notes), source_line(visit, chart.sources),
         html.Div([*(actions or []), marks.legend(visit)], className="actions")],
        className="figure",
    )


def graph(drawn: dict, alt: str, name: str) -> html.Div:
    """A plotly figure with its alternative text. `name` makes the id and is the figure's name in tests."""
    height = drawn["layout"].get("height", 400)
    return html.Div(
        [dcc.Graph(id={"figure": name}, figure=drawn, config=GRAPH, style={"height": f"{height}px"}),
         html.P(alt, className="visually-hidden")],
        className="graph", role="group", **{"aria-label": alt}, style={"minHeight": f"{height}px"},
    )


def map_graph(drawn: dict, alt: str, name: str) -> html.Div:
    """A map as a plotly figure that keeps its shape; a click opens the place."""
    return html.Div(
        [dcc.Graph(id={"figure": name, "map": True}, figure=drawn, config=GRAPH, className="map-graph", responsive=True),
         html.P(alt, className="visually-hidden")],
        className="graph map", role="group", **{"aria-label": alt},
    )


def key(chart: Chart) -> html.Ul:
    """The names of the lines, each with its colour: read before the legend is missed."""
    return html.Ul([
        html.Li([html.Span(className="swatch", style={"background": line.colour}),
                 html.Span([line.name, html.Span(f" · {line.now}", className="now") if line.now else None])])
        for line in chart.lines
    ], className="key lines")


def notes(lines) -> html.Ul | None:
    """How sure, counting what: the doubts that belong to a figure."""
    return html.Ul([html.Li(line) for line in lines], className="notes") if lines else None


def source_line(visit: Visit, sources) -> html.P:
    """Where a figure is from: producers with links, and the release."""
    ids = list(dict.fromkeys(sources))
    by_producer = {visit.words.producer(i): i for i in reversed(ids)}
    named = list(reversed(by_producer.items()))
    links: list = []
    for producer, source_id in named[:SOURCES_NAMED]:
        links += [html.A(producer, href=visit.link(f"/sources/{source_id}")), " · "]
    more = len(named) - SOURCES_NAMED
    if more > 0:
        links += [visit.words("source.more", n=more, count=more), " · "]
    return html.P([visit.words("source.line"), " ", *links, visit.words("release.short", name=visit.release.short[:4])],
                  className="source")


def statements_link(visit: Visit, **filters) -> html.A:
    """To the grid of statements behind a figure."""
    return html.A(visit.words("action.statements"), href=visit.link("/figures", **filters), className="action")


def bars(visit: Visit, points: tuple[Point, ...], ranked: bool = False, named: str = "") -> html.Ol:
    """Horizontal bars, one per point, with the marks of their hedges; the value opens its statement."""
    top = max([p.high or p.value or 0 for p in points] + [0]) or 1
    return html.Ol([_bar(visit, p, top, ranked) for p in points], className="bars" + (" ranked" if ranked else ""),
                   **{"aria-label": named} if named else {})


def _bar(visit: Visit, point: Point, top: float, ranked: bool) -> html.Li:
    kinds = [f"bar-{point.qualifier}"] + (["bar-ahead"] if point.status in ("F", "planned", "E") else [])
    kinds += ["bar-older"] if point.older else []
    kinds += ["bar-accent"] if point.accent else []
    low = 100 * (point.value or 0) / top if point.qualifier == "range" else 0
    high = 100 * (point.high if point.high is not None else point.value or 0) / top
    name = html.A(point.name, href=point.link) if point.link else point.name
    value = html.A(point.label, href=visit.card(point.statement), className="said",
                   title="\n".join(point.hover))
    conflict = html.Span("‖", className="conflict", title=visit.words("mark.conflict")) if point.conflict else None
    period = html.Span(f"({point.period})", className="when") if point.older else None
    bar = html.Span(className="bar " + " ".join(kinds), **{"aria-hidden": "true"},
                    style={"--from": f"{low:.2f}", "--wide": f"{high - low:.2f}"})
    return html.Li([
        html.Span(point.rank, className="rank") if ranked else None,
        html.Span(name, className="name"),
        html.Span([bar, html.Span([value, conflict, " ", period], className="amount")], className="track"),
    ])


def columns(chart: Chart) -> html.Ol:
    """Upright bars, one per point, each with its number and name: for few points in order, such as years."""
    top = max([p.value for p in chart.points] + [1])
    return html.Ol([html.Li([
        html.Span(p.label if p.value else "", className="amount"),
        html.Span(className="column", style={"--tall": f"{100 * p.value / top:.1f}"}, **{"aria-hidden": "true"}),
        html.Span(p.name, className="name"),
    ]) for p in chart.points], className="upright", **{"aria-label": chart.title})


def tile(visit: Visit, row, label: str, aside=None) -> html.Div:
    """One number with what it is, whose it is and when; `aside` is what contradicts it."""
    unit = visit.words.unit(row["unit"], row["value"])
    kind = visit.register.codes["units"][row["unit"]].kind
    shown = visit.words.said(row) if kind in ("percent", "rank", "currency") else visit.words.hedged(
        row["value"], row["value_high"], row["qualifier"], row["status"])
    value = html.A(shown, href=visit.card(row["statement"]), className="tile-value")
    scope = [visit.words.entity(row["entity"]), visit.words.period(row["period"], row["sense"])]
    return html.Div([
        tray.collect(visit, "statement", f"{label}, {scope[0]}", id=row["statement"]),
        html.P(label, className="tile-label"),
        html.P([value, marks.conflict(visit, row)], className="tile-number"),
        html.P("" if kind in ("percent", "rank", "currency") else unit, className="tile-unit"),
        html.P(aside, className="tile-aside") if aside else None,
        html.P(" · ".join(scope), className="tile-scope"),
    ], className="tile")


def tiles(*made) -> html.Div:
    """Tiles in a row; those that have no number are left out by the page, with a word."""
    return html.Div([tile_ for tile_ in made if tile_ is not None], className="tiles")


def table(head: list[str], rows: list[list], numeric: tuple[int, ...] = (), caption: str = "", stacked: bool = True) -> html.Div:
    """A plain table; `numeric` columns are aligned on the right, with tabular figures."""
    def cell(n, content):
        return html.Td(content, className="num" if n in numeric else "", **{"data-label": head[n]})

    return html.Div(html.Table([
        html.Caption(caption, className="visually-hidden") if caption else None,
        html.Thead(html.Tr([html.Th(text, scope="col", className="num" if n in numeric else "") for n, text in enumerate(head)])),
        html.Tbody([html.Tr([cell(n, content) for n, content in enumerate(row)]) for row in rows]),
    ], className="stacked" if stacked else ""), className="table", tabIndex="0", role="region", **{"aria-label": caption or head[0]})


def rows_table(visit: Visit, rows, ranked: bool = False) -> html.Div:
    """Observation rows as a table: whose, how much as said, what is counted, when, who says so."""
    words = visit.words
    head = [words(f"column.{name}") for name in ("entity", "value", "counts", "period", "source")]
    cells = [
        [html.A(words.entity(row["entity"]), href=visit.entity_link(row["entity"])),
         html.Span([html.A(words.value(row["value"], row["value_high"], row["qualifier"], row["status"], row["unit"]),
                           href=visit.card(row["statement"]), className="said"), marks.conflict(visit, row)]),
         words.code("counts", row["counts"]), words.period(row["period"], row["sense"]),
         html.A(words.producer(row["source"]), href=visit.link(f"/sources/{row['source']}"))]
        for row in rows.to_dict("records")
    ]
    return table(head, cells, numeric=(1,), caption=words("table.caption"))


def outside(visit: Visit, given: str):
    """An address as a link that a reader may follow; only http and https, never fetched here."""
    if given == "unknown":
        return visit.words("value.unknown")
    if not given.startswith(("https://", "http://")):
        return given
    return html.A(given, href=given, rel="noopener noreferrer external", target="_blank", className="outside")


def indicator_options(visit: Visit, ids) -> list[dict]:
    """Indicators as picker options, grouped by theme."""
    groups: dict[str, list[dict]] = {}
    for indicator_id in ids:
        theme = visit.register.indicators[indicator_id].theme
        groups.setdefault(theme, []).append({"value": indicator_id, "label": visit.words.indicator(indicator_id)})
    order = list(visit.register.codes["themes"])
    return [
        {"group": visit.words.code("themes", theme), "items": sorted(groups[theme], key=lambda option: option["label"])}
        for theme in sorted(groups, key=order.index)
    ]


def entity_options(visit: Visit, ids) -> list[dict]:
    """Entities as picker options, grouped by kind."""
    groups: dict[str, list[dict]] = {}
    for entity_id in ids:
        kind = visit.register.entities[entity_id].kind
        groups.setdefault(kind, []).append({"value": entity_id, "label": visit.words.entity(entity_id)})
    return [{"group": visit.words(f"kinds.{kind}"), "items": sorted(groups[kind], key=lambda option: option["label"])}
            for kind in sorted(groups)]


def page_number(visit: Visit) -> int:
    """The page of a long list that the address asks for, from 1."""
    given = visit.given.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 7 else 1


def pages(visit: Visit, path: str, page: int, last: int, **kept) -> html.Nav | None:
    """The way through a list of several pages."""
    if last < 2:
        return None
    ways = [("previous", page - 1), ("next", page + 1)]
    links = [html.A(visit.words(f"pages.{way}"), href=visit.link(path, page=str(to), **kept), rel="prev" if way == "previous" else "next")
             for way, to in ways if 1 <= to <= last]
    return html.Nav([html.Span(visit.words("pages.here", page=page, last=last)), *links], className="actions pages",
                    **{"aria-label": visit.words("pages.label")})


def empty(title: str, explanation: str, *links) -> html.Div:
    """Nothing to show, and why; with ways on."""
    return html.Div([html.P(title, className="empty-title"), html.P(explanation), html.P(list(links)) if links else None],
                    className="empty", role="status")


def picker(visit: Visit, name: str, options: list[tuple[str, str]] | list[dict], value: str, searchable: bool = True) -> dmc.Select:
    """One bold word of a control sentence: a choice among options (value, text)."""
    return dmc.Select(
        id={"choice": name}, data=_options(options), value=value, allowDeselect=False, searchable=searchable,
        nothingFoundMessage=visit.words("picker.nothing"), size="sm", comboboxProps=LIST,
        className="picker", attributes={"input": {"aria-label": visit.words(f"choice.{name}")}},
        maxDropdownHeight=320,
    )


def multi_picker(visit: Visit, name: str, options, values, most: int = 8) -> dmc.MultiSelect:
    """Several choices among options, as removable words."""
    return dmc.MultiSelect(
        id={"choice": name}, data=_options(options), value=list(values), searchable=True, maxValues=most, size="sm",
        nothingFoundMessage=visit.words("picker.nothing"), comboboxProps=LIST, className="picker several",
        placeholder=visit.words("picker.add") if len(values) < most else "", hidePickedOptions=True,
        attributes={"inputField": {"aria-label": visit.words(f"choice.{name}")}}, maxDropdownHeight=320,
    )


def switch(visit: Visit, name: str, options: list[tuple[str, str]], value: str) -> dmc.SegmentedControl:
    """A choice among a few, all in sight: chart, table, map."""
    return dmc.SegmentedControl(
        id={"choice": name}, data=_options(options), value=value, size="xs", className="switch",
        attributes={"root": {"aria-label": visit.words(f"choice.{name}")}},
    )


def _options(options) -> list[dict]:
    return [o if isinstance(o, dict) else {"value": o[0], "label": o[1]} for o in options]


def controls(*parts) -> html.Div:
    """A control sentence: words and pickers in one line."""
    return html.Div([html.Span(p, className="word") if isinstance(p, str) else p for p in parts], className="controls")
