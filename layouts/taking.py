"""What is in the dialogs of the row of actions: how to cite a figure, to embed it, to read it from a program."""

from dataclasses import replace

from dash import Dash, Input, Output, State, html, no_update

from layouts import copying, take
from layouts.copying import Copy
from layouts.visit import LONGEST, Visit, choices
from publish.api import snippets
from publish.cite import routes as citing
from publish.cite.cited import Cited
from publish.slides import tray

KINDS = ("cite", "embed", "code")
SIZES = (("600", "420"), ("360", "420"), ("960", "560"))
"""Width and height of an embed in px: in a column of text, on a phone, over the whole page."""

def callbacks(app: Dash, visitor) -> None:
    """A dialog that is opened is filled here; the browser says which figure, and is not believed."""
    @app.callback(Output("taken", "children"), Input("take", "data"), State("address", "pathname"), State("address", "search"),
                  prevent_initial_call=True)
    def fill(wanted, path, search_text):
        if not isinstance(wanted, dict) or wanted.get("kind") not in KINDS or not isinstance(wanted.get("figure"), str):
            return no_update
        return dialog(visitor(str(path or "/")[:LONGEST], choices(search_text)), wanted["kind"], wanted["figure"][:LONGEST])


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
        spoken = replace(visit, words=replace(visit.words, language=language), given={**visit.given, "lang": language})
        found = citing.of(spoken, name, day)
        copies += [Copy((form, language), _written(found, spoken, form), spoken.link(f"/cite/{name}.{form}", **given))
                   for form in citing.FORMS] if isinstance(found, Cited) else []
    if not copies:
        return None
    groups = [(visit.words("take.cite.form"), [(form, visit.words(f"take.form.{form}")) for form in citing.FORMS]),
              (visit.words("shell.language"), [(code, visit.languages[code]) for code in languages])]
    return copying.box(visit, groups, copies)


def _written(found: Cited, visit: Visit, form: str) -> str:
    return citing.FORMS[form].write(found, visit.words).rstrip("\n")


def _kept(visit: Visit) -> dict[str, str]:
    return {name: visit.given[name] for name in ("lang", "release") if visit.given.get(name)}


def _embed(visit: Visit, item: str):
    """Size, language, ground, living or frozen; the code for both ways; how it looks."""
    words, (name, _, _) = visit.words, item.partition("?")
    given = tray.parsed(item)[1]
    title = _title(visit, item)
    selects = [
        _select(words("take.embed.size"), "size", [("x".join(size), words(f"take.embed.size.{size[0]}")) for size in SIZES]),
        _select(words("shell.language"), "lang", sorted(visit.languages.items(), key=lambda one: one[0] != words.language)),
        _select(words("shell.theme"), "theme", [(theme, words(f"take.embed.{theme}")) for theme in ("auto", "light", "dark")]),
        _select(words("take.embed.keeps"), "release", [(str(visit.release.number), words("take.embed.frozen", number=visit.release.number)),
                                                       ("", words("take.embed.living"))], frozen=take.is_pinned(visit)),
    ]
    frame = ('<iframe src="{page}" width="{width}" height="{height}" title="{title}" loading="lazy" '
             'style="border:0;max-width:100%"></iframe>')
    block = ('<figure style="margin:0"><a href="{page}"><img src="{picture}" width="{width}" alt="{title}" '
             'style="max-width:100%;height:auto"></a></figure>')
    plain = replace(visit, given={})
    codes = copying.box(visit, [(words("take.embed.code"), [("frame", words("take.embed.frame")), ("block", words("take.embed.block"))])],
                        [Copy(("frame",), frame), Copy(("block",), block)])
    return html.Div([
        html.Div(selects, className="embed-choices"), codes,
        html.Figure([html.Figcaption(words("take.embed.preview")), html.Img(alt=title, className="embed-preview")]),
    ], className="embedding", **{"data-page": visit.site + take.href(plain, "embed", name, "", given),
                                 "data-picture": visit.site + take.href(plain, "embed", name, "svg", given), "data-title": title})


def _title(visit: Visit, item: str) -> str:
    """What the figure says, as its alternative text in another page."""
    name, given = item.partition("?")[0], tray.parsed(item)[1]
    found = citing.of(replace(visit, given={**_kept(visit), **given}), given["id"] if name == "statement" else name, citing.today())
    return (found.figure if name == "statement" else found.title) if found else ""


def _select(label: str, name: str, options: list[tuple[str, str]], frozen: bool = True) -> html.Label:
    """One choice among a few, by the browser's own means."""
    made = [html.Option(word, value=code) for code, word in (options if frozen else reversed(options))]
    return html.Label([html.Span(label), html.Select(made, **{"data-embed": name})])


def _code(visit: Visit, item: str):
    """The same rows, read from a program: living or frozen as the page is."""
    release = visit.release.number if take.is_pinned(visit) else None
    found = snippets.snippets(item, visit.site, visit.words.language, release)
    copies = [Copy((one.kind,), one.code.rstrip("\n")) for one in found]
    return html.Div([html.P(visit.words("take.code.lead"), className="scope"), copying.box(
        visit, [(visit.words("take.code"), [(one.kind, visit.words(f"take.code.{one.kind}")) for one in found])], copies)])
