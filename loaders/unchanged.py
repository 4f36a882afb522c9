"""Whether what is in the folders is what was loaded last, told from the bytes of their files without reading what they say.

A load leaves a digest of the files and of the program that read them beside the release that came of it. Where both are the
same still, and the release is the newest still, a load would find that nothing has changed.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, Text, delete, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from loaders import databases, read, tables

HERE = Path(__file__).parent
PROGRAM = (*HERE.rglob("*.py"), *HERE.parent.glob("requirements.txt"))
"""What decides beside the files what a load comes to: our own code, and the versions of what it uses."""

LOADED = Table(
    "loaded", tables.metadata,
    Column("seen", Text, primary_key=True),
    Column("release", Integer, ForeignKey("release.number"), nullable=False),
    sqlite_strict=True)
"""One row: the digest of the files that were loaded last, and the release that holds what they say. Loads read it, and whoever keeps
answers asks whether it is the same still (metrics.releases)."""


@dataclass(frozen=True)
class Same:
    """What a load would have come to: see `run.Outcome`."""

    release: int
    problems: tuple = ()

    @property
    def summary(self) -> str:
        """One line on it."""
        return f"no file has changed since it was loaded, release {self.release} stays"


def outcome(folders: Sequence[str | Path], address: str) -> Same | None:
    """What a load of the folders would come to, where nothing has changed; None where that is not certain."""
    try:
        engine = databases.engine(address)
        with engine.connect() as connection:
            held = _held(connection)
        engine.dispose()
    except (databases.StoreError, DBAPIError):
        return None  # the load tells what is wrong, or makes the database
    return Same(held[1]) if held and held[0] == digest(folders) else None


def digest(folders: Sequence[str | Path]) -> str:
    """A digest of every file of the folders, where it lies, and of the program."""
    found = sha256(sys.version.encode())
    for path in sorted(PROGRAM):
        _add(found, path.name, path)
    for folder in map(Path, folders):
        for path in [folder] if folder.is_file() else _files(folder):
            _add(found, path.as_posix(), path)
    return found.hexdigest()


def _files(folder: Path) -> list[Path]:
    """The files of a data folder, also those of a folder in it that lies elsewhere and is linked to: imports follow such a link."""
    linked = sorted(path for path in folder.glob("*") if path.is_symlink() and path.is_dir())
    return [*read.files(folder), *(path for inside in linked for path in read.files(inside))]


def remember(connection: Connection, seen: str, release: int) -> None:
    """Keep what was seen before a release came of it, in the transaction of its load."""
    LOADED.create(connection, checkfirst=True)  # a database of an earlier program has no such table
    connection.execute(delete(LOADED))
    connection.execute(insert(LOADED).values(seen=seen, release=release))


def _held(connection: Connection) -> tuple[str, int] | None:
    """What was seen at the last load, and its release where it is the newest."""
    if not inspect(connection).has_table(LOADED.name):
        return None
    newest = select(func.max(tables.release.c.number)).scalar_subquery()
    row = connection.execute(select(LOADED.c.seen, LOADED.c.release).where(LOADED.c.release == newest)).first()
    return (row.seen, row.release) if row else None


def _add(found, name: str, path: Path) -> None:
    """Name and content, so that no two lists of files read alike."""
    with path.open("rb") as stream:
        found.update(f"{len(name.encode())}:{name}".encode() + file_digest(stream, "sha256").digest())
