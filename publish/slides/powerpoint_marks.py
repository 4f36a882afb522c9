"""How hedges, forecasts and doubts look in a native chart, as DrawingML: fills, dashes, whiskers and labels.

What python-pptx does not write (error bars, a label of several runs) is written here, behind golden tests.
"""

from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from layouts.chart import Point
from publish.drawing.plan import AHEAD, Series

TEXT = '<a:schemeClr val="tx1"/>'
MUTED = '<a:schemeClr val="tx1"><a:lumMod val="65000"/><a:lumOff val="35000"/></a:schemeClr>'
CONTEXT = '<a:schemeClr val="bg1"><a:lumMod val="65000"/></a:schemeClr>'
FAINT = '<a:schemeClr val="bg1"><a:lumMod val="85000"/></a:schemeClr>'
GROUND = '<a:schemeClr val="bg1"/>'
HOLLOW = (*AHEAD, "E")
MARKERS = {"at_least": "triangle", "range": "dash"}
CONFLICT = " ‖"
PALE = 45_000
"""Opacity of an older value, in thousandths of a percent."""

_NS = nsdecls("c", "a")
NO_MARKER = f'<c:marker {_NS}><c:symbol val="none"/></c:marker>'
NO_LEADERS = ('<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
              'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>')
"""No line from a label that was moved to its mark."""

