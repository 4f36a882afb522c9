"""Bringing a file: who may, what is kept, what is believed, what is published, and that nothing is left half done."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
import shipped
from fastapi import FastAPI
from starlette.testclient import TestClient
from test_inspect import TABLE, tree

from layouts.importing import form
from layouts.pages import imports
from loaders import placing, run, store
from loaders.inspection import Asked
from metrics import query
from publish.uploads import job, jobs, understanding
from publish.uploads.asking import Told
from publish.uploads.desk import Desk
from publish.uploads.routes import routes
from publish.uploads.waiting import Full, TooLarge, Waiting

TOKEN = "ключ of the editors"
RECIPE = """\
id: companies
source: news_page
basis: reported
file: {name}
table: {{encoding: windows-1251, delimiter: semicolon, header_rows: [2], ends: {{before: "Джерело: опитування"}}}}
entity: {{column: Область, leave_out: [Львівська область]}}
indicator: {{constant: event_participants}}
period: {{across: {{from: 2023}}}}
value: {{numerals: {{decimal: comma, thousands: space}}, missing: {{–: absent}}}}
"""


@pytest.fixture
def desk(small_folder: Path, tmp_path: Path) -> Desk:
    """A desk over the tests' own data, loaded once."""
    address = f"sqlite:///{tmp_path}/atlas.sqlite"
    assert run.load([small_folder], address).release == 1
    return Desk(TOKEN, small_folder, (small_folder,), address, Waiting(tmp_path / "uploads", 100_000))


@pytest.fixture
def site(desk: Desk) -> TestClient:
    server = FastAPI()
    routes(server, desk)
    return TestClient(server)


def bearer(token: str = TOKEN) -> dict[str, str]:
    return {"authorization": f"Bearer {quote(token)}"}


def brought(desk: Desk, content: bytes = TABLE.encode("windows-1251")) -> str:
    """A file that waits; its name."""
    upload = desk.waiting.begin()
    upload.add(content)
    return upload.keep("csv")


def work(desk: Desk, text: str = "", name: str = "") -> jobs.Work:
    name = name or brought(desk)
    return jobs.Work(str(desk.folder), (str(desk.folder),), desk.database, str(desk.waiting.folder / name), name, "companies",
                     text or RECIPE.format(name=name))


def told(_step: str) -> None:
    """Nobody looks."""


# the upload ---------------------------------------------------------------------


def test_a_file_is_kept_under_the_hash_of_its_bytes_and_never_under_its_own_name(site, desk):
    answer = site.put("/imports/upload?kind=csv", content=b"a,b\n1,2\n", headers=bearer())
    [kept] = tree(desk.waiting.folder)
    assert (answer.status_code, answer.json()) == (201, {"name": kept, "bytes": 8})
    assert kept == f"{sha256(b'a,b' + bytes([10]) + b'1,2' + bytes([10])).hexdigest()[:16]}.csv"
    assert site.get(f"/imports/files/{kept}", headers=bearer()).content == b"a,b\n1,2\n"


@pytest.mark.parametrize("heads", [
    {}, bearer(""), bearer("key"), bearer(TOKEN[:-1]), {"authorization": "Basic eDp5"}, {"authorization": "Bearer"},
    {"cookie": "token=key"}])
def test_without_the_token_no_byte_is_kept_and_no_file_given(site, desk, heads):
    waiting = brought(desk)
    before = tree(desk.waiting.folder)
    assert site.put("/imports/upload?kind=csv", content=b"a,b\n", headers=heads).status_code == 401
    assert site.get(f"/imports/files/{waiting}", headers=heads).status_code == 401
    assert tree(desk.waiting.folder) == before


def test_a_token_in_the_address_is_none(site):
    assert site.put(f"/imports/upload?kind=csv&token={TOKEN}&authorization={TOKEN}", content=b"a").status_code == 401


def test_where_the_server_has_no_token_there_is_no_upload(desk):
    server = FastAPI()
    closed = replace(desk, token="")
    routes(server, closed)
    for heads in ({}, bearer(""), {"authorization": "Bearer "}):
        assert TestClient(server).put("/imports/upload?kind=csv", content=b"a", headers=heads).status_code == 404
    assert not closed.admits("") and not closed.admits(None)


