"""The first visit: the page stands before its scripts, with little on the wire, and the living page takes its place."""

import pytest
from playwright.sync_api import Browser, Page, expect
from reading import PATIENCE_MS, SETTLED, scripts_held

MOST_BYTES, MOST_BYTES_AGAIN, MOST_REQUESTS = 900_000, 30_000, 16


WIRE = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map(one => [one.name, one.transferSize])"""


def opened(page: Page, address: str) -> dict[str, int]:
    """Bytes on the wire, headers counted, by address: 0 for what the browser has kept."""
    page.goto(address)
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    return dict(page.evaluate(WIRE))


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


def test_the_first_page_is_small_and_a_second_visit_asks_for_next_to_nothing(page: Page, address: str):
    first = opened(page, f"{address}/?lang=en")
    assert page.locator(".js-plotly-plot").count() == 2
    assert sum(first.values()) <= MOST_BYTES, first
    assert len(first) <= MOST_REQUESTS, first
    assert [address for address in first if "/_dash-layout" in address or "/_dash-dep" in address or "/_dash-up" in address] == []
    again = opened(page, f"{address}/?lang=en")
    assert sum(again.values()) <= MOST_BYTES_AGAIN, again


def test_pickers_and_grid_bring_their_scripts_only_where_they_are(page: Page, address: str):
    def packages(path: str) -> set[str]:
        opened(page, f"{address}{path}")
        sources = page.evaluate("[...document.scripts].map(one => one.src)")
        return {name for name in ("dash_mantine_components", "dash_ag_grid") if any(f"/{name}/" in source for source in sources)}

    assert packages("/?lang=en") == set()
    assert packages("/compare?lang=en") == {"dash_mantine_components"}
    assert packages("/figures?lang=en") == {"dash_mantine_components", "dash_ag_grid"}


@pytest.mark.parametrize(("language", "said"), [("en", "Ukraine exported ICT services"), ("uk", "Україна")])
def test_without_scripts_the_page_is_read_whole(browser: Browser, address: str, language: str, said: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/?lang={language}")
    expect(page.locator("h1")).to_contain_text(said)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".still-picture")).to_have_count(2)
    assert page.locator(".still-picture path").count() > 27
    page.get_by_role("link", name="over 600" if language == "en" else "понад 600").first.click()
    expect(page.locator("h1")).to_contain_text("600")
    context.close()


def test_the_living_page_stands_where_the_still_one_stood(page: Page, address: str):
    """Nothing jumps: headings, pictures and tables keep their places within a line."""
    places = """(where) => [...document.querySelectorAll('h1, h2, figure, table')].filter(one => one.closest(where))
      .map(one => Math.round(one.getBoundingClientRect().top + scrollY))"""
    with scripts_held(page):
        page.goto(f"{address}/?lang=en", wait_until="commit")
        page.wait_for_function("() => document.readyState !== 'loading'")
        before = page.evaluate(places, "#still")
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    after = page.evaluate(places, "#page")
    assert len(before) == len(after) > 5
    assert max(abs(a - b) for a, b in zip(before, after, strict=True)) <= 24
