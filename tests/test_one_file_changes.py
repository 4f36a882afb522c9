"""Each change that an editor makes is one new file or one entry, and shows up everywhere with nothing else touched."""

import json
import shutil
from pathlib import Path

import pytest
import shipped
from served import serving

from layouts.figures import profile
from layouts.visit import Visit
from layouts.words import Words, missing
from loaders import beside, run, store
from loaders.parse import fold
from metrics import query

SOURCE = """\
id: herald_2024
title: {en: Herald of clusters, uk: Вісник кластерів}
producer: {en: The Herald, uk: Вісник}
published: 2030-11-20
kind: article
statements:
  - id: X001
    entity: lviv-it-cluster
    indicator: member_companies
    value: over 777
    period: 2030-11
    basis: reported
    locator: {en: second paragraph, uk: другий абзац}
"""
INDICATOR = """\
- id: chess_clubs
  theme: events
  name: {en: Chess clubs, uk: Шахові клуби}
  definition: {en: Clubs where members play chess, uk: "Клуби, де учасники грають у шахи"}
  unit: communities
  counts: COUNTS
  period_kind: stock
  minimum: 0
  maximum: 500
"""
CLUSTER = """\
id: reni-it-cluster
kind: cluster
name: {en: Reni IT Cluster, uk: Ренійський ІТ-кластер}
aliases: [Reni ІТ Cluster]
within: UA-51
status: active
sector: {en: IT, uk: ІТ}
"""
CORRECTION = """\
- statement: K016
  field: value
  expect: 26500
  reading: 25600
  action: ACTION
  why: {en: Two digits changed places, uk: Дві цифри переставлено}
  state: not yet reported
"""
POLISH = """\
language: pl
name: Polski
words:
  locale: pl
  page.map: Mapa
  hedge.at_least: "ponad {value}"
  figures.sentence: {one: "{count} stwierdzenie", few: "{count} stwierdzenia", many: "{count} stwierdzeń", other: "{count} stwierdzenia"}
entities:
  kharkiv-it-cluster: Charkowski Klaster IT
indicators:
  member_companies: {name: Firmy członkowskie, definition: Firmy należące do klastra}
"""
PAGE = '''\
"""A page that greets."""

from layouts import parts
from layouts.pages import Page
from layouts.visit import Visit


def view(visit: Visit):
    """A greeting."""
    return parts.sentence(visit.words("hello.sentence", name=visit.words.entity("kharkiv"))), []


PAGE = Page(path="/hello", name="hello", view=view, order=9)
'''
PROGRAM = ("app.py", "config.yaml", "loaders", "metrics", "layouts", "publish")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data, free to be changed."""
    return Path(shutil.copytree(shipped.DATA, tmp_path / "data"))


def add(path: Path, text: str) -> None:
    """Write a new file, or an entry at the end of one that is there."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + text, encoding="utf-8")


def loaded(data: Path) -> query.Release:
    """The release that the changed data make."""
    address = f"sqlite:///{data.parent}/changed.sqlite"
    outcome = run.load([data], address)
    assert [str(problem) for problem in outcome.problems] == []
    release = query.newest(store.engine(address))
    assert release is not None
    return release


def at(data: Path, release: query.Release, path: str, **choices: str) -> Visit:
    """A reader of the changed data."""
    return shipped.visitor(release.engine, beside.languages([data])).visit(path, choices)


def said(visit: Visit) -> str:
    """What the page of a visit says."""
    return shipped.prose(shipped.seen(visit))


def test_a_source_with_a_statement_is_one_file(data):
    add(data / "sources" / "herald_2024.yaml", SOURCE)
    release = loaded(data)
    page = said(at(data, release, "/sources/herald_2024", lang="uk"))
    assert "Вісник кластерів" in page and "понад 777 компаній" in page and "другий абзац" in page
    assert "over 777" in said(at(data, release, "/compare", indicator="member_companies", entities="lviv-it-cluster"))
    assert "over 777 companies" in said(at(data, release, "/cluster/lviv-it-cluster"))
    assert "Herald of clusters" in said(at(data, release, "/sources"))
    assert list(query.statements_csv(release, source="herald_2024")["statement"]) == ["X001"]


def test_a_figure_stated_is_one_row(data):
    table = data / "sources" / "ukraine_it_clusters_overview_2024.csv"
    head = table.read_text(encoding="utf-8").splitlines()[0].split(",")
    cells = {"id": "X002", "entity": "lviv-it-cluster", "indicator": "educational_partners", "value": "about 43", "period": "2024-10",
             "basis": "reported"}
    add(table, ",".join(cells.get(name, "") for name in head) + "\n")
    release = loaded(data)
    assert "about 43" in said(at(data, release, "/cluster/lviv-it-cluster"))
    assert "about 43" in said(at(data, release, "/figure/X002"))


