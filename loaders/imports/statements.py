"""Blocks of a table to batches of statements, by columns: parts looked up, numbers read, every row accounted for."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import repeat

import numpy as np

from loaders.batch import MOST_ROWS, Account, Attributes, Batch, same_for_all
from loaders.coded import Coded
from loaders.imports.findings import Findings
from loaders.imports.grid import Block
from loaders.imports.lookup import Rows
from loaders.imports.numerals import Mark, Marked, Said, Wrong
from loaders.imports.piece import Piece
from loaders.imports.plan import Plan, ValueColumn
from loaders.records import Indicator
from loaders.refusal import shown

_COLUMNS = ("entity", "indicator", "period", "sample_size", "value_high")
_SHARED = ("indicator", "status", "hedge", "doubts")
"""What the attributes of a statement are made of."""


class _Remembered(dict):
    """What a function makes of each different thing."""

    def __init__(self, make: Callable) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: object) -> object:
        found = self[key] = self._make(key)
        return found


class Statements:
    """Makes batches of the blocks of one table."""

    def __init__(self, plan: Plan, indicators: dict[str, Indicator], shared: Attributes, findings: Findings, account: Account) -> None:
        self.plan, self.indicators, self.shared = plan, indicators, shared
        self.findings, self.account = findings, account
        self.rows = Rows(plan, findings, account)
        self._attributes = _Remembered(self._made_attributes)
        self._pairs = _Remembered(lambda pairs: ";".join(filter(None, pairs)))
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
        refused: set[int] = set()
        pieces = [self._of_column(block, parts, value, refused) for value in self.plan.values]
        stored = _rows_of(pieces, len(block.lines), refused)
        self.account.refused += len(refused)
        self.account.stored += stored
        if stored + len(refused) < len(block.lines):
            said = refused.union(*(piece.rows for piece in pieces))
            for row in set(range(len(block.lines))) - said:
                self.account.leave_out(block.lines[row], "without a figure")
        if refused:
            pieces = [piece.kept([row not in refused for row in piece.rows]) for piece in pieces]
        self.account.statements += sum(len(piece.values) for piece in pieces)
        return pieces

    def _of_column(self, block: Block, parts: dict[str, list], value: ValueColumn, refused: set[int]) -> Piece:
        """The statements of one column of figures; rows with a wrong one join `refused`."""
        numbers, special = self.plan.reader.read(block.columns[value.index])
        rows = range(len(block.lines))
        vary, same = same_for_all(parts)
        piece = Piece(block.lines, vary, {**self.plan.constants, **same, **value.parts}, numbers, value.name, rows)
        if special:
            piece = self._with_special(piece, special, refused)
        if "power_of_ten" in piece.columns or "power_of_ten" in piece.constants:
            piece.values = list(map(_times, piece.values, piece.column_of("power_of_ten")))
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
                self.account.lack(piece.lines[row], found.text)
            elif type(found) is Mark:
                piece.values[row], statuses[row] = None, found.meaning
            elif type(found) is Marked:
                piece.values[row] = found.value
                statuses[row] = self.plan.letters.get(found.letters, statuses[row])
        piece.columns["status"] = statuses
        self._with_words(piece, {row: found for row, found in special.items() if type(found) is Said})
        return piece.kept([row not in absent for row in piece.rows]) if absent else piece

    def _with_words(self, piece: Piece, said: dict[int, Said]) -> None:
        """Hedges, upper ends and units that figures in words bring along."""
        if not said:
            return
        hedges, highs, units = (list(piece.column_of(key)) for key in ("hedge", "value_high", "unit"))
        for row, found in said.items():
            piece.values[row], hedges[row], highs[row] = found.value, found.hedge, found.high
            units[row] = found.unit or units[row]
        piece.columns |= {"hedge": hedges, "value_high": highs}
        if any(found.unit for found in said.values()):
            ids = piece.column_of("indicator")
            piece.columns["unit"] = [unit or self.indicators[id_].unit for unit, id_ in zip(units, ids, strict=True)]

    def _check(self, piece: Piece, refused: set[int]) -> None:
        """Figures must be plausible, there, and in the unit of their indicator."""
        if self._plausible(piece):
            return
        if "indicator" not in piece.columns:
            self._check_one(piece, self.indicators[piece.constants["indicator"]], range(len(piece.values)), refused)
            return
        places: dict[str, list[int]] = defaultdict(list)
        for place, id_ in enumerate(piece.columns["indicator"]):
            places[id_].append(place)
        for id_, where in places.items():
            self._check_one(piece, self.indicators[id_], where, refused)

    def _plausible(self, piece: Piece) -> bool:
        """Whether a look at all figures at once finds nothing that could be wrong with any; it may deny, never allow."""
        ids = piece.columns.get("indicator")
        told = piece.columns.keys() | piece.constants.keys()
        if not isinstance(ids, Coded) or self.owned or {"unit", "value_high", "hedge"} & told or None in piece.values:
            return False
        low, high = (ids.numbered(lambda id_, end=end: _bound(self.indicators[id_], end), np.float64) for end in (-1, 1))
        values = np.array(piece.values, np.float64)
        return bool(((low <= values) & (values <= high)).all())

    def _check_one(self, piece: Piece, indicator: Indicator, where: Sequence[int], refused: set[int]) -> None:
        if indicator.period_kind == "date" and len(where):
            self._refuse(piece, where[0], refused, f"indicator is {indicator.id}, which is a date: an import holds numbers")
            return
        values = piece.values if len(where) == len(piece.values) else [piece.values[place] for place in where]
        if None in values:
            self._check_empty(piece, where, refused)
            where, values = zip(*((place, value) for place, value in zip(where, values, strict=True) if value is not None),
                                strict=True) if any(value is not None for value in values) else ((), ())
        low, high = indicator.minimum, indicator.maximum
        if values and not self.owned and ((low is not None and min(values) < low) or (high is not None and max(values) > high)):
            for place, value in zip(where, values, strict=True):
                if (low is not None and value < low) or (high is not None and value > high):
                    self._refuse(piece, place, refused, _implausible(value, indicator))
        self._check_unit(piece, indicator, where, refused)
        self._check_range(piece, indicator, where, refused)

    def _check_range(self, piece: Piece, indicator: Indicator, where: Sequence[int], refused: set[int]) -> None:
        """An upper end stands above a value, and only where the hedge is a range."""
        if not {"value_high", "hedge"} & (piece.columns.keys() | piece.constants.keys()):
            return
        highs, hedges = piece.column_of("value_high"), piece.column_of("hedge")
        for place in where:
            high, value = highs[place], piece.values[place]
            if (high is not None) != (hedges[place] == "range") or (high is not None and (value is None or high <= value)):
                self._refuse(piece, place, refused, f"value_high is {shown(high)}; write an upper end above value where hedge is range, "
                                                    "and nothing elsewhere")
            elif high is not None and indicator.maximum is not None and high > indicator.maximum and not self.owned:
                self._refuse(piece, place, refused, _implausible(high, indicator))

    def _check_empty(self, piece: Piece, where: Sequence[int], refused: set[int]) -> None:
        statuses = piece.column_of("status")
        for place in where:
            if piece.values[place] is None and statuses[place] not in ("L", "M"):
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
        for key in _COLUMNS:
            if key in piece.columns:
                columns[key] = piece.columns[key]
            elif key in piece.constants:
                constant[key] = piece.constants[key]
        self._add_breakdown(piece, columns, constant)
        self._add_attributes(piece, columns, constant)
        return Batch(len(piece.values), columns, {key: value for key, value in constant.items() if key not in columns})

    def _add_breakdown(self, piece: Piece, columns: dict, constant: dict) -> None:
        keys = sorted(key for key in (*piece.columns, *piece.constants) if key.startswith("breakdown."))
        if keys and keys == [key for key in keys if key in piece.columns][:1]:
            columns["breakdown"] = piece.columns[keys[0]]
        elif any(key in piece.columns for key in keys):
            columns["breakdown"] = list(map(self._pairs.__getitem__, zip(*map(piece.column_of, keys), strict=True)))
        elif keys:
            constant["breakdown"] = ";".join(filter(None, (piece.constants[key] for key in keys)))

    def _add_attributes(self, piece: Piece, columns: dict, constant: dict) -> None:
        if not piece.columns.keys() & {*_SHARED}:
            constant["attributes"] = self.attributes(*(piece.constants.get(key) for key in _SHARED))
            return
        ids = piece.columns.get("indicator")
        if isinstance(ids, Coded) and not piece.columns.keys() & {*_SHARED[1:]}:
            shared = [piece.constants.get(key) for key in _SHARED[1:]]
            columns["attributes"] = ids.mapped(lambda id_: self.attributes(id_, *shared))
            return
        each = (piece.columns[key] if key in piece.columns else repeat(piece.constants.get(key), len(piece.values)) for key in _SHARED)
        columns["attributes"] = list(map(self._attributes.__getitem__, zip(*each, strict=True)))

    def attributes(self, indicator: str, status: str | None = None, hedge: str | None = None, doubts: str | None = None) -> Attributes:
        """What the statements of an indicator, a status, a hedge and doubts share."""
        return self._attributes[indicator, status, hedge, doubts]

    def _made_attributes(self, key: tuple[str, str | None, str | None, str | None]) -> Attributes:
        indicator, status, hedge, doubts = key
        return self.shared._replace(
            unit=self.indicators[indicator].unit, status=status or "A", qualifier=hedge or self.shared.qualifier,
            flags=";".join(filter(None, (self.shared.flags, doubts))))

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


def _rows_of(pieces: Sequence[Piece], count: int, refused: set[int]) -> int:
    """How many of the rows of a block, which are not refused, have a figure in one of the columns."""
    if any(len(piece.rows) == count for piece in pieces):
        return count - len(refused)
    return len(set().union(*(piece.rows for piece in pieces)) - refused)


def _times(value: float | None, factor: float | None) -> float | None:
    """A value by its power of ten, rounded once."""
    if value is None or factor in (None, 1.0):
        return value
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


def _bound(indicator: Indicator, end: int) -> float:
    """The least (end -1) or greatest figure of an indicator; one of dates has none that is right."""
    if indicator.period_kind == "date":
        return -end * np.inf
    bound = indicator.minimum if end < 0 else indicator.maximum
    return end * np.inf if bound is None else bound


def _implausible(value: float, indicator: Indicator) -> str:
    low = indicator.minimum is not None and value < indicator.minimum
    bound = f"the least plausible {indicator.id} is {shown(indicator.minimum)}" if low else (
        f"the greatest plausible {indicator.id} is {shown(indicator.maximum)}")
    return f"value is {shown(value)}; {bound}: mend it or the scale, or add the flag out_of_range to the recipe"
