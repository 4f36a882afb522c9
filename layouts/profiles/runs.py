"""What an organisation runs: communities, projects, events; and what it works on."""


from layouts import html, parts, take
from layouts.figures import profile, timeline
from layouts.visit import Visit


def communities(visit: Visit, entity):
    """The communities of a cluster, the planned ones marked."""
    found = profile.run_by(visit, entity.id, ("community",))
    return _list(visit, "cluster.communities", found)


def projects(visit: Visit, entity):
    """Programmes, platforms, studies and other work of an organisation."""
    return _list(visit, "cluster.projects", profile.run_by(visit, entity.id))


def _list(visit: Visit, key: str, found: list):
    if not found:
        return None
    rows = [html.Li([html.Strong(visit.words.entity(e.id)), html.Span(_scope(visit, e), className="scope")]) for e in found]
    return parts.section(visit.words(key), html.Ul(rows, className="plain"))


def _scope(visit: Visit, entity) -> str:
    state = visit.words(f"status.entity.{entity.status}") if entity.status not in (None, "running", "active") else ""
    when = visit.words.period(entity.period) if entity.period and entity.status in ("planned", "held", "published") else ""
    return " · ".join(part for part in (visit.words.text(entity.about), state, when) if part)


def focus(visit: Visit, entity):
    """What an organisation works on."""
    if not entity.focus:
        return None
    return parts.section(visit.words("cluster.focus"), html.Ul([html.Li(visit.words.text(f)) for f in entity.focus], className="plain"))


def calendar(visit: Visit, events: list):
    """Events with their dates, newest first."""
    if not events:
        return None
    rows = [html.Li([html.Span(visit.words.period(e.period), className="when"), html.Div([
        html.Strong(visit.words.entity(e.id)), html.Span(timeline.scope(visit, e), className="scope")])]) for e in events]
    collect = take.row(visit, "events", entity=events[0].organiser)
    return parts.section(visit.words("cluster.events"), html.Ol(rows, className="calendar"), collect)
