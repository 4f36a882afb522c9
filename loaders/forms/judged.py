"""Each answer of a filled form: a figure as a statement may hold it, or why its cell cannot be taken. Pure.

A rejection is a key of the language files with its parts, so that it can be said in the language of the form, word for
word the same on the command line and in the comment of the cell.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic_core import PydanticCustomError

from loaders import parse
from loaders.forms import contract
from loaders.forms.amounts import near, valued
from loaders.forms.contract import Line
from loaders.forms.filled import Answer, Cell, Filled
from loaders.forms.rejection import Known, Rejection, code_in
from loaders.records import Indicator
from loaders.workbook import Flaw

__all__ = ["Figure", "Judged", "Known", "Rejection", "judge"]

_LOCAL_DAY = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_LOCAL_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_LONGEST_NOTE = 500


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
    status = code_in(answer, "status", known) or "A"
    period = _period(form, answer, indicator, confirmed, status)
    note = _note(answer)
    if status == "L":
        _no_value(answer)
        return Figure(line, answer.cell("status"), None, None, "exact", status, period, note)
    said = valued(form, answer, indicator, known)
    near(answer, said[0], known.values.get(line.key, ()), note)
    return Figure(line, answer.cell("value"), *said, status, period, note)


def _no_value(answer: Answer) -> None:
    for column in ("value", "qualifier", "value_high"):
        if answer.texts.get(column, "").strip():
            raise Rejection(answer.cell(column), "not_counted")


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
