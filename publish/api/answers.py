"""What the API answers to an address, as text: JSON, GeoJSON or CSV, of one page."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from layouts.visit import Visit
from metrics import frames, paging, registers
from publish.api import fields, refusals, regions, sheet, values
from publish.api.asked import Asked
from publish.api.refusals import Refused
from publish.api.resources import Door
from publish.api.values import Rows
from publish.caching import Body

JSON = "application/json"
GEO = "application/geo+json"
CSV = "text/csv; charset=utf-8"


def media_type(door: Door) -> str:
    """The media type of an answer."""
    return CSV if door.table else GEO if door.resource.geo else JSON


def body(door: Door, asked: Asked) -> Body:
    """The answer to an address, with a link to the next page where there is one; Refused where what it names is not there."""
    text, following = _made(door, asked)
    heads = {"link": f'<{following}>; rel="next"'} if following else {}
    if door.table:
        heads["content-disposition"] = f'inline; filename="{door.resource.name}-release-{asked.visit.release.number}.csv"'
    return Body(text.encode(), heads)


def _made(door: Door, asked: Asked) -> tuple[str, str]:
    """The text of an answer and the address of the next page, empty where this is the last."""
    if door.table and door.resource.name == "statements":
        return _statements(asked)
    if door.place and door.resource.one:
        return _json({**_head(asked.visit), "item": _one(door, asked)}), ""
    rows = door.resource.rows(asked)
    records = [fields.ordered(door.resource.fields, rows.record(row)) for row in rows.rows]
    following = _next(asked, rows.after)
    if door.table:
        return sheet.of_records(fields.names(door.resource.fields), records), following
    return _json(_listed(door, asked, rows, records, following)), following


def _listed(door: Door, asked: Asked, rows: Rows, records: list[dict], following: str) -> dict:
    """A page of records with what belongs to all of them."""
    matches = rows.matches if rows.matches is not None else len(records)
    counted = {"matches": min(matches, values.MOST_COUNTED), "matches_qualifier": "at_least" if matches > values.MOST_COUNTED else "exact"}
    told = {**_head(asked.visit), **counted, "next": following or None, **rows.more}
    if door.resource.geo:
        return {"type": "FeatureCollection", **told, "attribution": asked.visit.words("shell.map_credit"),
                "features": [regions.feature(asked.visit, record) for record in records]}
    return {**told, "items": records}


def _head(visit: Visit) -> dict:
    """What every answer says first: of which release and in which language it is."""
    release = visit.release
    return {"release": {"number": release.number, "hash": release.hash, "made": release.made}, "language": visit.words.language}


def _one(door: Door, asked: Asked) -> Mapping:
    found = door.resource.one(asked.visit, door.place)
    if found is None:
        raise Refused(refusals.unknown(asked.visit, door.resource.of, door.resource.of, door.place))
    return fields.ordered(door.resource.fields, found)


def _next(asked: Asked, after: int | None) -> str:
    """The address of the page that follows: of the same release, so that nothing is told twice or left out."""
    if after is None:
        return ""
    visit = asked.visit
    choices = {**visit.given, "release": str(visit.release.number), "cursor": str(after)}
    return f"{visit.path}?{urlencode(choices, safe=',:')}"


def _statements(asked: Asked) -> tuple[str, str]:
    """The statements with the columns that they always had."""
    visit = asked.visit
    most = max(visit.settings["limits"]["statements"], 1)
    page = paging.page(visit.release, limit=min(asked["limit"] or most, most), after=asked.after, **values.narrowed(asked))
    rows = frames.csv_frame(page.rows, visit.release.number, registers.unit_names(visit.register))
    return sheet.as_csv(rows), _next(asked, page.after)


def _json(told: Mapping) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
