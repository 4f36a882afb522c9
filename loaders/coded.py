"""A column of names as numbers: each different name stands once, so that all that follows looks at it once. Pure."""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress

import numpy as np


class Coded(Sequence):
    """A column: `codes` are places in `names`, which may be longer than what the column holds, and may hold a name twice."""

    __slots__ = ("codes", "names")

    def __init__(self, codes: np.ndarray, names: Sequence) -> None:
        self.codes, self.names = codes, names

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, place):
        return Coded(self.codes[place], self.names) if isinstance(place, slice) else self.names[self.codes[place]]

    def __iter__(self) -> Iterator:
        return map(self.names.__getitem__, self.codes.tolist())

    def count(self, value: object) -> int:
        """How often a name stands in the column."""
        times = np.bincount(self.codes)
        return int(sum(times[code] for code in np.flatnonzero(times) if self.names[code] == value))

    @property
    def present(self) -> np.ndarray:
        """The codes that the column holds, each once."""
        return np.flatnonzero(np.bincount(self.codes))

    def numbered(self, number: Callable[[object], float], dtype: type = np.int64) -> np.ndarray:
        """The number of each name, asked once for each."""
        present = self.present
        table = np.zeros(int(present[-1]) + 1 if len(present) else 0, dtype)
        table[present] = [number(self.names[code]) for code in present]
        return table[self.codes]

    def mapped(self, meaning: Callable[[object], object]) -> "Coded":
        """The column of what each name means."""
        names: list = [None] * len(self.names)
        for code in self.present:
            names[code] = meaning(self.names[code])
        return Coded(self.codes, names)

    def beside(self, other: "Coded") -> "Coded":
        """The column of the pairs of this and another."""
        both, codes = np.unique(self.codes.astype(np.int64) * len(other.names) + other.codes, return_inverse=True)
        return Coded(codes, [(self.names[one // len(other.names)], other.names[one % len(other.names)]) for one in both.tolist()])


def kept(cells: Sequence, flags: Sequence[bool]) -> Sequence:
    """The cells of a column that are flagged."""
    if isinstance(cells, Coded):
        return Coded(cells.codes[np.fromiter(flags, bool, len(cells))], cells.names)
    return list(compress(cells, flags))


def whole_numbers(cells: Sequence[int], dtype: type = np.int64) -> np.ndarray:
    """A column of whole numbers; a range is not looked at one by one."""
    if isinstance(cells, range):
        return np.arange(cells.start, cells.stop, cells.step, dtype)
    return np.array(cells, dtype)
