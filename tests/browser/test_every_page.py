"""Every page in a real browser, in both languages, light and dark, on a desk and on a phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from reading import PHONE, WIDE, Reading

from layouts import pages

NAMES = {"en": "Cluster Atlas", "uk": "Атлас кластерів"}
TITLES = {
    "/": {"en": "Overview", "uk": "Огляд"},
    "/map": {"en": "Map", "uk": "Карта"},
    "/map?indicator=member_companies": {"en": "Map", "uk": "Карта"},
    "/clusters": {"en": "Clusters", "uk": "Кластери"},
    "/compare": {"en": "Compare", "uk": "Порівняння"},
    "/compare?as=history&entities=kharkiv-it-cluster,lviv-it-cluster": {"en": "Compare", "uk": "Порівняння"},
    "/compare?as=table": {"en": "Compare", "uk": "Порівняння"},
    "/trends": {"en": "Trends", "uk": "Динаміка"},
    "/trends?measure=index": {"en": "Trends", "uk": "Динаміка"},
    "/events": {"en": "Events and education", "uk": "Події та освіта"},
    "/alliance": {"en": "Alliance", "uk": "Альянс"},
    "/figures": {"en": "Figures", "uk": "Показники"},
    "/slides": {"en": "Slides", "uk": "Слайди"},
    "/api": {"en": "API for programs", "uk": "API для програм"},
    "/releases": {"en": "Releases", "uk": "Випуски"},
    "/imports": {"en": "Bring a file", "uk": "Додати файл"},
    "/sources": {"en": "Sources and doubts", "uk": "Джерела й сумніви"},
}
PROFILES = ("/figure/B027", "/figure/K016", "/figure/O070", "/releases/1...1",
            "/sources/kharkiv_annual_meeting_2023", "/cluster/kharkiv-it-cluster", "/cluster/mykolaiv-it-cluster",
            "/region/UA-63", "/region/UA-43")
"""Pages whose title is their sentence: the name of a source, a place, a statement."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OTHER = {"light": "dark", "dark": "light"}
FIRST_THEME = {WIDE: "light", PHONE: "dark"}
"""The theme that the reader of a width prefers; the other one is chosen with the button."""

AT_REST = "Promise.allSettled(document.getAnimations().map(animation => animation.finished)).then(() => true)"

axe = Axe()


@dataclass(frozen=True)
class Seen:
    """What one page was like: `violations` of accessibility by theme, `too_wide_px` how far it runs out of the screen,
    `themes` the preferred one and the one after the button."""

    troubles: list[str]
    violations: dict[str, list[str]]
    too_wide_px: int
    headings: int
    language: str
    title: str
    themes: list[str]


@pytest.fixture(params=[WIDE, PHONE])
def page(request: pytest.FixtureRequest, contexts: Callable[[int, str], BrowserContext]) -> Iterator[Page]:
    """A page on a desk or on a phone, of a reader who prefers one theme; what the page keeps is forgotten afterwards."""
    opened = contexts(request.param, FIRST_THEME[request.param]).new_page()
    yield opened
    opened.evaluate("localStorage.clear()")
    opened.close()


@pytest.mark.parametrize("path", [*TITLES, *PROFILES])
@pytest.mark.parametrize("language", NAMES)
def test_a_page_runs_clean_fits_the_screen_breaks_no_rule_of_accessibility_and_has_its_name(
        page: Page, address: str, path: str, language: str) -> None:
    first = FIRST_THEME[page.viewport_size["width"]]
    reader = Reading(page, address).open(path, language)
    name = TITLES[path][language] if path in TITLES else reader.sentence.first.inner_text()
    assert _seen(reader) == Seen(
        troubles=[], violations={"light": [], "dark": []}, too_wide_px=0, headings=1, language=language,
        title=f"{name} · {NAMES[language]}", themes=[first, OTHER[first]])


def test_every_page_of_the_site_is_looked_at() -> None:
    seen = [address.partition("?")[0] for address in (*TITLES, *PROFILES)]
    assert set(pages.found()) == {pages.at(pages.found(), address)[0].path for address in seen}


def _seen(reader: Reading) -> Seen:
    """The page in the theme that it came in, and in the other."""
    page, violations = reader.page, {}
    violations[_theme(page)] = _violations(page)
    page.locator("#theme").click()
    page.evaluate(AT_REST)
    violations[_theme(page)] = _violations(page)
    return Seen(
        reader.troubles, violations, page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        reader.sentence.count(), page.locator("html").get_attribute("lang"), page.title(), list(violations))


def _theme(page: Page) -> str:
    return page.locator("html").get_attribute("data-theme")


def _violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 A and AA: the rule, and where."""
    found = axe.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{broken['id']}: {node['target']} {node['failureSummary']}" for broken in found for node in broken["nodes"]]
