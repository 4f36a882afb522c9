"""From fetched rows to tidy frames: the columns, their order, and what a missing value looks like.

Numbers are float64 or int64 with NaN where absent; texts, tuples and dicts are objects with None where absent,
the same from both databases.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from loaders import parse

OBSERVATION_COLUMNS = (
    "observation", "statement", "entity", "entity_kind", "within", "region", "country",
    "indicator", "theme", "unit", "counts", "concept", "period_kind", "period", "sense", "breakdown",
    "period_start", "period_end", "precision", "value", "value_high", "qualifier", "status", "basis",
    "source", "edition", "said_by", "locator", "note", "flags", "sample_size", "rivals", "why_shown",
)
STATEMENT_COLUMNS = (*OBSERVATION_COLUMNS, "shown", "file", "line", "printed")
CSV_COLUMNS = (
    "statement", "entity", "indicator", "value", "value_high", "unit", "qualifier", "status",
    "period_start", "period_end", "breakdown", "said_by", "source", "locator", "flags", "shown", "release",
)
COMPARED = (
    "entity", "indicator", "period", "sense", "breakdown", "value", "value_high", "unit", "qualifier", "status",
    "basis", "source", "edition", "said_by", "locator", "note", "flags", "sample_size",
)
"""What one release may say otherwise than another; file and line are not among it."""

DIFFERENCE_COLUMNS = (
    "statement", "change", "fields", "entity", "indicator",
    *(f"{age}_{name}" for name in (*COMPARED[2:], "shown") for age in ("old", "new")),
)


def statement_frame(
    column: Callable[[str], np.ndarray], columns: Sequence[str], sums: Mapping[str, tuple[str, ...]] | None,
) -> pd.DataFrame:
    """One row per statement of the columns that `column` gives by their names.

    `sums` (what a total may go over, by indicator) is added as the last column, where it is given.
    """
    cells = {name: column(name) for name in columns}
    if sums is not None:
        indicators = column("indicator")
        cells["sums"] = np.fromiter((sums.get(indicator, ()) for indicator in indicators), object, len(indicators))
    return _frame(cells, len(cells[columns[0]]))


def statement_rows(
    column: Callable[[str], np.ndarray], columns: Sequence[str], sums: Mapping[str, tuple[str, ...]] | None,
) -> list[dict]:
    """The same as dictionaries, by the same rules."""
    cells = [column(name).tolist() for name in columns]
    if sums is not None:
        cells.append([sums.get(indicator, ()) for indicator in column("indicator")])
    names = (*columns, "sums")[:len(cells)]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def columns_frame(column: Callable[[str], np.ndarray], columns: Sequence[str]) -> pd.DataFrame:
    """One row per statement of some columns only."""
    cells = {name: column(name) for name in columns}
    return _frame(cells, len(cells[columns[0]]))


def _frame(cells: Mapping[str, np.ndarray], count: int) -> pd.DataFrame:
    """A frame of columns of objects and of numbers. All objects come as one block: column by column takes thirty times as long."""
    numbers = {name: held for name, held in cells.items() if held.dtype != object}
    objects = [name for name in cells if name not in numbers]
    block = np.empty((len(objects), count), object)
    for place, name in enumerate(objects):
        block[place] = cells[name]
    held = pd.DataFrame(block.T, columns=_index(tuple(objects)), dtype=object, copy=False)
    for place, name in enumerate(cells):
        if name in numbers:
            held.insert(place, name, numbers[name])
    return held


@lru_cache(maxsize=64)
def _index(names: tuple[str, ...]) -> pd.Index:
    return pd.Index(list(names))


def records(rows: pd.DataFrame) -> list[dict]:
    """The rows as dictionaries: what `to_dict("records")` gives, in a fifth of the time where there are many columns."""
    names = rows.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in rows.to_numpy(object).tolist()]


def _texts(values: list) -> pd.Series:
    return pd.Series(values, dtype=object)


def table(
    rows: Iterable[Sequence], columns: Sequence[str], types: Mapping[str, str], index: pd.Index | None = None
) -> pd.DataFrame:
    """A frame of tuples whose columns are objects (None stays None), but for the numbers named in `types`."""
    held = list(rows)
    cells = {name: np.fromiter((row[place] for row in held), object, len(held)) for place, name in enumerate(columns)}
    made = _frame({name: column.astype(types.get(name, object)) for name, column in cells.items()}, len(held))
    return made if index is None else made.set_axis(index)


def csv_frame(statements: pd.DataFrame, release: int, units: Mapping[str, str]) -> pd.DataFrame:
    """One row per statement with the columns of the API's CSV; texts in English, units by the names in `units`,
    flags joined with `;`, `period_start` and `period_end` as the source wrote the two ends."""
    written = {text: parse.period(text) for text in set(statements["period"])}
    ends = [written[text] for text in statements["period"]]
    said = {name: _texts([_english(text) for text in statements[name]]) for name in ("said_by", "locator")}
    texts = statements.assign(
        period_start=_texts([end.start_text for end in ends]),
        period_end=_texts([end.end_text for end in ends]),
        flags=_texts([";".join(flags) for flags in statements["flags"]]),
        release=release,
        unit=_texts([units.get(unit, unit) for unit in statements["unit"]]),
        **said,
    )
    return texts[list(CSV_COLUMNS)]


def _english(words: dict[str, str] | None) -> str | None:
    return words.get("en") if words else None


def difference_frame(old: dict[str, dict], new: dict[str, dict]) -> pd.DataFrame:
    """One row per statement id that two releases tell differently (records by id, fields of COMPARED and `shown`)."""
    found = [_difference(name, old.get(name), new.get(name)) for name in sorted(old.keys() | new.keys())]
    rows = [row for row in found if row["change"]]
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype="float64" if name.endswith("_value") else object)
            for name in DIFFERENCE_COLUMNS
        }
    )


def _difference(name: str, old: dict | None, new: dict | None) -> dict:
    fields = tuple(field for field in COMPARED if old and new and old[field] != new[field])
    told = new or old or {}
    row = {"statement": name, "fields": fields, "entity": told["entity"], "indicator": told["indicator"]}
    for age, record in (("old", old), ("new", new)):
        row |= {f"{age}_{field}": record[field] for field in (*COMPARED[2:], "shown")} if record else {}
    return row | {"change": _change(old, new, fields)}


def _change(old: dict | None, new: dict | None, fields: tuple[str, ...]) -> str | None:
    if old is None or new is None:
        return "new" if old is None else "gone"
    if fields:
        return "changed"
    return "shown_changed" if old["shown"] != new["shown"] else None
