"""Fixtures of the tests in a real browser: a server over its own fresh database, a browser, contexts of every width."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import chromium
import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from reading import HEIGHTS, WIDE, Reading

ROOT = Path(__file__).parents[2]
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")
START_S = 90


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server that has loaded data/ into a database of its own."""
    folder = tmp_path_factory.mktemp("server")
    port = _free_port()
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "app.py", "serve", "--port", str(port), "--database", f"sqlite:///{folder}/atlas.sqlite"],
            cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(server, f"http://127.0.0.1:{port}", folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server: subprocess.Popen, address: str, log: Path) -> None:
    """Wait until the server is healthy; fail with its own words if it ends or takes too long."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text(encoding='utf-8')}", pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser; the tests fail, and are not skipped, where there is none."""
    with sync_playwright() as playwright:
        started = _started(playwright)
        yield started
        started.close()


def _started(playwright: Playwright) -> Browser:
    try:
        return playwright.chromium.launch(executable_path=chromium.find(), args=list(QUIET))
    except chromium.NoBrowser as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[[int, str], BrowserContext]]:
    """Browser contexts by width and preferred theme, made once each, so that scripts are fetched once."""
    made: dict[tuple[int, str], BrowserContext] = {}

    def context(width: int, theme: str) -> BrowserContext:
        if (width, theme) not in made:
            made[width, theme] = browser.new_context(
                viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=theme, locale="en-GB", accept_downloads=True)
        return made[width, theme]

    yield context
    for each in made.values():
        each.close()


@pytest.fixture
def reading(contexts: Callable[[int, str], BrowserContext], address: str) -> Iterator[Reading]:
    """A reader before a wide light screen; whatever goes wrong behind the page fails the test at its end."""
    reader = Reading(contexts(WIDE, "light").new_page(), address)
    yield reader
    reader.page.evaluate("localStorage.clear()")
    reader.page.close()
    assert reader.troubles == []
