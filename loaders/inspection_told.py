"""An inspection as lines of a terminal: every choice with its evidence, statements beside raw cells, problems, the account, the recipe."""

from collections.abc import Callable, Iterator

from loaders.guess.choice import Choice, level
from loaders.guess.shown import shown
from loaders.imports.preview import Preview, Previewed
from loaders.inspection import Inspection, raw, together

Say = Callable[..., str]
"""The words of a language: a key of the language files and what fills its braces."""

MOST_STATEMENTS = 12
MOST_PROBLEMS = 30
MOST_LINES = 5


def lines(found: Inspection, say: Say) -> Iterator[str]:
    """Everything, in the order in which a person asks."""
    if found.guess:
        yield say("inspect.understood")
        yield from (line for choice in found.guess.choices.values() for line in _choice(choice, found, say))
    yield from (f"  {line}" for told in found.told for line in told.lines())
    yield ""
    yield from _statements(found.preview, say)
    yield from _problems(found, say)
    yield from ("", found.preview.account.summary)
    yield from (str(notice) for notice in found.preview.account.notices)
    yield from ("", say("inspect.recipe"), found.recipe)


def _choice(choice: Choice, found: Inspection, say: Say) -> Iterator[str]:
    named, value = say(f"guess.choice.{choice.name}"), shown(choice.name, choice.value, found.guess, say)
    yield f"  {named:<34} {value:<28} {say(f'guess.sure.{level(choice.confidence)}')} {int(100 * choice.confidence)}%"
    yield from (f"  {'':<34} {say(f'guess.why.{why.key}', **why.given)}" for why in choice.evidence)


def _statements(preview: Preview, say: Say) -> Iterator[str]:
    yield say("inspect.statements")
    for statement in preview.statements[:MOST_STATEMENTS]:
        yield f"  {said(statement)}"
        yield f"      {statement.path}:{statement.line}:{statement.column}: {_cells(statement)}"
    if not preview.statements:
        yield f"  {say('inspect.statements.none')}"


def said(statement: Previewed) -> str:
    """One statement in a line."""
    value = "–" if statement.value is None else f"{statement.value:.15g}"
    about = f"{statement.entity} · {statement.indicator} · {statement.period}"
    return f"{about}{f' · {statement.breakdown}' if statement.breakdown else ''} = {value} {statement.unit}"


def _cells(statement: Previewed) -> str:
    """The raw row, its own cell in brackets; of a wide row what stands around it."""
    held = [f"[{cell}]" if name == statement.column else cell for name, cell in statement.cells.items()]
    near = next((at for at, name in enumerate(statement.cells) if name == statement.column), 0)
    return " | ".join(held[:8] if near < 8 else [*held[:2], "…", *held[near - 1 : near + 2]])


def _problems(found: Inspection, say: Say) -> Iterator[str]:
    """What is wrong, the same said once with its lines, and the first row it is about."""
    problems, rows = found.preview.problems, raw(found.guess)
    if not problems:
        return
    yield from ("", say("inspect.problems", n=len(problems), count=len(problems)))
    alike = together(problems)
    for first, where in alike[:MOST_PROBLEMS]:
        yield f"  {first}"
        if len(where) > 1:
            more = ", ".join(map(str, where[1:MOST_LINES])) + (", …" if len(where) > MOST_LINES else "")
            yield f"      {say('inspect.problems.lines', n=len(where) - 1, count=len(where) - 1, lines=more)}"
        if first.path != "recipe.yaml" and first.line in rows:
            yield f"      {' | '.join(rows[first.line][:10])}"
    if (left := len(alike) - MOST_PROBLEMS) > 0:
        yield f"  {say('inspect.problems.more', n=left, count=left)}"
