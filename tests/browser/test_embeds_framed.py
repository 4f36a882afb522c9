"""Embeds in a page of another origin, in a real browser with JavaScript off: seen, read, small, and without a request elsewhere."""

import threading
from collections.abc import Callable, Iterator
from functools import cache
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
import shipped
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from publish.embeds import code
from publish.pictures.picture import Picture, picture

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MOST_BYTES, MOST_REQUESTS = 60_000, 3
ITEMS = (
    "series?indicators=ict_service_exports_bop,it_exports_nbu,it_export_revenue&entities=ukraine", "membership?entity=kharkiv-it-cluster",
    "ranking?indicator=member_companies", "founding", "bars?id=K008", "map?indicator=higher_education_institutions", "clusters",
    "region?entity=UA-63", "statement?id=K016", "headlines", "table?id=K016,K015,K004", "directory", "pipeline", "members", "aid",
    "conflicts", "events?entity=kharkiv-it-cluster",
)
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll('svg')].filter(svg => svg.clientWidth).flatMap(svg =>
  [...svg.querySelectorAll('text')].map(text => text.getAttribute('font-size') * svg.clientWidth / svg.viewBox.baseVal.width)), 99)"""


@cache
def made(item: str) -> Picture:
    name, _, choices = item.partition("?")
    return picture(shipped.visit("/", lang="uk"), name, dict(parse_qsl(choices)))


class Outer:
    """A page of another origin that frames what it is given."""

    def __init__(self) -> None:
        self.body = ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = f"<!doctype html><title>An article</title><body>{outer.body}".encode()
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *given) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def outer() -> Iterator[Outer]:
    made = Outer()
    yield made
    made.server.shutdown()


@pytest.fixture
def article(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages without JavaScript, in a width and a preferred theme."""
    made = []

    def opened(width: int = 1100, theme: str = "light", script: bool = False) -> Page:
        context = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 900}, color_scheme=theme)
        made.append(context)
        return context.new_page()

    yield opened
    for context in made:
        context.close()


def framed(address: str, item: str, width: int, height: int = 900, **choices: str) -> str:
    given = "&".join(f"{name}={value}" for name, value in choices.items())
    source = f"{address}/embed/{item}{'&' if '?' in item else '?'}{given}"
    return f'<iframe src="{escape(source)}" width="{width}" height="{height}" title="{escape(item)}"></iframe>'


def watched(page: Page) -> tuple[list[str], list[int], list[str]]:
    """What a page asks for, how many bytes come over the wire, and what goes wrong, filled while it is read."""
    asked: list[str] = []
    sizes: list[int] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("requestfailed", lambda request: wrong.append(f"{request.url} {request.failure}"))
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    return asked, sizes, wrong


def test_every_figure_is_seen_in_an_article_of_another_origin_without_javascript(address, outer, article):
    outer.body = "".join(framed(address, item, 640, lang="uk") for item in ITEMS)
    page = article()
    asked, sizes, wrong = watched(page)
    page.goto(outer.address, wait_until="networkidle")
    for item, frame in zip(ITEMS, page.frames[1:], strict=True):
        assert frame.locator("h1").is_visible() and frame.locator("footer a").is_visible(), item
        drawings = [one.is_visible() for one in frame.locator("svg").all()]
        assert sum(drawings) == (1 if drawings else 0), item
        if drawings:
            seen = frame.locator("svg:visible").bounding_box()
            assert 500 < seen["width"] <= 640 and seen["height"] > 60, item
            assert not frame.locator("table").first.is_visible(), item
            frame.locator("summary").click()
        assert frame.locator("table").first.is_visible(), f"{item}: rows open without a script"
    own = [url for url in asked if not url.startswith(f"{outer.address}/")]
    assert all(url.startswith(f"{address}/") for url in own)
    assert len(own) <= MOST_REQUESTS * len(ITEMS) and max(map(own.count, own)) == 1
    assert max(sizes) <= MOST_BYTES
    assert wrong == []


