"""Every statement: filtered for the grid, and one opened with all that was said of its observation."""

from dataclasses import dataclass

import pandas as pd

from layouts.visit import Visit
from loaders.parse import fold
from loaders.records import NO_DOUBT
from metrics import query

NARROWED = ("entity", "indicator", "source", "theme", "basis", "flag", "doubts")
"""The filters of the address."""

FILTERS = {"entity": "entities", "indicator": "indicators", "source": "sources", "theme": "themes"}


@dataclass(frozen=True)
class Opened:
    """One observation: `row` the statement opened, `said` all its statements, the shown one first."""

    row: dict
    said: list[dict]
    resolution: object | None
    corrections: list
    relations: list


def data(visit: Visit) -> pd.DataFrame:
    """One row per statement that the address asks for: by entity, indicator, source, theme, flag and text."""
    filters = {column: [visit.given[name]] for name, column in FILTERS.items() if visit.given.get(name)}
    rows = query.statements(visit.release, **filters)
    if visit.given.get("doubts"):
        rows = rows[(rows["rivals"] > 0) | rows["flags"].map(doubted)]
    if visit.given.get("basis"):
        rows = rows[rows["basis"] == visit.given["basis"]]
    if visit.given.get("flag"):
        rows = rows[rows["flags"].map(lambda flags: visit.given["flag"] in flags)]
    return _search(visit, rows.sort_values("statement", key=lambda ids: ids.map(_order)), visit.text("q"))


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
    found = query.statements(visit.release, ids=[statement]).to_dict("records")
    if not found:
        return None
    said = query.statements(visit.release, observation=found[0]["observation"]).sort_values("shown", ascending=False).to_dict("records")
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
    return query.statements(visit.release, ids=wanted).to_dict("records") if wanted else []
