"""What was said of an observation: every statement with its source, the place in it and the speaker, and why one is shown."""


from layouts import html, marks, parts
from layouts.figures.card import Card
from layouts.visit import Visit

HEDGES = ("at_least", "about", "up_to", "range")
AHEAD = ("F", "planned", "E")


def sentence(card: Card) -> html.Header:
    """Whose figure it is and how much; of what and when; and how that is to be read."""
    visit, row = card.visit, card.row
    counts = visit.words("opened.counts", what=visit.words.code("counts", row["counts"]))
    lead = html.P([visit.words.indicator(row["indicator"]) + _when(visit, row), html.Span(f" · {counts}", className="counts")],
                  className="lead")
    return html.Header([html.H1(title(visit, row), tabIndex="-1"), lead, _reading(card)], className="sentence card-sentence")


def title(visit: Visit, row: dict) -> str:
    """The sentence of a figure: whose it is, and the value with its hedge."""
    return f"{visit.words.entity(row['entity'])}: {visit.words.told(row)}"


def _when(visit: Visit, row: dict) -> str:
    """The part of the whole, and the period; the period of a dated fact stands in the sentence already."""
    period = "" if row["period_kind"] == "date" else visit.words.period(row["period"], row["sense"])
    found = [text for text in (visit.words.breakdown(row["breakdown"]), period) if text]
    return "".join(f", {text}" for text in found)


def _reading(card: Card) -> html.Ul | None:
    """What the hedge, the status and a conflict mean, each with its mark: nobody is to take a floor for a number."""
    row, words = card.row, card.visit.words
    kinds = [row["qualifier"]] if row["qualifier"] in HEDGES else []
    kinds += ["forecast"] if row["status"] in AHEAD else []
    kinds += ["missing"] if row["value"] != row["value"] and row["period_kind"] != "date" else []
    kinds += ["conflict"] if row["rivals"] else []
    lines = [html.Li([marks.mark(kind), html.Span([html.Strong(_named(words, kind, row)), " – ", words(f"card.reads.{kind}")])])
             for kind in kinds]
    return html.Ul(lines, className="reads") if lines else None


def _named(words, kind: str, row: dict) -> str:
    """The mark by its word; a forecast, plan or estimate by its own."""
    return words(f"status.{row['status']}") if kind == "forecast" else words(f"mark.{kind}")


def facts(card: Card) -> html.Dl:
    """What is counted, over what kind of period, and by which definition."""
    visit, row = card.visit, card.row
    words, record = visit.words, visit.register.indicators[row["indicator"]]
    rows = [
        (words("column.counts"), words.code("counts", row["counts"])),
        (words("card.kind"), words(f"period_kind.{row['period_kind']}")),
        (words("column.period"), words.period(row["period"], row["sense"])),
        (words("card.part"), words.breakdown(row["breakdown"])),
        (words("card.definition"), words.definition(row["indicator"])),
        (words("card.standard"), record.standard or ""),
    ]
    return _list(rows, "facts card-facts")


def _list(rows, kind: str) -> html.Dl:
    return html.Dl([html.Div([html.Dt(term), html.Dd(told)]) for term, told in rows if told], className=kind)


def statements(card: Card) -> html.Section:
    """All statements of the observation, the shown one first."""
    words, said = card.visit.words, card.opened.said
    key = "opened.said.one" if len(said) == 1 else "opened.said.several"
    made = [_statement(card, row) for row in said]
    return html.Section([html.H2(words(key, n=len(said), count=len(said))), html.Div(made, className="said-cards")])


def _statement(card: Card, row: dict) -> html.Article:
    visit = card.visit
    kind = "said-card" + (" shown" if row["shown"] else "") + (" here" if row["statement"] == card.asked["statement"] else "")
    head = html.P([html.Strong(visit.words.told(row)), " ", html.Span(row["statement"], className="id"),
                   html.Span(visit.words("opened.is_shown"), className="badge") if row["shown"] and len(card.opened.said) > 1 else None])
    return html.Article([head, _list(_origin(visit, row), "facts"), _list(_aside(visit, row), "facts minor")], className=kind)


def _origin(visit: Visit, row: dict) -> list[tuple]:
    """Where it is from: the source, its address, the place in it, who speaks."""
    words = visit.words
    source = visit.register.sources[row["source"]]
    edition = next((e for e in source.editions if e.id == row["edition"]), None)
    title = (edition.title if edition and edition.title else "") or words.source(row["source"])
    published = words.text(source.published_note) or (
        words.period(source.published) if source.published != "unknown" else words("value.unknown"))
    address = edition.address if edition and edition.address != "unknown" else source.address
    return [
        (words("column.source"), [html.A(title, href=visit.link(f"/sources/{row['source']}")), f" · {words.producer(row['source'])}"]),
        (words("column.published"), published),
        (words("source.confirmed"), words.day(source.confirmed) if source.confirmed else ""),
        (words("source.address"), parts.outside(visit, address)),
        (words("column.locator"), words.text(row["locator"]) or words("value.not_recorded")),
        (words("column.said_by"), words.text(row["said_by"]) or words("value.not_recorded")),
    ]


def _aside(visit: Visit, row: dict) -> list[tuple]:
    """How it came about, and what is remarkable about it."""
    words, sample = visit.words, row["sample_size"]
    printed = row.get("printed") or {}
    doubts = "; ".join(words(f"flag.{flag}") for flag in row["flags"])
    return [
        (words("column.flags"), html.Span(doubts, className="flagged") if doubts else ""),
        (words("column.basis"), words(f"basis.{row['basis']}")),
        (words("column.edition"), words(f"edition.{row['edition']}") if row["edition"] else ""),
        (words("column.sample"), words.number(sample) if sample and sample == sample else ""),
        (words("column.note"), words.text(row["note"])),
        (words("opened.printed"), "; ".join(f"{words(f'field.{k}')}: {v}" for k, v in printed.items())),
        (words("card.file"), words("opened.file", file=row["file"], line=row["line"])),
    ]


def decided(card: Card) -> html.Div | None:
    """Why the shown statement is shown: a resolution by somebody, or the step of the default rule."""
    if len(card.opened.said) == 1:
        return None
    words, resolution = card.visit.words, card.opened.resolution
    if resolution:
        by = words(f"decided.{resolution.decided_by}") if words.has(f"decided.{resolution.decided_by}") else resolution.decided_by
        text = words("opened.resolved", id=resolution.show, by=by, day=words.day(resolution.decided))
        return html.Div([html.H3(words("opened.why")), html.P(text), html.P(words.text(resolution.reason))], className="why")
    open_ = [html.P([marks.mark("conflict"), " ", words("opened.open_conflict")])] if card.row["rivals"] else []
    return html.Div([html.H3(words("opened.why")), html.P(words(f"why_shown.{card.row['why_shown']}")), *open_], className="why")
