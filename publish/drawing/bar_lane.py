"""One bar and what is written behind it, and how long bars may be so that both find room."""

from dataclasses import dataclass

from layouts.chart import Point
from publish.drawing.canvas import Canvas
from publish.drawing.letters import cut, width
from publish.drawing.marks import Track, bar, beyond
from publish.drawing.paint import INK, QUIET, WARN

LONGEST_LABEL = 0.42
FULLEST = 0.86
"""The longest bar takes no more of its room than this."""


@dataclass(frozen=True)
class Frame:
    """How bars lie: height of a lane, thickness, size of text, where their room begins and ends, px per unit, place of zero."""

    lane: float
    thick: float
    size: float
    start: float
    right: float
    scale: float
    zero: float


def framed(points: list[Point], lane: float, thick: float, size: float, start: float, right: float,
           longest: float = LONGEST_LABEL) -> Frame:
    """The frame in which every bar and its label fit the room from `start` to `right`."""
    values = [value for point in points for value in (point.value, point.high) if value is not None]
    least, room = min([0.0, *values]), right - start
    scales = [_scale(point, size, room, least, longest) for point in points]
    scale = min([room * FULLEST / ((max([0.0, *values]) - least) or 1), *scales])
    return Frame(lane, thick, size, start, right, scale, start - least * scale)


def _scale(point: Point, size: float, room: float, least: float, longest: float) -> float:
    """Px per unit so that a bar and its label fit the room."""
    end = max(point.value or 0, point.high or 0)
    taken = beyond(point) + min(_label_wide(point, size), room * longest) + 20
    return (room - taken) / (end - least) if end - least > 0 and point.value is not None else float("inf")


def lane(canvas: Canvas, point: Point, shade: str, frame: Frame, y: float) -> None:
    """One bar and what is written behind it."""
    stop = 0.0
    if point.value is not None:
        stop = point.value * frame.scale
        stop = stop if not point.value or abs(stop) >= 2 else 2.0
        high = point.high * frame.scale if point.high is not None else None
        bar(canvas, Track(frame.zero, y + (frame.lane - frame.thick) / 2, frame.thick), point, stop, shade, high)
        stop = max(stop, high or 0, 0) + beyond(point)
    label(canvas, frame.zero + stop + 9, y + frame.lane / 2 + frame.size * 0.34, point, frame.size, frame.right)


def _label_wide(point: Point, size: float) -> float:
    return width(point.label, size, True) + width(_aside(point), size * 0.85) + (size * 1.1 if point.conflict else 0)


def _aside(point: Point) -> str:
    return f" ({point.period})" if point.older else ""


def label(canvas: Canvas, x: float, y: float, point: Point, size: float, right: float) -> None:
    """The value as said, the double mark of a conflict, the period of what is older; cut before the edge."""
    aside = width(_aside(point), size * 0.85) + (size * 1.1 if point.conflict else 0)
    strong = point.value is not None
    said = cut(point.label, right - x - aside, size, strong)
    wide = width(said, size, strong)
    canvas.text(x, y, said, size, INK if strong else QUIET, strong, room=wide if aside else right - x, role="label")
    x += wide + size * 0.3
    if point.conflict:
        canvas.text(x, y, "‖", size, WARN, role="conflict")
        x += size * 0.7
    if point.older:
        canvas.text(x, y, _aside(point).strip(), size * 0.85, QUIET, room=max(right - x, 10), role="older")
