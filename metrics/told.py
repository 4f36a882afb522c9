"""Rows of keys as columns of what they stand for, in the order of every frame."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from sqlalchemy import Connection

from loaders import tables
from loaders.batch import statement_id
from metrics import asked, names
from metrics.names import Names, Shelf
from metrics.releases import Release

_ALWAYS = ("key", "entity", "indicator", "period", "breakdown")
_STANDING = frozenset({"shown", "rivals", "why_shown"})
_WORDS = frozenset({"said_by", "locator", "note", "printed"})
_FLOATS = frozenset({"value", "value_high"})
_FROM = {
    **dict.fromkeys(("kind", "within", "region", "country"), "entity"),
    **dict.fromkeys(("theme", "counts", "concept", "period_kind"), "indicator"),
    **dict.fromkeys(("sense", "precision"), "period"),
}
_RENAMED = {"entity_kind": ("entity", "kind"), "period_start": ("period", "start"), "period_end": ("period", "end")}
_WHY = np.array([None, *tables.WHY], object)


@lru_cache(maxsize=64)
def fetched(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of the table that the columns of a frame are made of; what the index does not hold (`line`) is last."""
    numbers = (name for name in ("value", "value_high", "sample_size") if name in columns)
    shared = {"attributes"} if {*names.ATTRIBUTES} & {*columns} else ()
    standing = {"standing"} if _STANDING & {*columns} else ()
    return (*_ALWAYS, *numbers, *shared, *standing, *(("line",) if "line" in columns else ()))


def sql(columns: tuple[str, ...]) -> str:
    """The same as the columns of a query of statements `s`."""
    return ", ".join(f"s.{name}" for name in fetched(columns))


class Told:
    """Some statements of a release: columns by name, made of their keys when they are asked for."""

    def __init__(self, connection: Connection, release: Release, rows: Iterable[Sequence], columns: tuple[str, ...]) -> None:
        self._names: Names = names.names(release)
        self._shelf: Shelf = names.shelf(release.engine)
        held = list(rows)
        self.raw = {name: _numbers(name, [row[place] for row in held], len(held)) for place, name in enumerate(fetched(columns))}
        self._shelf.fill(connection, self.raw["period"], self.raw["breakdown"])
        self._attributes = self._shelf.attributes(connection, self.raw["attributes"]) if "attributes" in self.raw else {}
        self._written: dict[int, str] = {}
        self._named: np.ndarray | None = None
        if not all(self.raw["key"] >> tables.RECIPE_BITS):
            self._written = asked.ids(connection, self.raw["key"].tolist())
        self._order()

    @property
    def _ids(self) -> np.ndarray:
        """Ids, made when they are asked for."""
        if self._named is None:
            self._named = self._statements()
        return self._named

    def _order(self) -> None:
        """By entity, indicator, period end (undated last), breakdown and id."""
        raw, kept = self.raw, self._names
        sorted_by = (self._shelf.breakdown.rank[raw["breakdown"]], self._shelf.ends[raw["period"]],
                     kept.indicator.rank[raw["indicator"]], kept.entity.rank[raw["entity"]]) if len(raw["key"]) else ()
        if not sorted_by:
            return
        together = np.lexsort(sorted_by)
        same = np.all([one[together[1:]] == one[together[:-1]] for one in sorted_by], axis=0)
        if same.any():
            together = np.lexsort((_ranks(self._ids), *sorted_by))
        self.raw = {name: cells[together] for name, cells in raw.items()}
        self._attributes = {name: cells[together] for name, cells in self._attributes.items()}
        self._named = None if self._named is None else self._named[together]

    def _statements(self) -> np.ndarray:
        """Ids: written, or made of what an imported statement is about."""
        kept, raw = self._names, self.raw
        recipes, keys = (raw["key"] >> tables.RECIPE_BITS).tolist(), raw["key"].tolist()
        if not any(recipes):
            return np.fromiter(map(self._written.__getitem__, keys), object, len(keys))
        about = zip(kept.recipe.columns["id"][raw["key"] >> tables.RECIPE_BITS], kept.entity.columns["id"][raw["entity"]],
                    kept.indicator.columns["id"][raw["indicator"]], self._shelf.period.columns["id"][raw["period"]],
                    self._shelf.breakdown.columns["id"][raw["breakdown"]], strict=True)
        made = (statement_id(*one) if recipe else self._written[key] for key, recipe, one in zip(keys, recipes, about, strict=True))
        return np.fromiter(made, object, len(keys))

    def column(self, name: str) -> np.ndarray:
        """One column as frames hold it: numbers as numbers, texts, tuples and dictionaries as objects, None for nothing."""
        if name in _OWN:
            return _OWN[name](self)
        table, inner = _RENAMED.get(name) or (_FROM.get(name), name)
        if table:
            held: Mapping[str, np.ndarray] = (self._shelf.period if table == "period" else getattr(self._names, table)).columns
            return held[inner][self.raw[table]] if held else np.zeros(0, object)
        if name in _WORDS:
            return np.fromiter(map(_mapping, self._attributes[name]), object, len(self.raw["key"]))
        return self._attributes[name] if name in self._attributes else self.raw[name]

    def stored(self, name: str) -> list:
        """One column as it is stored: texts as texts, None for a number that is not there."""
        if name == "flags" or name in _WORDS:
            return self._attributes[name].tolist()
        cells = self.column(name).tolist()
        return [None if cell != cell else cell for cell in cells] if name in _FLOATS else cells

    def _id_of(self, table: str) -> np.ndarray:
        kept = getattr(self._names, table, None) or getattr(self._shelf, table)
        return kept.columns["id"][self.raw[table]] if kept.columns else np.zeros(0, object)

    def _sources(self) -> np.ndarray:
        return self._names.source.columns["id"][self._attributes["source"].astype(np.int64)]

    def _files(self) -> np.ndarray:
        return np.fromiter(map(self._names.files.get, self._attributes["file"]), object, len(self.raw["key"]))


_OWN: dict[str, Callable[[Told], np.ndarray]] = {
    "observation": lambda told: tables.observation(*(told.raw[name] for name in ("entity", "indicator", "period", "breakdown"))),
    "statement": lambda told: told._ids,
    **{name: (lambda told, name=name: told._id_of(name)) for name in ("entity", "indicator", "period", "breakdown")},
    "source": Told._sources,
    "file": Told._files,
    "flags": lambda told: np.fromiter(map(_flags, told._attributes["flags"]), object, len(told.raw["key"])),
    "why_shown": lambda told: _WHY[np.where(told.raw["standing"] > 0, told.raw["standing"] & 15, 0)],
    "shown": lambda told: told.raw["standing"] > 0,
    "rivals": lambda told: np.where(told.raw["standing"] > 0, told.raw["standing"], -told.raw["standing"] - 1) >> 4,
}


def _numbers(name: str, cells: Sequence, count: int) -> np.ndarray:
    if name in _FLOATS:
        return np.array(cells, np.float64)
    return np.fromiter(cells, object if name == "sample_size" else np.int64, count)


def _ranks(ids: np.ndarray) -> np.ndarray:
    """The place of each id among the sorted ids."""
    ranks = np.empty(len(ids), np.int64)
    ranks[np.argsort(ids, kind="stable")] = np.arange(len(ids))
    return ranks


@lru_cache(maxsize=65_536)
def _mapping(text: str | None) -> dict | None:
    return json.loads(text) if text else None


@lru_cache(maxsize=4_096)
def _flags(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
