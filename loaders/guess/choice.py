"""One guess: what was chosen, how sure, and what speaks for it."""

from dataclasses import dataclass, field

Value = str | int | float | bool | tuple | dict | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a choice: a key of the language files (`imports.evidence.<key>`) and what fills its braces."""

    key: str
    given: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `confidence` runs from 0 (a coin) to 1 (nothing else fits); `alternatives` are next best, best first."""

    name: str
    value: Value
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Value, ...] = ()


def said(key: str, **given: object) -> Evidence:
    """One piece of evidence."""
    return Evidence(key, given)


def share(part: float, whole: float) -> float:
    """A share from 0 to 1; 0 of nothing."""
    return part / whole if whole else 0.0


def level(confidence: float) -> str:
    """high, middle or low: what a confidence is called."""
    return "high" if confidence >= 0.9 else "middle" if confidence >= 0.65 else "low"
