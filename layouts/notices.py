"""The calm notices of a view that is pinned to a release: what in it has since changed, and the way to the newest figures."""


from layouts import html
from layouts.figures import changed
from layouts.figures.changed import AMOUNT, Changed
from layouts.visit import Visit

MOST_TOLD = 6

NAMED = {"sense": "period", "flags": "flags", "sample_size": "sample", "value_high": "value"}
"""Columns that share the word of another."""


def pinned(visit: Visit) -> html.Div | None:
    """Of a view of an older release: what it tells that is told otherwise today; nothing of a view of the newest."""
    newest = changed.newer(visit)
    if newest is None:
        return None
    words = visit.words
    found, count = changed.since(visit, visit.told, MOST_TOLD)
    there = html.A(words("pinned.newest", number=newest.number), href=living(visit))
    told = words("pinned.reading", number=visit.release.number, name=visit.release.short, made=words.day(visit.release.day))
    if not found:
        return html.Div(html.P([told, " ", words("pinned.same"), " ", there]), className="pinned", role="note")
    lines = [line(visit, one) for one in found]
    more = [html.Li(words("list.more", n=count - len(found), count=count - len(found)))] if count > len(found) else []
    since = html.A(words("pinned.differences"), href=visit.living(f"/releases/{visit.release.number}...{newest.number}"))
    return html.Div([html.P([html.Strong(words("pinned.changed", n=count, count=count)), " ", told]), html.Ul([*lines, *more]),
                     html.P([there, " · ", since])], className="pinned changed", role="note")


def living(visit: Visit) -> str:
    """The address of this view that follows the newest figures."""
    return visit.living(visit.path, **{name: value for name, value in visit.given.items() if name not in ("lang", "release")})


def line(visit: Visit, one: Changed) -> html.Li:
    """One change: the figure, what it said, and what it became in which release."""
    named = f"{visit.words.entity(one.old['entity'])}, {visit.words.indicator(one.old['indicator'])}"
    return html.Li([html.A(named, href=visit.with_choices(release="").card(one.statement)), ": ", *became(visit, one)])


def became(visit: Visit, one: Changed) -> list:
    """Old value and new values, each with its release; or in words what else is new."""
    words, first = visit.words, told(visit, one.old)
    if one.kind == "changed" and set(one.fields) & {*AMOUNT, "period"} or one.kind == "gone":
        parts, before = [html.S(first)], first
        for number, row in one.steps:
            now = told(visit, row) if row else words("pinned.gone")
            parts += [" → ", html.Strong(now), html.Span(words("pinned.since", number=number), className="when")] if now != before else []
            before = now
        return parts
    since = html.Span(words("pinned.since", number=one.steps[-1][0]), className="when") if one.steps else ""
    if one.kind == "changed":
        return [first, " – ", words("pinned.fields", fields=", ".join(dict.fromkeys(field(visit, name) for name in one.fields))), since]
    return [first, " – ", words(f"pinned.{one.kind}"), since]


def told(visit: Visit, row: dict) -> str:
    """A value with its hedge; a dated fact by its date; the period where it may be what changed."""
    words = visit.words
    when = words.period(row["period"], row["sense"])
    return words.told(row) if row["period_kind"] == "date" else f"{words.told(row)}, {when}"


def field(visit: Visit, name: str) -> str:
    """A column by its word."""
    return visit.words(f"column.{NAMED.get(name, name)}").lower()
