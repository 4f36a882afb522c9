"""Which statement an observation shows, and how many others say something else. Pure.

A resolution decides. Without one the default rule goes down these steps, and `why_shown` names
the step that parted the shown statement from the next best:

1. `only`       there is one statement;
2. `outcome`    what has been measured before an estimate, a forecast, a plan, a missing value;
3. `undoubted`  no flag of doubt before flagged;
4. `stated`     what a source states before what is derived from it;
5. `precise`    an exact value before a range and a hedged one;
6. `latest`     the source published last (an unknown day is before all others);
7. `first_id`   the lowest id.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from loaders.observe import Observation, span
from loaders.records import NO_DOUBT, Indicator, Statement

_OUTCOME = {"A": 0, "B": 0, "D": 0, "P": 0, "U": 0, "E": 1, "F": 2, "planned": 3, "L": 4, "M": 4}
_PRECISE = {"exact": 0, "range": 1}
_AHEAD = ("F", "planned")
STEPS = ("outcome", "undoubted", "stated", "precise", "latest", "first_id")


class Settled(NamedTuple):
    """What is settled about one statement. `why_shown` is None unless it is shown."""

    shown: bool
    rivals: int
    why_shown: str | None


class Candidate(NamedTuple):
    """One statement with what the settling needs beside it."""

    statement: Statement
    observed: Observation
    indicator: Indicator
    published: int
    """The day the source was published, as an ordinal; 0 where unknown."""


def settle(candidates: Iterable[Candidate], resolutions: Mapping[str, Iterable[str]]) -> dict[str, Settled]:
    """By statement id. `resolutions` holds the ids over which an id is shown.

    Two dates of one dated fact are two observations, for there the period is the fact; they stand
    against each other where a resolution says so.
    """
    about = {one.statement.id: one for one in candidates}
    shown_for = {other: shown for shown, over in resolutions.items() for other in over}
    together: dict[Observation, list[Candidate]] = defaultdict(list)
    for id_, one in about.items():
        together[about[shown_for.get(id_, id_)].observed].append(one)
    settled: dict[str, Settled] = {}
    for group in together.values():
        shown, why = _chosen(group, resolutions.keys())
        for one, rivals in zip(group, _rivals(group), strict=True):
            here = one.statement.id == shown
            settled[one.statement.id] = Settled(here, rivals, why if here else None)
    return settled


def _chosen(group: list[Candidate], by_hand: Collection[str]) -> tuple[str, str]:
    """The id shown, and why."""
    for one in group:
        if one.statement.id in by_hand:
            return one.statement.id, "resolution"
    if len(group) == 1:
        return group[0].statement.id, "only"
    best, second = sorted(map(_rank, group))[:2]
    step = next(step for step, a, b in zip(STEPS, best, second, strict=True) if a != b)
    return best[-1], step


def _rank(one: Candidate) -> tuple[int, int, int, int, int, str]:
    """Sorts the best first."""
    statement = one.statement
    doubtful = bool(set(statement.flags) - NO_DOUBT)
    return (
        _OUTCOME[statement.status], int(doubtful), int(statement.basis == "derived"),
        _PRECISE.get(statement.qualifier, 2), -one.published, statement.id,
    )


def _rivals(group: list[Candidate]) -> Iterator[int]:
    """How many others contradict each statement of a group; a forecast is no rival of an outcome."""
    if group[0].indicator.period_kind == "date":
        for one in group:
            yield sum(_apart(one.statement.period, other.statement.period) for other in group)
        return
    said = [_said(one.statement) for one in group]
    times = Counter(said)
    of_kind = Counter(ahead for ahead, value in said if value)
    for ahead, value in said:
        yield of_kind[ahead] - times[ahead, value] if value else 0


def _said(statement: Statement) -> tuple[bool, tuple | None]:
    """Whether a statement looks ahead, and what it says; None where it has no value."""
    value = (statement.value, statement.value_high, statement.qualifier)
    return statement.status in _AHEAD, None if statement.value is None else value


def _apart(a: str, b: str) -> bool:
    """Whether two dates contradict: neither lies within the other."""
    if "unknown" in (a, b):
        return False
    (a_start, a_end), (b_start, b_end) = span(a), span(b)
    inside = (a_start >= b_start and a_end <= b_end) or (b_start >= a_start and b_end <= a_end)
    return not inside
