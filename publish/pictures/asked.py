"""What an address asks of a picture: which figure, how wide, on what ground. None of it is believed."""

from collections.abc import Mapping
from dataclasses import dataclass

from layouts.visit import Visit
from publish.pictures.draw import NARROWEST, USUAL, WIDEST
from publish.slides.tray import FIGURES, MEASURES, MOST_NAMES, Refused

OPTIONS = ("lang", "release", "theme", "width", "scale")
"""What an address says beside the choices of its figure."""

GROUNDS = ("light", "dark")
SCALES = ("1", "2")
LONGEST = 2_000
"""Characters of an address that are answered."""


@dataclass(frozen=True)
class Asked:
    """A figure with its choices, and how to draw it."""

    name: str
    choices: Mapping[str, str]
    theme: str
    width: int
    scale: int


def asked(visit: Visit, name: str, grounds: tuple[str, ...] = GROUNDS) -> Asked:
    """The picture of an address. Raises Refused for the first thing that cannot be used; the figure itself is checked as it is made."""
    choices, given = chosen(visit, OPTIONS), visit.given
    return Asked(name, choices, _one(given, "theme", grounds), _width(given.get("width", "")), int(_one(given, "scale", SCALES)))


def chosen(visit: Visit, options: tuple[str, ...]) -> dict[str, str]:
    """The choices of the figure in an address, without the options beside them. Raises Refused for a language or a release that
    does not exist."""
    given = visit.given
    if sum(map(len, given.values())) > LONGEST:
        raise Refused("address", "", "long")
    if given.get("release") and str(visit.release.number) != given["release"]:
        raise Refused("release", given["release"], "release")
    if given.get("lang") and given["lang"] not in visit.words.tables:
        raise Refused("lang", given["lang"], "option")
    return {choice: value for choice, value in given.items() if choice not in options}


def _one(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = given.get(name) or allowed[0]
    if value not in allowed:
        raise Refused(name, value, "option")
    return value


def _width(given: str) -> int:
    if not given:
        return USUAL
    if not (given.isascii() and given.isdecimal() and len(given) < 6 and NARROWEST <= int(given) <= WIDEST):
        raise Refused("width", given, "width")
    return int(given)


def why(visit: Visit, refused: Refused, name: str, grounds: tuple[str, ...] = GROUNDS) -> str:
    """What is wrong with an address and what to write instead, in the reader's language."""
    known = {
        "figure": FIGURES, "no_choice": FIGURES[name].choices if name in FIGURES else (), "measure": MEASURES,
        "indicators": sorted(visit.register.indicators)[:2], "entities": sorted(visit.register.entities)[:2],
        "release": (visit.release.number,),
        "option": {"theme": grounds, "scale": SCALES, "lang": visit.words.tables}.get(refused.choice, ()),
    }
    shown = ", ".join(map(str, known.get(refused.wants, ()))) or "—"
    most = LONGEST if refused.wants == "long" else MOST_NAMES if refused.wants == "fewer" else WIDEST
    told = {"choice": refused.choice, "given": refused.given, "known": shown, "most": most, "least": NARROWEST}
    return visit.words(f"figure.refused.{refused.wants}", **told)


def missing(refused: Refused) -> bool:
    """Whether what is asked does not exist (404), rather than being asked in a wrong way (400)."""
    return refused.wants in ("figure", "release", "statements", "entities", "indicators")


