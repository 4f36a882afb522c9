"""A data folder with an import, made of the tests' own small folder: figures of two clusters and the country by year."""

from collections.abc import Iterable
from pathlib import Path

RECIPE = """\
id: yearly
basis: statistics
file: yearly.csv
source: news_page
entity: {column: who}
indicator: {column: what}
period: {column: year, mixed: true}
value: {column: figure, missing: {empty: absent}}
locator: {en: the yearly table}
"""
CLUSTERS, INDICATORS, YEARS = ("kharkiv-it-cluster", "lviv-it-cluster"), ("member_companies", "event_participants"), range(2014, 2024)
Rows = list[tuple[str, str, str, object]]


def rows() -> Rows:
    """Forty figures: who, what, year, figure."""
    return [(who, what, str(year), 100 + year - 2014) for who in CLUSTERS for what in INDICATORS for year in YEARS]


def id_of(row: tuple, recipe: str = "yearly") -> str:
    """The id of the statement of a row."""
    return ":".join([recipe, *map(str, row[:3])])


def bring(folder: Path, told: Iterable[tuple], recipe: str = RECIPE, name: str = "yearly") -> Path:
    """Put a recipe and its table into a data folder."""
    for part, text in {f"imports/{name}.yaml": recipe.replace("yearly", name), f"files/{name}.csv": table(told)}.items():
        (folder / part).parent.mkdir(exist_ok=True)
        (folder / part).write_text(text, encoding="utf-8")
    return folder


def table(told: Iterable[tuple]) -> str:
    """The foreign table as text."""
    return "who,what,year,figure\n" + "".join(",".join(map(str, row)) + "\n" for row in told)
