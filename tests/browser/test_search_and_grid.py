"""How a reader finds things in a real browser: the search over everything, the grid of statements, the download."""

import csv
import re

from playwright.sync_api import Download, Page, expect
from reading import Reading

from publish.api.sheet import COLUMNS


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
    expect(reading.page).to_have_url(re.compile("/figure/K004"))
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
