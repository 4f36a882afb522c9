"""A page that has not changed since the reader's last visit is not sent again."""

from hashlib import sha256

from publish.caching import LIVING, holds


class Fresh:
    """Gives every page a tag of its own text, and answers 304 to a reader who has it."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        known = dict(scope["headers"]).get(b"if-none-match", b"").decode("latin-1")
        started: dict = {}
        parts: list[bytes] = []

        async def held(message) -> None:
            """A page is held until it is whole; every other answer goes by as it comes."""
            if message["type"] == "http.response.start" and _is_page(message):
                started.update(message)
            elif not started:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await _send(send, started, b"".join(parts), known)

        await self.app(scope, receive, held)


def _is_page(message) -> bool:
    heads = dict(message.get("headers", []))
    return message["status"] == 200 and heads.get(b"content-type", b"").startswith(b"text/html") and b"etag" not in heads


async def _send(send, started: dict, body: bytes, known: str) -> None:
    tag = f'W/"{sha256(body).hexdigest()[:24]}"'
    heads = [*started["headers"], (b"etag", tag.encode()), (b"cache-control", LIVING.encode())]
    if known and holds(known, tag):
        bare = [pair for pair in heads if pair[0].lower() not in (b"content-length", b"content-type")]
        await send({**started, "status": 304, "headers": bare})
        await send({"type": "http.response.body", "body": b""})
    else:
        await send({**started, "headers": heads})
        await send({"type": "http.response.body", "body": body})
