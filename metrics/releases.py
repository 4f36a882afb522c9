"""The releases of a database: complete states of the data, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, Select, bindparam, inspect, literal_column, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ColumnElement

from loaders import tables


@dataclass(frozen=True)
class Release:
    """One complete state of the data. `made` is the moment of the load (ISO text), `statements` their number.

    `read` is the digest of the files that were loaded last, for whatever release: a load that makes none may have moved statements
    to other lines and files, so what is kept of a release is kept for as long as this stays (loaders.unchanged).
    """

    engine: Engine = field(repr=False)
    number: int
    hash: str
    made: str
    statements: int
    read: str = field(default="", repr=False)

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


_LISTED = tables.release.c


def _asking(*where: ColumnElement, limit: int | None = None) -> tuple[Select, Select]:
    """The question for releases; and the same of a database in which no load has left word of what it has read."""
    told = (_LISTED.number, _LISTED.hash, _LISTED.made, _LISTED.statements)
    read = (literal_column(sql) for sql in ("(SELECT seen FROM loaded)", "''"))
    asked, without = (select(*told, one).where(*where).order_by(_LISTED.number.desc()).limit(limit) for one in read)
    return asked, without


_EVERY, _NEWEST, _ONE = _asking(), _asking(limit=1), _asking(_LISTED.number == bindparam("asked"))
"""Put together once: every request asks for the newest."""


def releases(engine: Engine) -> list[Release]:
    """Every release, newest first; none where nothing was ever loaded."""
    return _found(engine, _EVERY)


def newest(engine: Engine) -> Release | None:
    """The newest release, or None where nothing was ever loaded."""
    return next(iter(_found(engine, _NEWEST)), None)


def release(engine: Engine, number: int) -> Release:
    """The release of this number; UnknownRelease if there is none."""
    for found in _found(engine, _ONE, asked=number):
        return found
    raise UnknownRelease(number)


def _found(engine: Engine, questions: tuple[Select, Select], **params: int) -> list[Release]:
    with engine.connect() as connection:
        return [Release(engine, *row) for row in _rows(connection, questions, params)]


def _rows(connection: Connection, questions: tuple[Select, Select], params: dict[str, int]) -> Sequence[Row]:
    """The rows; none where there is no table yet, which is looked for only when the question fails."""
    asked, without = questions
    try:
        return connection.execute(asked, params).all()
    except DBAPIError:
        connection.rollback()
        present = set(inspect(connection).get_table_names())
        if {tables.release.name, "loaded"} <= present:
            raise
        return connection.execute(without, params).all() if tables.release.name in present else []
