"""One statement opened: what was said, by whom, where; what else was said of it; what was decided, and what is doubted."""

from urllib.parse import quote

from dash import html

from layouts import marks, parts, tray
from layouts.figures import catalogue
from layouts.visit import Visit


def sentence(visit: Visit, found: catalogue.Opened) -> html.Header:
    """Whose figure it is, how much, and of what and when."""
    return parts.sentence(f"{visit.words.entity(found.row['entity'])}: {_value(visit, found.row)}", _scope(visit, found.row))


def panel(visit: Visit, found: catalogue.Opened) -> html.Section:
    """Everything said of the observation of one statement, and why one is shown."""
    close = html.A(visit.words("opened.close"), href=visit.link("/figures", **_kept(visit)), className="action close")
    body = [_said(visit, found), _decided(visit, found), _corrected(visit, found), _related(visit, found), _actions(visit, found.row)]
    definition = html.P(visit.words.definition(found.row["indicator"]))
    return html.Section([html.Div([definition, close], className="opened-head"), *body], className="opened",
                        **{"aria-label": visit.words("opened.said.one")})


def unknown(visit: Visit, statement: str):
    """No statement of this id is in the release."""
    return parts.empty(visit.words("opened.unknown", id=statement), visit.words("opened.unknown.why"))


def _kept(visit: Visit) -> dict[str, str]:
    return {name: visit.given[name] for name in (*catalogue.NARROWED, "q") if visit.given.get(name)}


def _value(visit: Visit, row: dict) -> str:
    words = visit.words
    return words.period(row["period"], row["sense"]) if row["period_kind"] == "date" else words.said(row)


def _scope(visit: Visit, row: dict) -> str:
    words = visit.words
    parts_ = [words.indicator(row["indicator"]), words.breakdown(row["breakdown"]), words.period(row["period"], row["sense"]),
              words("opened.counts", what=words.code("counts", row["counts"])), words(f"period_kind.{row['period_kind']}")]
    return " · ".join(part for part in parts_ if part)


def _said(visit: Visit, found: catalogue.Opened):
    """All statements of the observation side by side, the shown one first."""
    words = visit.words
    key = "opened.said.one" if len(found.said) == 1 else "opened.said.several"
    cards = [_statement(visit, row, row["statement"] == found.row["statement"]) for row in found.said]
    return html.Div([html.H2(words(key, n=len(found.said), count=len(found.said))), html.Div(cards, className="said-cards")])


def _statement(visit: Visit, row: dict, here: bool) -> html.Article:
    words = visit.words
    source = visit.register.sources[row["source"]]
    rows = [
        (words("column.source"), [html.A(words.source(row["source"]), href=visit.link(f"/sources/{row['source']}")),
                                  f" · {words.producer(row['source'])}"]),
        (words("column.published"), words.text(source.published_note) or (
            words.period(source.published) if source.published != "unknown" else words("value.unknown"))),
        (words("source.confirmed"), words.day(source.confirmed) if source.confirmed else ""),
        (words("column.locator"), words.text(row["locator"]) or words("value.not_recorded")),
        (words("column.said_by"), words.text(row["said_by"]) or words("value.not_recorded")),
        (words("column.basis"), words(f"basis.{row['basis']}")),
        (words("column.edition"), words(f"edition.{row['edition']}") if row["edition"] else ""),
        (words("column.sample"), words.number(row["sample_size"])
         if row["sample_size"] == row["sample_size"] and row["sample_size"] else ""),
        (words("column.flags"), "; ".join(words(f"flag.{flag}") for flag in row["flags"])),
        (words("column.note"), words.text(row["note"])),
        (words("opened.printed"), "; ".join(f"{words(f'field.{k}')}: {v}" for k, v in catalogue.printed(row).items())),
    ]
    kind = "said-card" + (" shown" if row["shown"] else "") + (" here" if here else "")
    head = html.P([html.Strong(_value(visit, row)), " ", html.Span(row["statement"], className="id"),
                   html.Span(words("opened.is_shown"), className="badge") if row["shown"] else None])
    return html.Article([head, html.Dl([html.Div([html.Dt(t), html.Dd(v)]) for t, v in rows if v], className="facts")], className=kind)


def _decided(visit: Visit, found: catalogue.Opened):
    """Why the shown statement is shown: a resolution by somebody, or the step of the default rule."""
    if len(found.said) == 1:
        return None
    words, resolution = visit.words, found.resolution
    if resolution:
        text = words("opened.resolved", id=resolution.show, by=words(f"decided.{resolution.decided_by}") if words.has(
            f"decided.{resolution.decided_by}") else resolution.decided_by, day=words.day(resolution.decided))
        return html.Div([html.H2(words("opened.why")), html.P(text), html.P(words.text(resolution.reason))], className="why")
    shown = next(row for row in found.said if row["shown"])
    open_ = [html.P([marks.mark("conflict"), " ", words("opened.open_conflict")])] if shown["rivals"] else []
    return html.Div([html.H2(words("opened.why")), html.P(words(f"why_shown.{shown['why_shown']}")), *open_], className="why")


def _corrected(visit: Visit, found: catalogue.Opened):
    if not found.corrections:
        return None
    words = visit.words
    rows = [html.Li(words("opened.correction", field=words(f"field.{c.field}"), printed=c.expect, reading=c.reading,
                          action=words(f"correction.{c.action}"), why=words.text(c.why),
                          state=words(f"correction.state.{c.state.replace(' ', '_')}")))
            for c in found.corrections]
    return html.Div([html.H2(words("opened.corrections")), html.Ul(rows)])


def _related(visit: Visit, found: catalogue.Opened):
    if not found.relations:
        return None
    words, ids = visit.words, {row["statement"] for row in found.said}
    rows = []
    for relation in found.relations:
        other = next((s for s in relation.between if s not in ids), relation.between[1])
        link = html.A(other, href=visit.link("/figures", open=other))
        rows.append(html.Li([words(f"relation.{relation.kind}"), " ", link, ": ", words.text(relation.note)]))
    return html.Div([html.H2(words("opened.relations")), html.Ul(rows)])


def _actions(visit: Visit, row: dict) -> html.Div:
    words = visit.words
    subject = words("doubt.subject", id=row["statement"], release=visit.release.number)
    body = words("doubt.body", id=row["statement"], value=_value(visit, row), entity=words.entity(row["entity"]),
                 indicator=words.indicator(row["indicator"]), release=visit.release.short)
    address = visit.settings["brand"]["doubts_address"]
    return html.Div([
        html.A(words("action.doubt"), className="action", href=f"mailto:{address}?subject={quote(subject)}&body={quote(body)}")
        if address else None,
        html.A(words("action.same_entity"), href=visit.link("/figures", entity=row["entity"]), className="action"),
        html.A(words("action.same_indicator"), href=visit.link("/figures", indicator=row["indicator"]), className="action"),
        tray.collect(visit, "statement", id=row["statement"]),
        html.Span(words("opened.file", file=row["file"], line=row["line"]), className="file"),
    ], className="actions")
