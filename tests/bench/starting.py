"""How long a process takes from its start to its first answer, and what one worker holds in memory, on the shipped data.

The start is measured beside the floor of any program of this kind: a process that only imports the libraries that serve pages.
"""

import contextlib
import http.client
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from bench import rooms
from bench.measure import Measure, median
from served import Site, free_port

from layouts import pages

PROJECT = Path(__file__).resolve().parents[2]
STARTS, VISITS, CARDS, PATIENCE_S = 7, 2_000, 400, 120
SERVE = (sys.executable, "app.py", "serve")
FLOOR = (sys.executable, "-c", "import dash, dash_ag_grid, dash_mantine_components, fastapi, pandas, sqlalchemy, uvicorn")
FILES = ("/slides/deck.pptx?deck=annual_meeting_2023", "/slides/deck.pdf?deck=annual_meeting_2023", "/bundle.zip", "/download/atlas.xlsx",
         "/form/kharkiv-it-cluster.xlsx", "/picture/ranking.png?indicator=member_companies")
"""What loads the libraries that make files."""

ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As on any machine: what was compiled at the first start is there at the next."""


def measures() -> Iterator[Measure]:
    """Seconds to the first page, where nothing has changed and where nothing is loaded; megabytes after visits."""
    address = f"sqlite:///{rooms.room()}/starting.sqlite"
    subprocess.run([sys.executable, "app.py", "load", "--database", address], cwd=PROJECT, env=ENVIRONMENT, check=True, capture_output=True)
    yield from _starts(address)
    with _serving("--database", address) as site:
        yield from _memory(site, psutil.Process(site.process.pid))
    yield from _commands()


def _starts(address: str) -> Iterator[Measure]:
    """Starts of each kind in turn with the floor, so that what else the machine does falls on all alike."""
    _start("--database", address)  # compiles
    kinds = {"nothing has changed": (), "nothing is loaded (--no-load)": ("--no-load",)}
    rounds = [(_spent(*FLOOR), *(_start("--database", address, *given) for given in kinds.values())) for _ in range(STARTS)]
    floor = median(one[0] for one in rounds)
    for place, kind in enumerate(kinds, 1):
        wall, own = (median(one[place][part] for one in rounds) for part in (0, 1))
        said = f"of its own work, {own / floor:.2f} times importing the libraries alone ({floor:.2f} s); {wall:.1f} s by the clock"
        yield Measure(f"start to the first page, {kind}", own, "s", 1.5, said)


def _start(*given: str) -> tuple[float, float]:
    """Seconds from the start of a server to its first page, and of its own work until then."""
    begun = time.monotonic()
    with _serving(*given) as site:
        wall, used = time.monotonic() - begun, psutil.Process(site.process.pid).cpu_times()
        return wall, used.user + used.system


def _memory(site: Site, worker: psutil.Process) -> Iterator[Measure]:
    """What a worker holds as visits go on. Each is to another address, so that none is answered from memory."""
    def held() -> float:
        return worker.memory_info().rss / 2**20

    listed, first = _addresses(site), held()
    for address in listed[:-CARDS + 1]:
        _asked(site, address)
    each, chance = held(), random.Random(1)
    for number in range(VISITS):
        _asked(site, f"{chance.choice(listed)}?lang={'en' if number % 2 else 'uk'}&n={number}")
    said = f"{first:.0f} after the first page, {each:.0f} after one of every page; {VISITS:,} visits"
    yield Measure("server memory, one worker, shipped data", held(), "MB", 200, said)
    for address in FILES:
        _asked(site, address)
    yield Measure("server memory, once files of every kind were made", held(), "MB")


def _commands() -> Iterator[Measure]:
    """Commands that a person waits for, in seconds of their own work."""
    for name, given in (("app.py --help", ("--help",)), ("app.py check", ("check",))):
        spent = median(_spent(sys.executable, "app.py", *given) for _ in range(STARTS))
        yield Measure(name, spent, "s", said="of its own work")


def _spent(*command: str) -> float:
    """Seconds of processor time of a command: what this process's children that have ended took, now and before."""
    before = os.times()
    subprocess.run(command, cwd=PROJECT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _addresses(site: Site) -> list[str]:
    """Every page, a few places of those that have places, and cards."""
    statements = site.rows(limit=str(CARDS))
    places = {"/cluster/": ["kharkiv-it-cluster", "lviv-it-cluster"], "/region/": ["UA-63"], "/sources/": ["kharkiv_annual_meeting_2023"],
              "/figure/": [row["statement"] for row in statements]}
    found = pages.found()
    return [path for path in found if not path.endswith("/") or path == "/"] + [
        f"{path}{place}" for path, named in places.items() for place in named]


def _asked(site: Site, address: str) -> None:
    answer = site.ask(address, accept_encoding="gzip")
    assert answer.status == 200, (answer.status, address)


@contextlib.contextmanager
def _serving(*given: str) -> Iterator[Site]:
    """A server from its first page on; looked for more often than tests do."""
    site = Site(free_port(), rooms.room() / "starting.txt")
    with site.log.open("w", encoding="utf-8") as log:
        site.process = subprocess.Popen([*SERVE, "--port", str(site.port), *given], cwd=PROJECT, env=ENVIRONMENT, stdout=log, stderr=log)
    try:
        until = time.monotonic() + PATIENCE_S
        while not _answers(site):
            assert site.process.poll() is None and time.monotonic() < until, site.log.read_text(encoding="utf-8")
            time.sleep(0.02)
        yield site
    finally:
        site.process.terminate()
        site.process.wait(timeout=30)


def _answers(site: Site) -> bool:
    try:
        return site.ask("/").status == 200
    except (ConnectionError, http.client.HTTPException):
        return False
