"""Scripts and styles: compressed once, kept by the browser for ever where the address names their state."""

import gzip

import brotli
import pytest
from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from layouts.bundled import Bundles
from publish.fresh import Fresh
from publish.statics import FOR_EVER, MOST_KEPT, Statics

SCRIPT = "const word = 'кластер';\n" * 400


@pytest.fixture
def asked() -> list[str]:
    """What the server behind was asked for."""
    return []


@pytest.fixture
def client(asked: list[str]) -> TestClient:
    server = FastAPI()

    @server.get("/assets/{name:path}")
    def asset(name: str):
        asked.append(name)
        return Response(SCRIPT if name.endswith("known.js") else "", 200 if name.endswith("known.js") or name.startswith("made") else 404,
                        media_type="text/javascript")

    @server.get("/page")
    def page():
        return Response(SCRIPT, media_type="text/javascript")

    server.add_middleware(Statics)
    return TestClient(server)


@pytest.mark.parametrize(("accepted", "form"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0, gzip", "gzip")])
def test_a_script_comes_in_the_best_form_that_the_reader_takes(client, accepted, form):
    answer = client.get("/assets/known.js", headers={"accept-encoding": accepted})
    assert answer.headers.get("content-encoding") == form
    assert answer.text == SCRIPT
    assert answer.headers["vary"] == "Accept-Encoding"


def test_both_forms_hold_the_same_script_and_are_smaller(client):
    sizes = {}
    for form, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        with client.stream("GET", "/assets/known.js", headers={"accept-encoding": form}) as answer:
            packed = b"".join(answer.iter_raw())
        assert unpack(packed).decode() == SCRIPT
        sizes[form] = len(packed)
    assert max(sizes.values()) < len(SCRIPT.encode()) / 20


def test_the_server_behind_is_asked_once_a_form(client, asked):
    for _ in range(3):
        client.get("/assets/known.js?m=1", headers={"accept-encoding": "br"})
        client.get("/assets/known.js?m=2", headers={"accept-encoding": "br"})
    assert asked == ["known.js"]


@pytest.mark.parametrize("address", ["/assets/known.js?m=1", "/assets/known.js?v=abc", "/assets/a.v4_4_1m1795.known.js"])
def test_an_address_that_names_its_state_is_kept_for_ever(client, address):
    assert client.get(address).headers["cache-control"] == FOR_EVER.decode()


def test_a_bundle_in_another_state_than_its_address_names_is_not_kept_for_ever():
    now = Bundles({"own.js": SCRIPT})
    server = FastAPI()
    server.add_api_route("/bundles/{name}", lambda name: Response(now.files[name], media_type="text/javascript"))
    server.add_middleware(Statics)
    client, before = TestClient(server), Bundles({"own.js": "const word = 1"})
    assert client.get(now.address("own.js")).headers["cache-control"] == FOR_EVER.decode()
    for address in (before.address("own.js"), "/bundles/own.js", "/bundles/own.js?v="):
        assert client.get(address).headers["cache-control"] == "no-cache"


def test_an_address_without_a_state_is_asked_for_again_and_answers_304(client):
    first = client.get("/assets/known.js")
    assert first.headers["cache-control"] == "no-cache"
    second = client.get("/assets/known.js", headers={"if-none-match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_head_has_the_headers_and_no_body(client):
    answer = client.head("/assets/known.js", headers={"accept-encoding": "br"})
    assert (answer.status_code, answer.content, answer.headers["content-encoding"]) == (200, b"", "br")


def test_what_is_not_there_is_not_kept(client, asked):
    assert [client.get("/assets/none.js").status_code for _ in range(2)] == [404, 404]
    assert asked == ["none.js", "none.js"]


def test_files_kept_are_bounded(client, asked):
    for number in range(MOST_KEPT + 3):
        client.get(f"/assets/made{number}.js")
    asked.clear()
    client.get("/assets/made0.js")
    client.get(f"/assets/made{MOST_KEPT + 1}.js")
    assert asked == [f"made{MOST_KEPT + 1}.js"]


def test_other_paths_go_by(client):
    assert "etag" not in client.get("/page").headers


def test_a_page_that_has_not_changed_is_not_sent_again():
    server = FastAPI()
    texts = ["<p>one</p>"]

    @server.get("/", response_class=HTMLResponse)
    def page():
        return texts[-1]

    @server.get("/missing", response_class=HTMLResponse)
    def missing():
        return HTMLResponse("<p>no</p>", 404)

    server.add_middleware(Fresh)
    client = TestClient(server)
    first = client.get("/")
    assert (first.text, first.headers["cache-control"]) == ("<p>one</p>", "no-cache")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    texts.append("<p>two</p>")
    assert client.get("/", headers={"if-none-match": first.headers["etag"]}).text == "<p>two</p>"
    assert "etag" not in client.get("/missing").headers
