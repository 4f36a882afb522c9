"""Workbooks are read as a person sees them, or refused with what to write instead."""

import time
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from loaders import workbook, workbook_cells
from loaders.problem import Refused
from loaders.read import language as read_language
from loaders.workbook import Flaw, Moment, Number, Told
from loaders.workbook_package import Package
from loaders.workbook_told import SENTENCES

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "files" / "eurostat_une_rt_a_page_spreadsheet.xlsx"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = (("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "/xl/styles.xml"), ("r3", "sharedStrings", "sharedStrings.xml"))
AGAIN = "open it in Excel or LibreOffice and save it as .xlsx"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(sheet: str, styles: str = "", texts: str = "", book: str = "", state: str = "", extra: dict | None = None) -> bytes:
    """A workbook of one sheet, written part by part."""
    relation = '<Relationship Id="{}" Type="' + OFFICE + '/{}" Target="{}"/>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f"<Relationships>{relation.format('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">{book}<sheets><sheet name="Data" {state} sheetId="1" r:id="r1"/>'
                           "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships>" + "".join(relation.format(*each) for each in PARTS) + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet if sheet.startswith(("<?xml", "<!DOC", "<x:")) else f"<worksheet {MAIN}>{sheet}</worksheet>",
        "xl/styles.xml": f"<styleSheet {MAIN}>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
        **(extra or {}),
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return file.getvalue()


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def styles(*codes: str) -> str:
    """Styles 1, 2, ... with the given number formats; style 0 is General."""
    formats = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{code}"/>' for i, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(codes)))
    return f'<numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{used}</cellXfs>'


def read(content: bytes, **how) -> tuple[list, Told]:
    book, told = workbook.opened(content, "t.xlsx"), Told()
    return list(book.rows(book.sheets[0], told, **how)), told


def one(cell: str, style: str = "", **how) -> str:
    """What a cell of a sheet of one cell reads as."""
    rows, _ = read(package(data(f'<row r="1">{cell}</row>'), style, **how))
    return rows[0][1][0] if rows else ""


def refusal(content: bytes, **how) -> str:
    with pytest.raises(Refused) as refused:
        read(content, **how)
    assert len(refused.value.problems) == 1
    return str(refused.value.problems[0])


def made(*rows: list, **settings) -> bytes:
    """A workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, what in settings.items():
        setattr(book, name, what)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


# What a cell says

@pytest.mark.parametrize(("raw", "said"), [
    ("26500", "26500"), ("26500.0", "26500"), ("0.30000000000000004", "0.3"), ("0.28999999999999998", "0.29"), ("-5", "-5"),
    ("1.2E+3", "1200"), ("1E-7", "0.0000001"), ("-0", "0"), ("0", "0"), ("007", "7"), ("8.0000000000000002E-2", "0.08"), (" 12 ", "12"),
    ("1000000000000000", "1000000000000000"), ("123456789012345.67", "123456789012346"), ("6.5500000000000007", "6.55")])
def test_a_number_is_its_digits_without_the_noise_of_binary_fractions(raw, said):
    found = one(f'<c r="A1"><v>{raw}</v></c>')
    assert (found, type(found)) == (said, Number)


@given(st.floats(-1e300, 1e300, allow_subnormal=False))
def test_a_number_reads_as_excel_shows_it_to_fifteen_digits(value):
    for raw in (repr(value), f"{value:.17g}"):
        found = workbook_cells.digits(workbook_cells.number_of(raw))
        assert float(found) == pytest.approx(value, rel=1e-14)
        assert len(found.strip("-0.").replace(".", "").strip("0")) <= 15


def test_a_number_of_sixteen_digits_is_refused_since_a_workbook_keeps_fifteen():
    rows, told = read(package(data('<row r="1"><c r="A1"><v>1234567890123456</v></c></row>')))
    assert isinstance(rows[0][1][0], Flaw)
    assert str(told.problems[0]) == ("t.xlsx:1:A1: Data!A1 is the number 1234567890123456, of whose digits a workbook keeps 15; "
                                     "format the cell as text and write it again")


@pytest.mark.parametrize(("code", "serial", "said"), [
    ("dd.mm.yyyy", "45657", "2024-12-31"), ("mmm yyyy", "45627", "2024-12"), ("yyyy", "45292", "2024"), ("d-mmm", "45657", "2024-12-31"),
    ("dd/mm/yyyy hh:mm", "45657.5", "2024-12-31T12:00:00"), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "45657", "2024-12-31"),
    ("[$-422]d\\ mmmm\\ yyyy\\ &quot;р.&quot;;@", "45657", "2024-12-31"), ("hh:mm", "0.25", "06:00:00"), ("[h]:mm:ss", "1.5", "36:00:00"),
    ("dd.mm.yyyy", "59", "1900-02-28"), ("dd.mm.yyyy", "61", "1900-03-01"), ("mm:ss.0", "0.0006944444444444445", "00:01:00")])
def test_a_date_is_an_iso_date_as_precise_as_its_format(code, serial, said):
    found = one(f'<c r="A1" s="1"><v>{serial}</v></c>', styles(code))
    assert (found, type(found)) == (said, Moment)


def test_days_from_1904_are_counted_as_the_file_says():
    sheet, shape = data('<row r="1"><c r="A1" s="1"><v>44195</v></c><c r="B1" s="1"><v>0</v></c></row>'), styles("yyyy-mm-dd")
    rows, _ = read(package(sheet, shape, book='<workbookPr date1904="1"/>'))
    assert rows == [(1, ("2024-12-31", "1904-01-01"))]


@pytest.mark.parametrize("serial", ["-1", "60", "2958466", "0.5", "1E+300"])
def test_a_number_that_no_date_has_is_refused(serial):
    rows, told = read(package(data(f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>'), styles("dd.mm.yyyy")))
    assert isinstance(rows[0][1][0], Flaw)
    assert told.problems[0].message == (f"Data!A1 is the number {serial} formatted as a date, which no date is; "
                                        "format the cell as a number, or write the date")


@pytest.mark.parametrize("code", ["#,##0", "0.00", "General", "#,##0.00\\ [$₴-422]", "0.00E+00", "# ?/?", "[Red]-0;0", "@",
                                  "_-* #,##0.00_-", "0_);[Red]\\(0\\)", "&quot;Year: &quot;0", "0,", "[&gt;1000]0;0.0"])
def test_a_number_format_that_is_no_date_leaves_the_number(code):
    assert one('<c r="A1" s="1"><v>45657</v></c>', styles(code)) == "45657"


@pytest.mark.parametrize(("code", "kind"), [("&quot;over &quot;0", "worded"), ("0.0,,", "scaled"), ("#,##0,\\ &quot;k&quot;", "worded")])
def test_what_a_format_adds_or_hides_is_told(code, kind):
    rows, told = read(package(data('<row r="1"><c r="A1" s="1"><v>26500</v></c></row>'), styles(code)))
    assert rows == [(1, ("26500",))]
    assert told.first[kind][0].startswith("A1: ")


def test_a_percentage_reads_as_percent_and_is_told():
    rows, told = read(package(data('<row r="1"><c r="A1" s="1"><v>0.28999999999999998</v></c></row>'), styles("0%")))
    assert rows == [(1, ("29%",))]
    assert told.lines() == ["1 cell is formatted as percent (A1): 0.12 was read as 12%"]


def test_a_style_of_no_format_and_a_style_that_is_not_there_are_plain_numbers():
    assert one('<c r="A1" s="7"><v>45657</v></c>', styles("yyyy")) == "45657"
    assert one('<c r="A1" s="x"><v>45657</v></c>', styles("yyyy")) == "45657"


def test_texts_of_every_kind_are_read_whole():
    texts = ('<si><r><t>over </t></r><r><rPr><b/></rPr><t>26,500</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si>'
             "<si><t> a_x000D_b </t></si><si/>")
    row = ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
           '<c r="D1" t="inlineStr"><is><t>in </t><r><t>line</t></r></is></c><c r="E1" t="str"><f>A1&amp;""</f><v>result</v></c>'
           '<c r="F1" t="d"><v>2024-12-31T00:00:00</v></c></row>')
    rows, _ = read(package(data(row), texts=texts))
    assert rows == [(1, ("over 26,500", " a\rb ", "", "in line", "result", "2024-12-31"))]
    assert isinstance(rows[0][1][5], Moment)


def test_a_number_typed_as_text_stays_as_typed_and_is_told():
    rows, told = read(made(["26 500", "0123", 26500, "2024 рік", "12%"]))
    assert rows == [(1, ("26 500", "0123", "26500", "2024 рік", "12%"))]
    assert (type(rows[0][1][0]), type(rows[0][1][2])) == (str, Number)
    assert (told.counts["numbers_as_text"], told.first["numbers_as_text"]) == (3, ["A1", "B1", "E1"])


@pytest.mark.parametrize(("cell", "shown", "message"), [
    ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!", "is the error #DIV/0!; mend the formula, or write the number"),
    ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", "is the error #DIV/0!; mend the formula, or write the number"),
    ('<c r="A1" t="b"><v>1</v></c>', "TRUE", "is the truth value TRUE; write a number or a text"),
    ('<c r="A1"><v>12a</v></c>', "12a", "is 12a, which is no number; write the number with digits"),
    ('<c r="A1"><v>NaN</v></c>', "NaN", "is NaN, which is no number; write the number with digits"),
    ('<c r="A1"><f>SUM(B1:B9)</f></c>', "=SUM(B1:B9)", "is the formula =SUM(B1:B9), whose result is not in the file; "
     "open the file in Excel or LibreOffice and save it, or write the number"),
    ('<c r="A1"><f>B1</f><v></v></c>', "=B1", "is the formula =B1, whose result is not in the file; "
     "open the file in Excel or LibreOffice and save it, or write the number")])
def test_a_cell_that_is_no_value_is_a_problem_naming_it_and_reads_as_a_flaw(cell, shown, message):
    rows, told = read(package(data(f'<row r="1">{cell}</row>')))
    found = rows[0][1][0]
    assert (found, type(found), found.message) == (shown, Flaw, message)
    assert [str(problem) for problem in told.problems] == [f"t.xlsx:1:A1: Data!A1 {message}"]


def test_the_stored_result_of_a_formula_is_taken_and_told():
    rows, told = read(package(data('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>')))
    assert rows == [(1, ("2",))]
    assert told.lines() == ["2 cells hold formulas (A1, B1): the results stored in the file were taken"]


def test_a_placeholder_result_of_a_program_that_never_calculated_is_not_taken():
    """XlsxWriter stores 0 for each formula and asks for calculation on opening: that 0 is no result."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+1")
    sheet.write_number("B1", 5)
    book.close()
    rows, told = read(file.getvalue())
    assert rows == [(1, ("=1+1", "5"))]
    assert told.problems[0].message.startswith("Sheet1!A1 is the formula =1+1, whose result is not in the file")


def test_what_openpyxl_writes_reads_back():
    rich = CellRichText("over ", TextBlock(InlineFont(b=True), "26,500"))
    moment = datetime.fromisoformat("2024-12-31T08:30:00")
    rows, _ = read(made(["Назва", 26500, 0.1 + 0.2, moment.date(), moment, moment.time(), rich, None, "край"]))
    assert rows == [(1, ("Назва", "26500", "0.3", "2024-12-31", "2024-12-31T08:30:00", "08:30:00", "over 26,500", "", "край"))]


# What a sheet says

def test_rows_keep_their_numbers_and_empty_ones_are_left_out():
    sheet = data('<row><c><v>1</v></c></row><row r="5"><c r="C5"><v>5</v></c><c r="E5" s="1"/></row>',
                 '<row r="9"/><row><c><v>10</v></c></row>')
    assert read(package(sheet))[0] == [(1, ("1",)), (5, ("", "", "5")), (10, ("10",))]


def test_a_merged_value_is_filled_where_asked_and_told():
    sheet = (data('<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>',
                  '<row r="2"><c r="A2"><v>9</v></c><c r="C2"><v>4</v></c></row>')
             + '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    rows, told = read(package(sheet), fill_merged=True)
    assert rows == [(1, ("1", "1", "3")), (2, ("1", "1", "4"))]
    assert (told.first["merged"], told.first["covered"]) == (["A1:B2"], ["A2"])
    assert read(package(sheet))[0] == [(1, ("1", "", "3")), (2, ("", "", "4"))]


def test_a_merged_area_as_large_as_a_sheet_fills_nothing():
    sheet = data('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="2"/>') + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert read(package(sheet), fill_merged=True)[0] == [(1, ("1",))]


def test_what_is_hidden_is_read_and_told():
    columns = '<cols><col min="2" max="4" hidden="1"/><col min="6" max="6" hidden="true"/></cols>'
    sheet = columns + data('<row r="3" hidden="1"><c r="B3"><v>7</v></c></row>')
    content = package(sheet, state='state="veryHidden"')
    rows, told = read(content)
    assert rows == [(3, ("", "7"))]
    assert (told.first["hidden_rows"], told.first["hidden_columns"]) == (["3"], ["B:D", "F"])
    book = workbook.opened(content, "t.xlsx")
    assert (book.sheets[0].hidden, book.told.first) == (True, {"hidden_sheets": ["Data"]})


def test_sheets_are_found_by_name_and_a_wrong_name_is_answered_with_the_right_ones():
    book = openpyxl.Workbook()
    book.active.title = "Перший"
    book.create_sheet("Second & last")["A1"] = 2
    file = BytesIO()
    book.save(file)
    opened = workbook.opened(file.getvalue(), "t.xlsx")
    assert list(opened.rows(opened.sheet("Second & last"))) == [(1, ("2",))]
    with pytest.raises(Refused, match="^t.xlsx:1:1: the workbook has no sheet Third; name one of Перший, Second & last$"):
        opened.sheet("Third")


def test_macros_and_links_to_other_workbooks_are_told_and_never_opened():
    extra = {"xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": "<x/>",
             "xl/externalLinks/_rels/externalLink1.xml.rels": "<x/>"}
    book = workbook.opened(package(data(), extra=extra), "t.xlsm")
    assert book.told.first == {"macros": ["xl/vbaProject.bin"], "elsewhere": ["xl/externalLinks/externalLink1.xml"]}


def test_a_prefix_before_every_element_and_utf_16_change_nothing():
    sheet = (f'<?xml version="1.0" encoding="UTF-16"?><x:worksheet {MAIN.replace("xmlns=", "xmlns:x=")}><x:sheetData>'
             '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
             '</x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>')
    rows, told = read(package("", extra={"xl/worksheets/sheet1.xml": sheet.encode("utf-16")}), fill_merged=True)
    assert (rows, told.counts) == ([(1, ("5", "5"))], {"merged": 1})


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_kind_of_what_is_told_has_its_words(language):
    words = read_language(ROOT / "data" / "languages" / f"{language}.yaml")["words"]
    assert [kind for kind in SENTENCES if f"workbook.{kind}" not in words] == []


# What is refused

EMPTY_ROWS = data("<row/>" * 15_000_000)


def test_a_small_file_of_millions_of_empty_rows_is_refused_at_once():
    content = package(EMPTY_ROWS)
    assert len(content) < 135_000
    began = time.process_time()
    message = refusal(content)
    assert time.process_time() - began < 1
    assert message == ("t.xlsx:1:1: the part xl/worksheets/sheet1.xml unpacks to over 100 times its size, as empty rows do; "
                       "copy the table into a new workbook")


def test_empty_rows_that_do_not_pack_well_are_refused_at_once_too():
    content = package(data(*(f'<row r="{i}" ht="{i * 7919 % 99991}"/>' for i in range(1, 400_000))))
    began = time.process_time()
    assert refusal(content) == "t.xlsx:100001:1: Data: the sheet holds over 100,000 empty rows; delete the rows without values"
    assert time.process_time() - began < 1


def test_a_dimension_that_lies_is_not_believed():
    assert read(package('<dimension ref="A1:XFD1048576"/>' + data('<row r="1"><c r="A1"><v>1</v></c></row>')))[0] == [(1, ("1",))]


def test_rows_that_are_all_wide_and_empty_are_refused():
    rows = (f'<row r="{i}"><c r="XFD{i}"><v>{i * 7919 % 99991}</v></c></row>' for i in range(1, 4_000))
    assert "wider than a table is" in refusal(package(data(*rows)))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels",
                                  "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("inside", ['<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused_in_every_part(part, inside):
    text = f"<?xml version='1.0'?><!DOCTYPE x [{inside}]><x>&a;</x>"
    assert refusal(package(data(), extra={part: text})) == (
        "t.xlsx:1:1: the file declares a document type, which no workbook does; copy the table into a new workbook")


@pytest.mark.parametrize(("content", "said"), [
    (OLD + bytes(600), f"the file is an old .xls workbook; {AGAIN}"),
    (OLD + "EncryptedPackage".encode("utf-16-le"), "the workbook is locked with a password; save it without one"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
     f"the file is an OpenDocument file (.ods); {AGAIN}"),
    (zipped({"[Content_Types].xml": TYPES, "xl/workbook.bin": ""}),
     f"the file is a binary workbook (.xlsb); {AGAIN}"),
    (zipped({"[Content_Types].xml": TYPES, "word/document.xml": ""}), "the file is a text or presentation; save its table as .xlsx or CSV"),
    (zipped({"a.csv": "1,2"}), f"the file is a zip archive and no workbook; unpack it, or {AGAIN}"),
    (b"<html><table><tr><td>1</td></tr></table>", "the file is no .xlsx workbook (it is a web page, whatever its name says); "
     f"{AGAIN}"),
    (b"a;b\n1;2\n", "the file is no .xlsx workbook (it looks like text: name it .csv or .tsv); "
     f"{AGAIN}"),
    (b"", f"the file is no .xlsx workbook (it is empty); {AGAIN}"),
    (b"PK\x03\x04rubbish", f"the file is a damaged .xlsx; {AGAIN} again"),
    (zipped({f"{i}": "" for i in range(2_001)}), "the file holds over 2000 parts; copy the table into a new workbook")])
def test_what_is_no_workbook_is_refused_with_what_to_do(content, said):
    assert refusal(content) == f"t.xlsx:1:1: {said}"


def test_two_parts_of_one_name_are_refused():
    file = BytesIO(package(data()))
    with zipfile.ZipFile(file, "a") as target, pytest.warns(UserWarning):
        target.writestr("xl/worksheets/sheet1.xml", "<x/>")
    assert "two parts of one name" in refusal(file.getvalue())


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_a_way_that_unpacks_without_measure_is_refused(packing):
    file = BytesIO(package(data()))
    with zipfile.ZipFile(file, "a") as target:
        target.writestr("xl/other.xml", "<x/>", compress_type=packing)
    assert "the part xl/other.xml is packed in a way that no workbook is" in refusal(file.getvalue())


def test_an_encrypted_part_is_refused():
    content = bytearray(package(data()))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)) == "t.xlsx:1:1: the workbook is locked with a password; save it without one"


