"""Imports in a load: streamed in, held by their digests, settled with the statements of source files, rolled back whole."""

import json
from pathlib import Path

import pytest
from foreign_folder import RECIPE, bring, id_of, rows
from sqlalchemy import event, func, select, text

from loaders import run, store, tables
from loaders.imports.foreign import Foreign
from metrics import asked, compare, frames, query, told
from metrics.names import names

OTHER = RECIPE.replace("source: news_page", "source: annual_report")


@pytest.fixture
def folder(small_folder: Path) -> Path:
    """The small folder with forty imported figures."""
    return bring(small_folder, rows())


def load(folder: Path, database: str) -> run.Outcome:
    outcome = run.load([folder], database)
    assert not outcome.problems, [str(problem) for problem in outcome.problems]
    return outcome


def refused(folder: Path, database: str) -> list[str]:
    """What is wrong, in words; the check says the same as the load."""
    loaded, checked = run.load([folder], database), run.check([folder])
    assert loaded.release is None
    assert loaded.problems == checked.problems
    return [str(problem) for problem in loaded.problems]


def newest(database: str) -> query.Release:
    found = query.newest(store.engine(database))
    assert found is not None
    return found


def changed(told: list[tuple], at: int, figure: object) -> list[tuple]:
    """The rows with one other figure."""
    return [(*row[:3], figure) if place == at else row for place, row in enumerate(told)]


def test_a_load_brings_the_statements_of_an_import_and_says_what_became_of_its_rows(folder, database):
    bring(folder, [*rows(), ("lviv-it-cluster", "member_companies", "2024", "")])
    outcome = load(folder, database)
    assert outcome.hash == run.check([folder]).hash
    assert outcome.summary.split("\n") == [
        "12 statements read: 12 accepted, 0 refused; release 1 is new, 80 rows added, 0 ended",
        "yearly: 41 rows read: 40 stored as 40 statements, 1 left out (without a figure 1), 0 refused",
    ]
    one = query.statements(newest(database), ids=["yearly:lviv-it-cluster:event_participants:2015"]).iloc[0]
    assert (one["value"], one["source"], one["basis"], one["line"]) == (101, "news_page", "statistics", 33)
    assert (one["file"], one["locator"], one["unit"]) == ("small/files/yearly.csv", {"en": "the yearly table"}, "persons")


def test_a_load_tells_what_a_file_that_was_cut_or_changed_says_differently(folder, database):
    told: list[str] = []
    run.load([folder], database, told.append)
    bring(folder, [*changed(rows(), 3, "777"), ("lviv-it-cluster", "member_companies", "2024", "55")][1:])
    run.load([folder], database, told.append)
    assert [line for line in told if line.startswith("yearly")] == [
        "yearly: 40 statements read: 40 new, 0 changed, 0 gone", "yearly: 40 statements read: 1 new, 1 changed, 1 gone"]


def test_the_same_statements_written_in_a_source_file_give_the_same_release(small_folder, folder, sqlite_url, tmp_path):
    imported = load(folder, sqlite_url)
    (folder / "imports/yearly.yaml").unlink()
    (folder / "files/yearly.csv").unlink()
    lines = "".join(f"{id_of(row)},{','.join(map(str, row))},statistics,the yearly table\n" for row in rows())
    (folder / "sources/news_page.csv").write_text("id,entity,indicator,period,value,basis,locator.en\n" + lines, encoding="utf-8")
    assert run.load([folder], f"sqlite:///{tmp_path}/other.sqlite").hash == imported.hash


def test_an_import_whose_file_is_as_before_is_not_read_again(folder, database, monkeypatch):
    first = load(folder, database)
    monkeypatch.setattr(Foreign, "batches", lambda *_: pytest.fail("the file was read"))
    again = load(folder, database)
    assert (again.release, again.new, again.hash) == (1, False, first.hash)
    assert again.summary.split("\n")[1:] == first.summary.split("\n")[1:]
    (folder / "relations.yaml").unlink()
    assert load(folder, database).counts["added"] == 0
    assert len(query.statements(newest(database))) == 52


