"""The text of a CSV table to rows of texts with their places; nothing typed, nothing guessed."""

import csv
import io

from loaders.node import Row
from loaders.problem import Problem

SIGNS = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What office programs put between fields in place of commas."""


def csv_rows(text: str, label: str) -> tuple[list[Row], list[Problem]]:
    """The rows of one CSV text, and all that is wrong with it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[Row] = []
    problems: list[Problem] = []
    line = 1
    try:
        header = [name.strip() for name in next(reader)]
        problems += _bad_header(header, label)
        places = {name: place for place, name in enumerate(header)}
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                found.append(Row(places, tuple(map(str.strip, cells)), line))
            elif cells:
                message = f"the row has {len(cells)} fields; write {len(header)}, as the header has"
                problems.append(Problem(label, line, 1, message))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(label, line, 1, f"the row is not CSV ({error}); mend its quotes"))
    return ([], problems) if any(problem.line == 1 for problem in problems) else (found, problems)


def _bad_header(header: list[str], label: str) -> list[Problem]:
    problems = []
    other = next((sign for sign in SIGNS if len(header) == 1 and sign in header[0]), "")
    if other:
        return [Problem(label, 1, 1, f"the fields are parted by {SIGNS[other]}; save the file as CSV with commas")]
    for place, name in enumerate(header, 1):
        if not name:
            problems.append(Problem(label, 1, place, "the column's name is empty; write one"))
        elif name in header[:place - 1]:
            problems.append(Problem(label, 1, name, f"the column {name} is given twice; keep one of the two"))
        elif any(other.startswith(f"{name}.") for other in header):
            problems.append(Problem(label, 1, name, f"the column {name} is beside {name}.…; keep one of the two"))
    return problems
