"""Where in a file the table stands: titles above it, its header rows, notes below it, a second table."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.guess import cells, periods
from loaders.guess.choice import Choice, said, share
from loaders.guess.split import Row

MOST_HEADER_ROWS = 4
_NUMBERS = ("number", "flagged", "period")


@dataclass(frozen=True, slots=True)
class Block:
    """One table: its rows in three parts, places in the list of all rows; `typed` are the columns of numbers and periods."""

    start: int
    body: int
    end: int
    width: int
    typed: tuple[int, ...]

    @property
    def header_rows(self) -> int:
        return self.body - self.start

    @property
    def size(self) -> int:
        return self.end - self.body


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a file, the main one first, and the choices that place it."""

    tables: tuple[Block, ...]
    choices: tuple[Choice, ...]
    trailing: bool


def layout(rows: Sequence[Row], fixed: Mapping[str, object] | None = None) -> Layout:
    """Find the tables among the rows of a file; `fixed` are places that a person has corrected."""
    width, trailing = _width(rows)
    trailing = (fixed or {}).get("trailing_delimiter", trailing)
    bare = [(line, row[:-1] if trailing and len(row) == width + 1 else row) for line, row in rows]
    found = [block for block in _blocks(bare, width) if block.size]
    if not found:
        found = [Block(0, min(1, len(rows)), len(rows), width, ())]
    main = max(found, key=lambda block: (block.size * block.width, -block.start))
    others = [block for block in found if block is not main]
    tables = (_corrected(main, bare, fixed or {}), *others)
    return Layout(tables, tuple(_choices(bare, tables, trailing)), trailing)


def _corrected(main: Block, rows: list[Row], fixed: Mapping[str, object]) -> Block:
    """The table where a person says it stands."""
    lines = [line for line, _ in rows]
    start = bisect_left(lines, fixed["header_line"]) if "header_line" in fixed else main.start
    start = min(start, max(len(rows) - 1, 0))
    count = fixed.get("header_rows", main.header_rows if start == main.start else 1)
    body = min(start + count, len(rows))
    end = bisect_right(lines, fixed["last_line"]) if "last_line" in fixed else max(main.end, body)
    width = main.width if start == main.start else max((len(row) for _, row in rows[start : start + 5]), default=1)
    typed = main.typed if width == main.width else _typed([row for _, row in rows[body:end] if len(row) == width], width)
    return Block(start, body, max(end, body), width, typed)


def filled(row: Sequence[str]) -> int:
    """How many cells of a row hold something."""
    return sum(bool(cell.strip()) for cell in row)


def _width(rows: Sequence[Row]) -> tuple[int, bool]:
    """The usual number of cells, and whether a delimiter at the end of each row adds an empty one."""
    widths = Counter(len(row) for _, row in rows if filled(row) > 1)
    if not widths:
        return max((len(row) for _, row in rows), default=1), False
    width = max(widths, key=lambda width: (widths[width] * width, width))
    last = [row[-1] for _, row in rows if len(row) == width and filled(row) > 1]
    trailing = width > 2 and not any(cell.strip() for cell in last)
    return width - trailing, trailing


def _blocks(rows: list[Row], width: int) -> list[Block]:
    """The tables, in the order of the file: runs of rows between empty ones, those joined that go on with the same table."""
    blocks: list[Block] = []
    for start, end in _runs(rows):
        part = [row for _, row in rows[start:end]]
        before = blocks[-1] if blocks else None
        if before and _goes_on(part, before):
            blocks[-1] = _with_end(before, rows, end)
        elif block := _block(rows, start, end, width):
            blocks.append(block)
    return blocks


def _runs(rows: list[Row]) -> list[tuple[int, int]]:
    """Stretches of rows that hold something."""
    runs, start = [], None
    for at, (_, row) in enumerate([*rows, (0, ())]):
        if filled(row) and start is None:
            start = at
        elif not filled(row) and start is not None:
            runs.append((start, at))
            start = None
    return runs


def _goes_on(part: list[tuple[str, ...]], before: Block) -> bool:
    """Whether rows after a gap go on with the table before it."""
    head = next((row for row in part if len(row) == before.width and filled(row) > 1), None)
    if head is None or not before.typed:
        return False
    numbers = sum(cells.kind(head[column]) in (*_NUMBERS, "missing") for column in before.typed)
    return 2 * numbers >= len(before.typed) and not _years(head, before.typed)


def _with_end(block: Block, rows: list[Row], end: int) -> Block:
    return Block(block.start, block.body, _end(rows, block.body, end, block.width, block.typed), block.width, block.typed)


def _block(rows: list[Row], start: int, end: int, usual: int) -> Block | None:
    """One run of rows as a table; None for titles and notes."""
    widths = Counter(len(row) for _, row in rows[start:end] if filled(row) > 1)
    if not widths:
        return None
    width = max(widths, key=lambda width: (widths[width], width == usual, width))
    while start < end and _is_title(rows, start, end, width):
        start += 1
    of_width = [row for _, row in rows[start:end] if len(row) == width]
    typed = _typed(of_width, width)
    body = _body(rows, start, end, width, typed)
    block = Block(start, body, _end(rows, body, end, width, typed), width, typed)
    return block if width > 1 and end - start > 1 else None


