"""What an import hands to the store: rows of one table, column by column, already checked.

A batch never needs a look at the registers again: ids exist, periods are canonical, values are
plausible and in the indicator's unit. What is the same in many rows is one shared object.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

from loaders.problem import Problem

MOST_ROWS = 8_192
"""Rows of one batch: large enough for work by columns, small enough for memory not to matter."""

BLOCK_BITS = 5
"""A block is 32 lines of a file: what is read again where one of them has changed (see `blocks`)."""

COLUMNS = ("entity", "indicator", "period", "breakdown", "value", "value_high", "sample_size", "line", "attributes")


class Attributes(NamedTuple):
    """What many rows share. `said_by`, `locator`, `note` are canonical JSON texts per language; `flags` are joined with `;`."""

    unit: str
    qualifier: str
    status: str
    basis: str
    edition: str | None
    flags: str
    said_by: str | None
    locator: str | None
    note: str | None
    file: str


@dataclass(slots=True)
class Batch:
    """Some consecutive statements of one import.

    entity, indicator: ids; period: as in a statement file; breakdown: `dimension=code;...`, sorted, empty for the whole;
    value, value_high: in the indicator's unit, None where the source gives none; sample_size: answers behind the
    figure, or None; line: line of the file (row of the sheet); attributes: shared Attributes.
    Each name of COLUMNS is in `columns` (a list as long as `rows`) or in `constant` (one value for all rows).
    """

    rows: int
    columns: dict[str, Sequence]
    constant: dict[str, object] = field(default_factory=dict)

    def column(self, name: str) -> Sequence:
        """One column at full length, whether it varies or not."""
        return self.columns[name] if name in self.columns else [self.constant[name]] * self.rows

    def each(self, *names: str) -> Iterator[tuple]:
        """The rows as tuples of the named columns."""
        return zip(*(self.columns[n] if n in self.columns else repeat(self.constant[n], self.rows) for n in names), strict=True)


@dataclass
class Account:
    """What became of the rows of an import: read = stored + left out + refused, counted one by one.

    `statements` are what the stored rows came to: more than the rows where years stand across, fewer where records
    are aggregated. `left_out` counts rows by reason; `absent` counts cells without a figure by their mark; `notices`
    are what is not wrong but should be known, such as a last line without its newline, each with its place. `uneven` has
    the counts of both by block of lines: (block, `left_out` or `absent`, reason or mark).
    """

    read: int = 0
    stored: int = 0
    refused: int = 0
    statements: int = 0
    left_out: Counter = field(default_factory=Counter)
    absent: Counter = field(default_factory=Counter)
    notices: list[Problem] = field(default_factory=list)
    uneven: Counter = field(default_factory=Counter, compare=False, repr=False)

    def leave_out(self, line: int, reason: str) -> None:
        """Count a row that is left out."""
        self.left_out[reason] += 1
        self.uneven[block_of(line), "left_out", reason] += 1

    def lack(self, line: int, mark: str) -> None:
        """Count a cell without a figure."""
        self.absent[mark] += 1
        self.uneven[block_of(line), "absent", mark] += 1

    @property
    def balanced(self) -> bool:
        """Whether no row is lost from sight."""
        return self.read == self.stored + sum(self.left_out.values()) + self.refused

    @property
    def summary(self) -> str:
        """One line: what was read, stored, left out and why, refused."""
        left = sum(self.left_out.values())
        ordered = sorted(self.left_out.items(), key=lambda one: (-one[1], one[0]))
        why = f" ({', '.join(f'{reason} {count}' for reason, count in ordered)})" if left else ""
        return (f"{self.read} rows read: {self.stored} stored as {self.statements} statements, {left} left out{why}, "
                f"{self.refused} refused")


def block_of(line: int) -> int:
    """The number of the block in which a line stands."""
    return line - 1 >> BLOCK_BITS


def statement_id(import_id: str, entity: str, indicator: str, period: str, breakdown: str) -> str:
    """The id of an imported statement: derived, never stored."""
    id_ = f"{import_id}:{entity}:{indicator}:{period.replace('/', '--')}"
    return f"{id_}:{breakdown}" if breakdown else id_


def same_for_all(columns: Mapping[str, Sequence]) -> tuple[dict[str, Sequence], dict[str, object]]:
    """Columns parted into those that vary and those that hold one value in all rows."""
    vary, constant = {}, {}
    for name, cells in columns.items():
        if len(cells) and cells.count(cells[0]) == len(cells):
            constant[name] = cells[0]
        else:
            vary[name] = cells
    return vary, constant
