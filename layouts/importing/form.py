"""The form of an import: each choice with how sure it is and why, and what only a person can say."""

import json
from collections.abc import Callable

import dash_mantine_components as dmc
from dash import dcc

from layouts import html, parts
from layouts.visit import Visit

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " "}
QUOTES = {"double": '"', "single": "'", "none": ""}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "koi8-u", "cp866", "iso-8859-5", "windows-1252",
             "windows-1250")
SIGNS = {"decimal": ("point", "comma"), "thousands": ("none", "space", "comma", "point", "apostrophe")}
NUMBERS = ("header_line", "header_rows", "last_line")
COLUMNS = ("entity", "period", "value", "indicator")
TOLD = ("id", "source", "basis", "of", "when", "leave_out")
"""What a person says beside the guess: id and source of the import, who measured, the indicator, the period, what to do with names."""

BASES = ("self_reported", "reported", "study", "survey", "register", "statistics", "derived")
NONE = "none"
MOST = 1_000_000_000


def form(visit: Visit, found, told: dict[str, str]) -> html.Div:
    """The whole form; `told` is what a person has said so far."""
    words, guess = visit.words, found.guess
    rows = [_row(visit, found, choice) for choice in guess.choices.values() if choice.name not in ("unit", "status")]
    lines = [words(f"workbook.{kind}", n=count, count=count) for kind, count in found.told.items()]
    taken_for_granted = html.Ul([html.Li(line) for line in lines], className="plain") if lines else None
    return html.Div([
        parts.section(words("imports.told"), html.Div(_said(visit, told), className="told"), lead=words("imports.told.lead")),
        parts.section(words("inspect.understood"), html.Div(rows, className="guesses"), taken_for_granted,
                      lead=words("imports.understood.lead")),
    ], className="import-form")


def _row(visit: Visit, found, choice) -> html.Div:
    """One choice: what it is, what was chosen, how sure, why."""
    words = visit.words
    level = found.level(choice.confidence)
    sure = html.Span([words(f"guess.sure.{level}"), f" {int(100 * choice.confidence)}%"], className=f"sure sure-{level}")
    why = " ".join(words(f"guess.why.{why.key}", **why.given) for why in choice.evidence)
    return html.Div([
        html.Span(words(f"guess.choice.{choice.name}"), className="guess-name"),
        html.Span(_control(visit, found, choice), className="guess-value"), sure, html.Span(why, className="guess-why"),
    ], className="guess")


def _control(visit: Visit, found, choice):
    """A picker where the choice can be corrected here; else its words (the recipe below says it all)."""
    name, words = choice.name, visit.words
    options = options_of(found, name, words)
    if options:
        return _select(visit, name, options, value_of(name, choice.value))
    if name in NUMBERS:
        return _text(visit, name, value_of(name, choice.value))
    return found.shown(choice, words)


def options_of(found, name: str, words: Callable[..., str]) -> list[tuple[str, str]]:
    """What a choice can be changed to; empty where it is no list."""
    if name == "encoding":
        return [(one, one) for one in ENCODINGS]
    if name == "sheet":
        return [(sheet, sheet) for sheet in found.sheets]
    listed = {"delimiter": DELIMITERS, "quote": QUOTES, "trailing_delimiter": ("yes", "no"), **SIGNS}.get(name)
    if listed:
        return [(one, words(f"guess.value.{one}")) for one in listed]
    if name in COLUMNS:
        return [(NONE, words("guess.value.none")), *((str(place), column.name) for place, column in enumerate(found.guess.columns))]
    if name == "across" and found.guess["across"]:
        return [("found", found.shown(found.guess.choices["across"], words)), (NONE, words("guess.value.none"))]
    return []


def value_of(name: str, value: object) -> str:
    """A choice's value as the form writes it."""
    for kind, signs in (("delimiter", DELIMITERS), ("quote", QUOTES)):
        if name == kind:
            return next(word for word, sign in signs.items() if sign == value)
    if name == "across":
        return "found" if value else NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    return NONE if value is None else str(value)


