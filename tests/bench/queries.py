"""The four questions at the largest size, through metrics/query and by hand: the same answer from the same file."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from bench import rooms, seeded
from bench.measure import Measure, median, milliseconds, p95

from loaders import run, store, tables
from metrics import query

ROUNDS = 60
COLUMNS = ("entity", "indicator", "period", "value", "value_high", "unit", "qualifier", "status")
MOST_P95, TIMES_HAND, MORE_MS = 20.0, 1.5, 2.0

_TOLD = """SELECT e.id, i.id, p.text, s.value, s.value_high, a.unit, a.qualifier, a.status FROM {table} s
JOIN entity e ON e.key = s.entity JOIN indicator i ON i.key = s.indicator JOIN period p ON p.key = s.period
JOIN attributes a ON a.key = s.attributes
WHERE s.indicator IN (SELECT key FROM indicator WHERE id IN ({indicators})) AND s.entity IN ({entities})
AND s.first_release <= 1 AND s.last_release >= 1{more}"""
_OF_KIND = "SELECT entity FROM entity_version WHERE kind = '{kind}' AND last_release = " + str(tables.OPEN)
_NAMED = "SELECT key FROM entity WHERE id IN ({ids})"


def _question(chance: random.Random, release: query.Release) -> dict[str, tuple[Callable, str]]:
    """One example of each question: how it is asked, and the same in SQL."""
    indicators = chance.sample(seeded.indicators(), 12)
    clusters = chance.sample(seeded.entities()[:seeded.CLUSTERS], 26)
    quarter, one = chance.choice(seeded.QUARTERS), indicators[:1]
    return {
        "ranking of the newest": (
            lambda: query.latest(release, COLUMNS, indicators=one, kinds=["cluster"]),
            _sql("latest", one, _OF_KIND.format(kind="cluster"))),
        "series of 8 clusters": (
            lambda: query.observations(release, COLUMNS, indicators=one, entities=clusters[:8]),
            _sql("statement", one, _NAMED.format(ids=_quoted(clusters[:8])), " AND s.standing > 0")),
        "map of one quarter": (
            lambda: query.observations(release, COLUMNS, indicators=one, kinds=["region"], periods=[quarter], breakdown=""),
            _sql("statement", one, _OF_KIND.format(kind="region"),
                 f" AND s.breakdown = 1 AND s.period IN (SELECT key FROM period WHERE text = '{quarter}') AND s.standing > 0")),
        "matrix of 26 by 12 indicators": (
            lambda: query.latest(release, COLUMNS, indicators=indicators, entities=clusters),
            _sql("latest", indicators, _NAMED.format(ids=_quoted(clusters)))),
    }


def _sql(table: str, indicators: list[str], entities: str, more: str = "") -> str:
    return _TOLD.format(table=table, indicators=_quoted(indicators), entities=entities, more=more)


def _quoted(ids: list[str]) -> str:
    return ", ".join(f"'{id_}'" for id_ in ids)


def measures() -> Iterator[Measure]:
    """The four questions on SQLite: times the same by hand (or within 2 ms of it), and what 95 of 100 answers take."""
    size = max(rooms.sizes(), key=seeded.SIZES.__getitem__)
    if "sqlite" not in rooms.databases():
        run.load([rooms.folder(size)], rooms.sqlite(size))
    engine = store.engine(rooms.sqlite(size))
    release = query.release(engine, 1)
    chance = random.Random(6)
    examples = [_question(chance, release) for _ in range(ROUNDS)]
    with closing(sqlite3.connect(rooms.sqlite(size).removeprefix("sqlite:///"))) as connection:
        for name in examples[0]:
            yield from _asked(f"{name} at {size}", [example[name] for example in examples], connection)
    engine.dispose()


def _asked(name: str, examples: list[tuple[Callable, str]], connection: sqlite3.Connection) -> Iterator[Measure]:
    ours, hand = [], []
    for ask, sql in examples:
        assert sorted(map(repr, _rows(ask()))) == sorted(map(repr, connection.execute(sql).fetchall()))
        ours += milliseconds(ask, 1)
        hand += milliseconds(lambda sql=sql: connection.execute(sql).fetchall(), 1)
    floor = median(hand)
    goal = max(TIMES_HAND, (floor + MORE_MS) / floor)
    yield Measure(name, median(ours) / floor, "times SQL by hand", goal, f"{median(ours):.2f} ms, by hand {floor:.2f} ms")
    yield Measure(f"{name}: p95", p95(ours), "ms", MOST_P95, f"by hand {p95(hand):.2f} ms")


def _rows(frame) -> list[tuple]:
    return [tuple(None if cell != cell else cell for cell in row) for row in frame.itertuples(index=False)]
