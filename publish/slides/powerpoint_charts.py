"""Native charts: bars, columns and stacks as chart parts with their workbooks, values written beside the marks."""

from math import ceil

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from layouts.chart import Line, Point
from layouts.theme import CONTEXT, SERIES
from publish.drawing.blocks import Graphic
from publish.drawing.plan import AHEAD, Plan, Series, by_name, labelled, with_names_cut
from publish.slides import powerpoint_axes as axes
from publish.slides import powerpoint_fit as fit
from publish.slides import powerpoint_marks as marks
from publish.slides.powerpoint_canvas import Canvas, emu, moment
from publish.slides.powerpoint_fit import Frame
from publish.slides.powerpoint_text import describe
from publish.slides.powerpoint_workbook import Cells

MOST_SIZE, LEAST_SIZE = 13, 8
MOST_COLUMN = 110
"""Points that a column may be wide."""

LEGEND_SIZE, LEGEND_KEY = 13, 34
"""Points that a name in the legend measures, and that its key takes with the gaps."""

MOST_NAMES = 0.38
"""The share of the width that names of bars may take."""


def native(canvas: Canvas, kind, plan: Plan, graphic: Graphic, frame: Frame):
    """A chart part over a plan, without title and legend, named and described."""
    cells = Cells(moment(canvas.deck.made), axes.number_format(canvas.deck.language, max(plan.highs, default=0)))
    cells.categories = plan.categories
    if plan.yearly:
        cells.categories.number_format = "yyyy"
    for series in plan.series:
        cells.add_series(series.name or graphic.chart.title, series.values)
    shape = canvas.shapes.add_chart(kind, *emu(frame), cells)
    shape.name = "chart"
    describe(shape, graphic.alt)
    chart = shape.chart
    chart.has_title = chart.has_legend = False
    chart.font.size = Pt(MOST_SIZE - 1)
    _within_the_standard(chart._chartSpace)
    return chart


