"""The number of a line with its hedge and upper end: read as a person writes it, refused where it may mean two things."""

import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from loaders.amount import Amount, amount
from loaders.forms.filled import Answer, Cell, Filled
from loaders.forms.rejection import Known, Rejection, code_in
from loaders.records import Indicator
from loaders.workbook import Flaw, Moment, Number

FARTHEST = 10
"""How many times what was said before an answer may be without a note."""

_LONE_COMMA = re.compile(r"\D*[1-9][0-9]{0,2},[0-9]{3}\D*")


def near(answer: Answer, value: float, before: tuple[float, ...], note: str) -> None:
    """A figure ten times all that was said, or a tenth of it, is most often a slip of the comma: it needs a note."""
    if not note and before and min(before) > 0 and not min(before) / FARTHEST < value < max(before) * FARTHEST:
        near = min(before, key=lambda one: abs(one - value))
        raise Rejection(answer.cell("value"), "jump", {"given": answer.texts["value"].strip()[:60], "last": _plain(near)})


def valued(form: Filled, answer: Answer, indicator: Indicator, known: Known) -> tuple[float, float | None, str]:
    """Value, upper end and hedge of a line."""
    if not answer.texts["value"].strip():
        raise Rejection(answer.cell("value"), "no_value")
    kind = known.unit_kinds.get(indicator.unit, "count")
    said = _amount(form, answer, "value", indicator, kind)
    chosen, upper = code_in(answer, "qualifier", known), answer.texts.get("value_high", "").strip()
    if said.qualifier != "exact" and chosen and chosen != said.qualifier:
        raise Rejection(answer.cell("qualifier"), "two_hedges", {"given": answer.texts["value"].strip()})
    qualifier = said.qualifier if said.qualifier != "exact" else chosen or "exact"
    high = said.value_high
    if upper:
        if qualifier not in ("exact", "range") or (chosen == "exact") or high is not None:
            raise Rejection(answer.cell("value_high"), "upper_alone")
        end = _amount(form, answer, "value_high", indicator, kind)
        if end.qualifier != "exact":
            raise Rejection(answer.cell("value_high"), "upper_hedged")
        high, qualifier = end.value, "range"
    if qualifier == "range" and high is None:
        raise Rejection(answer.cell("value_high"), "upper_missing")
    if high is not None and high <= said.value:
        raise Rejection(answer.cell("value_high"), "upper_below")
    return said.value, high, qualifier


def _amount(form: Filled, answer: Answer, column: str, indicator: Indicator, kind: str) -> Amount:
    """The number in a cell, whole where things are counted, in the indicator's unit and plausible."""
    given = answer.texts[column]
    cell, shown = answer.cell(column), {"given": given.strip()[:60]}
    said = _number(given, cell, comma_is_decimal=form.language != "en" and kind != "count")
    if said.unit and said.unit != indicator.unit:
        raise Rejection(cell, "unit", shown)
    for value in (said.value, said.value_high):
        if value is None:
            continue
        if kind == "count" and value % 1:
            raise Rejection(cell, "not_whole", shown)
        if indicator.minimum is not None and value < indicator.minimum:
            raise Rejection(cell, "low", {**shown, "bound": _plain(indicator.minimum)})
        if indicator.maximum is not None and value > indicator.maximum:
            raise Rejection(cell, "high", {**shown, "bound": _plain(indicator.maximum)})
    return said


def _plain(value: float) -> str:
    return format(Decimal(f"{value:.15g}"), "f")


def _number(given: str, cell: Cell, comma_is_decimal: bool) -> Amount:
    shown = {"given": given.strip()[:60]}
    if isinstance(given, Flaw):
        raise Rejection(cell, "formula" if given.startswith("=") else "error", shown)
    if isinstance(given, Moment):
        raise Rejection(cell, "date", shown)
    if isinstance(given, Number):
        return Amount(float(given.rstrip("%")), unit="percent" if given.endswith("%") else None)
    if comma_is_decimal and _LONE_COMMA.fullmatch(given):
        raise Rejection(cell, "ambiguous", shown)
    try:
        return amount(given)
    except PydanticCustomError:
        raise Rejection(cell, "ambiguous" if _LONE_COMMA.search(given) else "no_number", shown) from None
