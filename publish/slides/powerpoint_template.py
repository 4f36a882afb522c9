"""Which template a deck is drawn in: the program's own or a house's, its layouts found by name, its placeholders by their part."""

import re
import zipfile
from copy import deepcopy
from difflib import SequenceMatcher
from io import BytesIO

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from publish.slides import powerpoint_default
from publish.slides.powerpoint_fit import Frame
from publish.slides.slide import Deck, TemplateError

MOST_BYTES = 200_000_000
"""What a template may unpack to."""

AS_ARIAL = ("arial", "helvetica", "liberation sans", "times new roman", "arial narrow")
UNKNOWN_BREADTH = 1.2
"""Letters of another font may be missing where the file is opened, and what stands in for them is broader."""

SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension of a presentation that groups its slides."""

_CONTENT = ("title and content", "заголовок і вміст", "заголовок та вміст", "заголовок і об’єкт", "title only", "лише заголовок",
            "тільки заголовок")
_COVER = ("title slide", "титульний слайд", "титульна сторінка", "cover", "обкладинка")
COMMON_NAMES = {
    "title": _COVER,
    "section": ("section header", "section", "заголовок розділу", "розділ", "назва розділу"),
    **dict.fromkeys(("tiles", "chart", "map", "table", "timeline"), (*_CONTENT[4:], *_CONTENT[:4])),
    **dict.fromkeys(("text", "sources"), _CONTENT),
    "thanks": ("thank you", "thanks", "дякуємо", "дякую", "closing", "end slide", "кінцевий слайд", *_COVER, "title"),
}
"""Names of layouts that stand in for ours, the first found is taken."""

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_BODIES = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE)
_FEET = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_ROLES = {"subtitle": ("subtitle", "підзаголовок"), "source": ("source", "sources", "джерело", "джерела")}
COVERS = ("title", "section", "thanks")


def opened(deck: Deck, template: bytes | None):
    """A presentation without slides, from a house template or the program's own.

    Raises TemplateError where the bytes are no .pptx or a layout that the deck needs is missing.
    """
    if template is None:
        return Presentation(BytesIO(powerpoint_default.template(deck.brand, deck.colour)))
    presentation = _read(template)
    _without_slides(presentation)
    for kind in dict.fromkeys(slide.layout for slide in deck.slides):
        layout(presentation, kind)
    return presentation


def _read(template: bytes):
    try:
        with zipfile.ZipFile(BytesIO(template)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
                raise TemplateError(f"The template unpacks to more than {MOST_BYTES // 1_000_000} MB; take large pictures out of it.")
        presentation = Presentation(BytesIO(template))
        if not len(presentation.slide_layouts):
            raise TemplateError("The template holds no layouts; save it again in PowerPoint as .pptx.")
        return presentation
    except TemplateError:
        raise
    except ValueError as wrong:
        raise TemplateError("The template is not a PowerPoint presentation; a .potx or .pptm must be saved as .pptx first.") from wrong
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, IndexError, AttributeError, etree.LxmlError, OSError,
            NotImplementedError, EOFError, RuntimeError, zipfile.zlib.error) as wrong:
        raise TemplateError("The template cannot be read: it is not a .pptx file, or it is damaged. Save it again as .pptx.") from wrong


def _without_slides(presentation) -> None:
    """Sample slides of a template go, and the sections and shows that name them."""
    element = presentation.part._element
    for slide in list(element.iter(qn("p:sldId"))):
        presentation.part.drop_rel(slide.rId)
        slide.getparent().remove(slide)
    sections = [ext for ext in element.iter(qn("p:ext")) if ext.get("uri") == SECTIONS]
    for gone in [*element.findall(qn("p:custShowLst")), *sections]:
        gone.getparent().remove(gone)


def folded(name: str) -> str:
    """A name as it is compared: case, spaces and apostrophes do not matter, nor a number before it."""
    return re.sub(r"^\d+_", "", " ".join(name.casefold().replace("'", "’").split()))


def layout(presentation, kind: str):
    """The layout for a kind of slide: by our own name, else by a name PowerPoint commonly gives.

    Raises TemplateError naming the layout and the closest match.
    """
    found = {folded(each.name): each for master in reversed(list(presentation.slide_masters)) for each in master.slide_layouts}
    for name in (kind, *COMMON_NAMES[kind]):
        if name in found:
            _demand_title(found[name], kind)
            return found[name]
    accepted = (kind, *COMMON_NAMES[kind])
    near = max(found, key=lambda name: max(SequenceMatcher(None, name, wanted).ratio() for wanted in accepted), default="")
    raise TemplateError(
        f"The template has no layout “{kind}” (it may also be named {', '.join(f'“{name}”' for name in COMMON_NAMES[kind])}). "
        f"The closest is “{found[near].name if near else ''}”: rename it, or add the layout.")


def _demand_title(found, kind: str) -> None:
    if not any(each.placeholder_format.type in _TITLES for each in found.placeholders):
        raise TemplateError(f"The layout “{found.name}”, taken for “{kind}”, has no place for a title; add a title placeholder to it.")


def roles(page, kind: str) -> dict:
    """The placeholders of a new slide by their part: title, subtitle, body, source; those without a part are removed."""
    names = {each.placeholder_format.idx: folded(each.name) for each in page.slide_layout.placeholders}
    found: dict = {}
    for placeholder in sorted(page.placeholders, key=lambda each: each.placeholder_format.idx):
        role = _role(placeholder, names.get(placeholder.placeholder_format.idx, ""), kind, found)
        if role:
            found[role] = placeholder
        else:
            placeholder._element.getparent().remove(placeholder._element)
    return found


def _role(placeholder, name: str, kind: str, found: dict) -> str:
    shape = placeholder.placeholder_format.type
    plain = re.sub(r"\s*\d+$", "", name)
    role = "title" if shape in _TITLES else "subtitle" if shape == PP_PLACEHOLDER.SUBTITLE else ""
    role = role or next((each for each, said in _ROLES.items() if plain in said), "")
    if not role and shape in _BODIES:
        role = "subtitle" if kind in COVERS and "subtitle" not in found and plain != "body" else "body"
    return role if role and role not in found else ""


def frame(shape) -> Frame | None:
    """Where a placeholder stands, its place taken from layout or master; nothing where none says so."""
    if None in (shape.left, shape.top, shape.width, shape.height):
        return None
    return Frame(*(side.pt for side in (shape.left, shape.top, shape.width, shape.height)))


def floor(page, height: float) -> float:
    """How far down a slide content may reach: to the placeholders of its foot."""
    feet = [where.top for each in page.slide_layout.placeholders
            if each.placeholder_format.type in _FEET and (where := frame(each)) and where.top > height / 2]
    return min(feet, default=height - 24)


def text_size(placeholder, fallback: float) -> float:
    """The size of the first level of a placeholder's text as layout or master set it."""
    level = f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
    inherited, title = placeholder, placeholder.placeholder_format.type in _TITLES
    for _ in range(2):
        inherited = inherited._base_placeholder
        if inherited is None:
            break
        found = inherited._element.find(level)
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100
    style = qn("p:titleStyle" if title else "p:bodyStyle")
    styles = placeholder.part.slide_layout.slide_master._element.find(f"{qn('p:txStyles')}/{style}")
    found = styles.find(level) if styles is not None else None
    return int(found.get("sz")) / 100 if found is not None and found.get("sz") else fallback


def add_number(page) -> None:
    """The number of the slide, where its layout has a place for it."""
    for each in page.slide_layout.placeholders:
        if each.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            copied = deepcopy(each._element)
            page.shapes._spTree.append(copied)
            copied.nvSpPr.cNvPr.set("id", str(page.shapes._next_shape_id))
            copied.nvSpPr.cNvPr.set("name", "number")
            return


def breadth(presentation) -> float:
    """How broad the letters of the template are to be taken, Arial's being 1."""
    theme = etree.fromstring(presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    latin = [font for kind in ("a:majorFont", "a:minorFont") for font in theme.iterfind(f".//{qn(kind)}/{qn('a:latin')}")]
    fonts = {font.get("typeface", "").casefold() for font in latin}
    return 1.0 if fonts and fonts <= set(AS_ARIAL) else UNKNOWN_BREADTH
