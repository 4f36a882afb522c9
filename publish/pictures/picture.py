"""A figure as it leaves the pages: what it says, apart from how wide and on what ground it is drawn.

It is composed from the same description as a slide, so that the marks, labels and values are those of every other form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from layouts.visit import Visit
from publish.drawing.blocks import Block
from publish.drawing.in_words import in_words
from publish.drawing.manner import Manner
from publish.slides import compose, compose_notes, tray
from publish.slides.making import Made, Making, Nothing
from publish.slides.slide import WORDS

OWN_WORDS = ("picture.more",)
"""Keys of the words that pictures add to those of slides."""

MOST_REMARKS, LONGEST_REMARK = 4, 260
SPACE = "http://www.w3.org/2000/svg"


class NothingToShow(ValueError):
    """The release cannot answer the figure; says why in the reader's language."""


@dataclass(frozen=True)
class Picture:
    """One figure with everything that a picture of it carries.

    `name` and `choices` are its address; `remarks` its doubts; `statements` the ids behind it, in its order.
    """

    name: str
    choices: Mapping[str, str] = field(hash=False)
    language: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...]
    source: str
    statements: tuple[str, ...]
    brand: str
    words: Mapping[str, str] = field(hash=False, repr=False)

    @property
    def item(self) -> str:
        """The figure address, as the tray of slides has it."""
        return address(self.name, self.choices)

    @property
    def manner(self) -> Manner:
        """How it is drawn where nothing is said of its width."""
        return Manner(self.words, tall=True)

    @property
    def told(self) -> tuple[str, ...]:
        """The doubts that a picture has room for; the others stand on the page that it leads to, and it says so."""
        short = tuple(text for text in self.remarks if len(text) <= LONGEST_REMARK)[:MOST_REMARKS]
        return short if len(short) == len(self.remarks) else (*short, self.words["picture.more"])

    @property
    def alternative(self) -> str:
        """The picture in words, its title apart."""
        parts = [self.subtitle, *(text for block in self.blocks for text in in_words(block)), *self.told, self.source]
        return "\n".join(part for part in parts if part)


def address(name: str, choices: Mapping[str, str]) -> str:
    """A figure address: its name, and its choices in the order of the figure."""
    given = {choice: choices[choice] for choice in tray.FIGURES[name].choices if choices.get(choice)}
    return name + ("?" + urlencode(given, safe=",:/;=") if given else "")


def picture(visit: Visit, name: str, choices: Mapping[str, str]) -> Picture:
    """The picture of a figure address. Raises tray.Refused for what cannot be asked, NothingToShow where there is no figure."""
    asked = tray.record(visit, name, dict(choices))
    making = Making(visit, {}, roomy=True)
    making.learn(asked.statements)
    figures = compose.FIGURES[asked.kind]
    found = figures[asked.figure](making, asked)
    if isinstance(found, Nothing):
        raise NothingToShow(found.why)
    return _picture(making, name, choices, asked.kind, found)


def _picture(making: Making, name: str, choices: Mapping[str, str], kind: str, found: list[Made]) -> Picture:
    words, first = making.words, found[0]
    whole = Made(tuple(block for made in found for block in made.blocks), tuple(one for made in found for one in made.statements),
                 records=tuple(one for made in found for one in made.records))
    return Picture(
        name, choices, words.language, first.title or compose.shared(making, whole) or words(f"deck.kind.{kind}"), first.subtitle,
        whole.blocks, tuple(dict.fromkeys(text for made in found for text in made.remarks)),
        compose_notes.source_line(making, compose_notes.sources(making, whole)) or compose_notes.release(making),
        tuple(dict.fromkeys(whole.statements)), words.text(making.visit.settings["brand"]["name"]),
        {key: words(key, count="{count}") for key in (*WORDS, *OWN_WORDS)})
