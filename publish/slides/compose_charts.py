"""Charts: the figures of the pages, and a few that only a deck has, each as one Graphic."""

from dataclasses import replace

from layouts.chart import Chart, Line
from layouts.figures import clusters, directory, ranking, series
from layouts.figures.points import point
from metrics import query
from publish.drawing.blocks import Graphic
from publish.slides.compose_tiles import within
from publish.slides.making import ROOMY, Made, Making, Nothing

MOST_BARS = 14
"""Bars that one slide has room for."""

_ONE_MEASURE = ("bar", "column", "stacked", "before_after", "ranking", "line")


def timed(making: Making, asked) -> list[Made] | Nothing:
    """Lines over time: one per definition and entity."""
    return _series(making, asked, making.ids(asked.entities), asked.indicators)


def membership(making: Making, asked) -> list[Made] | Nothing:
    """Membership over time, each way of counting a line of its own."""
    entities = making.ids(asked.entities)
    rows = query.observations(making.visit.release, entities=entities, concepts=["membership"])
    return _series(making, asked, entities, sorted(set(rows["indicator"])))


def _series(making: Making, asked, entities, indicators) -> list[Made] | Nothing:
    found = series.data(making.visit, entities, indicators, asked.measure, since=making.one(asked.since))
    shown = replace(found, rows=within(making, found.rows, asked, stock=True), apart=within(making, found.apart, asked, stock=True)) \
        if len(found.rows) else found
    if shown.rows["statement"].nunique() < 2:
        return Nothing(making.words("deck.why.no_line"))
    chart = series.draw(making.visit, shown)
    longer = tuple(shown.apart["statement"])
    counted = [chart.title, *chart.notes] + ([p.label for p in chart.points] if asked.measure != "level" else [])
    return [_made(chart, asked.form or "line", tuple(p.statement for p in chart.points) + longer, tuple(counted))]


def _made(
    chart: Chart, form: str, statements: tuple[str, ...], counted: tuple[str, ...] = (), whole: int = 0, remarks: tuple[str, ...] = (),
) -> Made:
    graphic = Graphic(form, chart, chart.alt, whole)
    return Made((graphic,), tuple(filter(None, statements)), chart.title, chart.subtitle, (*chart.notes, *remarks), (*counted, chart.alt))


def ranked(making: Making, asked) -> list[Made] | Nothing:
    """A like-for-like ranking of an indicator; what counts something else is named under it."""
    entities = making.ids(asked.entities)
    wide = entities if len(entities) > 1 else [entity.id for entity in clusters.listed(making.visit)]
    accent = entities[0] if entities else making.subject
    return _ranking(making, asked, asked.indicators[0], list(dict.fromkeys([*entities, *wide])), accent)


def peers(making: Making, asked) -> list[Made] | Nothing:
    """An entity among those that count their members as it does."""
    entity = making.ids(asked.entities)[0]
    reported = set(query.observations(making.visit.release, entities=[entity], concepts=["membership"])["indicator"])
    best: tuple[int, Made] | None = None
    for indicator in (name for name in directory.MEMBERSHIP if name in reported):
        listed = list(dict.fromkeys([entity, *(e.id for e in clusters.listed(making.visit))]))
        made = _ranking(making, asked, indicator, listed, accent=entity)
        if isinstance(made, list) and entity in {making.rows[one]["entity"] for one in _bars(making, made[0])}:
            best = max(best or (0, made[0]), (len(_bars(making, made[0])), made[0]), key=lambda pair: pair[0])
    return [best[1]] if best and best[0] > 1 else Nothing(making.words("deck.why.no_peers"))


def _bars(making: Making, made: Made) -> list[str]:
    ids = [p.statement for p in made.blocks[0].chart.points]  # type: ignore[union-attr]
    making.learn(ids)
    return ids


def _ranking(making: Making, asked, indicator: str, entities, accent: str) -> list[Made] | Nothing:
    found = ranking.data(making.visit, indicator, entities)
    if len(found.ranked) < 2:
        return Nothing(making.words("deck.why.not_ranked", what=making.words.indicator(indicator)))
    chart = ranking.draw(making.visit, found, indicator, accent)
    most = min(asked.most or ROOMY, making.room(MOST_BARS))
    more = len(chart.points) - most
    remarks = [making.words("deck.apart", what=f"{name}: {', '.join(f'{p.name} {p.label}' for p in points)}", why=reason)
               for name, reason, points in ranking.apart_groups(making.visit, found)]
    apart = tuple(row["statement"] for row, _ in found.apart)
    if more > 0:
        remarks.insert(0, making.words("deck.more", n=more, count=more))
        chart = _cut(chart, most)
    counted = (chart.title, *chart.notes, *remarks)
    return [_made(chart, asked.form or "ranking", tuple(found.ranked["statement"]) + apart, counted, remarks=tuple(remarks))]


