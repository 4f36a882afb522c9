"""The databases: opening them, and writing one release in one transaction or none.

SQLite is the default, PostgreSQL is the same code. Readers use `engine` too.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from loaders import tables
from loaders.dimensions import Full
from loaders.prepare import State
from loaders.sync import Written, write

LOAD_LOCK = 7_233_071
"""The advisory lock that loads take on PostgreSQL: one at a time."""

_BUSY_SECONDS = 30
_CACHE_KIB = 64_000
"""What a load on SQLite keeps in memory of the file: sorting an index takes half the time of the usual 2,000."""
_PAGE_BYTES = 8_192
"""Twice the usual: pages are begun, split and written half as often."""
_SQLITE_HEADER = b"SQLite format 3\x00"
_WAL_IS_SAFE = (3, 51, 3)
"""Versions before it can lose a write when a WAL is reset under several connections."""


class StoreError(Exception):
    """A database that cannot be used; the message says what to do."""


def engine(address: str, *, writing: bool = False) -> Engine:
    """The engine of an address (`sqlite:///atlas.db`, `postgresql://...`). Raises StoreError with plain words.

    Without `writing` nothing can be written through it, and an SQLite file must be there already.
    """
    try:
        url = make_url(address)
    except ArgumentError:
        raise StoreError(f"{address!r} is no database address; write sqlite:///atlas.db or postgresql://...") from None
    if url.get_backend_name() == "sqlite":
        _look_at_file(url, writing)
        made = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
        _prepare_sqlite(made, writing)
        return made
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        made = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        if not writing:
            event.listen(made, "connect", lambda connection, _: setattr(connection, "read_only", True))
        return made
    raise StoreError(f"{url.drivername} is no database this program knows; write sqlite:/// or postgresql://")


def _sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite address; None for one in memory or given as a `file:` address."""
    named = url.database and url.database != ":memory:" and not url.database.startswith("file:")
    return Path(url.database) if named else None


def _look_at_file(url: URL, writing: bool) -> None:
    path = _sqlite_file(url)
    if path is None:
        return
    if not path.exists():
        if not writing:
            raise StoreError(f"{path} is not there; load the data first")
        path.parent.mkdir(parents=True, exist_ok=True)
        return
    if path.is_dir():
        raise StoreError(f"{path} is a folder; write the address of a file")
    with path.open("rb") as stream:
        head = stream.read(len(_SQLITE_HEADER))
    if not head and not writing:
        raise StoreError(f"{path} is empty (0 bytes) and holds no release; load the data first")
    if head and head != _SQLITE_HEADER:  # an empty file is what a first load leaves that was killed: nothing in it can be lost
        raise StoreError(f"{path} is not an SQLite database; write another address")
    if writing and not os.access(path, os.W_OK):
        raise StoreError(f"{path} cannot be written; change its permissions or write another address")


def _prepare_sqlite(made: Engine, writing: bool) -> None:
    """Transactions by our own BEGIN: the driver's legacy mode would not roll back the making of tables."""

    @event.listens_for(made, "connect")
    def _connected(connection, _record) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        if writing:
            wal = made.dialect.dbapi.sqlite_version_info >= _WAL_IS_SAFE
            connection.execute(f"PRAGMA page_size={_PAGE_BYTES}")  # of a new file; an old one stays as it is
            connection.execute(f"PRAGMA journal_mode={'WAL' if wal else 'DELETE'}")
            connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        else:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def save(address: str, state: State, progress: Callable[[str], None]) -> Written:
    """Store a state of the data as a new release, or find that the newest release is the same.

    One transaction: whatever fails, nothing of it stays. Raises StoreError.
    """
    made = engine(address, writing=True)
    path = _sqlite_file(made.url)
    is_new = path is not None and not path.exists()
    try:
        with _plain_errors(made.url), made.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOAD_LOCK})
                connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))  # for the index of a first load
                connection.execute(text("SET LOCAL work_mem = '64MB'"))  # for finding what is newest
            _ready(connection)
            return write(connection, state, progress)
    finally:
        made.dispose()
        if is_new and path.exists() and path.stat().st_size == 0:
            path.unlink()


@contextmanager
def _plain_errors(url: URL) -> Iterator[None]:
    """What the drivers say of a database that cannot be used, in plain words."""
    try:
        yield
    except Full as error:
        raise StoreError(str(error)) from None
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        raise StoreError(f"{url.render_as_string()} cannot be used: {_advice(said)}") from error


def _advice(said: str) -> str:
    for sign, advice in _ADVICE.items():
        if sign in said:
            return advice
    return " ".join(said.split())


_ADVICE = {
    "readonly database": "it is read-only; change its permissions or write another address",
    "not a database": "it is not an SQLite database; write another address",
    "malformed": "the file is damaged; delete it and load again",
    "disk is full": "the disk is full",
    "database is locked": "another program has been writing to it for long; try again",
    "unable to open": "the file cannot be opened; look at the path and the permissions",
}


def _ready(connection: Connection) -> None:
    """Make the tables in an empty database; refuse one that is not ours or of another version."""
    present = set(inspect(connection).get_table_names())
    ours = set(tables.metadata.tables)
    if not present & ours and not (present and connection.dialect.name == "sqlite"):
        tables.metadata.create_all(connection)
        tables.SERIES.drop(connection)  # made once the first rows are there
        connection.execute(tables.breakdown.insert().values(key=tables.WHOLE, text=""))
        return
    version = _version(connection, present)
    if version is None:
        raise StoreError("the database holds tables of something else; write the address of one of our own")
    if version != tables.SCHEMA_VERSION:
        raise StoreError(f"the database is of version {version}, this program writes version {tables.SCHEMA_VERSION}; "
                       "delete it and load again, the files in data/ are the truth")


def _version(connection: Connection, present: set[str]) -> int | None:
    """The version a database was made with; None where it is not ours."""
    if not set(tables.metadata.tables) & present or "release" not in present:
        return None
    columns = {column["name"] for column in inspect(connection).get_columns("release")}
    if not set(tables.release.c.keys()) <= columns:
        return None
    return connection.execute(select(tables.release.c.schema_version).limit(1)).scalar()
