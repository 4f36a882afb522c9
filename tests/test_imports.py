"""What recipes make of tables: roles, numbers, names, marks, rows that do not count; refusals word for word."""

import json
import random

import pytest
from foreign import EVERYTHING, entry_of, read_as, refusals_of_recipe, registers, said, values
from hypothesis import given
from hypothesis import strategies as st

from loaders.imports import File, changes, foreign, preview
from loaders.imports.changes import of_batches
from loaders.imports.numerals import Mark, Marked, Reader, Wrong
from loaders.imports.recipe import Numerals

SOURCE = """
id: table
source: wdi_gdp_per_capita
basis: statistics
file: table.csv
"""
LONG = SOURCE + """
entity: {column: region, kind: region}
indicator: {constant: population}
period: {column: year}
value: {column: population}
"""
HEAD = "region,year,population\n"
SOUND = HEAD + "Харківська область,2020,2658461\nм. Київ,2020,2967360\n"


def refused(row: str, recipe: str = LONG, head: str = SOUND) -> list[str]:
    """What is said of a file with one more row."""
    found = read_as(recipe, f"{head}{row}\n")
    assert found.account.balanced
    return said(found.problems)


def test_a_long_table_gives_a_statement_for_each_row_beside_its_cells():
    found = read_as(LONG, SOUND)
    assert said(found.problems) == []
    assert values(found) == {("UA-63", "population", "2020", ""): 2658461.0, ("UA-30", "population", "2020", ""): 2967360.0}
    first = found.statements[0]
    assert (first.id, first.line, first.column) == ("table:UA-63:population:2020", 2, "population")
    assert first.cells == {"region": "Харківська область", "year": "2020", "population": "2658461"}
    assert found.account.summary == "2 rows read: 2 stored as 2 statements, 0 left out, 0 refused"


@pytest.mark.parametrize(("row", "message"), [
    ("Сумська область,2020", "table.csv:4:1: the row has 2 fields; write 3, as the header has"),
    ("Сумська область,2020,1,2", "table.csv:4:1: the row has 4 fields; write 3, as the header has"),
    ('Сумська" область,2020,1053452',
     "table.csv:4:1: the row is not CSV (a quote stands inside a field, or is not closed); mend its quotes"),
    ('Сумська область,"2020,1053452',
     "table.csv:4:2: the row is not CSV (a quote stands inside a field, or is not closed); mend its quotes"),
    ('Сумська область,2020,"1,234,567"',
     "table.csv:4:population: value is 1,234,567; numbers are written as 26500.5 here: mend it, or numerals of the recipe"),
    ("Сумська область,2020,1_053_452",
     "table.csv:4:population: value is 1_053_452; write a number such as 26500.5, or say under missing what this mark means"),
    ("Сумська область,2020,2024-01-12",
     "table.csv:4:population: value is 2024-01-12; that is a date: an office program has made it of a number, look at the source"),
    ("Сумська область,2020,", "table.csv:4:population: value is empty; write a number, or say under missing what an empty cell means"),
    ("Сумська область,2020,105345200000",
     "table.csv:4:population: value is 105345200000; the greatest plausible population is 100000000: mend it or the scale, or add the "
     "flag out_of_range to the recipe"),
    ("Сумська область,2024-01-12,1053452",
     "table.csv:4:year: period is 2024-01-12; the file has one year after another: mend it, or say mixed: true of the period"),
    ("Сумська область,1053,1053452",
     "table.csv:4:year: period is 1053; periods lie between 1500 and 2150 here: mend it, or say between"),
    ("Сумськва область,2020,1053452",
     "table.csv:4:region: entity is Сумськва область; did you mean UA-59 (Sumy Oblast)? Write it under map, or leave it out by name under "
     "leave_out"),
    ("1053452,2020,1053452",
     "table.csv:4:region: entity is 1053452; no entity is named so: write it under map, or add an alias, or leave it out by name under "
     "leave_out"),
    ("Kyiv,2020,1053452",
     "table.csv:4:region: entity is Kyiv, which may be UA-30 (Kyiv City) or UA-32 (Kyiv Oblast); say kind, or which one it is under map: "
     "{Kyiv: UA-30}"),
    ("Kharkiv Oblast,2020,5",
     "table.csv:4:population: value is 5; the least plausible population is 1000: mend it or the scale, or add the flag out_of_range to "
     "the recipe"),
    ("UA-63,2020,2658000",
     "table.csv:4:1: the row says population of UA-63 in 2020, as line 2 does; keep one of the two, or keep, drop or break down by the "
     "column that tells them apart"),
])
def test_a_damaged_row_is_refused_with_its_place(row: str, message: str):
    assert refused(row) == [message]