@pytest.mark.parametrize(("content", "kind", "status"), [
    (b"", "csv", 400), (b"a", "exe", 400), (b"a", "", 400), (b"a", "../../x", 400), (b"x" * 100_001, "csv", 413)])
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(site, desk, content, kind, status):
    answer = site.put(f"/imports/upload?kind={kind}", content=content, headers=bearer())
    assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"
    assert tree(desk.waiting.folder) == {} if desk.waiting.folder.exists() else True


def test_the_size_is_counted_while_the_bytes_come_whatever_was_announced(site, desk):
    def endless():
        for _ in range(30):
            yield b"x" * 10_000

    assert site.put("/imports/upload?kind=csv", content=endless(), headers=bearer()).status_code == 413
    assert tree(desk.waiting.folder) == {}


def test_an_upload_that_breaks_off_leaves_nothing(desk):
    upload = desk.waiting.begin()
    upload.add(b"half")
    assert len(tree(desk.waiting.folder)) == 1
    upload.drop()
    assert tree(desk.waiting.folder) == {}
    with pytest.raises(TooLarge):
        desk.waiting.begin().add(b"x" * 100_001)
    assert tree(desk.waiting.folder) == {}


def test_files_of_yesterday_are_forgotten_and_too_many_are_not_taken(desk):
    old = desk.waiting.folder / brought(desk)
    os.utime(old, (0, time.time() - 25 * 3600))
    desk.waiting.begin().drop()
    assert not old.exists()
    for n in range(4):
        upload = desk.waiting.begin()
        upload.add(bytes([n]) * 90_000)
        upload.keep("csv")
    with pytest.raises(Full):
        desk.waiting.begin()


@pytest.mark.parametrize("name", [
    "", None, 5, "../small/relations.yaml", "0123456789abcdef.csv", "0123456789abcdef.exe", "/etc/passwd", ".part-x"])
def test_only_files_that_wait_have_a_name(desk, name):
    brought(desk)
    assert desk.waiting.path(name) is None


# what is asked for ----------------------------------------------------------------


def test_what_a_person_says_is_written_into_the_recipe_and_read(desk):
    release, name = query.newest(store.engine(desk.database)), brought(desk)
    first, kept = desk.read({"name": name, "called": "T.csv"}, release, {}, {}, "", form.corrected)
    assert {"indicator is missing; write where it stands, or a constant"} < {one.message for one in first.preview.problems}
    kept["shown"] = {name: form.value_of(name, choice.value) for name, choice in first.guess.choices.items()}
    given = {**kept["shown"], "source": "news_page", "of": "event_participants", "leave_out": "yes"}
    second, kept = desk.read({"name": name}, release, kept, given, first.recipe, form.corrected)
    assert second.preview.problems == ()
    assert [(one.entity, one.value) for one in second.preview.statements] == [("UA-63", 1310), ("UA-63", 1402.5)]
    assert kept["told"] == {"id": "t", "source": "news_page", "basis": "statistics", "of": "event_participants", "leave_out": "yes"}
    assert "leave_out: [Львівська область]" in second.recipe


def test_a_corrected_choice_is_followed_and_a_changed_text_is_read_as_it_is(desk):
    release, name = query.newest(store.engine(desk.database)), brought(desk)
    first, kept = desk.read({"name": name, "called": "T.csv"}, release, {}, {}, "", form.corrected)
    kept["shown"] = {name: form.value_of(name, choice.value) for name, choice in first.guess.choices.items()}
    second, kept = desk.read({"name": name}, release, kept, {**kept["shown"], "encoding": "koi8-u"}, first.recipe, form.corrected)
    assert "encoding: koi8-u" in second.recipe and kept["fixed"] == {"encoding": "koi8-u"}
    kept["shown"] = {name: form.value_of(name, choice.value) for name, choice in second.guess.choices.items()}
    mine = second.recipe + "# mine\n"
    third, _ = desk.read({"name": name}, release, kept, kept["shown"], mine, form.corrected)
    assert third.recipe == mine


@pytest.mark.parametrize(("name", "given"), [
    ("encoding", "rot13"), ("delimiter", "x"), ("header_line", "-1"), ("header_line", "9" * 30), ("last_line", "x"), ("entity", "99999999"),
    ("decimal", "dot"), ("across", "all"), ("trailing_delimiter", "maybe"), ("anything", "x"), ("encoding", None), ("header_rows", ["1"])])
def test_what_the_form_cannot_say_is_not_believed(name, given):
    assert form.corrected(name, given)[0] is False


