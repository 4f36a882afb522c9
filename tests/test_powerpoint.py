"""The PowerPoint file as a whole: its bytes, its placeholders and words, its map, tables and templates."""

import re
import time
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
import slides_examples as examples
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from publish.drawing.blocks import Prose, Table
from publish.slides import powerpoint
from publish.slides.powerpoint_default import LAYOUTS
from publish.slides.slide import Slide

LANGUAGES = ("en", "uk")
SPITEFUL = ("=SUM(A1:A9)", "+380", "@here", "-5", "<b>&amp;</b>", "a\x00b\x07\x0bc\ud800", "Назва " * 60, "")
EMU_PER_PT = 12700


def written(deck, template: bytes | None = None) -> bytes:
    return powerpoint.write(deck, template, examples.outlines())


def opened(deck, template: bytes | None = None):
    return Presentation(BytesIO(written(deck, template)))


def saved(presentation) -> bytes:
    file = BytesIO()
    presentation.save(file)
    return file.getvalue()


def texts(page) -> list[str]:
    """Every text of a slide, whatever shape it stands in."""
    return ["".join(run.text or "" for run in paragraph.iter(qn("a:t"))) for paragraph in page._element.iter(qn("a:p"))]


def named(page) -> dict:
    return {shape.name: shape for shape in page.shapes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_deck_twice_is_the_same_file_whenever_it_is_written(language, monkeypatch):
    first = written(examples.deck(language))
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2031, 5, 5, 5, 5, 5, 0, 1, 0)))
    assert written(examples.deck(language)) == first


def test_no_entry_of_the_file_or_of_a_workbook_knows_when_it_was_written():
    with zipfile.ZipFile(BytesIO(written(examples.deck("uk")))) as packed:
        inner = [BytesIO(packed.read(name)) for name in packed.namelist() if name.endswith(".xlsx")]
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(inner) >= 8
    for file in inner:
        with zipfile.ZipFile(file) as packed:
            moments = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", packed.read("docProps/core.xml").decode())
            assert set(moments) == {examples.MADE}


def test_the_properties_name_the_release_and_its_moment():
    deck = examples.deck("uk")
    properties = opened(deck).core_properties
    assert properties.title == deck.title
    assert properties.subject == "release 7 (3f9c)"
    assert properties.author == deck.brand
    assert properties.created.isoformat() == properties.modified.isoformat() == examples.MADE
    assert properties.language == "uk-UA"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_has_its_own_title_a_source_a_number_and_its_statements_in_the_notes(language):
    deck = examples.deck(language)
    pages = list(opened(deck).slides)
    titles = [page.shapes.title.text_frame.text for page in pages]
    assert len(set(titles)) == len(titles) == len(deck.slides)
    for page, slide in zip(pages, deck.slides, strict=True):
        assert named(page)["source"].text_frame.text == slide.source
        assert "number" in named(page)
        notes = page.notes_slide.notes_text_frame.text if slide.notes else ""
        assert all(statement in notes for statement in slide.statements)


