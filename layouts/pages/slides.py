"""The slides: a deck chosen, every slide seen as the file will hold it, put in order, and taken away."""

import json
import re
from urllib.parse import quote

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, no_update

from layouts import house_template, html, parts
from layouts.pages import Page
from layouts.visit import Visit, choices
from publish.slides import loaded, routes, svg
from publish.slides.alternative import alternative
from publish.slides.chosen import CHOICES, FILE, MOST_COMPARED, TRAY, Chosen, chosen, clusters, regions, shelf_of, years
from publish.slides.loaded import MOST_SENT
from publish.slides.making import CannotCompose
from publish.slides.shown import Card, Shown, shown
from publish.slides.slide import Deck

UNESCAPED = "<>\"' /:=,;()!*+?@$&-_.~[]{}|^"
"""What may stand in a data address as it is; the rest is written with percent signs."""

ASKED = re.compile(r"\$(clusters|cluster|region|year)")


def view(visit: Visit):
    """The deck in a sentence; the choices, the files, the slides."""
    wanted = chosen(visit)
    found, why_not = _shown(visit, wanted)
    words = visit.words
    count = len(found.cards) if found else 0
    sentence = parts.sentence(found.deck.title, words("slides.lead", n=count, count=count)) if found else \
        parts.sentence(words("slides.empty.sentence"), words("slides.lead.empty"))
    body = html.Div([
        _controls(visit, wanted), _take(visit, wanted, found), _notices(visit, found),
        _slides(visit, found) if found else _empty(visit, wanted, why_not), _dropped(visit, found), house_template.corner(visit),
    ], id="deck", **_data(visit, wanted))
    return sentence, body


def _shown(visit: Visit, wanted: Chosen) -> tuple[Shown | None, str]:
    """The deck composed, or why it cannot be."""
    if wanted.record is None or not wanted.order:
        return None, ""
    try:
        return shown(visit, wanted), ""
    except CannotCompose as refusal:
        return None, str(refusal)


def _in_sight(visit: Visit) -> Deck | None:
    """The deck that an address shows."""
    found, _ = _shown(visit, chosen(visit))
    return found.deck if found else None


def _data(visit: Visit, wanted: Chosen) -> dict[str, str]:
    """What slides.js needs to know, and says."""
    words = visit.words
    picked = {"deck": wanted.deck, **wanted.asked, **({"template": wanted.template} if shelf_of(visit).templates else {})}
    return {"data-deck": wanted.deck, "data-all": str(len(wanted.slides)), "data-shown": json.dumps(picked),
            "data-moved": words("slides.said.moved", title="{title}", place="{place}", count="{count}"),
            "data-dropped": words("slides.said.dropped", title="{title}")}


# the choices ------------------------------------------------------------------


def _controls(visit: Visit, wanted: Chosen) -> html.Div:
    """Show the deck [deck] of [cluster] in [year] in the template [template]."""
    words, asked = visit.words, wanted.asked
    made = [words("slides.control.deck"), parts.picker(visit, "deck", _decks(visit, wanted), wanted.deck, searchable=False)]
    for name in asked:
        made += [words("slides.control.in" if name == "year" else "slides.control.about"), _asked(visit, wanted, name)]
    templates = shelf_of(visit).templates
    if templates:
        options = [("", words("slides.template.own")), *((name, name) for name in templates)]
        made += [words("slides.control.template"), parts.picker(visit, "template", options, wanted.template, searchable=False)]
    return parts.controls(*(part if isinstance(part, str) else _named(part) for part in made))


def _asked(visit: Visit, wanted: Chosen, name: str):
    """The picker of one thing that the deck asks for."""
    if name == "year":
        return parts.picker(visit, name, [(year, year) for year in years(visit, wanted.about)], wanted.asked[name], searchable=False)
    options = [(one, visit.words.entity(one)) for one in (regions if name == "region" else clusters)(visit)]
    if name == "clusters":
        return parts.multi_picker(visit, name, options, wanted.asked[name].split(","), most=MOST_COMPARED)
    return parts.picker(visit, name, options, wanted.asked[name])


