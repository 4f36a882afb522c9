"""The slides drawn as SVG, HTML and PDF: one picture in three files, with every label, every mark, nothing fetched."""

import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import slides_examples as examples
import yaml
from fpdf import FPDF
from pypdf import PdfReader

from layouts.chart import Chart, Line
from publish.drawing.blocks import Graphic, Map, Prose, Table, Tile, Tiles, Timeline
from publish.drawing.canvas import Box
from publish.drawing.key import used
from publish.drawing.letters import clean, cut, fit, width, wrap
from publish.drawing.line_labels import Spot, placed
from publish.drawing.marks import hatch
from publish.slides import pdf, svg
from publish.slides.draw import draw
from publish.slides.page import html
from publish.slides.sheet import HIGH, WIDE
from publish.slides.slide import WORDS, Slide

PROJECT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "uk")
NS = "{http://www.w3.org/2000/svg}"
LONG = "Назва" * 60
ENDLESS = " ".join(["Об’єднання підприємств"] * 14)
SPITEFUL = '<script>alert(1)</script> & "quoted" \x00\x1b\x0b ]]> \ud800'


class Seen:
    """A canvas that keeps what is drawn on it."""

    def __init__(self):
        self.texts: list[tuple[float, float, float, float, str]] = []
        self.marks: list[tuple[str, str]] = []
        self.strokes: list = []
        self.roomy: list[tuple[str, float, bool, float]] = []

    def text(self, x, y, text, size, colour="", bold=False, anchor="start", room=0, role=""):
        wide = width(clean(text), size, bold)
        wide = min(wide, room) if room else wide
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        self.texts.append((left, y - size * 0.72, left + wide, y + size * 0.08, clean(text)))
        self.roomy.append((clean(text), size, bold, room))

    def area(self, rings, fill="", stroke="", width=1, role="", told=""):
        self.marks.append((role, fill))

    def lines(self, paths, colour, width=1, dash=(), role=""):
        self.marks.append((role, colour))
        self.strokes += paths

    def box(self, box, fill="", stroke="", width=1, radius=0, role="", told=""):
        self.marks.append((role, fill))

    def circle(self, x, y, radius, fill="", stroke="", width=1, role="", told=""):
        self.marks.append((role, fill))

    def count(self, role):
        return sum(name == role for name, _ in self.marks)


@cache
def words_of(language):
    words = yaml.safe_load((PROJECT / "data" / "languages" / f"{language}.yaml").read_text(encoding="utf-8"))["words"]
    return {key: words[key] for key in WORDS}


def worded(language, *slides):
    """The example deck with the words of its language, or other slides in it."""
    return replace(examples.deck(language, slides), words=words_of(language))


def seen(slide, deck=None):
    canvas = Seen()
    draw(canvas, slide, deck or worded("en", slide), 1, examples.outlines())
    return canvas


def plain(text):
    """Text as a search would have it: every run of spaces, the non-breaking too, is one."""
    return " ".join(text.split())


def labels(deck):
    """Every value that the deck says."""
    for block in (block for slide in deck.slides for block in slide.blocks):
        if isinstance(block, Graphic):
            yield from (point.label for point in block.chart.points)
        elif isinstance(block, Tiles):
            yield from (tile.value for tile in block.tiles)
        elif isinstance(block, Map):
            yield from (mark.label for mark in (*block.areas, *block.dots) if mark.statement)
        elif isinstance(block, Table):
            yield from (row[1] for row in block.rows)


def texts_of(svg_text):
    """The texts that an SVG shows, apart from what it only tells."""
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg_text).iter(f"{NS}text")]


def bare(*blocks, **more):
    return Slide(more.pop("layout", "chart"), more.pop("title", "A title"), blocks=blocks, **more)


@pytest.fixture(params=LANGUAGES)
def deck(request):
    """The example deck, once in each language."""
    return worded(request.param)


# the same slide in three files -------------------------------------------------


def test_every_value_is_in_every_file(deck):
    shown = " ".join(text for n, slide in enumerate(deck.slides, 1) for text in texts_of(svg.draw(slide, deck, n, examples.outlines())))
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.write(deck, examples.outlines()))).pages)
    hosted = html(deck, examples.outlines())
    for label in labels(deck):
        assert plain(label) in plain(shown)
        assert plain(label) in plain(hosted)
        assert plain(label).replace(" ", "") in re.sub(r"\s", "", printed)


