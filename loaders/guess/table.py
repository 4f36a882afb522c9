"""Bytes to a first guess of everything a recipe says, with the rows it was made from."""

from dataclasses import dataclass

from loaders.guess import blocks, columns, line_ends, numbers, split
from loaders.guess.choice import Choice
from loaders.guess.dialect import dialect
from loaders.guess.encoding import decoded
from loaders.guess.sample import Sample

JUDGED_ROWS = 2_000
"""Rows whose cells are looked into; the place of the table is found from all rows given."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The choices by name; the rows of the file as read under them; the main table among the rows; its columns."""

    choices: dict[str, Choice]
    rows: list[split.Row]
    main: blocks.Block
    columns: list[columns.Column]

    def __getitem__(self, name: str):
        """The value of one choice; None where there was nothing to choose."""
        return self.choices[name].value if name in self.choices else None


def nobody(_text: str) -> bool:
    """No registers: no text names an entity."""
    return False


def of_bytes(content: bytes, known: columns.Known = nobody) -> Guess:
    """The guess of a text file, from its bytes. `known` says whether a text names an entity."""
    return of_sample(Sample(content), known)


def of_sample(given: Sample, known: columns.Known = nobody) -> Guess:
    """The guess of a text file of any size, from its first and last part; lines keep their numbers."""
    read = decoded(given.content)
    delimiter, quote = dialect(read.text)
    rows = split.rows(read.text, str(delimiter.value), str(quote.value))
    placed = [(line + given.skipped if given.skipped and line > given.gap else line, cells) for line, cells in rows]
    first = [read.choice, line_ends.newline(read.text), line_ends.final_newline(read.text), delimiter, quote]
    return of_rows(placed, str(delimiter.value), known, first)


def of_rows(rows: list[split.Row], delimiter: str = ",", known: columns.Known = nobody, before: list[Choice] | None = None) -> Guess:
    """The guess of rows already parted, such as those of a workbook's sheet."""
    placed = blocks.layout(rows)
    main = placed.tables[0]
    header = [row for _, row in rows[main.start : main.body]]
    body = [row for _, row in rows[main.body : main.end]][:JUDGED_ROWS]
    found = columns.columns(header, body, main.width)
    spread = columns.across(header, found, known)
    typed = [found[place].cells for place in main.typed]
    made = [*(before or []), *placed.choices, columns.split(header, found), spread, *columns.roles(found, spread, known)]
    made += [*numbers.syntax(typed, delimiter), numbers.marks(typed), numbers.exponent(typed)]
    made.append(numbers.missing(_figures(found, spread, made)))
    return Guess({choice.name: choice for choice in made}, rows, main, found)


def _figures(found: list[columns.Column], spread: Choice, made: list[Choice]) -> list[list[str]]:
    """The cells of the columns that hold the figures."""
    if isinstance(spread.value, dict):
        return [column.cells for column in found[spread.value["from"] : spread.value["to"] + 1]]
    value = next(choice.value for choice in made if choice.name == "value")
    return [found[value].cells] if isinstance(value, int) else []
