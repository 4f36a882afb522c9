"""Hedges as intervals and back."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import bounds
from metrics.bounds import INF, NAN, Bounds

amounts = st.integers(1, 10**12).map(float)


@st.composite
def hedged(draw):
    qualifier = draw(st.sampled_from(["exact", "at_least", "about", "up_to", "range"]))
    value = draw(amounts)
    return value, value + draw(amounts) if qualifier == "range" else NAN, qualifier


@settings(deadline=None)
@given(hedged())
def test_a_hedge_survives_the_way_to_an_interval_and_back(said):
    again = bounds.named(bounds.of(*said, least=0), least=0)
    assert (again.value, again.qualifier) == (said[0], said[2])
    assert again.value_high == said[1] or math.isnan(again.value_high) and math.isnan(said[1])


@settings(deadline=None)
@given(hedged(), hedged())
def test_a_sum_with_a_floor_in_it_is_a_floor(one, other):
    summed = bounds.named(bounds.of(*one, least=0) + bounds.of(*other, least=0), least=0)
    if "at_least" in (one[2], other[2]):
        assert summed.qualifier == "at_least"
    if (one[2], other[2]) != ("exact", "exact"):
        assert summed.qualifier != "exact"


@settings(deadline=None)
@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=2), st.floats(0, 1), st.floats(0, 1))
def test_a_quotient_of_ranges_holds_every_quotient_within_them(ranges, here, there):
    (low, width), (base, base_width) = ranges
    part, whole = Bounds(low, low + width), Bounds(base, base + base_width)
    inside = (low + here * width) / (base + there * base_width)
    found = part.over(whole)
    assert found.low <= inside * (1 + 1e-9) and inside <= found.high * (1 + 1e-9)


def test_up_to_of_a_count_begins_at_zero_and_of_a_percent_nowhere():
    count = {"value": 160.0, "value_high": NAN, "qualifier": "up_to", "unit": "persons"}
    assert bounds.of_row(count) == Bounds(0, 160)
    assert bounds.of_row(count | {"unit": "percent"}) == Bounds(-INF, 160)


def test_a_floor_and_a_ceiling_together_are_a_floor():
    both = bounds.of(3, NAN, "at_least", least=0) + bounds.of(5, NAN, "up_to", least=0)
    assert (bounds.named(both).value, bounds.named(both).qualifier) == (3, "at_least")


def test_the_difference_of_two_floors_is_that_of_the_stated_minimums():
    difference = bounds.of(600, NAN, "at_least") - bounds.of(310, NAN, "at_least")
    assert bounds.contrasted(difference, 290, "at_least", "at_least").qualifier == "floors"
    assert bounds.named(difference).qualifier == "unbounded"


def test_an_exact_value_less_a_floor_is_a_ceiling():
    difference = bounds.named(bounds.of(20, NAN, "exact") - bounds.of(15, NAN, "at_least"))
    assert (difference.value, difference.qualifier) == (5, "up_to")


def test_a_rough_value_makes_a_sum_rough():
    assert bounds.named(bounds.of(5, NAN, "about") + bounds.of(3, NAN, "exact")).qualifier == "about"


def test_a_value_that_is_absent_has_no_interval():
    with pytest.raises(ValueError, match="no_value"):
        bounds.of(NAN, NAN, "exact")


def test_a_quotient_by_what_may_be_negative_is_refused():
    with pytest.raises(ValueError, match="no_value"):
        Bounds(1, 1).over(Bounds(-1, 1))


def test_a_quotient_by_what_may_be_zero_is_open_above():
    assert Bounds(4, 8).over(Bounds(0, 2)) == Bounds(2, INF)


def test_what_is_planned_or_forecast_outweighs_what_came():
    assert bounds.weakest(["A", "F", "E"]) == "F"
    assert bounds.weakest(["F", "planned"]) == "planned"
    assert bounds.weakest([]) == "A"
