"""Change from point to point, per year, and against a base."""

import math

import pytest
from tiny_frames import YEARLY_EXPORTS, frame, row

from metrics import change, compare


def growth_of(*rows: dict) -> list[dict]:
    return change.growth(compare.series(frame(*rows))).to_dict("records")


def test_growth_is_between_the_points_of_one_segment_and_names_both_statements():
    found = growth_of(
        row("X22", 7.3e9, period="2022", **YEARLY_EXPORTS), row("X23", 6.57e9, period="2023", **YEARLY_EXPORTS),
        row("O002", 14.06e9, period="2022/2023", **YEARLY_EXPORTS),
    )
    assert len(found) == 1
    assert (found[0]["previous_statement"], found[0]["statement"], found[0]["months"]) == ("X22", "X23", 12)
    assert found[0]["absolute"] == pytest.approx(-0.73e9)
    assert found[0]["percent"] == pytest.approx(-10)
    assert (found[0]["qualifier"], found[0]["status"]) == ("exact", "A")


def test_growth_of_two_floors_is_called_the_difference_of_stated_minimums():
    found = growth_of(
        row("K004", 310, qualifier="at_least", period="2023-12"),
        row("O034", 600, qualifier="at_least", period="2024-10"),
    )[0]
    assert (found["absolute"], found["qualifier"], found["months"]) == (290, "floors", 10)
    assert found["percent"] == pytest.approx(93.548, abs=0.001)


@pytest.mark.parametrize(
    ("before", "after", "qualifier", "absolute", "percent"),
    [
        ("exact", "at_least", "at_least", 10, 100),
        ("at_least", "exact", "up_to", 10, 100),
        ("exact", "up_to", "up_to", 10, 100),
        ("up_to", "exact", "at_least", 10, 100),
        ("up_to", "up_to", "ceilings", 10, 100),
        ("about", "exact", "about", 10, 100),
    ],
)
def test_the_hedge_of_a_change_follows_from_both_ends(before, after, qualifier, absolute, percent):
    found = growth_of(row("S1", 10, qualifier=before, period="2023-12"), row("S2", 20, qualifier=after))[0]
    assert (found["qualifier"], found["absolute"], found["percent"]) == (qualifier, absolute, pytest.approx(percent))


def test_a_change_of_ranges_is_a_range():
    found = growth_of(
        row("S1", 10, value_high=12, qualifier="range", period="2023-12"),
        row("S2", 20, value_high=24, qualifier="range", period="2024-10"),
    )[0]
    assert (found["absolute"], found["absolute_high"], found["qualifier"]) == (8, 14, "range")
    assert (found["percent"], found["percent_high"]) == (pytest.approx(100 * 20 / 12 - 100), pytest.approx(140))


def test_the_change_to_a_forecast_is_a_forecast():
    found = growth_of(
        row("S1", 10, period="2022", **YEARLY_EXPORTS), row("S2", 9, period="2023", status="F", **YEARLY_EXPORTS)
    )
    assert found[0]["status"] == "F"


def test_percents_change_in_points_and_never_in_percent():
    shares = YEARLY_EXPORTS | {"indicator": "it_share_of_service_exports", "unit": "percent", "period_kind": "rate"}
    found = growth_of(row("S1", 40, period="2022", **shares), row("S2", 42, period="2023", **shares))[0]
    assert found["absolute"] == 2
    assert math.isnan(found["percent"])


def test_growth_of_a_lone_point_is_empty_and_keeps_its_columns():
    found = change.growth(compare.series(frame(row("S1", 10))))
    assert found.empty
    assert {"absolute", "percent", "months", "qualifier", "statement", "previous_statement"} <= set(found.columns)


def test_yearly_growth_over_two_years():
    rate = change.cagr(row("S1", 100, period="2021", **YEARLY_EXPORTS), row("S2", 121, period="2023", **YEARLY_EXPORTS))
    assert (rate.value, rate.years, rate.qualifier) == (pytest.approx(10), 2, "exact")
    assert rate.statements == ("S1", "S2")


def test_yearly_growth_from_a_floor_is_a_ceiling():
    first = row("S1", 100, qualifier="at_least", period="2021", **YEARLY_EXPORTS)
    assert change.cagr(first, row("S2", 121, period="2023", **YEARLY_EXPORTS)).qualifier == "up_to"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"indicator": "it_exports_nbu"}, "definition_differs"),
        ({"unit": "EUR"}, "unit_differs"),
        ({"period": "2021"}, "period_unknown"),
        ({"period": "unknown"}, "period_unknown"),
        ({"period": "2022/2023"}, "period_length_differs"),
    ],
)
def test_yearly_growth_is_refused_between_what_is_unlike(given, reason):
    first = row("S1", 100, period="2021", **YEARLY_EXPORTS)
    with pytest.raises(compare.NotComparable, match=reason):
        change.cagr(first, row("S2", 121, **YEARLY_EXPORTS | {"period": "2023"} | given))


def test_yearly_growth_from_nothing_is_refused():
    with pytest.raises(compare.NotComparable, match="no_value"):
        change.cagr(row("S1", 0, period="2021", **YEARLY_EXPORTS), row("S2", 1, period="2023", **YEARLY_EXPORTS))


def test_an_index_has_its_base_at_100_and_names_it():
    rows = frame(row("S1", 50, period="2022-10"), row("S2", 60, qualifier="at_least", period="2023-10"))
    found = change.index_100(compare.series(rows), "2022-10")
    assert list(found["index"]) == [100, pytest.approx(120)]
    assert list(found["index_qualifier"]) == ["exact", "at_least"]
    assert list(found["base_statement"]) == ["S1", "S1"]


def test_a_line_without_the_base_period_has_no_index_and_is_kept():
    found = change.index_100(compare.series(frame(row("S1", 50, period="2022-10"))), "2020")
    assert found["index"].isna().all()
    assert found["base_statement"].tolist() == [None]
    assert found["statement"].tolist() == ["S1"]


def test_a_base_of_two_years_is_no_base_for_a_yearly_line():
    series = compare.series(frame(
        row("O002", 14e9, period="2022/2023", **YEARLY_EXPORTS), row("X23", 7e9, period="2023", **YEARLY_EXPORTS)
    ))
    found = change.index_100(series, "2022/2023").set_index("statement")
    assert math.isnan(found.loc["X23", "index"])
