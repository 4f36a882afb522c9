"""The code under a figure: it runs, and reads what the figure shows, living or frozen."""

import csv
import io
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import shipped
from api_client import ROOT, ask
from hypothesis import given
from hypothesis import strategies as st
from served import Site, serving

from publish.api import snippets
from publish.slides.tray import FIGURES

SITE = "https://atlas.example.org"
RANKING = "ranking?indicator=member_companies&entities=kharkiv-it-cluster,lviv-it-cluster"
SERIES = "series?indicators=ict_service_exports_bop&entities=ukraine&measure=index&since=2020"
TABLE = "table?id=K016,B104.en"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(shipped.PROJECT, tmp_path_factory.mktemp("server"), "--no-load", "--database", shipped.address()) as started:
        yield started


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(("figure", "address"), [
    (RANKING, "/api/v1/ranking.csv?indicator=member_companies&entity=kharkiv-it-cluster,lviv-it-cluster&lang=uk&release=2"),
    (SERIES, "/api/v1/series.csv?indicator=ict_service_exports_bop&entity=ukraine&measure=index&from=2020&lang=uk&release=2"),
    (TABLE, "/api/v1/observations.csv?statement=K016,B104.en&lang=uk&release=2"),
    ("statement?id=K016", "/api/v1/observations.csv?statement=K016&lang=uk&release=2"),
    ("map?indicator=population&period=2022", "/download/map.csv?indicator=population&period=2022&lang=uk&release=2"),
    ("directory", "/download/directory.csv?lang=uk&release=2"),
])
def test_a_figure_has_the_address_of_its_rows(figure, address):
    assert snippets.address(figure, SITE + "/", "uk", 2) == SITE + address


def test_a_living_address_names_no_release():
    choices = "indicator=member_companies&entity=kharkiv-it-cluster,lviv-it-cluster"
    assert snippets.address(RANKING, SITE) == f"{SITE}/api/v1/ranking.csv?{choices}"


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_that_can_be_collected_has_code_of_every_kind(name):
    made = snippets.snippets(f"{name}?id=K016" if "id" in FIGURES[name].choices else name, SITE)
    assert [one.kind for one in made] == ["python", "r", "curl", "spreadsheet"]
    assert all(SITE in one.code for one in made)


@pytest.mark.parametrize("figure", [RANKING, SERIES, TABLE])
def test_the_address_answers_the_rows_of_the_figure(figure):
    where = urlsplit(snippets.address(figure, SITE, "en", 2))
    answer = ask(f"{where.path.removeprefix(ROOT)}?{where.query}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert {row["statement"] for row in rows(answer.text)} >= {"ranking": {"O030"}, "series": {"P0028"}, "table": {"K016", "B104"}}[
        figure.partition("?")[0]]


def test_the_python_code_runs_and_prints_the_figures(site):
    code = next(one.code for one in snippets.snippets(RANKING, f"http://127.0.0.1:{site.port}") if one.kind == "python")
    said = subprocess.run([sys.executable, "-c", code + "print(figures.loc[0, 'sentence'])\n"], capture_output=True, text=True, check=True)
    assert "Kharkiv IT Cluster" in said.stdout
    assert "over 600 companies" in said.stdout


def test_the_curl_command_runs_and_writes_the_same_bytes(site, tmp_path):
    made = {one.kind: one.code for one in snippets.snippets(SERIES, f"http://127.0.0.1:{site.port}", "uk", 1)}
    where = urlsplit(snippets.address(SERIES, "", "uk", 1))
    answered = site.ask(f"{where.path}?{where.query}").text
    command = shlex.split(made["curl"])
    frozen = snippets.address(SERIES, f"http://127.0.0.1:{site.port}", "uk", 1)
    assert command == ["curl", "--fail", "--compressed", "--output", "figures.csv", frozen]
    if shutil.which("curl"):
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
        assert (tmp_path / "figures.csv").read_text(encoding="utf-8") == answered


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_choice_of_a_figure_breaks_out_of_the_code(name, value):
    for one in snippets.snippets(f"ranking?indicator={name}&entities={value}", SITE):
        address = one.code[one.code.index("https://"):]
        quoted = address[:min(address.find(sign) for sign in "\"'" if sign in address)]
        assert one.code.count(quoted) == 1
        assert not set(quoted) & set("\"'\\\n $`<>")


def test_what_breaks_code_in_its_address_is_written_as_percent_signs():
    found = snippets.address("""table?id=%22%29%0aimport%20os%27%5c%24(x)`""", SITE)
    assert found == f"{SITE}/api/v1/observations.csv?statement=%22%29%0Aimport+os%27%5C%24%28x%29%60"
