"""What a recipe makes of a file before anything is stored: statements beside the cells they came from, problems, the account."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.batch import Account, statement_id
from loaders.imports.files import MOST_BYTES, File
from loaders.imports.findings import Enough, Findings
from loaders.imports.foreign import Foreign, Traced
from loaders.imports.gathered import foreign
from loaders.imports.recipe import Recipe
from loaders.imports.registers import Registers
from loaders.problem import Problem, in_order
from loaders.typed import Entry

MOST_SHOWN = 200
"""Statements of one preview."""


@dataclass(frozen=True)
class Previewed:
    """One statement beside its cell. `column` is empty where a figure is made of many rows; `line` is then the first."""

    id: str
    entity: str
    indicator: str
    period: str
    breakdown: str
    value: float | None
    unit: str
    status: str
    sample_size: int | None
    path: str
    line: int
    column: str
    cells: Mapping[str, str]
    """The row of the file by column, as it stands there; empty where the row was not kept."""


@dataclass(frozen=True)
class Preview:
    """What would be stored. With `problems` nothing would."""

    statements: tuple[Previewed, ...]
    problems: tuple[Problem, ...]
    account: Account
    names: tuple[str, ...] = ()
    """The columns of the table."""
    rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Rows of the file that a statement or a problem is about, by line."""


def preview(entry: Entry[Recipe], files: Sequence[File], registers: Registers, most_bytes: int = MOST_BYTES,
            most: int = MOST_SHOWN) -> Preview:
    """Read files by a recipe that need not be stored anywhere, all the way, and keep the first statements."""
    made, problems = foreign(entry, {file.name: file for file in files}, registers, most_bytes)
    if problems:
        return Preview((), in_order(problems), made.account)
    return of(made, most)


def of(made: Foreign, most: int = MOST_SHOWN) -> Preview:
    """The preview of an import."""
    problems: list[Problem] = []
    shown: list[tuple] = []
    for traced in made.traced(problems):
        if len(shown) < most:
            shown += _first(made.id, traced, most - len(shown))
    wanted = {(row["path"], row["line"]) for row in shown} | {(problem.path, problem.line) for problem in problems}
    names, rows = _cells(made, wanted)
    statements = tuple(Previewed(**row, cells=dict(zip(names, rows.get((row["path"], row["line"]), ()), strict=False))) for row in shown)
    return Preview(statements, in_order(problems), made.account, names, {line: cells for (_, line), cells in rows.items()})


def _first(import_id: str, traced: Traced, most: int) -> Iterator[dict]:
    """The first statements of a batch."""
    batch = traced.batch
    columns = [traced.columns] * batch.rows if isinstance(traced.columns, str) else traced.columns
    names = ("entity", "indicator", "period", "breakdown", "value", "sample_size", "line", "attributes")
    for (*said, attributes), column in list(zip(batch.each(*names), columns, strict=True))[:most]:
        row = dict(zip(names, said, strict=False))
        id_ = statement_id(import_id, row["entity"], row["indicator"], row["period"], row["breakdown"])
        yield row | {"id": id_, "unit": attributes.unit, "status": attributes.status, "path": traced.file.path, "column": column}


def _cells(made: Foreign, wanted: set[tuple[str, int]]) -> tuple[tuple[str, ...], dict[tuple[str, int], tuple[str, ...]]]:
    """The columns of the first file, and the rows that are asked for, as they stand in the files."""
    names: tuple[str, ...] = ()
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for reading, file, _ in made.files:
        lines = {line for path, line in wanted if path == file.path}
        if not lines:
            continue
        try:
            table = made.raw(reading, file)
        except Enough:
            continue
        if table is None:
            continue
        names = names or table.names
        try:
            for block in table.blocks:
                for row, line in enumerate(block.lines):
                    if line in lines:
                        found[file.path, line] = tuple(column[row] for column in block.columns)
                if block.lines and block.lines[-1] >= max(lines):
                    break
        except Enough:
            continue
    return names, found


__all__ = ["Findings", "Preview", "Previewed", "of", "preview"]
