"""The page before its scripts: the same words, links and marks as the living page, as plain HTML and SVG."""

import re
from html import unescape

import dash_ag_grid
import dash_mantine_components as dmc
from dash import dcc, html
from lxml import etree
from shipped import drawn, view, visit

from layouts import still, still_picture, theme
from layouts.figures import series

EXPORTS = ("ict_service_exports_bop", "it_exports_nbu", "it_export_revenue")


def words_of(component) -> list[str]:
    """Every text of a tree of components, in order."""
    if isinstance(component, (list, tuple)):
        return [text for part in component for text in words_of(part)]
    if component is None or isinstance(component, bool):
        return []
    if not hasattr(component, "to_plotly_json"):
        return [str(component)]
    return words_of(getattr(component, "children", None))


def texts_of(markup: str) -> str:
    """What a reader of the HTML reads, without spaces."""
    return "".join(etree.fromstring(f"<div>{markup}</div>", etree.HTMLParser()).itertext()).replace(" ", "")


def test_the_still_page_says_every_word_of_the_living_one():
    for path in ("/", "/map", "/compare", "/cluster/kharkiv-it-cluster", "/sources"):
        body = view(path)
        said = texts_of(still.still(body))
        missing = [text for text in words_of(body) if "".join(text.split()) not in "".join(said.split())]
        assert missing == [], path


def test_texts_and_attributes_are_escaped():
    made = still.still(html.A(["<script>alert(1)</script> & more"], href='/x?a=1&b="2"', title="<b>"))
    assert made == ('<a href="/x?a=1&amp;b=&quot;2&quot;" title="&lt;b&gt;">'
                    "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</a>")


def test_ids_are_left_out_for_the_living_page_brings_them():
    assert still.still(html.Div("a", id="page", className="x", tabIndex="0", hidden=True)) == '<div class="x" hidden tabindex="0">a</div>'


def test_a_picker_shows_the_words_of_what_is_chosen():
    grouped = [{"group": "Members", "items": [{"value": "a", "label": "Companies <all>"}, {"value": "b", "label": "Partners"}]}]
    made = still.still(dmc.MantineProvider([dmc.Select(data=grouped, value="a"), dmc.MultiSelect(data=grouped, value=["b", "a"])]))
    assert "Companies &lt;all&gt;" in made
    assert "<b>Partners</b><b>Companies &lt;all&gt;</b>" in made


def test_the_scripts_that_a_page_needs_are_known_from_its_components():
    plain = html.Div([html.P("a"), dcc.Link("b", href="/")])
    assert still.drawn_by(plain) == {"dash_html_components", "dash_core_components"}
    assert "plotly" in still.drawn_by(html.Div(dcc.Graph(figure={"data": [], "layout": {}})))
    assert "dash_ag_grid" in still.drawn_by([html.Div([dash_ag_grid.AgGrid()])])
    assert "dash_mantine_components" not in still.drawn_by(view("/"))


def test_the_still_chart_has_every_point_label_and_line_of_the_plotly_one():
    reader = visit("/")
    chart = series.draw(reader, series.data(reader, ["ukraine"], EXPORTS))
    figure = theme.plotly(chart)
    markup = still_picture.picture(figure)
    etree.fromstring(markup)
    points = [trace for trace in figure["data"] if "marker" in trace]
    assert len(re.findall(r"<circle|<path d=\"M-", markup)) == sum(len(trace["x"]) for trace in points)
    said = texts_of(markup)
    for trace in points:
        for text in filter(None, trace["text"]):
            assert unescape(text).replace(" ", "") in said
    for text in figure["layout"]["yaxis"]["ticktext"]:
        assert text.replace(" ", "") in said
    dashed = [trace for trace in figure["data"] if trace.get("line", {}).get("dash") == "dash"]
    assert markup.count("stroke-dasharray") == len(dashed)


def test_the_still_map_has_every_outline_and_every_dot():
    figure = next(one for one in drawn(view("/map")) if not one["layout"].get("height"))
    markup = still_picture.picture(figure, "map-graph")
    etree.fromstring(markup)
    assert markup.count('fill-rule="evenodd"') == sum(1 for trace in figure["data"] if trace.get("fill")) == 27
    assert markup.count("<circle") == sum(len(trace["x"]) for trace in figure["data"] if "marker" in trace)


def test_a_still_mark_shows_what_its_living_one_shows_of_doubt():
    """A ring where sources differ, pale for about, hatching for not reported."""
    reader = visit("/")
    figure = theme.plotly(series.draw(reader, series.data(reader, ["ukraine"], EXPORTS)))
    markup = still_picture.picture(figure)
    markers = [trace["marker"] for trace in figure["data"] if "marker" in trace]
    rings = sum(bool(width) for marker in markers for width in marker["line"]["width"])
    assert markup.count('stroke="#14202b" stroke-width="2"') == rings > 0
    assert markup.count('opacity="0.55"') == sum(pale != 1 for marker in markers for pale in marker["opacity"]) > 0
    outlines = next(one for one in drawn(view("/map")) if not one["layout"].get("height"))
    hatched = sum("fillpattern" in trace for trace in outlines["data"])
    assert still_picture.picture(outlines).count('fill="url(#still-hatch)"') == hatched > 0


def test_the_still_chart_and_the_living_one_have_the_same_room_and_the_same_days():
    """Plotly would measure both by drawing twice, and the picture would move when it comes alive."""
    reader = visit("/", lang="uk")
    chart = series.draw(reader, series.data(reader, ["ukraine"], EXPORTS))
    layout = theme.plotly(chart)["layout"]
    assert "automargin" not in layout["xaxis"] | layout["yaxis"]
    first, last = layout["xaxis"]["range"]
    assert first < min(point.day for point in chart.points) <= max(point.day for point in chart.points) < last
    room = layout["margin"]
    assert f"padding:{room['t']}px {room['r']}px {room['b']}px {room['l']}px" in still_picture.picture(theme.plotly(chart))
    assert room["l"] > 7 * max(len(text) for _, text in chart.ticks)


def test_what_a_mark_tells_fits_a_phone_and_is_no_markup():
    lines = theme.told("EDBO register: rows with «Zhytomyr» in the column «Region (of the legal entity)»\nWorld Bank").split("<br>")
    assert lines == ["EDBO register: rows with «Zhytomyr» in the", "column «Region (of the legal entity)»", "World Bank"]
    assert theme.told("<b>x</b>\n& y") == "&lt;b&gt;x&lt;/b&gt;<br>&amp; y"


def test_markup_in_a_label_stays_text():
    figure = {"data": [{"type": "scatter", "mode": "markers+text", "x": ["2024-01-01"], "y": [1], "text": ["&lt;img src=x&gt;"],
                        "textposition": ["top center"], "marker": {"size": [8], "color": "#123456", "symbol": ["circle"]}}],
              "layout": theme.layout(300)}
    assert "&lt;img src=x&gt;" in still_picture.picture(figure)
    assert "<img" not in still_picture.picture(figure)
