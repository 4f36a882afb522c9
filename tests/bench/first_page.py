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

import chromium
from bench.measure import Measure, median
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
NAMES = {"picture": "first picture painted", "answer": "a picture answers the pointer", "living": "first picture drawn by plotly",
         "all": "every picture drawn by plotly"}
WATCH = """
(() => {
  const seen = window.benchSeen = {};
  const note = (what) => { seen[what] = seen[what] || performance.now(); };
  const painted = (what) => setTimeout(() => note(what));
  const shown = (one) => one && one.getBoundingClientRect().height > 50 && getComputedStyle(one).visibility !== "hidden";
  const drawn = () => [...document.querySelectorAll(".js-plotly-plot")].filter((one) => shown(one.querySelector(".main-svg")));
  const point = () => {
    const mark = document.querySelector(".still-mark > *");
    if (mark && shown(mark.closest(".still-picture"))) return mark.getBoundingClientRect();
    const line = drawn().length && document.querySelector(".js-plotly-plot .js-line"), start = line && line.getPointAtLength(0);
    return start && new DOMPoint(start.x, start.y).matrixTransform(line.getScreenCTM());
  };
  const ask = () => {
    const at = point(), there = at && document.elementFromPoint(at.x + 1, at.y + 1);
    const given = at && { bubbles: true, clientX: at.x + 1, clientY: at.y + 1 };
    if (there) ["pointermove", "mousemove"].forEach((name) => there.dispatchEvent(new MouseEvent(name, given)));
    if (document.querySelector(".still-told:not([hidden]), .hovertext")) painted("answer");
  };
  const look = () => {
    if (!seen.picture && [...document.querySelectorAll(".still-picture svg, .main-svg")].some(shown)) painted("picture");
    if (!seen.answer) ask();
    if (!seen.living && drawn().length) painted("living");
    if (drawn().length >= Math.max(1, document.querySelectorAll(".graph").length)) painted("all");
    if (!seen.all || !seen.answer) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
WIRE = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, one) => [sum[0] + one.transferSize, sum[1] + 1], [0, 0])"""


def measures() -> Iterator[Measure]:
    """The wire in kB and requests; the times as ratios to stock Dash, whose one chart is the first and every one.

    A picture is asked in every frame as a pointer would, until it tells something: ours before plotly, stock's after it.
    """
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(QUIET))
        with serving(PROJECT, Path(room), "--database", f"sqlite:///{room}/atlas.sqlite") as site, _stock() as stock:
            ours = f"http://127.0.0.1:{site.port}/?lang=en"
            pairs = [(_visit(browser, ours), _visit(browser, stock)) for _ in range(ROUNDS)]
            again = _again(browser, ours)
        browser.close()
    mine, theirs = ([pair[side] for pair in pairs] for side in (0, 1))

    def beside(name: str, goal: float | None) -> Measure:
        ms = [median(one[key] for one in visits) for visits, key in ((mine, name), (theirs, name))]
        told = f"{ms[0]:.0f} ms, stock {ms[1]:.0f} ms"
        return Measure(f"{NAMES[name]}, to stock Dash with one chart", ms[0] / ms[1], "times", goal, told)

    stock_kb = median(one["bytes"] for one in theirs) / 1000
    yield Measure("first page on the wire, a chart and a map", median(one["bytes"] for one in mine) / 1000, "kB", 900,
                  f"stock Dash with one chart {stock_kb:.0f} kB")
    yield Measure("its requests", median(one["requests"] for one in mine), "", 16)
    yield Measure("repeat visit on the wire", again / 1000, "kB", 30)
    yield beside("picture", 0.2)
    yield beside("answer", 0.4)
    yield beside("living", 0.4)
    yield beside("all", None)


def _visit(browser: Browser, address: str) -> dict[str, float]:
    """One visit with an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("() => window.benchSeen.all && window.benchSeen.answer", timeout=60_000)
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

