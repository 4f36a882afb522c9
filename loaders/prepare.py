"""Checked records as the rows of the tables, still with readable ids in place of keys. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders import parse
from loaders.canonical import Line, dumped, line, release_hash
from loaders.correct import Printed
from loaders.gather import Content
from loaders.observe import Observation, observation
from loaders.records import Entity, Indicator, Record, Source, Statement
from loaders.settle import Candidate, Settled, settle
from loaders.typed import Entry

REGISTERS = ("theme", "unit", "count", "dimension", "resolution", "correction", "relation")


@dataclass
class Rows:
    """The rows of one state of the data, by table; `observations` with their columns by identity."""

    versions: dict[str, list[dict]] = field(default_factory=dict)
    registers: list[dict] = field(default_factory=list)
    observations: dict[Observation, dict] = field(default_factory=dict)
    statements: list[dict] = field(default_factory=list)
    hash: str = ""


def prepare(content: Content, printed: Printed) -> Rows:
    """All rows, each kind sorted by id."""
    rows = Rows()
    above = {entry.record.id: entry.record for entry in content.entries["entity"]}
    rows.versions = {
        "entity": sorted((_entity(e.record, above) for e in content.entries["entity"]), key=_by_id),
        "indicator": sorted((_indicator(e.record) for e in content.entries["indicator"]), key=_by_id),
        "source": sorted((_source(e.record) for e in content.entries["source"]), key=_by_id),
    }
    rows.registers = [
        _hashed(line(kind, _register_id(entry.record), entry.record), kind=kind)
        for kind in REGISTERS for entry in sorted(content.entries[kind], key=lambda e: _register_id(e.record))
    ]
    _add_statements(rows, content, printed)
    kinds = {**rows.versions, "statement": rows.statements}
    of_kinds = ((kind, row["id"], row["hash"]) for kind, kind_rows in kinds.items() for row in kind_rows)
    rows.hash = release_hash([*of_kinds, *((row["kind"], row["id"], row["hash"]) for row in rows.registers)])
    return rows


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


def _add_statements(rows: Rows, content: Content, printed: Printed) -> None:
    indicators = {entry.record.id: entry.record for entry in content.entries["indicator"]}
    published = {entry.record.id: _day_number(entry.record.published) for entry in content.entries["source"]}
    entries = sorted(content.entries["statement"], key=lambda entry: entry.record.id)
    candidates = [_candidate(entry.record, indicators[entry.record.indicator], published) for entry in entries]
    resolutions = {entry.record.show: entry.record.over for entry in content.entries["resolution"]}
    settled = settle(candidates, resolutions)
    for entry, candidate in zip(entries, candidates, strict=True):
        rows.observations.setdefault(candidate.observed, _period_columns(candidate.observed))
        replaced = printed.get(entry.record.id)
        rows.statements.append(_statement(entry, candidate, settled[entry.record.id], replaced))


def _candidate(statement: Statement, indicator: Indicator, published: dict[str, int]) -> Candidate:
    return Candidate(statement, observation(statement, indicator), indicator, published[statement.source or ""])


def _day_number(published: str) -> int:
    """The last day of a publication's period as an ordinal; 0 where unknown."""
    period = parse.period(published)
    day = period.end or period.start
    return day.toordinal() if day else 0


def _period_columns(observed: Observation) -> dict:
    period = parse.period(observed.period)
    return {
        "period_start": period.start and period.start.isoformat(),
        "period_end": period.end and period.end.isoformat(), "precision": period.precision,
    }


_COPIED = ("id", "value", "value_high", "qualifier", "status", "basis", "edition", "sample_size")
_WORDED = ("said_by", "locator", "note")


def _statement(entry: Entry[Statement], candidate: Candidate, settled: Settled, printed: dict | None) -> dict:
    record = entry.record
    unit = record.unit or candidate.indicator.unit
    known_late: dict[str, object] = {"unit": unit, "sense": candidate.observed.sense}
    if printed:
        known_late["printed"] = printed
    return {
        **{name: getattr(record, name) for name in _COPIED},
        **{name: getattr(record, name) and dumped(getattr(record, name)) for name in _WORDED},
        "observation": candidate.observed, "entity": record.entity, "indicator": record.indicator,
        "source": record.source, "unit": unit, "flags": ";".join(record.flags),
        "printed": dumped(printed) if printed else None, "file": entry.path, "line": entry.node.line,
        "shown": int(settled.shown), "rivals": settled.rivals, "why_shown": settled.why_shown,
        "hash": line("statement", record.id, record, **known_late).hash,
    }
