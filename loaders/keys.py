"""Names to keys: the dictionaries through which statements become rows of whole numbers. Pure.

A dictionary knows the key of every name that the database holds, gives a new one to a new name, and keeps the lanes of
each name, so that a batch of statements is keyed and digested by columns.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from loaders import digest, observe, parse, tables
from loaders.batch import Attributes, Batch, statement_id
from loaders.coded import Coded, kept, whole_numbers

EXPECTED = ("F", "planned")


class Shared(NamedTuple):
    """What statements share: the attributes, their source, what a correction replaced (JSON), and the slot of the file."""

    source: str
    unit: str
    qualifier: str
    status: str
    basis: str
    edition: str | None
    flags: str
    said_by: str | None
    locator: str | None
    note: str | None
    printed: str | None
    file: Hashable


class Dictionary:
    """The keys of one dimension. `fresh` holds the names that got their key here, with it."""

    def __init__(self, kind: str, texts: Callable[[Any], Sequence[str | None]] = lambda name: (name,)) -> None:
        self.kind, self._texts = kind, texts
        self.keys: dict[Any, int] = {}
        self.names: list[Any] = [None]
        self.fresh: list[tuple[int, Any]] = []
        self._parts = np.zeros((digest.LANES, 64), np.uint64)

    def know(self, known: Iterable[tuple[int, Any]]) -> "Dictionary":
        """Take over names that have their keys already."""
        for key, name in known:
            self._hold(key, name)
        return self

    def _hold(self, key: int, name: Any) -> None:
        self.names.extend([None] * (key + 1 - len(self.names)))
        while self._parts.shape[1] <= key:
            self._parts = np.concatenate([self._parts, np.zeros_like(self._parts)], axis=1)
        self.keys[name], self.names[key] = key, name
        self._parts[:, key] = digest.part(self.kind, *self._texts(name))

    def key(self, name: Any) -> int:
        """The key of one name, a new one where it has none."""
        if name not in self.keys:
            key = len(self.names)
            self._hold(key, name)
            self.fresh.append((key, name))
        return self.keys[name]

    def of(self, names: Sequence[Any]) -> np.ndarray:
        """The keys of a column of names."""
        if isinstance(names, Coded):
            return names.numbered(self.key)
        try:
            return np.fromiter(map(self.keys.__getitem__, names), np.int64, len(names))
        except KeyError:
            for name in dict.fromkeys(names):
                self.key(name)
            return self.of(names)

    def parts(self, keys: np.ndarray) -> np.ndarray:
        """The lanes of each key."""
        return self._parts[:, keys]


class Keyed(NamedTuple):
    """A batch as whole numbers: keys by column, and the digest of each row. `ids` are those that are written, if any."""

    columns: dict[str, np.ndarray]
    digests: np.ndarray
    ids: Sequence[str] | None = None


class Slots:
    """Which slot a file has: its own where it has one, for a foreign table else the first free one of its recipe."""

    def __init__(self, paths: Mapping[int, str]) -> None:
        self.before = dict(paths)
        self.paths: dict[int, str] = {}
        self._known = {(self._recipe(slot), path): slot for slot, path in paths.items()}

    @staticmethod
    def _recipe(slot: int) -> int:
        return slot >> tables.RECIPE_BITS

    def slot(self, recipe: int, path: str) -> int:
        """The slot of a file of a recipe (0: a source file)."""
        slot = self._known.get((recipe, path))
        if slot is None or self.paths.get(slot, path) != path:
            slot = self._known[recipe, path] = self._free(recipe)
        self.paths[slot] = path
        return slot

    def _free(self, recipe: int) -> int:
        slot = (recipe << tables.RECIPE_BITS) + 1
        while slot in self.paths or (not recipe and slot in self.before):
            slot += 1
        return slot


class Book:
    """All dictionaries of a load."""

    def __init__(self, slots: Slots | None = None) -> None:
        self.entity, self.indicator = Dictionary("entity"), Dictionary("indicator")
        self.source, self.recipe = Dictionary("source"), Dictionary("recipe")
        self.period = Dictionary("period", lambda name: name)
        self.breakdown = Dictionary("breakdown").know([(tables.WHOLE, "")])
        self.attributes = Dictionary("attributes", lambda shared: shared[:-1])
        self.slots = slots or Slots({})
        self.kinds: dict[str, str] = {}
        self._senses: dict[str, dict[str, int]] = {"": {}, "stock": {}}

    def written(self, batch: Batch, ids: Sequence[str], senses: Sequence[str]) -> Keyed:
        """Statements of source files in keys; their attributes are Shared with the path of the file."""
        periods = list(zip(batch.column("period"), senses, strict=True))
        shared = [one._replace(file=self.slots.slot(0, one.file)) for one in batch.column("attributes")]
        columns = {
            "entity": self.entity.of(batch.column("entity")), "indicator": self.indicator.of(batch.column("indicator")),
            "period": self.period.of(periods), "breakdown": self.breakdown.of(batch.column("breakdown")),
            "attributes": self.attributes.of(shared),
        }
        named = [identity(id_, *keys) for id_, keys in zip(ids, batch.each("entity", "indicator", "period", "breakdown"), strict=True)]
        parts = np.stack(named, axis=1) if named else np.zeros((digest.LANES, 0), np.uint64)
        return self.digested(columns, batch, parts)._replace(ids=ids)

    def column(self, dictionary: Dictionary, batch: Batch, name: str) -> np.ndarray:
        if name in batch.columns:
            return dictionary.of(batch.columns[name])
        return np.full(batch.rows, dictionary.key(batch.constant[name]))

    def periods(self, batch: Batch) -> np.ndarray:
        """Period and sense; the sense follows from how the period is written, and from whether a stock is measured."""
        told = batch.column("period")
        if "indicator" in batch.constant:
            return self._usual("stock" if self.kinds[batch.constant["indicator"]] == "stock" else "", told)
        ids = batch.columns["indicator"]
        stock = (ids.numbered(lambda id_: self.kinds[id_] == "stock", bool) if isinstance(ids, Coded)
                 else np.fromiter((self.kinds[id_] == "stock" for id_ in ids), bool, batch.rows))
        if not stock.any() or stock.all():
            return self._usual("stock" if stock.all() else "", told)
        keys = np.empty(batch.rows, np.int64)
        for kind, here in (("", ~stock), ("stock", stock)):  # a period that nothing is said of gets no key
            keys[here] = self._usual(kind, kept(told, here))
        return keys

    def _usual(self, kind: str, told: Sequence[str]) -> np.ndarray:
        """The keys of periods with the sense that they have for a kind of indicator where none is written."""
        known = self._senses[kind]
        if isinstance(told, Coded):
            return told.numbered(lambda text: self._usual_of(kind, text))
        try:
            return np.fromiter(map(known.__getitem__, told), np.int64, len(told))
        except KeyError:
            for text in set(told):
                self._usual_of(kind, text)
            return self._usual(kind, told)

    def _usual_of(self, kind: str, text: str) -> int:
        known = self._senses[kind]
        if text not in known:
            known[text] = self.period.key((text, observe.usual_sense(text, kind)))
        return known[text]

    def digested(self, columns: dict[str, np.ndarray], batch: Batch, named: np.ndarray) -> Keyed:
        for name in ("value", "value_high"):
            absent = name in batch.constant and batch.constant[name] is None
            columns[name] = np.full(batch.rows, np.nan) if absent else np.array(batch.column(name), np.float64)
        absent = batch.constant.get("sample_size", 0) is None
        sizes = digest.no_sample(batch.rows) if absent else digest.sample_sizes(batch.column("sample_size"), batch.rows)
        columns |= {"sample_size": sizes, "line": whole_numbers(batch.column("line"))}
        return Keyed(columns, self.digests(columns, named))

    def digests(self, columns: Mapping[str, np.ndarray], named: np.ndarray) -> np.ndarray:
        """The digests of rows of keys; `named` are the lanes of what names them."""
        dictionaries = (self.entity, self.indicator, self.period, self.breakdown, self.attributes)
        parts = (one.parts(columns[one.kind]) for one in dictionaries)
        return digest.rows([named, *parts], columns["value"], columns["value_high"], columns["sample_size"])


class Incoming:
    """The statements of one import on their way to keys. Attributes are found by the object: many rows hold the same."""

    def __init__(self, book: Book, recipe: str, source: str) -> None:
        self._book, self._source, self._recipe = book, source, book.recipe.key(recipe)
        self._named = digest.part("import", recipe)[:, None]
        self._keys: dict[int, int] = {}
        self._kept: list[Attributes] = []

    def keyed(self, batch: Batch) -> Keyed:
        """One batch in keys."""
        book = self._book
        columns = {name: book.column(getattr(book, name), batch, name) for name in ("entity", "indicator", "breakdown")}
        columns["period"] = book.periods(batch)
        columns["attributes"] = self._attributes(batch)
        return book.digested(columns, batch, self._named)

    def _attributes(self, batch: Batch) -> np.ndarray:
        """The keys of shared attributes."""
        if "attributes" in batch.constant:
            return np.full(batch.rows, self._key(batch.constant["attributes"]))
        column = batch.columns["attributes"]
        if isinstance(column, Coded):
            return column.numbered(self._key)
        return np.fromiter(map(self._key, column), np.int64, batch.rows)

    def _key(self, one: Attributes) -> int:
        """The key of shared attributes; each object is looked at once, and kept, so that its number stays its own."""
        if id(one) not in self._keys:
            slot = self._book.slots.slot(self._recipe, one.file)
            self._keys[id(one)] = self._book.attributes.key(Shared(self._source, *one[:-1], None, slot))
            self._kept.append(one)
        return self._keys[id(one)]


def identity(id_: str, entity: str, indicator: str, period: str, breakdown: str) -> np.ndarray:
    """The lanes of a written id; one that an import would derive is as if the import had brought the statement."""
    recipe = id_.partition(":")[0]
    derived = ":" in id_ and id_ == statement_id(recipe, entity, indicator, period, breakdown)
    return digest.part("import", recipe) if derived else digest.part("id", id_)


def period_columns(text: str) -> dict[str, object]:
    """What the table of periods holds beside text and sense."""
    period = parse.period(text)
    return {
        "start": period.start and period.start.isoformat(), "end": period.end and period.end.isoformat(),
        "precision": period.precision, "freshness": freshness(period.start, period.end),
    }


_NEAREST, _UNDATED = 4_096, 10**12


def freshness(start: date | None, end: date | None) -> int:
    """A number that sorts periods as `metrics.compare.newest` does: dated after undated, by the end, near a year last."""
    if end is None:
        return (start.toordinal() if start else 0) - _UNDATED
    days = (end - start).days + 1 if start else 0
    months = 0 if days < 26 else max(1, round(days / (365.25 / 12)))
    return end.toordinal() * _NEAREST + _NEAREST - 1 - min(_NEAREST - 1, abs(months - 12))