def test_a_figure_that_changes_writes_one_row_and_old_releases_stay(folder, database):
    load(folder, database)
    bring(folder, changed(rows(), 7, 5))
    outcome = load(folder, database)
    assert (outcome.release, outcome.counts["added"], outcome.counts["ended"]) == (2, 1, 1)
    id_ = id_of(rows()[7])
    values = [query.statements(query.release(newest(database).engine, number), ids=[id_])["value"].item() for number in (1, 2)]
    assert values == [107, 5]
    bring(folder, rows())
    assert load(folder, database).hash == query.release(newest(database).engine, 1).hash


def test_a_file_in_another_order_is_no_new_release_and_its_lines_follow(folder, database):
    load(folder, database)
    bring(folder, reversed(rows()))
    assert not load(folder, database).new
    lines = query.statements(newest(database), ids=[id_of(rows()[0])])["line"]
    assert lines.tolist() == [41]


def test_a_file_of_another_name_is_textsby_the_release_that_reads_it(folder, database):
    load(folder, database)
    (folder / "files/yearly.csv").unlink()
    bring(folder, changed(rows(), 0, 1), RECIPE.replace("file: yearly.csv", "file: later.csv"))
    (folder / "files/yearly.csv").rename(folder / "files/later.csv")
    load(folder, database)
    engine, staying = newest(database).engine, id_of(rows()[5])
    paths = [query.statements(query.release(engine, number), ids=[staying])["file"].item() for number in (1, 2)]
    assert paths == ["small/files/yearly.csv", "small/files/later.csv"]


def test_one_problem_at_the_end_of_a_file_rolls_everything_back(folder, database):
    load(folder, database)
    bring(folder, [*changed(rows(), 0, 1), ("lviv-it-cluster", "member_companies", "2024", "many")])
    (problem,) = refused(folder, database)
    assert problem.startswith("small/files/yearly.csv:42:")
    assert [one.number for one in query.releases(newest(database).engine)] == [1]
    assert query.statements(newest(database), ids=[id_of(rows()[0])])["value"].item() == 100


def test_an_import_that_is_gone_ends_and_one_that_comes_begins(folder, database):
    """Five written statements beside it stand otherwise without it: they follow as rows of the new release."""
    load(folder, database)
    (folder / "imports/yearly.yaml").rename(folder.parent / "yearly.yaml")
    assert load(folder, database).counts["ended"] == 45
    assert len(query.statements(newest(database))) == 12
    assert len(query.statements(query.release(newest(database).engine, 1))) == 52
    (folder.parent / "yearly.yaml").rename(folder / "imports/yearly.yaml")
    assert load(folder, database).counts["added"] == 45


def test_imported_and_written_statements_of_one_observation_are_settled_together(folder, database):
    (folder / "sources/news_page.csv").write_text(
        "id,entity,indicator,period,value,basis\nW1,lviv-it-cluster,member_companies,2015,999,reported\n"
        "W2,lviv-it-cluster,member_companies,2016,over 102,reported\n", encoding="utf-8")
    load(folder, database)
    said = query.statements(newest(database), entities=["lviv-it-cluster"], periods=["2015", "2016"], indicators=["member_companies"])
    standing = {row["statement"]: (row["shown"], row["rivals"], row["why_shown"]) for row in said.to_dict("records")}
    assert standing == {
        "W1": (True, 1, "first_id"), "yearly:lviv-it-cluster:member_companies:2015": (False, 1, None),
        "W2": (False, 1, None), "yearly:lviv-it-cluster:member_companies:2016": (True, 1, "precise"),
    }
    key = int(said["observation"].iloc[0])
    assert sorted(query.statements(newest(database), observation=key)["statement"]) == [
        "W1", "yearly:lviv-it-cluster:member_companies:2015"]
    (folder / "sources/news_page.csv").unlink()
    load(folder, database)
    alone = query.observations(newest(database), entities=["lviv-it-cluster"], periods=["2015"], indicators=["member_companies"])
    assert alone[["statement", "rivals", "why_shown"]].values.tolist() == [["yearly:lviv-it-cluster:member_companies:2015", 0, "only"]]


def test_two_imports_of_one_observation_are_settled_together(folder, database):
    bring(folder, [(*row[:3], row[3] + 1) for row in rows()[:5]], OTHER, "second")
    load(folder, database)
    shown = query.observations(newest(database), entities=["kharkiv-it-cluster"], indicators=["member_companies"])
    assert shown.set_index("period")["rivals"].to_dict() == {
        **{str(year): int(year < 2019) for year in range(2014, 2024)}, "2023-12": 1}
    bring(folder, [rows()[0]], OTHER, "second")
    load(folder, database)
    shown = query.observations(newest(database), entities=["kharkiv-it-cluster"], indicators=["member_companies"])
    assert shown[shown["rivals"] > 0]["period"].tolist() == ["2023-12"]


