"""Fills in a form as a person does, with openpyxl: by the keys of its lines and the names of its columns."""

from collections.abc import Callable, Mapping
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

DAY = "20.01.2025"
Answers = Mapping[str, Mapping[str, object]]


def heads(sheet: Worksheet) -> dict[str, int]:
    """The columns of a sheet by the names in its first row."""
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}


def place(book: Workbook, key: str, column: str) -> tuple[Worksheet, int, int]:
    """Where the cell of a line and column stands."""
    for sheet in book.worksheets:
        columns = heads(sheet)
        if "key" not in columns or column not in columns:
            continue
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, columns["key"]).value == key:
                return sheet, row, columns[column]
    raise KeyError((key, column))


def edited(form: bytes, edit: Callable[[Workbook], None]) -> bytes:
    """The form after an edit."""
    book = load_workbook(BytesIO(form), rich_text=True)
    edit(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def filled(form: bytes, answers: Answers, day: object = DAY) -> bytes:
    """The form with answers: key -> column -> what is typed; confirmed on a day."""
    def fill(book: Workbook) -> None:
        for key, cells in {"confirmed": {"value": day}, **answers}.items():
            for column, typed in cells.items():
                sheet, row, number = place(book, key, column)
                sheet.cell(row, number).value = typed

    return edited(form, fill)
