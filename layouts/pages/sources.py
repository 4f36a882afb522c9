"""Sources and doubts: who said what, where sources differ, what is flagged or corrected, who reports what."""


from layouts import html, parts
from layouts.figures import provenance
from layouts.pages import Page
from layouts.profiles import figures_by_theme
from layouts.visit import Visit

THEMES = ("members", "events", "education", "talent", "communications", "advocacy", "fundraising_aid", "organisation")
FLAGS_LISTED = 12
TAKEN = {"xlsx": "/download/atlas.xlsx", "csv": "/download/atlas.csv", "zip": "/bundle.zip"}
"""Everything as a file, by its form."""


def view(visit: Visit):
    """How many sources, statements, conflicts and doubts there are; then each."""
    found = provenance.data(visit)
    words = visit.words
    sources, conflicts = len(visit.register.sources), len(found.conflicts)
    sentence = words("sources.sentence", statements=words.number(visit.release.statements), sources=sources, conflicts=conflicts)
    return parts.sentence(sentence, words("sources.lead")), [
        _bring(visit), _take(visit), _conflicts(visit, found), _sources(visit, found), _corrections(visit), _flags(visit, found),
        _completeness(visit),
    ]


def _bring(visit: Visit):
    """The way for editors to bring a file, where the server takes any."""
    desk = visit.settings.get("desk")
    return html.P(html.A(visit.words("page.imports"), href=visit.link("/imports"), className="action")) if desk and desk.offered else None


def _take(visit: Visit):
    """Everything as a file: for a spreadsheet, for a program, for every tool that knows a standard; and whose the figures are."""
    words = visit.words
    links = {form: html.A(words(f"take.{form}"), href=visit.link(address), download="") for form, address in TAKEN.items()}
    links["api"] = html.A(words("shell.api"), href=visit.link("/api"))
    rows = [html.Div([html.Dt(link), html.Dd(words(f"sources.take.{form}"))]) for form, link in links.items()]
    return parts.section(words("sources.take"), html.Dl(rows, className="facts"), html.P(words("sources.take.licence"), className="scope"),
                         lead=words("sources.take.lead"), id="take")


def _conflicts(visit: Visit, found: provenance.Provenance):
    words, resolved = visit.words, provenance.resolved(visit)
    rows = []
    for row in found.conflicts.sort_values(["entity", "indicator"]).to_dict("records"):
        state = words("conflict.resolved" if row["statement"] in resolved else "conflict.open")
        rows.append([words.entity(row["entity"]), words.indicator(row["indicator"]), words.period(row["period"], row["sense"]),
                     html.A([words.said(row) if row["period_kind"] != "date" else words.period(row["period"]), " ‖"],
                            href=visit.card(row["statement"])), row["rivals"] + 1, state])
    head = [words(f"column.{name}") for name in ("entity", "indicator", "period", "shown_value", "statements", "state")]
    title = words("sources.conflicts", n=len(rows), count=len(rows))
    return parts.section(title, parts.table(head, rows, caption=title),
                         lead=words("sources.conflicts.lead"), id="conflicts")


def _sources(visit: Visit, found: provenance.Provenance):
    words, counts = visit.words, found.counts
    ordered = sorted(visit.register.sources.values(), key=lambda s: (-counts.get(s.id, (0, 0))[0], words.source(s.id)))
    rows = [[html.A(words.source(s.id), href=visit.link(f"/sources/{s.id}")), words.text(s.producer),
             words.period(s.published) if s.published != "unknown" else words("value.unknown"), words(f"source.kind.{s.kind}"),
             s.licence if s.licence != "unknown" else words("value.unknown"), *counts.get(s.id, (0, 0))] for s in ordered]
    head = [words(f"column.{name}") for name in ("source", "producer", "published", "kind", "licence", "statements", "flagged")]
    return parts.section(words("sources.all"), parts.table(head, rows, numeric=(5, 6), caption=words("sources.all")), id="all")


def _corrections(visit: Visit):
    words = visit.words
    rows = [html.Li([html.A(c.statement, href=visit.card(c.statement)), ": ", words(
        "opened.correction", field=words(f"field.{c.field}"), printed=c.expect, reading=c.reading, action=words(f"correction.{c.action}"),
        why=words.text(c.why), state=words(f"correction.state.{c.state.replace(' ', '_')}"))]) for c in visit.register.corrections]
    return parts.section(words("sources.corrections"), html.Ul(rows, className="doubts"),
                         lead=words("sources.corrections.lead"), id="corrections")


def _flags(visit: Visit, found: provenance.Provenance):
    """Doubts by kind, each with its first statements and a way to all."""
    words = visit.words
    kinds: dict[str, list] = {}
    for row in found.flagged.to_dict("records"):
        for flag in row["flags"]:
            kinds.setdefault(flag, []).append(row)
    ordered = sorted(kinds, key=lambda flag: -found.by_flag[flag])
    made = [html.Details([
        html.Summary(f"{words(f'flag.{flag}')} · {words.number(found.by_flag[flag])}"),
        html.Ul([figures_by_theme.doubt(visit, row) for row in kinds[flag][:FLAGS_LISTED]], className="doubts"),
        html.P(html.A(words("sources.flag.all", n=found.by_flag[flag], count=words.number(found.by_flag[flag])),
                      href=visit.link("/figures", flag=flag))),
    ]) for flag in ordered]
    return parts.section(words("sources.flags"), *made, html.P(html.A(words("sources.flags.all"), href=visit.link("/figures", doubts="1"))),
                         lead=words("sources.flags.lead"), id="flags")


def _completeness(visit: Visit):
    """Which cluster reports what: the newest year and the number of figures, empty where nothing."""
    words = visit.words
    rows = [[html.A(words.entity(entity), href=visit.entity_link(entity)), *(_cell(visit, cells[theme]) for theme in THEMES)]
            for entity, cells in provenance.completeness(visit, THEMES).items()]
    head = [words("column.entity"), *(words.code("themes", theme) for theme in THEMES)]
    return parts.section(words("sources.completeness"), parts.table(head, rows, caption=words("sources.completeness"), stacked=False),
                         lead=words("sources.completeness.lead"), id="completeness")


def _cell(visit: Visit, cell: dict):
    if not cell["count"]:
        return html.Span("–", className="none", title=visit.words("mark.not_reported"))
    year = (cell["newest"] or "")[:4] or visit.words("value.undated")
    return html.Span([html.Strong(str(cell["count"])), html.Span(f" {year}", className="scope")])


PAGE = Page(path="/sources", name="sources", view=view, order=8)
