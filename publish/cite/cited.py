"""What a citation names, as plain data: the record that the writers of citations read, and how it is made from a visit."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote

from layouts.figures import card
from layouts.figures.catalogue import doubted
from layouts.visit import IN_A_PATH, Visit
from loaders import parse
from loaders.deck_records import DeckRecord, SlideRecord
from publish.pictures.home import home
from publish.slides import compose, tray
from publish.slides.making import CannotCompose
from publish.slides.slide import Slide

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cited:
    """One figure as it is cited, in one language. `published` and `made` are ISO texts, as precise as known, or empty.

    `figure` says what is cited, hedge included; `doubts` what a reader must know before repeating it. `kind` is that of
    the source (records.Source.kind). `address` is pinned to the release; `origin` is the source's own, empty where unknown.
    """

    key: str
    kind: str
    language: str
    producer: str
    title: str
    published: str
    published_told: str
    origin: str
    figure: str
    doubts: str
    atlas: str
    release: int
    short: str
    made: str
    accessed: date
    address: str

    @property
    def told(self) -> str:
        """What is cited, and in brackets what is doubted of it."""
        return f"{self.figure} [{self.doubts}]" if self.doubts else self.figure


def statement(visit: Visit, name: str, accessed: date) -> Cited | None:
    """The citation of the observation that a statement belongs to: of what is shown of it. None where no release ever held it."""
    found = card.place(visit, name)
    if found is None:
        return None
    told = card.shown(found.visit, name)
    source = found.visit.register.sources[told["source"]]
    edition = next((one for one in source.editions if one.id == told["edition"]), None)
    words = found.visit.words
    return Cited(
        key=told["statement"], kind=source.kind, language=words.language, producer=words.producer(source.id),
        title=(edition.title if edition and edition.title else words.source(source.id)),
        published="" if source.published == UNKNOWN else source.published,
        published_told=words("cite.undated") if source.published == UNKNOWN else words.period(source.published),
        origin=_origin(source, edition), figure=_figure(found.visit, told), doubts=_doubts(found.visit, told),
        address=_address(found.visit, told["statement"]), **_atlas(found.visit, accessed))


def figure(visit: Visit, item: str, accessed: date) -> Cited | None:
    """The citation of a whole figure by its address (`ranking?indicator=...`): of the view that the atlas made of its sources.

    None where the address names no figure of this release, or nothing is drawn for it.
    """
    found = list(tray.records(visit, (item,)))
    slides = drawn(visit, found[0][1]) if found else ()
    if not slides:
        return None
    words, slide = visit.words, slides[0]
    brand = words.text(visit.settings["brand"]["name"])
    name, _, choices = item.partition("?")
    return Cited(
        key=name, kind="dataset", language=words.language, producer=brand, title=slide.title, published=visit.release.made[:10],
        published_told=words.day(date.fromisoformat(visit.release.made[:10])), origin="", figure=slide.source, doubts="",
        address=visit.site + home(visit.with_choices(release=str(visit.release.number)), name, dict(parse_qsl(choices))),
        **_atlas(visit, accessed))


def drawn(visit: Visit, record: SlideRecord) -> tuple[Slide, ...]:
    """The slides that one record of a figure becomes; none where it cannot be drawn."""
    deck = DeckRecord(id="figure", title={"en": "figure"}, slides=(record,))
    try:
        return tuple(slide for slide in compose.compose(visit, deck, {}).slides if slide.layout == record.kind)
    except CannotCompose:
        return ()


def _atlas(visit: Visit, accessed: date) -> dict:
    """What every citation says of the atlas."""
    return {"atlas": visit.words.text(visit.settings["brand"]["name"]), "release": visit.release.number, "short": visit.release.short,
            "made": visit.release.made[:10], "accessed": accessed}


def _origin(source, edition) -> str:
    """The address of the edition, else of the source."""
    known = [one.address for one in (edition, source) if one is not None and one.address != UNKNOWN]
    return known[0] if known else ""


def _figure(visit: Visit, row: dict) -> str:
    """What is cited: whose, what, when, how much as said, and the place in the source."""
    words = visit.words
    dated = row["period_kind"] == "date"
    what = [words.entity(row["entity"]), words.indicator(row["indicator"]), words.breakdown(row["breakdown"]),
            "" if dated else words.period(row["period"], row["sense"])]
    place = words.text(row["locator"])
    key = "cite.figure.at" if place else "cite.figure"
    return words(key, what=", ".join(part for part in what if part), value=words.told(row), place=place)


def _doubts(visit: Visit, row: dict) -> str:
    """That sources differ, and the flags of doubt; empty where there is none."""
    words = visit.words
    found = [words("card.differ", n=row["rivals"] + 1, count=row["rivals"] + 1)] if row["rivals"] else []
    return "; ".join([*found, *(words(f"flag.{flag}") for flag in row["flags"] if doubted((flag,)))])


def _address(visit: Visit, name: str) -> str:
    """The card, pinned to its release."""
    return visit.site + visit.pinned(f"/figure/{quote(name, safe=IN_A_PATH)}")


def year(text: str) -> str:
    """The year of an ISO text, empty for none."""
    return text[:4] if text else ""


def ends(text: str) -> list[list[int]]:
    """The days, months or years of a publication's date as numbers: one, or the two ends of a span."""
    if not text:
        return []
    given = parse.period(text)
    known = dict.fromkeys(one for one in (given.start_text, given.end_text) if one)
    return [_numbers(one) for one in known]


def _numbers(text: str) -> list[int]:
    """2023-12 as [2023, 12]; of a quarter or half the year alone."""
    parts = text.split("-")
    return [int(part) for part in parts] if all(part.isdigit() for part in parts) else [int(parts[0])]