def test_svg_and_pdf_show_the_same_texts_in_the_same_order(deck):
    pages = PdfReader(BytesIO(pdf.write(deck, examples.outlines()))).pages
    for number, (slide, page) in enumerate(zip(deck.slides, pages, strict=True), 1):
        drawn = re.sub(r"\s", "", "".join(texts_of(svg.draw(slide, deck, number, examples.outlines()))))
        assert re.sub(r"\s", "", page.extract_text()) == drawn


def test_html_holds_each_slide_as_svg_draws_it(deck):
    hosted = html(deck, examples.outlines())
    places = [hosted.index(svg.draw(slide, deck, n, examples.outlines())) for n, slide in enumerate(deck.slides, 1)]
    assert places == sorted(places)


def test_the_same_deck_gives_the_same_bytes_on_another_day_and_in_another_process():
    code = (
        "import hashlib, sys; sys.path[:0] = ['.', 'tests']; import slides_examples as e; from publish.slides import pdf, page; "
        "d = e.deck('uk'); print(hashlib.sha256(pdf.write(d, e.outlines()) + page.html(d, e.outlines()).encode()).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""}, check=True,
                       capture_output=True, text=True).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    time.sleep(1.1)
    first = pdf.write(worded("uk"), examples.outlines())
    time.sleep(1.1)
    assert len(said) == 1
    assert first == pdf.write(worded("uk"), examples.outlines())


# the files themselves -----------------------------------------------------------


