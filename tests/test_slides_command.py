"""`app.py slides`: files of a deck, plain errors, what changed, and figures that are not public yet."""

import hashlib
import io
import re

import pptx
import pytest
import shipped

import app

DRAFT = """\
id: meeting_next
title: {en: Annual meeting of the next year, uk: Збори наступного року}
producer: {en: Kharkiv IT Cluster, uk: Харківський ІТ-кластер}
kind: report
statements:
  - {id: D001, entity: kharkiv-it-cluster, indicator: educational_events_held, value: 500, period: 2024, basis: self_reported}
"""
DECK = """\
id: next_year
title: {en: Next year, uk: Наступний рік}
slides:
  - kind: tiles
    statements: [D001]
"""


@pytest.fixture
def slides(monkeypatch, capsys):
    """Runs the command over the shipped database; gives (exit code, what is said, what is said of errors)."""
    monkeypatch.setenv("DATABASE_URL", shipped.address())

    def run(*given: object) -> tuple[int, str, str]:
        code = app.main(["slides", *map(str, given)])
        return code, *capsys.readouterr()

    return run


def test_the_decks_are_listed_with_what_they_ask_for(slides):
    code, said, _ = slides("--list", "--language", "uk")
    assert code == 0
    assert re.search(r"(?m)^annual_meeting_2023 +Харківський ІТ-кластер: рік 2023$", said)
    assert re.search(r"(?m)^any_cluster .*--cluster  --year$", said)


def test_a_deck_becomes_a_powerpoint_file_the_same_each_time(slides, tmp_path):
    code, said, _ = slides("annual_meeting_2023", "--language", "uk", "--out", tmp_path / "deck.pptx")
    content = (tmp_path / "deck.pptx").read_bytes()
    slides("annual_meeting_2023", "--language", "uk", "--out", tmp_path / "again.pptx")
    assert code == 0 and re.search(r"deck\.pptx: \d+ slides, release 2 \([0-9a-f]{8}\)", said)
    assert hashlib.sha256(content).digest() == hashlib.sha256((tmp_path / "again.pptx").read_bytes()).digest()
    shapes = [shape for slide in pptx.Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert any("понад 26\u00a0500" in text for text in texts)


@pytest.mark.parametrize(("ending", "begins"), [(".pdf", b"%PDF-"), (".html", b"<!DOCTYPE html>")])
def test_the_ending_of_the_file_chooses_its_form(slides, tmp_path, ending, begins):
    out = tmp_path / f"deck{ending}"
    assert slides("region_profile", "--region", "UA-63", "--out", out)[0] == 0
    assert out.read_bytes().startswith(begins)


def test_a_deck_over_an_older_release_is_read_from_it(slides, tmp_path):
    out = tmp_path / "deck.html"
    assert slides("annual_meeting_2023", "--language", "en", "--release", "1", "--out", out)[0] == 0
    assert "over 26,400" in out.read_text(encoding="utf-8") and "over 26,500" not in out.read_text(encoding="utf-8")


def test_what_changed_since_a_release_is_listed(slides):
    code, said, _ = slides("annual_meeting_2023", "--compare", "1")
    assert code == 0
    assert "K016 Kharkiv IT Cluster, Participants of educational events: " in said
    assert "over 26,400 participants, 2023 → over 26,500 participants, 2023 (new value)" in said
    assert said.strip().endswith("1 figure: new value 1")


def test_another_year_is_listed_beside_the_own_and_where_it_cannot_be(slides):
    code, said, _ = slides("annual_meeting_2023", "--compare", "2024")
    assert code == 0
    assert "over 600 organisations, October 2024 | over 310 organisations, December 2023 (comparable: " in said
    assert "(not comparable: nothing comparable told for 2024)" in said


NO_RELEASE = "there is no release 99; write the number of one (python app.py releases lists them)"
ERRORS = [
    ((), "no deck is named; write one of alliance_2022, "),
    (("annual_meting", "--out", "x.pptx"), "there is no deck annual_meting; did you mean annual_meeting_2023?"),
    (("annual_meeting_2023",), "--out is missing; write a file such as --out deck.pptx, or --compare to see what changed"),
    (("annual_meeting_2023", "--out", "x.doc"), "--out is x.doc; write a file that ends in .pptx, .pdf, .html"),
    (("annual_meeting_2023", "--out", "x.pptx", "--language", "fr"), "--language is fr; write one of en, uk"),
    (("annual_meeting_2023", "--out", "x.pptx", "--release", "99"), NO_RELEASE),
    (("annual_meeting_2023", "--compare", "99"), NO_RELEASE),
    (("annual_meeting_2023", "--out", "x.pptx", "--template", "none.pptx"),
     "none.pptx cannot be read (No such file or directory); write the path of a .pptx"),
    (("any_cluster", "--out", "x.pptx"), "This deck is about one cluster; give its id, such as "),
    (("any_cluster", "--cluster", "lviv", "--out", "x.pptx"), "cluster is lviv, which no deck can be made about; give an id such as "),
    (("region_profile", "--region", "UA-63", "--out", "no/such/folder/x.html"),
     "no/such/folder/x.html cannot be written (No such file or directory); write another path"),
]


@pytest.mark.parametrize(("given", "message"), ERRORS)
def test_what_cannot_be_done_is_said_in_one_line(slides, tmp_path, monkeypatch, given, message):
    monkeypatch.chdir(tmp_path)
    code, _, error = slides(*given)
    assert code == 1
    assert error.startswith(message) and error.count("\n") == 1


def test_a_broken_template_is_refused_in_words(slides, tmp_path):
    (tmp_path / "house.pptx").write_bytes(b"not a presentation")
    code, _, error = slides("annual_meeting_2023", "--out", tmp_path / "deck.pptx", "--template", tmp_path / "house.pptx")
    assert code == 1 and error and "Traceback" not in error
    assert not (tmp_path / "deck.pptx").exists()


def test_figures_that_are_not_public_yet_are_marked_and_stay_out_of_the_public_database(slides, tmp_path, monkeypatch):
    for path, text in (("sources/next.yaml", DRAFT), ("decks/next.yaml", DECK)):
        (tmp_path / "drafts" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "drafts" / path).write_text(text, encoding="utf-8")
    own = f"sqlite:///{tmp_path}/drafts.sqlite"
    code, _, error = slides("next_year", "--data", tmp_path / "drafts", "--database", own, "--out", tmp_path / "deck.html")
    assert (code, error) == (0, "")
    assert "Draft: not public yet" in (tmp_path / "deck.html").read_text(encoding="utf-8")
    assert "there is no deck next_year" in slides("next_year", "--out", tmp_path / "deck.html")[2]


def test_a_broken_deck_is_told_with_its_place_and_the_others_are_made(slides, tmp_path):
    (tmp_path / "drafts" / "decks").mkdir(parents=True)
    (tmp_path / "drafts" / "decks" / "broken.yaml").write_text(DECK.replace("tiles", "tilez"), encoding="utf-8")
    own = f"sqlite:///{tmp_path}/drafts.sqlite"
    code, said, error = slides("region_profile", "--region", "UA-63", "--data", tmp_path / "drafts", "--database", own,
                               "--out", tmp_path / "deck.html")
    assert (code, error.split(": ")[0]) == (0, "drafts/decks/broken.yaml:4:11")
    assert "deck.html: " in said
