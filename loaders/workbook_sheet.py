"""One sheet of a workbook as rows of texts, piece by piece: a sheet of a million rows takes no more memory than a short one."""

from collections.abc import Iterator

from loaders import workbook_cells as cells
from loaders.workbook_merged import Merged
from loaders.workbook_package import Package, local
from loaders.workbook_told import Told
from loaders.workbook_values import Cell, CellReader, Look

Row = tuple[int, tuple[str, ...]]

MOST_ROWS = 1_048_576
MOST_EMPTY_ROWS = 100_000
MOST_PLACES = 50_000_000
"""Widths of all rows together; a value in the last column of each of a million rows is no table."""
MOST_LETTERS = 40_000
"""Of one cell; Excel holds 32,767."""


class SheetReader:
    """Walks through the XML of a sheet; `rows` yields what it holds."""

    def __init__(self, package: Package, part: str, name: str, look: Look, told: Told, merged: Merged) -> None:
        self._package, self._part, self._name, self._told, self._merged = package, part, name, told, merged
        self._said = CellReader(package, name, look, told).said
        self._ready: list[Row] = []
        self._row, self._column, self._empty, self._places = 0, -1, 0, 0
        self._cells: dict[int, str] = {}
        self._cell: Cell | None = None
        self._into: list[str] | None = None
        self._letters = 0
        self._inside = self._phonetic = False
        self._starts = {"sheetData": self._start_data, "row": self._start_row, "c": self._start_cell, "v": self._start_value,
                        "f": self._start_formula, "t": self._start_text, "rPh": self._start_phonetic, "col": self._start_column}
        self._ends = {"sheetData": self._end_data, "row": self._end_row, "c": self._end_cell, "v": self._end_text,
                      "f": self._end_text, "t": self._end_text, "rPh": self._end_phonetic}
        self._prefix: str | None = None

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything, each with its number and its cells up to the last that is not empty."""
        pieces = self._package.chunks(self._part)
        for _ in self._package.walk(self._part, pieces, self._start, self._end, self._text):
            yield from self._ready
            self._ready.clear()

    # What expat calls

    def _start(self, element: str, given: dict) -> None:
        if self._prefix is None:
            self._prefix = element.removesuffix(local(element))
            self._starts = {self._prefix + name: does for name, does in self._starts.items()}
            self._ends = {self._prefix + name: does for name, does in self._ends.items()}
        does = self._starts.get(element)
        if does:
            does(given)

    def _end(self, element: str) -> None:
        does = self._ends.get(element)
        if does:
            does()

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._letters += len(text)
            if self._letters > MOST_LETTERS:
                raise self._refused(f"the cell {self._here()} holds over {MOST_LETTERS} characters; shorten its text")
            self._into.append(text)

    # Columns and rows

    def _start_column(self, given: dict) -> None:
        if given.get("hidden") in ("1", "true") and not self._inside:
            low, high = (cells.column_name(self._whole(given.get(end), 16_384) - 1) for end in ("min", "max"))
            self._told.tell("hidden_columns", low if low == high else f"{low}:{high}")

    def _start_data(self, _: dict) -> None:
        self._inside = True

    def _end_data(self) -> None:
        self._inside = False

    def _start_row(self, given: dict) -> None:
        number = self._whole(given["r"], MOST_ROWS) if "r" in given else self._row + 1
        if number <= self._row or number > MOST_ROWS:
            raise self._refused(f"row {number} comes after row {self._row}; open the file in Excel or LibreOffice and save it again")
        self._row, self._column, self._cells = number, -1, {}
        if given.get("hidden") in ("1", "true"):
            self._told.tell("hidden_rows", str(number))

    def _end_row(self) -> None:
        merged = self._merged.row(self._row, self._cells, self._cover)
        held = [column for column, text in merged.items() if text != ""]
        self._places += self._column + 1
        if not held:
            self._empty += 1
            if self._empty > MOST_EMPTY_ROWS:
                raise self._refused(f"the sheet holds over {MOST_EMPTY_ROWS:,} empty rows; delete the rows without values")
            return
        if self._places > MOST_PLACES:
            raise self._refused("the sheet is wider than a table is, by millions of empty cells; copy the table into a new workbook")
        width = max(held) + 1
        row = [""] * width
        for column in held:
            row[column] = merged[column]
        self._ready.append((self._row, tuple(row)))

    def _cover(self, column: int) -> None:
        self._told.tell("covered", f"{cells.column_name(column)}{self._row}")

    # Cells

    def _start_cell(self, given: dict) -> None:
        if not self._inside:
            return
        column = self._column + 1
        if "r" in given:
            place = cells.place_of(given["r"])
            if place is None or place[0] != self._row or place[1] < column:
                raise self._refused(f"the cell {given['r'][:20]} stands in row {self._row} out of order; "
                                    "open the file in Excel or LibreOffice and save it again")
            column = place[1]
        elif column >= 16_384:
            raise self._refused(f"row {self._row} holds more cells than a sheet has columns; copy the table into a new workbook")
        self._column, self._letters = column, 0
        self._cell = Cell(self._row, column, given.get("t", "n"), given.get("s", ""))

    def _start_value(self, _: dict) -> None:
        if self._cell:
            self._into = self._cell.value = []

    def _start_formula(self, _: dict) -> None:
        if self._cell:
            self._into = self._cell.formula = []

    def _start_text(self, _: dict) -> None:
        if self._cell and not self._phonetic:
            if self._cell.inline is None:
                self._cell.inline = []
            self._into = self._cell.inline

    def _end_text(self) -> None:
        self._into = None

    def _start_phonetic(self, _: dict) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell and (text := self._said(cell)) != "":
            self._cells[cell.column] = text

    def _here(self) -> str:
        return f"{cells.column_name(max(self._column, 0))}{self._row}"

    def _whole(self, text: str | None, most: int) -> int:
        if text is None or not text.isdecimal() or len(text) > 8 or not 1 <= int(text) <= most:
            raise self._refused(f"the sheet names the row or column {str(text)[:20]}, which no sheet has; "
                                "open the file in Excel or LibreOffice and save it again")
        return int(text)

    def _refused(self, message: str):
        return self._package.refused(f"{self._name}: {message}", max(self._row, 1))
