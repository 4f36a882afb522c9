"""Tables: what is better read in rows than drawn, each row with the statement it rests on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from layouts.figures import alliance, directory, education, profile
from metrics import compare, query
from publish.drawing.blocks import Table
from publish.slides import changes
from publish.slides.compose_notes import doubted
from publish.slides.compose_tiles import within
from publish.slides.making import Made, Making, Nothing
from publish.slides.references import contradictions, decided
from publish.slides.rooms import pages

Cells = tuple[str, ...]


def paged(
    making: Making, head: Sequence[str], rows: Sequence[tuple[Cells, str]], asked, numeric: tuple[int, ...] = (), **more,
) -> list[Made] | Nothing:
    """Rows of (cells, statement) as slides of one table each; beyond `most` the rest is counted."""
    if not rows:
        return Nothing(making.words("deck.why.none"))
    most = min(asked.most or len(rows), making.room(len(rows)))
    kept, left = list(rows[:most]), len(rows) - most
    records = more.pop("records", ())
    told = (making.words("deck.more", n=left, count=left),) if left else ()
    counted = (*more.pop("counted", ()), *told)
    remarks = (*told, *more.pop("remarks", ()))
    made, at = [], 0
    for count in [len(kept)] if making.roomy else pages(head, [cells for cells, _ in kept]):
        page, at = kept[at:at + count], at + count
        own = tuple(records[at - count:at]) if len(records) >= len(kept) else tuple(records)
        table = Table(tuple(head), tuple(cells for cells, _ in page), numeric, tuple(statement for _, statement in page))
        ids = tuple(one for _, statement in page for one in statement.split(", ") if one)
        made.append(Made((table,), ids, remarks=remarks, counted=counted, records=own, **more))
    return made


def _head(making: Making, *names: str) -> list[str]:
    return [making.words(f"column.{name}") for name in names]


def _said(making: Making, row: dict) -> str:
    """A value with hedge and unit, or the date of a dated fact; marked where something contradicts it."""
    words = making.words
    text = words.period(row["period"], row["sense"]) if row["period_kind"] == "date" else words.said(row)
    return text + (" ‖" if contradictions(making, row) else "")


def _what(making: Making, row: dict) -> str:
    part = making.words.breakdown(row["breakdown"])
    return making.words.indicator(row["indicator"]) + (f" ({part})" if part else "")


def statements(making: Making, asked) -> list[Made] | Nothing:
    """The observations of the statements named, a row each."""
    rows = making.shown(asked.statements)
    return _of_rows(making, rows, asked) if rows else Nothing(making.words("deck.why.statements", ids=", ".join(asked.statements)))


def _of_rows(making: Making, rows: Sequence[dict], asked, **more) -> list[Made] | Nothing:
    words = making.words
    cells = [((words.entity(row["entity"]), _what(making, row), _said(making, row), making.when(row)), row["statement"]) for row in rows]
    marked = (words("deck.mark"),) if any("‖" in line[2] for line, _ in cells) else ()
    return paged(making, _head(making, "entity", "indicator", "value", "period"), cells, asked, (2,), remarks=marked, **more)


def aid(making: Making, asked) -> list[Made] | Nothing:
    """Money and goods that members gave, each in its own unit; never added up."""
    rows = making.shown(row["statement"] for row in alliance.aid(making.visit))
    lead = making.words("alliance.aid.lead")
    return _each(_of_rows(making, rows, asked, title=making.words("alliance.aid")), lambda made: {"remarks": (*made.remarks, lead)})


def _each(made: list[Made] | Nothing, more: Callable[[Made], dict]) -> list[Made] | Nothing:
    """The same slides with something more on each."""
    return made if isinstance(made, Nothing) else [replace(one, **more(one)) for one in made]


def entities(making: Making, asked) -> list[Made] | Nothing:
    """What the register tells of some entities: name, what it is, when, in what state."""
    words = making.words
    ids = [one for one in making.ids(asked.entities) if one in making.visit.register.entities]
    found = [making.visit.register.entities[one] for one in ids]
    rows = [((words.entity(e.id), words.text(e.about), words.period(e.period) if e.period else "", making.state(e)), "") for e in found]
    head = [words("fact.name"), words("deck.column.about"), words("column.period"), words("column.state")]
    return paged(making, head, rows, asked, records=ids)


def members(making: Making, asked) -> list[Made] | Nothing:
    """The members that the alliance's report names; it prints no full list."""
    words, found = making.words, alliance.members(making.visit)
    rows = [((words.entity(e.id), words(f"kind.{e.kind}"), words.text(e.sector),
              words.entity(e.within) if e.within and e.within != "ukraine" else words("alliance.place_unknown")), "") for e in found]
    lead = words("alliance.members.lead")
    made = paged(making, _head(making, "entity", "kind", "sector", "place"), rows, asked, records=[e.id for e in found], remarks=(lead,),
                 title=words("alliance.members", n=len(found), count=len(found)))
    return _each(made, lambda one: {"statements": ("B002",), "counted": (*one.counted, lead, one.title)})


