"""The arithmetic of hedges: a value with its qualifier is an interval, and an interval has a qualifier.

`over 300` is [300, inf), `up to 160` is [0, 160] for a count, `816 to 832` is [816, 832], `about 2011`
is a point known to be rough. No other module adds, divides or orders hedged values on its own.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

INF = math.inf
NAN = math.nan

_WEAKEST_FIRST = ("planned", "F", "U", "E", "P", "D", "B", "A")
_SIGNED_UNITS = frozenset({"percent"})
_BOTH_OPEN = {"at_least": "floors", "up_to": "ceilings"}


@dataclass(frozen=True)
class Bounds:
    """An interval: `low` may be -inf, `high` may be inf; `approximate` marks ends that are rough."""

    low: float
    high: float
    approximate: bool = False

    def __add__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.low + other.low, self.high + other.high, self.approximate or other.approximate)

    def __sub__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.low - other.high, self.high - other.low, self.approximate or other.approximate)

    def over(self, other: "Bounds") -> "Bounds":
        """The quotient by what cannot be negative; a divisor that may be zero leaves the top open."""
        if other.low < 0 or other.high <= 0:
            raise ValueError("no_value")
        low = _divided(self.low, other.high if self.low >= 0 else other.low, -INF)
        high = _divided(self.high, other.low if self.high >= 0 else other.high, INF)
        return Bounds(low, high, self.approximate or other.approximate)

    def times(self, factor: float) -> "Bounds":
        """Both ends times a positive factor."""
        return Bounds(self.low * factor, self.high * factor, self.approximate)

    def plus(self, shift: float) -> "Bounds":
        """Both ends moved by the same exact amount."""
        return Bounds(self.low + shift, self.high + shift, self.approximate)

    def to_the(self, power: float) -> "Bounds":
        """Both ends of an interval that is never negative, to a positive power."""
        return Bounds(self.low**power, self.high**power, self.approximate)


def _divided(end: float, by: float, at_zero: float) -> float:
    return end / by if by else at_zero


@dataclass(frozen=True)
class Hedged:
    """A value as it is said: `value_high` is NaN unless the qualifier is `range`.

    `qualifier` is one of the contract's five, or `floors` / `ceilings` (two open ends were set against
    each other: the value is that of the stated figures, not of the true ones), or `unbounded` (NaN).
    """

    value: float
    value_high: float
    qualifier: str


def of(value: float, value_high: float, qualifier: str, *, least: float = -INF) -> Bounds:
    """The interval of a stated value; `least` is what it cannot fall below. ValueError `no_value` for NaN."""
    if math.isnan(value):
        raise ValueError("no_value")
    if qualifier == "at_least":
        return Bounds(value, INF)
    if qualifier == "up_to":
        return Bounds(min(least, value), value)
    high = value if math.isnan(value_high) else value_high
    rough = qualifier == "about" or (qualifier == "range" and high == value)
    return Bounds(value, high, rough)


def least_of(row: Mapping) -> float:
    """What the value of a row cannot fall below: 0 for what is counted, nothing for a change in percent."""
    signed = row["unit"] in _SIGNED_UNITS or row["value"] < 0
    return -INF if signed else 0.0


def of_row(row: Mapping) -> Bounds:
    """The interval of one row (`value`, `value_high`, `qualifier`, `unit`)."""
    return of(row["value"], row["value_high"], row["qualifier"], least=least_of(row))


def named(bounds: Bounds, *, least: float = -INF) -> Hedged:
    """How an interval is said. An end at `least` is no news: [0, 160] of a count is `up to 160`."""
    low, high = bounds.low, bounds.high
    if low == high:
        return Hedged(low, NAN, "about" if bounds.approximate else "exact")
    if high == INF:
        return Hedged(NAN, NAN, "unbounded") if low == -INF else Hedged(low, NAN, "at_least")
    if low <= least:
        return Hedged(high, NAN, "up_to")
    return Hedged(low, high, "range")


def contrasted(result: Bounds, stated: float, first: str, last: str, *, least: float = -INF) -> Hedged:
    """How a difference or quotient of two hedged values is said.

    Two floors (or two ceilings) tell nothing of the difference of the true values; then the result is
    `stated`, the outcome of the stated figures, under the qualifier `floors` (or `ceilings`).
    """
    if first == last and first in _BOTH_OPEN:
        return Hedged(stated, NAN, _BOTH_OPEN[first])
    return named(result, least=least)


def weakest(statuses: Iterable[str]) -> str:
    """The status of what is made from several: planned, forecast and estimated outweigh normal."""
    present = set(statuses)
    return next((status for status in _WEAKEST_FIRST if status in present), "A")
