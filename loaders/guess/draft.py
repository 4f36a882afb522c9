"""A guess as the draft of a recipe: plain keys and texts, in the order in which a person reads them.

What no guess can know (whose figures they are, what is measured where no column says so) is left out; the strict
reading of the recipe then asks for it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from loaders.guess import cells, periods
from loaders.guess.blocks import filled
from loaders.guess.columns import Column
from loaders.guess.table import Guess

Draft = dict[str, object]
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "space"}
QUOTES = {'"': "double", "'": "single", "": "none"}
ENCODINGS = {"utf-8-sig": "utf-8"}
"""Names that a recipe has for what is called otherwise here; a mark at the beginning is read with it."""

STATUS_OF = {"b": "B", "d": "D", "e": "E", "s": "E", "f": "F", "p": "P", "u": "U", "r": "A", "i": "A", "c": "L", "n": "A"}
"""Letters behind a figure and their status: those of Eurostat's list of flags."""

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
"""What may be the id of a recipe, and so the name of its file."""

STANDARDS = ("sdmx-csv", "json-stat", "data-package")
"""Formats that say for themselves which part is which."""

ORIGINS = ("column", "across", "constant", "file_name")
GUESSED = ("table", "entity", "indicator", "period", "value", "status")
"""What a guess writes; all else of a recipe is a person's."""


def draft(guess: Guess, file: str, indicator_of: Callable[[str], str | None] = lambda _text: None) -> Draft:
    """The draft for a file of this name. `indicator_of` gives the indicator that a code of the file stands for."""
    made: Draft = {"id": identifier(file), "basis": "statistics", "table": _table(guess)}
    if guess["format"] in STANDARDS:
        return {**made, "table": {"format": guess["format"], **({} if guess["format"] != "sdmx-csv" else _marks(guess))}}
    made["entity"] = _entity(guess)
    made |= {"indicator": _indicator(guess, indicator_of), "period": _period(guess), "value": _value(guess), "status": _status(guess)}
    return {key: value for key, value in made.items() if value not in (None, {})}


def identifier(file: str) -> str:
    """An id of a file's name: Latin letters, digits and underscores."""
    bare = re.sub(r"[^A-Za-z0-9]+", "_", PurePath(file).stem).strip("_").casefold()
    return bare[:60] or "import"


def joined(made: Draft, before: Mapping[str, object]) -> Draft:
    """A new draft with what a person had written beside the guess: other keys stay, and what a guess has no word on.

    A role has one origin: the new one stands, or the person's where the guess has none.
    """
    kept = {**made}
    for key, value in before.items():
        if key not in GUESSED:
            kept[key] = value
        elif key not in made:
            kept[key] = _without_origin(value) if key == "value" else value
        elif isinstance(value, Mapping) and key != "table":
            new = made[key]
            old = {name: part for name, part in value.items() if name not in ORIGINS or not set(ORIGINS) & set(new)}
            kept[key] = {**old, **new}
    order = ["id", "note", "source", "publication", "basis", *GUESSED]
    return {**{key: kept[key] for key in order if key in kept}, **{key: value for key, value in kept.items() if key not in order}}


def _without_origin(value: object) -> object:
    """A role less the column it stood in."""
    return {key: part for key, part in value.items() if key not in ORIGINS} if isinstance(value, Mapping) else value


def _marks(guess: Guess) -> Draft:
    """Encoding, delimiter and quotes of a file of texts; the sheet of a workbook."""
    if "encoding" not in guess.choices:
        return {"format": "xlsx", **({"sheet": guess["sheet"]} if guess["sheet"] else {})}
    made = {"encoding": ENCODINGS.get(guess["encoding"], guess["encoding"]), "delimiter": DELIMITERS[guess["delimiter"]]}
    return made | ({"quote": QUOTES[guess["quote"]]} if guess["quote"] != '"' else {})


def _table(guess: Guess) -> Draft:
    """How the file holds its table; what is as a recipe takes it to be is left out."""
    made: Draft = _marks(guess)
    lines = [guess.rows[at][0] for at in range(guess.main.start, guess.main.body)]
    counted = len(lines) > 1 and [cell.strip() for cell in guess.header[-1] if cell.strip()][-1:] == [str(filled(guess.header[-1]) - 1)]
    made["header_rows"] = lines[:-1] if counted else lines
    if counted or not lines:
        made["first_row"] = guess.rows[guess.main.body][0] if guess.main.body < len(guess.rows) else 1
    made["ends"] = _ends(guess)
    made["trailing_delimiter"] = True if guess["trailing_delimiter"] else None
    made["newline_at_end"] = False if guess["final_newline"] is False else None
    body = guess.rows[guess.main.body : guess.main.end]
    made["line_breaks"] = True if any("\n" in cell or "\r" in cell for _, row in body for cell in row) else None
    made["split"] = guess["split"] and {**guess["split"], "into": list(guess["split"]["into"])}
    return {key: value for key, value in made.items() if value is not None}


