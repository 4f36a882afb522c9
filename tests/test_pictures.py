"""Every kind of figure as a picture of its own: SVG and PNG, three widths, two languages, two grounds; the marks of every other form."""

import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import shipped
import slides_examples as examples
from counted import counted
from fontTools.ttLib import TTFont
from fpdf import FPDF
from test_slides_drawn import Seen, plain, texts_of, words_of

from layouts import theme
from layouts.chart import Chart, Line
from loaders.deck_records import DeckRecord
from publish.drawing import block as blocks
from publish.drawing import key
from publish.drawing.blocks import Graphic, Map, Prose, Table, Tile, Tiles, Timeline
from publish.drawing.letters import clean, width
from publish.drawing.paint import DARK, LIGHT, PAINTS, QUIET, SOFT, WARN, dark, light, mixed
from publish.pictures import draw, png, share
from publish.pictures.home import home
from publish.pictures.picture import NothingToShow, Picture, address, picture
from publish.pictures.svg import bare, svg
from publish.slides import compose, tray
from publish.slides import svg as slide_svg
from publish.slides.tray import FIGURES, Refused

PROJECT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "uk")
WIDTHS = (320, 640, 1200)
NS = "{http://www.w3.org/2000/svg}"
ITEMS = (
    "series?indicators=ict_service_exports_bop,it_exports_nbu,it_export_revenue,it_foreign_exchange_earnings&entities=ukraine",
    "membership?entity=kharkiv-it-cluster", "ranking?indicator=member_companies", "founding", "bars?id=K008",
    "map?indicator=higher_education_institutions", "clusters", "region?entity=UA-63", "statement?id=K016", "headlines",
    "table?id=K016,K015,K004", "directory", "pipeline", "members", "aid", "conflicts", "events?entity=kharkiv-it-cluster",
)
SPITEFUL = '<script>alert(1)</script> & "quoted" \x00\x1b ]]> \u202eהיי =1+1'


def outlines() -> dict:
    return examples.outlines()


@cache
def made(item: str, language: str = "en", release: str = "") -> Picture:
    name, _, choices = item.partition("?")
    return picture(shipped.visit("/picture", lang=language, release=release), name, dict(parse_qsl(choices)))


def hand_made(*drawn, language: str = "en", **more) -> Picture:
    """A picture of blocks made by hand."""
    words = {**words_of(language), "picture.more": "More notes stand on the page of this figure."}
    return Picture("statement", {"id": "X1"}, language, more.pop("title", "A title"), more.pop("subtitle", "A scope"), tuple(drawn),
                   more.pop("remarks", ()), more.pop("source", "Source: a source · release 1 (abc)"), ("X1",), "Atlas", words)


def seen(told: Picture, wide: int) -> tuple[Seen, draw.Layout]:
    laid = draw.layout(told, wide, outlines(), address="atlas.example.org/figure/X1?lang=en")
    canvas = Seen()
    draw.draw(canvas, told, laid, outlines())
    return canvas, laid


def example_blocks(language: str):
    """Every block and every form of chart, by name."""
    return {
        "line": examples.series(language), "several": examples.several(language), "ranking": examples.ranking(language),
        "ring": examples.parts(language), "units": examples.units(language), "map": examples.oblast_map(language),
        **{form: examples.columns(language, form) for form in ("column", "stacked", "before_after")},
        "tiles": examples.tiles(language, 8), "tile": examples.tiles(language, 1), "table": examples.table(language, 14),
        "timeline": examples.timeline(language, 12), "prose": examples.prose(language, 9),
    }


# every kind ----------------------------------------------------------------------


