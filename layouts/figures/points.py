"""One observation row as a point of a figure: its label, its marks, what a reader is told of it."""

from collections.abc import Mapping
from datetime import date, timedelta

from layouts.chart import Point
from layouts.visit import Visit

AHEAD = ("F", "planned")
"""Statuses that a label in a picture names; an estimate is told by its hollow mark and a note."""


def point(visit: Visit, row: Mapping, name: str = "", **more) -> Point:
    """The point of a row of observations; `more` sets what only the figure knows (rank, segment, link)."""
    words = visit.words
    return Point(
        name=name or words.entity(row["entity"]),
        value=None if row["value"] != row["value"] else row["value"],
        high=None if row["value_high"] != row["value_high"] else row["value_high"],
        qualifier=row["qualifier"], status=row["status"],
        label=words.hedged(row["value"], row["value_high"], row["qualifier"], row["status"] if row["status"] in AHEAD else "A"),
        period=words.period(row["period"], row["sense"]), day=day(row), statement=row["statement"],
        hover=hover(visit, row), conflict=bool(row["rivals"]), **more,
    )


def day(row: Mapping) -> str:
    """The ISO day where a row stands on a time axis: the middle of a period, the end of a stock."""
    start, end = row["period_start"], row["period_end"]
    if not start or not end:
        return end or start or ""
    if row["period_kind"] == "stock" and row["precision"] in ("day", "month"):
        return end
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return (first + timedelta(days=(last - first).days // 2)).isoformat()


def hover(visit: Visit, row: Mapping) -> tuple[str, ...]:
    """What a pointer over a point is told: whose, how much, when, counting what, who said so and where."""
    visit.told.add(row["statement"])
    words = visit.words
    place = words.text(row["locator"])
    said_by = words.text(row["said_by"])
    lines = [
        f"{words.entity(row['entity'])}: {words.said(row)}",
        f"{words.indicator(row['indicator'])}, {words.period(row['period'], row['sense'])}",
        f"{words.producer(row['source'])}" + (f": {place}" if place else ""),
        words("hover.said_by", who=said_by) if said_by else "",
        words("mark.conflict.n", n=row["rivals"] + 1, count=row["rivals"] + 1) if row["rivals"] else "",
    ]
    return tuple(line for line in lines if line)
