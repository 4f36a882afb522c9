"""What the yearly form of a cluster asks for: a line per figure, beside what was last said of it. Pure over a visit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from layouts.visit import Visit
from loaders.forms.contract import Line, key_of
from loaders.parse import fold
from loaders.records import Indicator
from metrics import query

KINDS = ("cluster", "association", "alliance")
CORE_THEMES = ("members", "events", "education", "talent", "communications", "advocacy", "organisation")
NOT_YEARLY = ("founders", "duration", "dates", "rank", "age")
"""What is counted once and for all, or follows from the calendar: nobody is asked for it each year."""
MOST_OF_PEERS = 25
NOT_OUTCOMES = ("F", "planned")
RECENT_YEARS = 4


@dataclass(frozen=True)
class Asked:
    """One line: what it asks, in words; what was last said of it, when and by which source; what its answer may be.

    `told` says what is known of the year itself already; `period` is the period that stands in the form.
    """

    line: Line
    indicator: Indicator
    unit_kind: str
    meaning: str
    unit: str
    last: str
    source: str
    told: str
    period: str


@dataclass(frozen=True)
class Form:
    """The form of one cluster for one year: its own figures and those that its peers report, each by theme."""

    entity: str
    name: str
    year: int
    own: tuple[tuple[str, tuple[Asked, ...]], ...]
    peers: tuple[tuple[str, tuple[Asked, ...]], ...]
    speakers: tuple[str, ...]

    @property
    def lines(self) -> list[Asked]:
        """All lines, in the order in which they stand."""
        return [asked for group in (*self.own, *self.peers) for asked in group[1]]


def form(visit: Visit, entity: str, year: int) -> Form:
    """The form of an entity for a year, in the language of the visit."""
    said = _yearly(visit, query.observations(visit.release, entities=[entity]))
    own = [_own(visit, rows, year) for _, rows in said.groupby(["indicator", "breakdown"], sort=True)]
    own.sort(key=lambda pair: (pair[1], pair[0].line.name.casefold()))
    asked = [one for one, _ in own]
    peers = [_of_peers(visit, indicator, names, year)
             for indicator, names in _reported(visit, entity, year, {one.indicator.id for one in asked}).items()]
    return Form(entity, visit.words.entity(entity), year, _by_theme(visit, asked), _by_theme(visit, peers), speakers(visit, entity))


def speakers(visit: Visit, entity: str) -> tuple[str, ...]:
    """Who may confirm a form: the head in the public role, or the organisation."""
    return tuple(visit.words.text(texts) for texts in speakers_of(visit.register.entities[entity], visit.words.tables))


def speakers_of(entity, languages: Iterable[str]) -> list[dict[str, str]]:
    """Who may confirm a form, in every language: the organisation, and the head with the office, where one is known.

    The organisation stands first and in the empty form: nothing is put into a person's mouth unless it is chosen.
    """
    def text(texts: Mapping[str, str], language: str) -> str:
        return texts.get(language) or texts["en"]

    found = [{language: text(entity.name, language) for language in languages}]
    if entity.head:
        head = entity.head
        found.append({language: f"{text(head.name, language)}, {text(head.role, language)}, {text(entity.name, language)}"
                      for language in languages})
    return found


def _yearly(visit: Visit, rows):
    """Figures that may be told anew each year: numbers, and no ranks, dates or founders."""
    kind = rows["period_kind"].isin(["stock", "flow", "cumulative", "rate"])
    return rows[kind & rows["value"].notna() & ~rows["counts"].isin(NOT_YEARLY) & rows["period_end"].notna()]


def _own(visit: Visit, rows, year: int) -> tuple[Asked, int]:
    """The line of a figure that the cluster has told, and how long ago (in years) it did so last."""
    first_day, last_day = f"{year}-01-01", f"{year}-12-31"
    before = rows[(rows["period_end"] < first_day) & ~rows["status"].isin(NOT_OUTCOMES)]
    now = rows[(rows["period_end"] >= first_day) & (rows["period_end"] <= last_day)]
    last = before.sort_values(["period_end", "period_start", "statement"]).iloc[-1] if len(before) else None
    told = [_told(visit, row) for row in now.sort_values("period_end").to_dict("records")]
    any_row = rows.iloc[-1]
    words = visit.words
    asked = _line(visit, any_row["indicator"], any_row["breakdown"], year, last)
    shown = words.said(last) if last is not None else ""
    source = f"{words.period(last['period'], last['sense'])}\n{words.source(last['source'])}" if last is not None else ""
    age = year - int(last["period_end"][:4]) if last is not None else 0 if len(now) else 1
    first = rows.sort_values("period_end").iloc[-1]
    return Asked(*asked, shown, source, "\n".join(told), _period(asked[1], year, first)), age


def _told(visit: Visit, row: dict) -> str:
    words = visit.words
    return words("form.told", value=words.said(row), when=words.period(row["period"], row["sense"]))


def _of_peers(visit: Visit, indicator: str, names: list[str], year: int) -> Asked:
    """The line of a figure that only peers tell; beside it stands who does."""
    listed = ", ".join(sorted(map(visit.words.entity, names), key=str.casefold)[:3])
    asked = _line(visit, indicator, "", year, None)
    return Asked(*asked, "", visit.words("form.peers.tell", n=len(names), count=len(names), names=listed), "",
                 _period(asked[1], year, None))


def _line(visit: Visit, indicator: str, breakdown: str, year: int, last) -> tuple:
    words, record = visit.words, visit.register.indicators[indicator]
    name = words.indicator(indicator) + (f" ({words.breakdown(breakdown)})" if breakdown else "")
    definition, counted = words.definition(indicator), words.code("counts", record.counts)
    told = fold(counted) in fold(f"{name} {definition}")
    meaning = ". ".join(part.rstrip(".") for part in (definition, "" if told else words("form.counts", what=counted)) if part)
    unit = visit.register.codes["units"][record.unit]
    line = Line(key_of(indicator, breakdown), indicator, breakdown, name, last["statement"] if last is not None else "")
    return line, record, unit.kind, meaning, words.text(unit.name)


def _period(indicator: Indicator, year: int, last) -> str:
    """The period that stands in the form: the year, its last month for what is so at a date; for what
    adds up from the beginning that was told before, or nothing where none was."""
    if indicator.period_kind == "stock" or (last is not None and last["sense"] == "as_of"):
        return f"{year}-12"
    if indicator.period_kind == "cumulative":
        return f"{last['period'].partition('/')[0]}/{year}-12" if last is not None and "/" in last["period"] else ""
    return str(year)


def _reported(visit: Visit, entity: str, year: int, own: set[str]) -> dict[str, list[str]]:
    """What other clusters of the country tell and this one does not: indicator -> who, the most told first."""
    country = _country(visit, entity)
    rows = _yearly(visit, query.observations(visit.release, kinds=["cluster"], themes=CORE_THEMES, countries=[country]))
    recent = rows[(rows["period_end"] >= f"{year - RECENT_YEARS}-01-01") & (rows["breakdown"] == "") & ~rows["indicator"].isin(own)
                  & (rows["entity"] != entity) & ~rows["status"].isin(NOT_OUTCOMES)]
    names = {indicator: sorted(set(group)) for indicator, group in recent.groupby("indicator")["entity"]}
    newest = recent.groupby("indicator")["period_end"].max()
    times = Counter({indicator: len(who) for indicator, who in names.items()})
    best = sorted(names, key=lambda name: (times[name], newest[name], name), reverse=True)[:MOST_OF_PEERS]
    return {name: names[name] for name in best}


def _country(visit: Visit, entity: str) -> str:
    seen, record = set(), visit.register.entities[entity]
    while record and record.kind != "country" and record.id not in seen:
        seen.add(record.id)
        record = visit.register.entities.get(record.within or "")
    return record.id if record else "ukraine"


def _by_theme(visit: Visit, asked: list[Asked]) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
    order = list(visit.register.codes["themes"])
    return tuple((visit.words.code("themes", theme), group) for theme in order
                 if (group := tuple(one for one in asked if one.indicator.theme == theme)))
