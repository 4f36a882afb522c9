"""Roles of a recipe as functions from a cell's text to a part of a statement, each remembered by its text.

Columns are long and their texts few, so that a whole column is one `map` over a dictionary, and numbers from there on.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

import numpy as np
from pydantic_core import PydanticCustomError

from loaders import parse
from loaders.coded import Coded
from loaders.imports import match, periods
from loaders.imports.numerals import SPACES, Reader
from loaders.imports.outs import Out
from loaders.imports.recipe import EMPTY, BreakdownRole, EntityRole, PeriodRole, Role, StatusRole
from loaders.problem import did_you_mean
from loaders.records import Dimension, Flag, Indicator, Qualifier, Status
from loaders.refusal import refused, shown

MOST_REMEMBERED = 100_000
_AS_SPACE = str.maketrans(dict.fromkeys(SPACES, " "))
Resolve = Callable[[str], object]


class _TooMany(Exception):
    """A column of more different texts than are remembered."""


class _Numbers(dict):
    """A number for each text of a column, the place of its meaning in `found`."""

    def __init__(self, resolver: "Resolver") -> None:
        super().__init__()
        self._resolver, self.found = resolver, []

    def __missing__(self, text: str) -> int:
        if len(self) >= MOST_REMEMBERED:
            raise _TooMany
        self.found.append(self._resolver[text])
        number = self[text] = len(self)
        return number


class Resolver(dict):
    """What each text of a column stands for. `outs` is true once a text stood for nothing that is stored."""

    def __init__(self, key: str, role: Role, resolve: Resolve) -> None:
        super().__init__()
        self.key, self.outs = key, False
        self._role, self._resolve = role, resolve
        self._numbers = _Numbers(self)

    def coded(self, texts: Sequence[str]) -> Sequence:
        """What the texts of a column stand for: each different text is a number, where there are not too many."""
        try:
            return Coded(np.fromiter(map(self._numbers.__getitem__, texts), np.int64, len(texts)), self._numbers.found)
        except _TooMany:
            return list(map(self.__getitem__, texts))

    def __missing__(self, raw: str) -> object:
        found = self.one(raw)
        self.outs = self.outs or type(found) is Out
        if len(self) < MOST_REMEMBERED:
            self[raw] = found
        return found

    def one(self, raw: str) -> object:
        """The meaning of one text."""
        text = " ".join(raw.translate(_AS_SPACE).split())
        meaning = self._role.missing.get(text or EMPTY)
        if meaning == "absent":
            return Out(f"no {self.key}")
        mapped = self._role.map.get(text or EMPTY)
        return self._tried(self._resolve, text) if mapped is None else self.constant(mapped)

    def constant(self, text: str) -> object:
        """The meaning of a text that the recipe writes itself."""
        return self._tried(self.mapped, text)

    def _tried(self, resolve: Resolve, text: str) -> object:
        try:
            return resolve(text)
        except PydanticCustomError as error:
            return Out("refused", f"{self.key} {error.context['what']}; {error.context['instead']}")

    def mapped(self, text: str) -> object:
        """What a text of the recipe (a constant, an entry of its map) stands for."""
        return self._resolve(text)


class _EntityResolver(Resolver):
    def mapped(self, text: str) -> object:
        return self.known(text)

    def __init__(self, role: EntityRole, names: match.Names) -> None:
        super().__init__("entity", role, match.finder(role, names))
        self._names = names

    def known(self, id_: str) -> str:
        """An id that the recipe writes itself."""
        if id_ in self._names.by_id:
            return id_
        found = self._names.found(id_)
        if len(found) == 1:
            return found[0]
        near = " or ".join(map(self._names.named, found or self._names.near(id_)))
        raise refused(f"is {id_}", f"no entity has this id, {f'did you mean {near}?' if near else 'write one that exists'}")


def entity(role: EntityRole, names: match.Names) -> Resolver:
    """Texts to ids of entities."""
    return _EntityResolver(role, names)


def indicator(role: Role, indicators: dict[str, Indicator]) -> Resolver:
    """Texts to ids of indicators."""
    return Resolver("indicator", role, _one_of("indicator", indicators))


def _one_of(kind: str, known: Iterable[str]) -> Resolve:
    def resolve(text: str) -> str:
        if text in known:
            return text
        raise refused(f"is {shown(text)}", f"no {kind} has this id, {did_you_mean(text, list(known), 'write one that exists under map')}")
    return resolve


def period(role: PeriodRole) -> Resolver:
    """Texts to periods as statements write them."""
    resolver = Resolver("period", role, periods.reader(role))
    resolver.mapped = periods.reader(role.model_copy(update={"format": None}))
    return resolver


def status(role: StatusRole) -> Resolver:
    """Texts to statuses; the letters of SDMX stand for themselves."""
    known = get_args(Status)

    def resolve(text: str) -> str:
        if text in known:
            return text
        raise refused(f"is {shown(text)}", f"write one of {', '.join(known)}, or what it stands for under map")
    return Resolver("status", role, resolve)


def breakdown(role: BreakdownRole, dimension: Dimension) -> Resolver:
    """Texts to `dimension=code`, or to nothing where they stand for the whole. Codes are found by id and by name."""
    codes = {code.id: code.id for code in dimension.codes}
    names = {parse.fold(name): code.id for code in dimension.codes for name in (code.id, *code.name.values())}
    whole = {"" if text == EMPTY else text for text in role.whole}

    def resolve(text: str) -> str:
        if text in whole:
            return ""
        if code := codes.get(text) or names.get(parse.fold(text)):
            return f"{dimension.id}={code}"
        offered = did_you_mean(text, {**codes, **names}, f"its codes are {', '.join(codes)}")
        raise refused(f"is {shown(text)}", f"{dimension.id} has no such code, {offered}; write it under map, or under whole")
    return Resolver(f"breakdown.{dimension.id}", role, resolve)


def sample_size(role: Role) -> Resolver:
    """Texts to whole numbers of answers."""
    def resolve(text: str) -> int | None:
        return parse.integer(text) if text else None
    return Resolver("sample_size", role, resolve)


def hedge(role: Role) -> Resolver:
    """Texts to qualifiers."""
    return Resolver("hedge", role, _one_of("qualifier", dict.fromkeys(get_args(Qualifier))))


def doubts(role: Role) -> Resolver:
    """Texts to flags, joined with `;` in their order."""
    one = _one_of("flag", dict.fromkeys(get_args(Flag)))

    def resolve(text: str) -> str:
        return ";".join(one(flag) for flag in parse.listed(text))
    return Resolver("doubts", role, resolve)


def value_high(role: Role, reader: Reader) -> Resolver:
    """Texts to upper ends of ranges; nothing where there is none."""
    def resolve(text: str) -> float | None:
        numbers, special = reader.read([text]) if text else ([None], {})
        if special:
            raise refused(f"is {shown(text)}", f"write a number such as {reader.example}")
        return numbers[0]
    return Resolver("value_high", role, resolve)


def unit(role: Role, units: Iterable[str]) -> Resolver:
    """Texts to ids of units."""
    return Resolver("unit", role, _one_of("unit", frozenset(units)))


def power_of_ten(role: Role) -> Resolver:
    """Texts to factors: 6 stands for millions, nothing for one."""
    def resolve(text: str) -> float:
        power = parse.integer(text or "0")
        if not -12 <= power <= 15:
            raise refused(f"is {text}", "write a power of ten from -12 to 15")
        return float(f"1e{power}")
    return Resolver("power_of_ten", role, resolve)
