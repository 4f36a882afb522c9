"""The floor of callbacks: a bare route of a server of the same kind that sends the same bytes, and before that, where it is asked
cold, reads what the callback reads, through metrics/query, and does nothing with it.

What a callback reads is heard while its page is drawn here, with the registers of the release known, as they are to a server
that has answered before.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from starlette.middleware.gzip import GZipMiddleware

import app
from layouts import pages, site
from layouts.visitor import Visitor
from loaders import beside, store
from metrics import paging, query

PROJECT = Path(__file__).resolve().parents[2]
READING = {query: ("observations", "observation_rows", "latest", "latest_rows", "statements", "statement_rows", "newest", "release",
                   "releases", "states", "find", "differences"),
           paging: ("page", "count", "nearest")}
"""The doors of metrics/query that ask the database each time."""

Reads = list[Callable[[], object]]


def heard(work: Callable[[], object]) -> Reads:
    """What some work reads, each to be read again."""
    made: Reads = []

    def listening(function: Callable) -> Callable:
        def read(*given, **named):
            made.append(lambda: function(*given, **named))
            return function(*given, **named)

        return read

    doors = {(module, name): getattr(module, name) for module, names in READING.items() for name in names}
    for (module, name), function in doors.items():
        setattr(module, name, listening(function))
    try:
        work()
    finally:
        for (module, name), function in doors.items():
            setattr(module, name, function)
    return made


def reads(visitor: Visitor, path: str, choices: dict[str, str], opened: bool) -> Reads:
    """What the callback of a page that is opened, or whose picker is followed, reads."""
    known = pages.found()

    def work() -> None:
        visit = visitor.visit(path, choices)
        site.render(known, visit) if opened else pages.at(known, path)[0].view(visit)

    work()
    return heard(work)


def server(visitor: Visitor, asked: list[dict]) -> FastAPI:
    """A route for each callback, warm and cold."""
    made = FastAPI()
    made.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    bodies = {one["name"]: Path(one["body"]).read_bytes() for one in asked}
    known = {one["name"]: reads(visitor, one["path"], one["choices"], one["opened"]) for one in asked}

    @made.post("/warm/{name}")
    async def warm(name: str):
        return Response(bodies[name], media_type="application/json")

    @made.post("/cold/{name}")
    async def cold(name: str):
        for read in known[name]:
            read()
        return Response(bodies[name], media_type="application/json")

    return made


def main(address: str, port: int, asked: list[dict]) -> None:
    """Serve until told to stop."""
    config = app.settings()
    data = [PROJECT / "data"]
    visitor = Visitor(store.engine(address), config, beside.languages(data, config["languages"]), beside.outlines(data))
    uvicorn.run(server(visitor, asked), port=port, log_level="error")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text(encoding="utf-8")))
