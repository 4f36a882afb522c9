"""What is said of entities, indicators, sources and in the registers, from one release to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, Table, insert, select

from loaders import bulk, tables
from loaders.prepare import State

_CHUNK = 5_000
_SETTLING = frozenset({"indicator", "source", "resolution"})
"""A change of these may change which statement an observation shows."""


class _Kept(NamedTuple):
    """How a table is compared: the columns that name a row, and those that must be the same."""

    table: Table
    named_by: tuple[str, ...]
    same: tuple[str, ...]


_KEPT = {
    "entity": _Kept(tables.entity_version, ("entity",), ("hash", "region", "country", "search")),
    "indicator": _Kept(tables.indicator_version, ("indicator",), ("hash", "search")),
    "source": _Kept(tables.source_version, ("source",), ("hash", "search")),
    "register": _Kept(tables.register, ("kind", "id"), ("hash",)),
}


@dataclass(frozen=True)
class Change:
    """What a table needs: keys of the rows that end, rows that begin; `settles` where what is shown may change with it."""

    kind: str
    gone: list[int]
    new: list[dict]
    settles: bool


def changes(connection: Connection, state: State, keys: Mapping[str, Mapping[str, int]]) -> list[Change]:
    """The changes of every kind; `keys` are those of the identities by kind and id."""
    rows: dict[str, list[dict]] = {
        kind: [{kind: keys[kind][row["id"]], **{name: row[name] for name in row if name != "id"}} for row in versions]
        for kind, versions in state.versions.items()
    }
    rows["register"] = state.registers
    return [_between(connection, kind, kept, rows[kind]) for kind, kept in _KEPT.items()]


def _between(connection: Connection, kind: str, kept: _Kept, rows: Iterable[dict]) -> Change:
    """Compare the current rows of a table with those that are to be."""
    stored = _current(connection, kept)
    new = []
    for row in rows:
        identity = tuple(row[name] for name in kept.named_by)
        found = stored.get(identity)
        if found and found[1] == tuple(row[name] for name in kept.same):
            del stored[identity]
        else:
            new.append(row)
    touched = {row.get("kind") for row in new} | {identity[0] for identity in stored} if kind == "register" else {kind}
    gone = sorted(key for key, _ in stored.values())
    return Change(kind, gone, new, bool((gone or new) and _SETTLING & touched))


def _current(connection: Connection, kept: _Kept) -> dict[tuple, tuple[int, tuple]]:
    """By what names it: the key of each current row, and what must be the same."""
    table, named = kept.table, len(kept.named_by) + 1
    columns = [table.c[name] for name in ("key", *kept.named_by, *kept.same)]
    current = select(*columns).where(table.c.last_release == tables.OPEN)
    return {tuple(row[1:named]): (row[0], tuple(row[named:])) for row in connection.execute(current)}


def write(connection: Connection, found: Sequence[Change], number: int) -> None:
    """End and begin the rows as of a release."""
    for change in found:
        table = _KEPT[change.kind].table
        bulk.end(connection, table, change.gone, number - 1)
        for start in range(0, len(change.new), _CHUNK):
            connection.execute(insert(table), [{**row, "first_release": number} for row in change.new[start:start + _CHUNK]])
