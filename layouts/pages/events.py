"""Events and education: what was held, who came, how far it reached; unlike units never share an axis."""


from layouts import html, parts, take, tray
from layouts.figures import education, newest, timeline
from layouts.pages import Page
from layouts.visit import Visit


def view(visit: Visit):
    """The sentence of the year in education, then reach, pipeline, attendance and the calendar."""
    words = visit.words
    held = newest.one(visit, "kharkiv-it-cluster", "educational_events_held")
    came = newest.one(visit, "kharkiv-it-cluster", "educational_event_participants")
    sentence = words("events.sentence", events=words.said(held), people=words.said(came), period=words.period(came["period"])) \
        if held is not None and came is not None else words("events.plain")
    return parts.sentence(sentence, words("events.lead")), [
        _pipeline(visit), _bars(visit, "events.held", education.HELD), _bars(visit, "events.attendance", education.ATTENDANCE),
        _bars(visit, "events.reach", education.REACH), _calendar(visit),
    ]


def _pipeline(visit: Visit):
    """The education work of Kharkiv as stages: each its own number and unit, none drawn against another."""
    words = visit.words
    steps = [
        html.Li([html.Span(words(f"stage.{stage}"), className="stage"),
                 html.Div([parts.tile(visit, row, words.indicator(row["indicator"])) for row in rows], className="tiles")])
        for stage, rows in education.pipeline(visit)
    ]
    actions = take.row(visit, "pipeline")
    return parts.section(words("events.pipeline"), html.Ol(steps, className="pipeline"), actions, lead=words("events.pipeline.lead"))


def _bars(visit: Visit, key: str, indicators: tuple[str, ...]):
    """One panel of bars per indicator: its own axis, its own unit."""
    panels = []
    for indicator, chart in education.panels(visit, indicators):
        panels.append(html.Div([
            html.H3(visit.words.indicator(indicator)), html.P(chart.subtitle, className="scope"),
            parts.bars(visit, chart.points, named=visit.words.indicator(indicator)), parts.source_line(visit, chart.sources),
            take.row(visit, "bars", id=[point.statement for point in chart.points[:tray.MOST]]),
        ], className="panel"))
    return parts.section(visit.words(key), html.Div(panels, className="panels"), lead=visit.words(f"{key}.lead"))


def _calendar(visit: Visit):
    words = visit.words
    rows = [
        html.Li([html.Span(words.period(e.period), className="when"), html.Div([
            html.Strong(words.entity(e.id)), html.Span(timeline.scope(visit, e), className="scope")])])
        for e in timeline.events(visit)
    ]
    return parts.section(words("events.calendar"), html.Ol(rows, className="calendar"), lead=words("events.calendar.lead"))


PAGE = Page(path="/events", name="events", view=view, order=5)
