"""Who an entity is: the sentence at the top, the card of facts, the sources at the end."""


from layouts import html, parts
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
    return visit.words("fact.since", when=visit.words.since(row["period"]))


def card(visit: Visit, entity, shown: profile.Profile) -> html.Dl:
    """What is known of an entity, as terms and values; unknown things are left out or said to be unknown."""
    rows = [*_state(visit, entity), *_body(visit, entity), *_dates(visit, shown), *_names(visit, entity)]
    return html.Dl([html.Div([html.Dt(term), html.Dd(value)]) for term, value in rows if value], className="facts")


def _state(visit: Visit, entity) -> list[tuple]:
    words = visit.words
    state = words(f"status.entity.{entity.status}") if entity.status else ""
    target = words.entity(entity.relocated_to) if entity.relocated_to else ""
    head = entity.head
    return [
        (words("fact.status"), _lines(state, words.text(entity.status_note))),
        (words("fact.relocated"), _lines(target, words.text(entity.relocated_note))),
        (words("fact.head"), _lines(words.text(head.name), words.text(head.role)) if head else ""),
    ]


def _body(visit: Visit, entity) -> list[tuple]:
    words = visit.words
    policy = words(f"sole.{entity.sole_proprietors}") if entity.sole_proprietors else ""
    member_of = [html.Span(html.A(words.entity(m), href=visit.entity_link(m)), className="item") for m in entity.member_of]
    return [
        (words("fact.legal_form"), words.text(entity.legal_form)), (words("fact.sector"), words.text(entity.sector)),
        (words("fact.sole_proprietors"), _lines(policy, words.text(entity.sole_proprietors_note))),
        (words("fact.member_of"), html.Span(member_of) if member_of else ""),
    ]


def _dates(visit: Visit, shown: profile.Profile) -> list[tuple]:
    words = visit.words
    return [
        (words.indicator(row["indicator"]),
         html.A(words.period(row["period"], row["sense"]), href=visit.card(row["statement"])))
        for row in shown.facts
    ]


def _names(visit: Visit, entity) -> list[tuple]:
    words = visit.words
    rendered = words.language in entity.rendering
    others = [alias for alias in entity.aliases if alias not in entity.name.values()]
    return [
        (words("fact.name"), words("fact.rendering") if rendered else ""), (words("fact.aliases"), "; ".join(others)),
        (words("fact.partners"), "; ".join(entity.partners)), (words("fact.note"), words.text(entity.note)),
    ]


def _lines(first: str, second: str):
    return [first, html.Span(second, className="scope")] if second and first else first or second


def sources(visit: Visit, ids: tuple[str, ...]):
    """The sources that say anything here."""
    if not ids:
        return None
    rows = [html.Li([html.A(visit.words.source(i), href=visit.link(f"/sources/{i}")), f" · {visit.words.producer(i)}"])
            for i in ids if i in visit.register.sources]
    return parts.section(visit.words("facts.sources"), html.Ul(rows, className="plain"))
