"""Texts of files to periods: ISO 8601 and SDMX as they are, other ways of writing through the recipe's format. Pure."""

import re
from datetime import date, timedelta
from functools import lru_cache

from loaders import parse
from loaders.imports.recipe import PeriodRole
from loaders.refusal import refused, shown

EARLIEST, LATEST = "1500", "2150"
"""Periods outside are a number that slipped into the column, unless `between` says otherwise."""

_PARTS = {"YYYY": "(?P<year>[0-9]{4})", "MM": "(?P<month>[0-9]{1,2})", "DD": "(?P<day>[0-9]{1,2})",
          "Q": "(?P<quarter>[1-4]|I{1,3}|IV)", "H": "(?P<half>[12]|I{1,2})"}
_PART = re.compile("YYYY|MM|DD|Q|H|.")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_SDMX = re.compile(r"(?P<year>[0-9]{4})-?(?:A1?|Q(?P<quarter>[1-4])|[SH](?P<half>[12])|M(?P<month>[0-9]{1,2}))")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?")
_REACH = re.compile(r"(?P<start>[0-9]{4}-[0-9]{2}-[0-9]{2})/P(?P<length>[0-9]{1,7})(?P<letter>[DMY])")
_FOREVER = 9999
_LENGTHS = {"year": 4, "month": 7, "day": 10}


def reader(role: PeriodRole):
    """A function from a text of the file to a period; it raises for what is none."""
    form = compiled(role.format) if role.format else None
    earliest, latest = map(parse.period, role.between or (EARLIEST, LATEST))
    lengths: list[str] = []

    def read(text: str) -> str:
        period = _kept(_formed(text, form, role.format) if form else _standard(text), role.precision)
        found = parse.period(period)
        if (found.start and found.start < earliest.start) or (found.end and found.end > latest.end):
            bounds = f"{earliest.start_text} and {latest.end_text}"
            raise refused(f"is {text}", f"periods lie between {bounds} here: mend it, or say between")
        lengths.append("moment" if _MOMENT.fullmatch(text) else found.precision)
        if lengths[-1] != lengths[0] and not role.mixed:
            raise refused(f"is {text}", f"the file has one {lengths[0]} after another: mend it, or say mixed: true of the period")
        return period

    return read


@lru_cache
def compiled(form: str) -> re.Pattern:
    """The regular expression of a format such as DD.MM.YYYY."""
    return re.compile("".join(_PARTS.get(part, re.escape(part)) for part in _PART.findall(form)))


def _formed(text: str, form: re.Pattern, written: str) -> str:
    found = form.fullmatch(text)
    if not found:
        raise refused(f"is {shown(text)}", f"write it as {written}, or mend format")
    return _joined(found.groupdict(), text)


def _standard(text: str) -> str:
    """ISO as it is; SDMX's own forms; a moment is its day."""
    if moment := _MOMENT.fullmatch(text):
        return moment[1]
    if reach := _REACH.fullmatch(text):
        return _reach(reach)
    found = _SDMX.fullmatch(text)
    return _joined(found.groupdict(), text) if found else text


def _reach(found: re.Match) -> str:
    """An SDMX time range, a day and a length, as from and to; what begins before all time or never ends is open."""
    start, length = date.fromisoformat(found["start"]), int(found["length"])
    if found["letter"] == "Y" and length == _FOREVER:
        return f"{found['start']}/.."
    if found["letter"] != "D":
        raise refused(f"is {found[0]}", "write the length of a time range in days, or from and to with a slash between them")
    end = (start + timedelta(days=length - 1)).isoformat()
    return f"../{end}" if start == date.min else f"{start.isoformat()}/{end}"


def _joined(parts: dict[str, str | None], text: str) -> str:
    """The parts of a period in ISO 8601."""
    year = parts.get("year")
    if year is None:
        raise refused(f"is {shown(text)}", "name the year, YYYY, in format")
    for name, letter in (("quarter", "Q"), ("half", "H")):
        if given := parts.get(name):
            return f"{year}-{letter}{_ROMAN.get(given, given)}"
    rest = [f"{int(given):02d}" for name in ("month", "day") if (given := parts.get(name))]
    return "-".join([year, *rest])


def _kept(period: str, precision: str | None) -> str:
    """A day or month at less precision."""
    if precision is None or "/" in period or period == "unknown":
        return period
    if precision in _LENGTHS:
        return period[:_LENGTHS[precision]]
    found = parse.period(period)
    if found.start is None or found.precision not in ("day", "month"):
        return period
    month = found.start.month
    return f"{found.start.year}-Q{(month + 2) // 3}" if precision == "quarter" else f"{found.start.year}-H{(month + 5) // 6}"
