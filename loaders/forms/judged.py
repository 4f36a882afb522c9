"""Each answer of a filled form: a figure as a statement may hold it, or why its cell cannot be taken. Pure.

A rejection is a key of the language files with its parts, so that it can be said in the language of the form, word for
word the same on the command line and in the comment of the cell.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pydantic_core import PydanticCustomError

from loaders import parse
from loaders.amount import Amount, amount
from loaders.forms import contract
from loaders.forms.contract import Line
from loaders.forms.filled import Answer, Cell, Filled
from loaders.records import Indicator
from loaders.workbook import Flaw, Moment, Number

_LONE_COMMA = re.compile(r"\D*[1-9][0-9]{0,2},[0-9]{3}\D*")
_LOCAL_DAY = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_LOCAL_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_LONGEST_NOTE = 500


@dataclass(eq=False)
class Rejection(Exception):
    """One cell that cannot be taken: `key` is its sentence in the language files (form.refused.<key>)."""

    cell: Cell
    key: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """One answer that can be taken. `value` is None where it is said not to be counted (status L)."""

    line: Line
    cell: Cell
    value: float | None
    value_high: float | None
    qualifier: str
    status: str
    period: str
    note: str


@dataclass(frozen=True)
class Known:
    """What the answers are held against: indicators and kinds of units by id, the codes of the words of the drop-downs
    (folded, of every language) by column, the names that may confirm (folded) with their texts, and today."""

    indicators: Mapping[str, Indicator]
    unit_kinds: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    speakers: Mapping[str, Mapping[str, str]]
    today: date


@dataclass(frozen=True)
class Judged:
    """A form judged: what can be taken, what cannot, the lines that are gone from it, who confirms it and when."""

    figures: tuple[Figure, ...]
    rejections: tuple[Rejection, ...]
    gone: tuple[Line, ...]
    confirmed: date | None
    said_by: Mapping[str, str]


def judge(form: Filled, known: Known) -> Judged:
    """Judge every answer of a form; all rejections are kept, not the first only."""
    rejections: list[Rejection] = []

    def tried(judging: Callable, *given):
        try:
            return judging(*given)
        except Rejection as rejection:
            rejections.append(rejection)
            return None

    by_key: dict[str, list[Answer]] = {}
    for answer in form.answers:
        by_key.setdefault(answer.key, []).append(answer)
    confirmed = tried(_confirmed, form, by_key, known)
    said_by = tried(_said_by, by_key, known)
    figures = []
    for answer in form.answers:
        if answer.key in (contract.CONFIRMED, contract.SAID_BY, contract.NO_LINE) or not _filled(answer):
            continue
        figures.append(tried(_figure, form, answer, len(by_key[answer.key]), known, confirmed))
    gone = tuple(line for key, line in form.lines.items() if key not in by_key)
    return Judged(tuple(filter(None, figures)), tuple(rejections), gone, confirmed, said_by or {})


def _filled(answer: Answer) -> bool:
    """Whether anything is written in a line; its period stands there from the beginning."""
    return any(answer.texts.get(column, "").strip() for column in contract.FILLED if column != "period")


def _figure(form: Filled, answer: Answer, times: int, known: Known, confirmed: date | None) -> Figure:
    line = form.lines.get(answer.key)
    if line is None:
        raise Rejection(answer.cell("value"), "no_key")
    if " ".join(answer.name.split()) != " ".join(line.name.split()):
        raise Rejection(answer.cell("value"), "shifted", {"name": line.name})
    if times > 1:
        raise Rejection(answer.cell("value"), "twice", {"name": line.name})
    indicator = known.indicators.get(line.indicator)
    if indicator is None:
        raise Rejection(answer.cell("value"), "unknown_indicator", {"name": line.name})
    status = _code(answer, "status", known) or "A"
    period = _period(form, answer, indicator, confirmed, status)
    note = _note(answer)
    if status == "L":
        _no_value(answer)
        return Figure(line, answer.cell("status"), None, None, "exact", status, period, note)
    return Figure(line, answer.cell("value"), *_valued(form, answer, indicator, known), status, period, note)


def _no_value(answer: Answer) -> None:
    for column in ("value", "qualifier", "value_high"):
        if answer.texts.get(column, "").strip():
            raise Rejection(answer.cell(column), "not_counted")


def _valued(form: Filled, answer: Answer, indicator: Indicator, known: Known) -> tuple[float, float | None, str]:
    """Value, upper end and hedge of a line."""
    if not answer.texts["value"].strip():
        raise Rejection(answer.cell("value"), "no_value")
    kind = known.unit_kinds.get(indicator.unit, "count")
    said = _amount(form, answer, "value", indicator, kind)
    chosen, upper = _code(answer, "qualifier", known), answer.texts.get("value_high", "").strip()
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


def _code(answer: Answer, column: str, known: Known) -> str | None:
    given = answer.texts.get(column, "").strip()
    if not given:
        return None
    code = known.codes[column].get(parse.fold(given))
    if code is None:
        raise Rejection(answer.cell(column), "no_choice", {"given": given[:60]})
    return code


def _note(answer: Answer) -> str:
    given = answer.texts.get("note", "")
    if isinstance(given, Flaw):
        raise Rejection(answer.cell("note"), "note_formula", {"given": given[:60]})
    note = " ".join(given.split())
    if len(note) > _LONGEST_NOTE or any(ord(letter) < 32 or ord(letter) == 127 for letter in note):
        raise Rejection(answer.cell("note"), "note_long", {"most": str(_LONGEST_NOTE)})
    return note


def _period(form: Filled, answer: Answer, indicator: Indicator, confirmed: date | None, status: str) -> str:
    """The period of a figure: it ends in the year of the form, and has begun when the form is confirmed."""
    given = answer.texts.get("period", "").strip()
    written = _iso(given) if given else {"stock": f"{form.year}-12"}.get(indicator.period_kind, str(form.year))
    cell = answer.cell("period" if "period" in answer.columns else "value")
    try:
        period = parse.period(written)
    except PydanticCustomError:
        raise Rejection(cell, "period", {"given": given[:60], "year": str(form.year)}) from None
    if period.start is None or period.end is None or period.end.year != form.year:
        raise Rejection(cell, "other_year", {"given": given[:60], "year": str(form.year)})
    if indicator.period_kind == "cumulative" and "/" not in written:
        raise Rejection(cell, "no_beginning", {"year": str(form.year)})
    if confirmed and period.start > confirmed and status not in ("F", "planned"):
        raise Rejection(cell, "not_begun", {"given": written, "day": confirmed.isoformat()})
    return written


def _iso(given: str) -> str:
    """A day or month as it is written by hand, 31.12.2024 or 12.2024, in the way of the data files."""
    if found := _LOCAL_DAY.fullmatch(given):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := _LOCAL_MONTH.fullmatch(given):
        return f"{found[2]}-{int(found[1]):02}"
    return given.partition("T")[0]


def _confirmed(form: Filled, by_key: Mapping[str, list[Answer]], known: Known) -> date:
    answer = next(_only(by_key, contract.CONFIRMED), None)
    if answer is None or not (given := answer.texts["value"].strip()):
        raise Rejection(answer.cell("value") if answer else Cell("", ""), "no_day")
    try:
        day = parse.day(_iso(given))
    except PydanticCustomError:
        raise Rejection(answer.cell("value"), "day", {"given": given[:60]}) from None
    if day > known.today or day.year < form.year:
        raise Rejection(answer.cell("value"), "day_outside", {"given": day.isoformat(), "year": str(form.year)})
    return day


def _said_by(by_key: Mapping[str, list[Answer]], known: Known) -> Mapping[str, str]:
    answer = next(_only(by_key, contract.SAID_BY), None)
    given = answer.texts["value"].strip() if answer else ""
    found = known.speakers.get(parse.fold(given))
    if found is None:
        raise Rejection(answer.cell("value") if answer else Cell("", ""), "speaker", {"given": given[:60]})
    return found


def _only(by_key: Mapping[str, list[Answer]], key: str) -> Iterator[Answer]:
    """The answer of a key that stands once."""
    answers = by_key.get(key, [])
    if len(answers) == 1:
        yield answers[0]
