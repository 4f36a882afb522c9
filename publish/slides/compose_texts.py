"""Texts and timelines: points with references, what an entity works on, dated things in order."""

from collections.abc import Sequence
from dataclasses import replace

from layouts.figures import profile, timeline
from metrics import query
from publish.drawing.blocks import Prose, Timeline
from publish.slides.compose_tiles import parts, within
from publish.slides.making import Made, Making, Nothing
from publish.slides.references import drawn, named

Item = tuple[str, str, str]

MOST_ITEMS = 8
"""Points, or dated things, that one slide has room for."""


def texts(making: Making, asked) -> list[Made] | Nothing:
    """The deck's own texts; one whose statements the release lacks is left out."""
    items, ids = [], []
    for words in asked.items:
        text = making.words.text(words)
        if not making.missing(named(text)):
            items.append(drawn(making, text))
            ids += named(text)
    if not items:
        lacking = [one for words in asked.items for one in named(making.words.text(words))]
        return Nothing(making.words("deck.why.statements", ids=", ".join(lacking)))
    return _pages(items, asked, making, tuple(ids))


def _pages(items: Sequence[str], asked, making: Making, ids: tuple[str, ...] = (), records: Sequence[str] = ()) -> list[Made]:
    """Points as slides of prose; `records` are the entities of the points, or one for all."""
    kept, left = _cut(items, asked)
    told = (making.words("deck.more", n=left, count=left),) if left else ()
    own = dict(zip(items, records, strict=True)) if len(items) == len(records) else dict.fromkeys(items, next(iter(records), ""))
    return [Made((Prose(tuple(part)),), ids, remarks=told, counted=told, records=tuple(own[item] for item in part if own[item]))
            for part in parts(kept, making.room(MOST_ITEMS))]


def _cut(items: Sequence, asked) -> tuple[Sequence, int]:
    """The first items up to `most`, and how many are left."""
    most = asked.most or len(items)
    return items[:most], max(0, len(items) - most)


def told_of(making: Making, asked) -> list[Made] | Nothing:
    """Some entities with one sentence each."""
    ids = [one for one in making.ids(asked.entities) if one in making.visit.register.entities]
    return _entities(making, asked, ids)


def run_by(making: Making, asked) -> list[Made] | Nothing:
    """Programmes, platforms and communities that an entity runs."""
    found = profile.run_by(making.visit, making.ids(asked.entities)[0], (*profile.RUNS, "community"))
    return _entities(making, asked, [entity.id for entity in found if entity.status != "planned"])


def _entities(making: Making, asked, ids: list[str]) -> list[Made] | Nothing:
    words = making.words
    if not ids:
        return Nothing(words("deck.why.none"))
    told = [(words.entity(one), words.text(making.visit.register.entities[one].about)) for one in ids]
    return _pages([f"{name}: {about}" if about else name for name, about in told], asked, making, records=ids)


def focus(making: Making, asked) -> list[Made] | Nothing:
    """What an entity works on."""
    entity = making.visit.register.entities[making.ids(asked.entities)[0]]
    if not entity.focus:
        return Nothing(making.words("deck.why.none"))
    return _pages([making.words.text(one) for one in entity.focus], asked, making, records=[entity.id])


def partners(making: Making, asked) -> list[Made] | Nothing:
    """The partners that an entity names."""
    entity = making.visit.register.entities[making.ids(asked.entities)[0]]
    if not entity.partners:
        return Nothing(making.words("deck.why.none"))
    names = ", ".join(entity.partners)
    items = [drawn(making, making.words.text(words)) for words in asked.items]
    return [Made((Prose((*items, names), bulleted=False),), records=(entity.id,), counted=())]


def names(making: Making, asked) -> list[Made] | Nothing:
    """The names of some entities, and nothing else of them."""
    ids = [one for one in making.ids(asked.entities) if one in making.visit.register.entities]
    items = [drawn(making, making.words.text(words)) for words in asked.items]
    return [Made((Prose((*items, ", ".join(map(making.words.entity, ids))), bulleted=False),), records=tuple(ids))]


def _dated(making: Making, asked, items: Sequence[tuple[Item, str, str]]) -> list[Made] | Nothing:
    """Dated things, each with its statement or entity, as slides of one timeline each."""
    if not items:
        return Nothing(making.words("deck.why.none"))
    kept, left = _cut(items, asked)
    told = (making.words("deck.more", n=left, count=left),) if left else ()
    return [Made((Timeline(tuple(item for item, _, _ in part)),), tuple(one for _, one, _ in part if one), remarks=told, counted=told,
                 records=tuple(one for _, _, one in part if one)) for part in parts(kept, making.room(MOST_ITEMS))]


def of_entities(making: Making, asked) -> list[Made] | Nothing:
    """Some entities by their dates."""
    entities = [making.visit.register.entities[one] for one in making.ids(asked.entities) if one in making.visit.register.entities]
    return _of(making, asked, [entity for entity in entities if entity.period])


def _of(making: Making, asked, entities: list) -> list[Made] | Nothing:
    words = making.words
    ordered = sorted(entities, key=lambda entity: (_begin(entity.period), entity.id))
    items = [((words.period(e.period), words.entity(e.id), timeline.scope(making.visit, e)), "", e.id) for e in ordered]
    return _dated(making, asked, items)


def _begin(period: str) -> str:
    """What a period begins with, for sorting; one without a beginning goes by its end."""
    first, _, last = period.partition("/")
    return last if first == ".." else first


def events(making: Making, asked) -> list[Made] | Nothing:
    """Dated events that an entity held, of the period if one is asked."""
    period = making.one(asked.period)
    found = [e for one in making.ids(asked.entities) for e in timeline.events(making.visit, one)]
    made = _of(making, asked, [e for e in found if not period or period in e.period])
    names_of = ", ".join(map(making.words.entity, making.ids(asked.entities)))
    title = making.words("deck.theme", theme=making.words("events.calendar"), name=names_of)
    return made if isinstance(made, Nothing) else [replace(one, title=title) for one in made]


def planned(making: Making, asked) -> list[Made] | Nothing:
    """What an entity means to do: programmes and events that are planned."""
    found = [e for one in making.ids(asked.entities) for e in making.visit.register.entities.values()
             if e.organiser == one and e.status == "planned" and e.period]
    return _of(making, asked, found)


def dates(making: Making, asked) -> list[Made] | Nothing:
    """Dated facts of entities, in order: founding, first steps, deadlines."""
    words = making.words
    rows = query.observations(making.visit.release, entities=making.ids(asked.entities))
    rows = within(making, rows[rows["period_kind"] == "date"], asked)
    ordered = sorted(making.shown(rows["statement"]), key=lambda row: (_begin(row["period"]), row["statement"]))
    items = [((making.when(row), words.indicator(row["indicator"]), _more(making, row)), row["statement"], "") for row in ordered]
    return _dated(making, asked, items)


def _more(making: Making, row: dict) -> str:
    words = making.words
    state = words(f"status.{row['status']}") if row["status"] in ("planned", "F") else ""
    return " · ".join(part for part in (words.entity(row["entity"]), state) if part)


FIGURES = {
    "text": {"texts": texts, "entities": told_of, "focus": focus, "run_by": run_by},
    "thanks": {"texts": texts, "partners": partners, "entities": names},
    "timeline": {"entities": of_entities, "events": events, "planned": planned, "dates": dates},
}
