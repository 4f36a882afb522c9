"""Accepted figures as an ordinary source file of the data folder: checked with all the rest, then written in one step.

The figures stand inside the .yaml of their source, not in a table beside it: one file is replaced as a whole or not at all.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from loaders import read
from loaders.check import check
from loaders.forms.judged import Figure
from loaders.gather import Content, label_of, take_source
from loaders.problem import Problem, Refused, in_order
from loaders.records import Source, Statement

FOLDER = "sources/forms"
HEAD = "# Written by `app.py form-load` from a filled form. To change it, load the form again with --replace.\n"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_LONGEST_ID = 100


def path_of(folder: Path, entity: str, year: int) -> Path:
    """Where the figures of a form lie."""
    return folder / FOLDER / f"{entity}_{year}.yaml"


def source_id(entity: str, year: int) -> str:
    """The id of the source that a form is."""
    return f"form-{entity}-{year}"


def statement_id(entity: str, year: int, figure: Figure) -> str:
    """The id of a figure of a form: the same each time that the form is loaded."""
    breakdown = re.sub("[^A-Za-z0-9_.-]+", "-", figure.line.breakdown)
    name = "-".join(part for part in (entity, str(year), figure.line.indicator, breakdown) if part)
    return name if len(name) <= _LONGEST_ID else f"{name[:_LONGEST_ID - 9]}-{sha256(name.encode()).hexdigest()[:8]}"


def written(source: Mapping, statements: Sequence[Mapping]) -> str:
    """A source with its statements as the text of its file."""
    lines = [f"{name}: {_value(value)}" for name, value in source.items()]
    for statement in statements:
        lines += [f"  {'- ' if n == 0 else '  '}{name}: {_value(value)}" for n, (name, value) in enumerate(statement.items())]
    at = len(source)
    return HEAD + "\n".join([*lines[:at], "statements:", *lines[at:]]) + "\n"


def _value(value: object) -> str:
    """A value as YAML: plain where it is a word or number, else in the quotes that JSON and YAML share."""
    if isinstance(value, float):
        return f"{value:.15g}" if "e" in f"{value:.15g}" else format(value, ".15g")
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in ("null", "true", "false"):
        return value
    return json.dumps(value, ensure_ascii=False)


def known(content: Content, path: Path, folder: Path) -> tuple[Source | None, list[Statement]]:
    """What the file of a form says now."""
    shown = _shown(path, folder)
    sources = [entry.record for entry in content.entries["source"] if entry.path == shown]
    return (sources[0] if sources else None), [entry.record for entry in content.entries["statement"] if entry.path == shown]


def problems(content: Content, path: Path, folder: Path, text: str) -> tuple[Problem, ...]:
    """All that would be wrong with the data if the file said `text`; what it said before is taken out of `content`."""
    shown = _shown(path, folder)
    for entries in content.entries.values():
        entries[:] = [entry for entry in entries if entry.path != shown]
    node, wrong = read.yaml_tree(text, shown)
    if node is None or wrong:
        return tuple(wrong)
    take_source(content, node, shown)
    return in_order([*content.problems, *check(content)])


def write(path: Path, text: str) -> None:
    """Write the file in one step: whoever reads the folder meanwhile finds the old text or the new, never a part.

    Raises Refused where the folder cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused([Problem(path.name, 1, 1, f"the file cannot be written ({error.strerror}); make the folder writable")]) from None


def _shown(path: Path, folder: Path) -> str:
    return f"{label_of(folder)}/{path.relative_to(folder).as_posix()}"
