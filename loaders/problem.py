"""Errors kept as data: where something is wrong in a file, and what to write instead."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders import parse


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal. `column` counts characters from 1 in YAML, and is the column's name in CSV."""

    path: str
    line: int
    column: int | str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class Refused(Exception):
    """Files that cannot be used; `problems` says all that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file and line."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line, str(p.column), p.message)))


def did_you_mean(word: str, among: Iterable[str] | Mapping[str, str], otherwise: str) -> str:
    """`did you mean a or b?` with the nearest of `among`, or `otherwise` when nothing is near.

    A mapping offers its values for its keys: the ids of names.
    """
    offered = among if isinstance(among, Mapping) else dict(zip(among, among, strict=True))
    folded = {parse.fold(name): meant for name, meant in offered.items()}
    near = difflib.get_close_matches(parse.fold(word), folded, n=3, cutoff=0.7)
    likeness = [difflib.SequenceMatcher(None, name, parse.fold(word)).ratio() for name in near]
    ids = dict.fromkeys(folded[name] for name, like in zip(near, likeness, strict=True) if like > likeness[0] - 0.1)
    return f"did you mean {' or '.join(ids)}?" if near else otherwise
