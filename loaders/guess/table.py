"""Bytes to a first guess of everything a recipe says, with the rows it was made from.

What a person has corrected is `fixed`: choices by name, taken as they are; all that follows is guessed anew under them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.guess import blocks, columns, line_ends, numbers, split
from loaders.guess.choice import Choice, Value, said
from loaders.guess.dialect import dialect
from loaders.guess.encoding import decoded
from loaders.guess.sample import Sample

JUDGED_ROWS = 2_000
"""Rows whose cells are looked into; the place of the table is found from all rows given."""

Fixed = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Guess:
    """The choices by name; the rows of the file as read under them; the main table among the rows; its columns.

    Places of columns in choices count the parts of a column that holds several things each.
    """

    choices: dict[str, Choice]
    rows: list[split.Row]
    main: blocks.Block
    columns: list[columns.Column]
    header: list[tuple[str, ...]] = field(default_factory=list)

    def __getitem__(self, name: str):
        """The value of one choice; None where there was nothing to choose."""
        return self.choices[name].value if name in self.choices else None


def nobody(_text: str) -> bool:
    """No registers: no text names an entity."""
    return False


def of_bytes(content: bytes, known: columns.Known = nobody, fixed: Fixed | None = None) -> Guess:
    """The guess of a text file, from its bytes. `known` says whether a text names an entity."""
    return of_sample(Sample(content), known, fixed)


def of_sample(given: Sample, known: columns.Known = nobody, fixed: Fixed | None = None) -> Guess:
    """The guess of a text file of any size, from its first and last part; lines keep their numbers."""
    fixed = fixed or {}
    read = decoded(given.content, fixed.get("encoding"))
    delimiter, quote = (corrected(choice, fixed) for choice in dialect(read.text, fixed.get("delimiter"), fixed.get("quote")))
    rows = split.rows(read.text, str(delimiter.value), str(quote.value))
    placed = [(line + given.skipped if given.skipped and line > given.gap else line, cells) for line, cells in rows]
    first = [corrected(read.choice, fixed), line_ends.newline(read.text), line_ends.final_newline(read.text), delimiter, quote]
    return of_rows(placed, str(delimiter.value), known, first, fixed)


def corrected(choice: Choice, fixed: Fixed) -> Choice:
    """The choice as a person has made it, if so."""
    if choice.name not in fixed:
        return choice
    others = tuple(dict.fromkeys([choice.value, *choice.alternatives]))
    return replace(choice, value=fixed[choice.name], confidence=1.0, evidence=(said("corrected"),), alternatives=others)


def of_rows(rows: list[split.Row], delimiter: str = ",", known: columns.Known = nobody, before: Sequence[Choice] = (),
            fixed: Fixed | None = None) -> Guess:
    """The guess of rows already parted, such as those of a workbook's sheet."""
    fixed = fixed or {}
    placed = blocks.layout(rows, fixed)
    main = placed.tables[0]
    raw = [row for _, row in rows[main.start : main.body]], [row for _, row in rows[main.body : main.end]][:JUDGED_ROWS]
    several = columns.split(*raw)
    header, body = columns.apart(raw[0], several, header=True), columns.apart(raw[1], several, header=False)
    more = len(several.value["into"]) - 1 if isinstance(several.value, dict) else 0
    found = columns.columns(header, body, main.width + more)
    spread = corrected(columns.across(header, found, known), fixed)
    typed = [found[place + more].cells for place in main.typed if place + more < len(found)]
    chosen = [corrected(choice, fixed) for choice in columns.roles(found, spread, known)]
    made = [*before, *(corrected(choice, fixed) for choice in placed.choices), several, spread, *chosen]
    made += [corrected(choice, fixed) for choice in (*numbers.syntax(typed, delimiter), numbers.marks(typed), numbers.exponent(typed))]
    made.append(corrected(numbers.missing(_figures(found, spread, made)), fixed))
    return Guess({choice.name: choice for choice in made}, rows, main, found, header)


def _figures(found: list[columns.Column], spread: Choice, made: list[Choice]) -> list[list[str]]:
    """The cells of the columns that hold the figures."""
    if isinstance(spread.value, dict):
        return [column.cells for column in found[spread.value["from"] : spread.value["to"] + 1]]
    value = next((choice.value for choice in made if choice.name == "value"), None)
    return [found[value].cells] if isinstance(value, int) and value < len(found) else []
