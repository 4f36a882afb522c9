"""Citations over HTTP: /cite/<statement>.txt, .bib and .json, and of whole figures by their address (/cite/ranking.txt?indicator=...)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import Response

from layouts.visit import Visit
from layouts.words import Words
from publish import caching
from publish.cite import bibtex, cited, csl, plain
from publish.cite.cited import Cited
from publish.problems import problem
from publish.slides import tray

LONGEST = 300
"""Characters of a name that are looked for."""


class Form(NamedTuple):
    """One form of a citation as a file."""

    media_type: str
    write: Callable[[Cited, Words], str]


FORMS = {
    "txt": Form("text/plain; charset=utf-8", lambda found, words: plain.line(found, words) + "\n"),
    "bib": Form("application/x-bibtex; charset=utf-8", bibtex.entry),
    "json": Form("application/vnd.citationstyles.csl+json", csl.text),
}


def today() -> date:
    """The day a citation is read, by the clock of Greenwich."""
    return datetime.now(UTC).date()


def routes(server: FastAPI, visit_of: Callable[[str, dict[str, str]], Visit]) -> None:
    """Add `/cite/<name>.<form>`. `visit_of` makes the visit of an address."""
    @server.get("/cite/{name:path}", include_in_schema=False)
    def cite(name: str, request: Request):
        return answer(visit_of(f"/cite/{name}", dict(request.query_params)), name, request.headers.get("if-none-match", ""))


def answer(visit: Visit, name: str, known_tag: str = "", day: date | None = None) -> Response:
    """A citation, or why there is none. It names the day it is read, so that no copy of it may be kept without asking."""
    wanted, _, form = name[:LONGEST].rpartition(".")
    if form not in FORMS:
        return problem(404, "No such form", f"There is no citation as {form[:20]}; there is {', '.join(FORMS)}.")
    read = day or today()
    found = of(visit, wanted, read)
    if found is None:
        return problem(404, "No such figure", f"No release holds a statement {wanted[:120]}, and no figure has this address.")
    media_type, write = FORMS[form]
    tag = caching.tag(visit, media_type, (read.isoformat(),))
    heads = {**caching.OPEN, "etag": tag, "cache-control": caching.LIVING, "vary": "Accept-Encoding"}
    if caching.holds(known_tag, tag):
        return Response(status_code=304, headers=heads)
    named = f'inline; filename="{bibtex.NOT_A_KEY.sub("-", found.key)}-release-{found.release}.{form}"'
    return Response(write(found, visit.words), media_type=media_type, headers={**heads, "content-disposition": named})


def of(visit: Visit, name: str, accessed: date) -> Cited | None:
    """The citation of a statement by its id, or of a figure by its name and choices."""
    if name not in tray.FIGURES:
        return cited.statement(visit, name, accessed)
    choices = urlencode({key: value for key, value in visit.given.items() if key not in ("lang", "release")}, safe=",:/")
    return cited.figure(visit, f"{name}?{choices}" if choices else name, accessed)
