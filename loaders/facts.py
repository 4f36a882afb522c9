"""The statements of one origin (the source files, or one import) from one release to the next.

They arrive in batches and are held against what is stored by their digests: what is stored already stays, what is new is
written at once, what did not come again ends. So a file of millions of rows passes in bounded memory, and a change
writes only what it changes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import Connection, func, select, text

from loaders import bulk, digest, tables
from loaders.batch import BLOCK_BITS
from loaders.digest import Digest
from loaders.keys import Book, Keyed, identity

_OBSERVATION = ("indicator", "entity", "breakdown", "period")
_KEYS = (*_OBSERVATION, "attributes")
_ALONE = {"standing": tables.standing("only", 0), "last_release": tables.OPEN}


@dataclass
class Change:
    """What an origin brings: the digest of all its statements, keys of rows that begin (first, behind the last) and end."""

    digest: Digest
    first: int
    behind: int
    ended: np.ndarray

    @property
    def begun(self) -> int:
        """How many rows begin."""
        return self.behind - self.first

    @property
    def any(self) -> bool:
        """Whether there is a change at all."""
        return bool(self.begun or len(self.ended))


class Stored:
    """Current statements of an origin: their keys, digests and places, in the order of the digests; `digest` is that of all."""

    def __init__(self, parts: list[tuple[np.ndarray, ...]], total: Digest) -> None:
        self.digest = total
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0, np.int64)] * 5
        high, low, keys, attributes, lines = columns
        order = np.argsort(high, kind="stable")
        self.high, self.low, self.keys = high[order], low[order], keys[order]
        self.attributes, self.lines = attributes[order], lines[order]
        self.seen = np.zeros(len(keys), bool)

    def find(self, digests: np.ndarray) -> np.ndarray:
        """Where each of the rows stands, -1 for one that is not stored; what is found counts as seen."""
        if not len(self.keys):
            return np.full(digests.shape[1], -1)
        at = np.minimum(np.searchsorted(self.high, digests[0]), len(self.keys) - 1)
        same = (self.high[at] == digests[0]) & (self.low[at] == digests[1])
        self.seen[at[same]] = True
        return np.where(same, at, -1)

    @property
    def gone(self) -> np.ndarray:
        """The keys of the rows that did not come again."""
        return np.sort(self.keys[~self.seen])


def write(connection: Connection, book: Book, recipe: str, batches: Iterable[Keyed], number: int) -> Change:
    """Write the statements of an origin as of a release; `recipe` is empty for the source files."""
    if number == 1 and recipe:
        return _first(connection, book, recipe, batches)
    return _written(connection, book, recipe, batches, number, stored(connection, book, recipe))


def _first(connection: Connection, book: Book, recipe: str, batches: Iterable[Keyed]) -> Change:
    """Write the statements of an import where nothing is stored yet."""
    first = behind = bounds(book.recipe.key(recipe))[0] + 1
    total = Digest()
    with bulk.inserting(connection, tables.statement, tables.statement.c.keys()) as insert:
        for keyed in batches:
            total = total.plus(digest.summed(keyed.digests))
            count = keyed.digests.shape[1]
            insert({"key": np.arange(behind, behind + count), **keyed.columns, **_ALONE, "first_release": 1}, count)
            behind += count
    return Change(total, first, behind, np.zeros(0, np.int64))


def mend(connection: Connection, book: Book, recipe: str, batches: Iterable[Keyed], number: int, held: Stored,
         digest_before: Digest) -> Change | None:
    """Write the statements of those parts of an origin that had the statements `held`; the rest stays, unseen.

    None, and nothing is written, where one of them says again what the rest says.
    """
    attempt = connection.begin_nested()
    change = _written(connection, book, recipe, batches, number, held)
    if _says_again(connection, change, bounds(book.recipe.key(recipe))):
        attempt.rollback()
        return None
    attempt.commit()
    return replace(change, digest=digest_before.minus(held.digest).plus(change.digest))


def _says_again(connection: Connection, change: Change, within: tuple[int, int]) -> bool:
    """Whether a row that begins is about what another current row of its origin is about."""
    same = " AND ".join(f"other.{name} = new.{name}" for name in _OBSERVATION)
    return change.begun and connection.execute(text(
        f"SELECT 1 FROM statement new CROSS JOIN statement other WHERE {same} AND other.last_release = {tables.OPEN} AND "
        "new.key >= :first AND new.key < :behind AND other.key >= :low AND other.key < :high AND other.key <> new.key LIMIT 1"),
        {"first": change.first, "behind": change.behind, "low": within[0], "high": within[1]}).scalar() is not None


def _written(connection: Connection, book: Book, recipe: str, batches: Iterable[Keyed], number: int, held: Stored) -> Change:
    first = behind = free(connection, book.recipe.key(recipe) if recipe else 0)
    total = Digest()
    for keyed in batches:
        total = total.plus(digest.summed(keyed.digests))
        at = held.find(keyed.digests)
        _follow(connection, held, keyed, at)
        new = _rows(keyed, at < 0)
        count = new.digests.shape[1]
        keys = np.arange(behind, behind + count)
        bulk.insert(connection, tables.statement, {"key": keys, **new.columns, **_ALONE, "first_release": number}, count)
        if new.ids:
            bulk.number(connection, keys.tolist(), new.ids)
        behind += count
    gone = held.gone
    bulk.end(connection, tables.statement, gone, number - 1)
    return Change(total, first, behind, gone)


def _rows(keyed: Keyed, here: np.ndarray) -> Keyed:
    """Some rows of a batch."""
    if here.all():
        return keyed
    ids = None if keyed.ids is None else [id_ for id_, wanted in zip(keyed.ids, here.tolist(), strict=True) if wanted]
    return Keyed({name: cells[here] for name, cells in keyed.columns.items()}, keyed.digests[:, here], ids)


def _follow(connection: Connection, stored: Stored, keyed: Keyed, at: np.ndarray) -> None:
    """What says the same from another line or file follows its place."""
    known = np.flatnonzero(at >= 0)
    attributes, lines = keyed.columns["attributes"][known], keyed.columns["line"][known]
    moved = (stored.attributes[at[known]] != attributes) | (stored.lines[at[known]] != lines)
    if moved.any():
        bulk.place(connection, stored.keys[at[known]][moved], attributes[moved], lines[moved])


def bounds(recipe: int) -> tuple[int, int]:
    """The least key of a recipe's statements, and the least of the next recipe's."""
    return recipe << tables.RECIPE_BITS, (recipe + 1) << tables.RECIPE_BITS


def free(connection: Connection, recipe: int) -> int:
    """The next free key of a recipe's statements."""
    low, high = bounds(recipe)
    key = tables.statement.c.key
    greatest = connection.execute(select(func.max(key)).where(key >= low, key < high)).scalar()
    return low + 1 if greatest is None else greatest + 1


