"""A like-for-like ranking: one definition on one axis, ranks with ties and ranges; the rest set apart, with reasons."""

from dataclasses import dataclass

import pandas as pd

from layouts.chart import Chart, Line, Point
from layouts.figures import findings
from layouts.figures.points import point
from layouts.visit import Visit
from metrics import combine, compare, frames, query, rank

OLDER_MONTHS = 18
"""A bar this much older than the newest of its set is drawn paler, with its date beside it."""


@dataclass(frozen=True)
class Ranking:
    """`ranked`: the rows on the axis. `apart`: (row, reason code) of the rest. `missing`: asked, nothing reported."""

    ranked: pd.DataFrame
    apart: list
    missing: tuple[str, ...]
    asked: tuple[str, ...]
    total: object = None
    no_total: str = ""


def data(visit: Visit, indicator: str, entities) -> Ranking:
    """The newest values of an indicator's concept for some entities, the indicator itself on the axis; none of an unknown one."""
    known = visit.register.indicators.get(indicator)
    concept = (known and known.concept) or indicator
    newest = query.latest(visit.release, concepts=[concept], entities=list(entities))
    silent = query.observation_rows(visit.release, concepts=[concept], entities=list(entities), valued=False, breakdown="")
    compared = compare.like_for_like(newest, main=indicator)
    asked = tuple(entities)
    apart = compared.apart + [(row, "no_value") for row in silent]
    told = {*newest["entity"], *(row["entity"] for row in silent)}
    missing = tuple(entity for entity in asked if entity not in told)
    if compared.main is None or compared.main.indicator != indicator:
        return Ranking(newest.iloc[0:0], apart, missing, asked)
    ranked = rank.rank(compared.main.rows)
    summed, why_not = _total(compared.main.rows, asked)
    return Ranking(ranked, apart, missing, asked, summed, why_not)


def _total(rows: pd.DataFrame, asked: tuple[str, ...]):
    try:
        return combine.total(rows, asked=asked), ""
    except combine.NotSummable as refusal:
        return None, str(refusal)


def draw(visit: Visit, ranking: Ranking, indicator: str, accent: str = "") -> Chart:
    """The ranking as bars, with what could change places, the total with its coverage, and what stands apart."""
    words, rows = visit.words, frames.records(ranking.ranked)
    latest = max((row["period_end"] for row in rows if row["period_end"]), default="")
    points = tuple(_point(visit, row, latest, accent) for row in rows)
    finding = findings.ranking(visit, rows)
    return Chart(
        title=finding, subtitle=words.definition(indicator) or words.indicator(indicator),
        lines=(Line(words.indicator(indicator), "", points, visit.register.indicators[indicator].unit),),
        alt=finding + ". " + "; ".join(f"{p.rank} {p.name} {p.label}" for p in points),
        unit=visit.register.indicators[indicator].unit, notes=tuple(_notes(visit, ranking, rows)),
        sources=tuple(row["source"] for row in rows),
    )


def _point(visit: Visit, row: dict, latest: str, accent: str) -> Point:
    older = bool(row["period_end"]) and _months(row["period_end"], latest) > OLDER_MONTHS
    return point(visit, row, rank=ranks(row), older=older, accent=row["entity"] == accent, link=visit.entity_link(row["entity"]))


def ranks(row) -> str:
    """A rank with the range its hedges leave: 1, or 1–3 where they do not settle it."""
    low, high = row["rank_low"], row["rank_high"]
    return str(low) if low == high else f"{low}–{high}"


def _months(earlier: str, later: str) -> int:
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])


def _notes(visit: Visit, ranking: Ranking, rows: list[dict]) -> list[str]:
    words = visit.words
    notes = [findings.could_change(visit, rows)]
    if ranking.total is not None and len(ranking.total.included) > 1:
        notes.append(findings.total(visit, ranking.total))
    elif ranking.no_total and len(ranking.ranked) > 1:
        notes.append(words("note.no_total", reason=words(f"reason.{ranking.no_total}")))
    if ranking.missing:
        names = ", ".join(words.entity(entity) for entity in ranking.missing)
        notes.append(words("note.missing", n=len(ranking.missing), count=len(ranking.missing), names=names))
    return [note for note in notes if note]


def apart_groups(visit: Visit, ranking: Ranking) -> list[tuple[str, str, tuple[Point, ...]]]:
    """What is set apart, by definition: (name of the definition, reason in words, its points)."""
    groups: dict[tuple[str, str], list] = {}
    for row, reason in ranking.apart:
        groups.setdefault((row["indicator"], reason), []).append(row)
    made = []
    for (indicator, reason), rows in groups.items():
        counts = visit.words.code("counts", visit.register.indicators[indicator].counts)
        points = tuple(point(visit, row, older=True, link=visit.entity_link(row["entity"])) for row in rows)
        made.append((visit.words.indicator(indicator), visit.words(f"reason.{reason}", counts=counts), points))
    return made
