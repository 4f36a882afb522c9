"""`app.py slides`: a deck composed over a release and written as a file, or its changes told. No printing here."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from layouts.visit import Visit
from layouts.visitor import Visitor
from loaders.deck_records import DeckRecord, SlideRecord
from loaders.decks import Known
from metrics import query
from publish.options import ASKS
from publish.slides import changes, page
from publish.slides.compose import CannotCompose, compose
from publish.slides.making import Making, making
from publish.slides.slide import Deck, TemplateError

OUTLINES = "ukraine_oblasts"
class SlidesError(ValueError):
    """A deck that cannot be made as asked; says what to write instead."""


@dataclass(frozen=True)
class Wanted:
    """What the command line asks. `asked` answers the deck, `compare` is a release number or a year."""

    deck: str
    language: str = ""
    release: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    compare: str = ""
    template: bytes | None = None

    @property
    def year(self) -> str:
        """The year to stand beside the deck's own, where `compare` is one."""
        return self.compare if len(self.compare) == 4 and self.compare.isdecimal() else ""


def visited(visitor: Visitor, wanted: Wanted, release: str = "") -> Visit:
    """The visit of a reader of this language and release; raises SlidesError where there is no such one."""
    number = release or wanted.release
    if wanted.language and wanted.language not in visitor.tables:
        raise SlidesError(f"--language is {wanted.language}; write one of {', '.join(visitor.tables)}")
    if number and (not number.isdecimal() or visitor.release(number) is None):
        raise SlidesError(f"there is no release {number}; write the number of one (python app.py releases lists them)")
    return visitor.visit("/slides", {"lang": wanted.language, "release": number})


def chosen(decks: Mapping[str, DeckRecord], name: str) -> DeckRecord:
    """The deck of an id; raises SlidesError with the nearest ones."""
    if name in decks:
        return decks[name]
    near = get_close_matches(name, decks, n=2, cutoff=0.5)
    instead = f"did you mean {' or '.join(near)}?" if near else f"write one of {', '.join(decks)}"
    raise SlidesError(f"there is no deck {name}; {instead}")


def composed(visit: Visit, record: DeckRecord, wanted: Wanted) -> Deck:
    """The slides; where another year is to stand beside the deck's own, a table of both before the closing slides."""
    try:
        deck = compose(visit, record, wanted.asked)
        return compose(visit, _with_year(record, deck, wanted.year), wanted.asked) if wanted.year else deck
    except CannotCompose as refusal:
        raise SlidesError(str(refusal)) from None


def _with_year(record: DeckRecord, deck: Deck, year: str) -> DeckRecord:
    """The deck with one more slide: its figures beside those of a year."""
    shown = tuple(dict.fromkeys(one for slide in deck.slides if slide.layout == "tiles" for one in slide.statements))
    if not shown:
        return record
    beside = SlideRecord.model_validate({"kind": "table", "figure": "year_before", "statements": shown, "period": year})
    closing = [slide for slide in record.slides if slide.kind in ("thanks", "sources")]
    body = [slide for slide in record.slides if slide.kind not in ("thanks", "sources")]
    return record.model_copy(update={"slides": (*body, beside, *closing)})


def told(visitor: Visitor, record: DeckRecord, wanted: Wanted) -> list[str]:
    """What changed in the figures of a deck, since a release or beside a year, in lines."""
    visit = visited(visitor, wanted)
    try:
        deck = compose(visit, record, wanted.asked)
        now = making(visit, record, wanted.asked)
    except CannotCompose as refusal:
        raise SlidesError(str(refusal)) from None
    if wanted.year:
        own = now.asked.get("year") or visit.words("period.newest")
        title = visit.words("deck.change.title.year", deck=deck.title, before=wanted.year, now=own)
        return changes.lines(visit, title, changes.beside_year(now, _shown(deck), wanted.year))
    older = visited(visitor, wanted, wanted.compare)
    title = visit.words("deck.change.title.release", deck=deck.title, number=older.release.number, name=older.release.short)
    return changes.lines(visit, title, _since(older, record, wanted, now, deck))


