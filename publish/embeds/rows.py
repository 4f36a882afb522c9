"""What a picture says as rows of a table, for who reads rather than looks: every value, each with its statement."""

from collections.abc import Iterator
from dataclasses import dataclass

from layouts.chart import Chart
from layouts.words import Words
from publish.drawing.blocks import Block, Graphic, Map, Table, Tiles, Timeline


@dataclass(frozen=True)
class Rows:
    """A table: its head, rows of texts, the column of values (-1: none), and the statement behind each row, empty where none."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    value: int
    statements: tuple[str, ...]


def rows(block: Block, words: Words) -> Rows:
    """The values of a block in its order."""
    if isinstance(block, Graphic):
        return _points(block.chart, words)
    if isinstance(block, Map):
        areas = sorted(block.areas, key=lambda area: -(area.value or 0))
        marks = [mark for mark in (*areas, *block.dots) if mark.label]
        return _made(_head(words, "place", "value"), (((mark.name, _alone(mark)), mark.statement) for mark in marks), 1)
    if isinstance(block, Tiles):
        told = (((t.label, f"{t.value} {t.unit}".strip(), t.scope, t.aside and f"‖ {t.aside}"), t.statement) for t in block.tiles)
        return _filled(_made(_head(words, "indicator", "value", "period", "note"), told, 1))
    if isinstance(block, Table):
        return _made(block.head, zip(block.rows, block.statements or [""] * len(block.rows), strict=True), next(iter(block.numeric), -1))
    if isinstance(block, Timeline):
        return _made(_head(words, "period", "indicator", "note"), ((item, "") for item in block.items), -1)
    return _made((), (((text,), "") for text in block.items), -1)


def _head(words: Words, *names: str) -> tuple[str, ...]:
    return tuple(words(f"column.{name}") for name in names)


def _made(head: tuple[str, ...], told, value: int) -> Rows:
    made = list(told)
    return Rows(tuple(head), tuple(tuple(cells) for cells, _ in made), value, tuple(_first(statement) for _, statement in made))


def _first(statements: str) -> str:
    """The statement that a row leads to, where several stand behind it."""
    return statements.split(",", maxsplit=1)[0].strip()


def _filled(table: Rows) -> Rows:
    """A table without the columns that say nothing."""
    kept = [n for n in range(len(table.head)) if any(row[n] for row in table.rows)]
    rows_kept = tuple(tuple(row[n] for n in kept) for row in table.rows)
    return Rows(tuple(table.head[n] for n in kept), rows_kept, kept.index(table.value) if table.value in kept else -1, table.statements)


def _alone(mark) -> str:
    """The value of a place; of a dot whose label names it too, the value alone."""
    return getattr(mark, "said", "") or mark.label


def _points(chart: Chart, words: Words) -> Rows:
    """The points of a chart: rank and name, period, value as said; the names of lines where there are several."""
    return _filled(_made(("№", *_head(words, "place", "indicator", "period", "value")), _each(chart), 4))


def _each(chart: Chart) -> Iterator[tuple[tuple[str, ...], str]]:
    several = len(chart.lines) > 1
    for line in chart.lines:
        for point in line.points:
            beside = line.name if several and line.name != point.name else ""
            yield (point.rank, point.name, beside, point.period, point.label + (" ‖" if point.conflict else "")), point.statement
