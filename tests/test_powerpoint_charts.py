"""Native charts of the PowerPoint file: the XML of each kind, workbooks that equal the values, marks, labels, axes."""

import zipfile
from datetime import date
from functools import partial
from io import BytesIO
from xml.etree import ElementTree

import pytest
import slides_examples as examples
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from layouts.chart import Line
from layouts.theme import SERIES
from publish.drawing.plan import by_name, in_time, labelled
from publish.slides import powerpoint, powerpoint_axes, powerpoint_fit
from publish.slides.powerpoint_places import Spot, box, places
from publish.slides.slide import Slide

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = {
    "chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotFmts protection chart spPr txPr externalData printSettings userShapes",
    "chart": "title autoTitleDeleted pivotFmts view3D floor plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax",
    "ser": "idx order tx spPr invertIfNegative marker explosion dPt dLbls trendline errBars cat val smooth extLst",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize "
             "showLeaderLines extLst",
    "dLbl": "idx layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto "
             "lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "dateAx": "axId scaling delete axPos majorGridlines numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto "
              "lblOffset baseTimeUnit majorUnit majorTimeUnit",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses "
             "crossBetween majorUnit",
}
"""The children that the schema allows in the elements of a chart, in their order."""

FORMS = {"line": examples.series, "line of several": examples.several, "ranking": examples.ranking, "doughnut": examples.parts}
FORMS |= {form: partial(examples.columns, form=form) for form in ("column", "stacked", "before_after", "bar")}


def page_of(graphic, language: str = "uk"):
    deck = examples.deck(language, (Slide("chart", "Чарт", blocks=(graphic,), source="Джерело"),))
    return Presentation(BytesIO(powerpoint.write(deck))).slides[0]


def chart_of(graphic, language: str = "uk"):
    return next(shape for shape in page_of(graphic, language).shapes if shape.has_chart).chart


def inside(chart, path: str) -> list[str]:
    """The XML of what a path finds, without the names of namespaces."""
    found = chart._chartSpace.xpath(path)
    return [etree.tostring(each).decode().split("><", 1)[-1] for each in found]


def cells(chart) -> dict[str, str]:
    """Cells of the workbook in the chart: address and text or number; a formula is an error."""
    with zipfile.ZipFile(BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as packed:
        sheet = ElementTree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
        strings = [node.findtext(f"{SHEET}t") for node in ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))]
    assert not list(sheet.iter(f"{SHEET}f")), "a text became a formula"
    return {cell.get("r"): strings[int(cell.findtext(f"{SHEET}v"))] if cell.get("t") == "s" else cell.findtext(f"{SHEET}v")
            for cell in sheet.iter(f"{SHEET}c") if cell.find(f"{SHEET}v") is not None}


def said(chart) -> list[str]:
    """The labels of a chart, run by run joined."""
    return ["".join(run.text for run in label.iter(qn("a:t"))) for label in chart._chartSpace.iter(qn("c:dLbl"))]


@pytest.mark.parametrize("language", ("en", "uk"))
@pytest.mark.parametrize("form", FORMS)
def test_elements_stand_in_the_order_of_the_schema(form, language):
    for element in chart_of(FORMS[form](language), language)._chartSpace.iter():
        allowed = ORDER.get(etree.QName(element).localname, "").split() if isinstance(element.tag, str) else []
        held = [etree.QName(child).localname for child in element]
        if allowed and etree.QName(element).namespace.endswith("/chart"):
            assert [allowed.index(name) for name in held] == sorted(allowed.index(name) for name in held), element.tag
    assert all(int(each) > 0 for each in chart_of(FORMS[form](language), language)._chartSpace.xpath("//c:axId/@val"))


@pytest.mark.parametrize("form", FORMS)
def test_the_workbook_holds_the_values_that_the_chart_draws(form):
    graphic = FORMS[form]("uk")
    chart = chart_of(graphic)
    held = cells(chart)
    for series in chart.plots[0].series:
        reference = series._element.find(f"{qn('c:val')}/{qn('c:numRef')}")
        column = reference.findtext(qn("c:f")).split("$")[1]
        cached = {int(pt.get("idx")): float(pt.findtext(qn("c:v"))) for pt in reference.iter(qn("c:pt"))}
        assert {row: float(held[f"{column}{row + 2}"]) for row in cached} == cached
        assert held[f"{column}1"] == series.name
    drawn = {value for series in chart.plots[0].series for value in series.values if value is not None}
    assert drawn == {point.value for point in graphic.chart.points if point.value is not None}


def test_texts_that_look_like_formulas_are_texts_in_the_workbook():
    held = cells(chart_of(examples.ranking("en"), "en"))
    assert {"=SUM(A1:A9)", "+380 IT @ Zaporizhzhia", "-Mykolaiv"} <= set(held.values())
    assert held["B8"] == "-5", "a negative number stays what it is"


