"""Delimiter and quoting: the pair under which the rows agree in length and the cells make sense.

The idea of weighing the two against each other is van den Burg's, Nazábal's and Sutton's ("Wrangling messy CSV files by
detecting row and type patterns", 2019); decision 0016 tells what was changed, and why.
"""

import re
from collections import Counter
from dataclasses import dataclass

from loaders.guess import cells, split
from loaders.guess.choice import Choice, said, share

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "space"}
QUOTES = ('"', "'", "")
JUDGED = 400
"""Rows that are judged."""

_USUALNESS = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 0.98, " ": 0.85}
_SENSE = {"empty": 0.6, "missing": 1.0, "period": 1.0, "number": 1.0, "flagged": 0.95, "code": 0.95, "words": 0.9, "other": 0.55}
_NUMBER_AMONG_WORDS = re.compile(r"[^\W\d] .*(?<![^ ])[0-9][0-9.,]*(?![^ ])")
"""A cell of words and numbers may well be several."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well one dialect fits: rows of one length, cells that make sense, and both together."""

    delimiter: str
    quote: str
    width: int
    alike: float
    sense: float

    @property
    def total(self) -> float:
        return self.alike * self.sense * _USUALNESS[self.delimiter] if self.width > 1 else 0.05


def dialect(text: str, delimiter: object = None, quote: object = None) -> tuple[Choice, Choice]:
    """The delimiter and the quote sign of a text (or of its first part); the other of the two where one is given."""
    quotes = tuple(sign for sign in QUOTES if quote in (None, sign) and (not sign or quote == sign or _quotes(text, sign)))
    asked = [sign for sign in DELIMITERS if sign in text and delimiter in (None, sign)]
    scores = [_score(text, sign, quote) for sign in asked for quote in quotes]
    if not scores:
        return Choice("delimiter", ",", 0.3, (said("delimiter.none"),)), _quote(text, ",", quotes, 0.5)
    ranked = sorted(scores, key=lambda score: (-score.total, -bool(score.quote)))
    best = ranked[0]
    rivals = [score for score in ranked if score.delimiter != best.delimiter]
    against = rivals[0].total if rivals else 0.0
    evidence = (said("delimiter.rows", share=round(100 * best.alike), width=best.width),
                said("delimiter.cells", share=round(100 * best.sense)))
    sure = round(min(share(best.total - against, best.total) * 1.5 + 0.2, 0.99), 3)
    others = tuple(dict.fromkeys(score.delimiter for score in rivals if score.width > 1))
    return Choice("delimiter", best.delimiter, sure, evidence, others), _quote(text, best.delimiter, quotes, sure, best.quote)


def _quote(text: str, delimiter: str, quotes: tuple[str, ...], sure: float, chosen: str = "") -> Choice:
    """The quote sign; where no cell is quoted, the usual one, which then reads the same."""
    if not chosen:
        return Choice("quote", '"' if text.count('"') == 0 else "", 0.9, (said("quote.none"),), quotes[:1])
    return Choice("quote", chosen, sure, (said("quote.counted", count=_quotes(text, chosen)),), tuple(q for q in quotes if q != chosen))


def _quotes(text: str, quote: str) -> int:
    """Cells that begin and end with the quote sign, next to what may part cells."""
    edge = r"[,;\t| \r\n]"
    return len(re.findall(rf"(?:(?<={edge})|\A){quote}(?:[^{quote}]|{quote}{quote})*{quote}(?={edge}|\Z)", text[:200_000]))


def _score(text: str, delimiter: str, quote: str) -> Score:
    """One dialect on the first rows. Empty rows and single cells (titles, notes) say nothing of the table's width."""
    found = [row for _, row in split.rows(text, delimiter, quote, JUDGED) if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in found)
    if not any(width > 1 for width in widths):
        return Score(delimiter, quote, 1, 0.0, 0.0)
    width = max((width for width in widths if width > 1), key=lambda width: (widths[width] * (width - 1) / width, width))
    of_table = [row for row in found if len(row) > 1] or found
    alike = share(sum(len(row) == width for row in of_table), len(of_table)) * _filled(found)
    sense = _sense([row for row in found if len(row) == width], delimiter)
    return Score(delimiter, quote, width, alike, sense)


def _filled(found: list) -> float:
    """Less where many rows do not hold the delimiter at all."""
    return 0.4 + 0.6 * share(sum(len(row) > 1 for row in found), len(found))


def _sense(of_width: list, delimiter: str) -> float:
    """The mean sense of the cells; a cell that holds another delimiter between words or numbers makes less."""
    rivals = [other for other in DELIMITERS if other not in (delimiter, " ")]
    total = count = 0.0
    for row in of_width[:JUDGED]:
        for cell in row:
            count += 1
            total += _of_cell(cell, rivals)
    return share(total, count)


def _of_cell(cell: str, rivals: list[str]) -> float:
    if "\t" in cell:
        return 0.1
    sense = _SENSE[cells.kind(cell)]
    if sense >= 1.0:
        return sense
    bare = cell.strip()
    if cell.count('"') % 2 or bare.startswith('"') or bare.endswith('"'):
        return 0.25
    if _NUMBER_AMONG_WORDS.search(bare):
        sense *= 0.6
    tight = any(re.search(rf"\S{re.escape(rival)}\S", cell) for rival in rivals)
    return sense * (0.45 if tight else 1.0)
