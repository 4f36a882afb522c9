"""README.md and its other languages: what is in a bundle, how to read it, how to cite it. Pure."""

from collections.abc import Sequence

from layouts.words import Words
from publish.standards.contents import ENGLISH, Contents
from publish.standards.tables import Table

PARTS = ("files", "reading", "marks", "licence", "cite", "back")
QUALIFIERS = ("exact", "at_least", "about", "up_to", "range")
STATUSES = ("A", "B", "D", "E", "F", "L", "M", "P", "U", "planned")


def path(language: str) -> str:
    """The name of the readme in a language: the English one is the one that programs show."""
    return "README.md" if language == ENGLISH else f"README.{language}.md"


def write(contents: Contents, language: str, tables: Sequence[Table]) -> str:
    """The readme in one language."""
    words = contents.words[language]
    title = contents.name.get(language) or contents.name[ENGLISH]
    lead = words("bundle.readme.lead", release=contents.short, hash=contents.hash, statements=words.number(len(contents.statements)),
                 observations=words.number(len(contents.shown)), newest=words.period(contents.newest))
    parts = [f"# {title}", words("bundle.description"), lead]
    for part in PARTS:
        parts += [f"## {words(f'bundle.readme.{part}')}", *_part(contents, words, part, tables)]
    return "\n\n".join(parts) + "\n"


def _part(contents: Contents, words: Words, part: str, tables: Sequence[Table]) -> list[str]:
    if part == "files":
        own = [(table.path, words(f"bundle.table.{table.kind}") + f" ({words.number(len(table.rows))})") for table in tables]
        forms = [(name, words(f"bundle.form.{key}")) for name, key in FORMS]
        return [_table(words, "bundle.readme.file", "bundle.readme.holds", [*own, *forms])]
    if part == "marks":
        rows = [*((f"`{one}`", words(f"bundle.qualifier.{one}")) for one in QUALIFIERS),
                *((f"`{one}`", words(f"status.{one}")) for one in STATUSES)]
        return [_table(words, "bundle.readme.code", "bundle.readme.means", rows)]
    if part == "cite":
        return [words("bundle.readme.cite.text"), "> " + words("bundle.citation", name=contents.name.get(words.language) or
                contents.name[ENGLISH], release=contents.short, day=words.period(contents.newest))]
    return [words(f"bundle.readme.{part}.text")]


FORMS = (
    ("sdmx/observations.csv", "sdmx"), ("sdmx/observations.sdmx-csv-1.0.csv", "sdmx_first"), ("sdmx/structure.json", "structure"),
    ("json-stat/", "json_stat"), ("datapackage.json", "package"), ("csv-metadata.json", "csvw"), ("dataset.jsonld", "json_ld"),
    ("CITATION.cff", "citation"), ("SHA256SUMS", "sums"),
)
"""The files beside the tables, each with the key of its word."""


def _table(words: Words, *rest) -> str:
    first, second, rows = rest
    lines = [f"| {words(first)} | {words(second)} |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {text} |" for name, text in rows)])
