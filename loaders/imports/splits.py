"""One column that holds several, such as the first of a Eurostat TSV, taken apart."""

from itertools import repeat

from loaders.batch import Account
from loaders.imports.findings import Findings
from loaders.imports.grid import Block, Table
from loaders.imports.plan import Complain
from loaders.imports.recipe import Split
from loaders.problem import did_you_mean


def apart(table: Table, split: Split, findings: Findings, account: Account, complain: Complain) -> Table | None:
    """The table with the parts of one column as its first columns; None where it has no such column."""
    name = " ".join(split.column.split())
    if name not in table.names:
        offered = did_you_mean(name, table.names, f"the columns are {', '.join(table.names[:12])}")
        complain(("table", "split", "column"), f"column is {name}; the file has no such column, {offered}")
        return None
    place = table.names.index(name)
    width = len(split.into)

    def rest(items):
        return (*items[:place], *items[place + 1:])

    blocks = (_apart(block, place, split, findings, account, rest, width) for block in table.blocks)
    header = tuple((*split.into, *rest(row)) for row in table.header)
    return Table((*split.into, *rest(table.names)), header, blocks)


def _apart(block: Block, place: int, split: Split, findings: Findings, account: Account, rest, width: int) -> Block:
    cells = block.columns[place]
    fits = [count == width - 1 for count in map(str.count, cells, repeat(split.by))]
    if not all(fits):
        for line, cell, well in zip(block.lines, cells, fits, strict=True):
            if not well:
                many = cell.count(split.by) + 1
                findings.add(line, split.column, f"{split.column} is {cell}, of {many} part{'s' * (many > 1)}; write {width}")
        account.refused += fits.count(False)
        block = block.kept(fits)
    fields = split.by.join(block.columns[place]).split(split.by) if block.lines else []
    return Block(block.lines, [*(fields[part::width] for part in range(width)), *rest(block.columns)])
