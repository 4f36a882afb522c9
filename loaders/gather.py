"""The data folders as checked records by kind: which file holds what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from loaders import bundle, read, records
from loaders.node import Listing, Mapping, Node
from loaders.problem import Problem, did_you_mean
from loaders.typed import Entry, record

KINDS: dict[str, type[BaseModel]] = {
    "theme": records.Code, "unit": records.Unit, "count": records.Code, "dimension": records.Dimension,
    "entity": records.Entity, "indicator": records.Indicator, "source": records.Source,
    "statement": records.Statement, "resolution": records.Resolution, "correction": records.Correction,
    "relation": records.Relation, "language": records.Language,
}
_PLACES = {
    "codelists/themes.yaml": "theme", "codelists/units.yaml": "unit", "codelists/counts.yaml": "count",
    "codelists/dimensions.yaml": "dimension", "resolutions.yaml": "resolution",
    "corrections.yaml": "correction", "relations.yaml": "relation",
    "entities": "entity", "indicators": "indicator", "sources": "source", "languages": "language",
}
_OTHERS = ("codelists", "imports", "decks", "templates", "maps", "schemas", "brand", "files")
"""Folders in a data folder whose files are read by someone else."""


BUNDLE = ".zip"
"""How the name of a bundle ends; anything else is a folder."""


@dataclass
class Content:
    """All records of the data folders, by kind; `refused` holds the ids of records that did not pass,
    and `unread` the kinds of which a file could not be read, so that ids may be missing."""

    entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    refused: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    statements_refused: int = 0
    stated: tuple[str, str] | None = None
    """Of a bundle read alone: its name, and the hash of the release that it says it holds."""
    imports: set[str] = field(default_factory=set)
    """Ids of the imports that will bring statements."""

    def take(self, kind: str, node: Node, path: str, **filled: str) -> BaseModel | None:
        """Type one node and keep it, or keep what is wrong with it."""
        entry, problems = record(KINDS[kind], node, path, **filled)
        self.problems += problems
        if entry is not None:
            self.entries[kind].append(entry)
            return entry.record
        self.statements_refused += kind == "statement"
        written = node.step("id")
        if written is not None and isinstance(written.plain(), str):
            self.refused[kind].add(written.plain())
        return None


def gather(folders: Sequence[str | Path], only: str = "") -> Content:
    """Read every file of the folders (`only` those of one kind) and every bundle; all problems of all files are kept."""
    content = Content()
    for folder in map(Path, folders):
        if folder.suffix == BUNDLE and not folder.is_dir():
            _gather_bundle(content, folder, alone=len(folders) == 1)
            continue
        label = label_of(folder)
        if not folder.is_dir():
            content.problems.append(Problem(label, 1, 1, "the data folder is not there; make it, or mend config.yaml"))
            content.unread.update(KINDS)
            continue
        paths = read.files(folder)
        for path in paths:
            inside = path.relative_to(folder)
            if not only or _kind_of(inside) == only:
                _gather_file(content, path, inside, label, set(paths))
    return content


def _gather_bundle(content: Content, path: Path, alone: bool) -> None:
    """The records of a bundle, as if they stood in the files of a folder."""
    found = bundle.opened(path)
    content.problems += found.problems
    content.unread |= found.unread
    content.stated = (path.name, found.release) if alone else None
    for kind, nodes in found.nodes.items():
        for node, shown in nodes:
            content.take(kind, node, shown)


def label_of(folder: Path) -> str:
    """How problems name a data folder."""
    return folder.as_posix() if not folder.is_absolute() else folder.name


def _gather_file(content: Content, path: Path, inside: Path, label: str, beside: set[Path]) -> None:
    shown = f"{label}/{inside.as_posix()}"
    kind = _kind_of(inside)
    if inside.suffix == ".md" or (kind is None and inside.parts[1:] and inside.parts[0] in _OTHERS[1:]):
        return
    if kind == "source" and inside.suffix == ".csv":
        if path.with_suffix(".yaml") not in beside:
            message = f"the table has no source; describe it in {inside.stem}.yaml beside it"
            content.problems.append(Problem(shown, 1, 1, message))
    elif kind is None or inside.suffix != ".yaml":
        content.problems.append(Problem(shown, 1, 1, _misplaced(inside)))
    elif kind == "source":
        _gather_sources(content, path, shown)
    else:
        for node in _records_of(content, path, shown, kind):
            content.take(kind, node, shown)


def _kind_of(inside: Path) -> str | None:
    """The kind of record a file holds, by its place in the data folder."""
    return _PLACES.get(inside.as_posix()) or (_PLACES.get(inside.parts[0]) if inside.parts[1:] else None)


def _misplaced(inside: Path) -> str:
    known = [*_PLACES, *_OTHERS]
    if inside.suffix == ".yml":
        return f"the file is named {inside.name}; name it {inside.stem}.yaml"
    first = inside.parts[0] if inside.parts[0] not in _OTHERS else inside.as_posix()
    return f"the file is {inside.as_posix()}, where no records are looked for; " + did_you_mean(
        first, known, "move it to entities, indicators, sources or codelists")


def _records_of(content: Content, path: Path, shown: str, *kinds: str) -> Iterable[Node]:
    """The nodes of a file that holds one record or a list of them."""
    node, problems = read.tree(path, shown)
    content.problems += problems
    if node is None:
        content.unread.update(kinds)
        return ()
    return node.items if isinstance(node, Listing) else (node,)


def _gather_sources(content: Content, path: Path, shown: str) -> None:
    """The sources of one file with their statements: written in them, or in the table beside the file."""
    ids = [take_source(content, node, shown) for node in _records_of(content, path, shown, "source", "statement")]
    table = path.with_suffix(".csv")
    if not table.is_file():
        return
    rows, problems = read.rows(table, shown.removesuffix(".yaml") + ".csv")
    content.problems += problems
    content.statements_refused += len(problems)
    content.unread.update(["statement"] if problems else [])
    filled = {"source": ids[0]} if len(ids) == 1 and ids[0] else {}
    for row in rows:
        content.take("statement", row, shown.removesuffix(".yaml") + ".csv", **filled)


def take_source(content: Content, node: Node, shown: str) -> str | None:
    """Keep one source and the statements written in it; returns its id as far as one is written."""
    source = content.take("source", node.without("statements") if isinstance(node, Mapping) else node, shown)
    written = source.id if source else _written_id(node)
    inner = node.step("statements")
    if inner is not None and inner.plain() is not None:
        _gather_statements(content, inner, shown, written)
    return written


def _gather_statements(content: Content, listing: Node, shown: str, source: str | None) -> None:
    if not isinstance(listing, Listing):
        content.problems.append(Problem(shown, listing.line, listing.column, "statements is no list; write a list"))
        return
    for node in listing.items:
        content.take("statement", node, shown, **({"source": source} if source else {}))


def _written_id(node: Node) -> str | None:
    written = node.step("id")
    return written.plain() if written is not None and isinstance(written.plain(), str) else None
