"""XLSX: bytes in, sheets of rows of texts out; nothing guessed, nothing left unsaid.

    book = workbook.opened(content, "form.xlsx")
    told = Told()
    for line, cells in book.rows(book.sheets[0], told, fill_merged=True): ...

A cell is a text as a person would read it; by its class a reader knows more: `Number` (digits with a decimal point,
whatever number syntax the texts of the file follow), `Moment` (an ISO date), `Flaw` (an error, a truth value, a formula
without result: never a value, its `message` says what to write instead). `told` collects what was taken for granted.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.workbook_cells import Flaw, Format, Moment, Number, format_of, unescaped
from loaders.workbook_merged import Area, Merged, areas
from loaders.workbook_package import MOST_UNPACKED, Package, local
from loaders.workbook_sheet import Row, SheetReader
from loaders.workbook_told import Told
from loaders.workbook_values import Look

__all__ = ["Area", "Flaw", "Moment", "Number", "Row", "Sheet", "Told", "Workbook", "opened", "plain_xml"]

MOST_SHEETS = 500
MOST_TEXTS, MOST_LETTERS = 10_000_000, 300_000_000
"""Texts of a workbook and their letters, which it keeps in one part and which stay in memory."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its place from 1, and whether it is hidden."""

    name: str
    number: int
    hidden: bool
    part: str


