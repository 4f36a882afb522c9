"""A citation as an entry of BibTeX (and of BibLaTeX, which reads the same). Pure.

The signs that LaTeX takes for its own are escaped in texts; an address stands as it is, but for braces, which would end the
field. Letters beyond ASCII stay: BibTeX of this century reads UTF-8.
"""

import re

from layouts.words import Words
from publish.cite import plain
from publish.cite.cited import Cited, ends, year

ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})
TYPES = {"report": "techreport", "article": "article"}
"""By kind of source; all others are `misc`, the one type that every style knows for pages and data."""

HOLDER = {"techreport": "institution", "article": "journal", "misc": "publisher"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NOT_A_KEY = re.compile(r"[^A-Za-z0-9.:-]+")


def entry(cited: Cited, words: Words) -> str:
    """The entry, each field on a line of its own, ending with a line feed."""
    kind = TYPES.get(cited.kind, "misc")
    key = NOT_A_KEY.sub("-", f"{cited.key}-r{cited.release}-{cited.language}")
    fields = [f"  {name} = {value}," for name, value in _fields(cited, words, kind) if value]
    return "\n".join([f"@{kind}{{{key},", *fields, "}"]) + "\n"


def _fields(cited: Cited, words: Words, kind: str) -> list[tuple[str, str]]:
    """Names and values; an empty value is left out. A name in two pairs of braces is no person's, and keeps its capitals."""
    note = " ".join([plain.stopped(cited.told), *plain.kept(cited, words)])
    return [
        ("author", "{{" + escaped(cited.producer) + "}}"), ("title", "{{" + escaped(cited.title) + "}}"),
        (HOLDER[kind], "{" + escaped(cited.producer) + "}"),
        ("year", "{" + (year(cited.published) or escaped(words("cite.undated"))) + "}"), ("month", _month(cited.published)),
        ("note", "{" + escaped(note) + "}"), ("url", "{" + address(cited.address) + "}"),
        ("urldate", "{" + cited.accessed.isoformat() + "}"), ("language", "{" + words("cite.bibtex.language") + "}"),
    ]


def _month(published: str) -> str:
    """The month as the styles spell it, where one is known."""
    days = ends(published)
    return MONTHS[days[0][1] - 1] if len(days) == 1 and len(days[0]) > 1 else ""


def escaped(text: str) -> str:
    """A text with LaTeX's own signs escaped, on one line."""
    return " ".join(text.split()).translate(ESCAPES)


def address(text: str) -> str:
    """An address within braces: what would end or open them is percent-encoded, and so is a backslash."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