def stored(connection: Connection, book: Book, recipe: str, blocks: Collection[int] | None = None) -> Stored:
    """What is stored of an origin (or of the lines of some blocks), with the digests made anew from the rows."""
    low, high = bounds(book.recipe.key(recipe) if recipe else 0)
    said = tables.statement
    held = said if recipe else said.join(tables.written, tables.written.c.key == said.c.key)
    names = ("key", *_KEYS, "value", "value_high", "sample_size", "line")
    asked = select(*(said.c[name] for name in names), *([] if recipe else [tables.written.c.id])).select_from(held)
    asked = asked.where(said.c.key >= low, said.c.key < high, said.c.last_release == tables.OPEN)
    if blocks is not None:
        asked = asked.where((said.c.line - 1).op(">>")(BLOCK_BITS).in_(sorted(blocks)))
    total, parts = Digest(), []
    for rows in bulk.columns(connection, asked):
        digests, columns = _digested(book, rows, recipe)
        total = total.plus(digest.summed(digests))
        places = (columns[name].astype(np.int32) for name in ("attributes", "line"))
        parts.append((digests[0], digests[1], columns["key"], *places))
    return Stored(parts, total)


def _digested(book: Book, rows: dict[str, tuple], recipe: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The digests of stored rows, and their columns."""
    columns = {name: np.array(rows[name], np.int64) for name in (*_KEYS, "key", "line")}
    columns |= {name: np.array(rows[name], np.float64) for name in ("value", "value_high")}
    columns["sample_size"] = digest.sample_sizes(rows["sample_size"], len(columns["key"]))
    named = digest.part("import", recipe)[:, None] if recipe else _names(book, columns, rows["id"])
    return book.digests(columns, named), columns


def _names(book: Book, columns: dict[str, np.ndarray], ids: tuple[str, ...]) -> np.ndarray:
    """The lanes of written ids."""
    keys = zip(*(columns[name].tolist() for name in ("entity", "indicator", "period", "breakdown")), strict=True)
    return np.stack([
        identity(id_, book.entity.names[entity], book.indicator.names[indicator], book.period.names[period][0],
                 book.breakdown.names[breakdown])
        for id_, (entity, indicator, period, breakdown) in zip(ids, keys, strict=True)
    ], axis=1)
