"""The bundle: the same bytes from the same content, loaded back as the same release, and refused where it is not whole."""

import hashlib
import io
import json
import re
import time
import zipfile
from pathlib import Path

import bundled
import pytest
import shipped
from foreign_folder import bring, rows
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.testclient import TestClient

import app
from loaders import archive, bundle, bundle_files, read, records, run, store
from loaders.canonical import line
from loaders.typed import record
from metrics import query
from publish import server
from publish.standards import bundle as written
from publish.standards import routes
from publish.standards.contents import Contents
from publish.standards.tables import tables


def bundle_of(database: str, number: int = 0) -> bytes:
    """The bundle of a release of a database; the newest where no number is given."""
    engine = store.engine(database)
    release = query.release(engine, number) if number else query.newest(engine)
    packed = bundled.of(release)
    engine.dispose()
    return packed


def kept(path: Path, files: dict[str, bytes]) -> Path:
    """Files as a bundle with checksums of its own, so that what is wrong with one is not told by its checksum."""
    path.write_bytes(written.zipped({**files, bundle_files.SUMS: written.sums({n: c for n, c in files.items() if n != bundle_files.SUMS})}))
    return path


def said(path: Path) -> list[str]:
    """All that is wrong with a bundle, as a load tells it."""
    outcome = run.load([path], f"sqlite:///{path.parent}/nothing.sqlite")
    assert not (path.parent / "nothing.sqlite").exists()
    return [str(problem) for problem in outcome.problems]


# round trip -----------------------------------------------------------------------


def test_a_bundle_loaded_into_an_empty_database_is_the_same_release_and_gives_the_same_bytes(tmp_path, sqlite_url):
    (tmp_path / "atlas.zip").write_bytes(bundled.content())
    outcome = run.load([tmp_path / "atlas.zip"], sqlite_url)
    assert (outcome.problems, outcome.hash, outcome.release) == ((), shipped.release().hash, 1)
    assert bundle_of(sqlite_url) == bundled.content()


def test_a_bundle_keeps_what_an_applied_correction_replaced(small_folder, tmp_path, database):
    corrected = (small_folder / "corrections.yaml").read_text(encoding="utf-8")
    assert "action: apply" in corrected
    first = run.load([small_folder], database)
    (tmp_path / "small.zip").write_bytes(packed := bundle_of(database))
    assert b'""value""' in bundled.members(packed)["statements.csv"]
    other = f"sqlite:///{tmp_path}/other.sqlite"
    assert run.load([tmp_path / "small.zip"], other).hash == first.hash
    assert bundle_of(other) == packed


def test_a_bundle_carries_what_imports_have_brought(small_folder, tmp_path, sqlite_url):
    first = run.load([bring(small_folder, rows())], sqlite_url)
    (tmp_path / "small.zip").write_bytes(packed := bundle_of(sqlite_url))
    assert b"yearly:lviv-it-cluster:event_participants:2015," in bundled.members(packed)["statements.csv"]
    other = f"sqlite:///{tmp_path}/other.sqlite"
    assert run.load([tmp_path / "small.zip"], other).hash == first.hash
    assert bundle_of(other) == packed


def test_a_bundle_over_other_data_is_a_release_more_and_the_old_one_stays(small_folder, tmp_path, sqlite_url):
    news = small_folder / "sources" / "news_page.yaml"
    news.write_text(news.read_text(encoding="utf-8").replace("820", "821"), encoding="utf-8")
    run.load([small_folder], sqlite_url)
    before = bundle_of(sqlite_url)
    (tmp_path / "small.zip").write_bytes(bundled.small())
    outcome = run.load([tmp_path / "small.zip"], sqlite_url)
    assert (outcome.release, outcome.new) == (2, True)
    assert bundle_of(sqlite_url) == bundled.small() != before == bundle_of(sqlite_url, 1)


def test_the_command_writes_what_the_other_command_loads(monkeypatch, small_folder, tmp_path, capsys, sqlite_url):
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    run.load([small_folder], sqlite_url)
    out, again = tmp_path / "one.zip", tmp_path / "two.zip"
    assert app.main(["bundle", "--out", str(out)]) == 0
    assert re.fullmatch(r".*one\.zip: release 1 \([0-9a-f]{8}\), [\d,]+ bytes\n", capsys.readouterr().out)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.sqlite")
    assert app.main(["load", "--bundle", str(out)]) == 0
    assert "release 1 is new" in capsys.readouterr().out
    assert app.main(["bundle", "--release", "1", "--out", str(again)]) == 0
    assert out.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(("given", "told"), [
    (("bundle", "--release", "99"), "there is no release 99; write the number of one (python app.py releases lists them)\n"),
    (("bundle", "--out", "atlas.tar"), "--out is atlas.tar; write a name that ends in .zip\n"),
    (("bundle", "--out", "no/such/place.zip"),
     "no/such/place.zip cannot be written (No such file or directory); name a file in a folder that is there\n"),
    (("load", "--bundle", "atlas"), "--bundle is atlas; name a file that `app.py bundle` wrote, which ends in .zip\n"),
    (("load", "--bundle", "atlas.zip"), "atlas.zip:1:1: the bundle is not there; name a file that `app.py bundle` wrote\n"),
])
def test_a_command_that_cannot_be_done_says_what_to_write(monkeypatch, tmp_path, capsys, given, told):
    monkeypatch.setenv("DATABASE_URL", shipped.address())
    monkeypatch.chdir(tmp_path)
    assert app.main(list(given)) == 1
    assert capsys.readouterr().err == told


