"""Each kind of bad input has one message, word for word, and stores nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from loaders import run, store, tables
from loaders.gather import gather

PLACES, INDICATORS = "entities/places.yaml", "indicators/indicators.yaml"
REPORT, NEWS, SOURCE = "sources/annual_report.csv", "sources/news_page.yaml", "sources/annual_report.yaml"


def changed(file: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of one text in one file; the text must be there once."""

    def change(folder: Path) -> None:
        written = (folder / file).read_text(encoding="utf-8")
        assert written.count(old) == 1
        (folder / file).write_text(written.replace(old, new), encoding="utf-8")

    return change


def rewritten(file: str, content: bytes) -> Callable[[Path], None]:
    """A file with other bytes."""

    def rewrite(folder: Path) -> None:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)

    return rewrite


def with_row(row: str) -> Callable[[Path], None]:
    """The report's table with a row more."""

    def add(folder: Path) -> None:
        with (folder / REPORT).open("a", encoding="utf-8") as table:
            table.write(row + "\n")

    return add


BAD = {
    "a key given twice": (
        changed(PLACES, "  iso: UA\n", "  iso: UA\n  iso: UA\n"),
        ["small/entities/places.yaml:4:3: iso is given twice, first on line 3; keep one of the two"],
    ),
    "NO for a boolean": (
        changed(INDICATORS, "per_head: true", "per_head: NO"),
        ["small/indicators/indicators.yaml:19:13: per_head is NO; write true or false"],
    ),
    "a leading zero for a number": (
        changed(NEWS, "value: over 200", "value: 0123"),
        ["small/sources/news_page.yaml:10:12: value is 0123; "
         "write a number with digits and a decimal point, such as 26500 or 6.73"],
    ),
    "a time for a number": (
        changed(PLACES, "latitude_deg: 49.99", "latitude_deg: 12:30"),
        ["small/entities/places.yaml:13:17: latitude_deg is 12:30; "
         "write a number with digits and a decimal point, such as 26500 or 6.73"],
    ),
    "a leading zero for a number in a table": (
        with_row("R008,en,lviv-it-cluster,event_participants,0123,,,,2021,,reported,,,,,"),
        ["small/sources/annual_report.csv:9:value: value is 0123; "
         "write a number with digits and a decimal point, such as 26500 or 6.73"],
    ),
    "an unknown indicator": (
        changed(NEWS, "indicator: founded", "indicator: fuonded"),
        ["small/sources/news_page.yaml:22:16: indicator is fuonded; no indicator has this id, did you mean founded?"],
    ),
    "an entity named instead of its id": (
        changed(NEWS, "entity: ukraine", "entity: Україна"),
        ["small/sources/news_page.yaml:15:13: entity is Україна; "
         "write an id of Latin letters, digits, dots, dashes and underscores, at most 100"],
    ),
    "a value out of the plausible range": (
        with_row("R008,en,kharkiv-it-cluster,member_companies,26500,,,,2021,,self_reported,,,,,"),
        ["small/sources/annual_report.csv:9:value: value is 26500; the greatest plausible member_companies is 5000: "
         "mend it, or add the flag out_of_range or suspected_typo"],
    ),
    "a ragged row": (
        with_row("R008,en,lviv-it-cluster"),
        ["small/sources/annual_report.csv:9:1: the row has 3 fields; write 16, as the header has"],
    ),
    "a windows-1251 file": (
        rewritten(PLACES, "- id: ukraine\n  kind: country\n  name: Україна\n".encode("windows-1251")),
        ["small/entities/places.yaml:3:9: the file is not UTF-8 (it looks like windows-1251); save it as UTF-8"],
    ),
    "an empty file": (
        rewritten("entities/empty.yaml", b""),
        ["small/entities/empty.yaml:1:1: the file is empty; write at least one record or delete the file"],
    ),
    "a file of comments": (
        rewritten("entities/empty.yaml", b"# later\n"),
        ["small/entities/empty.yaml:1:1: the file is empty; write at least one record or delete the file"],
    ),
    "an empty table": (
        rewritten(REPORT, b""),
        ["small/sources/annual_report.csv:1:1: the file is empty; write at least one record or delete the file"],
    ),
    "a table parted by semicolons": (
        rewritten(REPORT, b"id;entity;indicator;value\nR001;lviv-it-cluster;member_companies;300\n"),
        ["small/sources/annual_report.csv:1:1: the fields are parted by semicolons; save the file as CSV with commas"],
    ),
    "a statement id used twice": (
        changed(NEWS, "id: N003", "id: N002"),
        ["small/sources/news_page.yaml:20:9: id is N002, as in small/sources/news_page.yaml:14; "
         "give each statement an id of its own, or keep one of the two"],
    ),
    "a statement id used in two files": (
        changed(NEWS, "id: N003", "id: R003"),
        ["small/sources/news_page.yaml:20:9: id is R003, as in small/sources/annual_report.csv:4; "
         "give each statement an id of its own, or keep one of the two"],
    ),
    "one observation from one place twice": (
        with_row("R008,en,kharkiv-it-cluster,member_companies,151,,,,2023-12,,self_reported,page 3,сторінка 3,,,"),
        ["small/sources/annual_report.csv:9:id: id is R008, which says the same observation as R001 in "
         "small/sources/annual_report.csv:2, with the same edition, speaker and place in the source; "
         "keep one of the two"],
    ),
    "a misspelt key": (
        changed(SOURCE, "published:", "publshed:"),
        ["small/sources/annual_report.yaml:5:1: publshed is not a key here; did you mean published?"],
    ),
    "a misspelt choice": (
        changed(NEWS, "basis: statistics", "basis: statistic"),
        ["small/sources/news_page.yaml:19:12: basis is statistic; did you mean statistics?"],
    ),
    "a file in a misspelt folder": (
        rewritten("entites/peers.yaml", b"- id: x\n"),
        ["small/entites/peers.yaml:1:1: the file is entites/peers.yaml, where no records are looked for; "
         "did you mean entities?"],
    ),
    "a correction that matches nothing": (
        changed("corrections.yaml", "expect: 1200000", "expect: 1300000"),
        ["small/corrections.yaml:3:11: expect is 1300000, but value of R005 is 1200000; "
         "look at the source again, and mend or delete the correction"],
    ),
    "several problems in several files": (
        lambda folder: [BAD[name][0](folder) for name in ("NO for a boolean", "a key given twice", "a ragged row")],
        ["small/entities/places.yaml:4:3: iso is given twice, first on line 3; keep one of the two",
         "small/indicators/indicators.yaml:19:13: per_head is NO; write true or false",
         "small/sources/annual_report.csv:9:1: the row has 3 fields; write 16, as the header has"],
    ),
}


