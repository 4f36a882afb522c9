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
    """The height that the key takes."""
    return HIGH if used(blocks) else 0


def key(canvas: Canvas, box: Box, blocks: Sequence[Block], manner: Manner) -> None:
    """The samples in one line; what finds no room is left to the labels, which say it in words."""
    in_time = any(isinstance(block, Graphic) and block.form == "line" for block in blocks)
    x, base = box.x, box.y + 13
    for kind in used(blocks):
        word = manner.word(f"mark.{kind}")
        wide = _wide(kind, in_time)
        if x + wide + width(word, SIZE) > box.right:
            return
        _sample(canvas, kind, x, box.y + 2, in_time)
        canvas.text(x + wide, base, word, SIZE, SOFT, role="mark-key")
        x += wide + width(word, SIZE) + 26


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
