"""The regions of Ukraine with their outlines, and the value of an indicator for each, as GeoJSON."""

from layouts.figures import atlas_map
from layouts.visit import Visit
from publish.api import fields, parameters
from publish.api.asked import Asked
from publish.api.parameters import Parameter
from publish.api.refusals import Fault, Refused
from publish.api.values import Rows, cut, measured, value

OUTLINES = "ukraine_oblasts"
INDICATOR = Parameter("indicator", "id", "indicator")
MEASURE = Parameter("measure", "code", codes=("level", "per_head"))
AT = Parameter("period", "text")
MAPPED_BY = (INDICATOR, AT, MEASURE, *parameters.PAGED)

MOST_NAMED = 12
"""Periods that are named where another is asked for."""

EMPTY = dict.fromkeys(fields.names(fields.VALUE))


def regions(asked: Asked) -> Rows:
    """One row per region, by its code; without a value where nothing is reported."""
    visit = asked.visit
    told = _told(asked) if asked["indicator"] else {}
    listed = sorted(visit.maps.get(OUTLINES, {}).get("features", []), key=lambda feature: feature["id"])
    measure = (asked["measure"] or "level") if asked["indicator"] else None
    return cut([(feature["id"], told.get(feature["id"])) for feature in listed], asked, lambda pair: _region(visit, *pair, measure))


def _told(asked: Asked) -> dict[str, dict]:
    """The rows of an indicator by region, the newest of each or those of one period."""
    visit, indicator, period = asked.visit, asked["indicator"], asked["period"]
    mapped = atlas_map.data(visit, indicator, period or "newest", asked["measure"] or "level")
    if period and mapped.rows.empty:
        there = atlas_map.periods(visit, indicator)
        instead = visit.words("api.there_are", names=", ".join(there[:MOST_NAMED]) or "-")
        raise Refused(Fault("not_found", visit.words("api.wrong.at", given=period, instead=instead), "period", period, there[:3]))
    return {row["entity"]: row for row in mapped.regional.to_dict("records")}


def _region(visit: Visit, iso: str, row: dict | None, measure: str | None) -> dict:
    told = {**EMPTY, "breakdown": {}, "flags": [], "conflict": False, "rivals": 0}
    if row:
        told = measured(visit, row, measure) if measure == "per_head" else value(visit, row)
    return {**told, "iso": iso, "measure": measure, "entity": iso, "entity_name": visit.words.entity(iso)}


def feature(visit: Visit, record: dict) -> dict:
    """A record of a region as a feature: its outline, and everything else as properties."""
    shapes = {one["id"]: one["geometry"] for one in visit.maps[OUTLINES]["features"]}
    return {"type": "Feature", "id": record["iso"], "geometry": shapes[record["iso"]], "properties": record}
