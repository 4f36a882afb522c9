"""The corner of the slides page where an editor brings a house template: a token, a file, and what became of it."""

from collections.abc import Callable

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, no_update

from layouts import html
from layouts.visit import Visit, choices
from publish.slides import house
from publish.slides.slide import Deck

MOST_SENT = 30_000_000


def corner(visit: Visit) -> html.Details | None:
    """The token and the file; nothing where the server has no token."""
    if not house.offered(visit):
        return None
    words = visit.words
    token = dmc.PasswordInput(id="editor-token", label=words("slides.house.token.label"), value="", size="sm", className="picker")
    file = dcc.Upload(html.Button(words("slides.house.choose"), type="button", className="action"), id="house-template", accept=".pptx",
                      max_size=MOST_SENT, className="upload")
    return html.Details([html.Summary(words("slides.house")), html.P(words("slides.house.lead"), className="scope"),
                         html.Div([token, file], className="actions"),
                         html.P(id="house-said", role="status")], className="house")


def callbacks(app: Dash, visitor, composed: Callable[[Visit], Deck | None]) -> None:
    """Keep a template that is brought with the right token; the address then asks for it. `composed` gives the deck in sight."""
    @app.callback(Output("house-said", "children"), Output("house-template", "contents"),
                  Output("address", "search", allow_duplicate=True), Input("house-template", "contents"),
                  State("editor-token", "value"), State("address", "search"), prevent_initial_call=True)
    def bring(contents, token, search_text):
        if not contents:
            return no_update, no_update, no_update
        visit = visitor("/slides", choices(search_text))
        deck = composed(visit)
        if deck is None:
            return visit.words("slides.house.no_deck"), None, no_update
        kept = house.keep(visit, token, contents, deck)
        address = visit.link("", **{**_kept(visit), "template": kept.name}) if kept.name else no_update
        return kept.told, None, address


def _kept(visit: Visit) -> dict[str, str]:
    return {name: value for name, value in visit.given.items() if name not in ("lang", "release", "template")}