@pytest.mark.parametrize("word", [
    "inf", "nan", "NaN", "-inf", "1e5", "0x1F", "１２３", "٣٤", "0123", "1.2.3", "+5", "5.", ".5", "--5", "5 5"])
def test_what_python_would_take_for_a_number_is_none(word: str):
    assert f"value is {word}; " in refused(f"Сумська область,2020,{word}")[0]


def test_all_problems_of_a_file_are_told_in_one_go_and_bounded():
    rows = "".join(f"Нібито-{number},2020,x\n" for number in range(300))
    found = read_as(LONG, SOUND + rows)
    assert len(found.problems) == 51
    assert "table.csv:1:1: the file has 250 more problems of these kinds; mend those above first" in said(found.problems)
    assert found.account.balanced and found.account.refused == 300


def test_reading_stops_where_everything_is_wrong():
    rows = "".join(f"Нібито-{number},2020,x\n" for number in range(30_000))
    found = read_as(LONG, SOUND + rows)
    assert len(found.problems) == 51 and found.account.read < 30_000
    assert any("the rest of it is not read: look at the recipe again" in problem for problem in said(found.problems))


@pytest.mark.parametrize(("given_in", "declared"), [
    ("windows-1251", "iso-8859-1"), ("windows-1251", "koi8-u"), ("koi8-u", "windows-1251"), ("utf-8", "windows-1251"), ("utf-8", "cp866"),
    ("windows-1251", "utf-8"), ("windows-1251", "cp866"), ("utf-16", "utf-8"), ("utf-8-sig", "windows-1251"), ("utf-8", "utf-16"),
    ("windows-1251", "windows-1252"), ("utf-8", "iso-8859-1")])
