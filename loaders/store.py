"""Writing one release into a database, in one transaction or none."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import URL, Connection, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from loaders import indexes, tables, unchanged
from loaders.databases import StoreError, engine, sqlite_file
from loaders.dimensions import Full
from loaders.prepare import State
from loaders.sync import Written, write

__all__ = ["StoreError", "engine", "save"]

LOAD_LOCK = 7_233_071
"""The advisory lock that loads take on PostgreSQL: one at a time."""

FORMER_VERSION = 2
"""Has all tables but `recipe_blocks`."""


def save(address: str, state: State, progress: Callable[[str], None], seen: str = "") -> Written:
    """Store a state of the data as a new release, or find that the newest release is the same.

    One transaction: whatever fails, nothing of it stays. `seen` is the digest of the files that the state was read from
    (loaders.unchanged), kept where it is known. Raises StoreError.
    """
    made = engine(address, writing=True)
    path = sqlite_file(made.url)
    is_new = path is not None and not path.exists()
    try:
        with _plain_errors(made.url), made.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOAD_LOCK})
                connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))  # for the index of a first load
                connection.execute(text("SET LOCAL work_mem = '64MB'"))  # for finding what is newest
                connection.execute(text("SET LOCAL jit = off"))  # no query here is worth being compiled
            _ready(connection)
            written = write(connection, state, progress)
            if seen:
                unchanged.remember(connection, seen, written.release)
            return written
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
        indexes.leave_for_later(connection)
        connection.execute(tables.breakdown.insert().values(key=tables.WHOLE, text=""))
        return
    version = _version(connection, present)
    if version is None:
        raise StoreError("the database holds tables of something else; write the address of one of our own")
    if version == FORMER_VERSION:
        version = _brought_up(connection)
    if version != tables.SCHEMA_VERSION:
        raise StoreError(f"the database is of version {version}, this program writes version {tables.SCHEMA_VERSION}; "
                       "delete it and load again, the files in data/ are the truth")


def _brought_up(connection: Connection) -> int:
    """A database of the former version, with the table that it lacks; its releases stay. The program before refuses it from now
    on: it would change files without telling that table."""
    tables.recipe_blocks.create(connection, checkfirst=True)
    connection.execute(update(tables.release).values(schema_version=tables.SCHEMA_VERSION))
    return tables.SCHEMA_VERSION


def _version(connection: Connection, present: set[str]) -> int | None:
    """The version a database was made with; None where it is not ours."""
    if not set(tables.metadata.tables) & present or "release" not in present:
        return None
    columns = {column["name"] for column in inspect(connection).get_columns("release")}
    if not set(tables.release.c.keys()) <= columns:
        return None
    return connection.execute(select(tables.release.c.schema_version).limit(1)).scalar()
