"""The map: 27 outlines filled by amount, hatched where nothing is reported, dots, arrows for who moved.

Beside it the scale, and the value of every area and of every dot that found no room at its place: a
slide has no pointer to ask.
"""

from collections.abc import Mapping
from math import hypot

from layouts.theme import CONTEXT
from publish.drawing.beside_map import DOT, beside, column, column_high, scale, scale_high, under, under_high
from publish.drawing.blocks import Dot, Map
from publish.drawing.canvas import Box, Canvas, Place
from publish.drawing.letters import cut
from publish.drawing.line_labels import Spot, baseline, placed
from publish.drawing.manner import Manner
from publish.drawing.marks import hatch
from publish.drawing.outlines import Projection, outline, projection
from publish.drawing.paint import FAINT, GROUND, HOLLOW, INK, MISSING, SOFT

ASPECT = 1.47
PX_PER_PT = 4 / 3
SMALLEST_PX, STEM, LONGEST = 5.0, 4, 340
BESIDE_FROM, USUAL_WIDE, WIDEST, WIDE_SHARE, GAP = 760, 620, 860, 0.68, 14
"""Of pictures: from which width values stand beside the map, which map dots are sized for, the widest one, its share, air under it."""


def draw_map(canvas: Canvas, box: Box, block: Map, manner: Manner, outlines: Mapping) -> None:
    """The map on the left, its scale and the values in words on the right; a map of dots alone has the middle."""
    if _stands_above(block, box.wide, manner):
        _draw_above(canvas, box, block, manner, outlines)
        return
    if manner.tall and outlines.get("features"):
        _draw_wide(canvas, box, block, manner, outlines)
        return
    left, right = box.columns([_share(box, block), 1 - _share(box, block)], 36)
    if not outlines.get("features"):
        beside(canvas, box, block, manner, list(block.dots))
        return
    projected = projection(outlines, left)
    _areas(canvas, block, manner, outlines, projected)
    beside(canvas, right, block, manner, _dots(canvas, block, projected, left.inside(right=-30), manner))


def high(block: Map, wide: float, manner: Manner, outlines: Mapping) -> float:
    """The height that a map asks for in a width, with what stands beside or under it."""
    if not _stands_above(block, wide, manner):
        left = wide * WIDE_SHARE
        return max(left / ASPECT + GAP + scale_high(block, left, manner), column_high(block, manner))
    if not outlines.get("features"):
        return under_high(block, wide, manner, list(block.dots))
    box = _held(Box(0, 0, wide, 1))
    found = _placed(_ordered(block), projection(outlines, box), box, manner)
    return box.high + GAP + under_high(block, wide, manner, [dot for dot, at in found if not at])


def _stands_above(block: Map, wide: float, manner: Manner) -> bool:
    """Whether a map has the whole width, and its values stand under it: where that is narrow, or few are left to say."""
    return manner.tall and (wide < BESIDE_FROM or not block.scale)


def _held(box: Box) -> Box:
    """The box of a map that has the whole width, in its middle where that is wide."""
    wide = min(box.wide, WIDEST)
    return Box(box.x + (box.wide - wide) / 2, box.y, wide, wide / ASPECT)


def _draw_above(canvas: Canvas, box: Box, block: Map, manner: Manner, outlines: Mapping) -> None:
    """The map as wide as its box, its scale and values under it."""
    unplaced, top = list(block.dots), 0.0
    if outlines.get("features"):
        held = _held(box)
        top = held.high
        projected = projection(outlines, held)
        _areas(canvas, block, manner, outlines, projected)
        unplaced = _dots(canvas, block, projected, held, manner)
    under(canvas, box.inside(top=top + GAP), block, manner, unplaced)


def _share(box: Box, block: Map) -> float:
    """The part of the box's width that a map of its height needs."""
    if not block.scale and not any(area.label for area in block.areas):
        return 0.74
    return min(0.72, max(0.4, box.high * ASPECT / box.wide))


def _draw_wide(canvas: Canvas, box: Box, block: Map, manner: Manner, outlines: Mapping) -> None:
    """The map with its scale under it, and every value in one column beside them."""
    left = Box(box.x, box.y, box.wide * WIDE_SHARE, box.wide * WIDE_SHARE / ASPECT)
    projected = projection(outlines, left)
    _areas(canvas, block, manner, outlines, projected)
    unplaced = _dots(canvas, block, projected, left.inside(right=-30), manner)
    scale(canvas, box.inside(top=left.high + GAP, right=box.wide - left.wide), block, manner)
    column(canvas, box.inside(left=left.wide + 48), block, manner, unplaced)


