"""One recipe over its files, read into batches: the import that the store takes."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from loaders.batch import Account, Attributes, Batch
from loaders.blocks import Blocks, Changed
from loaders.canonical import dumped, line
from loaders.imports import again, aggregate, duplicates, letters, opened
from loaders.imports.files import MOST_BYTES, File
from loaders.imports.findings import Enough, Findings
from loaders.imports.grid import Table
from loaders.imports.plan import Complain, Plan, Planner
from loaders.imports.recipe import Reading, Recipe
from loaders.imports.registers import Registers
from loaders.imports.statements import Statements
from loaders.node import Scalar
from loaders.problem import Problem
from loaders.records import Source
from loaders.typed import Entry

READER = "1"
"""Changes where the same bytes and the same recipe give other statements than before."""


@dataclass(frozen=True)
class Traced:
    """A batch with the file it came from and the column of its figures: one name, or one for each statement."""

    batch: Batch
    file: File
    columns: str | list[str]


@dataclass
class Foreign:
    """An import: its recipe, its files each with the reading that fits it, and what they are matched against."""

    entry: Entry[Recipe]
    files: Sequence[tuple[Reading, File, tuple[str | int, ...]]]
    """Each file with its reading and the keys that lead to it in the recipe."""
    registers: Registers = field(repr=False)
    most_bytes: int = MOST_BYTES
    account: Account = field(default_factory=Account)
    blocks: Blocks | None = None

    @property
    def recipe(self) -> Recipe:
        """The record of the recipe."""
        return self.entry.record

    @property
    def id(self) -> str:
        """The id of the recipe."""
        return self.recipe.id

    @property
    def path(self) -> str:
        """The file of the recipe."""
        return self.entry.path

    @property
    def source(self) -> str:
        """The id of the source that states the figures."""
        return self.recipe.stated_by

    @property
    def source_record(self) -> Source | None:
        """The source, where the recipe holds it itself."""
        return self.recipe.publication

    @cached_property
    def fingerprint(self) -> str:
        """sha256 over the bytes of the files, the recipe, and what it is matched against."""
        read = (one for reading, file, _ in self.files for one in opened.read(reading, file))
        return _hash([*self._beside, *(f"{one.path}\t{one.sha256}" for one in read)])

    @cached_property
    def _beside(self) -> list[str]:
        """What decides, beside the bytes of the files, what they say."""
        return [READER, line("import", self.id, self.recipe).json, self.registers.hash]

    @cached_property
    def _ground(self) -> str:
        """The hash of all that decides what the lines of the one file say; empty where it cannot be read by blocks."""
        if len(self.files) != 1 or not again.in_blocks(self.files[0][0]):
            return ""
        return _hash([*self._beside, self.files[0][1].path])

    def batches(self, problems: list[Problem]) -> Iterator[Batch]:
        """The statements; whatever is wrong joins `problems`."""
        noted = again.Noted(self.files[0][0].table) if self._ground else None
        yield from (traced.batch for traced in self.traced(problems, noted.through if noted else iter))
        self.blocks = noted and self._noted(noted)

    def _noted(self, noted: again.Noted) -> Blocks:
        return Blocks(self._ground, noted.lines, noted.top, noted.digests, self.account.uneven)

    def changed(self, before: Blocks) -> Changed | None:
        """What has changed since the file was such blocks. None where the whole has to be read: too much or all of it has
        changed, or something is wrong, which `batches` then tells."""
        if not self._ground or self._ground != before.ground:
            return None
        compared = again.Compared(before, self.files[0][0].table)
        seen, problems = duplicates.Observations(), []
        try:
            batches = [traced.batch for traced in self._read(seen, problems, compared.through)]
        except again.TooMuch:
            return None
        with suppress(Enough):
            duplicates.refuse(seen, problems)
        if problems or not again.begun(self.files[0][0], batches):
            return None
        return Changed(compared.changed, batches, self.account, self._noted(compared))

    def mend(self, changed: Changed, account: Account, blocks: Blocks, statements: int) -> bool:
        """Bring the account to what the whole file says, from what it was and the number of statements that the changed
        blocks made; whether it is as the recipe expects."""
        problems: list[Problem] = []
        self.account = changed.whole_account(account, blocks, statements)
        self.blocks = replace(changed.now, uneven=self.account.uneven)
        self._expect(problems)
        return not problems

    def traced(self, problems: list[Problem], through: opened.Through = iter) -> Iterator[Traced]:
        """The statements with where they came from."""
        seen = duplicates.Observations()
        before = len(problems)
        yield from self._read(seen, problems, through)
        refused = len(problems) > before
        before = len(problems)
        with suppress(Enough):
            duplicates.refuse(seen, problems)
        if not refused and len(problems) == before:
            self._expect(problems)

    def _read(self, seen: duplicates.Observations, problems: list[Problem], through: opened.Through) -> Iterator[Traced]:
        """The statements of all files, noted in `seen`; the account begins anew."""
        self.account = Account()
        for reading, file, keys in self.files:
            findings = Findings(file.path, problems)
            seen.file(file.path)
            try:
                for traced in self._of_file(reading, file, keys, findings, problems, through):
                    seen.add(traced.batch)
                    yield traced
            except Enough:
                continue
            findings.close()

    def _expect(self, problems: list[Problem]) -> None:
        """Numbers that were expected of all files together."""
        if not self.account.statements:
            problems.append(self.entry.problem(f"id is {self.id}, which states nothing: {self.account.summary}; look at the recipe", "id"))
        expected = self.recipe.expected
        for key, asked, found in (("rows", expected.rows, self.account.read), ("statements", expected.statements, self.account.statements)):
            if asked is not None and asked != found:
                message = f"{key} is {asked}, but the files hold {found}; the files are other than before: look at them, or mend it"
                problems.append(self.entry.problem(message, "expected", key))

    def _of_file(self, reading: Reading, file: File, keys, findings: Findings, problems: list[Problem],
                 through: opened.Through) -> Iterator[Traced]:
        wrong = file.wrong(self.most_bytes, reading.table.format in opened.WHOLE)
        if wrong:
            findings.add(1, 1, wrong)
            raise Enough
        complain = self._complaints(keys, problems)
        if letters.known(reading.table.encoding) is None:
            complain(("table", "encoding"), f"encoding is {reading.table.encoding}; write one of {', '.join(letters.ENCODINGS)}")
            return
        found = opened.table(reading, file, self.registers, findings, self.account, complain, through)
        if found is not None:
            table, completed = found
            plan = Planner(completed, self.registers, file.name, complain).plan(table.names, table.header)
            if plan is not None:
                yield from self._statements(plan, table, completed, file, findings)

    def raw(self, reading: Reading, file: File) -> Table | None:
        """The table of a file as it stands there; raises Enough where it cannot be read."""
        nothing = Account()
        found = opened.table(reading, file, self.registers, Findings(file.path, []), nothing, lambda parts, message: None)
        return found and found[0]

    def _statements(self, plan: Plan, table: Table, reading: Reading, file: File, findings: Findings) -> Iterator[Traced]:
        statements = Statements(plan, self.registers.indicators, self._shared(file), findings, self.account)
        if plan.columns_left_out:
            message = f"columns left out: {', '.join(plan.columns_left_out)}"
            self.account.notices.append(Problem(file.path, 1, 1, message))
        if reading.aggregate:
            groups = aggregate.Groups(statements, reading.aggregate)
            yield from (Traced(batch, file, "") for batch in groups.batches(table.blocks, findings))
        else:
            yield from (Traced(batch, file, columns) for batch, columns in statements.batches(table.blocks))

    def _complaints(self, keys: tuple[str | int, ...], problems: list[Problem]) -> Complain:
        """Adds problems of the recipe at the place where it says so: in the variant, or in the recipe itself."""
        def complain(parts: tuple[str | int, ...], message: str) -> None:
            inside = (*keys, *parts) if keys and self.entry.node.step(keys[0]) and _written(self.entry, (*keys, parts[0])) else parts
            problems.append(self.entry.problem(message, *inside))
        return complain

    def _shared(self, file: File) -> Attributes:
        recipe = self.recipe
        said = (recipe.said_by, recipe.locator, recipe.remark)
        return Attributes("", recipe.qualifier, "A", recipe.basis, recipe.edition, ";".join(recipe.flags),
                          *(words and dumped(words) for words in said), file.path)


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _written(entry: Entry[Recipe], parts: tuple[str | int, ...]) -> bool:
    """Whether a key is written in the recipe."""
    node = entry.node
    for part in parts:
        node = node.step(part) if node is not None and not isinstance(node, Scalar) else None
    return node is not None


def reading_of(recipe: Recipe, variant: Reading | None) -> Reading:
    """What a recipe says of the files of one of its variants."""
    base = Reading.model_construct(**{name: getattr(recipe, name) for name in Reading.model_fields})
    if variant is None:
        return base
    update = {name: getattr(variant, name) for name in variant.model_fields_set}
    if "table" in update:
        over = {name: getattr(variant.table, name) for name in variant.table.model_fields_set}
        update["table"] = recipe.table.model_copy(update=over)
    return base.model_copy(update=update)
