"""Pictures before plotly: they stand over the place of their living ones, answer the pointer alike, and give way one by one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from reading import PATIENCE_MS, SETTLED, scripts_held

MIDDLE = """(picture) => [...document.querySelectorAll(picture)].map(one => (one.firstElementChild || one).getBoundingClientRect())
  .map(box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2])"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose plotly never comes, so that every picture stays still."""
    context = browser.new_context(viewport={"width": 1440, "height": 1200}, locale="en-GB")
    made = context.new_page()
    made.route("**/assets/plotly/**", lambda route: route.abort())
    yield made
    context.close()


def told(page: Page, x: float, y: float) -> str:
    """What a still picture answers to a pointer at a place, and beside it."""
    page.mouse.move(x - 40, y - 40)
    page.mouse.move(x, y)
    answer = page.locator(".still-told:not([hidden])")
    box = answer.bounding_box()
    assert 0 < box["x"] - x < 30 or 0 < x - box["x"] - box["width"] < 30
    assert box["y"] < y < box["y"] + box["height"]
    return answer.inner_text()


def hovered(page: Page, x: float, y: float) -> str:
    """What a living picture answers, its lines one after the other."""
    page.mouse.move(x - 40, y - 40)
    page.mouse.move(x, y, steps=3)
    page.wait_for_selector(".hovertext")
    inks = page.evaluate("[...document.querySelectorAll('.hovertext > *')].map(one => getComputedStyle(one).fill)")
    assert inks == ["rgb(20, 32, 43)", "rgb(255, 255, 255)"], "the words are seen on their ground"
    return "\n".join(page.evaluate("[...document.querySelectorAll('.hovertext .nums .line')].map(one => one.textContent)")) or \
        page.locator(".hovertext .nums").inner_text()


def test_a_point_tells_the_same_before_plotly_and_after_it(page: Page, address: str):
    page.goto(f"{address}/trends?lang=en")
    page.wait_for_selector("#page .still-picture.waiting")
    x, y = page.evaluate(MIDDLE, "#page .still-mark")[5]
    said = told(page, x, y)
    assert "Ukraine" in said
    assert "World Bank" in said
    page.unroute("**/assets/plotly/**")
    page.reload()
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    assert hovered(page, x, y).split() == said.split()


def test_an_oblast_and_a_dot_tell_what_they_are_and_lead_there(page: Page, address: str):
    page.goto(f"{address}/map?lang=en&indicator=member_companies")
    page.wait_for_selector("#page .still-picture.waiting")
    assert "Zhytomyr" in told(page, *place(page, 28.4, 51.1))
    x, y = place(page, 36.23, 49.99)
    assert "Kharkiv IT Cluster" in told(page, x, y)
    page.mouse.click(x, y)
    expect(page.locator("h1")).to_have_text("Kharkiv IT Cluster")


def place(page: Page, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place stands on the still map, which shows longitudes 21.6 to 40.7 and latitudes 44.1 to 52.7."""
    box = page.locator("#page .still-map").bounding_box()
    return (box["x"] + box["width"] * (longitude - 21.6) / (40.7 - 21.6), box["y"] + box["height"] * (52.7 - latitude) / (52.7 - 44.1))


def test_the_page_lives_while_its_pictures_are_still(page: Page, address: str):
    page.goto(f"{address}/compare?lang=en&as=map")
    page.wait_for_selector("#page .still-picture.waiting")
    expect(page.locator("#still")).to_have_count(0)
    page.get_by_role("textbox", name="Figure", exact=True).click()
    expect(page.get_by_role("option").first).to_be_visible()


POINTS = """() => [...document.querySelectorAll('#page .js-plotly-plot .scatterlayer .point')].map(one => one.getBoundingClientRect())
  .map(box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2])"""


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_mark_stands_where_its_living_one_will(page: Page, address: str, language: str):
    page.goto(f"{address}/trends?lang={language}")
    page.wait_for_selector("#page .still-picture.waiting")
    still = sorted(page.evaluate(MIDDLE, "#page .still-mark"))
    page.unroute("**/assets/plotly/**")
    page.reload()
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    living = sorted(page.evaluate(POINTS))
    assert len(still) == len(living) > 50
    assert max(abs(a - b) for one, other in zip(still, living, strict=True) for a, b in zip(one, other, strict=True)) < 4


def test_pictures_out_of_sight_wait_until_there_is_nothing_else_to_do(browser: Browser, address: str):
    page = browser.new_context(viewport={"width": 1440, "height": 600}).new_page()
    page.add_init_script("window.waiting = []; window.requestIdleCallback = (draw) => window.waiting.push(draw)")
    page.goto(f"{address}/?lang=en")
    page.wait_for_selector("#page .graph:not(.map) .main-svg", state="attached")
    page.wait_for_function("window.waiting.length === 1")
    expect(page.locator("#page .graph.map .still-picture.waiting")).to_have_count(1)
    expect(page.locator("#page .graph.map .main-svg")).to_have_count(0)
    page.evaluate("window.waiting[0]()")
    expect(page.locator("#page .graph.map .main-svg").first).to_be_attached()
    expect(page.locator(".still-picture")).to_have_count(0)
    page.context.close()


def test_a_picture_is_drawn_again_for_another_width_and_not_for_the_one_it_has(browser: Browser, address: str):
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{address}/trends?lang=en")
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    drawn = """async (narrower) => {
      const picture = document.querySelector('.js-plotly-plot');
      let times = 0;
      picture.on('plotly_afterplot', () => { times += 1; });
      if (narrower) picture.style.width = '600px';
      await Plotly.Plots.resize(picture);
      return [times > 0, picture._fullLayout.width];
    }"""
    again, wide = page.evaluate(drawn, False)
    assert not again
    assert wide > 1000
    assert page.evaluate(drawn, True) == [True, 600]
    page.context.close()


def test_whoever_has_come_to_a_link_by_the_keyboard_stays_there(browser: Browser, address: str):
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    with scripts_held(page):
        page.goto(f"{address}/?lang=en", wait_until="commit")
        page.locator("#still a").filter(has_text="Trends").focus()
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    focused = page.evaluate("[document.activeElement.textContent, Boolean(document.activeElement.closest('#page'))]")
    assert focused == ["Trends", True]
    page.context.close()


def test_what_a_reader_has_opened_stays_open_and_so_does_the_place_of_the_keyboard(browser: Browser, address: str):
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    with scripts_held(page):
        page.goto(f"{address}/cluster/kharkiv-it-cluster?lang=en", wait_until="commit")
        page.locator("#still summary").nth(1).click()
        page.locator("#still summary").nth(1).focus()
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    assert page.evaluate("[...document.querySelectorAll('#page details')].map(one => one.open)") == [False, True, False]
    assert page.evaluate("[...document.querySelectorAll('#page summary')].indexOf(document.activeElement)") == 1
    page.context.close()


def test_a_page_that_may_remember_nothing_lives(browser: Browser, address: str):
    page = browser.new_context().new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }})")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/?lang=en")
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    before = page.evaluate("document.documentElement.dataset.theme")
    page.locator("#page #theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") != before
    page.locator("#page [data-slide]").first.click()
    page.wait_for_function("document.querySelector('#page #tray .count').textContent === '1'")
    assert errors == []
    page.context.close()
