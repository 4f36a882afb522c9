"""What may stand on one axis: the newest row of each entity, the sets that are alike, and who stands apart.

A row keeps every column it came with, its statement id too; nothing is dropped without a reason code.
Reason codes: no_value, planned, forecast, unit_missing, disputed, period_unknown, period_length_differs,
period_too_old, counts_differ, unit_differs, definition_differs.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from metrics import frames, periods
from metrics.series import series

__all__ = [
    "Alike", "Apart", "ComparableSet", "Comparison", "Newest", "NotComparable", "alike", "is_expected", "like_for_like", "newest",
    "newest_places", "series",
]

Apart = tuple[Mapping, str]
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
    given: pd.DataFrame
    places: list[int]
    """Which of the given rows they are."""

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows as a frame of their own, made when it is asked for: most sets are only counted."""
        return self.given.iloc[self.places].reset_index(drop=True)


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


class Alike(NamedTuple):
    """The same of rows as dictionaries, by their places: the sets, the main one first, and (place, reason) of who stands apart."""

    sets: list[list[int]]
    apart: list[tuple[int, str]]


def is_expected(row: Mapping) -> bool:
    """Whether a row tells what is expected or meant, not what came."""
    return row["status"] in EXPECTED


def newest(observations: pd.DataFrame) -> Newest:
    """One row per entity and indicator: the newest for the whole (no breakdown).

    An outcome goes before any forecast, a dated row before an undated one; of two that end on one day,
    the one nearest to a year. Rows without a value are returned apart with `no_value`.
    """
    records = frames.records(observations)
    rows = observations.iloc[newest_places(records)].reset_index(drop=True)
    return Newest(rows, [(row, "no_value") for row in records if row["breakdown"] == "" and math.isnan(row["value"])])


def newest_places(records: Sequence[Mapping]) -> list[int]:
    """Which rows are the newest of each entity and indicator, in the order given."""
    best: dict[tuple[str, str], tuple[tuple, int]] = {}
    for place, row in enumerate(records):
        if row["breakdown"] == "" and not math.isnan(row["value"]):
            ranked, key = (_freshness(row), place), (row["entity"], row["indicator"])
            best[key] = max(best.get(key, ranked), ranked)
    return sorted(place for _, place in best.values())


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
    records = frames.records(rows)
    found = alike(records, near_months=near_months, main=main, disputed=disputed)
    sets = [ComparableSet(records[places[0]]["indicator"], rows, places) for places in found.sets]
    return Comparison(sets, [(records[place], reason) for place, reason in found.apart])


def alike(records: Sequence[Mapping], *, near_months: int = 36, main: str | None = None, disputed: Collection[str] = ()) -> Alike:
    """The same as `like_for_like` of rows as dictionaries: many small comparisons cost no frames."""
    unfit = [_unfit(row, disputed) for row in records]
    apart = [(place, reason) for place, reason in enumerate(unfit) if reason]
    given = defaultdict(list)
    for place, row in enumerate(records):
        if unfit[place] is None:
            given[row["indicator"], row["unit"], row["breakdown"]].append(place)
    groups = [_grouped(records, given[key], near_months) for key in sorted(given)]
    groups.sort(key=lambda group: _weight(records[group.kept[0]], group, main))
    for others in groups[1:]:
        apart += [(place, _difference(records[place], records[groups[0].kept[0]])) for place in others.given]
    for group in groups[:1]:
        apart += group.apart
    return Alike([group.kept for group in groups], apart)


class _Group(NamedTuple):
    given: list[int]
    kept: list[int]
    apart: list[tuple[int, str]]


def _unfit(row: Mapping, disputed: Collection[str]) -> str | None:
    """Why one row can stand on no shared axis, whatever stands beside it."""
    if math.isnan(row["value"]):
        return "no_value"
    if is_expected(row):
        return EXPECTED[row["status"]]
    if row["unit"] == "unknown" or "unit_missing" in row["flags"]:
        return "unit_missing"
    if (disputed and row["statement"] in disputed) or DOUBTS.intersection(row["flags"]):
        return "disputed"
    if row["period_start"] is None and row["period_end"] is None:
        return "period_unknown"
    return None


def _grouped(records: Sequence[Mapping], given: list[int], near_months: int) -> _Group:
    """The rows of one definition: those of the main length and near the newest, and the rest."""
    rows = [records[place] for place in given]
    lengths = list(map(periods.length_class, rows))
    length = _main_length(rows, lengths)
    reached = [periods.reached(row) for row in rows]
    latest = max((day for day, own in zip(reached, lengths, strict=True) if own == length and day), default=None)
    reasons = [_misfit(own, day, length, latest, near_months) for own, day in zip(lengths, reached, strict=True)]
    kept = [place for place, reason in zip(given, reasons, strict=True) if reason is None]
    return _Group(given, kept, [(place, reason) for place, reason in zip(given, reasons, strict=True) if reason])


def _main_length(rows: list[Mapping], lengths: list[str]) -> str:
    """The commonest length of period; of two as common, a year, then the newer one."""
    counts = Counter(lengths)
    newest_end = {length: max(periods.age_key(row) for row, own in zip(rows, lengths, strict=True) if own == length) for length in counts}
    return max(counts, key=lambda length: (counts[length], length == "12 months", newest_end[length], length))


def _misfit(own: str, day: str | None, length: str, latest: str | None, near_months: int) -> str | None:
    if own != length:
        return "period_length_differs"
    if day and latest and periods.months_between(day, latest) > near_months:
        return "period_too_old"
    return None


def _weight(first: Mapping, group: _Group, main: str | None) -> tuple:
    """Sorts the asked indicator first, then the bigger set, then the name, so that the order never varies."""
    return first["indicator"] != main, -len(group.kept), first["breakdown"] != "", first["indicator"], first["unit"]


def _difference(row: Mapping, reference: Mapping) -> str:
    """Why a row of another definition does not stand with the reference."""
    if row["counts"] != reference["counts"] or row["breakdown"] != reference["breakdown"]:
        return "counts_differ"
    if row["unit"] != reference["unit"]:
        return "unit_differs"
    return "definition_differs"
