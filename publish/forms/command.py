"""`app.py form` and `app.py form-load`: a form written, a filled one read, judged and stored. No printing here."""

import re
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from layouts.visitor import Visitor
from layouts.words import Words
from loaders import parse
from loaders.forms import contract, filled, judged, stored
from loaders.forms.filled import Filled
from loaders.forms.judged import Judged, Known, Rejection
from loaders.gather import Content, gather
from loaders.problem import Problem, Refused, did_you_mean, in_order
from loaders.records import Statement
from metrics.registers import Register
from publish.forms import asked, marked, sheets, stated
from publish.forms.years import FormError, year_of

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def write(visitor: Visitor, given: Namespace) -> list[str]:
    """Write the form of a cluster as a file; returns what to say of it. Raises FormError."""
    if given.language and given.language not in visitor.tables:
        raise FormError(f"--language is {given.language}; write one of {', '.join(visitor.tables)}")
    if given.release and visitor.release(given.release) is None:
        raise FormError(f"there is no release {given.release}; write the number of one (python app.py releases lists them)")
    visit = visitor.visit(f"/form/{given.cluster}.xlsx", {"lang": given.language or "", "release": given.release or ""})
    entity = visit.register.entities.get(given.cluster)
    if entity is None or entity.kind not in asked.KINDS:
        clusters = {e.id: e.id for e in visit.register.entities.values() if e.kind in asked.KINDS}
        names = {name: e.id for e in visit.register.entities.values() if e.kind in asked.KINDS for name in e.name.values()}
        raise FormError(f"there is no cluster {given.cluster}; {did_you_mean(given.cluster, clusters | names, 'its page names its id')}")
    form = asked.form(visit, given.cluster, year_of(given.year, visit.release.made))
    out = Path(given.out or f"form_{given.cluster}_{given.year}.xlsx")
    try:
        out.write_bytes(sheets.write(visit, form))
    except OSError as error:
        raise FormError(f"{out} cannot be written ({error.strerror})") from None
    return [f"{out}: {len(form.lines)} figures asked, {sum(bool(line.last) for line in form.lines)} with the last one said"]


@dataclass(frozen=True)
class Loaded:
    """What came of a filled form: what to say, and what is wrong (then nothing is stored)."""

    said: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def load(given: Namespace, folders: Sequence[Path], tables: Mapping[str, dict], today: date) -> Loaded:
    """Read a filled form, judge it, and write its figures into the first data folder.

    With one rejected cell nothing is written but the copy with the marks. Raises FormError and Refused.
    """
    path = Path(given.file)
    if not path.is_file():
        raise FormError(f"{path} is not there; name a filled form")
    with path.open("rb") as stream:
        content = stream.read(filled.MOST_BYTES + 1)
    form, data = filled.read(content, path.name), gather(folders)
    if data.problems:
        raise Refused(in_order(data.problems))
    languages = {language: Words(language, tables, _register(data)) for language in tables}
    words = languages.get(form.language) or next(iter(languages.values()))
    entity = words.register.entities.get(form.entity)
    if entity is None:
        raise Refused([Problem(path.name, 1, 1, f"the form is of {form.entity[:100]}, which the data do not know; add the cluster first")])
    found = judged.judge(form, _known(words.register, entity, tables, today, _values(data, form.entity)))
    if found.rejections:
        return _rejected(given, path, content, found.rejections, words)
    return _store(given, form, found, data, folders[0], languages, words)


def _register(content: Content) -> Register:
    """The registers as the files hold them, for names and units."""
    def by_id(kind: str) -> dict:
        return {entry.record.id: entry.record for entry in content.entries[kind]}

    codes = {"themes": by_id("theme"), "units": by_id("unit"), "counts": by_id("count"), "dimensions": by_id("dimension")}
    return Register(by_id("entity"), by_id("indicator"), by_id("source"), codes, (), (), ())


def _known(register: Register, entity, tables: Mapping[str, dict], today: date, values: Mapping[str, tuple[float, ...]]) -> Known:
    codes = {column: {parse.fold(table["words"][key]): code for table in tables.values()
                      for code, key in contract.word_keys(column).items() if isinstance(table["words"].get(key), str)}
             for column in ("qualifier", "status")}
    speakers = {parse.fold(text): texts for texts in asked.speakers_of(entity, tables) for text in texts.values()}
    kinds = {unit.id: unit.kind for unit in register.codes["units"].values()}
    return Known(register.indicators, kinds, codes, speakers, today, values)


def _values(data: Content, entity: str) -> dict[str, tuple[float, ...]]:
    """What was ever said of an entity, by the keys of a form."""
    found: dict[str, tuple[float, ...]] = {}
    for one in (entry.record for entry in data.entries["statement"] if entry.record.entity == entity):
        if one.value is not None:
            key = contract.key_of(one.indicator, ";".join(f"{name}={code}" for name, code in sorted(one.breakdown.items())))
            found[key] = (*found.get(key, ()), one.value)
    return found


