"""A draft as YAML that loaders.read reads: short maps and lists on one line, texts in quotes where plain words would not do."""

import json
import re
from collections.abc import Iterator, Mapping

WIDEST = 110
_PLAIN = re.compile(r"[^\W\d_][\w ./()–-]*[\w.)]|[^\W\d_]|[0-9]+(?:\.[0-9]+)?|[0-9]{4}(?:-[0-9]{2}){1,2}")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def written(draft: Mapping[str, object]) -> str:
    """The whole recipe as a text."""
    return "\n".join(_lines(draft, 0)) + "\n"


def _lines(draft: Mapping[str, object], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in draft.items():
        line = f"{indent}{_scalar(key)}: {_flow(value)}"
        if not isinstance(value, Mapping) or not value or (depth and len(line) <= WIDEST) or (len(line) <= 60 and not _nested(value)):
            yield line
        else:
            yield f"{indent}{_scalar(key)}:"
            yield from _lines(value, depth + 1)


def _nested(value: Mapping[str, object]) -> bool:
    return any(isinstance(inner, Mapping) for inner in value.values())


def _flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    """A word, a number, or a text in the quoted form that JSON and YAML share."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS and "  " not in text
    return text if plain else json.dumps(text, ensure_ascii=False)
