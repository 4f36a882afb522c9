"""The files of imports: bytes in pieces, their hash, and a name that may promise what they hold."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loaders import read

MOST_BYTES = 1_000_000_000
"""Of one file, where nothing else is asked for."""
MOST_BYTES_WHOLE = 100_000_000
"""Of a file that cannot be read in pieces: a workbook, JSON."""
_ADDRESSED = re.compile(r"([0-9a-f]{16})\.[a-z0-9.]+")
"""A content-addressed name: the first 16 letters of the sha256 of the bytes."""


@dataclass(frozen=True)
class File:
    """One file: its name, its path in messages, how many bytes it has, and the bytes, as often as asked for."""

    name: str
    path: str
    size: int
    pieces: Callable[[], Iterator[bytes]] = field(repr=False)
    beside: Callable[[str], "File | None"] = field(default=lambda name: None, repr=False)
    """Another file of the same folder by its name."""

    @classmethod
    def on_disk(cls, path: Path, label: str) -> "File":
        """A file of a data folder."""
        def beside(name: str) -> "File | None":
            other = path.with_name(name)
            return cls.on_disk(other, label.rsplit("/", 1)[0] + "/" + name) if other.name == name and other.is_file() else None
        return cls(path.name, label, path.stat().st_size, lambda: read.pieces(path), beside)

    @classmethod
    def of_bytes(cls, name: str, content: bytes, others: Iterable["File"] = ()) -> "File":
        """A file that is in memory, such as one just uploaded."""
        view = memoryview(content)
        by_name = {other.name: other for other in others}

        def pieces() -> Iterator[bytes]:
            return (bytes(view[start:start + read.PIECE]) for start in range(0, len(view), read.PIECE))
        return cls(name, name, len(content), pieces, by_name.get)

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes."""
        found = hashlib.sha256()
        for piece in self.pieces():
            found.update(piece)
        return found.hexdigest()

    def whole(self) -> bytes:
        """All bytes; only for files that are not over MOST_BYTES_WHOLE."""
        return b"".join(self.pieces())

    def wrong(self, most_bytes: int, in_one: bool) -> str:
        """Why the file may not be read at all; empty where it may."""
        most = min(most_bytes, MOST_BYTES_WHOLE) if in_one else most_bytes
        if self.size == 0:
            return "the file is empty; bring the whole file"
        if self.size > most:
            return f"the file is over {most // 1_000_000} MB; split it into several, which one recipe reads"
        promised = _ADDRESSED.fullmatch(self.name)
        if promised and not self.sha256.startswith(promised[1]):
            return f"the file is not the one it is named for (its hash begins with {self.sha256[:16]}); bring the file again"
        return ""