def test_nothing_is_fetched_from_anywhere(deck):
    hosted = html(deck, examples.outlines())
    assert set(re.findall(r"\w+://[^\s\"'<>]+", hosted)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\(|@import|\bsrc=|\bhref=|<link|<script|<iframe|<image", hosted)


def test_svg_is_well_formed_names_itself_and_is_as_wide_as_a_slide(deck):
    for number, slide in enumerate(deck.slides, 1):
        root = ElementTree.fromstring(svg.draw(slide, deck, number, examples.outlines()))
        assert (root.get("viewBox"), root.get("role"), root.get("lang")) == ("0 0 1280 720", "img", deck.language)
        assert plain(root.find(f"{NS}title").text) == plain(slide.title)
        for block in slide.blocks:
            if isinstance(block, Graphic):
                assert plain(block.alt) in plain(root.find(f"{NS}desc").text)


def test_ids_of_the_slides_of_a_page_are_all_different(deck):
    ids = re.findall(r'\bid="([^"]+)"', html(deck, examples.outlines()))
    assert len(ids) == len(set(ids))


def test_markup_and_control_characters_in_texts_stay_text():
    chart = Chart(SPITEFUL, "", (Line(SPITEFUL, "", (examples.point("en", SPITEFUL, 3, "X"),)),), SPITEFUL)
    slide = bare(Graphic("bar", chart, SPITEFUL), title=SPITEFUL, subtitle=SPITEFUL, remarks=(SPITEFUL,), source=SPITEFUL,
                 notes=(SPITEFUL,))
    deck = replace(worded("en", slide), title=SPITEFUL, brand=SPITEFUL)
    drawn = svg.draw(slide, deck, 1, examples.outlines())
    assert any("<script>alert(1)</script> & \"quoted\"" in text for text in texts_of(drawn))
    hosted = html(deck, examples.outlines())
    assert "<script" not in hosted
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800]", hosted)
    assert "<script>alert(1)" in PdfReader(BytesIO(pdf.write(deck, examples.outlines()))).pages[0].extract_text()


def test_html_says_its_language_its_title_and_the_notes_of_each_slide(deck):
    hosted = html(deck, examples.outlines())
    assert f'<html lang="{deck.language}">' in hosted
    assert f"<title>{deck.title}</title>" in hosted
    for slide in deck.slides:
        assert all(note in hosted for note in slide.notes)
    assert hosted.count("<details>") == sum(bool(slide.notes) for slide in deck.slides)


def test_pdf_is_a_wide_page_per_slide_with_title_language_and_a_list_of_its_slides(deck):
    reader = PdfReader(BytesIO(pdf.write(deck, examples.outlines())))
    assert [tuple(map(float, page.mediabox[2:])) for page in reader.pages] == [(960.0, 540.0)] * len(deck.slides)
    assert reader.metadata.title == deck.title
    assert reader.metadata.creation_date.isoformat().startswith(deck.made)
    assert reader.trailer["/Root"]["/Lang"] == deck.language
    assert [entry.title for entry in reader.outline] == [slide.title for slide in deck.slides]


def test_pdf_embeds_the_letters_it_uses_and_no_others(deck):
    written = pdf.write(deck, examples.outlines())
    resources = [page["/Resources"]["/Font"] for page in PdfReader(BytesIO(written)).pages]
    fonts = [font.get_object() for named in resources for font in named.values()]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/ToUnicode" in font
    assert len(written) < 300_000


# the marks ----------------------------------------------------------------------


def one_bar(form="bar", **more):
    value = more.pop("value", 10)
    made = examples.point("en", "A name", value, "X1", **more)
    chart = examples.chart("A chart", Line("A line", "", (made, examples.point("en", "Another", 12, "X2"))))
    return bare(examples.graphic(form, chart))


@pytest.mark.parametrize("form", ["bar", "ranking", "column", "stacked"])
@pytest.mark.parametrize("more,roles", [
    ({}, ()),
    ({"qualifier": "at_least"}, ("floor", "floor-arrow")),
    ({"qualifier": "about"}, ("about",)),
    ({"qualifier": "up_to"}, ("cap", "cap-arrow")),
    ({"qualifier": "range", "high": 15}, ("range",)),
    ({"status": "F"}, ("hatch", "ahead")),
    ({"status": "planned"}, ("hatch", "ahead")),
    ({"status": "E"}, ("hatch", "ahead")),
])
def test_a_bar_has_the_mark_of_its_hedge_and_no_other(form, more, roles):
    hedged, exact = seen(one_bar(form, **more)), seen(one_bar(form))
    every = {"floor", "floor-arrow", "about", "cap", "cap-arrow", "range", "hatch", "ahead"}
    assert {role for role in every if hedged.count(role)} == set(roles)
    assert not any(exact.count(role) for role in every)


def in_time(**more):
    points = (examples.point("en", "A", 10, "X1", period="2021"), examples.point("en", "A", 12, "X2", period="2022", **more))
    return bare(examples.graphic("line", examples.chart("A chart", Line("A", "#2a7de1", points))))


@pytest.mark.parametrize("more,role", [
    ({"qualifier": "at_least"}, "floor-arrow"), ({"qualifier": "up_to"}, "cap-arrow"), ({"qualifier": "about"}, "about"),
    ({"qualifier": "range", "high": 15}, "range"), ({"status": "F"}, "dashed"), ({"status": "planned"}, "hollow"),
    ({"status": "E"}, "hollow"),
])
def test_a_point_in_time_has_the_mark_of_its_hedge(more, role):
    assert seen(in_time(**more)).count(role) > seen(in_time()).count(role) == 0


def test_points_of_different_segments_are_not_joined():
    assert seen(in_time()).count("line") == 1
    assert seen(in_time(segment=1)).count("line") == 0


def test_a_missing_number_has_words_and_no_bar():
    canvas = seen(one_bar(value=None))
    assert canvas.count("bar") == 1
    assert "no number" in [text for *_, text in canvas.texts]


def test_a_conflict_has_the_double_mark():
    for form in ("bar", "column", "stacked", "doughnut"):
        assert any("‖" in text for *_, text in seen(one_bar(form, conflict=True)).texts)
        assert not any("‖" in text for *_, text in seen(one_bar(form)).texts)


def test_an_older_bar_is_paler_and_has_its_year_beside():
    canvas, fresh = seen(one_bar(older=True, period="2019")), seen(one_bar(period="2019"))
    assert "(2019)" in [text for *_, text in canvas.texts]
    assert len({fill for role, fill in canvas.marks if role == "bar"}) == 2
    assert len({fill for role, fill in fresh.marks if role == "bar"}) == 1


def test_ten_of_sixteen_squares_are_filled():
    canvas = seen(bare(examples.units("uk")))
    assert (canvas.count("unit"), canvas.count("unit-filled")) == (16, 10)


def test_the_map_hatches_what_is_not_reported_rings_what_is_unknown_and_points_to_where_a_cluster_moved():
    canvas = seen(bare(examples.oblast_map("uk"), layout="map"))
    assert canvas.count("area") == 27
    assert canvas.count("not-reported") == 3 + 1
    assert (canvas.count("dot"), canvas.count("hollow"), canvas.count("moved-arrow")) == (4, 1, 2)


def test_a_forecast_tile_is_hatched_and_says_so_where_its_value_does_not():
    made = Tile("Exports", "6.73 billion", "US dollars", "2023", "K002", status="F")
    canvas = seen(bare(Tiles((made,)), layout="tiles"))
    assert canvas.count("hatch") == 1
    assert "US dollars · forecast" in [text for *_, text in canvas.texts]
    spoken = seen(bare(Tiles((replace(made, value="6.73 billion (forecast)"),)), layout="tiles"))
    assert "US dollars" in [text for *_, text in spoken.texts]


def test_a_draft_has_its_ribbon():
    assert seen(replace(one_bar(), draft=True)).count("draft") == 1
    assert seen(one_bar()).count("draft") == 0


def test_the_key_names_the_marks_of_the_slide_and_no_others():
    assert used(one_bar(qualifier="at_least").blocks) == ["at_least"]
    assert used(one_bar(status="planned", conflict=True, older=True).blocks) == ["forecast", "older", "conflict"]
    assert used(one_bar().blocks) == []
    assert "over, more than, +" in [text for *_, text in seen(one_bar(qualifier="at_least")).texts]


def test_hatching_stays_within_its_outline():
    ell = [(0, 0), (60, 0), (60, 20), (20, 20), (20, 60), (0, 60)]
    canvas = Seen()
    hatch(canvas, [ell], "#000000", step=3)
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in canvas.strokes]
    assert len(middles) > 20
    assert all(0 <= x <= 60 and 0 <= y <= 60 and (x <= 20 or y <= 20) for x, y in middles)


