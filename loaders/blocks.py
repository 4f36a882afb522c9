"""An import, and what a load remembers of its file, so that the next one reads only the lines that have changed. Pure."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from loaders.batch import Account, Batch
from loaders.canonical import dumped
from loaders.problem import Problem
from loaders.records import Source

LETTERS = 32
"""Of the digest of one block, in hexadecimal."""


@dataclass(frozen=True)
class Blocks:
    """A file as blocks of lines.

    `ground` is a hash of all beside the lines that decides what they say, `top` that of the header; `lines` is how many there are,
    `digests` has one for each block; `uneven` counts rows left out and cells without a figure by (block, kind, reason), as an Account does.
    """

    ground: str
    lines: int
    top: str
    digests: Sequence[str]
    uneven: Counter

    @property
    def told(self) -> str:
        """`uneven` as JSON."""
        return dumped(sorted([*key, count] for key, count in self.uneven.items()))

    @classmethod
    def read(cls, ground: str, lines: int, digests: str, uneven: str) -> "Blocks":
        """Blocks as they were stored: `top` and the digests in one text, `uneven` as `told`."""
        counts = Counter({(block, kind, reason): count for block, kind, reason, count in json.loads(uneven)})
        top, *each = (digests[at:at + LETTERS] for at in range(0, len(digests), LETTERS))
        return cls(ground, lines, top, each, counts)


@dataclass(frozen=True)
class Changed:
    """What is read of a file of which the rest is as before: the statements of the blocks `numbers`, the account of their rows
    alone, and the whole file as blocks."""

    numbers: Collection[int]
    batches: Sequence[Batch]
    account: Account
    now: Blocks

    def whole_account(self, before: Account, blocks: Blocks, statements: int) -> Account:
        """The account of the whole file: that of the time before, of which the changed blocks made `statements`, mended.

        Below the header each line is a row, and no row is refused: with one that is, nothing would be stored.
        """
        uneven = Counter({key: count for key, count in blocks.uneven.items() if key[0] not in self.numbers}) + self.account.uneven
        made = Account(before.read + self.now.lines - blocks.lines, notices=self.account.notices, uneven=uneven)
        for (_, kind, reason), count in sorted(uneven.items()):
            getattr(made, kind)[reason] += count
        made.stored = made.read - sum(made.left_out.values())
        made.statements = before.statements - statements + self.account.statements
        return made


class Import(Protocol):
    """One recipe over its files, ready to be read.

    `source` is the id of the source that states it; `source_record` the record where the recipe holds it itself.
    `fingerprint` is sha256 over the bytes of the files, the canonical recipe and what it is matched against.
    `batches` adds to `problems` whatever is wrong; with one problem nothing of it may be stored. `account` is whole
    once the batches are exhausted. `path` is the recipe's file, for messages.

    Where its file is as before but for some lines, `changed` reads those alone, and `mend` makes `account` whole; `blocks` are
    what the next load has to know for it, None for a file that is always read whole.
    """

    id: str
    path: str
    source: str
    source_record: Source | None
    fingerprint: str
    account: Account
    blocks: Blocks | None

    def batches(self, problems: list[Problem]) -> Iterator[Batch]: ...

    def changed(self, before: Blocks) -> Changed | None: ...

    def mend(self, changed: Changed, account: Account, blocks: Blocks, statements: int) -> bool: ...
