"""Ranks that admit what is not known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_frames import frame, row

from metrics import rank
from metrics.compare import NotComparable


def ranked(*given: tuple[str, float, str]) -> dict[str, dict]:
    rows = [row(f"S-{name}", value, entity=name, qualifier=qualifier) for name, value, qualifier in given]
    return rank.rank(frame(*rows)).set_index("entity").to_dict("index")


def test_ties_share_a_rank_and_the_next_rank_is_left_out():
    found = ranked(("a", 14, "exact"), ("b", 14, "exact"), ("c", 11, "exact"))
    assert [found[name]["rank"] for name in "abc"] == [1, 1, 3]
    assert (found["a"]["rank_low"], found["a"]["rank_high"], found["a"]["changeable"]) == (1, 1, ())


def test_ranks_with_floors_show_ranges():
    found = ranked(("lviv", 300, "at_least"), ("dnipro", 60, "at_least"), ("rivne", 11, "exact"))
    assert [(found[name]["rank_low"], found[name]["rank_high"]) for name in ("lviv", "dnipro", "rivne")] == [
        (1, 2), (1, 2), (3, 3),
    ]
    assert found["lviv"]["changeable"] == ("dnipro",)
    assert found["rivne"]["changeable"] == ()


def test_a_floor_below_could_be_above_an_exact_value():
    found = ranked(("a", 20, "exact"), ("b", 15, "at_least"))
    assert (found["a"]["rank_low"], found["a"]["rank_high"], found["a"]["changeable"]) == (1, 2, ("b",))
    assert (found["b"]["rank"], found["b"]["rank_low"], found["b"]["rank_high"]) == (2, 1, 2)


def test_a_floor_above_an_exact_value_stays_above():
    found = ranked(("a", 20, "at_least"), ("b", 15, "exact"))
    assert (found["a"]["rank_low"], found["a"]["rank_high"]) == (1, 1)
    assert (found["b"]["rank_low"], found["b"]["rank_high"]) == (2, 2)


values = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from(["exact", "at_least", "up_to", "about"])), min_size=1, max_size=7
)


@settings(deadline=None, max_examples=40)
@given(values)
def test_a_rank_lies_in_its_range_and_changing_places_is_mutual(given):
    found = ranked(*((f"c{at}", value, qualifier) for at, (value, qualifier) in enumerate(given)))
    for name, one in found.items():
        assert one["rank_low"] <= one["rank"] <= one["rank_high"]
        assert all(name in found[other]["changeable"] for other in one["changeable"])


@settings(deadline=None, max_examples=40)
@given(values)
def test_ranks_stand_by_stated_value_and_keep_every_statement(given):
    rows = frame(*(row(f"S{at}", value, entity=f"c{at}", qualifier=hedge) for at, (value, hedge) in enumerate(given)))
    found = rank.rank(rows)
    assert list(found["value"]) == sorted(rows["value"], reverse=True)
    assert sorted(found["statement"]) == sorted(rows["statement"])


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"indicator": "members_and_partners"}, "counts_differ"),
        ({"unit": "organisations"}, "unit_differs"),
        ({"breakdown": "size=large"}, "counts_differ"),
        ({"value": float("nan")}, "no_value"),
    ],
)
def test_unlike_rows_are_not_ranked(given, reason):
    with pytest.raises(NotComparable, match=reason):
        rank.rank(frame(row("S1", 300), row("S2", **{"value": 310.0, "entity": "kharkiv-it-cluster"} | given)))


def test_ranking_nothing_is_nothing():
    assert rank.rank(frame()).empty
