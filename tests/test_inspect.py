"""`app.py inspect`, and what it shares with the import page: a foreign file looked at, and put into the data folder whole or not."""

import re
from pathlib import Path

import pytest

import app
from loaders import inspection, placing
from loaders.gather import gather
from loaders.imports.files import File
from loaders.imports.registers import Registers

TABLE = """\
Компанії за даними організаторів;;
Область;2023;2024
Харківська область;1 310;1 402,5
Львівська область;–;86
Джерело: опитування;;
"""
RECIPE = """\
id: companies
source: news_page
basis: reported
table: {encoding: windows-1251, delimiter: semicolon, header_rows: [2], ends: {before: "Джерело: опитування"}}
entity: {column: Область, leave_out: [Львівська область]}
indicator: {constant: event_participants}
period: {across: {from: 2023}}
value:
  numerals: {decimal: comma, thousands: space}
  missing: {–: absent}
"""


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "Мої дані (остання версія).csv"
    path.write_bytes(TABLE.encode("windows-1251"))
    return path


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(RECIPE, encoding="utf-8")
    return path


def inspected(content: bytes, folder: Path, **asked) -> inspection.Inspection:
    registers = Registers.of(gather([folder]))
    return inspection.inspected(File.of_bytes("table.csv", content), registers, inspection.Asked(**asked))


def test_a_file_is_told_with_what_was_understood_what_is_lacking_and_a_recipe(given, small_folder, capsys):
    assert app.main(["inspect", str(given), "--data", str(small_folder)]) == 1
    said = capsys.readouterr().out
    for line in (r"Encoding +windows-1251 +sure \d+%", r"It reads: Компанії, за, даними", r"Between cells +semicolon", r"Header rows +1",
                 r"Column: about whom +Область", r"Side by side +columns 2023 to 2024", r"Mark between thousands +space",
                 r"recipe\.yaml:1:1: indicator is missing; write where it stands, or a constant",
                 r"recipe\.yaml:1:1: source is missing; write the id of a source", r"\d+ rows read: ", r"encoding: windows-1251",
                 r"ends: \{before: \"Джерело: опитування\"\}"):
        assert re.search(line, said), line


def test_statements_stand_beside_the_cells_they_come_from(given, recipe, small_folder, capsys):
    assert app.main(["inspect", str(given), "--recipe", str(recipe), "--data", str(small_folder)]) == 0
    said = capsys.readouterr().out
    assert "UA-63 · event_participants · 2024 = 1402.5 persons\n" in said
    assert f"{given.name}:3:2024: Харківська область | 1 310 | [1 402,5]" in said
    assert "2 rows after" not in said and "left out by name 1" in said


def test_each_problem_is_told_with_its_line_and_the_row_it_is_about(given, recipe, small_folder, capsys):
    given.write_bytes(TABLE.replace("1 402,5", "1 402,5;7").encode("windows-1251"))
    assert app.main(["inspect", str(given), "--recipe", str(recipe), "--data", str(small_folder)]) == 1
    said = capsys.readouterr().out
    assert f"{given.name}:3:1: the row has 4 fields; write 3, as the header has" in said
    assert "Харківська область | 1 310 | 1 402,5 | 7" in said


def test_problems_that_say_the_same_are_told_once_with_their_lines(small_folder):
    rows = "".join(f"Nowhere;{year};5\n" for year in range(2010, 2020))
    found = inspected(f"Region;Year;Value\nKharkiv Oblast;2009;4\n{rows}".encode(), small_folder,
                      before="source: news_page\nindicator: {constant: event_participants}\n")
    alike = inspection.together(found.preview.problems)
    assert [(problem.message[:17], lines) for problem, lines in alike] == [("entity is Nowhere", list(range(3, 13)))]


def test_what_is_well_is_saved_under_the_hash_of_its_bytes(given, recipe, small_folder, monkeypatch, capsys):
    monkeypatch.setattr(app, "settings", lambda: {"data": [str(small_folder)], "imports": {"folder": str(small_folder)}})
    assert app.main(["inspect", str(given), "--recipe", str(recipe), "--data", str(small_folder), "--save"]) == 0
    [file], [saved] = (small_folder / "files").iterdir(), (small_folder / "imports").iterdir()
    assert re.fullmatch(r"[0-9a-f]{16}\.csv", file.name) and file.read_bytes() == given.read_bytes()
    assert saved.name == "companies.yaml" and f"file: {file.name}" in saved.read_text(encoding="utf-8").replace('"', "")
    assert str(saved) in capsys.readouterr().out


def test_what_is_not_well_is_not_saved(given, small_folder, monkeypatch, capsys):
    monkeypatch.setattr(app, "settings", lambda: {"data": [str(small_folder)], "imports": {"folder": str(small_folder)}})
    assert app.main(["inspect", str(given), "--data", str(small_folder), "--save"]) == 1
    assert "Not saved: mend the problems first." in capsys.readouterr().out
    assert not (small_folder / "files").exists() and not (small_folder / "imports").exists()


