"""The one theme: colours, fonts, and the plotly writer that turns a Chart into a plain dict.

Plain dicts keep a callback at a tenth of Plotly Express's time; a test checks them against
plotly's own classes. Text colours come from the style sheet, so that light and dark need no
second drawing; the colours of marks hold 3:1 against both grounds.
"""

from datetime import date, timedelta
from functools import lru_cache
from html import escape
from textwrap import wrap

from layouts.chart import Chart, Line, Point

ACCENT = "#2a7de1"
CONTEXT = "#87929d"
SERIES = ("#2a7de1", "#d9730d", "#1a936f", "#9b6bd3", "#d1495b", "#1591b5")
"""Six distinct colours after Okabe and Ito, darkened to hold 3:1 on white and on the dark ground."""

AMOUNTS = ("#cfe3f7", "#9cc7ef", "#67a8e4", "#3686d2", "#1a64ae", "#0a4583")
"""One sequence, light to deep blue, for amounts on maps."""

NOT_REPORTED = "rgba(135,146,157,.24)"
"""A plain ground for what nobody reports: it lets light and dark through."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
LABEL_ROOM_PX = 84
"""Room on the right for the value that the main line ends with."""

FREE, FREE_DAYS = 0.035, 30
"""Part of the time axis that stays free at either end, and how many days at least."""

YEARS_ROOM_PX = 34
"""Room under a time chart for its years."""

PX_A_LETTER, BESIDE_PX = 7.2, 14
"""Room that a letter of 13 px takes on average, and beside the words of an axis: plotly would measure by drawing twice."""

LETTERS_OF_A_LINE = 44
"""Of what a mark tells: some 320 px."""

DATES = [{"dtickrange": [None, 27 * 86_400_000], "value": "%d.%m.%Y"}, {"dtickrange": [27 * 86_400_000, "M11"], "value": "%m.%Y"},
         {"dtickrange": ["M12", None], "value": "%Y"}]
"""Dates on an axis in digits: plotly would name the months in English, whatever the reader's language."""

HOLLOW = {"F", "planned", "E"}
SYMBOLS = {"at_least": "triangle-up", "up_to": "triangle-down", "range": "line-ew-open"}


def safe(text: str) -> str:
    """A label as plotly may show it: its own markup is escaped."""
    return escape(str(text), quote=False)


def told(text: str) -> str:
    """What a mark tells a pointer, in lines that fit a phone: plotly would let them run out of the screen."""
    return "<br>".join(filter(None, map(_told_line, text.split("\n"))))


@lru_cache(maxsize=2_048)
def _told_line(line: str) -> str:
    """Many marks tell the same source, and pages tell the same marks."""
    return "<br>".join(map(safe, wrap(line, LETTERS_OF_A_LINE, break_long_words=False)))


def layout(height: int = 400, **more) -> dict:
    """The frame of every plotly figure: no chart junk, transparent ground."""
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    return {
        "height": height, "autosize": True, "showlegend": False, "hovermode": "closest", "dragmode": False,
        "margin": {"l": 8, "r": 16, "t": 36, "b": 8}, "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)", "font": {"family": FONT, "size": 13, "color": "#4a5763"},
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13, "color": "#ffffff"}, "bgcolor": "#14202b",
                       "bordercolor": "#14202b"},
        "xaxis": axis, "yaxis": {**axis, "showgrid": True, "gridcolor": "rgba(135,146,157,.25)"}, **more,
    }


def plotly(chart: Chart, height: int = 400) -> dict:
    """A time chart as a plotly figure: lines joined by segment, marks by hedge and status."""
    traces = [trace for line in chart.lines for trace in _line(line)]
    figure = layout(height)
    figure["yaxis"] |= {"tickvals": [value for value, _ in chart.ticks], "ticktext": [safe(text) for _, text in chart.ticks]}
    if chart.ticks:
        figure["yaxis"]["range"] = [chart.ticks[0][0], chart.ticks[-1][0] * 1.04]
    figure["xaxis"] |= {"type": "date", "range": _days(chart), "showline": True, "linecolor": "rgba(135,146,157,.6)",
                        "tickformatstops": DATES}
    figure["margin"] |= {"l": _words_room(chart), "r": LABEL_ROOM_PX, "b": YEARS_ROOM_PX}
    figure["shapes"] = [_event_line(event.day) for event in chart.events]
    figure["annotations"] = [_event_name(event.day, event.label, n) for n, event in enumerate(chart.events)]
    return {"data": traces, "layout": figure}


