"""Which cells name a period, and of what kind: loosely, for a guess; nothing is loaded by this."""

import re
from functools import lru_cache

_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд",
    "янв", "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
)
_MONTH_NAME = rf"(?:{'|'.join(_MONTHS)})[^\W\d_]*\.?"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_KINDS = {
    "year": (rf"{_YEAR}(?: ?(?:р\.?|рік|г\.?|год|year))?", rf"{_YEAR} ?\[YR{_YEAR}\]"),
    "quarter": (rf"{_YEAR}[- ]?[QК][1-4]", rf"[QК][1-4][ /-]?{_YEAR}", rf"(?:IV|I{{1,3}}|[1-4])[- ]?(?:кв|кварт)[^\W\d_]*\.? {_YEAR}"
                r"(?: ?р\.?| року)?", rf"{_YEAR}[/-][1-4] ?(?:кв\.?|q)"),
    "month": (rf"{_YEAR}[-/.](?:0[1-9]|1[0-2])", rf"(?:0[1-9]|1[0-2])[-/.]{_YEAR}", rf"{_YEAR}M(?:0[1-9]|1[0-2])",
              rf"{_MONTH_NAME}[ -]{_YEAR}(?: ?р\.?| року)?", rf"{_YEAR}[ -]{_MONTH_NAME}"),
    "day": (rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}(?:[T ][0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?.*)?",
            rf"[0-3]?[0-9][./][0-3]?[0-9][./]{_YEAR}(?: [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?"),
    "half": (rf"{_YEAR}[- ]?[HS][12]",),
    "span": (rf"{_YEAR}[/–-]{_YEAR}",),
}
_PATTERNS = {kind: re.compile("|".join(forms), re.IGNORECASE) for kind, forms in _KINDS.items()}


@lru_cache(maxsize=8192)
def kind(cell: str) -> str | None:
    """year, quarter, month, day, half, span; None for what names no period."""
    words = " ".join(cell.split())
    if not 4 <= len(words) <= 40:
        return None
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(words)), None)


_FORMS = (
    ("DD.MM.YYYY", r"[0-3]?[0-9]\.[01]?[0-9]\.[0-9]{4}"), ("DD/MM/YYYY", r"[0-3]?[0-9]/(?:0?[1-9]|1[0-2])/[0-9]{4}"),
    ("MM/DD/YYYY", r"(?:0?[1-9]|1[0-2])/[0-3]?[0-9]/[0-9]{4}"), ("MM.YYYY", r"[01]?[0-9]\.[0-9]{4}"), ("MM/YYYY", r"[01]?[0-9]/[0-9]{4}"),
    ("MM-YYYY", r"[01][0-9]-[0-9]{4}"), ("YYYY.MM", r"[0-9]{4}\.[01][0-9]"), ("YYYY/MM", r"[0-9]{4}/[01][0-9]"),
    ("YYYYMM", r"[0-9]{4}[01][0-9]"),
    ("Q/YYYY", r"[1-4]/[0-9]{4}"), ("QQ YYYY", r"Q[1-4] [0-9]{4}"), ("YYYY QQ", r"[0-9]{4} Q[1-4]"),
    ("Q кв. YYYY", r"(?:[1-4]|I{1,3}|IV) кв\. [0-9]{4}"),
    ("Q квартал YYYY", r"(?:[1-4]|I{1,3}|IV) квартал [0-9]{4}"), ("YYYY рік", r"[0-9]{4} рік"), ("YYYY р.", r"[0-9]{4} р\."),
)
"""Formats as a recipe writes them; what is ISO 8601 or SDMX needs none."""

_STANDARD = re.compile(r"[0-9]{4}(?:-?(?:Q[1-4]|[SH][12]|M?(?:0[1-9]|1[0-2])|A1?))?|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+Z?)?")


def form(texts: list[str]) -> str | None:
    """The format that all periods of a column have; None where they need none, or have none in common."""
    given = list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
    if all(_STANDARD.fullmatch(text) for text in given):
        return None
    return next((name for name, pattern in _FORMS if all(re.fullmatch(pattern, text) for text in given)), None)
