"""Refusals as RFC 9457 has them: the one maker of problems for every address that answers for itself."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
BLANK = "about:blank"
"""The type of a problem that its status tells all of."""

HEADS = {"access-control-allow-origin": "*", "cache-control": "no-cache"}
"""Why an answer is refused may be read by a page of another origin too, and is asked anew each time."""


def problem(status: int, title: str = "", detail: str = "", *, kind: str = BLANK, errors: Iterable[Mapping] = (),
            heads: Mapping[str, str] | None = None) -> JSONResponse:
    """A refusal as a response.

    `title` is short and the same for every problem of its kind (by default the name of the status), `detail` says
    what is wrong here and what to write instead. `kind` is the address that explains the kind of problem.
    `errors` are mappings, one per thing that is wrong (such as parameter, given, detail); left out where there are none.
    """
    told: dict = {"type": kind, "title": title or HTTPStatus(status).phrase, "status": status}
    told |= {"detail": detail} if detail else {}
    listed = [dict(error) for error in errors]
    told |= {"errors": listed} if listed else {}
    return JSONResponse(told, status_code=status, media_type=MEDIA_TYPE, headers={**HEADS, **(heads or {})})