def test_there_is_a_picture_of_every_figure_that_can_be_collected():
    assert {item.partition("?")[0] for item in ITEMS} == set(FIGURES)


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", ITEMS)
def test_every_kind_is_well_formed_names_itself_and_keeps_within_its_edges(item, language):
    told = made(item, language)
    for wide in counted((320, 640), (320, 360, 430, 560, 640, 760, 900, 1200)):
        text = svg(told, wide, outlines(), address="atlas.example.org/x", link="https://atlas.example.org/x")
        root = ElementTree.fromstring(text)
        assert root.get("width") == str(wide) and root.get("lang") == language
        assert plain(root.find(f"{NS}title").text) == plain(told.title)
        canvas, laid = seen(told, wide)
        for left, top, right, bottom, said in canvas.texts:
            assert left >= -1 and right <= wide + 1 and top >= 0 and bottom <= laid.high, (wide, said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", ITEMS)
def test_every_picture_carries_finding_scope_source_release_and_address(item, language):
    told = made(item, language)
    shown = plain(" ".join(texts_of(svg(told, 1200, outlines(), address="atlas.example.org/figure/K016"))))
    release = shipped.release()
    for text in (told.title, told.subtitle, told.source, "atlas.example.org", "/figure/K016"):
        assert plain(text) in shown
    assert release.short in told.source and str(release.number) in told.source
    assert "[" not in told.title + told.source + told.subtitle


@pytest.mark.parametrize("item", ITEMS)
def test_the_same_words_and_marks_are_drawn_on_the_dark_ground(item):
    told = made(item)
    on_light, on_dark = (svg(told, 640, outlines(), paint) for paint in (light, dark))
    assert on_light != on_dark
    assert texts_of(on_light) == texts_of(on_dark)
    assert re.findall(r'class="([\w-]+)"', on_light) == re.findall(r'class="([\w-]+)"', on_dark)
    assert LIGHT["ground"] not in on_dark and DARK["ground"] not in on_light


@pytest.mark.parametrize("item", ITEMS)
def test_nothing_is_fetched_and_nothing_runs(item):
    text = svg(made(item), 640, outlines(), address="atlas.example.org/x", link="https://atlas.example.org/x")
    assert set(re.findall(r"\w+://[^\s\"'<>]+", text)) <= {"http://www.w3.org/2000/svg", "https://atlas.example.org/x"}
    assert not re.search(r"url\(|@import|\bsrc=|<script|<image|<style|\bon\w+=", text)


# the same in every form -------------------------------------------------------------


def charts(told: Picture) -> list[Chart]:
    return [block.chart for block in told.blocks if isinstance(block, Graphic)]


def pointed(text: str) -> list[str]:
    """What a pointer over the marks of an SVG is told."""
    root = ElementTree.fromstring(text)
    return [plain(one.find(f"{NS}title").text) for one in root.iter() if one is not root and one.find(f"{NS}title") is not None]


@pytest.mark.parametrize("item", [item for item in ITEMS if item.startswith(("series", "membership"))])
def test_lines_are_the_same_in_plotly_svg_and_on_a_slide(item):
    told, visit = made(item), shipped.visit("/slides")
    name, _, choices = item.partition("?")
    deck = compose.compose(visit, examples_record(visit, item), {})
    on_slide = next(block.chart for slide in deck.slides for block in slide.blocks if isinstance(block, Graphic))
    (chart,) = charts(told)
    assert chart == on_slide
    page = theme.plotly(chart)
    dots = [(x, y, name) for trace in page["data"] if trace["mode"] != "lines"
            for x, y, name in zip(trace["x"], trace["y"], trace["customdata"], strict=True)]
    assert dots == [(p.day, p.value, p.statement) for p in chart.points if p.value is not None]
    expected = sorted(plain(f"{p.name}, {p.period}: {p.label}" + (" ‖" if p.conflict else "")) for p in chart.points if p.value is not None)
    drawn = svg(told, 640, outlines())
    assert sorted(pointed(drawn)) == expected == sorted(pointed(slide_svg.draw(slide_of(deck), deck, 1, outlines())))
    upward = sum(symbol.startswith("triangle-up") for trace in page["data"] if trace["mode"] != "lines"
                 for symbol in trace["marker"]["symbol"])
    assert len(re.findall(r'class="floor-arrow"', drawn)) - ("at_least" in key.used(told.blocks)) == upward > 0


def examples_record(visit, item):
    return DeckRecord(id="tray", title={"en": "Mine"}, slides=tuple(record for _, record in tray.records(visit, (item,))))


def slide_of(deck):
    return next(slide for slide in deck.slides if any(isinstance(block, Graphic) for block in slide.blocks))


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("wide", WIDTHS)
def test_every_label_is_in_the_picture_or_counted_as_left_out_and_always_in_its_words(item, wide):
    told = made(item, "uk")
    text = svg(told, wide, outlines())
    shown = re.sub(r"\s", "", " ".join(texts_of(text)))
    spoken = plain(ElementTree.fromstring(text).find(f"{NS}desc").text)
    for label in labels(told):
        assert plain(label) in spoken, label
        if not isinstance(told.blocks[0], Map) and "series" not in item and "membership" not in item:
            assert re.sub(r"\s", "", label) in shown, label


def labels(told: Picture):
    for block in told.blocks:
        if isinstance(block, Graphic):
            yield from (point.label for point in block.chart.points)
        elif isinstance(block, Tiles):
            yield from (tile.value for tile in block.tiles)
        elif isinstance(block, Map):
            yield from (mark.label for mark in (*block.areas, *block.dots) if mark.statement)
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)


