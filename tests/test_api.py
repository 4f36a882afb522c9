"""The real server over real HTTP: the API, the headers, true 404s, and callbacks that strangers call."""

import copy
import csv
import io
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pytest
import shipped
from served import DEEP, STATEMENTS, Site, serving

REFERENCE = Path(__file__).parent / "reference_statements.csv"
COLUMNS = ["statement", "entity", "indicator", "value", "value_high", "unit", "qualifier", "status", "period_start", "period_end",
           "breakdown", "said_by", "source", "locator", "flags", "shown", "release"]
SECOND_READINGS = {
    "B006.en": ("2000000", "at_least"), "B007.en": ("", "at_least"), "B027.uk": ("2000000", "at_least"), "B096.uk": ("300000", "about"),
    "B098.en": ("", "exact"), "B104.en": ("24", "range"),
}
"""Readings of the other edition: value and qualifier, no value where that edition gives words only."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`app.py serve` over the shipped data, as a reader's machine runs it."""
    room = tmp_path_factory.mktemp("server")
    with serving(shipped.PROJECT, room, "--no-load", "--database", shipped.address()) as started:
        yield started


def same_number(one: str, other: str) -> bool:
    """Whether two cells hold the same number, or nothing both."""
    return (float(one) if one else None) == (float(other) if other else None)


# the statements ---------------------------------------------------------------


def test_the_statements_hold_every_row_of_the_reference_with_value_unit_qualifier_status_and_period(site):
    given = {row["statement"]: row for row in site.rows()}
    with REFERENCE.open(encoding="utf-8", newline="") as table:
        wanted = list(csv.DictReader(table))
    assert len(wanted) == 217
    assert [row["statement"] for row in wanted if row["statement"] not in given] == []
    differing = {
        (row["statement"], name): (row[name], given[row["statement"]][name]) for row in wanted for name in row
        if not (same_number if name in ("value", "value_high") else str.__eq__)(row[name], given[row["statement"]][name])
    }
    assert differing == {}


def test_the_second_readings_of_the_editions_are_kept_beside_the_shown_ones(site):
    given = {row["statement"]: row for row in site.rows(source="uca_annual_report_2022")}
    assert {name: (given[name]["value"], given[name]["qualifier"]) for name in SECOND_READINGS} == SECOND_READINGS
    for name in SECOND_READINGS:
        first = given[name.partition(".")[0]]
        assert [first[key] for key in ("entity", "indicator", "period_start", "period_end")] == [
            given[name][key] for key in ("entity", "indicator", "period_start", "period_end")]
    assert {given[name]["shown"] for name in SECOND_READINGS} == {"False"}
    assert {given[name.partition(".")[0]]["shown"] for name in SECOND_READINGS} == {"True"}


def test_the_columns_are_those_that_are_documented(site):
    answer = site.ask(STATEMENTS)
    assert answer.text.split("\n", 1)[0] == ",".join(COLUMNS)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def test_every_statement_of_the_release_is_answered_once(site):
    rows = site.rows()
    assert len(rows) == len({row["statement"] for row in rows}) == json.loads(site.ask("/healthz").text)["statements"]
    assert {row["release"] for row in rows} == {"2"}


def test_numbers_are_written_plainly(site):
    odd = [row["statement"] for row in site.rows() for name in ("value", "value_high")
           if not re.fullmatch(r"(-?(0|[1-9]\d*)(\.\d*[1-9])?)?", row[name])]
    assert odd == []


@pytest.mark.parametrize(("name", "value"), [
    ("entity", "kharkiv-it-cluster"), ("indicator", "member_companies"), ("source", "kharkiv_annual_meeting_2023"),
])
def test_a_filter_keeps_what_it_names_and_nothing_else(site, name, value):
    kept = site.rows(**{name: value})
    assert kept
    assert kept == [row for row in site.rows() if row[name] == value]


def test_filters_narrow_together(site):
    kept = site.rows(entity="kharkiv-it-cluster", indicator="educational_event_participants", source="kharkiv_annual_meeting_2023")
    assert [row["statement"] for row in kept] == ["K016"]


@pytest.mark.parametrize("name", ["entity", "indicator", "source"])
def test_a_filter_that_names_nothing_is_refused(site, name):
    answer = site.ask(f"{STATEMENTS}?{name}=' OR 1=1 --".replace(" ", "%20"))
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_filters_that_fit_nothing_together_answer_the_columns_alone(site):
    assert site.ask(f"{STATEMENTS}?entity=lviv-it-cluster&source=kharkiv_annual_meeting_2023").text == ",".join(COLUMNS) + "\n"


