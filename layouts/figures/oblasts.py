"""The map: oblasts filled by amount, city bubbles for clusters and city figures, arrows for who moved.

Oblasts are drawn as filled outlines, so no tile, font or world file is fetched from anywhere.
A plain ground with hatching means `not reported`; a hollow dot a cluster of which nothing is known today.
"""

from dataclasses import dataclass
from math import cos, radians, sqrt

import pandas as pd

from layouts import theme
from layouts.visit import Visit

MIDDLE_LATITUDE_DEG = 48.5
BIGGEST_BUBBLE_PX, SMALLEST_BUBBLE_PX = 46, 9
SILENT = ("no_information", "unknown")
LABELS = 7


@dataclass(frozen=True)
class Bin:
    """One step of the scale: its colour and its span in words."""

    colour: str
    label: str


def bins(values: list[float], steps: int = len(theme.AMOUNTS)) -> list[float]:
    """Upper ends of steps that hold about as many oblasts each (quantiles); fewer where values repeat."""
    ordered = sorted(values)
    ends = [ordered[min(len(ordered) - 1, round((n + 1) * len(ordered) / steps) - 1)] for n in range(steps)]
    return sorted(set(ends))


def colour(value: float, ends: list[float]) -> str:
    """The colour of a value: the step that holds it, spread over the whole scale."""
    step = next((n for n, end in enumerate(ends) if value <= end), len(ends) - 1)
    return theme.AMOUNTS[round(step * (len(theme.AMOUNTS) - 1) / max(len(ends) - 1, 1))]


def scale(visit: Visit, values: list[float]) -> list[Bin]:
    """The legend of the fill: each step with its span."""
    ends = bins(values)
    made, low = [], min(values)
    for end in ends:
        inside = [v for v in values if low <= v <= end]
        start, stop = (min(inside), max(inside)) if inside else (low, end)
        text = visit.words.compact(start) if start == stop else f"{visit.words.compact(start)}–{visit.words.compact(stop)}"
        made.append(Bin(colour(end, ends), text))
        low = min([v for v in values if v > end], default=end)
    return made


def draw(visit: Visit, fills: dict[str, tuple[float, str]], bubbles: list[dict], unknown: dict[str, str] | None = None) -> dict:
    """The map as a plotly figure. `fills`: ISO code -> (value, hover). `bubbles`: dicts with entity, value, hover, hollow.

    `unknown`: ISO code -> why there is no value, told instead of `not reported`.
    """
    values = [value for value, _ in fills.values()]
    ends = bins(values) if values else []
    traces = [_oblast(visit, feature, fills, ends, unknown or {}) for feature in features(visit)]
    if bubbles:
        traces += [_bubbles(visit, bubbles)]
    frame = theme.layout(height=560)
    frame.pop("height")
    hidden = {"visible": False, "fixedrange": True}
    frame |= {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {**hidden, "range": [21.6, 40.7], "constrain": "domain"},
        "yaxis": {**hidden, "range": [44.1, 52.7], "scaleanchor": "x", "scaleratio": 1 / cos(radians(MIDDLE_LATITUDE_DEG))},
        "annotations": _arrows(visit, bubbles),
    }
    return {"data": traces, "layout": frame}


def features(visit: Visit) -> list[dict]:
    """The outlines of the regions of Ukraine; none where no data folder has them."""
    return visit.maps.get("ukraine_oblasts", {}).get("features", [])


def _oblast(visit: Visit, feature: dict, fills: dict, ends: list[float], unknown: dict[str, str]) -> dict:
    iso = feature["id"]
    name = visit.words.entity(iso)
    value, hover = fills.get(iso, (None, unknown.get(iso) or f"{name}: {visit.words('mark.not_reported')}"))
    longitudes, latitudes = _outline(feature["geometry"])
    fill = {"fillcolor": colour(value, ends)} if value is not None else {
        "fillcolor": theme.NOT_REPORTED,
        "fillpattern": {"shape": "/", "fgcolor": theme.CONTEXT, "bgcolor": theme.NOT_REPORTED, "size": 7, "solidity": 0.12},
    }
    if not fills:
        fill = {"fillcolor": theme.NOT_REPORTED}
    return {
        "type": "scatter", "mode": "lines", "x": longitudes, "y": latitudes, "fill": "toself", "hoveron": "fills",
        "line": {"width": 1, "color": "#ffffff"}, "name": theme.safe(name), "text": theme.told(hover),
        "hoverinfo": "text", "meta": {"link": visit.link(f"/region/{iso}")}, **fill,
    }