def _rejected(given: Namespace, path: Path, content: bytes, rejections: Sequence[Rejection], words: Words) -> Loaded:
    """The copy of the form with its marks, and each rejection as a line."""
    said = [(one.cell, sentence(words, one)) for one in rejections]
    out = Path(given.marked) if given.marked else path.with_name(f"{path.stem.removesuffix('_marked')}_marked.xlsx")
    lines = [f"{path.name}:{cell.sheet}!{cell.name}: {text}" if cell.name else f"{path.name}: {text}" for cell, text in said]
    told = f"{len(lines)} cell{'s' if len(lines) > 1 else ''} cannot be taken, nothing is stored"
    try:
        out.write_bytes(marked.marked(content, path.name, [(cell, text) for cell, text in said if cell.name]))
    except marked.NotMarked:
        return Loaded(wrong=(*lines, f"{told}; the workbook holds what cannot be copied, so that nothing is marked in it"))
    except OSError as error:
        return Loaded(wrong=(*lines, f"{told}; {out} cannot be written ({error.strerror}), name another with --marked"))
    return Loaded(wrong=(*lines, f"{told}; marked in {out}"))


def sentence(words: Words, rejection: Rejection) -> str:
    """Why a cell is not taken and what to write instead, in the reader's language."""
    numbers = rejection.key in ("not_whole", "low", "high", "jump")
    parts = {name: words.number(float(text), 6) if numbers and _NUMBER.fullmatch(text) else text for name, text in rejection.parts.items()}
    return words(f"form.refused.{rejection.key}", **parts)


def _store(given: Namespace, form: Filled, found: Judged, data: Content, folder: Path, languages: Mapping[str, Words],
           words: Words) -> Loaded:
    if not found.figures:
        return Loaded(wrong=("no figure is filled in; nothing is stored",))
    register = words.register
    before = {entry.record.id: entry.record for entry in data.entries["statement"]}
    text = stored.written(stated.source(form, register.entities[form.entity], found.confirmed, languages, words.language),
                          stated.statements(form, found, register.indicators, before, languages))
    path = stored.path_of(folder, form.entity, form.year)
    _, old = stored.known(data, path, folder)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return Loaded(said=(f"{path} says the same already; nothing is written",))
    told = [*stated.changes(words, found, register.indicators, before), *_remarks(form, found, words)]
    if wrong := stored.problems(data, path, folder, text):
        return Loaded(wrong=tuple(map(str, wrong)))
    if path.is_file():
        told += _difference(words, old, [e.record for e in data.entries["statement"] if e.path.endswith(f"{stored.FOLDER}/{path.name}")])
        if not given.replace:
            return Loaded(tuple(told), (f"{path} is there already; nothing is written. Add --replace to put this form in its place",))
    if given.dry:
        return Loaded((*told, f"{len(found.figures)} figures would be written to {path}"))
    stored.write(path, text)
    return Loaded((*told, f"{len(found.figures)} figures are written to {path}; `python app.py load` takes them"))


def _remarks(form: Filled, found: Judged, words: Words) -> list[str]:
    """What else a person should know: lines left empty, lines gone, formulas whose results were taken."""
    empty = len(form.lines) - len(found.gone) - len(found.figures)
    names = ", ".join(line.name for line in found.gone[:5]) + (", …" if len(found.gone) > 5 else "")
    formulas, cells = form.told.counts.get("formulas", 0), ", ".join(form.told.first.get("formulas", ()))
    told = [("unanswered", empty, {}), ("removed", len(found.gone), {"names": names}), ("formulas", formulas, {"cells": cells})]
    return [words(f"form.{key}", n=count, count=count, **parts) for key, count, parts in told if count]


def _difference(words: Words, old: Sequence[Statement], new: Sequence[Statement]) -> list[str]:
    """What this form says otherwise than the one before of the same year."""
    was, now = ({one.id: one for one in statements} for statements in (old, new))
    lines = []
    for name in dict.fromkeys([*was, *now]):
        texts = [_shown(words, side.get(name)) for side in (was, now)]
        if texts[0] != texts[1]:
            lines.append(f"{words.indicator((now.get(name) or was[name]).indicator)}: {texts[0]} → {texts[1]}")
    return lines


def _shown(words: Words, one: Statement | None) -> str:
    """A statement of a form with its period; a dash where there is none."""
    if one is None:
        return "–"
    unit = words.register.indicators[one.indicator].unit
    return f"{words.value(one.value, one.value_high, one.qualifier, one.status, unit)} ({words.period(one.period)})"
