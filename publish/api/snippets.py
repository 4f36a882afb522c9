"""Code that reads a figure: the same rows in Python, R, on the command line and in a spreadsheet, living or frozen. Pure.

A figure is told by its address, as slides, embeds and downloads know it (`ranking?indicator=members&entities=a,b`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from publish.api.parameters import PERIOD_PATTERN
from publish.api.resources import ROOT

KINDS = {"python": "Python", "r": "R", "curl": "curl", "spreadsheet": "IMPORTDATA"}
"""The snippets there are, with the name of each."""

SAFE = ",:;"
"""Signs that may stand in an address as they are."""


@dataclass(frozen=True)
class Snippet:
    """One piece of code: its kind (a key of KINDS), its name for people, and the code itself."""

    kind: str
    name: str
    code: str


def snippets(figure: str, site: str, lang: str = "", release: int | None = None) -> tuple[Snippet, ...]:
    """The code for a figure on a site (`https://atlas.example.org`); frozen where a release is named, else living."""
    where = address(figure, site, lang, release)
    return tuple(Snippet(kind, name, WRITERS[kind](where)) for kind, name in KINDS.items())


def address(figure: str, site: str, lang: str = "", release: int | None = None) -> str:
    """Where the rows of a figure are as CSV: in the API where a resource has just these, else among the downloads."""
    name, _, written = figure.partition("?")
    choices = dict(parse_qsl(written))
    path, given = RESOURCES[name](choices) if name in RESOURCES else (f"/download/{name}.csv", choices)
    kept = {"lang": lang, "release": str(release or "")}
    told = urlencode({**given, **{key: value for key, value in kept.items() if value}}, safe=SAFE)
    return f"{site.rstrip('/')}{path}{'?' if told else ''}{told}"


def _ranking(choices: dict[str, str]) -> tuple[str, dict[str, str]]:
    return f"{ROOT}/ranking.csv", _renamed(choices, indicator="indicator", entities="entity")


def _series(choices: dict[str, str]) -> tuple[str, dict[str, str]]:
    since = choices.get("since", "")
    known = {**choices, "since": since if re.fullmatch(PERIOD_PATTERN, since) else ""}
    return f"{ROOT}/series.csv", _renamed(known, entities="entity", indicators="indicator", measure="measure", since="from")


def _statements(choices: dict[str, str]) -> tuple[str, dict[str, str]]:
    return f"{ROOT}/observations.csv", _renamed(choices, id="statement")


def _renamed(choices: dict[str, str], **names: str) -> dict[str, str]:
    """The choices of a figure under the names of the API's parameters."""
    return {names[name]: value for name, value in choices.items() if name in names and value}


RESOURCES: dict[str, Callable[[dict[str, str]], tuple[str, dict[str, str]]]] = {
    "ranking": _ranking, "series": _series, "statement": _statements, "table": _statements, "bars": _statements,
}
"""The figures whose rows a resource of the API has just so."""


def _python(where: str) -> str:
    return (
        "import pandas as pd\n\n"
        f'address = "{where}"\n'
        'figures = pd.read_csv(address, keep_default_na=False, na_values=[""])\n'
        "print(figures)\n"
    )


def _r(where: str) -> str:
    return (
        f'address <- "{where}"\n'
        'figures <- read.csv(address, na.strings = "", encoding = "UTF-8")\n'
        "print(figures)\n"
    )


def _curl(where: str) -> str:
    return f"curl --fail --compressed --output figures.csv '{where}'\n"


def _spreadsheet(where: str) -> str:
    return f'=IMPORTDATA("{where}")\n'


WRITERS: dict[str, Callable[[str], str]] = {"python": _python, "r": _r, "curl": _curl, "spreadsheet": _spreadsheet}
