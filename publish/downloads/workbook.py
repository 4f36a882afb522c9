"""A download as a workbook: what is shown in the reader's language, the same as data in every language, its sources, what its
codes and columns mean, and what it is and how to cite it."""

from collections.abc import Sequence
from math import ceil

from layouts.visit import Visit
from loaders.parse import day
from publish import caching
from publish.downloads import legend, taken
from publish.downloads.book import Book, Sheet
from publish.downloads.formats import number_format
from publish.downloads.taken import Column, Row, Taken

WIDTHS = {"entity": 26, "indicator": 34, "breakdown": 18, "period": 16, "as_said": 27, "value": 14, "value_high": 13, "status": 12,
          "flags": 26, "source": 46, "locator": 27, "note": 34, "card": 11}
"""Columns of the first sheet, each with its width in characters."""

ABOUT = 100
NUMERIC = ("as_said", "value", "value_high")
WIDEST, NARROWEST, LOOKED_AT = 42, 9, 50
"""Characters of the widest and of the narrowest column of data, and rows that are looked at for it."""


def write(visit: Visit, wanted: Taken, columns: Sequence[Column], base: str) -> bytes:
    """The workbook."""
    words, release = visit.words, visit.release
    brand = words.text(visit.settings["brand"]["name"])
    book = Book(wanted.title, brand, release.made)
    footer = f"{brand} · {words('deck.release', number=release.number, name=release.short)} · {base}"
    if wanted.drawn:
        _drawn(visit, book, wanted, base, footer)
    if wanted.rows:
        _shown(visit, book, wanted, base, footer)
        _data(book, visit, wanted, columns, footer)
        _sources(book, visit, wanted, footer)
        legend.write(book, visit, columns, footer)
    _about(book, visit, wanted, base, footer)
    return book.bytes


# what is shown -----------------------------------------------------------------


def _shown(visit: Visit, book: Book, wanted: Taken, base: str, footer: str) -> None:
    """The statements for reading: a row each, with its value as said and as a number."""
    names = _told(wanted.rows)
    sheet = book.sheet(visit.words("download.sheet.table"), [WIDTHS[name] for name in names], footer)
    _headed(sheet, visit, wanted, base)
    first = sheet.row
    sheet.head([visit.words(f"download.column.{name}") for name in names], [n for n, name in enumerate(names) if name in NUMERIC])
    for row in wanted.rows:
        _line(sheet, visit, base, names, row)
    sheet.filtered(first, len(names))
    _remarked(sheet, wanted)


def _drawn(visit: Visit, book: Book, wanted: Taken, base: str, footer: str) -> None:
    """A figure that is a table, as it is drawn."""
    widths = [max(NARROWEST, *(min(WIDEST, len(row[n]) + 3) for row in wanted.drawn if n < len(row))) for n in range(len(wanted.drawn[0]))]
    sheet = book.sheet(visit.words("download.sheet.drawn"), widths, footer)
    _headed(sheet, visit, wanted, base)
    first = sheet.row
    sheet.head(wanted.drawn[0])
    for row in wanted.drawn[1:]:
        sheet.tall(max(ceil(len(text) / (width * 1.1)) for text, width in zip(row, widths, strict=False)))
        for place, text in enumerate(row):
            sheet.text(place, text, "wrapped" if place else "strong")
        sheet.row += 1
    sheet.filtered(first, len(widths))
    _remarked(sheet, wanted)


def _headed(sheet: Sheet, visit: Visit, wanted: Taken, base: str) -> None:
    """What stands over a table: the finding, its scope, the release and the page."""
    words = visit.words
    sheet.line(wanted.title, "title", 24)
    if wanted.subtitle:
        sheet.line(wanted.subtitle, "subtitle", 16)
    release = words("deck.release", number=visit.release.number, name=visit.release.short)
    sheet.line(f"{release} · {base}{wanted.pages[words.language]}", "small")
    sheet.row += 1


def _remarked(sheet: Sheet, wanted: Taken) -> None:
    """The doubts under a table."""
    sheet.row += 1
    for remark in wanted.remarks:
        sheet.line(remark, "small")


def _told(rows: Sequence[Row]) -> list[str]:
    """The columns that say something of some row."""
    said = {
        "breakdown": any(row["breakdown"] for row in rows), "value_high": any(row["value_high"] == row["value_high"] for row in rows),
        "flags": any(row["flags"] or row["rivals"] for row in rows), "note": any(row["note"] for row in rows),
        "status": any(row["status"] != "A" for row in rows), "locator": any(row["locator"] for row in rows),
    }
    return [name for name in WIDTHS if said.get(name, True)]


def _line(sheet: Sheet, visit: Visit, base: str, names: Sequence[str], row: Row) -> None:
    """One statement, as high as its longest text asks."""
    texts = {name: _text(visit, name, row) for name in names if name not in ("value", "value_high", "card")}
    sheet.tall(max(ceil(len(text) / (WIDTHS[name] * 1.1)) for name, text in texts.items()))
    for place, name in enumerate(names):
        if name in ("value", "value_high"):
            sheet.number(place, row[name], _format(visit, row[name], row["unit"]))
        elif name == "card":
            sheet.link(place, taken.card(visit, base, row["statement"]), row["statement"])
        else:
            sheet.text(place, texts[name], _look(name))
    sheet.row += 1