@pytest.mark.parametrize(("sheet", "said"), [
    ('<row r="2"/><row r="1"/>', "row 1 comes after row 2"), ('<row r="1"/><row r="1"/>', "row 1 comes after row 1"),
    ('<row r="1048577"/>', "the sheet names the row or column 1048577"), ('<row r="x"/>', "the sheet names the row or column x"),
    ('<row r="1"><c r="B1"/><c r="A1"/></row>', "the cell A1 stands in row 1 out of order"),
    ('<row r="1"><c r="A1"/><c r="A1"/></row>', "the cell A1 stands in row 1 out of order"),
    ('<row r="1"><c r="A2"/></row>', "the cell A2 stands in row 1 out of order"),
    ('<row r="1"><c r="XFE1"/></row>', "the cell XFE1 stands in row 1 out of order"),
    ('<row r="1"><c r="A1" t="s"><v>4</v></c></row>', "the cell A1 names a text that the file lacks"),
    ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "the cell A1 names a text that the file lacks"),
    (f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a b" * 20_000}</t></is></c></row>', "the cell A1 holds over 40000 characters")])
def test_a_sheet_that_programs_would_read_differently_is_refused(sheet, said):
    assert said in refusal(package(data(sheet)))


def test_a_file_broken_off_or_damaged_anywhere_is_refused_or_reads_the_same():
    """Every cut, and a changed byte at many places: never a traceback, never another value."""
    content = made(*([f"row {i}", i, i / 7] for i in range(60)))
    whole = read(content)[0]
    for place in range(0, len(content), 97):
        for broken in (content[:place], content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1:]):
            try:
                assert read(broken)[0] == whole
            except Refused as refused:
                assert str(refused)


def test_a_large_sheet_is_read_piece_by_piece(monkeypatch):
    """The first row comes when a hundredth of the sheet is unpacked, and what was yielded is not kept."""
    pieces = []
    chunks = Package.chunks
    monkeypatch.setattr(Package, "chunks", lambda *a: (pieces.append(piece) or piece for piece in chunks(*a)))
    content = package(data(*(f'<row r="{i}"><c r="A{i}"><v>{i * 7919 % 99991}</v></c></row>' for i in range(1, 100_000))))
    book = workbook.opened(content, "t.xlsx")
    found = book.rows(book.sheets[0])
    walked = len(pieces)
    assert next(found) == (1, ("7919",))
    assert len(pieces) - walked <= 1
    assert sum(1 for _ in found) == 99_998
    assert len(pieces) - walked > 50


# A real one

@pytest.mark.skipif(not REAL.exists(), reason="../shared/files is not here")
def test_every_cell_of_a_real_workbook_reads_as_openpyxl_reads_it():
    other, book = openpyxl.load_workbook(REAL), workbook.opened(REAL.read_bytes(), REAL.name)
    assert [sheet.name for sheet in book.sheets] == other.sheetnames == ["Summary", "Structure", "Sheet 1"]
    for sheet in book.sheets:
        mine = {(line, column): text for line, cells in book.rows(sheet) for column, text in enumerate(cells, 1) if text}
        theirs = {(cell.row, cell.column): str(cell.value) for row in other[sheet.name] for cell in row if cell.value not in (None, "")}
        assert mine == theirs
    rows = dict(book.rows(book.sheet("Sheet 1")))
    assert rows[10][:3] == ("Date", "European Union - 27 countries (from 2020)", "Euro area – 20 countries (from 2023)")
