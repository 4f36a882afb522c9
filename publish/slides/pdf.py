"""A deck as PDF: the same slides as SVG and HTML, vector, one page each, without a browser.

The fonts are Source Sans Pro (SIL Open Font License) of the package font-source-sans-pro, which has
Cyrillic and every mark used here; the letters that occur are embedded, so that the text can be searched.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files

from fpdf import FPDF, ViewerPreferences
from fpdf.drawing import DeviceRGB, PaintedPath
from fpdf.enums import IntersectionRule

from publish.drawing.canvas import Box, Place
from publish.drawing.letters import clean
from publish.drawing.paint import INK, light
from publish.slides.draw import draw
from publish.slides.sheet import HIGH, WIDE
from publish.slides.slide import Deck

PT_PER_PX = 0.75
"""1280 by 720 px are 13.333 by 7.5 inches."""

FONTS = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Semibold.ttf"}
FAMILY = "Slides"
LARGER = 1.06
"""Source Sans is drawn so much smaller in its size than the fonts that the layout reckons with."""

MAKER = "Cluster Atlas"


def write(deck: Deck, outlines: Mapping) -> bytes:
    """The deck as a PDF file; the same deck gives the same bytes. `outlines` is the GeoJSON of the 27 units."""
    document = _document(deck)
    for number, slide in enumerate(deck.slides, 1):
        document.add_page()
        document.start_section(clean(slide.title) or str(number))
        draw(PdfCanvas(document), slide, deck, number, outlines)
    return bytes(document.output())


def _document(deck: Deck) -> FPDF:
    document = FPDF(unit="pt", format=(WIDE * PT_PER_PX, HIGH * PT_PER_PX))
    document.set_auto_page_break(False)
    document.set_margin(0)
    for style, name in FONTS.items():
        document.add_font(FAMILY, style, str(files("font_source_sans_pro") / "files" / name))
    document.set_title(clean(deck.title))
    document.set_subject(clean(deck.release_name))
    document.set_author(clean(deck.brand))
    document.set_creator(MAKER)
    document.set_producer(MAKER)
    document.set_lang(deck.language)
    document.set_creation_date(_moment(deck.made))
    document.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return document


def _moment(made: str) -> datetime:
    """The moment of the release; without a zone it is read as UTC."""
    moment = datetime.fromisoformat(made)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _rgb(paint: str) -> tuple[int, int, int]:
    colour = light(paint)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class PdfCanvas:
    """A canvas whose marks are those of a PDF page."""

    def __init__(self, document: FPDF) -> None:
        self.document = document

    def text(self, x: float, y: float, text: str, size: float, colour: str = INK, bold: bool = False,
             anchor: str = "start", room: float = 0, role: str = "") -> None:
        """One line of text on its baseline, smaller where its room is narrower."""
        text, page = clean(text), self.document
        if not text:
            return
        page.set_font(FAMILY, "B" if bold else "", size * PT_PER_PX * LARGER)
        wide = page.get_string_width(text)
        if room and wide > room * PT_PER_PX:
            page.set_font_size(page.font_size_pt * room * PT_PER_PX / wide)
            wide = room * PT_PER_PX
        page.set_text_color(*_rgb(colour))
        page.text(x * PT_PER_PX - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor], y * PT_PER_PX, text)

    def area(self, rings: Sequence[Sequence[Place]], fill: str = "", stroke: str = "", width: float = 1,
             role: str = "", told: str = "") -> None:
        """A filled outline; holes by the even-odd rule."""
        if len(rings) == 1:
            style = self._style(fill, stroke, width)
            self.document.polygon([(x * PT_PER_PX, y * PT_PER_PX) for x, y in rings[0]], style=style)
            return
        path = PaintedPath()
        path.style.intersection_rule = IntersectionRule.EVENODD
        path.style.fill_color = DeviceRGB(*(part / 255 for part in _rgb(fill))) if fill else None
        path.style.stroke_color = DeviceRGB(*(part / 255 for part in _rgb(stroke))) if stroke else None
        path.style.stroke_width = width * PT_PER_PX
        for ring in rings:
            path.move_to(ring[0][0] * PT_PER_PX, ring[0][1] * PT_PER_PX)
            for x, y in ring[1:]:
                path.line_to(x * PT_PER_PX, y * PT_PER_PX)
            path.close()
        self.document.draw_path(path, copy=False)

    def lines(self, paths: Sequence[Sequence[Place]], colour: str, width: float = 1, dash: Sequence[float] = (), role: str = "") -> None:
        """Open lines."""
        self._style("", colour, width)
        if dash:
            self.document.set_dash_pattern(dash[0] * PT_PER_PX, dash[1] * PT_PER_PX)
        for one in paths:
            self.document.polyline([(x * PT_PER_PX, y * PT_PER_PX) for x, y in one])
        if dash:
            self.document.set_dash_pattern()

    def box(self, box: Box, fill: str = "", stroke: str = "", width: float = 1, radius: float = 0, role: str = "", told: str = "") -> None:
        """A rectangle."""
        style = self._style(fill, stroke, width)
        place = (box.x * PT_PER_PX, box.y * PT_PER_PX, box.wide * PT_PER_PX, box.high * PT_PER_PX)
        self.document.rect(*place, style=style, round_corners=radius > 0, corner_radius=radius * PT_PER_PX)

    def circle(self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", width: float = 1,
             role: str = "", told: str = "") -> None:
        """A circle."""
        style = self._style(fill, stroke, width)
        self.document.circle(x * PT_PER_PX, y * PT_PER_PX, radius * PT_PER_PX, style=style)

    def _style(self, fill: str, stroke: str, width: float) -> str:
        """Set the colours and the width of the next mark; how it is painted."""
        if fill:
            self.document.set_fill_color(*_rgb(fill))
        if stroke:
            self.document.set_draw_color(*_rgb(stroke))
            self.document.set_line_width(width * PT_PER_PX)
        return ("D" if stroke else "") + ("F" if fill else "") or "D"
