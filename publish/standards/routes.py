"""/bundle.zip: everything of a release as one file, made once per release and kept on the disk."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response

from layouts.visit import Visit
from layouts.words import Words
from publish import caching
from publish.problems import problem
from publish.standards import bundle
from publish.standards.contents import Contents, contents

PATH = "/bundle.zip"
MEDIA_TYPE = "application/zip"
TAKEN = ("release", "lang")
MOST_STATEMENTS = 50_000
"""Statements of a bundle that strangers may have made: such a one takes seconds and a few hundred megabytes."""

MOST_KEPT = 8
"""Bundles on the disk at a time; the oldest give way."""


def routes(server: FastAPI, visit_of: Callable[[str, dict[str, str]], Visit]) -> None:
    """Add `/bundle.zip`. `visit_of` makes the visit of an address."""
    kept = Kept()

    @server.get(PATH)
    def bundle_zip(request: Request):
        return answer(visit_of(PATH, dict(request.query_params)), request.headers.get("if-none-match", ""), kept)


class Kept:
    """Bundles already made, in a folder that only this process sees and that goes with it."""

    def __init__(self) -> None:
        self._room: tempfile.TemporaryDirectory | None = None
        self._lock = Lock()

    def path(self, name: str, make: Callable[[], bytes]) -> Path:
        """The file of a name, made if it is not there; one at a time, so that many askers cost one making."""
        with self._lock:
            self._room = self._room or tempfile.TemporaryDirectory(prefix="atlas-bundles-", ignore_cleanup_errors=True)
            file = Path(self._room.name) / f"{name}.zip"
            if not file.exists():
                part = file.with_suffix(".part")
                part.write_bytes(make())
                part.replace(file)
                for old in sorted(file.parent.glob("*.zip"), key=lambda one: one.stat().st_mtime_ns)[:-MOST_KEPT]:
                    old.unlink()
            return file


def answer(visit: Visit, known_tag: str, kept: Kept) -> Response:
    """The bundle, or why there is none; 304 where the asker has it."""
    for name, given in visit.refused:
        return problem(404, "No such release", f"There is no {name} {given}.")
    for name in visit.given:
        if name not in TAKEN:
            return problem(400, "Choices that cannot be used", f"{name[:60]} is no choice of the bundle; it takes release.")
    if visit.release.statements > MOST_STATEMENTS:
        return problem(413, "Too many statements", f"The bundle of more than {MOST_STATEMENTS:,} statements is not made on asking; "
                                                   "write it with `app.py bundle`, or take /download/atlas.csv.")
    tag = f'"{visit.release.hash[:16]}-{visit.program}"'
    heads = {**caching.OPEN, "etag": tag, "cache-control": caching.FROZEN if caching.frozen(visit) else caching.LIVING}
    if caching.holds(known_tag, tag):
        return Response(status_code=304, headers=heads)
    file = kept.path(f"{visit.release.hash}-{visit.program}", lambda: bundle.write(of_visit(visit)))
    return FileResponse(file, media_type=MEDIA_TYPE, headers=heads, filename=filename(visit))


def filename(visit: Visit) -> str:
    """The name of the file: it says which content it holds."""
    return f"cluster-atlas-{visit.release.short}.zip"


def of_visit(visit: Visit) -> Contents:
    """All that the release of a visit holds, in every language that there is."""
    spoken = {code: Words(code, visit.words.tables, visit.register) for code in visit.words.tables}
    return contents(visit.release, spoken, visit.settings["brand"]["name"])