def _ends(guess: Guess) -> Draft | None:
    """The blank row or the note that follows the table; the last line where neither tells it."""
    if guess.main.end >= len(guess.rows):
        return None
    following = [row for _, row in guess.rows[guess.main.end :]]
    inside = [row for _, row in guess.rows[guess.main.body : guess.main.end]]
    if not any(filled(row) for row in following):
        return None
    if not filled(following[0]) and all(map(filled, inside)):
        return {"blank": True}
    first = next(" ".join(cell.split()) for row in following if filled(row) for cell in row if cell.strip())
    if filled(following[0]) and not any(" ".join(row[0].split()) == first for row in inside if row):
        return {"before": first}
    return {"line": guess["last_line"]}


def _name(guess: Guess, role: str) -> str | None:
    place = guess[role]
    return guess.columns[place].name if isinstance(place, int) and place < len(guess.columns) else None


def _across(guess: Guess, role: str) -> Draft | None:
    """The columns side by side, where they stand for this role."""
    spread = guess["across"]
    if not isinstance(spread, dict) or spread["role"] != role:
        return None
    first, last = (guess.columns[spread[end]].name for end in ("from", "to"))
    row = {"header": spread["header"]} if len(guess.header) > 1 else {}
    return {"across": {"from": first} if spread["to"] == len(guess.columns) - 1 else {"from": first, "to": last}, **row}


def _entity(guess: Guess) -> Draft | None:
    name = _name(guess, "entity")
    if not name:
        return _across(guess, "entity")
    texts = {cell.strip() for cell in guess.columns[guess["entity"]].given}
    countries = len(texts) > 20 and all(re.fullmatch("[A-Z]{2,3}", text) for text in texts)
    return {"column": name, **({"leave_out": ["other countries"]} if countries else {})}


def _indicator(guess: Guess, indicator_of: Callable[[str], str | None]) -> Draft | None:
    """The column of what is measured, where its texts stand for indicators."""
    for place in [guess["indicator"], *guess.choices["indicator"].alternatives] if "indicator" in guess.choices else ():
        if not isinstance(place, int) or place >= len(guess.columns):
            continue
        texts = dict.fromkeys(cell.strip() for cell in guess.columns[place].given)
        meant = {text: found for text in list(texts)[:40] if (found := indicator_of(text))}
        if len(meant) >= 0.5 * min(len(texts), 40):
            return {"column": guess.columns[place].name, **({"map": meant} if any(t != i for t, i in meant.items()) else {})}
    return None


def _period(guess: Guess) -> Draft | None:
    spread = _across(guess, "period")
    name = _name(guess, "period")
    if not spread and not name:
        return None
    texts = _spread_texts(guess) if spread else guess.columns[guess["period"]].given
    form = periods.form(texts)
    return {**(spread or {"column": name}), **({"format": form} if form else {})}


def _spread_texts(guess: Guess) -> list[str]:
    spread = guess["across"]
    row = guess.header[spread["header"] - 1]
    return [row[place] for place in range(spread["from"], min(spread["to"] + 1, len(row)))]


def _value(guess: Guess) -> Draft:
    """The figure: its column where none stand across, how numbers are written, which marks are none."""
    name = _name(guess, "value") if guess["across"] is None else None
    written = {"decimal": guess["decimal"], "thousands": guess["thousands"], "exponent": guess["exponent"], "marks": list(guess["marks"])}
    usual = {"decimal": "point", "thousands": "none", "exponent": False, "marks": []}
    numerals = {key: value for key, value in written.items() if value != usual[key]}
    made = {"column": name, "numerals": numerals, "missing": dict(guess["missing"])}
    return {key: value for key, value in made.items() if value}


def _status(guess: Guess) -> Draft | None:
    """Letters behind figures; a column of them is left to a person, for its letters are everyone's own."""
    letters = sorted({letter for column in _figure_columns(guess) for letter in _letters(column)})
    known = {letter: STATUS_OF[letter] for letter in letters if letter in STATUS_OF}
    return {"after_value": known} if known else None


def _figure_columns(guess: Guess) -> Iterable[Column]:
    spread, value = guess["across"], guess["value"]
    if isinstance(spread, dict):
        return guess.columns[spread["from"] : spread["to"] + 1]
    return [guess.columns[value]] if isinstance(value, int) else []


def _letters(column: Column) -> Iterable[str]:
    for cell in column.given:
        if cells.kind(cell) == "flagged" and (found := cells.FLAGGED.fullmatch(cell.strip(cells.SPACES))):
            yield found["flags"]
