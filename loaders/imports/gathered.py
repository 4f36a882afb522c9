"""The recipes of the data folders with their files: every import of a load, or what keeps it from being one."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from loaders import read
from loaders.imports.files import MOST_BYTES, File
from loaders.imports.foreign import Foreign, reading_of
from loaders.imports.recipe import Reading, Recipe
from loaders.imports.registers import Registers
from loaders.node import Listing, Node
from loaders.problem import Problem, did_you_mean
from loaders.typed import Entry, record

FOLDER, FILES = "imports", "files"
"""Folders of a data folder: recipes, and the foreign files they read."""


def gather(folders: Sequence[str | Path], registers: Registers, most_bytes: int = MOST_BYTES) -> tuple[list[Foreign], list[Problem]]:
    """The imports of the data folders in the order of their ids, and what is wrong with their recipes."""
    problems: list[Problem] = []
    files = {file.name: file for folder in map(Path, folders) for file in _files(folder)}
    entries = [entry for folder in map(Path, folders) for entry in _recipes(folder, problems)]
    found: dict[str, Foreign] = {}
    for entry in sorted(entries, key=lambda entry: entry.record.id):
        if first := found.get(entry.record.id):
            problems.append(entry.problem(f"id is {entry.record.id}, as in {first.entry.where}; give each import an id of its own", "id"))
        else:
            made, wrong = foreign(entry, files, registers, most_bytes)
            problems += wrong
            found[entry.record.id] = made
    return list(found.values()), problems


def foreign(entry: Entry[Recipe], files: dict[str, File], registers: Registers,
            most_bytes: int = MOST_BYTES) -> tuple[Foreign, list[Problem]]:
    """One recipe with the files it names, and what is wrong with it before any of them is read."""
    problems = list(_unresolved(entry, registers))
    chosen: dict[str, tuple[Reading, File, tuple[str | int, ...]]] = {}
    recipe = entry.record
    for number, variant in [*enumerate(recipe.variants), (None, None)]:
        keys = () if number is None else ("variants", number)
        for place, pattern in enumerate((variant or recipe).file):
            fitting = [files[name] for name in sorted(files) if fnmatchcase(name, pattern)]
            if not fitting:
                offered = did_you_mean(pattern, list(files), "bring the file there")
                message = f"file is {pattern}; no file in the folder {FILES} has this name, {offered}"
                problems.append(entry.problem(message, *keys, "file", place))
            for file in fitting:
                chosen.setdefault(file.name, (reading_of(recipe, variant), file, keys))
    if not chosen and not problems:
        problems.append(entry.problem("file is missing; write the name of a file in the folder files", "file"))
    return Foreign(entry, [chosen[name] for name in sorted(chosen)], registers, most_bytes), problems


def recipe(node: Node, path: str) -> tuple[Entry[Recipe] | None, list[Problem]]:
    """The record of one recipe."""
    return record(Recipe, node, path)


def _label(folder: Path) -> str:
    return folder.as_posix() if not folder.is_absolute() else folder.name


def _files(folder: Path) -> Iterator[File]:
    """The foreign files of a data folder."""
    inside = folder / FILES
    if inside.is_dir():
        for path in read.files(inside):
            yield File.on_disk(path, f"{_label(folder)}/{path.relative_to(folder).as_posix()}")


def _recipes(folder: Path, problems: list[Problem]) -> Iterator[Entry[Recipe]]:
    inside = folder / FOLDER
    for path in read.files(inside) if inside.is_dir() else ():
        shown = f"{_label(folder)}/{path.relative_to(folder).as_posix()}"
        if path.suffix == ".md":
            continue
        if path.suffix != ".yaml":
            problems.append(Problem(shown, 1, 1, f"the file is {path.name}, where recipes are; foreign files lie in the folder {FILES}"))
            continue
        node, wrong = read.tree(path, shown)
        problems += wrong
        for inner in (node.items if isinstance(node, Listing) else [node] if node is not None else []):
            entry, wrong = recipe(inner, shown)
            problems += wrong
            if entry is not None:
                yield entry


def _unresolved(entry: Entry[Recipe], registers: Registers) -> Iterator[Problem]:
    """Ids that the recipe names and nothing has."""
    found = entry.record
    if found.source is not None and found.source not in registers.sources:
        offered = did_you_mean(found.source, list(registers.sources), "describe it in data/sources, or write it here as publication")
        yield entry.problem(f"source is {found.source}; no source has this id, {offered}", "source")
    if found.publication is not None and found.publication.id in registers.sources:
        yield entry.problem(f"id is {found.publication.id}, which is a source already; write source: {found.publication.id}",
                            "publication", "id")
    for keys, reading in [((), found), *((("variants", number), variant) for number, variant in enumerate(found.variants))]:
        yield from _unresolved_figures(entry, keys, reading, registers)


def _unresolved_figures(entry: Entry[Recipe], keys: tuple, reading: Reading, registers: Registers) -> Iterator[Problem]:
    """Indicators and the entity that figures made of records are about."""
    if reading.aggregate is None:
        return
    for number, measure in enumerate(reading.aggregate.measures):
        if measure.indicator not in registers.indicators:
            offered = did_you_mean(measure.indicator, list(registers.indicators), "add it to data/indicators")
            yield entry.problem(f"indicator is {measure.indicator}; no indicator has this id, {offered}",
                                *keys, "aggregate", "measures", number, "indicator")
    whole = reading.aggregate.whole
    if whole is not None and whole not in registers.names.by_id:
        offered = did_you_mean(whole, list(registers.names.by_id), "write the id of an entity")
        yield entry.problem(f"whole is {whole}; no entity has this id, {offered}", *keys, "aggregate", "whole")
