"""Decks as data: what is wrong in one is told with its file and line; the shipped ones have nothing wrong."""

import shutil
from functools import cache
from pathlib import Path

import pytest
import shipped

from loaders import decks, run
from loaders.deck_records import FIGURES
from metrics import query
from publish.slides import compose

SHIPPED = ("annual_meeting_2023", "alliance_2022", "any_cluster", "region_profile", "compare_clusters")
GOOD = """\
id: small_deck
title: {en: A small deck, uk: Невелика презентація}
year: 2023
slides:
  - kind: title
  - kind: tiles
    statements: [K016]
  - kind: sources
"""


@cache
def known() -> decks.Known:
    """The ids of the shipped release."""
    register = query.register(shipped.release())
    statements = set(query.statements(shipped.release())["statement"])
    return decks.Known(register.entities, register.indicators, statements, register.codes["themes"])


def read(folder: Path, text: str, name: str = "deck.yaml") -> decks.Decks:
    """The decks of a folder that holds one file."""
    path = folder / "data" / "decks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return decks.read([folder / "data"], known())


def test_the_shipped_decks_have_no_problem_and_name_only_what_the_data_hold():
    found = decks.read([shipped.DATA], known())
    assert found.problems == ()
    assert set(SHIPPED) <= set(found.by_id)


def test_every_figure_that_a_deck_may_name_can_be_composed():
    assert {kind: set(names) for kind, names in FIGURES.items()} == {kind: set(names) for kind, names in compose.FIGURES.items()}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_titles_and_texts_of_a_shipped_deck_are_in_both_languages(name):
    deck = decks.read([shipped.DATA]).by_id[name]
    texts = [deck.title, *(words for slide in deck.slides for words in (slide.title, slide.subtitle, *slide.items, *slide.remarks))]
    assert [words for words in texts if words and set(words) != set(shipped.LANGUAGES)] == []


def test_a_deck_without_a_problem_is_read(tmp_path):
    found = read(tmp_path, GOOD)
    assert (list(found.by_id), found.problems) == (["small_deck"], ())
    assert found.by_id["small_deck"].slides[1].statements == ("K016",)


TILES = "statements: [K016]"
WRONG = [
    ("kind: tiles", "kind: tile", "6:11: kind is tile; did you mean title or tiles?"),
    (TILES, "figure: headline", "7:13: figure is headline; a slide of the kind tiles has no such figure, did you mean headlines?"),
    (TILES, "figure: zzz", "7:13: figure is zzz; a slide of the kind tiles has no such figure, "
                           "write one of statements, newest, membership, headlines, themes"),
    (TILES, "statement: [K016]", "7:5: statement is not a key here; did you mean statements?"),
    (TILES, "statements: [K916]", "7:18: K916 is no statement of the data; did you mean"),
    (TILES, "apart: [K016]", "6:5: statements is missing; the figure statements of a tiles slide needs it: write it"),
    (TILES, "figure: newest\n    entities: [kharkiv-it-clustr]\n    indicators: [founded]",
     "8:16: kharkiv-it-clustr is no entity of the data; did you mean kharkiv-it-cluster"),
    (TILES, "figure: newest\n    entities: [kharkiv]\n    indicators: [member_company]",
     "9:18: member_company is no indicator of the data; did you mean member_companies"),
    (TILES, "figure: themes\n    entities: [kharkiv]\n    themes: [evnts]", "9:14: evnts is no theme of the data"),
    (TILES, "figure: themes\n    entities: [$cluster]",
     "8:16: $cluster stands for nothing; the deck asks for year: add cluster to asks, or write an id"),
    (TILES, f"{TILES}\n    title: {{en: 'Over 26,500 came'}}",
     "8:17: title holds the typed number 26,500; write the statement that says it, such as {K016}"),
    (TILES, f"{TILES}\n    title: {{en: 'Came: {{K917}}'}}", "8:17: K917 is no statement of the data"),
    (TILES, f"{TILES}\n    remarks:\n      - {{en: fine, uk: '17 подій'}}", "9:24: remarks holds the typed number 17"),
    ("kind: tiles\n    statements: [K016]", "kind: chart\n    form: units\n    statements: [K023]",
     "6:5: whole is missing; the form units needs the statement that tells the whole: write it"),
    ("  - kind: title\n", "  - kind: sources\n",
     "5:11: kind is sources; sources and data notes end a deck: move the slide to the end"),
    ("slides:", "slides:\n  - kind: title\n\tkind: x", "6:1: the text is not YAML here"),
]


@pytest.mark.parametrize(("there", "instead", "message"), WRONG, ids=[message[:50] for _, _, message in WRONG])
def test_what_is_wrong_in_a_deck_is_told_with_its_file_and_line(tmp_path, there, instead, message):
    assert there in GOOD
    found = read(tmp_path, GOOD.replace(there, instead, 1))
    assert found.by_id == {}
    said = [str(problem) for problem in found.problems]
    assert any(line.startswith(f"data/decks/deck.yaml:{message}") for line in said), said


@pytest.mark.parametrize(
    "text", ["The year 2023", "Since 2000, to 2023–2024", "Ready4EU and I4MS", "the 3rd place", "3-й рік", "{K016} and {K018}"])
def test_years_ordinals_names_and_references_are_no_typed_numbers(tmp_path, text):
    found = read(tmp_path, GOOD.replace("  - kind: title", f"  - kind: title\n    subtitle: {{en: '{text}'}}"))
    assert found.problems == ()


@pytest.mark.parametrize("text", ["26 500", "2 in all", "4%", "1999.5", "20234", "100 of them", "2023,5"])
def test_a_number_typed_in_a_text_is_refused(tmp_path, text):
    found = read(tmp_path, GOOD.replace("  - kind: title", f"  - kind: title\n    subtitle: {{en: '{text}'}}"))
    assert "holds the typed number" in str(found.problems[0])


def test_two_decks_of_one_id_are_a_problem_and_the_others_are_not_its_hostages(tmp_path):
    read(tmp_path, GOOD.replace("small_deck", "other"), "a.yaml")
    read(tmp_path, GOOD, "b.yaml")
    found = read(tmp_path, GOOD, "c.yaml")
    assert list(found.by_id) == ["other", "small_deck"]
    assert [str(problem) for problem in found.problems] == [
        "data/decks/c.yaml:1:5: id is small_deck, as in data/decks/b.yaml:1; give each deck an id of its own"]


def test_a_deck_that_is_not_named_yaml_is_told(tmp_path):
    assert str(read(tmp_path, GOOD, "deck.yml").problems[0]) == "data/decks/deck.yml:1:1: the file is named deck.yml; name a deck deck.yaml"


def test_a_saved_deck_is_read_again_from_its_text():
    assert list(decks.parsed(GOOD, "deck.yaml", known()).by_id) == ["small_deck"]
    assert str(decks.parsed(GOOD.replace("tiles", "tilez"), "deck.yaml").problems[0]).startswith("deck.yaml:6:11: ")


def test_a_deck_is_layout_and_changes_no_release(small_folder):
    before = run.check([small_folder])
    (small_folder / "decks").mkdir()
    shutil.copy(shipped.DATA / "decks" / "any_cluster.yaml", small_folder / "decks")
    after = run.check([small_folder])
    assert (before.problems, after.problems) == ((), ())
    assert before.hash == after.hash
