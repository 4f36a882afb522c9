"""A callback beside a bare route of a server of the same kind that sends the same bytes: what Dash and the drawing cost.

Warm: the page is known. Cold: it is not; the bare route then runs the query of the page too. Both are asked in turn over one
connection each, so that what else the machine does falls on both alike.
"""

import contextlib
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import rooms
from bench.measure import Measure, median, p95
from served import free_port, serving

PROJECT = Path(__file__).resolve().parents[2]
WARM_ROUNDS, COLD_ROUNDS = 80, 25
BARE = """
import sys
from pathlib import Path
import uvicorn
from fastapi import FastAPI, Response
from starlette.middleware.gzip import GZipMiddleware
from loaders import store
from metrics import query
body, address, port = Path(sys.argv[1]).read_bytes(), sys.argv[2], int(sys.argv[3])
release = query.newest(store.engine(address))
server = FastAPI()
server.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
@server.post("/warm")
async def warm():
    return Response(body, media_type="application/json")
@server.post("/cold")
def cold():
    query.latest(release, concepts=["membership"], kinds=["cluster"])
    return Response(body, media_type="application/json")
uvicorn.run(server, port=port, log_level="error")
"""


def measures() -> Iterator[Measure]:
    """Warm and cold ratios, the time of a callback, what one worker holds in memory and how long it takes to answer."""
    room, address = rooms.room(), f"sqlite:///{rooms.room()}/callbacks.sqlite"
    start = time.monotonic()
    with serving(PROJECT, room, "--database", address) as site:
        first = time.monotonic() - start
        call = _asker(site.port, "/_dash-update-component")
        body = call(_route("/compare", "?lang=en"))[1]
        (room / "answer.json").write_bytes(body)
        with _bare(room / "answer.json", address) as port:
            warm = _pairs(WARM_ROUNDS, lambda n: call(_route("/compare", "?lang=en")), _asker(port, "/warm"))
            cold = _pairs(COLD_ROUNDS, lambda n: call(_route("/compare", f"?lang=en&n={n}")), _asker(port, "/cold"))
        yield from _told("warm", warm, 2.0)
        yield from _told("cold", cold, 1.5)
        yield Measure("server memory, one worker, shipped data", _resident_mb(site.process.pid), "MB", 200)
    yield Measure("set up, load of the shipped data and first answer", first, "s", None, "a load of 1,178 statements is in it")


def _told(name: str, pairs: list[tuple[float, float]], goal: float) -> Iterator[Measure]:
    ours, bare = ([1000 * pair[side] for pair in pairs] for side in (0, 1))
    yield Measure(f"callback, {name}, to a bare route", median(ours) / median(bare), "times", goal,
                  f"{median(ours):.1f} ms, p95 {p95(ours):.1f} ms; bare {median(bare):.1f} ms")


def _route(path: str, search: str) -> bytes:
    """What the browser sends when a page is opened."""
    inputs = [{"id": "address", "property": "pathname", "value": path}, {"id": "address", "property": "search", "value": search}]
    return json.dumps({"output": "..page.children...told.data..", "changedPropIds": ["address.pathname"], "inputs": inputs, "outputs": [
        {"id": "page", "property": "children"}, {"id": "told", "property": "data"}]}).encode()


def _asker(port: int, path: str) -> Callable:
    """Asks over one connection; gives the time and the unpacked answer's bytes as they came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(body: bytes = b"{}") -> tuple[float, bytes]:
        start = time.perf_counter()
        connection.request("POST", path, body, {"content-type": "application/json", "accept-encoding": "identity"})
        answer = connection.getresponse()
        read = answer.read()
        assert answer.status == 200, (path, answer.status)
        return time.perf_counter() - start, read

    return ask


def _pairs(rounds: int, ours: Callable, bare: Callable) -> list[tuple[float, float]]:
    ours(-1), bare()
    return [(ours(number)[0], bare()[0]) for number in range(rounds)]


@contextlib.contextmanager
def _bare(body: Path, address: str) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", BARE, str(body), address, str(port)], cwd=PROJECT)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                _asker(port, "/warm")()
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1000
