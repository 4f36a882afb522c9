"""The key of the marks: a sample and a word for each mark that the charts of a picture show, and none that they do not."""

from collections.abc import Sequence
from dataclasses import replace

from layouts.chart import Point
from layouts.theme import ACCENT
from publish.drawing.blocks import Block, Graphic
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import width
from publish.drawing.manner import Manner
from publish.drawing.marks import AHEAD, Track, bar, beyond, spot
from publish.drawing.paint import SOFT, WARN

SIZE, HIGH, LONG = 13, 26, 30
PLAIN = Point(name="", value=1, high=None, qualifier="exact", status="A", label="", period="", day="", statement="")
SAMPLES = {
    **{kind: replace(PLAIN, qualifier=kind) for kind in ("at_least", "about", "up_to")},
    "range": replace(PLAIN, qualifier="range", high=2), "forecast": replace(PLAIN, status="F"), "older": replace(PLAIN, older=True),
}
"""The marks that a sample can show; the double mark of a conflict is a text."""


def used(blocks: Sequence[Block]) -> list[str]:
    """The marks of the charts among blocks, in the order of the legend."""
    points = [point for block in blocks if isinstance(block, Graphic) for point in block.chart.points if point.value is not None]
    found = {point.qualifier for point in points} | {"forecast" for point in points if point.status in AHEAD}
    found |= {"conflict" for point in points if point.conflict} | {"older" for point in points if point.older}
    return [kind for kind in (*SAMPLES, "conflict") if kind in found]


def high(blocks: Sequence[Block]) -> float:
    """The height of a key of one line."""
    return HIGH if used(blocks) else 0


def high_in(blocks: Sequence[Block], wide: float, manner: Manner) -> float:
    """The height of a key with all its words in a width."""
    places = _places(blocks, Box(0, 0, wide, HIGH), manner)
    return places[-1][2] + HIGH if places else 0


def key(canvas: Canvas, box: Box, blocks: Sequence[Block], manner: Manner) -> None:
    """The samples in one line, or in as many as the box is high; what finds no room is left to the labels, which say it in words."""
    in_time = _in_time(blocks)
    for kind, x, y in _places(blocks, box, manner):
        if y + HIGH > box.bottom + 1 or x + _wide(kind, in_time) + width(manner.word(f"mark.{kind}"), SIZE) > box.right:
            return
        _sample(canvas, kind, x, y + 2, in_time)
        canvas.text(x + _wide(kind, in_time), y + 13, manner.word(f"mark.{kind}"), SIZE, SOFT, role="mark-key")


def _places(blocks: Sequence[Block], box: Box, manner: Manner) -> list[tuple[str, float, float]]:
    """Each mark with the place of its sample: in lines, broken where the box ends."""
    x, y, made = box.x, box.y, []
    for kind in used(blocks):
        wide = _wide(kind, _in_time(blocks)) + width(manner.word(f"mark.{kind}"), SIZE)
        if x > box.x and x + wide > box.right:
            x, y = box.x, y + HIGH
        made.append((kind, x, y))
        x += wide + 26
    return made


def _in_time(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Graphic) and block.form == "line" for block in blocks)


def _wide(kind: str, in_time: bool) -> float:
    if kind == "conflict":
        return 16
    return 28 if in_time else LONG + (beyond(SAMPLES[kind]) if kind != "range" else 0) + 10


def _sample(canvas: Canvas, kind: str, x: float, y: float, in_time: bool) -> None:
    if kind == "conflict":
        canvas.text(x + 2, y + 12, "‖", SIZE + 2, WARN)
    elif in_time:
        middle = y + (10 if kind == "at_least" else 4 if kind == "up_to" else 7)
        spot(canvas, (x + 9, middle), SAMPLES[kind], ACCENT, 4, middle - 10 if kind == "range" else None)
    else:
        bar(canvas, Track(x, y + 1, 11), SAMPLES[kind], 2 if kind == "range" else LONG, ACCENT, LONG if kind == "range" else None)
