"""Imports of the tests: small registers, and recipes written as YAML over bytes."""

from functools import cache
from pathlib import Path

from loaders import read
from loaders.gather import gather
from loaders.imports import File, Preview, Registers, preview, recipe
from loaders.problem import Problem

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared" / "files"
if not SHARED.is_dir():
    SHARED = PROJECT.parents[1] / "shared" / "files"
EVERYTHING = 1_000_000


@cache
def registers() -> Registers:
    """The registers of the shipped data."""
    return Registers.of(gather([PROJECT / "data"]))


def entry_of(text: str, path: str = "data/imports/tests.yaml"):
    """The record of a recipe written as YAML, which must be one."""
    node, problems = read.yaml_tree(text, path)
    assert problems == []
    entry, problems = recipe(node, path)
    assert problems == [], "\n".join(map(str, problems))
    return entry


def refusals_of_recipe(text: str) -> list[str]:
    """What is wrong with a recipe itself."""
    node, problems = read.yaml_tree(text, "data/imports/tests.yaml")
    return list(map(str, problems or recipe(node, "data/imports/tests.yaml")[1]))


def read_as(text: str, content: bytes | str, name: str = "table.csv", most: int = EVERYTHING) -> Preview:
    """What a recipe makes of one file."""
    content = content.encode() if isinstance(content, str) else content
    return preview(entry_of(text), [File.of_bytes(name, content)], registers(), most=most)


def values(found: Preview) -> dict[tuple, float | None]:
    """The figures by entity, indicator, period and breakdown."""
    return {(one.entity, one.indicator, one.period, one.breakdown): one.value for one in found.statements}


def said(problems: tuple[Problem, ...]) -> list[str]:
    """Problems as they are printed."""
    return list(map(str, problems))
