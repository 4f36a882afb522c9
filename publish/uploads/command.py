"""`app.py inspect`: what a foreign file holds, what a recipe makes of it, and both put into the data folder."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from loaders import inspection_told, placing, read
from loaders.guess import written
from loaders.imports.files import File
from loaders.imports.registers import Registers
from loaders.inspection import LABEL, Asked, Inspection, inspected
from loaders.node import Mapping as Tree


class InspectError(Exception):
    """A file that is not there, or cannot be put where it should be."""


@dataclass(frozen=True)
class Wanted:
    """The command line: the file, a recipe for it, a sheet, where the recipe is written, whether both are saved."""

    file: Path
    recipe: Path | None = None
    sheet: str = ""
    out: Path | None = None
    save: bool = False

    @classmethod
    def of(cls, given: argparse.Namespace) -> "Wanted":
        """The command line as it was given."""
        return cls(Path(given.file), Path(given.recipe) if given.recipe else None, given.sheet or "",
                   Path(given.out) if given.out else None, given.save)


def run(wanted: Wanted, registers: Registers, say: Callable[..., str], folder: Path) -> tuple[list[str], int]:
    """The lines to print, and the exit code: 1 where something is wrong. Raises InspectError."""
    found = looked_at(wanted, registers)
    told = list(inspection_told.lines(found, say))
    if wanted.out:
        wanted.out.write_text(found.recipe, encoding="utf-8")
    if wanted.save:
        told.append(say("inspect.unsaved") if found.preview.problems else saved(found, wanted, say, folder))
    return told, int(bool(found.preview.problems))


def looked_at(wanted: Wanted, registers: Registers) -> Inspection:
    """The inspection of the file, under the name it would be kept by."""
    for path in filter(None, (wanted.file, wanted.recipe)):
        if not path.is_file():
            raise InspectError(f"{path} is not there; name a file")
    text = wanted.recipe.read_bytes().decode("utf-8", "replace") if wanted.recipe else ""
    file = addressed(wanted.file)
    if any(fnmatchcase(wanted.file.name, pattern) for pattern in _patterns(text)):
        file = replace(file, name=wanted.file.name)
    elif text:
        text = with_file(text, file.name)
    asked = Asked(called=wanted.file.name, sheet=wanted.sheet, before=text, as_is=bool(text))
    return inspected(file, registers, asked)


def addressed(path: Path) -> File:
    """A file under the name that its bytes give it; messages name it as it was given."""
    given = File.on_disk(path, path.name)
    return replace(given, name=f"{given.sha256[:16]}{path.suffix.casefold() or '.csv'}")


def _patterns(text: str) -> tuple[str, ...]:
    """The names of files in a recipe."""
    node, problems = read.yaml_tree(text, LABEL) if text.strip() else (None, [])
    given = node.plain().get("file") if isinstance(node, Tree) and not problems else None
    return (given,) if isinstance(given, str) else tuple(given or ())


def with_file(text: str, name: str) -> str:
    """The recipe for a file of this name; its text stays as it is where it names it already or cannot be read."""
    node, problems = read.yaml_tree(text, LABEL)
    if problems or not isinstance(node, Tree) or _patterns(text) == (name,):
        return text
    plain = node.plain()
    if "file" in plain:
        return written.written({**plain, "file": name})
    return f"{text.rstrip()}\nfile: {name}\n"


def saved(found: Inspection, wanted: Wanted, say: Callable[..., str], folder: Path) -> str:
    """Put recipe and file into the data folder; what was done."""
    name = addressed(wanted.file).name
    text = with_file(found.recipe, name)
    node, _ = read.yaml_tree(text, LABEL)
    recipe_id = str(node.plain()["id"])
    try:
        with placing.alone(folder):
            placed = placing.place(folder, wanted.file, name, recipe_id, text)
    except OSError as error:
        raise InspectError(f"{folder} cannot be written ({error.strerror}); mend its rights, or imports.folder in config.yaml") from None
    return say("inspect.saved", recipe=placed.recipe, file=placed.file)

