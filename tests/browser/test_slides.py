"""The slides as a reader makes them: figures collected from pages, put in order, seen, taken away, kept and loaded again."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, expect
from pptx import Presentation
from reading import LOOK_AGAIN_MS, PATIENCE_MS, PHONE, WIDE, Reading

COLLECTED = ("/compare", "/map", "/trends")
"""Pages with one figure of their own."""

ITEMS = "ranking%3Findicator%3Dmember_companies;statement%3Fid%3DK016;map%3Findicator%3Dhigher_education_institutions"
PLACES = {"a shipped deck": "/slides?deck=annual_meeting_2023", "the tray": f"/slides?deck=tray&items={ITEMS}",
          "an empty tray": "/slides?deck=tray",
          "a deck that asks, a slide left out": "/slides?deck=any_cluster&order=2,1"}
TITLES = {"en": "Slides · Cluster Atlas", "uk": "Слайди · Атлас кластерів"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS_PX = "[...document.querySelectorAll('.slide')].map(image => image.complete ? image.naturalWidth : 0)"
AT_REST = "Promise.allSettled(document.getAnimations().map(animation => animation.finished)).then(() => true)"


def _cards(reading: Reading) -> Locator:
    return reading.content.locator(".card[data-numbers]")


def _order(reading: Reading) -> list[str]:
    return [card.get_attribute("data-title") for card in _cards(reading).all()]


def _collect(reading: Reading, language: str = "en") -> None:
    for count, path in enumerate(COLLECTED, 1):
        reading.open(path, language)
        reading.content.get_by_role("button", name="Add to slides", exact=True).first.click()
        expect(reading.page.locator("#tray .count")).to_have_text(str(count))


def _tray(reading: Reading) -> None:
    _collect(reading)
    reading.page.locator("#tray").click()
    expect(_cards(reading)).to_have_count(3)
    reading.settled()


def _drawn(reading: Reading) -> None:
    """Wait until every slide is a picture of its full width."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while set(reading.page.evaluate(WIDTHS_PX)) - {1280}:
        assert time.monotonic() < until, f"a slide is not drawn: {reading.page.evaluate(WIDTHS_PX)}"
        reading.page.wait_for_timeout(LOOK_AGAIN_MS)


def _move(reading: Reading, number: int, move: str) -> None:
    """Press a button of a slide, and wait until the slides stand in another order."""
    before = reading.page.locator(".cards-of-slides").get_attribute("data-order")
    _cards(reading).nth(number - 1).locator(f"[data-move={move}]").click()
    expect(reading.page.locator(".cards-of-slides")).not_to_have_attribute("data-order", before)


def _download(reading: Reading, form: str, folder: Path) -> Path:
    with reading.page.expect_download() as coming:
        reading.content.locator(f"a[data-file={form}]").click()
    kept = folder / coming.value.suggested_filename
    coming.value.save_as(kept)
    return kept


def _held(path: Path) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(path).slides]


def test_figures_of_three_pages_are_in_the_file_in_the_order_and_language_chosen(reading: Reading, tmp_path: Path) -> None:
    _tray(reading)
    first, second, third = _order(reading)
    assert first.startswith("Member companies") and second.startswith("Institutions") and third.startswith("ICT service exports")
    _move(reading, 3, "up")
    _move(reading, 2, "up")
    assert _order(reading) == [third, first, second]
    reading.page.get_by_role("link", name="Українська").click()
    expect(reading.page.locator("html")).to_have_attribute("lang", "uk")
    reading.settled()
    named = _order(reading)
    assert [title[:5] for title in named] == ["Експо", "Компа", "Закла"]
    kept = _download(reading, "pptx", tmp_path)
    assert kept.name == "tray-uk.pptx"
    assert _held(kept)[:3] == named


