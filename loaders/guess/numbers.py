"""How numbers are written: the decimal mark, the mark between thousands, signs of money and percent, missing marks.

A number such as 26,5 has one reading and speaks for it; 1,234 has two and says little. What all cells allow and most
speak for is chosen; where none speaks, the usual way of a table with that delimiter, and the doubt is shown.
"""

import re
from collections import Counter
from collections.abc import Iterable

from loaders.guess import cells
from loaders.guess.choice import Choice, said, share

THOUSANDS = {"none": "", "space": " ", "comma": ",", "point": ".", "apostrophe": "'"}
DECIMALS = {"point": ".", "comma": ","}
MOST_JUDGED = 5_000
"""Numbers that are judged; more would not change the answer."""

_SIMPLER = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " ") | {"’": "'", "−": "-", "–": "-"})
_FORMS = {
    ("point", "none"): r"[0-9]*\.?[0-9]+", ("comma", "none"): r"[0-9]*,?[0-9]+",
    ("point", "comma"): r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", ("comma", "point"): r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?",
    ("point", "space"): r"[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)?", ("comma", "space"): r"[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?",
    ("point", "apostrophe"): r"[0-9]{1,3}('[0-9]{3})+(\.[0-9]+)?", ("comma", "apostrophe"): r"[0-9]{1,3}('[0-9]{3})+(,[0-9]+)?",
}
_PATTERNS = {pair: re.compile(form) for pair, form in _FORMS.items()}
_NEVER = re.compile(r"(?!)")
_PLAIN = {decimal: _PATTERNS[decimal, "none"] for decimal in DECIMALS}
_LONG_UNGROUPED = re.compile(r"[0-9]{5,}")


def digits(cell: str) -> str | None:
    """The digits of a number with their marks, spaces and apostrophes made one; None for what is no number."""
    words = cell.strip(cells.SPACES + "\t\r\n")
    flagged = cells.FLAGGED.fullmatch(words)
    found = cells.NUMBER.fullmatch(words) or (cells.NUMBER.fullmatch(flagged["number"]) if flagged else None)
    return found["digits"].translate(_SIMPLER) if found else None


def fits(number: str, decimal: str, thousands: str) -> bool:
    """Whether digits can be read so; groups may be missing (1 234 beside 950)."""
    grouped = _PATTERNS.get((decimal, thousands), _NEVER)
    return bool(_PLAIN[decimal].fullmatch(number) or grouped.fullmatch(number))


def syntax(columns: Iterable[list[str]], delimiter: str) -> tuple[Choice, Choice]:
    """The decimal and the thousands mark of the columns of numbers."""
    found = [number for column in columns for cell in column if (number := digits(cell))][:MOST_JUDGED]
    marked = [number for number in found if not number.isdecimal()]
    scores = {pair: _speaks(marked, *pair) for pair in _FORMS}
    usual = "comma" if delimiter == ";" else "point"  # semicolons part cells where commas are decimal
    ranked = sorted(scores, key=lambda pair: (-scores[pair], pair[0] != usual, pair[1] != "none"))
    best = _without_idle_marks(ranked[0], marked, found)
    rival = next((pair for pair in ranked if _differs(pair, best, marked)), None)
    against = scores[rival] if rival else 0.0
    sure = 0.6 if not marked else round(0.5 + 0.49 * min(1.0, max(0.0, share(scores[ranked[0]] - against, len(marked)) * 2)), 3)
    doubtful = sum(fits(number, *rival) for number in marked) if rival else 0
    evidence = (said("numbers.counted", count=sum(fits(n, *best) for n in found), whole=len(found)),
                *((said("numbers.either", count=doubtful, example=_example(marked, rival)),) if doubtful else ()))
    others = [pair for pair in ranked if pair != best and scores[pair] > 0]
    decimals = tuple(dict.fromkeys(pair[0] for pair in others if pair[0] != best[0]))
    marks = tuple(dict.fromkeys(pair[1] for pair in others if pair[1] != best[1]))
    return Choice("decimal", best[0], sure, evidence, decimals), Choice("thousands", best[1], sure, evidence, marks)


