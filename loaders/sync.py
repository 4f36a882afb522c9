"""From one release to the next: what is gone or changed ends, what is new begins, the rest stays."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, text, update

from loaders import brought, bulk, dimensions, facts, indexes, newest, tables, versions
from loaders.batch import Account
from loaders.blocks import Import
from loaders.canonical import release_hash
from loaders.digest import Digest
from loaders.facts import Change
from loaders.prepare import State
from loaders.problem import Problem, Refused, in_order
from loaders.standing import IDENTITY, Rules, Settling, find


@dataclass(frozen=True)
class Written:
    """The release that holds the data now; `added` and `ended` count the rows of all kinds that changed, `accounts` tells
    of each import what became of the rows of its file."""

    release: int | None
    new: bool
    hash: str
    added: int = 0
    ended: int = 0
    accounts: dict[str, Account] = field(default_factory=dict)


def write(connection: Connection, state: State, progress: Callable[[str], None]) -> Written:
    """Write the state as the next release; with no change there is none. Raises Refused for what imports have found."""
    table = tables.release.c
    last = connection.execute(select(table.number, table.hash).order_by(table.number.desc()).limit(1)).first()
    load = _Load(connection, state, (last.number if last else 0) + 1, last is None, progress)
    registers = versions.changes(connection, state, {kind: getattr(load.book, kind).keys for kind in state.versions})
    connection.execute(insert(tables.release).values(
        number=load.number, hash="", made="", statements=0, schema_version=tables.SCHEMA_VERSION))
    load.bring()
    changed = load.first or load.changed or any(change.gone or change.new for change in registers)
    load.keep(load.number if changed else last.number, new=changed)
    if not changed:
        connection.execute(delete(tables.release).where(table.number == load.number))
        return Written(last.number, False, last.hash, accounts=load.accounts)
    versions.write(connection, registers, load.number)
    settled = load.settle(everything=any(change.settles for change in registers))
    hash_, every = release_hash(state.lines, load.total), [*load.changes.values(), *load.gone]
    connection.execute(update(tables.release).where(table.number == load.number).values(
        hash=hash_, made=datetime.now(UTC).isoformat(timespec="seconds"), statements=load.total.count))
    added = sum(len(change.new) for change in registers) + sum(change.begun for change in every) + settled
    ended = sum(len(change.gone) for change in registers) + sum(len(change.ended) for change in every) + settled
    return Written(load.number, True, hash_, added, ended, load.accounts)


class _Load:
    """One load on its way: what it writes, import by import, as of the release `number`."""

    def __init__(self, connection: Connection, state: State, number: int, first: bool, progress: Callable[[str], None]) -> None:
        self.connection, self.state, self.number, self.first, self._progress = connection, state, number, first, progress
        self.book = dimensions.book(connection, state.kinds)
        for kind, rows in state.versions.items():
            dimensions.identities(connection, self.book, kind, [row["id"] for row in rows])
        dimensions.identities(connection, self.book, "recipe", [one.id for one in state.imports])
        self._held = brought.held(connection, self.book)
        self.changes: dict[str, Change] = {}
        self.gone: list[Change] = []
        self.accounts: dict[str, Account] = {}

    def bring(self) -> None:
        """Write the statements of the source files and of every import."""
        batch, ids, senses = self.state.written
        self.changes[""] = facts.write(self.connection, self.book, "", [self.book.written(batch, ids, senses)], self.number)
        problems: list[Problem] = []
        for one in self.state.imports:
            self.changes[one.id] = self._brought(one, problems)
        if problems:
            raise Refused(in_order(problems))
        imports = {one.id for one in self.state.imports}
        self.gone = [brought.end(self.connection, self.book, one, self.number) for one in self._held.keys() - imports]

    def _brought(self, one: Import, problems: list[Problem]) -> Change:
        held = self._held.get(one.id)
        if held and held.fingerprint == one.fingerprint:
            self.accounts[one.id] = brought.account(held.account)
            self._progress(f"{one.id}: {held.digest.count} statements stay, the file is as before")
            return brought.stays(self.connection, held, self.book, one.id)
        change = brought.write(self.connection, self.book, one, held, self.number, problems)
        self.accounts[one.id] = one.account
        if not problems:
            told = brought.differing(self.connection, self.book, one.id, change, self.number)
            self._progress(f"{one.id}: {change.digest.count} statements read: {told}")
        return change

    @property
    def changed(self) -> bool:
        """Whether any statement begins or ends."""
        return any(change.any for change in [*self.changes.values(), *self.gone])

    @property
    def total(self) -> Digest:
        """The digest of all statements."""
        total = Digest()
        for change in self.changes.values():
            total = total.plus(change.digest)
        return total

    def keep(self, number: int, *, new: bool) -> None:
        """Write what the statements refer to, and the imports as the release holds them."""
        dimensions.save(self.connection, self.book)
        dimensions.files(self.connection, self.book.slots, number, new=new)
        for one in self.state.imports:
            held = self._held.get(one.id)
            if not held or held.fingerprint != one.fingerprint:
                brought.record(self.connection, self.book, one, held, self.changes[one.id], number)
        brought.leave(self.connection, self.book, {id_: held for id_, held in self._held.items() if id_ not in self.changes}, number - 1)

    def settle(self, *, everything: bool) -> int:
        """Settle which statements are shown and which are newest; the number of rows that follow others for it."""
        if self.first:
            indexes.make(self.connection, tables.statement)
        found = find(self.connection, self.book, self.state.awaited)
        if missing := [problem for id_, problem in self.state.awaited.items() if id_ not in found]:
            raise Refused(in_order(missing))
        self._touch()
        rules = Rules(self.state.kinds, self.state.published, self.state.resolutions)
        free = {change.first >> tables.RECIPE_BITS: change.behind for change in self.changes.values()}
        settling = Settling(self.connection, self.book, rules, self.number, free)
        settling.run(everything=everything and not self.first)
        large = self.connection.dialect.name == "postgresql" and (self.first or everything)
        if large:
            self.connection.execute(text("ANALYZE statement, period, attributes"))  # else what follows is planned for empty tables
        newest.write(self.connection, self.number, everything=everything or self.first)
        if self.first:
            indexes.make(self.connection, tables.latest)
        self.connection.execute(text("DROP TABLE touched"))
        if large:
            self.connection.execute(text("ANALYZE latest"))
        for change in self.changes.values():
            behind = free[change.first >> tables.RECIPE_BITS]
            if behind > change.first:
                self.connection.execute(insert(tables.begun).values(release=self.number, low=change.first, behind=behind))
        return settling.changed

    def _touch(self) -> None:
        """The observations of the rows that begin and end, as the table `touched`.

        An import says nothing twice; so in a first load an observation with two statements has one outside the largest.
        """
        names = ", ".join(IDENTITY)
        every = [*self.changes.values(), *self.gone]
        largest = max(self.changes, key=lambda id_: (bool(id_), self.changes[id_].begun)) if self.first else ""
        self.connection.execute(text(f"CREATE TEMPORARY TABLE touched_rows AS SELECT {names} FROM statement WHERE key < 0"))
        for change in every:
            if change.begun and not (largest and change is self.changes[largest]):
                self.connection.execute(text(
                    f"INSERT INTO touched_rows SELECT {names} FROM statement WHERE key >= {change.first} AND key < {change.behind}"))
            for start in range(0, len(change.ended), bulk.CHUNK):
                self.connection.execute(
                    text(f"INSERT INTO touched_rows SELECT {names} FROM statement WHERE {bulk.among(self.connection, 'key')}"),
                    {"keys": bulk.listed(self.connection, change.ended[start:start + bulk.CHUNK])})
        self.connection.execute(text(f"CREATE TEMPORARY TABLE touched AS SELECT DISTINCT {names} FROM touched_rows"))
        self.connection.execute(text("DROP TABLE touched_rows"))
