"""How large a text may be so that it stays within its frame: widths estimated from the metrics of Arial, no font opened.

Sizes and frames are in points. An estimate keeps the file the same on every machine.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

LINE = 1.2
"""Height of a line in sizes of its letters."""

SLACK = 0.97
"""The share of a line that an estimate may fill."""

ELLIPSIS = "…"
_USUAL_EM = 0.56
_BOLD = 1.07
_WIDTHS_EM = {
    0.25: "'ijlі’|", 0.3: " \u00a0!,./:;I[]ftІЇї·()-`r{}", 0.4: "\"г‖*ґкзт^", 0.5: "Jcksvxyzсухэєчьвп→←↑↓", 0.62: "FTZТЗУКдлб+<=>~−",
    0.68: "&ABEKPSVXYАВЕРХЧжБЛЬДмъ", 0.76: "CDHNRUwИЙНПСЭЯыЄЦюФGOQОЪ", 0.83: "шфщMmМ%Ы", 1.02: "ЖШЩWЮ@№—…",
}
_BREADTH: ContextVar[float] = ContextVar("breadth", default=1.0)
_EM = {letter: width for width, letters in _WIDTHS_EM.items() for letter in letters}


class Frame(NamedTuple):
    """A rectangle on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    def cut_bottom(self, height: float) -> tuple["Frame", "Frame"]:
        """What is left above, and a strip at the bottom."""
        height = min(height, self.height)
        return self._replace(height=self.height - height), Frame(self.left, self.bottom - height, self.width, height)

    def cut_top(self, height: float) -> tuple["Frame", "Frame"]:
        """A strip at the top, and what is left below."""
        height = min(height, self.height)
        return self._replace(height=height), Frame(self.left, self.top + height, self.width, self.height - height)

    def columns(self, shares: Sequence[float], gap: float) -> list["Frame"]:
        """Frames side by side, as wide as their shares."""
        room, left, made = self.width - gap * (len(shares) - 1), self.left, []
        for share in shares:
            made.append(Frame(left, self.top, room * share / sum(shares), self.height))
            left = made[-1].right + gap
        return made


@contextmanager
def letters_of(breadth: float) -> Iterator[None]:
    """While a file with other letters is written: how broad they are, Arial's being 1."""
    token = _BREADTH.set(breadth)
    try:
        yield
    finally:
        _BREADTH.reset(token)


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text on one line."""
    return sum([_EM.get(letter, _USUAL_EM) for letter in text]) * size * (_BOLD if bold else 1) * _BREADTH.get()


def lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """How many lines a text takes in a width; a word longer than a line is broken."""
    count, used, space, room = 1, 0.0, width(" ", size, bold), room * SLACK
    for word in text.split(" "):
        long = width(word, size, bold)
        if used and used + space + long > room:
            count, used = count + 1, 0.0
        more = int(long // room) if long > room else 0
        count, used = count + more, (used + space if used else 0) + long - more * room
    return count


def height(texts: Sequence[str], size: float, room: float, between: float = 0, bold: bool = False) -> float:
    """The height of paragraphs in a width; `between` them so many points."""
    return sum(lines(text, size, room, bold) for text in texts) * size * LINE + between * max(len(texts) - 1, 0)


def fitted(texts: Sequence[str], frame: Frame, most: float, least: float, between: float = 0, bold: bool = False) -> float:
    """The largest size, in whole points, at which paragraphs stay within a frame; the least where none does."""
    size = most
    while size > least and height(texts, size, frame.width, between, bold) > frame.height:
        size = max(size - 1, least)
    return size


def one_line(texts: Sequence[str], room: float, most: float, least: float, bold: bool = False) -> float:
    """The largest size at which each text stays on one line."""
    widest = max((width(text, 1, bold) for text in texts), default=0)
    return max(min(most, int(room / widest)) if widest else most, least)


def cut(text: str, size: float, room: float, most_lines: int = 1, bold: bool = False) -> str:
    """A text shortened with an ellipsis to so many lines; as it is where it fits."""
    if lines(text, size, room, bold) <= most_lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(text[:middle].rstrip() + ELLIPSIS, size, room, bold) <= most_lines:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def cut_to(text: str, size: float, frame: Frame, bold: bool = False) -> str:
    """A text shortened to the lines that a frame holds, at least one."""
    return cut(text, size, frame.width, max(int(frame.height / (size * LINE) + 0.01), 1), bold)
