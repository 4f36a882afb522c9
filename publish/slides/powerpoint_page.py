"""One slide: texts into the placeholders of its layout, blocks into the room between, notes, reading order."""

from io import BytesIO

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from publish.drawing.blocks import Block, Graphic, Map, Prose, Table, Tiles, Timeline
from publish.slides import powerpoint_fit as fit
from publish.slides import powerpoint_map, powerpoint_table, powerpoint_template, powerpoint_tiles
from publish.slides.powerpoint_canvas import Canvas, plain
from publish.slides.powerpoint_charts import bars, columns
from publish.slides.powerpoint_fit import Frame
from publish.slides.powerpoint_lines import lines
from publish.slides.powerpoint_prose import prose
from publish.slides.powerpoint_ring import doughnut
from publish.slides.powerpoint_text import ACCENTS, GROUND, MUTED, box, paint
from publish.slides.slide import Deck, Slide

GAP = 12
LEAST_TITLE, LEAST_LINE = 14, 9
REMARK_SIZE, SOURCE_SIZE, SUBTITLE_SIZE = 10, 10, 15
SOURCE_HEIGHT = 16
STRIP = 0.36
"""The share of the height that big numbers take above a chart."""

LOGO_TOP_PT, LOGO_HEIGHT_PT = 12, 26
MOST_ON_A_LINE = 6
BETWEEN = 6
ORDER = ("title", "subtitle")
LAST = ("remarks", "source", "number", "draft")


def fill(canvas: Canvas, slide: Slide, title: str, draft_word: str) -> None:
    """Draw a slide on its new page."""
    parts = powerpoint_template.roles(canvas.page, slide.layout)
    if not slide.subtitle and "body" not in parts and _only_text(slide):
        parts |= {"body": parts.pop("subtitle")} if "subtitle" in parts else {}
    area = _area(canvas, parts)
    _heading(canvas, parts["title"], title, "title")
    area = _subtitle(canvas, parts, slide.subtitle, area)
    area = _source(canvas, parts, slide.source, area)
    area = _remarks(canvas, slide.remarks, area)
    _body(canvas, parts, slide, area)
    if slide.draft:
        _ribbon(canvas, draft_word)
    powerpoint_template.add_number(canvas.page)
    _in_reading_order(canvas)
    _notes(canvas, slide)


def logo(page, deck: Deck) -> None:
    """The brand's logo in the upper right corner, last in the reading order; the house's own template has its own."""
    drawn = page.shapes.add_picture(BytesIO(deck.logo), 0, Pt(LOGO_TOP_PT), height=Pt(LOGO_HEIGHT_PT))
    drawn.left = page.part.package.presentation_part.presentation.slide_width - drawn.width - Pt(LOGO_TOP_PT)
    drawn.name = "logo"
    drawn._element.nvPicPr.cNvPr.set("descr", deck.brand)


def _only_text(slide: Slide) -> bool:
    return len(slide.blocks) == 1 and isinstance(slide.blocks[0], Prose)


def _area(canvas: Canvas, parts: dict) -> Frame:
    """The room for content: the body's place, else what is left between the texts above and the foot."""
    height = canvas.page.part.package.presentation_part.presentation.slide_height.pt
    width = canvas.page.part.package.presentation_part.presentation.slide_width.pt
    if "body" in parts and (body := powerpoint_template.frame(parts["body"])):
        return body
    above = [where for name in ORDER if name in parts and (where := powerpoint_template.frame(parts[name]))]
    top = max((where.bottom for where in above), default=height * 0.2) + GAP
    left = above[0].left if above else width * 0.06
    floor = powerpoint_template.floor(canvas.page, height)
    return Frame(left, top, above[0].width if above else width * 0.88, max(floor - top - GAP / 2, 1))


def _heading(canvas: Canvas, placeholder, text: str, name: str) -> None:
    """A text in a placeholder of the template: its own look, smaller letters only where it would not fit."""
    placeholder.name = name
    placeholder.text_frame.text = text
    where, bold = powerpoint_template.frame(placeholder), name == "title"
    if where is None:
        return
    held = placeholder.text_frame
    width, height = where.width - held.margin_left.pt - held.margin_right.pt, where.height - held.margin_top.pt - held.margin_bottom.pt
    room = Frame(0, 0, max(width, 1), height)
    own = powerpoint_template.text_size(placeholder, 18)
    size = fit.fitted([text], room, own, min(own, LEAST_TITLE if bold else LEAST_LINE), bold=bold)
    held.text = canvas.keep(text, fit.cut_to(text, size, room, bold=bold))
    if size < own:
        held.paragraphs[0].runs[0].font.size = Pt(size)


def _subtitle(canvas: Canvas, parts: dict, text: str, area: Frame) -> Frame:
    """The subtitle in its place; where the template has none, a line on top of the content."""
    placeholder = parts.get("subtitle")
    if not text:
        if placeholder is not None:
            placeholder._element.getparent().remove(placeholder._element)
        return area
    if placeholder is not None:
        _heading(canvas, placeholder, text, "subtitle")
        return area
    strip, rest = area.cut_top(SUBTITLE_SIZE * fit.LINE + BETWEEN)
    _boxed(canvas, "subtitle", strip, [text], SUBTITLE_SIZE, colour=MUTED)
    return rest


