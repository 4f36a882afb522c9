"""What a reader does with a picture in a real browser: pick, compare, click the map, open a value, go back."""

import re

from playwright.sync_api import Page, expect
from reading import Reading

PLACE = """([longitude, latitude]) => {
  const picture = document.querySelector('.graph.map .js-plotly-plot'), frame = picture.getBoundingClientRect();
  const { xaxis, yaxis } = picture._fullLayout;
  return [frame.left + xaxis._offset + xaxis.c2p(longitude), frame.top + yaxis._offset + yaxis.c2p(latitude)];
}"""
ZHYTOMYR_OBLAST = (28.4, 51.1)
KHARKIV_CITY = (36.23, 49.99)


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
    said = reading.content.get_by_role("article")
    expect(said).to_contain_text("Mezha.Media")
    expect(said).to_contain_text("Place in the source")
    expect(reading.link("Report a doubt")).to_have_attribute("href", re.compile(r"^mailto:.+release"))


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
