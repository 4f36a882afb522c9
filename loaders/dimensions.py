"""The dictionaries of a load, read from the tables and written back to them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table, insert, select, update

from loaders import tables
from loaders.keys import EXPECTED, Book, Shared, Slots, period_columns


def book(connection: Connection, kinds: Mapping[str, str]) -> Book:
    """The dictionaries as the database knows them; `kinds` is the period kind of each indicator."""
    found = Book(Slots(_paths(connection)))
    found.kinds = dict(kinds)
    for identity in (tables.entity, tables.indicator, tables.source, tables.recipe):
        getattr(found, identity.name).know(connection.execute(select(identity.c.key, identity.c.id)))
    period, breakdown = tables.period.c, tables.breakdown.c
    periods = connection.execute(select(period.key, period.text, period.sense))
    found.period.know((key, (text, sense)) for key, text, sense in periods)
    found.breakdown.know(connection.execute(select(breakdown.key, breakdown.text)))
    found.attributes.know(_shared(connection, found))
    return found


def _paths(connection: Connection) -> dict[int, str]:
    file = tables.file.c
    return dict(connection.execute(select(file.slot, file.path).where(file.last_release == tables.OPEN)).all())


def _shared(connection: Connection, found: Book) -> Iterable[tuple[int, Shared]]:
    columns = [tables.attributes.c[name] for name in ("key", *Shared._fields)]
    for key, source, *rest in connection.execute(select(*columns)):
        yield key, Shared(found.source.names[source], *rest)


def identities(connection: Connection, found: Book, kind: str, ids: Iterable[str]) -> None:
    """Give every id of a kind its key."""
    dictionary = getattr(found, kind)
    for id_ in ids:
        dictionary.key(id_)
    _put(connection, tables.metadata.tables[kind], [{"key": key, "id": id_} for key, id_ in dictionary.fresh])
    dictionary.fresh.clear()


class Full(ValueError):
    """More names of a kind than the tables have room for."""


def save(connection: Connection, found: Book) -> None:
    """Write the periods, breakdowns and attributes that are new. Raises Full."""
    for name, room in tables.ROOM.items():
        if len(getattr(found, name).names) - 1 > room:
            raise Full(f"there are more than {room} of the kind {name}; the tables have no room for more")
    _put(connection, tables.period, [
        {"key": key, "text": text, "sense": sense, **period_columns(text)} for key, (text, sense) in found.period.fresh])
    _put(connection, tables.breakdown, [{"key": key, "text": text} for key, text in found.breakdown.fresh])
    _put(connection, tables.attributes, [
        {**shared._asdict(), "key": key, "source": found.source.keys[shared.source], "expected": int(shared.status in EXPECTED)}
        for key, shared in found.attributes.fresh])


def _put(connection: Connection, table: Table, rows: list[dict]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def files(connection: Connection, slots: Slots, number: int, *, new: bool) -> None:
    """Write which file is in which slot: from a new release on, or, where nothing else has changed, in the last one."""
    changed = {slot: path for slot, path in slots.paths.items() if slots.before.get(slot) != path}
    table = tables.file
    for slot, path in changed.items():
        current = (table.c.slot == slot) & (table.c.last_release == tables.OPEN)
        if slot in slots.before and not new:
            connection.execute(update(table).where(current).values(path=path))
            continue
        connection.execute(update(table).where(current).values(last_release=number - 1))
        connection.execute(insert(table).values(slot=slot, path=path, first_release=number, last_release=tables.OPEN))
