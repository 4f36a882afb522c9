"""The releases of a database: complete states of the data, each with its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, Select, inspect, select
from sqlalchemy.exc import DBAPIError

from loaders import tables


@dataclass(frozen=True)
class Release:
    """One complete state of the data. `made` is the moment of the load (ISO text), `statements` their number."""

    engine: Engine = field(repr=False)
    number: int
    hash: str
    made: str
    statements: int

    @property
    def short(self) -> str:
        """The first eight signs of the hash, for people."""
        return self.hash[:8]

    @property
    def day(self) -> date:
        """The day of the load."""
        return datetime.fromisoformat(self.made).date()


class UnknownRelease(LookupError):
    """No release has this number."""


def releases(engine: Engine) -> list[Release]:
    """Every release, newest first; none where nothing was ever loaded."""
    with engine.connect() as connection:
        return list(_releases(connection))


def newest(engine: Engine) -> Release | None:
    """The newest release, or None where nothing was ever loaded."""
    with engine.connect() as connection:
        return next(_releases(connection, limit=1), None)


def release(engine: Engine, number: int) -> Release:
    """The release of this number; UnknownRelease if there is none."""
    with engine.connect() as connection:
        found = next(_releases(connection, number=number), None)
    if found is None:
        raise UnknownRelease(number)
    return found


def _releases(connection: Connection, *, number: int | None = None, limit: int | None = None) -> Iterator[Release]:
    table = tables.release.c
    asked = select(table.number, table.hash, table.made, table.statements).order_by(table.number.desc()).limit(limit)
    if number is not None:
        asked = asked.where(table.number == number)
    for row in _rows(connection, asked):
        yield Release(connection.engine, *row)


def _rows(connection: Connection, asked: Select) -> Sequence[Row]:
    """The rows; none where there is no table yet, which is looked for only when the question fails."""
    try:
        return connection.execute(asked).all()
    except DBAPIError:
        connection.rollback()
        if inspect(connection).has_table(tables.release.name):
            raise
        return []
