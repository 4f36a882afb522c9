"""The releases of a database: complete states of the data, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, Select, bindparam, inspect, literal_column, select
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


_LISTED = tables.release.c
_EVERY = select(_LISTED.number, _LISTED.hash, _LISTED.made, _LISTED.statements).order_by(_LISTED.number.desc())
_NEWEST = _EVERY.limit(1)
_ONE = _EVERY.where(_LISTED.number == bindparam("asked"))
_MARK = select(_LISTED.number, _LISTED.hash, _LISTED.made, literal_column("(SELECT seen FROM loaded)")).order_by(
    _LISTED.number.desc()).limit(1)
"""Put together once: every request asks for the newest."""


def releases(engine: Engine) -> list[Release]:
    """Every release, newest first; none where nothing was ever loaded."""
    return _found(engine, _EVERY)


def newest(engine: Engine) -> Release | None:
    """The newest release, or None where nothing was ever loaded."""
    return next(iter(_found(engine, _NEWEST)), None)


def mark(engine: Engine) -> str:
    """A text that changes with whatever is told of any release: with the newest, and with every load of other files. One that says
    nothing new makes no release, and yet a statement may stand on another line since. Empty where nothing was ever loaded."""
    try:
        with engine.connect() as connection:
            found = connection.execute(_MARK).first()
    except DBAPIError:  # a database that no load has left word in
        found = (one := newest(engine)) and (one.number, one.hash, one.made, None)
    return " ".join(map(str, found)) if found else ""


def release(engine: Engine, number: int) -> Release:
    """The release of this number; UnknownRelease if there is none."""
    for found in _found(engine, _ONE, asked=number):
        return found
    raise UnknownRelease(number)


def _found(engine: Engine, question: Select, **params: int) -> list[Release]:
    with engine.connect() as connection:
        return [Release(engine, *row) for row in _rows(connection, question, params)]


def _rows(connection: Connection, question: Select, params: dict[str, int]) -> Sequence[Row]:
    """The rows; none where there is no table yet, which is looked for only when the question fails."""
    try:
        return connection.execute(question, params).all()
    except DBAPIError:
        connection.rollback()
        if inspect(connection).has_table(tables.release.name):
            raise
        return []
