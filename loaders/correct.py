"""Corrections of known errors in sources. Pure.

A correction says what it expects to find; where the file says something else, the load stops.
"""

from pydantic import ValidationError

from loaders import parse
from loaders.problem import Problem
from loaders.records import Correction, Statement
from loaders.refusal import shown
from loaders.typed import Entry

Printed = dict[str, dict[str, object]]
"""By statement id: the fields that a correction replaced, as the source printed them."""


def correct(
    statements: list[Entry[Statement]], corrections: list[Entry[Correction]], units: dict[str, str],
) -> tuple[list[Entry[Statement]], Printed, list[Problem]]:
    """The statements with the corrections applied. `units` is the unit of each indicator by id.

    A suggestion leaves the statement as it is (its reading is shown beside it) but must match too.
    """
    by_id = {entry.record.id: entry for entry in statements}
    printed: Printed = {}
    problems: list[Problem] = []
    for correction in corrections:
        entry = by_id.get(correction.record.statement)
        if entry is None:
            continue
        found = _matched(correction, entry.record, units) or _reread(correction, entry)
        if isinstance(found, Problem):
            problems.append(found)
        elif correction.record.action == "apply":
            field = correction.record.field
            printed.setdefault(entry.record.id, {})[field] = _now(entry.record, field, units)
            by_id[entry.record.id] = found
    return [by_id[entry.record.id] for entry in statements], printed, problems


def _now(statement: Statement, field: str, units: dict[str, str]) -> object:
    value = getattr(statement, field)
    return units.get(statement.indicator) if field == "unit" and value is None else value


def _matched(correction: Entry[Correction], statement: Statement, units: dict[str, str]) -> Problem | None:
    """The problem of a correction that does not find what it expects."""
    field, expected = correction.record.field, correction.record.expect
    now = _now(statement, field, units)
    try:
        same = parse.number(expected) == now if field in ("value", "value_high") else expected == now
    except ValueError:
        same = False
    if same:
        return None
    message = (f"expect is {expected}, but {field} of {statement.id} is {shown(now)}; "
               "look at the source again, and mend or delete the correction")
    return correction.problem(message, "expect")


def _reread(correction: Entry[Correction], entry: Entry[Statement]) -> Entry[Statement] | Problem:
    """The statement with the correction's reading, or what is wrong with the reading."""
    field, reading = correction.record.field, correction.record.reading
    try:
        corrected = Statement.model_validate({**entry.record.model_dump(), field: reading})
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = detail.get("ctx", {})
        instead = context.get("instead", detail["msg"])
        return correction.problem(f"reading is {reading}; {instead}", "reading")
    return Entry(corrected, entry.path, entry.node)
