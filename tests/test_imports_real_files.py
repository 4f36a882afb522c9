"""Six real files by the recipes of docs/imports, against the raw cells as another reader finds them.

The files lie beside the project in `shared/files` and are not copied into it; where they are not, the first test says so.
"""

import csv
import io
import statistics
from collections import defaultdict
from pathlib import Path

import openpyxl
import pytest
from foreign import EVERYTHING, PROJECT, SHARED, registers

from loaders import read
from loaders.imports import File, Preview, preview, recipe

RECIPES = sorted((PROJECT / "docs" / "imports").glob("*.yaml"))
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real files are not there: {SHARED}")


def imported(name: str) -> Preview:
    """All statements of one documented recipe."""
    path = PROJECT / "docs" / "imports" / f"{name}.yaml"
    node, problems = read.tree(path, path.name)
    entry, wrong = recipe(node, path.name)
    assert [*problems, *wrong] == []
    files = [File.on_disk(path, path.name) for path in sorted(SHARED.iterdir())]
    found = preview(entry, files, registers(), most=EVERYTHING)
    assert found.problems == () and found.account.balanced
    assert len(found.statements) == found.account.statements
    return found


def cells(pattern: str, delimiter: str = ",") -> list[list[str]]:
    """Every row of a file as Python's own reader finds it."""
    path = next(SHARED.glob(pattern))
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=delimiter))


def by_key(found: Preview) -> dict[tuple[str, str, str], float | None]:
    return {(one.entity, one.indicator, one.period): one.value for one in found.statements}


def countries(field: str) -> dict[str, str]:
    """Ids of the countries we have by one of their codes."""
    return {getattr(entity, field): entity.id for entity in registers().entities if entity.kind == "country" and getattr(entity, field)}


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_a_documented_recipe_takes_thirty_lines_at_most(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 30


def test_the_world_bank_download_gives_every_figure_of_our_countries_and_no_other():
    rows = cells("worldbank_*.csv")
    header, known = rows[4], countries("iso3")
    expected = {
        (known[row[1]], "gdp_per_capita_current_usd", year): float(cell)
        for row in rows[5:] if row[1] in known for year, cell in zip(header[4:70], row[4:70], strict=True) if cell
    }
    found = imported("world_bank_gdp_per_head")
    assert by_key(found) == expected and len(expected) > 2000
    assert found.account.read == 265 and found.account.refused == 0
    assert {one.cells[one.column] for one in found.statements if one.entity == "ukraine"} == {
        cell for row in rows if row[1:2] == ["UKR"] for cell in row[4:70] if cell}


def test_the_eurostat_tsv_gives_balance_and_debt_of_general_government():
    rows = cells("eurostat_gov*.tsv", "\t")
    years = [year.strip() for year in rows[0][1:]]
    known = countries("iso") | countries("nuts")
    wanted = {"B9": "government_balance_share_of_gdp", "GD": "government_debt_share_of_gdp"}
    expected = {}
    for first, *figures in rows[1:]:
        unit, sector, item, geo = first.split(",")
        if unit == "PC_GDP" and sector == "S13" and item in wanted and geo in known:
            expected |= {(known[geo], wanted[item], year): float(figure) for year, figure in zip(years, figures, strict=True)
                         if figure.strip() != ":"}
    found = imported("eurostat_government_finance")
    assert by_key(found) == expected
    assert expected["greece", "government_debt_share_of_gdp", "2014"] > 170
    assert found.account.absent[":"] + found.account.statements == 20 * found.account.stored


def test_the_eurostat_workbook_gives_unemployment_of_the_countries_across():
    sheet = openpyxl.load_workbook(next(SHARED.glob("eurostat_une*.xlsx")))["Sheet 1"]
    names = {entity.name["en"]: entity.id for entity in registers().entities if entity.kind == "country"}
    header = [cell.value for cell in sheet[10]]
    expected = {
        (names[name], "unemployment_rate_15_74", row[0]): float(cell)
        for row in sheet.iter_rows(min_row=11, max_row=31, values_only=True)
        for name, cell in zip(header[1:], row[1:], strict=True) if name in names and cell not in (None, ":")
    }
    found = imported("eurostat_unemployment")
    assert by_key(found) == expected
    assert expected["spain", "unemployment_rate_15_74", "2013"] == 26.1
    assert any("columns left out: European Union" in str(notice) for notice in found.account.notices)


def test_the_gdp_of_countries_keeps_codes_as_codes_and_drops_the_three_damaged_figures():
    known = countries("iso3")
    expected = {(known[code], "gdp_current_usd", year): float(figure) for _, code, year, figure in cells("frictionless_gdp.csv")[1:]
                if code in known and float(figure) >= 100_000}
    found = imported("gdp_of_countries")
    assert by_key(found) == expected
    assert found.account.left_out["by Value"] == 3
    assert found.account.notices == []


def test_the_dou_survey_gives_medians_and_respondents_by_oblast_with_the_sample_size():
    answers = defaultdict(list)
    for row in cells("dou_*.csv")[1:]:
        if row[11] == "В Україні":
            answers[row[12]].append(float(row[2]))
    found = imported("dou_salaries_by_oblast")
    medians = by_key(found)
    for place, region in (("Львів", "UA-46"), ("Харків", "UA-63"), ("Київ", "kyiv-and-oblast"), ("Хмельницький", "UA-68"),
                          ("Дніпро", "UA-12"), ("Ужгород чи Закарпатська область", "UA-21"), ("Луцьк чи Волинська область", "UA-07")):
        given = answers.get(f"{place} чи область") or answers[place]
        assert medians[region, "dou_survey_median_salary_month", "2024-12"] == statistics.median(given)
        assert medians[region, "dou_survey_respondents", "2024-12"] == len(given)
    sizes = {one.entity: one.sample_size for one in found.statements if one.indicator == "dou_survey_median_salary_month"}
    assert sizes["UA-63"] == 385 and len(sizes) == 21
    assert sum(sizes.values()) == found.account.stored == 11_468
    assert found.account.read == 14_148 and "UA-65 (2)" in str(found.account.notices[0])


def test_every_code_and_ukrainian_name_of_the_register_of_oblasts_is_a_region_of_ours():
    found = imported("kse_oblasts")
    assert by_key(found) == {("ukraine", "first_level_regions", "unknown"): 27.0}
    names = registers().names
    for row in cells("kse_oblast.csv")[1:]:
        assert names.found(row[0], ["region"]) == names.found(row[1], ["region"]) != []


def test_a_misspelt_english_name_of_that_register_is_refused_with_the_nearest_names():
    names = registers().names
    assert names.found("Vonyn", ["region"]) == []
    assert "UA-07" in names.near("Vonyn", ["region"])
    assert names.found("Driproptrovska", ["region"]) == [] and "UA-12" in names.near("Driproptrovska", ["region"])
