"""Search over everything: clusters, regions, indicators, sources, with look-alike letters folded."""

from dash import Dash, Input, Output, State

from layouts import html
from layouts.visit import Visit, choices
from loaders.parse import fold
from metrics import query

MOST = 200
"""Matches looked at before the order of kinds is applied."""

ORDER = ("cluster", "region", "alliance", "association", "city", "indicator", "country", "other")


def callbacks(app: Dash, visitor) -> None:
    """Answer the search field as the reader types."""
    @app.callback(Output("found", "children"), Input("search", "value"),
                  State("address", "pathname"), State("address", "search"), prevent_initial_call=True)
    def answer(text, path, search_text):
        return results(visitor(str(path or "/"), choices(search_text)), text)


def results(visit: Visit, text) -> html.Ul | html.P | None:
    """The list under the search field; None for less than two letters."""
    wanted = fold(str(text or "")[:80]).strip()
    if len(wanted) < 2:
        return None
    limit = visit.settings["limits"]["search_results"]
    found = sorted(query.find(visit.release, wanted, MOST), key=lambda match: _rank(visit, match))[:limit]
    run = [match.id for match in found if match.kind == "entity" and visit.register.entities[match.id].organiser]
    reported = {row["entity"] for row in query.observation_rows(visit.release, ("entity",), entities=run)}
    rows = [_result(visit, match.kind, match.id, reported) for match in found]
    every = html.Li(html.A(visit.words("search.statements", text=str(text)[:80]), href=visit.link("/figures", q=str(text)[:80])))
    return html.Ul([*rows, every], **{"aria-label": visit.words("search.results")})


def _rank(visit: Visit, match) -> int:
    """Clusters first, sources last; within a kind the best match stays first."""
    kind = visit.register.entities[match.id].kind if match.kind == "entity" else match.kind
    return ORDER.index(kind) if kind in ORDER else len(ORDER) - 1 if kind != "source" else len(ORDER)


def _result(visit: Visit, kind: str, found_id: str, reported: set[str]) -> html.Li:
    """One answer; an event or programme without figures of its own leads to who runs it."""
    words = visit.words
    name, address = {
        "entity": lambda: (words.entity(found_id), visit.entity_link(_page_of(visit, found_id, reported))),
        "indicator": lambda: (words.indicator(found_id), visit.link("/figures", indicator=found_id)),
        "source": lambda: (words.source(found_id), visit.link(f"/sources/{found_id}")),
    }[kind]()
    what = words(f"kind.{visit.register.entities[found_id].kind}") if kind == "entity" else words(f"kind.{kind}")
    return html.Li(html.A([name, html.Span(what, className="kind")], href=address))


def _page_of(visit: Visit, entity_id: str, reported: set[str]) -> str:
    organiser = visit.register.entities[entity_id].organiser
    return organiser if organiser and entity_id not in reported else entity_id
