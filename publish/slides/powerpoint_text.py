"""Texts in shapes: sized to stay within their frame, cut with an ellipsis only where the least size does not help."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from publish.slides import powerpoint_fit as fit
from publish.slides.powerpoint_fit import Frame

TEXT, MUTED, GROUND = MSO_THEME_COLOR.TEXT_1, MSO_THEME_COLOR.TEXT_2, MSO_THEME_COLOR.BACKGROUND_1
CONTEXT = (MSO_THEME_COLOR.BACKGROUND_1, -0.35)
FAINT = (MSO_THEME_COLOR.BACKGROUND_1, -0.15)
ACCENTS = tuple(getattr(MSO_THEME_COLOR, f"ACCENT_{n}") for n in range(1, 7))
LEAST = 8
"""Points below which no text is set."""


def clean(value, lines: bool = False):
    """The same record with texts that XML can carry: control characters out, breaks as spaces."""
    if isinstance(value, str):
        return "".join(_letter(letter, lines) for letter in value)
    if isinstance(value, tuple):
        return tuple(clean(each, lines) for each in value)
    if is_dataclass(value):
        return replace(value, **{each.name: clean(getattr(value, each.name), lines) for each in fields(value)})
    return value


def _letter(letter: str, lines: bool) -> str:
    if letter in "\t\n\r":
        return letter if lines else " "
    code = ord(letter)
    legal = 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF
    return letter if legal else ""


def paint(colour, what) -> None:
    """Give a colour to a fill or a font: a theme colour, one with its brightness, or #rrggbb."""
    if isinstance(what, str):
        colour.rgb = RGBColor.from_string(what.lstrip("#").upper())
        return
    theme, brightness = what if isinstance(what, tuple) else (what, 0)
    colour.theme_color = theme
    if brightness:
        colour.brightness = brightness


def box(shapes, name: str, frame: Frame, texts: Sequence[str], size: float, **how):
    """A text box with paragraphs, sized down to stay within its frame. Returns the shape and the texts that were cut."""
    shape = shapes.add_textbox(*(Pt(side) for side in frame))
    shape.name = name
    return shape, write(shape, frame, texts, size, **how)


def write(shape, frame: Frame, texts: Sequence[str], most: float, least: float = LEAST, bold: bool = False, colour=TEXT,
          align=PP_ALIGN.LEFT, anchor=MSO_ANCHOR.TOP, between: float = 0) -> list[str]:
    """Write paragraphs into a shape of our own. Returns the texts that did not fit whole."""
    size = fit.fitted(texts, frame, most, least, between, bold)
    shown = within(texts, size, frame, between, bold)
    bare(shape.text_frame, anchor)
    for number, text in enumerate(shown):
        paragraph = shape.text_frame.paragraphs[0] if number == 0 else shape.text_frame.add_paragraph()
        paragraph.alignment = align
        if number and between:
            paragraph.space_before = Pt(between)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        paint(run.font.color, colour)
    return [text for number, text in enumerate(texts) if number >= len(shown) or shown[number] != text]


def within(texts: Sequence[str], size: float, frame: Frame, between: float = 0, bold: bool = False) -> list[str]:
    """The paragraphs that a frame holds at a size: the last of them cut, an ellipsis for those left out."""
    room, shown = frame.height + 0.5, []
    for text in texts:
        if fit.height([text], size, frame.width, 0, bold) > room:
            left = int(room / (size * fit.LINE))
            if left or not shown:
                shown.append(fit.cut(text, size, frame.width, max(left, 1), bold))
            else:
                shown[-1] = shown[-1].rstrip("….") + fit.ELLIPSIS
            break
        shown.append(text)
        room -= fit.height([text], size, frame.width, 0, bold) + between
    return shown


def bare(text_frame, anchor=MSO_ANCHOR.TOP) -> None:
    """A text frame without margins that wraps and never changes its size."""
    text_frame.margin_left = text_frame.margin_right = text_frame.margin_top = text_frame.margin_bottom = 0
    text_frame.word_wrap, text_frame.auto_size, text_frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor


def describe(shape, words: str) -> None:
    """Alternative text of a shape, a group, a chart or a table."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)
