"""What is wrong with one file, kept in bounds: the first problems in full, and how many more there are."""

from loaders.problem import Problem

MOST_LISTED = 50
"""Problems of one file that are told one by one; whoever has more has one mistake many times."""
MOST_REFUSED = 1_000
"""After so many the reading stops: the file or its recipe is another than was meant."""


class Enough(Exception):
    """Too much is wrong for the rest to be worth reading."""


class Findings:
    """Collects the problems of one file into a list that others share."""

    def __init__(self, path: str, problems: list[Problem], listed: int = MOST_LISTED) -> None:
        self.path, self.problems, self.listed = path, problems, listed
        self.count = 0

    def add(self, line: int, column: int | str, message: str) -> None:
        """Keep one problem; raises Enough where there are too many."""
        self.count += 1
        if self.count <= self.listed:
            self.problems.append(Problem(self.path, line, column, message))
        if self.count >= MOST_REFUSED:
            self.stopped(line)

    def stopped(self, line: int) -> None:
        """End the reading here."""
        message = f"the file has {self.count} problems up to this line; the rest of it is not read: look at the recipe again"
        self.problems.append(Problem(self.path, line, 1, message))
        self.count = 0
        raise Enough

    def close(self) -> None:
        """Say how many problems were not listed."""
        if self.count > self.listed:
            message = f"the file has {self.count - self.listed} more problems of these kinds; mend those above first"
            self.problems.append(Problem(self.path, 1, 1, message))
