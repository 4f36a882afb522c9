"""A recipe and the header of its table made into one plan: which column is read how. All that is wrong is told at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from loaders.imports import roles
from loaders.imports.numerals import Reader
from loaders.imports.outs import Out
from loaders.imports.recipe import EMPTY, Across, Reading, Role, StatusRole, ValueRole
from loaders.imports.registers import Registers
from loaders.imports.roles import Resolver
from loaders.problem import did_you_mean

Complain = Callable[[tuple[str | int, ...], str], None]
"""Takes the keys that lead to a part of the recipe, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """One column of figures: its place, its name, and the parts of a statement that its header gives."""

    index: int
    name: str
    parts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Filter:
    """A column whose texts decide whether a row counts; with `known`, no others may stand in it."""

    index: int
    name: str
    kept: frozenset[str] | None
    dropped: frozenset[str]


@dataclass
class Plan:
    """How the blocks of one table become statements. `columns` are roles read row by row, `constants` those that are not."""

    names: tuple[str, ...]
    columns: dict[str, tuple[int, Resolver]] = field(default_factory=dict)
    constants: dict[str, object] = field(default_factory=dict)
    values: list[ValueColumn] = field(default_factory=list)
    reader: Reader | None = None
    letters: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list)
    columns_left_out: list[str] = field(default_factory=list)

    def name_of(self, key: str) -> str:
        """The column in which a role stands."""
        return self.names[self.columns[key][0]]


