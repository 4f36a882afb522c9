"""Embeds over HTTP: /embed/<figure> is a page to frame, /embed/<figure>.svg a picture to paste. Only these may be framed."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from layouts.visit import Visit
from publish import caching
from publish.embeds import page
from publish.embeds.style import POLICY
from publish.pictures.asked import asked, missing, why
from publish.pictures.picture import NothingToShow, picture
from publish.pictures.routes import answered, pictured
from publish.problems import HEADS as REFUSED
from publish.slides.tray import Refused

HTML = "text/html; charset=utf-8"
HEADS = {"content-security-policy": POLICY, "cross-origin-resource-policy": "cross-origin",
         "referrer-policy": "strict-origin-when-cross-origin"}


def routes(server: FastAPI, visit_of: Callable[[str, dict[str, str]], Visit]) -> None:
    """Add the addresses of embeds. `visit_of` makes the visit of an address."""
    @server.get("/embed/{name}.svg")
    def one(name: str, request: Request):
        visit = visit_of(f"/embed/{name}.svg", dict(request.query_params))
        return answered(visit, name, lambda: pictured(visit, asked(visit, name), "svg", request, HEADS))

    @server.get("/embed/{name}")
    def framed(name: str, request: Request):
        return answer(visit_of(f"/embed/{name}", dict(request.query_params)), name, request.headers)


def answer(visit: Visit, name: str, heads) -> Response:
    """The page of an embed, or a small one that says why there is none."""
    try:
        wanted = asked(visit, name, page.THEMES)
        return caching.cached(visit, heads, HTML, lambda: _page(visit, wanted), heads=HEADS)
    except Refused as refusal:
        return _refused(visit, 404 if missing(refusal) else 400, why(visit, refusal, name, page.THEMES))
    except NothingToShow as nothing:
        return _refused(visit, 404, visit.words("picture.none", why=str(nothing)))


def _page(visit: Visit, wanted) -> str:
    return page.page(visit, picture(visit, wanted.name, wanted.choices), wanted.theme, visit.maps.get("ukraine_oblasts", {}))


def _refused(visit: Visit, status: int, told: str) -> HTMLResponse:
    given = visit.given.get("theme", "")
    theme = given if given in page.THEMES else page.THEMES[0]
    return HTMLResponse(page.refused(visit.words, theme, told), status, headers={**REFUSED, **HEADS})