def test_labels_are_the_hedged_words_of_the_language():
    assert "→ понад 600" in said(chart_of(examples.ranking("uk")))
    labels = said(chart_of(examples.ranking("en"), "en"))
    assert labels == ["→ over 600", "316–432 ‖", "← up to 210", "180 (forecast)", "about 90 (2020)", "45", "-5"]
    assert "Kolomyia IT Cluster: no number" in chart_of(examples.ranking("en"), "en").plots[0].categories


def test_a_floor_fades_a_forecast_is_hatched_an_older_one_is_pale():
    chart = chart_of(examples.ranking("uk"))
    point = "//c:dPt[c:idx/@val='{}']/c:spPr"
    assert inside(chart, point.format(0) + "/a:gradFill/a:gsLst/a:gs[1]") == ['a:schemeClr val="accent1"/></a:gs>']
    assert chart._chartSpace.xpath(point.format(0) + "/a:gradFill/a:lin/@ang") == ["0"]
    assert chart._chartSpace.xpath(point.format(0) + "/a:gradFill/a:gsLst/a:gs[3]/@pos") == ["100000"]
    assert chart._chartSpace.xpath(point.format(3) + "/a:pattFill/@prst") == ["wdUpDiag"]
    assert inside(chart, point.format(3) + "/a:pattFill/a:bgClr") == ['a:schemeClr val="bg1"/></a:bgClr>']
    assert len(chart._chartSpace.xpath(point.format(4) + "/a:solidFill//a:alpha")) == 1
    assert len(chart._chartSpace.xpath(point.format(4) + "/a:effectLst/a:softEdge")) == 1


def test_a_range_has_a_whisker_to_its_upper_value_and_its_label_stands_past_it():
    chart = chart_of(examples.ranking("uk"))
    assert inside(chart, "//c:errBars/c:plus/c:numLit/c:pt") == ["c:v>116</c:v></c:pt>"]
    assert chart._chartSpace.xpath("//c:errBars/c:plus/c:numLit/c:pt/@idx") == ["1"]
    assert not chart._chartSpace.xpath("//c:errBars/c:errDir"), "bars know their direction"
    assert chart_of(examples.several("uk"))._chartSpace.xpath("//c:errBars/c:errDir/@val") == ["y"]
    assert float(chart._chartSpace.xpath("//c:dLbl[c:idx/@val='1']//c:manualLayout/c:x/@val")[0]) > 0.05


def test_a_forecast_is_a_dashed_run_of_its_own_that_starts_at_the_last_fact():
    chart = chart_of(examples.series("uk"))
    runs = list(chart.plots[0].series)
    assert [series._element.xpath("c:spPr/a:ln/a:prstDash/@val") for series in runs] == [[], [], ["sysDash"]]
    assert [value for value in runs[2].values if value] == [7.3e9, 6.73e9]
    assert runs[2]._element.xpath("c:dPt/c:marker/c:symbol/@val") == ["none"], "the joint is marked once"
    assert inside(chart, "//c:ser[3]/c:marker/c:spPr/a:solidFill") == ['a:schemeClr val="bg1"/></a:solidFill>'], "a hollow point"
    assert said(chart)[-1] == "6,73 млрд (прогноз)" and runs[0].values[3] is None, "a year without data is a gap"
    assert list(chart.plots[0].categories) == [str(year) for year in range(2014, 2024)]
    assert chart._chartSpace.xpath("//c:dispBlanksAs/@val") == ["span"]


def test_lines_at_uneven_dates_stand_on_a_time_axis_and_carry_their_names():
    chart = chart_of(examples.several("uk"))
    assert chart._chartSpace.xpath("//c:dateAx/c:baseTimeUnit/@val") == ["days"]
    assert not chart.has_legend
    assert "Харківський ІТ-кластер  ↑ понад 310" in said(chart) and "↑ понад 150 ‖" in said(chart)
    assert chart._chartSpace.xpath("//c:ser[1]/c:spPr/a:ln/a:solidFill/a:schemeClr/@val") == ["accent1"]


def test_lines_whose_ends_have_no_room_for_names_are_named_once_in_a_legend():
    several = examples.several("uk").chart.lines
    lines = tuple(Line(f"Довга назва визначення {n} " * 4, SERIES[n], line.points) for n, line in enumerate(several))
    runs = examples.series("uk").chart.lines[0]
    chart = chart_of(examples.graphic("line", examples.chart("Ряди", *lines, runs)))
    gone = chart._chartSpace.xpath("//c:legendEntry/c:idx/@val")
    assert chart.has_legend and len(list(chart.plots[0].series)) - len(gone) == 3


def test_one_series_has_no_legend_and_no_title_and_several_have_one():
    assert not chart_of(examples.ranking("uk")).has_legend
    assert chart_of(examples.columns("uk", "column")).has_legend
    for form in FORMS.values():
        assert chart_of(form("uk"))._chartSpace.xpath("//c:autoTitleDeleted/@val") == ["1"]


