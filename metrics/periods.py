"""How periods lie to each other: their length, their distance, which is newer. Days are ISO 8601 text."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

_DAYS_A_MONTH = 365.25 / 12
_MOMENT_KINDS = frozenset({"stock", "rank", "date"})
_MOMENT_SENSES = frozenset({"as_of", "within"})
_PRECISION_MONTHS = {"day": 1, "month": 1, "quarter": 3, "half": 6, "year": 12, "unknown": 12}


@lru_cache(maxsize=1_024)
def months_between(earlier: str, later: str) -> int:
    """Calendar months from one day to another, such as 10 from 2023-12-31 to 2024-10-31."""
    first, last = date.fromisoformat(earlier), date.fromisoformat(later)
    return (last.year - first.year) * 12 + last.month - first.month


def length_months(row: Mapping) -> int | None:
    """Length of a period in months, rounded; 0 below 26 days, None where an end is open or unknown."""
    if row["period_start"] is None or row["period_end"] is None:
        return None
    return _length(row["period_start"], row["period_end"])


@lru_cache(maxsize=1_024)
def _length(start: str, end: str) -> int:
    """Thousands of rows have the same few periods."""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return 0 if days < 26 else max(1, round(days / _DAYS_A_MONTH))


def precision_months(row: Mapping) -> int:
    """The length of the unit a period is written in: 12 for a year, 1 for a month or a day."""
    return _PRECISION_MONTHS[row["precision"]]


def is_moment(row: Mapping) -> bool:
    """Whether a value holds at a date (a stock, a rank, a median of a survey), not over a length of time.

    The month of a survey says when people were asked; its waves may be joined though months lie between.
    """
    asked = row["period_kind"] == "rate" and row["basis"] == "survey"
    return asked or row["period_kind"] in _MOMENT_KINDS or row["sense"] in _MOMENT_SENSES


def length_class(row: Mapping) -> str:
    """What must be equal before two periods stand on one axis: `moment`, `since <day>` or `<n> months`."""
    if is_moment(row):
        return "moment"
    if row["period_kind"] == "cumulative" or row["sense"] == "since":
        return f"since {row['period_start'] or 'unknown'}"
    months = length_months(row)
    return "unknown" if months is None else f"{months} months"


def reached(row: Mapping) -> str | None:
    """The day up to which a row is surely informed: the end; for `somewhere within`, only the start."""
    return row["period_start"] if row["sense"] == "within" else row["period_end"]


def age_key(row: Mapping) -> tuple[bool, str]:
    """Sorts from oldest to newest; a row without an end comes before every dated one."""
    return row["period_end"] is not None, row["period_end"] or row["period_start"] or ""


def span(rows: Iterable[Mapping]) -> tuple[str | None, str | None]:
    """The oldest and the newest period among rows, as the sources wrote them; None where nothing is dated."""
    dated = sorted((row for row in rows if row["period_end"] or row["period_start"]), key=age_key)
    return (dated[0]["period"], dated[-1]["period"]) if dated else (None, None)
