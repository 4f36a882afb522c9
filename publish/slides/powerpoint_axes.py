"""Axes of native charts: how far they reach, how their numbers are written in the language, how little of them is drawn."""

import re
from datetime import date, timedelta
from math import ceil, floor, log10

from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from publish.slides import powerpoint_marks as marks
from publish.slides.powerpoint_fit import Frame

GROUPS = {"uk": "\\ "}
"""What stands between thousands, told letter by letter: a number format otherwise follows the machine, not the deck."""

DECIMALS = {"uk": ","}
MONTHS = {"uk": "[$-422]mmm\\ yyyy"}
TICKS = 5
EPOCH = date(1899, 12, 30)
"""Day 0 of a workbook."""



def number_format(language: str, greatest: float = 0) -> str:
    """The number format of cells and labels, with the thousands of the language."""
    group = GROUPS.get(language, "\\,")
    thousands = f"[>=1000]#{group}##0"
    millions = f"[>=1000000]#{group}###{group}##0"
    if greatest >= 1e9:
        return f"[>=1000000000]#{group}###{group}###{group}##0;{millions};General"
    return f"{millions};{thousands};General"


def tick_format(language: str, ticks: tuple[tuple[float, str], ...]) -> str:
    """The words of ticks as a number format (6 billion -> 0,,," billion"); the plain one where they are of several kinds."""
    kinds = {kind for value, words in ticks if value for kind in [_kind(language, value, words)]}
    if len(kinds) != 1 or None in kinds:
        return number_format(language, max((value for value, _ in ticks), default=0))
    before, scale, after = kinds.pop()
    decimals = max(_decimals(language, words) for value, words in ticks if value)
    figure = ("0." + "0" * decimals if decimals else "0") + "," * scale
    figure = number_format(language).split(";")[1].split("]")[1] if not scale and not decimals and ticks[-1][0] >= 1000 else figure
    shown = f'{_quoted(before)}{figure}{_quoted(after)}'
    return f"{shown};-{shown};0"


def _kind(language: str, value: float, words: str) -> tuple[str, int, str] | None:
    """What stands before the number, how many thousands it is divided by, what stands after."""
    found = re.search(r"\d[\d\s.,]*", words)
    if not found:
        return None
    digits = re.sub(r"\s", "", found[0])
    decimal = DECIMALS.get(language, ".")
    figure = float(digits.replace("," if decimal == "." else ".", "").replace(decimal, "."))
    scale = round(log10(value / figure) / 3, 6) if figure > 0 and value > 0 else -1
    tail = found[0][len(found[0].rstrip()):] + words[found.end():]
    return (words[: found.start()], int(scale), tail) if scale in (0, 1, 2, 3) else None


def _decimals(language: str, words: str) -> int:
    found = re.search(rf"\d{re.escape(DECIMALS.get(language, '.'))}(\d+)", words)
    return len(found[1]) if found else 0


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def nice_step(low: float, high: float) -> float:
    """A round step that gives about five ticks."""
    raw = (high - low) / TICKS or 1
    power = 10 ** floor(log10(raw))
    return next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= raw)


def reach(low: float, high: float, ticks: tuple[tuple[float, str], ...]) -> tuple[float, float, float]:
    """Least, greatest and step of a value axis: as the ticks say, else round numbers from zero."""
    values = [value for value, _ in ticks]
    steps = {round(b - a, 9) for a, b in zip(values, values[1:], strict=False)}
    if len(steps) == 1 and values[0] <= low and (step := steps.pop()) > 0:
        return values[0], max(values[-1], ceil(high / step) * step), step
    low, high = min(low, 0), max(high, 0)
    step = nice_step(low, high)
    return floor(low / step) * step, ceil(high / step) * step, step


def inner(chart, whole: Frame, plot: Frame) -> None:
    """Where exactly the plot stands within the chart: labels have the room around it."""
    shares = (("x", (plot.left - whole.left) / whole.width), ("y", (plot.top - whole.top) / whole.height),
              ("w", plot.width / whole.width), ("h", plot.height / whole.height))
    sides = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in shares)
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, parse_xml(f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
                             f'<c:yMode val="edge"/>{sides}</c:manualLayout></c:layout>'))


def category_axis(chart, size: float) -> None:
    """Names without ticks, on a quiet line, below or left of everything."""
    axis = chart.category_axis
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.has_major_gridlines = False
    axis.tick_labels.font.size = Pt(size)
    _lined(axis._element, marks.line(marks.CONTEXT))


def label_every(chart, many: int) -> None:
    """Label only every so many-th category."""
    if many > 1:
        element = chart.category_axis._element
        later = element.find(qn("c:noMultiLvlLbl"))
        skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{many}"/>')
        element.append(skip) if later is None else later.addprevious(skip)


def value_axis(chart, low: float, high: float, step: float = 0, form: str = "", size: float = 0) -> None:
    """The values: a few faint lines with their numbers, or nothing where each mark carries its own (no `step`)."""
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = low, high
    axis.has_minor_gridlines, axis.has_major_gridlines = False, bool(step)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    if not step:
        axis.visible = False
        return
    axis.major_unit = step
    axis.tick_labels.font.size = Pt(size)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    lines = axis._element.find(qn("c:majorGridlines"))
    lines.append(parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{marks.line(marks.FAINT, 0.75)}</c:spPr>"))
    _lined(axis._element, "<a:ln><a:noFill/></a:ln>")


def _lined(axis, line: str) -> None:
    properties = axis.get_or_add_spPr() if hasattr(axis, "get_or_add_spPr") else None
    if properties is None:
        properties = axis.find(qn("c:spPr"))
    properties.append(parse_xml(line.replace("<a:ln", f"<a:ln {nsdecls('a')}", 1)))


def span(first: date, last: date) -> tuple[date, date]:
    """The days that an axis shows: from the start of a year, or of a month, with room before the first and after the last."""
    room = timedelta(days=max((last - first).days // 25, 10))
    start = first - room / 3
    return date(start.year, 1 if _by_year(first, last) else start.month, 1), last + room


def _by_year(first: date, last: date) -> bool:
    return (last - first).days > 3 * 365


def date_axis(chart, language: str, first: date, last: date) -> None:
    """Days on a time axis: years as years, shorter spans by month."""
    yearly, start, end = _by_year(first, last), *span(first, last)
    axis = chart.category_axis
    axis.minimum_scale, axis.maximum_scale = (float((day - EPOCH).days) for day in (start, end))
    axis.tick_labels.number_format = "yyyy" if yearly else MONTHS.get(language, "[$-409]mmm\\ yyyy")
    axis.tick_labels.number_format_is_linked = False
    months = (end - start).days / 30.4
    unit, every = ("years", ceil(months / 12 / 10)) if yearly else ("months", ceil(months / 8))
    element = axis._element
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"):
        for old in element.findall(qn(f"c:{name}")):
            element.remove(old)
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", every), ("majorTimeUnit", unit)):
        element.append(parse_xml(f'<c:{name} {nsdecls("c")} val="{value}"/>'))
