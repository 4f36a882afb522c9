"""A deck as a text that can be kept: the .yaml to download and load again, and its short form for an address."""

import base64
import json
import re
import zlib
from collections.abc import Callable
from functools import partial

from loaders.deck_records import DeckRecord, SlideRecord

MOST_BYTES = 200_000
"""Bytes of a deck file that are read."""

MOST_SIGNS = 9_000
"""Characters that a deck may take in an address: servers and browsers cut what is longer than about 16,000."""


class TooLong(ValueError):
    """A deck that does not fit where it should be kept."""


_PLACEHOLDER = re.compile(r"\$(clusters|cluster|region|year)")
_IDS = ("entities",)
_POINTS = ("period", "since", "until")
_WORDS = ("title", "subtitle")
_TEXTS = ("items", "remarks")


def bound(deck: DeckRecord, asked: dict[str, str], name_of: Callable[[str, str], str]) -> DeckRecord:
    """The deck with what was asked of it written in, so that it asks for nothing more.

    `name_of` names an id in a language: names stand in texts, ids everywhere else.
    """
    if not deck.asks:
        return deck
    given = {name: asked.get(name, "") for name in deck.asks}

    def in_ids(text: str) -> str:
        return _PLACEHOLDER.sub(lambda found: given.get(found[1], found[0]), text)

    def in_words(words: dict[str, str] | None) -> dict[str, str] | None:
        return words and {language: _named(text, given, partial(name_of, language)) for language, text in words.items()}

    def slide(record: SlideRecord) -> SlideRecord:
        ids = {key: tuple(part for one in getattr(record, key) for part in in_ids(one).split(",") if part) for key in _IDS}
        points = {key: in_ids(text) for key in _POINTS if (text := getattr(record, key))}
        texts = {key: tuple(map(in_words, getattr(record, key))) for key in _TEXTS}
        return record.model_copy(update={**ids, **points, **texts, **{key: in_words(getattr(record, key)) for key in _WORDS}})

    return deck.model_copy(update={
        "title": in_words(deck.title), "subject": in_ids(deck.subject).split(",")[0] if deck.subject else None,
        "year": given.get("year") or deck.year, "asks": (), "slides": tuple(map(slide, deck.slides))})


def _named(text: str, given: dict[str, str], name_of: Callable[[str], str]) -> str:
    """A text with what was asked in it by name."""
    def name(found: re.Match) -> str:
        one = given.get(found[1])
        return found[0] if one is None else one if found[1] == "year" else ", ".join(map(name_of, filter(None, one.split(","))))

    return _PLACEHOLDER.sub(name, text)


def written(deck: DeckRecord) -> str:
    """The deck as YAML that `loaders.decks` reads: texts in quotes, one key a line, one slide an item."""
    fields = deck.model_dump(mode="json", exclude_defaults=True)
    slides = fields.pop("slides")
    head = [f"{key}: {_value(value)}" for key, value in fields.items()]
    return "\n".join([*head, "slides:", *(_slide(slide) for slide in slides)]) + "\n"


def _slide(slide: dict) -> str:
    return "\n".join(f"{'    ' if n else '  - '}{key}: {_value(value)}" for n, (key, value) in enumerate(slide.items()))


def _value(value: object) -> str:
    """A value in the quoted form that JSON and YAML share."""
    return json.dumps(value, ensure_ascii=False)


def packed(text: str) -> str:
    """A deck file as letters and digits for an address; raises TooLong."""
    signs = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    if len(signs) > MOST_SIGNS:
        raise TooLong(len(signs))
    return signs


def unpacked(signs: str) -> str | None:
    """The deck file that an address carries; None where it carries none, or one that is too long."""
    try:
        raw = base64.b64decode(signs + "=" * (-len(signs) % 4), altchars=b"-_", validate=True)
        opening = zlib.decompressobj()
        text = opening.decompress(raw, MOST_BYTES)
        return text.decode() if opening.eof and not opening.unconsumed_tail else None
    except (ValueError, zlib.error):
        return None
