"""The outlines of the 27 units on a slide: their projection, and the whole country as a pale ground. Pure but for the ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians

from publish.drawing.canvas import Box, Canvas, Place
from publish.drawing.paint import GROUND

MIDDLE_LATITUDE_DEG = 48.5
SQUEEZE = cos(radians(MIDDLE_LATITUDE_DEG))
CLOSEST = 0.9
"""Px between two places of an outline; neighbours may part by less, which the line between them covers."""


@dataclass(frozen=True)
class Projection:
    """Equirectangular, true to scale at the middle latitude: what a degree is in px, and where the corner lies."""

    x: float
    y: float
    scale: float

    def at(self, latitude_deg: float, longitude_deg: float) -> Place:
        """Where a place on the earth stands on the slide."""
        return self.x + longitude_deg * SQUEEZE * self.scale, self.y - latitude_deg * self.scale


def rings(feature: Mapping) -> list[list[list[float]]]:
    """Every ring of a unit: longitude, latitude."""
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def projection(outlines: Mapping, box: Box) -> Projection:
    """The projection that fits all outlines into a box, in its middle."""
    places = [place for feature in outlines.get("features", ()) for ring in rings(feature) for place in ring]
    west, east = min(p[0] for p in places) * SQUEEZE, max(p[0] for p in places) * SQUEEZE
    south, north = min(p[1] for p in places), max(p[1] for p in places)
    scale = min(box.wide / (east - west), box.high / (north - south))
    return Projection(box.x + (box.wide - (east + west) * scale) / 2, box.y + (box.high + (north + south) * scale) / 2, scale)


def outline(feature: Mapping, projected: Projection) -> list[list[Place]]:
    """The rings of a unit on the slide, without the places that no eye tells apart."""
    return [_thinned([projected.at(place[1], place[0]) for place in ring]) for ring in rings(feature)]


def _thinned(ring: list[Place]) -> list[Place]:
    """A ring whose places keep a distance; an island that is smaller than that stays as it is."""
    kept = ring[:1]
    for place in ring[1:-1]:
        if abs(place[0] - kept[-1][0]) + abs(place[1] - kept[-1][1]) >= CLOSEST:
            kept.append(place)
    return [*kept, ring[-1]] if len(kept) > 3 else ring


def silhouette(canvas: Canvas, box: Box, outlines: Mapping, colour: str) -> None:
    """All outlines in one pale colour: the ground of a title."""
    if not outlines.get("features"):
        return
    projected = projection(outlines, box)
    for feature in outlines["features"]:
        canvas.area(outline(feature, projected), colour, GROUND, 1.2)
