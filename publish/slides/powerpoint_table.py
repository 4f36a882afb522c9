"""Native tables: quiet rules, numbers on the right, letters small enough for all rows; what has no room goes to the notes."""

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from publish.drawing.blocks import Table, Timeline
from publish.slides import powerpoint_fit as fit
from publish.slides import powerpoint_marks as marks
from publish.slides.powerpoint_canvas import Canvas, emu
from publish.slides.powerpoint_fit import Frame
from publish.slides.powerpoint_text import MUTED, TEXT, describe, paint

LEAST_SIZE = 9
PAD_X, PAD_Y = 6, 3
WAYS = ((15, 3), (14, 3), (13, 3), (12, 3), (12, 2), (11, 2), (11, 1), (10, 1), (LEAST_SIZE, 1))
"""Sizes with the most lines of a cell, in the order in which they are tried: long texts give way before letters get small."""

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own style without grid and fill: the rules are drawn cell by cell, so every program shows them."""


def table(canvas: Canvas, block: Table, frame: Frame, alt: str = "") -> None:
    """A table with its head; rows that have no room are told in the notes, and an ellipsis stands for them."""
    size, widths, rows = _fitting(canvas, block, frame)
    heights = [_row_height(row, widths, size) for row in rows]
    shape = canvas.shapes.add_table(len(rows), len(block.head), *emu(frame._replace(height=sum(heights))))
    shape.name = "table"
    describe(shape, alt or "; ".join(block.head))
    native = shape.table
    _plain(native)
    native.first_row = any(block.head)
    for number, width in enumerate(widths):
        native.columns[number].width = Pt(width)
    for number, row in enumerate(rows):
        native.rows[number].height = Pt(heights[number])
        for column, text in enumerate(row):
            _cell(native.cell(number, column), text, size, head=number == 0 and any(block.head), right=column in block.numeric)


def timeline(canvas: Canvas, block: Timeline, frame: Frame) -> None:
    """Many dated things as a table: when, what, more."""
    table(canvas, Table(("", "", ""), block.items), frame, alt="; ".join(f"{when} {what}" for when, what, _ in block.items))


def _widths(block: Table, room: float, size: float) -> list[float]:
    """Columns as wide as their texts ask, none narrower than its longest word, none over half."""
    texts = [[row[column] for row in (block.head, *block.rows)] for column in range(len(block.head))]
    asked = [min(max(_asked(text, size) for text in column), room / 2) for column in texts]
    least = [min(max(_asked(word, size) for text in column for word in text.split(" ")), room / 2) for column in texts]
    spare = room - sum(least)
    if spare < 0:
        return [room * width / sum(least) for width in least]
    more = [max(a - b, 1) for a, b in zip(asked, least, strict=True)]
    return [low + spare * extra / sum(more) for low, extra in zip(least, more, strict=True)]


def _asked(text: str, size: float) -> float:
    return fit.width(text, size, bold=True) / fit.SLACK + 2 * PAD_X


def _fitting(canvas: Canvas, block: Table, frame: Frame) -> tuple[float, list[float], list[tuple[str, ...]]]:
    """The first of the ways at which all rows fit; at the last one as many rows as do, and how many more there are."""
    whole = [block.head, *block.rows] if any(block.head) else list(block.rows)
    for size, most in WAYS:
        widths = _widths(block, frame.width, size)
        rows = [_shortened(row, widths, size, most) for row in whole]
        if sum(_row_height(row, widths, size) for row in rows) <= frame.height:
            _keep(canvas, whole, rows)
            return size, widths, rows
    rows = _holding(rows, widths, size, frame.height)
    _keep(canvas, whole, rows)
    rest = canvas.deck.words.get("slides.more", fit.ELLIPSIS).format(count=len(whole) - len(rows))
    return size, widths, [*rows, (rest, *[""] * (len(widths) - 1))]


def _keep(canvas: Canvas, whole: list[tuple[str, ...]], rows: list[tuple[str, ...]]) -> None:
    """What was cut from cells, and the rows that have no room, for the notes."""
    for told, shown in zip(whole, rows, strict=False):
        for text, cut in zip(told, shown, strict=True):
            canvas.keep(text, cut)
    for told in whole[len(rows):]:
        canvas.keep(" | ".join(told), "")


def _holding(rows: list[tuple[str, ...]], widths: list[float], size: float, room: float) -> list[tuple[str, ...]]:
    """The first rows that leave room for a row with an ellipsis."""
    kept: list[tuple[str, ...]] = []
    left = room - _row_height(("",), [1], size)
    for row in rows:
        left -= _row_height(row, widths, size)
        if left < 0 and kept:
            break
        kept.append(row)
    return kept


def _shortened(row: tuple[str, ...], widths: list[float], size: float, most: int) -> tuple[str, ...]:
    return tuple(fit.cut(text, size, width - 2 * PAD_X, most) for text, width in zip(row, widths, strict=True))


def _row_height(row: tuple[str, ...], widths: list[float], size: float) -> float:
    lines = max(fit.lines(text, size, max(width - 2 * PAD_X, 1)) for text, width in zip(row, widths, strict=True))
    return lines * size * fit.LINE + 2 * PAD_Y + 1


def _plain(native) -> None:
    native.horz_banding = False
    properties = native._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(parse_xml(f'<a:tableStyleId {nsdecls("a")}>{NO_STYLE}</a:tableStyleId>'))


def _cell(cell, text: str, size: float, head: bool, right: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(PAD_Y)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), head
    paint(run.font.color, MUTED if head else TEXT)
    rule = marks.line(marks.TEXT if head else marks.FAINT, 1.5 if head else 0.75)
    below = rule.replace("<a:ln ", f"<a:lnB {nsdecls('a')} ", 1).replace("</a:ln>", "</a:lnB>")
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(below))
