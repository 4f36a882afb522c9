"""The differences between two releases, figure by figure: old and new value with their hedges, narrowed and paged."""

import re
from dataclasses import dataclass
from itertools import groupby

from layouts import html, parts
from layouts.figures import differences
from layouts.figures.differences import KINDS, Difference, Said
from layouts.pages import Page
from layouts.visit import Visit
from metrics import query

EACH_PAGE = 100
PLACE = re.compile(r"(\d{1,9})\.\.\.(\d{1,9})")
ALL = "all"


@dataclass(frozen=True)
class Pairs:
    """The pairs of releases that there are, as `1...3`."""

    release: query.Release

    def __contains__(self, place: object) -> bool:
        return isinstance(place, str) and pair(self.release, place) is not None

    def __iter__(self):
        numbers = sorted(release.number for release in query.releases(self.release.engine))
        return (f"{first}...{last}" for first, last in zip(numbers, numbers[1:], strict=False))


def pair(release: query.Release, place: str) -> tuple[query.Release, query.Release] | None:
    """The two releases that a place names; None where one of them is not there."""
    named = PLACE.fullmatch(place)
    try:
        return tuple(query.release(release.engine, int(number)) for number in named.groups()) if named else None
    except query.UnknownRelease:
        return None


def view(visit: Visit):
    """How many figures differ, and each of them under its entity."""
    old, new = pair(visit.release, visit.place)
    visit, words = visit.reading(new), visit.words
    found = differences.data(old, new)
    shown = differences.narrowed(found, _kind(visit), _one(visit, "entity", found), _one(visit, "indicator", found))
    lead = words("differences.lead", old=words.day(old.day), old_name=old.short, new=words.day(new.day), new_name=new.short)
    return parts.sentence(title(visit), lead), _list(visit, shown) if shown else parts.empty(
        words("differences.none"), words("differences.none.why" if found else "differences.same"))


def controls(visit: Visit):
    """Show [all | new | changed | ...] of [anyone], [any figure]."""
    words = visit.words
    found = differences.data(*pair(visit.release, visit.place))
    counts = differences.counts(found)
    if not found:
        return []
    kinds = [(ALL, words("differences.all")), *((kind, f"{words(f'differences.{kind}')} {count}") for kind, count in counts.items())]
    return [parts.controls(words("control.show"), parts.switch(visit, "kind", kinds, _kind(visit) or ALL), *(
        parts.picker(visit, name, [(ALL, words(f"differences.any.{name}")), *_options(found, name, naming)],
                     _one(visit, name, found) or ALL) for name, naming in (("entity", words.entity), ("indicator", words.indicator))))]


def _options(found, name: str, naming) -> list[tuple[str, str]]:
    return sorted(((code, naming(code)) for code in {getattr(one, name) for one in found}), key=lambda option: option[1])


def _kind(visit: Visit) -> str:
    chosen = visit.choice("kind", (ALL, *KINDS), ALL)
    return "" if chosen == ALL else chosen


def _one(visit: Visit, name: str, found) -> str:
    chosen = visit.choice(name, {ALL, *(getattr(one, name) for one in found)}, ALL)
    return "" if chosen == ALL else chosen


def _list(visit: Visit, shown: list[Difference]):
    """One page of the differences, by entity."""
    words = visit.words
    ordered = sorted(shown, key=lambda one: (words.entity(one.entity), words.indicator(one.indicator), one.period, one.statement))
    last = -(-len(ordered) // EACH_PAGE)
    page = min(parts.page_number(visit), last)
    groups = groupby(ordered[(page - 1) * EACH_PAGE:page * EACH_PAGE], key=lambda one: one.entity)
    kept = {name: visit.given[name] for name in ("kind", "entity", "indicator") if visit.given.get(name)}
    return [html.Div([_group(visit, entity, list(rows)) for entity, rows in groups], className="differences"),
            parts.pages(visit, visit.path, page, last, **kept)]


def _group(visit: Visit, entity: str, rows: list[Difference]) -> html.Section:
    words = visit.words
    head = [words(f"differences.column.{name}") for name in ("figure", "kind", "old", "new")]
    made = [[_named(visit, one), html.Span(words(f"differences.{one.kind}"), className=f"kind-of kind-{one.kind}"), *_sides(visit, one)]
            for one in rows]
    return html.Section([html.H2(html.A(words.entity(entity), href=visit.entity_link(entity))),
                         parts.table(head, made, numeric=(2, 3), caption=words.entity(entity))])


def _named(visit: Visit, one: Difference) -> html.Div:
    words = visit.words
    scope = ", ".join(part for part in (words.breakdown(one.breakdown), words.period(one.period, (one.new or one.old).sense)) if part)
    return html.Div([html.A(words.indicator(one.indicator), href=visit.card(one.statement)),
                     html.Span(f"{scope} · {one.statement}", className="scope block")])


def _sides(visit: Visit, one: Difference) -> list:
    """The old and the new value; where the value is the same, what else differs."""
    if one.old and one.new and not one.amount_differs:
        fields = dict.fromkeys(visit.words(f"column.{FIELDS.get(name, name)}").lower() for name in one.fields)
        return [_said(visit, one, one.old), html.Span(visit.words("pinned.fields", fields=", ".join(fields)), className="scope block")]
    return [html.S(_said(visit, one, one.old)) if one.old else "–", html.Strong(_said(visit, one, one.new)) if one.new else "–"]


FIELDS = {"sense": "period", "sample_size": "sample", "value_high": "value"}
"""Columns that share the word of another."""


def _said(visit: Visit, one: Difference, said: Said) -> str:
    """A value with its hedge; of a dated fact the date; the period where it is what differs."""
    words, record = visit.words, visit.register.indicators.get(one.indicator)
    when = words.period(said.period, said.sense)
    if record is not None and record.period_kind == "date":
        return when
    value = words.value(said.value, said.value_high, said.qualifier, said.status, said.unit)
    return f"{value}, {when}" if "period" in one.fields else value


def title(visit: Visit) -> str:
    """How many figures differ between which releases."""
    old, new = pair(visit.release, visit.place)
    count = len(differences.data(old, new))
    return visit.words("differences.sentence", n=count, count=visit.words.number(count), old=old.number, new=new.number)


def places(visit: Visit) -> Pairs:
    """Every two releases."""
    return Pairs(visit.release)


PAGE = Page(path="/releases/", name="release", view=view, controls=controls, places=places, title=title)
