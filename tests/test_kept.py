"""Answers kept as bytes: the same as made anew, never across releases, hosts, languages or choices, never what failed."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import httpx
import in_process
import pytest
import shipped
from served import Site, serving
from shipped import DATA, FORMER, PROJECT, change

from layouts import first, visit
from loaders import run, store, unchanged
from metrics import query
from publish import arrival, kept
from publish.kept import Kept

CALLBACKS, PAGE = "/callbacks", "/page"


class Made:
    """A server that counts what it is asked; `status` and `lasts` are those of its next answers."""

    def __init__(self) -> None:
        self.asked, self.status, self.lasts, self.state = 0, 200, True, "1 a"

    async def __call__(self, scope, receive, send) -> None:
        self.asked += 1
        body = (await receive()).get("body", b"")
        if self.lasts:
            visit.lasting()
        heads = [(b"content-type", b"text/plain"), (b"etag", f'W/"{self.asked}"'.encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": heads})
        for part, more in ((b"answer to ", True), (body or scope["query_string"], False)):
            await send({"type": "http.response.body", "body": part, "more_body": more})


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def ask(made: Made) -> Callable[..., httpx.Response]:
    layer = Kept(made, CALLBACKS, lambda path: path == PAGE, lambda: made.state)
    return lambda path=CALLBACKS, method="POST", **sent: in_process.ask(layer, path, method, **sent)


def test_the_same_question_is_answered_once_and_again_with_the_same_bytes_and_heads(made, ask):
    first, second = ask(content=b"one"), ask(content=b"one")
    assert (first.content, first.headers) == (second.content, second.headers)
    assert (first.content, made.asked) == (b"answer to one", 1)


def test_another_question_choice_form_or_kind_of_body_has_its_own_answer(made, ask):
    ask(content=b"one")
    ask(content=b"two")
    ask(content=b"one", params={"a": "b"})
    ask(content=b"one", heads={"accept_encoding": "identity"})
    ask(content=b"one", heads={"content_type": "application/json"})
    assert made.asked == 5
    ask(content=b"one", heads={"accept_encoding": "br, gzip;q=0.5"})
    assert made.asked == 5


def test_an_answer_is_of_the_host_that_was_asked(made):
    layer = Kept(made, CALLBACKS, lambda path: False, lambda: made.state)

    async def arrived(scope, receive, send) -> None:
        visit.ARRIVED.set(arrival.site(scope))
        await layer(scope, receive, send)

    for host in ("one.example.org", "two.example.org", "one.example.org"):
        in_process.ask(arrived, CALLBACKS, "POST", host=host, content=b"one")
    assert made.asked == 2


def test_no_answer_outlives_a_release_or_comes_without_one(made, ask):
    ask(content=b"one")
    for state, times in (("2 b", 2), ("", 3), ("", 4)):
        made.state = state
        ask(content=b"one")
        assert made.asked == times


@pytest.mark.parametrize(("status", "lasts"), [(500, True), (204, True), (200, False)])
def test_what_failed_or_does_not_last_is_never_kept(made, ask, status, lasts):
    made.status, made.lasts = status, lasts
    assert [ask(content=b"one").status_code for _ in range(2)] == [status] * 2
    assert made.asked == 2


def test_what_is_no_callback_and_no_page_goes_by(made, ask):
    for path, method in (("/other", "POST"), ("/other", "GET"), (PAGE, "POST"), (CALLBACKS, "PUT"), (CALLBACKS, "GET")):
        before = made.asked
        assert [ask(path, method, content=b"one").status_code for _ in range(2)] == [200] * 2
        assert made.asked == before + 2, (path, method)


def test_a_question_that_is_long_or_of_unknown_length_goes_by(made, ask):
    long = b"x" * (kept.MOST_ASKED_BYTES + 1)

    async def parts():
        yield b"one"

    for content in (long, long, parts(), parts()):
        ask(content=content)
    assert made.asked == 4


def test_a_reader_who_has_a_kept_page_is_sent_nothing(made, ask):
    tag = ask(PAGE, "GET").headers["etag"]
    again = ask(PAGE, "GET", heads={"if_none_match": tag})
    assert (again.status_code, again.content, again.headers["etag"], made.asked) == (304, b"", tag, 1)
    assert ask(PAGE, "GET", heads={"if_none_match": '"other"'}).status_code == 200


def test_what_is_kept_is_bounded_and_the_oldest_gives_way(made, monkeypatch):
    monkeypatch.setattr(kept, "MOST_KEPT_BYTES", 10_000)
    layer = Kept(made, CALLBACKS, lambda path: False, lambda: "1 a")
    for number in range(40):
        in_process.ask(layer, CALLBACKS, "POST", content=b"%d" % number + b"x" * 300)
    assert 0 < layer.recent.size <= 10_000
    in_process.ask(layer, CALLBACKS, "POST", content=b"39" + b"x" * 300)
    assert made.asked == 40
    in_process.ask(layer, CALLBACKS, "POST", content=b"0" + b"x" * 300)
    assert made.asked == 41


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kept")
    shutil.copytree(DATA, place / "data")
    return place


@pytest.fixture(scope="module")
def site(room: Path) -> Iterator[Site]:
    with serving(PROJECT, room, "--data", str(room / "data"), "--database", f"sqlite:///{room}/atlas.sqlite") as running:
        yield running


def route(site: Site, search: str, **heads: str):
    """What the server says when a page is opened, with its head but the day."""
    inputs = [{"id": "address", "property": "pathname", "value": "/cluster/kharkiv-it-cluster"},
              {"id": "address", "property": "search", "value": search}]
    body = {"output": "..page.children...told.data..", "changedPropIds": ["address.pathname"], "inputs": inputs,
            "outputs": [{"id": "page", "property": "children"}, {"id": "told", "property": "data"}]}
    answer = site.ask("/_dash-update-component", "POST", json.dumps(body).encode(), content_type="application/json", **heads)
    assert answer.status == 200
    return {name: text for name, text in answer.headers.items() if name != "date"}, answer.body


def test_pages_and_callbacks_kept_are_those_that_were_made(site):
    for form in ("identity", "gzip"):
        assert route(site, "?lang=en", accept_encoding=form) == route(site, "?lang=en", accept_encoding=form)
        made, again = (site.ask("/clusters?lang=en", accept_encoding=form) for _ in range(2))
        assert (made.body, made.headers | {"date": ""}) == (again.body, again.headers | {"date": ""})
        assert made.headers.get("content-encoding") == (form if form == "gzip" else None)


@pytest.mark.parametrize("twice", [("gzip", "identity"), ("identity", "gzip")])
def test_a_head_that_comes_twice_leaves_nothing_wrong_for_others(site, twice):
    path = f"/sources?lang=en&q={twice[0]}"
    with closing(HTTPConnection("127.0.0.1", site.port)) as line:
        line.putrequest("GET", path, skip_accept_encoding=True)
        for form in twice:
            line.putheader("accept-encoding", form)
        line.endheaders()
        assert line.getresponse().status == 200
    for form in ("identity", "gzip"):
        assert site.ask(path, accept_encoding=form).headers.get("content-encoding") == (form if form == "gzip" else None)


def test_each_language_host_and_choice_has_its_own(site):
    answers = [route(site, search)[1] for search in ("?lang=en", "?lang=uk", "?lang=en&release=1")]
    answers.append(site.ask("/?lang=en", host="one.example.org").body)
    answers.append(site.ask("/?lang=en", host="two.example.org").body)
    assert len(set(answers)) == 5
    assert b"one.example.org" in answers[3] and b"two.example.org" in answers[4]


def test_a_damaged_question_is_refused_however_often_it_comes(site):
    for body in (b"{", b"[]", b'{"output": "nothing.children"}', b'{"output": "..page.children...told.data..", "inputs": 5}'):
        assert [site.call(body).status for _ in range(2)] == [400] * 2


def test_a_new_release_is_shown_at_once_and_the_old_one_stays_as_it_was(site, room):
    statement, now, other = FORMER
    pinned, living = route(site, "?lang=en&release=1")[1], route(site, "?lang=en")[1]
    assert f"{now:,}".encode() in living
    change(room / "data" / "sources" / "kharkiv_annual_meeting_2023.csv", rf"(?m)^({statement},.*?),{now},", rf"\1,{other},")
    assert not run.load([room / "data"], f"sqlite:///{room}/atlas.sqlite").problems
    for answer in (route(site, "?lang=en")[1], site.ask("/cluster/kharkiv-it-cluster?lang=en").body):
        assert f"{other:,}".encode() in answer
        assert f"{now:,}".encode() not in answer
    then = route(site, "?lang=en&release=1")[1]
    assert f"{now:,}".encode() in then
    assert then != pinned, "the pinned view tells what has changed since"


def test_a_load_that_makes_no_release_may_have_moved_what_is_shown(site, room):
    table = room / "data" / "sources" / "kharkiv_annual_meeting_2023.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    line = next(number for number, row in enumerate(rows, 2) if row.startswith("K016,"))
    assert f"{table.name}, line {line}" in site.ask("/figure/K016?lang=en").text
    table.write_text("".join([header, rows[-1], *rows[:-1]]), encoding="utf-8")
    assert not run.load([room / "data"], f"sqlite:///{room}/atlas.sqlite").new
    assert f"{table.name}, line {line + 1}" in site.ask("/figure/K016?lang=en").text
    for one in (table, table.with_suffix(".yaml")):
        one.rename(one.with_stem("renamed"))
    assert not run.load([room / "data"], f"sqlite:///{room}/atlas.sqlite").new
    assert f"renamed.csv, line {line + 1}" in site.ask("/figure/K016?lang=en").text


def test_a_database_in_which_no_load_has_left_word_tells_its_releases(small_folder, database):
    assert run.load([small_folder], database).release == 1
    engine = store.engine(database, writing=True)
    assert query.newest(engine).read
    with engine.begin() as connection:
        unchanged.LOADED.drop(connection)
    told = query.newest(engine), query.release(engine, 1), *query.releases(engine)
    assert [(found.number, found.read) for found in told] == [(1, "")] * 3
    engine.dispose()


def test_only_an_answer_that_is_whole_is_said_to_last():
    said: list[bool] = []
    answers = first.Answers(lambda asked: 1 / 0, lambda path: path == "/")
    token = visit.LASTING.set(said)
    try:
        with pytest.raises(ZeroDivisionError):
            answers.said(shipped.visit("/"), answers.again(shipped.visit("/")))
        assert said == []
        assert [answers.said(shipped.visit(path), path) for path in ("/", "/slides")] == ["/", "/slides"]
        assert said == [True]
    finally:
        visit.LASTING.reset(token)
