"""A house template is kept only for an editor, only when it fits, and only under the hash of its content."""

import base64
import io
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pptx import Presentation
from shipped import visit
from test_compose import shown

from publish.slides import house, powerpoint_default
from publish.slides.shelf import Shelf

TOKEN = "a token of the editors"


@pytest.fixture
def editor(tmp_path: Path):
    """A visit to a server that has a token and an empty data folder."""
    made = visit("/slides", lang="en")
    return replace(made, settings={**made.settings, "editor_token": TOKEN, "data_folder": str(tmp_path)}, decks=Shelf())


def sent(content: bytes) -> str:
    """A file as a browser sends it."""
    return "data:application/octet-stream;base64," + base64.b64encode(content).decode()


def own() -> bytes:
    """A template that has every layout."""
    return powerpoint_default.template("House", "#123456")


def kept_files(editor) -> list[str]:
    return sorted(path.name for path in Path(editor.settings["data_folder"]).rglob("*") if path.is_file())


def test_an_editor_brings_a_template_and_it_is_kept_under_its_hash(editor):
    kept = house.keep(editor, TOKEN, sent(own()), shown("annual_meeting_2023"))
    name = sha256(own()).hexdigest()[:12]
    assert (kept.name, kept_files(editor)) == (name, [f"{name}.pptx"])
    assert editor.decks.templates[name] == own()


@pytest.mark.parametrize("token", ["", None, "a token of the editor", "\ud800", 5])
def test_without_the_right_token_nothing_is_kept(editor, token):
    kept = house.keep(editor, token, sent(own()), shown("annual_meeting_2023"))
    assert (kept.name, kept_files(editor), editor.decks.templates) == ("", [], {})


def test_where_the_server_has_no_token_nobody_can_bring_one(editor):
    closed = replace(editor, settings={**editor.settings, "editor_token": ""})
    assert not house.offered(closed)
    assert house.keep(closed, "", sent(own()), shown("annual_meeting_2023")).name == ""
    assert kept_files(closed) == []


@pytest.mark.parametrize("contents", [None, 3, "", "data:x;base64,***", "data:x;base64,шаблон", sent(b"no presentation at all")])
def test_what_is_no_presentation_is_refused_in_words(editor, contents):
    kept = house.keep(editor, TOKEN, contents, shown("annual_meeting_2023"))
    assert kept.name == ""
    assert kept.told
    assert kept_files(editor) == []


def test_a_template_without_a_needed_layout_is_told_by_its_name(editor):
    presentation = Presentation(io.BytesIO(own()))
    for layout in list(presentation.slide_layouts):
        if layout.name == "tiles":
            presentation.slide_layouts.remove(layout)
    file = io.BytesIO()
    presentation.save(file)
    kept = house.keep(editor, TOKEN, sent(file.getvalue()), shown("annual_meeting_2023"))
    assert (kept.name, kept_files(editor)) == ("", [])
    assert "tiles" in kept.told


def test_a_folder_that_cannot_be_written_is_told(editor, tmp_path: Path):
    (tmp_path / "templates").write_text("a file where the folder should be", encoding="utf-8")
    kept = house.keep(editor, TOKEN, sent(own()), shown("annual_meeting_2023"))
    assert kept.name == ""
    assert "cannot be written" in kept.told
