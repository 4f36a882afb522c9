"""What a reader does with a page, done in a real browser: pick, compare, search, open, go back, and all of it by keyboard."""

import csv
import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Download, Page, expect
from reading import PHONE, WIDE, Reading

from publish.api import COLUMNS

PLACE = """([longitude, latitude]) => {
  const picture = document.querySelector('.graph.map .js-plotly-plot'), frame = picture.getBoundingClientRect();
  const { xaxis, yaxis } = picture._fullLayout;
  return [frame.left + xaxis._offset + xaxis.c2p(longitude), frame.top + yaxis._offset + yaxis.c2p(latitude)];
}"""
ZHYTOMYR_OBLAST = (28.4, 51.1)
KHARKIV_CITY = (36.23, 49.99)
MOVING = """() => [...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== 'none' || style.transitionDuration.split(',').some(span => parseFloat(span) > 0);
}).length"""


def _bars(reading: Reading) -> list[str]:
    return reading.content.locator(".bars").first.locator("li").all_inner_texts()


def test_another_figure_in_compare_changes_the_sentence_the_bars_and_the_address(reading: Reading) -> None:
    reading.open("/compare")
    expect(reading.sentence).to_contain_text("over 600 companies")
    before = _bars(reading)
    reading.pick("Figure", "Members and partners together")
    expect(reading.sentence).to_contain_text("over 600 organisations")
    expect(reading.content.locator("header.sentence")).to_contain_text("Members and partners")
    reading.addressed(indicator="members_and_partners")
    assert _bars(reading.settled()) != before


def test_chosen_clusters_stand_alone_and_in_the_address(reading: Reading) -> None:
    reading.open("/compare")
    reading.pick("Places and clusters", "Lviv IT Cluster")
    reading.addressed(entities="lviv-it-cluster")
    reading.pick("Places and clusters", "Cherkasy IT Cluster")
    reading.addressed(entities="lviv-it-cluster,cherkasy-it-cluster")
    expect(reading.content.locator(".bars").first.locator("li")).to_have_count(2)
    expect(reading.sentence).to_contain_text("Lviv IT Cluster is first")
    reading.page.get_by_text("Lviv IT Cluster", exact=True).locator("xpath=..").get_by_role("button", include_hidden=True).click()
    expect(reading.sentence).to_contain_text("Cherkasy IT Cluster is first")
    reading.addressed(entities="cherkasy-it-cluster")


def test_one_selection_is_shown_as_ranking_history_table_and_map(reading: Reading) -> None:
    reading.open("/compare?entities=kharkiv-it-cluster,lviv-it-cluster")
    expect(reading.content.locator(".bars").first).to_be_visible()
    for shown, picture in (("history", ".graph .main-svg"), ("table", "table"), ("map", ".graph.map .main-svg"),
                           ("ranking", ".bars.ranked")):
        reading.switch("Shown as", shown)
        expect(reading.content.locator(picture).first).to_be_visible()
        reading.addressed(**{"as": shown, "entities": "kharkiv-it-cluster,lviv-it-cluster"})


def test_the_value_of_a_bar_opens_its_statement_with_source_and_place(reading: Reading) -> None:
    reading.open("/compare")
    reading.link("over 600").click()
    expect(reading.sentence).to_have_text("Kharkiv IT Cluster: over 600 companies")
    opened = reading.page.get_by_role("region", name="What was said")
    expect(opened).to_contain_text("Mezha.Media")
    expect(opened).to_contain_text("Place in the source")
    expect(opened.get_by_role("article")).to_contain_text("shown")
    expect(opened.get_by_role("link", name="Report a doubt")).to_have_attribute("href", re.compile(r"^mailto:.+release"))


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


def test_a_click_on_an_oblast_opens_its_region(reading: Reading) -> None:
    reading.open("/map?indicator=member_companies")
    _click_map(reading.page, ZHYTOMYR_OBLAST)
    expect(reading.page).to_have_url(re.compile("/region/UA-18"))
    expect(reading.sentence).to_have_text("Zhytomyr Oblast")


def test_a_click_on_a_dot_opens_its_cluster(reading: Reading) -> None:
    reading.open("/map?indicator=member_companies")
    _click_map(reading.page, KHARKIV_CITY)
    expect(reading.page).to_have_url(re.compile("/cluster/kharkiv-it-cluster"))
    expect(reading.sentence).to_have_text("Kharkiv IT Cluster")


