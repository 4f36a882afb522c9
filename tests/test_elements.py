"""Elements are made without Dash's look at them: here it looks at every element of every page."""

import json

import pytest
from dash import html as usual
from dash._utils import to_json
from shipped import components, view

from layouts import html, pages

PLACES = {"/cluster/": "kharkiv-it-cluster", "/region/": "UA-63", "/figure/": "B104", "/sources/": "kharkiv_annual_meeting_2023",
          "/releases/": "1...2"}
EVERY = sorted(path + PLACES.get(path, "") for path in pages.found())


@pytest.mark.parametrize("path", EVERY)
def test_dash_would_make_every_element_of_a_page_alike(path):
    found = [one for one in components(view(path)) if one._namespace == "dash_html_components"]
    assert found
    for one in found:
        again = getattr(usual, one._type)(**vars(one))  # refuses names and values that the element does not have
        assert again.to_plotly_json() == one.to_plotly_json()


def test_an_element_is_one_of_dash_and_the_browser_is_told_the_same():
    def tree(made):
        return made.Section([made.H2("a"), made.P(["b", made.B("c")], id="d"), made.Br()], className="e", **{"data-f": "g"})

    assert isinstance(html.Section(), usual.Section)
    assert json.loads(to_json(tree(html))) == json.loads(to_json(tree(usual)))


def test_an_element_that_does_not_exist_is_told():
    with pytest.raises(AttributeError, match="there is no element Sectoin"):
        html.Sectoin  # noqa: B018 - asking is what is tried
