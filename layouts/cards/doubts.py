"""What is doubtful about an observation: flags, known errors of the source, and figures that contradict or resemble it."""

from urllib.parse import quote

from layouts import html
from layouts.cards import said
from layouts.figures import catalogue
from layouts.figures.card import Card
from layouts.visit import Visit

CAUTIONS = ("conflicts_with", "possibly_same", "not_the_same_as")
"""Relations that keep a figure from being repeated or added without a second look."""


def section(card: Card) -> html.Section | None:
    """The doubts of a card; nothing where there are none."""
    return _listed(card, "card.doubts", [*_flags(card), *_corrections(card), *_relations(card, CAUTIONS)])


def related(card: Card) -> html.Section | None:
    """Figures that are told together with this one."""
    kinds = {relation.kind for relation in card.opened.relations} - set(CAUTIONS)
    return _listed(card, "opened.relations", _relations(card, kinds))


def _listed(card: Card, title: str, rows: list[html.Li]) -> html.Section | None:
    return html.Section([html.H2(card.visit.words(title)), html.Ul(rows, className="doubts")]) if rows else None


def _flags(card: Card) -> list[html.Li]:
    words = card.visit.words
    return [html.Li([html.Strong(words(f"flag.{flag}")), html.Span(row["statement"], className="id")])
            for row in card.opened.said for flag in row["flags"] if catalogue.doubted((flag,))]


def _corrections(card: Card) -> list[html.Li]:
    words = card.visit.words
    return [html.Li([html.Strong(words("opened.corrections")), ": ", words(
        "opened.correction", field=words(f"field.{c.field}"), printed=c.expect, reading=c.reading, action=words(f"correction.{c.action}"),
        why=words.text(c.why), state=words(f"correction.state.{c.state.replace(' ', '_')}"))]) for c in card.opened.corrections]


def _relations(card: Card, kinds) -> list[html.Li]:
    """What contradicts, resembles or explains it: the other figure as it is said, with the note."""
    visit, ids = card.visit, {row["statement"] for row in card.opened.said}
    found = [(relation, next((s for s in relation.between if s not in ids), relation.between[1]))
             for relation in card.opened.relations if relation.kind in kinds]
    others = {row["statement"]: row for row in catalogue.named(visit, [other for _, other in found])}
    return [_relation(visit, relation, other, others.get(other)) for relation, other in found]


def _relation(visit: Visit, relation, other: str, row: dict | None) -> html.Li:
    """The other figure as it is said; what is only told together needs no word for it."""
    words = visit.words
    link = html.A(f"{said.title(visit, row)}, {words.period(row['period'], row['sense'])}" if row else other, href=visit.card(other))
    kind = [html.Strong(words(f"relation.{relation.kind}")), " "] if relation.kind != "see_also" else []
    return html.Li([*kind, link, html.Span(other, className="id"), html.Span(words.text(relation.note), className="scope")])


def report(card: Card) -> html.A | None:
    """A letter to the editors about this figure; nothing where no address is set."""
    visit, row, words = card.visit, card.row, card.visit.words
    address = visit.settings["brand"]["doubts_address"]
    if not address:
        return None
    subject = words("doubt.subject", id=row["statement"], release=visit.release.number)
    body = words("doubt.body", id=row["statement"], value=visit.words.told(row), entity=words.entity(row["entity"]),
                 indicator=words.indicator(row["indicator"]), release=visit.release.short)
    return html.A(words("action.doubt"), className="action", href=f"mailto:{address}?subject={quote(subject)}&body={quote(body)}")
