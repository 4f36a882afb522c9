"""Decks read from data/decks/*.yaml, with every problem at its place: `<path>:<line>:<column>: ...; what to write`.

Decks are layout, not facts: they belong to no release. What they name is checked against a release where one is given.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders import read as opener
from loaders.deck_records import FIGURES, DeckRecord, GroupRecord, SlideRecord
from loaders.node import Listing, Node
from loaders.problem import Problem, did_you_mean, in_order
from loaders.typed import Entry, record

__all__ = ["FIGURES", "DeckRecord", "Decks", "GroupRecord", "Known", "SlideRecord", "parsed", "read"]

REFERENCE = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDER = re.compile(r"\$([a-z]+)")
_UNTYPED = re.compile(
    r"(?<![\d.,])(?:19[89]|20[0-4])\d(?![\d.,]?\d)"  # a year
    r"|(?<=[^\W\d_])\d+(?:\.\d+)?"  # a part of a name: Ready4EU
    r"|(?<!\d)\d+(?:st|nd|rd|th)\b|(?<!\d)\d+-(?:го|му|[йтмгш]?[аеєйиіх])\b",  # an ordinal: 3rd, 3-й
)
_SPOTS = ("title", "subtitle", "items", "remarks")


@dataclass(frozen=True)
class Known:
    """The ids that a release has; what a deck names must be among them."""

    entities: Collection[str]
    indicators: Collection[str]
    statements: Collection[str]
    themes: Collection[str]


@dataclass(frozen=True)
class Decks:
    """`by_id`: the decks without a problem, by id; `problems`: all that is wrong with the others."""

    by_id: dict[str, DeckRecord] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(folders: Sequence[str | Path], known: Known | None = None) -> Decks:
    """The decks of the folders; a deck with a problem is left out, the others are not its hostages."""
    entries: list[Entry[DeckRecord]] = []
    problems: list[Problem] = []
    for folder in map(Path, folders):
        label = folder.as_posix() if not folder.is_absolute() else folder.name
        for path in opener.files(folder / "decks"):
            shown = f"{label}/{path.relative_to(folder).as_posix()}"
            if path.suffix != ".yaml":
                problems.append(Problem(shown, 1, 1, f"the file is named {path.name}; name a deck {path.stem}.yaml"))
                continue
            node, wrong = opener.tree(path, shown)
            problems += wrong
            if node is not None and not wrong:
                found, wrong = _typed(node, shown)
                entries += found
                problems += wrong
    return _decks(entries, problems, known)


def parsed(text: str, label: str, known: Known | None = None) -> Decks:
    """The decks of one YAML text, such as a saved deck that is loaded again."""
    node, problems = opener.yaml_tree(text, label)
    if node is None or problems:
        return Decks(problems=in_order(problems))
    entries, problems = _typed(node, label)
    return _decks(entries, problems, known)


def _typed(node: Node, label: str) -> tuple[list[Entry[DeckRecord]], list[Problem]]:
    made = [record(DeckRecord, one, label) for one in (node.items if isinstance(node, Listing) else (node,))]
    return [entry for entry, _ in made if entry], [problem for _, wrong in made for problem in wrong]


def _decks(entries: list[Entry[DeckRecord]], problems: list[Problem], known: Known | None) -> Decks:
    by_id: dict[str, Entry[DeckRecord]] = {}
    for entry in entries:
        wrong = list(_problems(entry, known))
        first = by_id.get(entry.record.id)
        if first is not None:
            wrong.append(entry.problem(f"id is {entry.record.id}, as in {first.where}; give each deck an id of its own", "id"))
        problems = problems + wrong
        if not wrong:
            by_id[entry.record.id] = entry
    return Decks({name: entry.record for name, entry in sorted(by_id.items())}, in_order(problems))


def _problems(entry: Entry[DeckRecord], known: Known | None) -> Iterator[Problem]:
    """What is wrong with a deck beyond its types."""
    deck = entry.record
    yield from _typed_digits(entry, deck.title, "title")
    if known and deck.subject and not deck.subject.startswith("$"):
        yield from _unknown(entry, "entity", deck.subject, known.entities, "subject")
    for number, slide in enumerate(deck.slides):
        yield from _figure(entry, slide, number)
        yield from _texts(entry, slide, number)
        yield from _placeholders(entry, slide, number)
        if known:
            yield from _names(entry, slide, number, known)
    yield from _last(entry)


def _figure(entry: Entry, slide: SlideRecord, number: int) -> Iterator[Problem]:
    """The figure of a slide must be one of its kind, and have what it needs."""
    figures = FIGURES.get(slide.kind, {})
    here = ("slides", number)
    if slide.figure is not None and slide.figure not in figures:
        instead = did_you_mean(slide.figure, list(figures), f"write one of {', '.join(figures)}") if figures else "leave it out"
        yield entry.problem(f"figure is {slide.figure}; a slide of the kind {slide.kind} has no such figure, {instead}", *here, "figure")
        return
    name = slide.figure or next(iter(figures), "")
    for key in figures.get(name, ()):
        if not getattr(slide, key):
            yield entry.problem(f"{key} is missing; the figure {name} of a {slide.kind} slide needs it: write it", *here, key)
    if slide.form == "units" and not slide.whole:
        yield entry.problem("whole is missing; the form units needs the statement that tells the whole: write it", *here, "whole")


def _texts(entry: Entry, slide: SlideRecord, number: int) -> Iterator[Problem]:
    """No typed number stands in a title or text."""
    for key in _SPOTS:
        given = getattr(slide, key)
        for place, words in enumerate(given if isinstance(given, tuple) else [given]):
            spot = ("slides", number, key, place) if isinstance(given, tuple) else ("slides", number, key)
            yield from _typed_digits(entry, words, *spot)
    for place, group in enumerate(slide.groups):
        yield from _typed_digits(entry, group.name, "slides", number, "groups", place, "name")


def _typed_digits(entry: Entry, words: dict[str, str] | None, *spot: str | int) -> Iterator[Problem]:
    for language, text in (words or {}).items():
        bare = _UNTYPED.sub("", REFERENCE.sub("", text))
        if typed := re.search(r"\d[\d.,\u00a0\u202f ]*", bare):
            message = (f"{spot[-1] if isinstance(spot[-1], str) else spot[-2]} holds the typed number {typed[0].strip(' .,')}; "
                       "write the statement that says it, such as {K016}")
            yield entry.problem(message, *spot, language)


def _placeholders(entry: Entry, slide: SlideRecord, number: int) -> Iterator[Problem]:
    """Only what the deck asks for can be filled in; `$year` and `$cluster` also stand for the deck's own."""
    deck = entry.record
    allowed = {*deck.asks, *(["year"] if deck.year else [])}
    written = [(("entities", n), text) for n, text in enumerate(slide.entities)]
    written += [((key,), getattr(slide, key) or "") for key in ("period", "since", "until")]
    written += [((key, language), text) for key in ("title", "subtitle") for language, text in (getattr(slide, key) or {}).items()]
    for spot, text in written:
        for name in _PLACEHOLDER.findall(text):
            if name not in allowed:
                asks = ", ".join(sorted(allowed)) or "nothing"
                yield entry.problem(f"${name} stands for nothing; the deck asks for {asks}: add {name} to asks, or write an id",
                                    "slides", number, *spot)


