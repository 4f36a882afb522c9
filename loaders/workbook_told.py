"""What a person is told of how a sheet was read: nothing that was taken for granted stays unsaid."""

from dataclasses import dataclass, field

from loaders.problem import Problem

FIRST_CELLS = 5
MOST_PROBLEMS = 1_000

SENTENCES = {
    "formulas": "cells hold formulas; the results stored in the file were taken",
    "dates": "cells hold dates, which the file keeps as counts of days; they were turned to ISO dates as precise as their format",
    "dates_from_1904": "sheets count days from 1904, as the file says",
    "percents": "cells are formatted as percent; 0.12 was read as 12%",
    "worded": "cells show words that are in their format only; the words were left out",
    "scaled": "cells show fewer digits than they hold (thousands or millions); the whole number was taken",
    "numbers_as_text": "cells hold numbers as text; they are read by the number syntax of the file",
    "hidden_rows": "rows are hidden or filtered away; they were read all the same",
    "hidden_columns": "columns are hidden; they were read all the same",
    "hidden_sheets": "sheets are hidden; they are offered all the same",
    "merged": "areas are merged cells",
    "covered": "cells lie under a merged area and are not seen; what they hold was left out",
    "elsewhere": "links lead to other workbooks; nothing outside was opened",
    "macros": "parts are macros; they were not read",
    "other_sheets": "sheets are charts or dialogs; they hold no table",
}
"""The kinds of what is told, in the words of the command line; the pages have theirs in the language files."""


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
        return [f"{count} {SENTENCES[kind]} ({self._where(kind)})" for kind, count in self.counts.items()]

    def _where(self, kind: str) -> str:
        more = ", ..." if self.counts[kind] > len(self.first[kind]) else ""
        return ", ".join(self.first[kind]) + more