def test_a_ranking_shows_every_bar_and_its_hedge_whatever_the_width():
    told = made("ranking?indicator=member_companies")
    (chart,) = charts(told)
    assert key.used(told.blocks) == ["at_least"]
    for wide in WIDTHS:
        canvas, _ = seen(told, wide)
        assert [text for *_, text in canvas.texts if text == "over 600"]
        assert canvas.count("bar") == len(chart.points) + 1, "and the one of the key"
        assert canvas.count("floor-arrow") == sum(p.qualifier == "at_least" for p in chart.points) + 1


def test_what_narrow_pictures_leave_out_of_a_list_they_count():
    told = made("map?indicator=higher_education_institutions")
    texts = [text for *_, text in seen(told, 320)[0].texts]
    (drawn,) = told.blocks
    named = [area for area in drawn.areas if area.colour and area.label]
    left = int(next(text for text in texts if text.startswith("and ")).split()[1])
    assert sum(area.name in texts for area in named) + left == len(named)
    assert all(area.name in [text for *_, text in seen(told, wide)[0].texts] for wide in (640, 1200) for area in named)


def test_a_map_of_one_region_hatches_no_other_as_if_it_had_been_asked():
    canvas, _ = seen(made("region?entity=UA-63"), 640)
    assert (canvas.count("area"), canvas.count("not-reported")) == (27, 0)
    assert "Kharkiv Oblast" not in [text for *_, text in canvas.texts][:-4], "its name is its title, and says nothing beside the map"


def test_no_value_of_a_narrow_axis_is_written_where_a_point_stands():
    points = tuple(examples.point("en", "A", value, f"X{value}", period=str(2000 + n)) for n, value in enumerate((100, 150, 220, 300)))
    drawn = examples.chart("A chart", Line("A", "", points), ticks=tuple((value, f"tick {value}") for value in (0, 100, 200, 300)))
    texts = [text for *_, text in seen(hand_made(examples.graphic("line", drawn)), 320)[0].texts]
    assert "tick 100" not in texts and {"tick 200", "tick 300"} <= set(texts)
    wide = [text for *_, text in seen(hand_made(examples.graphic("line", drawn)), 640)[0].texts]
    assert {"tick 0", "tick 100", "tick 200", "tick 300"} <= set(wide)


def test_the_list_beside_a_map_begins_with_the_greatest():
    told = made("map?indicator=higher_education_institutions")
    texts = [text for *_, text in seen(told, 1200)[0].texts]
    named = sorted((area for area in told.blocks[0].areas if area.value), key=lambda area: -area.value)
    assert named[0].name == "Kyiv City"
    assert texts.index(named[0].name) < texts.index(named[5].name) < texts.index(named[-1].name)


