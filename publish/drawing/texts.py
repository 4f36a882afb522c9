"""Texts: lines on their baselines, paragraphs, points of prose."""

from publish.drawing.blocks import Prose
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import LINE, Fitted, fit, fit_all
from publish.drawing.manner import Manner
from publish.drawing.paint import ACCENT, INK

READING_WIDTH = 1010
MANY_POINTS, GAP = 7, 12


def write(canvas: Canvas, fitted: Fitted, x: float, y: float, colour: str = INK, bold: bool = False, anchor: str = "start",
          room: float = 0, role: str = "") -> float:
    """The lines of a text from an upper edge on; the lower edge."""
    for n, line in enumerate(fitted.lines):
        canvas.text(x, y + fitted.size * (0.96 + n * LINE), line, fitted.size, colour, bold, anchor, room, role)
    return y + fitted.height


def prose(canvas: Canvas, box: Box, block: Prose, manner: Manner) -> None:
    """Points or paragraphs, in one column of reading width or in two where there are many."""
    many = len(block.items) > MANY_POINTS and not manner.tall
    half = (len(block.items) + 1) // 2
    parts = [block.items[:half], block.items[half:]] if many else [block.items]
    boxes = box.columns([1, 1], 56) if many else [Box(box.x, box.y, min(box.wide, READING_WIDTH), box.high)]
    indent = 26 if block.bulleted else 0
    size = min((_size(part, one, indent) for part, one in zip(parts, boxes, strict=True)), default=24)
    for part, one in zip(parts, boxes, strict=True):
        _points(canvas, one, part, size, indent)


def prose_high(block: Prose, wide: float, manner: Manner) -> float:
    """The height that paragraphs or points ask for in a width, in the usual size of texts."""
    room = wide - (26 if block.bulleted else 0)
    return sum(fit(text, room, 1e9, manner.text, manner.text).height + GAP for text in block.items)


def _size(texts, box: Box, indent: float) -> float:
    made = fit_all(texts, box.wide - indent, box.high, 27, 12, GAP)
    return made[0].size if made else 27


def _points(canvas: Canvas, box: Box, texts, size: float, indent: float) -> None:
    made, y = fit_all(texts, box.wide - indent, box.high, size, size, GAP), box.y
    spare = (box.high - sum(one.height + GAP for one in made)) / max(len(made), 1)
    for fitted in made:
        if indent:
            canvas.circle(box.x + 6, y + size * 0.64, max(3, size * 0.16), ACCENT)
        y = write(canvas, fitted, box.x + indent, y, room=box.wide - indent) + GAP + max(0.0, min(12.0, spare))
