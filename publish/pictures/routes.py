"""Pictures over HTTP: /picture/<figure>.svg and .png with the choices of the figure, and /share/<statement>.png."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI, Request
from fastapi.responses import Response

from layouts.visit import Visit
from publish import caching
from publish.drawing.paint import PAINTS
from publish.pictures import png
from publish.pictures.asked import Asked, asked, missing, why
from publish.pictures.home import home
from publish.pictures.picture import NothingToShow, Picture, picture
from publish.pictures.share import share
from publish.pictures.svg import svg
from publish.problems import problem
from publish.slides.tray import Refused

FORMS = {"svg": "image/svg+xml", "png": "image/png"}
HEADS = {"cross-origin-resource-policy": "cross-origin"}

Visits = Callable[[str, dict[str, str]], Visit]


def routes(server: FastAPI, visit_of: Visits) -> None:
    """Add the addresses of pictures. `visit_of` makes the visit of an address."""
    @server.get("/picture/{name}.{form}")
    def one(name: str, form: str, request: Request):
        visit = visit_of(f"/picture/{name}.{form}", dict(request.query_params))
        if form not in FORMS:
            return problem(404, "No such form", f"There is no {name[:60]}.{form[:20]}; there is .svg and .png.")
        return answered(visit, name, lambda: pictured(visit, asked(visit, name), form, request))

    @server.get("/share/{statement}.png")
    def shared(statement: str, request: Request):
        visit = visit_of(f"/share/{statement}.png", dict(request.query_params))
        return answered(visit, "statement", lambda: _share(visit, statement, request))


def answered(visit: Visit, name: str, answer: Callable[[], Response], nothing_to: str = "draw") -> Response:
    """An answer, or a problem that says what is wrong with the address and what to write instead."""
    try:
        return answer()
    except Refused as refused:
        title = "No such figure" if missing(refused) else "Choices that cannot be used"
        return problem(404 if missing(refused) else 400, title, why(visit, refused, name))
    except NothingToShow as nothing:
        return problem(404, f"Nothing to {nothing_to}", visit.words("picture.none", why=str(nothing)))


def pictured(visit: Visit, wanted: Asked, form: str, request: Request, heads: Mapping[str, str] | None = None) -> Response:
    """A picture in a form of FORMS as an answer; 304 where the asker has it."""
    base = visit.site or str(request.base_url).rstrip("/")
    heads = {**HEADS, **(heads or {}), "content-disposition": f'inline; filename="{wanted.name}-{visit.words.language}.{form}"'}
    return caching.cached(visit, request.headers, FORMS[form], lambda: drawn(visit, wanted, form, base), depends=(base,), heads=heads)


def drawn(visit: Visit, wanted: Asked, form: str, base: str) -> bytes | str:
    """The bytes of a picture. `base` is the address that the atlas is reached at; it stands in the picture."""
    made: Picture = picture(visit, wanted.name, wanted.choices)
    link = base + home(visit, wanted.name, wanted.choices)
    larger = png.LARGER if form == "png" else 0
    text = svg(made, wanted.width, visit.maps.get("ukraine_oblasts", {}), PAINTS[wanted.theme], address=link.partition("://")[2], link=link,
               larger=larger)
    return png.png(text, wanted.scale) if form == "png" else text


def _share(visit: Visit, statement: str, request: Request) -> Response:
    wanted = asked(visit, "statement")
    heads = {**HEADS, "content-disposition": 'inline; filename="figure.png"'}
    return caching.cached(visit, request.headers, FORMS["png"], lambda: share(visit, statement, wanted.theme), heads=heads)
