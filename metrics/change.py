"""How a value changed: from point to point, per year, and against a base period.

Every result names the statements it is made from, and carries the hedge and the status of both ends.
A qualifier `floors` (or `ceilings`) says: the difference of stated minimums (maximums), not of values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from metrics import bounds, frames, periods
from metrics.bounds import NAN, Hedged
from metrics.compare import NotComparable

_KEPT = ["entity", "indicator", "unit", "breakdown", "segment", "statement", "period", "period_end"]
_MADE = [
    "previous_statement", "previous_period", "months", "absolute", "absolute_high", "percent", "percent_high",
    "qualifier", "status",
]
_TYPES = {"segment": "int64", "months": "int64"} | dict.fromkeys(
    ("absolute", "absolute_high", "percent", "percent_high"), "float64"
)
_NO_QUOTIENT = frozenset({"percent", "rank", "date"})
_NOTHING = Hedged(NAN, NAN, "unbounded")


@dataclass(frozen=True)
class Rate:
    """A rate in percent per year (`value`, `value_high`, `qualifier`) with its status and statements."""

    value: float
    value_high: float
    qualifier: str
    status: str
    years: float
    statements: tuple[str, str]


def growth(series: pd.DataFrame) -> pd.DataFrame:
    """One row per change from a point to the next in its segment (`compare.series`).

    `absolute` and `absolute_high` are in the unit (percentage points for percent), `percent` and
    `percent_high` in percent of the earlier value (NaN for percent, ranks and a base that is not above
    zero), `months` between the two ends; `qualifier` and `status` are those of the change.
    """
    changes = [change for _, segment in series.groupby("segment") for change in _changes(segment)]
    rows = [[change[name] for name in _KEPT + _MADE] for change in changes]
    return frames.table(rows, _KEPT + _MADE, _TYPES)


def _changes(segment: pd.DataFrame) -> Iterator[dict]:
    for before, after in pairwise(frames.records(segment)):
        absolute, percent = difference(before, after), percent_change(before, after)
        yield {name: after[name] for name in _KEPT} | {
            "previous_statement": before["statement"],
            "previous_period": before["period"],
            "months": periods.months_between(before["period_end"], after["period_end"]),
            "absolute": absolute.value, "absolute_high": absolute.value_high,
            "percent": percent.value, "percent_high": percent.value_high,
            "qualifier": absolute.qualifier,
            "status": bounds.weakest((before["status"], after["status"])),
        }


def difference(before: Mapping, after: Mapping) -> Hedged:
    """What was added from one row to another, in their unit."""
    _same_measure(before, after)
    stated = after["value"] - before["value"]
    return bounds.contrasted(_open(after) - _open(before), stated, before["qualifier"], after["qualifier"])


def percent_change(before: Mapping, after: Mapping) -> Hedged:
    """What was added in percent of the earlier value; `unbounded` where that has no meaning."""
    _same_measure(before, after)
    if before["unit"] in _NO_QUOTIENT or before["value"] <= 0 or after["value"] < 0:
        return _NOTHING
    stated = (after["value"] / before["value"] - 1) * 100
    change = bounds.of_row(after).over(bounds.of_row(before)).plus(-1).times(100)
    return bounds.contrasted(change, stated, before["qualifier"], after["qualifier"], least=-100)


def cagr(first: Mapping, last: Mapping) -> Rate:
    """The steady yearly growth that leads from one row to a later one, in percent per year.

    NotComparable: `unit_differs`, `definition_differs`, `period_unknown` (no end, or not later),
    `no_value` (a base that is not above zero, or a unit without quotients).
    """
    _same_measure(first, last)
    years = _years(first, last)
    if first["unit"] in _NO_QUOTIENT or not first["value"] > 0 or not last["value"] >= 0:
        raise NotComparable("no_value")
    quotient = bounds.of_row(last).over(bounds.of_row(first))
    stated = ((last["value"] / first["value"]) ** (1 / years) - 1) * 100
    rate = quotient.to_the(1 / years).plus(-1).times(100)
    said = bounds.contrasted(rate, stated, first["qualifier"], last["qualifier"], least=-100)
    status = bounds.weakest((first["status"], last["status"]))
    return Rate(said.value, said.value_high, said.qualifier, status, years, (first["statement"], last["statement"]))


def _years(first: Mapping, last: Mapping) -> float:
    if first["period_end"] is None or last["period_end"] is None or first["period_end"] >= last["period_end"]:
        raise NotComparable("period_unknown")
    if periods.length_class(first) != periods.length_class(last):
        raise NotComparable("period_length_differs")
    months = periods.months_between(first["period_end"], last["period_end"])
    if not months:
        raise NotComparable("period_unknown")
    return months / 12


def index_100(series: pd.DataFrame, base_period: str) -> pd.DataFrame:
    """The rows of a series with `index` and `index_high` (value of `base_period` = 100), `index_qualifier`
    and `base_statement`. A line without that period has NaN, `unbounded` and None there."""
    base = {_line(row): row for row in frames.records(series) if row["period"] == base_period}
    made = [_indexed(row, base.get(_line(row))) for row in frames.records(series)]
    columns = ["index", "index_high", "index_qualifier", "base_statement"]
    indexed = frames.table(made, columns, dict.fromkeys(columns[:2], "float64"), index=series.index)
    return pd.concat([series, indexed], axis=1)


def _line(row: Mapping) -> tuple:
    return row["entity"], row["indicator"], row["unit"], row["breakdown"], periods.length_class(row)


def _indexed(row: Mapping, base: Mapping | None) -> tuple:
    if base is None or not base["value"] > 0 or row["value"] < 0 or row["unit"] in _NO_QUOTIENT:
        return NAN, NAN, "unbounded", None
    if row["statement"] == base["statement"]:
        return 100.0, NAN, "exact", base["statement"]
    quotient = bounds.of_row(row).over(bounds.of_row(base)).times(100)
    stated = row["value"] / base["value"] * 100
    said = bounds.contrasted(quotient, stated, base["qualifier"], row["qualifier"], least=0)
    return said.value, said.value_high, said.qualifier, base["statement"]


def _open(row: Mapping) -> bounds.Bounds:
    """The interval of a row with nothing assumed below a ceiling: a difference has no natural zero."""
    return bounds.of(row["value"], row["value_high"], row["qualifier"])


def _same_measure(first: Mapping, last: Mapping) -> None:
    if first["unit"] != last["unit"]:
        raise NotComparable("unit_differs")
    if first["indicator"] != last["indicator"] or first["breakdown"] != last["breakdown"]:
        raise NotComparable("definition_differs")
