"""A deck file that a reader loads: checked here, whatever the browser let through, and turned into an address."""

import base64

from layouts.visit import Visit
from publish.slides.chosen import FILE, shelf_of
from publish.slides.deck_file import MOST_BYTES, TooLong, packed, written

MOST_SENT = 5_000_000
"""Bytes of a file that a browser may send at all."""


def deck(visit: Visit, contents: object) -> tuple[dict[str, str] | None, tuple[str, ...]]:
    """The choices of the address that shows the deck of a file (`data:...;base64,...`), or all that is wrong with it."""
    text, wrong = _text(contents)
    if text is None:
        return None, (visit.words(f"slides.load.{wrong}"),)
    record, problems = shelf_of(visit).read(text, visit)
    if record is None:
        return None, problems or (visit.words("slides.load.none"),)
    if shelf_of(visit).decks.get(record.id) == record:
        return {"deck": record.id}, ()
    try:
        return {"deck": FILE, "made": packed(written(record))}, ()
    except TooLong:
        return None, (visit.words("slides.load.long"),)


def _text(contents: object) -> tuple[str | None, str]:
    """The text of a file as a browser sends it, or what is wrong with it: large, unread."""
    head, _, body = contents.partition(",") if isinstance(contents, str) else ("", "", "")
    if len(body) > MOST_BYTES * 4 // 3 + 4:
        return None, "large"
    try:
        return base64.b64decode(body, validate=True).decode("utf-8-sig"), ""
    except ValueError:
        return None, "unread"
