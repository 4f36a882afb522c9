"""Texts become values strictly, and number words as a person means them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from loaders import parse
from loaders.parse import Amount
from loaders.records import Statement

NBSP = "\u00a0"
MILLION, BILLION = 1e6, 1e9

SAID = {
    "26,500+": Amount(26500, None, "at_least"),
    "≥ 26500": Amount(26500, None, "at_least"),
    "≥26500": Amount(26500, None, "at_least"),
    "> 300": Amount(300, None, "at_least"),
    "over 300": Amount(300, None, "at_least"),
    "Over 26,500+": Amount(26500, None, "at_least"),
    "понад 26 500": Amount(26500, None, "at_least"),
    f"понад{NBSP}26{NBSP}500": Amount(26500, None, "at_least"),
    "~60": Amount(60, None, "about"),
    "близько 60": Amount(60, None, "about"),
    "до 40": Amount(40, None, "up_to"),
    "816–832 млн": Amount(816 * MILLION, 832 * MILLION, "range"),
    "816-832": Amount(816, 832, "range"),
    "від 816 до 832": Amount(816, 832, "range"),
    "900 тис. – 1,2 млн": Amount(900_000, 1_200_000, "range"),
    "17.3 million": Amount(17.3 * MILLION),
    "$17.3 million": Amount(17.3 * MILLION, unit="USD"),
    "6,73 млрд": Amount(6.73 * BILLION),
    "6,73 млрд дол.": Amount(6.73 * BILLION, unit="USD"),
    "понад 1 млн грн": Amount(MILLION, None, "at_least", "UAH"),
    "−8%": Amount(-8, unit="percent"),
    "26,5": Amount(26.5),
    "1,234": Amount(1234),
    "1,234,567.8": Amount(1234567.8),
    "0,123": Amount(0.123),
}
NO_NUMBERS = [
    "0123", "12:30", "NO", "", "1_000", "1.234.567", "1.234,5", "1 23", "12,34,567", "5kg", "over", "500–", "від 10",
    "²", "٣", "1e5+", "nan", "inf", "--5", "over ~5", "+5",
]
TWO_WAYS = ["1,234 million", "близько 26,500", "понад 1,234"]


@pytest.mark.parametrize("words", SAID)
def test_number_words_are_read_as_a_person_means_them(words: str):
    assert parse.amount(words) == SAID[words]


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_what_is_no_number_is_refused(words: str):
    with pytest.raises(PydanticCustomError, match="write a number with digits and a decimal point"):
        parse.amount(words)


@pytest.mark.parametrize("words", TWO_WAYS)
def test_a_comma_that_may_mean_two_things_is_refused(words: str):
    with pytest.raises(PydanticCustomError, match=f"is {words}, where the comma may stand for thousands or for dec"):
        parse.amount(words)


@pytest.mark.parametrize("words", ["832–816", "over 40–50", "5 тис. – 40", "2023-12", "10–10"])
def test_a_range_out_of_order_is_refused(words: str):
    with pytest.raises(PydanticCustomError, match="write a range as lower–higher"):
        parse.amount(words)


def test_two_hedges_that_differ_are_refused():
    with pytest.raises(PydanticCustomError, match="write one hedge"):
        parse.amount("~60+")


HEDGES = {"exact": "{}", "at_least": "{}+", "about": "близько {}", "up_to": "до {}"}


@given(st.integers(0, 10**14), st.sampled_from(sorted(HEDGES)), st.sampled_from([" ", NBSP, "\u202f", ""]))
def test_every_grouped_number_is_read_back(number: int, qualifier: str, mark: str):
    words = HEDGES[qualifier].format(f"{number:,}".replace(",", mark))
    assert parse.amount(words) == Amount(number, None, qualifier)


@given(st.integers(0, 10**6), st.integers(1, 99).filter(lambda cents: cents % 10), st.sampled_from(".,"))
def test_two_decimals_are_read_with_either_mark(whole: int, cents: int, mark: str):
    assert parse.amount(f"{whole}{mark}{cents:02}") == Amount(float(f"{whole}.{cents:02}"))


@given(st.text())
def test_amount_reads_or_refuses_any_text(words: str):
    try:
        said = parse.amount(words)
    except PydanticCustomError:
        return
    assert said.value_high is None or said.value < said.value_high


FIELDS = {"id": "A1", "entity": "lviv", "indicator": "members", "period": "2023", "basis": "reported"}


def statement(**fields) -> Statement:
    """A statement of these fields."""
    return Statement.model_validate(FIELDS | fields)


def refusal(**fields) -> str:
    """What is said of a statement that is refused."""
    with pytest.raises(ValidationError) as caught:
        statement(**fields)
    (error,) = caught.value.errors()
    return f"{error['ctx'].get('key') or error['loc'][-1]} {error['ctx']['what']}; {error['ctx']['instead']}"


def test_number_words_in_value_give_the_qualifier_too():
    read = statement(value="816–832 млн")
    assert (read.value, read.value_high, read.qualifier) == (816e6, 832e6, "range")


def test_a_plain_number_stays_strict():
    assert statement(value="1.234").value == 1.234
    assert statement(value="-8").value == -8
    assert statement(value="1e9").value == 1e9


def test_number_words_and_a_qualifier_must_agree():
    assert statement(value="26,500+", qualifier="at_least").value == 26500
    assert refusal(value="26,500+", qualifier="about") == (
        "qualifier is about, but value is 26,500+; write one of the two")
    assert refusal(value="$5", unit="EUR") == "unit is EUR, but value is $5; write one of the two"


REFUSED = {
    "value is 12:30; write a number with digits and a decimal point, such as 26500 or 6.73": {"value": "12:30"},
    "qualifier is range; write value_high, the upper end, too": {"value": "5", "qualifier": "range"},
    "qualifier is exact, but value_high is given; write range": {"value": "5", "value_high": "6"},
    "value_high is 5; write an upper end above value": {"value": "5", "value_high": "5", "qualifier": "range"},
    "unit is unknown; write the unit, or the flag unit_missing": {"value": "5", "unit": "unknown"},
    "flags has vague; write the flag vague only where there is no value": {"value": "5", "flags": "vague"},
    "period is 2023-13; write a period such as 2023, 2023-12, 2023-Q1, 2016/2020, 2014/.. or unknown":
        {"value": "5", "period": "2023-13"},
    "period is 2020/2016; write the earlier end first, such as 2016/2020": {"value": "5", "period": "2020/2016"},
    "sample_size is 016; write a whole number, such as 16": {"value": "5", "sample_size": "016"},
    "sample_size is 2147483648; write a whole number, such as 16": {"value": "5", "sample_size": "2147483648"},
    "value is 1e999; write a number that is not infinite": {"value": "1e999"},
    "note is in ua, which is no language; write its code, such as en or uk": {"value": "5", "note": {"ua": "так"}},
    "note is in uk only; write the English text, en, too": {"value": "5", "note": {"uk": "так"}},
}


@pytest.mark.parametrize("message", REFUSED)
def test_the_fields_of_a_statement_must_agree(message: str):
    assert refusal(**REFUSED[message]) == message


def test_a_forecast_and_a_plan_are_fine():
    assert statement(value="5", status="F").status == "F"
    assert statement(value="5", status="planned").status == "planned"


PERIODS = {
    "2023": ("2023-01-01", "2023-12-31", "year"),
    "2023-02": ("2023-02-01", "2023-02-28", "month"),
    "2024-02-29": ("2024-02-29", "2024-02-29", "day"),
    "2023-Q2": ("2023-04-01", "2023-06-30", "quarter"),
    "2023-H2": ("2023-07-01", "2023-12-31", "half"),
    "2018/2022-02-24": ("2018-01-01", "2022-02-24", "year"),
    "2014/..": ("2014-01-01", "None", "year"),
    "../2022-12": ("None", "2022-12-31", "month"),
    "unknown": ("None", "None", "unknown"),
}


@pytest.mark.parametrize("given_period", PERIODS)
def test_a_period_knows_its_ends_and_its_precision(given_period: str):
    read = parse.period(given_period)
    assert (str(read.start), str(read.end), read.precision) == PERIODS[given_period]


@pytest.mark.parametrize("bad", ["", "..", "../..", "2023-2", "2023-02-30", "0000", "2023-Q5", "2023/", "12.2023"])
def test_what_is_no_period_is_refused(bad: str):
    with pytest.raises(PydanticCustomError, match="write a period such as 2023"):
        parse.period(bad)


@pytest.mark.parametrize("bad", ["20231212", "2023-W01-1", "2023-12", "12.12.2023", "2023-02-30"])
def test_what_is_no_day_is_refused(bad: str):
    with pytest.raises(PydanticCustomError, match="write a day as year-month-day"):
        parse.day(bad)


SAME = [
    ("ІТ HUB", "IT hub"), ("УСА", "UCA"), ("Кам’янець-Подільський", "Камянець Подільський"), ("Ёлка", "елка"),
    ("Kharkiv ІТ Сluster", "kharkiv it cluster"), ("Łódź", "Lodz"), ("Cluj‑Napoca", "cluj napoca"), ("Київ", "Киів"),
    ("Ґалаґан", "Галаган"), ("«Дія.City»", "дія.city"), ("Straße", "STRASSE"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_look_alike_fold_alike(one: str, other: str):
    assert parse.fold(one) == parse.fold(other)


def test_names_that_differ_stay_apart():
    assert len({parse.fold(name) for name in ("Харків", "Хмельницький", "Lviv", "Львів", "Луцьк", "Рівне")}) == 6


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str):
    assert parse.fold(parse.fold(name)) == parse.fold(name)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "Zs", "P"])))
def test_case_does_not_matter_in_folding(name: str):
    assert parse.fold(name.casefold()) == parse.fold(name)
