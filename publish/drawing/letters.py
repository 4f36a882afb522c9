"""How wide a text will be, where its lines break, how small it must be to fit its box. Pure.

A slide is laid out before any font is at hand, so widths are estimated: the advance widths of the
metric of Arial and Liberation Sans, rounded to hundredths of the size. System fonts with good Cyrillic
come close to it or are narrower; where a text nearly fills its room, the canvases press it into it.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDTHS = {
    0.22: "'ijlі’‘", 0.27: " !,./:;I[]\\\xa0|·ІЇї", 0.34: "()-`frt{}“”„\"•", 0.37: "г*ґ°", 0.47: "Jcksvxyzкзтсухэє^Ґ", 0.53: "чьвГпян",
    0.56: "#$0123456789?L_abdeghnopqu«»§£аеийорёі–€−", 0.58: "+<=>~×бцКдл", 0.61: "FTЗТУъ", 0.67: "&ABEKPSVXYБЛЬАВЕРХЧДжЁ",
    0.72: "CDHNRUwИЙНПСЭЯмЄы", 0.78: "GOQЦОюФЪ", 0.83: "Mmшщф", 0.93: "%WЖШЩЫ", 1.0: "—…→", 1.05: "@Ю№",
}
BOLD = 1.08
"""A bold text is so much wider."""

LINE = 1.24
"""Height of a line in sizes of its text."""

_OF = {letter: width for width, letters in WIDTHS.items() for letter in letters}


@dataclass(frozen=True)
class Fitted:
    """A text as it fits a box: its lines and their size."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.size * LINE


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """A text that a file may hold: what no file may (control characters, lone surrogates) becomes a space, spaces run together."""
    kept = (" " if _unwritable(letter) else letter for letter in text)
    return " ".join(part for part in "".join(kept).split(" ") if part)


def _unwritable(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or ord(letter) & 0xFFFE == 0xFFFE


@lru_cache(maxsize=2048)
def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return _OF.get(letter, 0.72 if letter.isupper() else 0.6)


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool = False) -> float:
    """The estimated width of one line."""
    return sum(map(_letter, text)) * size * (BOLD if bold else 1)


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The lines of a text in a width: broken at spaces, and within a word that is wider than the line."""
    lines: list[str] = []
    for word in filter(None, clean(text).split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word, room, size, bold)
    return lines


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word, cut after its last dash or where the line ends if it is wider than that."""
    if width(word, size, bold) <= room:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold) > room:
            end = max(map(pieces[-1].rfind, "–-/")) + 1 or len(pieces[-1])
            pieces[-1:] = [pieces[-1][:end], pieces[-1][end:]]
        pieces[-1] += letter
    return pieces


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """One line, with an ellipsis where it had to be cut."""
    text = clean(text)
    if width(text, size, bold) <= room:
        return text
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def fit(text: str, room: float, height: float, size: float, least: float, bold: bool = False, most: int = 99) -> Fitted:
    """A text in a box: wrapped, made smaller down to `least`, and cut with an ellipsis only after that."""
    while True:
        lines = wrap(text, room, size, bold)
        allowed = max(1, min(most, int((height + 0.01) / (size * LINE))))
        if len(lines) <= allowed:
            return Fitted(tuple(lines), size)
        if size <= least:
            last = cut(" ".join(lines[allowed - 1:]), room, size, bold)
            return Fitted((*lines[: allowed - 1], last), size)
        size = max(least, size - 1)


def fit_all(texts: Sequence[str], room: float, height: float, size: float, least: float, gap: float, bold: bool = False) -> list[Fitted]:
    """Several texts one under the other in one size; the last ones are left out where not even the least size holds all."""
    while True:
        made = [Fitted(tuple(wrap(text, room, size, bold)), size) for text in texts]
        if sum(one.height for one in made) + gap * max(len(made) - 1, 0) <= height:
            return made
        if size <= least:
            return _as_many(made, height, gap)
        size = max(least, size - 1)


def _as_many(made: list[Fitted], height: float, gap: float) -> list[Fitted]:
    """The first texts that a height holds; one that is taller than what is left is cut."""
    kept: list[Fitted] = []
    for one in made:
        lines = int((height + 0.01) / (one.size * LINE))
        if lines < len(one.lines):
            return [*kept, Fitted((*one.lines[: lines - 1], one.lines[lines - 1].rstrip() + " …"), one.size)] if lines else kept
        kept.append(one)
        height -= one.height + gap
    return kept
