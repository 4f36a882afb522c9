"""Ranks that admit what is not known: ties share a rank, hedged values have a range of ranks."""

from collections.abc import Mapping

import pandas as pd

from metrics import bounds
from metrics.bounds import Bounds
from metrics.compare import NotComparable

_ONE_MEASURE = {"unit": "unit_differs", "indicator": "counts_differ", "breakdown": "counts_differ"}


def rank(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by stated value, greatest first, each with its rank among them.

    `rank`: 1, 1, 3 by the stated figure. `rank_low` and `rank_high`: the best and the worst rank that the
    hedges leave possible; a floor bounds from below only, so whoever stands lower with a floor could be
    above. `changeable`: tuple of the entities that could change places with this one.
    NotComparable: `no_value`, `unit_differs`, `counts_differ` (use `compare.like_for_like` first).
    """
    _check_one_measure(rows)
    ordered = rows.sort_values(["value", "entity"], ascending=[False, True], kind="stable").reset_index(drop=True)
    records = ordered.to_dict("records")
    spans = [bounds.of_row(row) for row in records]
    columns = {
        "rank": [1 + sum(other["value"] > row["value"] for other in records) for row in records],
        "rank_low": [1 + sum(other.low > span.high for other in spans) for span in spans],
        "rank_high": [1 + _above(span, spans) for span in spans],
        "changeable": pd.Series(_changeable(records, spans), dtype=object),
    }
    return ordered.assign(**columns)


def _check_one_measure(rows: pd.DataFrame) -> None:
    """Refuse rows without a value, and rows of several units, indicators or breakdowns (NotComparable)."""
    if rows["value"].isna().any():
        raise NotComparable("no_value")
    for column, reason in _ONE_MEASURE.items():
        if rows[column].nunique() > 1:
            raise NotComparable(reason)


def _above(span: Bounds, spans: list[Bounds]) -> int:
    """How many others could stand strictly above."""
    return sum(other is not span and other.high > span.low for other in spans)


def _changeable(records: list[dict], spans: list[Bounds]) -> list[tuple[str, ...]]:
    pairs = list(zip(records, spans, strict=True))
    return [
        tuple(other["entity"] for other, beyond in pairs if other is not row and _unsettled(row, span, other, beyond))
        for row, span in pairs
    ]


def _unsettled(row: Mapping, span: Bounds, other: Mapping, beyond: Bounds) -> bool:
    """Whether the order of two could be other than their stated figures say."""
    could_fall = beyond.high > span.low
    could_rise = span.high > beyond.low
    if row["value"] == other["value"]:
        return could_fall or could_rise
    return could_fall if row["value"] > other["value"] else could_rise
