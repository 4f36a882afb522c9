"""The first answer holds all that the browser would ask for: the page as HTML, the same page as data, and what Dash must know."""

import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from served import serving
from shipped import PROJECT, view, visit

from layouts import pages, shell

PATHS = ("/", "/map?lang=uk", "/compare?lang=en&as=history", "/slides?lang=en", "/sources", "/no/such/page",
         "/figures?q=%3C%2Fscript%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")

PLACES = {"/cluster/": "kharkiv-it-cluster", "/region/": "UA-63", "/figure/": "B104", "/sources/": "kharkiv_annual_meeting_2023",
          "/releases/": "1...2"}
EVERY = sorted(path + PLACES.get(path, "") for path in pages.found())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    room = tmp_path_factory.mktemp("first")
    with serving(PROJECT, room, "--database", f"sqlite:///{room}/atlas.sqlite") as serves:
        yield serves


class Elements(HTMLParser):
    """The scripts of a page with their attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.scripts.append((dict(attrs), ""))
        self.within = tag == "script"

    def handle_data(self, data):
        if self.within:
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)

    def handle_endtag(self, tag):
        self.within = False


def layout(page: str) -> dict:
    """The page as data."""
    return next(json.loads(text) for attributes, text in Elements(page).scripts if attributes.get("id") == "layout")


def placed(layout: dict, wanted: str) -> dict:
    """The properties of one component right under the root."""
    return next(child["props"] for child in layout["props"]["children"] if child["props"].get("id") == wanted)


@pytest.mark.parametrize("path", PATHS)
def test_the_page_as_data_is_what_the_callback_would_answer(site, path):
    found = layout(site.ask(path).text)
    address, _, search = path.partition("?")
    answered = site.page(address, f"?{search}" if search else "")
    assert placed(found, "page")["children"] == answered["page"]["children"]
    assert placed(found, "told")["data"] == answered["told"]["data"]


@pytest.mark.parametrize("path", PATHS)
def test_no_text_of_a_page_ends_the_element_that_holds_it_as_data(site, path):
    page = site.ask(path).text
    scripts = Elements(page).scripts
    assert {attributes.get("type") for attributes, text in scripts if text} <= {"application/json", "application/ld+json"}
    assert [attributes["id"] for attributes, _ in scripts if "id" in attributes] == ["_dash-renderer", "layout", "_dash-config"]


def test_scripts_are_fetched_when_the_page_is_painted(site):
    page = site.ask("/compare").text
    scripts = [attributes for attributes, _ in Elements(page).scripts]
    assert [attributes["src"].partition("?")[0] for attributes in scripts if "src" in attributes] == ["/bundles/early.js"]
    later = [re.sub(r"[?.](v|min).*", "", attributes["data-src"].rpartition("/")[2]) for attributes in scripts if "data-src" in attributes]
    assert later[0] == "dash-renderer.js"
    assert later[-1] == "own.js"
    assert {"dash_core_components", "dash_mantine_components"} <= set(later)
    assert "preload" not in page


def test_what_dash_must_know_of_callbacks_comes_with_the_scripts(site):
    address = re.search(r'data-src="(/bundles/own\.js\?v=\w+)"', site.ask("/").text)[1]
    told = re.search(r"window\.atlasCallbacks = (\[.*?\]);\n", site.ask(address).text)[1]
    assert json.loads(told) == json.loads(site.ask("/_dash-dependencies").text)


def ids(one) -> list[str]:
    """The ids of a tree of components, in order."""
    if isinstance(one, (list, tuple)):
        return [found for part in one for found in ids(part)]
    if not hasattr(one, "to_plotly_json"):
        return []
    own = getattr(one, "id", None)
    return [*([str(own)] if own else []), *ids(getattr(one, "children", None))]


@pytest.mark.parametrize("path", EVERY)
def test_no_two_parts_of_a_page_have_the_same_id(path):
    visited = visit(path)
    whole = shell.root(shell.frame(visited, pages.found(), None, view(path)), {})
    assert [one for one, count in Counter(ids(whole)).items() if count > 1] == []
