"""The map of Ukraine as shapes: 27 outlines named by their ISO codes, dots, arrows for who moved, and the steps of the scale."""

from collections.abc import Iterator
from math import cos, radians
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from publish.drawing.blocks import Area, Dot, Map
from publish.slides import powerpoint_fit as fit
from publish.slides import powerpoint_marks as marks
from publish.slides.powerpoint_canvas import Canvas, plain, unstyled
from publish.slides.powerpoint_fit import Frame
from publish.slides.powerpoint_places import Spot, places
from publish.slides.powerpoint_places import box as text_box
from publish.slides.powerpoint_text import ACCENTS, CONTEXT, FAINT, GROUND, TEXT, box, describe, paint

MIDDLE_LATITUDE_DEG = 48.5
EMU_PER_PT = 12700
GAP = 20
SCALE_WIDTH, SWATCH = 190, 14
LABEL_SIZE, MOST_LABEL, MOST_SIZE = 11, 240, 15
PLATE = 78_000
"""How much of a dark oblast the ground of a label covers, in thousandths of a percent."""

DOT = ACCENTS[1]


class Projection(NamedTuple):
    """From degrees to points of the slide; one degree of latitude is `scale` points."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def point(self, longitude_deg: float, latitude_deg: float) -> tuple[float, float]:
        """Where a place stands on the slide."""
        east = (longitude_deg - self.west) * cos(radians(MIDDLE_LATITUDE_DEG))
        return self.left + east * self.scale, self.top + (self.north - latitude_deg) * self.scale


def draw(canvas: Canvas, block: Map, frame: Frame) -> None:
    """The whole map in a frame: oblasts, arrows, dots with their words, scale on the left; words alone where it has no outlines."""
    shapes_of = {feature["id"]: list(_rings(feature["geometry"])) for feature in canvas.outlines["features"]}
    if not shapes_of:
        box(canvas.shapes, "map", frame, [block.alt], MOST_SIZE)
        return
    scale_frame = Frame(frame.left, frame.top, SCALE_WIDTH, frame.height)
    room = frame.columns((SCALE_WIDTH, frame.width - SCALE_WIDTH - GAP), GAP)[1] if block.scale else frame
    projection = _projection([corner for rings in shapes_of.values() for ring in rings for corner in ring], room)
    group = canvas.shapes.add_group_shape()
    group.name = "map"
    known = [area for area in sorted(block.areas, key=lambda area: area.iso) if area.iso in shapes_of]
    silent = marks.hatched(marks.CONTEXT, "ltUpDiag") if _told(block) else marks.solid(marks.FAINT)
    for number, area in enumerate(known, group.shape_id + 1):
        _oblast(group._element, number, area, shapes_of[area.iso], projection, silent)
    group.shapes._recalculate_extents()
    describe(group, block.alt)
    for dot in block.dots:
        if dot.moved_to:
            _arrow(canvas, dot, projection)
    for dot in block.dots:
        _dot(canvas, dot, projection)
    _words(canvas, block.dots, projection, room)
    _scale(canvas, block.scale, scale_frame)


def _told(block: Map) -> bool:
    """Whether the areas tell amounts, so that one without means `not reported`; else they are plain ground for dots or for one of them."""
    return bool(block.scale)


def _rings(geometry: dict) -> Iterator[list]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part in parts:
        yield from part


def _projection(corners: list, room: Frame) -> Projection:
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    wide = (east - west) * cos(radians(MIDDLE_LATITUDE_DEG))
    scale = min(room.width / wide, room.height / (north - south))
    left, top = room.left + (room.width - wide * scale) / 2, room.top + (room.height - (north - south) * scale) / 2
    return Projection(west, north, scale, left, top)


def _oblast(group, number: int, area: Area, rings: list, projection: Projection, silent: str) -> None:
    """One freeform, islands and all; `silent` is the inside where nothing is told. Written at once: by corners it takes seconds."""
    placed = [[projection.point(*corner) for corner in ring] for ring in rings]
    left, right = (pick(x for ring in placed for x, _ in ring) for pick in (min, max))
    top, bottom = (pick(y for ring in placed for _, y in ring) for pick in (min, max))
    across, down = round((right - left) * EMU_PER_PT), round((bottom - top) * EMU_PER_PT)
    path = "".join(_contour([(round((x - left) * EMU_PER_PT), round((y - top) * EMU_PER_PT)) for x, y in ring]) for ring in placed)
    told = f"{area.name}: {area.label}" if area.label else area.name
    group.append(parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr>'
        f'<p:cNvPr id="{number}" name={quoteattr(f"{area.iso} {area.name}")} descr={quoteattr(told)}/>'
        f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{round(left * EMU_PER_PT)}" y="{round(top * EMU_PER_PT)}"/>'
        f'<a:ext cx="{across}" cy="{down}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{across}" h="{down}">{path}</a:path></a:pathLst></a:custGeom>'
        f"{_inside(area.colour) or silent}{marks.line(marks.GROUND, 0.75)}"
        "</p:spPr></p:sp>"))


def _contour(corners: list[tuple[int, int]]) -> str:
    points = [f'<a:pt x="{x}" y="{y}"/>' for x, y in corners]
    return f"<a:moveTo>{points[0]}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:]) + "<a:close/>"


def _inside(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>' if colour else ""


def _ground(filling, colour: str) -> None:
    if colour:
        filling.solid()
        paint(filling.fore_color, colour)
        return
    filling.patterned()
    filling.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
    paint(filling.fore_color, CONTEXT)
    paint(filling.back_color, GROUND)


def _arrow(canvas: Canvas, dot: Dot, projection: Projection) -> None:
    """From where a cluster was to the city that hosts it."""
    start = projection.point(dot.longitude_deg, dot.latitude_deg)
    latitude_deg, longitude_deg = dot.moved_to
    end = projection.point(longitude_deg, latitude_deg)
    arrow = canvas.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(int(Pt(side)) for side in (*start, *end)))
    arrow.name = f"arrow {dot.name}"
    unstyled(arrow)
    describe(arrow, f"{dot.name}: {dot.label}")
    paint(arrow.line.color, TEXT)
    arrow.line.width = Pt(1.5)
    arrow.line._get_or_add_ln().append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle" w="med" len="med"/>'))


def _dot(canvas: Canvas, dot: Dot, projection: Projection) -> None:
    x, y = projection.point(dot.longitude_deg, dot.latitude_deg)
    around = Frame(x - dot.radius_pt, y - dot.radius_pt, 2 * dot.radius_pt, 2 * dot.radius_pt)
    oval = plain(canvas.shapes, MSO_SHAPE.OVAL, f"dot {dot.name}", around)
    describe(oval, f"{dot.name}: {dot.label}")
    oval.fill.solid()
    paint(oval.fill.fore_color, GROUND if dot.hollow else DOT)
    paint(oval.line.color, DOT if dot.hollow else GROUND)
    oval.line.width = Pt(1.75 if dot.hollow else 1)


def _words(canvas: Canvas, dots: tuple[Dot, ...], projection: Projection, room: Frame) -> None:
    """Names and values beside the dots, the largest first, where they meet nothing; the rest is in the dots' own words."""
    ordered = sorted(dots, key=lambda dot: (dot.hollow, -dot.radius_pt, dot.name))
    spots = [_spot(dot, projection) for dot in ordered]
    for dot, spot, side in zip(ordered, spots, places(spots, room), strict=True):
        if not side:
            canvas.keep(f"{dot.name}: {dot.label}", "")
            continue
        frame = text_box(spot, side)
        for text in _told_of(dot):
            canvas.keep(text, text if text in _said(dot) else "")
        shape, _ = box(canvas.shapes, f"label {dot.name}", frame, _said(dot), LABEL_SIZE, bold=True)
        shape.text_frame.word_wrap = False
        shape.fill.solid()
        paint(shape.fill.fore_color, GROUND)
        shape.fill._xPr.find(qn("a:solidFill"))[0].append(parse_xml(f'<a:alpha {nsdecls("a")} val="{PLATE}"/>'))