def test_only_so_many_statements_come_at_once_and_a_link_leads_to_the_rest(site):
    first = site.ask(f"{STATEMENTS}?limit=1000")
    rows, following = first.text.count("\n") - 1, first.headers["link"].partition(">")[0].lstrip("<")
    assert rows == 1000
    assert rows + site.ask(following).text.count("\n") - 1 == json.loads(site.ask("/healthz").text)["statements"]


@pytest.mark.parametrize("path", ["/", STATEMENTS, "/healthz", "/api/v1/observations?limit=2", "/nope", "/assets/atlas.css"])
def test_head_says_what_get_would_without_the_body(site, path):
    head, get = site.ask(path, "HEAD"), site.ask(path)
    assert (head.status, head.body) == (get.status, b"")
    assert {name: head.headers.get(name) for name in ("content-type", "content-length", "etag")} == {
        name: get.headers.get(name) for name in ("content-type", "content-length", "etag")}


def test_an_older_release_is_answered_by_its_number(site):
    statement, now, before = shipped.FORMER
    (old,), (new,) = (
        [row for row in site.rows(release=number, entity="kharkiv-it-cluster") if row["statement"] == statement] for number in "12")
    assert (old["value"], old["release"], new["value"], new["release"]) == (str(before), "1", str(now), "2")


@pytest.mark.parametrize("number", ["3", "0", "-1", "99999999999999999", "abc", "1.0", "1e0", "²"])
def test_an_unknown_release_is_a_404_with_a_problem(site, number):
    answer = site.ask(STATEMENTS + "?" + urlencode({"release": number}))
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(answer.text)["status"] == 404


def test_no_answer_but_numbers_text_and_no_nan(site):
    text = site.ask(STATEMENTS).text
    assert not re.search(r"(?i)(^|,)(nan|none|null|inf)(,|$)", text, re.MULTILINE)


# sensitive rows ---------------------------------------------------------------


@cache
def place_names() -> frozenset[str]:
    """Names of every region and city, whole and, of a region, its first word (Kharkiv of Kharkiv Oblast)."""
    entities = shipped.visit("/").register.entities.values()
    names = {name.lower() for e in entities if e.kind in ("region", "city") for name in (*e.name.values(), *e.aliases)}
    return frozenset(names | {name.split()[0] for name in names if len(name.split()[0]) > 4})


def test_a_name_of_a_place_is_recognised():
    assert {"kharkiv", "харків", "харківська"} <= place_names()


