"""What a trial and a publication came to: the coming release's difference, what was refused, the release that holds it."""


from layouts import html, parts
from layouts.visit import Visit

MOST_LISTED = 20


def going_on(visit: Visit, step: str | None) -> html.P:
    """What is being done now."""
    turning = html.Span(className="turning", **{"aria-hidden": "true"})
    return html.P([turning, visit.words(f"imports.step.{step or 'begun'}")], className="going-on", role="status")


def tried(visit: Visit, result: dict) -> html.Section:
    """How the coming release differs from the newest, and whether it can be published here."""
    words, found = visit.words, result["difference"]
    counts = found["counts"]
    tiles = [_tile(words(f"imports.change.{kind}"), words.number(counts[kind])) for kind in ("new", "changed", "gone", "same")]
    whole = words("imports.whole", before=words.number(found["before"]), after=words.number(found["after"]))
    allowed = words("imports.publish.ready") if result["writable"] else words("imports.publish.folder")
    return parts.section(
        words("imports.tried"), html.Div(tiles, className="tiles"), html.P(whole), _totals(visit, found["totals"]),
        *_changes(visit, found), html.P(html.Code(found["account"]), className="scope"),
        html.Ul([html.Li(html.Code(notice)) for notice in found["notices"][:10]], className="plain"),
        html.P(allowed, className="scope" if result["writable"] else "refused"), id="import-tried")


def _tile(label: str, number: str) -> html.Div:
    return html.Div([html.P(label, className="tile-label"), html.P(number, className="tile-number")], className="tile")


def _totals(visit: Visit, totals: dict) -> html.Div:
    """Count and sum of each indicator, before and after."""
    words = visit.words
    columns = ("count_before", "count_after", "sum_before", "sum_after")
    head = [words("choice.indicator"), *(words(f"imports.totals.{name}") for name in columns)]
    rows = [[words.indicator(name), *(words.number(total[column]) for column in columns)] for name, total in sorted(totals.items())]
    return parts.table(head, rows, numeric=(1, 2, 3, 4), caption=words("imports.totals"))


def _changes(visit: Visit, found: dict) -> list:
    """The first statements of each kind of change."""
    words, made = visit.words, []
    changed = [f"{id_}: {_value(words, old)} → {_value(words, new)}" for id_, old, new in found["changed"]]
    for kind, lines in (("changed", changed), ("gone", found["gone"]), ("new", found["new"])):
        if lines:
            more = found["counts"][kind] - MOST_LISTED
            listed = [html.Li(html.Code(line)) for line in lines[:MOST_LISTED]]
            listed += [html.Li(words("imports.more", n=more, count=more))] if more > 0 else []
            title = html.Summary(words(f"imports.change.{kind}"))
            made.append(html.Details([title, html.Ul(listed, className="plain")], open=kind != "new"))
    return made


def _value(words, said: list) -> str:
    return "–" if said[0] is None else words.number(said[0])


def published(visit: Visit, result: dict, indicators: list[str]) -> html.Section:
    """The release that holds it, and where to see the figures."""
    words = visit.words
    links = [html.Li(html.A(words.indicator(one), href=visit.link("/figures", indicator=one))) for one in indicators[:MOST_LISTED]]
    said = words("imports.published.lead" if result["new"] else "imports.published.same", release=result["release"])
    where = html.P(html.Code(f"{result['recipe']} · {result['file']}"), className="scope")
    return parts.section(words("imports.published"), html.P(said), where, html.Ul(links, className="plain"), id="import-published")


def refused(visit: Visit, result: dict) -> html.Div:
    """Why nothing was published, with every problem."""
    words = visit.words
    listed = [f"{path}:{line}:{column}: {message}" for path, line, column, message in result.get("problems", [])[:40]]
    summary = html.P(html.Code(result["summary"])) if result.get("summary") else None
    lines = html.Ul([html.Li(html.Code(line)) for line in listed])
    return html.Div([html.P(words(f"imports.refused.{result.get('why', 'failed')}")), lines, summary], className="refused",
                    id="import-refused", role="alert")
