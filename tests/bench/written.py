"""The measures as a page of the documents."""

import platform
import sqlite3
from datetime import UTC, datetime

from bench.measure import Measure

HEAD = """# How fast it is

Written by `make bench WRITE=1` on {day}: {machine}, SQLite {sqlite}. Every figure stands beside what it is measured against
in the same run; seconds differ from machine to machine, ratios can be compared. What a figure is a ratio of stands behind it.

| measure | figure | goal | |
| --- | ---: | ---: | --- |
"""
TAIL = """
What falls short of its goal, and why, stands in the decisions on [tables](decisions/0012-narrow-tables.md),
[loads](decisions/0013-loads-by-digests.md), [the page before its scripts](decisions/0026-the-page-before-its-scripts.md),
[answers kept as bytes](decisions/0027-answers-kept-as-bytes.md) and [what is loaded when](decisions/0028-what-is-loaded-when.md).
"""


def page(measures: list[Measure]) -> str:
    """The text of docs/performance.md."""
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    head = HEAD.format(day=datetime.now(UTC).date(), machine=machine, sqlite=sqlite3.sqlite_version)
    return head + "".join(map(_row, measures)) + TAIL


def _row(one: Measure) -> str:
    goal = "" if one.goal is None else f"{one.goal:g}" + (" (missed)" if one.missed else "")
    return f"| {one.name} | {one.figure:,.2f} {one.unit}".rstrip() + f" | {goal} | {one.said} |\n"