def test_an_indicator_is_one_file(data):
    counts = query.register(shipped.release()).codes["counts"]
    add(data / "indicators" / "chess.yaml", INDICATOR.replace("COUNTS", next(iter(counts))))
    statement = SOURCE.replace("member_companies", "chess_clubs").replace("over 777", "12").replace("lviv-it-cluster", "ENTITY")
    first, second = (statement.replace("ENTITY", entity) for entity in ("lviv-it-cluster", "kharkiv-it-cluster"))
    add(data / "sources" / "herald_2024.yaml", first + second[second.index("  - id"):].replace("X001", "X003").replace("12", "14"))
    release = loaded(data)
    page = at(data, release, "/compare", indicator="chess_clubs", lang="uk")
    assert "Шахові клуби" in said(page) and "Клуби, де учасники грають у шахи" in said(page)
    assert page.refused == []
    assert "Шахові клуби" in set(shipped.texts(shipped.seen(at(data, release, "/compare", lang="uk"))))
    assert "Chess clubs" in said(at(data, release, "/cluster/lviv-it-cluster"))


def test_a_cluster_is_one_file(data):
    add(data / "entities" / "clusters" / "reni-it-cluster.yaml", CLUSTER)
    release = loaded(data)
    page = said(at(data, release, "/cluster/reni-it-cluster", lang="uk"))
    assert "Ренійський ІТ-кластер" in page and "Одеська область" in page
    assert "Reni IT Cluster" in said(at(data, release, "/region/UA-51"))
    assert "reni-it-cluster" in profile.within(at(data, release, "/"), "UA-51", ("cluster",))
    found = query.find(release, fold("Rеnі ІТ"), 5)
    assert ("entity", "reni-it-cluster") in [(match.kind, match.id) for match in found]


@pytest.mark.parametrize(("action", "value"), [("suggest", "26,500"), ("apply", "25,600")])
def test_a_correction_is_one_entry(data, action, value):
    add(data / "corrections.yaml", "\n" + CORRECTION.replace("ACTION", action))
    release = loaded(data)
    opened = said(at(data, release, "/figure/K016"))
    assert f"over {value} participants" in opened
    assert "Two digits changed places" in opened
    assert "Two digits changed places" in said(at(data, release, "/sources"))


def test_a_correction_that_expects_what_is_not_there_stops_the_load(data):
    add(data / "corrections.yaml", "\n" + CORRECTION.replace("ACTION", "suggest").replace("26500", "26600"))
    outcome = run.check([data])
    assert len(outcome.problems) == 1
    assert "expect is 26600, but value of K016 is 26500" in str(outcome.problems[0])


def test_a_language_is_one_file_that_falls_back_to_english(data):
    add(data / "languages" / "pl.yaml", POLISH)
    release = loaded(data)
    page = said(at(data, release, "/cluster/kharkiv-it-cluster", lang="pl"))
    assert "Charkowski Klaster IT" in page
    assert "ponad 26\u00a0500" in page
    assert "Sole proprietors" in page, "a word that Polish lacks is told in English"
    assert "[" not in "".join(shipped.unspoken(shipped.seen(at(data, release, "/", lang="pl"))))
    assert "Firmy należące do klastra" in said(at(data, release, "/compare", lang="pl", indicator="member_companies"))


def test_what_a_language_lacks_is_listed(data):
    add(data / "languages" / "pl.yaml", POLISH)
    tables, register = beside.languages([data]), query.register(shipped.release())
    lacking = missing(Words("pl", tables, register))
    assert {"page.map", "hedge.at_least"} & set(lacking["words"]) == set()
    assert {"page.compare", "hedge.about"} <= set(lacking["words"])
    assert "kharkiv-it-cluster" not in lacking["entities"] and "lviv-it-cluster" in lacking["entities"]
    assert "member_companies" not in lacking["indicators"] and "founded" in lacking["indicators"]


@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_the_shipped_languages_lack_nothing(language):
    assert missing(shipped.words(language)) == {"words": [], "entities": [], "indicators": []}


def test_a_language_file_is_offered_by_the_running_program(data, tmp_path):
    add(data / "languages" / "pl.yaml", POLISH)
    with serving(shipped.PROJECT, tmp_path, "--data", str(data), "--database", f"sqlite:///{tmp_path}/atlas.sqlite") as site:
        told = site.page("/map", "?lang=pl")
        text = json.dumps(told, ensure_ascii=False)
        assert told["told"]["data"]["lang"] == "pl"
        assert "Mapa" in told["told"]["data"]["title"]
        assert "Polski" in text and "lang=pl" in text
        offered = json.dumps(site.page("/map", "?lang=en"), ensure_ascii=False)
        assert "Polski" in offered and "lang=pl" in offered
        assert site.page("/map")["told"]["data"]["lang"] == "en"


def test_a_page_is_one_module_and_its_words(tmp_path):
    program = tmp_path / "program"
    program.mkdir()
    for name in PROGRAM:
        copy = shutil.copytree if (shipped.PROJECT / name).is_dir() else shutil.copy
        copy(shipped.PROJECT / name, program / name)
    shutil.copytree(shipped.DATA, program / "data")
    add(program / "layouts" / "pages" / "hello.py", PAGE)
    for language, word, greeting in (("en", "Hello", "Hello, {name}"), ("uk", "Вітання", "Вітання, {name}")):
        add(program / "data" / "languages" / f"{language}.yaml", f'  page.hello: "{word}"\n  hello.sentence: "{greeting}"\n')
    with serving(program, tmp_path, "--database", shipped.address(), "--no-load") as site:
        assert site.ask("/hello").status == 200
        greeted = json.dumps(site.page("/hello", "?lang=uk"), ensure_ascii=False)
        assert "Вітання, Харків" in greeted
        assert '"/hello' in json.dumps(site.page("/"), ensure_ascii=False), "the navigation of other pages leads to it"
