"""The yearly form as a workbook: what was said beside empty cells, with drop-downs, checks and instructions.

Every text is written as text: `=1+1` in a name is four characters. The same release gives the same bytes.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from layouts.visit import Visit
from loaders.forms import contract
from publish.forms import looks
from publish.forms.asked import Asked, Form
from publish.forms.looks import COLUMN_OF, WIDTHS

TEXTS_STAY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEAD_ROWS = 4
"""The names for the program (hidden), the title, what to do, the heads of the columns."""
LONGEST_MESSAGE, LONGEST_TITLE, LONGEST_SHEET = 255, 32, 31


@dataclass(frozen=True)
class Maker:
    """One form being written."""

    visit: Visit
    form: Form
    book: Workbook
    looks: dict

    def words(self, key: str, **parts) -> str:
        """A word of the form in the reader's language."""
        return self.visit.words(f"form.{key}", **parts)


def write(visit: Visit, form: Form) -> bytes:
    """The form as the bytes of an .xlsx."""
    file = BytesIO()
    book = Workbook(file, TEXTS_STAY)
    maker = Maker(visit, form, book, looks.formats(book))
    made = datetime.fromisoformat(visit.release.made).replace(tzinfo=None)
    brand = visit.settings["brand"]["name"]
    title = maker.words("title", name=form.name, year=form.year)
    book.set_properties({"title": title, "author": visit.words.text(brand), "created": made, "subject": f"release {visit.release.number}"})
    how = book.add_worksheet(maker.words("sheet.how")[:LONGEST_SHEET])
    own = book.add_worksheet(maker.words("sheet.own")[:LONGEST_SHEET])
    peers = book.add_worksheet(maker.words("sheet.peers")[:LONGEST_SHEET]) if form.peers else None
    _machine(maker)
    _how(maker, how)
    _figures(maker, own, form.own, maker.words("own.lead", year=form.year), maker.words("head.source"))
    if peers:
        _figures(maker, peers, form.peers, maker.words("peers.lead"), maker.words("head.peers"))
    book.close()
    return file.getvalue()


# The hidden sheet

def _machine(maker: Maker) -> None:
    """Whose form it is, what each key stands for, and the words of the drop-downs."""
    sheet, form, visit = maker.book.add_worksheet(contract.MACHINE), maker.form, maker.visit
    about = (contract.MARK, contract.VERSION, form.entity, str(form.year), visit.words.language, str(visit.release.number))
    rows = [*zip(contract.ABOUT, about, strict=True), (contract.LINES,), *(asked.line for asked in form.lines)]
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text)
    for place, texts in ((6, _choices(maker, "qualifier")), (7, _choices(maker, "status")), (8, form.speakers)):
        for number, text in enumerate(texts):
            sheet.write_string(number, place, text)
    sheet.protect()
    sheet.very_hidden()


def _choices(maker: Maker, kind: str) -> list[str]:
    return [maker.visit.words(key) for key in contract.word_keys(kind).values()]


def _listed(column: str, count: int) -> str:
    return f"={contract.MACHINE}!${column}$1:${column}${count}"


# How to fill it in

def _how(maker: Maker, sheet) -> None:
    words, look, form = maker.words, maker.looks, maker.form
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 4, None, {"hidden": True})
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 62)
    for place, name in ((0, "key"), (1, "name"), (2, "value")):
        sheet.write_string(0, place, name)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 34)
    sheet.write_string(1, 1, words("title", name=form.name, year=form.year), look["title"])
    row = _paragraphs(sheet, look, 2, [words("how.lead", year=form.year)])
    row = _confirmation(maker, sheet, row + 1)
    row = _heading(sheet, look, row + 1, words("how.steps"))
    row = _paragraphs(sheet, look, row, [words(f"how.step.{n}", year=form.year) for n in range(1, 7)])
    row = _heading(sheet, look, row + 1, words("how.numbers"))
    for written, means in (("examples.plain", "examples.plain.means"), ("examples.over", "examples.over.means"),
                           ("examples.about", "examples.about.means"), ("examples.range", "examples.range.means"),
                           ("examples.scale", "examples.scale.means"), ("examples.none", "examples.none.means")):
        sheet.write_string(row, 0, contract.NO_LINE)
        sheet.write_string(row, 1, words(written), look["example"])
        sheet.write_string(row, 2, words(means), look["means"])
        row += 1
    row = _heading(sheet, look, row + 1, words("how.back"))
    _paragraphs(sheet, look, row, [words("how.back.text")])
    _printed(maker, sheet, landscape=False)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})


