"""The Dash application: one callback routes, one follows the pickers, one searches.

Every callback is a public endpoint: each builds its visit from what it is given and believes none of it.
"""

import logging
from collections.abc import Callable

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update, set_props
from dash._utils import to_json
from fastapi import FastAPI, Response

from layouts import first, heads, html, lean, notices, search, shell, taking
from layouts import pages as page_modules
from layouts.figures import catalogue
from layouts.pages import Page
from layouts.plain import plain
from layouts.visit import LONGEST, Visit, choices
from metrics import query
from publish import api

log = logging.getLogger("atlas")

def build(visitor: Callable[[str, dict[str, str]], Visit], server: FastAPI, assets: str, title: str) -> Dash:
    """The application. `visitor` makes a visit of a path and its choices (it knows settings and tables)."""
    app = Dash(
        __name__, backend=lean.backend(server), assets_folder=assets, title=title, update_title=None,
        suppress_callback_exceptions=True, serve_locally=True, on_error=_failed(visitor), assets_path_ignore=list(first.APART),
    )
    app.backend.websocket_capability = False
    pages = page_modules.found()
    app.layout = shell.root()
    answers = first.Answers(lambda visit: render(pages, visit), lambda path: _lasting(pages, path), _head_of(pages))
    _route(app, answers, visitor)
    _follow(app, pages, visitor, answers)
    search.callbacks(app, visitor)
    taking.callbacks(app, visitor)
    _clicks(app)
    _download(app, visitor)
    for page in pages.values():
        if page.callbacks:
            page.callbacks(app, visitor)
    _first(app, pages, visitor, answers, assets)
    lean.forget_help()
    return app


def _failed(visitor) -> Callable[[Exception], None]:
    """What a reader is told when a page cannot be made; the log has the whole story."""
    def failed(error: Exception) -> None:
        log.error("A page could not be made", exc_info=error)
        visit = visitor("/", choices({**ctx.inputs, **ctx.states}.get("address.search")))
        set_props("page", {"children": shell.frame(visit, {}, None, shell.failed(visit))})

    return failed


def render(pages: dict[str, Page], visit: Visit) -> tuple[list, str]:
    """The whole page of a visit, and its title."""
    page, place = page_modules.at(pages, visit.path)
    if page is None or (place and place not in page.places(visit)):
        sentence, body = shell.not_found(visit)
        return shell.frame(visit, pages, None, [sentence, body]), visit.words("missing.title")
    sentence, body = page.view(visit)
    controls = page.controls(visit) if page.controls else []
    parts = [html.Div(_atop(visit, sentence), id="sentence"), *controls, html.Div(body, id="view")]
    return shell.frame(visit, pages, page, parts), _title(visit, page, place)


def _atop(visit: Visit, sentence) -> list:
    """What stands first: what was refused, what has since changed of a pinned view, the sentence. After the page has told all."""
    return [shell.refusals(visit), notices.pinned(visit), sentence]


def _title(visit: Visit, page: Page, place: str) -> str:
    """The name of the page, or of the place that it shows."""
    if not place:
        return visit.words(f"page.{page.name}")
    if page.title:
        return page.title(visit)
    return visit.words.source(place) if place in visit.register.sources else visit.words.entity(place)


def _head_of(pages: dict[str, Page]) -> Callable[[Visit, str, object], str]:
    """What makes the head of a drawn page, which tells of it only where it exists."""
    def head(visit: Visit, title: str, body) -> str:
        page, place = page_modules.at(pages, visit.path)
        return heads.head(visit, page if page and (not place or place in page.places(visit)) else None, title, body)

    return head


def _lasting(pages: dict[str, Page], path: str) -> bool:
    """Whether a page shows the same to everyone for as long as its release is the newest."""
    page = page_modules.at(pages, path)[0]
    return page is not None and page.callbacks is None


def _first(app: Dash, pages: dict[str, Page], visitor, answers: first.Answers, assets: str) -> None:
    """The first answer to an address: the page it asks for, whole; and the bundles of scripts and styles."""
    made: list[first.Frame] = []

    def frame_of(parts: dict[str, str]) -> first.Frame:
        """Dash looks for our assets at the first request, so the frame is made then."""
        made[:] = made or [first.Frame(parts, assets, app.dependencies().body.decode())]
        return made[0]

    def index(**parts: str) -> str:
        request = app.backend.request_adapter()
        visit = visitor(str(request.path)[:LONGEST], dict(request.args))
        page = page_modules.at(pages, visit.path)[0]
        drawn = answers.page(visit)
        told = _told(visit, drawn)
        layout = to_json(shell.root(drawn.body, told))
        return answers.said(visit, frame_of(parts).index(drawn, told["title"], told["lang"], page.uses if page else (), layout))

    @app.server.get("/bundles/{name}", include_in_schema=False)
    def bundle(name: str):
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        files = made[0].bundles.files if made else {}
        return Response(files.get(name, ""), 200 if name in files else 404, media_type=kind)

    app.interpolate_index = index


