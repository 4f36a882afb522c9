"""What each column is: whom it is about, when, the figure, its unit, a code of what is measured; and whether periods stand across."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from loaders.guess import cells, periods
from loaders.guess.choice import Choice, said, share

Known = Callable[[str], bool]
"""Whether a text names an entity of the registers."""

_NAMES = {
    "entity": r"country|region|oblast|\bgeo\b|\barea|\bcity|entity|territor|cluster|област|регіон|країн|місто|кластер|територ|стран|город",
    "period": r"year|time|period|date|quarter|month|рік|роки|період|дата|місяць|квартал|год|submitted",
    "value": r"value|amount|number|total|obs_value|значення|кількість|сума|обсяг|показник, |всього|салар|зарплат|salary|population",
    "unit": r"unit|currency|одиниц|вимір|валюта",
    "indicator": r"indicator|variable|series|measure|показник|na_item|subject",
    "status": r"flag|status|obs_status|conf|ознака|примітк",
}
_PATTERNS = {role: re.compile(words, re.IGNORECASE) for role, words in _NAMES.items()}
_SPLIT_HEAD = re.compile(r"[^,;]+(?:,[^,;\\]+)+\\?[^,;]*")
SHOWN = 40
NEEDED = ("entity", "period", "value")
"""Roles without which there is no statement."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name (header rows joined) and its cells below the header."""

    name: str
    cells: list[str]
    kinds: Counter = field(default_factory=Counter)

    @property
    def given(self) -> list[str]:
        return [cell for cell in self.cells if cell.strip()]


def columns(header: Sequence[Sequence[str]], body: Sequence[Sequence[str]], width: int) -> list[Column]:
    """The columns of a table, named as a recipe names them (loaders.imports.grid)."""
    held = [[row[place] for row in body if place < len(row)] for place in range(width)]
    return [Column(name, cells_, Counter(map(cells.kind, cells_))) for name, cells_ in zip(names(header, width), held, strict=True)]


def names(header: Sequence[Sequence[str]], width: int) -> list[str]:
    """The texts of the header rows joined; an empty cell of a row that is not the last belongs to the text before it.

    A column without a text is named by its number, columns of one name as `name (1)` and `name (2)`.
    """
    rows = [_carried(row, width) if number < len(header) - 1 else list(row) for number, row in enumerate(header)]
    texts = [[" ".join(row[place].split()) for row in rows if place < len(row)] for place in range(width)]
    joined = [" ".join(dict.fromkeys(filter(None, parts))) or str(number) for number, parts in enumerate(texts, 1)]
    times, seen = Counter(joined), Counter()
    found = []
    for name in joined:
        seen[name] += 1
        found.append(f"{name} ({seen[name]})" if times[name] > 1 else name)
    return found


def _carried(row: Sequence[str], width: int) -> list[str]:
    carried, last = [], ""
    for cell in row[:width]:
        last = cell if cell.strip() else last
        carried.append(last)
    return carried


def across(header: Sequence[Sequence[str]], found: Sequence[Column], known: Known) -> Choice:
    """Wide or long: the columns over which periods (or entities) stand side by side, from the first to the last."""
    for number, row in enumerate(header, 1):
        named = [place for place, cell in enumerate(row) if periods.kind(cell.strip()) and place < len(found) and _numbers(found[place])]
        if len({row[place].strip() for place in named}) > 1:
            return _stretch(found, named, "period", number, row)
    figures = [place for place, column in enumerate(found) if _numbers(column) and not column.kinds["period"] > 0.5 * len(column.given)]
    names = [place for place in figures if known(found[place].name)]
    if len(names) > 1 and len(names) >= 0.5 * len(figures):
        return _stretch(found, figures, "entity", len(header), [column.name for column in found], len(names))
    return Choice("across", None, 0.9, (said("across.none"),))


def _stretch(found: Sequence[Column], places: list[int], role: str, number: int, row: Sequence[str], told: int = 0) -> Choice:
    first, last = places[0], places[-1]
    whole = last - first + 1
    value = {"role": role, "from": first, "to": last, "header": number}
    return Choice("across", value, round(0.6 + 0.39 * share(len(places), whole), 3),
                  (said(f"across.{role}", count=told or len(places), first=row[first].strip(), last=row[last].strip()),), (None,))


def _numbers(column: Column) -> bool:
    """Mostly numbers or missing marks; years count, for small figures look like them."""
    said_something = len(column.given)
    typed = sum(column.kinds[kind] for kind in ("number", "flagged", "missing")) + sum(
        cell.strip().isdecimal() for cell in column.given if cells.kind(cell) == "period")
    return typed >= 0.6 * said_something and column.kinds["words"] < 0.4 * max(said_something, 1)


