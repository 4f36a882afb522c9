"""The card of an observation on the shipped data: every kind of figure, and what keeps a reader from being fooled."""

import json
import re
from dataclasses import replace

import pytest
import shipped
from dash import html

from layouts import copying, heads, take, taking
from layouts import pages as page_modules
from layouts.figures import card
from publish.slides import tray

KINDS = {
    "exact": ("O002", None), "at_least": ("K016", "a stated minimum; the true number may be larger"),
    "range": ("O070", "the source gives two ends, not one number"), "about": ("O059", "rounded or estimated by the source"),
    "up_to": ("P0907", "a stated maximum; the true number may be smaller"), "forecast": ("K002", "not a measured outcome"),
    "conflict": ("B027", "another statement says otherwise; read both before you repeat one"),
    "vague": ("B037", "the source speaks of it in words only; there is no number to repeat"),
}


def read(statement: str, **choices: str) -> str:
    """What a card says, in one line."""
    return " ".join(shipped.prose(shipped.view(f"/figure/{statement}", **choices)).split())


def heading(statement: str, **choices: str) -> str:
    (found,) = [part for part in shipped.components(shipped.view(f"/figure/{statement}", **choices)) if isinstance(part, html.H1)]
    return re.sub(r"\s", " ", shipped.prose(found))


def data(statement: str, **choices: str) -> card.Card:
    found = card.data(shipped.visit(f"/figure/{statement}", **choices), statement)
    assert found is not None
    return found


# the sentence -----------------------------------------------------------------------


@pytest.mark.parametrize(("statement", "english", "ukrainian"), [
    ("K016", "Kharkiv IT Cluster: over 26,500 participants", "Харківський ІТ-кластер: понад 26 500 учасників"),
    ("O070", "IT KIDS: 6–7 grades", "IT KIDS: 6–7 класів"),
    ("K002", "Ukraine: 6.73 billion US dollars (forecast)", "Україна: 6,73 млрд доларів США (прогноз)"),
    ("B032", "Clusters Meet Regions: March 2023 (planned)", "Clusters Meet Regions: березень 2023 р. (план)"),
    ("B037", "Government of Ukraine: no number", "Уряд України: без числа"),
    ("P0822", "Vinnytsia Oblast: 1,509,515 persons", "Вінницька область: 1 509 515 осіб"),
])
def test_the_sentence_says_whose_and_how_much_with_its_hedge_in_either_language(statement, english, ukrainian):
    assert (heading(statement, lang="en"), heading(statement, lang="uk")) == (english, ukrainian)


@pytest.mark.parametrize("kind", KINDS)
def test_a_hedge_a_status_and_a_conflict_are_explained_beside_the_sentence(kind):
    statement, told = KINDS[kind]
    lists = [part for part in shipped.components(shipped.view(f"/figure/{statement}")) if getattr(part, "className", "") == "reads"]
    assert (told in shipped.prose(lists)) if told else lists == []


def test_every_kind_of_figure_has_a_card_in_both_languages():
    rows = shipped.query.statements(shipped.release())
    kinds = rows.groupby(["qualifier", "status", "period_kind"])["statement"].first()
    assert len(kinds) > 20
    for place, statement in enumerate(kinds):
        tree = shipped.view(f"/figure/{statement}", lang=shipped.LANGUAGES[place % 2])
        assert shipped.unspoken(tree) == set(), statement


# what was said ------------------------------------------------------------------------


def test_a_card_names_source_address_place_and_speaker_and_what_is_counted():
    said = read("O034")
    for told in ("IT clusters in Ukraine: how the community lives during the war", "https://mezha.media/",
                 "entry 4, comment of the director",
                 "Executive Director of Kharkiv IT Cluster", "members and partners together", "at a date", "October 2024"):
        assert told in said


def test_a_rival_opened_leads_to_what_is_shown_and_says_so():
    said = read("B027.uk")
    assert heading("B027.uk") == heading("B027") == "International Trade Council: over 2,000 persons"
    assert "You opened B027.uk, which says over 2 million persons. The atlas shows B027 for this" in said
    assert "You opened" not in read("B027")


def test_doubts_corrections_and_relations_are_told_with_the_other_figure():
    said = read("O034")
    assert "the source contradicts itself O034" in said
    assert "conflicts with Kharkiv IT Cluster: over 600 companies, 2024 O030" in said
    assert "probably a slip of the source B027.uk" in read("B027")
    assert "value printed as 2000000, most likely 2000" in read("B027")


def test_an_open_conflict_is_called_open():
    assert "The conflict is open: nobody has decided it." in read("O056")


# beside others ---------------------------------------------------------------------------


def test_a_figure_stands_among_those_that_count_the_same_with_its_range_and_the_coverage():
    found = data("O030").peers
    assert (found.own["rank"], found.own["rank_low"], found.own["rank_high"], len(found.ranked)) == (1, 1, 3, 12)
    assert (len(found.coverage.have), len(found.coverage.asked)) == (12, 26)
    said = read("O030")
    assert "Rank 1 of 12 by the stated figure; strictly 1–3" in said
    assert "12 of 26 report it comparably" in said
    assert re.search(r"\d+ figures of this kind stand apart: counting something else", said)


def test_of_many_the_first_and_the_neighbours_are_drawn():
    found = data("P0822").peers
    near = card.near(found)
    assert len(found.ranked) > len(near) == card.MOST_PEERS
    assert near["rank"].iloc[0] == 1
    assert "P0822" in set(near["statement"])


def test_a_forecast_is_not_ranked_and_the_card_says_why():
    found = data("P0177").peers
    assert (found.own, found.reason) == (None, "forecast")
    assert "This figure is not ranked with others: a forecast, not an outcome." in read("P0177")


