"""The forms of the bundle, read and judged by the libraries of others, on the whole atlas."""

import csv
import hashlib
import io
import json
import re
import warnings

import bundled
import msgspec
import pytest
import shipped
import yaml
from csvw import CSVW
from frictionless import validate
from pyjstat import pyjstat
from pysdmx.io.format import Format
from pysdmx.io.input_processor import process_string_to_read
from pysdmx.io.json.sdmxjson2.messages import JsonStructureMessage
from pysdmx.model import Codelist, DataStructureDefinition
from rdflib import Graph, Literal, URIRef

from loaders import bundle_files, parse
from metrics import query
from publish.standards import sdmx_csv

SCHEMA_ORG = "https://schema.org/"


def read(path: str) -> str:
    """A file of the bundle."""
    return (bundled.folder() / path).read_text(encoding="utf-8")


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(path), newline="")))


def observations() -> dict[str, dict]:
    """The shown observations as the pages read them, by statement."""
    return {row["statement"]: row for row in query.observations(shipped.release()).to_dict("records")}


def number(text: str) -> float | None:
    return float(text) if text else None


def known(value: float | None) -> float | None:
    """A value of a frame; None for the NaN of an absent one."""
    return None if value is None or value != value else value


# Frictionless, CSVW --------------------------------------------------------------


def test_frictionless_finds_no_error_in_the_data_package():
    report = validate(str(bundled.folder() / "datapackage.json"))
    assert [error.message for task in report.tasks for error in task.errors] + [error.message for error in report.errors] == []
    tables = [task.name for task in report.tasks if task.type == "table"]
    assert {"statements", "entities", "indicators", "sources", "licences", "relations"} <= set(tables)


def test_csvw_finds_no_error_in_the_tables_and_their_metadata():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_in = CSVW(str(bundled.folder() / "csv-metadata.json"), validate=True)
    assert read_in.is_valid, [str(warning.message) for warning in read_in.warnings]
    values = {row["id"]: row["value"] for row in read_in.t.tabledict["statements.csv"].iterdicts()}
    assert values["K016"] == 26500


# SDMX ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def structure() -> DataStructureDefinition:
    """The data structure as pysdmx reads it, its code lists within."""
    found = msgspec.json.decode(read("sdmx/structure.json"), type=JsonStructureMessage).to_model()
    return next(one for one in found.structures if isinstance(one, DataStructureDefinition))


def test_pysdmx_knows_the_observations_as_sdmx_csv():
    second = process_string_to_read(str(bundled.folder() / "sdmx" / "observations.csv"))[1]
    assert second in (Format.DATA_SDMX_CSV_2_0_0, Format.DATA_SDMX_CSV_2_1_0)  # which it does not tell apart
    assert process_string_to_read(str(bundled.folder() / "sdmx" / "observations.sdmx-csv-1.0.csv"))[1] == Format.DATA_SDMX_CSV_1_0_0


def test_every_value_of_the_sdmx_csv_is_one_that_the_structure_allows(structure):
    told = rows("sdmx/observations.csv")
    components = {component.id: component for component in structure.components}
    assert list(told[0]) == ["STRUCTURE", "STRUCTURE_ID", "ACTION", *components]
    leads = {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in told}
    assert leads == {("dataflow", "CLUSTER_ATLAS:OBSERVATIONS(1.0)", "I")}
    for name, component in components.items():
        if isinstance(component.enumeration, Codelist):
            assert {row[name] for row in told} - {code.id for code in component.enumeration.codes} == set(), name
    assert all(row[dimension.id] for row in told for dimension in structure.components.dimensions)


def test_the_key_of_the_sdmx_csv_names_an_observation_once(structure):
    told = rows("sdmx/observations.csv")
    names = [dimension.id for dimension in structure.components.dimensions]
    keys = [tuple(row[name] for name in names) for row in told]
    assert len(set(keys)) == len(keys) == len(observations())


@pytest.mark.parametrize("path", ["sdmx/observations.csv", "sdmx/observations.sdmx-csv-1.0.csv"])
def test_the_sdmx_csv_says_what_the_pages_show(path):
    shown = observations()
    told = rows(path)
    assert {row["STATEMENT"] for row in told} == shown.keys()
    for row in told:
        own = shown[row["STATEMENT"]]
        assert (number(row["OBS_VALUE"]), number(row["VALUE_HIGH"])) == (known(own["value"]), known(own["value_high"]))
        assert (row["QUALIFIER"], row["STATUS"], row["UNIT_MEASURE"]) == (own["qualifier"], own["status"], own["unit"])
        assert row["OBS_STATUS"] == ("F" if own["status"] == "planned" else own["status"])


_SDMX_TIME = re.compile(
    r"\d{4}|\d{4}-\d\d|\d{4}-\d\d-\d\d|\d{4}-[QS][1-4]|\d{4}-\d\d-\d\d/P(?=\d)(\d+Y)?(\d+M)?(\d+D)?")
"""Reporting year, month, day, quarter, semester and time range of SDMX 3.0 (ObservationalTimePeriodType)."""


def test_every_period_is_a_time_period_of_sdmx():
    assert [row["TIME_PERIOD"] for row in rows("sdmx/observations.csv") if not _SDMX_TIME.fullmatch(row["TIME_PERIOD"])] == []