def corrected(name: str, given: object) -> tuple[bool, object]:
    """What the form's text of a choice means, and whether it means anything; a browser's word is not believed."""
    text = given if isinstance(given, str) else ""
    if name in ("delimiter", "quote"):
        signs = DELIMITERS if name == "delimiter" else QUOTES
        return text in signs, signs.get(text)
    if name in NUMBERS:
        return text.isascii() and text.isdecimal() and int(text) < MOST, int(text) if text.isascii() and text.isdecimal() else None
    if name in COLUMNS:
        return text == NONE or (text.isascii() and text.isdecimal() and int(text) < 20_000), None if text == NONE else int(text or 0)
    if name == "across":
        return text == NONE, None
    if name == "trailing_delimiter":
        return text in ("yes", "no"), text == "yes"
    return text in {"encoding": ENCODINGS, **SIGNS}.get(name, ()), text


def _said(visit: Visit, told: dict[str, str]) -> list:
    """What no guess can know."""
    words, register = visit.words, visit.register
    indicators = [{"value": "", "label": words("imports.of.column")}, *parts.indicator_options(visit, register.indicators)]
    sources = [("", "–"), *((one, words.source(one)) for one in register.sources)]
    bases = [(one, words(f"basis.{one}")) for one in BASES]
    unknown = [(one, words(f"imports.leave_out.{one}")) for one in ("no", "yes")]
    return [
        _labelled(words("imports.source"), _select(visit, "source", sources, told.get("source", ""))),
        _labelled(words("imports.of"), _select(visit, "of", indicators, told.get("of", ""))),
        _labelled(words("imports.when"), _text(visit, "when", told.get("when", ""), "2024")),
        _labelled(words("imports.basis"), _select(visit, "basis", bases, told.get("basis") or "statistics")),
        _labelled(words("imports.id"), _text(visit, "id", told.get("id", ""))),
        _labelled(words("imports.leave_out"), _select(visit, "leave_out", unknown, told.get("leave_out") or "no")),
    ]


def _labelled(label: str, control) -> html.Div:
    return html.Div([html.Span(label, className="guess-name", **{"aria-hidden": "true"}), control], className="told-part")


def _name(visit: Visit, name: str) -> str:
    return visit.words(f"imports.{name}" if name in TOLD else f"guess.choice.{name}")


def _select(visit: Visit, name: str, options: list, value: str) -> dmc.Select:
    data = [option if isinstance(option, dict) else {"value": option[0], "label": option[1]} for option in options]
    return dmc.Select(
        id={"import": name}, data=data, value=value, allowDeselect=False, searchable=len(data) > 8, size="sm", className="picker",
        comboboxProps={"shadow": "md"}, nothingFoundMessage=visit.words("picker.nothing"), maxDropdownHeight=320,
        attributes={"input": {"aria-label": _name(visit, name)}})


def _text(visit: Visit, name: str, value: str, example: str = "") -> dmc.TextInput:
    return dmc.TextInput(id={"import": name}, value=value, size="sm", className="picker short", placeholder=example,
                         attributes={"input": {"aria-label": _name(visit, name), "maxlength": "100"}})


def recipe(visit: Visit) -> html.Section:
    """The recipe itself, free to be changed: all that the form has no field for."""
    words = visit.words
    field = dcc.Textarea(id="import-recipe", value="", spellCheck=False, className="recipe", rows=18)
    named = html.Label(words("imports.recipe"), htmlFor="import-recipe", className="visually-hidden")
    return parts.section(words("imports.recipe"), named, field, lead=words("imports.recipe.lead"), className="recipe-part")


def choices(values: object, ids: object) -> dict[str, str]:
    """The form as the browser sends it: texts by name; what is none is left out."""
    pairs = zip(ids, values, strict=False) if isinstance(ids, list) and isinstance(values, list) else ()
    return {one["import"]: str(value)[:200] for one, value in pairs
            if isinstance(one, dict) and isinstance(one.get("import"), str) and isinstance(value, (str, int))}


def parsed(state: object) -> dict:
    """The page's own memory as the browser sends it back."""
    if isinstance(state, dict):
        return state
    try:
        return json.loads(state) if isinstance(state, str) else {}
    except ValueError:
        return {}
