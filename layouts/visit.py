"""One reader at one address: the release read, the words spoken, the choices made.

Everything a page needs comes from here, and nothing from outside is believed: a choice is one
of the values that the page allows, or it is refused by name and the page says so.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode

from layouts.words import Words
from metrics.query import Register, Release, register

KEPT = ("lang", "release")
"""Choices that every link carries on."""

LONGEST = 12_000
"""Characters of an address that are read; what is longer is cut."""


ARRIVED: ContextVar[str] = ContextVar("arrived", default="")
"""Scheme and host that the request under way was sent to, such as https://atlas.example.org; the server sets it."""

LASTING: ContextVar[list[bool] | None] = ContextVar("lasting", default=None)
"""Where an answer under way says that it lasts; None where nobody asks. The server sets it (publish.kept)."""


def lasting() -> None:
    """Say of the answer under way that it stays the same for as long as its release is the newest. Said last: what fails is never kept."""
    if (said := LASTING.get()) is not None:
        said.append(True)


IN_A_PATH = ":=;"
"""What an id may hold beside letters, digits, dots, dashes and underscores; all three are legal in a path."""


def choices(search) -> dict[str, str]:
    """The choices of an address: `?a=1&b=2` as a dict of texts."""
    if not isinstance(search, str):
        return {}
    return dict(parse_qsl(search[:LONGEST].lstrip("?"), keep_blank_values=True))


@lru_cache(maxsize=1_024)
def _asking(choices: tuple[tuple[str, object], ...]) -> str:
    """Choices as an address holds them: of the thousand links of a page most have the same few."""
    return "?" + urlencode(choices, safe=",:")


@dataclass(frozen=True)
class Visit:
    """Where a reader is: `given` holds the choices of the address as text, `refused` what was not believed."""

    release: Release
    register: Register
    words: Words
    path: str
    given: dict[str, str] = field(default_factory=dict)
    place: str = ""
    """The part of the path after the page: an entity, a source."""
    settings: dict = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    maps: dict = field(default_factory=dict)
    decks: object = None
    """What slides can be made of (publish.slides.shelf); None where there are none."""
    program: str = ""
    """What an answer depends on beside the release and the address: the fingerprint of the program, its words and settings."""
    site: str = ""
    """Where this site is, without a slash at the end: the setting `address`, else where the request was sent."""
    told: set[str] = field(default_factory=set, compare=False)
    """Ids of the statements that the page has told so far: what may since have changed."""
    refused: list = field(default_factory=list, compare=False)

    def choice(self, name: str, allowed, default: str) -> str:
        """One choice: what the address gives if allowed, else the default, and the refusal is noted."""
        given = self.given.get(name)
        if given is None or given == "":
            return default
        if given in allowed:
            return given
        self.refuse(name, given)
        return default

    def indicator(self, allowed: Sequence[str], usual: str) -> str:
        """The indicator chosen: where a release has not the usual one, the first that can be chosen."""
        return self.choice("indicator", allowed, usual if usual in self.register.indicators or not allowed else allowed[0])

    def several(self, name: str, allowed, default: tuple[str, ...], most: int = 8) -> tuple[str, ...]:
        """Several choices, separated by commas, in the order given, each once."""
        given = self.given.get(name)
        if given is None:
            return default
        wanted = list(dict.fromkeys(part for part in given.split(",") if part))
        for part in wanted:
            if part not in allowed:
                self.refuse(name, part)
        return tuple(part for part in wanted if part in allowed)[:most]

    def text(self, name: str, longest: int = 200) -> str:
        """Free text, such as a search, cut to a sensible length."""
        return self.given.get(name, "")[:longest].strip()

    def refuse(self, name: str, given: str) -> None:
        """Note a choice that is not believed; the page says so."""
        if (name, given[:60]) not in self.refused:
            self.refused.append((name, given[:60]))

    def link(self, path: str, **choices) -> str:
        """An address in this language (and pinned release, if pinned), with choices."""
        kept = {key: self.given[key] for key in KEPT if self.given.get(key)}
        wanted = {**kept, **{key: value for key, value in choices.items() if value not in (None, "", ())}}
        return path + (_asking(tuple(wanted.items())) if wanted else "")

    def card(self, statement: str, **choices) -> str:
        """The card of the observation that a statement belongs to; the page tells that statement."""
        self.told.add(statement)
        return self.link(f"/figure/{quote(statement, safe=IN_A_PATH)}", **choices)

    def pinned(self, path: str, **choices) -> str:
        """An address that stays with this release, whether or not the visit is pinned."""
        return self.with_choices(release=str(self.release.number)).link(path, **choices)

    def living(self, path: str, **choices) -> str:
        """An address that follows the newest figures."""
        return self.with_choices(release="").link(path, **choices)

    def reading(self, release: Release) -> "Visit":
        """The same visit of another release, which its links keep."""
        known = register(release)
        return replace(self, release=release, register=known, words=replace(self.words, register=known),
                       given={**self.given, "release": str(release.number)})

    def entity_link(self, entity_id: str) -> str:
        """The page of an entity, or the figures about it where it has no page of its own."""
        entity = self.register.entities.get(entity_id)
        if entity and entity.kind == "region" and entity.within == "ukraine":
            return self.link(f"/region/{entity_id}")
        if entity and entity.id == "uca":
            return self.link("/alliance")
        if entity and entity.kind in ("cluster", "association", "alliance"):
            return self.link(f"/cluster/{entity_id}")
        return self.link("/figures", entity=entity_id)

    def with_choices(self, **choices: str) -> "Visit":
        """The same visit with other choices."""
        return replace(self, given={**self.given, **choices}, refused=[])
