"""The door of the API: every address under /api/v1, read-only, open to every origin, without a cookie."""

from collections.abc import Callable
from difflib import get_close_matches

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.routing import Mount, Route

from layouts.visit import Visit
from publish import caching
from publish.api import answers, asked, openapi, refusals
from publish.api.asked import VisitOf
from publish.api.refusals import Fault, Refused
from publish.api.resources import BY_NAME, ROOT, TABLE, door

METHODS = ("GET", "HEAD", "OPTIONS")
ALLOW = {"allow": ", ".join(METHODS)}
PREFLIGHT = {
    **ALLOW, "access-control-allow-origin": "*", "access-control-allow-methods": ", ".join(METHODS), "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
}
EXPOSED = {"access-control-expose-headers": "ETag, Link, Content-Disposition"}
"""What a page of another origin may read of an answer beside its body."""

DOCUMENT = "openapi.json"


def routes(server: FastAPI, visit_of: VisitOf, loaded: Callable[[], bool]) -> None:
    """Add every address under ROOT. `visit_of` makes the visit of an address; `loaded` says whether there is a release."""
    every = _Every(visit_of, loaded)
    server.router.routes.extend([Route(ROOT, every), Mount(ROOT, every)])


class _Every:
    """What answers at every address under ROOT, whatever the method is."""

    def __init__(self, visit_of: VisitOf, loaded: Callable[[], bool]) -> None:
        self.visit_of, self.loaded = visit_of, loaded

    async def __call__(self, scope, receive, send) -> None:
        response = await run_in_threadpool(_answered, self.visit_of, self.loaded, scope)
        await response(scope, receive, send)


def _answered(visit_of: VisitOf, loaded: Callable[[], bool], scope) -> Response:
    """The response to a request, whatever is asked and however."""
    path = scope["path"]
    if scope["method"] == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    if not loaded():
        return refusals.problem(503, "No release is loaded", "Run `python app.py load` first.", kind=f"{refusals.PAGE}#problem-no_release")
    if scope["method"] not in METHODS:
        words = visit_of(path, {}).words
        return refusals.answer(words, Refused(Fault("read_only", words("api.wrong.method", methods=ALLOW["allow"]))), ALLOW)
    written = scope["query_string"].decode("ascii", "replace")
    try:
        return answer(visit_of, path, written, Headers(scope=scope))
    except Refused as refused:
        return refusals.answer(visit_of(path, asked.language(written)).words, refused)


def answer(visit_of, path: str, written: str, heads: Headers) -> Response:
    """The answer to a path and its choices; Refused where there is none."""
    below = path.removeprefix(ROOT).removeprefix("/")
    if below == DOCUMENT:
        return _document(visit_of, path, written, heads)
    found = door(below)
    if found is None:
        raise Refused(_nowhere(visit_of(path, asked.language(written)), below))
    wanted = asked.read(visit_of, path, written, found.taken, found.place, found.table)
    return caching.cached(wanted.visit, heads, answers.media_type(found), lambda: answers.body(found, wanted), heads=EXPOSED)


def _document(visit_of, path: str, written: str, heads: Headers) -> Response:
    wanted = asked.read(visit_of, path, written, openapi.TAKEN)
    return caching.cached(wanted.visit, heads, answers.JSON, lambda: openapi.text(wanted.visit), heads=EXPOSED)


def _nowhere(visit: Visit, below: str) -> Fault:
    """An address that there is not, with the one that is nearest."""
    there = [*BY_NAME, *(name + TABLE for name in BY_NAME), DOCUMENT]
    near = tuple(f"{ROOT}/{name}" for name in get_close_matches(below.split("/", maxsplit=1)[0], there, n=2, cutoff=0.6))
    instead = visit.words("api.did_you_mean", names=", ".join(near)) if near else visit.words("api.where.address")
    return Fault("not_found", visit.words("api.wrong.address", given=f"{ROOT}/{below}"[:80], instead=instead))
