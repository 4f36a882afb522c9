"""What is asked of the statements, as SQL: filters become keys, so that one narrow table answers without a join.

However many ids a filter holds, they are one parameter. Where neither entity nor indicator is asked for, the parts of the
table that can hold an answer are read; else the index `tables.SERIES` alone.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from loaders import tables
from metrics.names import Names

_MOST_LOOKS = 100_000
"""Pairs of entity and indicator looked up one by one; above it the index is read through."""

_ENTITY = {"kinds": "kind", "regions": "region", "countries": "country"}
_INDICATOR = {"themes": "theme", "concepts": "concept"}
_ATTRIBUTE = {"statuses": "status", "qualifiers": "qualifier", "bases": "basis"}
FILTERS = ("ids", "entities", "indicators", "sources", "observation", "shown", "since", "until", "words", "periods", "breakdown", "valued",
           "disputed", "flags", "doubted",
           *_ENTITY, *_INDICATOR, *_ATTRIBUTE)


@dataclass(frozen=True)
class Asked:
    """One query of statements `s`: the table, what is joined to it, its conditions and their parameters."""

    where: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    joined: str = ""
    table: str = "statement"
    entities: frozenset[int] | None = None
    """Where most entities are wanted, they are picked from the rows: that is less work than to look up each."""

    def that(self, *conditions: str, **params: Any) -> "Asked":
        """With further conditions."""
        return replace(self, where=(*self.where, *conditions), params={**self.params, **params})

    def rows(self, connection: Connection, columns: str, rest: str = "") -> list[tuple]:
        """The rows of the query as the driver gives them; `rest` follows the conditions."""
        sql = f"SELECT {columns} FROM {self.table} s{self.joined} WHERE {' AND '.join(self.where)}{rest}"
        with connection.exec_driver_sql(_native(sql, connection.dialect.name), self.params) as result:
            rows = result.cursor.fetchall()
        return rows if self.entities is None else [row for row in rows if row[1] in self.entities]

    def count(self, connection: Connection, most: int) -> int:
        """How many rows there are, counted up to `most`."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {self.table} s{self.joined} WHERE {' AND '.join(self.where)} LIMIT {most}) found"
        return connection.execute(text(sql), self.params).scalar_one()


@lru_cache(maxsize=256)
def _native(sql: str, dialect: str) -> str:
    """SQL with its parameters as the driver wants them; the same few texts come again and again."""
    return re.sub(r":([a-z_0-9]+)", r"%(\1)s", sql) if dialect == "postgresql" else sql


def among(connection: Connection, column: str, name: str) -> str:
    """SQL: whether a column is one of the values of a parameter, however many there are."""
    if connection.dialect.name == "postgresql":
        return f"{column} = ANY(:{name})"
    return f"{column} IN (SELECT value FROM json_each(:{name}))"


def listed(connection: Connection, values: Iterable) -> Any:
    """Values as the parameter of `among`."""
    ordered = sorted(values)
    return ordered if connection.dialect.name == "postgresql" else json.dumps(ordered)


def statements(connection: Connection, names: Names, number: int, filters: Mapping[str, Any],
               table: str = "statement", *, exactly: bool = True) -> Iterator[Asked]:
    """The queries that together give the statements of a release that the filters ask for, none of them twice; `table` is
    `statement`, or `latest` for the newest of each entity. Without `exactly` only `Asked.rows` holds no row too many."""
    given = {name: wanted for name, wanted in filters.items() if wanted is not None}
    if unknown := given.keys() - set(FILTERS):
        raise TypeError(f"no filter is called {', '.join(sorted(unknown))}")
    entities, indicators = _keys(names.entity, given, "entities", _ENTITY), _keys(names.indicator, given, "indicators", _INDICATOR)
    spoken = [_spoken(names, word) for word in given.get("words", ())]
    entities, indicators = _narrowed(entities, spoken, "entity"), _narrowed(indicators, spoken, "indicator")
    if entities == set() or indicators == set() or {} in spoken:
        return
    alive = Asked(table=table).that("s.first_release <= :number", "s.last_release >= :number", number=number)
    every = entities is None and indicators is None and not {"ids", "sources"} & given.keys()
    asked = _rest(connection, names, given, alive, every=every)
    for place, kinds in enumerate(spoken):
        asked = asked if kinds.keys() in ({"entity"}, {"indicator"}) else _speaking(connection, asked, kinds, place)
    if "ids" in given:
        for one in _by_id(connection, names, asked, given["ids"]):
            yield _about(connection, one, entities, indicators, by_index=False)
    elif entities is None and indicators is None:
        yield from _parts(names, asked, given.get("sources"))
    else:
        if indicators is None and len(entities) * len(names.indicator.keys) <= _MOST_LOOKS:
            indicators = set(names.indicator.keys.values())
        if not exactly and entities is not None and len(entities) > len(names.entity.keys) / 2:
            asked, entities = replace(asked, entities=frozenset(entities)), None
        yield _about(connection, asked, entities, indicators, by_index=True)


