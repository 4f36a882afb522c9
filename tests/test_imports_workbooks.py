"""Workbooks by recipes: merged headers in two languages, numbers as numbers and as text, dates, formulas, hidden rows, errors."""

import io
from datetime import date

import openpyxl
import pytest
from foreign import read_as, said, values

RECIPE = """
id: office
source: state_statistics_population_2022
basis: statistics
file: office.xlsx
table: {format: xlsx, sheet: Дані, header_rows: [3, 4], ends: {before: Примітка}}
entity: {column: Область Region, kind: region, leave_out: [Україна]}
indicator: {constant: population}
period: {across: {from: Населення 2020}, header: 2}
value: {numerals: {decimal: comma, thousands: space}, missing: {"…": absent}}
"""


def book(change=lambda sheet: None) -> bytes:
    """A workbook of a statistics office: a title, a merged header over two rows, a note below, a second sheet."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Дані"
    for row in (["Наявне населення"], [], ["Область", "Населення", None], ["Region", 2020, 2021], ["Харківська область", 2658461, 2633834],
                ["м. Київ", "2 967 360,0", "…"], ["Сумська область", 1068247.5, 1053452], ["Україна", 41902416, 41588354],
                ["Примітка: без окупованих територій"], ["Примітка"]):
        sheet.append(row)
    sheet.merge_cells("B3:C3")
    made.create_sheet("Зміст").append(["порожньо"])
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(change=lambda sheet: None, recipe: str = RECIPE):
    return read_as(recipe, book(change), "office.xlsx")


def without_note(sheet) -> None:
    sheet.delete_rows(9)


def test_a_workbook_with_merged_headers_and_numbers_of_both_kinds_is_read():
    found = read(without_note)
    assert said(found.problems) == []
    assert values(found) == {
        ("UA-63", "population", "2020", ""): 2658461.0, ("UA-63", "population", "2021", ""): 2633834.0,
        ("UA-30", "population", "2020", ""): 2967360.0, ("UA-59", "population", "2020", ""): 1068247.5,
        ("UA-59", "population", "2021", ""): 1053452.0}
    assert found.account.absent == {"…": 1} and found.account.balanced
    assert any("merged" in notice for notice in said(tuple(found.account.notices)))


def test_a_row_that_is_no_region_is_refused_with_its_row():
    assert "office.xlsx:9:Область Region: entity is Примітка: без окупованих територій; " in said(read().problems)[0]


@pytest.mark.parametrize(("cell", "message"), [
    (date(2020, 12, 1), "value is 2020-12-01; that is a date: an office program has made it of a number, look at the source"),
    ("#REF!", "value is #REF!; "), (True, "value is "), ("2.967.360", "value is 2.967.360; numbers are written as 26 500,5 here: "),
    (None, "value is empty; write a number, or say under missing what an empty cell means")])
def test_a_cell_that_is_no_number_is_refused_with_its_place(cell: object, message: str):
    def change(sheet) -> None:
        without_note(sheet)
        sheet["B6"] = cell
    found = said(read(change).problems)
    assert found[0].startswith(f"office.xlsx:6:Населення 2020: {message}")


def test_hidden_rows_are_told():
    def change(sheet) -> None:
        without_note(sheet)
        sheet.row_dimensions[5].hidden = True
    notices = " ".join(said(tuple(read(change).account.notices)))
    assert "hidden or filtered away (5): read all the same" in notices


def test_a_formula_without_its_result_is_no_figure():
    def change(sheet) -> None:
        without_note(sheet)
        sheet["C6"] = "=C5+1"
    assert said(read(change).problems)[0].startswith("office.xlsx:6:Населення 2021: value is ")


def test_the_sheet_must_be_named_where_there_are_several_and_be_there():
    assert said(read(without_note, RECIPE.replace("sheet: Дані, ", "")).problems) == [
        "office.xlsx:1:1: the workbook has several sheets; write under table which sheet it is: Дані, Зміст"]
    other = read(without_note, RECIPE.replace("sheet: Дані", "sheet: Дата"))
    assert "has no sheet Дата; name one of Дані, Зміст" in said(other.problems)[0]


def test_a_gap_of_rows_ends_a_table_that_ends_with_a_blank_row():
    def change(sheet) -> None:
        without_note(sheet)
        sheet.insert_rows(7)
    found = read(change, RECIPE.replace("before: Примітка", "blank: true"))
    assert said(found.problems) == []
    assert {entity for entity, *_ in values(found)} == {"UA-63", "UA-30"}
    assert found.account.left_out["after the table"] == 4
