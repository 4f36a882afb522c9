"""A recipe and its file put into a data folder: each whole or not there, and both taken back where the load refuses them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

try:
    import fcntl
except ImportError:  # Windows has no such lock; one server at a time publishes there
    fcntl = None

FOLDER, FILES = "imports", "files"
LOCK = ".imports-lock"
_HERE = Lock()


@dataclass
class Placed:
    """What was put where; `before` is the recipe that stood there, None where none did; `new_file` whether the file was not there."""

    recipe: Path
    file: Path
    before: bytes | None
    new_file: bool

    def take_back(self) -> None:
        """Leave the folder as it was."""
        if self.before is None:
            self.recipe.unlink(missing_ok=True)
        else:
            _write(self.recipe, self.before)
        if self.new_file:
            self.file.unlink(missing_ok=True)


def place(folder: Path, source: Path, name: str, recipe_id: str, text: str) -> Placed:
    """Put the file, then the recipe that names it. Raises OSError where the folder cannot be written; nothing is then left."""
    recipe, file = folder / FOLDER / f"{recipe_id}.yaml", folder / FILES / name
    placed = Placed(recipe, file, recipe.read_bytes() if recipe.is_file() else None, not file.is_file())
    try:
        if placed.new_file:
            file.parent.mkdir(parents=True, exist_ok=True)
            _copy(source, file)
        recipe.parent.mkdir(parents=True, exist_ok=True)
        _write(recipe, text.encode())
    except OSError:
        if placed.new_file:
            file.unlink(missing_ok=True)
        raise
    return placed


def writable(folder: Path) -> bool:
    """Whether a recipe and a file could be put there."""
    return all(_takes(folder / inner) for inner in (FOLDER, FILES))


def _takes(folder: Path) -> bool:
    """Whether a file can be made in a folder, or the folder in the one above."""
    while not folder.exists():
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def state(folder: Path, recipe_id: str) -> str:
    """A short name of what stands under a recipe's id now; empty where nothing does."""
    path = folder / FOLDER / f"{recipe_id}.yaml"
    return sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One at a time: whoever else publishes into the folder, from any process, waits. Raises OSError where it cannot be written."""
    with _HERE, (folder / LOCK).open("wb") as held:
        if fcntl:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def overlay(folder: Path, source: Path, name: str, recipe_id: str, text: str) -> Iterator[Path]:
    """A folder that looks as the data folder would with the file and the recipe in it; nothing is copied."""
    with tempfile.TemporaryDirectory(prefix="atlas-") as above:
        mirror = Path(above) / folder.resolve().name
        _mirrored(folder.resolve(), mirror)
        for inner in (FOLDER, FILES):
            (mirror / inner).mkdir(exist_ok=True)
        for path, content in ((mirror / FILES / name, None), (mirror / FOLDER / f"{recipe_id}.yaml", text)):
            path.unlink(missing_ok=True)
            if content is None:
                path.symlink_to(source.resolve())
            else:
                path.write_text(content, encoding="utf-8")
        yield mirror


def _mirrored(given: Path, made: Path) -> None:
    """The tree of a folder with a link for each file: reading does not follow links to folders."""
    made.mkdir()
    for path in sorted(given.rglob("*")):
        target = made / path.relative_to(given)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.symlink_to(path)


def _copy(source: Path, target: Path) -> None:
    with _unfinished(target) as stream, source.open("rb") as given:
        shutil.copyfileobj(given, stream, 1 << 20)


def _write(target: Path, content: bytes) -> None:
    with _unfinished(target) as stream:
        stream.write(content)


@contextmanager
def _unfinished(target: Path) -> Iterator:
    """A stream beside the target that takes its place when it is whole and on the disk."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        path.chmod(0o644)
        path.replace(target)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