def _areas(canvas: Canvas, block: Map, manner: Manner, outlines: Mapping, projected: Projection) -> None:
    known = {area.iso: area for area in block.areas}
    amounts = bool(block.scale)
    for feature in outlines["features"]:
        area = known.get(feature["id"])
        shape = outline(feature, projected)
        name = area.name if area else feature["id"]
        silence = f"{name}: {manner.word('mark.not_reported')}" if amounts else name
        words = _said(name, area.label) if area and area.label else silence
        edge, silent = GROUND if amounts else MISSING, amounts and not (area and area.colour)
        canvas.area(shape, area.colour if area and area.colour else FAINT, "" if silent else edge, 1, role="area", told=words)
        if silent:
            hatch(canvas, shape, MISSING, 5, 1, "not-reported")
            canvas.area(shape, stroke=edge, width=1)


def _said(name: str, label: str) -> str:
    """A name with its value; a value that names the place already stands alone."""
    place = label.split(" ", maxsplit=1)[0][:STEM]
    return label if len(place) == STEM and place in name else f"{name} {label}".strip()


def _ordered(block: Map) -> list[Dot]:
    """The dots, the great ones first so that the small lie on them."""
    return sorted(block.dots, key=lambda dot: -dot.radius_pt)


def _dots(canvas: Canvas, block: Map, projected: Projection, box: Box, manner: Manner) -> list[Dot]:
    """The dots with their labels; those whose label found no room."""
    dots, share = _ordered(block), _size(box, manner)
    for dot in dots:
        if dot.moved_to:
            _arrow(canvas, projected.at(dot.latitude_deg, dot.longitude_deg), projected.at(*dot.moved_to))
    for dot in dots:
        shade = DOT if dot.statement or not any(one.statement for one in dots) else CONTEXT
        _dot(canvas, dot, *projected.at(dot.latitude_deg, dot.longitude_deg), shade, share)
    found = _placed(dots, projected, box, manner)
    for dot, at in found:
        if at:
            spot = _spot(dot, projected, manner.small, share)
            canvas.box(at.inside(-4, -1, -4, -1), GROUND, radius=3)
            canvas.text(*baseline(at, spot.size), spot.text, spot.size, INK if spot.bold else SOFT, spot.bold, "middle", role="label")
    return [dot for dot, at in found if not at]


def _placed(dots: list[Dot], projected: Projection, box: Box, manner: Manner) -> list[tuple[Dot, Box | None]]:
    """Each dot with the box of its label; none where there is no room."""
    share = _size(box, manner)
    spots = [_spot(dot, projected, manner.small, share) for dot in dots]
    rims = [_rim(dot, projected, share) for dot in dots]
    solid = [place for rim in rims for place in rim] if manner.tall else ()
    return list(zip(dots, placed(spots, rims, box, solid), strict=True))


def _size(box: Box, manner: Manner) -> float:
    """How much smaller dots are on a small map."""
    return max(0.5, min(1.0, box.wide / USUAL_WIDE)) if manner.tall else 1.0


def _spot(dot: Dot, projected: Projection, size: float, share: float) -> Spot:
    x, y = projected.at(dot.latitude_deg, dot.longitude_deg)
    words, strong = _said(dot.name, dot.label) if dot.statement else dot.name, bool(dot.statement)
    return Spot(x, y, cut(words, LONGEST, size, strong), size, None, strong, _radius(dot, share) - SMALLEST_PX)


def _rim(dot: Dot, projected: Projection, share: float) -> list[Place]:
    """A way around a dot: labels keep off it."""
    x, y = projected.at(dot.latitude_deg, dot.longitude_deg)
    radius = max(1.0, _radius(dot, share) - 2)
    return [(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]


def _radius(dot: Dot, share: float) -> float:
    return max(SMALLEST_PX * max(share, 0.7), dot.radius_pt * PX_PER_PT * share)


def _dot(canvas: Canvas, dot: Dot, x: float, y: float, shade: str, share: float) -> None:
    radius = _radius(dot, share)
    words = _said(dot.name, dot.label)
    if dot.hollow:
        canvas.circle(x, y, radius, GROUND, HOLLOW, 2.2, role="hollow", told=words)
    else:
        canvas.circle(x, y, radius, shade, GROUND, 1.4, role="dot", told=words)


def _arrow(canvas: Canvas, home: Place, host: Place) -> None:
    """From the home of a cluster to its host, a little short of both."""
    long = hypot(host[0] - home[0], host[1] - home[1])
    if long < 24:
        return
    ux, uy = (host[0] - home[0]) / long, (host[1] - home[1]) / long
    tip = (host[0] - ux * 9, host[1] - uy * 9)
    foot = (tip[0] - ux * 11, tip[1] - uy * 11)
    shaft = [[(home[0] + ux * 7, home[1] + uy * 7), foot]]
    canvas.lines(shaft, GROUND, 4.6)
    canvas.lines(shaft, INK, 1.8, role="moved")
    canvas.area([[tip, (foot[0] - uy * 5, foot[1] + ux * 5), (foot[0] + uy * 5, foot[1] - ux * 5)]], INK, GROUND, 1, role="moved-arrow")


