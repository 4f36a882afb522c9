"""Named events by date, newest first."""

from layouts.visit import Visit
from loaders.parse import period


def events(visit: Visit, organiser: str = "") -> list:
    """Events with a date, newest first; those of one organiser if asked."""
    dated = [e for e in visit.register.entities.values()
             if e.kind == "event" and e.period and (not organiser or e.organiser == organiser)]
    return sorted(dated, key=lambda e: (_last(e.period), e.id), reverse=True)


def _last(text: str) -> str:
    given = period(text)
    day = given.end or given.start
    return day.isoformat() if day else ""


def scope(visit: Visit, entity) -> str:
    """Who held it, where, and in what state it is."""
    words = visit.words
    said = [words.entity(entity.organiser) if entity.organiser else "", ", ".join(words.entity(p) for p in entity.place),
            words.text(entity.place_note), words(f"status.entity.{entity.status}") if entity.status else "", words.text(entity.about)]
    return " · ".join(part for part in said if part)
