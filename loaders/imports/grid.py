"""The table of a file: header and blocks of columns, every row with as many fields as the header. Nothing is typed here.

A block holds columns, not rows, for all that follows works by columns.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress, islice
from operator import itemgetter
from typing import NamedTuple

from loaders.batch import MOST_ROWS, Account
from loaders.imports.findings import Enough, Findings
from loaders.imports.recipe import Ends, Layout
from loaders.refusal import shown

Row = tuple[int, Sequence[str]]
"""One row of a table: its line in the file and its cells."""


class Chunk(NamedTuple):
    """Consecutive rows of texts with the lines they stand in."""

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]

    def part(self, start: int, end: int | None = None) -> "Chunk":
        """Some of the rows."""
        return Chunk(self.lines[start:end], self.rows[start:end])


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive rows: `columns` of texts as they stand in the file, and the `lines` they stand in."""

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]

    @property
    def by_rows(self) -> Chunk:
        """The same as rows."""
        return Chunk(self.lines, list(zip(*self.columns, strict=True)))

    def kept(self, flags: Sequence[bool]) -> "Block":
        """The rows that are flagged."""
        return Block(list(compress(self.lines, flags)), [list(compress(column, flags)) for column in self.columns])


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being read: the names of its columns (and each row of the header), and its blocks."""

    names: tuple[str, ...]
    header: tuple[tuple[str, ...], ...]
    blocks: Iterator[Block] = field(repr=False)


def tidy(text: str) -> str:
    """A header's text as recipes and messages write it: one space where the file has line breaks or several."""
    return " ".join(text.split())


def table(chunks: Iterator[Chunk | Block], layout: Layout, findings: Findings, account: Account) -> Table:
    """The table in chunks of rows; raises Enough where its header is not where the recipe says."""
    feed = _Feed(chunks)
    header = _header(feed, layout, findings)
    if layout.first_row:
        feed.skip_to(layout.first_row)
    body = _until_end(feed, layout.ends, findings, account)
    if not header:
        first = next((chunk for chunk in map(_by_rows, body) if chunk.rows), Chunk((), ()))
        header = (tuple(str(number) for number in range(1, len(first.rows[0]) + 1 - layout.trailing_delimiter)),) if first.rows else ((),)
        body = chain([first], body)
    names = _names(header)
    return Table(names, header, (_block(chunk, names, layout, findings, account) for chunk in body))


class _Feed:
    """Chunks of rows, of which the next rows can be looked at one by one; blocks of columns pass through otherwise."""

    def __init__(self, chunks: Iterator[Chunk | Block]) -> None:
        self._chunks, self._held = chunks, Chunk((), ())

    def __iter__(self) -> Iterator[Chunk | Block]:
        held, self._held = self._held, Chunk((), ())
        yield from chain([held] if held.rows else [], self._chunks)

    def next_row(self) -> Row | None:
        """The next row, which stays the next."""
        while not self._held.rows:
            chunk = next(self._chunks, None)
            if chunk is None:
                return None
            self._held = _by_rows(chunk)
        return self._held.lines[0], self._held.rows[0]

    def drop(self) -> None:
        """Leave the next row behind."""
        self._held = self._held.part(1)

    def skip_to(self, line: int) -> Row | None:
        """The first row that is not above a line."""
        while (row := self.next_row()) is not None and row[0] < line:
            self.drop()
        return row


def _by_rows(part: Chunk | Block) -> Chunk:
    return part.by_rows if isinstance(part, Block) else part


def _header(feed: _Feed, layout: Layout, findings: Findings) -> tuple[tuple[str, ...], ...]:
    """The rows of the header; merged cells (empty after a text, in all rows but the last) hold that text."""
    found = []
    for number in sorted(layout.header_rows):
        row = feed.skip_to(number)
        if row is None or row[0] != number:
            findings.add(number, 1, f"header_rows is {number}; no row begins on that line, write where the header stands")
            raise Enough
        feed.drop()
        found.append([tidy(cell) for cell in _without_trailing(row, layout, findings)])
    width = max(map(len, found), default=0)
    padded = [row + [""] * (width - len(row)) for row in found]
    return tuple(tuple(_filled(row) if number < len(padded) else row) for number, row in enumerate(padded, 1))


def _filled(row: list[str]) -> list[str]:
    """Merged cells: what stands empty belongs to the text before it."""
    return list(accumulate(row, lambda before, cell: cell or before))


def _without_trailing(row: Row, layout: Layout, findings: Findings) -> Sequence[str]:
    line, cells = row
    if not layout.trailing_delimiter:
        return cells
    if cells and cells[-1] == "":
        return cells[:-1]
    findings.add(line, 1, "the row ends without the delimiter that trailing_delimiter promises; mend the row, or the recipe")
    raise Enough


