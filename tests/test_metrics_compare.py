"""What may stand on one axis."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_frames import YEARLY_EXPORTS, frame, reasons, row

from metrics import compare

KHARKIV = {"entity": "kharkiv-it-cluster", "region": "UA-63"}
TOGETHER = {"indicator": "members_and_partners", "unit": "organisations", "counts": "members_and_partners"}


def test_310_members_and_partners_of_kharkiv_do_not_rank_against_300_companies_of_lviv():
    rows = frame(
        row("O006", 300, qualifier="at_least"),
        row("O017", 60, entity="it-dnipro-community", qualifier="at_least"),
        row("K004", 310, qualifier="at_least", period="2023-12", **KHARKIV, **TOGETHER),
    )
    comparison = compare.like_for_like(rows)
    assert list(comparison.main.rows["statement"]) == ["O006", "O017"]
    assert reasons(comparison.apart) == {"K004": "counts_differ"}
    assert [one.indicator for one in comparison.sets] == ["member_companies", "members_and_partners"]


def test_14_billion_of_two_years_do_not_stand_on_the_yearly_axis():
    rows = frame(
        row("X22", 7.3e9, period="2022", **YEARLY_EXPORTS),
        row("X23", 6.7e9, period="2023", **YEARLY_EXPORTS),
        row("O002", 14.06e9, period="2022/2023", **YEARLY_EXPORTS),
    )
    assert reasons(compare.like_for_like(rows).apart) == {"O002": "period_length_differs"}
    lines = compare.series(rows).groupby("segment")["statement"].agg(list).tolist()
    assert sorted(lines) == [["O002"], ["X22", "X23"]]


def test_of_two_lengths_as_common_the_year_is_the_main_one():
    rows = frame(
        row("O002", 14.06e9, period="2022/2023", **YEARLY_EXPORTS), row("X23", 6.7e9, period="2023", **YEARLY_EXPORTS)
    )
    assert reasons(compare.like_for_like(rows).apart) == {"O002": "period_length_differs"}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"status": "F"}, "forecast"),
        ({"status": "planned"}, "planned"),
        ({"value": float("nan"), "flags": ("vague",)}, "no_value"),
        ({"unit": "unknown", "flags": ("unit_missing",)}, "unit_missing"),
        ({"flags": ("suspected_typo",)}, "disputed"),
        ({"flags": ("source_contradicts_itself",)}, None),
        ({"period": "unknown", "sense": "unknown"}, "period_unknown"),
        ({"period": "2021-09"}, "period_too_old"),
        ({"period": "2018/2024-02-24", "sense": "within"}, "period_too_old"),
        ({"counts": "members"}, None),
        ({"indicator": "members", "counts": "members", "unit": "members"}, "counts_differ"),
        ({"indicator": "member_firms", "unit": "firms"}, "unit_differs"),
        ({"indicator": "member_companies_registered"}, "definition_differs"),
        ({"breakdown": "size=large"}, "counts_differ"),
    ],
)
def test_each_row_set_apart_has_its_reason(given, reason):
    other = row("S3", **{"value": 40.0, "entity": "rivne-it-cluster"} | given)
    rows = frame(row("S1", 300), row("S2", 60, entity="it-dnipro-community"), other)
    assert reasons(compare.like_for_like(rows).apart).get("S3") == reason


def test_a_statement_known_to_be_contradicted_stands_apart():
    rows = frame(row("S1", 300), row("S2", 600, **KHARKIV))
    assert reasons(compare.like_for_like(rows, disputed={"S2"}).apart) == {"S2": "disputed"}


def test_near_enough_is_a_matter_of_the_reader():
    rows = frame(row("S1", 300, period="2024-10"), row("S2", 60, period="2023-08", **KHARKIV))
    assert reasons(compare.like_for_like(rows).apart) == {}
    assert reasons(compare.like_for_like(rows, near_months=12).apart) == {"S2": "period_too_old"}


def test_the_asked_indicator_is_the_main_set_though_it_is_the_smaller():
    rows = frame(row("S1", 300), row("S2", 60, entity="it-dnipro-community"), row("S3", 310, **KHARKIV, **TOGETHER))
    comparison = compare.like_for_like(rows, main="members_and_partners")
    assert list(comparison.main.rows["statement"]) == ["S3"]
    assert reasons(comparison.apart) == {"S1": "counts_differ", "S2": "counts_differ"}


def test_where_nothing_can_stand_there_is_no_main_set():
    comparison = compare.like_for_like(frame(row("S1", 7e9, status="F", **YEARLY_EXPORTS, period="2023")))
    assert comparison.main is None
    assert reasons(comparison.apart) == {"S1": "forecast"}
    assert compare.like_for_like(frame()).sets == []


some_rows = st.lists(
    st.builds(
        row,
        st.integers(0, 10**6).map("S{}".format),
        st.sampled_from([float("nan"), 10.0, 300.0]),
        entity=st.sampled_from(["a", "b", "c"]),
        indicator=st.sampled_from(["member_companies", "members"]),
        status=st.sampled_from(["A", "F", "planned", "E"]),
        period=st.sampled_from(["2024", "2023-12", "2018", "unknown", "2014/..", "2022/2023"]),
        period_kind=st.sampled_from(["stock", "flow"]),
        breakdown=st.sampled_from(["", "size=large"]),
    ),
    max_size=12,
    unique_by=lambda made: made["statement"],
)


@settings(deadline=None, max_examples=40)
@given(some_rows)
def test_comparing_loses_no_source(rows):
    comparison = compare.like_for_like(frame(*rows))
    main = list(comparison.main.rows["statement"]) if comparison.main else []
    assert sorted(main + [apart["statement"] for apart, _ in comparison.apart]) == sorted(r["statement"] for r in rows)


@settings(deadline=None, max_examples=40)
@given(some_rows)
def test_a_series_loses_no_source_that_says_a_value(rows):
    points = compare.series(frame(*rows))
    assert sorted(points["statement"]) == sorted(r["statement"] for r in rows if r["value"] == r["value"])


@settings(deadline=None, max_examples=40)
@given(some_rows)
def test_a_segment_is_of_one_definition_one_entity_and_one_length(rows):
    points = compare.series(frame(*rows))
    for _, segment in points.groupby("segment"):
        assert segment[["entity", "indicator", "breakdown", "unit"]].drop_duplicates().shape[0] == 1
        assert segment["period_end"].is_unique or len(segment) == 1


def test_newest_is_one_row_for_the_whole_by_the_end_of_its_period():
    rows = frame(
        row("S1", 200, period="2022"), row("S2", 300, period="2024-10"), row("S3", 250, period="2023-12"),
        row("S4", 90, period="2025", breakdown="size=large"), row("S5", 60, entity="it-dnipro-community"),
    )
    found = compare.newest(rows)
    assert sorted(found.rows["statement"]) == ["S2", "S5"]
    assert found.apart == []


def test_newest_takes_an_outcome_before_a_forecast():
    rows = frame(
        row("F24", 7e9, status="F", period="2024", **YEARLY_EXPORTS), row("A23", 6.7e9, period="2023", **YEARLY_EXPORTS)
    )
    assert list(compare.newest(rows).rows["statement"]) == ["A23"]


def test_newest_takes_the_year_before_its_december():
    rows = frame(
        row("S1", 6.7e9, period="2023", **YEARLY_EXPORTS), row("S2", 6e8, period="2023-12", **YEARLY_EXPORTS),
        row("S3", 14e9, period="2022/2023", **YEARLY_EXPORTS),
    )
    assert list(compare.newest(rows).rows["statement"]) == ["S1"]


def test_newest_gives_back_what_has_no_value_with_the_reason():
    rows = frame(row("S1", 300, period="2023"), row("S2", period="2024-10", flags=("vague",)))
    found = compare.newest(rows)
    assert list(found.rows["statement"]) == ["S1"]
    assert reasons(found.apart) == {"S2": "no_value"}


def lines(*rows: dict) -> list[list[str]]:
    return sorted(compare.series(frame(*rows)).groupby("segment")["statement"].agg(list).tolist())


def test_a_forecast_of_one_definition_never_continues_the_line_of_another():
    nbu = YEARLY_EXPORTS | {"indicator": "it_exports_nbu"}
    assert lines(
        row("N21", 6.9e9, period="2021", **nbu), row("N22", 7.3e9, period="2022", **nbu),
        row("K002", 6.73e9, period="2023", status="F", **YEARLY_EXPORTS),
    ) == [["K002"], ["N21", "N22"]]


def test_a_forecast_continues_the_line_of_its_own_definition():
    assert lines(
        row("X22", 7.3e9, period="2022", **YEARLY_EXPORTS),
        row("K002", 6.73e9, period="2023", status="F", **YEARLY_EXPORTS),
    ) == [["X22", "K002"]]


def test_months_quarters_and_years_are_lines_of_their_own():
    assert lines(
        row("Y22", 7e9, period="2022", **YEARLY_EXPORTS), row("Q1", 2e9, period="2022-Q1", **YEARLY_EXPORTS),
        row("Q2", 2e9, period="2022-Q2", **YEARLY_EXPORTS), row("M1", 6e8, period="2022-01", **YEARLY_EXPORTS),
        row("M2", 6e8, period="2022-02", **YEARLY_EXPORTS), row("Y23", 7e9, period="2023", **YEARLY_EXPORTS),
    ) == [["M1", "M2"], ["Q1", "Q2"], ["Y22", "Y23"]]


def test_a_line_bridges_one_missing_year_and_breaks_at_two():
    assert lines(
        row("Y16", 1, period="2016", **YEARLY_EXPORTS), row("Y18", 2, period="2018", **YEARLY_EXPORTS),
        row("Y21", 3, period="2021", **YEARLY_EXPORTS),
    ) == [["Y16", "Y18"], ["Y21"]]


def test_a_year_without_a_value_breaks_the_line():
    assert lines(
        row("Y21", 1, period="2021", **YEARLY_EXPORTS), row("Y22", period="2022", status="M", **YEARLY_EXPORTS),
        row("Y23", 3, period="2023", **YEARLY_EXPORTS),
    ) == [["Y21"], ["Y23"]]


def test_values_at_a_date_are_joined_over_a_year_but_not_over_three():
    assert lines(row("S1", 1, period="2023-12"), row("S2", 2, period="2024-10")) == [["S1", "S2"]]
    assert lines(row("S1", 1, period="2020-12"), row("S2", 2, period="2024-01")) == [["S1"], ["S2"]]


def test_monthly_values_at_a_date_are_not_joined_over_a_year_of_silence():
    months = [row(f"S{month}", month, period=f"2023-0{month}") for month in range(1, 5)]
    assert lines(*months, row("late", 9, period="2024-04")) == [["S1", "S2", "S3", "S4"], ["late"]]


def test_the_yearly_waves_of_a_survey_are_one_line():
    median = {"period_kind": "rate", "indicator": "median_salary", "unit": "USD"}
    waves = [("S1", "2017-12"), ("S2", "2018-12"), ("S3", "2020-06")]
    asked = [row(name, 1, period=month, basis="survey", **median) for name, month in waves]
    counted = [row(name, 1, period=month, basis="statistics", **median) for name, month in waves]
    assert lines(*asked) == [["S1", "S2", "S3"]]
    assert lines(*counted) == [["S1"], ["S2"], ["S3"]]


def test_what_was_somewhere_within_a_time_is_a_point_alone():
    assert lines(row("S1", 1, period="2022/2023", sense="within"), row("S2", 2, period="2024-02")) == [["S1"], ["S2"]]


def test_cumulative_values_since_different_days_are_not_joined():
    reached = {"period_kind": "cumulative", "indicator": "children_reached", "sense": "since"}
    assert lines(
        row("C1", 1, period="2014/2022", **reached), row("C2", 2, period="2014/2023", **reached),
        row("C3", 3, period="2022/2024", **reached),
    ) == [["C1", "C2"], ["C3"]]


def test_points_come_sorted_by_period_with_the_undated_last():
    given = {"U": "unknown", "B": "2024", "A": "2023"}
    points = compare.series(frame(*(row(name, 1, period=period) for name, period in given.items())))
    assert list(points["statement"]) == ["A", "B", "U"]