def _days(chart: Chart) -> list[str]:
    """The first and the last day of the time axis, with room for the marks there."""
    days = [date.fromisoformat(one.day[:10]) for one in (*chart.points, *chart.events)] or [date(2000, 1, 1)]
    free = timedelta(days=max(FREE_DAYS, round((max(days) - min(days)).days * FREE)))
    return [(min(days) - free).isoformat(), (max(days) + free).isoformat()]


def _words_room(chart: Chart) -> int:
    """The width of the longest word of the vertical axis, and what stands beside it."""
    return round(BESIDE_PX + PX_A_LETTER * max((len(text) for _, text in chart.ticks), default=0))


def _line(line: Line) -> list[dict]:
    """Two kinds of traces: one line per segment (dashed where it leads to a forecast), then the points."""
    return [*_segments(line), _points(line)]


def _segments(line: Line) -> list[dict]:
    traces = []
    for number in sorted({p.segment for p in line.points}):
        joined = [p for p in line.points if p.segment == number and p.value is not None]
        solid = [p for p in joined if p.status not in ("F", "planned")]
        ahead = [p for p in joined if p.status in ("F", "planned")]
        if len(solid) > 1:
            traces.append(_stroke(line, solid, "solid"))
        if ahead and solid:
            traces.append(_stroke(line, [solid[-1], *ahead], "dash"))
    return traces


def _stroke(line: Line, points: list[Point], dash: str) -> dict:
    return {
        "type": "scatter", "mode": "lines", "x": [p.day for p in points], "y": [p.value for p in points],
        "line": {"color": line.colour, "width": 2.5, "dash": dash}, "hoverinfo": "skip", "name": safe(line.name),
    }


def _points(line: Line) -> dict:
    shown = [p for p in line.points if p.value is not None]
    many = len(shown) > 20
    return {
        "type": "scatter", "mode": "markers+text", "name": safe(line.name),
        "x": [p.day for p in shown], "y": [p.value for p in shown],
        "text": [safe(p.label) if p.side else "" for p in shown], "textposition": [p.side or "top center" for p in shown],
        "cliponaxis": False,
        "marker": {
            "color": line.colour, "symbol": [symbol(p) for p in shown],
            "size": [_size(p, many) for p in shown],
            "line": {"width": [2 if p.conflict else 0 for p in shown], "color": "#14202b"},
            "opacity": [0.55 if p.qualifier == "about" else 1 for p in shown],
        },
        "error_y": {
            "type": "data", "symmetric": False, "visible": any(p.high is not None for p in shown),
            "array": [(p.high - p.value) if p.high is not None else 0 for p in shown],
            "arrayminus": [0] * len(shown), "color": line.colour,
        },
        "customdata": [p.statement for p in shown],
        "hovertext": [told("\n".join(p.hover)) for p in shown], "hoverinfo": "text",
    }


def symbol(point: Point) -> str:
    """The mark of a point: an open shape for what is not yet so, an arrow for a floor or a cap."""
    base = SYMBOLS.get(point.qualifier, "circle")
    return base + "-open" if point.status in HOLLOW and not base.endswith("-open") else base


def _size(point: Point, many: bool) -> int:
    if point.status in HOLLOW or point.qualifier in SYMBOLS or point.conflict:
        return 10
    return 6 if many else 8


def _event_line(day: str) -> dict:
    return {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": "rgba(135,146,157,.8)", "width": 1, "dash": "dot"}}


def _event_name(day: str, label: str, level: int) -> dict:
    """The name of an event above its line; neighbours stand on different levels, for narrow screens."""
    return {"x": day, "y": 1, "yref": "paper", "text": safe(label), "showarrow": False, "xanchor": "right",
            "yanchor": "bottom", "yshift": 15 * (level % 2), "font": {"size": 12}}
