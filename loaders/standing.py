"""Which statement each observation shows, settled in the tables.

The databases find the observations with more than one statement, by sets; only those come to Python, where
`settle` holds the rule. All others show their only statement, as they were written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, Row, text

from loaders import bulk, tables
from loaders.batch import statement_id
from loaders.keys import Book
from loaders.observe import Observation
from loaders.settle import Candidate, Settled, settle

IDENTITY = ("indicator", "entity", "breakdown", "period")
# CROSS JOIN: SQLite then keeps the order, the few observations first and the index for each; PostgreSQL chooses for itself.
_SAME = " AND ".join(f"s.{name} = t.{name}" for name in IDENTITY)
_TOLD = (
    "s.key, s.entity, s.indicator, s.period, s.breakdown, s.value, s.value_high, s.attributes, "
    "s.standing, s.first_release, written.id")


class _Said(NamedTuple):
    """What the settling asks of a statement."""

    id: str
    value: float | None
    value_high: float | None
    qualifier: str
    status: str
    basis: str
    period: str
    flags: tuple[str, ...]


class _Kind(NamedTuple):
    period_kind: str


@dataclass(frozen=True)
class Rules:
    """What decides beside the statements: see `prepare.State`."""

    kinds: Mapping[str, str]
    published: Mapping[str, int]
    resolutions: Mapping[str, tuple[str, ...]]


@dataclass
class Settling:
    """The settling of one load. `number` is its release, `next` the next free key by recipe; rows of former releases whose
    standing changes end and begin anew, and are counted in `changed`."""

    connection: Connection
    book: Book
    rules: Rules
    number: int
    next: dict[int, int]
    changed: int = 0

    def run(self, *, everything: bool) -> None:
        """Settle the observations in the table `touched`, or all there are; those that resolutions join, together."""
        self._find_several(everything=everything)
        joined = self._rows("resolved") if self._find_resolved() else []
        together = {row[0] for row in joined}
        changes = list(self._settled(joined))
        for _, group in groupby(self._rows("several"), key=lambda row: row[1:5]):
            changes += self._settled([row for row in group if row[0] not in together])
        self._apply(changes)

    def _settled(self, rows: list[Row]) -> Iterator[tuple[Row, Settled]]:
        """The rows whose standing is another than is stored."""
        candidates = [self._candidate(row) for row in rows]
        settled = settle(candidates, self.rules.resolutions)
        for row, candidate in zip(rows, candidates, strict=True):
            one = settled[candidate.statement.id]
            if row.standing != _stored(one):
                yield row, one

    def _find_several(self, *, everything: bool) -> None:
        """The observations with several statements, or whose only one does not stand as such, as a table."""
        named = "statement s WHERE" if everything else f"touched t CROSS JOIN statement s WHERE {_SAME} AND"
        names = ", ".join(f"s.{name}" for name in IDENTITY)
        self.connection.execute(text(
            f"CREATE TEMPORARY TABLE several AS SELECT {names} FROM {named} s.last_release = {tables.OPEN} "
            f"GROUP BY {names} HAVING count(*) > 1 OR max(s.standing) <> {tables.standing('only', 0)}"))

    def _find_resolved(self) -> bool:
        """The observations that resolutions name, as a table; whether there are any."""
        ids = {id_ for show, over in self.rules.resolutions.items() for id_ in (show, *over)}
        keys = find(self.connection, self.book, ids)
        names = ", ".join(f"s.{name}" for name in IDENTITY)
        if keys:
            self.connection.execute(text(
                f"CREATE TEMPORARY TABLE resolved AS SELECT DISTINCT {names} FROM statement s "
                f"WHERE {bulk.among(self.connection, 's.key')}"), {"keys": bulk.listed(self.connection, keys.values())})
        return bool(keys)

    def _rows(self, table: str) -> list[Row]:
        """The current statements of the observations in a table, one observation after another."""
        order = ", ".join(f"s.{name}" for name in IDENTITY)
        rows = self.connection.execute(text(
            f"SELECT {_TOLD} FROM {table} t CROSS JOIN statement s LEFT JOIN written ON written.key = s.key "
            f"WHERE {_SAME} AND s.last_release = {tables.OPEN} ORDER BY {order}, s.key")).all()
        self.connection.execute(text(f"DROP TABLE {table}"))
        return list(rows)

    def _candidate(self, row: Row) -> Candidate:
        key, entity, indicator, period, breakdown, value, value_high, attributes = row[:8]
        book = self.book
        shared = book.attributes.names[attributes]
        text_, sense = book.period.names[period]
        observed = Observation(book.entity.names[entity], book.indicator.names[indicator], text_, sense, book.breakdown.names[breakdown])
        id_ = row.id or derived(book, key, observed)
        said = _Said(id_, value, value_high, shared.qualifier, shared.status, shared.basis, text_,
                     tuple(filter(None, shared.flags.split(";"))))
        return Candidate(said, observed, _Kind(self.rules.kinds[observed.indicator]), self.rules.published[shared.source])

    def _apply(self, changes: list[tuple[Row, Settled]]) -> None:
        """New rows are settled where they stand; a row of a former release ends, and another begins."""
        in_place = [{"key": row.key, "standing": _stored(one)} for row, one in changes if row.first_release == self.number]
        if in_place:
            self.connection.execute(text("UPDATE statement SET standing = :standing WHERE key = :key"), in_place)
        anew = [(row.key, one) for row, one in changes if row.first_release != self.number]
        copies = [{"old": key, "new": self._take(key), "standing": _stored(one)} for key, one in anew]
        if copies:
            self.connection.execute(_COPY, [{**one, "number": self.number, "open": tables.OPEN} for one in copies])
            self.connection.execute(_COPY_ID, [{"old": one["old"], "new": one["new"]} for one in copies])
            bulk.end(self.connection, tables.statement, [key for key, _ in anew], self.number - 1)
        self.changed += len(copies)

    def _take(self, key: int) -> int:
        """A key for the row that follows one."""
        recipe = key >> tables.RECIPE_BITS
        self.next[recipe] += 1
        return self.next[recipe] - 1


_COPY = text(
    "INSERT INTO statement (key, entity, indicator, period, breakdown, value, value_high, sample_size, attributes, line, "
    "standing, first_release, last_release) SELECT CAST(:new AS bigint), entity, indicator, period, breakdown, value, "
    "value_high, sample_size, attributes, line, CAST(:standing AS int), CAST(:number AS int), "
    f"{tables.OPEN} FROM statement WHERE key = :old")
_COPY_ID = text("INSERT INTO written (key, id) SELECT CAST(:new AS bigint), id FROM written WHERE key = :old")


def _stored(settled: Settled) -> int:
    """How what is settled is stored."""
    return tables.standing(settled.why_shown, settled.rivals)


def derived(book: Book, key: int, observed: Observation) -> str:
    """The id of an imported statement."""
    recipe = book.recipe.names[key >> tables.RECIPE_BITS]
    return statement_id(recipe, observed.entity, observed.indicator, observed.period, observed.breakdown)


def find(connection: Connection, book: Book, ids: Iterable[str]) -> dict[str, int]:
    """The keys of current statements by their ids, written or derived; an id that nothing has is left out."""
    wanted = sorted(ids)
    asked = text(f"SELECT w.id, s.key FROM written w JOIN statement s ON s.key = w.key WHERE s.last_release = {tables.OPEN} "
                 f"AND {bulk.among(connection, 'w.id', 'ids')}")
    found = dict(connection.execute(asked, {"ids": bulk.listed(connection, wanted)}).all())
    for id_ in wanted:
        if id_ not in found and (key := _find_derived(connection, book, id_)):
            found[id_] = key
    return found


def _find_derived(connection: Connection, book: Book, id_: str) -> int | None:
    """The key of an imported statement."""
    if id_.count(":") < 3:
        return None
    recipe, entity, indicator, period, breakdown = [*id_.split(":", 4), ""][:5]
    named = ((book.recipe, recipe), (book.entity, entity), (book.indicator, indicator), (book.breakdown, breakdown))
    keys = [dictionary.keys.get(name) for dictionary, name in named]
    if None in keys:
        return None
    senses = ("whole", "as_of", "since", "unknown")
    text_ = period.replace("--", "/")
    periods = [book.period.keys[text_, sense] for sense in senses if (text_, sense) in book.period.keys]
    asked = text(
        "SELECT key FROM statement WHERE indicator = :indicator AND entity = :entity AND breakdown = :breakdown AND "
        f"{bulk.among(connection, 'period')} AND key >= :low AND key < :high AND last_release = {tables.OPEN}")
    low = keys[0] << tables.RECIPE_BITS
    return connection.execute(asked, {
        "indicator": keys[2], "entity": keys[1], "breakdown": keys[3], "keys": bulk.listed(connection, periods),
        "low": low, "high": low + (1 << tables.RECIPE_BITS)}).scalar()
