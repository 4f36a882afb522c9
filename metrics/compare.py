"""What may stand on one axis: the newest row of each entity, the sets that are alike, and who stands apart.

A row keeps every column it came with, its statement id too; nothing is dropped without a reason code.
Reason codes: no_value, planned, forecast, unit_missing, disputed, period_unknown, period_length_differs,
period_too_old, counts_differ, unit_differs, definition_differs.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from metrics import periods
from metrics.series import series

__all__ = [
    "Apart", "ComparableSet", "Comparison", "Newest", "NotComparable", "is_expected", "like_for_like", "newest",
    "series",
]

Apart = tuple[pd.Series, str]
"""A row that does not stand with the others, and why (a reason code)."""

EXPECTED = {"F": "forecast", "planned": "planned"}
DOUBTS = frozenset({"suspected_typo", "out_of_range"})
"""Flags of a value that is shown and marked, but not ranked or summed beside sound ones. A value that its own
source contradicts elsewhere stays in, with its mark; `disputed` of `like_for_like` can set it apart."""


class NotComparable(ValueError):
    """Values that may not be set against each other; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Newest(NamedTuple):
    """`rows`: one per entity and indicator. `apart`: rows that hold no value for the whole."""

    rows: pd.DataFrame
    apart: list[Apart]


@dataclass(frozen=True)
class ComparableSet:
    """Rows of one indicator, in one unit, of periods alike and near: they may share an axis."""

    indicator: str
    rows: pd.DataFrame


@dataclass(frozen=True)
class Comparison:
    """`sets`: the main set first, then the others, to be shown on their own. `apart`: every row outside
    the main set, so that the main set and `apart` together are all the rows that were given."""

    sets: list[ComparableSet]
    apart: list[Apart]

    @property
    def main(self) -> ComparableSet | None:
        """The set to rank and sum; None where no row can stand on an axis."""
        return self.sets[0] if self.sets else None


def is_expected(row: Mapping) -> bool:
    """Whether a row tells what is expected or meant, not what came."""
    return row["status"] in EXPECTED


def newest(observations: pd.DataFrame) -> Newest:
    """One row per entity and indicator: the newest for the whole (no breakdown).

    An outcome goes before any forecast, a dated row before an undated one; of two that end on one day,
    the one nearest to a year. Rows without a value are returned apart with `no_value`.
    """
    whole = observations[observations["breakdown"] == ""]
    valued = whole[whole["value"].notna()]
    best: dict[tuple[str, str], tuple[tuple, int]] = {}
    for place, row in enumerate(valued.to_dict("records")):
        ranked = (_freshness(row), place)
        key = (row["entity"], row["indicator"])
        best[key] = max(best.get(key, ranked), ranked)
    rows = valued.iloc[sorted(place for _, place in best.values())].reset_index(drop=True)
    return Newest(rows, [(row, "no_value") for _, row in whole[whole["value"].isna()].iterrows()])


def _freshness(row: Mapping) -> tuple:
    months = periods.length_months(row) or 0
    return not is_expected(row), periods.age_key(row), -abs(months - 12), row["statement"]


def like_for_like(
    rows: pd.DataFrame, *, near_months: int = 36, main: str | None = None, disputed: Collection[str] = ()
) -> Comparison:
    """Sort rows into sets that may share an axis.

    A set is one indicator (one thing counted, one unit, one kind of period), periods at most
    `near_months` apart, of one length where they have a length. The biggest set is the main one, or that
    of the indicator `main`. `disputed` holds ids of statements known to be contradicted.
    """
    reasons = [_unfit(row, disputed) for row in rows.to_dict("records")]
    fit = _without_reason(rows, reasons)
    apart = [(rows.iloc[place], reason) for place, reason in enumerate(reasons) if reason]
    groups = [_grouped(group, near_months) for _, group in fit.groupby(["indicator", "unit", "breakdown"])]
    groups.sort(key=lambda group: _weight(group, main))
    for others in groups[1:]:
        apart += [(row, _difference(row, groups[0].kept.iloc[0])) for _, row in others.given.iterrows()]
    for group in groups[:1]:
        apart += group.apart
    return Comparison([ComparableSet(g.kept["indicator"].iloc[0], g.kept) for g in groups], apart)


class _Group(NamedTuple):
    given: pd.DataFrame
    kept: pd.DataFrame
    apart: list[Apart]


def _unfit(row: Mapping, disputed: Collection[str]) -> str | None:
    """Why one row can stand on no shared axis, whatever stands beside it."""
    if math.isnan(row["value"]):
        return "no_value"
    if is_expected(row):
        return EXPECTED[row["status"]]
    if row["unit"] == "unknown" or "unit_missing" in row["flags"]:
        return "unit_missing"
    if row["statement"] in disputed or DOUBTS.intersection(row["flags"]):
        return "disputed"
    if row["period_start"] is None and row["period_end"] is None:
        return "period_unknown"
    return None


def _grouped(group: pd.DataFrame, near_months: int) -> _Group:
    """The rows of one definition: those of the main length and near the newest, and the rest."""
    records = group.to_dict("records")
    length = _main_length(records)
    reached = [periods.reached(row) for row in records]
    latest = max((day for day, row in zip(reached, records, strict=True) if _is(row, length) and day), default=None)
    reasons = [_misfit(row, day, length, latest, near_months) for row, day in zip(records, reached, strict=True)]
    apart = [(group.iloc[place], reason) for place, reason in enumerate(reasons) if reason]
    return _Group(group, _without_reason(group, reasons).reset_index(drop=True), apart)


def _without_reason(rows: pd.DataFrame, reasons: list[str | None]) -> pd.DataFrame:
    return rows.iloc[[place for place, reason in enumerate(reasons) if reason is None]]


def _main_length(records: list[dict]) -> str:
    """The commonest length of period; of two as common, a year, then the newer one."""
    lengths = Counter(map(periods.length_class, records))
    newest_end = {length: max(periods.age_key(row) for row in records if _is(row, length)) for length in lengths}
    return max(lengths, key=lambda length: (lengths[length], length == "12 months", newest_end[length], length))


def _is(row: Mapping, length: str) -> bool:
    return periods.length_class(row) == length


def _misfit(row: Mapping, day: str | None, length: str, latest: str | None, near_months: int) -> str | None:
    if not _is(row, length):
        return "period_length_differs"
    if day and latest and periods.months_between(day, latest) > near_months:
        return "period_too_old"
    return None


def _weight(group: _Group, main: str | None) -> tuple:
    """Sorts the asked indicator first, then the bigger set, then the name, so that the order never varies."""
    first = group.kept.iloc[0]
    return first["indicator"] != main, -len(group.kept), first["breakdown"] != "", first["indicator"], first["unit"]


def _difference(row: Mapping, reference: Mapping) -> str:
    """Why a row of another definition does not stand with the reference."""
    if row["counts"] != reference["counts"] or row["breakdown"] != reference["breakdown"]:
        return "counts_differ"
    if row["unit"] != reference["unit"]:
        return "unit_differs"
    return "definition_differs"
