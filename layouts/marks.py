"""How a hedge, a status, a conflict and a missing value look everywhere: one set of marks.

Never colour alone: each mark is a shape or a texture with a word beside it.
"""

from layouts import html
from layouts.visit import Visit

LEGEND = ("exact", "at_least", "about", "up_to", "range", "forecast", "conflict", "older", "missing", "not_reported")


def mark(kind: str) -> html.Span:
    """The small picture of one mark, drawn by the style sheet; its word stands beside it."""
    return html.Span(className=f"mark mark-{kind}", **{"aria-hidden": "true"})


def legend(visit: Visit) -> html.Details:
    """How to read the marks: one legend, always one click away."""
    rows = [
        html.Div([html.Dt([mark(kind), visit.words(f"mark.{kind}")]), html.Dd(visit.words(f"mark.{kind}.means"))])
        for kind in LEGEND
    ]
    return html.Details([html.Summary(visit.words("marks.title")), html.Dl(rows, className="legend")], className="marks")


def conflict(visit: Visit, row) -> html.A | None:
    """The small double mark where sources differ; it opens both statements."""
    if not row["rivals"]:
        return None
    text = visit.words("mark.conflict.n", n=row["rivals"] + 1, count=row["rivals"] + 1)
    return html.A(
        html.Span("‖", **{"aria-hidden": "true"}), href=visit.card(row["statement"]),
        className="conflict", title=text, **{"aria-label": text},
    )


def value(visit: Visit, row, unit: bool = True) -> html.Span:
    """A value as the source said it, with its marks; the text opens the statement."""
    said = visit.words.said(row) if unit else visit.words.hedged(
        row["value"], row["value_high"], row["qualifier"], row["status"])
    link = html.A(said, href=visit.card(row["statement"]), className="said")
    return html.Span([link, conflict(visit, row)], className=f"value status-{row['status']}")
