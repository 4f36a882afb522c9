"""Fixtures of the tests in a real browser: a server over its own fresh database, a browser, contexts of every width."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Playwright, sync_playwright
from reading import Reading

ROOT = Path(__file__).parents[2]
INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")
START_S = 90
WIDE, PHONE = 1440, 390
HEIGHTS = {WIDE: 900, PHONE: 844}
NO_BROWSER = ("No browser was found. Set ATLAS_BROWSER to the path of a Chromium or Chrome, install one "
              "(Debian: apt-get install chromium), or run: .venv/bin/python -m playwright install chromium")


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
    """The browser of ATLAS_BROWSER, else the first one installed, else the one of playwright."""
    named = os.environ.get("ATLAS_BROWSER")
    found = named or next(filter(None, map(shutil.which, INSTALLED)), None)
    try:
        return playwright.chromium.launch(executable_path=found, args=list(QUIET))
    except Error as error:
        pytest.fail(f"{NO_BROWSER}\n({found or 'playwright'}: {error.message.splitlines()[0]})", pytrace=False)


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
