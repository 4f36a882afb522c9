"""Which statement an observation shows, step by step."""

from loaders.observe import observation
from loaders.records import Indicator, Statement
from loaders.settle import Candidate, settle

INDICATOR = Indicator(id="members", theme="t", name={"en": "Members"}, unit="u", counts="c", period_kind="stock")
FOUNDED = INDICATOR.model_copy(update={"id": "founded", "period_kind": "date"})


def candidate(id_: str, value: str | None = "5", published: int = 100, indicator: Indicator = INDICATOR, **fields):
    """A statement about the members of one cluster in 2023."""
    plain = {"id": id_, "entity": "e", "indicator": indicator.id, "period": "2023", "basis": "reported"} | fields
    statement = Statement.model_validate(plain | ({"value": value} if value else {}))
    return Candidate(statement, observation(statement, indicator), indicator, published)


def shown(*candidates: Candidate, resolutions: dict | None = None) -> tuple[str, str]:
    """The one statement shown, and why."""
    ((id_, why),) = [
        (id_, one.why_shown) for id_, one in settle(candidates, resolutions or {}).items() if one.shown
    ]
    return id_, why


def rivals(*candidates: Candidate) -> list[int]:
    """The rivals of each statement, in the order given."""
    settled = settle(candidates, {})
    return [settled[one.statement.id].rivals for one in candidates]


def test_the_only_statement_is_shown():
    assert shown(candidate("a")) == ("a", "only")


def test_a_resolution_goes_before_every_rule():
    doubted = candidate("b", status="F", flags="suspected_typo")
    assert shown(candidate("a"), doubted, resolutions={"b": ("a",)}) == ("b", "resolution")


def test_an_outcome_goes_before_an_estimate_a_forecast_and_a_plan():
    plan, forecast = candidate("a", status="planned"), candidate("b", status="F")
    estimate, outcome = candidate("c", status="E"), candidate("d", status="P", flags="vague", value=None)
    assert shown(plan, forecast) == ("b", "outcome")
    assert shown(plan, forecast, estimate) == ("c", "outcome")
    assert shown(plan, forecast, estimate, outcome) == ("d", "outcome")


def test_the_undoubted_goes_before_the_flagged():
    assert shown(candidate("a", flags="mistranslation"), candidate("b", basis="derived")) == ("b", "undoubted")


def test_a_counted_list_is_no_doubt():
    assert shown(candidate("a", flags="list_counted"), candidate("b")) == ("a", "first_id")


def test_the_stated_goes_before_the_derived():
    assert shown(candidate("a", basis="derived"), candidate("b", value="over 4")) == ("b", "stated")


def test_the_exact_goes_before_the_hedged():
    assert shown(candidate("a", "over 4", 200), candidate("b")) == ("b", "precise")
    assert shown(candidate("a", "~4", 200), candidate("b", "3–6")) == ("b", "precise")


def test_the_latest_publication_goes_before_the_earlier_and_the_unknown():
    unknown, earlier, later = (candidate(id_, published=day) for id_, day in (("a", 0), ("b", 7), ("c", 8)))
    assert shown(unknown, earlier) == ("b", "latest")
    assert shown(unknown, earlier, later) == ("c", "latest")


def test_the_lowest_id_is_last_to_decide():
    assert shown(candidate("b"), candidate("a")) == ("a", "first_id")


def test_statements_that_say_something_else_are_rivals():
    assert rivals(candidate("a"), candidate("b"), candidate("c", "6"), candidate("d", "over 5")) == [2, 2, 3, 3]


def test_a_forecast_is_no_rival_of_its_outcome():
    assert rivals(candidate("a", "6", status="F"), candidate("b", "7", status="planned"), candidate("c")) == [1, 1, 0]


def test_what_has_no_value_is_no_rival():
    assert rivals(candidate("a"), candidate("b", None, flags="vague")) == [0, 0]


def test_two_dates_of_a_fact_stand_apart_until_a_resolution_sets_them_against_each_other():
    one = candidate("a", None, indicator=FOUNDED, period="2015")
    other = candidate("b", None, indicator=FOUNDED, period="2016-03")
    apart = settle([one, other], {})
    assert [(s.shown, s.rivals, s.why_shown) for s in apart.values()] == [(True, 0, "only"), (True, 0, "only")]
    together = settle([one, other], {"b": ("a",)})
    assert [(s.shown, s.rivals, s.why_shown) for s in together.values()] == [(False, 1, None), (True, 1, "resolution")]


def test_a_finer_date_within_a_coarser_one_is_no_rival():
    one = candidate("a", None, indicator=FOUNDED, period="2016")
    other = candidate("b", None, indicator=FOUNDED, period="2016-03")
    assert [s.rivals for s in settle([one, other], {"b": ("a",)}).values()] == [0, 0]


def test_the_sense_of_a_period_has_its_default_by_kind():
    assert candidate("a").observed.sense == "as_of"
    assert candidate("a", period="2014/..").observed.sense == "since"
    assert candidate("a", period="unknown").observed.sense == "unknown"
    assert candidate("a", sense="within").observed.sense == "within"
    assert candidate("a", None, indicator=FOUNDED).observed.sense == "whole"


def test_other_periods_and_breakdowns_are_other_observations():
    settled = settle([candidate("a"), candidate("b", breakdown={"x": "y"}), candidate("c", period="2022")], {})
    assert [one.why_shown for one in settled.values()] == ["only"] * 3