def card(making: Making, asked) -> list[Made] | Nothing:
    """Who an entity is: place, state, founding, head, legal form, sector, sole proprietors."""
    words, entity = making.words, making.visit.register.entities[making.ids(asked.entities)[0]]
    known = query.observations(making.visit.release, entities=[entity.id], indicators=["founded", "population"])
    dated = making.shown([*known[known["indicator"] == "founded"]["statement"], *compare.newest(known).rows["statement"]])
    lines = [
        (words("deck.column.about"), words.text(entity.about), ""),
        (words("column.home"), words.entity(entity.within) if entity.within else "", ""),
        *((_what(making, row), _said(making, row), row["statement"]) for row in dated),
        (words("fact.status"), making.state(entity), ""),
        (words("fact.relocated"), words.entity(entity.relocated_to) if entity.relocated_to else "", ""),
        (words("fact.head"), f"{words.text(entity.head.name)}, {words.text(entity.head.role)}" if entity.head else "", ""),
        (words("fact.legal_form"), words.text(entity.legal_form), ""), (words("fact.sector"), words.text(entity.sector), ""),
        (words("fact.sole_proprietors"), words(f"sole.{entity.sole_proprietors}") if entity.sole_proprietors else "", ""),
        (words("deck.column.iso"), entity.iso or "", ""),
    ]
    rows = [((name, text), statement) for name, text, statement in lines if text]
    made = paged(making, [words("fact.name"), words.entity(entity.id)], rows, asked)
    return _each(made, lambda _: {"records": (entity.id,)})


def listed(making: Making, asked) -> list[Made] | Nothing:
    """The IT clusters side by side: home, founding, state, members as each counts them."""
    words, wanted = making.words, set(making.ids(asked.entities))
    found, rows = directory.data(making.visit), []
    making.learn(row["statement"] for one in found for row in (one.founded, one.members) if row)
    for one in found:
        if wanted and one.entity.id not in wanted:
            continue
        known = making.shown(row["statement"] for row in (one.founded, one.members) if row)
        of = {row["indicator"] == "founded": row for row in known}
        told = f"{_said(making, of[False])}, {making.when(of[False])}" if False in of else words("value.not_stated")
        rows.append(((words.entity(one.entity.id), words.entity(one.entity.within) if one.entity.within else "",
                      words.period(of[True]["period"]) if True in of else words("value.not_stated"),
                      making.state(one.entity), told),
                     ", ".join(row["statement"] for row in known)))
    return paged(making, _head(making, "cluster", "home", "founded", "state", "members"), rows, asked, title=words("page.clusters"))


def located(making: Making, asked) -> list[Made] | Nothing:
    """Clusters of a place by home, and those that moved in."""
    words, place = making.words, making.ids(asked.entities)[0]
    home = [making.visit.register.entities[e] for e in profile.within(making.visit, place, ("cluster", "association"))]
    moved = profile.hosted(making.visit, place)
    rows = [((words.entity(e.id), words.text(e.sector), words.entity(e.within) if e.within else "",
              words("region.moved_in", name=words.entity(e.within)) if e in moved
              else words("region.moved_out", name=words.entity(e.relocated_to)) if e.relocated_to
              else making.state(e)), "") for e in [*home, *moved]]
    if not rows:
        return Nothing(words("region.no_clusters"))
    return paged(making, _head(making, "cluster", "sector", "home", "state"), rows, asked, records=[e.id for e in [*home, *moved]])