def _outline(geometry: dict) -> tuple[list, list]:
    """Every ring of a unit, one after the other, with gaps between them."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    longitudes, latitudes = [], []
    for ring in (ring for polygon in polygons for ring in polygon):
        longitudes += [point[0] for point in ring] + [None]
        latitudes += [point[1] for point in ring] + [None]
    return longitudes[:-1], latitudes[:-1]


def _bubbles(visit: Visit, bubbles: list[dict]) -> dict:
    places = [located(visit, bubble["entity"]) for bubble in bubbles]
    top = max([bubble["value"] or 0 for bubble in bubbles] + [1])
    labelled = sorted(bubbles, key=lambda bubble: -(bubble["value"] or 0))[:LABELS]
    return {
        "type": "scatter", "mode": "markers+text", "x": [p[1] for p in places], "y": [p[0] for p in places],
        "text": [theme.safe(bubble.get("label", "")) if bubble in labelled and bubble["value"] else "" for bubble in bubbles],
        "textposition": "top center", "cliponaxis": False,
        "marker": {
            "size": [_size(bubble["value"], top) for bubble in bubbles], "opacity": 0.92,
            "color": ["rgba(255,255,255,.65)" if bubble.get("hollow") else bubble.get("colour", theme.SERIES[1]) for bubble in bubbles],
            "line": {"width": [2 if bubble.get("hollow") else 1.2 for bubble in bubbles],
                     "color": ["#6b4a1f" if bubble.get("hollow") else "#ffffff" for bubble in bubbles]},
        },
        "hovertext": [theme.told(bubble["hover"]) for bubble in bubbles], "hoverinfo": "text",
        "customdata": [bubble["link"] for bubble in bubbles], "name": visit.words("map.bubbles"),
    }


def _size(value: float | None, top: float) -> float:
    """Area by value: the radius goes with the root."""
    if not value:
        return SMALLEST_BUBBLE_PX
    return max(SMALLEST_BUBBLE_PX, BIGGEST_BUBBLE_PX * sqrt(value / top))


def located(visit: Visit, entity_id: str) -> tuple[float, float] | None:
    """Latitude and longitude of an entity, or of the city or region it is within; None where none is known."""
    seen = set()
    while entity_id and entity_id not in seen:
        seen.add(entity_id)
        entity = visit.register.entities.get(entity_id)
        if entity is None:
            return None
        if entity.latitude_deg is not None:
            return entity.latitude_deg, entity.longitude_deg
        entity_id = entity.within
    return None


def _arrows(visit: Visit, bubbles: list[dict]) -> list[dict]:
    """An arrow for each cluster that moved, from home to host; the style sheet gives it its colour."""
    return [
        {"x": host[1], "y": host[0], "ax": home[1], "ay": home[0], "xref": "x", "yref": "y", "axref": "x", "ayref": "y",
         "showarrow": True, "arrowhead": 2, "arrowsize": 1.4, "arrowwidth": 1.2, "arrowcolor": theme.CONTEXT, "text": "",
         "standoff": 6}
        for home, host in _moves(visit, bubbles)
    ]


def _moves(visit: Visit, bubbles: list[dict]) -> list[tuple]:
    moved = []
    for bubble in bubbles:
        entity = visit.register.entities[bubble["entity"]]
        host = entity.relocated_to and located(visit, entity.relocated_to)
        if host:
            moved.append((located(visit, entity.id), host))
    return moved


def in_ukraine(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of entities that lie in Ukraine."""
    return rows[rows["country"] == "ukraine"]
