"""What one cell of a sheet says: its text, or the flaw that it is; and what is told of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders import workbook_cells as cells
from loaders.problem import Problem
from loaders.workbook_cells import Flaw, Format, Moment, Number
from loaders.workbook_package import Package
from loaders.workbook_told import Told

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NUMBER_AS_TEXT = re.compile(r"\s*[-+]?[0-9][0-9\s.,]*%?\s*")


@dataclass(frozen=True, slots=True)
class Look:
    """What the cells of a workbook share: its texts, the formats of its styles, where its days begin, and whether its
    formulas are yet to be calculated."""

    text: Callable[[int], str | None]
    formats: tuple[Format, ...]
    from_1904: bool = False
    uncalculated: bool = False


@dataclass(slots=True)
class Cell:
    """One cell as the file writes it, in pieces: its place, type and style, its formula, value and inline text."""

    row: int
    column: int
    kind: str
    style: str
    formula: list[str] | None = None
    value: list[str] | None = None
    inline: list[str] | None = None

    @property
    def name(self) -> str:
        return f"{cells.column_name(self.column)}{self.row}"


class CellReader:
    """Turns the cells of one sheet into texts."""

    def __init__(self, package: Package, sheet: str, look: Look, told: Told) -> None:
        self._package, self._sheet, self._look, self._told = package, sheet, look, told

    def said(self, cell: Cell) -> str:
        """The text of a cell, empty where it holds nothing."""
        raw = "".join(cell.value) if cell.value is not None else ""
        if cell.formula is not None and (flaw := self._unknown_result(cell, raw)):
            return flaw
        if cell.kind == "n" or (cell.kind not in _KINDS and raw):
            return self._number(cell, raw) if raw else ""
        return _KINDS[cell.kind](self, cell, raw) if cell.kind in _KINDS else ""

    def _unknown_result(self, cell: Cell, raw: str) -> str:
        """The formula itself where the file holds no result of it; the results of a file not yet calculated are no results."""
        missing = cell.value is None or (raw == "" and cell.kind != "str") or self._look.uncalculated
        if missing:
            shown = "=" + "".join(cell.formula or ())
            return self._flaw(cell, shown, f"is the formula {shown[:60]}, whose result is not in the file",
                              "open the file in Excel or LibreOffice and save it, or write the number")
        self._told.tell("formulas", cell.name)
        return ""

    def _shared(self, cell: Cell, raw: str) -> str:
        text = self._look.text(int(raw)) if raw.strip().isdecimal() and len(raw) < 10 else None
        if text is None:
            raise self._package.refused(f"{self._sheet}: the cell {cell.name} names a text that the file lacks; "
                                        "open the file in Excel or LibreOffice and save it again", cell.row)
        return self._as_text(cell, text)

    def _inline(self, cell: Cell, raw: str) -> str:
        return self._as_text(cell, cells.unescaped("".join(cell.inline or ())))

    def _result(self, cell: Cell, raw: str) -> str:
        return self._as_text(cell, cells.unescaped(raw))

    def _as_text(self, cell: Cell, text: str) -> str:
        if text[:1].isdigit() and _NUMBER_AS_TEXT.fullmatch(text):
            self._told.tell("numbers_as_text", cell.name)
        return text

    def _truth(self, cell: Cell, raw: str) -> str:
        shown = "TRUE" if raw.strip() in ("1", "true") else "FALSE"
        return self._flaw(cell, shown, f"is the truth value {shown}", "write a number or a text")

    def _error(self, cell: Cell, raw: str) -> str:
        return self._flaw(cell, raw or "#N/A", f"is the error {raw[:20]}", "mend the formula, or write the number")

    def _iso(self, cell: Cell, raw: str) -> str:
        self._told.tell("dates", cell.name)
        return Moment(raw.removesuffix("T00:00:00"))

    def _number(self, cell: Cell, raw: str) -> str:
        style = int(cell.style) if cell.style.isdecimal() and len(cell.style) < 8 else 0
        shape = self._look.formats[style] if style < len(self._look.formats) else Format()
        if shape.kind == "number" and not shape.worded and not shape.scaled and len(raw) <= 15 and _PLAIN.fullmatch(raw):
            return Number(raw if "." not in raw and raw != "-0" else cells.digits(cells.Decimal(raw)))
        number = cells.number_of(raw)
        if number is None:
            return self._flaw(cell, raw, f"is {raw[:40]}, which is no number", "write the number with digits")
        if shape.kind in ("day", "month", "year", "time", "elapsed"):
            return self._moment(cell, raw, number, shape)
        if cells.loses_digits(raw):
            return self._flaw(cell, raw, f"is the number {raw[:40]}, of whose digits a workbook keeps 15",
                              "format the cell as text and write it again")
        return self._shaped(cell, number, shape)

    def _shaped(self, cell: Cell, number: cells.Decimal, shape: Format) -> str:
        for kind in ("worded", "scaled"):
            if getattr(shape, kind):
                self._told.tell(kind, f"{cell.name}: {shape.code}")
        if shape.kind == "percent":
            self._told.tell("percents", cell.name)
            return Number(cells.digits(cells.rounded(number.scaleb(2))) + "%")
        return Number(cells.digits(number))

    def _moment(self, cell: Cell, raw: str, number: cells.Decimal, shape: Format) -> str:
        shown = cells.moment_of(number, shape.kind, self._look.from_1904)
        if shown is None:
            return self._flaw(cell, raw, f"is the number {raw[:40]} formatted as a date, which no date is",
                              "format the cell as a number, or write the date")
        self._told.tell("dates", cell.name)
        return Moment(shown)

    def _flaw(self, cell: Cell, shown: str, what: str, instead: str) -> Flaw:
        problem = Problem(self._package.label, cell.row, cell.name, f"{self._sheet}!{cell.name} {what}; {instead}")
        self._told.refuse(problem)
        return Flaw.of(shown, f"{what}; {instead}")


_KINDS = {"s": CellReader._shared, "inlineStr": CellReader._inline, "str": CellReader._result, "b": CellReader._truth,
          "e": CellReader._error, "d": CellReader._iso}
