"""One reader before one page: opens addresses, waits until all is drawn, and notes what goes wrong behind the page."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, Route, expect

SETTLED = """() => document.querySelector('#content h1')
  && !document.getElementById('still') && !document.querySelector('.skeleton, [data-dash-is-loading="true"]')
  && [...document.querySelectorAll('.dash-graph')].every(graph => graph.querySelector('.main-svg'))
  && [...document.querySelectorAll('.grid')].every(grid => grid.querySelector('.ag-row, .ag-overlay-no-rows-center'))"""
PATIENCE_MS = 20_000
LOOK_AGAIN_MS = 30
WIDE, PHONE = 1440, 390
HEIGHTS = {WIDE: 900, PHONE: 844}

expect.set_options(timeout=PATIENCE_MS)


@contextmanager
def scripts_held(page: Page) -> Iterator[None]:
    """The last of the scripts does not come before the end: the page stays still as long."""
    held: list[Route] = []
    free = False

    def hold(route: Route) -> None:
        if free:
            route.continue_()
        else:
            held.append(route)

    page.route("**/bundles/own.js*", hold)
    yield
    while not held:
        page.wait_for_timeout(LOOK_AGAIN_MS)
    free = True
    for route in held:
        route.continue_()


@dataclass
class Reading:
    """`page` the browser's page, `troubles` console errors, page errors, failed answers and foreign requests so far."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def open(self, path: str, language: str = "en") -> "Reading":
        """Go to a path of the site in a language, and wait until it is drawn."""
        self.page.goto(f"{self.address}{path}{'&' if '?' in path else '?'}lang={language}")
        return self.settled()

    def settled(self) -> "Reading":
        """Wait until the sentence, the graphs and the grid stand, and nothing is under way."""
        until = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(SETTLED):
            assert not self.troubles, f"{self.page.url} is not drawn: {self.troubles}"
            assert time.monotonic() < until, f"{self.page.url} is not drawn in {PATIENCE_MS} ms"
            self.page.wait_for_timeout(LOOK_AGAIN_MS)
        return self

    @property
    def sentence(self) -> Locator:
        """The one heading that is seen; the still and the living page may both have it for a moment."""
        return self.page.locator("h1:visible")

    @property
    def content(self) -> Locator:
        """All that the page itself says."""
        return self.page.locator("#content")

    def link(self, name: str) -> Locator:
        """The first link of the content with exactly this name."""
        return self.content.get_by_role("link", name=name, exact=True).first

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.troubles.append(f"foreign request: {request.url}")

    def _failed(self, request: Request) -> None:
        """A request that a page left behind when the reader went on is no trouble."""
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed request: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")

    def pick(self, choice: str, option: str) -> None:
        """Choose an option in the picker of a choice."""
        self.page.get_by_role("textbox", name=choice, exact=True).click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def switch(self, choice: str, option: str) -> None:
        """Choose among the few options of a switch."""
        self.page.get_by_role("radiogroup", name=choice, exact=True).get_by_text(option, exact=True).click()

    def addressed(self, **choices: str) -> None:
        """The address carries these choices."""
        for name, value in choices.items():
            expect(self.page).to_have_url(re.compile(rf"[?&]{name}={re.escape(value)}(&|$)"))
