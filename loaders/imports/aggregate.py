"""Records (answers of persons) to figures by entity, period and breakdown, with the number of records behind each."""

import math
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.batch import Batch
from loaders.imports import duplicates
from loaders.imports.findings import Findings
from loaders.imports.grid import Block
from loaders.imports.numerals import Mark, Wrong
from loaders.imports.recipe import Aggregate, Measure
from loaders.imports.statements import Statements
from loaders.problem import Problem
from loaders.refusal import shown

Group = tuple[str, str, str]
"""Entity, period, breakdown."""

_WHOLE = "register"
"""The basis whose records are no sample, but all there are."""


@dataclass
class Records:
    """The records of one group: where the first stands, how many there are, their values."""

    line: int
    count: int = 0
    values: array = field(default_factory=lambda: array("d"))


class Groups:
    """Gathers the records of all blocks, then makes the figures."""

    def __init__(self, statements: Statements, asked: Aggregate) -> None:
        self.statements, self.asked = statements, asked
        self._groups: dict[Group, Records] = {}
        self._whole: dict[str, Records] = {}
        self._hashes, self._lines = array("q"), array("l")

    def batches(self, blocks: Iterator[Block], findings: Findings) -> Iterator[Batch]:
        """One batch of figures for all records."""
        for block in blocks:
            self._take(block)
        self._account()
        self._tell_twins()
        rows = [row for group, records in self._shown() for row in self._figures(group, records, findings)]
        self.statements.account.statements += len(rows)
        if rows:
            names = ("entity", "indicator", "period", "breakdown", "value", "sample_size", "line", "attributes")
            yield Batch(len(rows), dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)), {"value_high": None})

    def _take(self, block: Block) -> None:
        plan, account = self.statements.plan, self.statements.account
        self._hashes.extend(map(hash, zip(*block.columns, strict=True)))
        self._lines.extend(block.lines)
        block, parts = self.statements.rows.looked_up(block)
        numbers, special = plan.reader.read(block.columns[plan.values[0].index]) if plan.values else ([0.0] * len(block.lines), {})
        keys = sorted(key for key in (*parts, *plan.constants) if key.startswith("breakdown."))
        full = [parts.get(key) or [plan.constants.get(key)] * len(block.lines) for key in ("entity", "period", *keys)]
        for row, (entity, period, *pairs) in enumerate(zip(*full, strict=True)):
            found = special.get(row)
            if isinstance(found, Wrong):
                account.refused += 1
                self.statements.findings.add(block.lines[row], plan.values[0].name, f"value {found.message}")
            elif isinstance(found, Mark):
                account.absent[found.text] += 1
                account.left_out["without a figure"] += 1
            else:
                value = numbers[row] if found is None else found.value
                self._add((entity, period, ";".join(filter(None, pairs))), value, block.lines[row])

    def _add(self, group: Group, value: float, line: int) -> None:
        for records in (self._groups.setdefault(group, Records(line)), self._whole.setdefault(group[1], Records(line))):
            records.count += 1
            records.values.append(value)

    def _account(self) -> None:
        """Rows of groups that are too small are left out, unless the whole holds them; either way they are told."""
        account, small = self.statements.account, Counter()
        for (entity, *_), records in self._groups.items():
            if records.count < self.asked.least:
                small[entity] += records.count
            if records.count < self.asked.least and not self.asked.whole:
                account.left_out[f"in groups of fewer than {self.asked.least}"] += records.count
            else:
                account.stored += records.count
        if small:
            told = ", ".join(f"{entity} ({count})" for entity, count in sorted(small.items()))
            message = f"groups of fewer than {self.asked.least} records give no figure: {told}"
            account.notices.append(Problem(self.statements.findings.path, 1, 1, message))

    def _tell_twins(self) -> None:
        """Records that are the same letter by letter: two persons may answer alike, or a row may have been copied."""
        twins = list(duplicates.alike(self._hashes, self._lines))
        if twins:
            first, later = twins[0]
            message = f"rows that are the same as an earlier one: {len(twins)}, the first of them as line {first}; all are counted"
            self.statements.account.notices.append(Problem(self.statements.findings.path, later, 1, message))

    def _shown(self) -> Iterator[tuple[Group, Records]]:
        yield from ((group, records) for group, records in sorted(self._groups.items()) if records.count >= self.asked.least)
        if self.asked.whole:
            yield from (((self.asked.whole, period, ""), records) for period, records in sorted(self._whole.items()))

    def _figures(self, group: Group, records: Records, findings: Findings) -> Iterator[tuple]:
        entity, period, breakdown = group
        for measure in self.asked.measures:
            value = measured(measure, records, self._whole[period].count)
            indicator = self.statements.indicators[measure.indicator]
            low, high = indicator.minimum, indicator.maximum
            if not self.statements.owned and ((low is not None and value < low) or (high is not None and value > high)):
                message = f"{measure.does} of {entity} in {period} is {shown(value)}, which is not plausible for {measure.indicator}"
                findings.add(records.line, measure.does, f"{message}; look at the recipe, or add the flag out_of_range")
            attributes = self.statements.attributes(measure.indicator, self.statements.plan.constants.get("status"))
            asked = None if attributes.basis == _WHOLE else records.count
            yield entity, measure.indicator, period, breakdown, value, asked, records.line, attributes


def measured(measure: Measure, records: Records, all_records: int) -> float:
    """One figure of a group of records."""
    ordered = sorted(records.values)
    if measure.does == "count":
        return float(records.count)
    if measure.does == "share":
        return 100 * records.count / all_records
    if measure.does == "median":
        middle = records.count // 2
        return ordered[middle] if records.count % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return math.fsum(ordered) / (records.count if measure.does == "mean" else 1)