def _speaks(marked: list[str], decimal: str, thousands: str) -> float:
    """How much the marked numbers speak for one way: what has this reading only counts whole, what it cannot be counts against."""
    total = 0.0
    for number in marked:
        if _PATTERNS[decimal, thousands].fullmatch(number) and thousands != "none":
            total += 1.0 if not _PLAIN["comma" if thousands == "comma" else "point"].fullmatch(number) else 0.75
        elif _PLAIN[decimal].fullmatch(number):
            total += 0.5 if _grouped_like(number) else 1.0
        else:
            total -= 2.0
    return total


def _grouped_like(number: str) -> bool:
    """1,234 or 1.234: one mark and three digits behind it, which may be thousands."""
    return bool(re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", number))


def _without_idle_marks(pair: tuple[str, str], marked: list[str], found: list[str]) -> tuple[str, str]:
    """Where no number is grouped, no thousands mark is claimed; where long numbers stand ungrouped, 1.234 is a decimal."""
    decimal, thousands = pair
    grouped = [number for number in marked if thousands != "none" and _PATTERNS[pair].fullmatch(number)]
    if not grouped:
        return decimal, "none"
    mark, long = THOUSANDS[thousands], any(_LONG_UNGROUPED.match(number) for number in found)
    if thousands in DECIMALS and long and all(number.count(mark) == 1 and DECIMALS[decimal] not in number for number in grouped):
        return thousands, "none"
    return pair


def _differs(pair: tuple[str, str], best: tuple[str, str], marked: list[str]) -> bool:
    """Whether another way would read some number otherwise."""
    return pair != best and any(value(number, *pair) not in (None, value(number, *best)) for number in marked)


def value(number: str, decimal: str, thousands: str) -> float | None:
    """What digits mean under one way; None where they cannot be read so."""
    if not fits(number, decimal, thousands):
        return None
    bare = number.replace(THOUSANDS[thousands], "") if thousands != "none" else number
    return float(bare.replace(DECIMALS[decimal], "."))


def _example(marked: list[str], rival: tuple[str, str]) -> str:
    return next((number for number in marked if fits(number, *rival)), "")


def marks(columns: Iterable[list[str]]) -> Choice:
    """Signs beside the digits: percent, money."""
    found: Counter[str] = Counter()
    for column in columns:
        for cell in column:
            if match := cells.NUMBER.fullmatch(cell.strip(cells.SPACES)):
                found.update(mark.strip(cells.SPACES) for mark in (match["before"], match["after"]) if mark)
    shown = ", ".join(f"{mark} ×{count}" for mark, count in found.most_common(4))
    return Choice("marks", tuple(found), 0.95, (said("marks.found", marks=shown) if found else said("marks.none"),))


def exponent(columns: Iterable[list[str]]) -> Choice:
    """Whether numbers such as 1.5E+09 stand here."""
    found = [cell for column in columns for cell in column
             if (match := cells.NUMBER.fullmatch(cell.strip(cells.SPACES))) and match["power"]]
    return Choice("exponent", bool(found), 0.97, (said("exponent.yes", example=found[0].strip()) if found else said("exponent.no"),))


def missing(columns: Iterable[list[str]]) -> Choice:
    """What stands where numbers are expected and is none, with what it likely means: L not collected, M missing, absent."""
    found: Counter[str] = Counter()
    for column in columns:
        found.update(cell.strip(cells.SPACES + "\t") for cell in column if not cells.numeric(cell))
    plain = {mark or "empty": _MEANINGS.get(mark.casefold(), "absent") for mark, _ in found.most_common(12) if _is_mark(mark)}
    shown = ", ".join(f"{mark or '∅'} ×{count}" for mark, count in found.most_common(6))
    sure = round(1 - 0.5 * share(sum(count for mark, count in found.items() if not _is_mark(mark)), sum(found.values())), 3)
    return Choice("missing", plain, sure, (said("missing.found", marks=shown) if found else said("missing.none"),))


_MEANINGS = {"": "absent", ":": "M", "..": "M", "...": "M", "…": "M", "na": "M", "n/a": "M", "н/д": "M", "н.д.": "M", "нд": "M",
             "к": "L", "c": "L", "x": "absent", "х": "absent"}
"""What the marks mean with Eurostat, the World Bank and the State Statistics Service; the rest give no statement."""


def _is_mark(text: str) -> bool:
    return not text or text.casefold() in cells.MISSING
