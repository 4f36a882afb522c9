"""What tells two releases apart, figure by figure: new, changed, gone, decided; and the list of releases with their sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from layouts.figures.changed import AMOUNT
from layouts.visit import Visit
from metrics import frames, query

KINDS = ("changed", "resolved", "shown_changed", "new", "gone")
"""In the order of what a reader of old figures must know first."""


@dataclass(frozen=True)
class Said:
    """What one release said of a figure."""

    value: float
    value_high: float
    unit: str
    qualifier: str
    status: str
    period: str
    sense: str


@dataclass(frozen=True)
class Difference:
    """One figure told otherwise: `old` and `new` are None where a release does not hold it; `fields` what differs."""

    statement: str
    kind: str
    entity: str
    indicator: str
    period: str
    breakdown: str
    old: Said | None
    new: Said | None
    fields: tuple[str, ...] = ()

    @property
    def amount_differs(self) -> bool:
        """Whether the number, its hedge, its status or its time differs, and not only what stands beside it."""
        return bool({*AMOUNT, "period", "sense"} & set(self.fields)) or self.kind in ("resolved", "shown_changed")


@dataclass(frozen=True)
class Step:
    """One release in the list: how many figures it has new, changed or gone against the one before; None for the first."""

    release: query.Release
    before: query.Release | None
    counts: Mapping[str, int]


@lru_cache(maxsize=8)
def data(old: query.Release, new: query.Release) -> tuple[Difference, ...]:
    """Every difference between two releases, kept for the last few pairs: a release never changes."""
    decided = _decided(new) - _decided(old)
    rows = frames.records(query.differences(old, new))
    found = [_difference(row, decided) for row in rows if row["change"] != "shown_changed"]
    found += _shown(row for row in rows if row["change"] == "shown_changed")
    told = {one.statement for one in found}
    return tuple(replace(one, kind="resolved") if one.kind == "shown_changed" and one.statement in decided else one
                 for one in [*found, *_only_decided(new, decided - told)])


def _decided(release: query.Release) -> set[str]:
    """Ids of the statements that somebody decided to show."""
    return {resolution.show for resolution in query.register(release).resolutions}


def _difference(row: dict, decided: set[str]) -> Difference:
    told = "new" if row["change"] != "gone" else "old"
    kind = "resolved" if row["change"] == "changed" and row["statement"] in decided else row["change"]
    return Difference(row["statement"], kind, row["entity"], row["indicator"], row[f"{told}_period"], row[f"{told}_breakdown"],
                      None if row["change"] == "new" else _said(row, "old"), None if row["change"] == "gone" else _said(row, "new"),
                      tuple(row["fields"]))


def _said(row: Mapping, age: str) -> Said:
    return Said(*(row[f"{age}_{name}"] for name in ("value", "value_high", "unit", "qualifier", "status", "period", "sense")))


def _shown(rows: Iterable[dict]) -> list[Difference]:
    """Another statement of an observation is shown: the one that was, and the one that is, as one difference."""
    pairs: dict[tuple, dict[str, dict]] = {}
    for row in rows:
        key = (row["entity"], row["indicator"], row["new_period"], row["new_breakdown"])
        pairs.setdefault(key, {})["new" if row["new_shown"] else "old"] = row
    return [Difference((pair.get("new") or pair["old"])["statement"], "shown_changed", *key,
                       _said(pair["old"], "old") if "old" in pair else None, _said(pair["new"], "new") if "new" in pair else None)
            for key, pair in pairs.items()]


def _only_decided(release: query.Release, statements: set[str]) -> list[Difference]:
    """What was decided as the rule had it already: the figure stays, and is no longer open."""
    rows = frames.records(query.statements(release, ids=sorted(statements))) if statements else []
    return [Difference(row["statement"], "resolved", row["entity"], row["indicator"], row["period"], row["breakdown"],
                       (said := Said(*(row[name] for name in Said.__dataclass_fields__))), said) for row in rows]


def counts(found: Iterable[Difference]) -> dict[str, int]:
    """How many differences there are of each kind, those that there are."""
    kinds = [one.kind for one in found]
    return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}


def narrowed(found: Iterable[Difference], kind: str = "", entity: str = "", indicator: str = "") -> list[Difference]:
    """The differences of one kind, one entity, one indicator, as far as asked."""
    return [one for one in found if kind in ("", one.kind) and entity in ("", one.entity) and indicator in ("", one.indicator)]


def steps(visit: Visit, first: int, most: int) -> tuple[list[Step], int]:
    """Some releases, newest first, from a place in the list on, each against the one before; and how many there are."""
    releases = query.releases(visit.release.engine)
    shown = releases[first:first + most + 1]
    made = [Step(release, before, counts(data(before, release)) if before else {})
            for release, before in zip(shown[:most], [*shown[1:], None], strict=False)]
    return made, len(releases)