def _cut(chart: Chart, most: int) -> Chart:
    """The first bars of a ranking, and the accented one wherever it stands."""
    line = chart.lines[0]
    kept = line.points[:most]
    own = [p for p in line.points[most:] if p.accent]
    return replace(chart, lines=(replace(line, points=(*kept[: most - len(own)], *own)),))


def founding(making: Making, asked) -> list[Made]:
    """How many clusters were founded in each year."""
    listed = directory.data(making.visit)
    chart = directory.founding(making.visit, listed)
    counted = (chart.title, *chart.notes)
    return [_made(chart, asked.form or "column", tuple(one.founded["statement"] for one in listed if one.founded), counted)]


def statements(making: Making, asked) -> list[Made] | Nothing:
    """The observations of the statements named, in one form; unlike units never share an axis."""
    words = making.words
    lacking = making.missing([*asked.statements, *filter(None, [asked.whole])])
    if lacking:
        return Nothing(words("deck.why.statements", ids=", ".join(lacking)))
    rows = making.shown(asked.statements)
    whole = making.shown([asked.whole])[0] if asked.whole else None
    if any(row["value"] != row["value"] for row in rows):
        return Nothing(words("deck.why.no_value", ids=", ".join(row["statement"] for row in rows if row["value"] != row["value"])))
    why = _unlike(making, asked.form, rows, whole)
    return Nothing(why) if why else [_of_rows(making, asked.form, rows, whole)]


def _unlike(making: Making, form: str, rows: list[dict], whole: dict | None) -> str:
    """Why the rows cannot share one picture; empty where they can."""
    words = making.words
    if form in _ONE_MEASURE and len({row["unit"] for row in rows}) > 1:
        return words("reason.unit_differs")
    if form in ("before_after", "line") and len({(row["entity"], row["indicator"], row["breakdown"]) for row in rows}) > 1:
        return words("deck.why.definition")
    if form == "units" and (len(rows) != 1 or whole is None or whole["qualifier"] != "exact" or rows[0]["value"] > whole["value"]):
        return words("deck.why.no_part")
    linked = {frozenset(relation.between) for relation in making.visit.register.relations if relation.kind == "part_of"}
    if form in ("units", "doughnut") and whole and any(frozenset((row["statement"], whole["statement"])) not in linked for row in rows):
        return words("deck.why.no_part")
    return ""


def _of_rows(making: Making, form: str, rows: list[dict], whole: dict | None) -> Made:
    words, names = making.words, _names(making, rows)
    points = tuple(point(making.visit, row, name) for row, name in zip(rows, names, strict=True))
    unit = rows[0]["unit"]
    title = "; ".join(f"{p.name}: {words.said(row)}" for p, row in zip(points, rows, strict=True))
    if whole is not None and len(rows) == 1:
        title = words("deck.part", part=points[0].label, whole=words.hedged(whole["value"]), what=words.indicator(rows[0]["indicator"]))
    scope = ", ".join(dict.fromkeys([*(words.entity(row["entity"]) for row in rows), *(p.period for p in points)]))
    chart = Chart(title=title, subtitle=scope, lines=(Line(_same(making, rows), "", points, unit),), alt=title, unit=unit,
                  ticks=series.ticks(making.visit, rows), sources=tuple(row["source"] for row in rows))
    ids = tuple(row["statement"] for row in [*rows, *filter(None, [whole])])
    return _made(chart, form, ids, whole=int(whole["value"]) if whole is not None else 0)


def _same(making: Making, rows: list[dict]) -> str:
    return making.words.indicator(rows[0]["indicator"]) if len({row["indicator"] for row in rows}) == 1 else ""


def _names(making: Making, rows: list[dict]) -> list[str]:
    """What tells the rows apart: the breakdown, the entity, the period, or what is counted."""
    words = making.words
    told = (
        [words.breakdown(row["breakdown"]) for row in rows], [words.entity(row["entity"]) for row in rows],
        [words.period(row["period"], row["sense"]) for row in rows], [words.indicator(row["indicator"]) for row in rows],
    )
    apart = next((names for names in told if all(names) and len(set(names)) == len(rows)), None)
    return apart or [", ".join(filter(None, (words.indicator(row["indicator"]), words.breakdown(row["breakdown"])))) for row in rows]


FIGURES = {"statements": statements, "series": timed, "membership": membership, "ranking": ranked, "peers": peers, "founding": founding}
