"""Ranks that admit what is not known: ties share a rank, hedged values have a range of ranks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics import bounds, frames
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
    order, columns = _places(frames.records(rows))
    ranked = rows.iloc[order].reset_index(drop=True)
    for name, cells in columns.items():
        ranked[name] = np.fromiter(cells, object if name == "changeable" else np.int64, len(cells))
    return ranked


class Field(NamedTuple):
    """Rows that are known to be of one measure, one of each entity, each with a value: where each of them stands. It is small and
    can be kept. `entities` are sorted; stated values and the ends of their hedges lie beside them."""

    entities: tuple[str, ...]
    values: np.ndarray
    lows: np.ndarray
    highs: np.ndarray

    @classmethod
    def of(cls, records: Iterable[Mapping]) -> "Field":
        """The field of some rows."""
        rows = sorted(records, key=lambda row: row["entity"])
        spans = [bounds.of_row(row) for row in rows]
        columns = ([row["value"] for row in rows], [span.low for span in spans], [span.high for span in spans])
        return cls(tuple(row["entity"] for row in rows), *(np.array(column, np.float64) for column in columns))

    def place(self, entity: str) -> dict[str, int] | None:
        """`rank`, `rank_low` and `rank_high` of one entity, as `rank` gives them; None where it has no row."""
        own = bisect_left(self.entities, entity)
        if own == len(self.entities) or self.entities[own] != entity:
            return None
        low, high = self.lows[own], self.highs[own]
        return {
            "rank": 1 + int((self.values > self.values[own]).sum()), "rank_low": 1 + int((self.lows > high).sum()),
            "rank_high": 1 + int((self.highs > low).sum()) - int(high > low),
        }


def _places(given: Sequence[Mapping]) -> tuple[list[int], dict[str, list]]:
    """The order of rows by value, and the columns that `rank` adds to them in that order."""
    order = sorted(range(len(given)), key=lambda place: (-given[place]["value"], given[place]["entity"]))
    records = [given[place] for place in order]
    spans = [bounds.of_row(row) for row in records]
    falling, lows, highs = ([row["value"] for row in reversed(records)], sorted(span.low for span in spans),
                            sorted(span.high for span in spans))
    count = len(records)
    ranks = [1 + count - bisect_right(falling, row["value"]) for row in records]
    worst = [1 + count - bisect_right(highs, span.low) - (span.high > span.low) for span in spans]
    return order, {
        "rank": ranks,
        "rank_low": [1 + count - bisect_right(lows, span.high) for span in spans],
        "rank_high": worst,
        "changeable": _changeable(records, spans, [low == high for low, high in zip(ranks, worst, strict=True)]),
    }


def _check_one_measure(rows: pd.DataFrame) -> None:
    """Refuse rows without a value, and rows of several units, indicators or breakdowns (NotComparable)."""
    if rows["value"].isna().any():
        raise NotComparable("no_value")
    for column, reason in _ONE_MEASURE.items():
        if rows[column].nunique() > 1:
            raise NotComparable(reason)


def _changeable(records: list[Mapping], spans: list[Bounds], held: list[bool]) -> list[tuple[str, ...]]:
    """Of each row the entities that could change places with it. Who is `held` (nobody below could rise above) and cannot rise
    above the least of those before is settled without a look at every other: most are, and there may be thousands."""
    pairs = list(zip(records, spans, strict=True))
    least = _least_of_those_not_below(records, spans)
    return [
        () if sure and low >= span.high else
        tuple(other["entity"] for other, beyond in pairs if other is not row and _unsettled(row, span, other, beyond))
        for (row, span), sure, low in zip(pairs, held, least, strict=True)
    ]


def _least_of_those_not_below(records: list[Mapping], spans: list[Bounds]) -> list[float]:
    """For each row the least low end among those with its value or a greater one."""
    found = list(accumulate((span.low for span in spans), min))
    for place in range(len(records) - 2, -1, -1):
        if records[place]["value"] == records[place + 1]["value"]:
            found[place] = found[place + 1]
    return found


def _unsettled(row: Mapping, span: Bounds, other: Mapping, beyond: Bounds) -> bool:
    """Whether the order of two could be other than their stated figures say."""
    could_fall = beyond.high > span.low
    could_rise = span.high > beyond.low
    if row["value"] == other["value"]:
        return could_fall or could_rise
    return could_fall if row["value"] > other["value"] else could_rise
