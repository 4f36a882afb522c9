"""Every statement: filtered for the grid, and one opened with all that was said of its observation."""

from dataclasses import dataclass
from typing import get_args

import pandas as pd

from layouts.visit import Visit
from loaders.parse import fold
from loaders.records import NO_DOUBT, Flag
from metrics import frames, paging, query

NARROWED = ("entity", "indicator", "source", "theme", "basis", "flag", "doubts")
"""The filters of the address."""

FILTERS = {"entity": "entities", "indicator": "indicators", "source": "sources", "theme": "themes", "basis": "bases", "flag": "flags"}
MOST = 5_000
"""Statements that one grid holds; a release may have millions."""

DOUBTS = tuple(flag for flag in get_args(Flag) if flag not in NO_DOUBT)


@dataclass(frozen=True)
class Opened:
    """One observation: `row` the statement opened, `said` all its statements, the shown one first."""

    row: dict
    said: list[dict]
    resolution: object | None
    corrections: list
    relations: list


@dataclass(frozen=True)
class Catalogue:
    """`rows`: one per statement, at most MOST of them. `total`: how many the address asks for."""

    rows: pd.DataFrame
    total: int

    @property
    def records(self) -> list[dict]:
        """The rows as dictionaries."""
        return frames.records(self.rows)

    @property
    def whole(self) -> bool:
        """Whether all are there."""
        return len(self.rows) == self.total


def data(visit: Visit) -> Catalogue:
    """The statements that the address asks for: by entity, indicator, source, theme, basis, flag, doubt and text.

    Of very many the first are there, and among them the text is looked for in the names of entity, indicator and source only.
    """
    filters = {column: [visit.given[name]] for name, column in FILTERS.items() if visit.given.get(name)}
    if visit.given.get("doubts"):
        filters["doubted"] = DOUBTS
    if paging.count(visit.release, most=MOST, **filters) <= MOST:
        rows = query.statements(visit.release, **filters).sort_values("statement", key=lambda ids: ids.map(_order))
        found = _search(visit, rows, visit.text("q"))
        return Catalogue(found, len(found))
    filters["words"] = tuple(fold(visit.text("q")).split()) or None
    total = paging.count(visit.release, most=visit.release.statements, **filters)
    return Catalogue(paging.page(visit.release, limit=MOST, **filters).rows, total)


def doubted(flags: tuple[str, ...]) -> bool:
    """Whether any flag is a doubt."""
    return bool(set(flags) - NO_DOUBT)


@dataclass(frozen=True)
class Group:
    """Statements that share a code: how many, how many of them doubted or disputed, their newest period."""

    code: str
    count: int
    doubted: int
    newest: str


GROUPS = ("entity", "indicator", "theme", "source", "basis")


def groups(rows: pd.DataFrame, by: str) -> list[Group]:
    """The statements grouped, the largest group first."""
    made = []
    for code, group in rows.groupby(by):
        doubts = int(((group["rivals"] > 0) | group["flags"].map(doubted)).sum())
        dated = group[group["period_end"].notna()]
        newest = dated.loc[dated["period_end"].idxmax()]["period"] if len(dated) else ""
        made.append(Group(code, len(group), doubts, newest))
    return sorted(made, key=lambda group: (-group.count, group.code))


def _order(statement: str) -> tuple[int, str]:
    """The statements of the read documents first, the public ones (P...) after them."""
    return statement.startswith("P"), statement


def _search(visit: Visit, rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Rows whose names, speakers or ids hold every word of the text, look-alike letters folded."""
    wanted = fold(text).split()
    if not wanted:
        return rows
    texts = rows.apply(lambda row: folded(visit, row), axis=1)
    return rows[texts.map(lambda found: all(word in found for word in wanted))]


def folded(visit: Visit, row) -> str:
    """All a reader may search a statement by, folded."""
    entity, indicator = visit.register.entities[row["entity"]], visit.register.indicators[row["indicator"]]
    texts = [row["statement"], *entity.name.values(), *entity.aliases, *indicator.name.values(), *(row["said_by"] or {}).values(),
             *visit.register.sources[row["source"]].title.values(),
             *(form for value in (row["value"], row["value_high"]) if value == value
               for form in (f"{value:.12g}", visit.words.number(value)))]
    return fold(" ".join(texts))


def opened(visit: Visit, statement: str) -> Opened | None:
    """The observation of one statement with everything that is said and decided about it; None if unknown."""
    found = query.statement_rows(visit.release, ids=[statement])
    if not found:
        return None
    said = sorted(query.statement_rows(visit.release, observation=found[0]["observation"]), key=lambda row: not row["shown"])
    ids = {row["statement"] for row in said}
    register = visit.register
    return Opened(
        row=found[0], said=said, resolution=next((r for r in register.resolutions if r.show in ids), None),
        corrections=[c for c in register.corrections if c.statement in ids],
        relations=[r for r in register.relations if ids & set(r.between)],
    )


def named(visit: Visit, ids) -> list[dict]:
    """The statements of some ids, as far as the release holds them."""
    wanted = sorted(set(ids))
    return query.statement_rows(visit.release, ids=wanted) if wanted else []
