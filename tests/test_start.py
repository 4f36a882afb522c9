"""What a start does: it loads what the first page needs and nothing else, and reads no data that it has read before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import shipped
from dash import html
from foreign_folder import bring, rows
from shipped import PROJECT
from sqlalchemy import create_engine, inspect

from layouts import lean
from loaders import run, unchanged

NOT_YET = ("pptx", "fpdf", "openpyxl", "xlsxwriter", "lxml", "fontTools", "psycopg", "flask", "loaders.run", "loaders.store",
           "loaders.inspection")
"""What makes slides, forms and workbooks, speaks with PostgreSQL, serves otherwise, loads, and understands what editors bring."""

FIRST_PAGE = """
import sys
from pathlib import Path
import app
assert "dash" not in sys.modules, "the command line loads no pages"
from in_process import ask
from loaders import databases
server = app.site_of(app.settings(), databases.engine(sys.argv[1]), [Path(sys.argv[2])])
assert ask(server, "/").status_code == 200
print(*sorted(set(sys.argv[3:]) & set(sys.modules)))
assert ask(server, "/slides/deck.pptx?deck=annual_meeting_2023").status_code == 200
print(*sorted(set(sys.argv[3:]) & set(sys.modules)))
"""


def test_the_first_page_is_answered_without_what_makes_files():
    path = os.pathsep.join(map(str, (PROJECT, PROJECT / "tests")))
    said = subprocess.run([sys.executable, "-c", FIRST_PAGE, shipped.address(), str(shipped.DATA), *NOT_YET], cwd=PROJECT,
                          capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    assert said.returncode == 0, said.stderr
    first, then = said.stdout.splitlines()
    assert first == ""
    assert {"pptx", "lxml", "xlsxwriter"} <= set(then.split())


def test_what_was_loaded_is_known_without_reading_it_again(small_folder: Path, database: str):
    assert unchanged.outcome([small_folder], database) is None
    assert run.load([small_folder], database).release == 1
    known = unchanged.outcome([small_folder], database)
    assert (known.release, known.problems) == (1, ())
    assert known.summary == "no file has changed since it was loaded, release 1 stays"


def _add(folder: Path) -> None:
    (folder / "decks").mkdir()
    (folder / "decks" / "new.yaml").write_text("id: new\n", encoding="utf-8")


def _respell(folder: Path) -> None:
    path = folder / "corrections.yaml"
    path.write_bytes(path.read_bytes() + b"\n")


def _rename(folder: Path) -> None:
    (folder / "relations.yaml").rename(folder / "relation.yaml")


def _take(folder: Path) -> None:
    (folder / "relations.yaml").unlink()


@pytest.mark.parametrize("change", [_add, _respell, _rename, _take])
def test_whatever_changes_in_a_file_is_seen(change, small_folder: Path, sqlite_url: str):
    run.load([small_folder], sqlite_url)
    change(small_folder)
    assert unchanged.outcome([small_folder], sqlite_url) is None


def test_a_change_that_keeps_the_time_and_the_length_of_a_file_is_seen(small_folder: Path, sqlite_url: str):
    run.load([small_folder], sqlite_url)
    path = next((small_folder / "sources").glob("*.csv"))
    before, content = path.stat(), path.read_bytes()
    path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert unchanged.outcome([small_folder], sqlite_url) is None


@pytest.mark.parametrize("part", ["files", "imports"])
def test_a_change_in_a_folder_that_is_linked_to_is_seen(part, small_folder: Path, sqlite_url: str, tmp_path: Path):
    bring(small_folder, rows())
    (small_folder / part).rename(tmp_path / "elsewhere")
    (small_folder / part).symlink_to(tmp_path / "elsewhere")
    assert run.load([small_folder], sqlite_url).accounts["yearly"].statements == 40
    assert unchanged.outcome([small_folder], sqlite_url).release == 1
    path = next((tmp_path / "elsewhere").iterdir())
    path.write_text(path.read_text(encoding="utf-8").replace("2014,100", "2014,700").replace("statistics", "survey"), encoding="utf-8")
    assert unchanged.outcome([small_folder], sqlite_url) is None
    assert run.load([small_folder], sqlite_url).release == 2


def test_another_program_reads_the_files_again(small_folder: Path, sqlite_url: str, tmp_path: Path, monkeypatch):
    run.load([small_folder], sqlite_url)
    (tmp_path / "check.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(unchanged, "PROGRAM", (*unchanged.PROGRAM, tmp_path / "check.py"))
    assert unchanged.outcome([small_folder], sqlite_url) is None


def test_only_the_newest_release_is_taken_for_what_is_in_the_folders(small_folder: Path, sqlite_url: str, monkeypatch):
    run.load([small_folder], sqlite_url)
    path = next((small_folder / "sources").glob("*.csv"))
    whole = path.read_text(encoding="utf-8")
    path.write_text("".join(whole.splitlines(keepends=True)[:-1]), encoding="utf-8")
    with monkeypatch.context() as earlier:  # a program that leaves no digest has made the newest release
        earlier.setattr(unchanged, "remember", lambda *_: None)
        assert run.load([small_folder], sqlite_url).release == 2
    path.write_text(whole, encoding="utf-8")
    assert unchanged.outcome([small_folder], sqlite_url) is None


def test_what_was_refused_is_read_again(small_folder: Path, sqlite_url: str):
    run.load([small_folder], sqlite_url)
    (small_folder / "corrections.yaml").write_text("none: [", encoding="utf-8")
    assert run.load([small_folder], sqlite_url).problems
    assert unchanged.outcome([small_folder], sqlite_url) is None


def test_a_database_of_an_earlier_program_is_loaded_into_and_then_known(small_folder: Path, sqlite_url: str):
    run.load([small_folder], sqlite_url)
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        unchanged.LOADED.drop(connection)
    assert unchanged.outcome([small_folder], sqlite_url) is None
    assert not run.load([small_folder], sqlite_url).new
    assert inspect(engine).has_table("loaded") and unchanged.outcome([small_folder], sqlite_url).release == 1
    engine.dispose()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00 and no more", b"something else"])
def test_what_is_no_database_is_left_to_the_load_to_speak_of(content, small_folder: Path, tmp_path: Path):
    (tmp_path / "atlas.sqlite").write_bytes(content)
    assert unchanged.outcome([small_folder], f"sqlite:///{tmp_path}/atlas.sqlite") is None


def test_components_do_without_their_help(monkeypatch):
    monkeypatch.setattr(html.Abbr, "__doc__", "An Abbr component.")
    lean.forget_help()
    assert html.Abbr.__doc__ is None and html.Abbr("a").to_plotly_json()["type"] == "Abbr"