def _told_of(dot: Dot) -> list[str]:
    """The name and what is told of it, once where the one begins with the other."""
    return [text for text in ([dot.label] if dot.label.startswith(dot.name) else [dot.name, dot.label]) if text]


def _said(dot: Dot) -> list[str]:
    return [fit.cut(text, LABEL_SIZE, MOST_LABEL, 1, bold=True) for text in _told_of(dot)]


def _spot(dot: Dot, projection: Projection) -> Spot:
    x, y = projection.point(dot.longitude_deg, dot.latitude_deg)
    width = max(fit.width(text, LABEL_SIZE, bold=True) for text in _said(dot)) + 2
    return Spot(x, y, width, len(_said(dot)) * LABEL_SIZE * fit.LINE, dot.radius_pt + 3)


def _scale(canvas: Canvas, steps: tuple[tuple[str, str], ...], frame: Frame) -> None:
    """The steps of the fill, the last of them at the foot, each with its words."""
    room = frame.width - SWATCH - 8
    rows = [min(fit.lines(words, LABEL_SIZE, room), 2) * LABEL_SIZE * fit.LINE + 8 for _, words in steps]
    top = frame.bottom - sum(rows)
    for number, ((colour, words), row) in enumerate(zip(steps, rows, strict=True), 1):
        swatch = plain(canvas.shapes, MSO_SHAPE.RECTANGLE, f"scale {number}", Frame(frame.left, top, SWATCH, SWATCH))
        _ground(swatch.fill, colour)
        paint(swatch.line.color, FAINT)
        swatch.line.width = Pt(0.5)
        box(canvas.shapes, f"scale {number} words", Frame(frame.left + SWATCH + 8, top, room, row - 6), [words], LABEL_SIZE)
        top += row
