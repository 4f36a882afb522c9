"""How many rows of a table one slide has room for, by the lines that their texts will take. Pure."""

from collections.abc import Sequence

from publish.drawing.letters import LINE, width, wrap

WIDE_PX, HIGH_PX = 1160, 400
SIZE_PX, GAP_PX, PAD_PX = 14, 28, 8
MOST_ROWS = 12


def pages(head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[int]:
    """How many rows stand on each slide, in order: as few slides as hold them, as even as may be."""
    columns = _columns(head, rows)
    heights = [_height(row, columns) for row in rows]
    count = len(_filled(heights, HIGH_PX))
    for share in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        even = _filled(heights, HIGH_PX * share)
        if len(even) == count:
            return even
    return _filled(heights, HIGH_PX)


def _filled(heights: Sequence[float], room: float) -> list[int]:
    """Rows per slide where each slide is filled before the next begins; a row taller than that has one of its own."""
    counts: list[int] = []
    left = 0.0
    for height in heights:
        if not counts or height > left or counts[-1] == MOST_ROWS:
            counts.append(0)
            left = room
        counts[-1] += 1
        left -= height
    return counts


def _columns(head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[float]:
    """Widths as the writers give them: what each column asks for, up to a common limit."""
    asked = [max(width(text, SIZE_PX) for text in column) for column in zip(head, *rows, strict=True)]
    left, limit = WIDE_PX - GAP_PX * (len(head) - 1), 0.0
    for place, one in enumerate(sorted(asked)):
        limit = left / (len(asked) - place)
        if one > limit:
            break
        left -= one
    return [min(one, limit) if sum(asked) > WIDE_PX else one for one in asked]


def _height(row: tuple[str, ...], columns: Sequence[float]) -> float:
    lines = max(len(wrap(text, room + 1, SIZE_PX)) for text, room in zip(row, columns, strict=True))
    return max(lines, 1) * SIZE_PX * LINE + PAD_PX
