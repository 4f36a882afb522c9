"""The editors' desk: who may bring files, where they wait, and what is done with them. Off without a token.

The desk does the work; the import page shows it. Nothing that a browser says is believed: the token is checked at each
call, a file is named by the hash it waits under, a recipe is read strictly, and is published only as it was tried.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from metrics import query
from publish.uploads.jobs import Busy, Job, Jobs, Work
from publish.uploads.waiting import Waiting

if TYPE_CHECKING:
    from loaders.inspection import Asked
    from publish.uploads.asking import Told
    from publish.uploads.sight import Sight
    from publish.uploads.understanding import Corrected


@dataclass
class Desk:
    """`folder` is where recipes and files are published, one of `folders`; `database` the address of the tables."""

    token: str
    folder: Path
    folders: tuple[Path, ...]
    database: str
    waiting: Waiting

    @property
    def jobs(self) -> Jobs:
        """The work that is asked of it."""
        return Jobs(self.waiting.folder / "jobs")

    @property
    def offered(self) -> bool:
        """Whether files can be brought at all."""
        return bool(self.token)

    def admits(self, token: object) -> bool:
        """Whether a token is that of the editors, in a time that tells nothing of where they differ."""
        given = token.encode("utf-8", "replace") if isinstance(token, str) else b""
        return hmac.compare_digest(given, self.token.encode()) and self.offered

    def look(self, name: object, release: query.Release, asked: "Asked", told: "Told") -> "Sight | None":
        """Understand a waiting file, or read it by a recipe; None where no such file waits."""
        from publish.uploads import understanding
        return understanding.look(self.waiting, name, release, asked, told)

    def read(self, upload: Mapping, release: query.Release, before: Mapping, given: Mapping[str, str], text: object,
             corrected: "Corrected") -> "tuple[Sight | None, dict]":
        """What the page asks for, and what it keeps in mind until it asks again (publish.uploads.understanding)."""
        from publish.uploads import understanding
        return understanding.read(self.waiting, upload, release, before, given, text, corrected)

    def begin(self, what: str, name: object, text: object) -> tuple[str | None, str]:
        """Start a trial or a publication: the job's name, or why not (a key of `imports.refused`)."""
        try:
            job = self.start(what, name, text)
        except Busy:
            return None, "busy"
        except OSError:
            return None, "folder"
        return job, "" if job else "untried" if what == "publish" else "unnamed"

    @staticmethod
    def indicators(job: Job) -> list[str]:
        """The indicators that a recipe names."""
        from publish.uploads.asking import plain
        role = (plain(job.text) or {}).get("indicator")
        found = [role.get("constant"), *(role.get("map") or {}).values()] if isinstance(role, Mapping) else []
        return [one for one in found if isinstance(one, str)]

    def start(self, what: str, name: object, text: object) -> str | None:
        """Begin a trial, or the publishing of what was tried; the job's name, None where that may not be. Raises jobs.Busy."""
        from publish.uploads.asking import LONGEST_RECIPE, id_in
        path = self.waiting.path(name)
        recipe_id = id_in(text) if isinstance(text, str) else None
        if path is None or recipe_id is None or len(text) > LONGEST_RECIPE:
            return None
        work = Work(str(self.folder), tuple(map(str, self.folders)), self.database, str(path), path.name, recipe_id, text,
                    most_bytes=self.waiting.most_bytes)
        if what == "publish":
            tried = self.jobs.tried(work)
            if tried is None:
                return None
            work = replace(work, expected=tried["state"])
        return self.jobs.start(what, work)


def of(config: Mapping, database: str, folders: list[Path]) -> Desk:
    """The desk of the settings; off without a token."""
    waiting = Waiting(Path(config["imports"]["uploads"]), config["limits"]["import_megabytes"] * 1_000_000)
    own = Path(config["imports"]["folder"])
    folder = own if own.resolve() in {given.resolve() for given in folders} else folders[0]
    return Desk(config["editor_token"], folder, tuple(folders), database, waiting)
