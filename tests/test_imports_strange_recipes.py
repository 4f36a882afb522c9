"""Whatever a recipe says, a file is read or refused in words: no combination of keys ends in a crash."""

import random
from collections import Counter
from functools import cache

import pytest
import yaml
from counted import counted
from foreign import registers
from foreign_tables import MAKERS

from loaders import read
from loaders.imports import File, preview, recipe
from loaders.imports.recipe import Recipe

CASES = counted(400, 20_000)
FIRST_SEED = 4_000
ROLES = [{"column": "region"}, {"column": "year"}, {"column": "population"}, {"column": "note"}, {"column": "geo"}, {"column": "область"},
         {"column": "зарплата"}, {"across": "map"}, {"across": "map", "map": {"year": "2020"}}, {"across": {"from": "2010"}},
         {"across": {"from": "2014", "to": "2007"}}, {"constant": "ukraine"}, {"constant": "population"}, {"constant": "2020"},
         {"file_name": "t{}e"}, {"file_name": "{}"}, {"column": "year", "header": "3"}, {}]
PARTS = {
    **dict.fromkeys(("entity", "indicator", "period", "value", "unit", "status", "power_of_ten", "sample_size", "hedge", "value_high",
                     "doubts"), ROLES),
    "table": [{"format": name} for name in ("csv", "xlsx", "sdmx-csv", "json-stat", "data-package")] + [
        {"header_rows": []}, {"header_rows": ["1", "2"]}, {"header_rows": ["9"]}, {"first_row": "1"}, {"first_row": "99"},
        {"ends": {"blank": "true"}}, {"ends": {"line": "3"}}, {"quote": "none"}, {"quote": "single"}, {"delimiter": "space"},
        {"line_breaks": "true"}, {"trailing_delimiter": "true"}, {"encoding": "utf-16"}, {"encoding": "zip"}, {"sheet": "x"},
        {"split": {"column": "region", "by": "а", "into": ["a", "b"]}}],
    "aggregate": [{"measures": [{"does": does, "indicator": name}], **more} for does in ("count", "median", "mean", "sum", "share")
                  for name in ("population", "nothing") for more in ({}, {"least": "3", "whole": "ukraine"}, {"whole": "nowhere"})],
    "breakdown": [{"gender": {"column": "note"}}, {"gender": {"constant": "women"}}, {"nothing": {"column": "year"}}],
    "keep": [{"region": ["x"]}, {"year": ["2019"]}, {"nothing": ["x"]}], "drop": [{"year": ["2019", "empty"]}],
    "ignore": [["year", "note"]], "expected": [{"rows": "24"}, {"statements": "0"}], "flags": ["out_of_range"], "qualifier": ["about"],
    "variants": [[{"file": "t*", "value": role}] for role in ROLES[:4]] + [[{"file": "other"}]],
}
INNER = {"kind": ["city", ["region", "country"], "planet"], "of": ["country", "city"], "leave_out": [["others"], ["other countries"], "x"],
         "cut": [" область"], "format": ["YYYY", "YYYY рік", "DD.MM", "[(", "Q"], "precision": ["year", "month", "day", "half"],
         "between": [["2000", "2030"], ["x", "y"]], "mixed": ["true"], "scale": ["1000", "0", "0.5", "-1"],
         "numerals": [{"decimal": "comma"}, {"thousands": "space", "marks": ["%"]}, {"exponent": "true"}],
         "missing": [{"empty": "absent"}, {"empty": "M"}, {":": "text"}], "map": [{"empty": "2020"}, {"2019": "2020"}],
         "after_value": [{"b": "B"}], "whole": ["T", ["empty"]], "words": ["true"]}


@cache
def parsed(text: str) -> dict:
    return yaml.load(text, Loader=yaml.BaseLoader)


def strange(rng: random.Random, text: str) -> str:
    """A recipe with some of its keys other than they were."""
    tree = {**parsed(text)}
    for _ in range(rng.choice((1, 1, 2, 3))):
        key = rng.choice([*PARTS, *tree])
        if rng.random() < 0.15:
            tree.pop(key, None)
        elif isinstance(tree.get(key), dict) and rng.random() < 0.5:
            inner = rng.choice(list(INNER))
            tree[key] = {**tree[key], inner: rng.choice(INNER[inner])}
        elif key in PARTS:
            new = rng.choice(PARTS[key])
            tree[key] = {**tree[key], **new} if isinstance(new, dict) and isinstance(tree.get(key), dict) and rng.random() < 0.5 else new
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def outcome(seed: int) -> str:
    """What becomes of a sound file under a strange recipe."""
    rng = random.Random(seed)
    known = rng.choice(MAKERS)(random.Random(seed % 5))
    node, problems = read.yaml_tree(strange(rng, known.recipe), "r.yaml")
    entry, wrong = (None, problems) if problems or node is None else recipe(node, "r.yaml")
    if entry is None:
        assert all("; " in problem.message for problem in (*problems, *wrong))
        return "no recipe"
    found = preview(entry, [File.of_bytes("table", known.content)], registers(), most=50)
    assert all("; " in problem.message and problem.line >= 1 for problem in found.problems)
    assert found.problems or (found.account.balanced and found.account.statements)
    return "refused" if found.problems else "read"


@pytest.mark.soak
def test_no_recipe_makes_the_program_crash():
    found: Counter = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + CASES):
        try:
            found[outcome(seed)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r}") from error
    assert set(found) == {"no recipe", "refused", "read"}
    assert set(PARTS) <= set(Recipe.model_fields)