def test_a_title_that_stands_twice_is_numbered():
    deck = examples.deck("en", (Slide("text", "Year"), Slide("text", "Year"), Slide("text", "Year (2)")))
    assert powerpoint.titles(deck) == ["Year", "Year (2)", "Year (2) (2)"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_shapes_are_read_in_order_and_pictures_have_words(language):
    for page in opened(examples.deck(language)).slides:
        names = [shape.name for shape in page.shapes]
        fixed = [name for name in names if name in ("title", "subtitle", "remarks", "source", "number")]
        assert fixed == [name for name in ("title", "subtitle", "remarks", "source", "number") if name in fixed]
        assert names[0] == "title"
        for shape in page.shapes:
            if shape.has_chart or shape.has_table or shape.name in ("map", "units"):
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name
        assert not [shape for shape in page.shapes if shape.shape_type == 13], "a picture of something that could be drawn"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_outside_its_slide_and_every_placeholder_is_filled(language):
    presentation = opened(examples.deck(language))
    for page in presentation.slides:
        for shape in page.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width + EMU_PER_PT
            assert shape.top + shape.height <= presentation.slide_height + EMU_PER_PT
        assert all(holder.text_frame.text for holder in page.placeholders)


def test_texts_of_a_deck_say_their_language():
    for language, tag in (("en", "en-GB"), ("uk", "uk-UA")):
        for page in opened(examples.deck(language)).slides:
            assert {run.get_or_add_rPr().get("lang") for run in page._element.iter(qn("a:r"))} <= {tag}


def test_the_map_is_27_named_shapes_with_a_scale_dots_and_arrows():
    slide = next(slide for slide in examples.deck("uk").slides if slide.layout == "map")
    page = opened(examples.deck("uk", (slide,))).slides[0]
    group = named(page)["map"]
    areas = {shape.name: shape for shape in group.shapes}
    assert len(areas) == 27 and "UA-63 Харківська" in areas
    assert areas["UA-63 Харківська"]._element.find(qn("p:nvSpPr"))[0].get("descr").startswith("Харківська: ")
    assert len(areas["UA-48 Миколаївська"]._element.findall(f".//{qn('a:moveTo')}")) > 1, "islands are part of their oblast"
    assert areas["UA-43 Автономна Республіка Крим"]._element.find(f".//{qn('a:pattFill')}") is not None, "not reported is hatched"
    shapes = named(page)
    assert {"dot Харків", "label Харків", "arrow Маріуполь", "scale 1", "scale 1 words"} <= set(shapes)
    assert shapes["arrow Маріуполь"]._element.find(f".//{qn('a:tailEnd')}") is not None
    assert group.width > 300 * EMU_PER_PT and group.height > 200 * EMU_PER_PT


def test_a_table_is_native_with_numbers_on_the_right_and_its_rest_in_the_notes():
    rows = tuple((f"Кластер {n}", f"понад {n} 026", "2023") for n in range(60))
    deck = examples.deck("uk", (Slide("table", "Усе", blocks=(Table(("Кластер", "Учасники", "Рік"), rows, (1,)),), source="Джерело"),))
    page = opened(deck).slides[0]
    table = named(page)["table"].table
    assert table.cell(1, 1).text_frame.paragraphs[0].alignment.name == "RIGHT"
    assert table.cell(0, 0).text == "Кластер" and table.cell(len(table.rows) - 1, 0).text.startswith("…")
    notes = page.notes_slide.notes_text_frame.text
    shown = {table.cell(n, 0).text for n in range(1, len(table.rows))}
    assert all(row[0] in shown or " | ".join(row) in notes for row in rows)


def test_a_draft_is_marked_in_the_words_of_the_deck():
    slide = Slide("text", "Рік", blocks=(Prose(("Текст",)),), draft=True)
    deck = replace(examples.deck("uk", (slide, replace(slide, draft=False))), words={"slides.draft": "чернетка"})
    first, second = opened(deck).slides
    assert named(first)["draft"].text_frame.text == "ЧЕРНЕТКА" and "draft" not in named(second)
    assert "ESBOZO" in texts(Presentation(BytesIO(powerpoint.write(deck, draft_word="esbozo"))).slides[0])


@pytest.mark.parametrize("text", SPITEFUL)
def test_any_text_can_be_shown_and_a_long_one_is_whole_in_the_notes(text):
    block = Table((text or "x", "n"), ((text, "понад 26 500"),), (1,))
    slide = Slide("table", text, subtitle=text, blocks=(block, Prose((text,))), remarks=(text,), source=text, notes=(f"K016: {text}",))
    page = opened(replace(examples.deck("uk", (slide,)), title=text, brand=text)).slides[0]
    assert "понад 26 500" in texts(page)
    whole = "".join(letter for letter in text if letter.isprintable())
    assert whole.strip() in page.notes_slide.notes_text_frame.text
    assert not re.search(r"_x00", "".join(texts(page)))


def test_our_template_has_its_ten_layouts_in_wide_format_with_the_brand():
    presentation = opened(examples.deck("uk"))
    assert [layout.name for layout in presentation.slide_layouts] == list(LAYOUTS)
    assert (presentation.slide_width, presentation.slide_height) == (Pt(960), Pt(540))
    for layout in presentation.slide_layouts:
        assert {"title", "source", "number"} <= {shape.name for shape in layout.placeholders}
    assert "Атлас кластерів" in [shape.text_frame.text for shape in presentation.slide_master.shapes if shape.has_text_frame]


def house(names: dict[str, str] | None = None, drop: tuple[str, ...] = ()) -> bytes:
    """A template in 4:3 with a sample slide; its layouts renamed or dropped."""
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[1]).shapes.title.text = "Sample"
    for layout in list(presentation.slide_layouts):
        if layout.name in drop and not layout.used_by_slides:
            presentation.slide_layouts.remove(layout)
        else:
            layout._element.find(qn("p:cSld")).set("name", (names or {}).get(layout.name, layout.name))
    return saved(presentation)


