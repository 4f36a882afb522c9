"""The template of the program itself: 16:9, ten named layouts, the brand's colours as theme colours, Arial for its Cyrillic.

It is made from python-pptx's own empty file by writing theme, master and layouts anew, so nothing binary is kept here.
"""

from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from layouts.theme import ACCENT, CONTEXT, SERIES
from publish.slides.powerpoint_fit import Frame

SIZE = (960, 540)
"""Points: 13.333 by 7.5 inches."""

FONT = "Arial"
COLOURS = {"dk1": "#14202b", "lt1": "#ffffff", "dk2": "#4a5763", "lt2": "#eef2f6",
           **{f"accent{n}": colour for n, colour in enumerate(SERIES, 1)}, "hlink": ACCENT, "folHlink": CONTEXT}

TITLE, SUBTITLE, BODY = Frame(44, 30, 872, 56), Frame(44, 88, 872, 24), Frame(44, 122, 872, 368)
SOURCE, BRAND, NUMBER = Frame(44, 502, 640, 24), Frame(690, 502, 176, 24), Frame(872, 502, 44, 24)
CONTENT = (("title", TITLE, 26), ("subtitle", SUBTITLE, 15), ("body", BODY, 20), ("source", SOURCE, 10), ("number", NUMBER, 10))
LAYOUTS = {
    "title": (("title", Frame(72, 130, 816, 140), 40), ("subtitle", Frame(72, 284, 816, 60), 20), *CONTENT[3:]),
    "section": (("title", Frame(72, 170, 816, 110), 36), ("subtitle", Frame(72, 292, 816, 60), 18), *CONTENT[3:]),
    **dict.fromkeys(("tiles", "chart", "map", "table", "timeline", "text", "sources"), CONTENT),
    "thanks": (("title", Frame(72, 130, 816, 90), 40), ("subtitle", Frame(72, 228, 816, 34), 20),
               ("body", Frame(72, 276, 816, 200), 18), *CONTENT[3:]),
}
TINTED = ("title", "section", "thanks")
"""Layouts on the tinted ground."""

_PLACEHOLDERS = {"title": ("title", 0), "subtitle": ("body", 13), "body": ("", 1), "source": ("body", 14), "number": ("sldNum", 12)}
_MUTED = ("subtitle", "source", "number")
_ANCHORS = {"title": "b", "source": "ctr", "number": "ctr"}
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_EMPTY_TREE = ('<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
               '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>')
_NUMBER_FIELD = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'