def test_what_is_collected_stays_while_the_reader_goes_on_and_can_be_taken_out(reading: Reading) -> None:
    reading.open("/events")
    button = reading.content.get_by_role("button", name="Add to slides", exact=True).first
    expect(reading.page.locator("#tray")).to_be_hidden()
    button.click()
    reading.page.get_by_role("link", name="Sources and doubts").first.click()
    expect(reading.page.locator("#tray .count")).to_have_text("1")
    reading.open("/events", "uk")
    expect(reading.page.locator("#tray .count")).to_have_text("1")
    reading.content.get_by_role("button", name="У моїх слайдах", exact=True).click()
    expect(reading.page.locator("#tray")).to_be_hidden()


def test_another_choice_of_a_figure_is_another_slide(reading: Reading) -> None:
    reading.open("/compare")
    reading.content.get_by_role("button", name="Add to slides", exact=True).first.click()
    expect(reading.content.get_by_role("button", name="In my slides", exact=True)).to_be_visible()
    reading.pick("Figure", "Members and partners together")
    reading.content.get_by_role("button", name="Add to slides", exact=True).first.click()
    expect(reading.page.locator("#tray .count")).to_have_text("2")


def test_a_single_number_is_collected_from_its_tile(reading: Reading) -> None:
    reading.open("/cluster/kharkiv-it-cluster")
    reading.content.get_by_role("button", name="Add to slides: Members and partners together").first.click()
    reading.page.locator("#tray").click()
    expect(_cards(reading)).to_have_count(1)
    expect(_cards(reading).get_by_role("img")).to_have_attribute("alt", re.compile("over 600 organisations"))


def test_the_shipped_deck_of_kharkiv_shows_every_slide_that_its_file_holds(reading: Reading, tmp_path: Path) -> None:
    reading.open("/slides?deck=annual_meeting_2023", "uk")
    _drawn(reading)
    images = reading.content.locator(".slide")
    assert all(len(image.get_attribute("alt")) > 12 for image in images.all())
    titles = reading.content.locator(".card-title").all_inner_texts()
    assert len(titles) == images.count() > 15
    assert _held(_download(reading, "pptx", tmp_path)) == titles
    expect(reading.page.locator("#download-said")).to_have_text("Файл завантажено.")


def test_a_slide_is_left_out_put_back_and_the_browser_goes_back(reading: Reading) -> None:
    reading.open("/slides?deck=annual_meeting_2023")
    whole = _order(reading)
    _move(reading, 2, "drop")
    assert _order(reading) == [whole[0], *whole[2:]]
    reading.content.get_by_role("button", name=f"Put back: {whole[1]}").click()
    expect(_cards(reading)).to_have_count(len(whole))
    assert _order(reading) == [whole[0], *whole[2:], whole[1]]
    reading.page.go_back()
    expect(_cards(reading)).to_have_count(len(whole) - 1)
    reading.page.go_back()
    expect(_cards(reading)).to_have_count(len(whole))
    assert _order(reading) == whole


def test_the_slides_are_ordered_by_keyboard_and_the_focus_follows_the_slide(reading: Reading) -> None:
    reading.open("/slides?deck=annual_meeting_2023")
    whole = _order(reading)
    button = _cards(reading).nth(1).locator("[data-move=down]")
    button.focus()
    reading.page.keyboard.press("Enter")
    expect(_cards(reading).nth(2).locator("[data-move=down]")).to_be_focused()
    assert _order(reading)[:3] == [whole[0], whole[2], whole[1]]
    expect(reading.page.locator("#slides-said")).to_contain_text(f"{whole[1]}: now 3 of {len(whole)}")


def test_collected_figures_join_a_shipped_deck(reading: Reading) -> None:
    _collect(reading)
    reading.open("/slides?deck=alliance_2022")
    own = _cards(reading).count()
    reading.content.get_by_role("button", name="Add my 3 collected figures").click()
    expect(_cards(reading)).to_have_count(own + 3)
    expect(reading.content.locator("#add-tray")).to_be_hidden()
    assert _order(reading)[-3].startswith("Member companies")


