"""A load from end to end: files, checks, corrections, one release or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders import digest, read
from loaders.bundle_files import PACKAGE, RELEASE_KEY
from loaders.canonical import release_hash
from loaders.check import check as check_records
from loaders.correct import Printed, correct
from loaders.gather import Content, gather
from loaders.keys import Book
from loaders.prepare import State, prepare
from loaders.problem import Problem, Refused, in_order
from loaders.store import save

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a load or check came to.

    `release` is the release that holds the data, None after a check or where something was refused;
    `new` says whether this load made it; `counts` are records by kind, statements `refused`, and rows
    `added` and `ended`. With problems nothing is stored.
    """

    release: int | None = None
    new: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    hash: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """One line: what was read, refused and stored."""
        accepted, refused = self.counts["statement"], self.counts["refused"]
        read_in = f"{accepted + refused} statements read: {accepted} accepted, {refused} refused"
        if self.problems:
            count = len(self.problems)
            return f"{read_in}; {count} problem{'s' if count > 1 else ''}, nothing is stored"
        if self.release is None:
            return f"{read_in}; no problems, nothing is stored by a check"
        if not self.new:
            return f"{read_in}; nothing has changed, release {self.release} stays"
        added, ended = self.counts["added"], self.counts["ended"]
        return f"{read_in}; release {self.release} is new, {added} rows added, {ended} ended"


def _silent(_message: str) -> None:
    """Progress that nobody wants to see."""


def check(folders: Sequence[str | Path], progress: Progress = _silent) -> Outcome:
    """Read and check the data folders without storing anything; `hash` is that of the release they would give."""
    content, printed, problems = _checked(folders, progress)
    if problems:
        return Outcome(counts=_counts(content), problems=problems)
    hash_ = _hash(prepare(content, printed))
    return Outcome(counts=_counts(content), hash=hash_, problems=_not_as_stated(content, hash_))


def load(folders: Sequence[str | Path], database_url: str, progress: Progress = _silent) -> Outcome:
    """Read, check and store the data folders as one release. Raises store.StoreError for a database it cannot use."""
    content, printed, problems = _checked(folders, progress)
    if problems:
        return Outcome(counts=_counts(content), problems=problems)
    counts, state = _counts(content), prepare(content, printed)
    if content.stated and (wrong := _not_as_stated(content, _hash(state))):
        return Outcome(counts=counts, problems=wrong)
    del content  # a large folder would else be held twice while its rows are written
    written = save(database_url, state, progress)
    changed = {"added": written.added, "ended": written.ended}
    return Outcome(written.release, written.new, counts | changed, written.hash)


def _hash(state: State) -> str:
    """The hash of the release that a state would give."""
    book = Book()
    book.kinds = state.kinds
    return release_hash(state.lines, digest.summed(book.written(*state.written).digests))


def languages(folders: Sequence[str | Path], wanted: Sequence[str] = ()) -> dict[str, dict]:
    """The language files of the folders as plain texts, by language; a later folder adds to an earlier one.

    `wanted` names the first languages and their order; any other that has a file follows. Raises Refused.
    """
    content = gather(folders, only="language")
    if content.problems:
        raise Refused(in_order(content.problems))
    found: dict[str, dict] = {}
    for entry in content.entries["language"]:
        given = entry.record.model_dump()
        known = found.setdefault(entry.record.language, {**given, "words": {}, "entities": {}, "indicators": {}})
        for part in ("words", "entities", "indicators"):
            known[part].update(given[part])
    missing = [language for language in wanted if language not in found]
    if missing:
        raise Refused([Problem(f"languages/{missing[0]}.yaml", 1, 1, "the file is not there; write it")])
    return {language: found[language] for language in dict.fromkeys([*wanted, *found])}


def outlines(folders: Sequence[str | Path]) -> dict[str, dict]:
    """The outline maps of the folders (GeoJSON) by the name of their file; raises Refused."""
    return {
        path.stem: read.outlines(path)
        for folder in folders for path in read.files(Path(folder) / "maps") if path.suffix == ".geojson"
    }


def _checked(folders: Sequence[str | Path], progress: Progress) -> tuple[Content, Printed, tuple[Problem, ...]]:
    """The records with their corrections, what those replaced, and all that is wrong."""
    content = gather(folders)
    progress(f"{len(content.entries['statement'])} statements read")
    problems = [*content.problems, *check_records(content)]
    units = {entry.record.id: entry.record.unit for entry in content.entries["indicator"]}
    corrected, printed, unmatched = correct(content.entries["statement"], content.entries["correction"], units)
    content.entries["statement"] = corrected
    progress("checked")
    return content, printed, in_order([*problems, *unmatched])


def _not_as_stated(content: Content, hash_: str) -> tuple[Problem, ...]:
    """The problem of a bundle whose records are not the release that it says it holds."""
    name, stated = content.stated or ("", hash_)
    message = f"{RELEASE_KEY} is {stated}, but the records give {hash_}; fetch the bundle again"
    return () if stated == hash_ else (Problem(f"{name}/{PACKAGE}", 1, 1, message),)


def _counts(content: Content) -> dict[str, int]:
    """Records by kind; statements read = stored + refused."""
    counts = {kind: len(entries) for kind, entries in content.entries.items()}
    return counts | {"refused": content.statements_refused}


