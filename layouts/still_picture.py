"""A picture as SVG, from the very plotly dict that the browser draws later: it stands before any script is there.

Only what the theme and the map make is drawn (layouts.theme, layouts.figures.oblasts): lines and points over time, filled
outlines, dots and arrows. The picture is as wide as its place: lines stretch, points and words keep their size. What can be
pointed at is marked, in the order of the traces, and answers the pointer (assets/early/pointer.js).
"""

from datetime import date
from html import escape, unescape

DAY_OF_YEAR_0 = date(1, 1, 1).toordinal()
MOST_YEARS_NAMED = 9

MAP_WIDE = 1000
ARROW = ('<marker id="still-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
         '<path d="M0 0L8 4L0 8Z"/></marker>')
HATCH = ('<pattern id="still-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
         '<rect width="7" height="7"/><path d="M0 0V7"/></pattern>')
"""Not reported, as theme and plotly draw it; the style sheet gives the colours."""

ANCHORS = {"left": "end", "right": "start", "center": "middle"}


def picture(figure: dict, named: str = "") -> str:
    """One figure as an SVG text in a box of the figure's own size; `named` are its classes."""
    layout = figure["layout"]
    if layout.get("height"):
        return _chart(figure["data"], layout, named)
    return f'<div class="still-picture {escape(named)}" aria-hidden="true">{_map(figure["data"], layout)}</div>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _words(given: str) -> str:
    """A label of plotly (markup escaped) as text of an SVG."""
    return escape(unescape(given), quote=False)


def _day(given: str) -> int:
    return date.fromisoformat(given[:10]).toordinal()


