"""What nothing changes goes to the browser as HTML: the same page in far fewer parts, with all that lives in it."""

import subprocess
import sys

import dash_mantine_components as dmc
import pytest
from dash import dcc, html
from dash.development.base_component import Component
from shipped import PROJECT, components, view

from layouts import still
from layouts.plain import Plain, plain

PATHS = ("/", "/map", "/compare", "/trends", "/clusters", "/cluster/kharkiv-it-cluster", "/sources", "/slides", "/imports",
         "/figures", "/api")


def lives(tree) -> list[tuple[str, str]]:
    """What is more than an element, or has an id: by kind and id, in order."""
    return [(one._type, str(getattr(one, "id", ""))) for one in components(tree)
            if not isinstance(one, Plain) and (one._namespace != "dash_html_components" or hasattr(one, "id"))]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_reads_the_same_and_keeps_all_that_lives(path):
    body = view(path)
    light = plain(body)
    assert still.still(light) == still.still(body)
    assert lives(light) == lives(body)


def test_a_page_of_many_elements_is_few_parts():
    body = view("/sources")
    assert len(list(components(plain(body)))) < len(list(components(body))) / 10


def test_what_keeps_what_a_reader_did_stays_a_component_and_so_does_all_around_it():
    light = plain(html.Div([html.P("a"), html.Details([html.Summary("b"), html.P("c")]), html.Select([html.Option("d")])]))
    assert [type(one).__name__ for one in light.children] == ["Plain", "Details", "Select"]
    assert [type(one).__name__ for one in light.children[1].children] == ["Plain", "Plain"]


def test_parts_around_a_picker_or_a_picture_are_html_and_these_are_not():
    body = html.Section([html.H2(["a", html.B("b")]), dmc.MantineProvider([html.P("c", id="d"), dcc.Graph(figure={})])], className="e")
    light = plain(body)
    assert isinstance(light, html.Section)
    assert light.children[0].to_plotly_json() == {
        "type": "Plain", "namespace": "atlas", "props": {"tag": "h2", "given": {}, "inside": "a<b>b</b>"}}
    assert [one._type for one in light.children[1].children] == ["P", "Graph"]


def test_texts_are_escaped_and_attributes_go_as_they_are_given():
    light = plain(html.A(["<script>", html.I("&")], href='/?a="<', className="x", n_clicks=0, **{"aria-label": "<y>"}))
    assert light.inside == "&lt;script&gt;<i>&amp;</i>"
    assert light.given == {"href": '/?a="<', "className": "x", "aria-label": "<y>"}


def test_an_element_that_holds_nothing_has_nothing_inside():
    assert still.still(plain(html.P([html.Img(src="/a.svg", alt="a"), html.Br()]))) == '<p><img alt="a" src="/a.svg"><br></p>'


def test_the_given_components_are_left_as_they_are():
    body = html.Div([html.P(html.B("a")), html.Div(html.P("b"), id="c")])
    before = body.to_plotly_json()
    plain(body)
    assert body.to_plotly_json() == before
    assert isinstance(body.children[0], html.P)


def test_attributes_stand_in_the_same_order_in_every_process():
    """A page is the same to the letter from all workers, or none of its readers would be told that it has not changed."""
    assert list(still.given(html.A("a", title="t", href="/", className="c"))) == ["children", "className", "href", "title"]


def test_a_component_is_an_element_for_dash():
    assert isinstance(plain(html.P("a")), Component)


def test_every_worker_sends_the_same_page_to_the_letter():
    code = ("from dash import html; from dash._utils import to_json; from layouts.plain import plain; "
            "print(to_json(plain(html.Details('a', id='b', **{f'data-{letter}': letter for letter in 'cdefgh'}))))")
    said = {subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env={"PYTHONHASHSEED": seed, "PATH": ""}, check=True,
                           capture_output=True, text=True).stdout for seed in ("1", "2", "3")}
    assert len(said) == 1
