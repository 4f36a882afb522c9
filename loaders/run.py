"""A load from end to end: files, checks, corrections, one release or none."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from loaders import dry, unchanged
from loaders.batch import Account
from loaders.blocks import Import
from loaders.bundle_files import PACKAGE, RELEASE_KEY
from loaders.check import check as check_records
from loaders.correct import Printed, correct
from loaders.gather import Content, gather
from loaders.imports import Registers
from loaders.imports import gather as gather_imports
from loaders.prepare import State, prepare
from loaders.problem import Problem, Refused, in_order
from loaders.store import save
from loaders.sync import Written
from loaders.typed import Entry

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a load or check came to.

    `release` is the release that holds the data, None after a check or where something was refused;
    `new` says whether this load made it; `counts` are records by kind, statements `refused`, and rows
    `added` and `ended`; `accounts` tells of each import what became of the rows of its files. With problems nothing is stored.
    """

    release: int | None = None
    new: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    hash: str | None = None
    problems: tuple[Problem, ...] = ()

    accounts: dict[str, Account] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """One line on what was read, refused and stored, and one on the rows of each import with what should be known of it."""
        accepted, refused = self.counts["statement"], self.counts["refused"]
        lines = [f"{accepted + refused} statements read: {accepted} accepted, {refused} refused; {self._end}"]
        for id_, account in self.accounts.items():
            lines += [f"{id_}: {account.summary}", *map(str, account.notices)]
        return "\n".join(lines)

    @property
    def _end(self) -> str:
        if self.problems:
            count = len(self.problems)
            return f"{count} problem{'s' if count > 1 else ''}, nothing is stored"
        if self.release is None:
            return "no problems, nothing is stored by a check"
        if not self.new:
            return f"nothing has changed, release {self.release} stays"
        return f"release {self.release} is new, {self.counts['added']} rows added, {self.counts['ended']} ended"


def _silent(_message: str) -> None:
    """Progress that nobody wants to see."""


def check(folders: Sequence[str | Path], progress: Progress = _silent) -> Outcome:
    """Read and check the data folders without storing anything; `hash` is that of the release they would give."""
    return _outcome(folders, progress, lambda state: Written(None, False, dry.release_hash_of(state)))


def load(folders: Sequence[str | Path], database_url: str, progress: Progress = _silent) -> Outcome:
    """Read, check and store the data folders as one release. Raises store.StoreError for a database it cannot use."""
    seen = unchanged.digest(folders)  # before they are read: what changes meanwhile is then seen to have changed
    return _outcome(folders, progress, lambda state: save(database_url, state, progress, seen))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: it would look again and again at records of which none is garbage before the end."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


@_uncollected()
def _outcome(folders: Sequence[str | Path], progress: Progress, done: Callable[[State], Written]) -> Outcome:
    """What comes of the folders where `done` is done with a state that holds no problem."""
    content, printed, imports, problems = _checked(folders, progress)
    counts = _counts(content)
    if problems:
        return Outcome(counts=counts, problems=problems)
    state = prepare(content, printed, imports)
    if content.stated and (wrong := _not_as_stated(content, dry.release_hash_of(state))):
        return Outcome(counts=counts, problems=wrong)
    del content  # a large folder would else be held twice while its rows are written
    try:
        written = done(state)
    except Refused as refused:
        return Outcome(counts=counts, problems=refused.problems, accounts={one.id: one.account for one in imports})
    changed = {"added": written.added, "ended": written.ended}
    accounts = written.accounts or {one.id: one.account for one in imports}
    return Outcome(written.release, written.new, counts | changed, written.hash, accounts=accounts)


def _checked(
    folders: Sequence[str | Path], progress: Progress,
) -> tuple[Content, Printed, list[Import], tuple[Problem, ...]]:
    """The records with their corrections, what those replaced, the imports still to be read, and all that is wrong so far."""
    content = gather(folders)
    progress(f"{len(content.entries['statement'])} statements read")
    imports, refused = _imports(folders, content)
    problems = [*content.problems, *refused, *check_records(content)]
    units = {entry.record.id: entry.record.unit for entry in content.entries["indicator"]}
    corrected, printed, unmatched = correct(content.entries["statement"], content.entries["correction"], units)
    content.entries["statement"] = corrected
    progress("checked")
    return content, printed, imports, in_order([*problems, *unmatched])


def _imports(folders: Sequence[str | Path], content: Content) -> tuple[list[Import], list[Problem]]:
    """The imports of the folders; the sources that their recipes describe join the others."""
    found, problems = gather_imports(folders, Registers.of(content))
    content.imports |= {one.id for one in found}
    content.entries["source"] += [
        Entry(one.source_record, one.path, one.entry.node.step("publication")) for one in found if one.source_record]
    return found, problems


def _not_as_stated(content: Content, hash_: str) -> tuple[Problem, ...]:
    """The problem of a bundle whose records are not the release that it says it holds."""
    name, stated = content.stated or ("", hash_)
    message = f"{RELEASE_KEY} is {stated}, but the records give {hash_}; fetch the bundle again"
    return () if stated == hash_ else (Problem(f"{name}/{PACKAGE}", 1, 1, message),)


def _counts(content: Content) -> dict[str, int]:
    """Records by kind; statements read = stored + refused."""
    counts = {kind: len(entries) for kind, entries in content.entries.items()}
    return counts | {"refused": content.statements_refused}