@pytest.mark.parametrize(("ours", "theirs"), [
    ("2023", "2023"), ("2023-12", "2023-12"), ("2023-12-12", "2023-12-12"), ("2023-Q1", "2023-Q1"), ("2023-H2", "2023-S2"),
    ("2016/2020", "2016-01-01/P1827D"), ("2022-03-01/2022-03-31", "2022-03-01/P31D"), ("2014/..", "2014-01-01/P9999Y"),
    ("../2022-12", "0001-01-01/P738520D"), ("unknown", "0001-01-01/P9999Y"),
])
def test_a_period_in_the_words_of_sdmx(ours, theirs):
    assert sdmx_csv.time_period(ours) == theirs


def test_a_period_up_to_a_day_ends_on_that_day_in_sdmx_too():
    start, _, length = sdmx_csv.time_period("../2022-12").partition("/")
    assert parse.day(start).toordinal() + int(length[1:-1]) - 1 == parse.day("2022-12-31").toordinal()


# JSON-stat -----------------------------------------------------------------------


def test_pyjstat_reads_every_dataset_and_finds_the_values_that_the_pages_show():
    shown = observations()
    wanted = [(row["indicator"], row["entity"], row["period"], row["sense"],
               row["period"] if row["period_kind"] == "date" else row["value"])
              for row in shown.values() if row["period_kind"] == "date" or known(row["value"]) is not None]
    found = []
    for item in json.loads(read("json-stat/collection.json"))["link"]["item"]:
        told = pyjstat.Dataset.read(read(f"json-stat/{item['href']}")).write("dataframe", naming="id")
        told = told[told["value"].notna()]
        found += told[["indicator", "entity", "period", "sense", "value"]].itertuples(index=False, name=None)
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_json_stat_carries_status_hedge_and_statement_under_the_cell_of_the_value():
    shown, met = observations(), set()
    for item in json.loads(read("json-stat/collection.json"))["link"]["item"]:
        told = json.loads(read(f"json-stat/{item['href']}"))
        beside = told["extension"]
        for cell, statement in beside["statement"].items():
            own = shown[statement]
            dated = own["period_kind"] == "date"
            assert told["value"].get(cell) == (own["period"] if dated else known(own["value"]))
            assert (told["status"][cell], beside["qualifier"][cell]) == (own["status"], own["qualifier"])
            assert beside["value_high"].get(cell) == known(own["value_high"])
            met.add(statement)
        assert told["value"].keys() <= beside["statement"].keys() == told["status"].keys()
    assert met == shown.keys()


def test_a_json_stat_dataset_speaks_both_languages():
    told = json.loads(read("json-stat/educational_event_participants.json"))
    assert told["dimension"]["entity"]["category"]["label"]["kharkiv-it-cluster"] == "Kharkiv IT Cluster"
    translated = told["extension"]["translations"]["uk"]["dimension"]
    assert translated["entity"]["category"]["label"]["kharkiv-it-cluster"] == "Харківський ІТ-кластер"


# JSON-LD, citation, checksums, readmes --------------------------------------------


def test_the_json_ld_is_a_dataset_with_its_sources_and_forms():
    graph = Graph().parse(bundled.folder() / "dataset.jsonld")
    dataset = URIRef(f"urn:sha256:{shipped.release().hash}")
    names = set(graph.objects(dataset, URIRef(SCHEMA_ORG + "name")))
    assert names == {Literal("Cluster Atlas", lang="en"), Literal("Атлас кластерів", lang="uk")}
    assert len(set(graph.objects(dataset, URIRef(SCHEMA_ORG + "isBasedOn")))) == len(query.register(shipped.release()).sources)
    urls = {str(url) for url in graph.objects(None, URIRef(SCHEMA_ORG + "contentUrl"))}
    assert any(url.endswith("statements.csv") for url in urls) and any(url.endswith("sdmx/observations.csv") for url in urls)


def test_the_citation_file_names_the_release_by_what_it_holds():
    told = yaml.safe_load(read("CITATION.cff"))
    assert (told["cff-version"], told["type"], told["version"]) == ("1.2.0", "dataset", shipped.release().short)
    assert told["identifiers"][0]["value"] == f"sha256:{shipped.release().hash}"


def test_the_checksums_are_those_of_every_other_file():
    made = bundled.members(bundled.content())
    sums = dict(reversed(line.split("  ")) for line in made.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}


@pytest.mark.parametrize(("path", "words"), [("README.md", "What is inside"), ("README.uk.md", "Що всередині")])
def test_a_readme_names_every_file_of_the_bundle_and_the_hash(path, words):
    told = read(path)
    named = {name.split("/")[0] + "/" if name.startswith("json-stat") else name for name in bundled.members(bundled.content())}
    assert words in told and shipped.release().hash in told
    assert {name for name in named if name not in told and not name.startswith("README")} == set()
    assert "[bundle." not in told and "  \n" not in told and ".." not in told.replace("2014/..", "")


def test_every_word_of_the_forms_is_there_in_both_languages():
    for name, content in bundled.members(bundled.content()).items():
        assert re.findall(rb"\[(?:bundle|status|qualifier|basis|value)\.[\w.]+\]", content) == [], name


def test_the_licences_name_every_source_and_invent_none():
    told = {row["source"]: row for row in rows("licences.csv")}
    sources = query.register(shipped.release()).sources
    assert {name: row["licence"] for name, row in told.items()} == {name: source.licence for name, source in sources.items()}
    assert {row["address"] for row in told.values()} == {source.address for source in sources.values()}


def test_every_column_of_every_table_is_told_in_both_languages():
    names = {name for kind in bundle_files.KINDS for name in bundle_files.shapes(kind)}
    assert {(code, name) for code, words in bundled.contents().words.items() for name in names
            if f"bundle.of.{name}" not in words.tables[code]["words"]} == set()
