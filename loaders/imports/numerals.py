"""A column of texts to numbers, strictly and at once: only digits and marks as the recipe says they are written.

No underscores, no inf or nan, no digits of other scripts, no leading zeros, no exponents unless the recipe has them; a
thousands mark stands between groups of three digits or the text is no number. Pure.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from loaders import parse
from loaders.imports.recipe import DECIMALS, EMPTY, THOUSANDS, Numerals
from loaders.refusal import shown

SPACES = "\u00a0\u202f\u2009\u2007"
"""Spaces that printers put between thousands; they are read as the common one."""
_AS_SPACE = str.maketrans(dict.fromkeys(SPACES, " "))
_DASHES = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-"})


class Mark(NamedTuple):
    """A cell without a figure: a mark with its meaning (absent, L, M)."""

    text: str
    meaning: str


class Wrong(NamedTuple):
    """A cell that is no number, and what to write instead."""

    message: str


class Marked(NamedTuple):
    """A number with the letters that follow it."""

    value: float
    letters: str


class Said(NamedTuple):
    """A figure in words: its value, hedge, upper end, and the unit it names."""

    value: float
    hedge: str
    high: float | None
    unit: str | None


Special = Mark | Wrong | Marked | Said


class Values(NamedTuple):
    """The numbers of a column, and by row the cells that are not plainly one; their numbers are 0.0."""

    numbers: list[float]
    special: dict[int, Special]


class Reader:
    """Reads the cells of value columns of one recipe."""

    def __init__(self, numerals: Numerals, missing: dict[str, str], letters: Sequence[str] = (), scale: float = 1.0,
                 words: bool = False) -> None:
        self._numerals, self._letters, self._words, self._scale = numerals, frozenset(letters), words, Decimal(repr(scale))
        self._marks = {"" if mark == EMPTY else mark: meaning for mark, meaning in missing.items() if meaning != "text"}
        self._decimal, self._thousands = DECIMALS[numerals.decimal], THOUSANDS[numerals.thousands]
        self._one = re.compile(pattern(numerals.decimal, numerals.thousands, numerals.exponent))
        self._all = re.compile(f"(?:{self._one.pattern}\n)*+")
        self._tail, self._factor = _tail(scale, numerals.exponent)

    def read(self, cells: Sequence[str]) -> Values:
        """All cells of a column."""
        joined = self._joined(cells)
        if self._all.fullmatch(joined):
            return Values(self._floats(joined), {})
        return self._with_specials(joined.split("\n")[:-1] if joined.count("\n") == len(cells) else list(map(str.strip, cells)))

    def _joined(self, cells: Sequence[str]) -> str:
        joined = "\n".join(cells) + "\n"
        if not joined.isascii():
            joined = joined.translate(_AS_SPACE).translate(_DASHES)
        if " " in joined:
            joined = "\n".join(map(str.strip, joined.split("\n")))
        return joined

    def _floats(self, joined: str) -> list[float]:
        """Numbers of a text that holds nothing else, one a line; rounded once, for a scale of ten goes into the exponent."""
        plain = joined.replace(self._thousands, "") if self._thousands else joined
        plain = plain.replace(",", ".") if self._decimal == "," else plain
        if self._tail:
            plain = plain.replace("\n", f"{self._tail}\n")
        if self._factor is None:
            return list(map(float, plain.split("\n")[:-1]))
        return [float(Decimal(text) * self._factor) for text in plain.split("\n")[:-1]]

    def _with_specials(self, cells: list[str]) -> Values:
        """Cell by cell what is not plainly a number; the rest together."""
        special: dict[int, Special] = {}
        for row, cell in enumerate(cells):
            if cell in self._marks:
                special[row] = Mark(cell or EMPTY, self._marks[cell])
            elif not self._one.fullmatch(cell):
                special[row] = self._special(cell)
        plain = "".join("0\n" if row in special else f"{cell}\n" for row, cell in enumerate(cells))
        return Values(self._floats(plain), special)

    def _special(self, cell: str) -> Special:
        """A number with letters or signs around it, a mark with letters, or what is wrong."""
        bare = self._without_signs(cell)
        if self._one.fullmatch(bare):
            return Marked(self._floats(f"{bare}\n")[0], "")
        number, _, letters = bare.rpartition(" ")
        if letters in self._letters:
            if number in self._marks:
                return Mark(number or EMPTY, self._marks[number])
            if self._one.fullmatch(number.strip()):
                return Marked(self._floats(f"{number.strip()}\n")[0], letters)
        if self._words and cell:
            return self._said(cell)
        return Wrong(f"is {shown(cell)}; {self._instead(cell)}")

    def _said(self, cell: str) -> Said | Wrong:
        """A figure as a person writes it."""
        try:
            found = parse.amount(cell)
        except PydanticCustomError as error:
            return Wrong(f"{error.context['what']}; {error.context['instead']}")
        value, high = (None if end is None else float(Decimal(repr(end)) * self._scale) for end in (found.value, found.value_high))
        return Said(value, found.qualifier, high, found.unit)

    def _without_signs(self, cell: str) -> str:
        for sign in self._numerals.marks:
            cell = cell.removeprefix(sign).removesuffix(sign).strip()
        return cell

    @property
    def example(self) -> str:
        """A number as the recipe says they are written."""
        return f"26{self._thousands}500{self._decimal}5"

    def _instead(self, cell: str) -> str:
        if not cell:
            return "write a number, or say under missing what an empty cell means"
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}", cell):
            return "that is a date: an office program has made it of a number, look at the source"
        if re.fullmatch(r"-?[0-9][0-9 ,.']*", cell):
            return f"numbers are written as {self.example} here: mend it, or numerals of the recipe"
        return f"write a number such as {self.example}, or say under missing what this mark means"


@lru_cache
def pattern(decimal: str, thousands: str, exponent: bool) -> str:
    """The regular expression of one number."""
    mark = THOUSANDS[thousands]
    grouped = f"[1-9][0-9]{{0,2}}+(?:{re.escape(mark)}[0-9]{{3}})++|" if mark else ""
    end = "(?:[eE][+-]?[0-9]{1,3})?+" if exponent else ""
    return rf"-?(?:{grouped}0|[1-9][0-9]*+)(?:{re.escape(DECIMALS[decimal])}[0-9]++)?+{end}"


def _tail(scale: float, exponent: bool) -> tuple[str, Decimal | None]:
    """A scale of ten as the end of a number's text (`e6`), any other as a factor."""
    factor = Decimal(repr(scale))
    if factor == 1:
        return "", None
    power = factor.adjusted()
    if not exponent and factor == Decimal(10) ** power:
        return f"e{power}", None
    return "", factor
