"""Blocks of a table to batches of statements, by columns: parts looked up, numbers read, every row accounted for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress, repeat

from loaders.batch import MOST_ROWS, Account, Attributes, Batch
from loaders.imports.findings import Findings
from loaders.imports.grid import Block
from loaders.imports.numerals import Mark, Marked, Wrong
from loaders.imports.outs import Out
from loaders.imports.plan import Plan, ValueColumn
from loaders.records import Indicator
from loaders.refusal import shown

_EACH = ("entity", "indicator", "period", "sample_size", "unit", "power_of_ten", "status")


@dataclass
class Piece:
    """Statements in the making: `columns` as long as `lines`, `constants` the same for all, `values` with None for none."""

    lines: Sequence[int]
    columns: dict[str, Sequence]
    constants: dict[str, object]
    values: list[float | None]
    column: str = ""
    rows: Sequence[int] = field(default=(), repr=False)
    """For each statement the place of its row in the block."""

    def column_of(self, key: str) -> Sequence:
        """One part at full length."""
        return self.columns[key] if key in self.columns else [self.constants.get(key)] * len(self.values)

    def kept(self, flags: Sequence[bool]) -> "Piece":
        """The statements that are flagged."""
        columns = {key: list(compress(cells, flags)) for key, cells in self.columns.items()}
        return Piece(list(compress(self.lines, flags)), columns, self.constants, list(compress(self.values, flags)), self.column,
                     list(compress(self.rows, flags)))


class Rows:
    """Looks up the parts of the rows of each block, and leaves out or refuses those without."""

    def __init__(self, plan: Plan, findings: Findings, account: Account) -> None:
        self.plan, self.findings, self.account = plan, findings, account

    def looked_up(self, block: Block) -> tuple[Block, dict[str, list]]:
        """The rows that count, and their parts by role."""
        block = self._filtered(block)
        parts = {key: list(map(resolver.__getitem__, block.columns[place])) for key, (place, resolver) in self.plan.columns.items()}
        outs: dict[int, list[tuple[str, Out]]] = {}
        for key, (_, resolver) in self.plan.columns.items():
            if resolver.outs:
                for row, found in enumerate(parts[key]):
                    if type(found) is Out:
                        outs.setdefault(row, []).append((key, found))
        return self._without(block, parts, outs) if outs else (block, parts)

    def _filtered(self, block: Block) -> Block:
        for asked in self.plan.filters:
            texts = list(map(str.strip, block.columns[asked.index]))
            flags = [text not in asked.dropped and (asked.kept is None or text in asked.kept) for text in texts]
            if all(flags):
                continue
            self._count_filtered(block, asked, texts, flags)
            block = block.kept(flags)
        return block

    def _count_filtered(self, block: Block, asked, texts: list[str], flags: list[bool]) -> None:
        strict = asked.kept is not None and asked.dropped
        for line, text, kept in zip(block.lines, texts, flags, strict=True):
            if kept:
                continue
            if strict and text not in asked.dropped:
                self.account.refused += 1
                message = f"{asked.name} is {shown(text)}, which neither keep nor drop names; mend it, or add it to one of them"
                self.findings.add(line, asked.name, message)
            else:
                self.account.left_out[f"by {asked.name}"] += 1

    def _without(self, block: Block, parts: dict[str, list], outs: dict[int, list[tuple[str, Out]]]):
        """Leave out or refuse the rows of which a part is not there."""
        for row, found in outs.items():
            wrong = [(key, out) for key, out in found if out.message]
            for key, out in wrong:
                self.findings.add(block.lines[row], self.plan.name_of(key), out.message)
            if wrong:
                self.account.refused += 1
            else:
                self.account.left_out[found[0][1].reason] += 1
        flags = [row not in outs for row in range(len(block.lines))]
        return block.kept(flags), {key: list(compress(cells, flags)) for key, cells in parts.items()}


class Statements:
    """Makes batches of the blocks of one table."""

    def __init__(self, plan: Plan, indicators: dict[str, Indicator], shared: Attributes, findings: Findings, account: Account) -> None:
        self.plan, self.indicators, self.shared = plan, indicators, shared
        self.findings, self.account = findings, account
        self.rows = Rows(plan, findings, account)
        self._attributes: dict[tuple[str, str], Attributes] = {}
        self.owned = bool({"out_of_range", "suspected_typo"} & set(shared.flags.split(";")))

    def batches(self, blocks: Iterator[Block]) -> Iterator[tuple[Batch, list[str] | str]]:
        """Batches, each with the column of the file in which its figures stand (one for all, or one for each)."""
        for block in blocks:
            pieces = self._of_block(block)
            if len(self.plan.values) == 1:
                yield from ((self._batch(piece), piece.column) for piece in pieces if piece.values)
            else:
                yield from self._joined([piece for piece in pieces if piece.values])

    def _of_block(self, block: Block) -> list[Piece]:
        block, parts = self.rows.looked_up(block)
        stored: set[int] = set()
        refused: set[int] = set()
        pieces = [self._of_column(block, parts, value, refused, stored) for value in self.plan.values]
        self.account.refused += len(refused)
        self.account.stored += len(stored - refused)
        self.account.left_out["without a figure"] += len(block.lines) - len(stored | refused)
        if refused:
            pieces = [piece.kept([row not in refused for row in piece.rows]) for piece in pieces]
        self.account.statements += sum(len(piece.values) for piece in pieces)
        return pieces

    def _of_column(self, block: Block, parts: dict[str, list], value: ValueColumn, refused: set[int], stored: set[int]) -> Piece:
        """The statements of one column of figures; rows with a figure join `stored`, those with a wrong one `refused`."""
        numbers, special = self.plan.reader.read(block.columns[value.index])
        rows = range(len(block.lines))
        piece = Piece(block.lines, {**parts}, {**self.plan.constants, **value.parts}, numbers, value.name, rows)
        if special:
            piece = self._with_special(piece, special, refused)
        if "power_of_ten" in piece.columns or "power_of_ten" in piece.constants:
            piece.values = list(map(_times, piece.values, piece.column_of("power_of_ten")))
        stored.update(piece.rows)
        self._check(piece, refused)
        return piece

    def _with_special(self, piece: Piece, special: dict, refused: set[int]) -> Piece:
        """Marks, letters after values, and what is no number."""
        statuses = list(piece.column_of("status"))
        absent = set()
        for row, found in special.items():
            if type(found) is Wrong:
                refused.add(row)
                absent.add(row)
                self.findings.add(piece.lines[row], piece.column, f"value {found.message}")
            elif type(found) is Mark and found.meaning == "absent":
                absent.add(row)
                self.account.absent[found.text] += 1
            elif type(found) is Mark:
                piece.values[row], statuses[row] = None, found.meaning
            elif type(found) is Marked:
                piece.values[row] = found.value
                statuses[row] = self.plan.letters.get(found.letters, statuses[row])
        piece.columns["status"] = statuses
        return piece.kept([row not in absent for row in piece.rows]) if absent else piece

    def _check(self, piece: Piece, refused: set[int]) -> None:
        """Figures must be plausible, there, and in the unit of their indicator."""
        constant = piece.constants.get("indicator") if "indicator" not in piece.columns else None
        if constant is not None:
            self._check_one(piece, self.indicators[constant], range(len(piece.values)), refused)
            return
        places: dict[str, list[int]] = {}
        for place, id_ in enumerate(piece.columns.get("indicator", ())):
            places.setdefault(id_, []).append(place)
        for id_, where in places.items():
            self._check_one(piece, self.indicators[id_], where, refused)

    def _check_one(self, piece: Piece, indicator: Indicator, where: Sequence[int], refused: set[int]) -> None:
        if indicator.period_kind == "date" and len(where):
            self._refuse(piece, where[0], refused, f"indicator is {indicator.id}, which is a date: an import holds numbers")
            return
        values = piece.values if len(where) == len(piece.values) else [piece.values[place] for place in where]
        statuses = piece.columns.get("status")
        if None in values:
            self._check_empty(piece, indicator, where, statuses, refused)
            where, values = zip(*((place, value) for place, value in zip(where, values, strict=True) if value is not None),
                                strict=True) if any(value is not None for value in values) else ((), ())
        low, high = indicator.minimum, indicator.maximum
        if values and not self.owned and ((low is not None and min(values) < low) or (high is not None and max(values) > high)):
            for place, value in zip(where, values, strict=True):
                if (low is not None and value < low) or (high is not None and value > high):
                    self._refuse(piece, place, refused, _implausible(value, indicator))
        self._check_unit(piece, indicator, where, refused)

    def _check_empty(self, piece: Piece, indicator: Indicator, where, statuses, refused: set[int]) -> None:
        for place in where:
            if piece.values[place] is None and (statuses is None or statuses[place] not in ("L", "M")):
                self._refuse(piece, place, refused, "value is empty; write a number, or say under missing what it means")

    def _check_unit(self, piece: Piece, indicator: Indicator, where, refused: set[int]) -> None:
        if "unit" not in piece.columns and "unit" not in piece.constants:
            return
        units = piece.column_of("unit")
        for place in where:
            if units[place] != indicator.unit:
                self._refuse(piece, place, refused, f"unit is {units[place]}; {indicator.id} is in {indicator.unit}: "
                                                    "write another indicator, or map the unit and scale the value")

    def _refuse(self, piece: Piece, place: int, refused: set[int], message: str) -> None:
        refused.add(piece.rows[place])
        self.findings.add(piece.lines[place], piece.column, message)

    def _batch(self, piece: Piece) -> Batch:
        """One piece as a batch; what is the same in all rows is said once."""
        columns: dict[str, Sequence] = {"value": piece.values, "line": piece.lines}
        constant: dict[str, object] = {"value_high": None, "breakdown": "", "sample_size": None}
        for key in ("entity", "indicator", "period", "sample_size"):
            if key in piece.columns:
                columns[key] = piece.columns[key]
            elif key in piece.constants:
                constant[key] = piece.constants[key]
        self._add_breakdown(piece, columns, constant)
        self._add_attributes(piece, columns, constant)
        return Batch(len(piece.values), columns, {key: value for key, value in constant.items() if key not in columns})

    def _add_breakdown(self, piece: Piece, columns: dict, constant: dict) -> None:
        keys = sorted(key for key in (*piece.columns, *piece.constants) if key.startswith("breakdown."))
        if any(key in piece.columns for key in keys):
            columns["breakdown"] = [";".join(filter(None, pairs)) for pairs in zip(*map(piece.column_of, keys), strict=True)]
        elif keys:
            constant["breakdown"] = ";".join(filter(None, (piece.constants[key] for key in keys)))

    def _add_attributes(self, piece: Piece, columns: dict, constant: dict) -> None:
        if "status" not in piece.columns and "indicator" not in piece.columns:
            constant["attributes"] = self.attributes(piece.constants["indicator"], piece.constants.get("status") or "A")
            return
        statuses = piece.columns.get("status") or repeat(piece.constants.get("status"), len(piece.values))
        columns["attributes"] = list(map(self.attributes, piece.column_of("indicator"), statuses))

    def attributes(self, indicator: str, status: str | None) -> Attributes:
        """What the statements of an indicator and a status share."""
        key = (indicator, status or "A")
        if key not in self._attributes:
            self._attributes[key] = self.shared._replace(unit=self.indicators[indicator].unit, status=key[1])
        return self._attributes[key]

    def _joined(self, pieces: list[Piece]) -> Iterator[tuple[Batch, list[str]]]:
        """Pieces of the columns across, joined to batches of full size."""
        keys = dict.fromkeys(key for piece in pieces for key in (*piece.columns, *piece.constants))
        columns = {key: [cell for piece in pieces for cell in piece.column_of(key)] for key in keys}
        lines = [line for piece in pieces for line in piece.lines]
        values = [value for piece in pieces for value in piece.values]
        named = [piece.column for piece in pieces for _ in piece.values]
        for start in range(0, len(values), MOST_ROWS):
            end = start + MOST_ROWS
            part = Piece(lines[start:end], {key: cells[start:end] for key, cells in columns.items()}, {}, values[start:end])
            yield self._batch(part), named[start:end]


def _times(value: float | None, factor: float | None) -> float | None:
    """A value by its power of ten, rounded once."""
    if value is None or factor in (None, 1.0):
        return value
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


def _implausible(value: float, indicator: Indicator) -> str:
    low = indicator.minimum is not None and value < indicator.minimum
    bound = f"the least plausible {indicator.id} is {shown(indicator.minimum)}" if low else (
        f"the greatest plausible {indicator.id} is {shown(indicator.maximum)}")
    return f"value is {shown(value)}; {bound}: mend it or the scale, or add the flag out_of_range to the recipe"
