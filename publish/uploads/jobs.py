"""The long work that editors have asked for: begun in processes of its own, looked at and called off by any worker of the server.

What is known of a piece of work stands in a file of the folder of uploads, which its process writes and touches while it
lives; the workers share nothing else.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_AT_ONCE = 3
DEAD_AFTER_S = 60
"""A process that has not touched its file for so long is gone."""

FORGOTTEN_AFTER_S = 24 * 3600
_NAME = frozenset("0123456789abcdef")


class Busy(Exception):
    """So much is being done already that nothing more is begun."""


@dataclass(frozen=True)
class Work:
    """What is to be done: `file` waits under `name`; `expected` is what stood under the recipe's id when it was tried."""

    folder: str
    folders: tuple[str, ...]
    database: str
    file: str
    name: str
    recipe_id: str
    text: str
    expected: str = ""
    most_bytes: int = 300_000_000

    @property
    def key(self) -> str:
        """A short name of just this file under just this recipe."""
        return sha256(f"{self.name}\n{self.text}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Job:
    """One piece of work: what it does now (`step`), and what it came to (`result`, None while it goes on)."""

    what: str
    text: str
    step: str | None = None
    result: dict | None = None

    @property
    def running(self) -> bool:
        return self.result is None


@dataclass
class Jobs:
    """The work asked of this server, by names that nobody guesses."""

    folder: Path

    def start(self, what: str, work: Work) -> str:
        """Begin; the name to ask for it by. Raises Busy, and OSError where the folder cannot be written."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._forget()
        if sum(job.running for _, job in self._all()) >= MOST_AT_ONCE:
            raise Busy
        name = secrets.token_hex(8)
        written(self._path(name), {"what": what, "text": work.text})
        process = subprocess.Popen([sys.executable, "-m", "publish.uploads.job", str(self._path(name))], cwd=ROOT, start_new_session=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        with process.stdin as given:  # not in the file: the address of the database may hold a password
            given.write(json.dumps(asdict(work)).encode())
        threading.Thread(target=process.wait, daemon=True).start()  # else it would stay in the list of processes
        return name

    def get(self, name: object) -> Job | None:
        """A job by its name; None where there is none."""
        if not isinstance(name, str) or len(name) != 16 or not set(name) <= _NAME:
            return None
        return self._read(self._path(name))

    def call_off(self, name: object) -> None:
        """Ask a trial to stop; what is being published finishes, or undoes itself."""
        if self.get(name):
            self._path(name).with_suffix(".stop").touch()

    def tried(self, work: Work) -> dict | None:
        """What a trial of just this came to, where nothing was wrong."""
        path = self.folder / f"{work.key}.tried"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _read(self, path: Path) -> Job | None:
        try:
            said, age = json.loads(path.read_text(encoding="utf-8")), time.time() - path.stat().st_mtime
        except (OSError, ValueError):
            return None
        result = said.get("result") or ({"ok": False, "why": "failed"} if age > DEAD_AFTER_S else None)
        return Job(said["what"], said["text"], said.get("step"), result)

    def _all(self) -> Iterator[tuple[Path, Job]]:
        for path in self.folder.glob("*.json"):
            if job := self._read(path):
                yield path, job

    def _forget(self) -> None:
        """What nobody has come back for since yesterday."""
        oldest = time.time() - FORGOTTEN_AFTER_S
        for path in self.folder.iterdir():
            if path.stat().st_mtime < oldest:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def written(path: Path, said: dict) -> None:
    """A state, whole or not there."""
    unfinished = path.with_suffix(f".part{os.getpid()}-{threading.get_ident()}")
    unfinished.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(path)
