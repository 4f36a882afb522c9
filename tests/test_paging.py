"""Statements by the page: every row once, whatever the filter, the same from both databases."""

from pathlib import Path

import pandas as pd
import pytest

from loaders import run, store
from metrics import paging, query

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def release(database: str) -> query.Release:
    outcome = run.load([SMALL], database)
    assert not outcome.problems
    found = query.newest(store.engine(database))
    assert found is not None
    return found


def pages(release: query.Release, limit: int, **narrowed) -> list[pd.DataFrame]:
    """Every page from the first to the last."""
    found, after = [], 0
    while after is not None:
        page = paging.page(release, limit=limit, after=after, **narrowed)
        found.append(page.rows)
        after = page.after
    return found


def ids(frames: list[pd.DataFrame]) -> list[str]:
    return [one for frame in frames for one in frame["statement"]]


def test_the_pages_together_hold_every_statement_once_and_none_more_than_asked(release):
    every = query.statements(release)
    for limit in (1, 2, len(every) - 1, len(every), 1000):
        found = pages(release, limit)
        assert max(map(len, found)) <= limit
        assert sorted(ids(found)) == sorted(every["statement"])
        assert len(found) == -(-len(every) // limit)


def test_a_page_holds_what_statements_would_say(release):
    page = paging.page(release, limit=1000)
    pd.testing.assert_frame_equal(page.rows, query.statements(release))
    assert page.after is None


def test_the_filters_are_those_of_statements_and_count_counts_them(release):
    every = query.statements(release)
    one = every.iloc[0]
    for narrowed, kept in [
        ({"entities": [one["entity"]]}, every["entity"] == one["entity"]),
        ({"indicators": [one["indicator"]]}, every["indicator"] == one["indicator"]),
        ({"kinds": ["cluster"]}, every["entity_kind"] == "cluster"),
        ({"statuses": ["F", "planned"]}, every["status"].isin(["F", "planned"])),
        ({"qualifiers": ["at_least"]}, every["qualifier"] == "at_least"),
        ({"shown": True}, every["shown"]),
        ({"shown": False}, ~every["shown"]),
        ({"since": "2023-01-01"}, every["period_end"].map(lambda day: bool(day) and day >= "2023-01-01")),
        ({"until": "2022-12-31"}, every["period_start"].map(lambda day: bool(day) and day <= "2022-12-31")),
        ({"entities": []}, every["entity"] == ""),
        ({"entities": None}, every["entity"] != ""),
    ]:
        assert sorted(ids(pages(release, 3, **narrowed))) == sorted(every[kept]["statement"]), narrowed
        assert paging.count(release, most=1000, **narrowed) == int(kept.sum()), narrowed
    assert paging.count(release, most=2) == 3


def test_words_are_looked_for_in_names_each_of_them(release):
    register = query.register(release)
    every = query.statements(release)
    name = next(iter(register.entities))
    word = register.entities[name].name["en"].split()[0].lower()
    found = set(ids(pages(release, 100, words=(word,))))
    assert set(every[every["entity"] == name]["statement"]) <= found
    assert pages(release, 100, words=(word, "nosuchword"))[0].empty
    assert pages(release, 100, words=("%",))[0].empty


def test_ids_that_begin_alike_are_near(release):
    every = sorted(query.statements(release)["statement"])
    start = every[0][:1]
    assert sorted(paging.nearest(release, start)) == [one for one in every if one.startswith(start)]
    assert paging.nearest(release, "\x7fnothing") == []


def test_an_unknown_filter_is_an_error_of_the_program(release):
    with pytest.raises(TypeError, match="no filter is called colours"):
        paging.page(release, limit=1, colours=["red"])