def test_a_date_and_a_rank_are_compared_with_nothing():
    assert data("B032").peers is None
    assert data("K020").peers is None


def test_the_history_is_of_one_definition_and_its_forecast_is_dashed():
    history = data("K004").history.rows
    assert list(history["statement"]) == ["K004", "O034"]
    assert set(history["indicator"]) == {"members_and_partners"}
    figures = shipped.drawn(shipped.view("/figure/K004"))
    assert len(figures) == 1


# to take away ------------------------------------------------------------------------------


def test_a_card_holds_its_citation_in_every_form_and_language():
    copies = [part for part in shipped.components(shipped.view("/figure/K016", lang="uk")) if getattr(part, "className", "") == "copyable"]
    chosen = [part.to_plotly_json()["props"]["data-chosen"] for part in copies]
    assert chosen == [f"{form} {language}" for language in ("uk", "en") for form in ("txt", "bib", "json")]
    assert [part.hidden for part in copies] == [False, True, True, True, True, True]


def test_every_figure_of_the_pages_has_the_same_row_of_actions_under_it():
    """Wherever a figure can be collected in words, it can be downloaded, embedded, cited and read by a program, by one address."""
    found = 0
    for path in ("/", "/map", "/compare", "/trends", "/events", "/alliance", "/clusters", "/cluster/kharkiv-it-cluster", "/region/UA-63",
                 "/figure/K016"):
        for row in shipped.components(shipped.view(path)):
            inner = row.children if isinstance(getattr(row, "children", None), list) else []
            slides = [part for part in inner if "action collect" in (getattr(part, "className", None) or "")]
            for collect in slides:
                item = collect.to_plotly_json()["props"]["data-slide"]
                taken = [part.to_plotly_json()["props"] for part in inner if "data-take" in part.to_plotly_json()["props"]]
                assert [one["data-take"] for one in taken] == ["embed", "cite", "code"], path
                assert {one["data-figure"] for one in taken} == {item}, path
                assert tray.parsed(item) is not None
                found += 1
    assert found > 25


def test_the_links_of_a_row_work_without_scripts():
    links = shipped.links(take.row(shipped.visit("/", lang="uk", release="1"), "ranking", indicator="member_companies"))
    kept = "?lang=uk&release=1"
    assert links == [
        *(f"/{door}/ranking.{form}{kept}&indicator=member_companies" for door, form in take.SHOWN),
        *(f"{address}{kept}" for address in take.EVERYTHING),
        f"/embed/ranking{kept}&indicator=member_companies", f"/cite/ranking.txt{kept}&indicator=member_companies", f"/api{kept}"]


@pytest.mark.parametrize("kind", taking.KINDS)
@pytest.mark.parametrize("item", ["ranking?indicator=member_companies", "statement?id=B027.uk", "clusters",
                                  "series?indicators=ict_service_exports_bop&entities=ukraine"])
def test_a_dialog_is_filled_for_every_figure(kind, item):
    visit = replace(shipped.visit("/compare", lang="uk"), site="https://atlas.example.org")
    filled = taking.dialog(visit, kind, item)
    assert shipped.unspoken(filled) == set()
    assert "https://atlas.example.org/" in shipped.prose(filled)


@pytest.mark.parametrize("item", ["", "nothing", "ranking", "ranking?indicator=nothing", "statement?id=<script>", "../../etc/passwd"])
@pytest.mark.parametrize("kind", taking.KINDS)
def test_a_dialog_believes_no_address(kind, item):
    said = shipped.prose(taking.dialog(shipped.visit("/"), kind, item))
    assert "There is no figure at this address in this release." in said or kind == "code"
    assert "<script>" not in said or kind == "code"


def test_of_several_texts_the_first_is_in_sight():
    box = copying.box(shipped.visit("/"), [("Form", [("a", "A"), ("b", "B")])], [copying.Copy(("a",), "one"), copying.Copy(("b",), "two")])
    blocks = [part for part in shipped.components(box) if getattr(part, "className", "") == "copyable"]
    assert [(shipped.prose(part.children[0]), part.hidden) for part in blocks] == [("one", False), ("two", True)]
    picks = [part for part in shipped.components(box) if getattr(part, "className", "") == "pick"]
    pressed = [part.to_plotly_json()["props"]["aria-pressed"] for part in picks]
    assert pressed == ["true", "false"]


# addresses ------------------------------------------------------------------------------------


def test_a_link_to_a_card_takes_the_signs_of_imported_ids_as_they_are():
    visit = shipped.visit("/", lang="uk")
    assert visit.card("gdp:ukraine:gdp:2020--2021:sex=women;age=old") == "/figure/gdp:ukraine:gdp:2020--2021:sex=women;age=old?lang=uk"
    assert visit.card("a b/c") == "/figure/a%20b%2Fc?lang=uk"


@pytest.mark.parametrize("path", ["/figure/B027.uk", "/figure/B027%2Euk"])
def test_an_encoded_address_is_the_same_card(path):
    visit = shipped.visit(path)
    page, place = page_modules.at(page_modules.found(), "/figure/B027.uk")
    assert (visit.place, page.path, place) == ("B027.uk", "/figure/", "B027.uk")


def test_the_data_of_a_card_says_a_floor_as_a_bound_and_never_as_a_value():
    page = page_modules.found()["/figure/"]
    visit = replace(shipped.visit("/figure/K016"), site="https://atlas.example.org")
    tags = heads.head(visit, page, "", page.view(visit))
    (record,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', tags)
    measured = json.loads(record)["variableMeasured"]
    assert measured["minValue"] == 26500 and "value" not in measured
