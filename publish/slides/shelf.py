"""What slides can be made of: the decks there are, the house templates, and how a deck file is read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from loaders.deck_records import DeckRecord


def _unread(text: str, visit: object) -> tuple[DeckRecord | None, tuple[str, ...]]:
    """No deck file can be read where nothing reads them."""
    return None, ()


@dataclass(frozen=True)
class Shelf:
    """`decks` by id; `templates` by name, each the bytes of a .pptx.

    `read` turns the text of a deck file into its record, or says all that is wrong with it, over the release of a visit.
    """

    decks: dict[str, DeckRecord] = field(default_factory=dict)
    templates: dict[str, bytes] = field(default_factory=dict)
    read: Callable[[str, object], tuple[DeckRecord | None, tuple[str, ...]]] = _unread