def test_a_file_in_another_encoding_than_the_recipe_says_is_refused(given_in: str, declared: str):
    recipe = LONG + f"table: {{encoding: {declared}}}\n"
    found = read_as(recipe, SOUND.encode(given_in))
    assert found.problems and found.statements == ()
    assert "encoding" in str(found.problems[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-u", "mac-cyrillic"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_in_the_encoding_of_its_recipe_is_read_whatever_ends_its_lines(encoding: str, end: str):
    recipe = LONG + f"table: {{encoding: {encoding.removesuffix('-sig')}}}\n"
    assert values(read_as(recipe, SOUND.replace("\n", end).encode(encoding))) == values(read_as(LONG, SOUND))


def test_an_unknown_encoding_is_refused_in_the_recipe():
    found = read_as(LONG + "table: {encoding: rot13}\n", SOUND)
    assert said(found.problems)[0].startswith("data/imports/tests.yaml:11:19: encoding is rot13; write one of utf-8, utf-16,")


def test_a_column_that_is_not_there_is_refused_in_the_recipe_with_the_nearest():
    found = read_as(LONG.replace("column: population", "column: popultion"), SOUND)
    assert said(found.problems) == [
        "data/imports/tests.yaml:10:17: column is popultion; table.csv has no such column, did you mean population?"]


def test_a_missing_newline_at_the_end_is_told_and_the_file_is_read():
    found = read_as(LONG, SOUND.rstrip("\n"))
    assert values(found) == values(read_as(LONG, SOUND))
    assert [str(notice) for notice in found.account.notices] == [
        "table.csv:3:1: the last line has no newline at its end; the file may be cut there"]


def test_an_end_that_does_not_come_shows_that_the_file_is_cut():
    recipe = LONG + 'table: {ends: {before: "Source:"}}\n'
    assert values(read_as(recipe, SOUND + "Source:,,\nsomebody,,\n")) == values(read_as(LONG, SOUND))
    found = read_as(recipe, SOUND)
    assert said(found.problems) == [
        "table.csv:3:1: no row after the table begins with Source:; the file is cut, or the recipe names another end"]


def test_a_content_addressed_name_is_checked_against_the_content():
    recipe = LONG.replace("table.csv", '"*.csv"')
    found = read_as(recipe, SOUND, name="0123456789abcdef.csv")
    assert "0123456789abcdef.csv:1:1: the file is not the one it is named for (its hash begins with " in said(found.problems)[0]


def test_a_file_over_the_limit_is_not_read():
    found = preview(entry_of(LONG), [File.of_bytes("table.csv", SOUND.encode() * 20_000)], registers(), most_bytes=1_000_000)
    assert said(found.problems) == [
        "table.csv:1:1: the file is over 1 MB; split it into several, which one recipe reads"]


def test_an_import_that_states_nothing_is_refused():
    found = read_as(LONG + "keep: {year: ['1999']}\n", SOUND)
    assert said(found.problems) == [
        "data/imports/tests.yaml:2:5: id is table, which states nothing: 2 rows read: 0 stored as 0 statements, 2 left out (by year 2), "
        "0 refused; look at the recipe"]


def test_expected_numbers_are_held():
    assert read_as(LONG + "expected: {rows: 2, statements: 2}\n", SOUND).problems == ()
    assert said(read_as(LONG + "expected: {rows: 3}\n", SOUND).problems) == [
        "data/imports/tests.yaml:11:18: rows is 3, but the files hold 2; the files are other than before: look at them, or mend it"]


def test_a_text_that_neither_keep_nor_drop_names_is_refused():
    recipe = LONG + "keep: {kind: [all]}\ndrop: {kind: [men, women]}\n"
    table = "region,year,population,kind\nСумська,2020,1053452,all\nСумська,2020,500000,men\nСумська,2020,600000,wmoen\n"
    assert said(read_as(recipe, table).problems) == [
        "table.csv:4:kind: kind is wmoen, which neither keep nor drop names; mend it, or add it to one of them"]


def test_years_and_measures_across_two_header_rows_with_merged_cells():
    recipe = SOURCE + """
table: {header_rows: [1, 2]}
entity: {column: Область, kind: region}
indicator: {across: {from: Населення 2020}, header: 1, map: {Населення: population, Заклади: higher_education_institutions}}
period: {across: {from: Населення 2020}, header: 2}
"""
    found = read_as(recipe, ",Населення,,Заклади,\nОбласть,2020,2021,2020,2021\nСумська,1053452,1035772,8,9\n")
    assert said(found.problems) == []
    assert values(found) == {
        ("UA-59", "population", "2020", ""): 1053452.0, ("UA-59", "population", "2021", ""): 1035772.0,
        ("UA-59", "higher_education_institutions", "2020", ""): 8.0, ("UA-59", "higher_education_institutions", "2021", ""): 9.0}


def test_a_table_without_a_header_names_its_columns_by_number():
    recipe = LONG.replace("column: region", "column: '1'").replace("column: year", "column: '2'")
    recipe = recipe.replace("column: population", "column: '3'") + "table: {header_rows: []}\n"
    assert values(read_as(recipe, SOUND.removeprefix(HEAD))) == values(read_as(LONG, SOUND))


def test_a_line_break_in_a_cell_below_the_header_is_refused_unless_the_recipe_has_them():
    table = 'region,year,population,"a\nnote"\nСумська,2020,1053452,"x\ny"\nЛьвівська,2020,2478133,z\n'
    assert [problem.line for problem in read_as(LONG, table).problems] == [2 + 1, 3 + 1]
    found = read_as(LONG + "table: {line_breaks: true}\n", table)
    assert said(found.problems) == []
    assert [(one.entity, one.line) for one in found.statements] == [("UA-59", 3), ("UA-46", 5)]


def test_columns_of_one_name_are_told_apart_by_number():
    table = "region,year,population,population\nСумська,2020,1053452,5\n"
    assert said(read_as(LONG, table).problems) == [
        "data/imports/tests.yaml:10:17: column is population; table.csv has no such column, did you mean population (2) or population (1)?"]
    found = read_as(LONG.replace("column: population", "column: population (1)"), table)
    assert values(found) == {("UA-59", "population", "2020", ""): 1053452.0}


def test_records_with_years_across_are_refused_in_the_recipe():
    recipe = SOURCE + """
entity: {column: region, kind: region}
period: {across: {from: "2020"}}
aggregate: {measures: [{does: median, indicator: dou_survey_median_salary_month}]}
"""
    assert said(read_as(recipe, "region,2020\nСумська,500\n").problems) == [
        "data/imports/tests.yaml:8:18: period stands across, but records have a row each; write its column"]


def test_one_observation_in_two_files_is_refused_with_both():
    recipe = entry_of(LONG.replace("table.csv", "[a.csv, b.csv]"))
    files = [File.of_bytes("a.csv", SOUND.encode()), File.of_bytes("b.csv", (HEAD + "UA-30,2020,2967360\n").encode())]
    assert said(preview(recipe, files, registers()).problems) == [
        "b.csv:2:1: the row says population of UA-30 in 2020, as line 3 of a.csv does; keep one of the two, or keep, drop or break down by "
        "the column that tells them apart"]


def test_twins_among_records_are_told_and_counted():
    recipe = SOURCE + """
entity: {column: city, kind: city, of: region}
period: {constant: 2024-12}
value: {column: pay}
aggregate: {least: 2, whole: ukraine, measures: [{does: mean, indicator: dou_survey_median_salary_month},
  {does: share, indicator: dou_survey_share_of_respondents}]}
"""
    found = read_as(recipe, "city,pay\nЛьвів,1000\nЛьвів,1000\nСуми,4000\n")
    assert said(tuple(found.account.notices)) == [
        "table.csv:1:1: groups of fewer than 2 records give no figure: UA-59 (1)",
        "table.csv:3:1: rows that are the same as an earlier one: 1, the first of them as line 2; all are counted"]
    assert {(one.entity, one.value, one.sample_size) for one in found.statements if one.unit == "USD"} == {
        ("UA-46", 1000.0, 2), ("ukraine", 2000.0, 3)}
    shares = {one.entity: round(one.value, 6) for one in found.statements if one.unit == "percent"}
    assert shares == {"UA-46": 66.666667, "ukraine": 100.0}
    assert found.account.stored == found.account.read == 3


def test_figures_in_words_keep_their_hedges():
    recipe = SOURCE + """
entity: {column: cluster}
indicator: {constant: member_companies}
period: {constant: 2024-12}
value: {column: members, words: true, missing: {empty: absent}}
"""
    names = ("kharkiv-it-cluster", "lviv-it-cluster", "cluj-it-cluster", "kosice-it-valley")
    table = "cluster,members\n" + "".join(f'{name},"{said}"\n' for name, said in zip(names, ("200+", "~60", "90–110", "70"), strict=True))
    made, problems = foreign(entry_of(recipe), {"table.csv": File.of_bytes("table.csv", table.encode())}, registers())
    rows = [row for batch in made.batches(problems) for row in batch.each("value", "value_high", "attributes")]
    assert said(tuple(problems)) == []
    assert [(value, high, attributes.qualifier) for value, high, attributes in rows] == [
        (200.0, None, "at_least"), (60.0, None, "about"), (90.0, 110.0, "range"), (70.0, None, "exact")]
    wrong = read_as(recipe, f"cluster,members\n{names[0]},about twenty\n{names[1]},$60\n")
    assert said(wrong.problems) == [
        "table.csv:2:members: value is about twenty; write a number with digits and a decimal point, such as 26500 or 6.73",
        "table.csv:3:members: unit is USD; member_companies is in companies: write another indicator, or map the unit and scale the value"]


def test_letters_after_values_become_statuses_and_marks_statements_without_a_value():
    recipe = LONG.replace("column: population", 'column: population, missing: {":": M, "-": absent}')
    recipe += 'status: {after_value: {e: E, "b": B}}\n'
    found = read_as(recipe, HEAD + "Сумська,2019,1000 e\nСумська,2020,:\nСумська,2021,-\nСумська,2022,2000 b\n")
    assert said(found.problems) == []
    assert [(one.period, one.value, one.status) for one in found.statements] == [
        ("2019", 1000.0, "E"), ("2020", None, "M"), ("2022", 2000.0, "B")]
    assert found.account.absent == {"-": 1}


def test_na_in_a_column_of_codes_stays_a_code():
    recipe = SOURCE + """
entity: {column: code, kind: country, leave_out: [other countries]}
indicator: {constant: gdp_current_usd}
period: {column: year}
value: {column: gdp}
"""
    found = read_as(recipe, "code,year,gdp\nNA,2020,12000000000\nNO,2020,367000000000\n")
    assert values(found) == {("norway", "gdp_current_usd", "2020", ""): 367e9}
    assert found.account.left_out == {"another country": 1}


def test_a_damaged_code_is_no_other_country():
    recipe = SOURCE + """
entity: {column: code, kind: country, leave_out: [other countries]}
indicator: {constant: gdp_current_usd}
period: {column: year}
value: {column: gdp}
"""
    assert "entity is UKX; " in said(read_as(recipe, "code,year,gdp\nUKX,2020,12000000000\n").problems)[0]


def test_units_must_be_those_of_the_indicator_and_scales_are_exact():
    recipe = SOURCE + """
entity: {column: code, kind: country}
indicator: {constant: gdp_current_usd}
period: {column: year}
unit: {column: unit, map: {MIO_USD: USD, MIO_EUR: EUR}}
value: {column: gdp, scale: 1000000}
"""
    table = "code,year,unit,gdp\nAT,2014,MIO_USD,329295.6\n"
    assert values(read_as(recipe, table)) == {("austria", "gdp_current_usd", "2014", ""): 329295600000.0}
    assert said(read_as(recipe, table.replace("USD", "EUR")).problems) == [
        "table.csv:2:gdp: unit is EUR; gdp_current_usd is in USD: write another indicator, or map the unit and scale the value"]


def test_breakdowns_are_matched_by_code_and_by_name_and_the_whole_has_none():
    recipe = LONG + "breakdown: {gender: {column: sex, map: {Ж: women}, whole: T}}\n"
    found = read_as(recipe, "region,year,population,sex\nСумська,2020,3000,T\nСумська,2020,2000,Ж\nСумська,2020,1000,чоловіки\n")
    assert {key[3]: value for key, value in values(found).items()} == {"": 3000.0, "gender=women": 2000.0, "gender=men": 1000.0}


def test_many_files_of_changing_layout_load_by_one_recipe():
    recipe = """
id: waves
source: wdi_gdp_per_capita
basis: survey
file: "wave_*.csv"
entity: {column: City, kind: city, of: region}
period: {file_name: "wave_{}.csv"}
value: {column: Pay}
aggregate:
  measures: [{does: median, indicator: dou_survey_median_salary_month}]
variants:
  - file: "wave_201*.csv"
    table: {encoding: windows-1251, delimiter: semicolon}
    entity: {column: Город, kind: city, of: region}
    value: {column: Зарплата, numerals: {decimal: comma}}
"""
    old = "Город;Зарплата\nХарьков;1000,5\nХарьков;2000,5\nЛьвов;900\n".encode("windows-1251")
    new = b"City,Pay\nKharkiv,3000\nKyiv,4000\n"
    files = [File.of_bytes(f"wave_{2010 + wave}-12.csv", old if wave < 10 else new) for wave in range(14)]
    found = preview(entry_of(recipe), files, registers(), most=EVERYTHING)
    assert said(found.problems) == []
    medians = {key[:1] + key[2:3]: value for key, value in values(found).items()}
    assert medians["UA-63", "2012-12"] == 1500.5 and medians["UA-46", "2019-12"] == 900.0
    assert medians["UA-63", "2021-12"] == 3000.0 and medians["UA-30", "2023-12"] == 4000.0
    assert found.account.read == 10 * 3 + 4 * 2 == found.account.stored


def test_a_problem_of_a_variant_is_told_where_the_variant_says_it():
    recipe = LONG + "variants:\n  - file: other.csv\n    value: {column: people}\n"
    found = preview(entry_of(recipe), [File.of_bytes("table.csv", SOUND.encode()), File.of_bytes("other.csv", SOUND.encode())], registers())
    assert said(found.problems)[0].startswith("data/imports/tests.yaml:13:21: column is people; other.csv has no such column")


@pytest.mark.parametrize(("key", "message"), [
    ("entity: {colunm: a}", "colunm is not a key here; did you mean column?"),
    ("period: {column: a, constant: '2020'}", "constant is beside column; write one of the two, column or constant"),
    ("value: {column: a, numerals: {decimal: comma, thousands: comma}}", "thousands is comma, as decimal is; write two different marks"),
    ("table: {delimiter: ';'}", "delimiter is ;; write comma, semicolon, tab, bar or space"),
    ("publication: {id: x}", "title is missing; write it"),
])
def test_a_recipe_that_is_none_is_refused_at_its_key(key: str, message: str):
    assert any(message in problem for problem in refusals_of_recipe(SOURCE + key + "\n")), refusals_of_recipe(SOURCE + key + "\n")


def test_the_same_bytes_and_recipe_have_one_fingerprint_and_others_another():
    def fingerprint(recipe: str, content: str) -> str:
        return foreign(entry_of(recipe), {"table.csv": File.of_bytes("table.csv", content.encode())}, registers())[0].fingerprint
    first = fingerprint(LONG, SOUND)
    assert fingerprint("# a remark\n" + LONG, SOUND) == first
    assert first not in (fingerprint(LONG, SOUND + " "), fingerprint(LONG.replace("statistics", "survey"), SOUND))


def test_changes_tell_what_is_new_changed_and_gone_with_totals():
    def statements(content: str):
        made, _ = foreign(entry_of(LONG), {"table.csv": File.of_bytes("table.csv", content.encode())}, registers())
        return list(of_batches(made.id, made.batches([])))
    after = SOUND.replace("2967360", "2967361").replace("Харківська", "Сумська")
    found = changes(statements(SOUND), statements(after))
    assert found.summary == "1 new, 1 changed, 1 gone, 0 the same"
    assert (found.new, found.gone) == (("table:UA-59:population:2020",), ("table:UA-63:population:2020",))
    assert found.changed[0][0] == "table:UA-30:population:2020"
    assert found.totals["population"].sum_after - found.totals["population"].sum_before == 1.0
    assert not changes(statements(SOUND), statements(SOUND)).any


NUMERALS = [Numerals(decimal=decimal, thousands=thousands)
            for decimal in ("point", "comma") for thousands in ("none", "comma", "point", "space", "apostrophe") if decimal != thousands]


@given(st.lists(st.decimals(-10**12, 10**12, places=3), min_size=1, max_size=20), st.sampled_from(NUMERALS))
def test_a_column_of_numbers_is_read_as_it_was_written(numbers, numerals: Numerals):
    reader = Reader(numerals, {})
    signs = str.maketrans({",": {"none": "", "comma": ",", "point": ".", "space": "\u00a0", "apostrophe": "'"}[numerals.thousands],
                           ".": "." if numerals.decimal == "point" else ","})
    cells = [f"{number:,}".translate(signs) for number in numbers]
    found = reader.read(cells)
    assert found.special == {} and found.numbers == [float(number) for number in numbers]


@given(st.text(st.sampled_from("0123456789.,- '_eE+xainf%\u00a0٣"), max_size=9))
def test_whatever_is_no_number_is_never_read_as_one(text: str):
    found = Reader(Numerals(), {"empty": "absent"}).read([text, "5"])
    special = found.special.get(0)
    plain = text.replace("\u00a0", " ").strip()
    assert not isinstance(special, Marked)
    if special is None:
        assert set(plain) <= set("0123456789.-") and float(plain) == found.numbers[0]
        assert plain.lstrip("-") == "0" or not plain.lstrip("-").startswith("0") or plain.lstrip("-").startswith("0.")
    else:
        assert special == Mark("empty", "absent") if not plain else isinstance(special, Wrong)


def test_an_sdmx_csv_needs_no_columns_and_lets_no_part_pass_for_the_whole():
    recipe = SOURCE.replace("table.csv", "data.csv") + "table: {format: sdmx-csv}\n"
    head = "DATAFLOW,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT"
    rows = "A:B(1.0),A,UKR,gdp_current_usd,2020,156.6,A,9\nA:B(1.0),A,POL,gdp_current_usd,2020,599.4,E,9\n"
    found = read_as(recipe, f"{head}\n{rows}", name="data.csv")
    assert said(found.problems) == []
    assert {(one.entity, one.value, one.status) for one in found.statements} == {("ukraine", 156.6e9, "A"), ("poland", 599.4e9, "E")}
    parts = f"{head},SEX\n" + rows.replace("\n", ",F\n")
    assert said(read_as(recipe, parts, name="data.csv").problems) == [
        "data/imports/tests.yaml:2:1: ignore is without SEX, a column that may tell figures of parts from those of the whole; keep some of "
        "it, break down by it, or ignore it"]


def test_hedges_of_an_sdmx_csv_of_ours_are_kept():
    recipe = SOURCE.replace("table.csv", "data.csv") + "table: {format: sdmx-csv}\n"
    table = ("STRUCTURE,STRUCTURE_ID,ACTION,ENTITY,INDICATOR,AUDIENCE,TIME_PERIOD,OBS_VALUE,QUALIFIER,VALUE_HIGH,FLAGS\n"
             "dataflow,X,I,kharkiv-it-cluster,member_companies,_T,2023,200,at_least,,scope_unclear\n"
             "dataflow,X,I,lviv-it-cluster,member_companies,_T,2023,200,range,220,\n"
             "dataflow,X,I,lviv-it-cluster,event_participants,students,2016-01-01/P1827D,220,exact,,\n")
    made, problems = foreign(entry_of(recipe), {"data.csv": File.of_bytes("data.csv", table.encode())}, registers())
    rows = [row for batch in made.batches(problems) for row in batch.each("entity", "value_high", "attributes", "period", "breakdown")]
    assert said(tuple(problems)) == []
    assert [(row[0], row[1], row[2].qualifier, row[2].flags) for row in rows[:2]] == [
        ("kharkiv-it-cluster", None, "at_least", "scope_unclear"), ("lviv-it-cluster", 220.0, "range", "")]
    assert rows[2][3:] == ("2016-01-01/2020-12-31", "audience=students")


def test_a_json_stat_cube_is_read_by_its_roles():
    cube = {"version": "2.0", "class": "dataset", "id": ["geo", "year", "what"], "size": [2, 2, 1],
            "role": {"geo": ["geo"], "time": ["year"], "metric": ["what"]},
            "dimension": {"geo": {"category": {"index": ["POL", "UKR"]}}, "year": {"category": {"index": {"2021": 1, "2020": 0}}},
                          "what": {"category": {"label": {"gdp_current_usd": "GDP"}}}},
            "value": [599.4e9, 679.4e9, None, 199.8e9], "status": {"2": "M", "3": "P"}}
    found = read_as(SOURCE.replace("table.csv", "cube.json") + "table: {format: json-stat}\n", json.dumps(cube), name="cube.json")
    assert said(found.problems) == []
    assert {(one.entity, one.period): (one.value, one.status) for one in found.statements} == {
        ("poland", "2020"): (599.4e9, "A"), ("poland", "2021"): (679.4e9, "A"), ("ukraine", "2020"): (None, "M"),
        ("ukraine", "2021"): (199.8e9, "P")}


@pytest.mark.parametrize("text", ["{", "[]", '{"id": []}', '{"id":["a"],"size":["x"],"dimension":{},"value":[]}', "1e999", '{"value": NaN}',
                                  '{"id":["a"],"size":[2],"dimension":{"a":{"category":{"index":["x"]}}},"value":[1,2]}'])
def test_json_that_is_no_cube_is_refused(text: str):
    found = read_as(SOURCE.replace("table.csv", "cube.json") + "table: {format: json-stat}\n", text, name="cube.json")
    assert found.problems and found.statements == ()


def test_a_data_package_tells_how_its_table_is_written():
    package = {"resources": [{"name": "population", "path": "data/people.csv", "encoding": "windows-1251", "dialect": {"delimiter": ";"},
                              "schema": {"missingValues": ["", "н/д"], "fields": [
                                  {"name": "entity"}, {"name": "indicator"}, {"name": "period"},
                                  {"name": "value", "type": "number", "decimalChar": ",", "groupChar": " "}]}}]}
    table = "entity;indicator;period;value\nСумська область;population;2020;1 053 452,0\nUA-63;population;2020;н/д\n"
    recipe = SOURCE.replace("table.csv", "datapackage.json") + "table: {format: data-package}\n"
    files = [File.of_bytes("people.csv", table.encode("windows-1251"))]
    files.append(File.of_bytes("datapackage.json", json.dumps(package).encode(), files))
    found = preview(entry_of(recipe), files, registers())
    assert said(found.problems) == []
    assert values(found) == {("UA-59", "population", "2020", ""): 1053452.0}
    assert found.account.absent == {"н/д": 1}


def test_a_large_file_is_read_in_pieces():
    rng = random.Random(5)
    names = ("Харківська", "Сумська", "Львівська")
    rows = [(name, day, rng.randint(1000, 9_000_000)) for day in range(9_000) for name in names]
    table = HEAD + "".join(f"{name},{1990 + day // 360}-{day // 30 % 12 + 1:02d}-{day % 28 + 1:02d},{figure}\n"
                           for name, day, figure in rows if day % 30 < 28)
    made, problems = foreign(entry_of(LONG), {"table.csv": File.of_bytes("table.csv", table.encode())}, registers())
    batches = list(made.batches(problems))
    assert problems == [] and len(batches) > 3 and max(batch.rows for batch in batches) <= 8192
    assert sum(sum(batch.column("value")) for batch in batches) == sum(figure for _, day, figure in rows if day % 30 < 28)
    assert [line for batch in batches for line in batch.column("line")] == list(range(2, made.account.read + 2))
