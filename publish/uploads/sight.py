"""An understood file as the page looks at it: choices in words, rows by line, the places of columns."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from loaders.guess import columns
from loaders.guess.choice import Choice, level
from loaders.guess.shown import shown
from loaders.inspection import LABEL, Inspection, raw


@dataclass(frozen=True)
class Sight:
    """One inspection; `part` says that only the first part of the file was read for it."""

    inspection: Inspection
    part: bool = False
    label: str = LABEL

    @property
    def guess(self):
        return self.inspection.guess

    @property
    def recipe(self) -> str:
        return self.inspection.recipe

    @property
    def preview(self):
        return self.inspection.preview

    @property
    def told(self) -> dict[str, int]:
        """What was taken for granted of a workbook: how often by kind."""
        return {kind: count for told in self.inspection.told for kind, count in told.counts.items()}

    @property
    def sheets(self) -> tuple[str, ...]:
        return self.inspection.sheets

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns, in their order."""
        return tuple(column.name for column in self.guess.columns) if self.guess else ()

    @cached_property
    def _rows(self) -> dict[int, tuple[str, ...]]:
        return dict(raw(self.guess))

    def row(self, line: int) -> tuple[str, ...]:
        """The cells of a line, a first cell that holds several taken apart; empty where the file has no such row."""
        cells = self._rows.get(line, ())
        return columns.apart([cells], self.guess.choices["split"], header=False)[0] if cells and self.guess["split"] else cells

    def place(self, column: object) -> int | None:
        """The place of a column by its name, or by its number."""
        name = str(column)
        if name in self.names:
            return self.names.index(name)
        return int(name) - 1 if name.isdecimal() and 0 < int(name) <= len(self.names) else None

    def first_lines(self, most: int) -> list[int]:
        """The lines of the first rows of the table."""
        rows = self.guess.rows[self.guess.main.body : self.guess.main.end] if self.guess else []
        return [line for line, _ in rows[:most]]

    @staticmethod
    def level(confidence: float) -> str:
        """high, middle or low."""
        return level(confidence)

    def shown(self, choice: Choice, say: Callable[..., str]) -> str:
        """The value of a choice in words."""
        return shown(choice.name, choice.value, self.guess, say)
