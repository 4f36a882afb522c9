"""Many rows at once, in and out, the fast way of each database: prepared rows on SQLite, COPY on PostgreSQL."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
from psycopg.copy import QueuedLibpqWriter
from sqlalchemy import Connection, Table, bindparam, text
from sqlalchemy.sql import Select

from loaders import digest, tables

CHUNK = 50_000
_AT_ONCE = 32
"""Rows of one INSERT on SQLite: with more of them it becomes no faster."""
_INT4 = frozenset({"sample_size", "line", "standing", "first_release", "last_release"})
_FLOAT8 = frozenset({"value", "value_high"})


Columns = Mapping[str, "np.ndarray | int"]
"""Columns of whole numbers and, for the values, of floats; a single number stands in every row. NaN, and the least number in
`sample_size`, are stored as nothing."""


def insert(connection: Connection, table: Table, columns: Columns, count: int) -> None:
    """Insert rows."""
    if not count:
        return
    if connection.dialect.name == "postgresql":
        with _copying(connection, table, columns) as write:
            write(columns, count)
    else:
        _prepared(connection, table, *_parted(columns, count))


@contextmanager
def inserting(connection: Connection, table: Table, names: Iterable[str]) -> Iterator[Callable[[Columns, int], None]]:
    """Inserts rows of these columns into a table made in this transaction, many times over; meanwhile nothing else may be
    asked of the database. PostgreSQL stores some rows while the next are made."""
    if connection.dialect.name == "postgresql":
        with _copying(connection, table, names, fresh=True) as write:
            yield write
    else:
        yield lambda columns, count: insert(connection, table, columns, count)


def _parted(columns: Columns, count: int) -> tuple[dict[str, np.ndarray], dict[str, int | None]]:
    """Columns that vary, and those that are the same in all rows."""
    varied = {name: cells for name, cells in columns.items() if isinstance(cells, np.ndarray)}
    same: dict[str, Any] = {name: cells for name, cells in columns.items() if name not in varied}
    for name, cells in list(varied.items()):
        gaps = _absent(name, cells)
        if gaps.all() or not gaps.any() and count > 1 and name not in _FLOAT8 and (cells == cells[0]).all():
            same[name] = None if gaps.all() else int(cells[0])
            del varied[name]
    return varied, same


def _absent(name: str, cells: np.ndarray) -> np.ndarray:
    """Which cells hold nothing."""
    if name in _FLOAT8:
        return np.isnan(cells)
    return ~digest.has_sample(cells) if name == "sample_size" else np.zeros(1, bool)


def _prepared(connection: Connection, table: Table, varied: Mapping[str, np.ndarray], same: Mapping[str, int | None]) -> None:
    """Some rows with each statement: to begin and end one costs SQLite as much as a row."""
    row = f"({', '.join([*('?' for _ in varied), *('NULL' if one is None else str(int(one)) for one in same.values())])})"
    sql = f"INSERT INTO {table.name} ({', '.join([*varied, *same])}) VALUES "
    width = len(varied)
    count = max((len(cells) for cells in varied.values()), default=0)
    cells: list[Any] = [None] * (count * width)
    for place, (name, given) in enumerate(varied.items()):
        cells[place::width] = _plain(name, given)
    whole, step = count // _AT_ONCE * _AT_ONCE * width, _AT_ONCE * width
    into = driver(connection)
    into.executemany(sql + ", ".join([row] * _AT_ONCE), (cells[at:at + step] for at in range(0, whole, step)))
    into.executemany(sql + row, (cells[at:at + width] for at in range(whole, len(cells), width)))


def _plain(name: str, cells: np.ndarray) -> list:
    """Python's own numbers; the driver stores NaN as nothing."""
    if name == "sample_size" and not digest.has_sample(cells).all():
        return [size if given else None for size, given in zip(cells.tolist(), digest.has_sample(cells).tolist(), strict=True)]
    return cells.tolist()


@contextmanager
def _copying(connection: Connection, table: Table, names: Iterable[str], *,
             fresh: bool = False) -> Iterator[Callable[[Columns, int], None]]:
    """One COPY in PostgreSQL's binary form, for many batches of rows. Rows of a `fresh` table need not be looked at once more to
    be known as there."""
    form = "FORMAT BINARY, FREEZE" if fresh else "FORMAT BINARY"
    with driver(connection).cursor() as cursor:
        sql = f"COPY {table.name} ({', '.join(names)}) FROM STDIN ({form})"
        with cursor.copy(sql, writer=QueuedLibpqWriter(cursor) if fresh else None) as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))

            def write(columns: Columns, count: int) -> None:
                for packed in _packed_alike({name: columns[name] for name in names}, count):
                    copy.write(packed)
            yield write
            copy.write(b"\xff\xff")


