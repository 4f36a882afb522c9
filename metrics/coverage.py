"""How much of what was asked is there, and how old it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from metrics import frames, periods


@dataclass(frozen=True)
class Coverage:
    """Entity ids asked for, those with a value, those without; the oldest and newest period used (as written)."""

    asked: tuple[str, ...]
    have: tuple[str, ...]
    missing: tuple[str, ...]
    oldest: str | None
    newest: str | None


def coverage(rows: pd.DataFrame, asked: Iterable[str]) -> Coverage:
    """What the rows (one or more per entity) cover of the asked entities; rows of others are not looked at."""
    wanted = tuple(dict.fromkeys(asked))
    used = rows[rows["value"].notna() & rows["entity"].isin(wanted)]
    present = set(used["entity"])
    oldest, newest = periods.span(frames.records(used))
    return Coverage(
        wanted,
        tuple(entity for entity in wanted if entity in present),
        tuple(entity for entity in wanted if entity not in present),
        oldest,
        newest,
    )


def completeness(observations: pd.DataFrame, entities: Iterable[str], themes: Collection[str] = ()) -> pd.DataFrame:
    """One row per asked entity and theme: `count` of its observations with a value, `newest` period or None.

    Themes are those asked for, or all that the observations have.
    """
    valued = observations[observations["value"].notna()]
    themes = list(themes) or sorted(set(observations["theme"]))
    held: dict[tuple[str, str], list[dict]] = {}
    for row in frames.records(valued):
        held.setdefault((row["entity"], row["theme"]), []).append(row)
    cells = [
        (entity, theme, len(held.get((entity, theme), ())), periods.span(held.get((entity, theme), ()))[1])
        for entity in dict.fromkeys(entities)
        for theme in themes
    ]
    return frames.table(cells, ["entity", "theme", "count", "newest"], {"count": "int64"})
