"""Indexes of large tables, made once the first rows are there: sorting rows takes less time than putting each in its place."""

from sqlalchemy import Connection, Table, text

from loaders import tables

_LARGE = (tables.statement, tables.latest)


def leave_for_later(connection: Connection) -> None:
    """Drop what would be kept up to date with each row. SQLite keeps rows by their key and needs no index for it."""
    tables.SERIES.drop(connection)
    for index in tables.latest.indexes:
        index.drop(connection)
    if connection.dialect.name == "postgresql":
        for table in _LARGE:
            connection.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {table.name}_pkey"))


def make(connection: Connection, table: Table) -> None:
    """Make the indexes of one of the large tables that were left for later."""
    if connection.dialect.name == "postgresql":
        (key,) = table.primary_key
        connection.execute(text(f"ALTER TABLE {table.name} ADD PRIMARY KEY ({key.name})"))
    for index in [tables.SERIES] if table is tables.statement else table.indexes:
        index.create(connection)
