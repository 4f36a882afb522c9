"""Lines over time: which points may be joined, and where a line must break."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import isnan
from statistics import median

import pandas as pd

from metrics import periods

_FARTHEST_MOMENTS_MONTHS = 24


def series(observations: pd.DataFrame) -> pd.DataFrame:
    """One row per point, sorted by period (undated last), with the column `segment` (int).

    Points of one segment may be joined. They are of one entity, indicator, unit, breakdown and length of
    period, and follow each other within two lengths (for values at a date: two usual steps, two years at
    most). A forecast is joined to its own definition only, since a segment has one. A row without a value
    is not a point: it is left out and breaks the line.
    """
    ordered = observations.loc[_by_period(observations)].reset_index(drop=True)
    segments: list[int | None] = [None] * len(ordered)
    for number, places in enumerate(_segments(ordered.to_dict("records"))):
        for place in places:
            segments[place] = number
    pointed = ordered.assign(segment=pd.Series(segments, dtype=object))
    points = pointed[pointed["segment"].notna()].reset_index(drop=True)
    return points.astype({"segment": "int64"})


def _by_period(observations: pd.DataFrame) -> list:
    records = zip(observations.index, observations.to_dict("records"), strict=True)
    return [place for place, _ in sorted(records, key=lambda item: _order(item[1]))]


def _order(row: Mapping) -> tuple:
    end = row["period_end"]
    return end is None, end or row["period_start"] or "", row["entity"], row["indicator"], row["statement"]


def _segments(records: list[dict]) -> Iterator[list[int]]:
    """Places of the rows of each segment, line by line."""
    lines = defaultdict(list)
    for place, row in enumerate(records):
        line = (row["entity"], row["indicator"], row["unit"], row["breakdown"], periods.length_class(row))
        lines[line].append(place)
    for line in sorted(lines):
        yield from _broken(records, lines[line])


def _broken(records: list[dict], places: list[int]) -> Iterator[list[int]]:
    """One line cut where it must break; rows without a value are in no part."""
    rows = [records[place] for place in places]
    steps = [_step(before, after) for before, after in pairwise(rows)]
    usual = median([step for step in steps if step] or [0])
    part: list[int] = []
    for place, row, step in zip(places, rows, [None, *steps], strict=True):
        if part and not (step and step <= _farthest(row, usual)):
            yield part
            part = []
        if isnan(row["value"]):
            continue
        part.append(place)
    if part:
        yield part


def _step(before: Mapping, after: Mapping) -> int | None:
    """Months from one point to the next; None where they cannot be joined: no date, one date, no value."""
    if isnan(before["value"]) or isnan(after["value"]):
        return None
    if before["period_end"] is None or after["period_end"] is None:
        return None
    if "within" in (before["sense"], after["sense"]):
        return None
    return periods.months_between(before["period_end"], after["period_end"]) or None


def _farthest(row: Mapping, usual: float) -> float:
    """How many months after the point before a point may lie and still be joined to it."""
    if not periods.length_class(row).endswith(" months"):
        return max(2 * periods.precision_months(row), min(2 * usual, _FARTHEST_MOMENTS_MONTHS))
    return 2 * (periods.length_months(row) or 1)