@pytest.mark.parametrize("state", [None, [], "x", {"shown": 5, "fixed": [1], "told": None}, {"fixed": {"encoding": 5, "sheet": "x"}}])
def test_a_memory_that_no_page_has_is_harmless(desk, state):
    release = query.newest(store.engine(desk.database))
    found, _ = desk.read({"name": brought(desk), "called": 7}, release, form.parsed(state), {}, "id: [", form.corrected)
    assert found.guess is not None


# trying and publishing --------------------------------------------------------------


def test_a_trial_tells_the_coming_difference_and_stores_nothing(desk):
    before = tree(desk.folder)
    result = job.try_out(work(desk), told)
    assert result["ok"] and result["writable"] and result["state"] == ""
    assert result["difference"]["counts"] == {"new": 2, "changed": 0, "gone": 0, "same": 0}
    assert result["difference"]["totals"]["event_participants"] == {
        "count_before": 0, "count_after": 2, "sum_before": 0.0, "sum_after": 2712.5}
    assert result["difference"]["after"] == result["difference"]["before"] + 2
    assert tree(desk.folder) == before and query.newest(store.engine(desk.database)).number == 1


def test_what_is_published_is_a_release_and_lies_in_the_folder(desk):
    asked = work(desk)
    result = job.publish(asked, told)
    assert (result["ok"], result["release"], result["new"]) == (True, 2, True)
    assert (desk.folder / "imports" / "companies.yaml").read_text(encoding="utf-8") == asked.text
    held = query.statements(query.newest(store.engine(desk.database)))
    assert {"companies:UA-63:event_participants:2023", "companies:UA-63:event_participants:2024"} <= set(held["statement"])


def test_a_second_publication_tells_what_changes_against_the_first(desk):
    job.publish(work(desk), told)
    name = brought(desk, TABLE.replace("1 402,5", "1 500").encode("windows-1251"))
    result = job.try_out(work(desk, name=name), told)
    assert result["difference"]["counts"] == {"new": 0, "changed": 1, "gone": 0, "same": 1}
    assert result["difference"]["changed"] == [["companies:UA-63:event_participants:2024", [1402.5, None, "A", "persons"],
                                                [1500.0, None, "A", "persons"]]]


@pytest.mark.parametrize("broken", [
    TABLE.replace("1 402,5", "багато"), TABLE.replace("1 402,5", "1 402,5;9"), TABLE[: TABLE.index("Львів")],
    TABLE.replace("Харківська", "Ніяка")])
def test_where_the_load_refuses_nothing_stays_behind(desk, broken):
    before = tree(desk.folder)
    asked = work(desk, name=brought(desk, broken.encode("windows-1251")))
    tried, published = job.try_out(asked, told), job.publish(asked, told)
    for result in (tried, published):
        assert (result["ok"], result["why"]) == (False, "refused") and result["problems"]
    assert {path: content for path, content in tree(desk.folder).items() if path != placing.LOCK} == before
    assert query.newest(store.engine(desk.database)).number == 1


def test_where_the_database_fails_nothing_stays_behind(desk):
    before = tree(desk.folder)
    result = job.publish(replace(work(desk), database="postgresql://nobody@127.0.0.1:1/nothing"), told)
    assert (result["ok"], result["why"]) == (False, "database")
    assert {path: content for path, content in tree(desk.folder).items() if path != placing.LOCK} == before


def test_where_the_folder_cannot_be_written_it_is_said_and_nothing_is_published(desk):
    (desk.folder / "imports").write_text("a file where the folder should be")
    result = job.publish(work(desk), told)
    assert (result["ok"], result["why"]) == (False, "folder")
    assert not (desk.folder / "files").exists() or not any((desk.folder / "files").iterdir())


def test_what_another_editor_published_meanwhile_is_not_overwritten(desk):
    first, second = work(desk), work(desk, name=brought(desk, TABLE.replace("1 310", "1 311").encode("windows-1251")))
    assert job.publish(first, told)["ok"]
    assert job.publish(second, told) == {"ok": False, "why": "changed"}
    assert (desk.folder / "imports" / "companies.yaml").read_text(encoding="utf-8") == first.text
    assert job.publish(replace(second, expected=placing.state(desk.folder, "companies")), told)["release"] == 3