def test_a_resolution_and_a_relation_may_name_imported_statements(folder, database):
    id_ = "yearly:lviv-it-cluster:member_companies:2015"
    (folder / "sources/news_page.csv").write_text(
        "id,entity,indicator,period,value,basis\nW1,lviv-it-cluster,member_companies,2015,999,reported\n", encoding="utf-8")
    with (folder / "resolutions.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"- {{show: '{id_}', over: [W1], reason: Counted, decided: 2026-01-01}}\n")
    with (folder / "relations.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"- {{kind: see_also, between: [R003, '{id_}'], note: Beside it}}\n")
    load(folder, database)
    shown = query.observations(newest(database), entities=["lviv-it-cluster"], periods=["2015"], indicators=["member_companies"])
    assert shown[["statement", "why_shown"]].values.tolist() == [[id_, "resolution"]]


def test_an_id_that_no_import_brings_is_refused_where_it_is_written(folder, database):
    with (folder / "relations.yaml").open("a", encoding="utf-8") as stream:
        stream.write("- {kind: see_also, between: [R003, 'yearly:lviv-it-cluster:member_companies:1999'], note: Beside it}\n")
    assert refused(folder, database) == [
        "small/relations.yaml:4:36: between is yearly:lviv-it-cluster:member_companies:1999; the import yearly states nothing of "
        "this id: look at its file, or write another"]


def test_a_written_id_that_begins_with_an_import_is_refused(folder, database):
    (folder / "sources/news_page.csv").write_text(
        "id,entity,indicator,period,value,basis\nyearly:W1,lviv-it-cluster,member_companies,2015,999,reported\n", encoding="utf-8")
    assert refused(folder, database) == [
        "small/sources/news_page.csv:2:id: id is yearly:W1, which begins with an import; the ids of its statements are its own: "
        "write another"]


def test_the_newest_of_each_entity_are_those_that_compare_finds_in_every_release(folder, database):
    load(folder, database)
    bring(folder, [row for row in rows() if row[2] != "2023"])
    load(folder, database)
    bring(folder, [*rows(), *(("lviv-it-cluster", "event_participants", period, 7) for period in ("2025-06", "2025-H1"))])
    load(folder, database)
    for release in query.releases(newest(database).engine):
        found = query.latest(release)
        assert found.equals(compare.newest(query.observations(release)).rows.sort_values(["entity", "indicator"], ignore_index=True))
    assert query.latest(release, kinds=["cluster"], indicators=["founded"]).empty


def test_the_newest_are_not_narrowed_by_what_would_leave_older_ones(folder, sqlite_url):
    load(folder, sqlite_url)
    with pytest.raises(TypeError, match="sources"):
        query.latest(newest(sqlite_url), sources=["news_page"])


def test_differences_tell_what_imports_changed(folder, database):
    load(folder, database)
    bring(folder, [*changed(rows(), 3, 5)[1:], ("lviv-it-cluster", "member_companies", "2024", 1)])
    load(folder, database)
    engine = newest(database).engine
    found = query.differences(query.release(engine, 1), query.release(engine, 2)).set_index("statement")
    assert found["change"].to_dict() == {
        id_of(rows()[0]): "gone", id_of(rows()[3]): "changed", "yearly:lviv-it-cluster:member_companies:2024": "new"}
    assert found.loc[id_of(rows()[3]), ["old_value", "new_value"]].tolist() == [103, 5]


def test_no_key_of_a_statement_leads_nowhere(folder, database):
    load(folder, database)
    bring(folder, changed(rows(), 3, 5))
    load(folder, database)
    said = tables.statement
    with newest(database).engine.connect() as connection:
        for name in ("entity", "indicator", "period", "breakdown", "attributes"):
            other = tables.metadata.tables[name]
            lost = select(func.count()).select_from(said.outerjoin(other, other.c.key == said.c[name])).where(other.c.key.is_(None))
            assert connection.execute(lost).scalar() == 0


def test_a_correction_of_an_imported_statement_is_refused_and_not_passed_over(folder, sqlite_url):
    with (folder / "corrections.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"- {{statement: '{id_of(rows()[0])}', field: value, expect: '100', reading: '1', why: A slip}}\n")
    assert refused(folder, sqlite_url) == [
        "small/corrections.yaml:13:15: statement is yearly:kharkiv-it-cluster:member_companies:2014, which an import brings; "
        "mend its recipe or its file, or resolve it"]


def test_ids_are_found_whether_written_or_imported_and_only_written_ones_are_gone_through(folder, database):
    load(folder, database)
    known = query.StatementIds(newest(database))
    assert "R001" in known
    assert id_of(rows()[0]) in known
    unknown = ("R999", "yearly:lviv-it-cluster:member_companies:1999", "yearly:nobody:x:2014", ":::", "yearly:")
    assert [id_ for id_ in unknown if id_ in known] == []
    assert len(list(known)) == len(known) == 12


QUESTIONS = {
    "series": {"indicators": ["member_companies"], "entities": ["kharkiv-it-cluster", "lviv-it-cluster"]},
    "one indicator": {"indicators": ["member_companies"]},
    "one entity": {"entities": ["lviv-it-cluster"]},
    "one period": {"indicators": ["member_companies"], "kinds": ["cluster"], "periods": ["2015"], "breakdown": ""},
    "ids": {"ids": [id_of(rows()[0]), id_of(rows()[5]), "R001"]},
}


def plans(database: str, table: str, filters: dict) -> list[str]:
    """How the database answers: one text for each query."""
    release = newest(database)
    with release.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")
        texts = []
        for one in asked.statements(connection, names(release), release.number, filters, table):
            explained = _plan(one, connection)
            texts.append("\n".join(str(row[-1]) for row in explained))
    return texts


def _plan(one: asked.Asked, connection) -> list[tuple]:
    """The plan of one query."""
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    sql = f"{explain} SELECT {told.sql(frames.OBSERVATION_COLUMNS)} FROM {one.table} s{one.joined} WHERE {' AND '.join(one.where)}"
    return list(connection.execute(text(sql), one.params))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_questions_are_answered_by_an_index(folder, database, question):
    load(folder, database)
    for plan in plans(database, "statement", QUESTIONS[question]):
        assert "statement_series" in plan or "statement_pkey" in plan or "s USING INTEGER PRIMARY KEY" in plan
        assert "SCAN s" not in plan and "Seq Scan on statement" not in plan
        assert question == "ids" or database.startswith("postgresql") or "COVERING INDEX statement_series" in plan


def test_a_ranking_is_read_from_the_newest_alone(folder, database):
    load(folder, database)
    for plan in plans(database, "latest", {"indicators": ["member_companies"]}):
        assert "latest_newest" in plan
        assert "statement" not in plan


def test_a_figure_is_read_with_as_many_queries_however_many_rows_it_has(folder, sqlite_url):
    load(folder, sqlite_url)
    release = newest(sqlite_url)
    query.observations(release)
    sent: list[str] = []
    event.listen(release.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    query.observations(release, indicators=["member_companies"])
    query.latest(release, indicators=["event_participants"])
    query.observations(release, kinds=["cluster"])
    assert len([sql for sql in sent if sql.startswith("SELECT")]) <= 6


def test_the_table_that_a_data_package_names_is_read_again_when_it_has_changed(folder, database):
    fields = [{"name": name} for name in ("entity", "indicator", "period", "value")]
    (folder / "imports/packed.yaml").write_text(
        "{id: packed, basis: statistics, file: datapackage.json, source: news_page, table: {format: data-package}}", encoding="utf-8")
    (folder / "files/datapackage.json").write_text(
        json.dumps({"resources": [{"path": "packed.csv", "schema": {"fields": fields}}]}), encoding="utf-8")
    for number, figure in enumerate((5, 6), 1):
        (folder / "files/packed.csv").write_text(
            f"entity,indicator,period,value\nukraine,member_companies,2001,{figure}\n", encoding="utf-8")
        assert load(folder, database).release == number
        shown = query.observations(newest(database), entities=["ukraine"], indicators=["member_companies"], periods=["2001"])
        assert shown["value"].tolist() == [figure]
