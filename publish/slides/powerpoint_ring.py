"""A doughnut as a native chart: at most five parts, their names beside the ring, their values within it."""

from dataclasses import replace

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from publish.drawing.blocks import Graphic
from publish.drawing.plan import AHEAD, Series, by_name
from publish.slides import powerpoint_axes as axes
from publish.slides import powerpoint_fit as fit
from publish.slides import powerpoint_marks as marks
from publish.slides.powerpoint_canvas import Canvas
from publish.slides.powerpoint_charts import MOST_SIZE, bars, legend, native, said
from publish.slides.powerpoint_fit import Frame

PARTS = 5
THIN = 0.08
"""A part smaller than this share of a ring has no room for its value."""


def doughnut(canvas: Canvas, graphic: Graphic, frame: Frame) -> None:
    """A ring of at most five parts, names beside it; more parts are bars."""
    plan = by_name(graphic.chart)
    if len(plan.categories) > PARTS or len(plan.series) != 1:
        bars(canvas, graphic, frame)
        return
    points = plan.series[0].points
    whole = sum(p.value or 0 for p in points if p) or 1
    thin = {n for n, p in enumerate(points) if p and (p.value or 0) / whole < THIN}
    named = [f"{name}: {''.join(said(points[n], True))}" if n in thin else name for n, name in enumerate(plan.categories)]
    plan = replace(plan, categories=tuple(canvas.keep(name, fit.cut(name, 14, frame.width * 0.36, 2)) for name in named))
    chart = native(canvas, XL_CHART_TYPE.DOUGHNUT, plan, graphic, frame)
    side = min(frame.height - 8, frame.width * 0.5)
    axes.inner(chart, frame, Frame(frame.left + frame.width * 0.27 - side / 2, frame.top + (frame.height - side) / 2, side, side))
    _names_beside(chart, plan.categories, frame)
    chart.plots[0]._element.find(qn("c:holeSize")).set("val", "56")
    _ring(chart.plots[0].series[0], plan.series[0], thin, axes.number_format(canvas.deck.language, max(plan.highs, default=0)))


def _ring(series, drawn: Series, thin: set[int], number_format: str) -> None:
    """The parts in their colours, each with its value where it has room."""
    labels = []
    for place, point in enumerate(drawn.points):
        if point and point.value is not None:
            marks.put_bar(series, place, marks.bar(point, marks.accent(place), 0))
            hatched = point.status in AHEAD
            if place not in thin:
                ink = marks.TEXT if hatched else marks.GROUND
                labels.append(marks.label(place, said(point, True), MOST_SIZE, "", ink, True, plate=hatched))
    marks.put_labels(series, labels, MOST_SIZE, number_format)


def _names_beside(chart, names: tuple[str, ...], frame: Frame) -> None:
    """The names of parts close to the ring, one under the other: a wider legend would set them side by side."""
    legend(chart, 14)
    chart.legend.position = XL_LEGEND_POSITION.RIGHT
    tall = min(len(names) * 30 / frame.height, 0.9)
    wide = min((max(fit.width(name, 14) for name in names) + 40) / frame.width, 0.43)
    sides = (("x", 0.56), ("y", 0.5 - tall / 2), ("w", wide), ("h", tall))
    held = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in sides)
    for old in chart.legend._element.findall(qn("c:layout")):
        chart.legend._element.remove(old)
    chart.legend._element.find(qn("c:legendPos")).addnext(parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>{held}</c:manualLayout></c:layout>'))
