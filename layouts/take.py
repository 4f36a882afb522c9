"""The quiet row of actions under every figure, the same everywhere: slides, download, embed, cite, code.

Each action is a plain link, or a native menu, that works by itself; assets/take.js opens dialogs for embed, cite and code
(layouts.taking makes what is in them).
"""


from layouts import html, tray
from layouts.visit import Visit

SHOWN = (("download", "csv"), ("download", "xlsx"), ("picture", "png"), ("picture", "svg"))
"""What is shown, by the door that gives it and the form of the file."""

EVERYTHING = ("/download/atlas.csv", "/download/atlas.xlsx", "/bundle.zip")


def row(visit: Visit, figure: str, *more, **choices) -> html.Div:
    """The actions of a figure by its name and choices; `more` are ways on from it."""
    return html.Div([*actions(visit, figure, **choices), *filter(None, more)], className="actions take-row")


def actions(visit: Visit, figure: str, **choices) -> list:
    """Add to slides, download, embed, cite, code."""
    return [tray.collect(visit, figure, **choices), _download(visit, figure, choices), _dialog(visit, "embed", figure, choices),
            _dialog(visit, "cite", figure, choices), _dialog(visit, "code", figure, choices)]


def href(visit: Visit, door: str, figure: str, form: str, choices: dict) -> str:
    """The address of a figure behind one of the doors: /download/ranking.csv?indicator=..., in this language and release."""
    return visit.link(f"/{door}/{figure}{'.' if form else ''}{form}", **tray.chosen(choices))


def _download(visit: Visit, figure: str, choices: dict) -> html.Details:
    """A menu: what is shown, as a table or a picture; and everything."""
    words = visit.words
    shown = [html.A(words(f"take.form.{form}"), href=href(visit, door, figure, form, choices), download="") for door, form in SHOWN]
    whole = [html.A(words(f"take.{address.rpartition('.')[2]}"), href=visit.link(address), download="") for address in EVERYTHING]
    menu = html.Div([html.P(words("take.shown")), *shown, html.P(words("take.everything")), *whole], className="menu")
    return html.Details([html.Summary(words("take.download"), className="action"), menu], className="take-menu")


def _dialog(visit: Visit, kind: str, figure: str, choices: dict) -> html.A:
    """A link that works by itself, and opens a dialog where scripts run."""
    address = {
        "embed": href(visit, "embed", figure, "", choices),
        "cite": href(visit, "cite", choices["id"] if figure == "statement" else figure, "txt", {} if figure == "statement" else choices),
        "code": visit.link("/api"),
    }[kind]
    return html.A(visit.words(f"take.{kind}"), href=address, className="action", role="button",
                  **{"data-take": kind, "data-figure": tray.address(figure, **choices), "aria-haspopup": "dialog"})


def is_pinned(visit: Visit) -> bool:
    """Whether the address of the view names its release."""
    return visit.given.get("release", "") == str(visit.release.number)