def _keys(table, given: Mapping[str, Any], ids: str, columns: Mapping[str, str]) -> set[int] | None:
    """The keys that all filters on one kind leave; None where there is none."""
    wanted = [table.where(column, given[name]) for name, column in columns.items() if name in given]
    if ids in given:
        wanted.append({table.keys[id_] for id_ in given[ids] if id_ in table.keys})
    return set.intersection(*wanted) if wanted else None


def _about(connection: Connection, asked: Asked, entities: set[int] | None, indicators: set[int] | None, *, by_index: bool) -> Asked:
    """Only statements about some entities and indicators; where few rows are left already, no index is wanted for it."""
    plus = "" if by_index else "+"
    for name, keys in (("indicator", indicators), ("entity", entities)):
        if keys is not None and len(keys) == 1:
            asked = asked.that(f"{plus}s.{name} = :{name}", **{name: min(keys)})
        elif keys is not None:
            asked = asked.that(among(connection, f"{plus}s.{name}", name), **{name: listed(connection, keys)})
    return asked


def _rest(connection: Connection, names: Names, given: Mapping[str, Any], asked: Asked, *, every: bool) -> Asked:
    """The filters on attributes, periods and standing; `every`: all statements would be gone through."""
    for name, column in {**_ATTRIBUTE, "sources": "source"}.items():
        if name in given:
            wanted = given[name] if name != "sources" else [names.source.keys[id_] for id_ in given[name] if id_ in names.source.keys]
            having = among(connection, column, name)
            params = {name: listed(connection, set(wanted))}
            asked = asked.that(_carrying(connection, having, params, every=every), **params)
    if "shown" in given:
        asked = asked.that("s.standing > 0" if given["shown"] else "s.standing < 0")
    asked = _doubts(connection, given, asked, every=every)
    if "valued" in given:
        asked = asked.that(f"s.value IS {'NOT ' if given['valued'] else ''}NULL")
    if "observation" in given:
        asked = asked.that(*(f"s.{name} = {key}" for name, key in tables.keys_of(int(given["observation"])).items()))
    if "breakdown" in given:
        asked = asked.that("s.breakdown = (SELECT key FROM breakdown WHERE text = :breakdown)", breakdown=given["breakdown"])
    if "periods" in given:
        having = among(connection, "text", "periods")
        asked = asked.that(f"s.period IN (SELECT key FROM period WHERE {having})", periods=listed(connection, set(given["periods"])))
    for name, having in (("since", '"end" >= :since'), ("until", '"start" <= :until')):
        if given.get(name):
            asked = asked.that(f"s.period IN (SELECT key FROM period WHERE {having})", **{name: given[name]})
    return asked


def _carrying(connection: Connection, having: str, params: Mapping[str, Any], *, every: bool) -> str:
    """SQL: whether a statement has attributes for which something holds. Before every statement is gone through, it is asked
    whether there are such attributes at all."""
    if every and not connection.execute(text(f"SELECT 1 FROM attributes WHERE {having} LIMIT 1"), params).first():
        return "1 = 0"
    return f"s.attributes IN (SELECT key FROM attributes WHERE {having})"


def _doubts(connection: Connection, given: Mapping[str, Any], asked: Asked, *, every: bool) -> Asked:
    """`disputed`: other statements of the observation say something else. `flags`: any of these. `doubted`: either."""
    flagged = {name: [f"%;{flag};%" for flag in given[name]] for name in ("flags", "doubted") if name in given}
    for name, patterns in flagged.items():
        params = {f"{name}_{place}": pattern for place, pattern in enumerate(patterns)}
        having = " OR ".join(f"';' || flags || ';' LIKE :{one}" for one in params) or "1 = 0"
        carrying = _carrying(connection, having, params, every=every)
        asked = asked.that(f"({_DISPUTED} OR {carrying})" if name == "doubted" else carrying, **params)
    return asked.that(_DISPUTED) if given.get("disputed") else asked


_DISPUTED = "(s.standing > 16 OR s.standing < -16)"
"""Rivals are counted in sixteens (loaders.tables.standing)."""


def _spoken(names: Names, word: str) -> dict[str, set[int]]:
    """The entities, indicators and sources with a folded word in a name, as far as there are any."""
    return {kind: keys for kind in ("entity", "indicator", "source") if (keys := getattr(names, kind).holding(word))}


def _narrowed(keys: set[int] | None, spoken: Iterable[Mapping[str, set[int]]], kind: str) -> set[int] | None:
    """Of some keys (None for all) those with each word that stands in names of this kind alone: the index finds them."""
    for alone in (kinds[kind] for kinds in spoken if kinds.keys() == {kind}):
        keys = alone if keys is None else keys & alone
    return keys


def _speaking(connection: Connection, asked: Asked, kinds: Mapping[str, set[int]], place: int) -> Asked:
    """Only statements whose entity, indicator or source is among those with one word."""
    params = {f"{kind}_word_{place}": listed(connection, keys) for kind, keys in kinds.items()}
    having = [among(connection, f"s.{kind}", name) if kind != "source" else
              f"s.attributes IN (SELECT key FROM attributes WHERE {among(connection, 'source', name)})"
              for kind, name in zip(kinds, params, strict=True)]
    return asked.that(f"({' OR '.join(having)})", **params)


