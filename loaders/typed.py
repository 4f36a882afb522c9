"""From a node to a checked record: what does not fit the record becomes problems with a place."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from loaders.node import Mapping, Node, Row, has_key, key_place, walk
from loaders.problem import Problem, did_you_mean
from loaders.refusal import shown

R = TypeVar("R", bound=BaseModel)

_PATTERNS = {
    "^[A-Za-z0-9]": "write an id of Latin letters, digits, dots, dashes and underscores, at most 100",
    "^[A-Z]{2}[A-Z0-9]": "write a NUTS code, such as EL or RO113",
    "^[A-Z]{2}": "write an ISO 3166 code, such as UA or UA-63",
    "^[A-Z]{3}": "write an ISO 3166-1 alpha-3 code, such as UKR",
    "^UA": "write UA and 17 digits",
    "^[0-9]{10}": "write the ten digits of a KOATUU code",
}


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """One record with the file and node it was read from."""

    record: R
    path: str
    node: Node

    def problem(self, message: str, *parts: str | int) -> Problem:
        """A problem at one of the record's fields."""
        place, found = walk(self.node, parts)
        return Problem(self.path, *(place if found == parts else key_place(self.node, parts)), message)

    @property
    def where(self) -> str:
        """The file and line of the record."""
        return f"{self.path}:{self.node.line}"


def record(kind: type[R], node: Node, path: str, **filled: str) -> tuple[Entry[R] | None, list[Problem]]:
    """Type one node; `filled` are fields that the place of the node gives."""
    if not isinstance(node, (Mapping, Row)):
        name = kind.__name__.lower()
        return None, [Problem(path, node.line, node.column, f"the {name} is {shown(node.plain())}; write its keys")]
    try:
        return Entry(kind.model_validate({**filled, **node.plain()}), path, node), []
    except ValidationError as error:
        return None, _problems(kind, node, path, error)


def _problems(kind: type[BaseModel], node: Node, path: str, error: ValidationError) -> list[Problem]:
    found = {}
    for detail in error.errors(include_url=False):
        place, message = _explained(kind, node, detail)
        found.setdefault(place, Problem(path, *place, message))
    return list(found.values())


def _explained(kind: type[BaseModel], node: Node, detail: ErrorDetails):
    """Place and message of one error of the record."""
    parts = detail["loc"]
    if own := detail.get("ctx", {}).get("key"):
        parts = (*parts, own)
    if detail["type"] == "extra_forbidden":
        return key_place(node, parts), _unknown_key(kind, parts)
    if detail["type"] == "missing":
        state = "empty" if has_key(node, parts) else "missing"
        return key_place(node, parts), f"{_key_name(parts)} is {state}; write it"
    place, found = walk(node, parts)
    if not found:
        place = key_place(node, parts) if parts else place
    return place, f"{_key_name(found or parts)} {_said_of(detail)}"


def _key_name(parts: tuple[str | int, ...]) -> str:
    """`said_by.en`; a list's item is named by its list, and what is inside an item by its own key."""
    named: list[str] = []
    for number, part in enumerate(parts):
        if isinstance(part, str):
            named.append(part)
        elif number + 1 < len(parts) and isinstance(parts[-1], str):
            named.clear()
    return ".".join(named) or "the record"


def _unknown_key(kind: type[BaseModel], parts: tuple[str | int, ...]) -> str:
    known = _keys_at(kind, parts[:-1])
    instead = did_you_mean(str(parts[-1]), known, f"the keys are {', '.join(known)}")
    return f"{parts[-1]} is not a key here; {instead}"


def _keys_at(kind: type[BaseModel], parts: tuple[str | int, ...]) -> list[str]:
    """The keys of the record that lies at `parts` inside `kind`."""
    for part in parts:
        field = kind.model_fields.get(part) if isinstance(part, str) else None
        inner = _record_in(field.annotation) if field else None
        kind = inner or kind
    return list(kind.model_fields)


def _record_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_record_in, getattr(annotation, "__args__", ()))), None)


def _said_of(detail: ErrorDetails) -> str:
    """`is <value>; <what to write instead>` of one error of a value."""
    context, error = detail.get("ctx", {}), detail["type"]
    if error == "refused":
        return f"{context['what']}; {context['instead']}"
    given = f"is {shown(detail['input'])}"
    if error == "literal_error":
        return f"{given}; {_one_of(str(detail['input']), context['expected'])}"
    if error == "string_pattern_mismatch":
        return f"{given}; {next(said for start, said in _PATTERNS.items() if context['pattern'].startswith(start))}"
    if error in _INSTEAD:
        return f"{given}; {_INSTEAD[error].format(**context)}"
    return f"{given}; {detail['msg']}"


_INSTEAD = {
    "string_too_short": "write a text, or leave the key out",
    "string_too_long": "write at most {max_length} characters",
    "greater_than_equal": "write at least {ge:g}",
    "less_than_equal": "write at most {le:g}",
    "too_short": "write at least {min_length}",
    "too_long": "write {max_length}",
    "missing_argument": "write it",
    "tuple_type": "write a list",
    "dict_type": "write keys and values",
    "model_type": "write keys and values",
    "model_attributes_type": "write keys and values",
}


def _one_of(given: str, expected: str) -> str:
    words = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    listed = f"{', '.join(words[:-1])} or {words[-1]}" if words[1:] else words[0]
    return did_you_mean(given, words, f"write {listed}")