def test_another_cluster_is_another_deck_and_stands_in_the_address(reading: Reading) -> None:
    reading.open("/slides?deck=any_cluster")
    expect(reading.sentence).to_contain_text("Kharkiv IT Cluster")
    reading.pick("Cluster", "Lviv IT Cluster")
    expect(reading.sentence).to_contain_text("Lviv IT Cluster")
    reading.addressed(deck="any_cluster", cluster="lviv-it-cluster")
    reading.pick("Deck", "My slides")
    reading.addressed(deck="tray")
    expect(reading.content).to_contain_text("No figures are collected yet")


def test_a_deck_kept_as_a_file_is_loaded_again_with_its_choice_and_order(reading: Reading, tmp_path: Path) -> None:
    reading.open("/slides?deck=any_cluster&cluster=lviv-it-cluster")
    _move(reading, 3, "up")
    _move(reading, 1, "drop")
    order, sentence = _order(reading), reading.sentence.inner_text()
    kept = _download(reading, "yaml", tmp_path)
    reading.open("/slides?deck=tray")
    reading.page.locator("#deck-file input").set_input_files(kept)
    reading.addressed(deck="file")
    expect(reading.sentence).to_have_text(sentence)
    assert _order(reading) == order
    reading.page.reload()
    expect(_cards(reading)).to_have_count(len(order))


@pytest.mark.parametrize(("content", "said"), [
    (b"id: x\ntitle: {en: X}\nslides:\n  - {kind: chart, figure: wheel}\n", "deck.yaml:4:27: figure is wheel"),
    (b"\xd0\x9f\xff\xfe", "The file is not text in UTF-8"), (b"#" * 300_000, "The file is over 200 kB"),
    (b"#" * 6_000_000, "The file is over 200 kB"),
])
def test_a_file_that_is_no_deck_is_told_so_and_the_slides_stay(reading: Reading, tmp_path: Path, content: bytes, said: str) -> None:
    reading.open("/slides?deck=annual_meeting_2023")
    before = _order(reading)
    (tmp_path / "bad.yaml").write_bytes(content)
    reading.page.locator("#deck-file input").set_input_files(tmp_path / "bad.yaml")
    expect(reading.page.locator("#deck-file-said")).to_contain_text(said)
    assert _order(reading) == before


def test_an_address_of_what_is_not_there_is_told_and_the_rest_is_shown(reading: Reading) -> None:
    reading.open(f"/slides?deck=tray&items=nothing%3Fx%3D1;{ITEMS}")
    expect(reading.content.locator(".refused").first).to_contain_text("nothing?x=1")
    expect(_cards(reading)).to_have_count(3)


def test_a_download_that_is_refused_says_why_on_the_page(reading: Reading) -> None:
    reading.open("/slides?deck=annual_meeting_2023")
    link = reading.content.locator("a[data-file=pptx]")
    link.evaluate("link => { link.href = link.href.replace('annual_meeting_2023', 'gone'); }")
    link.click()
    expect(reading.page.locator("#download-said")).to_contain_text("deck is gone")
    assert [trouble for trouble in reading.troubles if "400" in trouble]
    reading.troubles.clear()


def _violations(reading: Reading) -> list[str]:
    """What breaks WCAG 2.2 A and AA: the rule, and where."""
    reading.page.evaluate(AT_REST)
    found = Axe().run(reading.page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{broken['id']}: {node['target']} {node['failureSummary']}" for broken in found for node in broken["nodes"]]


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("place", PLACES)
def test_the_slides_break_no_rule_of_accessibility_and_never_scroll_sideways(
        contexts: Callable[[int, str], BrowserContext], address: str, place: str, language: str, width: int, theme: str) -> None:
    reading = Reading(contexts(width, theme).new_page(), address)
    _drawn(reading.open(PLACES[place], language))
    broken = _violations(reading)
    reading.page.locator("#theme").click()
    broken += _violations(reading)
    wide = reading.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    title = reading.page.title()
    reading.page.evaluate("localStorage.clear()")
    reading.page.close()
    assert (broken, wide, title, reading.troubles) == ([], 0, TITLES[language], [])