# the bytes -------------------------------------------------------------------------


def test_a_bundle_carries_no_time_no_rights_and_nothing_else_of_the_machine():
    with zipfile.ZipFile(io.BytesIO(bundled.content())) as packed:
        entries = packed.infolist()
    assert {(e.date_time, e.create_system, e.external_attr, e.extra, e.comment) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16, b"", b"")}
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)


def test_the_number_and_the_moment_of_a_release_are_not_in_its_bundle():
    made = re.escape(shipped.release().made[:19]).encode()
    assert not any(re.search(made, content) for content in bundled.members(bundled.content()).values())


def test_the_statements_and_registers_carry_everything_that_a_release_holds():
    """Each record read back from its row has the canonical JSON that the release holds."""
    found = bundle.opened(_kept_once())
    assert found.problems == []
    wanted = {kind: sorted(texts) for kind, texts in query.records(shipped.release()).items()}
    for kind, nodes in found.nodes.items():
        entries = [record(bundle_files.KINDS[kind], node, "")[0] for node, _ in nodes]
        if kind != "statement":
            assert sorted(line(kind, "", entry.record).json for entry in entries) == wanted.get(kind, []), kind


def _kept_once() -> Path:
    path = bundled.folder() / "again.zip"
    path.write_bytes(bundled.content())
    return path


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t,;\"'=[]{}@+-"), max_size=40)


def entity(fields: dict) -> records.Entity | None:
    try:
        return records.Entity.model_validate({"id": "x", "kind": "cluster", **fields})
    except ValidationError:
        return None


@given(st.fixed_dictionaries({"name": st.fixed_dictionaries({"en": TEXTS, "uk": TEXTS})}, optional={
    "aliases": st.lists(TEXTS, max_size=3), "focus": st.lists(st.fixed_dictionaries({"en": TEXTS}), max_size=2),
    "note": st.fixed_dictionaries({"en": TEXTS, "pl": TEXTS}), "latitude_deg": st.floats(-90, 90), "partners": st.lists(TEXTS, max_size=2),
    "head": st.fixed_dictionaries({"name": st.fixed_dictionaries({"en": TEXTS}), "role": st.fixed_dictionaries({"en": TEXTS})}),
}))
@example({"name": {"en": "=cmd|' /C calc'!A0", "uk": "\u2028 рядок \u0085 \ufeff"}, "aliases": ["[", "{\"a\": 1}", "true", "0123"]})
def test_any_record_comes_back_from_its_row_as_it_was(fields):
    own = entity(fields)
    if own is None:
        return
    held = own.model_dump(mode="json", exclude_defaults=True)
    kinds = {kind: [] for kind in bundle_files.KINDS if kind != "statement"} | {"entity": [held]}
    made = Contents("0" * 64, [], kinds, bundled.contents().words, bundled.contents().name)
    table = next(table for table in tables(made) if table.kind == "entity")
    found = bundle.Bundle()
    bundle.add(found, "entity", table.bytes, "entities.csv")
    assert found.problems == []
    assert record(records.Entity, found.nodes["entity"][0][0], "")[0].record == own


# what is not whole -------------------------------------------------------------------


def test_a_file_that_was_changed_is_told_by_its_checksum(tmp_path):
    files = bundled.members(bundled.small())
    files["statements.csv"] = files["statements.csv"].replace(b",26500,,", b",26501,,", 1)
    (tmp_path / "a.zip").write_bytes(written.zipped(files))
    assert said(tmp_path / "a.zip") == [
        "a.zip/statements.csv:1:1: the file is not the one that SHA256SUMS names; write the bundle or fetch it again"]


def test_a_bundle_whose_records_are_not_the_release_that_it_names_is_refused(tmp_path):
    files = bundled.members(bundled.small())
    files["statements.csv"] = files["statements.csv"].replace(b",26500,,", b",26501,,", 1)
    told = said(kept(tmp_path / "a.zip", files))
    assert len(told) == 1 and re.fullmatch(
        r"a\.zip/datapackage\.json:1:1: release is [0-9a-f]{64}, but the records give [0-9a-f]{64}; "
        "fetch the bundle again", told[0])