def _told(visit: Visit, drawn: first.Drawn) -> dict[str, str]:
    """What the browser is told of a page beside it: its title and its language."""
    return {"title": f"{drawn.title} · {visit.words.text(visit.settings['brand']['name'])}", "lang": visit.words.language}


def _route(app: Dash, answers: first.Answers, visitor) -> None:
    """Where the reader goes without a new first answer: the way back, and what a page opens by itself."""
    @app.callback(Output("page", "children"), Output("told", "data"),
                  Input("address", "pathname"), Input("address", "search"), prevent_initial_call=True)
    def route(path, search_text):
        visit = visitor(str(path or "/")[:LONGEST], choices(search_text))
        drawn = answers.again(visit)
        return answers.said(visit, (drawn.body, _told(visit, drawn)))

    app.clientside_callback(ClientsideFunction("atlas", "told"), Output("told", "id"), Input("told", "data"))


def _follow(app: Dash, pages: dict[str, Page], visitor, answers: first.Answers) -> None:
    @app.callback(Output("sentence", "children"), Output("view", "children"),
                  Input({"choice": ALL}, "value"), State("address", "pathname"), State("address", "search"),
                  prevent_initial_call=True)
    def follow(values, path, search_text):
        visit = visitor(str(path or "/")[:LONGEST], {**choices(search_text), **_picked(ctx.inputs_list)})
        page, place = page_modules.at(pages, visit.path)
        if page is None or (place and place not in page.places(visit)):
            return no_update, no_update
        sentence, body = page.view(visit)
        return answers.said(visit, (plain(_atop(visit, sentence)), plain(body)))

    app.clientside_callback(ClientsideFunction("atlas", "remember"), Output("said", "data"),
                            Input({"choice": ALL}, "value"), State({"choice": ALL}, "id"), prevent_initial_call=True)


def _clicks(app: Dash) -> None:
    """A click on a map opens the place: the browser does it alone."""
    app.clientside_callback(ClientsideFunction("atlas", "opened"), Output("opened", "data"),
                            Input({"figure": ALL, "map": True}, "clickData"), State({"figure": ALL, "map": True}, "figure"),
                            prevent_initial_call=True)


def _download(app: Dash, visitor) -> None:
    @app.callback(Output("downloaded", "data"), Input("download-grid", "n_clicks"), State({"grid": ALL}, "virtualRowData"),
                  State("address", "pathname"), State("address", "search"), prevent_initial_call=True)
    def download(clicks, grids, path, search_text):
        if not clicks:
            return no_update
        visit = visitor(str(path or "/")[:LONGEST], choices(search_text))
        shown = grids[0] if isinstance(grids, list) and grids else catalogue.data(visit).rows.to_dict("records")
        ids = [str(row.get("statement", "")) for row in (shown if isinstance(shown, list) else []) if isinstance(row, dict)]
        wanted = ids[:visit.settings["limits"]["statements"]]
        text = api.as_csv(query.statements_csv(visit.release, ids=wanted), only=wanted)
        return {"content": text, "filename": f"statements-release-{visit.release.number}.csv", "type": "text/csv"}


def _picked(inputs) -> dict[str, str]:
    """The pickers' values by name; what is no picker (the browser's word is not believed) is left out."""
    given = inputs[0] if isinstance(inputs, list) and inputs and isinstance(inputs[0], list) else []
    return {picker["id"]["choice"]: _plain(picker.get("value")) for picker in given if _names_a_choice(picker)}


def _names_a_choice(picker) -> bool:
    name = picker.get("id") if isinstance(picker, dict) else None
    return isinstance(name, dict) and isinstance(name.get("choice"), str)


def _plain(value) -> str:
    """A picked value as the address writes it."""
    if isinstance(value, list):
        return ",".join(str(part) for part in value)[:LONGEST]
    return "" if value is None else str(value)[:LONGEST]
