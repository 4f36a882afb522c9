"""The long work of an import, in a process of its own: trying a recipe on the whole, and publishing it.

The pages are answered meanwhile. What is to be done stands in a state file (publish.uploads.jobs), and so does what is being
done and what it came to. The process finishes, or undoes, what it has begun even where the server that started it is gone.
"""

import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from loaders import placing, read, run, store
from loaders.gather import gather
from loaders.imports import gathered
from loaders.imports.changes import Said, changes, of_batches
from loaders.imports.files import File
from loaders.imports.registers import Registers
from loaders.inspection import LABEL
from loaders.problem import Problem
from metrics import query
from publish.uploads.jobs import Work, written

MOST_PROBLEMS = 200
Tell = Callable[[str], None]


def try_out(work: Work, tell: Tell) -> dict:
    """Check the data as it would be, and tell how the coming release differs; nothing is stored."""
    folder = Path(work.folder)
    tell("checking")
    with placing.overlay(folder, Path(work.file), work.name, work.recipe_id, work.text) as mirror:
        outcome = run.check(_folders(work, mirror))
        if outcome.problems:
            return _refused(outcome.problems, outcome.summary)
        tell("comparing")
        return {"ok": True, "state": placing.state(folder, work.recipe_id), "writable": placing.writable(folder),
                "summary": outcome.summary, "hash": outcome.hash or "", "difference": _difference(work, mirror)}


def publish(work: Work, tell: Tell) -> dict:
    """Put recipe and file into the folder and load; where the load refuses, or fails, both are taken back."""
    folder = Path(work.folder)
    try:
        with placing.alone(folder):
            if placing.state(folder, work.recipe_id) != work.expected:
                return {"ok": False, "why": "changed"}
            placed = placing.place(folder, Path(work.file), work.name, work.recipe_id, work.text)
            try:
                tell("loading")
                outcome = run.load(work.folders, work.database)
            except BaseException:
                placed.take_back()
                raise
            if outcome.problems:
                placed.take_back()
                return _refused(outcome.problems, outcome.summary)
    except store.StoreError as error:
        return {"ok": False, "why": "database", "summary": str(error)}
    except OSError:
        return {"ok": False, "why": "folder"}
    return {"ok": True, "release": outcome.release, "new": outcome.new, "summary": outcome.summary,
            "recipe": str(placed.recipe.relative_to(folder.parent)), "file": str(placed.file.relative_to(folder.parent))}


def _folders(work: Work, mirror: Path) -> list[Path]:
    """The data folders, the one that is published into by its mirror."""
    own = Path(work.folder).resolve()
    return [mirror if Path(folder).resolve() == own else Path(folder) for folder in work.folders]


def _refused(problems: tuple[Problem, ...], summary: str) -> dict:
    return {"ok": False, "why": "refused", "summary": summary, "count": len(problems),
            "problems": [[one.path, one.line, one.column, one.message] for one in problems[:MOST_PROBLEMS]]}


def _difference(work: Work, mirror: Path) -> dict:
    """New, changed and gone statements of this import, totals by indicator, and the statements of the whole release."""
    registers = Registers.of(gather(_folders(work, mirror)))
    node, _ = read.yaml_tree(work.text, LABEL)
    entry, _ = gathered.recipe(node, LABEL)
    made, _ = gathered.foreign(entry, {work.name: File.on_disk(Path(work.file), work.name)}, registers, work.most_bytes)
    newest = query.newest(store.engine(work.database))
    before = stored(newest, work.recipe_id, {made.source, *_source_before(work)}) if newest else ()
    found = changes(before, of_batches(work.recipe_id, made.batches([])))
    held = newest.statements if newest else 0
    return {"counts": found.counts, "new": list(found.new), "gone": list(found.gone),
            "changed": [[id_, list(old), list(new)] for id_, old, new in found.changed],
            "totals": {name: asdict(total) for name, total in found.totals.items()},
            "before": held, "after": held + found.counts["new"] - found.counts["gone"], "account": made.account.summary,
            "notices": [str(notice) for notice in made.account.notices]}


def _source_before(work: Work) -> set[str]:
    """The source that the import names in the folder now."""
    path = Path(work.folder) / placing.FOLDER / f"{work.recipe_id}.yaml"
    node, _ = read.tree(path, LABEL) if path.is_file() else (None, [])
    entry, _ = gathered.recipe(node, LABEL) if node is not None else (None, [])
    return {entry.record.stated_by} if entry else set()


def stored(release: query.Release, import_id: str, sources: set[str]) -> Iterator[tuple[str, str, Said]]:
    """What a release holds of an import, as `changes` compares it."""
    held = query.statements(release, sources=sources)
    for row in held[held["statement"].str.startswith(f"{import_id}:")].itertuples():
        value, high = (None if number != number else number for number in (row.value, row.value_high))  # NaN is no number
        yield row.statement, row.indicator, Said(value, high, row.status, row.unit)


def main(path: Path) -> int:
    """Do what a state file asks with the work on the standard input, and write into it what is being done and what it came to."""
    asked, given = json.loads(path.read_text(encoding="utf-8")), json.load(sys.stdin)
    work = Work(**{**given, "folders": tuple(given["folders"])})
    room = path.with_suffix(".room")
    room.mkdir()
    tempfile.tempdir = str(room)
    threading.Thread(target=_watch, args=(path, asked, room), daemon=True).start()

    def tell(step: str) -> None:
        asked["step"] = step
        written(path, asked)

    try:
        result = {"try": try_out, "publish": publish}[asked["what"]](work, tell)
    except Exception:
        written(path, {**asked, "result": {"ok": False, "why": "failed"}})
        raise
    finally:
        shutil.rmtree(room, ignore_errors=True)
    if asked["what"] == "try" and result["ok"]:
        written(path.parent / f"{work.key}.tried", result)
    written(path, {**asked, "result": result})
    return 0


def _watch(path: Path, asked: dict, room: Path) -> None:
    """Show that the process lives; end a trial that is called off, leaving nothing."""
    stop = path.with_suffix(".stop")
    while True:
        path.touch()
        if asked["what"] == "try" and stop.exists():
            shutil.rmtree(room, ignore_errors=True)
            written(path, {**asked, "result": {"ok": False, "why": "called_off"}})
            os._exit(0)
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
