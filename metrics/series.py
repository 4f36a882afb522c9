"""Lines over time: which points may be joined, and where a line must break."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import isnan
from statistics import median

import numpy as np
import pandas as pd

from metrics import frames, periods

_FARTHEST_MOMENTS_MONTHS = 24


def series(observations: pd.DataFrame) -> pd.DataFrame:
    """One row per point, sorted by period (undated last), with the column `segment` (int).

    Points of one segment may be joined. They are of one entity, indicator, unit, breakdown and length of
    period, and follow each other within two lengths (for values at a date: two usual steps, two years at
    most). A forecast is joined to its own definition only, since a segment has one. A row without a value
    is not a point: it is left out and breaks the line.
    """
    records = frames.records(observations)
    order = sorted(range(len(records)), key=lambda place: _order(records[place]))
    segment_of = {order[place]: number for number, places in enumerate(_segments([records[place] for place in order])) for place in places}
    pointed = [place for place in order if place in segment_of]
    points = observations.iloc[pointed].reset_index(drop=True)
    points["segment"] = np.array([segment_of[place] for place in pointed], np.int64)
    return points


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
