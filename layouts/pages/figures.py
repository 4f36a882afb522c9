"""Every statement in a grid, to search, to narrow and to group; each leads to its card."""

import dash_ag_grid as dag
import dash_mantine_components as dmc

from layouts import html, parts
from layouts.figures import catalogue
from layouts.pages import Page
from layouts.visit import Visit

COLUMNS = (
    ("statement", 95), ("entity", 210), ("indicator", 260), ("value_text", 190), ("period", 150), ("theme", 150),
    ("counts", 170), ("qualifier", 105), ("status", 110), ("source", 210), ("said_by", 210), ("locator", 220),
    ("basis", 190), ("flags", 150), ("shown", 90),
)


def view(visit: Visit):
    """The grid, or its groups."""
    words, found, by = visit.words, catalogue.data(visit), _group(visit)
    sentence = parts.sentence(words("figures.sentence", n=found.total, count=words.number(found.total)), words("figures.lead"))
    if by != "none" and found.whole:
        return sentence, [_filters(visit), _groups(visit, found.rows, by)]
    return sentence, [_filters(visit), _first(visit, found, by), _grid(visit, found.records)]


def _first(visit: Visit, found: catalogue.Catalogue, by: str) -> html.P | None:
    """That the grid holds the first of very many, and how to come to the others; too many are not grouped."""
    if found.whole:
        return None
    key = "figures.first" if by == "none" else "figures.first.ungrouped"
    told = visit.words(key, shown=visit.words.number(len(found.rows)), count=visit.words.number(found.total))
    every = html.A(visit.words("take.csv"), href=visit.link("/download/atlas.csv"), download="")
    return html.P([told, " ", every], className="refused", role="status")


def controls(visit: Visit):
    """Search among the statements; a filter of the address can be taken off."""
    return [parts.controls(
        dmc.TextInput(id={"choice": "q"}, value=visit.text("q"), debounce=400, size="sm", placeholder=visit.words("figures.search"),
                      attributes={"input": {"aria-label": visit.words("figures.search"), "type": "search"}}, className="picker wide"),
        visit.words("figures.group"),
        parts.picker(visit, "group", [("none", visit.words("figures.group.none")),
                                      *((by, visit.words(f"figures.group.{by}")) for by in catalogue.GROUPS)],
                     _group(visit), searchable=False),
        html.Button(visit.words("figures.download"), id="download-grid", n_clicks=0, className="action"),
    )]


def _group(visit: Visit) -> str:
    return visit.choice("group", ("none", *catalogue.GROUPS), "none")


def _names(visit: Visit) -> dict:
    """How the value of each filter is named."""
    words = visit.words
    return {"entity": words.entity, "indicator": words.indicator, "source": words.source,
            "theme": lambda theme: words.code("themes", theme),
            "doubts": lambda _: words("figures.doubts_only"), "basis": lambda basis: words(f"basis.{basis}"),
            "flag": lambda flag: words(f"flag.{flag}")}


def _groups(visit: Visit, rows, by: str):
    """The statements grouped: each group with its size, its doubts and its newest period, and the way into it."""
    words, kept = visit.words, {name: visit.given[name] for name in (*catalogue.NARROWED, "q") if visit.given.get(name)}
    made = [[html.A(_names(visit)[by](group.code), href=visit.link("/figures", **{**kept, by: group.code})), group.count, group.doubted,
             words.period(group.newest) if group.newest else words("value.undated")] for group in catalogue.groups(rows, by)]
    head = [words(f"figures.group.{by}"), words("column.statements"), words("column.flagged"), words("column.newest")]
    return parts.table(head, made, numeric=(1, 2), caption=words(f"figures.group.{by}"))


def _filters(visit: Visit):
    """What the grid is narrowed to, each with a way out."""
    named = _names(visit)
    given = {name: visit.given[name] for name in named if visit.given.get(name)}
    links = [html.A([named[name](value), html.Span(" ×", **{"aria-hidden": "true"})], className="chip",
                    href=visit.link("/figures", **{k: v for k, v in given.items() if k != name}, q=visit.text("q")),
                    **{"aria-label": visit.words("figures.without", name=named[name](value))}) for name, value in given.items()]
    return html.P([visit.words("figures.only"), " ", *links], className="chips") if links else None


def _grid(visit: Visit, rows: list[dict]):
    return html.Div(dag.AgGrid(
        id={"grid": "statements"}, rowData=[_row(visit, row) for row in rows], columnDefs=_columns(visit),
        defaultColDef={"sortable": True, "filter": True, "resizable": True, "floatingFilter": False},
        dashGridOptions={"animateRows": False, "rowHeight": 36, "pagination": True, "paginationPageSize": 50,
                         "localeText": _grid_words(visit), "suppressCellFocus": False, "enableCellTextSelection": True},
        columnSize=None, className="ag-theme-quartz", style={"height": f"{min(640, 130 + 36 * len(rows))}px"},
    ), className="grid", role="region", **{"aria-label": visit.words("figures.grid")})


def _columns(visit: Visit) -> list[dict]:
    made = []
    for name, width in COLUMNS:
        column = {"field": name, "headerName": visit.words(f"column.{name}"), "width": width, "tooltipField": name}
        if name == "value_text":
            column |= {"comparator": {"function": "atlasByValue"}, "cellStyle": {"textAlign": "right"}, "type": "rightAligned"}
        if name == "statement":
            column |= {"cellRenderer": "StatementLink", "pinned": "left"}
        made.append(column)
    return made


def _row(visit: Visit, row: dict) -> dict:
    words = visit.words
    dated = row["period_kind"] == "date"
    return {
        "statement": row["statement"], "link": visit.card(row["statement"]),
        "entity": words.entity(row["entity"]), "indicator": words.indicator(row["indicator"])
        + (f" ({words.breakdown(row['breakdown'])})" if row["breakdown"] else ""),
        "value_text": words("value.dated") if dated else words.said(row), "value": None if row["value"] != row["value"] else row["value"],
        "period": words.period(row["period"], row["sense"]), "theme": words.code("themes", row["theme"]),
        "counts": words.code("counts", row["counts"]), "qualifier": words(f"qualifier.{row['qualifier']}"),
        "status": words(f"status.{row['status']}"),
        "source": words.source(row["source"]), "said_by": words.text(row["said_by"]), "locator": words.text(row["locator"]),
        "basis": words(f"basis.{row['basis']}"), "flags": "; ".join(words(f"flag.{flag}") for flag in row["flags"]),
        "shown": words("yes" if row["shown"] else "no"),
    }


def _grid_words(visit: Visit) -> dict[str, str]:
    """The grid's own words in the reader's language."""
    names = ("page", "to", "of", "next", "last", "first", "previous", "loadingOoo", "noRowsToShow", "filterOoo", "equals", "notEqual",
             "contains", "notContains", "startsWith", "endsWith", "blank", "notBlank", "andCondition", "orCondition",
             "pageSizeSelectorLabel",
             "firstPage", "previousPage", "nextPage", "lastPage", "searchOoo", "ariaFilterInput", "ariaFilterMenuOpen")
    return {name: visit.words(f"grid.{name}") for name in names if visit.words.has(f"grid.{name}")}


PAGE = Page(path="/figures", name="figures", view=view, controls=controls, order=7, wide=True, uses=("dash_ag_grid",))