def _within_the_standard(space) -> None:
    """Square corners, which must be said, and ids of axes above zero, which python-pptx gives below it."""
    for old in space.findall(qn("c:roundedCorners")):
        space.remove(old)
    space.insert(1 if space.find(qn("c:date1904")) is not None else 0, parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'))
    for element in space.iter(qn("c:axId"), qn("c:crossAx")):
        element.set("val", element.get("val").lstrip("-"))


def colour(line: Line, number: int) -> str:
    """The theme colour of a line: the accent in the place of its own colour, grey for context, else its turn."""
    if line.colour in SERIES:
        return marks.accent(SERIES.index(line.colour))
    return marks.CONTEXT if line.colour == CONTEXT else marks.accent(number)


def _bar_colour(plan: Plan, series: Series, point: Point) -> str:
    if len(plan.lines) > 1:
        return colour(plan.lines[series.of], series.of)
    told = any(p.accent for p in plan.lines[0].points)
    return marks.CONTEXT if told and not point.accent else marks.accent(0)


def bars(canvas: Canvas, graphic: Graphic, frame: Frame) -> None:
    """Bars from the left, the first on top, each with its name before it and its value behind it."""
    plan = by_name(graphic.chart)
    head = legend_height(plan, frame.width, LEGEND_SIZE) if len(plan.series) > 1 else 0
    row = (frame.height - head - 8) / max(len(plan.categories), 1)
    size = max(min(row * 0.42 / len(plan.series) ** 0.5, MOST_SIZE), LEAST_SIZE)
    plan, names = _named(canvas, plan, size, row, frame)
    plot = Frame(frame.left + names + 12, frame.top + head + 4, frame.width - names - 16, frame.height - head - 8)
    chart = native(canvas, XL_CHART_TYPE.BAR_CLUSTERED, plan, graphic, frame)
    chart.category_axis.reverse_order = True
    low, high = _room_across(plan, plot.width, size)
    _framed(chart, frame, plot, low, high, size, gap=45, overlap=0)
    for series, drawn in zip(chart.plots[0].series, plan.series, strict=True):
        shift = plot.width / frame.width / (high - low)
        _marked(series, plan, drawn, angle_deg=0)
        labels = [_behind(place, drawn.points[place], size, shift, frame.width) for place in labelled(drawn)]
        marks.put_labels(series, labels, size, axes.number_format(canvas.deck.language, high))
    if head:
        legend(chart, LEGEND_SIZE)


def _named(canvas: Canvas, plan: Plan, size: float, row: float, frame: Frame) -> tuple[Plan, float]:
    """The plan with names short enough for their rows, and the width that they take."""
    widest = max((fit.width(name, size) for name in plan.categories), default=0)
    room = min(widest / fit.SLACK + 4, frame.width * MOST_NAMES)
    lines = max(int(row / (size * fit.LINE)), 1)
    return with_names_cut(plan, lambda name: canvas.keep(name, fit.cut(name, size, room, min(lines, 3)))), room


def said(point: Point, across: bool) -> list[str]:
    return marks.runs(point, marks.arrow(point, across))


def _span(point: Point) -> float:
    return point.high - point.value if point.high is not None else 0


def _behind(place: int, point: Point, size: float, scale: float, width: float) -> str:
    """A value behind its bar; that of a range past its whisker, which takes a share of the chart."""
    past = _span(point) * scale + 8 / width if _span(point) else 0
    return marks.label(place, said(point, True), size, "outEnd", shift=(past, 0))


def _room_across(plan: Plan, room: float, size: float) -> tuple[float, float]:
    """The ends of the axis: far enough for each bar to have its value written behind it."""
    points = [p for s in plan.series for p in s.points if p and p.value is not None]
    needed = {id(p): min(fit.width("".join(said(p, True)), size) + 14, room * 0.6) for p in points}
    high = max((max(p.value + _span(p), 0) * room / (room - needed[id(p)]) for p in points), default=1) or 1
    low = min((p.value * room / (room - needed[id(p)]) for p in points if p.value < 0), default=0)
    return low * 1.2 - (0.08 * high if low else 0), high


def columns(canvas: Canvas, graphic: Graphic, frame: Frame, stacked: bool = False) -> None:
    """Columns side by side or in stacks, values above or within them."""
    plan = by_name(graphic.chart)
    head = legend_height(plan, frame.width, LEGEND_SIZE) if len(plan.series) > 1 else 0
    slot = (frame.width - 8) / max(len(plan.categories), 1)
    size = _column_size(plan, min(slot, MOST_COLUMN) if stacked else slot / max(len(plan.series), 1))
    plan = with_names_cut(plan, lambda name: canvas.keep(name, fit.cut(name, size, slot * 0.9, 2)))
    foot = max((fit.lines(name, size, slot * 0.9) for name in plan.categories), default=1) * size * fit.LINE + 10
    plot = Frame(frame.left + 4, frame.top + head + 4, frame.width - 8, frame.height - head - foot - 4)
    kind = XL_CHART_TYPE.COLUMN_STACKED if stacked else XL_CHART_TYPE.COLUMN_CLUSTERED
    chart = native(canvas, kind, plan, graphic, frame)
    low, high = _room_up(plan, plot.height, size, stacked)
    gap = round((slot / MOST_COLUMN - (1 if stacked else len(plan.series))) * 100)
    _framed(chart, frame, plot, low, high, size, gap=min(max(60, gap), 500), overlap=100 if stacked else 0)
    for series, drawn in zip(chart.plots[0].series, plan.series, strict=True):
        first = _paired(plan, drawn) if graphic.form == "before_after" else ""
        _marked(series, plan, drawn, angle_deg=270, colour_told=first)
        place = _inside if stacked else _above
        labels = [made for n in labelled(drawn) if (made := place(n, drawn, plan, size, plot.height / (high - low)))]
        marks.put_labels(series, labels, size, axes.number_format(canvas.deck.language, high))
    if head:
        legend(chart, LEGEND_SIZE)


def _paired(plan: Plan, drawn: Series) -> str:
    """Before in grey, after in the accent."""
    return "" if len(plan.series) != 2 else marks.accent(0) if drawn.of else marks.CONTEXT


def _column_size(plan: Plan, slot: float) -> float:
    texts = ["".join(said(s.points[n], False)) for s in plan.series for n in labelled(s)]
    return fit.one_line(texts, slot * 0.98, MOST_SIZE, LEAST_SIZE)


def _above(place: int, drawn: Series, plan: Plan, size: float, scale: float) -> str:
    return marks.label(place, said(drawn.points[place], False), size, "outEnd")


def _inside(place: int, drawn: Series, plan: Plan, size: float, scale: float) -> str:
    """A value within its part of a stack; none where the part is lower than the letters."""
    point = drawn.points[place]
    if abs(point.value) * scale < size * fit.LINE:
        return ""
    hatched, inside = point.status in AHEAD, _bar_colour(plan, drawn, point)
    ink = marks.TEXT if hatched or point.older or inside == marks.CONTEXT else marks.GROUND
    return marks.label(place, said(point, False), size, "ctr", ink, bold=True, plate=hatched)


def _room_up(plan: Plan, room: float, size: float, stacked: bool) -> tuple[float, float]:
    if stacked:
        sums = [sum(s.values[n] or 0 for s in plan.series) for n in range(len(plan.categories))]
        return min(min(sums, default=0), 0), max(max(sums, default=1), 0) * 1.05 or 1
    share = room / max(room - 2.2 * size, size)
    return min(min(plan.lows, default=0), 0) * share, max(max(plan.highs, default=1), 0) * share or 1


def _framed(chart, frame: Frame, plot: Frame, low: float, high: float, size: float, gap: int, overlap: int) -> None:
    axes.inner(chart, frame, plot)
    axes.value_axis(chart, low, high)
    axes.category_axis(chart, size)
    chart.plots[0].gap_width, chart.plots[0].overlap = gap, overlap


def _marked(series, plan: Plan, drawn: Series, angle_deg: int, colour_told: str = "") -> None:
    """The inside of each bar of a series, and its whiskers."""
    for place, point in enumerate(drawn.points):
        if point and point.value is not None:
            marks.put_bar(series, place, marks.bar(point, colour_told or _bar_colour(plan, drawn, point), angle_deg))
    of_series = colour_told or (colour(plan.lines[drawn.of], drawn.of) if len(plan.lines) > 1 else marks.accent(0))
    series.format.fill.solid()
    properties = series._element.get_or_add_spPr()
    properties.clear()
    for child in parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{marks.solid(of_series)}</c:spPr>"):
        properties.append(child)
    marks.put_whiskers(series, drawn, marks.TEXT)


def legend_height(plan: Plan, width: float, size: float) -> float:
    """How high the legend stands over the plot: several rows where the names have no room beside each other."""
    names = [fit.width(line.name, size) + LEGEND_KEY for line in plan.lines]
    across = max(int(width * 0.9 / max(names)), 1) if sum(names) > width * 0.9 else len(names)
    return ceil(len(names) / across) * size * 1.4 + 8


def legend(chart, size: float) -> None:
    """Names of several series above the plot."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(size)