def _packed_alike(columns: Columns, count: int) -> Iterator[bytes]:
    """Rows in binary form: those that lack the same cells have one length, and are made in one go."""
    given = {name: cells if isinstance(cells, np.ndarray) else np.full(count, cells) for name, cells in columns.items()}
    absent = {name: _absent(name, cells) for name, cells in given.items() if name in _FLOAT8 or name == "sample_size"}
    pattern = np.zeros(count, np.int64)
    for bit, gaps in enumerate(absent.values()):
        pattern |= gaps.astype(np.int64) << bit
    for one in np.unique(pattern):
        gone = {name for bit, name in enumerate(absent) if one >> bit & 1}
        yield _packed(given, gone, pattern == one)


def _packed(given: Mapping[str, np.ndarray], gone: set[str], here: np.ndarray) -> bytes:
    """The rows `here` in binary form; the cells of the columns `gone` are empty."""
    fields: list[tuple] = [("fields", ">i2")]
    for name in given:
        fields.append((f"{name}_length", ">i4"))
        if name not in gone:
            fields.append((name, _form(name)))
    rows = np.zeros(int(here.sum()), np.dtype(fields))
    rows["fields"] = len(given)
    for name, cells in given.items():
        rows[f"{name}_length"] = -1 if name in gone else rows.dtype[name].itemsize
        if name not in gone:
            rows[name] = cells[here]
    return rows.tobytes()


def _form(name: str) -> str:
    return ">f8" if name in _FLOAT8 else ">i4" if name in _INT4 else ">i8"


def driver(connection: Connection):
    """The driver's own connection, for what SQLAlchemy would do row by row."""
    return connection.connection.driver_connection


def columns(connection: Connection, asked: Select) -> Iterator[dict[str, tuple]]:
    """The rows of a query by columns, some thousands at a time."""
    names = [column.name for column in asked.selected_columns]
    sql = str(asked.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    named = {"name": "stored"} if connection.dialect.name == "postgresql" else {}  # a plain cursor there would take all rows at once
    with closing(driver(connection).cursor(**named)) as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(CHUNK):
            yield dict(zip(names, zip(*rows, strict=True), strict=True))


def among(connection: Connection, column: str, name: str = "keys") -> str:
    """SQL: whether a column is one of the keys of a parameter (see `listed`), however many there are."""
    if connection.dialect.name == "postgresql":
        return f"{column} = ANY(:{name})"
    return f"{column} IN (SELECT value FROM json_each(:{name}))"


def listed(connection: Connection, keys: Iterable) -> Any:
    """Keys (or ids) as the parameter of `among`."""
    whole = [key.item() if isinstance(key, np.generic) else key for key in keys]
    return whole if connection.dialect.name == "postgresql" else json.dumps(whole)


def end(connection: Connection, table: Table, keys: Sequence[int] | np.ndarray, last: int) -> None:
    """Let the rows of these keys end with a release."""
    ending = text(f"UPDATE {table.name} SET last_release = :last WHERE {among(connection, 'key')}")
    for start in range(0, len(keys), CHUNK):
        connection.execute(ending, {"last": last, "keys": listed(connection, keys[start:start + CHUNK])})


def place(connection: Connection, keys: np.ndarray, attributes: np.ndarray, lines: np.ndarray) -> None:
    """Let statements follow their place in the files: the same is said, on another line."""
    moved = [keys.tolist(), attributes.tolist(), lines.tolist()]
    if connection.dialect.name == "postgresql":
        connection.execute(text(
            "UPDATE statement SET attributes = moved.attributes, line = moved.line FROM unnest(CAST(:keys AS bigint[]), "
            "CAST(:attributes AS bigint[]), CAST(:lines AS int[])) AS moved(key, attributes, line) WHERE statement.key = moved.key"),
            dict(zip(("keys", "attributes", "lines"), moved, strict=True)))
    else:
        driver(connection).executemany(
            "UPDATE statement SET attributes = ?2, line = ?3 WHERE key = ?1", zip(*moved, strict=True))


def number(connection: Connection, keys: Sequence[int], ids: Sequence[str]) -> None:
    """Keep the written ids of statements."""
    table = tables.written
    connection.execute(table.insert().values(key=bindparam("key"), id=bindparam("id")),
                       [{"key": key, "id": id_} for key, id_ in zip(keys, ids, strict=True)])
