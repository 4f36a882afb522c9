"""Pages and callbacks that were answered before are answered from memory: the very bytes, compressed as they were sent.

What may be kept says so itself while it is made (layouts.visit.lasting). An answer is found again by all that it depends on:
what was loaded last, the program, the day, where it was sent, and what was asked. So no answer outlives a release, and nothing has
to be thrown away when there is a new one.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from layouts.visit import ARRIVED, LASTING
from publish.caching import Recent, holds

MOST_ASKED_BYTES = 64_000
"""A longer question is not remembered. Nor is one without an announced length."""

MOST_KEPT_BYTES = 12_000_000
LARGEST_KEPT_BYTES = 1_000_000


class Sent(NamedTuple):
    """A whole answer with status 200."""

    headers: tuple[tuple[bytes, bytes], ...]
    content: bytes


class Kept:
    """Answers callbacks (POST to `callbacks`) and pages (GET of what `is_page`) from memory; `state` names what was loaded last
    and the program, and is empty where there is none."""

    def __init__(self, app, callbacks: str, is_page: Callable[[str], bool], state: Callable[[], str]) -> None:
        self.app, self.callbacks, self.is_page, self.state = app, callbacks, is_page, state
        self.recent = Recent[bytes, Sent](MOST_KEPT_BYTES, LARGEST_KEPT_BYTES)

    async def __call__(self, scope, receive, send) -> None:
        if not self._may_be_kept(scope) or not (state := self.state()):
            await self.app(scope, receive, send)
            return
        asked = await _body(receive) if scope["method"] == "POST" else b""
        heads = dict(reversed(list(scope["headers"])))  # of a head that comes twice the first, as whoever makes the answer has it
        name = _name(scope, heads, asked, state)
        sent = self.recent.find(name)
        if sent is None:
            await self._ask(scope, _again(asked, receive), send, name)
        else:
            await _send(send, sent, heads.get(b"if-none-match", b"").decode("latin-1"))

    def _may_be_kept(self, scope) -> bool:
        if scope["type"] != "http":
            return False
        if scope["method"] == "POST":
            announced = dict(scope["headers"]).get(b"content-length", b"")
            return scope["path"] == self.callbacks and announced.isdigit() and int(announced) <= MOST_ASKED_BYTES
        return scope["method"] == "GET" and self.is_page(scope["path"])

    async def _ask(self, scope, receive, send, name: bytes) -> None:
        """Let it be made, listen, and keep what says that it lasts. What failed has said nothing, or has another status."""
        lasting: list[bool] = []
        started: dict = {}
        parts: list[bytes] = []

        async def heard(message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body") and lasting and started.get("status") == 200:
                    self.recent.keep(name, Sent(tuple(started["headers"]), b"".join(parts)))
            await send(message)

        token = LASTING.set(lasting)
        try:
            await self.app(scope, receive, heard)
        finally:
            LASTING.reset(token)


def _name(scope, heads: dict[bytes, bytes], asked: bytes, state: str) -> bytes:
    """All that an answer depends on, as one digest. It is compressed for whoever takes gzip, in any wording."""
    gzip = b"gzip" if b"gzip" in heads.get(b"accept-encoding", b"") else b""
    parts = (state.encode(), str(datetime.now(UTC).date()).encode(), ARRIVED.get().encode(), scope["method"].encode(),
             scope["path"].encode("utf-8", "surrogatepass"), scope.get("query_string", b""), gzip, heads.get(b"content-type", b""), asked)
    return sha256(b"".join(b"%d:%s" % (len(part), part) for part in parts)).digest()


async def _body(receive) -> bytes:
    """The whole body of a request; its announced length is small."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive):
    """What gives a body that was read to whoever reads it next."""
    given = False

    async def received():
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received


async def _send(send, sent: Sent, known: str) -> None:
    """A kept answer; without its body for a reader who has it."""
    tag = dict(sent.headers).get(b"etag", b"").decode("latin-1")
    if known and tag and holds(known, tag):
        heads = [pair for pair in sent.headers if pair[0] not in (b"content-length", b"content-type", b"content-encoding")]
        await send({"type": "http.response.start", "status": 304, "headers": heads})
        await send({"type": "http.response.body", "body": b""})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": list(sent.headers)})
        await send({"type": "http.response.body", "body": sent.content})
