"""The page that a figure is at home on: where a reader of its picture finds everything about it."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from layouts.visit import Visit

PAGES = {
    "series": "/trends", "ranking": "/compare", "founding": "/clusters", "map": "/map", "clusters": "/compare", "headlines": "/alliance",
    "directory": "/clusters", "pipeline": "/events", "members": "/alliance", "aid": "/alliance", "conflicts": "/alliance",
    "events": "/events",
}
"""The page of each figure that has one of its own; the choices of the first two kinds and of the map are those of their pages."""

CARRIED = ("series", "ranking", "map", "clusters")


def home(visit: Visit, name: str, choices: Mapping[str, str]) -> str:
    """The path and choices of the page (in the reader's language, of the pinned release if pinned)."""
    given = {choice: value for choice, value in choices.items() if value}
    first = given.get("id", "").split(",")[0]
    if first:
        return _link(visit, f"/figure/{quote(first, safe=':;=')}", {})
    if name in ("membership", "region"):
        return _link(visit, ("/cluster/" if name == "membership" else "/region/") + given["entity"].split(",")[0], {})
    if name == "clusters" and not given:
        return _link(visit, "/clusters", {})
    more = {"as": "map"} if name == "clusters" else {}
    return _link(visit, PAGES[name], {**given, **more} if name in CARRIED else {})


def _link(visit: Visit, path: str, choices: Mapping[str, str]) -> str:
    kept = {"lang": visit.words.language, "release": visit.given.get("release", "")}
    wanted = {**choices, **{key: value for key, value in kept.items() if value}}
    return f"{path}?{urlencode(wanted, safe=',:/')}"
