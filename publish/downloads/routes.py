"""Downloads over HTTP: /download/<figure>.csv and .xlsx with the choices of the figure, /download/atlas.csv and .xlsx for everything."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI, Request
from fastapi.responses import Response, StreamingResponse

from layouts.visit import Visit
from publish import caching
from publish.downloads import table, taken
from publish.downloads.taken import ATLAS, Taken
from publish.pictures.asked import chosen
from publish.pictures.routes import answered
from publish.problems import problem
from publish.slides.tray import Refused

OPTIONS = ("lang", "release")
"""What an address says beside the choices of its figure."""

FORMS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
MOST_AT_ONCE = 10_000
"""Statements of everything that are written in one piece; of more there is CSV only, sent as it is read."""

Visits = Callable[[str, dict[str, str]], Visit]


def routes(server: FastAPI, visit_of: Visits) -> None:
    """Add the addresses of downloads. `visit_of` makes the visit of an address."""
    @server.get("/download/{name}.{form}")
    def download(name: str, form: str, request: Request):
        visit = visit_of(f"/download/{name}.{form}", dict(request.query_params))
        if form not in FORMS:
            return problem(404, "No such form", f"There is no {name[:60]}.{form[:20]}; there is .csv and .xlsx.")
        base = str(request.base_url).rstrip("/")
        return answered(visit, name, lambda: answer(visit, name, form, base, request.headers), "take")


def answer(visit: Visit, name: str, form: str, base: str, asked: Mapping[str, str]) -> Response:
    """The file of a download. `base` is the address that the atlas is reached at, for the addresses of the cards."""
    choices = chosen(visit, OPTIONS)
    if name == ATLAS and choices:
        raise Refused(*next(iter(choices.items())), "no_choice")
    heads = {"content-disposition": f'attachment; filename="{filename(visit, name, form)}"'}
    if name == ATLAS and visit.release.statements > MOST_AT_ONCE:
        return _large(visit, form, base, asked, heads)
    return caching.cached(visit, asked, FORMS[form], lambda: made(visit, name, choices, form, base), depends=(base,), heads=heads)


def made(visit: Visit, name: str, choices: Mapping[str, str], form: str, base: str) -> bytes | str:
    """The bytes of a download."""
    wanted: Taken = taken.everything(visit) if name == ATLAS else taken.figure(visit, name, choices)
    columns = taken.columns(visit, base)
    if form == "xlsx":
        from publish.downloads import workbook
        return workbook.write(visit, wanted, columns, base)
    return table.write(columns, wanted.rows) if wanted.rows or not wanted.drawn else table.drawn(wanted.drawn)


def filename(visit: Visit, name: str, form: str) -> str:
    """The name of the file: the figure, the release, and the language where it has one."""
    return f"{name}-{visit.release.short}{f'-{visit.words.language}' if form == 'xlsx' else ''}.{form}"


def _large(visit: Visit, form: str, base: str, asked: Mapping[str, str], heads: Mapping[str, str]) -> Response:
    """Everything of a large release: CSV as it is read, no workbook, which nobody could open with ease."""
    if form == "xlsx":
        return problem(413, "Too many rows", visit.words("download.too_many", most=visit.words.number(MOST_AT_ONCE)))
    tag = caching.tag(visit, FORMS[form], (base,))
    kept = {**caching.OPEN, **heads, "etag": tag, "cache-control": caching.FROZEN if caching.frozen(visit) else caching.LIVING,
            "vary": "Accept-Encoding"}
    if caching.holds(asked.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=kept)
    return StreamingResponse(table.in_parts(taken.columns(visit, base), taken.in_parts(visit)), media_type=FORMS[form], headers=kept)
