"""Readers of every kind in a real browser: by keyboard, on a phone, on paper, in another language, without motion, lost."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect
from reading import PHONE, Reading

MOVING = """() => [...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== 'none' || style.transitionDuration.split(',').some(span => parseFloat(span) > 0);
}).length"""


def test_the_language_changes_and_the_view_with_its_choices_stays(reading: Reading) -> None:
    reading.open("/compare?as=table")
    reading.pick("Figure", "Employees of member companies")
    reading.addressed(indicator="employees_at_member_companies")
    reading.page.get_by_role("link", name="Українська").click()
    reading.addressed(lang="uk", indicator="employees_at_member_companies", **{"as": "table"})
    expect(reading.page.locator("html")).to_have_attribute("lang", "uk")
    expect(reading.page.get_by_role("textbox", name="Показник", exact=True)).to_have_value("Працівники компаній-учасниць")
    expect(reading.content.locator("table").first).to_be_visible()


def test_the_theme_is_switched_and_kept(reading: Reading) -> None:
    root, ground = reading.open("/").page.locator("html"), "getComputedStyle(document.body).backgroundColor"
    expect(root).to_have_attribute("data-theme", "light")
    light = reading.page.evaluate(ground)
    reading.page.get_by_role("button", name="Light or dark").click()
    expect(root).to_have_attribute("data-theme", "dark")
    reading.page.reload()
    reading.settled()
    expect(root).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")
    assert reading.page.evaluate(ground) != light


def test_the_first_tab_reaches_the_skip_link_and_it_leads_past_the_navigation(reading: Reading) -> None:
    reading.open("/sources")
    reading.page.keyboard.press("Tab")
    skip = reading.page.get_by_role("link", name="To the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reading.page.keyboard.press("Enter")
    reading.page.keyboard.press("Tab")
    assert reading.page.evaluate("document.activeElement.closest('#content') !== null")


def test_pickers_and_switches_are_worked_by_keyboard(reading: Reading) -> None:
    reading.open("/compare")
    reading.page.get_by_role("textbox", name="Figure", exact=True).focus()
    reading.page.keyboard.press("ArrowDown")
    expect(reading.page.get_by_role("listbox", name="Figure").or_(reading.page.get_by_role("listbox")).first).to_be_visible()
    reading.page.keyboard.press("ControlOrMeta+a")
    reading.page.keyboard.type("Employees of")
    reading.page.keyboard.press("ArrowDown")
    reading.page.keyboard.press("Enter")
    reading.addressed(indicator="employees_at_member_companies")
    reading.page.get_by_role("radio", name="ranking").focus()
    reading.page.keyboard.press("ArrowRight")
    reading.addressed(**{"as": "history"})


def test_a_new_page_begins_at_its_top_for_the_keyboard(reading: Reading) -> None:
    reading.open("/")
    reading.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Alliance").press("Enter")
    reading.page.wait_for_url("**/alliance**")
    reading.settled().page.keyboard.press("Tab")
    expect(reading.page.locator(".skip")).to_be_focused()


def test_nothing_moves_for_those_who_want_it_still(reading: Reading) -> None:
    reading.page.emulate_media(reduced_motion="reduce")
    reading.open("/compare")
    assert reading.page.evaluate(MOVING) == 0
    reading.page.get_by_role("textbox", name="Figure", exact=True).click()
    expect(reading.page.get_by_role("option").first).to_be_visible()
    assert reading.page.evaluate(MOVING) == 0


def test_print_has_the_finding_and_no_navigation(reading: Reading) -> None:
    reading.open("/compare").page.emulate_media(media="print")
    expect(reading.page.get_by_role("navigation")).to_have_count(0)
    for tool in ("#search", "#theme", ".controls", ".actions"):
        expect(reading.page.locator(tool).first).to_be_hidden()
    expect(reading.sentence).to_be_visible()
    expect(reading.content.locator(".source").first).to_be_visible()


def test_a_choice_that_is_not_known_is_told_and_the_usual_one_shown(reading: Reading) -> None:
    reading.open("/compare?indicator=nonsense&entities=lviv-it-cluster,nobody&as=cake")
    told = reading.content.locator(".refused")
    for given in ("nonsense", "nobody", "cake"):
        expect(told).to_contain_text(f"“{given}”")
    expect(reading.sentence).to_contain_text("Lviv IT Cluster is first")


def test_a_statement_that_is_not_known_is_told(reading: Reading) -> None:
    answer = reading.page.goto(f"{reading.address}/figure/K999?lang=en")
    assert answer.status == 404
    expect(reading.sentence.first).to_have_text("There is no such page")
    reading.troubles[:] = [trouble for trouble in reading.troubles if "/figure/K999" not in trouble and "404" not in trouble]


def test_a_page_that_is_not_there_says_so_and_leads_home(reading: Reading) -> None:
    answer = reading.page.goto(f"{reading.address}/cluster/nobody?lang=en")
    assert answer.status == 404
    expect(reading.sentence).to_have_text("There is no such page")
    reading.link("To the overview").click()
    expect(reading.sentence).to_contain_text("Ukraine exported")
    reading.troubles[:] = [trouble for trouble in reading.troubles if "/cluster/nobody" not in trouble and "404" not in trouble]


def test_a_phone_reads_the_navigation_and_picks(contexts: Callable[[int, str], BrowserContext], address: str) -> None:
    page = contexts(PHONE, "dark").new_page()
    reader = Reading(page, address).open("/compare")
    reader.pick("Figure", "Members and partners together")
    expect(reader.sentence).to_contain_text("over 600 organisations")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Sources and doubts").click()
    expect(reader.sentence).to_contain_text("sources")
    assert reader.troubles == []
    page.close()


def test_the_legend_of_the_marks_is_one_click_away(reading: Reading) -> None:
    reading.open("/compare")
    reading.page.get_by_text("How to read the marks").first.click()
    expect(reading.page.get_by_text("A stated minimum; the true number is open upwards.").first).to_be_visible()