def _click_map(page: Page, place: tuple[float, float]) -> None:
    """Click a longitude and latitude of the map, as a hand would: first there, then pressed."""
    page.locator(".graph.map").scroll_into_view_if_needed()
    left, top = page.evaluate(PLACE, list(place))
    page.mouse.move(left - 3, top - 3)
    page.mouse.move(left, top, steps=4)
    expect(page.locator(".hoverlayer .hovertext")).to_be_visible()
    page.mouse.click(left, top)


def test_a_search_in_ukrainian_finds_the_cluster_and_arrows_and_enter_open_it(reading: Reading) -> None:
    reading.open("/trends")
    reading.page.keyboard.press("/")
    field = reading.page.get_by_role("searchbox", name="Search", exact=True)
    expect(field).to_be_focused()
    field.press_sequentially("харків", delay=60)
    found = reading.page.get_by_role("list", name="Found").get_by_role("link")
    expect(found.filter(has_text="Kharkiv IT Cluster").first).to_be_visible()
    place = next(n for n, text in enumerate(found.all_inner_texts()) if text.split("\n") == ["Kharkiv IT Cluster", "cluster"])
    for _ in range(place + 1):
        reading.page.keyboard.press("ArrowDown")
    expect(found.nth(place)).to_be_focused()
    reading.page.keyboard.press("Enter")
    expect(reading.page).to_have_url(re.compile("/cluster/kharkiv-it-cluster"))


def test_the_search_puts_clusters_before_sources(reading: Reading) -> None:
    reading.open("/")
    reading.page.locator("#search").fill("Lviv")
    found = reading.page.get_by_role("list", name="Found").get_by_role("link")
    expect(found.first).to_contain_text("Lviv IT Cluster")


def test_look_alike_letters_are_found_and_escape_closes_the_list(reading: Reading) -> None:
    reading.open("/")
    reading.page.locator("#search").fill("ІТ HUB Kherson")
    found = reading.page.get_by_role("list", name="Found")
    expect(found.get_by_role("link").first).to_contain_text("IT HUB Kherson")
    reading.page.locator("#search").press("Escape")
    expect(found).to_be_hidden()


def test_a_search_for_nothing_leads_to_the_statements(reading: Reading) -> None:
    reading.open("/")
    reading.page.locator("#search").fill("zzzz")
    reading.page.get_by_role("link", name="All statements with “zzzz”").click()
    expect(reading.sentence).to_have_text("0 statements")
    expect(reading.content).to_contain_text("No statement fits")


def test_a_number_without_separators_finds_its_statement(reading: Reading) -> None:
    reading.open("/figures")
    reading.page.get_by_role("searchbox", name="Search names, speakers, sources").fill("26500")
    reading.addressed(q="26500")
    row = reading.page.locator(".grid .ag-row").filter(has_text="K016")
    expect(row.first).to_contain_text("K016")
    expect(reading.content).to_contain_text("over 26,500 participants")


def test_a_row_of_the_grid_opens_its_statement(reading: Reading) -> None:
    reading.open("/figures?q=Kharkiv")
    expect(reading.sentence).not_to_have_text(re.compile(r"^(0|1,178) "))
    reading.page.locator(".grid").get_by_role("link", name="K004", exact=True).click()
    expect(reading.page).to_have_url(re.compile("open=K004"))
    expect(reading.sentence).to_have_text("Kharkiv IT Cluster: over 310 organisations")
    expect(reading.page).to_have_title("Kharkiv IT Cluster: over 310 organisations · Cluster Atlas")


def test_the_grid_sorts_values_as_numbers(reading: Reading) -> None:
    reading.open("/figures?indicator=member_companies")
    header = reading.page.locator(".grid").get_by_role("columnheader", name="Value")
    header.click()
    header.click()
    expect(header).to_have_attribute("aria-sort", "descending")
    expect(reading.page.locator('.grid .ag-row[row-index="0"]').last).to_contain_text("over 600 companies")


def test_the_rows_shown_are_downloaded_with_the_documented_columns(reading: Reading) -> None:
    reading.open("/figures?entity=cherkasy-it-cluster")
    expect(reading.sentence).to_have_text(re.compile(r"^\d+ statements$"))
    shown = int(reading.sentence.inner_text().split()[0])
    with reading.page.expect_download() as downloading:
        reading.page.get_by_role("button", name="Download what is shown (CSV)").click()
    assert re.fullmatch(r"statements-release-\d+\.csv", downloading.value.suggested_filename)
    rows = _rows(downloading.value)
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == shown
    assert {row["entity"] for row in rows} == {"cherkasy-it-cluster"}


