"""The real server in a process of its own, and what it answers over real HTTP."""

import contextlib
import csv
import gzip
import http.client
import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

STATEMENTS = "/api/v1/statements.csv"
DEEP = "/cluster/kharkiv-it-cluster"
START_SECONDS = 120


@dataclass(frozen=True)
class Answer:
    """What came over the wire; `body` as sent, compressed or not."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, unpacked if it is compressed."""
        return (gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body).decode()


@dataclass
class Site:
    """A running server, with its log and its answer to the very first request, which is for a deep address."""

    port: int
    log: Path
    first: Answer = field(init=False)
    process: subprocess.Popen = field(init=False)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            given = connection.getresponse()
            return Answer(given.status, {name.lower(): value for name, value in given.getheaders()}, given.read())
        finally:
            connection.close()

    def rows(self, **filters: str) -> list[dict[str, str]]:
        """The statements that the API answers with."""
        answer = self.ask(STATEMENTS + ("?" + urlencode(filters) if filters else ""))
        assert answer.status == 200, answer.text
        return list(csv.DictReader(io.StringIO(answer.text, newline="")))

    def call(self, body) -> Answer:
        """What a callback answers to a body: JSON, or bytes as they are."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask("/_dash-update-component", "POST", sent, content_type="application/json")

    def page(self, path: str, search: str = "") -> dict:
        """What a browser at an address is told: `page` and `told`."""
        address = [{"id": "address", "property": "pathname", "value": path}, {"id": "address", "property": "search", "value": search}]
        answer = self.call({
            "output": "..page.children...told.data..", "changedPropIds": ["address.pathname"], "inputs": address,
            "outputs": [{"id": "page", "property": "children"}, {"id": "told", "property": "data"}],
        })
        assert answer.status == 200, answer.text
        return json.loads(answer.text)["response"]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@contextlib.contextmanager
def serving(program: Path, room: Path, *arguments: str) -> Iterator[Site]:
    """`app.py serve` of a program folder with arguments, until the tests are done with it."""
    site = Site(free_port(), room / "log.txt")
    command = [sys.executable, "app.py", "serve", "--port", str(site.port), *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PORT", "HOST")}
    with site.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=program, stdout=log, stderr=subprocess.STDOUT, env=environment)
    try:
        site.process = process
        site.first = _first_answer(site, process)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=30)


def _first_answer(site: Site, process: subprocess.Popen) -> Answer:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(ConnectionError):
            return site.ask(DEEP)
        time.sleep(0.1)
    raise AssertionError(f"the server did not start: {site.log.read_text(encoding='utf-8')}")
