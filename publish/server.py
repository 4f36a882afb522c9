"""The web server around the pages: health, API, true 404s, and headers that let nothing foreign in."""

from collections.abc import Callable

from fastapi import FastAPI
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from layouts.visit import ARRIVED
from publish import arrival
from publish.caching import PACKED
from publish.fresh import Fresh
from publish.kept import Kept
from publish.problems import problem
from publish.serving import lasting
from publish.statics import Statics

OWN = (
    "/_dash-", "/_reload-hash", "/_favicon.ico",
    "/assets/", "/bundles/",
    "/slides/deck.",
    "/api/v1/",
    "/picture/", "/share/", "/embed/",
    "/download/",
    "/form/",
    "/cite/",
    "/imports/upload", "/imports/files/",
)
OWN_EXACTLY = ("/healthz", "/api/v1", "/bundle.zip", "/mcp")
"""Paths that answer for themselves; everything else is a page or does not exist."""

LARGEST_BYTES = 20_000_000
"""Of what is sent here; a page sends far less."""

UPLOAD = "/imports/upload"
"""Takes what an editor brings, and counts the bytes itself."""

CALLBACKS = "/_dash-update-component"
"""A failing page answers for itself (layouts.site); what still fails here is a request that no page makes."""

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


def bare() -> FastAPI:
    """The server without its own documentation pages, which would load scripts from elsewhere."""
    return FastAPI(title="Cluster Atlas", docs_url=None, redoc_url=None, openapi_url=None)


def policy(script_hashes: list[str]) -> str:
    """The content security policy: own scripts only, nothing evaluated, no foreign host, no framing."""
    scripts = " ".join(["'self'", *script_hashes])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; object-src 'none'"
    )


def complete(server: FastAPI, script_hashes: list[str], exists: Callable[[str], bool], health: Callable[[], dict],
             state: Callable[[], str] = lambda: "") -> None:
    """Add health, compression, kept answers, headers and true 404s to the server that Dash runs on; `state` is what kept answers
    depend on (publish.kept)."""
    @server.get("/healthz")
    def healthz():
        state = health()
        return JSONResponse(state, status_code=200 if state["ok"] else 503)

    server.add_middleware(Fresh)
    server.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6,
                          exclude_content_types=tuple({*DEFAULT_EXCLUDED_CONTENT_TYPES, *PACKED}))
    server.add_middleware(Kept, callbacks=CALLBACKS, is_page=is_page, state=state)
    server.add_middleware(Statics)
    server.add_middleware(Guard, policy=policy(script_hashes), exists=exists)


def is_page(path: str) -> bool:
    """Whether a path is a page, if it exists."""
    return not path.startswith(OWN) and path not in OWN_EXACTLY


class Guard:
    """Headers on every answer; 404 where a page does not exist (the body is the page that says so)."""

    def __init__(self, app, policy: str, exists: Callable[[str], bool]) -> None:
        self.app = app
        self.headers = (*HEADERS, (b"content-security-policy", policy.encode()))
        self.exists = exists
        self.ready = False

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        path = scope["path"]
        ARRIVED.set(arrival.site(scope))
        if elsewhere := arrival.moved(scope):
            await RedirectResponse(elsewhere, status_code=308)(scope, receive, self._headed(send))
            return
        if not self.ready:
            self.ready = True
            await self._prepare(scope)
        missing = is_page(path) and not self.exists(path)

        if _length(scope) > LARGEST_BYTES and path != UPLOAD:
            await problem(413, "This is too large")(scope, receive, self._headed(send))
            return

        async def guarded(message) -> None:
            if message["type"] == "http.response.start" and missing and message["status"] == 200:
                message["status"] = 404
            await send(message)

        sent = self._headed(guarded)
        await self.app(scope, receive, _refusing(scope, sent) if path == CALLBACKS else sent)

    def _headed(self, send):
        """The same, with the headers of every answer; an answer that has one of them already keeps its own."""
        async def headed(message) -> None:
            if message["type"] == "http.response.start":
                own = message.get("headers", [])
                known = {name.lower() for name, _ in own}
                message["headers"] = [*own, *(pair for pair in self.headers if pair[0] not in known)]
            await send(message)

        return headed

    async def _prepare(self, scope) -> None:
        """Dash finds its assets at the first request for `/` only; a reader may come to another page first."""
        async def nothing():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def unheard(message) -> None:
            return None

        with lasting():  # the registers of the release, the frame of every page
            await self.app({**scope, "method": "GET", "path": "/", "raw_path": b"/", "query_string": b""}, nothing, unheard)


def _without_body(send):
    """What HEAD is answered with: everything that GET would be, but the body."""
    async def sent(message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sent


def _length(scope) -> int:
    """The announced size of a request's body."""
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    return int(announced) if announced.isdigit() else 0


def _refusing(scope, send):
    """Tells who calls a callback in a way that no page does that the request is at fault, not the server."""
    refused = False

    async def sent(message) -> None:
        nonlocal refused
        if message["type"] == "http.response.start" and message["status"] == 500:
            refused = True
            await problem(400, "This is no call that the pages make")(scope, None, send)
        elif not refused:
            await send(message)

    return sent