def test_before_is_grey_and_after_is_the_accent():
    chart = chart_of(examples.columns("uk", "before_after"))
    fills = [chart._chartSpace.xpath(f"//c:ser[{n}]/c:spPr/a:solidFill/a:schemeClr/@val") for n in (1, 2)]
    assert fills == [["bg1"], ["accent1"]]


def test_a_stack_and_a_ring_write_their_values_within():
    assert set(chart_of(examples.columns("uk", "stacked"))._chartSpace.xpath("//c:dLblPos/@val")) == {"ctr"}
    ring = chart_of(examples.parts("uk"))
    assert not ring._chartSpace.xpath("//c:dLblPos"), "a ring knows no places of labels"
    assert "Інше: 3" in ring.plots[0].categories, "a thin part is told beside its name"


def test_ten_of_sixteen_are_sixteen_shapes_of_which_ten_are_filled():
    group = next(shape for shape in page_of(examples.units("uk")).shapes if shape.name == "units")
    filled = [shape for shape in group.shapes if shape.fill.fore_color.theme_color.name == "ACCENT_1"]
    assert (len(list(group.shapes)), len(filled)) == (16, 10)


def test_a_chart_without_values_is_told_in_words():
    empty = examples.graphic("column", examples.chart("Порожньо", Line("", "", (examples.point("uk", "Коломия", None, "R008"),))))
    assert "Порожньо. Коломия без числа" in [shape.text_frame.text for shape in page_of(empty).shapes if shape.has_text_frame]


@pytest.mark.parametrize(("language", "words", "form"), [
    ("uk", ((0, "0"), (2e9, "2 млрд"), (4e9, "4 млрд")), '0,,," млрд";-0,,," млрд";0'),
    ("en", ((0, "0"), (2e9, "$2 billion"), (4e9, "$4 billion")), '"$"0,,," billion";-"$"0,,," billion";0'),
    ("uk", ((0, "0"), (5e8, "0,5 млрд"), (1e9, "1 млрд")), '0.0,,," млрд";-0.0,,," млрд";0'),
    ("en", ((0, "0"), (5e5, "500,000"), (1e6, "1 million")), "[>=1000000]#\\,###\\,##0;[>=1000]#\\,##0;General"),
])
def test_ticks_are_number_formats_of_the_language(language, words, form):
    assert powerpoint_axes.tick_format(language, words) == form


def test_cells_have_the_thousands_of_the_language():
    assert "#\\ ##0" in powerpoint_axes.number_format("uk") and "#\\,##0" in powerpoint_axes.number_format("en")


def test_many_years_stand_on_a_time_axis_that_ends_where_they_do():
    points = tuple(examples.point("uk", "Ряд", 5 + n, f"Y{n}", period=str(2000 + n)) for n in range(24))
    plan = in_time(examples.chart("Ряд", Line("Ряд", SERIES[0], points)))
    assert plan.yearly and plan.categories[0] == date(2000, 7, 2) and len(plan.categories) == 24
    assert labelled(plan.series[0]) == [0, 23], "of many points the ends are written"
    assert powerpoint_axes.span(plan.categories[0], plan.categories[-1])[0] == date(2000, 1, 1)


def test_a_second_point_of_one_day_or_name_is_not_lost():
    twice = tuple(examples.point("uk", "Харків", value, f"T{value}") for value in (5, 7))
    drawn = examples.chart("Двічі", Line("Двічі", "", twice))
    assert sorted(value for s in in_time(drawn).series for value in s.values if value is not None) == [5, 7]
    assert by_name(drawn).series[0].values == (5, 7) and len(set(by_name(drawn).categories)) == 2


sizes = st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(5, 90), st.floats(8, 20), st.floats(2, 8))
spots = sizes.map(lambda held: Spot(*held))


@given(st.lists(spots, max_size=25))
def test_words_beside_marks_never_meet_and_stay_within_their_room(marks):
    room = powerpoint_fit.Frame(0, 0, 400, 300)
    held = [box(spot, side) for spot, side in zip(marks, places(marks, room), strict=True) if side]
    for number, one in enumerate(held):
        assert one.left >= 0 and one.top >= 0 and one.right <= 400 and one.bottom <= 300
        assert all(one.left >= other.right or other.left >= one.right or one.top >= other.bottom or other.top >= one.bottom
                   for other in held[number + 1:])


@given(st.text(max_size=400), st.floats(8, 40), st.floats(30, 600), st.integers(1, 4))
def test_a_text_is_cut_to_its_lines_or_left_as_it_is(text, size, room, most):
    shown = powerpoint_fit.cut(text, size, room, most)
    assert shown == text or shown.endswith("…") and text.startswith(shown[:-1])
    assert powerpoint_fit.lines(shown, size, room) <= most or shown == "…"
