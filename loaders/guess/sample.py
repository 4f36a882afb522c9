"""What of a large file is judged: its first part and its last lines, joined, and where the gap is."""

from dataclasses import dataclass
from typing import BinaryIO

FIRST = 1_000_000
LAST = 100_000
BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """`content` is the whole file where it is small; else `skipped` lines are left out after line `gap`."""

    content: bytes
    gap: int = 0
    skipped: int = 0


def sample(stream: BinaryIO) -> Sample:
    """The first and the last part of a stream that can be read once, in bounded memory; lines between are counted."""
    first = stream.read(FIRST)
    if len(first) < FIRST or first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in first:
        return Sample(first)
    end = b"\n" if b"\n" in first else b"\r"
    cut = first.rfind(end) + 1
    rest, lines = first[cut:], 0
    while block := stream.read(BLOCK):
        rest += block
        if len(rest) > LAST + BLOCK:
            at = rest.find(end, len(rest) - LAST) + 1 or len(rest)
            lines += rest.count(end, 0, at)
            rest = rest[at:]
    at = rest.find(end, max(len(rest) - LAST, 0)) + 1 if len(rest) > LAST else 0
    return Sample(first[:cut] + rest[at:], first.count(end, 0, cut), lines + rest.count(end, 0, at))
