"""Texts and points of a text slide, in the body of the template where it has one."""

from pptx.oxml.ns import qn
from pptx.util import Pt

from publish.drawing.blocks import Prose
from publish.slides import powerpoint_fit as fit
from publish.slides.powerpoint_canvas import Canvas, emu
from publish.slides.powerpoint_fit import Frame
from publish.slides.powerpoint_template import text_size
from publish.slides.powerpoint_text import within

MOST_SIZE, LEAST_SIZE = 24, 8
INDENT, MARGIN = 44, 16
"""What bullets with their margins, or margins alone, take of the width."""

BETWEEN_SIZES = 0.35
"""Space between paragraphs, in sizes of their letters."""


def prose(canvas: Canvas, block: Prose, area: Frame, placeholder) -> None:
    """Paragraphs, in the body of the template where it has one."""
    if not block.items:
        return
    own = min(text_size(placeholder, MOST_SIZE), MOST_SIZE) if placeholder is not None else MOST_SIZE
    room = Frame(0, 0, max(area.width - (INDENT if block.bulleted else MARGIN), 1), area.height - 8)
    size, between = _text_size(block, room, own)
    shown = within(block.items, size, room, between)
    for number, text in enumerate(block.items):
        canvas.keep(text, shown[number] if number < len(shown) else "")
    shape = placeholder if placeholder is not None else canvas.shapes.add_textbox(*emu(area))
    shape.name = "body"
    shape.left, shape.top, shape.width, shape.height = emu(area)
    shape.text_frame.word_wrap = True
    for number, text in enumerate(shown):
        paragraph = shape.text_frame.paragraphs[0] if number == 0 else shape.text_frame.add_paragraph()
        run = paragraph.add_run()
        run.text = f"• {text}" if block.bulleted and placeholder is None else text
        run.font.size, paragraph.space_before, paragraph.line_spacing = Pt(size), Pt(between if number else 0), 1.0
        if not block.bulleted:
            _without_bullet(paragraph)


def _text_size(block: Prose, room: Frame, most: float) -> tuple[float, float]:
    """The size of letters and the space between paragraphs, which shrinks with them."""
    for size in range(int(most), LEAST_SIZE, -1):
        if fit.height(block.items, size, room.width, size * BETWEEN_SIZES) <= room.height:
            return size, size * BETWEEN_SIZES
    return LEAST_SIZE, LEAST_SIZE * BETWEEN_SIZES


def _without_bullet(paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    later = ("a:buAutoNum", "a:buChar", "a:buBlip", "a:tabLst", "a:defRPr", "a:extLst")
    properties.insert_element_before(properties.makeelement(qn("a:buNone"), {}), *later)