def test_the_recipe_can_be_written_elsewhere_to_be_corrected(given, small_folder, tmp_path, capsys):
    out = tmp_path / "draft.yaml"
    app.main(["inspect", str(given), "--data", str(small_folder), "--out", str(out)])
    assert out.read_text(encoding="utf-8") in capsys.readouterr().out


def test_a_file_that_is_not_there_is_said_in_one_line(small_folder, capsys):
    assert app.main(["inspect", "nowhere.csv", "--data", str(small_folder)]) == 1
    assert capsys.readouterr().err == "nowhere.csv is not there; name a file\n"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"{}", b'{"class": "dataset"}', b"\x00\x01\x02", b"DATAFLOW,a\n", b"a"])
def test_what_is_no_table_is_told_and_never_fails(content, small_folder):
    assert inspected(content, small_folder).preview.problems


def test_what_a_person_corrects_changes_the_recipe_and_what_they_wrote_stays(small_folder):
    content = TABLE.encode("windows-1251")
    first = inspected(content, small_folder)
    before = first.recipe + "indicator: {constant: event_participants}\nsource: news_page\n"
    found = inspected(content, small_folder, before=before, fixed={"encoding": "koi8-u", "decimal": "point"})
    assert "encoding: koi8-u" in found.recipe and "decimal" not in found.recipe
    assert "constant: event_participants" in found.recipe and "source: news_page" in found.recipe


def test_names_that_mean_a_city_or_its_oblast_are_told_apart_by_what_all_of_them_can_be(small_folder):
    places = small_folder / "entities" / "places.yaml"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace("  name: {en: Kharkiv Oblast", "  aliases: [Харків]\n  name: {en: Kharkiv Oblast"), encoding="utf-8")
    both = inspected("place,year,value\nХарків,2020,5\nХарківська область,2021,6\n".encode(), small_folder)
    assert "entity: {column: place, kind: region}" in both.recipe
    plain = inspected(b"place,year,value\nKharkiv Oblast,2020,5\nUkraine,2021,6\n", small_folder)
    assert "entity: {column: place}" in plain.recipe


# into the folder ----------------------------------------------------------------


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_was_put_is_taken_back_to_the_byte(given, small_folder):
    (small_folder / "imports").mkdir()
    (small_folder / "files").mkdir()
    (small_folder / "imports" / "a.yaml").write_text("id: a\n")
    before = tree(small_folder)
    for recipe_id in ("a", "b"):
        placed = placing.place(small_folder, given, "0123456789abcdef.csv", recipe_id, "id: other\n")
        assert tree(small_folder) != before
        placed.take_back()
        assert tree(small_folder) == before


def test_a_file_that_was_there_already_is_not_taken_away_with_a_recipe(given, small_folder):
    first = placing.place(small_folder, given, "0123456789abcdef.csv", "a", "id: a\n")
    placing.place(small_folder, given, "0123456789abcdef.csv", "b", "id: b\n").take_back()
    assert first.file.is_file() and first.recipe.is_file()


def test_where_the_recipe_cannot_be_written_the_file_is_not_left(given, small_folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    before = tree(small_folder)
    monkeypatch.setattr(placing, "_write", full)
    with pytest.raises(OSError, match="No space"):
        placing.place(small_folder, given, "0123456789abcdef.csv", "a", "id: a\n")
    assert tree(small_folder) == before


def test_a_broken_copy_leaves_nothing_half_done(given, small_folder, monkeypatch):
    def broken(source, stream, size):
        stream.write(source.read(10))
        raise OSError(5, "Input/output error")

    before = tree(small_folder)
    monkeypatch.setattr(placing.shutil, "copyfileobj", broken)
    with pytest.raises(OSError, match="Input/output"):
        placing.place(small_folder, given, "0123456789abcdef.csv", "a", "id: a\n")
    assert tree(small_folder) == before


def test_the_overlay_looks_as_the_folder_would_and_touches_nothing(given, small_folder):
    before = tree(small_folder)
    with placing.overlay(small_folder, given, "0123456789abcdef.csv", "a", "id: a\n") as mirror:
        assert tree(mirror) == {**before, "imports/a.yaml": b"id: a\n", "files/0123456789abcdef.csv": given.read_bytes()}
        assert (mirror / "files" / "0123456789abcdef.csv").read_bytes() == given.read_bytes()
        assert mirror.name == small_folder.name
    assert tree(small_folder) == before and not mirror.exists()


def test_a_folder_that_cannot_be_written_is_known(small_folder):
    assert placing.writable(small_folder)
    (small_folder / "files").write_text("a file where a folder should be")
    assert not placing.writable(small_folder)
