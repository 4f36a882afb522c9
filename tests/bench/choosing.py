"""From a choice in a picker to the painted picture, in a real browser: what the browser takes beside the callback itself.

The clock runs from the reader's click on an option to the frame after the last change of the sentence or the picture (what a
pointer that rests on the picture is told does not count); the time from the callback's request to its answer, by the browser's
own resource timing, is taken off. Pages that redraw twice are counted to their second drawing.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import chromium
from bench.first_page import PROJECT, QUIET
from bench.measure import Measure, median, p95
from playwright.sync_api import CDPSession, Locator, Page, sync_playwright
from served import serving

PICKED = {"/compare": "Figure", "/compare?as=table": "Figure", "/compare?as=map": "Figure", "/compare?as=history": "Figure",
          "/map": "Figure", "/trends": "Since"}
"""Pages by path, and the picker of each that is tried."""

SWITCHED = {"/clusters": "State", "/trends?entities=ukraine,poland": "Measure", "/compare?indicator=partners": "Shown as"}
"""Pages by path, and the switch of each that is tried."""

MOST_EACH = 8
GOAL_MS = 100
DRAWN = "() => !document.getElementById('still') && document.querySelector('#content h1')"
WATCH = """
(() => {
  let chosen = 0, painted = 0;
  const drawn = (one) => {
    const where = one.target.nodeType === 1 ? one.target : one.target.parentElement;
    return where && where.closest("#view, #sentence") && !where.closest(".hoverlayer") && one.attributeName !== "data-dash-is-loading"
      && !(one.attributeName === "class" && where.closest(".dash-graph"));
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[role=option], [role=radiogroup] label")) return;
    [chosen, painted] = [event.timeStamp, 0];
    performance.clearResourceTimings();
  }, true);
  new MutationObserver((changes) => {
    if (changes.some(drawn)) requestAnimationFrame(() => setTimeout(() => { painted = performance.now(); }));
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  window.benchChosen = () => {
    const asked = performance.getEntriesByType("resource").filter((one) => one.name.includes("_dash-update-component")).pop();
    if (!asked || !asked.responseEnd || painted < asked.responseEnd || performance.now() - painted < 300) return null;
    return { whole: painted - chosen, callback: asked.responseEnd - asked.startTime };
  };
})();
"""


def measures() -> Iterator[Measure]:
    """The 95th of 100 choices, over all pages together, by the clock and by the work of the page's main thread; each page's median
    is said."""
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(QUIET))
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.add_init_script(WATCH)
        with serving(PROJECT, Path(room), "--database", f"sqlite:///{room}/atlas.sqlite") as site:
            spent = {path: _choices(page, f"http://127.0.0.1:{site.port}{path}", options(page, name))
                     for asked, options in ((PICKED, _options), (SWITCHED, _labels)) for path, name in asked.items()}
        browser.close()
    yield _told("a choice to its painted picture, p95, less the callback", {path: [one[0] for one in each] for path, each in spent.items()},
                GOAL_MS)
    yield _told("work of the page for a choice, p95", {path: [one[1] for one in each] for path, each in spent.items()}, None)


def _told(name: str, spent: dict[str, list[float]], goal: float | None) -> Measure:
    every = [ms for page_ms in spent.values() for ms in page_ms]
    each = ", ".join(f"{path} {median(ms):.0f}" for path, ms in spent.items())
    return Measure(name, p95(every), "ms", goal, f"{len(every)} choices, median {median(every):.0f} ms; {each}")


def _choices(page: Page, address: str, options: Iterator[Locator]) -> list[tuple[float, float]]:
    """Milliseconds of the browser for each of some options, one after the other: by the clock, and of its main thread alone."""
    page.goto(f"{address}{'&' if '?' in address else '?'}lang=en")
    page.wait_for_function(DRAWN, timeout=60_000)
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return [_chosen(page, session, option) for option in options]


def _options(page: Page, name: str) -> Iterator[Locator]:
    """Options that are not chosen yet, the list open before each."""
    picker = page.get_by_role("textbox", name=name, exact=True)
    for number in range(1, MOST_EACH + 1):
        picker.click()
        options = page.locator("[role=option]:visible:not([aria-selected=true])")
        options.first.wait_for()
        if number > options.count():
            return
        yield options.nth(number - 1)


def _labels(page: Page, name: str) -> Iterator[Locator]:
    """All options of a switch, the first one, which is chosen, last."""
    labels = page.get_by_role("radiogroup", name=name, exact=True).locator("label")
    yield from (labels.nth(number % labels.count()) for number in range(1, labels.count() + 1))


def _chosen(page: Page, session: CDPSession, option: Locator) -> tuple[float, float]:
    before = _worked_ms(session)
    option.click()
    found = page.wait_for_function("() => window.benchChosen()", polling=100, timeout=60_000).json_value()
    return found["whole"] - found["callback"], _worked_ms(session) - before


def _worked_ms(session: CDPSession) -> float:
    """What the main thread of the page has worked so far."""
    return 1000 * next(one["value"] for one in session.send("Performance.getMetrics")["metrics"] if one["name"] == "TaskDuration")
