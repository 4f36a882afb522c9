"""What must never be said of the shipped figures: each guard runs on data/ itself, loaded into a database."""

import itertools

import pandas as pd
import pytest

from loaders import run, store
from metrics import change, combine, compare, coverage, query, rank
from metrics.combine import NotSummable

FLOORS = "at_least"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> query.Release:
    """The release that the shipped data make."""
    address = f"sqlite:///{tmp_path_factory.mktemp('guards') / 'atlas.sqlite'}"
    outcome = run.load([request.config.rootpath / "data"], address)
    assert not outcome.problems, [str(problem) for problem in outcome.problems]
    release = query.newest(store.engine(address))
    assert release is not None
    return release


@pytest.fixture(scope="module")
def observations(atlas: query.Release) -> pd.DataFrame:
    """Every observation with the statement it shows."""
    return query.observations(atlas)


def stated(atlas: query.Release, *ids: str) -> pd.DataFrame:
    rows = query.statements(atlas, ids=ids)
    assert set(rows["statement"]) == set(ids)
    return rows


def reasons(comparison: compare.Comparison) -> dict[str, str]:
    return {row["statement"]: reason for row, reason in comparison.apart}


def segments(points: pd.DataFrame) -> dict[str, int]:
    return points.set_index("statement")["segment"].to_dict()


def test_310_members_and_partners_of_kharkiv_do_not_rank_against_300_companies_of_lviv(atlas):
    rows = stated(atlas, "K004", "O006", "O017")
    assert reasons(compare.like_for_like(rows)) == {"K004": "counts_differ"}
    with pytest.raises(compare.NotComparable):
        rank.rank(rows)


def test_600_companies_that_their_source_contradicts_keep_their_mark_and_can_be_set_apart(observations):
    members = compare.newest(observations[observations["indicator"] == "member_companies"]).rows
    main = compare.like_for_like(members).main
    assert main is not None
    assert "source_contradicts_itself" in main.rows.set_index("statement").loc["O030", "flags"]
    assert reasons(compare.like_for_like(members, disputed={"O030"}))["O030"] == "disputed"


def test_310_and_600_members_and_partners_differ_by_stated_minimums_only(observations):
    kharkiv = observations[observations["entity"] == "kharkiv-it-cluster"]
    grown = change.growth(compare.series(kharkiv)).set_index("statement").loc["O034"]
    assert (grown["previous_statement"], grown["absolute"], grown["qualifier"]) == ("K004", 290, "floors")


def test_members_and_partners_are_never_joined_with_companies(observations):
    places = segments(compare.series(observations[observations["entity"] == "kharkiv-it-cluster"]))
    assert places["K004"] != places["O030"]


def test_14_billion_of_two_years_do_not_stand_on_the_yearly_axis(observations):
    ukraine = observations[(observations["entity"] == "ukraine") & (observations["concept"] == "it_exports")]
    points = compare.series(ukraine)
    assert list(points[points["segment"] == segments(points)["O002"]]["statement"]) == ["O002"]
    yearly = ukraine[ukraine["indicator"] == "it_exports_nbu"].assign(indicator="it_foreign_exchange_earnings")
    together = pd.concat([yearly, ukraine[ukraine["statement"] == "O002"]], ignore_index=True)
    assert reasons(compare.like_for_like(together))["O002"] == "period_length_differs"


def test_a_forecast_of_one_definition_never_continues_the_line_of_another(observations):
    points = compare.series(observations)
    forecasts = points[points["status"].isin(["F", "planned"])]
    assert "K002" in set(forecasts["statement"])
    for _, segment in points[points["segment"].isin(forecasts["segment"])].groupby("segment"):
        assert segment["indicator"].nunique() == 1
    line = points[points["segment"] == segments(points)["K002"]]
    assert set(line["indicator"]) == {"it_export_revenue"}


def test_a_forecast_does_not_rank_with_outcomes(observations):
    apart = compare.like_for_like(observations[observations["concept"] == "it_exports"]).apart
    assert {reason for row, reason in apart if row["statement"] == "K002"} == {"forecast"}


def test_4_million_schoolchildren_are_summed_neither_over_clusters_nor_over_periods(atlas):
    told_twice = stated(atlas, "K022", "O027")
    assert set(told_twice["value"]) == {4_000_000}
    over_clusters = told_twice.assign(entity=["kharkiv-it-cluster", "odesa-it-family"])
    for rows in (told_twice, over_clusters):
        with pytest.raises(NotSummable) as refused:
            combine.total(rows)
        assert refused.value.reason == "not_summable"


