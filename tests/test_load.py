"""A load gives one release or none, the same on both databases, and old releases stay readable."""

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import and_, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from loaders import beside, digest, facts, parse, run, store, tables
from loaders.canonical import dumped, release_hash
from metrics import query

REPORT, NEWS = "sources/annual_report.csv", "sources/news_page.yaml"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Change a text that a file holds once."""
    written = (folder / file).read_text(encoding="utf-8")
    assert written.count(old) == 1
    (folder / file).write_text(written.replace(old, new), encoding="utf-8")


def rows(database: str, asked) -> list:
    """All rows of a query."""
    engine = store.engine(database)
    with engine.connect() as connection:
        found = connection.execute(asked).all()
    engine.dispose()
    return found


def alive(table, number: int):
    """The rows of a table that belong to a release."""
    return and_(table.c.first_release <= number, table.c.last_release >= number)


def told(database: str, number: int) -> pd.DataFrame:
    """The statements of a release, by id."""
    engine = store.engine(database)
    found = query.statements(query.release(engine, number)).set_index("statement")
    engine.dispose()
    return found


def values(database: str, number: int) -> dict[str, float | None]:
    """The value of each statement of a release."""
    return {id_: None if value != value else value for id_, value in told(database, number)["value"].items()}


def releases(database: str) -> list[tuple[int, str, int]]:
    """Number, hash and statements of each release."""
    table = tables.release.c
    return list(map(tuple, rows(database, select(table.number, table.hash, table.statements).order_by(table.number))))


def hash_from_tables(database: str, number: int) -> str:
    """The hash of a release made again from what is stored."""
    found = []
    for identity in (tables.entity, tables.indicator, tables.source):
        version = tables.metadata.tables[f"{identity.name}_version"]
        joined = identity.join(version, version.c[identity.name] == identity.c.key)
        asked = select(identity.c.id, version.c.hash).select_from(joined).where(alive(version, number))
        found += [(identity.name, *row) for row in rows(database, asked)]
    register = tables.register.c
    kept = select(register.kind, register.id, register.hash).where(alive(tables.register, number))
    found += map(tuple, rows(database, kept))
    statements = told(database, number)
    digests = [digest_of(id_, row) for id_, row in zip(statements.index, statements.to_dict("records"), strict=True)]
    lanes = tuple(sum(map(int, lane)) % 2**64 for lane in zip(*digests, strict=True))
    return release_hash(found, digest.Digest(len(digests), lanes))


def digest_of(id_: str, row: dict) -> np.ndarray:
    """The digest of one statement made of its texts."""
    def json_of(name: str) -> str | None:
        return row[name] and dumped(row[name])

    parts = (
        digest.part("id", id_), digest.part("entity", row["entity"]), digest.part("indicator", row["indicator"]),
        digest.part("period", row["period"], row["sense"]), digest.part("breakdown", row["breakdown"]),
        digest.part("attributes", *(row[name] for name in ("source", "unit", "qualifier", "status", "basis", "edition")),
                    ";".join(row["flags"]), *map(json_of, ("said_by", "locator", "note", "printed"))))
    numbers = (np.array([row[name]], float) for name in ("value", "value_high"))
    return digest.rows([part[:, None] for part in parts], *numbers, digest.sample_sizes([row["sample_size"]], 1))[:, 0]


def test_a_first_load_makes_release_one(small_folder: Path, database: str):
    outcome = run.load([small_folder], database)
    assert (outcome.release, outcome.new, outcome.problems) == (1, True, ())
    assert releases(database) == [(1, outcome.hash, 12)]
    assert outcome.summary == "12 statements read: 12 accepted, 0 refused; release 1 is new, 40 rows added, 0 ended"


def test_loading_the_same_twice_makes_no_new_release(small_folder: Path, database: str):
    first = run.load([small_folder], database)
    second = run.load([small_folder], database)
    assert (second.release, second.new, second.hash) == (1, False, first.hash)
    assert len(releases(database)) == 1


def test_editing_one_value_makes_release_two_and_release_one_stays_readable(small_folder: Path, database: str):
    run.load([small_folder], database)
    edit(small_folder, REPORT, ",4000,", ",4100,")
    outcome = run.load([small_folder], database)
    assert (outcome.release, outcome.new, outcome.counts["added"], outcome.counts["ended"]) == (2, True, 1, 1)
    assert values(database, 1)["R004"] == 4000
    assert values(database, 2)["R004"] == 4100
    assert values(database, 1) | {"R004": 4100.0} == values(database, 2)


def test_the_hash_is_equal_on_both_databases_and_proved_by_their_rows(
    small_folder: Path, sqlite_url: str, postgresql_url: str,
):
    checked = run.check([small_folder]).hash
    for address in (sqlite_url, postgresql_url):
        assert run.load([small_folder], address).hash == checked
        assert hash_from_tables(address, 1) == checked


def test_both_databases_hold_the_same_rows(small_folder: Path, sqlite_url: str, postgresql_url: str):
    """Keys too: they are given in the same order, so that whoever compares the two finds nothing."""
    for address in (sqlite_url, postgresql_url):
        run.load([small_folder], address)
    for table in tables.metadata.sorted_tables:
        columns = [column for column in table.c if column.name != "made"]
        one, other = (rows(address, select(*columns)) for address in (sqlite_url, postgresql_url))
        assert sorted(map(repr, one)) == sorted(map(repr, other))


def test_going_back_to_former_content_is_a_new_release_with_the_former_hash(small_folder: Path, database: str):
    first = run.load([small_folder], database)
    edit(small_folder, REPORT, ",4000,", ",4100,")
    run.load([small_folder], database)
    edit(small_folder, REPORT, ",4100,", ",4000,")
    third = run.load([small_folder], database)
    assert (third.release, third.new, third.hash) == (3, True, first.hash)
    assert values(database, 3) == values(database, 1)


def test_layout_comments_order_and_interface_words_do_not_make_a_release(small_folder: Path, database: str):
    run.load([small_folder], database)
    clusters = (small_folder / "entities/clusters.yaml").read_text(encoding="utf-8")
    first, second = clusters.split("- id: lviv-it-cluster")
    (small_folder / "entities/clusters.yaml").unlink()
    (small_folder / "entities/all").mkdir()
    (small_folder / "entities/all/lviv.yaml").write_text("# comment\n- id: lviv-it-cluster" + second, encoding="utf-8")
    (small_folder / "entities/all/kharkiv.yaml").write_text(first, encoding="utf-8")
    head, *lines = (small_folder / REPORT).read_text(encoding="utf-8").splitlines()
    (small_folder / REPORT).write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    edit(small_folder, NEWS, "value: over 200", "value: 200\n    qualifier: at_least")
    edit(small_folder, "languages/en.yaml", "over: over", "over: more than")
    assert not run.load([small_folder], database).new


def test_a_statement_that_moved_is_found_at_its_new_line(small_folder: Path, database: str):
    run.load([small_folder], database)
    edit(small_folder, NEWS, "statements:\n", "# a comment\nstatements:\n")
    assert not run.load([small_folder], database).new
    assert told(database, 1).loc["N003", ["file", "line"]].tolist() == ["small/sources/news_page.yaml", 21]


def test_what_is_deleted_ends_with_the_release_before(small_folder: Path, database: str):
    run.load([small_folder], database)
    (small_folder / "relations.yaml").unlink()
    edit(small_folder, REPORT, "R004,", "R104,")
    run.load([small_folder], database)
    assert "R004" in values(database, 1)
    assert "R004" not in values(database, 2)
    ended = select(tables.register.c.kind).where(tables.register.c.last_release == 1)
    assert rows(database, ended) == [("relation",)]


def test_a_new_statement_changes_what_is_shown_and_keeps_the_old_release(small_folder: Path, database: str):
    run.load([small_folder], database)
    with (small_folder / REPORT).open("a", encoding="utf-8") as table:
        table.write("R009,uk,lviv-it-cluster,event_participants,825,,,,2023,,reported,,,,,\n")
    run.load([small_folder], database)
    def settled(number: int) -> dict[str, tuple]:
        found = told(database, number)
        return {id_: tuple(found.loc[id_, ["shown", "rivals", "why_shown"]]) for id_ in ("R007", "R009", "N004") if id_ in found.index}

    assert settled(1) == {"N004": (False, 1, None), "R007": (True, 1, "precise")}
    assert settled(2) == {"N004": (False, 2, None), "R007": (False, 2, None), "R009": (True, 2, "precise")}


def test_an_applied_correction_replaces_the_value_and_keeps_what_was_printed(small_folder: Path, database: str):
    run.load([small_folder], database)
    found = told(database, 1).loc[["N005", "R005"], ["value", "printed"]]
    assert list(map(tuple, found.itertuples(index=False))) == [(3000.0, {"value": 300.0}), (1200000.0, None)]


def test_corrections_that_match_nothing_stop_the_load(small_folder: Path, database: str):
    edit(small_folder, "corrections.yaml", "expect: 300\n", "expect: 310\n")
    edit(small_folder, "corrections.yaml", "statement: R005", "statement: R055")
    outcome = run.load([small_folder], database)
    assert [str(problem) for problem in outcome.problems] == [
        "small/corrections.yaml:1:14: statement is R055; no statement has this id, did you mean R005?",
        "small/corrections.yaml:8:11: expect is 310, but value of N005 is 300; "
        "look at the source again, and mend or delete the correction",
    ]


def test_a_reading_that_does_not_fit_its_statement_stops_the_load(small_folder: Path, database: str):
    edit(small_folder, "corrections.yaml", "reading: 3000\n", "reading: 03000\n")
    (problem,) = run.load([small_folder], database).problems
    assert str(problem) == ("small/corrections.yaml:9:12: reading is 03000; "
                            "write a number with digits and a decimal point, such as 26500 or 6.73")


_REFUSE = {
    "sqlite": ("CREATE TRIGGER refuse BEFORE INSERT ON statement BEGIN SELECT RAISE(ABORT, 'no'); END", "DROP TRIGGER refuse"),
    "postgresql": ("ALTER TABLE statement ADD CONSTRAINT refuse CHECK (first_release < 2)", "ALTER TABLE statement DROP CONSTRAINT refuse"),
}


@contextmanager
def refusing(database: str) -> Iterator[None]:
    """A database that takes no statement more."""
    engine = store.engine(database, writing=True)
    refuse, take = _REFUSE[engine.dialect.name]
    with engine.begin() as connection:
        connection.execute(text(refuse))
    yield
    with engine.begin() as connection:
        connection.execute(text(take))
    engine.dispose()


def test_a_load_that_fails_in_the_middle_stores_nothing(small_folder: Path, database: str):
    """A statement that the tables refuse, after entities, indicators and sources are written."""
    run.load([small_folder], database)
    before = {table.name: rows(database, select(table)) for table in tables.metadata.sorted_tables}
    edit(small_folder, "entities/places.yaml", "Kharkiv Oblast", "Kharkiv region")
    edit(small_folder, REPORT, ",4000,", ",4100,")

    with refusing(database), pytest.raises(store.StoreError):
        run.load([small_folder], database)
    assert {table.name: rows(database, select(table)) for table in tables.metadata.sorted_tables} == before


def test_a_first_load_that_fails_in_the_middle_leaves_no_tables(
    small_folder: Path, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
):
    def refuse(*_given) -> None:
        raise sqlite3.OperationalError("no")

    monkeypatch.setattr(facts.bulk, "insert", refuse)
    with pytest.raises(store.StoreError):
        run.load([small_folder], database)
    monkeypatch.undo()
    assert not (tmp_path / "database/atlas.sqlite").exists()
    assert run.load([small_folder], database).release == 1


def test_region_and_country_are_reached_over_within(small_folder: Path, database: str):
    run.load([small_folder], database)
    version = tables.entity_version
    asked = select(tables.entity.c.id, version.c.region, version.c.country).join_from(version, tables.entity)
    assert {tuple(row) for row in rows(database, asked)} == {
        ("ukraine", None, "ukraine"), ("UA-63", "UA-63", "ukraine"), ("kharkiv", "UA-63", "ukraine"),
        ("kharkiv-it-cluster", "UA-63", "ukraine"), ("lviv-it-cluster", None, "ukraine"),
    }


def test_search_holds_folded_names_and_aliases(small_folder: Path, database: str):
    run.load([small_folder], database)
    version = tables.entity_version
    asked = select(version.c.search).join_from(version, tables.entity).where(tables.entity.c.id == "kharkiv-it-cluster")
    ((search,),) = rows(database, asked)
    assert search.split("\n") == [parse.fold(name) for name in ("Kharkiv IT Cluster", "Харківський ІТ-кластер")]


def test_texts_per_language_are_stored_as_json(small_folder: Path, database: str):
    run.load([small_folder], database)
    attributes = tables.attributes.c
    ((said_by, locator),) = rows(database, select(attributes.said_by, attributes.locator).where(attributes.said_by.is_not(None)))
    assert json.loads(said_by) == {"en": "the head of the cluster", "uk": "керівник кластера"}
    assert locator is None


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(str.strip)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1e6) | st.integers(0, 10**6), TEXTS), min_size=1, max_size=5))
def test_what_is_stored_is_what_was_written(small_folder: Path, database: str, told: list[tuple[float, str]]):
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["id", "entity", "indicator", "value", "period", "basis", "note.en"])
    for number, (value, note) in enumerate(told):
        writer.writerow([f"X{number}", "lviv-it-cluster", "event_participants", value, 2000 + number, "reported", note])
    (small_folder / "sources/more.csv").write_text(table.getvalue(), encoding="utf-8", newline="")
    source = (small_folder / "sources/annual_report.yaml").read_text(encoding="utf-8")
    (small_folder / "sources/more.yaml").write_text(source.replace("id: annual_report", "id: more"), encoding="utf-8")
    assert run.load([small_folder], database).problems == ()
    engine = store.engine(database)
    found = query.statements(query.newest(engine), sources=["more"]).sort_values("statement")
    engine.dispose()
    stored = [(value, note["en"]) for value, note in zip(found["value"], found["note"], strict=True)]
    assert stored == [(float(value), parse.text(note)) for value, note in told]


def test_two_folders_are_loaded_as_one(small_folder: Path, database: str, tmp_path: Path):
    more = tmp_path / "more"
    shutil.copytree(small_folder / "entities", more / "entities")
    (more / "entities/places.yaml").unlink()
    (small_folder / "entities/clusters.yaml").unlink()
    assert run.load([small_folder, more], database).release == 1


def test_readers_can_write_nothing(small_folder: Path, database: str):
    run.load([small_folder], database)
    engine = store.engine(database)
    with pytest.raises(DBAPIError, match=r"read-?\s?only"), engine.begin() as connection:
        connection.execute(update(tables.statement).values(value=1))
    engine.dispose()


def test_a_database_of_another_version_is_refused(small_folder: Path, database: str):
    run.load([small_folder], database)
    engine = store.engine(database, writing=True)
    with engine.begin() as connection:
        connection.execute(update(tables.release).values(schema_version=0))
    engine.dispose()
    with pytest.raises(store.StoreError) as caught:
        run.load([small_folder], database)
    assert str(caught.value) == (
        f"the database is of version 0, this program writes version {tables.SCHEMA_VERSION}; "
        "delete it and load again, the files in data/ are the truth")


def test_a_database_of_something_else_is_refused(small_folder: Path, database: str):
    engine = store.engine(database, writing=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE release (name TEXT)"))
    engine.dispose()
    with pytest.raises(store.StoreError, match="the database holds tables of something else"):
        run.load([small_folder], database)


def refusal(folder: Path, address: str) -> str:
    """Why a database cannot be used for a load."""
    with pytest.raises(store.StoreError) as caught:
        run.load([folder], address)
    return str(caught.value)


def test_an_sqlite_file_that_cannot_be_used_gives_a_plain_error(small_folder: Path, tmp_path: Path):
    words, other = tmp_path / "words.sqlite", tmp_path / "other.sqlite"
    words.write_text("These are words, no database at all.")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    assert refusal(small_folder, f"sqlite:///{words}") == f"{words} is not an SQLite database; write another address"
    assert refusal(small_folder, f"sqlite:///{other}") == (
        "the database holds tables of something else; write the address of one of our own")
    assert refusal(small_folder, f"sqlite:///{tmp_path}") == f"{tmp_path} is a folder; write the address of a file"


def test_an_empty_file_as_a_killed_first_load_leaves_it_holds_nothing_to_read_and_is_loaded_into(small_folder: Path, tmp_path: Path):
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    with pytest.raises(store.StoreError) as caught:
        store.engine(f"sqlite:///{empty}")
    assert str(caught.value) == f"{empty} is empty (0 bytes) and holds no release; load the data first"
    assert run.load([small_folder], f"sqlite:///{empty}").release == 1


def test_a_damaged_sqlite_file_gives_a_plain_error(small_folder: Path, sqlite_url: str, tmp_path: Path):
    run.load([small_folder], sqlite_url)
    path = tmp_path / "database/atlas.sqlite"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    assert "the file is damaged; delete it and load again" in refusal(small_folder, sqlite_url)


def test_a_read_only_database_gives_a_plain_error(small_folder: Path, sqlite_url: str, tmp_path: Path):
    run.load([small_folder], sqlite_url)
    edit(small_folder, REPORT, ",4000,", ",4100,")
    read_only = f"sqlite:///file:{tmp_path}/database/atlas.sqlite?mode=ro&uri=true"
    assert refusal(small_folder, read_only).endswith("it is read-only; change its permissions or write another address")


def test_addresses_of_no_database_give_plain_errors(tmp_path: Path):
    for address, said in {
        "atlas": "'atlas' is no database address; write sqlite:///atlas.db or postgresql://...",
        "mysql://host/name": "mysql is no database this program knows; write sqlite:/// or postgresql://",
        f"sqlite:///{tmp_path}/none.sqlite": f"{tmp_path}/none.sqlite is not there; load the data first",
    }.items():
        with pytest.raises(store.StoreError) as caught:
            store.engine(address)
        assert str(caught.value) == said
    assert not (tmp_path / "none.sqlite").exists()


def test_a_server_that_does_not_answer_gives_a_plain_error_without_the_password(small_folder: Path):
    said = refusal(small_folder, "postgresql://somebody:secret@127.0.0.1:1/atlas")
    assert said.startswith("postgresql+psycopg://somebody:***@127.0.0.1:1/atlas cannot be used: ")
    assert "secret" not in said


def test_a_load_waits_for_another_that_writes(small_folder: Path, sqlite_url: str):
    """A load begins by taking the write lock, so nothing it has read can be changed by another."""
    run.load([small_folder], sqlite_url)
    engine = store.engine(sqlite_url, writing=True)
    path = sqlite_url.removeprefix("sqlite:///")
    with (
        engine.begin(), closing(sqlite3.connect(path, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")
    engine.dispose()


def test_sqlite_keeps_its_foreign_keys_and_a_safe_journal(small_folder: Path, sqlite_url: str):
    run.load([small_folder], sqlite_url)
    engine = store.engine(sqlite_url, writing=True)
    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert mode == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete")
    with pytest.raises(DBAPIError, match="FOREIGN KEY"), engine.begin() as connection:
        connection.execute(insert(tables.entity_version).values(
            entity=999, kind="city", search="", record="{}", hash="", first_release=1))
    engine.dispose()


def test_languages_and_outlines_of_the_folders_are_given_as_plain_values(small_folder: Path):
    languages = beside.languages([small_folder], ["uk", "en"])
    assert list(languages) == ["uk", "en"]
    assert languages["uk"]["words"] == {"over": "понад"}
    assert languages["uk"]["entities"] == {"kharkiv-it-cluster": "Харківський ІТ-кластер"}
    with pytest.raises(run.Refused, match=r"languages/pl\.yaml:1:1: the file is not there; write it"):
        beside.languages([small_folder], ["pl"])
    (small_folder / "maps").mkdir()
    (small_folder / "maps/small.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert beside.outlines([small_folder]) == {"small": {"type": "FeatureCollection", "features": []}}


def test_a_first_load_leaves_every_key_and_index_that_the_tables_have(small_folder, database):
    run.load([small_folder], database)
    engine = store.engine(database)
    for table in (tables.statement, tables.latest):
        found = inspect(engine)
        assert {index["name"] for index in found.get_indexes(table.name)} == {index.name for index in table.indexes}
        assert found.get_pk_constraint(table.name)["constrained_columns"] == table.primary_key.columns.keys()
    engine.dispose()
