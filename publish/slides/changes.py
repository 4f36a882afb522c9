"""What changed in the figures of a deck: since an older release, or against the same figures of another year.

A deck names figures, so next year only the data change. What is told here: a new value, a definition that
changed (another indicator of the same concept), what is gone, new, resolved or no longer decided. Between
years a value stands beside another only where both are of one definition; where not, the reason is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from layouts.visit import Visit
from layouts.words import Words
from metrics import compare, periods, query
from publish.slides.making import Making
from publish.slides.references import contradictions

OPEN_BELOW = "at_least"
BESIDE = ("comparable", "not_comparable")
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Change:
    """One change. `kind`: value, definition, gone, new, resolved, reopened; between years comparable, not_comparable.

    `before` and `now` are the rows shown then and now, None where there is none; `why` says more in words.
    """

    kind: str
    before: dict | None
    now: dict | None
    why: str = ""

    @property
    def row(self) -> dict:
        """The row that names the change: today's, or the one that is gone."""
        return self.now or self.before or {}


def since_release(before: Making, then: Iterable[str], now: Making, today: Iterable[str]) -> list[Change]:
    """What a deck shows otherwise than it did: statements of its slides over an older release, and over this one."""
    old, new = _by_key(before.shown(then)), _by_key(now.shown(today))
    found: list[Change] = []
    moved: set[Key] = set()
    for key, row in old.items():
        match = key if key in new else _moved(row, new, set(old))
        if match is None:
            found.append(Change("gone", row, None))
            continue
        moved.add(match)
        found += _changed(before, row, now, new[match])
    return found + [Change("new", None, row) for key, row in new.items() if key not in old and key not in moved]


def _by_key(rows: Iterable[dict]) -> dict[Key, dict]:
    return {_key(row): row for row in rows}


def _key(row: dict) -> Key:
    return row["entity"], row["indicator"], row["breakdown"], row["period"], row["sense"]


def _moved(row: dict, new: dict[Key, dict], old: set[Key]) -> Key | None:
    """Where a figure went that is not there any more: its statement, or the same concept of the same time."""
    same = [key for key, other in new.items() if other["statement"] == row["statement"]]
    alike = [key for key, other in new.items() if key not in old and row["concept"] and other["concept"] == row["concept"]
             and (other["entity"], other["period"]) == (row["entity"], row["period"])]
    return next(iter([*same, *alike]), None)


def _changed(before: Making, row: dict, now: Making, other: dict) -> list[Change]:
    """The changes of one figure that is there then and now."""
    found = []
    if row["indicator"] != other["indicator"]:
        found.append(Change("definition", row, other))
    elif _said(row) != _said(other):
        found.append(Change("value", row, other))
    was, still = bool(contradictions(before, row)), bool(contradictions(now, other))
    if was != still:
        found.append(Change("resolved" if was else "reopened", row, other))
    return found


def _said(row: dict) -> tuple:
    """What a row says, comparable by value: NaN and None are one."""
    numbers = tuple(None if row[name] != row[name] else row[name] for name in ("value", "value_high"))
    return (*numbers, row["qualifier"], row["status"], row["unit"], row["period"], row["breakdown"])


def beside_year(making: Making, statements: Iterable[str], year: str) -> list[Change]:
    """Each figure beside the same one of another year: comparable, or not and why."""
    valued = [row for row in making.shown(statements) if row["value"] == row["value"] and row["period_kind"] != "date"]
    own = making.asked.get("year", "")
    rows = [row for row in valued if _of_year(row, own)] if own else _newest(valued)
    known = query.observations(making.visit.release, entities={row["entity"] for row in rows}) if rows else None
    others = [row for row in known.to_dict("records") if _of_year(row, year)] if known is not None else []
    return [_beside(making, row, others, year) for row in rows if not _of_year(row, year)]


def _of_year(row: dict, year: str) -> bool:
    return row["value"] == row["value"] and bool(row["period_end"]) and row["period_end"][:4] == year


def _newest(rows: list[dict]) -> list[dict]:
    """Of each figure its newest row."""
    newest: dict[tuple, dict] = {}
    for row in sorted(rows, key=lambda one: one["period_end"] or ""):
        newest[row["entity"], row["indicator"], row["breakdown"]] = row
    return list(newest.values())


def _beside(making: Making, row: dict, others: list[dict], year: str) -> Change:
    own = [one for one in others if one["entity"] == row["entity"]]
    same = [one for one in own if (one["indicator"], one["unit"], one["breakdown"]) == (row["indicator"], row["unit"], row["breakdown"])]
    alike = [one for one in same if _kind(one) == _kind(row)]
    if alike:
        before = max(alike, key=lambda one: one["period_end"])
        floors = OPEN_BELOW in (row["qualifier"], before["qualifier"])
        return Change("comparable", _full(making, before), row, making.words("deck.change.floors") if floors else "")
    if same:
        reason = "forecast" if compare.is_expected(same[0]) != compare.is_expected(row) else "period_length_differs"
        return Change("not_comparable", _full(making, same[0]), row, making.words(f"reason.{reason}"))
    concept = [one for one in own if row["concept"] and one["concept"] == row["concept"]]
    if concept:
        return Change("not_comparable", _full(making, concept[0]), row, making.words("deck.why.definition"))
    return Change("not_comparable", None, row, making.words("deck.change.no_before", year=year))


def _kind(row: dict) -> tuple[str, bool]:
    """What must be one for two values to stand side by side: the length of the period, outcome or expectation."""
    return periods.length_class(row), compare.is_expected(row)


def _full(making: Making, row: dict) -> dict:
    return making.shown([row["statement"]])[0]


def line(words: Words, change: Change) -> str:
    """One change in words: whose and what, before and now, what kind of change."""
    row = change.row
    key = "deck.change.beside" if change.kind in BESIDE else "deck.change.line"
    return words(key, id=row["statement"], entity=words.entity(row["entity"]), indicator=words.indicator(row["indicator"]),
                 before=_told(words, change.before, change), now=_told(words, change.now, change), what=verdict(words, change))


def _told(words: Words, row: dict | None, change: Change) -> str:
    """A value with its period; with its name too where the definition differs."""
    if row is None:
        return "–"
    both = {one["indicator"] for one in (change.before, change.now) if one}
    name = f"{words.indicator(row['indicator'])} " if len(both) > 1 else ""
    if row["period_kind"] == "date":
        return name + words.period(row["period"], row["sense"])
    return f"{name}{words.said(row)}, {words.period(row['period'], row['sense'])}"


def verdict(words: Words, change: Change) -> str:
    """What kind of change it is, and why two values are not comparable."""
    return ": ".join(part for part in (words(f"deck.change.{change.kind}"), change.why) if part)


def lines(visit: Visit, title: str, found: list[Change]) -> list[str]:
    """All changes in words under a heading, by kind; a sentence where there are none."""
    words = visit.words
    kinds = list(dict.fromkeys(change.kind for change in found))
    counts = ", ".join(f"{words(f'deck.change.{kind}')} {sum(change.kind == kind for change in found)}" for kind in kinds)
    summary = words("deck.change.summary", n=len(found), count=len(found), parts=counts) if found else words("deck.change.none")
    return [title, *(f"  {line(words, change)}" for kind in kinds for change in found if change.kind == kind), summary]
