"""The value of a choice in the words of a reader: names of signs and columns in place of signs and places."""

from collections.abc import Callable

from loaders.guess.draft import DELIMITERS, QUOTES
from loaders.guess.table import Guess

COLUMNS = ("entity", "period", "value", "unit", "status", "indicator")
_MEANS = {"absent": "guess.value.absent", "M": "status.M", "L": "status.L"}
_NAMED = ("decimal", "thousands", "newline")


def shown(name: str, value: object, guess: Guess, say: Callable[..., str]) -> str:
    """One value of one choice as a short text."""
    if name in COLUMNS:
        return column(guess, value) or say("guess.value.none")
    if name == "delimiter":
        return say(f"guess.value.{DELIMITERS[value]}")
    if name == "quote":
        return say(f"guess.value.{QUOTES[value]}")
    if isinstance(value, bool):
        return say("guess.value.yes" if value else "guess.value.no")
    if name in _NAMED:
        return say(f"guess.value.{value}")
    if name == "across" and isinstance(value, dict):
        return say("guess.value.across", first=column(guess, value["from"]), last=column(guess, value["to"]))
    if name == "split" and isinstance(value, dict):
        return ", ".join(value["into"])
    if name == "missing":
        return "; ".join(f"{say('guess.value.empty') if mark == 'empty' else mark} → {say(_MEANS.get(meaning, 'guess.value.text'))}"
                         for mark, meaning in value.items()) or say("guess.value.none")
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or say("guess.value.none")
    return str(value) if value is not None else say("guess.value.none")


def column(guess: Guess, place: object) -> str:
    """The name of a column by its place; empty where there is none."""
    return guess.columns[place].name if isinstance(place, int) and 0 <= place < len(guess.columns) else ""