@pytest.mark.parametrize("names", [
    {},
    {"Title Slide": "ТИТУЛЬНИЙ  слайд", "Section Header": "Розділ", "Title and Content": "Заголовок і вміст",
     "Title Only": "Лише заголовок"},
    {"Title Slide": "Title", "Section Header": "SECTION", "Title Only": "Chart", "Title and Content": "title and content"},
])
def test_a_house_template_is_used_as_it_is(names):
    presentation = opened(examples.deck("uk"), house(names))
    assert (presentation.slide_width.pt, presentation.slide_height.pt) == (720, 540)
    assert len(presentation.slides) == len(examples.deck("uk").slides), "sample slides are gone"
    for page, slide in zip(presentation.slides, examples.deck("uk").slides, strict=True):
        assert page.shapes.title.text_frame.text
        assert slide.source in texts(page)
        assert all(shape.left + shape.width <= presentation.slide_width + EMU_PER_PT for shape in page.shapes)
        assert all(shape.top + shape.height <= presentation.slide_height + EMU_PER_PT for shape in page.shapes)


def test_a_template_without_a_layout_is_refused_with_the_closest_one():
    template = house({"Title Only": "Titel nur", "Title and Content": "Table and text"})
    with pytest.raises(powerpoint.TemplateError, match="no layout “table”.*The closest is “Table and text”"):
        powerpoint.write(examples.deck("en", (Slide("table", "x"),)), template)
    assert powerpoint.write(examples.deck("en", (Slide("title", "x"),)), template), "only the layouts that a deck needs are asked for"


def test_a_layout_without_a_title_is_refused():
    with pytest.raises(powerpoint.TemplateError, match="“Chart”, taken for “chart”, has no place for a title"):
        powerpoint.write(examples.deck("en", (Slide("chart", "x"),)), house({"Blank": "Chart"}))


def changed(file: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A packed file with one of its entries changed."""
    other = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as packed, zipfile.ZipFile(other, "w") as target:
        for entry in packed.namelist():
            target.writestr(entry, packed.read(entry).replace(old, new) if entry == name else packed.read(entry))
    return other.getvalue()


@pytest.mark.parametrize("broken", [
    b"", b"PK", b"not a file", house()[:9000], changed(house(), "ppt/presentation.xml", b"<p:sldMasterIdLst>", b""),
    changed(house(), "[Content_Types].xml", b"presentation.main+xml", b"template.main+xml"),
    changed(house(), "ppt/_rels/presentation.xml.rels", b"slideMaster1.xml", b"elsewhere.xml"),
], ids=("empty", "two letters", "text", "cut", "open element", "a .potx", "lost master"))
def test_a_broken_template_is_refused_in_plain_words(broken):
    with pytest.raises(powerpoint.TemplateError, match=r"\.pptx"):
        written(examples.deck("en"), broken)


def test_a_map_without_outlines_is_told_in_words():
    slide = next(slide for slide in examples.deck("uk").slides if slide.layout == "map")
    page = Presentation(BytesIO(powerpoint.write(examples.deck("uk", (slide,))))).slides[0]
    assert named(page)["map"].text_frame.text == slide.blocks[0].alt


def test_twenty_slides_take_less_than_two_seconds():
    deck = examples.deck("uk")
    assert len(deck.slides) >= 20
    written(deck)
    before = time.process_time()
    written(deck)
    assert time.process_time() - before < 2