def _since(old_visit: Visit, record: DeckRecord, wanted: Wanted, now: Making, deck: Deck) -> list[changes.Change]:
    """Changes since an older release; a subject that it does not know makes every figure new."""
    try:
        then = compose(old_visit, record, {**wanted.asked, **({"year": now.asked["year"]} if "year" in now.asked else {})})
        before = making(old_visit, record, wanted.asked)
    except CannotCompose:
        return [changes.Change("new", None, row) for row in now.shown(_shown(deck))]
    return changes.since_release(before, _shown(then), now, _shown(deck))


def _shown(deck: Deck) -> list[str]:
    """The statements of the slides, each once; those of the closing slides are among them."""
    return list(dict.fromkeys(one for slide in deck.slides if slide.layout != "sources" for one in slide.statements))


def _powerpoint(deck: Deck, visit: Visit, wanted: Wanted) -> bytes:
    from publish.slides import powerpoint
    try:
        return powerpoint.write(deck, wanted.template, visit.maps.get(OUTLINES))
    except TemplateError as refusal:
        raise SlidesError(str(refusal)) from None


def _pdf(deck: Deck, visit: Visit, wanted: Wanted) -> bytes:
    from publish.slides import pdf
    return pdf.write(deck, visit.maps[OUTLINES])


def _html(deck: Deck, visit: Visit, wanted: Wanted) -> bytes:
    return page.html(deck, visit.maps[OUTLINES]).encode()


WRITERS: dict[str, Callable[[Deck, Visit, Wanted], bytes]] = {".pptx": _powerpoint, ".pdf": _pdf, ".html": _html}
"""By the ending of the file: what writes it."""


def written(deck: Deck, visit: Visit, wanted: Wanted, out: Path) -> bytes:
    """The file of a deck in the form that its ending names; raises SlidesError."""
    return _writer(out)(deck, visit, wanted)


def _writer(out: Path) -> Callable[[Deck, Visit, Wanted], bytes]:
    if out.suffix.lower() not in WRITERS:
        raise SlidesError(f"--out is {out.name}; write a file that ends in {', '.join(WRITERS)}")
    return WRITERS[out.suffix.lower()]


def known(visit: Visit) -> Known:
    """The ids that decks may name in the release of a visit."""
    return Known(visit.register.entities, visit.register.indicators, query.StatementIds(visit.release),
                 visit.register.codes["themes"])


def listed(visitor: Visitor, decks: Mapping[str, DeckRecord], language: str) -> list[str]:
    """A line per deck: its id, its title, what it asks for."""
    words = visited(visitor, Wanted("", language)).words
    return [f"{name:<24} {words.text(record.title)}{''.join(f'  --{ask}' for ask in record.asks)}" for name, record in decks.items()]


def run(visitor: Visitor, decks: Mapping[str, DeckRecord], given: Namespace) -> Iterator[str]:
    """Do what the command line asks; yields what there is to tell. Raises SlidesError."""
    if not given.deck:
        raise SlidesError(f"no deck is named; write one of {', '.join(decks)}")
    if not given.out and not given.compare:
        raise SlidesError("--out is missing; write a file such as --out deck.pptx, or --compare to see what changed")
    record = chosen(decks, given.deck)
    wanted = Wanted(given.deck, given.language or "", given.release or "", {name: getattr(given, name) or "" for name in ASKS},
                    given.compare or "", _read(given.template) if given.template else None)
    if given.compare:
        yield from told(visitor, record, wanted)
    if given.out:
        _writer(given.out)
        visit = visited(visitor, wanted)
        deck = composed(visit, record, wanted)
        _write(given.out, written(deck, visit, wanted, given.out))
        yield f"{given.out}: {len(deck.slides)} slides, release {deck.release} ({deck.release_name})"
        yield from (f"  left out: {text}" for text in deck.skipped)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SlidesError(f"{path} cannot be read ({error.strerror}); write the path of a .pptx") from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise SlidesError(f"{path} cannot be written ({error.strerror}); write another path") from None
