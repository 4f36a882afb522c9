"""Speaker notes and source lines: the full provenance of each figure, one line each, in the reader's language."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from layouts.figures import catalogue
from publish.slides.making import DRAFTS, Made, Making
from publish.slides.references import contradictions, decided

_BREAKS = re.compile(r"\s*[\r\n]+\s*")
PRODUCERS_NAMED, IDS_NAMED = 3, 8


def lines(making: Making, made: Made, more: Iterable[str] = ()) -> tuple[str, ...]:
    """The notes of one slide: its statements, what was counted from them, the records named, the release."""
    rows = told(making, made, more)
    notes = [provenance(making, row) for row in rows]
    ids = _ids(making, [row["statement"] for row in rows] or list(made.records))
    notes += [f"{ids} · {making.words('deck.counted')}: {text}" for text in dict.fromkeys(made.counted) if ids]
    notes += [f"{ids} · {making.words('column.note')}: {text}" for text in made.remarks if ids and text not in made.counted]
    notes += [record(making, entity) for entity in dict.fromkeys(made.records)]
    return tuple(map(plain, notes))


def _ids(making: Making, ids: list[str]) -> str:
    """Several ids; of many the first and the last, for all stand above."""
    return ", ".join(ids) if len(ids) <= IDS_NAMED else making.words("deck.ids", first=ids[0], last=ids[-1])


def told(making: Making, made: Made, more: Iterable[str] = ()) -> list[dict]:
    """The rows behind a slide, each once, in the order of the slide; also those that contradict them."""
    rows = making.shown([*made.statements, *more])
    against = [other for row in rows for other in contradictions(making, row)]
    return list({row["statement"]: row for row in [*rows, *against]}.values())


def plain(text: str) -> str:
    """A text on one line."""
    return _BREAKS.sub(" ", text)


def provenance(making: Making, row: dict) -> str:
    """All that is known of one statement: who, what, when, how much, where it stands, what doubts it."""
    words = making.words
    what = ", ".join(part for part in (words.entity(row["entity"]), words.indicator(row["indicator"]), words.breakdown(row["breakdown"]),
                                       words.period(row["period"], row["sense"])) if part)
    parts = [f"{row['statement']} · {what}: {amount(making, row)}", _hedge(making, row), words.definition(row["indicator"]),
             _place(making, row), _doubts(making, row), _conflict(making, row), _decision(making, row), _corrections(making, row),
             words("deck.draft") if draft(row) else "", release(making)]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def amount(making: Making, row: dict) -> str:
    """The value as said; of a dated fact the date."""
    words = making.words
    return words.period(row["period"], row["sense"]) if row["period_kind"] == "date" else words.said(row)


def _hedge(making: Making, row: dict) -> str:
    """Qualifier and status in words."""
    words, status = making.words, making.words(f"status.{row['status']}")
    if row["period_kind"] == "date":
        return status if row["status"] != "A" else ""
    return f"{words('column.qualifier')}: {words('qualifier.' + row['qualifier'])}; {words('column.status')}: {status}"


def _place(making: Making, row: dict) -> str:
    """Source, its date, the place in it, the speaker, the basis."""
    words, unrecorded, asked = making.words, making.words("value.not_recorded"), row["sample_size"]
    told_by = [
        f"{words('column.source')}: {words.source(row['source'])} ({words.producer(row['source'])})",
        f"{words('column.published')}: {published(making, row['source'])}",
        f"{words('column.locator')}: {words.text(row['locator']) or unrecorded}",
        f"{words('column.said_by')}: {words.text(row['said_by']) or unrecorded}", words(f"basis.{row['basis']}"),
        words(f"edition.{row['edition']}") if row["edition"] else "",
        f"{words('column.sample')}: {words.number(asked)}" if asked == asked and asked else "",
    ]
    return "; ".join(part.rstrip(".") for part in told_by if part)


def published(making: Making, source_id: str) -> str:
    """When a source was published, as far as is known."""
    words, source = making.words, making.visit.register.sources[source_id]
    known = words.period(source.published) if source.published != "unknown" else words("value.unknown")
    return words.text(source.published_note) or known


def _doubts(making: Making, row: dict) -> str:
    words = making.words
    told = {"flags": "; ".join(words(f"flag.{flag}") for flag in row["flags"]), "note": words.text(row["note"]).rstrip(".")}
    return ". ".join(f"{words(f'column.{name}')}: {text}" for name, text in told.items() if text)


def _conflict(making: Making, row: dict) -> str:
    """Every other statement of the observation, and those of others that contradict it."""
    words = making.words
    beside = [one for one in making.around[row["observation"]] if one["statement"] != row["statement"]]
    others = {one["statement"]: one for one in [*beside, *contradictions(making, row)]}
    if not others:
        return ""
    said = "; ".join(f"{one['statement']} ({words.producer(one['source'])}): {words.indicator(one['indicator'])}, {amount(making, one)}"
                     for one in others.values())
    return f"{words('deck.also_said')}: {said}"


def _decision(making: Making, row: dict) -> str:
    """Who decided for the shown statement, or that the conflict is open."""
    words, resolution = making.words, decided(making, row)
    if resolution:
        by = words(f"decided.{resolution.decided_by}") if words.has(f"decided.{resolution.decided_by}") else resolution.decided_by
        return words("opened.resolved", id=resolution.show, by=by, day=words.day(resolution.decided)) + " " + words.text(resolution.reason)
    return words("opened.open_conflict") if contradictions(making, row) else ""


def _corrections(making: Making, row: dict) -> str:
    """Known errors of any statement of the observation."""
    words, own = making.words, {one["statement"] for one in making.around[row["observation"]]}
    return " ".join(
        f"{c.statement}: " + words("opened.correction", field=words(f"field.{c.field}"), printed=c.expect, reading=c.reading,
                                   action=words(f"correction.{c.action}"), why=words.text(c.why),
                                   state=words(f"correction.state.{c.state.replace(' ', '_')}"))
        for c in making.visit.register.corrections if c.statement in own)


def record(making: Making, entity_id: str) -> str:
    """What the register knows of an entity that a slide names: its dates and the sources that describe it."""
    words, entity = making.words, making.visit.register.entities[entity_id]
    when = words.period(entity.period) if entity.period else ""
    sources = "; ".join(words.source(source) for source in entity.documents)
    parts = [words.entity(entity_id), when, words.text(entity.about), words.text(entity.place_note), words.text(entity.note), sources]
    return f"{entity_id} · " + ". ".join(part.rstrip(".") for part in parts if part) + "."


def release(making: Making) -> str:
    """The release by number and short name."""
    return making.words("deck.release", number=making.visit.release.number, name=making.visit.release.short)


def sources(making: Making, made: Made, more: Iterable[str] = ()) -> list[str]:
    """The sources behind a slide, each once, in its order."""
    register = making.visit.register
    described = [source for entity in made.records for source in register.entities[entity].documents if source in register.sources]
    return list(dict.fromkeys([*(row["source"] for row in told(making, made, more)), *described]))


def source_line(making: Making, ids: list[str]) -> str:
    """Who the figures are from, and the release."""
    words = making.words
    if not ids:
        return ""
    producers = list(dict.fromkeys(words.producer(source) for source in ids))
    named = ", ".join(producers[:PRODUCERS_NAMED]) + (f" {words('deck.others')}" if len(producers) > PRODUCERS_NAMED else "")
    return f"{words('source.line')} {named} · {release(making)}"


def draft(row: dict) -> bool:
    """Whether a statement is not public yet."""
    return DRAFTS in PurePosixPath(row["file"]).parts


def doubted(row: dict) -> bool:
    """Whether a flag doubts a statement."""
    return catalogue.doubted(row["flags"])
