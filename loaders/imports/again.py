"""A file that is read again: blocks of lines that are as before need not be. Below the header one line must be one row."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import zip_longest

from loaders.batch import BLOCK_BITS, MOST_ROWS, Batch
from loaders.blocks import LETTERS, Blocks
from loaders.imports.lines import Lines
from loaders.imports.recipe import QUOTES, Ends, Layout, Reading

LINES = 1 << BLOCK_BITS
MOST_LINES = 1 << 17
"""Lines that have changed and are held in memory; where there are more, reading all takes no longer."""
_SHARE = 4
"""At most one line in so many may have changed."""


class TooMuch(Exception):
    """So much has changed, or in such a place, that the whole has to be read."""


def in_blocks(reading: Reading) -> bool:
    """Whether a file read so can be read by blocks: each row stands on one line and says what it says by itself."""
    layout = reading.table
    by_lines = layout.format in ("csv", "sdmx-csv") and not layout.line_breaks and layout.ends == Ends()
    by_itself = reading.aggregate is None and not (_one_length(reading) and reading.period.map)
    return by_lines and by_itself and _above(layout) < LINES


def begun(reading: Reading, batches: Iterable[Batch]) -> bool:
    """Whether what was read of the first block says of which length all periods have to be, where they are of one."""
    return not _one_length(reading) or any(line <= LINES for batch in batches for line in batch.column("line"))


def _one_length(reading: Reading) -> bool:
    """Whether the first period that is read decides of which length the others are."""
    return reading.period is not None and reading.period.column is not None and not reading.period.mixed


def _above(layout: Layout) -> int:
    """The last of the lines that say how the others are read: above the table, the header, or the first row where there is none."""
    return max(*layout.header_rows, layout.first_row or 1, 1)


def _digest(texts: list[str]) -> str:
    return blake2b("\n".join(texts).encode(), digest_size=LETTERS // 2).hexdigest()


class Noted:
    """Lines on their way, and the digest of each block of them; `top` is that of the lines by which all others are understood."""

    def __init__(self, layout: Layout) -> None:
        self.lines, self.top = 0, ""
        self.digests: list[str] = []
        self._above = _above(layout)

    def through(self, lines: Iterator[Lines]) -> Iterator[Lines]:
        """The same lines, parted where blocks end."""
        held: list[str] = []
        ended = True
        for one in lines:
            texts, ended = held + one.texts, one.ended
            whole = len(texts) // LINES * LINES
            held = texts[whole:]
            if whole:
                yield self._noted(texts[:whole], ended)
        if held:
            yield self._noted(held, ended)

    def _noted(self, texts: list[str], ended: bool) -> Lines:
        first = self.lines + 1
        self.lines += len(texts)
        self.top = self.top or _digest(texts[:self._above])
        self.digests += [_digest(texts[at:at + LINES]) for at in range(0, len(texts), LINES)]
        return Lines(first, texts, ended)


class Compared(Noted):
    """Lines of which only changed blocks go on, and the first and the last; `changed` are their numbers, of before or now."""

    def __init__(self, before: Blocks, layout: Layout) -> None:
        super().__init__(layout)
        self.changed: set[int] = set()
        self._before, self._quote = before, QUOTES[layout.quote]
        self._most = min(MOST_LINES, before.lines // _SHARE)
        self._numbers: list[int] = []
        self._texts: list[str] = []
        self._taken = 0

    def through(self, lines: Iterator[Lines]) -> Iterator[Lines]:
        """The lines that have to be read. Raises TooMuch."""
        ended, last = True, []
        for one in super().through(lines):
            ended, last = one.ended, one.texts[(len(one.texts) - 1) // LINES * LINES:]
            if one.first == 1:
                yield self._top(one.texts[:LINES])
            for number in self._changed(one):
                self._take(number, one.texts[number * LINES + 1 - one.first:][:LINES])
            if len(self._texts) >= MOST_ROWS:
                yield self._all_taken(ended)
        number = len(self.digests) - 1
        if number not in self.changed:
            self._take(number, last)
        if self._texts:
            yield self._all_taken(ended)
        self.changed.update(range(number + 1, len(self._before.digests)))

    def _top(self, texts: list[str]) -> Lines:
        """The first block. With another header all that follows may say something else; one that goes on over more lines than it
        should may reach beyond."""
        unclosed = self._quote and any(text.count(self._quote) % 2 for text in texts[:self._above])
        if self.top != self._before.top or len(texts) < LINES or unclosed:
            raise TooMuch
        self.changed.add(0)
        return Lines(1, texts, ended=True)

    def _changed(self, one: Lines) -> list[int]:
        """The blocks of some lines that are other than before."""
        start = max(1, (one.first - 1) // LINES)
        now, before = self.digests[start:], self._before.digests[start:len(self.digests)]
        return [start + place for place, pair in enumerate(zip_longest(now, before)) if pair[0] != pair[1]]

    def _take(self, number: int, texts: list[str]) -> None:
        self.changed.add(number)
        self._taken += len(texts)
        if self._taken > self._most:
            raise TooMuch
        first = number * LINES + 1
        self._numbers += range(first, first + len(texts))
        self._texts += texts

    def _all_taken(self, ended: bool) -> Lines:
        """What was taken and has not gone on."""
        numbers, texts, self._numbers, self._texts = self._numbers, self._texts, [], []
        return Lines(numbers[0], texts, ended, numbers)
