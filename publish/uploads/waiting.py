"""Uploaded files while they wait: whole or not there, named by their hash, never by a name that came with them."""

import os
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

KINDS = ("csv", "tsv", "txt", "xlsx", "json")
"""Endings that an upload may have; they say how it is read, not what it is called."""

LONGEST_WAIT_S = 24 * 3600
SHOWN = 16
"""Signs of the hash that name a file (loaders.imports.files has the same)."""


class TooLarge(Exception):
    """More bytes than the server takes."""


class Full(Exception):
    """So many files wait already that no more are taken."""


@dataclass(frozen=True)
class Waiting:
    """The folder of waiting files; each has at most `most_bytes`, all together at most four times as many."""

    folder: Path
    most_bytes: int

    def begin(self) -> "Upload":
        """Start to take a file. Raises Full, and OSError where the folder cannot be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._forget()
        if sum(path.stat().st_size for path in self._files()) > 3 * self.most_bytes:
            raise Full
        return Upload(self)

    def path(self, name: object) -> Path | None:
        """The waiting file of a name; None for what is no such name or does not wait (any more)."""
        if not isinstance(name, str) or not _is_name(name):
            return None
        path = self.folder / name
        return path if path.is_file() else None

    def _files(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.is_file()]

    def _forget(self) -> None:
        """Files that nobody has come back for since yesterday are deleted."""
        oldest = time.time() - LONGEST_WAIT_S
        for path in self._files():
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


class Upload:
    """One file that is being taken: `add` its pieces, then `keep` it or `drop` it."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting, self._hash, self.size = waiting, sha256(), 0
        handle, name = tempfile.mkstemp(dir=waiting.folder, prefix=".part-")
        self._stream, self._path = os.fdopen(handle, "wb"), Path(name)

    def add(self, piece: bytes) -> None:
        """The next bytes. Raises TooLarge; what was taken is then gone."""
        self.size += len(piece)
        if self.size > self._waiting.most_bytes:
            self.drop()
            raise TooLarge
        self._hash.update(piece)
        self._stream.write(piece)

    def keep(self, kind: str) -> str:
        """The name under which the whole file waits."""
        self._stream.close()
        name = f"{self._hash.hexdigest()[:SHOWN]}.{kind}"
        self._path.replace(self._waiting.folder / name)
        return name

    def drop(self) -> None:
        """Leave nothing behind."""
        self._stream.close()
        self._path.unlink(missing_ok=True)


def _is_name(name: str) -> bool:
    """Whether a text is a name as `keep` gives them."""
    letters, dot, kind = name.partition(".")
    return bool(dot) and kind in KINDS and len(letters) == SHOWN and set(letters) <= set("0123456789abcdef")
