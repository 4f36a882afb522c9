"""Fifty readers for two minutes: cards, embeds and the API, mixed, in both languages, living and frozen, warm.

Each reader asks, reads for about a second, and asks again; every other time he sends back the tag that he was given. The server
is a process of its own on 127.0.0.1, as `app.py serve` starts it; nothing else is ever asked.
"""

import http.client
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bench.measure import Measure
from served import Site, serving

PROJECT = Path(__file__).resolve().parents[2]
READERS, SECONDS, READS_S = 50, 120, 1.0
MOST_QUESTIONS = 20_000
"""However fast the server is, no more than this is asked."""

SLOWEST_P99_MS, MOST_GROWTH = 300, 1.1
MOST_WORK_MS = 10
"""Of one processor: fifty readers then take half of one. It holds whatever else the machine does, which the times do not."""

CARDS = 40
EMBEDS = (
    "ranking?indicator=member_companies", "series?indicators=ict_service_exports_bop&entities=ukraine", "map?indicator=population",
    "clusters?indicator=member_companies", "table?id=K016,K004", "headlines",
)
ASKED = (
    "observations?kind=cluster&limit=50", "observations?region=UA-63", "statements?source=kharkiv_annual_meeting_2023",
    "ranking?indicator=member_companies", "ranking.csv?indicator=member_companies&kind=cluster", "find?q=Kharkiv",
    "series?entity=ukraine&indicator=ict_service_exports_bop,it_exports_nbu", "regions?indicator=population", "entities?kind=cluster",
    "observations?q=students", "statements.csv?entity=kharkiv-it-cluster", "releases", "entities/UA-63", "observations/K016",
)


@dataclass
class Told:
    """What the readers met: milliseconds and kind of every answer, and what was no answer."""

    times: dict[str, list[float]] = field(default_factory=lambda: {"card": [], "embed": [], "api": []})
    wrong: Counter = field(default_factory=Counter)
    known: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, spent: float, status: int, address: str) -> None:
        with self.lock:
            self.times[kind].append(spent)
            self.known += status == 304
            if status not in (200, 304):
                self.wrong[f"{status} {address}"] += 1

    @property
    def asked(self) -> int:
        return sum(map(len, self.times.values()))


def addresses(site: Site) -> list[tuple[str, str]]:
    """Every address that is asked, with its kind."""
    ids = [line.partition(",")[0] for line in site.ask(f"/api/v1/statements.csv?limit={CARDS * 5}").text.splitlines()[1::5]]
    found = [("card", f"/figure/{one}") for one in ids[:CARDS]]
    found += [("embed", f"/embed/{one}") for one in EMBEDS]
    found += [("embed", f"/embed/{name}.svg{mark}{choices}") for name, mark, choices in (one.partition("?") for one in EMBEDS)]
    found += [("api", f"/api/v1/{one}") for one in ASKED]
    return [(kind, f"{address}{'&' if '?' in address else '?'}{more}") for kind, address in found
            for more in ("lang=en", "lang=uk", "lang=uk&release=1")]


def read(port: int, listed: list[tuple[str, str]], told: Told, until: float, seed: int) -> None:
    """One reader, on a connection of his own that he keeps."""
    chance, tags = random.Random(seed), {}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    time.sleep(chance.random() * READS_S)
    while time.monotonic() < until and told.asked < MOST_QUESTIONS:
        kind, address = chance.choice(listed)
        heads = {"accept-encoding": "gzip"} | ({"if-none-match": tags[address]} if address in tags and chance.random() < 0.5 else {})
        start = time.perf_counter()
        try:
            connection.request("GET", address, headers=heads)
            answer = connection.getresponse()
            answer.read()
            tags[address] = answer.headers.get("etag", "")
            told.add(kind, 1000 * (time.perf_counter() - start), answer.status, address)
        except (OSError, http.client.HTTPException) as failure:
            told.add(kind, 1000 * (time.perf_counter() - start), 0, f"{type(failure).__name__} {address}")
            connection.close()
        time.sleep(READS_S * (0.5 + chance.random()))
    connection.close()


def memory_mb(pid: int) -> float:
    """What a process holds, in MB, by the system's own account."""
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(said.stdout) / 1024


def work_s(pid: int) -> int:
    """Seconds of processor time that a process has had, by the system's own account."""
    said = subprocess.run(["ps", "-o", "cputime=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout.strip()
    return sum(int(float(part)) * 60**place for place, part in enumerate(reversed(said.replace("-", ":").split(":"))))


def measures(seconds: int = SECONDS) -> Iterator[Measure]:
    """What the readers met, each beside its goal where it has one."""
    with tempfile.TemporaryDirectory() as room, serving(PROJECT, Path(room), "--database", f"sqlite:///{room}/atlas.sqlite") as site:
        listed = addresses(site)
        for _ in range(2):
            for kind, address in listed:
                answer = site.ask(address, accept_encoding="gzip")
                assert answer.status == 200, (answer.status, kind, address)
        told, before, worked = Told(), memory_mb(site.process.pid), work_s(site.process.pid)
        until = time.monotonic() + seconds
        readers = [threading.Thread(target=read, args=(site.port, listed, told, until, seed)) for seed in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        after, worked = memory_mb(site.process.pid), work_s(site.process.pid) - worked
    every = [one for times in told.times.values() for one in times]
    yield Measure("50 readers: errors", sum(told.wrong.values()), "", 0, "; ".join(problem for problem, _ in told.wrong.most_common(3)))
    yield Measure("50 readers: p99 of every answer", _p99(every), "ms", SLOWEST_P99_MS,
                  ", ".join(f"{kind} {_p99(times):.0f}" for kind, times in told.times.items()))
    yield Measure("50 readers: the server's work per answer", 1000 * worked / told.asked, "ms", MOST_WORK_MS,
                  f"{told.asked} answers, {told.known} known already, median {quantiles(every, n=2)[0]:.0f} ms")
    yield Measure("50 readers: memory after, to before", after / before, "times", MOST_GROWTH, f"{after:.0f} MB")


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


if __name__ == "__main__":
    for measure in measures(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS):
        print(measure)