def split(header: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> Choice:
    """Several dimensions in the cells of the first column, as Eurostat writes them."""
    name = " ".join(header[-1][0].split()) if header and header[-1] else ""
    count = name.count(",")
    given = [row[0].strip() for row in body if row and row[0].strip()]
    alike = share(sum(cell.count(",") == count for cell in given), len(given))
    if not count or not _SPLIT_HEAD.fullmatch(name) or alike < 0.98 or any(" " in cell for cell in given[:50]):
        return Choice("split", None, 0.97, (said("split.none"),))
    into = tuple(part.strip() for part in name.split("\\")[0].split(","))
    return Choice("split", {"column": name, "by": ",", "into": into}, 0.97, (said("split.found", names=", ".join(into)),), (None,))


def apart(rows: Sequence[Sequence[str]], choice: Choice, header: bool) -> list[tuple[str, ...]]:
    """Rows with the first cell taken apart; those that cannot be keep empty parts, for a preview."""
    if not isinstance(choice.value, dict):
        return [tuple(row) for row in rows]
    into = choice.value["into"]
    parted = []
    for row in rows:
        parts = into if header else tuple(row[0].split(",")) if row else ()
        parted.append((*parts, *[""] * (len(into) - len(parts)), *row[1:])[: len(into) + len(row) - 1])
    return parted


def roles(found: Sequence[Column], spread: Choice, known: Known) -> list[Choice]:
    """A choice for each role; the value is the place of its column, or None."""
    taken = set(range(spread.value["from"], spread.value["to"] + 1)) if isinstance(spread.value, dict) else set()
    rest = [place for place in range(len(found)) if place not in taken]
    chosen: list[Choice] = []
    for role in _order(spread):
        scores = sorted(((_score(role, found[place], known), -place) for place in rest), reverse=True)
        best = [(score, -place) for score, place in scores if score > 0.2]
        if not best:
            chosen.append(Choice(role, None, 0.4 if role in NEEDED else 0.8, (said("role.none"),), tuple(rest[:4])))
            continue
        (score, place), others = best[0], best[1:]
        rest.remove(place)
        margin = score - (others[0][0] if others else 0)
        chosen.append(Choice(role, place, round(min(0.97, 0.35 + 0.35 * score + 0.3 * min(margin * 2, 1)), 3),
                             _why(role, found[place], known), tuple(other for _, other in others[:3])))
    return chosen


def _order(spread: Choice) -> tuple[str, ...]:
    held = spread.value["role"] if isinstance(spread.value, dict) else None
    wanted = ["entity", "period", "value", "unit", "status", "indicator"]
    return tuple(role for role in wanted if role != held and not (held and role == "value"))


def _score(role: str, column: Column, known: Known) -> float:
    """How much a column looks like a role, from 0 to 1."""
    whole = max(len(column.given), 1)
    named = 0.45 if _PATTERNS[role].search(column.name) else 0.0
    shares = {kind: count / whole for kind, count in column.kinds.items() if kind != "empty"}
    numbers = shares.get("number", 0) + shares.get("flagged", 0)
    looks = {
        "entity": lambda: _known_share(column, known) * 0.8 + (0.15 if shares.get("words", 0) + shares.get("code", 0) > 0.7 else -0.4)
        + (0.1 if _coded(column) else 0.0),
        "period": lambda: shares.get("period", 0) * 0.6 - (0.3 if not shares.get("period") else 0),
        "value": lambda: numbers * 0.5 + (0.1 if _varied(column) else -0.1) - (0.6 if numbers < 0.5 else 0),
        "unit": lambda: 0.1 - numbers - (0.3 if _varied(column) else 0),
        "status": lambda: (0.1 if _short(column) else -0.5) - numbers,
        "indicator": lambda: 0.1 - numbers - (0.2 if _varied(column) else 0),
    }[role]()
    return max(0.0, min(1.0, named + looks)) if named or role in ("entity", "period", "value") else 0.0


def _coded(column: Column) -> bool:
    """Codes name more surely than names, which are spelt in many ways."""
    return bool(re.search(r"code|iso|koatuu|katottg|код", column.name, re.IGNORECASE)) and column.kinds["code"] > 0.9 * len(column.given)


def _known_share(column: Column, known: Known) -> float:
    """How many of the first different texts name an entity."""
    texts = list(dict.fromkeys(cell.strip() for cell in column.given))[:SHOWN]
    return share(sum(known(text) for text in texts), len(texts))


def _varied(column: Column) -> bool:
    return len(set(column.cells[:500])) > 0.5 * len(column.cells[:500])


def _short(column: Column) -> bool:
    return all(len(cell.strip()) <= 3 for cell in column.given)


def _why(role: str, column: Column, known: Known):
    """What speaks for the column."""
    reasons = [said("role.named", name=column.name)] if _PATTERNS[role].search(column.name) else []
    if role == "entity":
        texts = list(dict.fromkeys(cell.strip() for cell in column.given))[:SHOWN]
        reasons.append(said("role.known", count=sum(map(known, texts)), whole=len(texts)))
    elif role in ("period", "value"):
        kinds = ("period",) if role == "period" else ("number", "flagged")
        reasons.append(said(f"role.{role}", count=sum(column.kinds[kind] for kind in kinds), whole=len(column.given)))
    return tuple(reasons) or (said("role.first"),)
