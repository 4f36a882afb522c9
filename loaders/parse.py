"""Text to values, strictly: pure functions, the only place that knows how a field is written."""

import calendar
import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic_core import PydanticCustomError

from loaders.amount import Amount, amount
from loaders.refusal import refused
from loaders.refusal import shown as _shown

__all__ = ["Amount", "Period", "agreed", "amount", "day", "fold", "integer", "listed", "number", "number_words",
           "period", "refused", "text", "words", "yes_no"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,9})")
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_LARGEST = 2_147_483_647
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?|-Q([1-4])|-H([12]))?")


def text(given) -> str:
    """A text as written; `0123`, `NO` and `12:30` stay what they are. Composed (NFC), so that й is one letter."""
    if not isinstance(given, str):
        raise refused(f"is {_shown(given)}", "write one text")
    return unicodedata.normalize("NFC", given.strip())


def number(given) -> float:
    """A decimal number with a dot: 26500, -8, 6.73, 1e9."""
    written = isinstance(given, str) and _NUMBER.fullmatch(given.strip())
    if not written and (isinstance(given, bool) or not isinstance(given, (int, float))):
        raise refused(f"is {_shown(given)}", "write a number with digits and a decimal point, such as 26500 or 6.73")
    if not math.isfinite(float(given)):
        raise refused(f"is {_shown(given)}", "write a number that is not infinite")
    return float(given)


def integer(given) -> int:
    """A whole number without leading zeros, of at most 2147483647 (what both databases hold)."""
    written = isinstance(given, str) and _INTEGER.fullmatch(given.strip())
    whole = written or (isinstance(given, int) and not isinstance(given, bool))
    if not whole or abs(int(given)) > _LARGEST:
        raise refused(f"is {_shown(given)}", "write a whole number, such as 16")
    return int(given)


def yes_no(given) -> bool:
    """true or false, nothing else."""
    if isinstance(given, bool):
        return given
    if given not in ("true", "false"):
        raise refused(f"is {_shown(given)}", "write true or false")
    return given == "true"


def day(given) -> date:
    """A calendar day, 2023-12-12."""
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given if _DAY.fullmatch(given) else "")
    except (TypeError, ValueError):
        raise refused(f"is {_shown(given)}", "write a day as year-month-day, such as 2023-12-12") from None


def words(given) -> dict[str, str]:
    """A text per language; one plain text is English."""
    if isinstance(given, str):
        return {"en": given.strip()}
    if not isinstance(given, dict) or not given:
        raise refused(f"is {_shown(given)}", "write one text per language, such as {en: ..., uk: ...}")
    if wrong := [key for key in given if not _LANGUAGE.fullmatch(str(key)) or key == "ua"]:
        raise refused(f"is in {wrong[0]}, which is no language", "write its code, such as en or uk")
    if "en" not in given:
        raise refused(f"is in {', '.join(map(str, given))} only", "write the English text, en, too")
    return given


def listed(given):
    """A list, or one text with `;` between the items (how a CSV cell holds a list)."""
    if isinstance(given, str):
        return tuple(part.strip() for part in given.split(";") if part.strip())
    return given


@dataclass(frozen=True)
class Period:
    """A period: first and last day, and how the source wrote its two ends.

    `start` and `end` are None where open or unknown; `precision` is that of the vaguer end.
    """

    start: date | None
    end: date | None
    start_text: str
    end_text: str
    precision: str

    @property
    def days(self) -> int | None:
        """Length in days, both ends counted; None where an end is open."""
        return (self.end - self.start).days + 1 if self.start and self.end else None


_PRECISIONS = ("day", "month", "quarter", "half", "year", "unknown")


@lru_cache(maxsize=4096)
def period(given: str) -> Period:
    """2023, 2023-12, 2023-12-12, 2023-Q1, 2023-H1, an interval of two (2016/2020), `..` for an open end, unknown."""
    if given == "unknown":
        return Period(None, None, "", "", "unknown")
    first, slash, last = given.partition("/")
    start = _point(given, first, slash)
    end = _point(given, last, slash) if slash else start
    if start is end is None:
        raise _bad_period(given)
    if start and end and start[0] > end[1]:
        raise refused(f"is {given}", "write the earlier end first, such as 2016/2020")
    precision = max((p[2] for p in (start, end) if p), key=_PRECISIONS.index)
    return Period(
        start[0] if start else None, end[1] if end else None,
        first if start else "", (last if slash else first) if end else "", precision,
    )


