"""The web server around the pages: health, API, true 404s, and headers that let nothing foreign in."""

from collections.abc import Callable

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.middleware.gzip import GZipMiddleware

OWN = ("/_dash", "/_reload", "/_favicon", "/assets/", "/api/", "/healthz")
"""Paths that answer for themselves; everything else is a page or does not exist."""

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


def complete(server: FastAPI, script_hashes: list[str], exists: Callable[[str], bool], health: Callable[[], dict]) -> None:
    """Add health, compression, headers and true 404s to the server that Dash runs on."""
    @server.get("/healthz")
    def healthz():
        state = health()
        return JSONResponse(state, status_code=200 if state["ok"] else 503)

    server.add_middleware(GZipMiddleware, minimum_size=1_000)
    server.add_middleware(Guard, policy=policy(script_hashes), exists=exists)


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
        path = scope["path"]
        if not self.ready:
            self.ready = True
            await self._prepare(scope)
        missing = not path.startswith(OWN) and not self.exists(path)

        async def guarded(message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self.headers]
                if missing and message["status"] == 200:
                    message["status"] = 404
            await send(message)

        await self.app(scope, receive, guarded)

    async def _prepare(self, scope) -> None:
        """Dash finds its assets at the first request for `/` only; a reader may come to another page first."""
        async def nothing():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def unheard(message) -> None:
            return None

        await self.app({**scope, "method": "GET", "path": "/", "raw_path": b"/", "query_string": b""}, nothing, unheard)
