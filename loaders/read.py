"""The only opener of files: bytes in, texts with their places out, nothing typed, nothing guessed.

YAML is read from the parser's events: everything stays text, so that NO stays Norway and 0123
keeps its zero. No anchors, aliases, tags or merges; a key given twice is an error.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import yaml

from loaders.node import Listing, Mapping, Node, Place, Row, Scalar
from loaders.problem import Problem, Refused
from loaders.rows import csv_rows
from loaders.settings import Settings
from loaders.typed import record

MOST_BYTES = 5_000_000
PIECE = 1 << 20
"""Bytes of a large file that are in memory at once."""
MOST_BYTES_OF_A_BUNDLE = 200_000_000
DEEPEST = 20

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EMPTY_WORDS = ("", "null")


def files(folder: Path) -> list[Path]:
    """The files under a folder, in the order of their names; hidden ones are left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(p.startswith(".") for p in path.relative_to(folder).parts))


def tree(path: Path, label: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one YAML file, and all that is wrong with it. `label` names the file in problems."""
    text, problems = _text(path, label)
    return yaml_tree(text, label) if text is not None else (None, problems)


def rows(path: Path, label: str) -> tuple[list[Row], list[Problem]]:
    """The rows of one CSV file: comma, a header, as many fields in each row as in the header."""
    text, problems = _text(path, label)
    return csv_rows(text, label) if text is not None else ([], problems)


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file that may be large, piece by piece."""
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def language(path: Path) -> dict:
    """One language file as plain texts by key; raises Refused."""
    node, problems = tree(path, path.name)
    if problems or node is None:
        raise Refused(problems)
    return node.plain()


def outlines(path: Path) -> dict:
    """A GeoJSON file of outlines as it is; raises Refused."""
    text, problems = _text(path, path.name)
    if text is None:
        raise Refused(problems)
    try:
        return json.loads(text, parse_constant=_not_a_number)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        problem = Problem(path.name, line, column, "the file is not JSON here; write GeoJSON")
        raise Refused([problem]) from None


class SettingsError(Refused):
    """Settings that cannot be used."""


def settings(path: Path) -> dict:
    """config.yaml as typed values, defaults filled in; raises SettingsError."""
    if not path.is_file():
        raise SettingsError([Problem(path.name, 1, 1, "the file is not there; write it")])
    node, problems = tree(path, path.name)
    if node is not None and not problems:
        entry, problems = record(Settings, node, path.name)
        if entry is not None:
            return {name: list(v) if isinstance(v, tuple) else v for name, v in entry.record.model_dump().items()}
    raise SettingsError(problems)


def bundle(path: Path, label: str) -> tuple[bytes, list[Problem]]:
    """The bytes of a bundle as they are."""
    if not path.is_file():
        return b"", [Problem(label, 1, 1, "the bundle is not there; name a file that `app.py bundle` wrote")]
    if path.stat().st_size > MOST_BYTES_OF_A_BUNDLE:
        return b"", [Problem(label, 1, 1, f"the bundle is over {MOST_BYTES_OF_A_BUNDLE // 1_000_000} MB; load the data folders instead")]
    return path.read_bytes(), []


def picture(path: Path) -> bytes:
    """A PNG picture as it is; raises SettingsError for what is none."""
    content = path.read_bytes() if path.is_file() and path.stat().st_size <= MOST_BYTES else b""
    if not content.startswith(b"\x89PNG"):
        raise SettingsError([Problem(path.name, 1, 1, "the logo is no PNG picture of at most 5 MB; name one, or take brand.logo out")])
    return content


def _not_a_number(word: str) -> None:
    raise ValueError(word)


def _text(path: Path, label: str) -> tuple[str | None, list[Problem]]:
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    return decoded(content, label)


def decoded(content: bytes, label: str, most: int = MOST_BYTES) -> tuple[str | None, list[Problem]]:
    """The text of a file: UTF-8, not empty, not over 5 MB (or what `most` allows), no control characters."""
    if len(content) > most:
        return None, [Problem(label, 1, 1, f"the file is over {most // 1_000_000} MB; split it into several files")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place_of(error.object[:error.start].decode("utf-8", "replace"))
        message = f"the file is not UTF-8{_looks_like(content)}; save it as UTF-8"
        return None, [Problem(label, line, column, message)]
    if not text.strip():
        return None, [Problem(label, 1, 1, "the file is empty; write at least one record or delete the file")]
    if found := _CONTROL.search(text):
        line, column = _place_of(text[:found.start()])
        message = f"the text is broken by the control character U+{ord(found[0]):04X}; delete it"
        return None, [Problem(label, line, column, message)]
    return text, []


def _place_of(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _looks_like(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return " (it looks like UTF-16)"
    high = [byte for byte in content if byte >= 0x80]
    pairs = sum(a >= 0x80 and b >= 0x80 for a, b in pairwise(content))
    return " (it looks like windows-1251)" if 2 * pairs > len(high) else ""


def yaml_tree(text: str, label: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one YAML text; what is wrong is listed, up to where the text cannot be followed."""
    composer = _Composer(text, label)
    try:
        return composer.document(), composer.problems
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "not YAML"
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        composer.refuse(place, f"the text is not YAML here ({reason}); mend the indent, "
                               "or put the value in quotes")
    except _TooDeep as error:
        composer.refuse(error.args[0], f"the nesting is over {DEEPEST} deep; write it flatter")
    return None, composer.problems


class _TooDeep(Exception):
    pass


class _Composer:
    """Builds the tree of one document from the parser's events."""

    def __init__(self, text: str, label: str) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CLoader)

    def refuse(self, place: Place, message: str) -> None:
        self.problems.append(Problem(self.label, *place, message))

    def document(self) -> Node | None:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            self.refuse((1, 1), "the file is empty; write at least one record or delete the file")
            return None
        root = self._node(next(self._events), 1)
        next(self._events)
        second = next(self._events)
        if not isinstance(second, yaml.StreamEndEvent):
            self.refuse(_start(second), "`---` is a second document; write one document per file")
        if isinstance(root, Scalar) and root.text is None:
            self.refuse((1, 1), "the file is empty; write at least one record or delete the file")
            return None
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEEPEST:
            raise _TooDeep(_start(event))
        self._refuse_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(event, depth)
        return self._scalar(event)

    def _refuse_extras(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(_start(event), f"the value is the alias *{event.anchor}; write the value out")
        elif event.anchor is not None:
            self.refuse(_start(event), f"the value has the anchor &{event.anchor}; delete the anchor")
        if getattr(event, "tag", None) is not None:
            self.refuse(_start(event), f"the value has the tag {event.tag}; delete the tag")

    def _scalar(self, event: yaml.Event) -> Scalar:
        text = getattr(event, "value", None)
        if text is not None and _CONTROL.search(text):
            self.refuse(_start(event), "the value holds a control character; delete it")
        plain = getattr(event, "style", None) in (None, "")
        return Scalar(None if plain and text in _EMPTY_WORDS else text, *_start(event))

    def _listing(self, event: yaml.Event, depth: int) -> Listing:
        items = []
        while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(inner, depth + 1))
        return Listing(tuple(items), *_start(event))

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        fields: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._key(self._node(inner, depth + 1), inner, keys)
            value = self._node(next(self._events), depth + 1)
            if key is not None:
                fields[key], keys[key] = value, _start(inner)
        return Mapping(fields, keys, *_start(event))

    def _key(self, node: Node, event: yaml.Event, keys: dict[str, Place]) -> str | None:
        """The text of a key, or None (with its problem) where it cannot be one."""
        if not isinstance(node, Scalar) or not node.text:
            self.refuse(_start(event), "the key is not a text; write a word before the colon")
        elif node.text == "<<":
            self.refuse(_start(event), "<< is a merge; write the fields out")
        elif node.text in keys:
            first = keys[node.text][0]
            self.refuse(_start(event), f"{node.text} is given twice, first on line {first}; keep one of the two")
        else:
            return node.text
        return None


def _start(event: yaml.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
