"""Frames of a few rows, in the shape that `metrics.query.observations` gives, for the tests of pure functions."""

import math
from collections.abc import Iterable

import pandas as pd

from loaders import parse
from metrics.frames import OBSERVATION_COLUMNS

_TEXT_LESS = {"value": math.nan, "value_high": math.nan}
_USUAL = {
    "observation": 1, "entity": "lviv-it-cluster", "entity_kind": "cluster", "within": "lviv", "region": "UA-46",
    "country": "ukraine", "indicator": "member_companies", "theme": "members", "unit": "companies",
    "counts": "companies", "concept": "membership", "period_kind": "stock", "period": "2024-10", "breakdown": "",
    "qualifier": "exact", "status": "A", "basis": "reported", "source": "overview", "flags": (), "rivals": 0,
    "why_shown": "only", "sums": ("entities",),
}
YEARLY_EXPORTS = {
    "entity": "ukraine", "entity_kind": "country", "within": None, "region": None, "indicator": "it_export_revenue",
    "theme": "exports_economy", "unit": "USD", "counts": "money", "concept": "it_exports", "period_kind": "flow",
    "sums": (),
}


def row(statement: str, value: float = math.nan, **given) -> dict:
    """One row: what is usual, and what is given; the days of the period follow from its text."""
    made = dict.fromkeys(OBSERVATION_COLUMNS) | _TEXT_LESS | _USUAL | {"statement": statement, "value": float(value)}
    made |= given
    period = parse.period(made["period"])
    made["period_start"] = period.start.isoformat() if period.start else None
    made["period_end"] = period.end.isoformat() if period.end else None
    made["precision"] = period.precision
    made["sense"] = given.get("sense") or ("as_of" if made["period_kind"] == "stock" else "whole")
    return made


def frame(*rows: dict) -> pd.DataFrame:
    """The rows as a frame with the types of a query: numbers are float, all else object."""
    numbers = ("value", "value_high")
    columns = (*OBSERVATION_COLUMNS, "sums")
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], dtype="float64" if name in numbers else object)
            for name in columns
        }
    )


def reasons(apart: Iterable[tuple[pd.Series, str]]) -> dict[str, str]:
    """Reason codes of rows set apart, by statement id."""
    return {row["statement"]: reason for row, reason in apart}
