"""What a deck is composed with: the reader's release and language, what was asked, and the rows behind the figures."""

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches

from layouts.figures import clusters
from layouts.visit import Visit
from metrics import query
from metrics.tallies import ended
from publish.slides import slide

DRAFTS = "drafts"
"""A statement from a file in a folder of this name is not public yet."""

ROOMY = 120
"""Bars, tiles, rows and dates that a picture holds; what is longer is left to the downloads."""

FEW = 3
"""Figures of a year that are worth slides of their own."""

_PLACEHOLDER = re.compile(r"\$(clusters|cluster|region|year)")


class CannotCompose(ValueError):
    """What was asked of a deck cannot be used; says what to give instead."""


@dataclass(frozen=True)
class Made:
    """One slide before its notes: blocks, and everything that its numbers and names rest on."""

    blocks: tuple[slide.Block, ...]
    statements: tuple[str, ...] = ()
    title: str = ""
    subtitle: str = ""
    remarks: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    """Sentences with numbers that the figure counted or calculated from its statements."""
    records: tuple[str, ...] = ()
    """Entities that are named with what the register knows of them."""


@dataclass(frozen=True)
class Nothing:
    """No slide, and why in words."""

    why: str


@dataclass(frozen=True)
class Making:
    """One composing: `asked` holds what the deck asks for, as ids by name (cluster, clusters, region, year)."""

    visit: Visit
    asked: dict[str, str]
    subject: str = ""
    rows: dict[str, dict] = field(default_factory=dict, compare=False)
    """Statement rows met so far, by id."""
    around: dict[int, list[dict]] = field(default_factory=dict, compare=False)
    """All statements of the observations met so far, the shown one first, by observation."""
    roomy: bool = False
    """Whether what is made is a picture as high as it likes, and not a slide: nothing is left out or continued for want of room."""

    @property
    def words(self):
        """The reader's language."""
        return self.visit.words

    def room(self, usual: int) -> int:
        """How many things one picture holds: as many as a slide has room for, or far more."""
        return ROOMY if self.roomy else usual

    def filled(self, text: str) -> str:
        """A text with `$cluster` and the like as names."""
        return _PLACEHOLDER.sub(lambda found: self._named(found[1]), text)

    def _named(self, name: str) -> str:
        given = self.asked.get(name, "")
        if name == "year":
            return given
        return ", ".join(self.words.entity(one) for one in given.split(",") if one)

    def ids(self, names) -> list[str]:
        """Ids with `$cluster` and the like replaced; `$clusters` is several."""
        given = [part for name in names for part in self.one(name).split(",")]
        return list(dict.fromkeys(filter(None, given)))

    def one(self, name: str | None) -> str:
        """One choice with `$year` replaced."""
        return _PLACEHOLDER.sub(lambda found: self.asked.get(found[1], ""), name or "")

    def when(self, row: dict) -> str:
        """The period of a row in words."""
        return self.words.period(row["period"], row["sense"])

    def state(self, entity) -> str:
        """The state of an entity in words; empty where none is told."""
        return self.words(f"status.entity.{entity.status}") if entity.status else ""

    def learn(self, ids) -> None:
        """Fetch statements with all that is said of their observations."""
        wanted = sorted({one for one in ids if one and one not in self.rows})
        if not wanted:
            return
        found = query.statement_rows(self.visit.release, ids=wanted)
        if not found:
            return
        about = {"entities": {row["entity"] for row in found}, "indicators": {row["indicator"] for row in found}}
        beside = query.statement_rows(self.visit.release, **about)
        keys = {row["observation"] for row in found}
        for row in beside:
            if row["observation"] in keys:
                self.rows[row["statement"]] = row
                said = self.around.setdefault(row["observation"], [])
                if all(other["statement"] != row["statement"] for other in said):
                    said.append(row)
        for key in keys:
            self.around[key].sort(key=lambda row: (not row["shown"], row["statement"]))

    def shown(self, ids) -> list[dict]:
        """For each statement the row that its observation shows, each once; ids that the release lacks are left out."""
        ids = list(ids)
        self.learn(ids)
        rows = [self.around[self.rows[one]["observation"]][0] for one in ids if one in self.rows]
        return list({row["statement"]: row for row in rows}.values())

    def missing(self, ids) -> list[str]:
        """The ids that the release lacks."""
        ids = list(ids)
        self.learn(ids)
        return [one for one in ids if one not in self.rows]


def making(visit: Visit, record, asked: dict[str, str]) -> Making:
    """The start of a composing: what the deck asks for, checked; raises CannotCompose."""
    given = {name: text for name, text in asked.items() if text}
    if record.year and "year" not in given:
        given["year"] = record.year
    for name in record.asks:
        if name == "year" and "year" not in given:
            given["year"] = _newest_year(visit, given)
        given[name] = _checked(visit, name, given.get(name, ""))
    if "year" in given:
        given["year"] = _checked(visit, "year", given["year"])
    subject = _PLACEHOLDER.sub(lambda found: given.get(found[1], ""), record.subject or "")
    return Making(visit, given, subject)


def _checked(visit: Visit, name: str, given: str) -> str:
    """One answer to what a deck asks for; raises CannotCompose."""
    if name == "year":
        if not re.fullmatch(r"(19|20)\d\d", given):
            raise CannotCompose(visit.words("deck.ask.year", given=given))
        return given
    known = _offered(visit, name)
    ids = [part.strip() for part in given.split(",") if part.strip()] if name == "clusters" else [given]
    if not given:
        raise CannotCompose(visit.words(f"deck.ask.{name}", example=known[0] if known else ""))
    for one in ids:
        if one not in known:
            near = get_close_matches(one, known, n=3, cutoff=0.6)
            raise CannotCompose(visit.words("deck.ask.unknown", name=name, given=one[:60], near=", ".join(near or known[:3])))
    return ",".join(ids)


def _offered(visit: Visit, name: str) -> list[str]:
    """The ids that may be asked for."""
    entities = visit.register.entities.values()
    if name == "region":
        return sorted(e.id for e in entities if e.kind == "region" and e.within == "ukraine")
    listed = [entity.id for entity in clusters.listed(visit)]
    return sorted({*listed, *(e.id for e in entities if e.kind in ("cluster", "association", "alliance"))})


def _newest_year(visit: Visit, given: dict[str, str]) -> str:
    """The newest year that a few figures are told of; where there is none, the newest that any is."""
    ids = [part for name in ("cluster", "region", "clusters") for part in given.get(name, "").split(",") if part]
    years: Counter[str] = Counter()
    for one in ended(visit.release, ids):
        if one.status not in ("F", "planned"):
            years[one.end[:4]] += one.count
    told = [year for year, count in years.items() if count >= FEW] or years
    return max(told, default=visit.release.made[:4])