def test_two_editors_at_once_take_turns_and_both_are_whole(desk):
    texts = [work(desk).text.replace("id: companies", f"id: import_{n}").replace("period: {across: {from: 2023}}",
             f"period: {{constant: {2010 + n}}}").replace("value: {", 'value: {column: "2023", ') for n in range(2)]
    asked = [replace(work(desk, text), recipe_id=f"import_{n}") for n, text in enumerate(texts)]
    results: list[dict] = []
    threads = [Thread(target=lambda one=one: results.append(job.publish(one, told))) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((result["ok"], result.get("release")) for result in results) == [(True, 2), (True, 3)], results
    assert {path.name for path in (desk.folder / "imports").iterdir()} == {"import_0.yaml", "import_1.yaml"}


def finished(desk: Desk, name: str) -> jobs.Job:
    for _ in range(600):
        if not (found := desk.jobs.get(name)).running:
            return found
        time.sleep(0.1)
    raise AssertionError("the work does not end")


def test_only_what_was_tried_as_it_stands_can_be_published(desk):
    asked = work(desk)
    assert desk.begin("publish", asked.name, asked.text) == (None, "untried")
    name, refusal = desk.begin("try", asked.name, asked.text)
    assert not refusal and finished(desk, name).result["ok"]
    assert desk.begin("publish", asked.name, asked.text + "\n") == (None, "untried")
    name, refusal = desk.begin("publish", asked.name, asked.text)
    assert not refusal and finished(desk, name).result["release"] == 2
    assert desk.indicators(desk.jobs.get(name)) == ["event_participants"]


def test_a_trial_that_is_called_off_ends_and_leaves_nothing(desk, monkeypatch):
    slow = "import sys, time, pathlib; from publish.uploads import job; job.try_out = lambda *a: time.sleep(60); " \
           "sys.exit(job.main(pathlib.Path(sys.argv[1])))"
    started = subprocess.Popen
    monkeypatch.setattr(jobs.subprocess, "Popen", lambda command, **more: started([sys.executable, "-c", slow, command[-1]], **more))
    name = desk.jobs.start("try", work(desk))
    desk.jobs.call_off(name)
    assert finished(desk, name).result == {"ok": False, "why": "called_off"}
    assert not list(desk.jobs.folder.glob("*.room"))


def test_the_address_of_the_database_is_in_no_file(desk):
    name = desk.jobs.start("try", replace(work(desk), database="postgresql://user:secret@nowhere/x"))
    assert not any(b"secret" in content for content in tree(desk.jobs.folder).values())
    assert finished(desk, name).result["ok"] is False


def test_a_process_that_is_gone_is_told_as_broken_off(desk):
    desk.jobs.folder.mkdir(parents=True)
    path = desk.jobs.folder / "0123456789abcdef.json"
    path.write_text(json.dumps({"what": "try", "text": "id: a"}))
    assert desk.jobs.get("0123456789abcdef").running
    os.utime(path, (0, time.time() - 120))
    assert desk.jobs.get("0123456789abcdef").result == {"ok": False, "why": "failed"}


@pytest.mark.parametrize("name", [None, "", "../../x", "0123456789abcdeg", 5, "0123456789abcdef"])
def test_a_job_that_nobody_asked_for_is_none(desk, name):
    assert desk.jobs.get(name) is None
    desk.jobs.call_off(name)


# the page without the token -----------------------------------------------------------


@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_the_page_says_how_it_is_switched_on_where_there_is_no_token(language):
    _, body = imports.view(shipped.visit("/imports", lang=language))
    assert "ATLAS_EDITOR_TOKEN" in json.dumps(body.to_plotly_json(), default=lambda one: one.to_plotly_json(), ensure_ascii=False)


def test_of_a_large_file_the_first_part_is_shown_and_its_end_is_known(desk, monkeypatch):
    monkeypatch.setattr(understanding, "READ_AT_ONCE", 300)
    rows = "".join(f"Харківська область;{1990 + n % 30};{n + 1}\n" for n in range(30))
    name = brought(desk, f"Область;Рік;Учасники\n{rows}Джерело: опитування;;\n".encode())
    release = query.newest(store.engine(desk.database))
    found = desk.look(name, release, Asked(called="large.csv"), Told(source="news_page", indicator="event_participants"))
    assert found.part and 'ends: {before: "Джерело: опитування"}' in found.recipe and f"file: {name}" in found.recipe.replace('"', "")
    assert found.preview.problems == () and 1 < len(found.preview.statements) < 30
    assert job.try_out(work(desk, found.recipe.replace("id: large", "id: companies"), name), told)["difference"]["counts"]["new"] == 30
