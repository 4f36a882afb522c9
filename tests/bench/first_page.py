"""The first visit in a real browser, beside a stock Dash page with one chart in the same run: wire, first picture, living picture.

Both are visited with an empty cache, turn by turn, so that what else the machine does falls on both alike.
"""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import chromium
from playwright.sync_api import Browser, sync_playwright
from served import free_port, serving

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 5
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
STOCK = """
import sys
import plotly.express as px
from dash import Dash, dcc, html
app = Dash(__name__)
years = list(range(1994, 2025))
app.layout = html.Div([html.H1("Exports"), dcc.Graph(figure=px.line(x=years, y=[year * year for year in years]))])
app.run(port=int(sys.argv[1]), debug=False)
"""
WATCH = """
(() => {
  const seen = window.benchSeen = {};
  const shown = (one) => one && one.getBoundingClientRect().height > 50 && getComputedStyle(one).visibility !== "hidden";
  const look = () => {
    const now = performance.now();
    if (!seen.picture && [...document.querySelectorAll(".still-picture svg, .main-svg")].some(shown)) seen.picture = now;
    if (!seen.living && [...document.querySelectorAll(".js-plotly-plot .main-svg")].some(shown)) seen.living = now;
    if (!seen.living) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
WIRE = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, one) => [sum[0] + one.transferSize, sum[1] + 1], [0, 0])"""


def measured() -> list[tuple[str, float, float, str]]:
    """Rows of (what, figure, goal, unit): the wire in kB and requests, the times as ratios to stock Dash."""
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(QUIET))
        with serving(PROJECT, Path(room), "--database", f"sqlite:///{room}/atlas.sqlite") as site, _stock() as stock:
            ours = f"http://127.0.0.1:{site.port}/?lang=en"
            pairs = [(_visit(browser, ours), _visit(browser, stock)) for _ in range(ROUNDS)]
            again = _again(browser, ours)
        browser.close()
    mine, theirs = ([pair[side] for pair in pairs] for side in (0, 1))

    def ratio(name: str) -> float:
        return median(one[name] for one in mine) / median(one[name] for one in theirs)

    return [
        ("first page on the wire", median(one["bytes"] for one in mine) / 1000, 900, "kB"),
        ("its requests", median(one["requests"] for one in mine), 16, ""),
        ("stock Dash on the wire", median(one["bytes"] for one in theirs) / 1000, float("nan"), "kB"),
        ("repeat visit on the wire", again / 1000, 30, "kB"),
        ("first picture, to stock Dash", ratio("picture"), 0.2, "times"),
        ("living picture, to stock Dash", ratio("living"), 0.4, "times"),
        ("first picture", median(one["picture"] for one in mine), float("nan"), "ms"),
        ("stock Dash, first picture", median(one["picture"] for one in theirs), float("nan"), "ms"),
    ]


def _visit(browser: Browser, address: str) -> dict[str, float]:
    """One visit with an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("() => window.benchSeen.living", timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent, requests = page.evaluate(WIRE)
    seen = page.evaluate("window.benchSeen")
    context.close()
    return {"bytes": sent, "requests": requests, **seen}


def _again(browser: Browser, address: str) -> float:
    """Bytes of a second visit."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    for _ in range(2):
        page.goto(address)
        page.wait_for_selector(".js-plotly-plot .main-svg", state="attached", timeout=60_000)
        page.wait_for_load_state("networkidle")
    sent = page.evaluate(WIRE)[0]
    context.close()
    return sent


@contextlib.contextmanager
def _stock() -> Iterator[str]:
    """A stock Dash page with one chart, in a process of its own."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", STOCK, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("stock Dash did not start")


if __name__ == "__main__":
    for what, figure, goal, unit in measured():
        print(f"{what:<34} {figure:>9.2f} {unit:<6} goal {goal:g}")
