"""Loading statements of each size: rows a second, memory, and how often DuckDB would read the same file meanwhile.

Each load is a process of its own, so that its memory is its own. The floor is DuckDB's `read_csv` into a table of a file,
with its types told, before and after the load.
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from time import perf_counter

import duckdb
from bench import rooms, seeded
from bench.measure import Measure, median

PROJECT = Path(__file__).resolve().parents[2]
TIMES_DUCKDB = {"sqlite": 6.0, "postgresql": 8.0}
MOST_MEMORY = {"15k": 250.0, "1M": 250.0, "3.7M": 400.0}
MOST_OF_FIRST = 25.0
"""Percent of the first load, for a file that is as before, and for one with a thousand figures changed."""
CHANGED = 1_000
LOAD = """
import json, sys, time
from bench.memory import peak
from loaders import run
start, work = time.perf_counter(), time.process_time()
outcome = run.load([sys.argv[1]], sys.argv[2])
assert not outcome.problems, outcome.problems
print(json.dumps([time.perf_counter() - start, time.process_time() - work, peak(), outcome.counts["added"]]))
"""


def measures() -> Iterator[Measure]:
    """Every size on every database."""
    for size in rooms.sizes():
        for kind in rooms.databases():
            with nullcontext(rooms.sqlite(size)) if kind == "sqlite" else rooms.postgresql() as address:
                yield from _loaded(size, kind, address)


def _loaded(size: str, kind: str, address: str) -> Iterator[Measure]:
    folder = rooms.folder(size)
    table, rows = folder / "files/made.csv", seeded.SIZES[size]
    floors = [_duckdb(table)]
    seconds, work, peak, _ = _load(folder, address)
    floors.append(_duckdb(table))
    floor = median(floors)
    name, large = f"load {size} {kind}", rows >= 1_000_000
    yield Measure(name, seconds / floor, "times DuckDB", TIMES_DUCKDB[kind] if large else None,
                  f"{rows / seconds:,.0f} rows/s, {seconds:.1f} s ({work:.1f} s of our own work), DuckDB {floor:.2f} s")
    if kind == "sqlite":
        yield Measure(f"{name}, to csv and executemany", seconds / _by_hand(table), "times", None,
                      "the same file into one plain table, each figure made a number, nothing else checked, no index")
    yield Measure(f"{name}: memory", peak, "MB resident", MOST_MEMORY.get(size) if kind == "sqlite" else None)
    again, _, _, added = _load(folder, address)
    assert added == 0
    yield Measure(f"{name}: again, unchanged", 100 * again / seconds, "% of the first", MOST_OF_FIRST if large else None, f"{again:.2f} s")
    if large:
        seeded.table(table, rows, changed=CHANGED)
        change, _, _, added = _load(folder, address)
        yield Measure(f"{name}: {CHANGED} figures changed", 100 * change / seconds, "% of the first", MOST_OF_FIRST,
                      f"{change:.1f} s, {added} rows written, scattered over the whole file")
        seeded.table(table, rows)


def _load(folder: Path, address: str) -> tuple[float, float, float, int]:
    """Seconds, seconds of own work, resident megabytes and rows added of one load."""
    said = subprocess.run([sys.executable, "-c", LOAD, str(folder), address], cwd=PROJECT, capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tests'}"})
    return tuple(json.loads(said.stdout))


def _duckdb(table: Path) -> float:
    """Seconds that DuckDB takes to read a file into a table of a fresh database."""
    path = rooms.room() / "floor.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        start = perf_counter()
        connection.execute(
            "CREATE TABLE made AS SELECT * FROM read_csv(?, header = true, columns = {'entity': 'VARCHAR', 'indicator': 'VARCHAR', "
            "'period': 'VARCHAR', 'figure': 'DOUBLE'})", [str(table)])
        connection.execute("CHECKPOINT")
        return perf_counter() - start


def _by_hand(table: Path) -> float:
    """Seconds that a script would take: each line read by csv, its figure made a number, and all of it into one table of SQLite."""
    path = rooms.room() / "floor.sqlite"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, table.open(encoding="utf-8", newline="") as file:
        start = perf_counter()
        connection.execute("CREATE TABLE made (entity TEXT, indicator TEXT, period TEXT, figure REAL)")
        lines = csv.reader(file)
        next(lines)
        connection.executemany("INSERT INTO made VALUES (?, ?, ?, ?)", ((*said, float(figure)) for *said, figure in lines))
        connection.commit()
        return perf_counter() - start
