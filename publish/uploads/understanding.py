"""What a waiting file is understood as, for an editor who looks at it: loaded only where there is one (publish.uploads.desk)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from loaders import inspection
from loaders.batch import Account
from loaders.guess import written
from loaders.guess.table import Guess
from loaders.imports.files import File
from loaders.imports.preview import Preview
from loaders.imports.registers import Registers
from loaders.inspection import Asked, Inspection
from loaders.problem import Refused
from metrics import query
from publish.uploads.asking import Page, Told, plain, with_told
from publish.uploads.sight import Sight
from publish.uploads.waiting import Waiting

Corrected = Callable[[str, object], tuple[bool, object]]
"""Whether a text of the form means anything, and what."""

PART = "part-of-"
READ_AT_ONCE = 16_000_000
"""Bytes of a file that are read while an editor waits; the trial reads all of it."""


_CUT = "the file is cut, or the recipe names another end"


def look(waiting: Waiting, name: object, release: query.Release, asked: Asked, told: Told) -> Sight | None:
    """Understand a waiting file, or read it by a recipe; None where no such file waits."""
    path = waiting.path(name)
    if path is None:
        return None
    registers, part, file = registers_of(release), is_long(path), File.on_disk(path, path.name)
    try:
        guess, lines, sheets = inspection.guessed(file, registers, asked)
    except Refused as refusal:
        return Sight(Inspection(None, asked.before, Preview((), refusal.problems, Account())))
    text = asked.before if asked.as_is and asked.before else inspection.recipe_of(guess, file, registers, asked)
    text = with_told(text, told)
    text = leaving_out(text, guess, registers) if told.leave_out_unknown else text
    read, said = (_shortened(file), text.replace(file.name, PART + file.name)) if part else (file, text)
    found = Inspection(guess, text, inspection.tried(said, read, registers, waiting.most_bytes), lines, sheets)
    return Sight(_of_part(found) if part else found, part)


def read(waiting: Waiting, upload: Mapping, release: query.Release, before: Mapping, given: Mapping[str, str], text: object,
         corrected: Corrected) -> tuple[Sight | None, dict]:
    """What the page asks for, and what it keeps in mind until it asks again.

    `before` is what it kept, `given` its form, `text` the recipe in its field; `corrected` knows what the form's texts mean.
    """
    page = Page.of(upload, before, given, text if isinstance(text, str) else "")
    fixed = {name: value for name, said in page.fixed.items() for well, value in (corrected(name, said),) if well}
    asked = Asked(page.called, fixed, page.fixed.get("sheet", ""), page.text, as_is=not page.corrected)
    found = look(waiting, page.name, release, asked, page.told)
    return found, page.kept(found.recipe if found else "")


def is_long(path: Path) -> bool:
    """Whether only the first part of a file is read while an editor waits."""
    return path.stat().st_size > READ_AT_ONCE and path.suffix in (".csv", ".tsv", ".txt")


def _shortened(file: File) -> File:
    """The first part of a file, under a name that does not promise the hash of the whole."""
    return replace(file, name=PART + file.name, pieces=lambda: _first(file), size=READ_AT_ONCE)


@lru_cache(maxsize=2)
def registers_of(release: query.Release) -> Registers:
    """What a file is matched against: the registers of a release."""
    known = query.register(release)
    return Registers(tuple(known.entities.values()), known.indicators, known.codes["dimensions"], known.codes["units"], known.sources)


def _first(file: File) -> Iterator[bytes]:
    """The first pieces of a file, up to the end of a line."""
    left = READ_AT_ONCE
    for piece in file.pieces():
        if len(piece) >= left:
            yield piece[: piece.rfind(b"\n", 0, left) + 1]
            return
        yield piece
        left -= len(piece)


def _of_part(found: Inspection) -> Inspection:
    """Of a part of a file it cannot be said that its end is missing."""
    problems = tuple(problem for problem in found.preview.problems if _CUT not in problem.message)
    return replace(found, preview=replace(found.preview, problems=problems))


def leaving_out(text: str, guess: Guess, registers: Registers) -> str:
    """The recipe with every name of the file that matches nothing left out by name."""
    made = plain(text)
    role = (made or {}).get("entity")
    if not isinstance(role, Mapping):
        return text
    known = inspection.known_to(registers)
    mapped = role.get("map") or {}
    names = [name for name in _names(guess, role) if name and not known(name) and name not in mapped]
    already = role.get("leave_out", [])
    kept = [already] if isinstance(already, str) else list(already)
    return written.written({**made, "entity": {**role, "leave_out": list(dict.fromkeys([*kept, *names]))}}) if names else text


def _names(guess: Guess, role: Mapping) -> list[str]:
    """The texts of the file that should name entities: cells of the column, or names of the columns across."""
    if "column" in role:
        return list(dict.fromkeys(cell.strip() for column in guess.columns if column.name == role["column"] for cell in column.given))
    spread = guess["across"]
    inside = guess.columns[spread["from"] : spread["to"] + 1] if isinstance(spread, dict) and spread["role"] == "entity" else []
    return [column.name for column in inside]