# made by hand: every form, every width --------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wide", (320, 480, 640, 900, 1200))
def test_no_text_of_a_picture_lies_upon_another_or_passes_its_edge(language, wide):
    for name, block in example_blocks(language).items():
        canvas, laid = seen(hand_made(block, language=language, remarks=("A doubt.", "Another doubt.")), wide)
        for n, (left, top, right, bottom, said) in enumerate(canvas.texts):
            assert left >= -1 and right <= wide + 1 and top >= 0 and bottom <= laid.high, (name, said)
            clash = [other[4] for other in canvas.texts[n + 1:]
                     if left < other[2] - 1 and other[0] < right - 1 and top < other[3] - 1 and other[1] < bottom - 1]
            assert not clash, (name, said, clash)


@pytest.mark.parametrize("wide", (320, 640, 1200))
def test_no_text_of_a_picture_is_smaller_than_can_be_read(wide):
    for name, block in example_blocks("uk").items():
        texts = seen(hand_made(block, language="uk"), wide)[0].roomy
        assert not [(text, size) for text, size, *_ in texts if size < (11 if wide < 900 else 10)], name


@pytest.mark.parametrize("more,role", [
    ({"qualifier": "at_least"}, "floor-arrow"), ({"qualifier": "about"}, "about"), ({"qualifier": "up_to"}, "cap-arrow"),
    ({"qualifier": "range", "high": 15}, "range"), ({"status": "F"}, "hatch"), ({"status": "planned"}, "hatch"),
])
@pytest.mark.parametrize("form", ["bar", "column"])
def test_a_narrow_bar_has_the_mark_of_its_hedge_and_the_key_names_it(form, more, role):
    hedged = examples.point("en", "A name that is long enough to stand above", 10, "X1", **more)
    drawn = examples.chart("A chart", Line("A line", "", (hedged, examples.point("en", "Another", 12, "X2"))))
    canvas, _ = seen(hand_made(examples.graphic(form, drawn)), 320)
    assert canvas.count(role) > 1, "in the bar and in the key"
    (kind,) = key.used((examples.graphic(form, drawn),))
    assert [text for *_, text in canvas.texts].count(words_of("en")[f"mark.{kind}"]) == 1


def test_the_key_of_marks_breaks_into_lines_and_names_every_mark():
    told = hand_made(examples.ranking("uk"), language="uk")
    canvas, laid = seen(told, 320)
    assert laid.key.high > 2 * 26, "more than two lines"
    said = {text for *_, text in canvas.texts}
    assert {words_of("uk")[f"mark.{kind}"] for kind in key.used(told.blocks)} <= said


def test_an_empty_block_says_that_there_is_nothing_to_show():
    for block in (Tiles(()), Table((), ()), Timeline(()), Prose(()), Map((), (), (), ""), Graphic("line", Chart("", "", (), ""), "")):
        assert "Nothing to show here" in [text for *_, text in seen(hand_made(block), 320)[0].texts]
        assert blocks.high(block, 320, draw.manner(hand_made(block), 320), outlines()) > 0


def test_names_like_markup_formulas_and_right_to_left_letters_stay_text():
    drawn = Chart(SPITEFUL, "", (Line(SPITEFUL, "", (examples.point("en", SPITEFUL, 3, "X"),), now=SPITEFUL),), SPITEFUL)
    spiteful = Tile(SPITEFUL, SPITEFUL, SPITEFUL, SPITEFUL, "X", SPITEFUL)
    told = hand_made(Graphic("bar", drawn, SPITEFUL), Graphic("line", drawn, SPITEFUL), Tiles((spiteful,)),
                     Table((SPITEFUL,) * 3, ((SPITEFUL,) * 3,)), title=SPITEFUL, subtitle=SPITEFUL, source=SPITEFUL, remarks=(SPITEFUL,))
    for wide in WIDTHS:
        text = svg(told, wide, outlines(), address=SPITEFUL, link='"><script>')
        ElementTree.fromstring(text)
        assert "<script" not in text and "]]>" not in re.sub(r"\]\]&gt;", "", text)
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
    assert png.png(svg(told, 320, outlines(), larger=png.LARGER), 1).startswith(b"\x89PNG")


