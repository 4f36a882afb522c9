"""Totals, shares and ratios."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_frames import YEARLY_EXPORTS, frame, row

from metrics import combine
from metrics.combine import NotSummable

hedges = st.sampled_from(["exact", "at_least", "about", "up_to", "range"])
summable = st.lists(
    st.tuples(st.integers(1, 10**9), hedges, st.sampled_from(["A", "E", "F", "planned"])), min_size=1, max_size=8
)


def companies(given: list[tuple]) -> pd.DataFrame:
    return frame(*(
        row(
            f"S{place}", value, entity=f"cluster-{place}", qualifier=qualifier, status=status,
            value_high=float(value + 5) if qualifier == "range" else math.nan,
        )
        for place, (value, qualifier, status) in enumerate(given)
    ))


@settings(deadline=None, max_examples=40)
@given(summable)
def test_a_total_with_a_floor_is_never_exact(given):
    total = combine.total(companies(given))
    if any(qualifier == "at_least" for _, qualifier, _ in given):
        assert total.qualifier == "at_least"
    if any(qualifier != "exact" for _, qualifier, _ in given):
        assert total.qualifier != "exact"


@settings(deadline=None, max_examples=40)
@given(summable)
def test_a_total_loses_no_source(given):
    rows = companies(given)
    assert combine.total(rows).included == tuple(rows["statement"])


@settings(deadline=None, max_examples=40)
@given(summable)
def test_a_total_with_a_forecast_in_it_is_no_outcome(given):
    status = combine.total(companies(given)).status
    assert (status in ("F", "planned")) == any(given_status in ("F", "planned") for *_, given_status in given)


def test_a_total_says_its_coverage():
    rows = frame(
        row("S1", 300, qualifier="at_least"), row("S2", 20, entity="rivne-it-cluster", period="2020"),
        row("S3", entity="poltava-it-cluster", flags=("vague",)),
    )
    total = combine.total(rows, asked=["lviv-it-cluster", "rivne-it-cluster", "poltava-it-cluster", "lutsk-it-cluster"])
    assert (total.value, total.qualifier, total.unit) == (320, "at_least", "companies")
    assert total.left_out == (("poltava-it-cluster", "no_value"), ("lutsk-it-cluster", "not_reported"))
    assert (len(total.entities), len(total.asked)) == (2, 4)
    assert (total.oldest, total.newest) == ("2020", "2024-10")


def refusal(*rows: dict) -> str:
    with pytest.raises(NotSummable) as refused:
        combine.total(frame(*rows))
    return refused.value.reason


SCHOOLCHILDREN = {
    "indicator": "schoolchildren_reached", "unit": "schoolchildren", "counts": "schoolchildren", "sums": (),
    "period_kind": "flow", "concept": "schoolchildren",
}


def test_4_million_schoolchildren_are_summed_neither_over_clusters_nor_over_periods():
    kharkiv = row("K022", 4e6, entity="kharkiv-it-cluster", period="2023-09-01/2024-06-30", **SCHOOLCHILDREN)
    odesa = row("O027", 4e6, entity="odesa-it-family", period="2023-09-01/2024-06-30", **SCHOOLCHILDREN)
    later = row("X", 4e6, entity="kharkiv-it-cluster", period="2024-09-01/2025-06-30", **SCHOOLCHILDREN)
    assert refusal(kharkiv, odesa) == "not_summable"
    assert refusal(kharkiv, later) == "not_summable"


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(["USD", "EUR", "UAH"]), min_size=2, max_size=5))
def test_currencies_are_never_totalled_together(units):
    rows = [row(f"S{at}", 10, entity=f"c-{at}", unit=unit, sums=("entities",)) for at, unit in enumerate(units)]
    if len(set(units)) > 1:
        assert refusal(*rows) == "unit_differs"
    else:
        assert combine.total(frame(*rows)).unit == units[0]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"indicator": "members"}, "definition_differs"),
        ({"unit": "unknown"}, "unit_missing"),
        ({"entity": "lviv-it-cluster", "period": "2023-10"}, "not_summable"),
        ({"entity": "lviv-it-cluster", "breakdown": "size=large"}, "not_summable"),
        ({"entity": "ukraine", "entity_kind": "country", "region": None}, "overlap"),
        ({"entity": "lviv-it-cluster", "sense": "within"}, "overlap"),
        ({"breakdown": "size=large"}, "breakdown_differs"),
    ],
)
def test_what_may_not_be_added_is_refused_with_its_reason(given, reason):
    assert refusal(row("S1", 300), row("S2", 20, **{"entity": "rivne-it-cluster"} | given)) == reason


FLOW = {"period_kind": "flow", "indicator": "events_held", "unit": "events", "sums": ("entities", "periods")}


@pytest.mark.parametrize(
    ("periods", "reason"),
    [(("2023", "2023-12"), "overlap"), (("2023", "2022/2023"), "overlap"), (("2023", "2014/.."), "overlap")],
)
def test_a_period_is_not_counted_twice(periods, reason):
    assert refusal(*(row(period, 5, period=period, **FLOW) for period in periods)) == reason


def test_what_flows_is_summed_over_periods_that_lie_apart():
    total = combine.total(frame(row("S1", 5, period="2022", **FLOW), row("S2", 7, period="2023", **FLOW)))
    assert (total.value, total.included) == (12, ("S1", "S2"))


def test_a_year_of_one_is_not_added_to_a_month_of_another():
    reason = refusal(row("S1", 5, period="2023", **FLOW), row("S2", 7, entity="b", period="2023-12", **FLOW))
    assert reason == "period_length_differs"


def test_a_total_of_nothing_is_refused():
    assert refusal(row("S1", flags=("vague",))) == "no_value"


def test_a_share_carries_the_hedge_of_both():
    whole = row("S2", 16, entity="ukraine")
    share = combine.share(row("S1", 10), whole)
    assert (share.value, share.qualifier, share.statements) == (62.5, "exact", ("S1", "S2"))
    assert combine.share(row("S1", 10), whole | {"qualifier": "at_least"}).qualifier == "up_to"
    assert combine.share(row("S1", 10, qualifier="at_least"), whole | {"qualifier": "at_least"}).qualifier == "floors"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"unit": "persons"}, "unit_differs"),
        ({"period": "2020"}, "period_differs"),
        ({"unit": "unknown"}, "unit_missing"),
        ({"value": 0.0}, "no_value"),
    ],
)
def test_a_share_of_what_is_unlike_is_refused(given, reason):
    with pytest.raises(NotSummable, match=reason):
        combine.share(row("S1", 10), row("S2", **{"value": 16.0} | given))


def test_a_share_of_a_two_year_sum_in_one_year_is_refused():
    with pytest.raises(NotSummable, match="period_differs"):
        combine.share(
            row("S1", 6.7e9, period="2023", **YEARLY_EXPORTS), row("S2", 14e9, period="2022/2023", **YEARLY_EXPORTS)
        )


POPULATION = {"indicator": "population", "unit": "persons", "entity_kind": "region", "period": "2022-01"}


def test_per_head_is_blank_with_a_reason_where_the_population_is_not_known():
    rows = frame(*(row(f"S{name}", 100, entity=name, entity_kind="region") for name in ("UA-46", "UA-43", "UA-40")))
    population = frame(
        row("P46", 2_000_000, entity="UA-46", **POPULATION),
        row("P43", entity="UA-43", status="M", **POPULATION),
    )
    found = combine.per_head(rows, population).set_index("entity")
    assert found.loc["UA-46", "per_head"] == pytest.approx(100 / 2_000_000)
    assert found.loc["UA-46", "per_head_statement"] == "P46"
    assert found.loc[["UA-43", "UA-40"], "per_head"].isna().all()
    assert set(found.loc[["UA-43", "UA-40"], "per_head_reason"]) == {"population_unknown"}


def test_per_head_carries_the_hedge():
    rows = frame(row("S1", 100, qualifier="at_least", entity="UA-46"))
    found = combine.per_head(rows, frame(row("P46", 50, entity="UA-46", **POPULATION)))
    assert (found["per_head"][0], found["per_head_qualifier"][0]) == (2, "at_least")


def test_per_company_takes_the_newest_outcome():
    staff = frame(row("S1", 1000, indicator="employees_at_member_companies", unit="persons"))
    counted = frame(row("C20", 10, period="2020"), row("C24", 20), row("C25", 50, period="2025", status="F"))
    found = combine.per_company(staff, counted)
    assert (found["per_company"][0], found["per_company_statement"][0]) == (50, "C24")


def test_per_company_without_a_count_says_so():
    found = combine.per_company(frame(row("S1", 1000)), frame())
    assert found["per_company_reason"].tolist() == ["companies_unknown"]
