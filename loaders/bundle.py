"""A bundle read back: its statements and registers as nodes, by the same strict rules as the files of a data folder.

What the bundle says beside them (JSON-stat, SDMX, the readmes) follows from these and is not read.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from loaders import archive, read
from loaders.bundle_files import DERIVED, FILES, KINDS, NESTED, PACKAGE, PAIR, PRINTED, RELEASE_KEY, SUMS, shapes
from loaders.node import Listing, Node, Row, Scalar
from loaders.node import Mapping as Fields
from loaders.problem import Problem
from loaders.rows import csv_rows

_SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")
_HASH = re.compile(r"[0-9a-f]{64}")
_DEEPEST = 20


class Bundle:
    """`nodes` by kind, each with the file it stands in; `release` is the hash that the bundle says it has."""

    def __init__(self) -> None:
        self.nodes: dict[str, list[tuple[Node, str]]] = {kind: [] for kind in KINDS}
        self.release = ""
        self.problems: list[Problem] = []
        self.unread: set[str] = set()


def opened(path: Path) -> Bundle:
    """The bundle in a file; what is wrong with it stands in `problems`."""
    found, label = Bundle(), path.name
    wanted = {*FILES.values(), SUMS, PACKAGE}
    content, found.problems = read.bundle(path, label)
    members, refused = archive.members(content, label, wanted) if not found.problems else ({}, [])
    found.problems += refused or (_whole(members, label, wanted) if not found.problems else ())
    if found.problems:
        found.unread.update(KINDS)
        return found
    found.release, problems = _release(members[PACKAGE], f"{label}/{PACKAGE}")
    found.problems += problems
    for kind, name in FILES.items():
        add(found, kind, members[name], f"{label}/{name}")
    return found


def _whole(members: Mapping[str, bytes], label: str, wanted: set[str]) -> Iterator[Problem]:
    """What is missing, and what is not what the checksums say."""
    for name in sorted(wanted - members.keys()):
        yield Problem(f"{label}/{name}", 1, 1, "the file is missing; write the bundle or fetch it again")
    sums = dict(reversed(found.groups()) for line in members.get(SUMS, b"").decode("utf-8", "replace").splitlines()
                if (found := _SUM.fullmatch(line)))
    for name, content in members.items():
        if name != SUMS and sums.get(name) != hashlib.sha256(content).hexdigest():
            yield Problem(f"{label}/{name}", 1, 1, f"the file is not the one that {SUMS} names; write the bundle or fetch it again")


def _release(content: bytes, label: str) -> tuple[str, list[Problem]]:
    """The hash of the release that a bundle says it has."""
    node, problems = json_tree(content.decode("utf-8", "replace"), label, 1, 1)
    stated = node.step(RELEASE_KEY) if node else None
    given = stated.plain() if isinstance(stated, Scalar) else None
    if not problems and (given is None or not _HASH.fullmatch(given)):
        problems = [Problem(label, 1, 1, f"{RELEASE_KEY} is {str(given)[:80]}; write the hash of the release, 64 hexadecimal digits")]
    return given or "", problems


def add(found: Bundle, kind: str, content: bytes, label: str) -> None:
    """The rows of one table as nodes of their kind."""
    text, problems = read.decoded(content, label, archive.MOST_BYTES)
    rows, more = csv_rows(text, label) if text is not None else ([], [])
    found.problems += [*problems, *more]
    if problems or more:
        found.unread.add(kind)
    for row in rows:
        found.nodes[kind].append((_node(kind, row, label, found.problems), label))


def _node(kind: str, row: Row, label: str, problems: list[Problem]) -> Fields:
    """One row as the fields of a record: texts per language together, JSON and breakdowns taken apart."""
    fields: dict[str, Node] = {}
    left_out = DERIVED if kind == "statement" else ()
    for name in dict.fromkeys(column.partition(".")[0] for column in row.header):
        node = row.step(name) if name not in left_out else None
        if node is not None and node.plain():
            fields[name] = _parted(node, shapes(kind).get(name, "object" if name == PRINTED else "text"), label, problems)
    if kind == "statement":
        _as_printed(fields)
    return Fields(fields, {name: (row.line, name) for name in fields}, row.line, row.column)


def _parted(node: Node, shape: str, label: str, problems: list[Problem]) -> Node:
    """A cell taken apart as its shape asks; a text, and a text per language, stay as they are."""
    if shape == "pair" and isinstance(node, Row):
        return Listing(tuple(node.step(end) or Scalar(None, node.line, node.column) for end in PAIR), node.line, 1)
    if not isinstance(node, Scalar):
        return node
    if shape == "breakdown":
        return _breakdown(node, label, problems)
    if shape in NESTED:
        inner, wrong = json_tree(node.text or "", label, node.line, node.column)
        problems += wrong
        return inner or Scalar(None, node.line, node.column)
    return node


def _breakdown(node: Scalar, label: str, problems: list[Problem]) -> Node:
    """`format=online;trainee=military` as its pairs."""
    fields: dict[str, Node] = {}
    for pair in (node.text or "").split(";"):
        dimension, sign, code = pair.partition("=")
        if not sign or dimension in fields:
            message = f"{node.column} is {node.text}; write dimension=code, each dimension once, with ; between them"
            problems.append(Problem(label, node.line, node.column, message))
        fields[dimension] = Scalar(code or None, node.line, node.column)
    return Fields(fields, dict.fromkeys(fields, (node.line, node.column)), node.line, node.column)


def _as_printed(fields: dict[str, Node]) -> None:
    """A statement as its source printed it, so that the corrections in the bundle find what they expect."""
    printed = fields.pop(PRINTED, None)
    if isinstance(printed, Fields):
        fields.update(printed.fields)


class _Doubled(ValueError):
    pass


def json_tree(text: str, label: str, line: int, column: int | str) -> tuple[Node | None, list[Problem]]:
    """A JSON text as nodes that all stand at one place; numbers stay as they are written."""
    try:
        given = json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_number, object_pairs_hook=_once)
        return _nodes(given, line, column, 1), []
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, _Doubled) else "it is no JSON"
        return None, [Problem(label, line, column, f"the text cannot be read ({why}); write the bundle or fetch it again")]


def _no_number(word: str) -> None:
    raise ValueError(word)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _Doubled("a key is given twice")
    return fields


def _nodes(given: object, line: int, column: int | str, depth: int) -> Node:
    if depth > _DEEPEST:
        raise _Doubled(f"the nesting is over {_DEEPEST} deep")
    if isinstance(given, dict):
        fields = {name: _nodes(inner, line, column, depth + 1) for name, inner in given.items()}
        return Fields(fields, dict.fromkeys(fields, (line, column)), line, column)
    if isinstance(given, list):
        return Listing(tuple(_nodes(inner, line, column, depth + 1) for inner in given), line, column)
    text = given if isinstance(given, str) or given is None else str(given).lower()
    return Scalar(text, line, column)
