"""The sheet that explains a workbook: what its codes and its columns mean, in every language."""

from collections.abc import Iterator, Sequence

from layouts.visit import Visit
from publish.downloads.book import Book
from publish.downloads.taken import Column, in_every_language

CODES = {
    "qualifier": ("bundle.qualifier", ("exact", "at_least", "about", "up_to", "range")),
    "status": ("status", ("A", "B", "D", "E", "F", "L", "M", "P", "U", "planned")),
    "sense": ("bundle.sense", ("whole", "within", "since", "as_of", "unknown")),
    "basis": ("basis", ("self_reported", "reported", "study", "survey", "register", "statistics", "hearsay", "derived")),
    "flags": ("flag", ("suspected_typo", "mistranslation", "unit_missing", "ambiguous_date", "period_unclear", "vague", "scope_unclear",
                       "out_of_range", "source_contradicts_itself", "list_counted")),
    "why_shown": ("why_shown", ("resolution", "only", "outcome", "undoubted", "stated", "precise", "latest", "first_id")),
}
"""Columns that hold codes: the beginning of the words' keys, and the codes."""


def write(book: Book, visit: Visit, columns: Sequence[Column], footer: str) -> None:
    """One row per code and per column, explained in every language."""
    spoken = in_every_language(visit)
    sheet = book.sheet(visit.words("download.sheet.legend"), [18, 26, *[60] * len(spoken)], footer)
    names = [visit.languages.get(code, code) for code in spoken]
    sheet.head([visit.words("download.column.column"), visit.words("download.column.code"), *names], height=18)
    for column, code, key in rows(columns):
        sheet.text(0, column, "strong")
        sheet.text(1, code)
        for place, other in enumerate(spoken.values(), 2):
            sheet.text(place, other.words(key), "wrapped")
        sheet.row += 1
    sheet.filtered(0, len(spoken) + 2)


def rows(columns: Sequence[Column]) -> Iterator[tuple[str, str, str]]:
    """(column, code, key of what it means): the codes first, then the columns, one of each name in all languages."""
    for column, (start, codes) in CODES.items():
        yield from ((column, code, f"{start}.{code}") for code in codes)
    yield from ((column.name, "", f"bundle.of.{column.name}") for column in columns if not column.named)
    yield from ((f"{name}_…", "", f"download.named.{name}") for name in dict.fromkeys(column.named for column in columns if column.named))