def stored(database: str) -> dict[str, int]:
    """How many rows each table holds."""
    engine = store.engine(database)
    with engine.connect() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }
    engine.dispose()
    return counts


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_word_for_word_and_stores_nothing(name: str, small_folder: Path, database: str):
    assert run.load([small_folder], database).problems == ()
    before = stored(database)
    spoil, messages = BAD[name]
    spoil(small_folder)
    outcome = run.load([small_folder], database)
    assert [str(problem) for problem in outcome.problems] == messages
    assert outcome.release is None
    assert not outcome.new
    assert stored(database) == before


def test_a_first_load_with_a_problem_leaves_no_database_behind(small_folder: Path, sqlite_url: str, tmp_path: Path):
    BAD["a ragged row"][0](small_folder)
    assert run.load([small_folder], sqlite_url).problems
    assert not (tmp_path / "database").exists()


def test_in_text_fields_no_and_0123_and_12_30_load_as_written(small_folder: Path):
    added = '- {id: "0123", kind: city, name: {en: NO, uk: 12:30}, aliases: [0123, 1_000, 1.10, yes, 2024_1]}\n'
    (small_folder / "entities/odd.yaml").write_text(added, encoding="utf-8")
    outcome = run.check([small_folder])
    assert outcome.problems == ()
    odd = next(e.record for e in gather([small_folder]).entries["entity"] if e.record.id == "0123")
    assert odd.name == {"en": "NO", "uk": "12:30"}
    assert odd.aliases == ("0123", "1_000", "1.10", "yes", "2024_1")


def test_rows_read_are_rows_accepted_and_rows_refused(small_folder: Path):
    before = run.check([small_folder])
    BAD["a ragged row"][0](small_folder)
    BAD["a leading zero for a number in a table"][0](small_folder)
    after = run.check([small_folder])
    assert after.counts["refused"] == 2
    assert after.counts["statement"] == before.counts["statement"]
    assert after.summary == "14 statements read: 12 accepted, 2 refused; 2 problems, nothing is stored"
