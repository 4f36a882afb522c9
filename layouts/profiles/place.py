"""Where something is: the region among the 27, filled, with the clusters of it as dots."""


from layouts import html, parts, take, theme
from layouts.figures import oblasts, profile
from layouts.visit import Visit

SILENT = ("no_information", "unknown")


def region_of(visit: Visit, entity) -> str:
    """The Ukrainian region that an entity lies in by home; empty for what lies elsewhere."""
    here = entity
    while here is not None and here.kind != "region":
        here = visit.register.entities.get(here.within) if here.within else None
    return here.id if here is not None and here.within == "ukraine" else ""


def locator(visit: Visit, region: str, only: str = ""):
    """The map of Ukraine with one region filled; a dot for each of its clusters, or for one of them."""
    inside = [visit.register.entities[only]] if only else [
        visit.register.entities[e] for e in profile.within(visit, region, ("cluster",))]
    dots = [{"entity": e.id, "value": None, "hover": visit.words.entity(e.id), "link": visit.entity_link(e.id),
             "hollow": e.status in SILENT} for e in inside if oblasts.located(visit, e.id)]
    drawn = oblasts.draw(visit, {}, dots)
    for trace in drawn["data"]:
        if trace.get("meta", {}).get("link") == visit.link(f"/region/{region}"):
            trace["fillcolor"] = theme.AMOUNTS[2]
    alt = visit.words("region.locator", name=visit.words.entity(region), n=len(dots), count=len(dots))
    graph = parts.map_graph(drawn, alt, "place")
    return graph if only else html.Div([graph, take.row(visit, "region", entity=region)])
