"""What a yearly form looks like to the program: the marks by which its rows, columns and answers are found again.

A form is filled in by people who sort, move, insert and delete. So nothing is found by its place: each sheet to be read
names its columns in its (hidden) first row, each line carries its key in the (hidden) column `key`, and a hidden sheet
says whose form it is and what each key stands for.
"""

import re
from typing import NamedTuple

MARK = "cluster-atlas-form"
VERSION = "1"
MACHINE = "cluster_atlas"
"""The name of the hidden sheet: two columns, name and answer, then a table of the lines."""

ABOUT = ("mark", "version", "entity", "year", "language", "release")
LINES = "lines"
"""The word that begins the table of the lines on the hidden sheet."""

COLUMNS = ("key", "name", "unit", "last", "value", "qualifier", "value_high", "status", "period", "note")
"""Names of the columns in the first row of a sheet with figures."""

FILLED = ("value", "qualifier", "value_high", "status", "period", "note")
"""The columns that are filled in, in the order in which they stand."""

CONFIRMED, SAID_BY = "confirmed", "said_by"
"""Keys of the two answers about the whole form: the day on which it is confirmed, and who confirms it."""

NO_LINE = "#"
"""The key of what is to be read by people only: heads, themes, examples."""

QUALIFIERS = ("exact", "at_least", "about", "up_to", "range")
STATUSES = ("A", "P", "E", "F", "planned", "L")
"""The statuses that a cluster may give its own figure; L: it is not counted."""


_BREAKDOWN = re.compile(r"(?:\w+=[^;=|]+(?:;\w+=[^;=|]+)*)?")


class Line(NamedTuple):
    """One figure that a form asks for; `name` is printed beside it, `last` is the id of the statement shown there."""

    key: str
    indicator: str
    breakdown: str
    name: str
    last: str

    @property
    def sound(self) -> bool:
        """Whether it says of itself what its key says; whoever edits the hidden sheet may break it."""
        return self.key == key_of(self.indicator, self.breakdown) and bool(_BREAKDOWN.fullmatch(self.breakdown))


def key_of(indicator: str, breakdown: str = "") -> str:
    """The key of a line: `member_companies`, or `event_participants|format=online`."""
    return f"{indicator}|{breakdown}" if breakdown else indicator


def word_keys(kind: str) -> dict[str, str]:
    """The keys of the words that stand in the drop-downs: code -> key."""
    if kind == "qualifier":
        return {code: f"qualifier.{code}" for code in QUALIFIERS}
    return {code: f"form.status.{code}" for code in STATUSES}
