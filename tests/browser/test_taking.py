"""From a question to a copied citation; the dialogs of the row of actions, with mouse, keyboard and on a phone; a card without scripts."""

import re
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, expect
from reading import PHONE, Reading

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
axe = Axe()


def _dialog(reading: Reading) -> Locator:
    return reading.page.locator("#take-dialog")


def _opened(reading: Reading, action: str) -> Locator:
    """The dialog of the first figure of a page, opened by a click."""
    reading.content.locator(f"[data-take={action}]").first.click()
    expect(_dialog(reading)).to_be_visible()
    return _dialog(reading)


def _copied(reading: Reading) -> str:
    return reading.page.evaluate("navigator.clipboard.readText()")


def _answered(reading: Reading, path: str) -> str:
    with urlopen(reading.address + path, timeout=20) as answer:
        return answer.read().decode().rstrip("\n")


def test_a_journalist_walks_from_the_search_to_a_copied_citation(reading: Reading) -> None:
    reading.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reading.open("/")
    reading.page.keyboard.press("/")
    reading.page.keyboard.type("26500", delay=40)
    reading.page.get_by_role("link", name="All statements with “26500”").click()
    reading.page.locator(".grid").get_by_role("link", name="K016", exact=True).click()
    expect(reading.sentence).to_have_text("Kharkiv IT Cluster: over 26,500 participants")
    expect(reading.content).to_contain_text("a stated minimum; the true number may be larger")
    reading.content.locator("#cite").get_by_role("button", name="Copy", exact=True).click()
    expect(reading.content.locator("#cite").get_by_role("button", name="Copied")).to_be_visible()
    copied = _copied(reading)
    assert copied == _answered(reading, "/cite/K016.txt?lang=en")
    told = r"^Kharkiv IT Cluster \(n\.d\.\)\. How the .* over 26,500 participants .*/figure/K016\?lang=en&release=1 \(accessed "
    assert re.search(told, copied)


def test_the_form_and_the_language_of_a_citation_are_chosen(reading: Reading) -> None:
    reading.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reading.open("/figure/B027.uk")
    cite = reading.content.locator("#cite")
    cite.get_by_role("button", name="BibTeX").click()
    cite.get_by_role("button", name="Українська").click()
    expect(cite.locator("code:visible")).to_have_count(1)
    expect(cite.locator("code:visible")).to_contain_text("@techreport{B027-r1-uk,")
    cite.get_by_role("button", name="Copy", exact=True).click()
    expect(cite.get_by_role("button", name="Copied")).to_be_visible()
    assert _copied(reading) == _answered(reading, "/cite/B027.bib?lang=uk")


@pytest.mark.parametrize("action", ["cite", "embed", "code"])
def test_a_dialog_opens_and_closes_with_the_keyboard_and_gives_the_focus_back(reading: Reading, action: str) -> None:
    reading.open("/compare")
    link = reading.content.locator(f"[data-take={action}]").first
    link.focus()
    reading.page.keyboard.press("Space" if action == "embed" else "Enter")
    expect(_dialog(reading)).to_be_visible()
    assert reading.page.evaluate("document.querySelector('#take-dialog').contains(document.activeElement)")
    reading.page.keyboard.press("Escape")
    expect(_dialog(reading)).to_be_hidden()
    expect(link).to_be_focused()


def test_the_code_of_an_embed_follows_what_is_chosen(reading: Reading) -> None:
    reading.open("/compare?indicator=member_companies")
    dialog = _opened(reading, "embed")
    code = dialog.locator("code:visible")
    expect(code).to_contain_text(f'<iframe src="{reading.address}/embed/ranking?indicator=member_companies')
    assert "release=" not in code.inner_text()
    dialog.get_by_label("Figures").select_option("frozen")
    expect(code).to_contain_text("release=1")
    dialog.get_by_label("Language").select_option("uk")
    expect(code).to_contain_text("lang=uk")
    dialog.get_by_label("Light or dark").select_option("dark")
    expect(code).to_contain_text("theme=dark")
    dialog.get_by_label("Size").select_option("small")
    expect(code).to_contain_text('width="340"')
    dialog.get_by_role("button", name="Picture with a link, no script").click()
    expect(code).to_contain_text("<figure")
    expect(code).not_to_contain_text("<script")
    shown = dialog.locator(".embed-preview")
    assert shown.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0


def test_the_menu_of_downloads_opens_and_closes_with_the_keyboard(reading: Reading) -> None:
    reading.open("/compare")
    summary = reading.content.locator(".take-menu summary").first
    summary.focus()
    reading.page.keyboard.press("Enter")
    menu = reading.content.locator(".take-menu .menu").first
    expect(menu).to_be_visible()
    expect(menu.get_by_role("link")).to_have_count(7)
    reading.page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    reading.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(summary).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("action", ["cite", "embed", "code"])
def test_a_dialog_on_a_phone_fits_and_breaks_no_rule_of_accessibility(
        contexts: Callable[[int, str], BrowserContext], address: str, action: str, theme: str) -> None:
    reader = Reading(contexts(PHONE, theme).new_page(), address).open("/figure/O034", "uk")
    dialog = _opened(reader, action)
    assert reader.page.evaluate("document.querySelector('#take-dialog').scrollWidth <= document.querySelector('#take-dialog').clientWidth")
    found = axe.run(reader.page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    assert [(broken["id"], [node["target"] for node in broken["nodes"]]) for broken in found] == []
    dialog.locator("[data-close]").click()
    expect(dialog).to_be_hidden()
    reader.page.close()
    assert reader.troubles == []


def test_a_card_is_read_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/figure/K016?lang=uk")
    expect(page.locator("h1")).to_have_text(re.compile("Харківський ІТ-кластер: понад 26.500 учасників"))
    for told in ("абзац про освітні події", "названий мінімум; справжнє число може бути більшим", "Цит. за: Атлас кластерів"):
        expect(page.locator("main")).to_contain_text(told)
    assert page.locator('link[rel="canonical"]').get_attribute("href") == f"{address}/figure/K016?lang=uk"
    page.context.close()


def test_the_link_to_this_state_pins_what_is_in_sight(reading: Reading) -> None:
    reading.open("/compare?indicator=member_companies")
    reading.switch("Shown as", "table")
    reading.addressed(**{"as": "table"})
    reading.page.locator("footer a.pin").click()
    reading.addressed(**{"as": "table", "release": "1", "indicator": "member_companies"})
