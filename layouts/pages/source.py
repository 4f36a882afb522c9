"""One source: its editions, address, licence, what it states, and the doubts about it."""


from layouts import html, parts
from layouts.figures import provenance
from layouts.pages import Page
from layouts.profiles import figures_by_theme
from layouts.visit import Visit


def view(visit: Visit):
    """What the source is, and all its statements."""
    words = visit.words
    source = visit.register.sources[visit.place]
    found = provenance.stated(visit, source.id)
    lead = " · ".join([words.text(source.producer), words(f"source.kind.{source.kind}"),
                       words.period(source.published) if source.published != "unknown" else words("source.undated")])
    return parts.sentence(words.source(source.id), lead), [_card(visit, source), _statements(visit, found), _doubts(visit, found)]


def _card(visit: Visit, source) -> html.Dl:
    words = visit.words
    others = [text for code, text in source.title.items() if text != words.source(source.id)]
    rows = [
        (words("source.other_titles"), "; ".join(others)),
        (words("column.published"), words.text(source.published_note) or (
            words.period(source.published) if source.published != "unknown" else words("value.unknown"))),
        (words("source.confirmed"), words.day(source.confirmed) if source.confirmed else ""),
        (words("source.address"), parts.outside(visit, source.address)),
        (words("column.licence"), source.licence if source.licence != "unknown" else words("value.unknown")),
        (words("source.editions"), html.Ul([
            html.Li([words(f"edition.{e.id}"), f" · {e.title} · " if e.title else " · ", parts.outside(visit, e.address)])
                                            for e in source.editions]) if source.editions else ""),
        (words("column.note"), words.text(source.note)),
    ]
    return html.Dl([html.Div([html.Dt(t), html.Dd(v)]) for t, v in rows if v], className="facts")


def _statements(visit: Visit, found: provenance.Stated):
    words = visit.words
    rows = [[html.A(row["statement"], href=visit.card(row["statement"])), words.entity(row["entity"]),
             words.indicator(row["indicator"]), words("value.dated") if row["period_kind"] == "date" else words.said(row),
             words.period(row["period"], row["sense"]), words.text(row["locator"])] for row in found.rows]
    head = [words(f"column.{name}") for name in ("statement", "entity", "indicator", "value", "period", "locator")]
    title = words("source.states", n=found.total, count=words.number(found.total))
    told = words("figures.first", shown=words.number(len(rows)), count=words.number(found.total))
    every = html.A(words("page.figures"), href=visit.link("/figures", source=visit.place))
    more = html.P([told, " ", every], className="refused") if len(rows) < found.total else None
    return parts.section(title, more, parts.table(head, rows, numeric=(3,), caption=title))


def _doubts(visit: Visit, found: provenance.Stated):
    rows = [figures_by_theme.doubt(visit, row) for row in found.flagged]
    return parts.section(visit.words("profile.doubts"), html.Ul(rows, className="doubts")) if rows else None


def places(visit: Visit):
    """The sources of the release."""
    return visit.register.sources


PAGE = Page(path="/sources/", name="source", view=view, places=places)
