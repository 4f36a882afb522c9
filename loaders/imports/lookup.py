"""The rows of a table that count, with their parts looked up; every other row is left out for a reason, or refused."""

from collections.abc import Sequence

import numpy as np

from loaders.batch import Account
from loaders.coded import Coded, kept
from loaders.imports.findings import Findings
from loaders.imports.grid import Block
from loaders.imports.outs import Out
from loaders.imports.plan import Filter, Plan
from loaders.refusal import shown


class Rows:
    """Looks up the parts of the rows of each block, and leaves out or refuses those without."""

    def __init__(self, plan: Plan, findings: Findings, account: Account) -> None:
        self.plan, self.findings, self.account = plan, findings, account

    def looked_up(self, block: Block) -> tuple[Block, dict[str, Sequence]]:
        """The rows that count, and their parts by role."""
        block = self._filtered(block)
        parts = {key: resolver.coded(block.columns[place]) for key, (place, resolver) in self.plan.columns.items()}
        outs: dict[int, list[tuple[str, Out]]] = {}
        for key, (_, resolver) in self.plan.columns.items():
            if resolver.outs:
                for row in _outs(parts[key]):
                    outs.setdefault(row, []).append((key, parts[key][row]))
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

    def _count_filtered(self, block: Block, asked: Filter, texts: list[str], flags: list[bool]) -> None:
        strict = asked.kept is not None and asked.dropped
        for line, text, well in zip(block.lines, texts, flags, strict=True):
            if well:
                continue
            if strict and text not in asked.dropped:
                self.account.refused += 1
                message = f"{asked.name} is {shown(text)}, which neither keep nor drop names; mend it, or add it to one of them"
                self.findings.add(line, asked.name, message)
            else:
                self.account.leave_out(line, f"by {asked.name}")

    def _without(self, block: Block, parts: dict[str, Sequence], outs: dict[int, list[tuple[str, Out]]]):
        """Leave out or refuse the rows of which a part is not there."""
        for row, found in outs.items():
            wrong = [(key, out) for key, out in found if out.message]
            for key, out in wrong:
                self.findings.add(block.lines[row], self.plan.name_of(key), out.message)
            if wrong:
                self.account.refused += 1
            else:
                self.account.leave_out(block.lines[row], found[0][1].reason)
        flags = [row not in outs for row in range(len(block.lines))]
        return block.kept(flags), {key: kept(cells, flags) for key, cells in parts.items()}


def _outs(cells: Sequence) -> list[int]:
    """The rows that have no part here."""
    if isinstance(cells, Coded):
        return np.flatnonzero(cells.numbered(lambda found: type(found) is Out, bool)).tolist()
    return [row for row, found in enumerate(cells) if type(found) is Out]
