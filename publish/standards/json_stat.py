"""The shown observations as JSON-stat 2.0: one sparse dataset per indicator, and a collection that names them. Pure.

https://json-stat.org/full/. A dataset has one unit and one thing counted, so that nothing that must not be compared shares
a cube. `status` is the status of the source; the hedge, the upper end of a range and the statement are in `extension`, under
the same numbers of cells. Labels are English; those of the other languages are in `extension.translations`.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import prod

from layouts.words import Words
from publish.standards.contents import ENGLISH, Contents
from publish.standards.sdmx_csv import TOTAL

FOLDER = "json-stat"
Axes = dict[str, list[str]]


def write(contents: Contents) -> dict[str, dict]:
    """The datasets and their collection, by the path of their file."""
    groups: dict[str, list[dict]] = defaultdict(list)
    for row in contents.shown:
        groups[row["indicator"]].append(row)
    made = {f"{FOLDER}/{name}.json": _dataset(contents, name, rows) for name, rows in sorted(groups.items())}
    listed = [{"class": "dataset", "label": made[path]["label"], "href": path.removeprefix(f"{FOLDER}/")} for path in made]
    collection = {"version": "2.0", "class": "collection", "label": contents.name[ENGLISH], "updated": contents.newest,
                  "link": {"item": listed}}
    return {**made, f"{FOLDER}/collection.json": collection}


def _dataset(contents: Contents, indicator: str, rows: Sequence[dict]) -> dict:
    """The cube of one indicator: what it is broken down by has a dimension each, and nothing else."""
    axes = _axes(indicator, rows)
    spoken = contents.words
    cells = _cells(axes, rows)
    sized = [len(codes) for codes in axes.values()]
    words = spoken.get(ENGLISH) or next(iter(spoken.values()))
    return {
        "version": "2.0", "class": "dataset", "label": words.indicator(indicator), "updated": contents.newest,
        "source": "; ".join(dict.fromkeys(words.producer(row["source"]) for row in rows)),
        "id": list(axes), "size": sized, "role": {"time": ["period"], "metric": ["indicator"]},
        "dimension": {name: _dimension(words, name, codes) for name, codes in axes.items()},
        "value": {cell: _value(row) for cell, row in cells.items() if _value(row) is not None},
        "status": {cell: row["status"] for cell, row in cells.items()},
        "extension": {**_told(contents, indicator), **_beside(cells), "translations": {
            code: _translated(other, indicator, axes) for code, other in spoken.items() if code != words.language}},
    }


def _axes(indicator: str, rows: Sequence[dict]) -> Axes:
    """The dimensions with their codes: of whom, when, in what sense, by what, and the indicator itself."""
    broken = [_broken(row) for row in rows]
    own = sorted({name for pairs in broken for name in pairs})
    return {
        "entity": sorted({row["entity"] for row in rows}),
        "period": sorted({row["period"] for row in rows}),
        "sense": sorted({row["sense"] for row in rows}),
        **{name: sorted({pairs.get(name, TOTAL) for pairs in broken}) for name in own},
        "indicator": [indicator],
    }


def _broken(row: dict) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in row["breakdown"].split(";") if pair)


def _cells(axes: Axes, rows: Sequence[dict]) -> dict[str, dict]:
    """The rows by the number of their cell, in row-major order, as a key."""
    sizes = [len(codes) for codes in axes.values()]
    steps = {name: prod(sizes[n + 1:]) for n, name in enumerate(axes)}
    places = {name: {code: place * steps[name] for place, code in enumerate(codes)} for name, codes in axes.items()}

    def cell(row: dict) -> int:
        at = {**{name: row[name] for name in ("entity", "period", "sense", "indicator")}, **_broken(row)}
        return sum(known[at.get(name, TOTAL)] for name, known in places.items())

    return {str(cell(row)): row for row in rows}


def _value(row: dict) -> float | int | str | None:
    """The number; of a dated fact the date, which is what it says."""
    if row["period_kind"] == "date":
        return row["period"]
    value = row["value"]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _dimension(words: Words, name: str, codes: list[str]) -> dict:
    return {"label": _name(words, name), "category": {"index": codes, "label": _labels(words, name, codes)}}


def _name(words: Words, name: str) -> str:
    own = ("entity", "period", "sense", "indicator")
    return words(f"bundle.of.{name}") if name in own else words.code("dimensions", name)


def _labels(words: Words, name: str, codes: list[str]) -> dict[str, str]:
    """What the codes of a dimension are called."""
    readers: dict[str, Callable[[str], str]] = {
        "entity": words.entity, "period": words.period, "indicator": words.indicator, "sense": lambda code: words(f"bundle.sense.{code}")}
    read = readers.get(name, lambda code: words.breakdown(f"{name}={code}"))
    return {code: words("bundle.total") if code == TOTAL else read(code) for code in codes}


def _told(contents: Contents, indicator: str) -> dict:
    """What is known of the indicator, by our own ids."""
    record = contents.by_id["indicator"][indicator]
    return {"release": contents.hash, **{name: record[name] for name in ("theme", "unit", "counts", "period_kind")}}


def _beside(cells: dict[str, dict]) -> dict:
    """What stands beside the values, under the same numbers of cells."""
    return {
        "qualifier": {cell: row["qualifier"] for cell, row in cells.items()},
        "value_high": {cell: row["value_high"] for cell, row in cells.items() if row["value_high"] is not None},
        "statement": {cell: row["statement"] for cell, row in cells.items()},
        "flags": {cell: list(row["flags"]) for cell, row in cells.items() if row["flags"]},
    }


def _translated(words: Words, indicator: str, axes: Axes) -> dict:
    """The labels of a dataset in another language."""
    return {"label": words.indicator(indicator), "dimension": {
        name: {"label": _name(words, name), "category": {"label": _labels(words, name, codes)}} for name, codes in axes.items()}}