@pytest.mark.parametrize("width", [320, 409, 410, 640, 1180])
def test_an_embed_is_readable_and_passes_no_edge_in_every_width(width, address, outer, article):
    read = ("ranking?indicator=member_companies", "map?indicator=higher_education_institutions", "headlines", "directory")
    outer.body = "".join(framed(address, item, width, lang="uk") for item in read)
    page = article(1240)
    page.goto(outer.address, wait_until="networkidle")
    for item, frame in zip(read, page.frames[1:], strict=True):
        assert frame.evaluate("document.documentElement.scrollWidth") <= width, item
        assert frame.evaluate(SMALLEST_TEXT) >= 9.7, item
        assert len(frame.locator("svg:visible").all()) == (item != "directory")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_embed_follows_the_theme_that_the_reader_prefers_unless_it_is_told_one(theme, address, outer, article):
    outer.body = "".join(framed(address, "founding", 400, theme=wanted) for wanted in ("auto", "light", "dark"))
    page = article(theme=theme)
    page.goto(outer.address, wait_until="networkidle")
    grounds = [frame.evaluate("getComputedStyle(document.body).backgroundColor") for frame in page.frames[1:]]
    light, dark = "rgb(255, 255, 255)", "rgb(16, 22, 28)"
    assert grounds == [dark if theme == "dark" else light, light, dark]
    bars = {frame.evaluate("getComputedStyle(document.querySelector('svg text')).fill") for frame in page.frames[1:]}
    assert len(bars) == 2, "paints are resolved, and differ between the grounds"


@pytest.mark.parametrize("item,width,theme", [
    ("series?indicators=ict_service_exports_bop&entities=ukraine,poland", 320, "dark"), ("map?indicator=population", 1000, "light"),
    ("directory", 320, "light"), ("headlines", 1000, "dark"), ("nothing", 320, "light"),
    ("ranking?indicator=member_companies", 640, "dark"),
])
def test_axe_finds_nothing_in_an_embed(item, width, theme, address, article):
    page = article(width, theme, script=True)
    page.goto(f"{address}/embed/{item}{'&' if '?' in item else '?'}lang=uk")
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("size", code.WIDTHS)
def test_the_frame_that_the_code_makes_is_high_enough_for_all_of_its_figure(size, address, outer, article):
    visit = shipped.visit("/", lang="uk")
    coded = [code.code(visit, made(item), code.Wish(size=size), address, visit.maps["ukraine_oblasts"]) for item in ITEMS]
    outer.body = "".join(one.frame.replace('loading="lazy"', "") for one in coded)
    page = article(1100)
    page.goto(outer.address, wait_until="networkidle")
    for item, one, frame in zip(ITEMS, coded, page.frames[1:], strict=True):
        given = int(one.frame.partition('height="')[2].partition('"')[0])
        needed = frame.evaluate("document.querySelector('main').getBoundingClientRect().height")
        assert needed <= given <= needed * 1.25 + 120, (item, needed, given)


def test_a_block_shows_its_picture_without_a_script_and_leads_to_the_page(address, outer, article):
    made = code.of(shipped.visit("/", lang="uk"), "ranking?indicator=member_companies", code.Wish(), address)
    outer.body = made.block.replace('loading="lazy"', "")
    for theme, width, form in (("light", 1000, "width=640"), ("dark", 1000, "theme=dark&width=640"), ("light", 400, "width=340")):
        page = article(width, theme)
        asked, sizes, wrong = watched(page)
        page.goto(outer.address, wait_until="networkidle")
        (fetched,) = [url for url in asked if url.startswith(address)]
        assert fetched.endswith(form)
        assert page.locator("img").evaluate("image => image.naturalWidth") in (640, 340)
        assert sum(sizes) <= MOST_BYTES and wrong == []
        assert page.locator("figcaption a").get_attribute("href") == unescape(page.locator("figure > a").get_attribute("href"))


def test_twelve_embeds_in_one_article_ask_for_twelve_small_pages_and_nothing_else(address, outer, article):
    outer.body = "".join(framed(address, item, 360, lang="en") for item in ITEMS[:12])
    page = article()
    asked, sizes, wrong = watched(page)
    page.goto(outer.address, wait_until="load")
    assert all(frame.locator("h1").is_visible() for frame in page.frames[1:])
    own = [url for url in asked if url.startswith(f"{address}/")]
    assert len(own) == 12 and {*asked} - {*own} <= {f"{outer.address}/", f"{outer.address}/favicon.ico"}
    assert sum(sizes) <= 12 * MOST_BYTES / 3
    assert wrong == []


def test_the_pages_themselves_cannot_be_framed(address, outer, article):
    outer.body = f'<iframe src="{address}/compare" title="a page"></iframe>'
    page = article()
    page.goto(outer.address, wait_until="load")
    assert page.frames[1].locator("h1").count() == 0