@pytest.mark.parametrize(("file", "old", "new", "told"), [
    ("statements.csv", b"id,source,", b"id,sauce,", "statements.csv:2:sauce: sauce is not a key here; did you mean source?"),
    ("statements.csv", b"\nR003,", b"\nR0 03,",
     "id is R0 03; write an id of Latin letters, digits, dots, dashes and underscores, at most 100"),
    ("registers/indicators.csv", b'"[""entities""', b'"[entities',
     "the text cannot be read (it is no JSON); write the bundle or fetch it again"),
    ("registers/dimensions.csv", b'{""id"": ""students""', b'{""id"": ""students"", ""id"": ""x""',
     "the text cannot be read (a key is given twice)"),
    ("datapackage.json", b'"release": "', b'"release": "x', "write the hash of the release, 64 hexadecimal digits"),
    ("statements.csv", b"audience=students", b"audience students", "write dimension=code, each dimension once, with ; between them"),
])
def test_a_bundle_is_read_as_strictly_as_a_data_folder(tmp_path, file, old, new, told):
    files = bundled.members(bundled.small())
    assert old in files[file]
    files[file] = files[file].replace(old, new, 1)
    assert any(told in one and one.startswith(f"a.zip/{file}:") for one in said(kept(tmp_path / "a.zip", files)))


def test_a_missing_file_is_named(tmp_path):
    files = bundled.members(bundled.small())
    del files["registers/units.csv"]
    assert said(kept(tmp_path / "a.zip", files)) == [
        "a.zip/registers/units.csv:1:1: the file is missing; write the bundle or fetch it again"]


@pytest.mark.parametrize(("name", "told"), [
    ("../outside.csv", "the member '../outside.csv' leads outside the bundle; write the bundle again"),
    ("/etc/passwd", "the member '/etc/passwd' leads outside the bundle; write the bundle again"),
    ("a/../../b", "the member 'a/../../b' leads outside the bundle; write the bundle again"),
    ("statements.csv", "the member 'statements.csv' is there twice; write the bundle again"),
])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_leads_outside_or_comes_twice_is_refused(tmp_path, name, told):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("statements.csv", b"")
        packed.writestr(name, b"")
    assert said(tmp_path / "a.zip") == [f"a.zip:1:1: {told}"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", bundled.small()[:-300]], ids=len)
def test_what_is_no_whole_zip_file_is_refused(tmp_path, content):
    (tmp_path / "a.zip").write_bytes(content)
    assert said(tmp_path / "a.zip") == ["a.zip:1:1: the file is no whole ZIP file; write the bundle or fetch it again"]


def test_a_broken_member_is_refused(tmp_path):
    content = bytearray(bundled.small())
    at = content.index(b"statements.csv") + 100
    content[at : at + 40] = bytes(40)
    (tmp_path / "a.zip").write_bytes(content)
    assert said(tmp_path / "a.zip") == ["a.zip:1:1: the file is no whole ZIP file; write the bundle or fetch it again"]


def test_a_bomb_is_refused_without_being_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    files = bundled.members(bundled.small()) | {"statements.csv": bytes(50_000_000)}
    start = time.process_time()
    told = said(kept(tmp_path / "a.zip", files))
    assert told == ["a.zip:1:1: the bundle is over 1 MB unpacked; load the data folders instead"]
    assert time.process_time() - start < 10


def test_a_file_over_the_cap_is_not_even_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "MOST_BYTES_OF_A_BUNDLE", 1_000)
    (tmp_path / "a.zip").write_bytes(bundled.small())
    assert said(tmp_path / "a.zip") == ["a.zip:1:1: the bundle is over 0 MB; load the data folders instead"]


# over HTTP -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked():
    """The address of the bundle on a server of its own."""
    bare = server.bare()
    routes.routes(bare, lambda path, choices: shipped.visit(path, **choices))
    return TestClient(bare)


def test_the_bundle_is_served_whole_with_its_tag_and_its_name(asked):
    answer = asked.get("/bundle.zip")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(bundled.content()).digest()
    assert answer.headers["content-disposition"] == f'attachment; filename="cluster-atlas-{shipped.release().short}.zip"'
    assert answer.headers["cache-control"] == "no-cache"
    again = asked.get("/bundle.zip", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_frozen_bundle_may_be_kept_for_ever(asked):
    answer = asked.get("/bundle.zip?release=1")
    assert answer.content == bundled.content(1)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_part_of_the_bundle_can_be_fetched(asked):
    answer = asked.get("/bundle.zip", headers={"range": "bytes=0-99"})
    assert (answer.status_code, answer.content) == (206, bundled.content()[:100])


@pytest.mark.parametrize(("query_", "status"), [("release=99", 404), ("release=x", 404), ("entity=uca", 400)])
def test_what_is_not_there_is_a_problem(asked, query_, status):
    answer = asked.get(f"/bundle.zip?{query_}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert json.loads(answer.content)["status"] == status


def test_a_bundle_of_very_many_statements_is_not_made_on_asking(asked, monkeypatch):
    monkeypatch.setattr(routes, "MOST_STATEMENTS", 1_000)
    answer = asked.get("/bundle.zip")
    assert (answer.status_code, answer.json()["detail"]) == (
        413, "The bundle of more than 1,000 statements is not made on asking; write it with `app.py bundle`, or take /download/atlas.csv.")