def test_a_filter_in_the_grid_narrows_the_download(reading: Reading) -> None:
    reading.open("/figures?entity=kharkiv-it-cluster")
    _filter_ids(reading.page, "K01")
    paging = reading.page.locator(".ag-paging-row-summary-panel")
    expect(paging).to_contain_text(re.compile(r"of [1-9]\b"))
    shown = int(paging.inner_text().split()[-1])
    with reading.page.expect_download() as downloading:
        reading.page.get_by_role("button", name="Download what is shown (CSV)").click()
    ids = [row["statement"] for row in _rows(downloading.value)]
    assert len(ids) == shown
    assert {row[:3] for row in ids} == {"K01"}


def _rows(downloaded: Download) -> list[dict[str, str]]:
    with downloaded.path().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _filter_ids(page: Page, text: str) -> None:
    """Open the filter of the column of ids, and type."""
    header = page.locator(".grid").get_by_role("columnheader", name="Id")
    header.hover()
    header.locator(".ag-header-cell-filter-button, .ag-header-cell-menu-button").first.click()
    page.locator(".ag-filter input[type=text]").first.fill(text)


def test_the_period_of_the_map_changes_its_sentence_and_the_address(reading: Reading) -> None:
    reading.open("/map?indicator=dou_survey_median_salary_month")
    newest = reading.sentence.inner_text()
    reading.pick("Period", "December 2015")
    reading.addressed(period="2015-12")
    expect(reading.sentence).not_to_have_text(newest)
    expect(reading.content.locator("header.sentence")).to_contain_text("2015")


def test_trends_are_shown_as_an_index_with_its_base(reading: Reading) -> None:
    reading.open("/trends?entities=ukraine,poland")
    reading.switch("Measure", "index")
    reading.addressed(measure="index")
    expect(reading.content).to_contain_text(re.compile(r"= 100"))
    expect(reading.sentence).not_to_contain_text("US dollars")


def test_the_way_back_leads_to_the_page_and_its_choices(reading: Reading) -> None:
    reading.open("/compare")
    reading.pick("Figure", "Employees of member companies")
    reading.addressed(indicator="employees_at_member_companies")
    expect(reading.sentence).to_contain_text("Lviv IT Cluster is first")
    sentence = reading.sentence.inner_text()
    reading.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Trends").click()
    expect(reading.page.get_by_role("radiogroup", name="Measure")).to_be_visible()
    reading.page.go_back()
    expect(reading.sentence).to_have_text(sentence)
    reading.addressed(indicator="employees_at_member_companies")
    expect(reading.page.get_by_role("textbox", name="Figure", exact=True)).to_have_value("Employees of member companies")


def test_the_way_back_from_a_clicked_place_leads_to_the_same_map(reading: Reading) -> None:
    reading.open("/map")
    reading.pick("Figure", "Population")
    expect(reading.sentence).to_contain_text("Population")
    _click_map(reading.settled().page, ZHYTOMYR_OBLAST)
    expect(reading.sentence).to_have_text("Zhytomyr Oblast")
    reading.page.go_back()
    expect(reading.sentence).to_contain_text("Population")
    reading.addressed(indicator="population")


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


def test_the_focus_follows_to_the_heading_of_a_new_page(reading: Reading) -> None:
    reading.open("/")
    reading.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Alliance").press("Enter")
    expect(reading.sentence).to_contain_text("Alliance")
    expect(reading.sentence).to_be_focused()


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


def test_a_reload_shows_the_same_view(reading: Reading) -> None:
    reading.open("/compare")
    reading.pick("Figure", "Employees of member companies")
    reading.addressed(indicator="employees_at_member_companies")
    reading.switch("Shown as", "table")
    reading.addressed(**{"as": "table"})
    expect(reading.content.locator("table").first).to_be_visible()
    before = reading.settled().page.locator("#view").inner_text()
    reading.page.reload()
    assert reading.settled().page.locator("#view").inner_text() == before
    expect(reading.page.get_by_role("radio", name="table")).to_be_checked()


def test_a_choice_that_is_not_known_is_told_and_the_usual_one_shown(reading: Reading) -> None:
    reading.open("/compare?indicator=nonsense&entities=lviv-it-cluster,nobody&as=cake")
    told = reading.content.locator(".refused")
    for given in ("nonsense", "nobody", "cake"):
        expect(told).to_contain_text(f"“{given}”")
    expect(reading.sentence).to_contain_text("Lviv IT Cluster is first")


def test_a_statement_that_is_not_known_is_told(reading: Reading) -> None:
    reading.open("/figures?open=K999")
    expect(reading.content.get_by_role("status").first).to_contain_text("There is no statement K999")


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
    assert reading.page.viewport_size["width"] == WIDE
