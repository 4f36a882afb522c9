"""What a person is told of how a sheet was read: nothing that was taken for granted stays unsaid."""

from dataclasses import dataclass, field

from loaders.problem import Problem

FIRST_CELLS = 5
MOST_PROBLEMS = 1_000

SENTENCES = {
    "formulas": ("cell holds a formula", "cells hold formulas", "the results stored in the file were taken"),
    "dates": ("cell holds a date", "cells hold dates", "kept as counts of days, turned to ISO dates as precise as their format"),
    "dates_from_1904": ("workbook counts days from 1904", "workbooks count days from 1904", "as it says itself"),
    "percents": ("cell is formatted as percent", "cells are formatted as percent", "0.12 was read as 12%"),
    "worded": ("cell shows words of its format", "cells show words of their format", "the words were left out"),
    "scaled": ("cell shows fewer digits than it holds", "cells show fewer digits than they hold", "the whole number was taken"),
    "numbers_as_text": ("cell holds a number as text", "cells hold numbers as text", "read by the number syntax of the file"),
    "hidden_rows": ("row is hidden or filtered away", "rows are hidden or filtered away", "read all the same"),
    "hidden_columns": ("run of columns is hidden", "runs of columns are hidden", "read all the same"),
    "hidden_sheets": ("sheet is hidden", "sheets are hidden", "offered all the same"),
    "merged": ("area is merged", "areas are merged", "the value stands in the first cell"),
    "covered": ("cell lies unseen under a merged area", "cells lie unseen under merged areas", "what they hold was left out"),
    "elsewhere": ("link leads to another workbook", "links lead to other workbooks", "nothing outside was opened"),
    "macros": ("part is a macro", "parts are macros", "not read"),
    "other_sheets": ("sheet is a chart or dialog", "sheets are charts or dialogs", "they hold no table"),
}
"""The kinds of what is told, for one and for several, and what was done; the pages have theirs in the language files."""


@dataclass
class Told:
    """Counts by kind with the first cells (or rows, sheets) of each, and the problems of single cells.

    `problems` keeps the first 1,000; `flaws` counts all. A cell with a problem reads as a `Flaw`, never as a value.
    """

    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    flaws: int = 0

    def tell(self, kind: str, where: str) -> None:
        """One more of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        shown = self.first.setdefault(kind, [])
        if len(shown) < FIRST_CELLS:
            shown.append(where)

    def refuse(self, problem: Problem) -> None:
        """One more cell that is no value."""
        self.flaws += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def lines(self) -> list[str]:
        """One sentence per kind, as the command line prints them."""
        return [f"{count} {SENTENCES[kind][count > 1]} ({self._where(kind)}): {SENTENCES[kind][2]}" for kind, count in self.counts.items()]

    def _where(self, kind: str) -> str:
        more = ", ..." if self.counts[kind] > len(self.first[kind]) else ""
        return ", ".join(self.first[kind]) + more