def _source(canvas: Canvas, parts: dict, text: str, area: Frame) -> Frame:
    placeholder = parts.get("source")
    if not text:
        if placeholder is not None:
            placeholder._element.getparent().remove(placeholder._element)
        return area
    if placeholder is not None:
        _heading(canvas, placeholder, text, "source")
        return area
    rest, strip = area.cut_bottom(SOURCE_HEIGHT)
    _boxed(canvas, "source", strip, [text], SOURCE_SIZE, colour=MUTED, anchor=MSO_ANCHOR.BOTTOM)
    return rest


def _remarks(canvas: Canvas, remarks: tuple[str, ...], area: Frame) -> Frame:
    """Doubts in small print at the foot of the content, at most a quarter of it."""
    if not remarks:
        return area
    needed = fit.height(remarks, REMARK_SIZE, area.width) + BETWEEN
    rest, strip = area.cut_bottom(min(needed, area.height / 4))
    strip = strip._replace(top=strip.top + BETWEEN, height=strip.height - BETWEEN)
    _boxed(canvas, "remarks", strip, list(remarks), REMARK_SIZE, colour=MUTED)
    return rest


def _boxed(canvas: Canvas, name: str, frame: Frame, texts: list[str], size: float, **how) -> None:
    _, cut = box(canvas.shapes, name, frame, texts, size, **how)
    for text in cut:
        canvas.keep(text, "")


def _body(canvas: Canvas, parts: dict, slide: Slide, area: Frame) -> None:
    """The blocks; a single text goes into the body's own placeholder, which is removed otherwise."""
    body = parts.get("body")
    if body is not None and not _only_text(slide):
        body._element.getparent().remove(body._element)
    if _only_text(slide):
        prose(canvas, slide.blocks[0], area, body)
        return
    for block, frame in zip(slide.blocks, _frames(slide.blocks, area), strict=True):
        _block(canvas, block, frame, slide.title)


def _frames(blocks: tuple[Block, ...], area: Frame) -> list[Frame]:
    """Where each block stands: big numbers in a strip on top, the others side by side below."""
    strips = [n for n, block in enumerate(blocks) if isinstance(block, Tiles)]
    others = [n for n in range(len(blocks)) if n not in strips]
    if not others or not strips:
        shares = [len(block.tiles) if isinstance(block, Tiles) else 1 if isinstance(block, Prose) else 2 for block in blocks]
        return area.columns(shares, 2 * GAP) if blocks else []
    strip, rest = area.cut_top(area.height * STRIP)
    counts = [len(blocks[n].tiles) for n in strips]
    frames = dict(zip(strips, strip._replace(height=strip.height - GAP).columns(counts, 2 * GAP), strict=True))
    shares = [1 if isinstance(blocks[n], Prose) else 2 for n in others]
    frames |= dict(zip(others, rest.columns(shares, 2 * GAP), strict=True))
    return [frames[n] for n in range(len(blocks))]


def _block(canvas: Canvas, block: Block, frame: Frame, title: str) -> None:
    match block:
        case Tiles():
            powerpoint_tiles.tiles(canvas, block, frame)
        case Graphic():
            _graphic(canvas, block, frame)
        case Map():
            powerpoint_map.draw(canvas, block, frame)
        case Table() if block.rows:
            powerpoint_table.table(canvas, block, frame, title)
        case Timeline() if block.items:
            draw = powerpoint_tiles.on_a_line if len(block.items) <= MOST_ON_A_LINE else powerpoint_table.timeline
            draw(canvas, block, frame)
        case Prose():
            prose(canvas, block, frame, None)


def _graphic(canvas: Canvas, block: Graphic, frame: Frame) -> None:
    if not any(point.value is not None for point in block.chart.points):
        _boxed(canvas, "no values", frame, [block.alt], SUBTITLE_SIZE)
        return
    if block.form == "units" and powerpoint_tiles.units(canvas, block, frame):
        return
    match block.form:
        case "line":
            lines(canvas, block, frame)
        case "column" | "before_after":
            columns(canvas, block, frame)
        case "stacked":
            columns(canvas, block, frame, stacked=True)
        case "doughnut":
            doughnut(canvas, block, frame)
        case _:
            bars(canvas, block, frame)


def _ribbon(canvas: Canvas, word: str) -> None:
    """The word for a draft, over the upper edge in the middle."""
    width = canvas.page.part.package.presentation_part.presentation.slide_width.pt
    long = fit.width(word, 11, bold=True) + 32
    ribbon = plain(canvas.shapes, MSO_SHAPE.RECTANGLE, "draft", Frame((width - long) / 2, 0, long, 20))
    ribbon.fill.solid()
    paint(ribbon.fill.fore_color, ACCENTS[4])
    ribbon.line.fill.background()
    ribbon.text_frame.margin_top = ribbon.text_frame.margin_bottom = 0
    paragraph = ribbon.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = word, Pt(11), True
    paint(run.font.color, GROUND)


def _in_reading_order(canvas: Canvas) -> None:
    """Title, subtitle, content in its order, remarks, source, number: the order of shapes is that of a screen reader."""
    shapes = list(canvas.shapes)
    ranked = sorted(shapes, key=lambda shape: ORDER.index(shape.name) if shape.name in ORDER
                    else len(ORDER) + 1 + LAST.index(shape.name) if shape.name in LAST else len(ORDER))
    for shape in ranked:
        canvas.shapes._spTree.append(shape._element)


def _notes(canvas: Canvas, slide: Slide) -> None:
    lines_of_notes = [*slide.notes, *canvas.left_out]
    if lines_of_notes:
        canvas.page.notes_slide.notes_text_frame.text = "\n".join(lines_of_notes)
