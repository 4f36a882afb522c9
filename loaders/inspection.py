"""One foreign file looked at before anything is stored: what was understood, the recipe, and what the recipe makes of the file."""

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from loaders import parse, read, workbook
from loaders.batch import Account
from loaders.guess import draft, formats, written
from loaders.guess.choice import Choice, said
from loaders.guess.sample import sample
from loaders.guess.split import Row
from loaders.guess.table import Fixed, Guess, of_rows, of_sample
from loaders.imports import gathered
from loaders.imports.files import MOST_BYTES, File
from loaders.imports.preview import Preview, preview
from loaders.imports.registers import Registers
from loaders.node import Mapping as Tree
from loaders.problem import Problem, Refused, in_order
from loaders.records import Indicator
from loaders.workbook import Told

LABEL = "recipe.yaml"
"""What the recipe is called in problems before it has a file."""

_CODE = re.compile(r"[A-Z0-9]+(?:[._][A-Z0-9]+)+")
"""The code of a series in the standard of an indicator, such as NY.GDP.PCAP.CD."""

KINDS = ("region", "city", "country", "cluster")
"""Kinds of entity that a column may be of, the likeliest first."""

MOST_ROWS = 20_000
"""Rows of a sheet that are judged."""


@dataclass(frozen=True)
class Inspection:
    """What was understood of a file. `recipe` is its text; `told` what was taken for granted of a workbook; `sheets` its sheets."""

    guess: Guess | None
    recipe: str
    preview: Preview
    told: tuple[Told, ...] = ()
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a person asks for: `fixed` choices, a `sheet`, the recipe as it was `before`, whether it is taken `as_is`."""

    called: str = ""
    fixed: Fixed = field(default_factory=dict)
    sheet: str = ""
    before: str = ""
    as_is: bool = False


def inspected(file: File, registers: Registers, asked: Asked, most_bytes: int = MOST_BYTES) -> Inspection:
    """Guess, write the recipe, read the file by it. Never raises for what a file holds."""
    try:
        guess, told, sheets = guessed(file, registers, asked)
    except Refused as refusal:
        return Inspection(None, asked.before, Preview((), refusal.problems, Account()))
    text = asked.before if asked.as_is and asked.before else recipe_of(guess, file, registers, asked)
    return Inspection(guess, text, tried(text, file, registers, most_bytes), told, sheets)


def guessed(file: File, registers: Registers, asked: Asked) -> tuple[Guess, tuple[Told, ...], tuple[str, ...]]:
    """The guess of a file of any format; raises Refused for a workbook that cannot be opened."""
    head = next(iter(file.pieces()), b"")
    form = formats.of(head)
    if form.value != "xlsx":
        guess = of_sample(sample(_Stream(file.pieces())), known_to(registers), asked.fixed)
        return replace(guess, choices={"format": form, **guess.choices}), (), ()
    book = workbook.opened(file.whole(), file.name)
    told = Told()
    chosen = _sheet(book, asked.sheet)
    guess = of_rows(_sheet_rows(book, chosen, told), known=known_to(registers), fixed=asked.fixed)
    sheet = Choice("sheet", chosen.name, 1.0 if asked.sheet or len(book.sheets) == 1 else 0.7, (said("sheet", count=len(book.sheets)),))
    choices = {"format": form, "sheet": sheet, **guess.choices}
    return replace(guess, choices=choices), (book.told, told), tuple(sheet.name for sheet in book.sheets)


def _sheet(book: workbook.Workbook, name: str) -> workbook.Sheet:
    """The sheet that is named; else the one with the most figures among its first rows."""
    return book.sheet(name) if name else max(book.sheets, key=lambda sheet: (not sheet.hidden, _figures(book, sheet), -sheet.number))


def _figures(book: workbook.Workbook, sheet: workbook.Sheet) -> int:
    first = (cells for (_, cells), _ in zip(book.rows(sheet), range(60), strict=False))
    return sum(any(sign.isdecimal() for sign in cell) for cells in first for cell in cells)


def _sheet_rows(book: workbook.Workbook, sheet: workbook.Sheet, told: Told) -> list[Row]:
    """The rows as wide as the widest, with one empty row for each gap."""
    found: list[Row] = []
    for (line, cells), _ in zip(book.rows(sheet, told), range(MOST_ROWS), strict=False):
        if line > (found[-1][0] if found else 0) + 1:
            found.append((line - 1, ()))
        found.append((line, tuple(map(str, cells))))
    width = max((len(cells) for _, cells in found), default=0)
    return [(line, (*cells, *[""] * (width - len(cells)))) for line, cells in found]


class _Stream(io.RawIOBase):
    """Pieces of bytes as a stream."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._held = iter(pieces), b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._held) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held += piece
        end = len(self._held) if size < 0 else size
        given, self._held = self._held[:end], self._held[end:]
        return given