def _named(picker):
    """A picker of this page: its choice leads to another address, drawn anew, so that going back undoes it."""
    picker.id = {"slides": picker.id["choice"]}
    return picker


def _decks(visit: Visit, wanted: Chosen) -> list[dict]:
    """The decks there are, and the reader's own."""
    words = visit.words
    decks = [{"value": name, "label": _title(visit, record)} for name, record in shelf_of(visit).decks.items()]
    own = [{"value": TRAY, "label": words("slides.mine")}]
    if wanted.deck == FILE:
        own.append({"value": FILE, "label": words("slides.deck.loaded", title=_title(visit, wanted.record) if wanted.record else "–")})
    groups = [{"group": words("slides.deck.group"), "items": decks}] if decks else []
    return [*groups, {"group": words("slides.deck.group.own"), "items": own}]


def _title(visit: Visit, record) -> str:
    """The title of a deck before anything is asked: what it will be about is left open."""
    return ASKED.sub(lambda found: visit.words(f"slides.any.{found[1]}"), visit.words.text(record.title))


# taking away ------------------------------------------------------------------


def _take(visit: Visit, wanted: Chosen, found: Shown | None) -> html.Div:
    """The files to download, and the way back in for a deck file."""
    words = visit.words
    refused = html.Div(_problems(visit, wanted.problems), id="deck-file-said", className="said-of-files", role="status",
                       **{"data-most": str(MOST_SENT), "data-large": words("slides.load.large")})
    return html.Div([
        html.Div([*(_files(visit) if found else []), _upload(visit), *_collected(visit, wanted, found)], className="actions take"),
        html.P(id="download-said", className="said-of-files", role="status"), refused,
    ])


def _files(visit: Visit) -> list:
    """A link for each form of the deck as a file."""
    words = visit.words
    said = {f"data-{state}": words(f"slides.download.{state}") for state in ("busy", "ready", "failed")}
    given = {name: visit.given[name] for name in CHOICES if visit.given.get(name)}
    links = [html.A(words(f"slides.form.{form}"), href=visit.link(f"/slides/deck.{form}", lang=words.language, **given), download="",
                    className="action main" if form == "pptx" else "action", **{"data-file": form}, **said) for form in routes.FORMS]
    return [html.Span(words("slides.download"), className="word"), *links]


def _upload(visit: Visit) -> dcc.Upload:
    named = html.Span(visit.words("slides.load"), className="action", title=visit.words("slides.load.hint"))
    return dcc.Upload(named, id="deck-file", accept=".yaml,.yml,text/yaml", max_size=MOST_SENT, className="upload")


def _collected(visit: Visit, wanted: Chosen, found: Shown | None) -> list:
    """What can be done with the tray: its figures join another deck; its own deck can be emptied."""
    words = visit.words
    if wanted.deck != TRAY:
        return [html.Button(type="button", id="add-tray", className="action", hidden=True,
                            **{"data-words": words("slides.tray.add", count="{count}")})]
    return [html.Button(words("slides.tray.clear"), type="button", id="empty-tray", className="action")] if found else []


def _problems(visit: Visit, problems: tuple[str, ...]):
    """All that is wrong with a deck file, each with its line."""
    if not problems:
        return None
    title = visit.words("slides.load.refused", n=len(problems), count=len(problems))
    return html.Div([html.P(title), html.Ul([html.Li(html.Code(problem)) for problem in problems[:12]])], className="refused")


# the slides -------------------------------------------------------------------


def _slides(visit: Visit, found: Shown):
    movable = [card for card in found.cards if card.first]
    cards = [_card(visit, found, card, movable) for card in found.cards]
    return html.Ol(cards, className="cards-of-slides", **{
        "aria-label": visit.words("slides.order"), "data-lead": ",".join(map(str, found.lead)),
        "data-order": ",".join(f"{card.number}{card.item}" for card in movable)})


