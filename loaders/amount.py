"""Number words: `26,500+`, `понад 26 500`, `816–832 млн`, `6,73 млрд дол.` to a value with its hedge.

How a number's marks are read, so that nothing is guessed:

- a space (also a non-breaking one) between groups of three digits is a thousands mark: 26 500;
- a point is always the decimal point: 17.3; two points are refused;
- a comma is a thousands mark where all groups after it have three digits and the first does not
  begin with 0: 26,500 and 1,234,567; anywhere else a single comma is the decimal comma: 6,73 and 26,5;
- but a lone comma before three digits is refused as ambiguous where a scale word follows
  (1,234 million) or a Cyrillic word stands beside it (близько 26,500): there it may be either;
- a leading zero (0123) and a clock time (12:30) are no numbers.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.refusal import refused, shown

_HEDGES = {
    "at_least": (
        "≥", ">=", ">", "at least", "no less than", "not less than", "more than", "over", "above",
        "понад", "більше ніж", "більш ніж", "більше як", "більше", "не менше ніж", "не менше", "не менш як",
        "щонайменше",
    ),
    "up_to": (
        "≤", "<=", "<", "at most", "no more than", "not more than", "up to", "less than", "under", "below", "до",
        "не більше ніж", "не більше", "не більш як", "щонайбільше", "менше ніж", "менш ніж", "менше",
    ),
    "about": (
        "~", "≈", "about", "around", "approximately", "approx.", "circa", "ca.", "nearly", "almost", "close to",
        "близько", "приблизно", "орієнтовно", "майже", "біля",
    ),
}
_SCALES = {
    3: ("thousand", "k", "тис.", "тис", "тисяча", "тисячі", "тисяч"),
    6: ("million", "millions", "mln", "млн", "млн.", "мільйон", "мільйони", "мільйона", "мільйонів"),
    9: ("billion", "billions", "bn", "млрд", "млрд.", "мільярд", "мільярди", "мільярда", "мільярдів"),
    12: ("trillion", "trn", "трлн", "трлн.", "трильйон", "трильйони", "трильйонів"),
}
_UNITS = {
    "USD": ("usd", "$", "us$", "дол.", "дол", "дол. сша", "доларів", "доларів сша", "долара", "dollars", "us dollars"),
    "EUR": ("eur", "€", "євро", "euro", "euros"),
    "UAH": ("uah", "₴", "грн", "грн.", "гривень", "гривні", "hryvnias", "hryvnia"),
    "percent": ("%", "percent", "per cent", "відсотків", "відсотки", "відсотка"),
}


def _by_word(groups: dict) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words}


_HEDGE_OF, _SCALE_OF, _UNIT_OF = _by_word(_HEDGES), _by_word(_SCALES), _by_word(_UNITS)


def _any_of(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DIGITS = r"[0-9][0-9 ,.]*[0-9]|[0-9]"
_ONE = rf"(?P<sign>-)?(?:(?P<before>[$€₴]) ?)?(?P<digits>{_DIGITS})(?: ?(?P<scale>{_any_of(_SCALE_OF)})(?![^\W\d]))?"
_LOW, _HIGH = (re.sub(r"\?P<(\w+)>", rf"?P<\1_{end}>", _ONE) for end in ("low", "high"))
_AMOUNT = re.compile(
    rf"(?:(?P<hedge>{_any_of(_HEDGE_OF)})(?:(?<=[^\w.]) ?| ))?"
    rf"(?:(?P<opening>from|від) )?{_LOW}(?P<plus>\+)?(?: ?(?:-|to(?= )|до(?= )) ?{_HIGH})?"
    rf"(?: ?(?P<unit>{_any_of(_UNIT_OF)}))?(?P<late_plus>\+)?"
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_SPACED = re.compile(r"[1-9][0-9]{0,2}( [0-9]{3})+([.,][0-9]+)?")
_DECIMAL = re.compile(r"(0|[1-9][0-9]*)([.,][0-9]+)?")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_WRITE_NUMBER = "write a number with digits and a decimal point, such as 26500 or 6.73"


@dataclass(frozen=True, slots=True)
class Amount:
    """What number words say. `value_high` only for a range; `unit` is the id of a unit named in them."""

    value: float
    value_high: float | None = None
    qualifier: str = "exact"
    unit: str | None = None


def amount(given: str) -> Amount:
    """Read number words; a text that is none, or that can be read in two ways, is refused."""
    words = _tidied(given)
    match = _AMOUNT.fullmatch(words)
    if not match or (match["opening"] and not match["digits_high"]):
        raise _no_number(given)
    part = match.groupdict()
    if part["digits_high"] is None:
        value, high = _scaled(given, part, "low", part["scale_low"]), None
    else:
        value = _scaled(given, part, "low", part["scale_low"] or part["scale_high"])
        high = _scaled(given, part, "high", part["scale_high"])
    return Amount(value, high, _qualifier(given, part, value, high), _unit(given, part))


def _tidied(given: str) -> str:
    one_space = " ".join(given.split())
    return re.sub("[\u2010-\u2015\u2212]", "-", one_space).casefold().replace(" - ", "-")


def _qualifier(given: str, part: dict, value: float, high: float | None) -> str:
    hedges = {_HEDGE_OF[part["hedge"]]} if part["hedge"] else set()
    if part["plus"] or part["late_plus"]:
        hedges.add("at_least")
    if high is not None:
        if hedges - {"about"} or value >= high:
            raise refused(f"is {given}", "write a range as lower–higher, such as 816–832")
        return "range"
    if len(hedges) > 1:
        raise refused(f"is {given}", "write one hedge, such as 26,500+ or ~26,500")
    return hedges.pop() if hedges else "exact"


def _unit(given: str, part: dict) -> str | None:
    named = {_UNIT_OF[part[key]] for key in ("before_low", "before_high", "unit") if part[key]}
    if len(named) > 1:
        raise refused(f"is {given}", "write one unit")
    return named.pop() if named else None


def _scaled(given: str, part: dict, end: str, scale: str | None) -> float:
    digits = part[f"digits_{end}"]
    if _ambiguous(digits, scale, given):
        raise refused(f"is {given}, where the comma may stand for thousands or for decimals",
                      "write the whole number out, such as 26500 or 1234000")
    plain = _plain(digits)
    if plain is None:
        raise _no_number(given)
    value = Decimal(plain).scaleb(int(_SCALE_OF[scale])) if scale else Decimal(plain)
    return float(-value if part[f"sign_{end}"] else value)


def _ambiguous(digits: str, scale: str | None, given: str) -> bool:
    lone = digits.count(",") == 1 and "." not in digits and _THOUSANDS.fullmatch(digits)
    return bool(lone and (scale or _CYRILLIC.search(given)))


def _plain(digits: str) -> str | None:
    """The digits with a decimal point and no thousands marks; None where the marks make no sense."""
    if _THOUSANDS.fullmatch(digits):
        return digits.replace(",", "")
    if _SPACED.fullmatch(digits) or _DECIMAL.fullmatch(digits):
        return digits.replace(" ", "").replace(",", ".")
    return None


def _no_number(given: object):
    return refused(f"is {shown(given)}", _WRITE_NUMBER)
