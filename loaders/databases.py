"""The databases: opening them. SQLite is the default, PostgreSQL is the same code; readers and writers come through here."""

import os
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

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


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite address; None for one in memory or given as a `file:` address."""
    named = url.database and url.database != ":memory:" and not url.database.startswith("file:")
    return Path(url.database) if named else None


def _look_at_file(url: URL, writing: bool) -> None:
    path = sqlite_file(url)
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