def _point(given: str, end: str, slash: str):
    """First day, last day and precision of one end; None where it is open."""
    if end == ".." and slash:
        return None
    match = _POINT.fullmatch(end)
    if not match:
        raise _bad_period(given)
    year, month, day_, quarter, half = (int(g) if g else None for g in match.groups())
    try:
        if day_:
            return date(year, month, day_), date(year, month, day_), "day"
        first = month or (quarter and quarter * 3 - 2) or (half and half * 6 - 5) or 1
        last = month or (quarter and quarter * 3) or (half and half * 6) or 12
        precision = "month" if month else "quarter" if quarter else "half" if half else "year"
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), precision
    except ValueError:
        raise _bad_period(given) from None


def _bad_period(given: str) -> PydanticCustomError:
    return refused(f"is {given}", "write a period such as 2023, 2023-12, 2023-Q1, 2016/2020, 2014/.. or unknown")


def number_words(fields):
    """`value: 26,500+` as a person writes it becomes value, value_high and qualifier (and the unit it names)."""
    given = fields.get("value") if isinstance(fields, dict) else None
    if not isinstance(given, str) or _NUMBER.fullmatch(given.strip()):
        return fields
    said = _said(given)
    for key in ("value_high", "qualifier", "unit"):
        if key in said and key in fields and fields[key] != said[key]:
            raise refused(f"is {_shown(fields[key])}, but value is {given}", "write one of the two", key)
    return {**fields, **said}


def _said(given: str) -> dict[str, object]:
    try:
        said = amount(given)
    except PydanticCustomError as error:
        raise refused(error.context["what"], error.context["instead"], "value") from None
    found = {"value": said.value, "value_high": said.value_high, "unit": said.unit}
    found["qualifier"] = None if said.qualifier == "exact" else said.qualifier
    return {key: value for key, value in found.items() if value is not None}


def agreed(statement):
    """Check what one statement's own fields must agree on."""
    _agreed_range(statement)
    if statement.unit == "unknown" and "unit_missing" not in statement.flags:
        raise refused("is unknown", "write the unit, or the flag unit_missing", "unit")
    if statement.value is not None and "vague" in statement.flags:
        raise refused("has vague", "write the flag vague only where there is no value", "flags")
    _in_period(statement.period)
    return statement


def _agreed_range(statement) -> None:
    low, high = statement.value, statement.value_high
    if high is None:
        if statement.qualifier == "range":
            raise refused("is range", "write value_high, the upper end, too", "qualifier")
        return
    if statement.qualifier != "range":
        raise refused(f"is {statement.qualifier}, but value_high is given", "write range", "qualifier")
    if low is None or low >= high:
        raise refused(f"is {_shown(high)}", "write an upper end above value", "value_high")


def _in_period(given: str) -> None:
    try:
        period(given)
    except PydanticCustomError as error:
        raise refused(error.context["what"], error.context["instead"], "period") from None


_DROPPED = re.compile("['’ʼ‘`´′ʹʺ\"«»„“”]")
_DASHES = re.compile("[-\u2010-\u2015\u2212_/\\s]+")
_ALIKE = str.maketrans("авеікмнорстухјѕґыuł", "abeikmhopctyxjsгиyl")
"""Letters that look alike, after casefolding: Cyrillic to Latin; u joins у, which stands for it in УСА."""


def fold(given: str) -> str:
    """A text for searching: case, apostrophes, accents, dashes and look-alike letters do not matter.

    Both the looked-for word and the stored names go through it; the result is not for showing.
    """
    bare = _bare(_bare(given)).translate(_ALIKE)
    return _DASHES.sub(" ", _DROPPED.sub("", bare)).strip()


def _bare(given: str) -> str:
    """Small letters without accents; done twice, since either step can make work for the other."""
    if given.isascii():
        return given.casefold()  # most names, and there is nothing to take off
    apart = unicodedata.normalize("NFKD", given.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