def _parts(names: Names, asked: Asked, sources: Iterable[str] | None) -> Iterator[Asked]:
    """The whole table; or, where sources are asked for, the statements that are written and the imports of these sources."""
    if sources is None:
        yield asked
        return
    wanted = {names.source.keys.get(id_) for id_ in sources}
    for recipe in (0, *(recipe for recipe, source in sorted(names.recipe_sources.items()) if source in wanted)):
        low = recipe << tables.RECIPE_BITS
        yield asked.that("s.key >= :low", "s.key < :high", low=low, high=low + (1 << tables.RECIPE_BITS))


def _by_id(connection: Connection, names: Names, asked: Asked, ids: Iterable[str]) -> Iterator[Asked]:
    """Statements by their ids: those that are written, and those that imports derive."""
    wanted = set(ids)
    if not wanted:
        return
    having = among(connection, "id", "ids")
    yield asked.that(f"s.key IN (SELECT key FROM written WHERE {having})", ids=listed(connection, wanted))
    for recipe, told in _derived(connection, names, wanted):
        low = recipe << tables.RECIPE_BITS
        one = asked.that("s.key >= :low", "s.key < :high", low=low, high=low + (1 << tables.RECIPE_BITS), **told)
        yield replace(one, joined=_QUADRUPLES[connection.dialect.name])


_QUADRUPLES = {
    "sqlite": " JOIN json_each(:told) t ON s.indicator = json_extract(t.value, '$[0]') AND s.entity = json_extract(t.value, '$[1]')"
              " AND s.breakdown = json_extract(t.value, '$[2]') AND s.period = json_extract(t.value, '$[3]')",
    "postgresql": " JOIN unnest(CAST(:told_0 AS bigint[]), CAST(:told_1 AS bigint[]), CAST(:told_2 AS bigint[]), "
                  "CAST(:told_3 AS bigint[])) t(i, e, b, p) ON s.indicator = t.i AND s.entity = t.e AND s.breakdown = t.b "
                  "AND s.period = t.p",
}


def _derived(connection: Connection, names: Names, ids: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """By recipe, the keys that ids of imported statements are made of, as parameters."""
    parted = [[*id_.split(":", 4), ""][:5] for id_ in sorted(ids) if id_.count(":") >= 3]
    periods = _keys_of_texts(connection, tables.period.name, {period.replace("--", "/") for *_, period, _ in parted})
    breakdowns = _keys_of_texts(connection, tables.breakdown.name, {breakdown for *_, breakdown in parted})
    found: dict[int, list[tuple]] = {}
    for recipe, entity, indicator, period, breakdown in parted:
        keys = (names.indicator.keys.get(indicator), names.entity.keys.get(entity), *breakdowns.get(breakdown, [None]))
        if None not in keys and recipe in names.recipe.keys:
            found.setdefault(names.recipe.keys[recipe], []).extend((*keys, one) for one in periods.get(period.replace("--", "/"), ()))
    for recipe, told in ((recipe, told) for recipe, told in found.items() if told):
        if connection.dialect.name == "postgresql":
            yield recipe, {f"told_{place}": list(column) for place, column in enumerate(zip(*told, strict=True))}
        else:
            yield recipe, {"told": json.dumps(told)}


def _keys_of_texts(connection: Connection, table: str, texts: set[str]) -> dict[str, list[int]]:
    """The keys of periods or breakdowns by their texts; a period may have several, one for each sense."""
    found: dict[str, list[int]] = {}
    asked = text(f"SELECT text, key FROM {table} WHERE {among(connection, 'text', 'texts')}")
    for told, key in connection.execute(asked, {"texts": listed(connection, texts)}) if texts else ():
        found.setdefault(told, []).append(key)
    return found


def only(connection: Connection, number: int, other: int) -> Iterator[Asked]:
    """The queries that give the statements of one release whose row another does not hold: what has begun since the other,
    or ended before it. What has changed is looked at, not what has stayed."""
    alive = Asked().that("s.first_release <= :number", "s.last_release >= :number", number=number)
    if number < other:
        yield alive.that("s.last_release < :other", f"s.last_release < {tables.OPEN}", other=other)
        return
    begun = text("SELECT low, behind FROM begun WHERE release > :other AND release <= :number")
    for low, behind in connection.execute(begun, {"other": other, "number": number}).all():
        yield alive.that("s.key >= :low", "s.key < :behind", low=low, behind=behind)


def ids(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """The written ids of statements by key; imported ones have none."""
    wanted = [key for key in keys if key >> tables.RECIPE_BITS == 0]
    if not wanted:
        return {}
    asked = text(f"SELECT key, id FROM written WHERE {among(connection, 'key', 'keys')}")
    return dict(connection.execute(asked, {"keys": listed(connection, wanted)}).all())