def test_a_text_of_three_hundred_letters_stays_within_the_picture():
    text = "Назва" * 60
    point = examples.point("en", text, 10, "X1", "at_least", conflict=True)
    for form in ("line", "bar", "column", "stacked", "doughnut", "units"):
        drawn = Chart(text, text, (Line(text, "", (point,), now=text),), text)
        for wide in WIDTHS:
            canvas, laid = seen(hand_made(Graphic(form, drawn, text, 16), title=text, subtitle=text, source=text), wide)
            assert all(left >= -1 and right <= wide + 1 and bottom <= laid.high for left, _, right, bottom, _ in canvas.texts), (form, wide)


# the grounds ------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paint", PAINTS.values(), ids=PAINTS)
def test_texts_hold_four_and_a_half_to_one_and_lines_three_to_one_on_their_ground(paint):
    for name in ("ink", SOFT, QUIET, WARN, "accent"):
        assert contrast(paint(name), paint("ground")) >= 4.5, name
    for colour in (*theme.SERIES, theme.CONTEXT, theme.ACCENT):
        assert contrast(paint(colour), paint("ground")) >= 3, colour


def test_what_is_made_paler_goes_to_its_own_ground():
    assert light(mixed("#000000", 0.5)) == "#808080"
    assert dark(mixed("#000000", 0)) == DARK["ground"]
    assert light(mixed(mixed("ink", 0.5), 0.5)) == light(mixed("ink", 0.25))


# PNG ---------------------------------------------------------------------------------------