# texts and their room -------------------------------------------------------------


def long_slides(text):
    """Every kind of slide with one text wherever a text may be."""
    point = examples.point("en", text, 10, "X1", "at_least", conflict=True)
    other = examples.point("en", "B", 4, "X2", status="F", rank="2")
    for form in ("line", "bar", "ranking", "column", "stacked", "doughnut", "units", "before_after"):
        lines = (Line(text, "", (point, other), now=text), Line(text + "2", "", (other,)))
        chart = Chart(text, text, lines, text, ticks=((0, "0"), (20, "20")))
        yield bare(Graphic(form, chart, text, 16), title=text, subtitle=text, remarks=(text,) * 3, source=text)
    yield bare(Tiles((Tile(text, text, text, text, "X", text),) * 8), layout="tiles", title=text)
    yield bare(Tiles((Tile(text, text, text, text, "X", text),) * 3), Prose((text,) * 3), layout="tiles", title=text)
    shown = examples.oblast_map("en")
    yield bare(replace(shown, dots=tuple(replace(dot, name=text, label=text) for dot in shown.dots),
                       areas=tuple(replace(area, name=text, label=text) for area in shown.areas)), layout="map", title=text)
    yield bare(Table((text,) * 5, ((text,) * 5,) * 30, (1,)), layout="table", title=text)
    yield bare(Timeline(((text, text, text),) * 12), layout="timeline", title=text)
    yield bare(Prose((text,) * 20), layout="text", title=text)
    for layout in ("title", "section", "thanks"):
        yield Slide(layout, text, text, (Prose((text,)),), remarks=(text,), source=text, draft=True)


@pytest.mark.parametrize("text", [LONG, ENDLESS, "W" * 300], ids=["word", "words", "wide"])
def test_texts_of_three_hundred_characters_stay_on_the_slide(text):
    for slide in long_slides(text):
        for left, top, right, bottom, said in seen(slide, replace(worded("en", slide), brand=text)).texts:
            assert left >= 0 and right <= WIDE and top >= 0 and bottom <= HIGH, (slide.blocks, said)


def test_no_text_of_a_slide_lies_upon_another(deck):
    for slide in deck.slides:
        texts = seen(slide, deck).texts
        for n, (left, top, right, bottom, said) in enumerate(texts):
            clash = [other[4] for other in texts[n + 1:]
                     if left < other[2] - 1 and other[0] < right - 1 and top < other[3] - 1 and other[1] < bottom - 1]
            assert not clash, (slide.title, said, clash)


