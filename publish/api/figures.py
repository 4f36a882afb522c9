"""Series and rankings as the figures of the pages make them: what may be joined, what may be ranked, what stands apart and why."""

from collections.abc import Mapping

from layouts.figures import ranking as ranking_figure
from layouts.figures import series as series_figure
from layouts.visit import Visit
from metrics import coverage, query
from metrics.combine import Total
from publish.api import parameters
from publish.api.asked import Asked
from publish.api.parameters import Parameter
from publish.api.refusals import Fault, Refused
from publish.api.values import Rows, cut, measured, number, value

MOST_RANKED = 2_000
"""Entities that one ranking compares: each is set against each."""

MOST_LINES = 20

ONE_INDICATOR = Parameter("indicator", "id", "indicator", required=True)
ENTITIES = Parameter("entity", "ids", "entity", required=True, most=MOST_LINES)
INDICATORS = Parameter("indicator", "ids", "indicator", required=True, most=MOST_LINES)
MEASURE = Parameter("measure", "code", codes=("level", *series_figure.MEASURED))

RANKED_BY = (ONE_INDICATOR, parameters.ENTITY, parameters.KIND, parameters.REGION, parameters.COUNTRY, *parameters.PAGED)
JOINED_BY = (ENTITIES, INDICATORS, MEASURE, parameters.SINCE, *parameters.PAGED)


def ranking(asked: Asked) -> Rows:
    """The comparable set of an indicator with ranks and their ranges, then what is set apart, with the reason."""
    visit, indicator = asked.visit, asked["indicator"]
    wanted = _wanted(asked)
    made = ranking_figure.data(visit, indicator, wanted)
    rows = [(row, "") for row in made.ranked.to_dict("records")] + list(made.apart)
    told = coverage.coverage(made.ranked, wanted)
    more = {
        "coverage": {"asked": len(told.asked), "have": len(told.have), "missing": list(told.missing), "oldest": told.oldest,
                     "newest": told.newest},
        "sum": _sum(visit, made.total), "no_sum": visit.words(f"reason.{made.no_total}") if made.no_total else None,
    }
    return cut(rows, asked, lambda pair: ranked(visit, *pair), **more)


def _wanted(asked: Asked) -> list[str]:
    """The entities that are asked for: those named, or all that report the concept, of the kinds and places asked for."""
    if asked["entity"]:
        return list(asked["entity"])
    record = asked.visit.register.indicators[asked["indicator"]]
    filters = {name: asked[one] for one, name in (("kind", "kinds"), ("region", "regions"), ("country", "countries")) if asked[one]}
    about = {"concepts": [record.concept or record.id], **filters}
    valued, silent = query.latest(asked.visit.release, **about), query.observations(asked.visit.release, valued=False, **about)
    found = sorted({*valued["entity"], *silent["entity"]})
    if len(found) > MOST_RANKED:
        raise Refused(Fault("parameter", asked.visit.words("api.wrong.wide", count=len(found), most=MOST_RANKED), "entity"))
    return found


def _sum(visit: Visit, total: Total | None) -> dict | None:
    if total is None:
        return None
    said = visit.words.value(total.value, total.value_high, total.qualifier, total.status, total.unit)
    return {"value": number(total.value), "value_high": number(total.value_high), "qualifier": total.qualifier, "status": total.status,
            "unit": total.unit, "said": said, "included": list(total.included)}


def ranked(visit: Visit, row: Mapping, reason: str) -> dict:
    """One row of a ranking (fields.RANKED)."""
    ranks = {name: None if reason else int(row[name]) for name in ("rank", "rank_low", "rank_high")}
    return {**ranks, "changeable": [] if reason else list(row["changeable"]), **_apart(visit, row, reason), **value(visit, row)}


def _apart(visit: Visit, row: Mapping, reason: str) -> dict:
    """Why a row stands apart, as a code and in words; nothing where it does not."""
    counts = visit.words.code("counts", row["counts"])
    return {"apart": reason or None, "apart_name": visit.words(f"reason.{reason}", counts=counts) if reason else None}


def series(asked: Asked) -> Rows:
    """The points of lines, those of one segment to be joined; then the values of another length of time, which stand apart."""
    visit = asked.visit
    since = asked["from"][0] if asked["from"] else ""
    made = series_figure.data(visit, asked["entity"], asked["indicator"], asked["measure"] or "level", since)
    rows = [(row, "") for row in made.rows.to_dict("records")]
    rows += [(row, "period_length_differs") for row in made.apart.to_dict("records")]
    more = {"measure": made.measure, "base": made.base or None, "without_population": list(made.blank)}
    return cut(rows, asked, lambda pair: point(visit, *pair, made), **more)


def point(visit: Visit, row: Mapping, reason: str, made: series_figure.Series) -> dict:
    """One point of a series (fields.POINT)."""
    plain = reason or made.measure == "level"
    told = value(visit, row) if plain else measured(visit, row, made.measure, made.base)
    return {"segment": None if reason else int(row["segment"]), **_apart(visit, row, reason), **told}
