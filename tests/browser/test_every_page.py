"""Every page in a real browser, in both languages, light and dark, on a desk and on a phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from reading import PHONE, WIDE, Reading

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
    "/figures?open=B027": {"en": "International Trade Council: over 2,000 persons", "uk": "International Trade Council: понад 2 000 осіб"},
    "/sources": {"en": "Sources and doubts", "uk": "Джерела й сумніви"},
}
PROFILES = ("/sources/kharkiv_annual_meeting_2023", "/cluster/kharkiv-it-cluster", "/cluster/mykolaiv-it-cluster",
            "/region/UA-63", "/region/UA-43")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OTHER = {"light": "dark", "dark": "light"}
FIRST_THEME = {WIDE: "light", PHONE: "dark"}
"""The theme that the reader of a width prefers; the other one is chosen with the button."""

AT_REST = "Promise.all(document.getAnimations().map(animation => animation.finished)).then(() => true)"

axe = Axe()


@dataclass(frozen=True)
class Seen:
    """What one page was like: `violations` of accessibility by theme, `too_wide_px` how far it runs out of the screen."""

    troubles: list[str]
    violations: dict[str, list[str]]
    too_wide_px: int
    headings: list[str]
    language: str
    title: str
    themes: list[str]


@pytest.fixture(scope="module", params=[*TITLES, *PROFILES])
def path(request: pytest.FixtureRequest) -> str:
    """The address of a page."""
    return request.param


@pytest.fixture(scope="module", params=NAMES)
def language(request: pytest.FixtureRequest) -> str:
    """The language of the reader."""
    return request.param


@pytest.fixture(scope="module", params=[WIDE, PHONE])
def seen(request: pytest.FixtureRequest, contexts: Callable[[int, str], BrowserContext], address: str,
         path: str, language: str) -> Iterator[Seen]:
    """One page read in one language on one screen, in the theme that the reader prefers and then in the other."""
    theme = FIRST_THEME[request.param]
    page = contexts(request.param, theme).new_page()
    reader = Reading(page, address).open(path, language)
    violations, themes = {theme: _violations(page)}, [_theme(page)]
    page.locator("#theme").click()
    page.evaluate(AT_REST)
    themes.append(_theme(page))
    violations[OTHER[theme]] = _violations(page)
    yield Seen(
        reader.troubles, violations, page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        reader.sentence.all_inner_texts(), page.locator("html").get_attribute("lang"), page.title(), themes)
    page.evaluate("localStorage.clear()")
    page.close()


def _theme(page: Page) -> str:
    return page.locator("html").get_attribute("data-theme")


def _violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 A and AA: the rule, and where."""
    found = axe.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{broken['id']}: {node['target']} {node['failureSummary']}" for broken in found for node in broken["nodes"]]


def test_a_page_loads_without_an_error_and_asks_no_foreign_host(seen: Seen) -> None:
    assert seen.troubles == []


def test_a_page_breaks_no_rule_of_accessibility_in_light_and_in_dark(seen: Seen) -> None:
    assert seen.violations == {"light": [], "dark": []}


def test_a_page_never_scrolls_sideways(seen: Seen) -> None:
    assert seen.too_wide_px == 0


def test_a_page_follows_the_preferred_theme_and_the_button(seen: Seen) -> None:
    assert seen.themes == [*(theme for theme in FIRST_THEME.values() if theme == seen.themes[0]), OTHER[seen.themes[0]]]


def test_a_page_has_one_heading_the_readers_language_and_its_title(seen: Seen, path: str, language: str) -> None:
    assert len(seen.headings) == 1 and seen.headings[0]
    assert seen.language == language
    page = TITLES[path][language] if path in TITLES else seen.headings[0]
    assert seen.title == f"{page} · {NAMES[language]}"
