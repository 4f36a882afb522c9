"""Rows of statements as records of the API: every value with its hedge, what it counts, who said it, and a sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote

import pandas as pd

from layouts.figures.sentence import sentence
from layouts.visit import Visit
from loaders.parse import fold
from metrics import paging, query
from publish.api.asked import Asked
from publish.api.parameters import MOST_LINES

KEPT = (
    "statement", "entity", "entity_kind", "region", "country", "indicator", "theme", "concept", "qualifier", "status", "unit", "counts",
    "period", "sense", "period_kind", "period_start", "period_end", "basis", "source", "edition", "why_shown",
)
"""Columns that a record takes over as they are."""

PLURAL = {
    "statement": "ids", "entity": "entities", "indicator": "indicators", "theme": "themes", "concept": "concepts", "kind": "kinds",
    "region": "regions", "country": "countries", "source": "sources", "status": "statuses", "qualifier": "qualifiers",
}
"""The filters of `metrics.query` by the names of parameters."""

MOST_COUNTED = 100_000
"""Counting what a question matches stops here."""


class Rows(NamedTuple):
    """What an address answers with: `rows` of one page, how each becomes a record, how many match in all, and what comes after.

    `matches` is None where it is the number of rows; beyond MOST_COUNTED it is a floor. `more` are further members of the answer.
    """

    rows: Iterable
    record: Callable[[object], dict]
    matches: int | None = None
    after: int | None = None
    more: Mapping[str, object] = {}


def cut(rows: list, asked: Asked, record: Callable[[object], dict], **more) -> Rows:
    """The page of rows that are all at hand; a cursor is the number of rows before it."""
    end = asked.after + asked.limit
    return Rows(rows[asked.after:end], record, len(rows), end if end < len(rows) else None, more)


def statements(asked: Asked) -> Rows:
    """Statements, shown or not."""
    return _paged(asked, None, lambda row: {**value(asked.visit, row), "shown": row["shown"]})


def observations(asked: Asked) -> Rows:
    """Observations, each with the statement that it shows; an observation is named by any of its statements."""
    if asked["statement"]:
        asked = replace(asked, values={**asked.values, "statement": _shown(asked.visit, asked["statement"])})
    return _paged(asked, True, lambda row: value(asked.visit, row))


def _shown(visit: Visit, ids: Iterable[str]) -> tuple[str, ...]:
    """The statements that the observations of some statements show."""
    rows = query.statements(visit.release, ids=ids)
    hidden = [query.statements(visit.release, observation=one, shown=True)["statement"].iloc[0] for one in
              dict.fromkeys(rows[~rows["shown"]]["observation"])]
    return tuple(dict.fromkeys([*rows[rows["shown"]]["statement"], *hidden]))


def narrowed(asked: Asked) -> dict:
    """The filters of an address as `metrics.paging` takes them."""
    filters: dict = {name: asked[one] for one, name in PLURAL.items() if asked[one]}
    filters |= {"since": asked["from"][0]} if asked["from"] else {}
    filters |= {"until": asked["to"][1]} if asked["to"] else {}
    words = tuple(fold(asked["q"] or "").split())
    return filters | ({"words": words} if words else {"entities": ()} if asked["q"] else {})


def _paged(asked: Asked, shown: bool | None, record: Callable[[dict], dict]) -> Rows:
    filters = narrowed(asked) | ({"shown": shown} if shown is not None else {})
    page = paging.page(asked.visit.release, limit=min(asked.limit, MOST_LINES), after=asked.after, **filters)
    matches = paging.count(asked.visit.release, most=MOST_COUNTED, **filters) if not asked.table else None
    return Rows(page.rows.to_dict("records"), record, matches, page.after)


def value(visit: Visit, row: Mapping) -> dict:
    """The record of one row of statements or observations (fields.VALUE)."""
    words = visit.words
    return {
        **{name: row[name] for name in KEPT},
        "sentence": sentence(visit, row), "entity_name": words.entity(row["entity"]), "indicator_name": words.indicator(row["indicator"]),
        "value": number(row["value"]), "value_high": number(row["value_high"]),
        "unit_name": words.code("units", row["unit"]), "counts_name": words.code("counts", row["counts"]),
        "breakdown": dict(pair.split("=", 1) for pair in row["breakdown"].split(";") if pair),
        "source_title": words.source(row["source"]), "producer": words.producer(row["source"]),
        **{name: words.text(row[name]) or None for name in ("said_by", "locator", "note")},
        "flags": list(row["flags"]), "sample_size": number(row["sample_size"]),
        "conflict": bool(row["rivals"]), "rivals": int(row["rivals"]), **links(visit, row["statement"]),
    }


def measured(visit: Visit, row: Mapping, measure: str, base: str = "") -> dict:
    """The record of a row that was made into another measure (index, per_head): the unit is that of the measure."""
    unit = visit.words(f"unit.{measure}", base=base)
    said = f"{visit.words.hedged(row['value'], row['value_high'], row['qualifier'], row['status'])} ({unit})"
    return {**value(visit, row), "unit": measure, "unit_name": unit, "sentence": sentence(visit, row, said)}


def links(visit: Visit, statement: str) -> dict[str, str]:
    """Where the card and the citation of a statement are."""
    name = quote(statement, safe=":=;")
    return {"card": visit.site + visit.link(f"/figure/{name}"), "citation": visit.site + visit.link(f"/cite/{name}.txt")}


def number(given: float | None) -> float | int | None:
    """A number without a decimal point where it is whole; None where there is none."""
    if given is None or pd.isna(given):
        return None
    return int(given) if float(given).is_integer() and abs(given) < 1e15 else float(given)