def side_by_side(making: Making, asked) -> list[Made] | Nothing:
    """What at least two of some entities report under one definition: a row per figure, a column per entity."""
    ids = making.ids(asked.entities)[:5]
    rows = query.observations(making.visit.release, entities=ids)
    newest = compare.newest(rows[~rows["period_kind"].isin(["date", "rank"]) & ~rows["status"].isin(["F", "planned"])]).rows
    order = list(making.visit.register.codes["themes"])
    groups = [(name, group.to_dict("records")) for name, group in newest.groupby("indicator") if group["entity"].nunique() > 1]
    cells = []
    for name, group in sorted(groups, key=lambda item: (order.index(item[1][0]["theme"]), item[0])):
        by = {row["entity"]: row for row in making.shown(row["statement"] for row in group)}
        told = tuple(f"{_said(making, by[one])}, {making.when(by[one])}" if one in by else making.words("mark.not_reported") for one in ids)
        cells.append(((making.words.indicator(name), *told), ", ".join(row["statement"] for row in by.values())))
    head = [making.words("column.indicator"), *(making.words.entity(one) for one in ids)]
    return paged(making, head, cells, asked) if cells else Nothing(making.words("deck.why.nothing_shared"))


def pipeline(making: Making, asked) -> list[Made] | Nothing:
    """The stages of work in education, each with its own units."""
    words = making.words
    rows = [((words(f"stage.{stage}"), _what(making, row), _said(making, row)), row["statement"])
            for stage, found in education.pipeline(making.visit) for row in making.shown(one["statement"] for one in found)]
    return paged(making, [words("deck.stage"), words("column.indicator"), words("column.value")], rows, asked, (2,),
                 remarks=(words("events.pipeline.lead"),), title=words("events.pipeline"))


def conflicts(making: Making, asked) -> list[Made] | Nothing:
    """Pairs of statements of the alliance's report that contradict each other, may be one, or only look alike."""
    words, rows = making.words, []
    related = alliance.conflicts(making.visit)
    making.learn(one for relation in related for one in relation.between)
    for relation in related:
        both = making.shown(relation.between)
        said = [f"{words.indicator(row['indicator'])}: {_bare(making, row)}" for row in both]
        if len(both) == 2:
            cells = (words(f"relation.{relation.kind}.title"), *said, words.text(relation.note))
            rows.append((cells, ", ".join(row["statement"] for row in both)))
    counted = tuple(cells[3] for cells, _ in rows)
    head = [*(words(f"deck.column.{name}") for name in ("relation", "first", "second")), words("column.note")]
    return paged(making, head, rows, asked, counted=counted, title=words("alliance.conflicts"))


def _bare(making: Making, row: dict) -> str:
    return making.words.period(row["period"], row["sense"]) if row["period_kind"] == "date" else making.words.said(row)


def doubts(making: Making, asked) -> list[Made] | Nothing:
    """Doubts about the figures of an entity: flags, open and settled conflicts."""
    words = making.words
    asked_for = making.ids(asked.entities)
    rows = within(making, query.observations(making.visit.release, entities=asked_for), asked)
    cells = []
    for row in making.shown(rows["statement"]):
        told = [words(f"flag.{flag}") for flag in row["flags"] if doubted(row)]
        if row["rivals"] or contradictions(making, row):
            told.append(words("conflict.resolved" if decided(making, row) else "conflict.open"))
        if told:
            what = f"{words.entity(row['entity'])}: {_what(making, row)}" if len(asked_for) > 1 else _what(making, row)
            cells.append(((what, _bare(making, row), "; ".join(told), words.text(row["note"])), row["statement"]))
    counted = tuple(line[3] for line, _ in cells if line[3])
    return paged(making, _head(making, "indicator", "value", "flags", "note"), cells, asked, counted=counted)


def year_before(making: Making, asked) -> list[Made] | Nothing:
    """Figures beside those of another year: the values where they are comparable, and why not where they are not."""
    words, year = making.words, making.one(asked.period)
    rows = []
    for change in changes.beside_year(making, asked.statements, year):
        before = f"{words.said(change.before)}, {words.period(change.before['period'])}" if change.before else words("mark.not_reported")
        now = f"{words.said(change.now)}, {words.period(change.now['period'])}"
        ids = ", ".join(row["statement"] for row in (change.before, change.now) if row)
        rows.append(((_what(making, change.now), before, now, changes.verdict(words, change)), ids))
    head = [words("column.indicator"), year, making.asked.get("year", words("period.newest")), words("deck.column.relation")]
    title = words("deck.change.title.year", deck=words.entity(making.subject), before=year, now=head[2])
    return paged(making, head, rows, asked, (1, 2), title=title)


FIGURES = {"statements": statements, "entities": entities, "card": card, "directory": listed, "side_by_side": side_by_side,
           "pipeline": pipeline, "aid": aid, "members": members, "conflicts": conflicts, "doubts": doubts, "located": located,
            "year_before": year_before}
