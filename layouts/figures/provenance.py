"""The sources, what they state and how much of it is doubted; open conflicts; who reports what."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from layouts.figures import clusters
from layouts.figures.catalogue import DOUBTS, doubted
from layouts.visit import Visit
from metrics import coverage, frames, paging, query
from metrics.tallies import tallies

MOST = 2_000
"""Statements of a source, or flagged ones, that a page lists; a foreign table may have millions."""


@dataclass(frozen=True)
class Provenance:
    """`conflicts`: shown rows whose observation has rivals. `flagged`: statements with a doubt. `by_flag`: how many carry each
    doubt. `counts`: per source how many statements it makes, and how many of them carry a doubt."""

    conflicts: pd.DataFrame
    flagged: pd.DataFrame
    by_flag: dict[str, int]
    counts: dict[str, tuple[int, int]]


def data(visit: Visit) -> Provenance:
    """The doubts of the release, and what each source states."""
    return _doubts(visit.release, MOST)


@lru_cache(maxsize=2)
def _doubts(release: query.Release, most: int) -> Provenance:
    """Looked for once and kept for the last few releases: among millions of statements it takes a second."""
    conflicts = query.statements(release, shown=True, disputed=True)
    counts: dict[str, tuple[int, int]] = {}
    by_flag: dict[str, int] = {}
    for source, flags, count in tallies(release):
        made, doubts = counts.get(source, (0, 0))
        counts[source] = made + count, doubts + (count if doubted(flags) else 0)
        for flag in set(flags) if doubted(flags) else ():
            by_flag[flag] = by_flag.get(flag, 0) + count
    flagged = paging.page(release, limit=most, flags=DOUBTS, sources=[source for source, (_, doubts) in counts.items() if doubts]).rows
    return Provenance(conflicts, flagged, by_flag, counts)


@dataclass(frozen=True)
class Stated:
    """What one source states: `rows` at most MOST of its statements, `total` their number."""

    rows: list[dict]
    total: int

    @property
    def flagged(self) -> list[dict]:
        """Statements with a doubt."""
        return [row for row in self.rows if doubted(row["flags"])]


def stated(visit: Visit, source: str) -> Stated:
    """The statements of one source; of very many the first."""
    total = sum(tally.count for tally in tallies(visit.release) if tally.source == source)
    if total <= MOST:
        return Stated(query.statement_rows(visit.release, sources=[source]), total)
    return Stated(frames.records(paging.page(visit.release, limit=MOST, sources=[source]).rows), total)


def resolved(visit: Visit) -> set[str]:
    """Ids of statements that a resolution shows."""
    return {resolution.show for resolution in visit.register.resolutions}


def completeness(visit: Visit, themes: tuple[str, ...]) -> dict[str, dict[str, dict]]:
    """By Ukrainian cluster and theme: how many figures (`count`), and the newest period (`newest`)."""
    listed = sorted((e.id for e in clusters.listed(visit)), key=visit.words.entity)
    rows = query.observations(visit.release, entities=listed)
    found: dict[str, dict[str, dict]] = {entity: {} for entity in listed}
    for cell in frames.records(coverage.completeness(rows[rows["period_kind"] != "date"], listed, themes)):
        found[cell["entity"]][cell["theme"]] = cell
    return found
