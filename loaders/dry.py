"""A load without a database: the imports are read, and the hash of the release comes out. Pure."""

from loaders import digest
from loaders.batch import statement_id
from loaders.blocks import Import
from loaders.canonical import release_hash
from loaders.digest import Digest
from loaders.keys import Book, Incoming
from loaders.prepare import State
from loaders.problem import Problem, Refused, in_order


def release_hash_of(state: State) -> str:
    """The hash of the release that a state would give. Raises Refused for what imports have found."""
    book = Book()
    book.kinds = state.kinds
    total = digest.summed(book.written(*state.written).digests)
    problems: list[Problem] = []
    missing = dict(state.awaited)
    for one in state.imports:
        total = total.plus(_read(book, one, missing, problems))
    if problems or missing:
        raise Refused(in_order([*problems, *missing.values()]))
    return release_hash(state.lines, total)


def _read(book: Book, one: Import, missing: dict[str, Problem], problems: list[Problem]) -> Digest:
    """The digest of an import; the ids it brings are missing no more."""
    incoming, total = Incoming(book, one.id, one.source), Digest()
    about_whom = {id_.split(":", 2)[1] for id_ in missing if id_.startswith(f"{one.id}:")}
    for batch in one.batches(problems):
        total = total.plus(digest.summed(incoming.keyed(batch).digests))
        for entity, *about in batch.each("entity", "indicator", "period", "breakdown") if about_whom else ():
            if entity in about_whom:
                missing.pop(statement_id(one.id, entity, *about), None)
    return total
