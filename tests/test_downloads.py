"""Downloads: what is shown and everything, as CSV and as a workbook that is safe, exact and the same each time."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from urllib.parse import parse_qsl

import openpyxl
import pytest
import shipped
from openxml_audit import OpenXmlValidator
from starlette.testclient import TestClient
from test_pictures import ITEMS

from loaders import run, store
from metrics import frames, query
from publish import server
from publish.downloads import routes, table, taken, workbook
from publish.downloads.formats import number_format
from publish.pictures.picture import picture

BASE = "https://atlas.example.org"
RANKING = "ranking?indicator=member_companies"
CODED = ("entity", "qualifier", "status", "unit")
PAYLOADS = tuple(
    f"{start}{rest}" for start in ("=", "+", "-", "@", "\t=", "\n=", "\r=", "{=")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("https://evil.example","x")', "DDE(\"cmd\";\"/C calc\";\"x\")",
                 "WEBSERVICE(\"https://evil.example\")"))
"""Forty texts that office programs take for formulas."""


@cache
def made(item: str, form: str, **asked: str) -> bytes:
    """The file of a figure address, `atlas` for everything."""
    name, _, choices = item.partition("?")
    visit = shipped.visit(f"/download/{name}.{form}", **dict(parse_qsl(choices)), **asked)
    file = routes.made(visit, name, routes.chosen(visit, routes.OPTIONS), form, BASE)
    return file if isinstance(file, bytes) else file.encode()


@cache
def opened(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


def read(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode(), newline="")))


def statement_rows(sheet) -> list[dict]:
    """The rows of a sheet of data by the names in its first row."""
    names = [cell.value for cell in sheet[1]]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]


@cache
def statements() -> dict[str, dict]:
    return {row["statement"]: row for row in query.statements(shipped.release()).to_dict("records")}


# CSV ------------------------------------------------------------------------------


def test_the_csv_of_a_figure_holds_what_the_figure_shows_in_its_order():
    shown = picture(shipped.visit("/picture"), "ranking", {"indicator": "member_companies"}).statements
    assert [row["statement"] for row in read(made(RANKING, "csv"))] == list(shown)


def test_the_csv_begins_with_the_columns_of_the_api_and_says_the_same_in_them():
    told = read(made("atlas", "csv"))
    assert tuple(told[0])[:17] == frames.CSV_COLUMNS
    known = {row["statement"]: row for row in query.statements_csv(shipped.release()).to_dict("records")}
    assert {row["statement"] for row in told} == known.keys()
    for row in told:
        own = known[row["statement"]]
        assert [row[name] for name in CODED] == [own[name] for name in CODED]
        assert (float(row["value"]) if row["value"] else None) == (None if own["value"] != own["value"] else own["value"])


def test_the_csv_names_everything_in_both_languages_and_leads_to_the_card():
    row = next(row for row in read(made("statement?id=K016", "csv")) if row["statement"] == "K016")
    assert (row["entity_en"], row["entity_uk"]) == ("Kharkiv IT Cluster", "Харківський ІТ-кластер")
    assert (row["as_said_en"], row["as_said_uk"]) == ("over 26,500 participants", "понад 26 500 учасників".replace(" 500", "\u00a0500"))
    assert row["card"] == f"{BASE}/figure/K016"


def test_a_pinned_download_leads_to_the_pinned_card():
    row = read(made("statement?id=K016", "csv", release="1"))[0]
    assert (row["value"], row["release"], row["card"]) == ("26400", "1", f"{BASE}/figure/K016?release=1")


def test_everything_in_parts_is_everything_at_once(monkeypatch):
    monkeypatch.setattr(taken, "AT_A_TIME", 37)
    visit = shipped.visit("/download/atlas.csv")
    assert "".join(table.in_parts(taken.columns(visit, BASE), taken.in_parts(visit))).encode() == made("atlas", "csv")


# XLSX -----------------------------------------------------------------------------


def test_the_workbook_has_the_statements_the_data_the_sources_the_codes_and_what_it_is():
    assert opened(made(RANKING, "xlsx", lang="en")).sheetnames == ["Statements", "Data", "Sources", "Codes and columns", "About"]
    assert opened(made(RANKING, "xlsx", lang="uk")).sheetnames == ["Твердження", "Дані", "Джерела", "Коди і стовпці", "Про файл"]


def test_the_first_sheet_says_the_finding_and_each_value_as_the_source_said_it():
    sheet = opened(made("table?id=K016,K015,K004", "xlsx", lang="uk"))["Твердження"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Хто або що")
    names = [cell.value for cell in head]
    rows = [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=head[0].row + 1)]
    told = next(row for row in rows if row["Картка"].value == "K016")
    assert told["Як каже джерело"].value == "понад 26\u00a0500 учасників"
    assert (told["Число"].value, told["Число"].data_type, told["Число"].number_format) == (26500, "n", "#,##0")
    assert told["Картка"].hyperlink.target == f"{BASE}/figure/K016"
    assert sheet.freeze_panes == f"B{head[0].row + 1}"


def test_every_number_and_text_of_everything_is_in_the_workbook_as_it_is():
    told = statement_rows(opened(made("atlas", "xlsx", lang="en"))["Data"])
    known = statements()
    assert len(told) == len(known)
    for row in told:
        own = known[row["statement"]]
        for name in ("value", "value_high", "sample_size"):
            assert row[name] == (None if own[name] is None or own[name] != own[name] else own[name]), (row["statement"], name)
        assert [row[name] for name in ("entity", "qualifier", "status", "shown")] == [
            own[name] for name in ("entity", "qualifier", "status", "shown")]
        assert row["note_uk"] == ((own["note"] or {}).get("uk"))
        assert row["flags"] == (";".join(own["flags"]) or None)


def test_the_workbook_says_the_same_as_the_csv():
    told, plain = statement_rows(opened(made(RANKING, "xlsx", lang="en"))["Data"]), read(made(RANKING, "csv"))
    assert list(told[0]) == list(plain[0])
    for row, other in zip(told, plain, strict=True):
        assert {name: "" if value is None else str(value) for name, value in row.items()} == dict(other)


def test_no_cell_of_everything_is_a_formula_and_every_link_leads_to_a_card_of_ours():
    book = opened(made("atlas", "xlsx", lang="en"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
    assert len(links) == len(statements()) and all(link.startswith(f"{BASE}/figure/") for link in links)


def spiteful() -> bytes:
    """A workbook whose every text is a payload."""
    visit = shipped.visit("/download/atlas.xlsx", lang="en")
    row = taken.rows(visit, query.statements(visit.release, ids=["K016"]))[0]
    said = [{**row, "note": {"en": text, "uk": text}, "locator": {"en": text}, "said_by": {"en": text},
             "api": {**row["api"], "locator": text, "said_by": text}, "value": -5.0} for text in PAYLOADS]
    wanted = replace(taken.everything(visit), rows=said, title=PAYLOADS[0], subtitle=PAYLOADS[1], remarks=PAYLOADS[:3],
                     drawn=(("=A1", "@x"), *((text, text) for text in PAYLOADS)), titles=dict.fromkeys(("en", "uk"), PAYLOADS[2]))
    return workbook.write(visit, wanted, taken.columns(visit, BASE), BASE)


def test_forty_formula_payloads_are_inert_texts_and_minus_five_stays_minus_five():
    assert len(set(PAYLOADS)) == 40
    file = spiteful()
    book = opened(file)
    rows = statement_rows(book["Data"])
    normal = [text.replace("\r", "\n") for text in PAYLOADS]
    assert [row["note_en"].replace("_x000D_", "\n").replace("\r", "\n") for row in rows] == normal
    assert all(cell.data_type in ("s", "b", "n") for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert not any(re.search(rb"<f[ >/]", parts.read(name)) for name in parts.namelist() if "worksheets" in name)
        assert not any(b"evil.example" in parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
        assert not any("externalLink" in name or "vba" in name.lower() for name in parts.namelist())
    shown = [cell for row in book["Statements"].iter_rows() for cell in row if cell.value == -5]
    assert len(shown) == 40 and {(cell.data_type, cell.number_format) for cell in shown} == {("n", "#,##0")}


def test_a_workbook_keeps_to_the_open_xml_schemas(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(spiteful())
    told = OpenXmlValidator().validate(tmp_path / "a.xlsx")
    assert (told.is_valid, list(told.errors)) == (True, [])


@pytest.mark.parametrize(("value", "kind", "shown"), [
    (26500, "count", "#,##0"), (-5, "count", "#,##0"), (6.73, "currency", "#,##0.00"), (3.349, "rate", "#,##0.000"), (0, "count", "#,##0"),
    (17.5, "percent", '#,##0.0"%"'), (4, "percent", '#,##0"%"'), (1 / 3, "rate", "#,##0.000000"), (2015, "date", "0"), (1, "rank", "#,##0"),
])
def test_a_number_format_shows_the_digits_that_a_number_has(value, kind, shown):
    assert number_format(value, kind) == shown


def test_the_sources_carry_address_and_licence_as_texts_in_both_languages():
    rows = statement_rows(opened(made("atlas", "xlsx", lang="en"))["Sources"])
    sources = query.register(shipped.release()).sources
    assert sum(row["statements"] for row in rows) == len(statements())
    for row in rows:
        own = sources[row["source"]]
        assert (row["title_en"], row["title_uk"], row["address"], row["licence"]) == (
            own.title.get("en"), own.title.get("uk"), own.address, own.licence)


def test_the_codes_and_every_column_are_explained_in_both_languages():
    book = opened(made(RANKING, "xlsx", lang="en"))
    rows = [[cell.value for cell in row] for row in book["Codes and columns"].iter_rows(min_row=2)]
    assert ["qualifier", "at_least", "the source says “over”, “more than”, “+”", "джерело каже «понад», «більш як», «+»"] in rows
    assert ["status", "F", "forecast", "прогноз"] in rows
    explained = {row[0].removesuffix("_…") for row in rows}
    columns = {cell.value for cell in book["Data"][1]}
    assert {name for name in columns if name not in explained and name.rpartition("_")[0] not in explained} == set()
    assert [row for row in rows if re.search(r"\[[\w.]+\]", " ".join(map(str, row)))] == []


@pytest.mark.parametrize(("asked", "told"), [({}, "Living: "), ({"release": "1"}, "Frozen: ")])
def test_the_workbook_says_which_release_it_is_of_and_how_to_cite_it_in_both_languages(asked, told):
    number = 1 if asked else 2
    release = shipped.release(number)
    cells = [cell.value for row in opened(made(RANKING, "xlsx", lang="en", **asked))["About"].iter_rows() for cell in row if cell.value]
    assert release.hash in cells and any(text.startswith(told) for text in cells)
    english = next(text for text in cells if text.startswith("Cluster Atlas: "))
    ukrainian = next(text for text in cells if text.startswith("Атлас кластерів: "))
    assert f"Release {number} ({release.short}) of " in english and "lang=en" in english
    assert f"Випуск {number} ({release.short}) від " in ukrainian and "lang=uk" in ukrainian and "Компанії-учасниці" in ukrainian


def test_a_figure_that_is_a_list_of_names_is_taken_as_it_is_drawn():
    sheet = opened(made("members", "xlsx", lang="uk"))["Як показано"]
    assert sum(1 for row in sheet.iter_rows() if row[0].value) > 20
    assert read(made("region?entity=UA-63", "csv"))[0].keys() == {"Name"}
    assert list(read(made("events?entity=kharkiv-it-cluster", "csv"))[0]) == ["When", "What", "Note"]


def test_the_same_download_has_the_same_bytes_and_no_time_but_that_of_the_release():
    first = made(RANKING, "xlsx", lang="en")
    visit = shipped.visit("/download/ranking.xlsx", lang="en", indicator="member_companies")
    assert routes.made(visit, "ranking", {"indicator": "member_companies"}, "xlsx", BASE) == first
    made_at = datetime.fromisoformat(shipped.release().made).replace(tzinfo=None, microsecond=0)
    assert opened(first).properties.created == made_at


# over HTTP ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked() -> TestClient:
    bare = server.bare()
    routes.routes(bare, lambda path, choices: shipped.visit(path, **choices))
    return TestClient(bare, base_url=BASE)


@pytest.mark.parametrize("item", ITEMS)
def test_every_kind_of_figure_can_be_taken_in_both_forms(asked, item):
    name, _, choices = item.partition("?")
    for form, begins in (("csv", b""), ("xlsx", b"PK")):
        answer = asked.get(f"/download/{name}.{form}?{choices}&lang=uk")
        assert answer.status_code == 200, answer.text
        assert answer.content.startswith(begins) and len(answer.content) > 20
        assert answer.headers["content-disposition"].startswith(f'attachment; filename="{name}-')


def test_a_download_that_the_asker_has_is_not_sent_again(asked):
    answer = asked.get(f"/download/{RANKING.replace('?', '.csv?')}")
    assert answer.headers["cache-control"] == "no-cache" and answer.headers["access-control-allow-origin"] == "*"
    again = asked.get(f"/download/{RANKING.replace('?', '.csv?')}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    frozen = asked.get(f"/download/{RANKING.replace('?', '.csv?')}&release=1")
    assert frozen.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_everything_of_a_large_release_is_sent_as_it_is_read_and_as_no_workbook(asked, monkeypatch):
    monkeypatch.setattr(routes, "MOST_AT_ONCE", 100)
    answer = asked.get("/download/atlas.csv")
    assert (answer.status_code, answer.content) == (200, made("atlas", "csv"))
    assert asked.get("/download/atlas.csv", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    refused = asked.get("/download/atlas.xlsx")
    assert (refused.status_code, refused.json()["detail"]) == (
        413, "A workbook of everything holds at most 100 rows, and this release has more. Take /download/atlas.csv or /bundle.zip.")


@pytest.mark.parametrize(("address", "status", "detail"), [
    ("nothing.csv", 404, "There is no figure nothing; there is "),
    ("ranking.pdf?indicator=member_companies", 404, "There is no ranking.pdf; there is .csv and .xlsx."),
    ("ranking.csv", 400, "indicator is missing; this figure cannot do without it."),
    ("ranking.csv?indicator=nothing", 404, "indicator is nothing; write the id of an indicator of this release, such as "),
    ("ranking.csv?indicator=member_companies&theme=dark", 400, "This figure has no choice theme; it has indicator, entities."),
    ("atlas.csv?entity=uca", 400, "This figure has no choice entity; it has "),
    ("atlas.csv?release=99", 404, "There is no release 99; the newest is 2."),
    ("atlas.xlsx?lang=xx", 400, "lang is xx; write en, uk."),
    ("statement.csv?id=" + "x" * 3000, 400, "The address is over 2000 characters; choose fewer places."),
])
def test_what_cannot_be_taken_is_a_problem_that_says_what_to_write(asked, address, status, detail):
    answer = asked.get(f"/download/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"].startswith(detail)


# frozen over later releases -------------------------------------------------------------


def test_a_frozen_download_keeps_its_bytes_over_ten_later_releases_and_the_living_one_follows(small_folder, sqlite_url):
    page = small_folder / "sources" / "news_page.yaml"
    text = page.read_text(encoding="utf-8")
    item = {"id": "N001"}
    run.load([small_folder], sqlite_url)
    engine = store.engine(sqlite_url)
    visitor = shipped.visitor(engine, shipped.tables())

    def taken_now(form: str, **more: str) -> bytes | str:
        visit = visitor.visit(f"/download/statement.{form}", {**item, **more})
        return routes.made(visit, "statement", routes.chosen(visit, routes.OPTIONS), form, BASE)

    before = {form: taken_now(form, release="1") for form in routes.FORMS}
    for number in range(2, 12):
        page.write_text(text.replace("value: over 200", f"value: over {200 + number}"), encoding="utf-8")
        assert run.load([small_folder], sqlite_url).release == number
        assert read(str(taken_now("csv")).encode())[0]["value"] == str(200 + number)
    assert {form: taken_now(form, release="1") for form in routes.FORMS} == before
    engine.dispose()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_page_of_sources_leads_to_everything_as_a_file(asked, language):
    page = shipped.view("/sources", lang=language)
    assert {f"/download/atlas.xlsx?lang={language}", f"/download/atlas.csv?lang={language}", f"/bundle.zip?lang={language}"} <= set(
        shipped.links(page))
    assert shipped.words(language)("sources.take.licence") in shipped.prose(page)
    assert shipped.unspoken(page) == set()