def _names(entry: Entry, slide: SlideRecord, number: int, known: Known) -> Iterator[Problem]:
    """Entities, indicators, themes and statements must be there."""
    among = {"statements": ("statement", known.statements), "apart": ("statement", known.statements),
             "entities": ("entity", known.entities), "indicators": ("indicator", known.indicators), "themes": ("theme", known.themes)}
    for key, (kind, ids) in among.items():
        for place, name in enumerate(getattr(slide, key)):
            if not name.startswith("$"):
                yield from _unknown(entry, kind, name, ids, "slides", number, key, place)
    if slide.whole:
        yield from _unknown(entry, "statement", slide.whole, known.statements, "slides", number, "whole")
    for place, group in enumerate(slide.groups):
        yield from _unknown(entry, "statement", group.statement, known.statements, "slides", number, "groups", place, "statement")
        for at, name in enumerate(group.entities):
            yield from _unknown(entry, "entity", name, known.entities, "slides", number, "groups", place, "entities", at)
    yield from _referred(entry, slide, number, known)


def _referred(entry: Entry, slide: SlideRecord, number: int, known: Known) -> Iterator[Problem]:
    """What stands in braces must be a statement."""
    for key in _SPOTS:
        given = getattr(slide, key)
        several = isinstance(given, tuple)
        for place, words in enumerate(given if several else [given or {}]):
            for language, text in words.items():
                for name in REFERENCE.findall(text):
                    spot = (key, place, language) if several else (key, language)
                    yield from _unknown(entry, "statement", name, known.statements, "slides", number, *spot)


def _unknown(entry: Entry, kind: str, name: str, ids: Collection[str], *spot: str | int) -> Iterator[Problem]:
    if name not in ids:
        folded = sorted(ids)
        near = did_you_mean(name, folded, f"write the id of {'an' if kind[0] in 'aeiou' else 'a'} {kind} that the data hold")
        yield entry.problem(f"{name} is no {kind} of the data; {near}", *spot)


def _last(entry: Entry) -> Iterator[Problem]:
    kinds = [slide.kind for slide in entry.record.slides]
    for number, kind in enumerate(kinds[:-1]):
        if kind == "sources":
            yield entry.problem("kind is sources; sources and data notes end a deck: move the slide to the end", "slides", number, "kind")