def known_to(registers: Registers):
    """Whether a text names an entity of the registers, in any spelling."""
    return lambda text: bool(text) and bool(registers.names.found(text))


def recipe_of(guess: Guess, file: File, registers: Registers, asked: Asked) -> str:
    """The text of the recipe: the guess, joined with what a person had written."""
    made = draft.draft(guess, asked.called or file.name, indicator_of(registers.indicators.values()))
    made = _with_kind(made, guess, registers) | {"file": file.name}
    node, problems = read.yaml_tree(asked.before, LABEL) if asked.before.strip() else (None, [])
    before = node.plain() if isinstance(node, Tree) and not problems else {}
    return written.written(draft.joined(made, before))


def _with_kind(made: draft.Draft, guess: Guess, registers: Registers) -> draft.Draft:
    """The kind of entity that all names of the column can be, where some of them name several things (a city and its oblast)."""
    role, place = made.get("entity"), guess["entity"]
    if not isinstance(role, dict) or not isinstance(place, int) or "column" not in role:
        return made
    texts = list(dict.fromkeys(cell.strip() for cell in guess.columns[place].given))[:200]
    found = [[registers.names.by_id[id_].kind for id_ in ids] for ids in map(registers.names.found, texts) if ids]
    if all(len(kinds) == 1 for kinds in found):
        return made
    shared = [kind for kind in KINDS if all(kinds.count(kind) == 1 for kinds in found)]
    return {**made, "entity": {**role, "kind": shared[0]}} if shared else made


def indicator_of(indicators: Iterable[Indicator]):
    """The id of the indicator that a code or name of a file stands for; None where none is named so."""
    known: dict[str, str] = {}
    for indicator in indicators:
        for name in (indicator.id, *indicator.name.values(), *_CODE.findall(indicator.standard or "")):
            known.setdefault(parse.fold(name), indicator.id)
    return lambda text: known.get(parse.fold(text))


def tried(text: str, file: File, registers: Registers, most_bytes: int = MOST_BYTES) -> Preview:
    """What a recipe makes of a file. A recipe without its source is tried all the same, and still asked for it."""
    node, problems = read.yaml_tree(text, LABEL)
    if node is None or problems:
        return Preview((), in_order(problems), Account())
    entry, wrong = gathered.recipe(node, LABEL)
    if entry is None and isinstance(node, Tree) and _only_source(wrong) and registers.sources:
        stand_in, _ = read.yaml_tree(f"{text}\nsource: {next(iter(registers.sources))}\n", LABEL)
        entry, _ = gathered.recipe(stand_in, LABEL)
    if entry is None:
        return Preview((), in_order(wrong), Account())
    found = preview(entry, [file], registers, most_bytes)
    return replace(found, problems=in_order([*wrong, *found.problems]))


def _only_source(problems: Iterable[Problem]) -> bool:
    return all("source is missing" in problem.message for problem in problems)


def raw(guess: Guess | None) -> Mapping[int, tuple[str, ...]]:
    """The rows of the file by line, as they stand there."""
    return dict(guess.rows) if guess else {}


def together(problems: Iterable[Problem]) -> list[tuple[Problem, list[int]]]:
    """Problems that say the same of the same column once, with the lines they stand in."""
    found: dict[tuple, tuple[Problem, list[int]]] = {}
    for problem in problems:
        found.setdefault((problem.path, str(problem.column), problem.message), (problem, []))[1].append(problem.line)
    return list(found.values())
