"""Totals, shares and ratios of hedged rows. What may not be combined is refused with a reason code.

Reason codes of a refusal (NotSummable): no_value, unit_missing, unit_differs, definition_differs,
not_summable, period_length_differs, overlap, breakdown_differs, period_differs. A total with a floor in it is a
floor; with a forecast in it, a forecast.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import add

import pandas as pd

from metrics import bounds, frames, periods
from metrics.bounds import NAN, Hedged
from metrics.compare import NotComparable


class NotSummable(NotComparable):
    """Rows that may not be combined; `reason` is a code."""


@dataclass(frozen=True)
class Total:
    """A sum and what is in it.

    `included`: statement ids; `entities`: those they are about; `asked`: entity ids asked for; `left_out`:
    (entity, reason) with reason `no_value` (a statement without a number) or `not_reported`;
    `oldest`, `newest`: periods as written.
    """

    value: float
    value_high: float
    qualifier: str
    status: str
    unit: str
    included: tuple[str, ...]
    entities: tuple[str, ...]
    asked: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    oldest: str | None
    newest: str | None


@dataclass(frozen=True)
class Share:
    """A share in percent with its hedge, its status and the two statements it is made from."""

    value: float
    value_high: float
    qualifier: str
    status: str
    statements: tuple[str, str]


def total(rows: pd.DataFrame, *, asked: Iterable[str] | None = None) -> Total:
    """The sum of rows of one indicator, over what its `sums` column allows (entities, periods, breakdowns).

    `asked` are the entities the total is meant to cover; without it, those of the rows. NotSummable says why not.
    """
    valued = frames.records(rows[rows["value"].notna()])
    _check_summable(valued)
    said = bounds.named(reduce(add, map(bounds.of_row, valued)), least=min(map(bounds.least_of, valued)))
    entities = tuple(dict.fromkeys(row["entity"] for row in valued))
    wanted = tuple(dict.fromkeys(rows["entity"] if asked is None else asked))
    silent = set(rows[rows["value"].isna()]["entity"])
    missing = [entity for entity in wanted if entity not in entities]
    left_out = [(entity, "no_value" if entity in silent else "not_reported") for entity in missing]
    return Total(
        said.value, said.value_high, said.qualifier,
        bounds.weakest(row["status"] for row in valued), valued[0]["unit"],
        tuple(row["statement"] for row in valued), entities, wanted, tuple(left_out),
        *periods.span(valued),
    )


def _check_summable(rows: list[dict]) -> None:
    if not rows:
        raise NotSummable("no_value")
    units = {row["unit"] for row in rows}
    if "unknown" in units:
        raise NotSummable("unit_missing")
    if len(units) > 1:
        raise NotSummable("unit_differs")
    if len({row["indicator"] for row in rows}) > 1:
        raise NotSummable("definition_differs")
    if not _summed_over(rows) <= set(rows[0]["sums"]):
        raise NotSummable("not_summable")
    _check_apart(rows)


def _summed_over(rows: list[dict]) -> set[str]:
    """What a sum of these rows would add up over."""
    over = set()
    if len({row["entity"] for row in rows}) > 1:
        over.add("entities")
    if _differs_within(rows, ("entity", "breakdown"), "period"):
        over.add("periods")
    if _differs_within(rows, ("entity", "period"), "breakdown"):
        over.add("breakdowns")
    return over


def _differs_within(rows: list[dict], same: tuple[str, ...], other: str) -> bool:
    seen = defaultdict(set)
    for row in rows:
        seen[tuple(row[name] for name in same)].add(row[other])
    return any(len(values) > 1 for values in seen.values())


def _check_apart(rows: list[dict]) -> None:
    """Refuse to count anything twice: a part with its whole, a period inside another, a value given twice."""
    if len({periods.length_class(row) for row in rows}) > 1 and len({row["entity"] for row in rows}) > 1:
        raise NotSummable("period_length_differs")
    wholes = {row["entity"] for row in rows}
    if any(wholes.intersection(_around(row)) for row in rows):
        raise NotSummable("overlap")
    if len({_dimensions(row["breakdown"]) for row in rows}) > 1:
        raise NotSummable("breakdown_differs")
    lines = defaultdict(list)
    for row in rows:
        lines[row["entity"], row["breakdown"]].append(row)
    if any(_overlap(line) for line in lines.values()):
        raise NotSummable("overlap")


def _around(row: Mapping) -> set[str]:
    """The entities that an entity lies in."""
    return {row["within"], row["region"], row["country"]} - {row["entity"], None}


def _dimensions(breakdown: str) -> tuple[str, ...]:
    return tuple(pair.partition("=")[0] for pair in breakdown.split(";") if pair)


def _overlap(line: list[dict]) -> bool:
    """Whether two rows of one line cover a common day, or the days of one are not known."""
    if len(line) == 1:
        return False
    if any(row["period_start"] is None or row["period_end"] is None for row in line):
        return True
    ordered = sorted(line, key=lambda row: row["period_start"])
    return any(after["period_start"] <= before["period_end"] for before, after in pairwise(ordered))


def share(part: Mapping, whole: Mapping) -> Share:
    """What percent one row is of another. NotSummable: `no_value`, `unit_missing`, `unit_differs`, `period_differs`."""
    if pd.isna(part["value"]) or pd.isna(whole["value"]) or not whole["value"] > 0 or part["value"] < 0:
        raise NotSummable("no_value")
    if "unknown" in (part["unit"], whole["unit"]):
        raise NotSummable("unit_missing")
    if part["unit"] != whole["unit"]:
        raise NotSummable("unit_differs")
    if not _same_time(part, whole):
        raise NotSummable("period_differs")
    said = _quotient(part, whole, 100)
    status = bounds.weakest((part["status"], whole["status"]))
    return Share(said.value, said.value_high, said.qualifier, status, (part["statement"], whole["statement"]))


def _same_time(part: Mapping, whole: Mapping) -> bool:
    """One period for what flows; at most a year between two values that hold at a date."""
    if periods.is_moment(part) and periods.is_moment(whole) and part["period_end"] and whole["period_end"]:
        earlier, later = sorted((part["period_end"], whole["period_end"]))
        return periods.months_between(earlier, later) <= 12
    return (part["period_start"], part["period_end"]) == (whole["period_start"], whole["period_end"])


def _quotient(part: Mapping, whole: Mapping, factor: float) -> Hedged:
    stated = part["value"] / whole["value"] * factor
    result = bounds.of_row(part).over(bounds.of_row(whole)).times(factor)
    return bounds.contrasted(result, stated, whole["qualifier"], part["qualifier"], least=0)


def per_head(rows: pd.DataFrame, population_rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `per_head` (unit per person), `per_head_high`, `per_head_qualifier`, `per_head_statement`
    and `per_head_period` (of the population used) and `per_head_reason`.

    The population is the newest of the same entity. Where it is unknown (UA-43 and UA-40, for one) the value
    is NaN and the reason `population_unknown`, never a zero.
    """
    return _per(rows, population_rows, "per_head", "population_unknown")


