"""What one cell looks like: empty, a missing mark, a period, a number, a code, words."""

import re
from functools import lru_cache

from loaders.guess import periods

SPACES = " \u00a0\u202f\u2009"
MISSING = frozenset((
    ":", "..", "...", "…", "-", "–", "—", "x", "х", "na", "n/a", "n.a.", "nan", "null", "none", "н/д", "н.д.", "нд", "к", "c",
    "*", ".", "#n/a", "#н/д", "(x)", "--",
))
"""Signs that print no number where one is expected. A code such as NA is one only in a column of numbers."""

_CURRENCY = r"(?:[$€£₴¥]|US\$|USD|EUR|UAH|грн\.?|дол\.?)"
_DIGITS = rf"[0-9]{{1,3}}(?:[{SPACES}.,'’][0-9]{{3}})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?"
NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+−–])?[{SPACES}]?(?P<before>{_CURRENCY}[{SPACES}]?)?(?P<digits>{_DIGITS}|[.,][0-9]+)(?P<power>[eE][-+]?[0-9]{{1,3}})?"
    rf"(?:[{SPACES}]?(?P<after>%|‰|{_CURRENCY}))?(?(open)\))"
)
FLAGGED = re.compile(r"(?P<number>\S.*?[0-9]|:)[ ]?(?P<flags>[a-z]{1,3}|\*{1,3})")
"""A number (or a missing mark) with the letters of its flags behind it, as Eurostat writes them."""

_CODE = re.compile(r"[A-Za-zА-Яа-яІіЇїЄє]{0,4}[-_.]?[0-9A-Z_.-]{2,24}")
_WORDS = re.compile(rf"[^\W\d_][\w{SPACES}.,'’ʼ()«»&/:+–-]*")


@lru_cache(maxsize=65536)
def kind(cell: str) -> str:
    """empty, missing, period, number, flagged, code, words, other."""
    words = cell.strip(SPACES + "\t\r\n")
    if not words:
        return "empty"
    if words.casefold() in MISSING:
        return "missing"
    if periods.kind(words):
        return "period"
    if NUMBER.fullmatch(words):
        return "number"
    if (found := FLAGGED.fullmatch(words)) and (found["number"] == ":" or NUMBER.fullmatch(found["number"])):
        return "flagged"
    if _CODE.fullmatch(words):
        return "code"
    return "words" if _WORDS.fullmatch(words) else "other"


def numeric(cell: str) -> bool:
    """Whether a cell holds a number, be it with a flag; a year may be one."""
    return kind(cell) in ("number", "flagged") or (kind(cell) == "period" and cell.strip(SPACES + "\t\r\n").isdecimal())
