"""The import page in a real browser: a file is brought, corrected, tried, published and seen; a broken one shows why not."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from reading import PHONE, WIDE
from served import Site, serving

ROOT = Path(__file__).parents[2]
TOKEN = "a token of the editors"
TABLE = """\
Зарплати за даними опитування, дол.;;;
Місто;Область;2023;2024
місто А;Харківська;2 450,5;2 600
місто Б;Львівська;2 700;–
місто В;м. Київ;3 100,25;3 350
Джерело: опитування;;;
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WAIT_MS = 120_000


@pytest.fixture(scope="module")
def editors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server that takes files, over a copy of the data."""
    room = tmp_path_factory.mktemp("editors")
    data = Path(shutil.copytree(ROOT / "data", room / "data"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ATLAS_EDITOR_TOKEN", TOKEN)
        with serving(ROOT, room, "--data", str(data), "--database", f"sqlite:///{room}/atlas.sqlite") as site:
            site.data = data
            yield site


def written(folder: Path, text: str, name: str = "Мій файл.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("windows-1251"))
    return path


def opened(page: Page, site: Site, language: str = "en") -> None:
    page.goto(f"http://127.0.0.1:{site.port}/imports?lang={language}")
    page.wait_for_selector("#import-token", state="visible", timeout=WAIT_MS)


def brought(page: Page, file: Path, token: str = TOKEN) -> None:
    page.fill("#import-token", token)
    with page.expect_file_chooser() as chooser:
        page.click("#import-choose")
    chooser.value.set_files(file)


def picked(page: Page, label: str, text: str) -> None:
    """Choose in a picker of the form."""
    field = page.get_by_label(label, exact=True).first
    field.click()
    page.get_by_role("option", name=text).first.click()


def read_again(page: Page, problems: int) -> None:
    page.click("#import-again")
    page.wait_for_selector(f'#import-preview[data-problems="{problems}"]', timeout=WAIT_MS)


@pytest.fixture
def page(contexts, request) -> Iterator[Page]:
    context: BrowserContext = contexts(getattr(request, "param", WIDE), "light")
    made = context.new_page()
    yield made
    made.close()


def test_a_file_in_windows_1251_is_corrected_tried_published_and_seen(page: Page, editors: Site, tmp_path: Path):
    opened(page, editors)
    brought(page, written(tmp_path, TABLE))
    page.wait_for_selector("#import-preview", timeout=WAIT_MS)
    assert "windows-1251" in page.input_value("#import-recipe") and "delimiter: semicolon" in page.input_value("#import-recipe")
    page.wait_for_selector(".guess", timeout=WAIT_MS)
    assert page.get_by_text("they make the likeliest letters").count() == 1
    assert page.is_disabled("#import-publish")
    picked(page, "Column: about whom", "Місто")  # a wrong column, seen at once
    picked(page, "Source that states the figures", "DOU salary survey, December 2011")
    picked(page, "What is measured", "Median IT salary in the DOU survey")
    read_again(page, 3)
    assert "entity is місто А" in page.inner_text("#import-preview")
    picked(page, "Column: about whom", "Область")
    read_again(page, 0)
    assert "Kharkiv Oblast · Median IT salary in the DOU survey · 2023 = 2,450.5 US dollars" in page.inner_text("#import-preview")
    page.click("#import-try")
    page.wait_for_selector("#import-tried", timeout=WAIT_MS)
    assert [tile.inner_text().split() for tile in page.query_selector_all("#import-tried .tile")] == [
        ["new", "5"], ["changed", "0"], ["gone", "0"], ["the", "same", "0"]]
    assert "14,200.75" in page.inner_text("#import-tried").replace("14,201", "14,200.75")
    assert not (editors.data / "imports").exists()
    page.click("#import-publish")
    page.wait_for_selector("#import-published", timeout=WAIT_MS)
    assert "Release 2 holds it" in page.inner_text("#import-published")
    assert [path.suffix for path in (editors.data / "files").iterdir()] == [".csv"]
    assert "Мій" not in "".join(path.name for path in (editors.data / "files").iterdir())
    page.goto(f"http://127.0.0.1:{editors.port}/region/UA-63?lang=en")
    page.wait_for_selector("text=2,600", timeout=WAIT_MS)
    assert {row["value"] for row in editors.rows(indicator="dou_survey_median_salary_month", entity="UA-30")} >= {"3100.25", "3350"}


def test_a_broken_file_shows_its_problems_beneath_the_cells_they_belong_to(page: Page, editors: Site, tmp_path: Path):
    opened(page, editors, "uk")
    brought(page, written(tmp_path, TABLE.replace("3 350", "багато").replace("2 700;–", "2 700;–;9")))
    page.wait_for_selector("#import-preview", timeout=WAIT_MS)
    page.fill("#import-recipe", page.input_value("#import-recipe") +
              "source: dou_salary_survey_2011_12\nindicator: {constant: dou_survey_median_salary_month}\n")
    page.click("#import-again")
    page.wait_for_selector("td.wrong >> nth=1", timeout=WAIT_MS)  # as many problems as before, but others
    rows = page.query_selector_all("#import-preview table tbody tr")
    told = {rows[at - 1].inner_text().split()[0]: row.inner_text()
            for at, row in enumerate(rows) if row.get_attribute("class") == "problem"}
    assert "the row has 5 fields; write 4, as the header has" in told["4"]
    assert "value is багато; write a number such as" in told["5"]
    assert [cell.inner_text() for cell in page.query_selector_all("td.wrong")] == ["місто Б", "багато"]
    page.click("#import-try")
    page.wait_for_selector("#import-refused", timeout=WAIT_MS)
    assert "слідів не лишилося" in page.inner_text("#import-refused") and page.is_disabled("#import-publish")


def test_an_upload_can_be_cancelled_and_leaves_nothing(page: Page, editors: Site, tmp_path: Path):
    opened(page, editors)
    large = tmp_path / "large.csv"
    large.write_bytes(b"x,y\n" * 12_000_000)
    session = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 500_000}
    session.send("Network.emulateNetworkConditions", slow)
    brought(page, large)
    page.wait_for_selector("#import-cancel", state="visible", timeout=WAIT_MS)
    page.wait_for_selector("#import-progress", state="visible", timeout=WAIT_MS)
    page.click("#import-cancel")
    page.wait_for_selector("#import-said:has-text('cancelled')", timeout=WAIT_MS)
    assert page.is_hidden("#import-cancel") and page.query_selector("#import-preview") is None
    session.detach()


def test_with_a_wrong_token_nothing_is_taken_and_it_is_said(page: Page, editors: Site, tmp_path: Path):
    opened(page, editors)
    brought(page, written(tmp_path, TABLE), token="a guess")
    page.wait_for_selector("#import-said:has-text('not the token')", timeout=WAIT_MS)
    assert page.query_selector("#import-preview") is None


@pytest.mark.parametrize("page", [WIDE, PHONE], indirect=True)
def test_the_filled_page_breaks_no_rule_of_accessibility_and_fits_the_screen(page: Page, editors: Site, tmp_path: Path):
    opened(page, editors, "uk")
    brought(page, written(tmp_path, TABLE.replace("3 350", "багато")))
    page.wait_for_selector("#import-preview", timeout=WAIT_MS)
    page.wait_for_timeout(500)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


# every call without the token --------------------------------------------------------

UPLOAD = {"name": "0123456789abcdef.csv", "called": "a.csv"}
TEXT = "id: a\nbasis: survey\n"


def at(name: str, of: str, value: object) -> dict:
    return {"id": name, "property": of, "value": value}


def calls(token: object) -> dict[str, dict]:
    """Every callback of the page as a browser calls it."""
    given = [at("import-token", "value", token), at("address", "search", "?lang=en")]
    many = [[], []]
    return {
        "look": {"output": "..import-understood.children...import-state.data...import-outcome.children...import-recipe.value"
                           "...import-made.hidden...import-publish.disabled..", "changed": "import-upload.data",
                 "inputs": [at("import-upload", "data", UPLOAD), at("import-again", "n_clicks", 1)],
                 "state": [*many, at("import-recipe", "value", TEXT), at("import-state", "data", None), *given]},
        "begin": {"output": "import-job", "changed": "import-try.n_clicks",
                  "inputs": [at("import-try", "n_clicks", 1), at("import-publish", "n_clicks", 1)],
                  "state": [at("import-upload", "data", UPLOAD), at("import-recipe", "value", TEXT), *given]},
        "stop": {"output": "import-stopped", "changed": "import-stop.n_clicks", "inputs": [at("import-stop", "n_clicks", 1)],
                 "state": [at("import-job", "data", "0123456789abcdef"), *given]},
        "follow": {"output": "import-tick", "changed": "import-tick.n_intervals", "inputs": [at("import-tick", "n_intervals", 1)],
                   "state": [at("import-job", "data", "0123456789abcdef"), *given]},
    }


def body(site: Site, call: dict) -> dict:
    """A call with the outputs that the program itself declares."""
    declared = json.loads(site.ask("/_dash-dependencies").text)
    fitting = next(one for one in declared if [i["id"] for i in one["inputs"]] == [i["id"] for i in call["inputs"]])
    outputs = [dict(zip(("id", "property"), part.split("@")[0].rsplit(".", 1), strict=True))
               for part in fitting["output"].strip(".").split("...")]
    return {"output": fitting["output"], "outputs": outputs if len(outputs) > 1 else outputs[0], "inputs": call["inputs"],
            "changedPropIds": [call["changed"]], "state": call["state"]}


@pytest.mark.parametrize("token", ["", None, "a guess", 5, [TOKEN]])
@pytest.mark.parametrize("name", ["look", "begin", "stop", "follow"])
def test_without_the_token_every_call_of_the_page_is_refused(editors: Site, name: str, token: object):
    before = sorted(editors.data.rglob("*"))
    answer = editors.call(body(editors, calls(token)[name]))
    assert answer.status in (200, 204), answer.text
    if name != "stop":
        assert "This is not the token of the editors; nothing was done." in answer.text
    assert sorted(editors.data.rglob("*")) == before


def test_with_the_token_the_same_calls_are_answered(editors: Site):
    said = editors.call(body(editors, calls(TOKEN)["look"])).text
    assert "not the token" not in said and "bring the file again" in said


@pytest.mark.parametrize("path", ["/imports/upload?kind=csv", "/imports/files/0123456789abcdef.csv"])
def test_without_the_token_the_server_takes_and_gives_no_file(editors: Site, path: str):
    method = "PUT" if "upload" in path else "GET"
    assert editors.ask(path, method, b"a,b\n" if method == "PUT" else None).status == 401
    assert editors.ask(path, method, b"a,b\n" if method == "PUT" else None, authorization="Bearer wrong").status == 401
