"""The assistant's door: four questions, each answered with hedge, doubt and citation; nothing else can be reached, or nothing at all."""

import json
import re

import httpx
import in_process
import pytest
import shipped
from counted import counted
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.assistant import door


def post(body: object, opened: bool = True, path: str = "/mcp", method: str = "POST", **heads: str) -> httpx.Response:
    """The response to a message."""
    server = FastAPI(openapi_url=None)
    door.routes(server, lambda path, choices: shipped.visit(path, **choices), opened)
    content = body if isinstance(body, (bytes, str)) else json.dumps(body)
    return in_process.ask(server, path, method, heads={"content_type": "application/json", **heads}, content=content)


def call(method: str, **params) -> dict:
    answer = post({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    assert (answer.status_code, answer.json()["id"]) == (200, 1)
    return answer.json()


def ask(question: str, **given: object) -> dict:
    return call("tools/call", name=question, arguments=given)["result"]


def said(question: str, **given: object) -> str:
    answer = ask(question, **given)
    assert not answer["isError"], answer
    return answer["content"][0]["text"]


# off and on -------------------------------------------------------------------


def test_the_door_is_shut_unless_the_settings_open_it():
    assert shipped.visit("/").settings["assistant"] is False


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/mcp", "/mcp/", "/mcp/tools", "/_mcp"])
def test_nothing_is_there_while_the_door_is_shut(path, method):
    assert post({"jsonrpc": "2.0", "id": 1, "method": "ping"}, opened=False, path=path, method=method).status_code == 404


def test_an_assistant_is_greeted_with_how_figures_are_to_be_repeated():
    told = call("initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "x", "version": "1"})["result"]
    assert told["protocolVersion"] == "2025-06-18"
    assert told["capabilities"] == {"tools": {"listChanged": False}}
    assert "never turn “over 600” into “600”" in told["instructions"]
    assert call("initialize", protocolVersion="1999-01-01")["result"]["protocolVersion"] == door.VERSIONS[0]


def test_four_questions_are_offered_and_no_callback_nor_anything_else():
    offered = call("tools/list")["result"]["tools"]
    assert [tool["name"] for tool in offered] == ["find", "series", "compare", "cite"]
    assert all(tool["annotations"]["readOnlyHint"] and tool["inputSchema"]["additionalProperties"] is False for tool in offered)


@pytest.mark.parametrize("method", [
    "resources/list", "resources/read", "resources/templates/list", "prompts/list", "tasks/get", "tasks/cancel", "completion/complete",
    "logging/setLevel", "tools/find", "find", "", "initialize ",
])
def test_no_other_method_is_answered(method):
    assert call(method)["error"]["code"] == door.NO_METHOD


@pytest.mark.parametrize("name", ["route", "follow", "download", "get_dash_component", "", "FIND", None, ["find"], 5])
def test_no_other_question_is_answered(name):
    assert call("tools/call", name=name, arguments={})["error"]["code"] == door.WRONG_PARAMETERS


def test_a_notification_wants_no_answer():
    answer = post({"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (answer.status_code, answer.content) == (202, b"")


# answers ----------------------------------------------------------------------


def test_find_gives_the_ids_that_the_other_questions_take():
    told = said("find", q="Kharkiv IT Cluster")
    assert "entity kharkiv-it-cluster" in told
    assert "indicator member_companies" in said("find", q="member companies")
    assert "entity kharkiv-it-cluster" in said("find", q="харківський іт-кластер", lang="uk")


def test_compare_ranks_with_ranges_says_hedges_and_sets_apart():
    told = said("compare", indicator="member_companies", kind=["cluster"], country=["ukraine"])
    assert "- Rank 1–3: Member companies, Kharkiv IT Cluster, 2024: over 600 companies. Source: " in told
    assert "Set apart (counts something else" in told
    assert re.search(r"Together over 1,\d{3} companies; \d+ of \d+ asked report it\.", told)


def test_series_and_cite_say_hedge_doubt_source_and_card_in_the_language_asked_for():
    assert "2023: понад 26\xa0500 учасників. Джерело: " in said(
        "series", entity=["kharkiv-it-cluster"], indicator=["educational_event_participants"], lang="uk")
    told = said("cite", statement=["B104.en"])
    assert "Sources differ: 2 statements." in told
    assert "[card /figure/B104, citation /cite/B104.txt]" in told


@pytest.mark.parametrize(("question", "given"), [
    ("compare", {"indicator": "member_companies"}), ("cite", {"statement": ["K016", "P0028"]}),
    ("series", {"entity": ["ukraine"], "indicator": ["ict_service_exports_bop", "it_exports_nbu"], "from": "2020"}),
])
def test_every_figure_of_every_answer_carries_its_citation_and_its_data(question, given):
    answer = ask(question, **given)
    lines = [line for line in answer["content"][0]["text"].splitlines() if line.startswith("- ")]
    items = answer["structuredContent"]["items"]
    assert len(lines) == len(items) > 0
    for line, item in zip(lines, items, strict=True):
        assert item["sentence"] in line and f"card {item['card']}, citation {item['citation']}" in line
        assert {"qualifier", "status", "counts", "source", "locator"} <= item.keys()
    assert answer["content"][0]["text"].startswith("From release 2 of ")


# what cannot be asked ------------------------------------------------------------


@pytest.mark.parametrize(("question", "given", "told"), [
    ("compare", {}, "indicator is missing; this address needs it."),
    ("compare", {"indicator": "member_companis"}, "did you mean member_companies"),
    ("compare", {"indicator": "member_companies", "limit": 5}, "There is no parameter limit here"),
    ("series", {"entity": "nobody", "indicator": "population"}, "There is no entity nobody in release 2"),
    ("find", {"q": ""}, "q is empty; leave it out, or give it a value."),
    ("find", {"q": {"$where": 1}}, None), ("find", {"q": [[["x"]]]}, None), ("find", {"q": None, "lang": True}, "lang is true"),
    ("cite", {"statement": ["K016"] * 11}, "statement lists 11; write 10 at most."),
    ("cite", {"statement": "x' OR 1=1 --"}, "There is no statement x' OR 1=1 -- in release 2"),
])
def test_what_cannot_be_used_is_said_as_the_result_of_the_question(question, given, told):
    answer = ask(question, **given)
    assert told is None or (answer["isError"] and told in answer["content"][0]["text"])
    assert "Traceback" not in json.dumps(answer)


@pytest.mark.parametrize(("body", "code"), [
    (b"{nope", door.NOT_JSON), (b"\xff\xfe", door.NOT_JSON), (b"[" * 20_000, door.NOT_JSON), ([1], door.NO_REQUEST), (5, door.NO_REQUEST),
    ([{"jsonrpc": "2.0", "id": 1, "method": "ping"}], door.NO_REQUEST), ({"id": 1, "method": "ping"}, door.NO_REQUEST),
    ({"jsonrpc": "2.0", "id": {}, "method": "ping"}, door.NO_REQUEST), ({"jsonrpc": "2.0", "id": 1, "method": 5}, door.NO_REQUEST),
    ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}, door.WRONG_PARAMETERS),
    ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "find", "arguments": [1]}}, door.WRONG_PARAMETERS),
])
def test_what_is_no_message_is_refused_as_the_protocol_has_it(body, code):
    answer = post(body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (200, code)


def test_only_small_messages_of_json_by_post_from_no_foreign_page_are_read():
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert post(ping, method="GET").status_code == 405
    assert post(ping, content_type="text/plain").status_code == 415
    assert post(b" " * 70_000).status_code == 413
    assert post(ping, mcp_protocol_version="1.0").status_code == 400
    assert post(ping, origin="https://evil.example").status_code == 403
    assert post(ping, origin="http://atlas").json()["result"] == {}


NAMES = st.sampled_from(["q", "entity", "indicator", "lang", "release", "statement", "x"])
ANYTHING = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8),
                        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6)


@settings(max_examples=counted(40, 2_000))
@given(ANYTHING)
def test_whatever_is_given_to_a_question_is_answered_or_refused(arguments):
    for name in ("find", "series", "compare", "cite"):
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
        told = door.reply(lambda path, choices: shipped.visit(path, **choices), json.dumps(body).encode())
        assert "result" in told or told["error"]["code"] == door.WRONG_PARAMETERS
