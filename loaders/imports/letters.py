"""Whether a text was decoded as it was written: what a wrong encoding leaves behind. Pure.

A single-byte encoding decodes any bytes, so that a wrong one is silent rubbish. Each sign below is
what the letters of one encoding look like in another, and hardly ever stands in a real text.
"""

import codecs
import re

ENCODINGS = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1250", "windows-1251", "windows-1252", "windows-1253",
    "windows-1254", "windows-1257", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-13",
    "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "cp437", "cp850", "cp852", "cp866", "cp1125", "mac-cyrillic",
)
"""Encodings of texts that a recipe may name, and no others: Python knows codecs that are none (rot13, zlib)."""
_KNOWN = {codecs.lookup(name).name: name for name in ENCODINGS}
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
"""Bytes that no table holds, whatever its encoding (but UTF-16, whose every second byte is one)."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")

_LATIN_RUN = re.compile("[À-ÿ¿³´º²ª¯¥]{4}|[À-ÿ]{3}")
_UTF8_AS_LATIN = re.compile("(?:[ÐÑÃÂ][\x80-\xbf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]){2}")
_BOXES = re.compile("[\u2500-\u259f]")
_INVERTED = re.compile("(?<![А-Яа-яЁёІіЇїЄєҐґ])[а-яёіїєґ][А-ЯЁІЇЄҐ]{2}")
_CAPITALISED = re.compile("(?<![А-Яа-яЁёІіЇїЄєҐґ])[А-ЯЁІЇЄҐ][а-яёіїєґ]{2}")
_SIGN_INSIDE = re.compile("[А-Яа-яіїєґ][¦§°±¶·‹›€†‡‰¤¬©®™µ¨][А-Яа-яіїєґ]")


def known(name: str) -> str | None:
    """The name Python has for an encoding of texts; None for what is none."""
    try:
        return found if (found := codecs.lookup(name).name) in _KNOWN else None
    except LookupError:
        return None


def marked(head: bytes) -> str | None:
    """The encoding that the first bytes of a file declare."""
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)


def wrong(text: str, encoding: str) -> tuple[int, str] | None:
    """Where and why a decoded text cannot be what was written; None where it looks like a text."""
    if text.isascii():
        return None
    if found := CONTROL.search(text):
        return found.start(), f"the text holds the control character U+{ord(found[0]):04X}"
    if not encoding.startswith("utf") and _is_utf8(text, encoding):
        return _first_foreign(text), "the bytes are UTF-8"
    for sign in (_UTF8_AS_LATIN, _BOXES):
        if found := sign.search(text):
            return found.start(), f"letters read as {_shown(text, found)}"
    return _unlikely(text)


def _unlikely(text: str) -> tuple[int, str] | None:
    """Signs that a single word may have, and most words of a wrongly decoded text do."""
    runs = list(_LATIN_RUN.finditer(text))
    if runs and (len(runs) > 2 or any(len(found[0]) > 3 for found in runs)):
        return runs[0].start(), f"letters read as {_shown(text, runs[0])}"
    for sign in (_INVERTED, _SIGN_INSIDE):
        odd = list(sign.finditer(text))
        if odd and len(odd) * 4 > len(_CAPITALISED.findall(text)):
            return odd[0].start(), f"letters read as {_shown(text, odd[0])}"
    return None


def _is_utf8(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return False
    return True


def _first_foreign(text: str) -> int:
    return next(place for place, letter in enumerate(text) if letter > "\x7f")


def _shown(text: str, found: re.Match) -> str:
    """The word around what was found."""
    start, end = found.span()
    while start and text[start - 1].isalpha() and found.end() - start < 20:
        start -= 1
    while end < len(text) and text[end].isalpha() and end - start < 20:
        end += 1
    return text[start:end]
