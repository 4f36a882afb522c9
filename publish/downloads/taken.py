"""What a download holds: the statements behind a figure or of everything, each as a row with its names in every language."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from layouts.visit import IN_A_PATH, Visit
from layouts.words import Words
from metrics import frames, query, registers
from publish import caching
from publish.drawing.blocks import Block, Map, Table, Timeline
from publish.pictures.home import home
from publish.pictures.picture import picture

ATLAS = "atlas"
"""The name of the download that holds everything."""

AT_A_TIME = 100
"""Entities whose statements are in memory at once, where everything is written as CSV."""

Row = Mapping
Drawn = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Column:
    """One column: its name, what it says of a row (None where it says nothing), and, where it is told in every
    language, its name without the language."""

    name: str
    read: Callable[[Row], object]
    named: str = ""


@dataclass(frozen=True)
class Taken:
    """One download: its name, what is on it in the reader's language, and its rows.

    A row is one of `query.statements`, with the columns of the API under `api`. `drawn` is the table that the figure itself
    is, where it is one: a list of members or events is told in names, not in statements. `titles` and `pages` (the page that it is
    from) are by language.
    """

    name: str
    title: str
    subtitle: str
    remarks: tuple[str, ...]
    rows: Sequence[Row]
    drawn: Drawn
    titles: Mapping[str, str]
    pages: Mapping[str, str]


def figure(visit: Visit, name: str, choices: Mapping[str, str]) -> Taken:
    """What a figure shows, in its order. Raises tray.Refused and picture.NothingToShow."""
    made = picture(visit, name, choices)
    found = {row["statement"]: row for row in rows(visit, query.statements(visit.release, ids=made.statements))}
    shown = [found[one] for one in made.statements if one in found]
    spoken = in_every_language(visit)
    titles = {code: picture(other, name, choices).title if other is not visit else made.title for code, other in spoken.items()}
    pages = {code: home(other, name, choices) for code, other in spoken.items()}
    return Taken(name, made.title, made.subtitle, made.remarks, shown, _drawn(visit.words, made.blocks), titles, pages)


def everything(visit: Visit) -> Taken:
    """All statements of the release."""
    spoken = in_every_language(visit)
    titles = {code: other.words("download.everything") for code, other in spoken.items()}
    pages = {code: other.with_choices(lang=code).link("/sources") for code, other in spoken.items()}
    brand = visit.words.text(visit.settings["brand"]["name"])
    return Taken(ATLAS, brand, visit.words("download.everything"), (), rows(visit, query.statements(visit.release)), (), titles, pages)


def _drawn(words: Words, drawn: Iterable[Block]) -> Drawn:
    """The rows of what is drawn as a table, a list of dates or places with names, their head first."""
    found: list[tuple[str, ...]] = []
    for one in drawn:
        if isinstance(one, Table):
            found += [one.head, *one.rows] if not found else one.rows
        elif isinstance(one, Timeline):
            found += [(words("download.column.period"), words("download.column.what"), words("download.column.note")), *one.items]
        elif isinstance(one, Map) and not any(part.statement for part in (*one.dots, *one.areas)):
            found += [(words("download.column.name"),), *((dot.name,) for dot in one.dots)]
    return tuple(found)


def in_every_language(visit: Visit) -> dict[str, Visit]:
    """The same visit in every language that there is, by its code; the reader's own as it is."""
    return {code: visit if code == visit.words.language else replace(visit, words=Words(code, visit.words.tables, visit.register))
            for code in visit.words.tables}


def in_parts(visit: Visit) -> Iterator[list[Row]]:
    """All statements of the release, in the same order, a part of them at a time."""
    entities = sorted(visit.register.entities)
    for start in range(0, len(entities), AT_A_TIME):
        yield rows(visit, query.statements(visit.release, entities=entities[start:start + AT_A_TIME]))


def rows(visit: Visit, statements) -> list[Row]:
    """Rows of `query.statements`, each with what the API says of it."""
    told = frames.csv_frame(statements, visit.release.number, registers.unit_names(visit.register)).to_dict("records")
    return [{**row, "api": api} for row, api in zip(statements.to_dict("records"), told, strict=True)]


def columns(visit: Visit, base: str) -> list[Column]:
    """The columns of the API, then the rest of a statement, its names in every language, and the address of its card."""
    own = [Column(name, lambda row, name=name: row["api"][name]) for name in frames.CSV_COLUMNS]
    more = [Column(name, lambda row, name=name: row[name]) for name in MORE]
    named = [Column(f"{name}_{code}", lambda row, read=read, words=other.words: read(words, row), name)
             for name, read in NAMED.items() for code, other in in_every_language(visit).items()]
    return [*own, *more, *named, Column("card", lambda row: card(visit, base, row["statement"]))]


def card(visit: Visit, base: str, statement: str) -> str:
    """The address of the card of a statement; of the pinned release where the download is pinned."""
    pinned = f"?release={visit.release.number}" if caching.frozen(visit) else ""
    return f"{base}/figure/{quote(statement, safe=IN_A_PATH)}{pinned}"


def said(words: Words, row: Row) -> str:
    """What a statement says, hedge and unit included; of a dated fact the date."""
    return words.period(row["period"], row["sense"]) if row["period_kind"] == "date" else words.said(row)


def _text(name: str) -> Callable[[Words, Row], str]:
    """A text of the data in one language only, empty where it is not told in it."""
    return lambda words, row: (row[name] or {}).get(words.language, "")


MORE = ("period", "sense", "precision", "basis", "counts", "theme", "edition", "sample_size", "rivals", "why_shown")
NAMED: Mapping[str, Callable[[Words, Row], str]] = {
    "as_said": said,
    "entity": lambda words, row: words.entity(row["entity"]),
    "indicator": lambda words, row: words.indicator(row["indicator"]),
    "counts": lambda words, row: words.code("counts", row["counts"]),
    "unit": lambda words, row: words.code("units", row["unit"]),
    "breakdown": lambda words, row: words.breakdown(row["breakdown"]),
    "period": lambda words, row: words.period(row["period"], row["sense"]),
    "source": lambda words, row: words.source(row["source"]),
    "producer": lambda words, row: words.producer(row["source"]),
    "said_by": _text("said_by"), "locator": _text("locator"), "note": _text("note"),
}
"""What is told in every language, by the beginning of the column's name."""
