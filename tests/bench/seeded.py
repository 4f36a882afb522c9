"""Seeded statements of three sizes: 1,500 clusters, 300 regions, 100 indicators, 40 quarters; a folder with one recipe.

The same seed gives the same bytes. Every combination of entity, indicator and quarter is there or not by chance, so that the
size comes out; the file is in the order of entities, as statistics offices write them.
"""

import random
from collections.abc import Iterator
from pathlib import Path

SIZES = {"15k": 15_000, "1M": 1_000_000, "3.7M": 3_700_000, "6M": 6_000_000}
CLUSTERS, REGIONS, INDICATORS, FIRST_YEAR, YEARS = 1_500, 300, 100, 2014, 10
QUARTERS = tuple(f"{FIRST_YEAR + year}-Q{quarter}" for year in range(YEARS) for quarter in (1, 2, 3, 4))
COMBINATIONS = (CLUSTERS + REGIONS) * INDICATORS * len(QUARTERS)
HEADER = "entity,indicator,period,figure\n"

_CODES = {
    "codelists/themes.yaml": "- {id: made, name: Made}\n",
    "codelists/units.yaml": "- {id: things, name: things, kind: count}\n",
    "codelists/counts.yaml": "- {id: things, name: things}\n",
    "codelists/dimensions.yaml": "- {id: size, name: Size, codes: [{id: large, name: large}]}\n",
    "imports/made.yaml": (
        "id: made\nbasis: statistics\nfile: made.csv\npublication: {id: made_source, title: Made, producer: Nobody, kind: statistics}\n"
        "entity: {column: entity}\nindicator: {column: indicator}\nperiod: {column: period}\nvalue: {column: figure}\n"
        "locator: {en: the made table}\n"),
}


def entities() -> list[str]:
    """Ids of the clusters and regions."""
    return [*(f"cluster-{number:04}" for number in range(CLUSTERS)), *(f"region-{number:03}" for number in range(REGIONS))]


def indicators() -> list[str]:
    """Ids of the indicators."""
    return [f"things_{number:03}" for number in range(INDICATORS)]


def folder(room: Path, size: int, *, changed: int = 0) -> Path:
    """A data folder in `room` with one import of about `size` rows; `changed` figures are other than without it."""
    for name, text in {**_CODES, "entities/all.yaml": _entities(), "indicators/all.yaml": _indicators()}.items():
        path = room / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    table(room / "files" / "made.csv", size, changed=changed)
    return room


def table(path: Path, size: int, *, changed: int = 0) -> None:
    """The foreign table, written line by line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEADER)
        stream.writelines(_lines(size, changed))


def _lines(size: int, changed: int) -> Iterator[str]:
    chance, figures, other = random.Random(4), random.Random(5), random.Random(6)
    share, often = size / COMBINATIONS, changed / size
    for entity in entities():
        for indicator in indicators():
            head = f"{entity},{indicator},"
            for quarter in QUARTERS:
                if chance.random() < share:
                    figure = figures.randrange(1_000_000)
                    if changed and other.random() < often:
                        figure += 1
                    yield f"{head}{quarter},{figure}\n"


def _entities() -> str:
    kinds = ("cluster" if id_.startswith("cluster") else "region" for id_ in entities())
    told = [f"- {{id: {id_}, kind: {kind}, name: Place {id_}, within: land}}\n" for id_, kind in zip(entities(), kinds, strict=True)]
    return "- {id: land, kind: country, name: Land}\n" + "".join(told)


def _indicators() -> str:
    return "".join(
        f"- {{id: {id_}, theme: made, name: Things {id_}, unit: things, counts: things, period_kind: flow, sums: [entities]}}\n"
        for id_ in indicators())
