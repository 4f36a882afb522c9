"""No damaged file gives a silently wrong figure: it is read right, refused with its place, or its difference is announced."""

import random
import sys
from collections import Counter
from functools import cache

import pytest
from counted import counted
from damage import MAY_BE_WELL_FORMED, NEVER_WRONG
from foreign import entry_of, registers
from foreign_tables import MAKERS, Known

from loaders.imports import File, changes, foreign
from loaders.imports.changes import of_batches
from loaders.problem import Problem

CASES = counted(600, 24_000)
FIRST_SEED = 20_261_125
SHARES = 4


@cache
def entry(text: str):
    return entry_of(text)


def outcome(known: Known, content: bytes) -> tuple[list, list[Problem], list[Problem]]:
    """What an import of the bytes says, what is wrong, and what is noticed."""
    made, problems = foreign(entry(known.recipe), {"table": File.of_bytes("table", content)}, registers())
    assert problems == []
    said = list(of_batches("x", made.batches(problems)))
    assert problems or made.account.balanced
    return said, problems, made.account.notices


def truth(known: Known) -> list:
    return outcome(known, known.content)[0]


def judged(known: Known, content: bytes, may_differ: bool) -> str:
    """right, refused or announced; anything else fails."""
    before = truth(known)
    after, problems, notices = outcome(known, content)
    if problems:
        assert all(problem.line >= 1 and problem.column and "; " in problem.message for problem in problems)
        return "refused"
    if _by_id(after) == _by_id(before):
        return "right"
    assert may_differ or notices, "the figures differ, nothing is refused and nothing told"
    ended = content.decode(known.encoding, "replace").endswith("\n")
    assert ended or notices, "the last line is cut, which is not told"
    found = changes(before, after)
    apart = {id_ for id_, said in _by_id(after).items() ^ _by_id(before).items()}
    told = {*found.new, *found.gone, *(id_ for id_, _, _ in found.changed)}
    assert told == apart and found.any
    return "announced"


def _by_id(said: list) -> dict:
    return {id_: tuple(what) for id_, _, what in said}


def case(seed: int) -> tuple[str, str]:
    """One damaged file: the kind of damage and what became of it."""
    rng = random.Random(seed)
    known = rng.choice(MAKERS)(random.Random(seed % 7))
    damage = rng.choice((*NEVER_WRONG, *MAY_BE_WELL_FORMED))
    return damage.__name__, judged(known, damage(rng, known), damage in MAY_BE_WELL_FORMED)


@pytest.mark.soak
@pytest.mark.parametrize("share", range(SHARES))
def test_no_damaged_file_gives_a_silently_wrong_figure(share: int):
    found: Counter = Counter()
    for seed in range(FIRST_SEED + share, FIRST_SEED + CASES, SHARES):
        try:
            found[case(seed)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r}") from error
    sys.stdout.write(f"{sum(found.values())} damaged files: {dict(sorted(found.items()))}\n")
    assert {what for _, what in found} == {"right", "refused", "announced"}


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_sound_file_gives_the_figures_it_was_made_of(maker):
    for seed in range(5):
        known = maker(random.Random(seed))
        said, problems, notices = outcome(known, known.content)
        assert problems == [] and notices == []
        assert {tuple(id_.split(":")[1:4]): what.value for id_, _, what in said} == known.truth


def test_a_file_cut_inside_its_last_row_is_refused_or_the_missing_newline_is_told():
    known = next(known for seed in range(99) if (known := MAKERS[0](random.Random(seed))).text.endswith(",\n"))
    said, problems, notices = outcome(known, known.content[:-1])
    assert problems == [] and "no newline at its end" in notices[0].message
    _, problems, _ = outcome(known, known.content[:-2])
    assert problems[0].line == 25