def test_no_text_is_smaller_than_can_be_read(deck):
    assert min(size for slide in deck.slides for _, size, *_ in seen(slide, deck).roomy) >= 9.5


def test_estimated_widths_hold_for_the_font_of_the_pdf(deck):
    measure = FPDF(unit="pt")
    for style, name in pdf.FONTS.items():
        measure.add_font(pdf.FAMILY, style, str(pdf.files("font_source_sans_pro") / "files" / name))
    for text, size, bold, _ in (one for slide in deck.slides for one in seen(slide, deck).roomy):
        measure.set_font(pdf.FAMILY, "B" if bold else "", size * pdf.LARGER)
        assert measure.get_string_width(text) <= width(text, size, bold) * 1.04 + 1, text


def test_a_text_is_wrapped_then_made_smaller_and_only_then_cut():
    room = width("a word and another", 20)
    assert fit("a word and another", room, 30, 20, 10).lines == ("a word and another",)
    assert fit("a word and another", room * 0.7, 60, 20, 10).lines == ("a word and", "another")
    smaller = fit("a word and another", room * 0.7, 24, 20, 10)
    assert smaller.lines == ("a word and another",) and smaller.size < 20
    assert fit("a word and another", room * 0.2, 14, 20, 10).lines[-1].endswith("…")


def test_a_word_wider_than_its_line_is_broken_after_a_dash_if_it_has_one():
    assert wrap("May–December", width("May–Dece", 10), 10) == ["May–", "December"]
    assert "".join(wrap("x" * 50, 40, 10)) == "x" * 50


def test_cutting_keeps_within_the_room():
    assert width(cut(ENDLESS, 90, 12), 12) <= 90


def test_what_no_file_may_hold_becomes_a_space_and_numbers_keep_their_non_breaking_spaces():
    assert clean("a\x00b\ud800c\uffff") == "a b c"
    assert clean("26\u00a0500") == "26\u00a0500"


def test_labels_keep_clear_of_each_other_and_of_points():
    spots = [Spot(100 + n, 100, "over 600", 16) for n in range(3)]
    boxes = [box for box in placed(spots, [], Box(0, 0, 300, 200)) if box]
    assert len(boxes) >= 2
    for n, one in enumerate(boxes):
        assert not any(one.x < spot.x < one.right and one.y < spot.y < one.bottom for spot in spots)
        for other in boxes[n + 1:]:
            assert one.x >= other.right or other.x >= one.right or one.y >= other.bottom or other.y >= one.bottom


# nothing to show --------------------------------------------------------------------


@pytest.mark.parametrize("block", [
    Tiles(()), Table((), ()), Timeline(()), Prose(()), Map((), (), (), ""),
    *(Graphic(form, Chart("", "", (), ""), "") for form in ("line", "bar", "column", "stacked", "doughnut", "units", "before_after")),
    Graphic("line", Chart("", "", (Line("A", "", (examples.point("en", "A", None, "X"),)),), ""), ""),
])
def test_an_empty_part_says_that_there_is_nothing_to_show(block):
    assert "Nothing to show here" in [text for *_, text in seen(bare(block)).texts]


def test_a_year_without_data_is_told_and_drawn_as_nothing():
    points = tuple(examples.point("en", name, None, f"X{n}") for n, name in enumerate(("A", "B")))
    for form in ("bar", "column", "stacked", "doughnut", "units"):
        canvas = seen(bare(examples.graphic(form, examples.chart("Nothing", Line("A", "", points)))))
        assert [text for *_, text in canvas.texts].count("no number") == 2
        assert not canvas.count("bar")


def test_a_map_without_outlines_still_lists_its_values():
    slide = bare(examples.oblast_map("uk"), layout="map")
    drawn = svg.draw(slide, worded("uk", slide), 1, {})
    assert "близько 120" in plain(" ".join(texts_of(drawn)))


def test_rows_that_no_size_holds_are_counted():
    many = tuple(examples.point("en", f"Cluster {n}", n + 1, f"X{n}") for n in range(80))
    texts = [text for *_, text in seen(bare(examples.graphic("bar", examples.chart("Many", Line("A", "", many))))).texts]
    left = int(next(text for text in texts if text.startswith("and ")).split()[1])
    assert sum(bool(re.fullmatch(r"Cluster \d+", text)) for text in texts) + left == 80
