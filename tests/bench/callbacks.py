"""Callbacks beside a bare route of a server of the same kind that sends the same bytes (bench.bare): what Dash and the drawing cost.

Warm: the answer is known. Cold: it is not; the bare route then reads what the callback reads. Both are asked in turn over one
connection each, so that what else the machine does falls on both alike. On the shipped data, and at the largest size.
"""

import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench import rooms, seeded
from bench.measure import Measure, median, p95
from served import free_port, serving

PROJECT = Path(__file__).resolve().parents[2]
WARM_ROUNDS, COLD_ROUNDS = 80, 25
WARM_TIMES, COLD_TIMES = 2.0, 1.5
CALLBACKS = "/_dash-update-component"


@dataclass(frozen=True)
class Asked:
    """One callback: a page that is opened, or a picker of it that is followed."""

    name: str
    path: str
    choices: dict[str, str]
    opened: bool = True

    def body(self, number: int) -> bytes:
        """What the browser sends; another `number` is another question with the same answer."""
        search = "?" + urlencode({"lang": "en", "n": number, **(self.choices if self.opened else {})})
        return json.dumps(_opened(self.path, search) if self.opened else _followed(self.path, search, self.choices)).encode()


SHIPPED = (
    Asked("the overview opened", "/", {}), Asked("a ranking opened", "/compare", {}),
    Asked("a profile opened", "/cluster/kharkiv-it-cluster", {}), Asked("trends opened", "/trends", {}),
    Asked("an indicator chosen", "/compare", {"indicator": "members_and_partners"}, opened=False),
)
SEEDED = (
    Asked("a ranking opened", "/compare", {"indicator": "things_003"}), Asked("a profile opened", "/cluster/cluster-0007", {}),
    Asked("a card opened", "/figure/made:cluster-0007:things_007:2018-Q4", {}),
    Asked("an indicator chosen", "/trends", {"indicators": "things_003", "entities": "cluster-0001,cluster-0002"}, opened=False),
)


def measures() -> Iterator[Measure]:
    """Warm and cold ratios on the shipped data and at the largest size."""
    room, size = rooms.room(), max(rooms.sizes(), key=seeded.SIZES.__getitem__)
    with serving(PROJECT, room, "--database", f"sqlite:///{room}/callbacks.sqlite") as site:
        yield from _beside("shipped data", site.port, f"sqlite:///{room}/callbacks.sqlite", SHIPPED)
    shutil.copytree(PROJECT / "data" / "languages", rooms.folder(size) / "languages", dirs_exist_ok=True)
    with serving(PROJECT, room, "--data", str(rooms.folder(size)), "--database", rooms.sqlite(size)) as site:
        yield from _beside(size, site.port, rooms.sqlite(size), SEEDED)


def _beside(where: str, port: int, address: str, asked: tuple[Asked, ...]) -> Iterator[Measure]:
    """Each callback on one database, beside its floor."""
    call = _asker(port)
    for one in asked:
        (rooms.room() / f"{one.name}.json").write_bytes(call(CALLBACKS, one.body(-1))[1])
    with _bare(address, asked) as bare_port:
        for one in asked:
            call, bare = _asker(port), _asker(bare_port)  # a connection that waits for long is closed by the server
            name = one.name.replace(" ", "%20")
            warm = _pairs(WARM_ROUNDS, lambda n, one=one, call=call: call(CALLBACKS, one.body(0)),
                          lambda name=name, bare=bare: bare(f"/warm/{name}"))
            cold = _pairs(COLD_ROUNDS, lambda n, one=one, call=call: call(CALLBACKS, one.body(n + 2)),
                          lambda name=name, bare=bare: bare(f"/cold/{name}"))
            yield _told(f"callback, {one.name}, {where}: warm", warm, WARM_TIMES)
            yield _told(f"callback, {one.name}, {where}: cold", cold, COLD_TIMES)


def _told(name: str, pairs: list[tuple[float, float]], goal: float) -> Measure:
    ours, bare = ([1000 * pair[side] for pair in pairs] for side in (0, 1))
    return Measure(name, median(ours) / median(bare), "times a bare route", goal,
                   f"{median(ours):.1f} ms, p95 {p95(ours):.1f} ms; bare {median(bare):.1f} ms, p95 {p95(bare):.1f} ms")


def _opened(path: str, search: str) -> dict:
    """What the browser sends when a page is opened."""
    outputs = [{"id": "page", "property": "children"}, {"id": "told", "property": "data"}]
    return {"output": "..page.children...told.data..", "changedPropIds": ["address.pathname"], "inputs": _address(path, search),
            "outputs": outputs}


def _followed(path: str, search: str, choices: dict[str, str]) -> dict:
    """What the browser sends when something is chosen."""
    pickers = [{"id": {"choice": name}, "property": "value", "value": value.split(",") if "," in value else value}
               for name, value in choices.items()]
    return {"output": "..sentence.children...view.children..", "changedPropIds": [f'{{"choice":"{next(iter(choices))}"}}.value'],
            "inputs": [pickers], "state": _address(path, search), "outputs": [
                {"id": "sentence", "property": "children"}, {"id": "view", "property": "children"}]}


def _address(path: str, search: str) -> list[dict]:
    return [{"id": "address", "property": "pathname", "value": path}, {"id": "address", "property": "search", "value": search}]


def _asker(port: int) -> Callable:
    """Asks over one connection; gives the time and the unpacked answer's bytes as they came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(path: str, body: bytes = b"{}") -> tuple[float, bytes]:
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
def _bare(address: str, asked: tuple[Asked, ...]) -> Iterator[int]:
    port, listed = free_port(), rooms.room() / "asked.json"
    listed.write_text(json.dumps([{"name": one.name, "path": one.path, "choices": one.choices | {"lang": "en"}, "opened": one.opened,
                                   "body": str(rooms.room() / f"{one.name}.json")} for one in asked]), encoding="utf-8")
    known = {**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tests'}"}
    process = subprocess.Popen([sys.executable, "-m", "bench.bare", address, str(port), str(listed)], cwd=PROJECT, env=known)
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                _asker(port)(f"/warm/{asked[0].name.replace(' ', '%20')}")
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)