def _names(header: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The name of each column: the texts of its header rows joined; a column without one is named by its number.

    Columns of one name are told apart as `name (1)` and `name (2)`.
    """
    joined = [" ".join(dict.fromkeys(filter(None, parts))) or str(number) for number, parts in enumerate(zip(*header, strict=True), 1)]
    times, seen = Counter(joined), Counter()
    names = []
    for name in joined:
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if times[name] > 1 else name)
    return tuple(names)


def _until_end(feed: _Feed, ends: Ends, findings: Findings, account: Account) -> Iterator[Chunk | Block]:
    """The rows of the table; what follows its end is counted as left out. A file without the end it should have is cut."""
    if ends == Ends():
        yield from feed
        return
    reached, line = False, 0
    for chunk in map(_by_rows, feed):
        inside = 0 if reached else _inside(chunk, ends)
        reached = reached or inside < len(chunk.rows)
        line = chunk.lines[inside - 1] if inside else line
        yield chunk.part(0, inside)
        account.read += len(chunk.rows) - inside
        account.left_out["after the table"] += len(chunk.rows) - inside
    if not reached and not (ends.line and line == ends.line):
        findings.add(line or 1, 1, f"{_end_missing(ends)}; the file is cut, or the recipe names another end")


def _inside(chunk: Chunk, ends: Ends) -> int:
    """How many rows of a chunk are before the end of the table."""
    for number, (line, cells) in enumerate(zip(chunk.lines, chunk.rows, strict=True)):
        first = next((tidy(cell) for cell in cells if cell and not cell.isspace()), "")
        if (ends.line and line > ends.line) or (ends.blank and not first) or (ends.before and first == ends.before):
            return number
    return len(chunk.rows)


def _end_missing(ends: Ends) -> str:
    if ends.before:
        return f"no row after the table begins with {ends.before}"
    return "no blank row ends the table" if ends.blank else f"the table does not reach line {ends.line}"


def _block(part: Chunk | Block, names: Sequence[str], layout: Layout, findings: Findings, account: Account) -> Block:
    """Rows to columns; rows of another width are refused, blank ones left out."""
    account.read += len(part.lines)
    asked = len(names) + layout.trailing_delimiter
    if isinstance(part, Block) and len(part.columns) == asked == len(names) and all(part.columns[0]):
        return part
    chunk = _by_rows(part)
    if set(map(len, chunk.rows)) - {asked} or not all(map(itemgetter(0), chunk.rows)):
        chunk = _sound(chunk, asked, layout, findings, account)
    if layout.trailing_delimiter and any(map(itemgetter(-1), chunk.rows)):
        chunk = _ended(chunk, names, findings, account)
    columns = list(zip(*chunk.rows, strict=True)) if chunk.rows else [()] * asked
    return Block(chunk.lines, columns[:len(names)])


def _sound(chunk: Chunk, asked: int, layout: Layout, findings: Findings, account: Account) -> Chunk:
    """The rows of the right width; blank ones are counted, others refused. Rows of a workbook end with their last cell."""
    kept = Chunk([], [])
    for line, row in zip(chunk.lines, chunk.rows, strict=True):
        if not any(cell.strip() for cell in row):
            account.leave_out(line, "blank")
            continue
        cells = [*row[:asked], *[""] * (asked - len(row))] if layout.format == "xlsx" and not any(row[asked:]) else row
        if len(cells) == asked:
            kept.lines.append(line)
            kept.rows.append(cells)
            continue
        account.refused += 1
        findings.add(line, 1, f"the row has {len(row)} field{'s' * (len(row) > 1)}; write {asked}, as the header has")
    return kept


def _ended(chunk: Chunk, names: Sequence[str], findings: Findings, account: Account) -> Chunk:
    """The rows whose last field is empty, as it should be; a filled one shows that the row is shifted."""
    kept = Chunk([], [])
    for line, row in zip(chunk.lines, chunk.rows, strict=True):
        if row[-1]:
            account.refused += 1
            findings.add(line, names[-1], f"the row ends with {shown(row[-1])} after its last column; move its fields back")
        else:
            kept.lines.append(line)
            kept.rows.append(row)
    return kept


def in_chunks(rows: Iterable[Row], size: int = MOST_ROWS) -> Iterator[Chunk]:
    """Rows that come one by one, in chunks."""
    rows = iter(rows)
    while held := list(islice(rows, size)):
        yield Chunk(*zip(*held, strict=True))
