"""How long an answer may be kept, and whether the asker has it already: one way for every address that answers for itself.

An answer is *frozen* where its address names the release (`release=`): it never changes under one version of the
program, and may be kept for a year. Else it is *living*: it is asked anew each time, and costs nothing while its tag holds.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from threading import Lock

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

MOST_KEPT_BYTES = 48_000_000
LARGEST_KEPT_BYTES = 2_000_000


def cached(visit: Visit, asked: Mapping[str, str], media_type: str, make: Callable[[], bytes | str], *,
           depends: Iterable[str] = (), heads: Mapping[str, str] | None = None) -> Response:
    """The answer to a visit with its tag and how long it may be kept; 304 without a body where the asker has it.

    `asked` are the headers of the request. `make` is called only where the bytes are not known yet; what it raises goes
    to the caller. The tag names the release, the program, the path, the language and every choice of the address;
    `depends` names what else the bytes depend on (such as the hash of a template).
    """
    answer_tag = tag(visit, media_type, depends)
    kept = {**OPEN, **(heads or {}), "etag": answer_tag, "cache-control": FROZEN if frozen(visit) else LIVING, "vary": "Accept-Encoding"}
    if holds(asked.get("if-none-match", ""), answer_tag):
        return Response(status_code=304, headers=kept)
    return Response(_made(answer_tag, make), media_type=media_type, headers=kept)


def frozen(visit: Visit) -> bool:
    """Whether the address names the release that is read."""
    return visit.given.get("release", "") == str(visit.release.number)


def tag(visit: Visit, media_type: str, depends: Iterable[str] = ()) -> str:
    """The entity tag of an answer. Weak, since a reader may get the same answer compressed; strong for what is packed already."""
    choices = [f"{name}={value}" for name, value in sorted(visit.given.items()) if name not in ("lang", "release")]
    parts = [visit.release.hash, str(visit.release.number), str(frozen(visit)), visit.program, visit.words.language, media_type,
             visit.path, *choices, "", *depends]
    name = sha256("\n".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f'"{name}"' if media_type.partition(";")[0] in PACKED else f'W/"{name}"'


def holds(known: str, answer_tag: str) -> bool:
    """Whether `If-None-Match` names a tag (or `*`), compared weakly as RFC 9110 has it for GET."""
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return answer_tag.removeprefix("W/") in tags or "*" in tags


def fingerprint(files: Iterable[Path], *texts: str) -> str:
    """What the answers depend on beside the release: the program's own files, and its words and settings as `texts`."""
    found = sha256()
    for path in sorted(files):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for text in texts:
        found.update(text.encode() + b"\0")
    return found.hexdigest()[:16]


_answers: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def _made(answer_tag: str, make: Callable[[], bytes | str]) -> bytes:
    """The bytes of a tag, from those made lately; the oldest give way where they are too many."""
    with _lock:
        if answer_tag in _answers:
            _answers.move_to_end(answer_tag)
            return _answers[answer_tag]
    made = make()
    body = made if isinstance(made, bytes) else made.encode()
    if len(body) <= LARGEST_KEPT_BYTES:
        with _lock:
            _answers[answer_tag] = body
            while sum(map(len, _answers.values())) > MOST_KEPT_BYTES:
                _answers.popitem(last=False)
    return body