def _confirmation(maker: Maker, sheet, row: int) -> int:
    """The two answers about the whole form: the day, and who confirms it."""
    words, look, form = maker.words, maker.looks, maker.form
    sheet.set_row(row, 22)
    sheet.set_row(row + 1, 22)
    sheet.write_string(row, 0, contract.CONFIRMED)
    sheet.write_string(row, 1, words("confirmed"), look["label"])
    sheet.write_blank(row, 2, None, look["fill_day"])
    sheet.data_validation(row, 2, row, 2, _said(
        {"validate": "date", "criteria": ">=", "value": datetime.fromisoformat(f"{form.year}-01-01"), "error_type": "stop"},
        words("confirmed"), words("confirmed.ask"), words("confirmed.wrong", year=form.year)))
    sheet.write_string(row + 1, 0, contract.SAID_BY)
    sheet.write_string(row + 1, 1, words("said_by"), look["label"])
    sheet.write_string(row + 1, 2, form.speakers[0], look["fill_text"])
    sheet.data_validation(row + 1, 2, row + 1, 2, _said(
        {"validate": "list", "source": _listed("I", len(form.speakers))}, words("said_by"), words("said_by.ask"), words("choice.wrong")))
    return row + 2


def _heading(sheet, look: dict, row: int, text: str) -> int:
    sheet.set_row(row, 26)
    sheet.write_string(row, 1, text, look["heading"])
    return row + 1


def _paragraphs(sheet, look: dict, row: int, texts: list[str]) -> int:
    for number, text in enumerate(texts, row):
        sheet.merge_range(number, 1, number, 2, "", look["paragraph"])
        sheet.write_string(number, 1, text, look["paragraph"])
        sheet.set_row(number, 14 * ceil(len(text) / 100) + 5)
    return row + len(texts)


# The figures

def _figures(maker: Maker, sheet, groups, lead: str, source_head: str) -> None:
    words, look = maker.words, maker.looks
    sheet.hide_gridlines(2)
    sheet.set_zoom(100)
    for name, width in WIDTHS.items():
        unseen = name == "key" or (name == "last" and not any(asked.last for _, group in groups for asked in group))
        sheet.set_column(COLUMN_OF[name], COLUMN_OF[name], width, None, {"hidden": unseen})
        if name in contract.COLUMNS:
            sheet.write_string(0, COLUMN_OF[name], name)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 30)
    sheet.write_string(1, COLUMN_OF["name"], words("title", name=maker.form.name, year=maker.form.year), look["title"])
    sheet.write_string(2, COLUMN_OF["name"], lead, look["lead"])
    sheet.set_row(3, 34)
    sheet.write_string(3, 0, contract.NO_LINE)
    for name in list(WIDTHS)[1:]:
        head = source_head if name == "source" else words(f"head.{name}", year=maker.form.year)
        sheet.write_string(3, COLUMN_OF[name], head, look["head_fill" if name in contract.FILLED else "head"])
    row = HEAD_ROWS
    for theme, group in groups:
        row = _theme(maker, sheet, row, theme, group)
    sheet.freeze_panes(HEAD_ROWS, COLUMN_OF["name"] + 1)
    _printed(maker, sheet, landscape=True)
    sheet.repeat_rows(3)
    sheet.print_area(1, COLUMN_OF["name"], row - 1, COLUMN_OF["note"])
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})


def _theme(maker: Maker, sheet, row: int, theme: str, group: tuple[Asked, ...]) -> int:
    sheet.set_row(row, 26)
    sheet.write_string(row, 0, contract.NO_LINE)
    for name in list(WIDTHS)[1:]:
        sheet.write_string(row, COLUMN_OF[name], theme if name == "name" else "", maker.looks["theme"])
    for number, asked in enumerate(group, row + 1):
        _line(maker, sheet, number, asked)
    return row + 1 + len(group)


