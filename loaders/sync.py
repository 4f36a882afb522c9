"""From one release to the next: what is gone or changed ends, what is new begins, the rest stays."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from loaders import tables
from loaders.observe import Observation
from loaders.prepare import Rows

_CHUNK = 5_000


@dataclass(frozen=True)
class Written:
    """The release that holds the data now; `added` and `ended` count the rows of all kinds that changed."""

    release: int
    new: bool
    hash: str
    added: int = 0
    ended: int = 0


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
    "statement": _Kept(tables.statement, ("id",), ("hash", "shown", "rivals", "why_shown")),
}


def write(connection: Connection, rows: Rows, progress: Callable[[str], None]) -> Written:
    """Write the rows as the next release; with no change there is none."""
    last = _last_release(connection)
    number = (last.number if last else 0) + 1
    keys = {kind: _identities(connection, kind, rows) for kind in rows.versions}
    keyed = _keyed(connection, rows, keys)
    changes = {kind: _Change.between(connection, _KEPT[kind], found) for kind, found in keyed.items()}
    added = sum(len(change.new) for change in changes.values())
    ended = sum(len(change.gone) for change in changes.values())
    _refresh_places(connection, changes["statement"])
    if last and not added and not ended:
        return Written(last.number, False, last.hash)
    made = {"number": number, "hash": rows.hash, "made": datetime.now(UTC).isoformat(timespec="seconds")}
    counted = {"statements": len(rows.statements), "schema_version": tables.SCHEMA_VERSION}
    connection.execute(insert(tables.release), made | counted)
    for kind, change in changes.items():
        _end(connection, _KEPT[kind].table, change.gone, number - 1)
        for done in _insert(connection, _KEPT[kind].table, change.new, first_release=number):
            progress(f"{kind}: {done} of {len(change.new)} rows written")
    return Written(number, True, rows.hash, added, ended)


def _last_release(connection: Connection):
    table = tables.release
    return connection.execute(select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)).first()


def _identities(connection: Connection, kind: str, rows: Rows) -> dict[str, int]:
    """The key of every id of a kind; new ids are given one."""
    table = tables.metadata.tables[kind]
    known = dict(connection.execute(select(table.c.id, table.c.key)).all())
    new = [{"id": row["id"]} for row in rows.versions[kind] if row["id"] not in known]
    if not new:
        return known
    list(_insert(connection, table, new))
    return dict(connection.execute(select(table.c.id, table.c.key)).all())


def _observations(connection: Connection, rows: Rows, keys: dict[str, dict[str, int]]) -> dict[Observation, int]:
    """The key of every observation; new ones are given one."""
    table = tables.observation
    identity = [table.c[name] for name in Observation._fields]
    asked = select(*identity, table.c.key)

    def stored() -> dict[tuple, int]:
        return {tuple(row[:-1]): row[-1] for row in connection.execute(asked)}

    named = {
        observed: (keys["entity"][observed.entity], keys["indicator"][observed.indicator], *observed[2:])
        for observed in rows.observations
    }
    known = stored()
    new = [
        dict(zip(Observation._fields, named[observed], strict=True)) | columns
        for observed, columns in rows.observations.items() if named[observed] not in known
    ]
    if new:
        list(_insert(connection, table, new))
        known = stored()
    return {observed: known[identity] for observed, identity in named.items()}


def _keyed(connection: Connection, rows: Rows, keys: dict[str, dict[str, int]]) -> dict[str, list[dict]]:
    """The rows by kind with keys in place of ids. Statements are changed in place: copies would fill the memory."""
    found = {
        kind: [{kind: keys[kind][row["id"]], **{name: row[name] for name in row if name != "id"}} for row in versions]
        for kind, versions in rows.versions.items()
    }
    observed = _observations(connection, rows, keys)
    found["register"] = rows.registers
    for row in rows.statements:
        row["observation"] = observed[row["observation"]]
        row.update({kind: keys[kind][row[kind]] for kind in keys})
    found["statement"] = rows.statements
    return found


@dataclass(frozen=True)
class _Change:
    """What a table needs: keys of the rows that end, rows that begin, and the key of each row that stays."""

    gone: list[int]
    new: list[dict]
    staying: list[tuple[int, dict]]

    @classmethod
    def between(cls, connection: Connection, kept: _Kept, rows: Iterable[dict]) -> "_Change":
        """Compare the current rows of a table with those that are to be."""
        stored = _current(connection, kept)
        new, staying = [], []
        for row in rows:
            identity = tuple(row[name] for name in kept.named_by)
            found = stored.get(identity)
            if found and found[1] == tuple(row[name] for name in kept.same):
                staying.append((found[0], row))
                del stored[identity]
            else:
                new.append(row)
        return cls(sorted(key for key, _ in stored.values()), new, staying)


def _current(connection: Connection, kept: _Kept) -> dict[tuple, tuple[int, tuple]]:
    """By what names it: the key of each current row, and what must be the same."""
    table, named = kept.table, len(kept.named_by) + 1
    columns = [table.c[name] for name in ("key", *kept.named_by, *kept.same)]
    current = select(*columns).where(table.c.last_release == tables.OPEN)
    return {tuple(row[1:named]): (row[0], tuple(row[named:])) for row in connection.execute(current)}


def _refresh_places(connection: Connection, change: _Change) -> None:
    """Statements that say the same from another line: the row stays, its file and line follow."""
    table = tables.statement
    asked = select(table.c.key, table.c.file, table.c.line).where(table.c.last_release == tables.OPEN)
    stored = {row.key: (row.file, row.line) for row in connection.execute(asked)}
    moved = [
        {"at": key, "file": row["file"], "line": row["line"]}
        for key, row in change.staying if stored[key] != (row["file"], row["line"])
    ]
    if moved:
        connection.execute(update(table).where(table.c.key == bindparam("at")), moved)


def _end(connection: Connection, table: Table, gone: Sequence[int], last: int) -> None:
    if gone:
        ending = update(table).where(table.c.key == bindparam("at")).values(last_release=last)
        connection.execute(ending, [{"at": key} for key in gone])


def _insert(connection: Connection, table: Table, rows: Sequence[dict], **everywhere: int) -> Iterator[int]:
    """Insert prepared rows in chunks; yields how many are written so far."""
    for start in range(0, len(rows), _CHUNK):
        chunk = [{**row, **everywhere} for row in rows[start:start + _CHUNK]]
        connection.execute(insert(table), chunk)
        yield start + len(chunk)


