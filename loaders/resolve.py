"""Do the ids that records name exist? Pure; the nearest existing ids are offered."""

from collections.abc import Iterator, Mapping

from loaders.gather import Content
from loaders.problem import Problem, did_you_mean

_PLURAL = {
    "theme": "themes", "unit": "units", "count": "counts", "dimension": "dimensions", "entity": "entities",
    "indicator": "indicators", "source": "sources", "statement": "statements",
}
_REFERENCES: dict[str, dict[str, str]] = {
    "entity": {
        "within": "entity", "organiser": "entity", "relocated_to": "entity", "member_of": "entity",
        "place": "entity", "documents": "source",
    },
    "indicator": {"theme": "theme", "unit": "unit", "counts": "count"},
    "statement": {"source": "source", "entity": "entity", "indicator": "indicator", "breakdown": "dimension"},
    "resolution": {"show": "statement", "over": "statement"},
    "correction": {"statement": "statement"},
    "relation": {"between": "statement"},
    "language": {"entities": "entity", "indicators": "indicator"},
}
"""By kind of record: the field, and the kind of record whose id it holds (a text, a list, or keys)."""


def unresolved(content: Content) -> Iterator[Problem]:
    """One problem per id that nothing has. Ids of refused records count as existing, and so do those of kinds of which a
    file could not be read: it is reported there. Statements of imports are known only once their files are read."""
    known = {kind: _ids(content, kind) for kind in _PLURAL}
    advice: dict[tuple[str, str], str] = {}
    for kind, fields in _REFERENCES.items():
        for entry in content.entries[kind]:
            for field, target in fields.items():
                if target in content.unread:
                    continue
                for id_, place in _given(getattr(entry.record, field), field):
                    if known[target].get(id_) != id_ and not (target == "statement" and imported(content, id_)):
                        if (target, id_) not in advice:
                            advice[target, id_] = _instead(id_, target, known[target])
                        yield entry.problem(f"{field} is {id_}; {advice[target, id_]}", *place)


def imported(content: Content, id_: str) -> bool:
    """Whether an id is one that an import would derive."""
    first, colon, _ = id_.partition(":")
    return bool(colon) and first in content.imports


def awaited(content: Content) -> dict[str, Problem]:
    """The ids of imported statements that records name, each with the problem it is if no import brings it."""
    found: dict[str, Problem] = {}
    for kind, fields in _REFERENCES.items():
        for field in (field for field, target in fields.items() if target == "statement"):
            for entry in content.entries[kind]:
                for id_, place in _given(getattr(entry.record, field), field):
                    if imported(content, id_):
                        message = f"{field} is {id_}; the import {id_.partition(':')[0]} states nothing of this id"
                        found.setdefault(id_, entry.problem(f"{message}: look at its file, or write another", *place))
    return found


def _ids(content: Content, kind: str) -> Mapping[str, str]:
    """Every id, and the names and aliases that people write instead of it, with the id they mean."""
    names: dict[str, str] = {}
    for entry in content.entries[kind]:
        record = entry.record
        for name in (*getattr(record, "aliases", ()), *(getattr(record, "name", None) or {}).values()):
            names.setdefault(name, record.id)
    ids = {entry.record.id for entry in content.entries[kind]} | content.refused[kind]
    return {**names, **{id_: id_ for id_ in ids}}


def _given(given: object, field: str) -> list[tuple[str, tuple[str | int, ...]]]:
    """The ids in a field, each with its place in the record."""
    if given is None:
        return []
    if isinstance(given, str):
        return [(given, (field,))]
    if isinstance(given, dict):
        return [(id_, (field, id_)) for id_ in given]
    return [(id_, (field, number)) for number, id_ in enumerate(given)]


def _instead(id_: str, target: str, known: Mapping[str, str]) -> str:
    otherwise = f"write one that exists, or add it to the {_PLURAL[target]}"
    return f"no {target} has this id, {did_you_mean(id_, known, otherwise)}"
