"""The digest of a statement, for thousands of statements at once, and sums of digests. Pure.

A statement's digest is four numbers of 64 bits (lanes). Each text part (who, what, when, broken down how, the shared
attributes, the id) is hashed once with BLAKE2b to four lanes; a statement adds those of its parts and of its numbers, and
mixes the sum. Numbers go through the same mixer (the finaliser of MurmurHash3) with a seed per field and lane. Digests
add up modulo 2^64 per lane, so that the digest of many statements does not depend on their order, and a change
costs what it changes. `file` and `line` are in no digest. decisions/0013 says why this and not a hash per line.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

LANES = 4
_SEEDS = np.frombuffer(b"".join(blake2b(name, digest_size=32).digest() for name in (
    b"value", b"value_high", b"sample_size")), "<u8").reshape(3, LANES, 1)
_ABSENT = np.uint64(0x7FF8_0000_0000_0000)
_NO_SAMPLE = np.int64(-(2**63))
_SHIFT, _FIRST, _SECOND = np.uint64(33), np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)


class Digest(NamedTuple):
    """How many statements, and the sum of their digests by lane."""

    count: int = 0
    lanes: tuple[int, ...] = (0,) * LANES

    def plus(self, other: "Digest") -> "Digest":
        """Both together."""
        lanes = tuple((a + b) % 2**64 for a, b in zip(self.lanes, other.lanes, strict=True))
        return Digest(self.count + other.count, lanes)

    def minus(self, other: "Digest") -> "Digest":
        """What is left without the other."""
        return self.plus(Digest(-other.count, tuple(-lane for lane in other.lanes)))

    @property
    def text(self) -> str:
        """The lanes in hexadecimal."""
        return "".join(f"{lane:016x}" for lane in self.lanes)

    @classmethod
    def read(cls, count: int, text: str) -> "Digest":
        """A digest from its count and text."""
        return cls(count, tuple(int(text[at:at + 16], 16) for at in range(0, 16 * LANES, 16)))


def part(kind: str, *texts: str | None) -> np.ndarray:
    """The lanes of one text part of a kind; None is not the empty text."""
    told = "".join("-" if text is None else f"{len(text)}:{text}" for text in texts)
    return np.frombuffer(blake2b(told.encode(), digest_size=8 * LANES, person=kind.encode()).digest(), "<u8")


def rows(parts: Iterable[np.ndarray], value: np.ndarray, value_high: np.ndarray, sample_size: np.ndarray) -> np.ndarray:
    """The digests of rows: LANES x rows. `parts` are LANES x rows, or LANES x 1 for what is the same in all.

    value, value_high: float64, NaN where there is none; sample_size: int64, the least number where there is none.
    """
    total = np.zeros((LANES, len(value)), np.uint64)
    for one in parts:
        total += one
    for seeds, numbers in zip(_SEEDS, (_bits(value), _bits(value_high), sample_size.view(np.uint64)), strict=True):
        total += _mixed(_narrow(numbers) ^ seeds)
    return _mixed(total)


def summed(digests: np.ndarray) -> Digest:
    """The sum of the digests of rows."""
    return Digest(digests.shape[1], tuple(int(lane) for lane in digests.sum(axis=1, dtype=np.uint64)))


def no_sample(count: int) -> np.ndarray:
    """The sample sizes of rows that have none."""
    return np.full(count, _NO_SAMPLE)


def sample_sizes(given: Sequence[int | None], count: int) -> np.ndarray:
    """Sample sizes as numbers, the least one where there is none."""
    if given.count(None) == count:
        return no_sample(count)
    return np.fromiter((_NO_SAMPLE if size is None else size for size in given), np.int64, count)


def has_sample(sizes: np.ndarray) -> np.ndarray:
    """Which of the sample sizes are given."""
    return sizes != _NO_SAMPLE


def _bits(numbers: np.ndarray) -> np.ndarray:
    """The bits of floating numbers; every NaN is one, and -0 is 0."""
    bits = (numbers + 0.0).view(np.uint64)
    return np.where(np.isnan(numbers), _ABSENT, bits)


def _narrow(numbers: np.ndarray) -> np.ndarray:
    """One number where all are the same: mixing it once is enough."""
    return numbers[:1] if len(numbers) > 1 and (numbers == numbers[0]).all() else numbers


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """MurmurHash3's finaliser, which changes half of the bits for each bit that differs."""
    mixed = numbers ^ (numbers >> _SHIFT)
    mixed *= _FIRST
    mixed ^= mixed >> _SHIFT
    mixed *= _SECOND
    mixed ^= mixed >> _SHIFT
    return mixed
