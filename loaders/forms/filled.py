"""A filled form as it comes back: whose it is, and what was written where. Nothing is judged here but the form itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from loaders import workbook
from loaders.forms import contract
from loaders.forms.contract import Line
from loaders.problem import Problem, Refused
from loaders.workbook import Row, Sheet, Told, Workbook
from loaders.workbook_cells import column_name

MOST_BYTES = 3_000_000
MOST_UNPACKED = 20_000_000
MOST_ROWS = 5_000
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_NEW = "take a new form with `python app.py form`, and copy the answers over"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where something stands in the form."""

    sheet: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One line as filled in: the texts of its cells by column, and where each stands. `name` is what is printed beside it."""

    key: str
    name: str
    sheet: str
    row: int
    texts: Mapping[str, str]
    columns: Mapping[str, int]

    def cell(self, column: str) -> Cell:
        """Where the cell of a column stands."""
        return Cell(self.sheet, f"{column_name(self.columns[column])}{self.row}")


@dataclass(frozen=True)
class Filled:
    """A filled form: its entity, year and language, what its keys stand for, and the lines as filled in."""

    entity: str
    year: int
    language: str
    lines: Mapping[str, Line]
    answers: tuple[Answer, ...]
    told: Told = field(default_factory=Told)


def read(content: bytes, label: str) -> Filled:
    """The filled form. Raises Refused for what is no form of ours, or one whose marks were destroyed."""
    if len(content) > MOST_BYTES:
        raise Refused([Problem(label, 1, 1, f"the workbook is over {MOST_BYTES // 1_000_000} MB, which no filled form is; {_NEW}")])
    book, told = workbook.opened(content, label, MOST_UNPACKED), Told()
    machine = next((sheet for sheet in book.sheets if sheet.name == contract.MACHINE), None)
    about, lines = _machine(_rows(book, machine, Told(), label)) if machine else ({}, {})
    if about.get("mark") != contract.MARK or not lines:
        raise Refused([Problem(label, 1, 1, "the workbook is no yearly form, or its hidden sheet is gone; " + _NEW)])
    if about.get("version") != contract.VERSION or not _YEAR.fullmatch(about.get("year", "")):
        raise Refused([Problem(label, 1, 1, f"the form is of version {about.get('version', '')[:10]}, not {contract.VERSION}; {_NEW}")])
    others = [(sheet.name, _rows(book, sheet, told, label)) for sheet in book.sheets if sheet != machine]
    if wrong := [line for line in lines.values() if not line.sound]:
        raise Refused([Problem(label, 1, 1, f"the hidden sheet says {wrong[0].key[:60]}, which no form does; {_NEW}")])
    answers = tuple(answer for name, rows in others for answer in _answers(rows, name, label))
    if not any(answer.key in lines for answer in answers):
        raise Refused([Problem(label, 1, 1, f"no line of the form can be found; {_NEW}")])
    return Filled(about.get("entity", ""), int(about["year"]), about.get("language", ""), lines, answers, told)


def _rows(book: Workbook, sheet: Sheet, told: Told, label: str) -> Iterator[Row]:
    for number, row in enumerate(book.rows(sheet, told), 1):
        if number > MOST_ROWS:
            raise Refused([Problem(label, row[0], 1, f"{sheet.name} holds over {MOST_ROWS:,} rows, which no form does; {_NEW}")])
        yield row


def _machine(rows: Iterator[Row]) -> tuple[dict[str, str], dict[str, Line]]:
    about: dict[str, str] = {}
    lines: dict[str, Line] = {}
    inside = False
    for _, cells in rows:
        padded = [*cells, "", "", "", "", ""]
        if padded[0] == contract.LINES:
            inside = True
        elif inside:
            lines[padded[0]] = Line(*padded[:5])
        else:
            about[padded[0]] = padded[1]
    return about, lines


def _answers(rows: Iterator[Row], sheet: str, label: str) -> Iterator[Answer]:
    """The lines of a sheet below the row that names our columns; none where no row does."""
    heads = next((cells for _, cells in rows if "key" in cells and "value" in cells), ())
    columns = {str(name): place for place, name in enumerate(heads) if name in contract.COLUMNS}
    if len(columns) < sum(name in contract.COLUMNS for name in heads):
        raise Refused([Problem(label, 1, 1, f"{sheet} holds a column of the form twice; {_NEW}")])
    for row, cells in rows:
        texts = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
        yield Answer(texts["key"].strip(), texts.get("name", ""), sheet, row, texts, columns)