def per_company(rows: pd.DataFrame, company_rows: pd.DataFrame) -> pd.DataFrame:
    """The same per company: `per_company` and its columns; reason `companies_unknown` where no count is known."""
    return _per(rows, company_rows, "per_company", "companies_unknown")


def _per(rows: pd.DataFrame, whole_rows: pd.DataFrame, name: str, unknown: str) -> pd.DataFrame:
    known = frames.records(whole_rows[whole_rows["value"] > 0])
    newest = {row["entity"]: row for row in sorted(known, key=_newest_last)}
    made = [_divided(row, newest.get(row["entity"]), unknown) for row in frames.records(rows)]
    columns = [name, *(f"{name}_{part}" for part in ("high", "qualifier", "statement", "period", "reason"))]
    ratios = frames.table(made, columns, dict.fromkeys(columns[:2], "float64"), index=rows.index)
    return pd.concat([rows, ratios], axis=1)


def _newest_last(row: Mapping) -> tuple:
    return row["status"] not in ("F", "planned"), periods.age_key(row), row["statement"]


def _divided(row: Mapping, whole: Mapping | None, unknown: str) -> tuple:
    if pd.isna(row["value"]) or row["value"] < 0:
        return NAN, NAN, None, None, None, "no_value"
    if whole is None:
        return NAN, NAN, None, None, None, unknown
    said = _quotient(row, whole, 1)
    return said.value, said.value_high, said.qualifier, whole["statement"], whole["period"], None
