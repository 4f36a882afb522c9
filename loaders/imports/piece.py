"""Statements in the making: the rows of one block and one column of figures, by columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from loaders.coded import kept


@dataclass
class Piece:
    """Statements in the making: `columns` as long as `lines`, `constants` the same for all, `values` with None for none."""

    lines: Sequence[int]
    columns: dict[str, Sequence]
    constants: dict[str, object]
    values: list[float | None]
    column: str = ""
    rows: Sequence[int] = field(default=(), repr=False)
    """For each statement the place of its row in the block."""

    def column_of(self, key: str) -> Sequence:
        """One part at full length."""
        return self.columns[key] if key in self.columns else [self.constants.get(key)] * len(self.values)

    def kept(self, flags: Sequence[bool]) -> "Piece":
        """The statements that are flagged."""
        columns = {key: kept(cells, flags) for key, cells in self.columns.items()}
        return Piece(list(compress(self.lines, flags)), columns, self.constants, list(compress(self.values, flags)), self.column,
                     list(compress(self.rows, flags)))