class Planner:
    """Makes the plan of one reading over one header."""

    def __init__(self, reading: Reading, registers: Registers, file_name: str, complain: Complain) -> None:
        self.reading, self.registers, self.file_name, self.complain = reading, registers, file_name, complain
        self.well = True

    def plan(self, names: Sequence[str], header: Sequence[Sequence[str]]) -> Plan | None:
        """The plan, or None where something of it is wrong."""
        plan = Plan(tuple(names))
        self._names, self._header = {name: place for place, name in enumerate(names)}, header
        resolvers = self._resolvers()
        across = {key: role for key, (role, _) in resolvers.items() if role.across is not None}
        for key, (role, resolver) in resolvers.items():
            if key not in across:
                self._place(plan, key, role, resolver)
        self._values(plan, {key: (role, resolvers[key][1]) for key, role in across.items()})
        self._filters(plan)
        return plan if self.well else None

    def wrong(self, parts: tuple[str | int, ...], message: str) -> None:
        """Something of the recipe is wrong."""
        self.well = False
        self.complain(parts, message)

    def _resolvers(self) -> dict[str, tuple[Role, Resolver]]:
        """The roles that the recipe gives, each with what reads its texts."""
        reading, known = self.reading, self.registers
        made: dict[str, tuple[Role, Resolver]] = {}
        if reading.entity:
            made["entity"] = reading.entity, roles.entity(reading.entity, known.names)
        if reading.indicator and not reading.aggregate:
            made["indicator"] = reading.indicator, roles.indicator(reading.indicator, known.indicators)
        if reading.period:
            made["period"] = reading.period, roles.period(reading.period)
        if reading.unit:
            made["unit"] = reading.unit, roles.unit(reading.unit, known.units)
        if reading.power_of_ten:
            made["power_of_ten"] = reading.power_of_ten, roles.power_of_ten(reading.power_of_ten)
        if reading.status and _has_origin(reading.status):
            made["status"] = reading.status, roles.status(reading.status)
        for key, make in (("sample_size", roles.sample_size), ("hedge", roles.hedge), ("doubts", roles.doubts)):
            if (role := getattr(reading, key)) is not None:
                made[key] = role, make(role)
        if reading.value_high:
            made["value_high"] = reading.value_high, roles.value_high(reading.value_high, self._reader())
        for key in ("entity", "period", *(() if reading.aggregate else ("indicator",))):
            if key not in made:
                self.wrong((key,), f"{key} is missing; write where it stands, or a constant")
        return made | self._breakdowns()

    def _breakdowns(self) -> dict[str, tuple[Role, Resolver]]:
        made = {}
        for name, role in self.reading.breakdown.items():
            dimension = self.registers.dimensions.get(name)
            if dimension is None:
                offered = did_you_mean(name, list(self.registers.dimensions), "add it to codelists/dimensions.yaml")
                self.wrong(("breakdown", name), f"breakdown is {name}; no dimension has this id, {offered}")
            else:
                made[f"breakdown.{name}"] = role, roles.breakdown(role, dimension)
        return dict(sorted(made.items()))

    def _place(self, plan: Plan, key: str, role: Role, resolver: Resolver) -> None:
        """A role read from a column, from the file's name, or the same everywhere."""
        parts = tuple(key.split("."))
        if role.column is not None:
            place = self.column(role.column, (*parts, "column"))
            if place is not None:
                plan.columns[key] = place, resolver
        elif role.file_name is not None:
            self._constant(plan, key, resolver, (*parts, "file_name"), self._named_part(role.file_name, parts), resolver.one)
        elif role.constant is not None:
            self._constant(plan, key, resolver, (*parts, "constant"), role.constant, resolver.constant)
        else:
            self.wrong(parts, f"{key} is without a place; write column, across, constant or file_name")

    def _constant(self, plan: Plan, key: str, resolver: Resolver, parts: tuple, text: str | None, read) -> None:
        found = read(text) if text is not None else None
        if isinstance(found, Out):
            self.wrong(parts, found.message or f"{key} is {text}; write one that is not left out")
        elif text is not None:
            plan.constants[key] = found

    def _named_part(self, template: str, parts: tuple) -> str | None:
        """What stands in the file's name where the template has `{}`."""
        before, braces, after = template.partition("{}")
        name = self.file_name
        if braces and name.startswith(before) and name.endswith(after) and len(name) > len(before) + len(after):
            return name[len(before):len(name) - len(after)]
        self.wrong((*parts, "file_name"), f"file_name is {template}, but the file is {name}; write its name with {{}} for the part")
        return None

    def column(self, name: str, parts: tuple[str | int, ...]) -> int | None:
        """The place of a column by its name, spaces and line breaks aside."""
        place = self._names.get(" ".join(name.split()))
        if place is None:
            shown = ", ".join(list(self._names)[:12]) + (" …" if len(self._names) > 12 else "")
            offered = did_you_mean(name, list(self._names), f"the columns are {shown}")
            self.wrong(parts, f"{parts[-1]} is {name}; {self.file_name} has no such column, {offered}")
        return place

    def _values(self, plan: Plan, across: dict[str, tuple[Role, Resolver]]) -> None:
        """The columns of figures: one that is named, or those across."""
        role = self.reading.value or ValueRole()
        plan.letters = dict(self.reading.status.after_value) if self.reading.status else {}
        plan.reader = self._reader()
        if role.words and self.reading.aggregate:
            self.wrong(("value", "words"), "words is true, but records hold plain numbers; leave it out")
        if across and self.reading.aggregate:
            self.wrong((next(iter(across)), "across"), f"{next(iter(across))} stands across, but records have a row each; write its column")
        elif across:
            if role.column:
                self.wrong(("value", "column"), f"value is {role.column}, but {' and '.join(across)} stand across; leave the column out")
            for place in self._places(across):
                self._value_column(plan, place, across)
        elif role.column:
            place = self.column(role.column, ("value", "column"))
            plan.values = [ValueColumn(place, role.column, {})] if place is not None else []
        elif not self.reading.aggregate or {measure.does for measure in self.reading.aggregate.measures} - {"count", "share"}:
            self.wrong(("value",), "value is without a column; write it")

    def _reader(self) -> Reader:
        role = self.reading.value or ValueRole()
        letters = self.reading.status.after_value if self.reading.status else {}
        return Reader(role.numerals, role.missing, tuple(letters), role.scale, role.words)

    def _places(self, across: dict[str, tuple[Role, Resolver]]) -> Iterable[int]:
        """The places of the columns across; roles that stand across together share them."""
        found = [self._range(key, role) for key, (role, _) in across.items()]
        if any(places != found[0] for places in found):
            keys = list(across)
            self.wrong((keys[1], "across"), f"across is another than that of {keys[0]}; write the same columns")
        return found[0]

    def _range(self, key: str, role: Role) -> list[int]:
        if isinstance(role.across, Across):
            first = self.column(role.across.first, (key, "across", "from"))
            last = self.column(role.across.last, (key, "across", "to")) if role.across.last else len(self._names) - 1
            if first is not None and last is not None and last < first:
                self.wrong((key, "across", "to"), f"to is {role.across.last}, which stands before {role.across.first}; swap the two")
            return list(range(first, last + 1)) if first is not None and last is not None else []
        places = [self.column(name, (key, "map", name)) for name in role.map]
        return [place for place in places if place is not None]

    def _value_column(self, plan: Plan, place: int, across: dict[str, tuple[Role, Resolver]]) -> None:
        name, parts = plan.names[place], {}
        for key, (role, resolver) in across.items():
            text = self._header[role.header - 1][place] if role.header and role.header <= len(self._header) else name
            found = resolver.one(text)
            if isinstance(found, Out):
                if found.message:
                    self.wrong((key, "across"), f"{found.message} (column {name})")
                else:
                    plan.columns_left_out.append(name)
                return
            parts[key] = found
        plan.values.append(ValueColumn(place, name, parts))

    def _filters(self, plan: Plan) -> None:
        kept, dropped = self.reading.keep, self.reading.drop
        for name in dict.fromkeys([*kept, *dropped]):
            key = "keep" if name in kept else "drop"
            place = self.column(name, (key, name))
            if place is not None:
                wanted = _texts(kept[name]) if name in kept else None
                plan.filters.append(Filter(place, name, wanted, _texts(dropped.get(name, ()))))


def _has_origin(role: StatusRole) -> bool:
    return any(getattr(role, name) is not None for name in ("column", "across", "constant", "file_name"))


def _texts(given: Iterable[str]) -> frozenset[str]:
    return frozenset("" if text == EMPTY else text for text in given)

