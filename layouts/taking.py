"""What is in the dialogs of the row of actions: how to cite a figure, to embed it, to read it from a program."""

from dataclasses import replace

from dash import Dash, Input, Output, State, no_update

from layouts import copying, html, take
from layouts.copying import Copy
from layouts.visit import LONGEST, Visit, choices, lasting
from publish.api import snippets
from publish.cite import routes as citing
from publish.cite.cited import Cited
from publish.embeds import code as embeds
from publish.embeds.code import Wish
from publish.embeds.page import THEMES
from publish.pictures.picture import NothingToShow
from publish.slides import tray

KINDS = ("cite", "embed", "code")
LIVING, FROZEN = "living", "frozen"


def callbacks(app: Dash, visitor) -> None:
    """A dialog that is opened is filled here; the browser says which figure, and is not believed."""
    @app.callback(Output("taken", "children"), Input("taking", "data"), State("address", "pathname"), State("address", "search"),
                  prevent_initial_call=True)
    def fill(wanted, path, search_text):
        if not isinstance(wanted, dict) or wanted.get("kind") not in KINDS or not isinstance(wanted.get("figure"), str):
            return no_update
        made = dialog(visitor(str(path or "/")[:LONGEST], choices(search_text)), wanted["kind"], wanted["figure"][:LONGEST])
        lasting()
        return made

    @app.callback(Output("embed-code", "children"), Input("wish", "data"), State("address", "pathname"), State("address", "search"),
                  prevent_initial_call=True)
    def recode(wished, path, search_text):
        if not isinstance(wished, dict) or not all(isinstance(wished.get(name), str) for name in ("figure", *WISHES)):
            return no_update
        visit = visitor(str(path or "/")[:LONGEST], choices(search_text))
        return _coded(visit, wished["figure"][:LONGEST], wish(wished), wished["lang"])


def dialog(visit: Visit, kind: str, item: str):
    """The content of one dialog, for a figure by its address."""
    words = visit.words
    close = html.Button("×", type="button", className="close", **{"data-close": "", "aria-label": words("take.close")})
    found = tray.parsed(item)
    body = {"cite": _cite, "embed": _embed, "code": _code}[kind](visit, item) if found else None
    return html.Div([html.Div([html.H2(words(f"take.{kind}.title"), id="take-title", tabIndex="-1"), close], className="dialog-head"),
                     body or html.P(words("take.none"))])


def _cite(visit: Visit, item: str):
    """The citation of a figure or of one statement, in every form and language."""
    name, given = item.partition("?")[0], tray.parsed(item)[1]
    wanted = given["id"] if name == "statement" else name
    asked = replace(visit, given={**_kept(visit), **({} if name == "statement" else given)})
    return citations(asked, wanted, {} if name == "statement" else given)


def citations(visit: Visit, name: str, given: dict[str, str]):
    """The citations of a statement, or of a figure by its name and choices, ready to copy; None where there is none."""
    languages = [visit.words.language, *(code for code in visit.languages if code != visit.words.language)]
    day, copies = citing.today(), []
    for language in languages:
        spoken = _speaking(visit, language)
        found = citing.of(spoken, name, day)
        copies += [Copy((form, language), _written(found, spoken, form), spoken.link(f"/cite/{name}.{form}", **given))
                   for form in citing.FORMS] if isinstance(found, Cited) else []
    if not copies:
        return None
    groups = [(visit.words("take.cite.form"), [(form, visit.words(f"take.form.{form}")) for form in citing.FORMS]),
              (visit.words("shell.language"), [(code, visit.languages[code]) for code in languages])]
    return copying.box(visit, groups, copies)


def _speaking(visit: Visit, language: str) -> Visit:
    """The same visit in a language."""
    return replace(visit, words=replace(visit.words, language=language), given={**visit.given, "lang": language})


def _written(found: Cited, visit: Visit, form: str) -> str:
    return citing.FORMS[form].write(found, visit.words).rstrip("\n")


def _kept(visit: Visit) -> dict[str, str]:
    return {name: visit.given[name] for name in ("lang", "release") if visit.given.get(name)}


WISHES = ("size", "lang", "theme", "keeps")
"""What is chosen of an embed, by the names of the choices."""


def wish(given: dict[str, str]) -> Wish:
    """What was chosen of an embed; what cannot be chosen is the usual."""
    return Wish(given["size"] if given["size"] in embeds.WIDTHS else embeds.USUAL,
                given["theme"] if given["theme"] in THEMES else THEMES[0], given["keeps"] == FROZEN)


def _embed(visit: Visit, item: str):
    """Size, language, ground, living or frozen; then the code for both ways, and how it looks."""
    words = visit.words
    keeps = [(FROZEN, words("take.embed.frozen", number=visit.release.number)), (LIVING, words("take.embed.living"))]
    selects = [
        _select(words("take.embed.size"), "size", [(name, words("take.embed.width", px=embeds.WIDTHS[name])) for name in
                                                   (embeds.USUAL, *(one for one in embeds.WIDTHS if one != embeds.USUAL))]),
        _select(words("shell.language"), "lang", sorted(visit.languages.items(), key=lambda one: one[0] != words.language)),
        _select(words("shell.theme"), "theme", [(theme, words(f"take.embed.{theme}")) for theme in THEMES]),
        _select(words("take.embed.keeps"), "keeps", keeps if take.is_pinned(visit) else keeps[::-1]),
    ]
    first = Wish(frozen=take.is_pinned(visit))
    return html.Div([html.Div(selects, className="embed-choices"), html.Div(_coded(visit, item, first), id="embed-code")],
                    className="embedding", **{"data-figure": item})


def _coded(visit: Visit, item: str, wished: Wish, language: str = ""):
    """The code for a choice, ready to copy, and the picture that it shows; `language` is that of the embed."""
    words = visit.words
    try:
        made = embeds.of(_speaking(visit, language if language in visit.languages else words.language), item, wished, visit.site)
    except (tray.Refused, NothingToShow):
        return html.P(words("take.none"))
    copies = [Copy(("frame",), made.frame, made.embed), Copy(("block",), made.block)]
    ways = [(one.chosen[0], words(f"take.embed.{one.chosen[0]}")) for one in copies]
    code = copying.box(visit, [(words("take.embed.code"), ways)], copies)
    shown = html.Img(src=made.svg.removeprefix(visit.site), alt=words("take.embed.preview"), className="embed-preview",
                     style={"maxWidth": f"{embeds.WIDTHS[wished.size]}px"})
    return [code, html.Figure([html.Figcaption(words("take.embed.preview")), shown])]


def _select(label: str, name: str, options: list[tuple[str, str]]) -> html.Label:
    """One choice among a few, by the browser's own means; the first is chosen."""
    made = [html.Option(word, value=code) for code, word in options]
    return html.Label([html.Span(label), html.Select(made, **{"data-embed": name})])


def _code(visit: Visit, item: str):
    """The same rows, read from a program: living or frozen as the page is."""
    release = visit.release.number if take.is_pinned(visit) else None
    found = snippets.snippets(item, visit.site, visit.words.language, release)
    copies = [Copy((one.kind,), one.code.rstrip("\n")) for one in found]
    return html.Div([html.P(visit.words("take.code.lead"), className="scope"), copying.box(
        visit, [(visit.words("take.code"), [(one.kind, visit.words(f"take.code.{one.kind}")) for one in found])], copies)])
