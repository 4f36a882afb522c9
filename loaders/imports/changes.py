"""What a new reading of an import says differently from what is stored: new, changed, gone, and totals. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.batch import Batch, statement_id

MOST_LISTED = 200


class Said(NamedTuple):
    """What one statement says; two of one id that say the same are no change."""

    value: float | None
    value_high: float | None
    status: str
    unit: str


@dataclass
class Total:
    """Count and sum of the figures of one indicator, before and after."""

    count_before: int = 0
    count_after: int = 0
    sum_before: float = 0.0
    sum_after: float = 0.0


@dataclass(frozen=True)
class Changes:
    """How an import differs from what is stored: counts, the first ids of each kind, totals by indicator.

    `changed` has what was said before and what is said now.
    """

    counts: dict[str, int]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[tuple[str, Said, Said], ...]
    totals: dict[str, Total] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return any(self.counts[kind] for kind in ("new", "changed", "gone"))

    @property
    def summary(self) -> str:
        """One line for the load and the dry run."""
        counts = self.counts
        return f"{counts['new']} new, {counts['changed']} changed, {counts['gone']} gone, {counts['same']} the same"


def changes(before: Iterable[tuple[str, str, Said]], after: Iterable[tuple[str, str, Said]], most: int = MOST_LISTED) -> Changes:
    """Compare statements given as id, indicator and what they say; those of the one import only on both sides."""
    totals: dict[str, Total] = defaultdict(Total)
    known: dict[str, Said] = {}
    for id_, indicator, said in before:
        known[id_] = said
        totals[indicator].count_before += 1
        totals[indicator].sum_before += said.value or 0.0
    counts = {"new": 0, "changed": 0, "gone": 0, "same": 0}
    new, changed = [], []
    for id_, indicator, said in after:
        totals[indicator].count_after += 1
        totals[indicator].sum_after += said.value or 0.0
        stored = known.pop(id_, None)
        kind = "new" if stored is None else "same" if stored == said else "changed"
        counts[kind] += 1
        if kind == "new" and len(new) < most:
            new.append(id_)
        elif kind == "changed" and len(changed) < most:
            changed.append((id_, stored, said))
    counts["gone"] = len(known)
    return Changes(counts, tuple(new), tuple(list(known)[:most]), tuple(changed), dict(totals))


def of_batches(import_id: str, batches: Iterable[Batch]) -> Iterable[tuple[str, str, Said]]:
    """The statements of batches as `changes` compares them."""
    for batch in batches:
        rows = batch.each("entity", "indicator", "period", "breakdown", "value", "value_high", "attributes")
        for entity, indicator, period, breakdown, value, high, attributes in rows:
            id_ = statement_id(import_id, entity, indicator, period, breakdown)
            yield id_, indicator, Said(value, high, attributes.status, attributes.unit)
