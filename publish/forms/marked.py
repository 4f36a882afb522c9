"""A filled form with its rejected cells marked: a ground of their own, and a comment that says what to write instead."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from loaders import workbook
from loaders.forms.filled import MOST_UNPACKED, Cell
from publish.forms import looks

AUTHOR = "Cluster Atlas"
_WIDE_PX, _LINE_PX, _LETTERS_OF_A_LINE = 340, 18, 46


class NotMarked(ValueError):
    """A workbook that can be read, but not written again with its marks."""


def marked(content: bytes, label: str, said: Iterable[tuple[Cell, str]]) -> bytes:
    """The workbook with a mark on each cell; marks of an earlier round are taken off. What else it holds is kept.

    Raises NotMarked where it holds what no other program should be given to read, or what openpyxl cannot keep.
    """
    try:
        workbook.plain_xml(content, label, MOST_UNPACKED)
        return _written(load_workbook(BytesIO(content), rich_text=True), said)
    except Exception as error:  # openpyxl raises whatever a damaged drawing or style leads it to
        raise NotMarked(label) from error


def _written(book: Workbook, said: Iterable[tuple[Cell, str]]) -> bytes:
    for sheet in book.worksheets:
        _clean(sheet)
    first = None
    for cell, text in said:
        if cell.sheet in book.sheetnames:
            _mark(book[cell.sheet][cell.name], text)
            first = first or cell
    if first:
        book.active = book.sheetnames.index(first.sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _mark(cell: SheetCell, text: str) -> None:
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + text, AUTHOR, width=_WIDE_PX, height=_LINE_PX * (len(before + text) // _LETTERS_OF_A_LINE + 2))
    cell.fill = PatternFill("solid", fgColor=looks.REJECTED)


def _clean(sheet: Worksheet) -> None:
    """Take off the marks of an earlier round, known by their ground."""
    heads: dict[int, str] = {}
    for row in sheet.iter_rows():
        if not heads and {"key", "value"} <= {str(cell.value) for cell in row}:
            heads = {cell.column: str(cell.value) for cell in row}
        for cell in _grounded(row):
            cell.comment = None
            ground = looks.FILL if heads.get(cell.column) == "value" else looks.FILL_LIGHT
            cell.fill = PatternFill("solid", fgColor=ground.lstrip("#"))
    sheet.legacy_drawing = None


def _grounded(row: Iterable[SheetCell]) -> Iterator[SheetCell]:
    for cell in row:
        if cell.fill.patternType == "solid" and str(cell.fill.fgColor.rgb)[-6:].upper() == looks.REJECTED:
            yield cell
