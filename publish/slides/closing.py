"""The end of a deck: its sources, and the notes on its data with everything that was left out."""

from publish.drawing.blocks import Prose, Table
from publish.slides import compose_notes
from publish.slides.compose_tiles import parts
from publish.slides.making import Made, Making
from publish.slides.references import contradictions, decided
from publish.slides.rooms import pages
from publish.slides.slide import Slide

MOST_NOTES = 7


def closing(making: Making, slides: list[Slide], skipped: list[str]) -> list[Slide]:
    """Slides of the kind sources: a table of what was read, then the notes; what was left out comes last."""
    ids = list(dict.fromkeys(one for slide in slides for one in slide.statements))
    rows = making.shown(ids)
    entities = [one for one in _records(slides) if one in making.visit.register.entities]
    return [*_sources(making, rows, entities), *_notes(making, rows, skipped, any(slide.draft for slide in slides))]


def _records(slides: list[Slide]) -> list[str]:
    """The entities whose notes stand on the slides."""
    return list(dict.fromkeys(note.split(" · ", 1)[0] for slide in slides for note in slide.notes))


def _sources(making: Making, rows: list[dict], entities: list[str]) -> list[Slide]:
    words, known = making.words, making.visit.register.sources
    by_source: dict[str, list[dict]] = {}
    for row in rows:
        by_source.setdefault(row["source"], []).append(row)
    for entity in entities:
        for source in making.visit.register.entities[entity].documents:
            if source in known:
                by_source.setdefault(source, [])
    head = (words("column.source"), words("column.producer"), words("column.published"), words("column.licence"))
    made = []
    lines = [(words.source(one), words.producer(one), compose_notes.published(making, one), _licence(making, one)) for one in by_source]
    at = 0
    for count in pages(head, lines) if lines else ():
        part, cells, at = list(by_source)[at:at + count], tuple(lines[at:at + count]), at + count
        notes = tuple(_read(making, one, line, by_source[one]) for one, line in zip(part, cells, strict=True))
        ids = tuple(row["statement"] for one in part for row in by_source[one])
        made.append(Slide("sources", words("deck.sources"), blocks=(Table(head, cells),), source=compose_notes.release(making),
                          notes=notes, statements=ids))
    return made


def _read(making: Making, source: str, line: tuple[str, ...], rows: list[dict]) -> str:
    """One source in the notes: what it is, and which statements of the deck it makes."""
    ids = ", ".join(row["statement"] for row in rows) or making.words("deck.records")
    return compose_notes.plain(f"{source} · {' · '.join(line)}: {ids}")


def _licence(making: Making, source_id: str) -> str:
    licence = making.visit.register.sources[source_id].licence
    return licence if licence != "unknown" else making.words("value.unknown")


def _notes(making: Making, rows: list[dict], skipped: list[str], drafted: bool) -> list[Slide]:
    """How to read the figures, what contradicts them, what was left out."""
    words = making.words
    items = [words("deck.how_to_read"), *([words("deck.draft")] if drafted else []), *_conflicts(making, rows)]
    items += [f"{words('deck.left_out')}: {text}" for text in skipped] or [words("deck.nothing_left_out")]
    made = []
    for part in parts(items, MOST_NOTES):
        told = [row for row in rows if any(row["statement"] in item for item in part)]
        one = Made((Prose(tuple(part)),), tuple(row["statement"] for row in told))
        notes = (*compose_notes.lines(making, one), f"{compose_notes.release(making)} · {making.visit.release.made}")
        made.append(Slide("sources", words("deck.data_notes"), blocks=one.blocks, source=compose_notes.release(making), notes=notes,
                          statements=one.statements, draft=drafted))
    return made


def _conflicts(making: Making, rows: list[dict]) -> list[str]:
    """Each conflict of the deck in one sentence: open, or who decided."""
    words, told, seen = making.words, [], set()
    for row in rows:
        against = contradictions(making, row)
        pair = frozenset({row["statement"], *(one["statement"] for one in against)})
        if against and not any(pair <= other for other in seen):
            seen.add(pair)
            others = "; ".join(f"{one['statement']}: {words.indicator(one['indicator'])}, {words.said(one)}" for one in against)
            told.append(words("deck.open_conflict", **_named(making, row), others=others))
        elif row["rivals"] and decided(making, row):
            told.append(words("deck.resolved_conflict", **_named(making, row), why=words.text(decided(making, row).reason)))
    return told


def _named(making: Making, row: dict) -> dict[str, str]:
    """A figure by its id, what it counts and how much."""
    return {"id": row["statement"], "what": making.words.indicator(row["indicator"]), "value": compose_notes.amount(making, row)}
