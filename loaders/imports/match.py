"""Which entity a text of a file means: its id, a code, or a name in any spelling. Never a guess. Pure."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from loaders import parse
from loaders.imports import countries
from loaders.imports.findings import MOST_LISTED
from loaders.imports.outs import Out
from loaders.imports.recipe import EntityRole
from loaders.imports.spelling import bare, forms
from loaders.records import Entity
from loaders.refusal import refused, shown

OTHERS, OTHER_COUNTRIES = "others", "other countries"
_CODES = ("id", "iso", "iso3", "katottg", "koatuu", "nuts")
_NEAR, _AS_NEAR, _NEAREST = 0.6, 0.1, 3
_WORD = re.compile(r"[^\W\d_]{2}")


_Index = dict[str, set[str]]


def _index(entity: Entity, codes: _Index, names: _Index) -> None:
    """Add an entity's codes and names, in every spelling."""
    for code in filter(None, (getattr(entity, field) for field in _CODES)):
        codes[parse.fold(code)].add(entity.id)
    for name in (*entity.name.values(), *entity.aliases):
        for form in forms(name):
            names[form].add(entity.id)


class Names:
    """All names of all entities, folded; made once for the imports of a load."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_id = {entity.id: entity for entity in entities}
        self._indexes: dict[frozenset[str], tuple[_Index, _Index]] = {}

    def _of_kinds(self, kinds: Iterable[str]) -> tuple[_Index, _Index]:
        """Ids by folded codes, and by folded names, of the entities of some kinds (none: of all)."""
        asked = frozenset(kinds)
        if asked not in self._indexes:
            codes, names = defaultdict(set), defaultdict(set)
            for entity in self.by_id.values():
                if not asked or entity.kind in asked:
                    _index(entity, codes, names)
            self._indexes[asked] = codes, names
        return self._indexes[asked]

    def found(self, text: str, kinds: Iterable[str] = ()) -> list[str]:
        """Ids of the entities that a text may mean: those whose code or id it is, else those that are named so."""
        folded = parse.fold(text.replace("$", "."))
        codes, names = self._of_kinds(kinds)
        return sorted(codes.get(folded) or names.get(folded) or names.get(bare(folded)) or ())

    def near(self, text: str, kinds: Iterable[str] = ()) -> list[str]:
        """Ids of the entities whose names are nearest to a text, the nearest first."""
        codes, names = self._of_kinds(kinds)
        word = bare(parse.fold(text))
        close = difflib.get_close_matches(word, [*names, *codes], n=12, cutoff=_NEAR)
        likeness = [difflib.SequenceMatcher(None, name, word).ratio() for name in close]
        close = [name for name, like in zip(close, likeness, strict=True) if like > likeness[0] - _AS_NEAR]
        ids = (id_ for name in close for id_ in sorted(names.get(name) or codes[name]))
        return list(dict.fromkeys(ids))[:_NEAREST]

    def above(self, id_: str, kind: str) -> str | None:
        """The entity of a kind in which an entity lies, or itself."""
        seen = set()
        entity = self.by_id.get(id_)
        while entity and entity.id not in seen and entity.kind != kind:
            seen.add(entity.id)
            entity = self.by_id.get(entity.within or "")
        return entity.id if entity and entity.kind == kind else None

    def named(self, id_: str) -> str:
        """An id with the English name where it says more: `UA-46 (Lviv Oblast)`."""
        name = self.by_id[id_].name["en"]
        return id_ if parse.fold(name) == parse.fold(id_) else f"{id_} ({name})"


def finder(role: EntityRole, names: Names) -> Callable[[str], str | Out]:
    """A function from a text of the file to an id, or to why the row is left out; it raises for what is neither."""
    left_out = {parse.fold(name) for name in role.leave_out}
    others, other_countries = OTHERS in role.leave_out, OTHER_COUNTRIES in role.leave_out
    advised = iter(range(MOST_LISTED))

    def find(text: str) -> str | Out:
        short = _cut(text, role.cut)
        if parse.fold(text) in left_out or parse.fold(short) in left_out:
            return Out("left out by name")
        found = names.found(short, role.kind)
        if len(found) == 1:
            return _lifted(found[0], text, role, names)
        if len(found) > 1:
            said = " or ".join(map(names.named, found))
            raise refused(f"is {text}, which may be {said}", f"say kind, or which one it is under map: {{{text}: {found[0]}}}")
        if other_countries and text in countries.CODES:
            return Out("another country")
        if others and not text.startswith("#") and _WORD.search(text):
            return Out("another name")
        raise refused(f"is {shown(text)}", _instead(text, short, role, names, next(advised, None) is not None))

    return find


def _cut(text: str, endings: Iterable[str]) -> str:
    for ending in endings:
        text = text.removesuffix(ending).strip()
    return text


def _lifted(id_: str, text: str, role: EntityRole, names: Names) -> str:
    if role.of is None:
        return id_
    above = names.above(id_, role.of)
    if above is None:
        raise refused(f"is {text}, which lies in no {role.of}", f"write within of {id_}, or map it")
    return above


def _instead(text: str, short: str, role: EntityRole, names: Names, advise: bool) -> str:
    near = names.near(short, role.kind) if text and advise else []
    offered = f"did you mean {' or '.join(map(names.named, near))}? Write it under map" if near else (
        "no entity is named so: write it under map, or add an alias")
    return f"{offered}, or leave it out by name under leave_out"