def test_ranks_with_floors_show_ranges(observations):
    members = compare.newest(observations[observations["indicator"] == "member_companies"]).rows
    main = compare.like_for_like(members).main
    assert main is not None
    ranked = rank.rank(main.rows).set_index("entity")
    lviv, dnipro = ranked.loc["lviv-it-cluster"], ranked.loc["it-dnipro-community"]
    assert (lviv["qualifier"], dnipro["qualifier"]) == (FLOORS, FLOORS)
    assert "it-dnipro-community" in lviv["changeable"]
    assert lviv["rank_high"] > lviv["rank"]
    assert dnipro["rank_low"] < dnipro["rank"]


def totals(observations: pd.DataFrame) -> list[tuple[pd.DataFrame, combine.Total]]:
    """A total over entities of each indicator that allows one, with its rows."""
    found = []
    for _, rows in observations.groupby("indicator"):
        main = compare.like_for_like(compare.newest(rows).rows).main
        if main is not None and "entities" in main.rows["sums"].iloc[0]:
            countries = main.rows["entity_kind"] == "country"
            wanted = main.rows[~countries] if not countries.all() else main.rows
            found += [(wanted, total) for total in attempted(wanted)]
    return found


def attempted(rows: pd.DataFrame) -> list[combine.Total]:
    try:
        return [combine.total(rows)]
    except NotSummable as refused:
        assert refused.reason in ("overlap", "no_value")
        return []


def test_a_total_with_a_floor_is_never_exact(observations):
    floored = [total for rows, total in totals(observations) if FLOORS in set(rows["qualifier"])]
    assert floored
    assert {total.qualifier for total in floored} == {FLOORS}


def test_a_total_names_every_statement_in_it(observations):
    for rows, total in totals(observations):
        assert set(total.included) == set(rows["statement"])


def test_comparing_loses_no_source(observations):
    for _, rows in observations.groupby("concept"):
        comparison = compare.like_for_like(rows)
        main = list(comparison.main.rows["statement"]) if comparison.main else []
        assert sorted(main + [row["statement"] for row, _ in comparison.apart]) == sorted(rows["statement"])


def test_a_series_loses_no_figure(observations):
    points = compare.series(observations)
    assert set(points["statement"]) == set(observations[observations["value"].notna()]["statement"])


def test_currencies_are_never_totalled_together(observations):
    money = observations[observations["unit"].isin(["USD", "EUR", "UAH"]) & observations["value"].notna()]
    one_of_each = [rows.iloc[0] for _, rows in money.groupby("unit")]
    assert len(one_of_each) == 3
    for pair in itertools.combinations(one_of_each, 2):
        with pytest.raises(NotSummable) as refused:
            combine.total(pd.DataFrame(pair))
        assert refused.value.reason == "unit_differs"


def test_per_head_is_blank_with_a_reason_in_crimea_and_sevastopol(atlas, observations):
    population = observations[observations["indicator"] == "population"]
    regions = [name for name, entity in query.register(atlas).entities.items() if (entity.iso or "").startswith("UA-")]
    assert set(coverage.coverage(population, regions).missing) == {"UA-43", "UA-40"}
    counted = population.iloc[[0] * len(regions)].assign(entity=regions)
    found = combine.per_head(counted, population).set_index("entity")
    assert found.loc[["UA-43", "UA-40"], "per_head"].isna().all()
    assert set(found.loc[["UA-43", "UA-40"], "per_head_reason"]) == {"population_unknown"}
    assert found.drop(index=["UA-43", "UA-40"])["per_head"].gt(0).all()


@pytest.mark.parametrize("statement", ["O023", "O024", "O025", "O026", "O082", "O083"])
def test_what_was_somewhere_within_a_time_is_never_joined_to_a_line(observations, statement):
    points = compare.series(observations)
    assert (points["segment"] == segments(points)[statement]).sum() == 1


def test_survey_medians_are_one_line_per_city_and_are_never_summed(observations):
    medians = observations[observations["indicator"] == "dou_survey_median_salary_month"]
    kyiv = compare.series(medians[medians["entity"] == "kyiv"])
    assert kyiv["segment"].nunique() == 1
    with pytest.raises(NotSummable, match="not_summable"):
        combine.total(medians[medians["period"] == "2019-12"])
