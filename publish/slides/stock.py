"""The shelf of slides filled from the data folders: decks, house templates, and the reading of deck files."""

from collections.abc import Sequence
from pathlib import Path

from layouts.visit import Visit
from loaders import decks
from loaders.deck_records import DeckRecord
from metrics import query
from publish.slides.shelf import Shelf

LABEL = "deck.yaml"
TEMPLATES = "templates"
LARGEST_TEMPLATE = 30_000_000


def shelf(folders: Sequence[str | Path]) -> Shelf:
    """What the folders hold for slides; a deck with a problem is left out, those of the newest year come first, those that ask last."""
    newest_first = sorted(decks.read(folders).by_id.values(), key=lambda deck: deck.year or "", reverse=True)
    ordered = sorted(newest_first, key=lambda deck: bool(deck.asks))
    return Shelf({deck.id: deck for deck in ordered}, templates(folders), read)


def templates(folders: Sequence[str | Path]) -> dict[str, bytes]:
    """The house templates: `templates/<name>.pptx` of each folder, by name."""
    found = [path for folder in folders for path in sorted(Path(folder, TEMPLATES).glob("*.pptx")) if not path.name.startswith(".")]
    return {path.stem: path.read_bytes() for path in found if path.stat().st_size <= LARGEST_TEMPLATE}


def read(text: str, visit: Visit) -> tuple[DeckRecord | None, tuple[str, ...]]:
    """The one deck of a text, or all that is wrong with it; what it names must be in the release of the visit."""
    known = decks.Known(visit.register.entities, visit.register.indicators, query.StatementIds(visit.release),
                        visit.register.codes["themes"])
    found = decks.parsed(text, LABEL, known)
    return next(iter(found.by_id.values()), None) if not found.problems else None, tuple(map(str, found.problems))