def _line(maker: Maker, sheet, row: int, asked: Asked) -> None:
    look = maker.looks
    texts = {"key": asked.line.key, "name": asked.line.name, "meaning": asked.meaning, "unit": asked.unit, "last": asked.last,
             "source": "\n".join(part for part in (asked.source, asked.told) if part), "period": asked.period}
    for name, text in texts.items():
        sheet.write_string(row, COLUMN_OF[name], text, look[name] if name != "key" else None)
    number = "number" if asked.unit_kind in ("count", "currency") else "decimal"
    shapes = {"value": number, "qualifier": "choice", "value_high": f"{number}_light", "status": "choice", "note": "note"}
    for name, shape in shapes.items():
        sheet.write_blank(row, COLUMN_OF[name], None, look[shape])
    lines = max(ceil(len(part) / (WIDTHS[name] * looks.LETTERS_OF_A_WIDTH[name])) if part else 1
                for name in ("name", "meaning", "unit", "last") for part in [texts[name]])
    below = sum(ceil(len(part) / (WIDTHS["source"] * looks.LETTERS_OF_A_WIDTH["source"])) for part in texts["source"].split("\n"))
    sheet.set_row(row, 13 * max(lines, below, 1) + 9)
    _checked(maker, sheet, row, asked)


def _checked(maker: Maker, sheet, row: int, asked: Asked) -> None:
    """Drop-downs and checks of a line; a text is let through, for a number may be said in words, and is checked when it is read."""
    words = maker.words
    for name in ("value", "value_high"):
        cell = xl_rowcol_to_cell(row, COLUMN_OF[name])
        bounds = [f"{cell}{sign}{bound!r}" for sign, bound in ((">=", asked.indicator.minimum), ("<=", asked.indicator.maximum))
                  if bound is not None]
        sheet.data_validation(row, COLUMN_OF[name], row, COLUMN_OF[name], _said(
            {"validate": "custom", "value": f"=OR(ISTEXT({cell}),AND({','.join([f'ISNUMBER({cell})', *bounds])}))", "error_type": "stop"},
            asked.line.name, _ask(maker, asked, name), words("value.wrong", **_bounds(maker, asked))))
        if asked.unit_kind in ("count", "currency"):
            sheet.conditional_format(row, COLUMN_OF[name], row, COLUMN_OF[name], {
                "type": "formula", "criteria": f"=IF(ISNUMBER({cell}),{cell}<>INT({cell}),FALSE)", "format": maker.looks["fraction"]})
    for name, column, choices in (("qualifier", "G", contract.QUALIFIERS), ("status", "H", contract.STATUSES)):
        sheet.data_validation(row, COLUMN_OF[name], row, COLUMN_OF[name], _said(
            {"validate": "list", "source": _listed(column, len(choices))},
            words(f"head.{name}", year=maker.form.year), words(f"{name}.ask"), words("choice.wrong")))


def _ask(maker: Maker, asked: Asked, name: str) -> str:
    key = "value.ask" if name == "value" else "value_high.ask"
    return maker.words(key, unit=asked.unit, **_bounds(maker, asked))


def _bounds(maker: Maker, asked: Asked) -> dict[str, str]:
    low, high = asked.indicator.minimum, asked.indicator.maximum
    number = maker.visit.words.number
    return {"low": number(low) if low is not None else "–", "high": number(high) if high is not None else "–"}


def _said(check: dict, title: str, ask: str, wrong: str) -> dict:
    """A check with what it says before and after, cut to what a workbook holds."""
    return {**check, "input_title": _cut(title, LONGEST_TITLE), "input_message": _cut(ask, LONGEST_MESSAGE),
            "error_title": _cut(title, LONGEST_TITLE), "error_message": _cut(wrong, LONGEST_MESSAGE), "ignore_blank": True}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _printed(maker: Maker, sheet, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    name = maker.visit.words.text(maker.visit.settings["brand"]["name"])
    sheet.set_footer(f"&L&8{_plain(name)} · {maker.visit.words('form.release', number=maker.visit.release.number)}&R&8&P / &N")


def _plain(text: str) -> str:
    """A name as a footer prints it: & begins a code there."""
    return text.replace("&", "&&")
