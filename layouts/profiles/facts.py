"""Who an entity is: the sentence at the top, the card of facts, the sources at the end."""

from dash import html

from layouts import parts
from layouts.figures import profile
from layouts.visit import Visit


def sentence(visit: Visit, entity, shown: profile.Profile, more: str = ""):
    """The name, the other name, and one line of who it is and where."""
    words = visit.words
    other = next((name for code, name in sorted(entity.name.items()) if name != words.entity(entity.id) and code != words.language), "")
    lead = [other, _place(visit, entity), _founded(visit, shown), words(f"status.entity.{entity.status}") if entity.status else "", more]
    about = words.text(entity.about)
    return html.Header([
        html.H1(words.entity(entity.id), tabIndex="-1"), html.P(" · ".join(part for part in lead if part), className="lead"),
        html.P(about, className="about") if about else None,
    ], className="sentence")


def _place(visit: Visit, entity) -> str:
    names, here = [], entity.within
    while here and here in visit.register.entities and len(names) < 2:
        place = visit.register.entities[here]
        names.append(visit.words.entity(here) + (f" ({place.iso})" if place.kind == "region" and place.iso else ""))
        here = place.within
    return ", ".join(names)


def _founded(visit: Visit, shown: profile.Profile) -> str:
    """The founding year as said; the statement that is shown where sources differ."""
    dates = [row for row in shown.facts if row["indicator"] == "founded"]
    if not dates:
        return ""
    row = min(dates, key=lambda r: (r["basis"] == "hearsay", r["period"]))
    return visit.words("fact.since", when=visit.words.period(row["period"]))


def card(visit: Visit, entity, shown: profile.Profile) -> html.Dl:
    """What is known of an entity, as terms and values; unknown things are left out or said to be unknown."""
    words = visit.words
    rows: list[tuple[str, object]] = []
    if entity.status:
        rows.append((words("fact.status"), _lines(words(f"status.entity.{entity.status}"), words.text(entity.status_note))))
    if entity.relocated_to or entity.relocated_note:
        target = words.entity(entity.relocated_to) if entity.relocated_to else ""
        rows.append((words("fact.relocated"), _lines(target, words.text(entity.relocated_note))))
    if entity.head:
        rows.append((words("fact.head"), _lines(words.text(entity.head.name), words.text(entity.head.role))))
    if entity.legal_form:
        rows.append((words("fact.legal_form"), words.text(entity.legal_form)))
    if entity.sector:
        rows.append((words("fact.sector"), words.text(entity.sector)))
    if entity.sole_proprietors:
        policy = words(f"sole.{entity.sole_proprietors}")
        rows.append((words("fact.sole_proprietors"), _lines(policy, words.text(entity.sole_proprietors_note))))
    if entity.member_of:
        links = [html.Span(html.A(words.entity(m), href=visit.entity_link(m)), className="item") for m in entity.member_of]
        rows.append((words("fact.member_of"), html.Span(links)))
    rows += [(words.indicator(row["indicator"]),
              html.A(words.period(row["period"], row["sense"]), href=visit.link("/figures", open=row["statement"])))
             for row in shown.facts]
    if entity.rendering and words.language in entity.rendering:
        rows.append((words("fact.name"), words("fact.rendering")))
    others = [alias for alias in entity.aliases if alias not in entity.name.values()]
    if others:
        rows.append((words("fact.aliases"), "; ".join(others)))
    if entity.partners:
        rows.append((words("fact.partners"), "; ".join(entity.partners)))
    if entity.note:
        rows.append((words("fact.note"), words.text(entity.note)))
    return html.Dl([html.Div([html.Dt(term), html.Dd(value)]) for term, value in rows], className="facts")


def _lines(first: str, second: str):
    return [first, html.Span(second, className="scope")] if second and first else first or second


def sources(visit: Visit, ids: tuple[str, ...]):
    """The sources that say anything here."""
    if not ids:
        return None
    rows = [html.Li([html.A(visit.words.source(i), href=visit.link(f"/sources/{i}")), f" · {visit.words.producer(i)}"])
            for i in ids if i in visit.register.sources]
    return parts.section(visit.words("facts.sources"), html.Ul(rows, className="plain"))
