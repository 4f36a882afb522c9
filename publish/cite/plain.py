"""A citation as one line of plain text. Pure: a record and the words in, a text out."""

from layouts.words import Words
from loaders.parse import day
from publish.cite.cited import Cited

STOPS = ".?!…"


def line(cited: Cited, words: Words) -> str:
    """Producer, date, title; the figure with its hedge and its doubts; the atlas, its release, the address, the day it was read."""
    parts = [
        stopped(words("cite.work", producer=cited.producer, published=cited.published_told, title=cited.title.rstrip("."))),
        stopped(cited.told),
        *kept(cited, words),
        words("cite.read", address=cited.address, day=words.day(cited.accessed)),
    ]
    return " ".join(parts)


def kept(cited: Cited, words: Words) -> list[str]:
    """The atlas and its release, in which the source is read; a figure of the atlas itself has told both."""
    if cited.producer == cited.atlas:
        return []
    return [words("cite.atlas", atlas=cited.atlas, release=cited.release, name=cited.short, made=words.day(day(cited.made)))]


def stopped(text: str) -> str:
    """A sentence with one stop at its end."""
    return text if text.endswith(tuple(STOPS)) else text + "."
