"""The figures of a profile: by theme, each with its newest value, small history and comparable rank; and the doubts."""


from layouts import html, marks, parts, tray
from layouts.figures import profile
from layouts.visit import Visit

SPARK_HEIGHT_PX = 28
MOST_BARS = 14
OWN_WORDS = ("percent", "rank", "currency")


def themes(visit: Visit, shown: profile.Profile, entity: str):
    """One block per theme; an entity of which no figure is known says so."""
    groups = profile.by_theme(visit, shown.newest)
    if not groups:
        return parts.empty(visit.words("profile.no_figures"), visit.words("profile.no_figures.why"))
    ranks = profile.ranks(visit, shown.newest, entity)
    return html.Div([_theme(visit, shown, theme, rows, ranks) for theme, rows in groups], className="topics")


def _theme(visit: Visit, shown: profile.Profile, theme: str, rows: list[dict], ranks: dict):
    made = [_figure(visit, shown, row, ranks.get(row["indicator"])) for row in rows]
    return parts.section(visit.words.code("themes", theme), html.Div(made, className="figures"), className="topic")


def _figure(visit: Visit, shown: profile.Profile, row: dict, ranked) -> html.Div:
    words = visit.words
    place = words.entity(row["entity"]) if row["entity"] != visit.place else ""
    scope = " · ".join(part for part in (place, words.period(row["period"], row["sense"]), words.producer(row["source"])) if part)
    return html.Div([
        tray.collect(visit, "statement", words.indicator(row["indicator"]), id=row["statement"]),
        html.P(html.A(words.indicator(row["indicator"]), href=visit.link("/compare", indicator=row["indicator"], entities=row["entity"])
                      if row["entity_kind"] == "cluster" else visit.link("/figures", indicator=row["indicator"])), className="tile-label"),
        html.P([html.A(words.said(row), href=visit.card(row["statement"]), className="said"), marks.conflict(visit, row)],
               className="tile-number"),
        _history(visit, profile.history(shown, row)),
        html.P(words("profile.rank", rank=ranked[0], range=ranked[1], n=ranked[2], count=ranked[2]),
               className="tile-scope") if ranked else None,
        html.P(scope, className="tile-scope"),
    ], className="figure-small")


def _history(visit: Visit, rows: list[dict]) -> html.A | None:
    """Earlier values of the same definition as small bars, oldest first; opens them all."""
    valued = [row for row in rows if row["value"] == row["value"] and row["value"] >= 0]
    if len(valued) < 2:
        return None
    top = max(row["value"] for row in valued) or 1
    said = [_said(visit, row) for row in valued[-MOST_BARS:]]
    bars = [
        html.Span(className="spark-bar" + (" ahead" if row["status"] in ("F", "planned") else "")
                  + (" open" if row["qualifier"] == "at_least" else ""),
                  style={"height": f"{max(2, SPARK_HEIGHT_PX * row['value'] / top):.0f}px"}, title=told)
        for row, told in zip(valued[-MOST_BARS:], said, strict=True)
    ]
    told = visit.words("profile.history") + ": " + "; ".join(said)
    return html.A(bars, className="spark", href=visit.link("/figures", indicator=valued[-1]["indicator"], entity=valued[-1]["entity"]),
                  **{"aria-label": told})


def _said(visit: Visit, row: dict) -> str:
    return f"{visit.words.period(row['period'], row['sense'])}: {visit.words.said(row)}"


def doubts(visit: Visit, shown: profile.Profile):
    """Flags and conflicts about the figures of this entity, each with its note."""
    if not shown.doubts:
        return None
    return parts.section(visit.words("profile.doubts"), html.Ul([doubt(visit, row) for row in shown.doubts[:30]], className="doubts"))


def doubt(visit: Visit, row: dict) -> html.Li:
    """One doubt: the figure, the flags and conflict in words, the note."""
    words = visit.words
    what = [words(f"flag.{flag}") for flag in row["flags"]]
    if row["rivals"]:
        what.append(words("mark.conflict.n", n=row["rivals"] + 1, count=row["rivals"] + 1))
    said = words.said(row) if row["period_kind"] != "date" else words.period(row["period"], row["sense"])
    return html.Li([
        html.A(f"{words.indicator(row['indicator'])}: {said}", href=visit.card(row["statement"])),
        html.Span(" · " + "; ".join(what), className="flagged"), html.Span(words.text(row["note"]), className="scope"),
    ])
