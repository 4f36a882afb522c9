"""The slides of a choice as cards of a page: each that is drawn, and which of the deck could not be."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from layouts.visit import Visit
from layouts.words import Words
from loaders.deck_records import DeckRecord, SlideRecord
from publish.slides import compose, deck_file
from publish.slides.chosen import Chosen
from publish.slides.slide import Deck, Slide


@dataclass(frozen=True)
class Card:
    """One slide as it will be in the file. `number`: its number in the whole deck, 0 for one that closes every deck.

    `first`: whether it is the first that its record gave; `item`: what it was collected as. `after`: the numbers
    that follow it in the order and gave no slide of their own; they keep their place behind it.
    """

    slide: Slide
    position: int
    number: int
    first: bool
    item: str
    after: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """A deck as a reader sees it: `cards` in order, `skipped` the reasons, `dropped` (number, title) of what was left out.

    `lead`: the numbers before the first card that gave no slide.
    """

    deck: Deck
    cards: tuple[Card, ...]
    skipped: tuple[str, ...]
    dropped: tuple[tuple[int, str], ...]
    lead: tuple[int, ...]


def shown(visit: Visit, wanted: Chosen) -> Shown:
    """Compose what was chosen. Raises CannotCompose."""
    deck = compose.compose(visit, wanted.arranged, wanted.asked)
    drawn = {slide.place for slide in deck.slides}
    return Shown(deck, tuple(_cards(wanted, deck, drawn)), deck.skipped, _dropped(visit, wanted), _after(wanted, drawn, 0))


def _cards(wanted: Chosen, deck: Deck, drawn: set[int]) -> Iterator[Card]:
    before = 0
    for position, slide in enumerate(deck.slides, 1):
        number = wanted.order[slide.place - 1] if slide.place else 0
        first = bool(number) and number != before
        yield Card(slide, position, number, first, wanted.collected[number - 1] if number else "",
                   _after(wanted, drawn, slide.place) if first else ())
        before = number


def _after(wanted: Chosen, drawn: set[int], place: int) -> tuple[int, ...]:
    """The numbers behind a place of the order that gave no slide, up to the next that did."""
    behind = enumerate(wanted.order[place:], place + 1)
    return tuple(number for _, number in takewhile(lambda one: one[0] not in drawn, behind))


def _dropped(visit: Visit, wanted: Chosen) -> tuple[tuple[int, str], ...]:
    """What the reader left out, by the titles the slides would have; a section alone makes no slide and has its own."""
    if not wanted.dropped:
        return ()
    deck = compose.compose(visit, wanted.only(wanted.dropped), wanted.asked)
    titles = {slide.place: slide.title for slide in reversed(deck.slides) if slide.place}
    return tuple((number, titles.get(place) or _plain(visit, wanted.slides[number - 1]))
                 for place, number in enumerate(wanted.dropped, 1))


def _plain(visit: Visit, record: SlideRecord) -> str:
    """What a slide is called where nothing gave it a title."""
    kind = f"deck.kind.{record.kind}"
    return visit.words.text(record.title) or visit.words(kind if visit.words.has(kind) else "page.slides")


def kept(visit: Visit, wanted: Chosen) -> DeckRecord:
    """The deck as it is to be kept: in its order, with what was asked written in, its sources at the end."""
    spoken = {code: Words(code, visit.words.tables, visit.register) for code in visit.words.tables}

    def name_of(language: str, one: str) -> str:
        return spoken.get(language, visit.words).entity(one)

    deck = deck_file.bound(wanted.arranged, wanted.asked, name_of)
    return deck.model_copy(update={"slides": tuple(sorted(deck.slides, key=lambda slide: slide.kind == "sources"))})
