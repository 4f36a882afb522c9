"""Releases, and what one tells otherwise than another."""

from collections.abc import Mapping

from layouts.visit import Visit
from metrics import query
from publish.api.asked import Asked
from publish.api.refusals import Fault, Refused
from publish.api.values import Rows, cut, links, number

BETWEEN = "..."
"""Between the numbers of two releases in a path."""


def releases(asked: Asked) -> Rows:
    """Every release, the newest first."""
    rows = query.releases(asked.visit.release.engine)
    return cut(rows, asked, lambda one: release(one, rows[0].number))


def release(one: query.Release, newest: int) -> dict:
    """The record of one release (fields.RELEASE)."""
    return {"number": one.number, "hash": one.hash, "made": one.made, "statements": one.statements, "newest": one.number == newest}


def one_release(visit: Visit, given: str) -> dict | None:
    """The record of the release of a number; None where there is none."""
    rows = query.releases(visit.release.engine)
    return next((release(one, rows[0].number) for one in rows if str(one.number) == given), None)


def differences(asked: Asked) -> Rows:
    """What the second release of the path tells otherwise than the first, by statement."""
    visit = asked.visit
    older, newer = (_release(visit, part) for part in asked.place.split(BETWEEN))
    rows = query.differences(older, newer).to_dict("records")
    between = {"older": release(older, newer.number), "newer": release(newer, newer.number)}
    return cut(rows, asked, lambda row: difference(visit, row), **{name: {**told, "newest": None} for name, told in between.items()})


def _release(visit: Visit, given: str) -> query.Release:
    found = next((one for one in query.releases(visit.release.engine) if str(one.number) == given), None)
    if found is None:
        raise Refused(Fault("not_found", visit.words("api.wrong.release", given=given[:20])))
    return found


def difference(visit: Visit, row: Mapping) -> dict:
    """What two releases say of one statement (fields.DIFFERENCE)."""
    words = visit.words
    told = {"old": _said(visit, row, "old"), "new": _said(visit, row, "new")}
    for name in ("qualifier", "status", "unit", "period", "source"):
        told |= {f"{age}_{name}": _there(row[f"{age}_{name}"]) for age in ("old", "new")}
    for name in ("value", "value_high"):
        told |= {f"{age}_{name}": number(_there(row[f"{age}_{name}"])) for age in ("old", "new")}
    shown = {f"{age}_shown": None if _there(row[f"{age}_shown"]) is None else bool(row[f"{age}_shown"]) for age in ("old", "new")}
    return {
        "statement": row["statement"], "change": row["change"], "changed": list(row["fields"]), "entity": row["entity"],
        "entity_name": words.entity(row["entity"]), "indicator": row["indicator"], "indicator_name": words.indicator(row["indicator"]),
        **told, **shown, "card": links(visit, row["statement"])["card"],
    }


def _there(given):
    """A cell, None where it holds nothing."""
    return None if given is None or given != given else given


def _said(visit: Visit, row: Mapping, age: str) -> str | None:
    """The value of one side with hedge and unit; None where that release has no such statement."""
    if _there(row[f"{age}_qualifier"]) is None:
        return None
    parts = [_there(row[f"{age}_{name}"]) for name in ("value", "value_high")]
    return visit.words.value(*parts, *(row[f"{age}_{name}"] for name in ("qualifier", "status", "unit")))