def _look(name: str) -> str:
    return {"entity": "strong", "as_said": "said"}.get(name, "wrapped")


def _text(visit: Visit, name: str, row: Row) -> str:
    """What a column of the first sheet says, in the reader's language."""
    words = visit.words
    if name == "status":
        return words(f"status.{row['status']}") if row["status"] != "A" else ""
    if name == "flags":
        told = [words(f"flag.{flag}") for flag in row["flags"]]
        return "; ".join([*told, *([words("mark.conflict.n", n=row["rivals"] + 1, count=row["rivals"] + 1)] if row["rivals"] else [])])
    if name == "source":
        return f"{words.producer(row['source'])}: {words.source(row['source'])}"
    if name in ("locator", "note"):
        return words.text(row[name])
    return taken.NAMED[name](words, row)


def _format(visit: Visit, value: float | None, unit: str) -> str:
    known = visit.register.codes["units"].get(unit)
    return "General" if value is None or value != value else number_format(value, known.kind if known else "count")


# the data, the sources ------------------------------------------------------------


def _data(book: Book, visit: Visit, wanted: Taken, columns: Sequence[Column], footer: str) -> None:
    """The same rows for programs: the columns of the CSV, typed, names in the first row."""
    sheet = book.sheet(visit.words("download.sheet.data"), [_width(column, wanted.rows) for column in columns], footer, printed=False)
    sheet.head([column.name for column in columns], height=18)
    for row in wanted.rows:
        for place, column in enumerate(columns):
            value = column.read(row)
            if isinstance(value, bool):
                sheet.truth(place, value)
            elif isinstance(value, (int, float)):
                shown = _format(visit, value, row["unit"]) if column.name in ("value", "value_high") else "0"
                sheet.number(place, value, shown, "data_number")
            elif value not in (None, ""):
                sheet.text(place, value, "data")
        sheet.row += 1
    sheet.filtered(0, len(columns))


def _width(column: Column, rows: Sequence[Row]) -> float:
    """A width that most of a column's texts fit in; of many rows the first are looked at."""
    seen = [len(str(value)) for row in rows[:LOOKED_AT] if (value := column.read(row)) is not None]
    return min(WIDEST, max(NARROWEST, len(column.name) + 3, *seen, 0) + 1)


def _sources(book: Book, visit: Visit, wanted: Taken, footer: str) -> None:
    """Every source of the rows, in every language: title, producer, date, address, licence, rows that rest on it."""
    counted: dict[str, int] = {}
    for row in wanted.rows:
        counted[row["source"]] = counted.get(row["source"], 0) + 1
    spoken = taken.in_every_language(visit)
    names = [*(f"title_{code}" for code in spoken), *(f"producer_{code}" for code in spoken), "published", "address", "licence", "kind"]
    widths = [*[44] * len(spoken), *[26] * len(spoken), 13, 44, 24, 12]
    sheet = book.sheet(visit.words("download.sheet.sources"), [24, *widths, 11], footer)
    sheet.head(["source", *names, "statements"], [len(names) + 1], height=18)
    for source_id, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        source = visit.register.sources[source_id]
        told = [*(source.title.get(code, "") for code in spoken), *(source.producer.get(code, "") for code in spoken),
                source.published, source.address, source.licence, source.kind]
        for place, text in enumerate([source_id, *told]):
            sheet.text(place, text, "wrapped")
        sheet.number(len(told) + 1, count)
        sheet.row += 1
    sheet.filtered(0, len(names) + 2)


# what it is -----------------------------------------------------------------------


def _about(book: Book, visit: Visit, wanted: Taken, base: str, footer: str) -> None:
    """What the file holds, of which release, whether it follows the newest, and how to cite it: in every language."""
    sheet = book.sheet(visit.words("download.sheet.about"), [26, ABOUT], footer)
    for other in taken.in_every_language(visit).values():
        sheet.line(other.words.text(visit.settings["brand"]["name"]), "title", 24)
        for name, text in _facts(other, wanted, base):
            sheet.tall(ceil(len(text) / ABOUT))
            sheet.text(0, name, "strong")
            sheet.text(1, text, "wrapped")
            sheet.row += 1
        sheet.row += 1


def _facts(visit: Visit, wanted: Taken, base: str) -> list[tuple[str, str]]:
    words, release = visit.words, visit.release
    title, address = wanted.titles[words.language], base + wanted.pages[words.language]
    brand, made = words.text(visit.settings["brand"]["name"]), words.day(day(release.made[:10]))
    return [(words(f"download.about.{name}"), text) for name, text in (
        ("holds", title), ("rows", words.number(len(wanted.rows))),
        ("release", f"{words('deck.release', number=release.number, name=release.short)}, {made}"), ("hash", release.hash),
        ("state", words("download.frozen" if caching.frozen(visit) else "download.living")), ("page", address),
        ("cite", words("download.cite", name=brand, title=title, number=release.number, short=release.short, day=made, address=address)),
        ("licence", words("download.licence")),
    )]