def size_of(made_png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", made_png[16:24])


def pixels(made_png: bytes) -> int:
    """How many different values the bytes of its dots take: an empty picture has a few."""
    at, packed = 8, b""
    while at < len(made_png):
        long, kind = struct.unpack(">I4s", made_png[at:at + 8])
        packed += made_png[at + 8:at + 8 + long] if kind == b"IDAT" else b""
        at += 12 + long
    return len(set(zlib.decompress(packed)))


@pytest.mark.parametrize("item", ITEMS)
def test_every_kind_has_a_png_of_its_size_with_something_on_it(item):
    text = svg(made(item, "uk"), 320, outlines(), larger=png.LARGER)
    high = int(ElementTree.fromstring(text).get("height"))
    drawn = png.png(text, 1)
    assert size_of(drawn) == (320, high)
    assert pixels(drawn) > 20


def test_a_png_at_two_dots_to_a_px_is_twice_as_large():
    text = svg(made("statement?id=K016"), 640, outlines(), larger=png.LARGER)
    once, twice = size_of(png.png(text, 1)), size_of(png.png(text, 2))
    assert twice == (2 * once[0], 2 * once[1])


def test_the_letters_of_a_png_are_of_the_shipped_font_and_not_of_the_machine(monkeypatch):
    """Without the shipped font no letter is drawn at all: none of the machine's takes its place."""
    words = '<text y="40" font-size="40">Їжак Ab</text>'
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" font-family="x">{words}</svg>'
    lettered = png.png(text, 1)
    monkeypatch.setattr(png, "FONTS", ())
    assert pixels(png.png(text, 1)) < pixels(lettered)


def test_every_letter_of_both_languages_and_every_mark_is_in_the_shipped_font():
    written = "".join((PROJECT / "data" / "languages" / f"{language}.yaml").read_text(encoding="utf-8") for language in LANGUAGES)
    wanted = {letter for letter in written if letter.isprintable()} | set("‖…–—“”«»’ґҐїЇєЄіІ≥~")
    for path in png.FONTS:
        known = TTFont(path).getBestCmap()
        assert {letter for letter in wanted if ord(letter) not in known} == set(), path


def test_texts_of_a_png_keep_within_the_room_that_the_layout_gives_them():
    measure = FPDF(unit="pt")
    for style, path in zip(("", "B"), png.FONTS, strict=True):
        measure.add_font("F", style, path)
    for item in ITEMS:
        for text, size, bold, _ in seen(made(item, "uk"), 640)[0].roomy:
            measure.set_font("F", "B" if bold else "", size * png.LARGER)
            assert measure.get_string_width(clean(text)) <= width(text, size, bold) * 1.02 + 1, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_share_picture_of_an_observation_is_1200_by_630(language):
    for statement in ("K016", made("headlines").statements[1]):
        drawn = share.share(shipped.visit("/share", lang=language), statement)
        assert size_of(drawn) == (1200, 630)
        assert pixels(drawn) > 20


def test_the_share_picture_says_number_hedge_whose_when_and_source():
    told, canvas = made("statement?id=K016", "uk"), Seen()
    share.draw(canvas, told, told.blocks[0].tiles[0], outlines())
    said = plain(" ".join(text for *_, text in canvas.texts))
    for text in ("понад 26 500", "учасників", "Харківський ІТ-кластер", "2023", "Джерело", shipped.release().short, told.brand):
        assert text in said
    assert all(left >= 0 and right <= 1200 and top >= 0 and bottom <= 630 for left, top, right, bottom, _ in canvas.texts)


# bytes -------------------------------------------------------------------------------------


def test_the_same_figure_gives_the_same_bytes_in_another_process_and_zone():
    code = (
        "import hashlib, sys; sys.path[:0] = ['.', 'tests']; import slides_examples as e; from publish.pictures import png, svg; "
        "from publish.pictures.picture import Picture; "
        "p = Picture('map', {}, 'uk', 'T', 'S', (e.oblast_map('uk'), e.ranking('uk'), e.series('uk')), (), 'Q', (), 'B', {}); "
        "t = svg.svg(p, 640, e.outlines()); print(hashlib.sha256(t.encode() + png.png(t, 1)).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""}, check=True,
                       capture_output=True, text=True).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(said) == 1


# what is asked ------------------------------------------------------------------------------


@pytest.mark.parametrize("name,choices,wants", [
    ("nothing", {}, "figure"), ("ranking", {}, "needed"), ("ranking", {"indicator": "zzz"}, "indicators"),
    ("ranking", {"indicator": "member_companies", "entities": "zzz"}, "entities"), ("statement", {"id": "zzz"}, "statements"),
    ("map", {"indicator": "population", "measure": "zzz"}, "measure"), ("map", {"indicator": "population", "period": "zzz"}, "period"),
    ("founding", {"indicator": "x"}, "no_choice"), ("statement", {"id": ",".join(["K016"] * 30)}, "fewer"),
])
def test_what_cannot_be_asked_is_refused_by_name(name, choices, wants):
    with pytest.raises(Refused) as refused:
        picture(shipped.visit("/picture"), name, choices)
    assert refused.value.wants == wants


def test_a_figure_that_the_release_cannot_answer_says_why():
    with pytest.raises(NothingToShow, match="fewer than two"):
        made("ranking?indicator=members")


def test_an_address_is_written_one_way_whatever_the_order_of_its_choices():
    one, other = {"indicator": "a", "entities": "b,c"}, {"entities": "b,c", "indicator": "a", "unknown": ""}
    assert address("ranking", one) == address("ranking", other) == "ranking?indicator=a&entities=b,c"


@pytest.mark.parametrize("item", ITEMS)
def test_every_figure_has_a_page_that_it_is_at_home_on(item):
    name, _, choices = item.partition("?")
    visit = shipped.visit("/picture", lang="uk", release="1")
    link = home(visit, name, dict(parse_qsl(choices)))
    assert "lang=uk" in link and "release=1" in link
    path = link.partition("?")[0]
    assert shipped._visitor().exists(path), link


def test_a_bare_picture_has_the_figure_and_leaves_words_and_ground_to_its_page():
    told = made("ranking?indicator=member_companies")
    text = bare(told, 640, outlines(), light)
    shown = texts_of(text)
    assert "over 600" in shown and told.title not in " ".join(shown)
    assert 'class="ground"' not in text and 'aria-hidden="true"' in text


def test_long_doubts_are_left_to_the_page_and_the_picture_says_so():
    few = hand_made(examples.ranking("en"), remarks=("One.", "Two."))
    many = replace(few, remarks=tuple(f"Doubt {n}." for n in range(9)))
    assert few.told == ("One.", "Two.")
    assert many.told[-1] == "More notes stand on the page of this figure." and len(many.told) == 5
