"""The rows of a sheet of a workbook as a table's rows, with what was taken for granted told as notices."""

from collections.abc import Iterator

from loaders import workbook
from loaders.batch import Account
from loaders.imports.files import File
from loaders.imports.findings import Enough, Findings
from loaders.imports.grid import Chunk, Row, in_chunks
from loaders.imports.recipe import Numerals, Reading
from loaders.problem import Problem, Refused


def chunks(file: File, reading: Reading, findings: Findings, account: Account) -> Iterator[Chunk]:
    """Chunks of the rows of the sheet that the recipe names."""
    try:
        yield from _chunks(file, reading, findings, account)
    except Refused as error:
        for problem in error.problems:
            findings.add(problem.line, problem.column, problem.message)
        raise Enough from None


def _chunks(file: File, reading: Reading, findings: Findings, account: Account) -> Iterator[Chunk]:
    book = workbook.opened(file.whole(), file.path)
    sheet = _sheet(book, reading.table.sheet, findings)
    told = workbook.Told()
    numerals = reading.value.numerals if reading.value else Numerals()
    yield from in_chunks(_with_gaps(book.rows(sheet, told), numerals))
    account.notices += [Problem(file.path, 1, sheet.name, sentence) for sentence in (*book.told.lines(), *told.lines())]


def _sheet(book: workbook.Workbook, name: str | None, findings: Findings) -> workbook.Sheet:
    if name is not None:
        return book.sheet(name)
    if len(book.sheets) == 1:
        return book.sheets[0]
    names = ", ".join(sheet.name for sheet in book.sheets)
    findings.add(1, 1, f"the workbook has several sheets; write under table which sheet it is: {names}")
    raise Enough


def _with_gaps(rows: Iterator[Row], numerals: Numerals) -> Iterator[Row]:
    """The rows, with one blank row for each gap; numbers of cells are written as the recipe says numbers are."""
    last = 0
    for line, cells in rows:
        if line > last + 1:
            yield last + 1, ()
        last = line
        yield line, tuple(_written(cell, numerals) for cell in cells)


def _written(cell: str, numerals: Numerals) -> str:
    """A number of the workbook has a decimal point, whatever texts beside it have."""
    if numerals.decimal == "comma" and isinstance(cell, workbook.Number):
        return cell.replace(".", ",")
    return str(cell)
