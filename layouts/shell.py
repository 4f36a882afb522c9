"""What stands around every page: brand, navigation, search, language, theme, release, footer."""

from dash import dcc
from dash.development.base_component import Component

from layouts import html, tray
from layouts.pages import Page
from layouts.visit import Visit

THEME = {"fontFamily": "inherit", "primaryColor": "blue", "defaultRadius": "sm", "fontSizes": {"sm": "15px", "xs": "13px"}}


def root(page: list[Component] | None = None, told: dict[str, str] | None = None) -> Component:
    """All that the browser draws: the address, and the page with what is `told` of it; without one, the shape of what comes."""
    skeleton = html.Div([html.Div(className="bone wide"), html.Div(className="bone"), html.Div(className="bone tall")],
                        className="skeleton", **{"aria-busy": "true"})
    dialog = html.Dialog(html.Div(id="taken"), id="take-dialog", className="take-dialog", **{"aria-labelledby": "take-title"})
    return html.Div([
        dcc.Location(id="address", refresh="callback-nav"), dcc.Store(id="told", data=told), dcc.Store(id="said"), dcc.Store(id="opened"),
        dcc.Store(id="taking"), dcc.Store(id="wish"), dcc.Download(id="downloaded"), html.Div(page or skeleton, id="page"), dialog,
    ])


def frame(visit: Visit, pages: dict[str, Page], current: Page | None, body) -> list[Component]:
    """The page between header and footer."""
    return [
        html.A(visit.words("shell.skip"), href="#content", className="skip"),
        html.Header([_brand(visit), _navigation(visit, pages, current), _tools(visit)], className="top"),
        html.Main(body, id="content", className="wide" if current and current.wide else ""),
        _footer(visit),
    ]


def _brand(visit: Visit) -> dcc.Link:
    name = visit.words.text(visit.settings["brand"]["name"])
    return html.A([html.Span(className="logo", **{"aria-hidden": "true"}), name], href=visit.link("/"), className="brand")


def _navigation(visit: Visit, pages: dict[str, Page], current: Page | None) -> html.Nav:
    links = [
        html.A(visit.words(f"page.{page.name}"), href=visit.link(page.path),
                 className="here" if page is current else "")
        for page in pages.values() if page.order is not None and page.path != "/"
    ]
    return html.Nav(links, **{"aria-label": visit.words("shell.navigation")})


def _tools(visit: Visit) -> html.Div:
    return html.Div([tray.link(visit), _search(visit), _languages(visit), _theme(visit)], className="tools")


def _search(visit: Visit) -> html.Div:
    label = visit.words("search.label")
    return html.Div([
        dcc.Input(id="search", type="search", placeholder=label, debounce=0.25, autoComplete="off", value="",
                  maxLength=80, className="search-field"),
        html.Div(id="found", className="found"),
    ], className="search", role="search", **{"aria-label": label})


def _languages(visit: Visit) -> html.Div:
    links = [
        html.A(code.upper(), href=visit.with_choices(lang=code).link(visit.path, **_choices(visit)), lang=code,
               className="language" + (" here" if code == visit.words.language else ""), title=name,
               **{"aria-label": name, "aria-current": "true" if code == visit.words.language else "false", "data-lang": code})
        for code, name in visit.languages.items()
    ]
    return html.Div(links, className="languages", role="group", **{"aria-label": visit.words("shell.language")})


def _choices(visit: Visit) -> dict[str, str]:
    return {key: value for key, value in visit.given.items() if key not in ("lang", "release")}


def _theme(visit: Visit) -> html.Button:
    return html.Button(html.Span(className="theme-icon", **{"aria-hidden": "true"}), id="theme", n_clicks=0,
                       className="theme", title=visit.words("shell.theme"), **{"aria-label": visit.words("shell.theme")})


def _footer(visit: Visit) -> html.Footer:
    release = visit.words("release.footer", number=visit.release.number, name=visit.release.short,
                          statements=visit.words.number(visit.release.statements))
    return html.Footer([
        html.P(visit.words("shell.promise")),
        html.P([release, " · ", html.A(visit.words("shell.pin"), href=_pinned(visit), className="pin",
                                       **{"data-pin": str(visit.release.number)}), " · ",
                html.A(visit.words("page.releases"), href=visit.link("/releases"))]),
        html.P([html.A(visit.words("page.sources"), href=visit.link("/sources")), " · ",
                html.A(visit.words("shell.api"), href=visit.link("/api")), " · ", visit.words("shell.map_credit")]),
    ])


def _pinned(visit: Visit) -> str:
    """This view as it is now, for good: its address with the release."""
    return visit.pinned(visit.path, **_choices(visit))


def not_found(visit: Visit) -> tuple[Component, Component]:
    """The sentence and body for an address that leads nowhere."""
    return (
        html.Header([html.H1(visit.words("missing.title")), html.P(visit.words("missing.text"), className="lead")], className="sentence"),
        html.P(html.A(visit.words("missing.home"), href=visit.link("/"))),
    )


def failed(visit: Visit) -> list[Component]:
    """The sentence and body where the program failed: it is not the reader's fault, and there is a way on."""
    return [
        html.Header([html.H1(visit.words("failed.title")), html.P(visit.words("failed.text"), className="lead")], className="sentence"),
        html.P(html.A(visit.words("missing.home"), href=visit.link("/"))),
    ]


def refusals(visit: Visit) -> html.Div | None:
    """What of the address was not believed, and what is shown instead."""
    if not visit.refused:
        return None
    lines = [visit.words("refused.choice", name=name, given=given) for name, given in visit.refused]
    return html.Div([html.P(line) for line in lines], className="refused", role="status")