def _card(visit: Visit, found: Shown, card: Card, movable: list[Card]) -> html.Li:
    """One slide: its picture, its number and title, what can be done with it, its notes."""
    words, slide = visit.words, card.slide
    drawn = svg.draw(slide, found.deck, card.position, routes.outlines(visit))
    alt = f"{words('slides.alt', number=card.position, title=slide.title)} {alternative(slide)}"
    notes = html.Details([html.Summary(words("slides.notes")), html.Ul([html.Li(line) for line in slide.notes])]) if slide.notes else None
    names = {"data-numbers": ",".join(map(str, (card.number, *card.after))), "data-item": card.item, "data-title": slide.title} \
        if card.first else {}
    head = [html.Span(card.position, className="place"), html.Span(slide.title, className="card-title")]
    if card.item and card.first and found.deck.id != TRAY:
        head.append(html.Span(words("slides.collected"), className="badge"))
    return html.Li([
        html.Img(src="data:image/svg+xml," + quote(drawn, safe=UNESCAPED), alt=alt, width=1280, height=720, className="slide"),
        html.Div([html.P(head), _tools(visit, card, movable)], className="card-head"), notes,
    ], className="card" if card.first else "card fixed", **names)


def _tools(visit: Visit, card: Card, movable: list[Card]):
    """Up, down, leave out; what closes the deck or goes with another slide stays where it is."""
    words = visit.words
    if not card.first:
        return html.Span(words("slides.continued" if card.number else "slides.closing"), className="scope")
    ends = {"up": card is movable[0], "down": card is movable[-1], "drop": len(movable) == 1}
    return html.Span([
        html.Button(sign, type="button", disabled=ends[name], title=words(f"slides.{name}", title=card.slide.title),
                    **{"data-move": name, "aria-label": words(f"slides.{name}", title=card.slide.title)})
        for name, sign in (("up", "↑"), ("down", "↓"), ("drop", "×"))], className="moves")


def _notices(visit: Visit, found: Shown | None):
    """What could not be drawn, and why."""
    if not found or not found.skipped:
        return None
    count = len(found.skipped)
    return html.Details([
        html.Summary(visit.words("slides.skipped", n=count, count=count)), html.P(visit.words("slides.skipped.lead"), className="scope"),
        html.Ul([html.Li(why) for why in found.skipped], className="plain"),
    ], className="skipped")


def _dropped(visit: Visit, found: Shown | None):
    """What the reader left out, each with the way back."""
    if not found or not found.dropped:
        return None
    words, count = visit.words, len(found.dropped)
    rows = [html.Li([html.Span(title), " ", html.Button(words("slides.back"), type="button", className="action",
                                                       **{"data-back": str(number), "aria-label": words("slides.back.one", title=title)})])
            for number, title in found.dropped]
    return parts.section(words("slides.dropped", n=count, count=count), html.Ul(rows, className="plain dropped"))


def _empty(visit: Visit, wanted: Chosen, why_not: str):
    """Nothing to show: how to begin."""
    words = visit.words
    if wanted.deck != TRAY:
        return parts.empty(words("slides.none"), why_not or words("slides.none.why"))
    links = [html.A(words(f"page.{name}"), href=visit.link(path), className="chip")
             for name, path in (("overview", "/"), ("map", "/map"), ("compare", "/compare"), ("trends", "/trends"), ("events", "/events"))]
    return parts.empty(words("slides.empty.title"), words("slides.empty.how"), *links)


# what is picked and loaded ------------------------------------------------------


def callbacks(app: Dash, visitor) -> None:
    """A picker leads to another address; a deck file that is loaded does too, or is told what is wrong with it."""
    house_template.callbacks(app, visitor, _in_sight)
    app.clientside_callback(ClientsideFunction("slides", "choose"), Output("address", "search"),
                            Input({"slides": ALL}, "value"), State({"slides": ALL}, "id"), prevent_initial_call=True)

    @app.callback(Output("address", "search", allow_duplicate=True), Output("deck-file-said", "children"), Output("deck-file", "contents"),
                  Input("deck-file", "contents"), State("address", "search"), prevent_initial_call=True)
    def load(contents, search_text):
        if not contents:
            return no_update, no_update, no_update
        visit = visitor("/slides", choices(search_text))
        found, problems = loaded.deck(visit, contents)
        if found is None:
            return no_update, _problems(visit, problems), None
        return visit.link("", **found), None, None


PAGE = Page(path="/slides", name="slides", view=view, order=6.5, callbacks=callbacks)