_SHOW = "".join(f'<c:show{name} val="{{}}"/>' if name == "Val" else f'<c:show{name} val="0"/>'
                for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"))


def accent(number: int) -> str:
    """One of the theme's six accents, counted from 0."""
    return f'<a:schemeClr val="accent{number % 6 + 1}"/>'


def _with(colour: str, change: str) -> str:
    """A colour with a change inside its element."""
    end = "</a:schemeClr>"
    return colour[:-2] + f">{change}{end}" if colour.endswith("/>") else colour.replace(end, change + end)


def solid(colour: str) -> str:
    return f"<a:solidFill>{colour}</a:solidFill>"


def hatched(colour: str, pattern: str = "wdUpDiag") -> str:
    return f'<a:pattFill prst="{pattern}"><a:fgClr>{colour}</a:fgClr><a:bgClr>{GROUND}</a:bgClr></a:pattFill>'


def line(colour: str, width_pt: float = 1, more: str = "") -> str:
    return f'<a:ln w="{int(width_pt * 12700)}" cap="rnd">{solid(colour)}{more}</a:ln>'


def bar(point: Point, colour: str, angle_deg: int) -> str:
    """The inside of a bar: hatched ahead of time, fading where it is open, soft where it is about, pale where it is older."""
    if point.status in AHEAD:
        return hatched(colour) + line(colour)
    if point.older:
        colour = _with(colour, f'<a:alpha val="{PALE}"/>')
    if point.qualifier == "at_least":
        return _fading(colour, angle_deg)
    soft = '<a:effectLst><a:softEdge rad="25400"/></a:effectLst>' if point.qualifier == "about" else ""
    return solid(colour) + "<a:ln><a:noFill/></a:ln>" + soft


def _fading(colour: str, angle_deg: int) -> str:
    """From full to nearly nothing over the last third: an open end."""
    faint = _with(colour, '<a:lumMod val="20000"/><a:lumOff val="80000"/>')
    stops = f'<a:gs pos="0">{colour}</a:gs><a:gs pos="65000">{colour}</a:gs><a:gs pos="100000">{faint}</a:gs>'
    return (f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst>'
            f'<a:lin ang="{angle_deg * 60000}" scaled="0"/></a:gradFill><a:ln><a:noFill/></a:ln>')


def marker(point: Point, colour: str) -> str:
    """The mark of a point on a line: hollow for what is not yet so, an upward tick for a floor, pale for about."""
    own = _with(colour, f'<a:alpha val="{PALE}"/>') if point.qualifier == "about" else colour
    inside = solid(GROUND if point.status in HOLLOW else own)
    size = 9 if point.status in HOLLOW or point.qualifier in MARKERS or point.conflict else 7
    edge = line(TEXT if point.conflict else colour, 1.75)
    return (f'<c:marker {_NS}><c:symbol val="{MARKERS.get(point.qualifier, "circle")}"/><c:size val="{size}"/>'
            f"<c:spPr>{inside}{edge}</c:spPr></c:marker>")


def runs(point: Point, arrow: str = "", before: str = "") -> list[str]:
    """What a label says, run by run: the name of its line, an arrow where it is open, the value as said, its doubt, its age."""
    said = [f"{before}  " if before else "", arrow, point.label, "" if "‖" in point.label or not point.conflict else CONFLICT,
            f" ({point.period})" if point.older and point.period else ""]
    return [text for text in said if text]


def arrow(point: Point, across: bool) -> str:
    """The small arrow of an open end: along the bar, or up; the closing one of a cap."""
    signs = {"at_least": "→ " if across else "↑ ", "up_to": "← " if across else "↓ "}
    return signs.get(point.qualifier, "")


def label(place: int, said: list[str], size: float, position: str, colour: str = TEXT, bold: bool = False,
          shift: tuple[float, float] = (0, 0), plate: bool = False) -> str:
    """One label with text of its own. `shift`: to the right and down, in shares of the chart; `plate`: on the ground's colour."""
    look = f'lang="en-US" sz="{int(size * 100)}" b="{int(bold)}"'
    written = "".join(f'<a:r><a:rPr {look}>{solid(colour)}</a:rPr><a:t>{escape(text)}</a:t></a:r>' for text in said)
    off = f'<c:x val="{shift[0]:.4f}"/><c:y val="{shift[1]:.4f}"/>'
    moved = f"<c:layout><c:manualLayout>{off}</c:manualLayout></c:layout>" if any(shift) else ""
    ground = f"<c:spPr>{solid(GROUND)}</c:spPr>" if plate else ""
    return (f'<c:dLbl><c:idx val="{place}"/>{moved}<c:tx><c:rich><a:bodyPr wrap="none" anchor="ctr"/><a:lstStyle/><a:p>'
            f'<a:pPr><a:defRPr sz="{int(size * 100)}"/></a:pPr>{written}</a:p></c:rich></c:tx>{ground}'
            + (f'<c:dLblPos val="{position}"/>' if position else "") + _SHOW.format(1) + "</c:dLbl>")


def put_labels(series, labels: list[str], size: float, number_format: str) -> None:
    """Give a series its labels; points without one show none."""
    element = series._element
    for old in element.findall(qn("c:dLbls")):
        element.remove(old)
    form = escape(number_format, {'"': "&quot;"})
    element._insert_dLbls(parse_xml(
        f'<c:dLbls {_NS}>{"".join(labels)}<c:numFmt formatCode="{form}" sourceLinked="0"/>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{int(size * 100)}"/></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        + _SHOW.format(0) + NO_LEADERS + "</c:dLbls>"))


def put_bar(series, place: int, inside: str) -> None:
    """Give one bar, or one part of a ring, its own inside."""
    point = series._element.get_or_add_dPt_for_point(place)
    if series._element.getparent().tag == qn("c:barChart"):
        point.find(qn("c:idx")).addnext(parse_xml(f'<c:invertIfNegative {_NS} val="0"/>'))
    properties = point.get_or_add_spPr()
    for child in parse_xml(f"<c:spPr {_NS}>{inside}</c:spPr>"):
        properties.append(child)


def put_usual_marker(series, mark: str) -> None:
    """Give all points of a line their marker."""
    for old in series._element.findall(qn("c:marker")):
        series._element.remove(old)
    series._element._insert_marker(parse_xml(mark))


def put_marker(series, place: int, mark: str, stroke: str) -> None:
    """Give one point of a line its own marker; the stroke to it is told again, or it would be an automatic one."""
    point = series._element.get_or_add_dPt_for_point(place)
    point._insert_marker(parse_xml(mark))
    properties = point.get_or_add_spPr()
    properties.append(parse_xml(stroke.replace("<a:ln", f"<a:ln {nsdecls('a')}", 1)))


def put_whiskers(series, plan_series: Series, colour: str) -> None:
    """Error bars from the lower to the upper value of each range; the other points have none."""
    spans = [(place, p.high - p.value) for place, p in enumerate(plan_series.points) if p and p.high is not None and p.value is not None]
    if not spans:
        return
    held = "".join(f'<c:pt idx="{place}"><c:v>{span!r}</c:v></c:pt>' for place, span in spans)
    count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(plan_series.points)}"/>'
    direction = '<c:errDir val="y"/>' if series._element.getparent().tag == qn("c:lineChart") else ""
    bars = parse_xml(
        f'<c:errBars {_NS}>{direction}<c:errBarType val="plus"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus><c:numLit>{count}{held}</c:numLit></c:plus><c:minus><c:numLit>{count}</c:numLit></c:minus>"
        f"<c:spPr>{line(colour, 2.5)}</c:spPr></c:errBars>")
    series._element.find(qn("c:cat")).addprevious(bars)
