"""The sources, what they state and how much of it is doubted; open conflicts; who reports what."""

from dataclasses import dataclass

import pandas as pd

from layouts.figures import clusters
from layouts.figures.catalogue import doubted
from layouts.visit import Visit
from metrics import coverage, query

STALE_YEARS = 3


@dataclass(frozen=True)
class Provenance:
    """`statements`: all of the release. `conflicts`: shown rows whose observation has rivals."""

    statements: pd.DataFrame
    conflicts: pd.DataFrame

    @property
    def flagged(self) -> pd.DataFrame:
        """Statements with a doubt."""
        return self.statements[self.statements["flags"].map(doubted)]


def data(visit: Visit, source: str = "") -> Provenance:
    """All statements of the release, or of one source."""
    rows = query.statements(visit.release, sources=[source] if source else None)
    return Provenance(rows, rows[rows["shown"] & (rows["rivals"] > 0)])


def counts(found: Provenance) -> dict[str, tuple[int, int]]:
    """Per source: statements made, and those that carry a flag."""
    made = found.statements.groupby("source").size()
    doubted = found.flagged.groupby("source").size()
    return {source: (int(count), int(doubted.get(source, 0))) for source, count in made.items()}


def resolved(visit: Visit) -> set[str]:
    """Ids of statements that a resolution shows."""
    return {resolution.show for resolution in visit.register.resolutions}


def completeness(visit: Visit, themes: tuple[str, ...]) -> pd.DataFrame:
    """One row per Ukrainian cluster and theme: how many figures, and the newest period."""
    rows = query.observations(visit.release, kinds=["cluster"])
    listed = sorted((e.id for e in clusters.listed(visit)), key=visit.words.entity)
    return coverage.completeness(rows[rows["period_kind"] != "date"], listed, themes)
