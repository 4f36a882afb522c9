"""What a cell says, as a text that a person would read, and how sure that is.

A workbook keeps numbers as binary fractions and dates as counts of days; how they look is the business of a *number format*.
Here a number becomes its digits (26500, 0.3), a date an ISO date as precise as its format shows, a percentage its percent.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

KEPT_DIGITS = 15
"""Significant digits that Excel keeps of a number; what a file writes beyond them is binary noise."""

_DAYS = {14, 15, 16, 22, *range(27, 32), 36, *range(50, 55), 57, 58}
_MONTHS = {17}
_TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 55, 56, 45, 47}
_ELAPSED = {46}
_PERCENT = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


class Number(str):
    """A text that the workbook holds as a number: digits with a decimal point, whatever the language of its writer.

    Behind it stands `%` where the cell is formatted as percent (0.12 reads as 12%).
    """

    __slots__ = ()


class Moment(str):
    """A text that the workbook holds as a date or time: 2024, 2024-12, 2024-12-31, 2024-12-31T08:30:00, 08:30:00."""

    __slots__ = ()


class Flaw(str):
    """A text that is no value: an error, a truth value, a formula without result. `message` says what to write instead."""

    message = ""

    @classmethod
    def of(cls, text: str, message: str) -> "Flaw":
        """The flaw that shows as `text`."""
        flaw = cls(text)
        flaw.message = message
        return flaw


@dataclass(frozen=True, slots=True)
class Format:
    """What a number format makes of a number: `kind` is number, percent, day, month, year, time, elapsed or text.

    `worded` where it adds words that are not in the cell, `scaled` where it hides digits (thousands shown as units).
    """

    kind: str = "number"
    worded: bool = False
    scaled: bool = False
    code: str = "General"


@lru_cache(maxsize=1_000)
def format_of(number: int, code: str | None) -> Format:
    """The meaning of a number format, by its built-in number or by its code."""
    if code is None:
        kinds = {"percent": _PERCENT, "day": _DAYS, "month": _MONTHS, "time": _TIMES, "elapsed": _ELAPSED, "text": {49}}
        return Format(next((kind for kind, numbers in kinds.items() if number in numbers), "number"))
    first = code.split(";")[0]
    worded = bool(_LETTER.search("".join(re.findall(r'"([^"]*)"', first))))
    bare = _BRACKETS.sub("", _LITERAL.sub("", first)).casefold()
    scaled = bool(re.search(r"[0#?],+(?![0#?])", bare))
    return Format(_kind(bare), worded, scaled, code)


def _kind(bare: str) -> str:
    if "general" in bare or not bare:
        return "number"
    if "%" in bare:
        return "percent"
    if bare.strip() == "@":
        return "text"
    if "[" in bare:
        return "elapsed"
    if re.search("[0#?]", bare.replace(".0", "").replace(".00", "")) and not re.search("[ydhs]", bare):
        return "number"
    return _kind_of_date(bare)


def _kind_of_date(bare: str) -> str:
    clock = bool(re.search("[hs]|am/pm", bare))
    if "d" in bare or ("y" in bare and clock):
        return "day"
    if clock:
        return "time"
    if "y" in bare:
        return "month" if "m" in bare else "year"
    return "month" if "m" in bare else "number"


def number_of(raw: str) -> Decimal | None:
    """The number that a file writes, rounded to the digits that Excel keeps; None where it is none."""
    try:
        given = Decimal(raw.strip())
    except InvalidOperation:
        return None
    if not given.is_finite() or abs(given.adjusted()) > 308:
        return None
    return rounded(given)


def rounded(given: Decimal) -> Decimal:
    """A number to 15 significant digits: 0.30000000000000004 is 0.3, as Excel shows it."""
    places = KEPT_DIGITS - 1 - given.adjusted()
    return given if -given.as_tuple().exponent <= places else given.quantize(Decimal(1).scaleb(-places))


def digits(number: Decimal) -> str:
    """A number as its digits, without exponent and without zeros at its end: 26500, 0.3, -5."""
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def loses_digits(raw: str) -> bool:
    """Whether a whole number has more digits than a workbook keeps: its last ones may have become zeros when it was typed.

    Round amounts (a quadrillion) are spared: they have at most 12 digits before their zeros.
    """
    whole = raw.strip().lstrip("+-").partition(".")[0].lstrip("0")
    return whole.isdecimal() and len(whole) > KEPT_DIGITS and len(whole.rstrip("0")) > 12


def moment_of(serial: Decimal, kind: str, from_1904: bool) -> str | None:
    """A count of days as an ISO date or time, as precise as the format; None where it is no date.

    Days count from 1900-01-01 = 1, with a 29 February 1900 (60) that never was, or from 1904-01-01 = 0.
    """
    if kind == "elapsed":
        return _clock(serial) if serial >= 0 else None
    if kind == "time" and 0 <= serial < 1:
        return _clock(serial)
    when = _when(serial, from_1904)
    if when is None:
        return None
    if kind in ("year", "month"):
        return f"{when.year:04}" if kind == "year" else f"{when.year:04}-{when.month:02}"
    return when.date().isoformat() if when.time() == datetime.min.time() else when.isoformat(timespec="seconds")


def _when(serial: Decimal, from_1904: bool) -> datetime | None:
    if serial < (0 if from_1904 else 1) or serial >= 2_958_466 or (not from_1904 and 60 <= serial < 61):
        return None
    first = "1904-01-01" if from_1904 else "1899-12-31" if serial < 60 else "1899-12-30"
    try:
        return datetime.fromisoformat(first) + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None


def _clock(part: Decimal) -> str:
    seconds = round(part * 86_400)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text with the characters that XML cannot carry, which a workbook writes as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def column_name(index: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name


_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@lru_cache(maxsize=20_000)
def column_of(letters: str) -> int:
    """The index of a column by its letters: A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def place_of(reference: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of a cell's name; None where it is none or outside of any sheet."""
    found = _REFERENCE.fullmatch(reference)
    if not found or (column := column_of(found[1])) >= 16_384 or (row := int(found[2])) > 1_048_576:
        return None
    return row, column
