"""A picture laid out in a width: the finding, its scope, the figure, its marks, its doubts, where it is from.

The height follows the contents. A bare picture has the figure and
its marks only, for a page that says the rest in its own text.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from publish.drawing import key
from publish.drawing.block import draw_block, high
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, fit, width
from publish.drawing.manner import Manner
from publish.drawing.paint import ACCENT, GROUND, INK, QUIET, RULE, SOFT
from publish.drawing.texts import write
from publish.pictures.picture import Picture

NARROWEST, WIDEST, USUAL = 320, 1200, 720
NARROW, MIDDLE = 560, 760
"""Below these widths, in px, names stand above bars and texts are smaller."""

GAP, BLOCK_GAP = 14, 26


@dataclass(frozen=True)
class Layout:
    """A picture laid out: its size, and what stands where. `words`: (text, upper edge, colour, bold, role)."""

    wide: float
    high: float
    manner: Manner
    blocks: tuple[Box, ...]
    key: Box
    words: tuple[tuple[Fitted, float, str, bool, str], ...]
    rule: float
    pad: float


def manner(picture: Picture, wide: float) -> Manner:
    """How a picture is drawn in a width."""
    return Manner(picture.words, 13 if wide < 440 else 14 if wide < MIDDLE else 15, True, wide < NARROW)


def layout(picture: Picture, wide: float, outlines: Mapping, bare: bool = False, address: str = "") -> Layout:
    """Where everything stands in a width; `address` is the last line of a picture with its words."""
    how = manner(picture, wide)
    pad = 0 if bare else 16 if wide < NARROW else 24
    room = wide - 2 * pad
    words: list[tuple[Fitted, float, str, bool, str]] = []
    y = 2.0 if bare else _head(picture, wide, pad, words)
    boxes = []
    for block in picture.blocks:
        boxes.append(Box(pad, y, room, high(block, room, how, outlines)))
        y = boxes[-1].bottom + BLOCK_GAP
    y -= BLOCK_GAP - (GAP if key.used(picture.blocks) else 0)
    keys = Box(pad, y, room, key.high_in(picture.blocks, room, how))
    y = rule = keys.bottom + (2 if bare else GAP)
    if not bare:
        y = _foot(picture, wide, pad, address, y, words)
    return Layout(wide, round(y + 0.5), how, tuple(boxes), keys, tuple(words), 0 if bare else rule + _remarks_high(words), pad)


def _head(picture: Picture, wide: float, pad: float, words: list) -> float:
    """The finding and its scope; the upper edge of the figure."""
    size = 19 if wide < NARROW else 22 if wide < 900 else 26
    title = fit(picture.title, wide - 2 * pad, 1e9, size, size, True, most=6)
    words.append((title, pad + 12, INK, True, "title"))
    y = pad + 12 + title.height + 3
    if picture.subtitle:
        subtitle = fit(picture.subtitle, wide - 2 * pad, 1e9, 14 if wide < NARROW else 15, 13, most=8)
        words.append((subtitle, y, SOFT, False, "subtitle"))
        y += subtitle.height
    return y + 18


def _foot(picture: Picture, wide: float, pad: float, address: str, y: float, words: list) -> float:
    """Doubts in small print, then where the figure is from; the lower edge of the picture."""
    for text in picture.told:
        remark = fit(text, wide - 2 * pad, 1e9, 13, 13)
        words.append((remark, y, SOFT, False, "remark"))
        y += remark.height + 5
    y += 14
    for text, role, most in ((picture.source, "source", 4), *_addressed(picture.brand, address, wide - 2 * pad)):
        line = fit(text, wide - 2 * pad, 1e9, 12, 12, most=most)
        words.append((line, y, QUIET, False, role))
        y += line.height + 3 if text else 0
    return y + pad * 0.6


def _addressed(brand: str, address: str, room: float) -> tuple[tuple[str, str, int], ...]:
    """The brand and the address in one line, or the path below the host where they are too long for one."""
    whole = " · ".join(filter(None, (brand, address)))
    if width(whole, 12) <= room:
        return ((whole, "address", 1),)
    host, slash, path = address.partition("/")
    return ((" · ".join(filter(None, (brand, host))), "brand", 2), (slash + path, "address", 1))


def _remarks_high(words: list) -> float:
    """The height of the doubts, with the air under them."""
    return sum(text.height + 5 for text, _, _, _, role in words if role == "remark") + 6


def draw(canvas: Canvas, picture: Picture, made: Layout, outlines: Mapping) -> None:
    """A picture on a canvas, as it was laid out; a bare one leaves the ground as it is."""
    if made.pad:
        canvas.box(Box(0, 0, made.wide, made.high), GROUND, role="ground")
        canvas.box(Box(made.pad, made.pad, 32, 4), ACCENT)
        canvas.lines([[(made.pad, made.rule), (made.wide - made.pad, made.rule)]], RULE, 1)
    for box, block in zip(made.blocks, picture.blocks, strict=True):
        draw_block(canvas, box, block, made.manner, outlines)
    key.key(canvas, made.key, picture.blocks, made.manner)
    for text, y, colour, bold, role in made.words:
        write(canvas, text, made.pad, y, colour, bold, room=made.wide - 2 * made.pad, role=role)
