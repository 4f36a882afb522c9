"""How long an answer may be kept, and whether the asker has it already: one way for every address that answers for itself.

An answer is *frozen* where its address names the release (`release=`): it never changes under one version of the
program, and may be kept for a year. Else it is *living*: it is asked anew each time, and costs nothing while its tag holds.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Generic, NamedTuple, Protocol, TypeVar

from fastapi.responses import Response

from layouts.visit import Visit

LIVING = "no-cache"
FROZEN = "public, max-age=31536000, immutable"

PACKED = (
    "application/pdf", "application/zip", "image/png",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""What is packed already: the server does not compress it, so that its bytes are always these and its tag is a strong one."""

OPEN = {"access-control-allow-origin": "*"}
"""Read-only figures may be asked from any origin; the server knows no cookie."""

MOST_KEPT_BYTES = 16_000_000
LARGEST_KEPT_BYTES = 2_000_000
ENTRY_BYTES = 1_000
"""What one answer takes beside its bytes."""


class Body(NamedTuple):
    """The bytes of an answer, and the heads that are known only with them (such as the address of the next page)."""

    content: bytes
    heads: Mapping[str, str] = {}


def cached(visit: Visit, asked: Mapping[str, str], media_type: str, make: Callable[[], Body | bytes | str], *,
           depends: Iterable[str] = (), heads: Mapping[str, str] | None = None) -> Response:
    """The answer to a visit with its tag and how long it may be kept; 304 without a body where the asker has it.

    `asked` are the headers of the request. `make` is called only where the bytes are not known yet; what it raises goes
    to the caller. The tag names the release, the program, the path, the language and every choice of the address;
    `depends` names what else the bytes depend on (such as the hash of a template).
    """
    answer_tag = tag(visit, media_type, depends)
    kept = {**OPEN, **(heads or {}), "etag": answer_tag, "cache-control": FROZEN if frozen(visit) else LIVING}
    known = asked.get("if-none-match", "")
    if holds(known, answer_tag):
        return Response(status_code=304, headers={**kept, **_varies(answer_tag)})
    body = _made(answer_tag, make)
    if known.strip() == "*":
        return Response(status_code=304, headers={**kept, **_varies(answer_tag)})
    return Response(body.content, media_type=media_type, headers={**kept, **body.heads})


def _varies(answer_tag: str) -> dict[str, str]:
    """What 304 says as the whole answer would: the server adds it where it compresses."""
    return {"vary": "Accept-Encoding"} if answer_tag.startswith("W/") else {}


def frozen(visit: Visit) -> bool:
    """Whether the address names the release that is read."""
    return visit.given.get("release", "") == str(visit.release.number)


def tag(visit: Visit, media_type: str, depends: Iterable[str] = ()) -> str:
    """The entity tag of an answer. Weak, since a reader may get the same answer compressed; strong for what is packed already."""
    choices = [f"{name}={value}" for name, value in sorted(visit.given.items())]
    parts = [visit.release.hash, str(visit.release.number), visit.program, visit.words.language, media_type,
             visit.site, visit.path, *choices, "", *depends]
    name = sha256("\n".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f'"{name}"' if media_type.partition(";")[0] in PACKED else f'W/"{name}"'


def holds(known: str, answer_tag: str) -> bool:
    """Whether `If-None-Match` names a tag, compared weakly as RFC 9110 has it for GET."""
    return answer_tag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in known.split(",")}


def fingerprint(files: Iterable[Path], *texts: str) -> str:
    """What the answers depend on beside the release: the program's own files, and its words and settings as `texts`."""
    found = sha256()
    for path in sorted(files):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for text in texts:
        found.update(text.encode() + b"\0")
    return found.hexdigest()[:16]


class _Content(Protocol):
    @property
    def content(self) -> bytes: ...


Name = TypeVar("Name")
Answer = TypeVar("Answer", bound=_Content)


class Recent(Generic[Name, Answer]):
    """The answers made lately, by name; the oldest give way where they are too many bytes."""

    def __init__(self, most_bytes: int, largest_bytes: int) -> None:
        self.most, self.largest = most_bytes, largest_bytes
        self.answers: OrderedDict[Name, Answer] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def find(self, name: Name) -> Answer | None:
        """The answer of a name, where it is still kept."""
        with self.lock:
            if name in self.answers:
                self.answers.move_to_end(name)
            return self.answers.get(name)

    def keep(self, name: Name, answer: Answer) -> None:
        """Keep an answer, unless it is too large by itself."""
        with self.lock:
            if len(answer.content) > self.largest or name in self.answers:
                return
            self.answers[name] = answer
            self.size += len(answer.content) + ENTRY_BYTES
            while self.size > self.most:
                self.size -= len(self.answers.popitem(last=False)[1].content) + ENTRY_BYTES


_kept = Recent[str, Body](MOST_KEPT_BYTES, LARGEST_KEPT_BYTES)


def _made(answer_tag: str, make: Callable[[], Body | bytes | str]) -> Body:
    """The answer of a tag, from those made lately where it is among them."""
    found = _kept.find(answer_tag)
    if found is not None:
        return found
    made = make()
    body = made if isinstance(made, Body) else Body(made if isinstance(made, bytes) else made.encode())
    _kept.keep(answer_tag, body)
    return body
