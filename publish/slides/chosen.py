"""What a reader of the slides has chosen, read from an address of which nothing is believed.

`deck` is the id of a shipped deck, `tray` (the figures collected from the pages) or `file` (a deck file
loaded by the reader, carried in `made`). Slides are numbered as the deck has them, the collected ones
after its own; `order` names the ones to show by these numbers.
"""

from dataclasses import dataclass

from layouts.visit import Visit
from loaders.deck_records import DeckRecord, SlideRecord
from metrics.tallies import ended
from publish.slides import deck_file, tray
from publish.slides.shelf import Shelf

TRAY, FILE = "tray", "file"
CHOICES = ("deck", "cluster", "clusters", "region", "year", "template", "items", "made", "order")
MOST_SLIDES = 80
MOST_COMPARED = 6
USUAL_COMPARED = ("kharkiv-it-cluster", "lviv-it-cluster")
CLUSTERS = ("cluster", "association", "alliance")
OUTCOMES = ("A", "E", "P", "B", "D")


@dataclass(frozen=True)
class Chosen:
    """`slides`: all that there are; `collected`: of each the item it was collected as, empty for the deck's own.

    `order`: the numbers of the slides to show, from 1. `asked`: what the deck asks for, with the choice made.
    """

    deck: str
    record: DeckRecord | None
    slides: tuple[SlideRecord, ...]
    collected: tuple[str, ...]
    order: tuple[int, ...]
    asked: dict[str, str]
    template: str
    problems: tuple[str, ...] = ()

    @property
    def dropped(self) -> tuple[int, ...]:
        """The numbers of the slides that are not shown; the sources close every deck, asked for or not."""
        return tuple(n for n, slide in enumerate(self.slides, 1) if n not in self.order and slide.kind != "sources")

    @property
    def about(self) -> list[str]:
        """The entities that the deck is asked about."""
        return [one for name in ("cluster", "clusters", "region") for one in self.asked.get(name, "").split(",") if one]

    def only(self, numbers: tuple[int, ...]) -> DeckRecord:
        """The deck with these of its slides, in this order; at least one."""
        return self.record.model_copy(update={"slides": tuple(self.slides[n - 1] for n in numbers)})

    @property
    def arranged(self) -> DeckRecord:
        """The deck as it is to be drawn."""
        return self.only(self.order)


def chosen(visit: Visit) -> Chosen:
    """The choices of an address; what cannot be is refused in the visit, and the usual stands in its place."""
    shelf = shelf_of(visit)
    known = (*shelf.decks, TRAY, FILE)
    deck = visit.choice("deck", known, next(iter(shelf.decks), TRAY))
    record, problems = _deck(visit, shelf, deck)
    found = list(tray.records(visit, tray.items(visit.given.get("items", ""))))
    own = record.slides if record else ()
    slides = (*own, *(slide for _, slide in found))[:MOST_SLIDES]
    collected = (*("" for _ in own), *(item for item, _ in found))[:MOST_SLIDES]
    if record is None and slides:
        record = DeckRecord(id=TRAY, title=_title(visit), slides=slides)
    template = visit.choice("template", ("", *shelf.templates), "")
    return Chosen(deck, record, slides, collected, _order(visit, len(slides)), _asked(visit, record), template, problems)


def shelf_of(visit: Visit) -> Shelf:
    """What the slides of a visit can be made of."""
    return visit.decks or Shelf()


def _title(visit: Visit) -> dict[str, str]:
    """The name of a deck of collected figures, in every language."""
    return {code: str(table["words"]["slides.mine"]) for code, table in visit.words.tables.items() if "slides.mine" in table["words"]}


def _deck(visit: Visit, shelf: Shelf, deck: str) -> tuple[DeckRecord | None, tuple[str, ...]]:
    """The record of a deck; of a loaded one also all that is wrong with it."""
    if deck != FILE:
        return shelf.decks.get(deck), ()
    text = deck_file.unpacked(visit.given.get("made", ""))
    if text is None:
        visit.refuse("made", visit.given.get("made", "")[:12])
        return None, ()
    return shelf.read(text, visit)


def _order(visit: Visit, count: int) -> tuple[int, ...]:
    """The numbers of the slides to show; all of them where the address names none."""
    wanted = visit.several("order", {str(n) for n in range(1, count + 1)}, (), most=MOST_SLIDES)
    return tuple(map(int, wanted)) or tuple(range(1, count + 1))


def _asked(visit: Visit, record: DeckRecord | None) -> dict[str, str]:
    """What the deck asks for: the choice made, or the usual one."""
    asks = record.asks if record else ()
    asked: dict[str, str] = {}
    if "cluster" in asks:
        asked["cluster"] = visit.choice("cluster", clusters(visit), _usual(record, clusters(visit), "kharkiv-it-cluster"))
    if "clusters" in asks:
        several = visit.several("clusters", clusters(visit), (), most=MOST_COMPARED)
        asked["clusters"] = ",".join(several or USUAL_COMPARED)
    if "region" in asks:
        asked["region"] = visit.choice("region", regions(visit), _usual(record, regions(visit), "UA-63"))
    if "year" in asks:
        known = years(visit, ",".join(asked.values()).split(","))
        asked["year"] = visit.choice("year", known, _usual(record, known, known[0] if known else ""))
    return asked


def _usual(record: DeckRecord, known: tuple[str, ...], usual: str) -> str:
    """What the deck itself is about where that can be chosen, else the usual, else the first."""
    return next((one for one in (record.subject, record.year, usual, *known) if one in known), "")


def clusters(visit: Visit) -> tuple[str, ...]:
    """Clusters and associations, by name."""
    found = [e.id for e in visit.register.entities.values() if e.kind in CLUSTERS]
    return tuple(sorted(found, key=visit.words.entity))


def regions(visit: Visit) -> tuple[str, ...]:
    """The 27 units of Ukraine, by name."""
    found = [e.id for e in visit.register.entities.values() if e.kind == "region" and e.within == "ukraine"]
    return tuple(sorted(found, key=visit.words.entity))


def years(visit: Visit, entities: list[str]) -> tuple[str, ...]:
    """The years with figures of some entities, newest first; forecasts alone make no year."""
    ends = ended(visit.release, entities if any(entities) else ())
    return tuple(sorted({one.end[:4] for one in ends if one.status in OUTCOMES}, reverse=True))
