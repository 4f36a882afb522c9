"""What has changed since a release: of single figures (the notice of a pinned view), and of all (the pages of releases)."""

from collections.abc import Iterable
from dataclasses import dataclass

from layouts.visit import Visit
from metrics import frames, query

AMOUNT = ("value", "value_high", "unit", "qualifier", "status")
MOST_LOOKED_AT = 4_000
"""Statements of one page that are looked at; a page that tells more is a list, and has a page of differences."""


MOST_STEPS = 4
"""Later states of one statement that a notice tells; of more, the last."""


@dataclass(frozen=True)
class Changed:
    """One statement told otherwise: `old` row, `fields` what differs, and what it became, release by release.

    `steps`: (release, row) in order; the row is None where it was gone. The last one is how the newest release tells it.
    """

    statement: str
    kind: str
    old: dict
    fields: tuple[str, ...]
    steps: tuple[tuple[int, dict | None], ...]


def newer(visit: Visit) -> query.Release | None:
    """The newest release, where the visit reads an older one."""
    newest = query.newest(visit.release.engine)
    return newest if newest is not None and newest.number != visit.release.number else None


def since(visit: Visit, statements: Iterable[str], most: int) -> tuple[list[Changed], int]:
    """The statements that the newest release tells otherwise than this one: the first of them, and how many there are."""
    newest, ids = newer(visit), sorted(set(statements))[:MOST_LOOKED_AT]
    if newest is None or not ids:
        return [], 0
    old, new = ({row["statement"]: row for row in frames.records(query.statements(release, ids=ids))}
                for release in (visit.release, newest))
    found = [(one, *_told(old.get(one), new.get(one))) for one in ids]
    changed = [(one, kind, fields) for one, kind, fields in found if kind]
    return [Changed(one, kind, old[one], fields, _steps(visit, one, newest)) for one, kind, fields in changed[:most]], len(changed)


def _told(old: dict | None, new: dict | None) -> tuple[str, tuple[str, ...]]:
    """How one statement differs, and in which fields; an empty kind where it does not."""
    if old is None or new is None:
        return ("gone" if old is not None else ""), ()
    fields = tuple(name for name in frames.COMPARED if not _same(old[name], new[name]))
    if fields:
        return "changed", fields
    if old["shown"] != new["shown"]:
        return ("shown" if new["shown"] else "not_shown"), ()
    return ("disputed" if new["rivals"] > old["rivals"] else "", ())


def _same(old, new) -> bool:
    return old == new or (old != old and new != new)


def _steps(visit: Visit, statement: str, newest: query.Release) -> tuple[tuple[int, dict | None], ...]:
    """What a statement became after the release that is read: its later states, the last few, and that it is gone."""
    spans = query.states(visit.release, statement)
    later = [(first, last) for first, last in spans if first > visit.release.number][-MOST_STEPS:]
    found: list[tuple[int, dict | None]] = []
    for first, _ in later:
        rows = frames.records(query.statements(query.release(visit.release.engine, first), ids=[statement]))
        found += [(first, row) for row in rows]
    ended = max(last for _, last in spans) + 1
    return (*found, (ended, None)) if ended <= newest.number else tuple(found)
