"""How many questions a page asks the database: a bound for each, and the same number however many rows there are."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shipped
from bench import seeded
from sqlalchemy import Engine, event

from layouts import search, site
from layouts.pages import found
from layouts.visit import Visit
from layouts.visitor import Visitor
from loaders import beside, read, run, store

PAGES = found()
MOST = {
    "/": 16, "/map": 6, "/compare": 6, "/clusters": 10, "/cluster/kharkiv-it-cluster": 10, "/region/UA-63": 7, "/trends": 6,
    "/figures": 5, "/figure/K016": 17, "/alliance": 16, "/events": 14, "/sources": 5, "/sources/kharkiv_annual_meeting_2023": 4,
    "/releases": 6,
}
"""Questions of each page once the registers of its release are read; a page of figures asks for the rows, for texts that were not
asked for before, and for the ids of written statements."""

SIZES = (3_000, 30_000)
GROWING = ("/", "/compare", "/compare?indicator=things_003", "/map?indicator=things_003", "/clusters", "/cluster/cluster-0007",
           "/trends?indicators=things_003&entities=cluster-0001,cluster-0002", "/figures", "/figures?indicator=things_003", "/sources",
           "/sources/made_source", "/events", "/releases")


def questions(engine: Engine, ask: Callable[[], object]) -> int:
    """How many SELECTs are sent meanwhile."""
    asked: list[str] = []

    def heard(connection, cursor, statement, parameters, context, executemany) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", heard)
    return len(asked)


def drawn(visit: Visit) -> None:
    site.render(PAGES, visit)


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_no_more_than_its_number_of_questions(path):
    engine = shipped.release().engine
    drawn(shipped.visit(path, lang="en"))
    asked = questions(engine, lambda: drawn(shipped.visit(path, lang="uk")))
    assert 0 < asked <= MOST[path]


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> list[Visitor]:
    """Who reads a database of few statements and one of ten times as many."""
    made = []
    for size in SIZES:
        room = tmp_path_factory.mktemp(str(size))
        address = f"sqlite:///{room}/atlas.sqlite"
        outcome = run.load([seeded.folder(room / "data", size)], address)
        assert not outcome.problems
        settings = read.settings(Path(shipped.PROJECT) / "config.yaml")
        made.append(Visitor(store.engine(address), settings, shipped.tables(), beside.outlines([shipped.DATA])))
    return made


@pytest.mark.parametrize("address", GROWING)
def test_ten_times_as_many_rows_are_asked_for_with_as_many_questions(visitors, address):
    path, _, choices = address.partition("?")
    given = dict(pair.split("=") for pair in choices.split("&")) if choices else {}
    counts = []
    for visitor in visitors:
        drawn(visitor.visit(path, given))
        counts.append(questions(visitor.engine, lambda one=visitor: drawn(one.visit(path, {**given, "lang": "uk"}))))
    assert counts[0] == counts[1] > 0


def test_a_first_look_at_a_profile_asks_for_all_its_ranks_at_once(visitors):
    counts = [questions(one.engine, lambda one=one: drawn(one.visit("/cluster/cluster-0011", {}))) for one in visitors]
    assert max(counts) <= MOST["/cluster/kharkiv-it-cluster"] + 5


def test_a_search_reads_no_figures_of_what_has_a_page_of_its_own(visitors):
    read = []
    for visitor in visitors:
        visit = visitor.visit("/", {})
        search.results(visit, "place cluster")
        read.append(questions(visitor.engine, lambda visit=visit: search.results(visit, "place cluster-000")))
    assert read[0] == read[1] == 3, "the names of entities, indicators and sources"
