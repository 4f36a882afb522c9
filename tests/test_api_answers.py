"""What the API answers: true values with everything that belongs to them, strict choices, pages, languages, releases."""

import csv
import io
import json

import pytest
import shipped
from api_client import ROOT, ask, told

from metrics import query
from publish.api import fields
from publish.api.resources import DIFFERENCES, RESOURCES

KHARKIV = "/observations?entity=kharkiv-it-cluster&indicator=educational_event_participants"


def table(address: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    answer = ask(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def problem(address: str) -> dict:
    """The problem of an answer that must be refused; `near` of its first error beside it."""
    answer = ask(address)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    said = answer.json()
    assert said["status"] == answer.status_code
    return said


# values -----------------------------------------------------------------------


def test_a_value_carries_everything_that_belongs_to_it():
    (item,) = [item for item in told(KHARKIV)["items"] if item["statement"] == "K016"]
    assert {name: item[name] for name in ("value", "value_high", "qualifier", "status", "unit", "counts", "period", "period_start")} == {
        "value": 26500, "value_high": None, "qualifier": "at_least", "status": "A", "unit": "participants", "counts": "participants",
        "period": "2023", "period_start": "2023-01-01"}
    assert (item["source"], item["locator"]) == ("kharkiv_annual_meeting_2023", "paragraph on educational events")
    assert (item["flags"], item["conflict"], item["rivals"], item["basis"]) == ([], False, 0, "self_reported")
    assert (item["card"], item["citation"]) == ("/figure/K016", "/cite/K016.txt")
    assert item["sentence"].startswith("Participants of educational events, Kharkiv IT Cluster, 2023: over 26,500 participants. Source: ")


def test_the_language_is_the_one_that_is_asked_for():
    answer = told(KHARKIV + "&lang=uk")
    (item,) = [item for item in answer["items"] if item["statement"] == "K016"]
    assert answer["language"] == "uk"
    assert item["sentence"].startswith("Учасники освітніх подій, Харківський ІТ-кластер, 2023: понад 26\xa0500 учасників. Джерело: ")
    assert (item["entity_name"], item["locator"]) == ("Харківський ІТ-кластер", "абзац про освітні події")
    assert item["card"] == "/figure/K016?lang=uk"


def test_a_conflict_and_a_doubt_are_said_in_the_sentence():
    said = told("/statements/B104.en")["item"]
    assert said["conflict"] and said["rivals"] == 1 and said["flags"] == ["mistranslation"]
    assert "Sources differ: 2 statements." in said["sentence"]
    assert "In doubt: mistranslated in this edition." in said["sentence"]


def test_a_value_said_in_words_only_is_null_and_never_a_number():
    said = told("/statements/B007.en")["item"]
    assert (said["value"], said["qualifier"]) == (None, "at_least")
    assert "no number" in said["sentence"]


def test_an_observation_is_found_by_the_id_of_any_of_its_statements():
    assert told("/observations/B104.en")["item"]["statement"] == told("/observations/B104")["item"]["statement"] == "B104"


def test_observations_are_the_shown_statements_and_statements_are_all():
    every = query.statements(shipped.release())
    assert {row["statement"] for row in table("/observations.csv")} == set(every[every["shown"]]["statement"])
    assert {row["statement"] for row in table("/statements.csv")} == set(every["statement"])


# filters ----------------------------------------------------------------------


@pytest.mark.parametrize(("choices", "kept"), [
    ("entity=kharkiv-it-cluster,lviv-it-cluster", lambda row: row["entity"] in ("kharkiv-it-cluster", "lviv-it-cluster")),
    ("indicator=member_companies", lambda row: row["indicator"] == "member_companies"),
    ("theme=members,talent", lambda row: row["theme"] in ("members", "talent")),
    ("concept=it_exports", lambda row: row["concept"] == "it_exports"),
    ("kind=cluster", lambda row: row["entity_kind"] == "cluster"),
    ("region=UA-63", lambda row: row["region"] == "UA-63"),
    ("country=romania", lambda row: row["country"] == "romania"),
    ("source=uca_annual_report_2022", lambda row: row["source"] == "uca_annual_report_2022"),
    ("status=F,planned", lambda row: row["status"] in ("F", "planned")),
    ("qualifier=at_least", lambda row: row["qualifier"] == "at_least"),
    ("from=2023&to=2023-Q2", lambda row: (row["period_end"] or "") >= "2023-01-01" and (row["period_start"] or "9") <= "2023-06-30"),
    ("kind=cluster&theme=members&qualifier=at_least",
     lambda row: (row["entity_kind"], row["theme"], row["qualifier"]) == ("cluster", "members", "at_least")),
])
def test_a_filter_keeps_what_it_names_and_nothing_else(choices, kept):
    every = query.observations(shipped.release()).to_dict("records")
    wanted = {row["statement"] for row in every if kept(row)}
    answer = told(f"/observations?limit=1000&{choices}")
    assert wanted
    assert {item["statement"] for item in answer["items"]} == wanted
    assert answer["matches"] == len(wanted)


def test_words_are_looked_for_in_names_of_both_languages():
    latin, cyrillic = (told(f"/observations?limit=1000&q={text}") for text in ("Kharkiv IT Cluster", "харківський іт-кластер"))
    assert "K016" in {item["statement"] for item in latin["items"]} & {item["statement"] for item in cyrillic["items"]}
    assert told("/observations?q=nosuchword")["matches"] == told("/observations?q=-")["matches"] == 0


# choices that cannot be used -----------------------------------------------------


@pytest.mark.parametrize(("address", "status", "detail"), [
    ("/observations?entitty=x", 400, "There is no parameter entitty here; did you mean entity?"),
    ("/releases?colour=red", 400, "There is no parameter colour here; there are limit, cursor, lang, release."),
    ("/observations?entity=kharkiv-it-clustr", 404, "There is no entity kharkiv-it-clustr in release 2; did you mean kharkiv-it-cluster, "
     "kharkiv-eam-cluster, kyiv-it-cluster?"),
    ("/observations?entity=", 400, "entity is empty; leave it out, or give it a value."),
    ("/observations?entity=uca,,uca", 400, "entity has nothing between two commas; write ids with one comma between them."),
    ("/observations?kind=clutser", 400, None),
    ("/observations?limit=0", 400, "limit is 0; write a whole number from 1 to 1000."),
    ("/observations?limit=1001", 400, "limit is 1001; write a whole number from 1 to 1000."),
    ("/observations?limit=٣", 400, "limit is ٣; write a whole number from 1 to 1000."),
    ("/observations?cursor=x", 400, "cursor is x; take it from the address that “next” gave."),
    ("/observations?from=yesterday", 400, "from is yesterday; write a year, a month, a day, a quarter or a half, such as 2023, 2023-12, "
     "2023-12-31, 2023-Q1 or 2023-H1."),
    ("/observations?from=2023-02-30", 404, "2023-02-30 is a day that no calendar has."),
    ("/observations?from=2024&to=2023", 404,
     "This span ends before it begins, so that nothing lies in it; write the earlier period as from."),
    ("/observations?lang=xx", 400, "lang is xx; write one of en, uk."),
    ("/observations?release=3", 404, "There is no release 3; /api/v1/releases lists them."),
    ("/observations?limit=1&limit=2", 400, "limit is given twice; write it once, several values with commas between them."),
    ("/observations?q=%00", 400, "q is no plain text of 1 to 100 letters."),
    ("/ranking", 400, "indicator is missing; this address needs it."),
    ("/ranking?indicator=member_companis", 404, None),
    ("/statements/K0166", 404, None),
    ("/entities/Харків", 404, None),
    ("/entitys", 404, "There is nothing at /api/v1/entitys; did you mean /api/v1/entities, /api/v1/entities.csv?"),
    ("/observations/", 404, None), ("", 404, "There is nothing at /api/v1/; /api tells which there are."), ("/", 404, None),
    ("/ranking/K016", 404, None),
    ("/differences", 404, None),
    ("/releases/1...9", 404, "There is no release 9; /api/v1/releases lists them."),
    ("/regions?indicator=higher_education_institutions&period=1900", 404, None),
])
def test_a_choice_that_cannot_be_used_is_refused_with_what_to_write_instead(address, status, detail):
    said = problem(address)
    assert said["status"] == status
    assert detail is None or said["detail"] == detail
    assert set(said) <= {"type", "title", "status", "detail", "errors"}


@pytest.mark.parametrize(("address", "near"), [
    ("/observations?entity=Kharkiv IT Cluster", "kharkiv-it-cluster"), ("/observations?indicator=member_companis", "member_companies"),
    ("/observations?region=Харківська", "UA-63"), ("/observations?country=Ukraine", "ukraine"), ("/observations?theme=member", "members"),
    ("/observations?kind=clutser", "cluster"), ("/statements/K0166", "K016"), ("/sources/uca_report_2022", "uca_annual_report_2022"),
])
def test_what_is_near_is_offered(address, near):
    assert near in problem(address)["errors"][0]["near"]


def test_everything_that_is_wrong_is_told_at_once_in_the_language_asked_for():
    said = problem("/observations?entity=nobody&limit=x&nope=1&lang=uk")
    assert [error["parameter"] for error in said["errors"]] == ["nope", "entity", "limit"]
    assert said["title"] == "Непридатний параметр"
    assert "напишіть ціле число від 1 до 1000" in said["detail"]


def test_an_address_that_is_too_long_is_refused_before_it_is_read():
    assert problem("/observations?q=" + "x" * 9_000)["status"] == 414


# pages of records ----------------------------------------------------------------


@pytest.mark.parametrize("address", ["/observations?kind=cluster&limit=70", "/entities?limit=100", "/releases?limit=1",
                                     "/ranking?indicator=member_companies&limit=10", "/codes?limit=60"])
def test_the_pages_together_hold_every_record_once(address):
    found, matches, following = [], set(), address
    while following:
        page = told(following)
        found += [json.dumps(item, sort_keys=True) for item in page["items"]]
        matches.add(page["matches"])
        following = page["next"] and page["next"].removeprefix(ROOT)
    assert len(found) == len(set(found)) == matches.pop()
    assert not matches


def test_the_next_page_is_of_the_same_release_and_language():
    following = told("/observations?limit=1&lang=uk")["next"]
    assert "lang=uk" in following and "release=2" in following
    answer = ask("/observations.csv?limit=1")
    assert answer.headers["link"] == f'<{ROOT}/observations.csv?limit=1&release=2&cursor=1>; rel="next"'


def test_a_csv_holds_the_same_records_as_the_json():
    for address in ("/observations{}?entity=uca&limit=100", "/entities{}?kind=city", "/ranking{}?indicator=member_companies",
                    "/series{}?entity=ukraine&indicator=ict_service_exports_bop", "/releases/1...2{}", "/find{}?q=Lviv"):
        rows, items = table(address.format(".csv")), told(address.format(""))["items"]
        assert len(rows) == len(items) > 0
        for row, item in zip(rows, items, strict=True):
            assert list(row) == list(item)
            assert {name: value for name, value in row.items() if isinstance(item[name], str)} == {
                name: value for name, value in item.items() if isinstance(value, str)}


def test_a_table_names_no_missing_value():
    rows = table("/observations.csv")
    assert {value.lower() for row in rows for value in row.values()} & {"nan", "none", "null", "inf"} == set()


# figures ----------------------------------------------------------------------


def test_a_ranking_tells_ranks_with_their_ranges_and_sets_apart_with_reasons():
    answer = told("/ranking?indicator=member_companies&kind=cluster&country=ukraine")
    first = answer["items"][0]
    assert (first["entity"], first["value"], first["qualifier"]) == ("kharkiv-it-cluster", 600, "at_least")
    assert (first["rank"], first["rank_low"]) == (1, 1) and first["rank_high"] > 1 and first["changeable"]
    apart = [item for item in answer["items"] if item["apart"]]
    assert apart and all(item["rank"] is None and item["apart_name"] for item in apart)
    assert {"counts_differ"} <= {item["apart"] for item in apart}
    assert answer["sum"]["qualifier"] == "at_least" and answer["sum"]["said"].startswith("over ")
    assert answer["coverage"]["have"] == sum(item["rank"] is not None for item in answer["items"])
    assert answer["coverage"]["have"] + len(answer["coverage"]["missing"]) == answer["coverage"]["asked"]


def test_a_ranking_of_named_entities_asks_for_these_only():
    answer = told("/ranking?indicator=member_companies&entity=kharkiv-it-cluster,kyiv-it-cluster")
    assert answer["coverage"]["asked"] == 2
    assert {item["entity"] for item in answer["items"]} <= {"kharkiv-it-cluster", "kyiv-it-cluster"}


def test_a_series_tells_what_may_be_joined():
    items = told("/series?entity=ukraine&indicator=ict_service_exports_bop,it_exports_nbu&from=2015&limit=500")["items"]
    joined = {}
    for item in (item for item in items if not item["apart"]):
        joined.setdefault(item["segment"], set()).add(item["indicator"])
    assert len(joined) > 1 and all(len(indicators) == 1 for indicators in joined.values())
    assert min(item["period_end"] for item in items) >= "2015-01-01"


def test_an_index_says_its_base_and_its_unit():
    answer = told("/series?entity=ukraine&indicator=ict_service_exports_bop&measure=index&from=2020")
    assert (answer["measure"], answer["base"]) == ("index", "2020")
    assert (answer["items"][0]["value"], answer["items"][0]["unit"]) == (100, "index")
    assert "100 (index, 2020 = 100)" in answer["items"][0]["sentence"]


def test_the_regions_are_geojson_with_the_value_and_its_hedge():
    answer = ask("/regions?indicator=higher_education_institutions")
    assert answer.headers["content-type"] == "application/geo+json"
    told_regions = {feature["id"]: feature for feature in answer.json()["features"]}
    assert len(told_regions) == 27 and {"UA-43", "UA-40"} <= set(told_regions)
    kharkiv = told_regions["UA-63"]
    assert kharkiv["geometry"]["type"] in ("Polygon", "MultiPolygon")
    (row,) = query.observations(shipped.release(), entities=["UA-63"], indicators=["higher_education_institutions"]).to_dict("records")
    assert (kharkiv["properties"]["value"], kharkiv["properties"]["qualifier"]) == (row["value"], row["qualifier"])
    plain = told("/regions")["features"]
    assert len(plain) == 27 and {feature["properties"]["value"] for feature in plain} == {None}


def test_the_differences_of_two_releases_are_told_by_figure():
    statement, now, before = shipped.FORMER
    (item,) = told("/releases/1...2")["items"]
    assert (item["statement"], item["change"], item["changed"]) == (statement, "changed", ["value"])
    assert (item["old_value"], item["new_value"]) == (before, now)
    assert (item["old"], item["new"]) == ("over 26,400 participants", "over 26,500 participants")
    assert told("/releases/2...2")["items"] == []


def test_an_older_release_is_answered_by_its_number():
    statement, now, before = shipped.FORMER
    assert [told(f"/statements/{statement}?release={number}")["item"]["value"] for number in (1, 2)] == [before, now]


# the forms of every answer --------------------------------------------------------


@pytest.mark.parametrize("resource", [one for one in RESOURCES if one is not DIFFERENCES], ids=lambda one: one.name)
def test_every_record_has_its_fields_in_their_order_and_no_others(resource):
    needed = {"series": "entity=ukraine&indicator=population", "ranking": "indicator=member_companies", "find": "q=Lviv",
              "regions": "indicator=population"}.get(resource.name, "limit=20")
    answer = told(f"/{resource.name}?{needed}")
    items = [feature["properties"] for feature in answer["features"]] if resource.geo else answer["items"]
    assert items
    assert {tuple(item) for item in items} == {fields.names(resource.fields)}


def test_living_answers_are_asked_anew_and_frozen_ones_never():
    living, frozen = ask(KHARKIV), ask(KHARKIV + "&release=2")
    assert (living.headers["cache-control"], frozen.headers["cache-control"]) == ("no-cache", "public, max-age=31536000, immutable")
    assert ask(KHARKIV, if_none_match=living.headers["etag"]).status_code == 304
    assert ask(KHARKIV, if_none_match=frozen.headers["etag"]).status_code == 200


def test_nothing_is_known_of_what_is_not_there():
    assert ask("/statements/nothing", if_none_match="*").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_nothing_but_reading_is_answered(method):
    answer = ask("/observations", method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["type"] == "/api#problem-read_only"


def test_a_page_of_another_origin_may_ask():
    answer = ask("/observations", "OPTIONS", origin="https://paper.example", access_control_request_method="GET")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "*")
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    given = ask(KHARKIV, origin="https://paper.example")
    assert given.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in given.headers
