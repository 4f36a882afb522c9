"""A load that is killed leaves the release before it whole, and the next load works; a large file does not fill the memory."""

import json
import multiprocessing
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench import seeded
from counted import counted
from sqlalchemy import text

from loaders import run, store
from metrics import query

SEED = 20_241_125
ROWS = 4_000
PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture
def versions(tmp_path: Path) -> list[Path]:
    """Two states of one folder that differ in half of their figures."""
    return [seeded.folder(tmp_path / name, ROWS, changed=changed) for name, changed in (("one", 0), ("other", ROWS // 2))]


def figures(folder: Path) -> list[float]:
    """The figures of the table of a folder."""
    lines = (folder / "files/made.csv").read_text(encoding="utf-8").splitlines()[1:]
    return sorted(float(line.rpartition(",")[2]) for line in lines)


def stored(database: str) -> tuple[int, list[float]]:
    """The newest release and the figures that it holds; 0 and none where nothing was ever loaded."""
    try:
        engine = store.engine(database)
    except store.StoreError:
        return 0, []
    release = query.newest(engine)
    found = sorted(query.statements(release)["value"]) if release else []
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    engine.dispose()
    return (release.number if release else 0), found


def killed(folder: Path, database: str, seconds: float) -> bool:
    """Whether a load was still at work when it was killed after some seconds."""
    child = multiprocessing.get_context("fork").Process(target=run.load, args=([folder], database))
    child.start()
    child.join(seconds)
    child.kill()
    child.join()
    return child.exitcode != 0


@pytest.mark.soak
def test_a_load_killed_at_any_moment_leaves_the_old_release_whole_and_the_next_works(versions, database):
    chance = random.Random(SEED)
    told = [figures(folder) for folder in versions]
    run.load([versions[1]], database)
    began = time.monotonic()
    run.load([versions[0]], database)
    usual = time.monotonic() - began
    release, at_work = 2, 0
    moments = counted(6, 50)
    for number in range(moments):
        old, new = number % 2, 1 - number % 2
        moment = chance.random() * usual
        stopped = killed(versions[new], database, moment)
        at_work, usual = at_work + stopped, usual if stopped else moment
        found = stored(database)
        assert found in ((release, told[old]), (release + 1, told[new])), f"seed {SEED}, moment {number} at {moment} s of {usual}"
        assert run.load([versions[new]], database).release == release + 1
        release += 1
    assert at_work >= moments / 6


def test_a_first_load_killed_at_any_moment_leaves_nothing_or_all_and_the_next_works(versions, database):
    moment, whole = random.Random(SEED).random(), (1, figures(versions[0]))
    if killed(versions[0], database, moment):
        assert stored(database) in ((0, []), whole), f"seed {SEED}, at {moment} s"
    assert run.load([versions[0]], database).release == 1
    assert stored(database) == whole


MEASURE = """
import json, sys
sys.path.insert(0, "tests")
from bench.memory import peak
from loaders import run
before = peak()
outcome = run.load([sys.argv[1]], sys.argv[2])
assert not outcome.problems, outcome.problems
print(json.dumps([before, peak(), outcome.accounts["made"].statements]))
"""


@pytest.mark.soak
def test_a_large_file_passes_in_bounded_memory(tmp_path, database):
    """3.7 million rows under 400 MB in the long run. In the short one what is added to an idle process: held as records, its
    rows would take four times as much."""
    size = counted(100_000, 3_700_000)
    folder = seeded.folder(tmp_path / "large", size)
    said = subprocess.run([sys.executable, "-c", MEASURE, str(folder), database], cwd=PROJECT, capture_output=True, text=True, check=True)
    before, peak, statements = json.loads(said.stdout)
    assert statements == pytest.approx(size, rel=0.02)
    assert peak < 400
    assert size > 100_000 or peak - before < 100
