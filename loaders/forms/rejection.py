"""Why a cell of a form cannot be taken, and what its answers are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders import parse
from loaders.forms.filled import Answer, Cell
from loaders.records import Indicator


@dataclass(eq=False)
class Rejection(Exception):
    """One cell that cannot be taken: `key` is its sentence in the language files (form.refused.<key>)."""

    cell: Cell
    key: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What the answers are held against: indicators and kinds of units by id, the codes of the words of the drop-downs
    (folded, of every language) by column, the names that may confirm (folded) with their texts, and today."""

    indicators: Mapping[str, Indicator]
    unit_kinds: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    speakers: Mapping[str, Mapping[str, str]]
    today: date
    values: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """What was said of each line before, by key."""


def code_in(answer: Answer, column: str, known: Known) -> str | None:
    """The code that the word of a drop-down stands for; None where nothing is chosen. Raises Rejection."""
    given = answer.texts.get(column, "").strip()
    if not given:
        return None
    code = known.codes[column].get(parse.fold(given))
    if code is None:
        raise Rejection(answer.cell(column), "no_choice", {"given": given[:60]})
    return code
