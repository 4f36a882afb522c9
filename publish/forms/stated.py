"""Accepted figures in the words of a source file: who says them, where they stand in the form, that they are confirmed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from layouts.words import Words
from loaders.forms import stored
from loaders.forms.filled import Filled
from loaders.forms.judged import Figure, Judged
from loaders.records import Entity, Indicator, Statement


def source(form: Filled, entity: Entity, confirmed: date, languages: Mapping[str, Words], language: str) -> dict:
    """The source that a form is: made by the cluster, published on the day it was confirmed."""
    name = {language: entity.name.get(language) or entity.name["en"] for language in languages}
    return {
        "id": stored.source_id(form.entity, form.year),
        "title": _each(languages, lambda words: words("form.source.title", name=name[words.language], year=form.year)),
        "producer": name, "published": confirmed.isoformat(), "confirmed": confirmed.isoformat(), "kind": "form",
        "languages": [language],
    }


def statements(form: Filled, judged: Judged, indicators: Mapping[str, Indicator], before: Mapping[str, Statement],
               languages: Mapping[str, Words]) -> list[dict]:
    """One statement per figure, in the order of the form. `before` holds statements by id."""
    order = {key: place for place, key in enumerate(form.lines)}
    figures = sorted(judged.figures, key=lambda figure: order[figure.line.key])
    return [_statement(form, judged, figure, indicators[figure.line.indicator], before.get(figure.line.last), languages)
            for figure in figures]


def _statement(form: Filled, judged: Judged, figure: Figure, indicator: Indicator, before: Statement | None,
               languages: Mapping[str, Words]) -> dict:
    fields = {
        "id": stored.statement_id(form.entity, form.year, figure), "entity": form.entity, "indicator": indicator.id,
        "value": figure.value, "value_high": figure.value_high,
        "qualifier": figure.qualifier if figure.qualifier != "exact" else None, "status": figure.status if figure.status != "A" else None,
        "period": figure.period, "breakdown": dict(pair.split("=", 1) for pair in figure.line.breakdown.split(";") if pair) or None,
        "sense": before.sense if before and before.sense == "as_of" and indicator.period_kind != "stock" else None,
        "basis": "self_reported", "said_by": dict(judged.said_by),
        "locator": _each(languages, lambda words: words("form.locator", sheet=figure.cell.sheet, cell=figure.cell.name)),
        "note": _each(languages, lambda words: _note(words, judged.confirmed, figure, before)),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _note(words: Words, confirmed: date, figure: Figure, before: Statement | None) -> str:
    """That the figure is confirmed, and when; that it is the same as before, where it is; what was noted in the form."""
    day = words.day(confirmed)
    if before is not None and same(figure, before):
        said = words("form.note.again", day=day, period=words.period(before.period))
    else:
        said = words("form.note.confirmed", day=day)
    return words("form.note.with", confirmed=said, note=figure.note) if figure.note else said


def same(figure: Figure, before: Statement) -> bool:
    """Whether a figure repeats what was said before, hedge and all."""
    return (figure.value, figure.value_high, figure.qualifier) == (before.value, before.value_high, before.qualifier)


def changes(words: Words, judged: Judged, indicators: Mapping[str, Indicator], before: Mapping[str, Statement]) -> Iterable[str]:
    """One line per figure: what it is now, against what was last said."""
    for figure in judged.figures:
        unit, last = indicators[figure.line.indicator].unit, before.get(figure.line.last)
        if figure.value is None:
            yield words("form.change.not_counted", name=figure.line.name)
            continue
        now = words.value(figure.value, figure.value_high, figure.qualifier, figure.status, unit)
        yield _change(words, figure, now, unit, last)


def _change(words: Words, figure: Figure, now: str, unit: str, last: Statement | None) -> str:
    """The change in words; in percent only between two exact figures, for two floors have no known difference."""
    if last is None or last.value is None:
        return words("form.change.first", name=figure.line.name, now=now)
    told = {"name": figure.line.name, "now": now, "period": words.period(last.period)}
    if same(figure, last):
        return words("form.change.same", **told)
    told["before"] = words.value(last.value, last.value_high, last.qualifier, last.status, unit)
    plain = last.value > 0 and figure.qualifier == last.qualifier == "exact" and figure.value != last.value
    key = "form.change.by" if plain else "form.change.changed"
    return words(key, **told, change=words.signed((figure.value / last.value - 1) * 100) if plain else "")


def _each(languages: Mapping[str, Words], text: Callable[[Words], str]) -> dict[str, str]:
    return {language: text(words) for language, words in languages.items()}
