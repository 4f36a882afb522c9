"""Dated things on a line from above."""

from publish.drawing.blocks import Timeline
from publish.drawing.canvas import Box, Canvas
from publish.drawing.letters import Fitted, fit_all, width
from publish.drawing.manner import Manner
from publish.drawing.paint import ACCENT, INK, QUIET, RULE, SOFT
from publish.drawing.texts import write

MANY_DATES, AIR = 6, 18


def timeline(canvas: Canvas, box: Box, block: Timeline, manner: Manner) -> None:
    """Dated things on a line from above, in two columns where there are many."""
    many = len(block.items) > MANY_DATES and not manner.tall
    half = (len(block.items) + 1) // 2
    parts = [block.items[:half], block.items[half:]] if many else [block.items]
    boxes = box.columns([1, 1], 48) if many else [box]
    size = manner.text if manner.tall else min((_item_size(part, one) for part, one in zip(parts, boxes, strict=True)), default=20)
    for part, one in zip(parts, boxes, strict=True):
        left = _dates(canvas, one, part, size)
        if left:
            canvas.text(one.x, one.bottom, manner.word("slides.more").format(count=left), 13, QUIET)


def high(block: Timeline, wide: float, manner: Manner) -> float:
    """The height that all dates ask for in a width."""
    box = Box(0, 0, wide, 1)
    heights = [_entry(item, manner.text, _when_wide(block.items, manner.text, box), box)[3] for item in block.items]
    return sum(heights) + (len(heights) - 1) * AIR


def _when_wide(items, size: float, box: Box) -> float:
    return min(max((width(when, size, True) for when, _, _ in items), default=0), box.wide * 0.34)


def _entry(item, size: float, when_wide: float, box: Box) -> tuple[Fitted, Fitted, Fitted, float]:
    """When, what and more of one item as they fit, and the height they take."""
    when, what, more = item
    room = box.wide - when_wide - 44
    texts = (*fit_all([when], when_wide + 1, 1e9, size, size, 0, True), *fit_all([what], room, 1e9, size, size, 0, True),
             *fit_all([more], room, 1e9, max(size - 3, 12), max(size - 3, 12), 0))
    return *texts, max(texts[0].height, texts[1].height + texts[2].height)


def _gap(box: Box, heights: list[float]) -> float:
    """Air between items: what is left over, within reason."""
    return min(46.0, (box.high - sum(heights)) / max(len(heights) - 1, 1))


def _item_size(items, box: Box) -> float:
    for size in range(22, 11, -1):
        if sum(_entry(item, size, _when_wide(items, size, box), box)[3] + 8 for item in items) <= box.high:
            return size
    return 12


def _dates(canvas: Canvas, box: Box, items, size: float) -> int:
    """The items that fit, from above; how many did not."""
    when_wide = _when_wide(items, size, box)
    entries = [_entry(item, size, when_wide, box) for item in items]
    while entries and sum(entry[3] + 8 for entry in entries) > box.high + 8:
        entries.pop()
    gap, y, spine = _gap(box, [entry[3] for entry in entries]), box.y, box.x + when_wide + 20
    dots = []
    for when, what, more, high in entries:
        write(canvas, when, box.x, y, ACCENT, True, room=when_wide + 8)
        room = box.right - spine - 20
        write(canvas, more, spine + 24, write(canvas, what, spine + 24, y, INK, True, room=room), SOFT, room=room)
        dots.append(y + size * 0.62)
        y += high + gap
    canvas.lines([[(spine, a + 9), (spine, b - 9)] for a, b in zip(dots, dots[1:], strict=False)], RULE, 2)
    for dot in dots:
        canvas.circle(spine, dot, 5, ACCENT)
    return len(items) - len(entries)
