"""Blocks of text lines to rows of fields: one line is one row, and every quote must open or close a field."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import repeat

from loaders.batch import MOST_ROWS, Account
from loaders.imports.findings import Findings
from loaders.imports.grid import Block, Chunk
from loaders.imports.lines import Lines
from loaders.imports.recipe import DELIMITERS, QUOTES, Layout
from loaders.problem import Problem

MOST_LINES_OF_A_ROW = 1_000
_NOT_CSV = "the row is not CSV (a quote stands inside a field, or is not closed); mend its quotes"
_NO_NEWLINE = "the last line has no newline at its end; the file may be cut there"
_NEWLINE = "the last line ends with a newline, which newline_at_end denies; the file is another than the recipe was made for"


def chunks(blocks: Iterator[Lines], layout: Layout, findings: Findings, account: Account) -> Iterator[Chunk | Block]:
    """Chunks of rows. Lines above the header may hold anything, cells of the header line breaks too."""
    splitter = _Splitter(layout, findings, account)
    ended = True
    for block in blocks:
        ended = block.ended
        yield from splitter.split(block)
    splitter.finish()
    if ended != layout.newline_at_end:
        account.notices.append(Problem(findings.path, splitter.line, 1, _NEWLINE if ended else _NO_NEWLINE))


class _Splitter:
    """Splits blocks of lines; holds back the lines of a row that goes on in the next block."""

    def __init__(self, layout: Layout, findings: Findings, account: Account) -> None:
        self.findings, self.account = findings, account
        self.delimiter, self.quote = DELIMITERS[layout.delimiter], QUOTES[layout.quote]
        self.sound = well_quoted(self.delimiter, self.quote) if self.quote else None
        self.sound_over_lines = well_quoted(self.delimiter, self.quote, within="") if self.quote else None
        self.top = max(layout.header_rows, default=0)
        self.loose_until = min(layout.header_rows, default=layout.first_row or 1)
        self.line_breaks = layout.line_breaks
        self.line = 0
        self._held: list[str] = []

    def split(self, block: Lines) -> Iterator[Chunk | Block]:
        """The rows of one block of lines."""
        texts = [*self._held, *block.texts]
        first = block.first - len(self._held)
        numbers = block.apart or range(first, first + len(texts))
        self.line, self._held = numbers[-1], []
        place = 0
        if first <= max(self.top, self.loose_until) or self.line_breaks:
            found, place = self._above(first, texts)
            yield found
        for start in range(place, len(texts), MOST_ROWS):
            yield self._flat(numbers[start:start + MOST_ROWS], texts[start:start + MOST_ROWS])

    def finish(self) -> None:
        """Refuse what was held back: a row that never ended."""
        if self._held:
            self._refuse(self.line - len(self._held) + 1, self._held[0], _NOT_CSV)

    def _above(self, first: int, texts: list[str]) -> tuple[Chunk, int]:
        """Rows that may span lines: down to the header, or all where the recipe says so; and how many lines they take."""
        lines, rows, place = [], [], 0
        while place < len(texts) and (self.line_breaks or first + place <= self.top or first + place < self.loose_until):
            loose = first + place < self.loose_until
            used = 1 if loose else self._lines_of_row(texts, place)
            if not used:
                self._held = texts[place:]
                return Chunk(lines, rows), len(texts)
            row = self._row(first + place, texts[place:place + used], loose)
            if row is not None:
                lines.append(first + place)
                rows.append(row)
            place += used
        return Chunk(lines, rows), place

    def _lines_of_row(self, texts: list[str], place: int) -> int:
        """How many lines a row takes: until its quotes are even; 0 where that is not in sight."""
        quotes = 0
        for number, text in enumerate(texts[place:place + MOST_LINES_OF_A_ROW], 1):
            quotes += text.count(self.quote) if self.quote else 0
            if quotes % 2 == 0:
                return number
        return 0 if place + MOST_LINES_OF_A_ROW > len(texts) else 1

    def _row(self, line: int, texts: list[str], loose: bool) -> list[str] | None:
        """The fields of one row; None where it is refused."""
        whole = "\n".join(texts)
        if not loose and self.quote and self.quote in self.sound_over_lines.sub("", whole):
            self._refuse(line, whole, _NOT_CSV)
            return None
        try:
            return next(self._reader(whole.splitlines(keepends=True), strict=not loose), [])
        except csv.Error:
            return [whole]

    def _flat(self, lines: Sequence[int], texts: list[str]) -> Chunk | Block:
        """Rows of one line each; where no field is quoted, and all rows have as many, they are parted as one text."""
        joined = self.delimiter.join(texts)
        quoted = self.quote and self.quote in joined
        widths = set() if quoted else set(map(str.count, texts, repeat(self.delimiter)))
        if len(widths) == 1:
            width, fields = widths.pop() + 1, joined.split(self.delimiter)
            return Block(lines, [fields[column::width] for column in range(width)])
        if quoted and self.quote in self.sound.sub("", "\n".join(texts)):
            lines, texts = self._quoted_well(lines, texts)
        try:
            return Chunk(lines, list(self._reader(texts)))
        except csv.Error:
            return self._one_by_one(lines, texts)

    def _quoted_well(self, lines: range, texts: list[str]) -> tuple[list[int], list[str]]:
        """The lines whose quotes open and close fields; the others are refused."""
        kept: tuple[list[int], list[str]] = ([], [])
        for line, text in zip(lines, texts, strict=True):
            if self.quote in self.sound.sub("", text):
                self._refuse(line, text, _NOT_CSV)
            else:
                kept[0].append(line)
                kept[1].append(text)
        return kept

    def _one_by_one(self, lines, texts: list[str]) -> Chunk:
        """The rows of lines of which some are no CSV for another reason, such as a field without end."""
        found = Chunk([], [])
        for line, text in zip(lines, texts, strict=True):
            try:
                found.rows.append(next(self._reader([text]), []))
                found.lines.append(line)
            except csv.Error as error:
                self._refuse(line, text, f"the row is not CSV ({error}); mend it")
        return found

    def _reader(self, texts: list[str], strict: bool = True):
        quoting = csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE
        return csv.reader(texts, delimiter=self.delimiter, quotechar=self.quote or None, quoting=quoting, strict=strict)

    def _refuse(self, line: int, text: str, message: str) -> None:
        self.account.read += 1
        self.account.refused += 1
        self.findings.add(line, self._field_of_stray(text), message)

    def _field_of_stray(self, text: str) -> int:
        """The number of the field in which the first quote stands that should not."""
        blanked = self.sound.sub(lambda found: "_" * len(found[0]), text) if self.sound else text
        before = blanked.find(self.quote) if self.quote else -1
        return blanked[:before].count(self.delimiter) + 1 if before >= 0 else 1


def well_quoted(delimiter: str, quote: str, within: str = "\n") -> re.Pattern:
    """Matches fields that are quoted as they should be, on one line (or on several, `within` empty); any other quote is astray."""
    d, q, inner = re.escape(delimiter), re.escape(quote), f"[^{re.escape(quote)}{within}]*+"
    return re.compile(f"(?:(?<=[{d}\n])|\\A){q}{inner}(?:{q}{q}{inner})*+{q}(?=[{d}\n]|\\Z)")