def _is_title(rows: list[Row], at: int, end: int, width: int) -> bool:
    """A row above the header: one cell, or of another length than the table, or far emptier than the row below."""
    row = rows[at][1]
    if len(row) != width:
        return True
    below = rows[at + 1][1] if at + 1 < end else ()
    if filled(row) == 1:
        first = next(place for place, cell in enumerate(row) if cell.strip())
        return first == 0 or first == width - 1 or width == 2 or row[first].strip().startswith("(")
    return width > 3 and filled(row) <= width // 3 and filled(below) == 1


def _typed(of_width: list[tuple[str, ...]], width: int) -> tuple[int, ...]:
    """Columns that hold mostly numbers, periods or missing marks, some of them not missing; first rows are left to the header."""
    lower = of_width[1:] if len(of_width) < 8 else of_width[4:]
    found = []
    for column in range(width):
        kinds = Counter(cells.kind(row[column]) for row in lower)
        said_something = sum(kinds.values()) - kinds["empty"]
        typed = sum(kinds[kind] for kind in _NUMBERS)
        if typed and typed + kinds["missing"] >= 0.6 * said_something:
            found.append(column)
    return tuple(found)


def _body(rows: list[Row], start: int, end: int, width: int, typed: tuple[int, ...]) -> int:
    """The place of the first row below the header."""
    at = start
    while at < end - 1 and at - start < MOST_HEADER_ROWS and _is_header(rows[at][1], width, typed, at == start):
        at += 1
    return at


def _is_header(row: tuple[str, ...], width: int, typed: tuple[int, ...], first: bool) -> bool:
    """A row that names columns: words, years in their order, or numbers of columns where the body has numbers."""
    if len(row) != width:
        return False
    if not typed:
        return first
    if _numbers_columns(row):
        return not first
    kinds = [cells.kind(row[column]) for column in typed]
    if any(kind in ("number", "flagged") for kind in kinds):
        return False
    given = [kind for kind in kinds if kind not in ("empty", "missing")]
    if any(kind == "period" for kind in given):
        return _years(row, range(width))
    return bool(given)


def _numbers_columns(row: Sequence[str]) -> bool:
    """1, 2, 3, ... under the names of the columns, as statistical offices print."""
    given = [cell.strip() for cell in row if cell.strip()]
    counted = [str(number) for number in range(1, len(given) + 1)]
    return len(given) > 2 and (given == counted or (given[0] in "АA" and given[1:] == counted[:-1]))


def _years(row: Sequence[str], typed: Sequence[int]) -> bool:
    """Whether periods stand across: several different ones, and no number beside them."""
    found = [row[column].strip() for column in typed if periods.kind(row[column].strip())]
    others = [row[column] for column in typed if cells.kind(row[column]) in ("number", "flagged")]
    return len(set(found)) > 1 and not others and len({periods.kind(cell) for cell in found}) == 1 and _in_step(found)


def _in_step(found: list[str]) -> bool:
    """Years across run up or down, or come again in the same order; days beside each other in a row need not."""
    firsts = list(dict.fromkeys(found))
    return len(firsts) > 2 or len(found) == 2 or len(firsts) < len(found) or firsts == sorted(firsts)


def _like_body(row: tuple[str, ...], width: int, typed: tuple[int, ...]) -> bool:
    """A row of the table: of its length, with a number where numbers stand, or with marks in place of all and a name before them."""
    if len(row) != width:
        return False
    if not typed:
        return filled(row) > max(1, width // 3)
    kinds = [cells.kind(row[column]) for column in typed]
    names = sum(bool(cell.strip()) for column, cell in enumerate(row) if column not in typed)
    return any(kind in _NUMBERS for kind in kinds) or names > 1 or (names == 1 and "missing" in kinds)


def _end(rows: list[Row], body: int, end: int, width: int, typed: tuple[int, ...]) -> int:
    """The place after the last row of the table: notes below it are left out."""
    while end > body and not _like_body(rows[end - 1][1], width, typed):
        end -= 1
    return end


def _choices(rows: list[Row], tables: tuple[Block, ...], trailing: bool):
    """What is shown of the layout."""
    main = tables[0]
    above = rows[main.start][0] if rows else 1
    spaced = [row for _, row in rows[: main.start] if filled(row)]
    yield Choice("header_line", above, 0.95 if main.typed else 0.7, (said("header_line", above=len(spaced)),))
    yield Choice("header_rows", main.header_rows, _header_sure(main), (said("header_rows", count=main.header_rows, typed=len(main.typed)),),
                 tuple(count for count in (1, 2, 0, 3) if count != main.header_rows)[:3])
    below = [(line, row) for line, row in rows[main.end :] if filled(row)]
    last = rows[main.end - 1][0] if main.end else 0
    ended = said("last_line.notes" if below else "last_line.none", count=len(below))
    yield Choice("last_line", last, 0.85 if below else 0.95, (ended,))
    yield Choice("trailing_delimiter", trailing, 0.98, (said("trailing.yes" if trailing else "trailing.no"),))
    others = tuple((rows[block.start][0], rows[block.end - 1][0]) for block in tables[1:])
    yield Choice("tables", len(tables), 0.9, (said("tables.one") if not others else said(
        "tables.others", places="; ".join(f"{first}–{last}" for first, last in others)),), others)


def _header_sure(block: Block) -> float:
    """Surer where numbers below set the header off."""
    if not block.typed:
        return 0.5
    return round(0.7 + 0.29 * min(1.0, share(len(block.typed), 2)), 2)
