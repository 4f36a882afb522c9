"""The card of one observation: one number with its hedge, who said it and where, its doubts, and its citation."""

from dataclasses import dataclass

from layouts import html, parts, take, taking
from layouts.cards import beside, doubts, said
from layouts.figures import card as cards
from layouts.figures.card import Card
from layouts.pages import Page
from layouts.visit import Visit
from metrics import query


@dataclass(frozen=True)
class Held:
    """The ids of all statements that any release holds; they are too many to be listed."""

    release: query.Release

    def __contains__(self, statement: object) -> bool:
        return isinstance(statement, str) and bool(query.states(self.release, statement))


def view(visit: Visit):
    """The sentence with its hedge; then who said it, how to cite it, what is doubtful, and what stands beside it."""
    card = cards.data(visit, visit.place)
    visit.told.update(row["statement"] for row in card.opened.said)
    top = html.Div([
        html.Div([said.statements(card), said.decided(card), doubts.section(card), doubts.related(card)], className="card-said"),
        html.Aside([_citation(card), said.facts(card)], className="card-aside"),
    ], className="card-top")
    return html.Div([_elsewhere(card), said.sentence(card)]), [
        _actions(card), top, beside.beside(card), _ways_on(card)]


def _elsewhere(card: Card) -> html.Div | None:
    """That the statement is gone, not yet there, or not the one that is shown."""
    words, place = card.visit.words, card.place
    number = card.visit.release.number
    if place.gone:
        told = words("card.gone", id=card.asked["statement"], number=place.gone, last=number)
    elif place.first:
        told = words("card.not_yet", id=card.asked["statement"], number=place.first)
    elif card.asked["statement"] != card.row["statement"]:
        told = words("card.not_shown", id=card.asked["statement"], value=card.visit.words.told(card.asked), shown=card.row["statement"])
    else:
        return None
    return html.Div(html.P(told), className="pinned changed", role="note")


def _citation(card: Card) -> html.Section:
    """The citation, ready to copy."""
    made = taking.citations(card.visit, card.row["statement"], {})
    number = card.visit.release.number
    pin = html.P(html.A(card.visit.words("card.pinned", number=number), className="action",
                        href=card.visit.with_choices(release=str(number)).card(card.row["statement"])), className="actions")
    return parts.section(card.visit.words("take.cite.title"), made, pin, className="citing", id="cite")


def _actions(card: Card) -> html.Div:
    """Take it away."""
    return take.row(card.visit, "statement", doubts.report(card), id=card.row["statement"])


def _ways_on(card: Card) -> html.Nav:
    """To what else is said of the same, and of the same elsewhere."""
    visit, row, words = card.visit, card.row, card.visit.words
    links = [html.A(words.entity(row["entity"]), href=visit.entity_link(row["entity"])),
             html.A(words("action.same_entity"), href=visit.link("/figures", entity=row["entity"])),
             html.A(words("action.same_indicator"), href=visit.link("/figures", indicator=row["indicator"]))]
    return html.Nav(links, className="ways-on actions", **{"aria-label": words("card.ways_on")})


def title(visit: Visit) -> str:
    """The sentence of the card."""
    place = cards.place(visit, visit.place)
    return said.title(place.visit, cards.shown(place.visit, visit.place))


def places(visit: Visit) -> Held:
    """Every statement that there is or was."""
    return Held(visit.release)


PAGE = Page(path="/figure/", name="figure", view=view, places=places, title=title)
