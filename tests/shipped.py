"""The shipped data as a reader meets them: loaded once a run, and visits to every page of them.

The database holds two releases: in the first one figure differs (`FORMER`), the second is what data/ says.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dash.development.base_component import Component
from sqlalchemy import Engine

from layouts import pages
from layouts.visit import Visit
from layouts.visitor import Visitor
from layouts.words import Words
from loaders import beside, read, run, store
from metrics import query
from publish.slides import stock
from publish.slides.shelf import Shelf

PROJECT = Path(__file__).resolve().parents[1]
DATA = PROJECT / "data"
LANGUAGES = ("en", "uk")
FORMER = ("K016", 26500, 26400)
"""A statement, its value in data/, and its value in the release before."""

_rooms: list[tempfile.TemporaryDirectory] = []
_KEY = re.compile(r"\[[a-z]\w*(?:\.\w+)*\]")


@cache
def address() -> str:
    """The address of the database with the two releases."""
    _rooms.append(tempfile.TemporaryDirectory(prefix="atlas-", ignore_cleanup_errors=True))
    room = Path(_rooms[-1].name)
    former = Path(shutil.copytree(DATA, room / "data"))
    statement, now, before = FORMER
    change(former / "sources" / "kharkiv_annual_meeting_2023.csv", rf"(?m)^({statement},.*?),{now},", rf"\1,{before},")
    for folder in (former, DATA):
        outcome = run.load([folder], f"sqlite:///{room}/atlas.sqlite")
        assert not outcome.problems, [str(problem) for problem in outcome.problems]
    return f"sqlite:///{room}/atlas.sqlite"


def change(path: Path, pattern: str, replacement: str) -> None:
    """Change what a file says in one place."""
    written, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"))
    assert count == 1, f"{pattern} stands {count} times in {path.name}"
    path.write_text(written, encoding="utf-8")


@cache
def release(number: int = 0) -> query.Release:
    """The newest release, or the one of a number."""
    engine = store.engine(address())
    found = query.release(engine, number) if number else query.newest(engine)
    assert found is not None
    return found


@cache
def tables() -> dict[str, dict]:
    """The shipped language files."""
    return beside.languages([DATA], LANGUAGES)


@cache
def words(language: str, number: int = 0) -> Words:
    """One language over a release."""
    return Words(language, tables(), query.register(release(number)))


@cache
def _outlines() -> dict[str, dict]:
    return beside.outlines([DATA])


@cache
def _shelf() -> Shelf:
    return stock.shelf([DATA])


@cache
def _visitor() -> Visitor:
    return visitor(release().engine, tables())


def visitor(engine: Engine, spoken: dict[str, dict]) -> Visitor:
    """What makes the visits of a database in some languages, with the shipped settings, maps and decks."""
    return Visitor(engine, read.settings(PROJECT / "config.yaml"), spoken, _outlines(), _shelf())


def visit(path: str, **choices: str) -> Visit:
    """A reader at an address of the shipped data."""
    return _visitor().visit(path, choices)


def view(path: str, **choices: str) -> list:
    """The controls, the sentence and the body of a page, as its module gives them."""
    return seen(visit(path, **choices))


def seen(visited: Visit) -> list:
    """The controls, the sentence and the body of the page of a visit."""
    page, _ = pages.at(pages.found(), visited.path)
    assert page is not None
    return [*(page.controls(visited) if page.controls else []), *page.view(visited)]


def components(tree) -> Iterator[Component]:
    """Every component of a page, from the outside inwards."""
    if isinstance(tree, (list, tuple)):
        for part in tree:
            yield from components(part)
    elif isinstance(tree, Component):
        yield tree
        yield from components(getattr(tree, "children", None))


def texts(tree) -> Iterator[str]:
    """Every text of a page in whatever place: children, names for screen readers, options, figures, grids."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        yield from texts(list(tree.values()))
    elif isinstance(tree, (list, tuple)):
        for part in tree:
            yield from texts(part)
    elif isinstance(tree, Component):
        yield from texts([getattr(tree, name) for name in tree.to_plotly_json()["props"]])


def prose(tree) -> str:
    """What a page says, in one text: children only, without spaces doubled."""
    if isinstance(tree, Component):
        return prose(getattr(tree, "children", None))
    if isinstance(tree, (list, tuple)):
        return " ".join(filter(None, map(prose, tree)))
    return "" if tree is None else str(tree)


def unspoken(tree) -> set[str]:
    """Words that no language has, as a page shows them: `[key]`."""
    return {key for text in texts(tree) for key in _KEY.findall(text)}


def drawn(tree) -> list[dict]:
    """The plotly figures of a page."""
    return [part.figure for part in components(tree) if isinstance(getattr(part, "figure", None), dict)]


def links(tree) -> list[str]:
    """The addresses that a page leads to."""
    return [part.href for part in components(tree) if isinstance(getattr(part, "href", None), str)]
