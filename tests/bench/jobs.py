"""How much work the main jobs are: CPU time of each, and its ratio to one fixed piece of work done beside it.

Milliseconds differ from machine to machine and from hour to hour; the ratios can be compared.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import bundled
import shipped
from bench.measure import Measure

from loaders import run
from metrics import query
from publish import api
from publish.downloads import routes as downloads
from publish.slides import compose, page, pdf, powerpoint
from publish.slides.chosen import chosen

ROUNDS = 5
DECK = {"deck": "annual_meeting_2023", "lang": "uk"}
PAGES = ("/", "/map", "/clusters", "/compare", "/trends", "/events", "/alliance", "/figures", "/sources", "/slides",
         "/cluster/kharkiv-it-cluster", "/region/UA-63")


def unit_of_work() -> None:
    """The fixed piece: a million numbers counted the plain way."""
    counts: dict[int, int] = {}
    for number in range(1_000_000):
        counts[number % 977] = counts.get(number % 977, 0) + 1


def load() -> None:
    """All files of data/ checked and stored as a release of a new database."""
    with tempfile.TemporaryDirectory() as room:
        run.load([shipped.DATA], f"sqlite:///{Path(room) / 'atlas.sqlite'}")


def load_bundle() -> None:
    """The bundle of everything checked and stored as a release of a new database."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "atlas.zip"
        path.write_bytes(bundled.content())
        run.load([path], f"sqlite:///{Path(room) / 'atlas.sqlite'}")


def download(name: str, form: str, **choices: str) -> Callable[[], object]:
    """One download, made anew."""
    return lambda: downloads.made(shipped.visit(f"/download/{name}.{form}", **choices), name, choices, form, "https://atlas.example.org")


def jobs() -> dict[str, Callable[[], object]]:
    visit = shipped.visit("/slides", **DECK)
    outlines = visit.maps["ukraine_oblasts"]
    wanted = chosen(visit)
    deck = compose.compose(visit, wanted.arranged, wanted.asked)
    return {
        "load data/ into a new database": load,
        **{f"page {path}": lambda path=path: shipped.view(path, lang="uk") for path in PAGES},
        "statements.csv": lambda: api.as_csv(query.statements_csv(shipped.release())),
        "bundle.zip": lambda: bundled.of(shipped.release()),
        "load it into a new database": load_bundle,
        "download atlas.csv": download("atlas", "csv"),
        "download atlas.xlsx": download("atlas", "xlsx"),
        "download ranking.xlsx": download("ranking", "xlsx", indicator="member_companies"),
        f"compose {len(deck.slides)} slides": lambda: compose.compose(shipped.visit("/slides", **DECK), wanted.arranged, wanted.asked),
        "write them as PowerPoint": lambda: powerpoint.write(deck, None, outlines),
        "write them as PDF": lambda: pdf.write(deck, outlines),
        "write them as HTML": lambda: page.html(deck, outlines),
    }


def cpu_ms(work: Callable[[], object]) -> float:
    """Milliseconds of this process's own time."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def measures() -> Iterator[Measure]:
    """The ratio of every job."""
    for name, work in jobs().items():
        work()
        rounds = [(cpu_ms(work), cpu_ms(unit_of_work)) for _ in range(ROUNDS)]
        spent = median(spent for spent, _ in rounds)
        yield Measure(f"job: {name}", median(spent / unit for spent, unit in rounds), "of the fixed work", said=f"{spent:.0f} ms")