@lru_cache(maxsize=8)
def template(brand: str, colour: str = "") -> bytes:
    """The template as a file, with the brand's name in its foot and its colour (#rrggbb) as the first of the theme."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = (Pt(side) for side in SIZE)
    del presentation.part._element.sldSz.attrib["type"]
    _drop_leftovers(presentation)
    _write_theme(presentation.slide_master, brand, {**COLOURS, "accent1": colour or ACCENT})
    _write_master(presentation.slide_master, brand)
    for layout, name in zip(list(presentation.slide_layouts), [*LAYOUTS, ""], strict=True):
        if name:
            _write_layout(layout, name)
        else:
            presentation.slide_layouts.remove(layout)
    file = BytesIO()
    presentation.save(file)
    return file.getvalue()


def _drop_leftovers(presentation) -> None:
    """The settings of a printer and the picture of an empty page."""
    part = presentation.part
    for rels, kind in ((part.rels, RELATIONSHIP_TYPE.PRINTER_SETTINGS), (part.package._rels, RELATIONSHIP_TYPE.THUMBNAIL)):
        for name in [name for name, rel in rels.items() if rel.reltype == kind]:
            rels.pop(name)


def _write_theme(master, brand: str, colours: dict[str, str]) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", brand)
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", brand)
    for name, colour in colours.items():
        slot = scheme.find(qn(f"a:{name}"))
        slot.clear()
        etree.SubElement(slot, qn("a:srgbClr"), val=colour.lstrip("#"))
    fonts = theme.find(f".//{qn('a:fontScheme')}")
    fonts.set("name", FONT)
    for latin in fonts.iter(qn("a:latin")):
        latin.set("typeface", FONT)
    part._blob = etree.tostring(theme, encoding="UTF-8", xml_declaration=True, standalone=True)


def _write_master(master, brand: str) -> None:
    stripe = _shape(20, "stripe", Frame(44, 20, 40, 4), '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>', "<a:p/>")
    named = _shape(21, "brand", BRAND, "<a:noFill/>", _paragraph(escape(brand), 10, "r"))
    shapes = [_placeholder(n, *spot, master=True) for n, spot in enumerate((CONTENT[0], CONTENT[2], CONTENT[4]), 2)]
    _fill_tree(master._element, [stripe, *shapes, named])
    styles = master._element.find(qn("p:txStyles"))
    for name, size, bold in (("p:titleStyle", 26, True), ("p:bodyStyle", 18, False)):
        styles.find(qn(name)).getparent().replace(styles.find(qn(name)), parse_xml(_style(name, size, bold)))


def _write_layout(layout, name: str) -> None:
    element = layout._element
    element.attrib.pop("type", None)
    element.set("userDrawn", "1")
    element.find(qn("p:cSld")).set("name", name)
    _fill_tree(element, [_placeholder(n, *spot) for n, spot in enumerate(LAYOUTS[name], 2)])
    if name in TINTED:
        ground = f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        element.find(qn("p:cSld")).insert(0, parse_xml(ground))


def _fill_tree(element, shapes: list[str]) -> None:
    """The shapes of a master or layout, in place of those it had."""
    sheet = element.find(qn("p:cSld"))
    tree = parse_xml(f'<p:spTree {nsdecls("p", "a", "r")}>{_EMPTY_TREE}{"".join(shapes)}</p:spTree>')
    sheet.replace(sheet.find(qn("p:spTree")), tree)


def _placeholder(number: int, name: str, frame: Frame, size: int, master: bool = False) -> str:
    kind, index = _PLACEHOLDERS[name]
    kind = "body" if master and not kind else kind
    attributes = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index and not (master and name == "body") else "")
    text = _NUMBER_FIELD if name == "number" else f'<a:r><a:rPr lang="en-US"/><a:t>{name}</a:t></a:r>'
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph{attributes}/></p:nvPr></p:nvSpPr><p:spPr>{_place(frame)}{_RECTANGLE}</p:spPr>'
            f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{_ANCHORS.get(name, "t")}"><a:noAutofit/></a:bodyPr>'
            f'<a:lstStyle>{_level(name, size)}</a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>')


def _level(name: str, size: int) -> str:
    """The first level of a placeholder's text."""
    if name == "body":
        return f'<a:lvl1pPr><a:defRPr sz="{size * 100}"/></a:lvl1pPr>'
    colour = "tx2" if name in _MUTED else "tx1"
    align, bold = ("r" if name == "number" else "l"), int(name == "title")
    return (f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f'<a:defRPr sz="{size * 100}" b="{bold}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>')


def _shape(number: int, name: str, frame: Frame, fill: str, paragraph: str) -> str:
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
            f'<p:spPr>{_place(frame)}{_RECTANGLE}{fill}<a:ln><a:noFill/></a:ln></p:spPr>'
            f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>{paragraph}</p:txBody></p:sp>')


def _paragraph(text: str, size: int, align: str) -> str:
    look = f'<a:rPr lang="en-US" sz="{size * 100}"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:rPr>'
    return f'<a:p><a:pPr algn="{align}"/><a:r>{look}<a:t>{text}</a:t></a:r></a:p>'


def _place(frame: Frame) -> str:
    left, top, width, height = (int(Pt(side)) for side in frame)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _style(name: str, size: int, bold: bool) -> str:
    """A text style of the master: titles without, text with bullets."""
    bullet = "<a:buNone/>" if bold else '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    margin = "" if bold else ' marL="228600" indent="-228600"'
    font = "mj" if bold else "mn"
    return (f'<{name} {nsdecls("p", "a")}><a:lvl1pPr{margin} algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
            f'hangingPunct="1"><a:spcBef><a:spcPts val="{0 if bold else 600}"/></a:spcBef>{bullet}'
            f'<a:defRPr sz="{size * 100}" b="{int(bold)}" kern="1200">'
            f'<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/>'
            f'<a:cs typeface="+{font}-cs"/></a:defRPr></a:lvl1pPr></{name}>')
