"""Scripts and styles, compressed once and kept by the browser for as long as their address stays.

Dash hands out its scripts uncompressed and reads them anew for every reader. Here the first answer is kept, as brotli and as
gzip, and what has its version in its address is never asked for again.
"""

import gzip
import re
from collections.abc import Callable
from hashlib import sha256

import brotli

BUNDLES = "/bundles/"
PLACES = ("/assets/", BUNDLES, "/_dash-component-suites/")
FOR_EVER = b"public, max-age=31536000, immutable"
ASKED_AGAIN = b"no-cache"
SMALLEST_BYTES = 600
QUALITY = 9
"""Of brotli: a tenth larger than by 11, in a twentieth of the time."""

MOST_KEPT = 300
"""Files kept in memory; there are fewer, and an address that no file has is not kept."""

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=QUALITY), "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
PACKED = (b"javascript", b"css", b"svg", b"json")


class Statics:
    """Answers for scripts and styles from memory."""

    def __init__(self, app) -> None:
        self.app = app
        self.kept: dict[tuple[str, str], tuple[list, bytes]] = {}

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not scope["path"].startswith(PLACES):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        form = _form(dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1"))
        if (path, form) not in self.kept:
            status, headers, body = await self._asked(scope, receive)
            if status != 200 or len(self.kept) >= MOST_KEPT:
                await _answer(send, status, headers, body)
                return
            self.kept[path, form] = _packed(headers, body, form)
        headers, body = self.kept[path, form]
        kept = FOR_EVER if _versioned(scope, dict(headers)[b"etag"]) else ASKED_AGAIN
        headers = [*headers, (b"cache-control", kept)]
        if dict(scope["headers"]).get(b"if-none-match") == dict(headers)[b"etag"]:
            await _answer(send, 304, [pair for pair in headers if pair[0] not in (b"content-length", b"content-type")], b"")
        else:
            await _answer(send, 200, headers, b"" if scope["method"] == "HEAD" else body)

    async def _asked(self, scope, receive) -> tuple[int, list, bytes]:
        """What the server itself answers, uncompressed."""
        unpacked = [(name, value) for name, value in scope["headers"] if name not in (b"accept-encoding", b"if-none-match",
                                                                                      b"if-modified-since", b"range")]
        said: dict = {"body": b""}

        async def heard(message) -> None:
            if message["type"] == "http.response.start":
                said.update(status=message["status"], headers=list(message.get("headers", [])))
            else:
                said["body"] += message.get("body", b"")

        await self.app({**scope, "method": "GET", "headers": unpacked}, receive, heard)
        return said["status"], said["headers"], said["body"]


def _form(accepted: str) -> str:
    """The best form that a reader takes: br, gzip, or none."""
    taken = {part.partition(";")[0].strip() for part in accepted.lower().split(",") if part.replace(" ", "").partition(";q=")[2] != "0"}
    return "br" if "br" in taken else "gzip" if "gzip" in taken else ""


def _packed(headers: list, body: bytes, form: str) -> tuple[list, bytes]:
    kept = [(name.lower(), value) for name, value in headers
            if name.lower() not in (b"content-length", b"cache-control", b"etag", b"last-modified", b"content-encoding")]
    kind = dict(kept).get(b"content-type", b"")
    etag = f'"{sha256(body).hexdigest()[:20]}{form}"'.encode()
    if form and len(body) >= SMALLEST_BYTES and any(word in kind for word in PACKED):
        body = PACKERS[form](body)
        kept += [(b"content-encoding", form.encode())]
    return [*kept, (b"vary", b"Accept-Encoding"), (b"etag", etag), (b"content-length", str(len(body)).encode())], body


def _versioned(scope, etag: bytes) -> bool:
    """Whether the address names one state of the file: an asset with its time, a script of a package with its version. A bundle
    (layouts.bundled) must be in the state named: a page of the program before, read while the new one starts, asks for another,
    and whoever goes back to that program would have the wrong scripts for a year."""
    asked = scope.get("query_string", b"")
    if scope["path"].startswith(BUNDLES):
        named = re.fullmatch(rb"v=([0-9a-f]{8,20})", asked)
        return bool(named) and etag[1:].startswith(named[1])
    return bool(re.search(rb"(^|&)[mv]=", asked) or re.search(r"\.v[0-9_]+m[0-9]+\.", scope["path"]))


async def _answer(send, status: int, headers: list, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
