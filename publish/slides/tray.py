"""The tray: figures collected from the pages, each a short text such as `ranking?indicator=members&entities=a,b`.

The text comes from an address, so none of it is believed: a figure must be one of `FIGURES`, each choice
one that the figure takes, and each id one that the release has.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from layouts.visit import Visit
from loaders import parse
from loaders.deck_records import SlideRecord
from metrics import query

BETWEEN = ";"
MOST_ITEMS = 40
LONGEST_ITEM = 800
MOST_NAMES = 20
"""Most ids that one choice of a figure may list."""

MEASURES = ("level", "index", "per_head")


@dataclass(frozen=True)
class Kind:
    """One figure that can be collected: the slide it becomes, its choices, and which of them it cannot do without."""

    slide: dict[str, str]
    choices: dict[str, str]
    """Name of the choice in the text: key of the slide's record."""
    needs: tuple[str, ...] = ()


FIGURES = {
    "series": Kind({"kind": "chart", "figure": "series", "form": "line"},
                   {"indicators": "indicators", "entities": "entities", "measure": "measure", "since": "since"},
                   ("indicators", "entities")),
    "membership": Kind({"kind": "chart", "figure": "membership", "form": "line"}, {"entity": "entities"}, ("entity",)),
    "ranking": Kind({"kind": "chart", "figure": "ranking", "form": "ranking"},
                    {"indicator": "indicators", "entities": "entities"}, ("indicator",)),
    "founding": Kind({"kind": "chart", "figure": "founding", "form": "column"}, {}),
    "bars": Kind({"kind": "chart", "figure": "statements", "form": "bar"}, {"id": "statements"}, ("id",)),
    "map": Kind({"kind": "map", "figure": "indicator"},
                {"indicator": "indicators", "period": "period", "measure": "measure"}, ("indicator",)),
    "clusters": Kind({"kind": "map", "figure": "clusters"}, {"indicator": "indicators"}),
    "region": Kind({"kind": "map", "figure": "region"}, {"entity": "entities"}, ("entity",)),
    "statement": Kind({"kind": "tiles", "figure": "statements"}, {"id": "statements"}, ("id",)),
    "headlines": Kind({"kind": "tiles", "figure": "headlines"}, {}),
    "table": Kind({"kind": "table", "figure": "statements"}, {"id": "statements"}, ("id",)),
    "directory": Kind({"kind": "table", "figure": "directory"}, {}),
    "pipeline": Kind({"kind": "table", "figure": "pipeline"}, {}),
    "members": Kind({"kind": "table", "figure": "members"}, {}),
    "aid": Kind({"kind": "table", "figure": "aid"}, {}),
    "conflicts": Kind({"kind": "table", "figure": "conflicts"}, {}),
    "events": Kind({"kind": "timeline", "figure": "events"}, {"entity": "entities"}, ("entity",)),
}
"""Every figure of the pages that can be collected, by the name that stands before its choices."""

LISTS = ("indicators", "entities", "statements")


def items(given: str) -> tuple[str, ...]:
    """The items of an address, each once, in their order."""
    return tuple(dict.fromkeys(part for part in given.split(BETWEEN) if part))[:MOST_ITEMS]


def records(visit: Visit, given: tuple[str, ...]) -> Iterator[tuple[str, SlideRecord]]:
    """The slides of the items that exist, each with its item; each other one is refused by name."""
    read = [(item, parsed(item)) for item in given]
    known = _known(visit, [found[1] for _, found in read if found])
    for item, found in read:
        record = _record(*found, known) if found else None
        if record is None:
            visit.refuse("items", item)
        else:
            yield item, record


def parsed(item: str) -> tuple[Kind, dict[str, str]] | None:
    """The figure of an item and its choices as written; None where the text is no item."""
    name, _, written = item[:LONGEST_ITEM + 1].partition("?")
    kind, pairs = FIGURES.get(name), parse_qsl(written, keep_blank_values=True)
    choices = dict(pairs)
    if kind is None or len(item) > LONGEST_ITEM or len(choices) != len(pairs) or not choices.keys() <= kind.choices.keys():
        return None
    return (kind, choices) if all(choices.get(need) for need in kind.needs) else None


def _known(visit: Visit, chosen: list[dict[str, str]]) -> dict[str, Collection[str]]:
    """What each key of a slide may hold in this release; of statements and periods, which of those given."""
    statements = {one for choices in chosen for one in choices.get("id", "").split(",") if one}
    periods = {choices[name] for choices in chosen for name in ("period", "since") if name in choices}
    dated = {period for period in periods if _period(period)}
    return {
        "indicators": visit.register.indicators, "entities": visit.register.entities, "measure": MEASURES, "period": dated, "since": dated,
        "statements": set(query.statements(visit.release, ids=sorted(statements))["statement"]) if statements else (),
    }


def _period(given: str) -> bool:
    try:
        return parse.period(given).precision != "unknown"
    except ValueError:
        return False


class Refused(ValueError):
    """A choice of a figure that cannot be used: its name, what was given, and what it wants (a key of the words `figure.refused.*`)."""

    def __init__(self, choice: str, given: str, wants: str) -> None:
        super().__init__(f"{choice} is {given}")
        self.choice, self.given, self.wants = choice, given[:60], wants


def record(visit: Visit, name: str, choices: dict[str, str]) -> SlideRecord:
    """The slide of one figure by its name and choices. Raises Refused for the first choice that cannot be used."""
    if name not in FIGURES:
        raise Refused("figure", name, "figure")
    kind = FIGURES[name]
    strange = next((choice for choice in choices if choice not in kind.choices), None)
    if strange is not None:
        raise Refused(strange, choices[strange], "no_choice")
    lacking = next((need for need in kind.needs if not choices.get(need)), None)
    if lacking:
        raise Refused(lacking, "", "needed")
    given = {choice: value for choice, value in choices.items() if value}
    known = _known(visit, [given])
    for choice, value in given.items():
        key = kind.choices[choice]
        parts = value.split(",") if key in LISTS else [value]
        wrong = next((one for one in parts if one not in known[key]), None)
        if len(parts) > MOST_NAMES or wrong is not None:
            raise Refused(choice, value if wrong is None else wrong, "fewer" if wrong is None else key)
    made = _record(kind, given, known)
    if made is None:
        raise Refused("figure", name, "figure")
    return made


def _record(kind: Kind, choices: dict[str, str], known: dict[str, Collection[str]]) -> SlideRecord | None:
    """The slide of a figure with its choices; None where one of them names nothing that there is."""
    fields: dict = dict(kind.slide)
    for name, value in choices.items():
        key = kind.choices[name]
        given = value.split(",") if key in LISTS else [value]
        if len(given) > MOST_NAMES or not all(one in known[key] for one in given):
            return None
        fields[key] = tuple(given) if key in LISTS else value
    return SlideRecord(**fields)