@pytest.mark.parametrize("statement", ["B055", "B056"])
def test_counts_of_places_in_defence_carry_no_places(site, statement):
    (answered,) = (row for row in site.rows() if row["statement"] == statement)
    (stored,) = shipped.query.statements(shipped.release(), ids=[statement]).to_dict("records")
    said = " ".join(map(str, [*answered.values(), *stored.values()])).lower()
    words = set(re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", said))
    assert answered["entity"] == "uca" and answered["breakdown"] == ""
    assert words & place_names() == set()
    assert [name for name in place_names() if " " in name and name in said] == []


# pages, health, headers -------------------------------------------------------


def test_health_tells_the_release(site):
    answer = site.ask("/healthz")
    assert answer.status == 200
    health = json.loads(answer.text)
    assert (health["ok"], health["release"]) == (True, 2)


def test_a_deep_address_as_the_very_first_request_carries_the_assets(site):
    assert site.first.status == 200
    assert re.search(r'src="/bundles/own\.js\?v=', site.first.text)
    assert re.search(r'<link rel="stylesheet" href="/bundles/own\.css\?v=', site.first.text)


@pytest.mark.parametrize("path", [
    "/", "/map", "/compare", "/trends", "/events", "/alliance", "/figures", "/sources", DEEP, "/region/UA-63", "/region/UA-43",
    "/sources/uca_annual_report_2022", "/map?lang=uk&indicator=nothing", "/figure/K016", "/cite/K016.bib", "/releases", "/assets/atlas.js",
])
def test_a_known_path_is_answered(site, path):
    assert site.ask(path).status == 200


def test_the_former_address_of_a_statement_leads_to_its_card_in_the_language_and_release_asked_for(site):
    answer = site.ask("/figures?entity=kharkiv-it-cluster&open=B027.uk&lang=uk&release=1")
    assert (answer.status, answer.headers["location"]) == (308, "/figure/B027.uk?lang=uk&release=1")
    assert site.ask("/figure/B027.uk?lang=uk&release=1").status == 200


def test_a_statement_that_never_was_has_no_card_and_no_citation(site):
    assert site.ask("/figure/K99999").status == 404
    assert site.ask("/cite/K99999.txt").status == 404


@pytest.mark.parametrize("path", [
    "/nope", "/cluster/nope", "/cluster/", "/region/UA-99", "/region/poland", "/sources/nope", "/cluster/kharkiv-it-cluster/more",
    "/map/nope", "/assets/nope.js", "/api/nope", "/api/v1/nope", "/healthz/nope", "/healthznope", "/_dashnope", "/_nope", "/docs",
    "/openapi.json", "/%00", "/..%2f..%2fetc%2fpasswd", "/assets/..%2f..%2fapp.py", "/" + "x" * 3000, "/%D0%BA%D0%BB%D0%B0",
])
def test_an_unknown_path_is_a_404(site, path):
    answer = site.ask(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/", "/nope", STATEMENTS, "/healthz", "/assets/atlas.js", "/_dash-layout"])
def test_every_answer_carries_the_headers_that_let_nothing_foreign_in(site, path):
    headers = site.ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    rules = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert "'unsafe-inline'" not in rules["script-src"] and "'unsafe-eval'" not in rules["script-src"]
    assert rules["default-src"] == "'none'"
    assert not re.search(r"https?:|\*", headers["content-security-policy"])


def test_every_inline_script_is_allowed_by_its_hash_and_every_other_is_our_own(site):
    page = site.ask("/")
    assert page.headers["content-security-policy"].count("'sha256-") >= 1
    fetched = re.findall(r'<script[^>]+src="([^"]+)"|<link rel="(?:stylesheet|icon|preload)"[^>]*href="([^"]+)"', page.text)
    assert len(fetched) > 3
    assert [source for pair in fetched for source in pair if source and not source.startswith("/")] == []
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    assert [json.loads(record)["@type"] for record in data] == ["Dataset"]


@pytest.mark.parametrize("path", ["/", STATEMENTS, "/assets/atlas.css", "/_dash-dependencies"])
def test_a_large_answer_is_compressed_for_who_can_read_that(site, path):
    plain, packed = site.ask(path), site.ask(path, accept_encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2
    assert re.sub(r'"end_id":"[^"]*"', "", packed.text) == re.sub(r'"end_id":"[^"]*"', "", plain.text)


# callbacks that strangers call --------------------------------------------------

ADDRESS = [{"id": "address", "property": "pathname", "value": "/compare"}, {"id": "address", "property": "search", "value": "?lang=uk"}]
CALLS = {
    "route": {
        "output": "..page.children...told.data..", "changedPropIds": ["address.pathname"], "inputs": ADDRESS,
        "outputs": [{"id": "page", "property": "children"}, {"id": "told", "property": "data"}],
    },
    "follow": {
        "output": "..sentence.children...view.children..", "changedPropIds": ['{"choice":"indicator"}.value'], "state": ADDRESS,
        "outputs": [{"id": "sentence", "property": "children"}, {"id": "view", "property": "children"}],
        "inputs": [[
            {"id": {"choice": "indicator"}, "property": "value", "value": "member_companies"},
            {"id": {"choice": "entities"}, "property": "value", "value": ["lviv-it-cluster"]},
            {"id": {"choice": "as"}, "property": "value", "value": "table"},
        ]],
    },
    "search": {
        "output": "found.children", "outputs": {"id": "found", "property": "children"}, "changedPropIds": ["search.value"],
        "inputs": [{"id": "search", "property": "value", "value": "Харків"}], "state": ADDRESS,
    },
    "download": {
        "output": "downloaded.data", "outputs": {"id": "downloaded", "property": "data"}, "changedPropIds": ["download-grid.n_clicks"],
        "inputs": [{"id": "download-grid", "property": "n_clicks", "value": 1}],
        "state": [[{"id": {"grid": "statements"}, "property": "virtualRowData", "value": [{"statement": "K004"}]}], *ADDRESS],
    },
}
JUNK = [
    None, True, 0, 1, -1, 1.5, 10**40, "", "x", "x" * 5000, "\x00", "<script>", "../../etc/passwd", "{}", "[", "page.children", "/figures",
    DEEP, "?release=1&lang=xx", "?release=99999999999999999999", "?as=table&indicator=zzz", "?entities=,,,&open=K004", "%", "K004",
    '{"choice":"indicator"}.value', [], [[]], ["a", 1, None], [{"statement": []}], {}, {"a": {"b": []}},
    {"choice": "q"}, {"choice": ["ALL"]},
]
KINDS = [None, True, 1, -1.5, "", "x" * 5000, "\x00", [], ["a", 1, None, []], [{"statement": []}], {}, {"a": {"b": []}}]
MUTATIONS = 300
SEED = 20260101


def places(tree, here: tuple = ()) -> Iterator[tuple]:
    """The way to every value within a body, but the whole."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in inside:
        yield (*here, step)
        yield from places(value, (*here, step))


def mutated(body: dict, chance: random.Random) -> dict:
    """A body with one to three of its values replaced by junk, left out, or given twice."""
    changed = copy.deepcopy(body)
    for _ in range(chance.choice((1, 1, 2, 3))):
        *way, last = chance.choice(list(places(changed)) or [("output",)])
        holder = changed
        for step in way:
            holder = holder[step]
        kind = chance.random()
        if kind < 0.7 or last not in (holder if isinstance(holder, dict) else range(len(holder))):
            holder[last] = copy.deepcopy(chance.choice(JUNK))
        elif kind < 0.85:
            del holder[last]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        else:
            holder[f"{last}x"] = holder[last]
    return changed


def told_to_strangers(site: Site, bodies) -> list[tuple]:
    """Bodies whose answer is an error of the server, or tells of its insides; each once by its shape."""
    wrong = []
    for body in bodies:
        answer = site.call(body)
        if answer.status >= 500 or re.search(r'Traceback|File "/|\.py"', answer.text):
            wrong.append((answer.status, body if isinstance(body, bytes) else json.dumps(body)[:300]))
    return wrong


@pytest.mark.parametrize("name", CALLS)
def test_a_callback_answers_what_the_pages_ask(site, name):
    answer = site.call(CALLS[name])
    assert answer.status == 200
    assert "response" in json.loads(answer.text)


@pytest.mark.parametrize("name", CALLS)
def test_a_mutated_callback_body_is_never_an_error_of_the_server(site, name):
    chance = random.Random(f"{SEED}{name}")
    share = MUTATIONS // len(CALLS)
    wrong = told_to_strangers(site, (mutated(CALLS[name], chance) for _ in range(share)))
    assert wrong[:3] == [], f"{len(wrong)} of {share} bodies"


@pytest.mark.parametrize("name", CALLS)
def test_a_value_of_any_kind_in_a_callback_is_never_an_error_of_the_server(site, name):
    bodies = []
    for (*way, last), junk in ((place, junk) for place in places(CALLS[name]) if "value" in place for junk in KINDS):
        bodies.append(copy.deepcopy(CALLS[name]))
        holder = bodies[-1]
        for step in way:
            holder = holder[step]
        holder[last] = junk
    assert told_to_strangers(site, bodies) == []


@pytest.mark.parametrize("name", [["choice"], {"a": 1}, None, 7])
def test_a_picker_with_a_name_that_is_none_is_left_out(site, name):
    body = copy.deepcopy(CALLS["follow"])
    body["inputs"][0].append({"id": {"choice": name}, "property": "value", "value": "x"})
    as_asked = json.loads(site.call(CALLS["follow"]).text)["response"]
    assert json.loads(site.call(body).text)["response"] == as_asked


@pytest.mark.parametrize("body", [
    b"", b"{", b"null", b"[]", b'"text"', b"1", b"\xff\xfe", b"{}", b'{"output":1}', b'{"output":"..."}', b"[" * 50_000, b'{"a":' * 5_000,
], ids=lambda body: repr(body[:12]))
def test_a_callback_body_that_is_none_is_never_an_error_of_the_server(site, body):
    assert told_to_strangers(site, [body]) == []


def test_a_callback_that_does_not_exist_is_refused(site):
    answer = site.call({**CALLS["search"], "output": "nothing.children", "outputs": {"id": "nothing", "property": "children"}})
    assert 400 <= answer.status < 500


def test_a_strange_release_in_the_address_is_told_and_the_newest_is_read(site):
    text = json.dumps(site.page("/compare", "?release=77&lang=en"), ensure_ascii=False)
    assert shipped.words("en")("refused.choice", name="release", given="77") in text
    assert "Release 2 (" in text


def test_an_older_release_in_the_address_is_read_and_not_refused(site):
    text = json.dumps(site.page("/cluster/kharkiv-it-cluster", "?release=1&lang=en"), ensure_ascii=False)
    assert text.count("26,400") > 1 and text.count("26,500") == 1
    assert "1 figure here has since changed." in text
    assert "Release 1 (" in text and 'className": "refused"' not in text


def test_the_download_holds_the_rows_that_are_shown_in_their_order(site):
    body = copy.deepcopy(CALLS["download"])
    body["state"][0][0]["value"] = [{"statement": "O006"}, {"statement": "K004"}, {"statement": "no such id"}]
    rows = list(csv.DictReader(io.StringIO(json.loads(site.call(body).text)["response"]["downloaded"]["data"]["content"])))
    assert [row["statement"] for row in rows] == ["O006", "K004"]
    assert list(rows[0]) == COLUMNS


def test_the_log_of_the_server_holds_no_traceback(site):
    """Last in this file: what every request before left behind."""
    assert "Traceback" not in site.log.read_text(encoding="utf-8")
