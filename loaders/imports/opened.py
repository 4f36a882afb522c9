"""A file opened as the table its recipe says it is, whatever its format."""

from collections.abc import Callable, Iterator

from loaders.batch import Account
from loaders.imports import delimited, grid, jsonstat, package, sdmx, sheets, splits
from loaders.imports.files import File
from loaders.imports.findings import Findings
from loaders.imports.grid import Table
from loaders.imports.lines import Lines, text_lines
from loaders.imports.plan import Complain
from loaders.imports.recipe import Reading
from loaders.imports.registers import Registers

WHOLE = ("xlsx", "json-stat", "data-package")
"""Formats that are not read in pieces."""


Through = Callable[[Iterator[Lines]], Iterator[Lines]]
"""What lines go through before they are parted: see `again`."""


def read(reading: Reading, file: File) -> list[File]:
    """The files whose bytes decide what a table says: the one, and that which a data package names."""
    return [file, *(package.beside(reading, file) if reading.table.format == "data-package" else ())]


def table(reading: Reading, file: File, registers: Registers, findings: Findings, account: Account,
          complain: Complain, through: Through = iter) -> tuple[Table, Reading] | None:
    """The table, and the reading with what the format itself says of it; None where the recipe does not fit the file."""
    layout = reading.table
    if layout.format == "json-stat":
        return jsonstat.table(reading, file, registers, findings, complain)
    if layout.format == "data-package":
        found = package.resource(reading, file, findings)
        return found and table(found[1], found[0], registers, findings, account, complain)
    if layout.format == "xlsx":
        chunks = sheets.chunks(file, reading, findings, account)
    else:
        lines = through(text_lines(file.pieces(), layout.encoding, findings))
        chunks = delimited.chunks(lines, layout, findings, account)
    found = grid.table(chunks, layout, findings, account)
    if layout.split:
        found = splits.apart(found, layout.split, findings, account, complain)
    if found is not None and layout.format == "sdmx-csv":
        return found, sdmx.completed(reading, found.names, registers, complain)
    return found and (found, reading)
