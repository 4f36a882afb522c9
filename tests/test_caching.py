"""How long an answer may be kept: tags, conditional requests, living and frozen; and refusals as problems."""

import json

import pytest
import shipped
from fastapi.responses import Response

from publish import caching
from publish.problems import problem

CSV = "text/csv; charset=utf-8"
PNG = "image/png"


def answer(media_type: str = CSV, known: str = "", made: bytes = b"bytes", depends: tuple[str, ...] = (), **choices: str) -> Response:
    asked = {"if-none-match": known} if known else {}
    return caching.cached(shipped.visit("/embed/ranking", **choices), asked, media_type, lambda: made, depends=depends)


def test_a_living_answer_is_asked_anew_and_a_frozen_one_is_kept_for_a_year():
    assert answer().headers["cache-control"] == "no-cache"
    assert answer(release="1").headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer(release="99").headers["cache-control"] == "no-cache"
    assert answer(release="01").headers["cache-control"] == "no-cache"


def test_who_has_the_answer_already_gets_304_without_a_body_and_with_the_same_heads():
    first = answer(entities="a")
    again = answer(entities="a", known=first.headers["etag"])
    assert (again.status_code, again.body) == (304, b"")
    assert {name: again.headers[name] for name in ("etag", "cache-control")} == {
        name: first.headers[name] for name in ("etag", "cache-control")}
    assert again.headers["vary"] == "Accept-Encoding"
    packed = answer(PNG)
    assert "vary" not in answer(PNG, known=packed.headers["etag"]).headers


@pytest.mark.parametrize(("known", "status"), [
    ("{tag}", 304), ("*", 304), ('"other", {tag}', 304), ('W/"other"', 200), ('"other"', 200), ("other", 200), (",,", 200), ("{bare}", 304),
])
def test_if_none_match_is_compared_as_the_standard_says(known, status):
    tag = answer().headers["etag"]
    assert answer(known=known.format(tag=tag, bare=tag.removeprefix("W/"))).status_code == status


def test_the_tag_is_weak_where_the_bytes_may_be_compressed_and_strong_where_they_are_packed_already():
    assert answer(CSV).headers["etag"].startswith('W/"')
    assert answer(PNG).headers["etag"].startswith('"')


def test_everything_that_an_answer_depends_on_changes_its_tag():
    tags = [answer(*given, **choices).headers["etag"] for given, choices in [
        ((), {}), ((), {"lang": "uk"}), ((), {"lang": "en"}), ((), {"release": "1"}), ((), {"release": "2"}),
        ((), {"entities": "a"}), ((), {"entities": "a,b"}),
        ((), {"entities": "a", "theme": "dark"}), ((PNG,), {}),
        ((CSV, "", b"", ("template",)), {}), ((), {"a\nb": "c"}), ((), {"a": "b\nc"}),
    ]]
    assert len(set(tags)) == len(tags)


def test_the_same_answer_is_made_once():
    made = []

    def make() -> bytes:
        made.append(1)
        return b"once"

    visit = shipped.visit("/once", only="once")
    bodies = {caching.cached(visit, {}, CSV, make).body for _ in range(3)}
    assert (bodies, len(made)) == ({b"once"}, 1)


def test_what_is_kept_is_bounded(monkeypatch):
    kept = caching.Recent(10_000, 1_000)
    monkeypatch.setattr(caching, "_kept", kept)
    for number in range(50):
        answer(made=b"x" * 300, entities=f"bounded{number}")
    assert 0 < len(kept.answers) * 1_300 == kept.size <= 10_000
    before = set(kept.answers)
    answer(made=b"x" * 1_001, entities="too large")
    assert set(kept.answers) == before


def test_heads_that_are_known_with_the_bytes_only_come_with_every_answer():
    def make() -> caching.Body:
        return caching.Body(b"page", {"link": "</next>; rel=next"})

    visit = shipped.visit("/heads")
    assert [caching.cached(visit, {}, CSV, make).headers["link"] for _ in range(2)] == ["</next>; rel=next"] * 2


def test_what_is_not_there_is_refused_even_to_who_would_take_anything_as_known():
    def refuse() -> bytes:
        raise LookupError

    with pytest.raises(LookupError):
        caching.cached(shipped.visit("/nowhere"), {"if-none-match": "*"}, CSV, refuse)


def test_another_program_has_another_fingerprint(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("1")
    before = caching.fingerprint([file], "words")
    assert before == caching.fingerprint([file], "words") != caching.fingerprint([file], "other words")
    file.write_text("2")
    assert caching.fingerprint([file], "words") != before


def test_a_problem_has_the_members_of_rfc_9457():
    made = problem(404, "No such entity", "There is no entity kharkiw.", kind="/api#unknown", errors=[{"parameter": "entity"}])
    assert (made.status_code, made.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(made.body) == {
        "type": "/api#unknown", "title": "No such entity", "status": 404, "detail": "There is no entity kharkiw.",
        "errors": [{"parameter": "entity"}]}
    assert json.loads(problem(413).body)["type"] == "about:blank"
    assert json.loads(problem(405).body)["title"] == "Method Not Allowed"
