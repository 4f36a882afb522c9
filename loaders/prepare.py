"""Checked records as the rows of the tables, still with readable ids in place of keys. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from loaders import parse
from loaders.batch import Batch
from loaders.blocks import Import
from loaders.canonical import Line, dumped, line
from loaders.correct import Printed
from loaders.gather import Content
from loaders.keys import Shared
from loaders.observe import observation
from loaders.problem import Problem
from loaders.records import Entity, Indicator, Record, Source, Statement
from loaders.resolve import awaited
from loaders.typed import Entry

REGISTERS = ("theme", "unit", "count", "dimension", "resolution", "correction", "relation")


class Written(NamedTuple):
    """The statements of source files: their columns (attributes are Shared, with the path of the file), ids and senses."""

    batch: Batch
    ids: Sequence[str]
    senses: Sequence[str]


@dataclass(frozen=True)
class State:
    """One state of the data: rows of the registers by table, statements of source files, imports still to be read.

    `kinds` is the period kind of each indicator, `published` the day of each source as an ordinal (0: unknown),
    `resolutions` the ids over which an id is shown.
    """

    versions: dict[str, list[dict]]
    registers: list[dict]
    written: Written
    imports: tuple[Import, ...]
    kinds: dict[str, str]
    published: dict[str, int]
    resolutions: dict[str, tuple[str, ...]]
    awaited: dict[str, Problem]
    """Ids of imported statements that records name; each with the problem it is if no import brings it."""

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Kind, id and hash of every record that is no statement."""
        of_kinds = [(kind, row["id"], row["hash"]) for kind, rows in self.versions.items() for row in rows]
        return [*of_kinds, *((row["kind"], row["id"], row["hash"]) for row in self.registers)]


def prepare(content: Content, printed: Printed, imports: Iterable[Import] = ()) -> State:
    """All rows, each kind sorted by id."""
    above = {entry.record.id: entry.record for entry in content.entries["entity"]}
    return State(
        versions={
            "entity": sorted((_entity(e.record, above) for e in content.entries["entity"]), key=_by_id),
            "indicator": sorted((_indicator(e.record) for e in content.entries["indicator"]), key=_by_id),
            "source": sorted((_source(e.record) for e in content.entries["source"]), key=_by_id),
        },
        registers=[
            _hashed(line(kind, _register_id(entry.record), entry.record), kind=kind)
            for kind in REGISTERS for entry in sorted(content.entries[kind], key=lambda e: _register_id(e.record))
        ],
        written=_written(content, printed),
        imports=tuple(sorted(imports, key=lambda one: one.id)),
        kinds={entry.record.id: entry.record.period_kind for entry in content.entries["indicator"]},
        published={entry.record.id: _day_number(entry.record.published) for entry in content.entries["source"]},
        resolutions={entry.record.show: entry.record.over for entry in content.entries["resolution"]},
        awaited=awaited(content),
    )


def _by_id(row: dict) -> str:
    return row["id"]


def _hashed(canonical: Line, **columns: object) -> dict:
    return {"id": canonical.id, "record": canonical.json, "hash": canonical.hash, **columns}


def _register_id(record: Record) -> str:
    """The id of a record; what has none is named by what it is about."""
    for named in (("id",), ("show",), ("statement", "field"), ("kind", "between")):
        if all(hasattr(record, name) for name in named):
            parts = (getattr(record, name) for name in named)
            return ":".join(":".join(part) if isinstance(part, tuple) else part for part in parts)
    raise TypeError(type(record))


def _entity(record: Entity, above: dict[str, Entity]) -> dict:
    chain = list(_chain(record, above))
    reached = {higher.kind: higher.id for higher in reversed(chain)}
    return _hashed(
        line("entity", record.id, record), kind=record.kind, within=record.within,
        region=reached.get("region"), country=reached.get("country"),
        latitude_deg=record.latitude_deg, longitude_deg=record.longitude_deg, status=record.status,
        search=_search(*record.name.values(), *record.aliases, record.id),
    )


def _chain(record: Entity | None, above: dict[str, Entity]) -> Iterable[Entity]:
    """The entity and what it lies within, from the nearest up."""
    while record is not None:
        yield record
        record = above.get(record.within) if record.within else None


def _indicator(record: Indicator) -> dict:
    return _hashed(
        line("indicator", record.id, record), theme=record.theme, unit=record.unit, counts=record.counts,
        concept=record.concept or record.id, period_kind=record.period_kind,
        search=_search(*record.name.values(), record.id),
    )


def _source(record: Source) -> dict:
    canonical = line("source", record.id, record.model_copy(update={"statements": ()}))
    return _hashed(canonical, search=_search(*record.title.values(), *record.producer.values(), record.id))


def _search(*names: str) -> str:
    """Folded names, one a line."""
    return "\n".join(dict.fromkeys(parse.fold(name) for name in names))


def _day_number(published: str) -> int:
    """The last day of a publication's period as an ordinal; 0 where unknown."""
    period = parse.period(published)
    day = period.end or period.start
    return day.toordinal() if day else 0


def _written(content: Content, printed: Printed) -> Written:
    """The statements of source files, sorted by id."""
    indicators = {entry.record.id: entry.record for entry in content.entries["indicator"]}
    entries = sorted(content.entries["statement"], key=lambda entry: entry.record.id)
    observed = [observation(entry.record, indicators[entry.record.indicator]) for entry in entries]
    said = [entry.record for entry in entries]
    columns = {
        **{name: [getattr(one, name) for one in observed] for name in ("entity", "indicator", "period", "breakdown")},
        **{name: [getattr(one, name) for one in said] for name in ("value", "value_high", "sample_size")},
        "line": [entry.node.line for entry in entries],
        "attributes": [
            _shared(entry, indicators[entry.record.indicator].unit, printed.get(entry.record.id)) for entry in entries],
    }
    return Written(Batch(len(entries), columns), [one.id for one in said], [one.sense for one in observed])


def _shared(entry: Entry[Statement], unit: str, printed: dict | None) -> Shared:
    record = entry.record
    words = (getattr(record, name) and dumped(getattr(record, name)) for name in ("said_by", "locator", "note"))
    return Shared(record.source or "", record.unit or unit, record.qualifier, record.status, record.basis, record.edition,
                  ";".join(record.flags), *words, dumped(printed) if printed else None, entry.path)
