"""A cluster's yearly form: written with what was last said, filled in, taken cell by cell or marked, stored as a source."""

import re
import shutil
import zipfile
from argparse import Namespace
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import httpx
import in_process
import pytest
import shipped
from form_filling import Answers, edited, filled, heads, place
from openpyxl import Workbook, load_workbook

from loaders import run, store, workbook
from loaders.forms import contract
from loaders.forms import filled as reading
from loaders.forms import judged as judging
from loaders.gather import gather
from loaders.problem import Refused
from loaders.workbook import Flaw, Moment, Number
from metrics import query
from publish import server
from publish.forms import asked, command, marked, routes, sheets
from publish.forms.years import FormError, usual_year

KHARKIV = "kharkiv-it-cluster"
TODAY = date(2025, 2, 1)
LANGUAGES = ("en", "uk")
NEW_YEAR_EVE = datetime.fromisoformat("2024-12-31")


@cache
def form(language: str = "uk", entity: str = KHARKIV, year: int = 2024) -> bytes:
    visit = shipped.visit(f"/form/{entity}.xlsx", lang=language)
    return sheets.write(visit, asked.form(visit, entity, year))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data."""
    return Path(shutil.copytree(shipped.DATA, tmp_path / "data"))


@cache
def known() -> judging.Known:
    register = shipped.visit("/").register
    values = {"certified_disciplines": (15.0,), "charity_raised": (250_000.0,), "member_companies": (40.0, 600.0)}
    return command._known(register, register.entities[KHARKIV], shipped.tables(), TODAY, values)


@cache
def empty(language: str) -> reading.Filled:
    """The form as it is read when nothing is filled in."""
    return reading.read(form(language), "f.xlsx")


def typed(given: object) -> str:
    """What is typed into a cell, as it is read from a workbook."""
    if given is None or (isinstance(given, str) and not given.startswith("=")):
        return given or ""
    if isinstance(given, datetime):
        return Moment(given.date().isoformat())
    return Number(given) if isinstance(given, (int, float)) and given is not True else Flaw.of(str(given).upper(), "")


def answered(answers: Answers, language: str = "uk", day: object = "20.01.2025") -> reading.Filled:
    """The form with answers, as it is read."""
    wanted = {"confirmed": {"value": day}, **answers}
    lines = tuple(replace(one, texts={**one.texts, **{column: typed(given) for column, given in wanted.get(one.key, {}).items()}})
                  for one in empty(language).answers)
    return replace(empty(language), answers=lines)


def said(answers: Answers, language: str = "uk", **more) -> list[str]:
    """Each rejection as `cell: sentence`, in the language of the form."""
    found = judging.judge(answered(answers, language, **more), known()).rejections
    return [f"{one.cell.name}: {command.sentence(shipped.words(language), one)}" for one in found]


def judged(content: bytes) -> judging.Judged:
    return judging.judge(reading.read(content, "f.xlsx"), known())


def cell(key: str, column: str, language: str = "uk") -> str:
    return next(one.cell(column).name for one in empty(language).answers if one.key == key)


def plain(text: str) -> str:
    """A text with plain spaces only."""
    return " ".join(text.split())


def load(data: Path, content: bytes, **options) -> command.Loaded:
    """`app.py form-load` of a filled form."""
    path = data.parent / "filled.xlsx"
    path.write_bytes(content)
    given = Namespace(**{"file": str(path), "dry": False, "replace": False, "marked": None, **options})
    return command.load(given, [data], shipped.tables(), TODAY)


# The form

@pytest.mark.parametrize("language", LANGUAGES)
def test_last_figures_stand_beside_empty_cells_as_they_were_said(language):
    book = load_workbook(BytesIO(form(language)))
    words = shipped.words(language)
    sheet, row, value = place(book, "educational_event_participants", "value")
    assert sheet.cell(row, value).value is None
    beside = [sheet.cell(row, number).value for number in range(1, value)]
    assert beside[1] == words.indicator("educational_event_participants")
    assert plain(beside[4]) == {"en": "over 26,500 participants", "uk": "понад 26 500 учасників"}[language]
    assert words.source("kharkiv_annual_meeting_2023") in beside[5] and "2023" in beside[5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_of_the_year_already_is_told_apart_from_the_last_figure(language):
    sheet, row, value = place(load_workbook(BytesIO(form(language))), "members_and_partners", "value")
    last, source = (plain(sheet.cell(row, value - back).value) for back in (2, 1))
    assert last == {"en": "over 310 organisations", "uk": "понад 310 організацій"}[language]
    assert {"en": "Already said, October 2024: over 600 organisations",
            "uk": "Уже сказано, жовтень 2024 р.: понад 600 організацій"}[language] in source


def test_each_line_asks_one_figure_and_none_that_is_told_once_and_for_all():
    found = reading.read(form(), "f.xlsx")
    keys = [line.key for line in found.lines.values()]
    assert len(keys) == len(set(keys)) and set(found.lines) <= {answer.key for answer in found.answers}
    assert {"members_and_partners", "educational_events_held", "member_educational_institutions"} <= set(keys)
    assert not {"founded", "size_rank_claim", "founding_companies", "years_in_operation"} & set(keys)
    assert found.lines["educational_event_participants"].last == "K016"


@pytest.mark.parametrize("entity", ["lviv-it-cluster", "it-hub-kherson"])
def test_a_cluster_of_few_figures_or_none_is_asked_what_its_peers_tell(entity):
    visit = shipped.visit("/form/x.xlsx", lang="en")
    found = asked.form(visit, entity, 2025)
    own = {line.indicator.id for _, group in found.own for line in group}
    peers = {line.indicator.id for _, group in found.peers for line in group}
    assert "member_companies" in own | peers and not own & peers
    assert len(peers) <= asked.MOST_OF_PEERS


def test_the_words_of_every_form_are_there_in_both_languages():
    texts = {language: {text for sheet in workbook.opened(form(language), "f.xlsx").sheets if sheet.name != contract.MACHINE
                        for line, row in workbook.opened(form(language), "f.xlsx").rows(sheet) if line > 1 for text in row[1:] if text}
             for language in LANGUAGES}
    assert [text for language in LANGUAGES for text in texts[language] if re.search(r"\[[a-z]", text)] == []
    assert {text for text in texts["uk"] if re.search("[A-Za-z]{3}", text) and not re.search("[А-Яа-яҐґЄєІіЇї]", text)} == set()


def test_the_same_release_gives_the_same_bytes():
    visit = shipped.visit("/form/x.xlsx", lang="uk")
    assert sheets.write(visit, asked.form(visit, KHARKIV, 2024)) == form()


def test_cells_to_fill_have_lists_checks_and_no_lock_and_all_others_are_locked_without_a_password():
    book = load_workbook(BytesIO(form("en")))
    sheet, row, value = place(book, "educational_events_held", "value")
    columns = heads(sheet)
    unlocked = {name for name, number in columns.items() if not sheet.cell(row, number).protection.locked}
    assert unlocked == set(contract.FILLED)
    assert sheet.protection.sheet and sheet.protection.password is None
    checks = sheet.data_validations.dataValidation
    name = sheet.cell(row, value).coordinate
    check = next(c for c in checks if name in c.sqref)
    assert check.formula1 == f"OR(ISTEXT({name}),AND(ISNUMBER({name}),{name}>=1.0,{name}<=100000.0))"
    assert check.prompt == "events, from 1 to 100,000. A number, or as you say it: over 300, ~60."
    listed = next(c for c in checks if sheet.cell(row, columns["qualifier"]).coordinate in c.sqref)
    assert (listed.type, listed.formula1) == ("list", f"{contract.MACHINE}!$G$1:$G$5")
    machine = book[contract.MACHINE]
    assert machine.sheet_state == "veryHidden"
    assert [machine.cell(n, 7).value for n in range(1, 6)] == ["exact", "over", "about", "up to", "range"]
    assert all(len(c.prompt or "") <= 255 and len(c.promptTitle or "") <= 32 for c in checks)


def test_nothing_in_a_form_is_a_formula_whatever_names_begin_with():
    visit = shipped.visit("/form/x.xlsx", lang="en")
    tables = {**visit.words.tables, "en": {**visit.words.tables["en"], "indicators": {
        "educational_events_held": {"name": "=cmd|' /C calc'!A0", "definition": "@SUM(1+1)"}, "member_companies": "-1+1"},
        "entities": {KHARKIV: '=HYPERLINK("http://x")'}}}
    words = type(visit.words)("en", tables, visit.register)
    shown = replace(visit, words=words)
    content = sheets.write(shown, asked.form(shown, KHARKIV, 2024))
    cells = [c for sheet in load_workbook(BytesIO(content)).worksheets for row in sheet.iter_rows() for c in row if c.value]
    assert {"=cmd|' /C calc'!A0", "-1+1"} <= {c.value for c in cells}
    assert {c.data_type for c in cells} == {"s"}
    assert not any(c.hyperlink for c in cells)


# What is taken

@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_form_becomes_the_statements_that_were_written_into_it(language, data):
    hedges = {"en": "over", "uk": "понад"}[language]
    content = filled(form(language), {
        "said_by": {"value": asked.speakers(shipped.visit("/", lang=language), KHARKIV)[1]},
        "members_and_partners": {"value": "понад 650"}, "educational_event_participants": {"value": "28\u00a0000+"},
        "educational_events_held": {"value": 445, "qualifier": hedges}, "member_companies": {"value": "~620", "period": "2024-10"},
        "education_projects": {"value": "16–20", "note": "@SUM(1+1), -1"}, "charity_raised": {"value": "1,5 млн дол."},
        "share_of_resources_to_education": {"value": 55.5}, "military_units_supported": {"value": 60},
        "media_impressions": {"status": {"en": "not counted", "uk": "не рахуємо"}[language]},
        "certified_disciplines": {"value": 16, "status": {"en": "estimate", "uk": "оцінка"}[language]},
        "nonformal_courses": {"value": 90, "value_high": 120},
        "member_educational_institutions": {"value": 3, "period": NEW_YEAR_EVE}})
    loaded = load(data, content)
    assert loaded.wrong == ()
    taken = {e.record.indicator: e.record for e in gather([data]).entries["statement"] if e.record.source == f"form-{KHARKIV}-2024"}
    assert {name: (s.value, s.value_high, s.qualifier, s.status, s.period) for name, s in taken.items()} == {
        "members_and_partners": (650, None, "at_least", "A", "2024-12"),
        "educational_event_participants": (28000, None, "at_least", "A", "2024"),
        "educational_events_held": (445, None, "at_least", "A", "2024"), "member_companies": (620, None, "about", "A", "2024-10"),
        "education_projects": (16, 20, "range", "A", "2024"), "charity_raised": (1_500_000, None, "exact", "A", "2024"),
        "share_of_resources_to_education": (55.5, None, "exact", "A", "2024"),
        "military_units_supported": (60, None, "exact", "A", "2022-02-24/2024-12"), "media_impressions": (None, None, "exact", "L", "2024"),
        "certified_disciplines": (16, None, "exact", "E", "2024"), "nonformal_courses": (90, 120, "range", "A", "2024"),
        "member_educational_institutions": (3, None, "exact", "A", "2024-12-31")}
    one = taken["educational_events_held"]
    assert one.said_by == {"en": "Olga Shapoval, Executive Director, Kharkiv IT Cluster",
                           "uk": "Ольга Шаповал, виконавча директорка, Харківський ІТ-кластер"}
    sheet = {"en": "Figures", "uk": "Показники"}[language]
    assert one.locator == {"en": f"sheet “{sheet}”, cell {cell('educational_events_held', 'value', language)}",
                           "uk": f"аркуш «{sheet}», клітинка {cell('educational_events_held', 'value', language)}"}
    assert one.basis == "self_reported"
    assert one.note["en"] == "Confirmed by the cluster on 20 January 2025, unchanged since 2023."
    assert plain(taken["education_projects"].note["uk"]) == "Підтверджено кластером 20 січня 2025 р. Примітка у формі: @SUM(1+1), -1"


def test_what_changed_is_told_and_floors_have_no_difference(data):
    loaded = load(data, filled(form("en"), {
        "certified_disciplines": {"value": 18}, "educational_events_held": {"value": "445+"}, "members_and_partners": {"value": "650+"},
        "member_educational_institutions": {"value": 3}, "media_impressions": {"status": "not counted"}}))
    name = shipped.words("en").indicator
    assert sorted(loaded.said[:5]) == sorted([
        f"{name('members_and_partners')}: over 310 organisations (December 2023) → over 650 organisations",
        f"{name('certified_disciplines')}: 15 disciplines (2023) → 18 disciplines, +20%",
        f"{name('educational_events_held')}: over 445 events — unchanged since 2023, confirmed again",
        f"{name('media_impressions')}: not counted",
        f"{name('member_educational_institutions')}: 3 institutions — the first figure"])
    assert loaded.said[5].endswith("lines were left empty")


def test_an_accepted_form_makes_a_release_whose_pages_say_that_it_is_confirmed(data, tmp_path):
    load(data, filled(form(), {"educational_events_held": {"value": "понад 460"}}))
    outcome = run.load([data], f"sqlite:///{tmp_path}/atlas.sqlite")
    assert outcome.problems == ()
    visitor = shipped.visitor(store.engine(f"sqlite:///{tmp_path}/atlas.sqlite"), shipped.tables())
    visit = visitor.visit(f"/figure/{KHARKIV}-2024-educational_events_held", {"lang": "uk"})
    page = plain(shipped.prose(shipped.seen(visit)))
    assert "понад 460 подій" in page and "Підтверджено кластером 20 січня 2025 р." in page
    rows = query.observations(visit.release, entities=[KHARKIV], indicators=["educational_events_held"])
    assert list(rows["period"]) == ["2023", "2024"]
    newer = asked.form(visitor.visit("/form/x.xlsx", {"lang": "uk"}), KHARKIV, 2025)
    line = next(line for line in newer.lines if line.line.key == "educational_events_held")
    assert line.line.last == f"{KHARKIV}-2024-educational_events_held"


def test_one_rejected_cell_stores_nothing_and_the_copy_comes_back_marked_and_mended(data):
    answers = {"educational_events_held": {"value": 460}, "member_companies": {"value": 62000},
               "certified_disciplines": {"value": "багато"}}
    loaded = load(data, filled(form(), answers))
    assert not (data / "sources" / "forms").exists()
    high = "62\u00a0000 більше за 5000 – найбільше правдоподібне значення. Перевірте; якщо все правильно, напишіть редакторам."
    comments = {cell("member_companies", "value"): high.replace("5000", shipped.words("uk").number(5000)),
                cell("certified_disciplines", "value"): "«багато» не читається як число. Напишіть 26500 або 6,5; "
                "із застереженням – «понад 300» або «~60»; діапазон – 816–832."}
    back = (data.parent / "filled_marked.xlsx").read_bytes()
    sheet = load_workbook(BytesIO(back))["Показники"]
    assert {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment} == comments
    assert {f"filled.xlsx:Показники!{name}: {text}" for name, text in comments.items()} == set(loaded.wrong[:-1])
    assert sheet[cell("educational_events_held", "value")].value == 460
    mended = filled(back, {"member_companies": {"value": 620}, "certified_disciplines": {"value": 20}})
    again = load(data, filled(mended, {"certified_disciplines": {"value": 0}}))
    assert len(again.wrong) == 2
    twice = load_workbook(data.parent / "filled_marked.xlsx")["Показники"]
    assert [c.coordinate for row in twice.iter_rows() for c in row if c.comment] == [cell("certified_disciplines", "value")]
    assert twice[cell("member_companies", "value")].fill.fgColor.rgb[-6:].lower() == "e3eefa"
    assert load(data, mended).wrong == ()


def test_the_copy_with_marks_keeps_lists_locks_widths_and_what_is_hidden_and_no_text_comes_alive():
    content = edited(filled(form(), {"certified_disciplines": {"value": "багато", "note": "x"}}), _type_formulas_as_texts)
    book = reading.read(content, "f.xlsx")
    back = marked.marked(content, "f.xlsx", [(one.cell("value"), "=1+1") for one in book.answers if one.key == "certified_disciplines"])
    before, after = load_workbook(BytesIO(content)), load_workbook(BytesIO(back))
    assert after.sheetnames == before.sheetnames and after[contract.MACHINE].sheet_state == "veryHidden"
    sheet, old = after["Показники"], before["Показники"]
    assert len(sheet.data_validations.dataValidation) == len(old.data_validations.dataValidation) > 100
    assert sheet.protection.sheet and sheet.column_dimensions["A"].hidden and sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == old.freeze_panes and sheet.print_title_rows == old.print_title_rows
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} <= {"s", "n"}
    assert sheet[cell("certified_disciplines", "note")].value == "=cmd|' /C calc'!A0"


def _type_formulas_as_texts(book: Workbook) -> None:
    sheet, row, number = place(book, "certified_disciplines", "note")
    sheet.cell(row, number).value = "=cmd|' /C calc'!A0"
    sheet.cell(row, number).data_type = "s"


def test_the_form_of_a_year_is_replaced_only_when_asked_and_the_difference_is_told(data):
    first = filled(form("en"), {"certified_disciplines": {"value": 18}, "educational_events_held": {"value": 460}})
    load(data, first)
    path = data / "sources" / "forms" / f"{KHARKIV}_2024.yaml"
    kept = path.read_text(encoding="utf-8")
    assert load(data, first).said == (f"{path} says the same already; nothing is written",)
    second = filled(form("en"), {"certified_disciplines": {"value": 19}, "nonformal_courses": {"value": 100}})
    refused = load(data, second)
    assert refused.wrong == (f"{path} is there already; nothing is written. Add --replace to put this form in its place",)
    names = {key: shipped.words("en").indicator(key) for key in ("certified_disciplines", "educational_events_held", "nonformal_courses")}
    assert {f"{names['certified_disciplines']}: 18 disciplines (2024) → 19 disciplines (2024)",
            f"{names['educational_events_held']}: 460 events (2024) → –",
            f"{names['nonformal_courses']}: – → 100 courses (2024)"} <= set(refused.said)
    assert path.read_text(encoding="utf-8") == kept
    load(data, second, replace=True, dry=True)
    assert path.read_text(encoding="utf-8") == kept
    assert load(data, second, replace=True).wrong == ()
    assert run.check([data]).problems == ()
    assert "19" in path.read_text(encoding="utf-8") and [p.name for p in path.parent.iterdir()] == [path.name]


# What is refused

REFUSED = [
    ("certified_disciplines", {"value": "багато"}, "value", {
        "en": "“багато” cannot be read as a number. Write 26500 or 6.5; with a hedge “over 300” or “~60”; a range as 816–832.",
        "uk": "«багато» не читається як число. Напишіть 26500 або 6,5; із застереженням – «понад 300» або «~60»; діапазон – 816–832."}),
    ("certified_disciplines", {"value": NEW_YEAR_EVE}, "value", {
        "en": "The cell holds the date 2024-12-31. Write the number; if your program made a date of it, format the cell as a number first.",
        "uk": "У клітинці стоїть дата 2024-12-31. Напишіть число; якщо на дату його перетворила програма, спершу задайте клітинці "
              "числовий формат."}),
    ("certified_disciplines", {"value": "=1+1"}, "value", {
        "en": "=1+1 is a formula whose result is not in the file. Write the number.",
        "uk": "=1+1 – це формула, результату якої у файлі немає. Напишіть число."}),
    ("certified_disciplines", {"value": True}, "value", {
        "en": "TRUE is no number. Write the number with digits, such as 26500 or 6.5.",
        "uk": "TRUE – це не число. Напишіть число цифрами, наприклад 26500 або 6,5."}),
    ("certified_disciplines", {"value": 26.5}, "value", {
        "en": "26.5 is not whole, but whole things are counted here. If you meant thousands, write the number without a comma or point: "
              "26500.",
        "uk": "26,5 – число не ціле, а тут рахують цілі одиниці. Якщо йшлося про тисячі, напишіть число без коми й крапки: 26500."}),
    ("certified_disciplines", {"value": 0}, "value", {
        "en": "0 is below 1, the least that is plausible here. Look again; if it is right, write to the editors.",
        "uk": "0 менше за 1 – найменше правдоподібне значення. Перевірте; якщо все правильно, напишіть редакторам."}),
    ("charity_raised", {"value": "26,5"}, "value", {
        "en": "26,5 is ten times what was said before (250,000), or a tenth of it. Look again; if it is right, say why in the note.",
        "uk": "26,5 щонайменше вдесятеро більше або менше, ніж було сказано раніше (250\u00a0000). Перевірте; якщо все правильно, "
              "поясніть у примітці."}),
    ("charity_raised", {"value": "5 млн грн"}, "value", {
        "en": "“5 млн грн” names another unit than this line. Write the number in the unit of the line.",
        "uk": "У «5 млн грн» названо іншу одиницю, ніж у цьому рядку. Напишіть число в одиницях рядка."}),
    ("charity_raised", {"value": "близько 26,500"}, "value", {
        "en": "In “близько 26,500” the comma may stand for thousands or for decimals. Write the number without it, such as 26500 or 26.5.",
        "uk": "У «близько 26,500» кома може означати тисячі або дробову частину. Напишіть число без неї, наприклад 26500 або 26.5."}),
    ("certified_disciplines", {"value": "понад 20", "qualifier": "about"}, "qualifier", {
        "en": "The number “понад 20” says another hedge than this cell. Keep one of the two.",
        "uk": "У числі «понад 20» інше застереження, ніж у цій клітинці. Залиште одне з двох."}),
    ("certified_disciplines", {"value": 20, "qualifier": "more or less"}, "qualifier", {
        "en": "“more or less” is not in the list of this cell. Choose from the list.",
        "uk": "«more or less» немає у списку цієї клітинки. Виберіть зі списку."}),
    ("certified_disciplines", {"value": 20, "qualifier": "range"}, "value_high", {
        "en": "A range needs its upper end. Write it here, or choose another hedge.",
        "uk": "Діапазон потребує верхньої межі. Впишіть її сюди або виберіть інше застереження."}),
    ("certified_disciplines", {"value": 20, "value_high": 20}, "value_high", {
        "en": "The upper end must be above the number itself.", "uk": "Верхня межа має бути більшою за саме число."}),
    ("certified_disciplines", {"value": "~20", "value_high": 30}, "value_high", {
        "en": "An upper end goes with a range only. Empty this cell, or choose the hedge “range”.",
        "uk": "Верхня межа буває лише в діапазону. Очистьте цю клітинку або виберіть застереження «діапазон»."}),
    ("certified_disciplines", {"value": 20, "value_high": "~30"}, "value_high", {
        "en": "The upper end of a range is a plain number, without “over” or “about”.",
        "uk": "Верхня межа діапазону – просто число, без «понад» чи «близько»."}),
    ("certified_disciplines", {"note": "ask Olha"}, "value", {
        "en": "There is no number in this line. Write it, or empty the other cells of the line; if it is not counted, "
              "choose “not counted”.",
        "uk": "У цьому рядку немає числа. Напишіть його або очистьте інші клітинки рядка; якщо показник не рахуєте, "
              "виберіть «не рахуємо»."}),
    ("certified_disciplines", {"value": 20, "status": "not counted"}, "value", {
        "en": "“Not counted” is chosen, and yet this cell is filled in. Empty it, or choose another kind of figure.",
        "uk": "Вибрано «не рахуємо», але цю клітинку заповнено. Очистьте її або виберіть інший вид значення."}),
    ("certified_disciplines", {"value": 20, "period": "last year"}, "period", {
        "en": "“last year” is no period. Write 2024, 2024-12, 2024-12-31, 2024-Q1 or 2024-H1.",
        "uk": "«last year» – це не період. Напишіть 2024, 2024-12, 2024-12-31, 2024-Q1 або 2024-H1."}),
    ("certified_disciplines", {"value": 20, "period": "2023"}, "period", {
        "en": "The period “2023” does not end in 2024, which this form is about. Write one that does.",
        "uk": "Період «2023» не закінчується у 2024 році, про який ця форма. Напишіть такий, що закінчується в ньому."}),
    ("military_units_supported", {"value": 60, "period": "2024"}, "period", {
        "en": "This figure adds up from a beginning. Write from when to when, such as 2022-02/2024-12.",
        "uk": "Цей показник наростає від початку. Напишіть, відколи й доки, наприклад 2022-02/2024-12."}),
    ("certified_disciplines", {"value": 20, "note": "x" * 501}, "note", {
        "en": "The note is longer than 500 characters. Shorten it.", "uk": "Примітка довша за 500 знаків. Скоротіть її."}),
    ("certified_disciplines", {"value": 20, "note": "=1+1"}, "note", {
        "en": "The note is the formula =1+1. Write it as text.", "uk": "Примітка – це формула =1+1. Напишіть її текстом."}),
    ("said_by", {"value": "Somebody"}, "value", {
        "en": "“Somebody” is not in the list of those who confirm. Choose from the list.",
        "uk": "«Somebody» немає у списку тих, хто підтверджує. Виберіть зі списку."}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "cells", "column", "sentences"), REFUSED)
def test_a_cell_that_cannot_be_taken_says_what_to_write_instead(key, cells, column, sentences, language):
    assert said({key: cells}, language) == [f"{cell(key, column, language)}: {sentences[language]}"]


@pytest.mark.parametrize(("day", "sentence"), [
    (None, "The day of confirmation is missing. Write the day on which the figures are confirmed, such as 20.01.2025."),
    ("soon", "“soon” is no day. Write it as 20.01.2025 or 2025-01-20."),
    ("2025-02-02", "The day 2025-02-02 is in the future, or before 2024. Write the day on which the figures are confirmed."),
    ("31.12.2023", "The day 2023-12-31 is in the future, or before 2024. Write the day on which the figures are confirmed.")])
def test_the_day_of_confirmation_is_a_day_that_can_be(day, sentence):
    assert said({"certified_disciplines": {"value": 20}}, "en", day=day) == [f"{cell('confirmed', 'value', 'en')}: {sentence}"]


def test_a_figure_far_from_the_last_one_is_taken_with_a_note():
    answers = {"certified_disciplines": {"value": 150, "note": "Now with colleges"}}
    assert said(answers) == []
    assert said({"certified_disciplines": {"value": 149}}) == []
    assert said({"member_companies": {"value": 620}}) == []


def test_a_figure_of_a_time_to_come_is_refused_but_as_a_forecast_or_plan():
    early = "2024-11-15"
    assert said({"members_and_partners": {"value": 650}}, "en", day=early)[0].endswith(
        "The period 2024-12 had not begun on the day of confirmation, 2024-11-15. Mend the period or the day, "
        "or choose “forecast” or “plan”.")
    assert said({"members_and_partners": {"value": 650, "status": "plan"}}, "en", day=early) == []


# Rows that people move

def test_lines_sorted_moved_or_parted_by_new_rows_and_columns_are_found_again():
    answers = {"certified_disciplines": {"value": 18}, "educational_events_held": {"value": 460}, "charity_raised": {"value": 50_000}}
    content = filled(form(), answers)

    def shuffle(book: Workbook) -> None:
        sheet = book["Показники"]
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=5)]
        rows.sort(key=lambda row: str(row[1])[::-1])
        for number, row in enumerate(rows, 5):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
        sheet.insert_rows(7)
        sheet.insert_cols(3)

    found = judged(edited(content, shuffle))
    assert found.rejections == () and found.gone == ()
    assert {figure.line.key: figure.value for figure in found.figures} == {key: cells["value"] for key, cells in answers.items()}


def test_deleted_lines_are_told_and_the_rest_is_taken():
    def delete(book: Workbook) -> None:
        sheet, row, _ = place(book, "educational_events_held", "value")
        sheet.delete_rows(row)

    found = judged(edited(filled(form(), {"certified_disciplines": {"value": 18}}), delete))
    assert [line.key for line in found.gone] == ["educational_events_held"]
    assert [figure.line.key for figure in found.figures] == ["certified_disciplines"]


def test_columns_sorted_apart_are_refused_never_shifted():
    """Names and figures sorted, and the hidden marks left where they were."""
    def shift(book: Workbook) -> None:
        sheet, row, _ = place(book, "certified_disciplines", "value")
        for column in range(2, sheet.max_column + 1):
            one, two = sheet.cell(row, column), sheet.cell(row + 1, column)
            one.value, two.value = two.value, one.value

    found = judged(edited(filled(form(), {"certified_disciplines": {"value": 18}}), shift))
    assert found.figures == ()
    assert [one.key for one in found.rejections] == ["shifted"]


def test_a_line_without_its_mark_and_a_line_copied_are_refused():
    def copy(book: Workbook) -> None:
        sheet, row, value = place(book, "certified_disciplines", "value")
        last = sheet.max_row + 2
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last, column).value = sheet.cell(row, column).value
        sheet.cell(last + 1, value).value = 7

    found = judged(edited(filled(form("en"), {"certified_disciplines": {"value": 18}}), copy))
    assert [one.key for one in found.rejections] == ["twice", "twice", "no_key"]


def _unmark(book: Workbook) -> None:
    for name in book.sheetnames:
        if name != contract.MACHINE:
            book[name].delete_rows(1)


@pytest.mark.parametrize(("edit", "message"), [
    (lambda book: book.remove(book[contract.MACHINE]), "the workbook is no yearly form, or its hidden sheet is gone; take a new form"),
    (_unmark, "no line of the form can be found; take a new form"),
    (lambda book: setattr(book["Показники"]["Z1"], "value", "value"), "Показники holds a column of the form twice; take a new form"),
    (lambda book: setattr(book[contract.MACHINE]["B4"], "value", "9" * 5000), "the form is of version 1"),
    (lambda book: setattr(book[contract.MACHINE]["C8"], "value", "x"), "the hidden sheet says specialised_communities, which no form does"),
    (lambda book: setattr(book[contract.MACHINE]["B2"], "value", "9"), "the form is of version 9, not 1; take a new form")])
def test_a_form_without_its_marks_is_refused_whole(edit, message):
    with pytest.raises(Refused, match=f"^f.xlsx:1:1: {message}"):
        reading.read(edited(form(), edit), "f.xlsx")


@pytest.mark.parametrize(("cell_", "given", "message"), [
    ("B3", "../../../tmp/x", "the form is of ../../../tmp/x, which the data do not know; add the cluster first"),
    ("B3", "", "the form is of , which the data do not know; add the cluster first")])
def test_a_form_of_nobody_that_is_known_is_refused_and_names_no_file(cell_, given, message, data):
    content = edited(filled(form(), {"certified_disciplines": {"value": 18}}),
                     lambda book: setattr(book[contract.MACHINE][cell_], "value", given))
    with pytest.raises(Refused, match=re.escape(message)):
        load(data, content)


def test_rejections_are_told_where_the_workbook_cannot_be_copied(data):
    """A drawing that declares a document type is read by nobody here, and is not handed to another program."""
    content = BytesIO(filled(form(), {"certified_disciplines": {"value": "багато"}}))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/drawings/drawing9.xml", "<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>")
    loaded = load(data, content.getvalue())
    assert len(loaded.wrong) == 2
    assert loaded.wrong[1] == ("1 cell cannot be taken, nothing is stored; the workbook holds what cannot be copied, "
                               "so that nothing is marked in it")
    assert not (data.parent / "filled_marked.xlsx").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a;b\n1;2"])
def test_what_is_no_workbook_is_refused(content, data):
    with pytest.raises(Refused, match="^filled.xlsx:1:1: the file is "):
        load(data, content)


# The command line and the address

def test_a_wrong_cluster_year_or_language_is_answered_with_what_to_write():
    usual = {"cluster": KHARKIV, "year": "2024", "language": None, "release": None, "out": None}

    def ask(**given):
        return command.write(shipped._visitor(), Namespace(**{**usual, **given}))

    with pytest.raises(FormError, match="^there is no cluster kharkiv-it-clustre; did you mean kharkiv-it-cluster"):
        ask(cluster="kharkiv-it-clustre")
    with pytest.raises(FormError, match="^the year is 20244; write one from 1990 to "):
        ask(year="20244")
    with pytest.raises(FormError, match="^--language is ua; write one of en, uk$"):
        ask(language="ua")
    with pytest.raises(FormError, match="^there is no release 99"):
        ask(release="99")


def asking(*addresses: str, **heads: str) -> list[httpx.Response]:
    bare = server.bare()
    routes.routes(bare, shipped._visitor().visit)
    return [in_process.ask(bare, address, heads=heads) for address in addresses]


def test_the_form_is_at_its_address_and_is_asked_anew_only_when_it_has_changed():
    first, frozen = asking(f"/form/{KHARKIV}.xlsx?year=2024&lang=uk", f"/form/{KHARKIV}.xlsx?year=2024&lang=uk&release=2")
    assert (first.status_code, first.headers["content-type"], first.headers["cache-control"]) == (200, routes.MEDIA_TYPE, "no-cache")
    assert first.headers["content-disposition"] == f'attachment; filename="form_{KHARKIV}_2024_uk.xlsx"'
    assert reading.read(first.content, "f.xlsx").lines == empty("uk").lines
    assert "immutable" in frozen.headers["cache-control"]
    again, = asking(f"/form/{KHARKIV}.xlsx?year=2024&lang=uk", **{"if-none-match": first.headers["etag"]})
    other, = asking(f"/form/{KHARKIV}.xlsx?year=2023&lang=uk", **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


@pytest.mark.parametrize(("address", "status", "detail"), [
    ("/form/nobody.xlsx", 404, "There is no cluster nobody; its page names its id."),
    ("/form/ukraine.xlsx", 404, "There is no cluster ukraine; its page names its id."),
    (f"/form/{KHARKIV}.xlsx?year=20240", 400, "the year is 20240; write one from 1990 to "),
    (f"/form/{KHARKIV}.xlsx?year=٢٠٢٤", 400, "the year is ٢٠٢٤; write one from 1990 to "),
    (f"/form/{KHARKIV}.xlsx?release=99", 400, "release is 99, which is not there")])
def test_a_form_that_cannot_be_made_is_a_problem_in_words(address, status, detail):
    answer, = asking(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"].startswith(detail)


def test_the_page_of_a_cluster_leads_to_its_form():
    visit = shipped.visit(f"/cluster/{KHARKIV}", lang="uk")
    year = usual_year(visit)
    assert f"/form/{KHARKIV}.xlsx?lang=uk&year={year}" in shipped.links(shipped.seen(visit))
    assert f"Форма показників за {year} рік (Excel)" in shipped.prose(shipped.seen(visit))
