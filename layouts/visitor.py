"""Makes the visits: a reader's address read against one database, with the languages and maps of the data folders."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from layouts.pages import Page, at, found
from layouts.visit import ARRIVED, Visit
from layouts.words import Words
from metrics import query


@dataclass(frozen=True)
class Visitor:
    """`tables` are the language files by language, `maps` the outlines by name, `settings` those of config.yaml."""

    engine: object
    settings: dict
    tables: dict[str, dict]
    maps: dict[str, dict]
    decks: object = None
    """What slides can be made of (publish.slides.shelf)."""
    program: str = ""
    """The fingerprint of the program, its words and settings (publish.caching)."""
    pages: dict[str, Page] = field(default_factory=found)

    def __hash__(self) -> int:
        return id(self)

    def release(self, number: str) -> query.Release | None:
        """The release of a number; the newest for an empty text; None where there is no such release."""
        if not number:
            return query.newest(self.engine)
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            return None
        try:
            return query.release(self.engine, int(number))
        except query.UnknownRelease:
            return None

    def visit(self, path: str, choices: dict[str, str]) -> Visit:
        """The visit of an address; a language or release that does not exist gives way to the usual one."""
        asked = choices.get("release", "")
        release = self.release(asked) or query.newest(self.engine)
        words = self._words(choices.get("lang", ""), release)
        names = {code: table["name"] for code, table in self.tables.items()}
        place = at(self.pages, unquote(path))[1]
        made = Visit(release, query.register(release), words, path, choices, place, self.settings, names, self.maps, self.decks,
                     self.program, self.settings.get("address") or ARRIVED.get())
        if asked and str(release.number) != asked:
            made.refused.append(("release", asked[:20]))
        return made

    @lru_cache(maxsize=64)  # noqa: B019 - one visitor lives as long as the program
    def _words(self, language: str, release: query.Release) -> Words:
        known = language if language in self.tables else self.settings["languages"][0]
        return Words(known, self.tables, query.register(release))

    def exists(self, path: str) -> bool:
        """Whether an address leads to a page."""
        page, place = at(self.pages, unquote(path))
        return page is not None and (not place or place in page.places(self.visit(path, {})))

    def state(self) -> str:
        """What every answer depends on beside what is asked: what was loaded last and the program. Empty without a release."""
        newest = query.newest(self.engine)
        return f"{newest.number} {newest.hash} {newest.made} {newest.read} {self.program}" if newest else ""

    def health(self) -> dict:
        """Whether there is a release to show, and which."""
        newest = query.newest(self.engine)
        return {"ok": newest is not None, "release": newest.number if newest else None,
                "statements": newest.statements if newest else 0}
