"""What imports bring into a load: those whose fingerprint is stored are not read again, the others stream in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, and_, delete, func, insert, select, update

from loaders import bulk, facts, tables
from loaders.batch import Account, Batch
from loaders.blocks import Blocks, Import
from loaders.canonical import dumped
from loaders.digest import Digest
from loaders.facts import Change
from loaders.keys import Book, Incoming, Keyed
from loaders.problem import Problem


class Held(NamedTuple):
    """An import as the newest release holds it."""

    key: int
    source: str
    fingerprint: str
    digest: Digest
    account: str


def held(connection: Connection, book: Book) -> dict[str, Held]:
    """The imports of the newest release by id."""
    table = tables.recipe_version.c
    asked = select(table.recipe, table.key, table.source, table.fingerprint, table.statements, table.digest, table.account)
    return {
        book.recipe.names[recipe]: Held(key, book.source.names[source], fingerprint, Digest.read(statements, lanes), account)
        for recipe, key, source, fingerprint, statements, lanes, account in
        connection.execute(asked.where(table.last_release == tables.OPEN))
    }


def write(connection: Connection, book: Book, one: Import, before: Held | None, number: int, problems: list[Problem]) -> Change:
    """Stream one import in: what has changed of its file, or the whole where that does not do.

    With a problem found nothing more of it is written: the load will be rolled back.
    """
    mended = before and _mended(connection, book, one, before, number)
    return mended or facts.write(connection, book, one.id, _keyed(book, one, one.batches(problems), problems), number)


def _mended(connection: Connection, book: Book, one: Import, before: Held, number: int) -> Change | None:
    """Write only what has changed of a file of which most is as before; None, and nothing written, where the whole must be read."""
    blocks = _blocks(connection, book.recipe.key(one.id))
    changed = one.changed(blocks) if blocks else None
    if changed is None:
        return None
    stored = facts.stored(connection, book, one.id, changed.numbers)
    if not one.mend(changed, account(before.account), blocks, stored.digest.count):
        return None
    return facts.mend(connection, book, one.id, _keyed(book, one, changed.batches, []), number, stored, before.digest)


def _keyed(book: Book, one: Import, batches: Iterable[Batch], problems: list[Problem]) -> Iterator[Keyed]:
    incoming = Incoming(book, one.id, one.source)
    for batch in batches:
        if not problems:
            yield incoming.keyed(batch)


def _blocks(connection: Connection, recipe: int) -> Blocks | None:
    """What the last load kept of the file of an import."""
    table = tables.recipe_blocks.c
    asked = select(table.ground, table.lines, table.digests, table.uneven).where(table.recipe == recipe)
    found = connection.execute(asked).first()
    return Blocks.read(*found) if found else None


def _keep_blocks(connection: Connection, recipe: int, blocks: Blocks | None) -> None:
    table = tables.recipe_blocks
    connection.execute(delete(table).where(table.c.recipe == recipe))
    if blocks:
        connection.execute(insert(table).values(
            recipe=recipe, ground=blocks.ground, lines=blocks.lines, digests="".join([blocks.top, *blocks.digests]), uneven=blocks.told))


def stays(connection: Connection, one: Held, book: Book, recipe: str) -> Change:
    """The change of an import that is not read again: none."""
    first = facts.free(connection, book.recipe.keys[recipe])
    return Change(one.digest, first, first, np.zeros(0, np.int64))


class Differing(NamedTuple):
    """How an import differs from the release before: statements that are new, that say something else now, that are gone."""

    new: int
    changed: int
    gone: int

    def __str__(self) -> str:
        return f"{self.new} new, {self.changed} changed, {self.gone} gone"


def differing(connection: Connection, book: Book, recipe: str, change: Change, number: int) -> Differing:
    """Rows that begin and end about one observation are one statement that has changed; the rest is new or gone.

    A file that is a well-formed table and yet not whole is known by this alone.
    """
    begun, ended = change.begun, len(change.ended)
    if not begun or not ended:
        return Differing(begun, 0, ended)
    low, high = facts.bounds(book.recipe.keys[recipe])
    now, before = tables.statement.alias(), tables.statement.alias()
    same = [now.c[name] == before.c[name] for name in ("entity", "indicator", "period", "breakdown")]
    asked = select(func.count()).select_from(now.join(before, and_(*same))).where(
        now.c.key >= change.first, now.c.key < change.behind, before.c.key >= low, before.c.key < high,
        before.c.last_release == number - 1)
    changed = connection.execute(asked).scalar() or 0
    return Differing(begun - changed, changed, ended - changed)


def end(connection: Connection, book: Book, recipe: str, number: int) -> Change:
    """Let all statements of an import end that is there no more."""
    low, high = facts.bounds(book.recipe.keys[recipe])
    said = tables.statement.c
    current = select(said.key).where(said.key >= low, said.key < high, said.last_release == tables.OPEN)
    gone = np.fromiter(connection.execute(current).scalars(), np.int64)
    bulk.end(connection, tables.statement, gone, number - 1)
    return Change(Digest(), low, low, gone)


def record(connection: Connection, book: Book, one: Import, before: Held | None, change: Change, number: int) -> None:
    """Keep an import as a release holds it; where it says the same as before, only its file has changed."""
    table = tables.recipe_version
    _keep_blocks(connection, book.recipe.keys[one.id], one.blocks)
    now = {"fingerprint": one.fingerprint, "account": _told(one.account), "source": book.source.keys[one.source],
           "digest": change.digest.text, "statements": change.digest.count}
    if before and (before.source, before.digest) == (one.source, change.digest):
        connection.execute(update(table).where(table.c.key == before.key).values(**now))
        return
    if before:
        bulk.end(connection, table, [before.key], number - 1)
    connection.execute(insert(table).values(**now, recipe=book.recipe.keys[one.id], first_release=number))


def leave(connection: Connection, book: Book, gone: Mapping[str, Held], last: int) -> None:
    """Let the imports end that are there no more."""
    for id_ in gone:
        _keep_blocks(connection, book.recipe.keys[id_], None)
    bulk.end(connection, tables.recipe_version, [one.key for one in gone.values()], last)


def _told(account: Account) -> str:
    """An account as JSON."""
    counts = {name: getattr(account, name) for name in ("read", "stored", "refused", "statements")}
    notices = [[one.path, one.line, one.column, one.message] for one in account.notices]
    return dumped({**counts, "left_out": dict(account.left_out), "absent": dict(account.absent), "notices": notices})


def account(text: str) -> Account:
    """An account as it was stored."""
    told: Mapping = json.loads(text)
    made = Account(*(told[name] for name in ("read", "stored", "refused", "statements")))
    made.left_out.update(told["left_out"])
    made.absent.update(told["absent"])
    made.notices.extend(Problem(*one) for one in told["notices"])
    return made