class _Scales:
    """Where a day and a value stand, in per cent of the plot."""

    def __init__(self, data: list[dict], layout: dict) -> None:
        values = [value for trace in data for value in trace["y"]]
        given = layout["xaxis"].get("range")
        self.first, self.last = map(_day, given) if given else (DAY_OF_YEAR_0, DAY_OF_YEAR_0 + 1)
        self.low, self.high = layout["yaxis"].get("range") or (min(values, default=0), max(values, default=1) or 1)

    def x(self, day: str | int) -> float:
        return 100 * ((_day(day) if isinstance(day, str) else day) - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return 100 - 100 * (value - self.low) / ((self.high - self.low) or 1)

    def years(self) -> list[tuple[float, int, bool]]:
        """Places and names of some years, as many as there is room for, and whether there is on a phone."""
        first, last = date.fromordinal(self.first).year, date.fromordinal(self.last).year
        step = next((one for one in (1, 2, 5, 10, 20, 50) if (last - first) / one < MOST_YEARS_NAMED), 100)
        named = [year for year in range(first, last + 2) if year % step == 0]
        return [(x, year, year % (2 * step) == 0) for year in named if 0 <= (x := self.x(date(year, 1, 1).toordinal())) <= 100]


def _chart(data: list[dict], layout: dict, named: str) -> str:
    scales, margin = _Scales(data, layout), layout["margin"]
    ticks = list(zip(layout["yaxis"].get("tickvals", ()), layout["yaxis"].get("ticktext", ()), strict=True))
    room = " ".join(f"{margin[side]}px" for side in "trbl")
    events = [_event(scales, shape) for shape in layout.get("shapes", ())]
    points = [_points(scales, trace) for trace in data if "marker" in trace]
    parts = [_axes(scales, ticks), *events, *_strokes(scales, data), *points]
    parts += [f'<text class="still-word" x="{_n(scales.x(note["x"]))}%" y="0" dy="{-5 - note.get("yshift", 0)}" text-anchor="end">'
              f'{_words(note["text"])}</text>' for note in layout.get("annotations", ())]
    return (f'<div class="still-picture {escape(named)}" aria-hidden="true" style="height:{layout["height"]}px;padding:{room}">'
            f'<svg width="100%" height="100%" overflow="visible">{"".join(parts)}</svg></div>')


def _axes(scales: _Scales, ticks: list[tuple[float, str]]) -> str:
    parts = []
    for value, text in ticks:
        y = _n(scales.y(value))
        parts.append(f'<line class="still-rule" x1="0" x2="100%" y1="{y}%" y2="{y}%"/>'
                     f'<text class="still-word" x="-6" y="{y}%" dy="4.5" text-anchor="end">{_words(text)}</text>')
    parts += [f'<text class="still-word{"" if always else " still-often"}" x="{_n(x)}%" y="100%" dy="19" text-anchor="middle">{year}</text>'
              for x, year, always in scales.years()]
    return "".join(parts) + '<line class="still-axis" x1="0" x2="100%" y1="100%" y2="100%"/>'


def _event(scales: _Scales, shape: dict) -> str:
    x = _n(scales.x(shape["x0"]))
    return f'<line class="still-event" x1="{x}%" x2="{x}%" y1="0" y2="100%"/>'


def _strokes(scales: _Scales, data: list[dict]) -> list[str]:
    """The lines, in a square that is stretched over the plot; the strokes keep their width."""
    paths = []
    for trace in data:
        if "line" not in trace or "lines" not in trace["mode"]:
            continue
        places = zip(trace["x"], trace["y"], strict=True)
        path = "L".join(f"{_n(10 * scales.x(day))} {_n(10 * scales.y(value))}" for day, value in places if value is not None)
        dashed = ' stroke-dasharray="9 6"' if trace["line"].get("dash") == "dash" else ""
        paths.append(f'<path d="M{path}" stroke="{escape(trace["line"]["color"])}" stroke-width="{trace["line"]["width"]}"{dashed}/>')
    return ['<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" width="100%" height="100%" class="still-lines" '
            f'overflow="visible">{"".join(paths)}</svg>'] if paths else []


def _one_of(given, number: int):
    return given[number] if isinstance(given, list) else given


def _points(scales: _Scales, trace: dict) -> str:
    parts, marker = [], trace["marker"]
    for number, (day, value) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        x, y = _n(scales.x(day)), _n(scales.y(value))
        radius = _one_of(marker["size"], number) / 2
        colour, symbol = escape(_one_of(marker["color"], number)), _one_of(marker.get("symbol", "circle"), number)
        parts.append(_mark(x, y, _symbol(symbol, radius, _ink(marker, number, colour, symbol.endswith("-open")))))
        if trace["text"][number]:
            parts.append(_label(x, y, radius, _one_of(trace["textposition"], number), trace["text"][number]))
    return "".join(parts)


def _mark(x: str, y: str, drawn: str) -> str:
    """What can be pointed at, at a place of the plot in per cent."""
    return f'<svg class="still-mark" x="{x}%" y="{y}%" overflow="visible">{drawn}</svg>'


def _ink(marker: dict, number: int, colour: str, hollow: bool = False) -> str:
    """Fill, outline and opacity of one mark: sources that differ have a ring, about is pale."""
    line, pale = marker.get("line", {}), _one_of(marker.get("opacity", 1), number)
    width = _one_of(line.get("width", 0), number)
    ring = f'stroke="{escape(_one_of(line["color"], number))}" stroke-width="{width}"' if width else \
        f'stroke="{colour}" stroke-width="{2 if hollow else 0}"'
    return f'fill="{"none" if hollow else colour}" {ring}' + (f' opacity="{pale}"' if pale != 1 else "")


def _symbol(symbol: str, radius: float, drawn: str) -> str:
    r = _n(radius)
    if symbol.startswith("triangle"):
        way = "-" if symbol.startswith("triangle-up") else ""
        back = "" if way else "-"
        return f'<path d="M-{r} {back}{r}L{r} {back}{r}L0 {way}{r}Z" {drawn}/>'
    if symbol.startswith("line-ew"):
        return f'<path d="M-{r} 0H{r}" {drawn}/>'
    return f'<circle r="{r}" {drawn}/>'


def _label(x: str, y: str, radius: float, position: str, text: str) -> str:
    """A value beside its point: `top center`, `middle right` and so on."""
    level, side = position.split(" ")
    down = {"top": -radius - 4, "middle": 4.5, "bottom": radius + 14}[level]
    across = {"left": -radius - 3, "right": radius + 3, "center": 0}[side]
    return (f'<text class="still-word still-value" x="{x}%" y="{y}%" dx="{_n(across)}" dy="{_n(down)}" '
            f'text-anchor="{ANCHORS[side]}">{_words(text)}</text>')


def _map(data: list[dict], layout: dict) -> str:
    """Outlines and arrows in one frame that keeps its shape; over it the dots, which keep their size."""
    (west, east), (south, north) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    across = MAP_WIDE / (east - west)
    up = across * layout["yaxis"]["scaleratio"]
    high = (north - south) * up

    def place(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - west) * across, (north - latitude) * up

    areas = "".join(_area(trace, place) for trace in data if trace.get("fill"))
    dots = "".join(_dots(trace, lambda *at: (place(*at)[0] / MAP_WIDE, place(*at)[1] / high)) for trace in data if "marker" in trace)
    arrows = "".join(f'<path class="still-arrow" d="M{_at(place(one["ax"], one["ay"]))}L{_at(place(one["x"], one["y"]))}" '
                     'marker-end="url(#still-arrow)"/>' for one in layout.get("annotations", ()))
    return (f'<div class="still-map" style="aspect-ratio:{MAP_WIDE}/{_n(high)}">'
            f'<svg viewBox="0 0 {MAP_WIDE} {_n(high)}" width="100%" height="100%"><defs>{ARROW}{HATCH}</defs>{areas}{arrows}</svg>'
            f'<svg class="still-dots" width="100%" height="100%" overflow="visible">{dots}</svg></div>')


def _at(place: tuple[float, float]) -> str:
    return f"{_n(place[0])} {_n(place[1])}"


def _area(trace: dict, place) -> str:
    rings, ring = [], []
    for longitude, latitude in [*zip(trace["x"], trace["y"], strict=True), (None, None)]:
        if longitude is None:
            rings.append("M" + "L".join(ring) + "Z")
            ring = []
        else:
            ring.append(_at(place(longitude, latitude)))
    fill = "url(#still-hatch)" if trace.get("fillpattern") else escape(trace["fillcolor"])
    return f'<path class="still-mark" d="{"".join(rings)}" fill="{fill}" fill-rule="evenodd"/>'


def _dots(trace: dict, place) -> str:
    parts, marker = [], trace["marker"]
    for number, (longitude, latitude) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        x, y = (_n(100 * part) for part in place(longitude, latitude))
        radius = _one_of(marker["size"], number) / 2
        parts.append(_mark(x, y, _symbol("circle", radius, _ink(marker, number, escape(_one_of(marker["color"], number))))))
        if trace["text"][number]:
            parts.append(_label(x, y, radius, "top center", trace["text"][number]))
    return "".join(parts)