class Texts:
    """The shared texts of a workbook, kept as bytes: a text in a list of its own costs three times as much."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __call__(self, index: int) -> str | None:
        """A text by its number; None where there is none."""
        if index >= len(self._ends) - 1:
            return None
        return self._bytes[self._ends[index]:self._ends[index + 1]].decode("utf-8", "surrogatepass")

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self._ends) - 1

    def __len__(self) -> int:
        return len(self._bytes)


class Workbook:
    """An opened workbook. `told` says what concerns all of its sheets."""

    def __init__(self, content: bytes, label: str, most_unpacked: int) -> None:
        self._package = Package(content, label, most_unpacked)
        self.told = Told()
        self._main = next((part for kind, part in self._package.relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
        self._relations = self._package.relations(self._main)
        self._from_1904 = self._uncalculated = False
        self.sheets = self._listed()
        self._look: Look | None = None
        self._tell_parts()

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name. Raises Refused naming those that there are."""
        found = next((sheet for sheet in self.sheets if sheet.name == name), None)
        if found is None:
            names = ", ".join(sheet.name for sheet in self.sheets)
            raise self._package.refused(f"the workbook has no sheet {name}; name one of {names}")
        return found

    def merged(self, sheet: Sheet) -> list[Area]:
        """The merged areas of a sheet, by their first rows."""
        return areas(self._package, sheet.part)

    def rows(self, sheet: Sheet, told: Told | None = None, fill_merged: bool = False) -> Iterator[Row]:
        """The rows of a sheet that hold anything: number from 1, and the cells from column A to the last that is not empty.

        `fill_merged` repeats the value of a merged area in all of its cells. Raises Refused where the sheet is damaged or
        more than is safe; single cells that are no values are told, and read as `Flaw`.
        """
        told = Told() if told is None else told
        self._look = self._look or self._read_look()
        found = self.merged(sheet)
        for area in found:
            told.tell("merged", str(area))
        return SheetReader(self._package, sheet.part, sheet.name, self._look, told, Merged(found, fill_merged)).rows()

    def _listed(self) -> tuple[Sheet, ...]:
        found: list[dict] = []

        def start(element: str, given: dict) -> None:
            name = local(element)
            if name == "sheet":
                found.append(given)
            elif name == "workbookPr":
                self._from_1904 = given.get("date1904") in ("1", "true")
            elif name == "calcPr":
                self._uncalculated = given.get("fullCalcOnLoad") in ("1", "true")

        self._package.parse(self._main, start)
        if len(found) > MOST_SHEETS:
            raise self._package.refused(f"the workbook has over {MOST_SHEETS} sheets; copy the tables into a new workbook")
        sheets = tuple(sheet for number, given in enumerate(found, 1) if (sheet := self._sheet(number, given)))
        if not sheets:
            raise self._package.refused("the workbook has no sheet with cells; save the table again as .xlsx")
        return sheets

    def _sheet(self, number: int, given: dict) -> Sheet | None:
        name = unescaped(given.get("name", ""))
        reference = next((value for key, value in given.items() if local(key) == "id"), "")
        kind, part = self._relations.get(reference, ("", ""))
        if kind != "worksheet":
            self.told.tell("other_sheets", name)
            return None
        hidden = given.get("state", "visible") != "visible"
        if hidden:
            self.told.tell("hidden_sheets", name)
        return Sheet(name, number, hidden, part)

    def _tell_parts(self) -> None:
        if self._from_1904:
            self.told.tell("dates_from_1904", self._package.label)
        for name in self._package.names():
            if name.startswith("xl/externalLinks/") and "/_rels/" not in name or name == "xl/connections.xml":
                self.told.tell("elsewhere", name)
            elif name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") and "/_rels/" not in name:
                self.told.tell("macros", name)

    def _read_look(self) -> Look:
        kinds = dict(self._relations.values())
        formats = self._formats(kinds["styles"]) if kinds.get("styles") in self._package else ()
        texts = self._texts(kinds["sharedStrings"]) if kinds.get("sharedStrings") in self._package else Texts()
        return Look(texts, formats, self._from_1904, self._uncalculated)

    def _formats(self, part: str) -> tuple[Format, ...]:
        """The number format of each style of a cell, by its number."""
        codes: dict[int, str] = {}
        used: list[int] = []
        inside = [False]

        def start(element: str, given: dict) -> None:
            name = local(element)
            if name == "numFmt" and given.get("numFmtId", "").isdecimal():
                codes[int(given["numFmtId"][:9])] = unescaped(given.get("formatCode", ""))
            elif name == "cellXfs":
                inside[0] = True
            elif name == "xf" and inside[0]:
                used.append(int(given.get("numFmtId", "0")[:9]) if given.get("numFmtId", "0").isdecimal() else 0)

        def end(element: str) -> None:
            if local(element) == "cellXfs":
                inside[0] = False

        self._package.parse(part, start, end)
        return tuple(format_of(number, codes.get(number)) for number in used)

    def _texts(self, part: str) -> Texts:
        """The shared texts: the runs of a rich text joined, without the readings printed above East Asian letters."""
        texts, reader = Texts(), _TextReader()
        for _ in self._package.walk(part, self._package.chunks(part), reader.start, reader.end, reader.text):
            for text in reader.found:
                texts.add(text)
            reader.found.clear()
            if len(texts) + reader.letters > MOST_LETTERS or texts.count > MOST_TEXTS:
                raise self._package.refused("the texts of the workbook are over 300 MB or 10 million; save the table as CSV")
        return texts


class _TextReader:
    def __init__(self) -> None:
        self.found: list[str] = []
        self.letters = 0
        self._runs: list[str] = []
        self._wanted = self._phonetic = False

    def start(self, element: str, _: dict) -> None:
        name = local(element)
        if name == "si":
            self._runs, self.letters = [], 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._wanted = not self._phonetic

    def end(self, element: str) -> None:
        name = local(element)
        if name == "si":
            self.found.append(unescaped("".join(self._runs)))
            self.letters = 0
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._wanted = False

    def text(self, text: str) -> None:
        if self._wanted:
            self._runs.append(text)
            self.letters += len(text)


def opened(content: bytes, label: str, most_unpacked: int = MOST_UNPACKED) -> Workbook:
    """Open a workbook; `label` names the file in problems. Raises Refused with what to write instead."""
    return Workbook(content, label, most_unpacked)


def plain_xml(content: bytes, label: str, most_unpacked: int = MOST_UNPACKED) -> None:
    """Before another program reads the whole of a workbook: raises Refused where any part of it declares a document type."""
    Package(content, label, most_unpacked).plain_xml()
