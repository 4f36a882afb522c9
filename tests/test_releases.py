"""Releases: their list, what tells two of them apart, the notices of pinned views, the life of one statement."""

from collections.abc import Iterator

import pytest
import shipped
from several_releases import Atlas, made

from layouts import notices, site
from layouts.figures import card, changed, differences
from layouts.pages import found as pages_found
from loaders import read
from metrics import query

PAGES = pages_found()


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    yield from made(tmp_path_factory.mktemp("several"), shipped.tables(), read.settings(shipped.PROJECT / "config.yaml"))


def said(atlas: Atlas, path: str, **choices: str) -> str:
    """What a page says, with its notices."""
    body, _ = site.render(PAGES, atlas.visit(path, **choices))
    return shipped.prose(body)


def between(atlas: Atlas, old: int, new: int) -> dict[str, differences.Difference]:
    engine = atlas.visitor.engine
    return {one.statement: one for one in differences.data(query.release(engine, old), query.release(engine, new))}


def told(atlas: Atlas, release: str, *statements: str) -> str:
    """The notice of a view of a release that tells some statements."""
    visit = atlas.visit("/events", release=release)
    visit.told.update(statements)
    return " ".join(shipped.prose(notices.pinned(visit)).split())


# one statement ------------------------------------------------------------------


@pytest.mark.parametrize(("statement", "spans"), [
    ("R003", [(1, 1), (2, 2), (3, 4)]), ("N005", [(1, 1)]), ("N006", [(2, 4)]), ("R006", [(1, 4)]), ("N001", [(1, 3), (4, 4)]),
    ("X999", []), ("a:b:c:2020", []), ("", [])])
def test_the_states_of_a_statement_are_the_releases_that_told_it_so(atlas, statement, spans):
    assert query.states(atlas.visit("/").release, statement) == spans


def test_a_statement_is_told_as_it_last_was_or_as_it_first_came(atlas):
    gone = card.place(atlas.visit("/"), "N005")
    assert (gone.gone, gone.first, gone.visit.release.number) == (2, 0, 1)
    early = card.place(atlas.visit("/", release="1"), "N006")
    assert (early.gone, early.first, early.visit.release.number) == (0, 2, 2)
    assert card.place(atlas.visit("/"), "X999") is None


def test_the_card_of_what_is_gone_says_since_when_and_shows_its_last_state(atlas):
    page = said(atlas, "/figure/N005")
    assert "N005 is gone since release 2. This is how it last stood, in release 1; today no release holds it." in page
    assert "Kharkiv IT Cluster: 3,000 persons" in page
    links = shipped.links(site.render(PAGES, atlas.visit("/figure/N005"))[0])
    assert "/sources/news_page?release=1" in links


def test_the_card_of_what_is_not_there_yet_says_when_it_comes(atlas):
    page = said(atlas, "/figure/N006", release="1", lang="uk")
    assert "У випуску, про який ви питаєте, твердження N006 ще немає" in page and "до 40" in page


def test_what_never_was_is_no_page(atlas):
    assert atlas.visitor.exists("/figure/N005") and atlas.visitor.exists("/figure/N006")
    assert not atlas.visitor.exists("/figure/X999") and not atlas.visitor.exists("/figure/N005/more")


# pinned views ---------------------------------------------------------------------


def test_a_notice_tells_each_later_value_with_its_release(atlas):
    notice = told(atlas, "1", "R003")
    assert notice.startswith("1 figure here has since changed. You are reading release 1 (")
    assert "over 26,500 persons, 2023 → over 26,600 persons, 2023 release 2 → over 26,700 persons, 2023 release 3" in notice
    assert "over 26,600 persons, 2023 → over 26,700 persons, 2023 release 3" in told(atlas, "2", "R003")


def test_a_notice_tells_what_is_gone_shown_otherwise_or_placed_otherwise(atlas):
    assert "3,000 persons, 2022 → gone release 2" in told(atlas, "1", "N005")
    assert "165 companies, December 2023 – shown now instead of another statement release 3" in told(atlas, "2", "R002")
    assert "150 companies, December 2023 – another statement is shown now release 3" in told(atlas, "2", "R001")
    assert "over 200 companies, October 2024 – changed: place in the source release 4" in told(atlas, "3", "N001")


def test_a_pinned_view_of_which_nothing_changed_says_so_quietly(atlas):
    visit = atlas.visit("/events", release="1")
    visit.told.update(("R006", "R007"))
    notice = notices.pinned(visit)
    assert notice.className == "pinned"
    assert "Nothing shown here has changed since." in shipped.prose(notice)


@pytest.mark.parametrize("choices", [{}, {"release": "4"}])
def test_a_view_of_the_newest_release_has_no_notice(atlas, choices):
    visit = atlas.visit("/events", **choices)
    visit.told.add("R003")
    assert notices.pinned(visit) is None


def test_a_notice_leads_to_the_living_view_with_its_choices_and_to_all_differences(atlas):
    visit = atlas.visit("/compare", release="1", lang="uk", indicator="member_companies")
    visit.told.add("R003")
    links = shipped.links(notices.pinned(visit))
    assert "/compare?lang=uk&indicator=member_companies" in links
    assert "/releases/1...4?lang=uk" in links
    assert "/figure/R003?lang=uk" in links


def test_a_long_notice_is_cut_and_counts_the_rest(atlas):
    visit = atlas.visit("/events", release="1")
    found, count = changed.since(visit, ["R003", "N005", "R001", "R002", "N001", "R006"], 2)
    assert (len(found), count) == (2, 5)


def test_a_page_finds_by_itself_what_has_changed_of_what_it_shows(atlas):
    page = said(atlas, "/figures", release="2")
    assert "figures here have since changed" in page and "over 26,600" in page
    assert "since changed" not in said(atlas, "/figures")


def test_every_page_offers_its_pinned_address(atlas):
    body, _ = site.render(PAGES, atlas.visit("/figure/R003", lang="uk"))
    (pin,) = [part for part in shipped.components(body) if getattr(part, "className", "") == "pin"]
    assert pin.href == "/figure/R003?lang=uk&release=4"


# differences ------------------------------------------------------------------------


def test_differences_are_told_by_figure(atlas):
    kinds = {name: one.kind for name, one in between(atlas, 1, 2).items()}
    assert kinds == {"R003": "changed", "N005": "gone", "N006": "new"}
    kinds = {name: one.kind for name, one in between(atlas, 2, 3).items()}
    assert kinds == {"R003": "changed", "R002": "resolved"}
    decided = between(atlas, 2, 3)["R002"]
    assert (decided.old.value, decided.new.value) == (150, 165)
    assert {name: (one.kind, one.fields) for name, one in between(atlas, 3, 4).items()} == {"N001": ("changed", ("locator",))}


def test_the_way_back_turns_new_into_gone(atlas):
    assert {name: one.kind for name, one in between(atlas, 2, 1).items()} == {"R003": "changed", "N005": "new", "N006": "gone"}
    assert between(atlas, 4, 4) == {}


def test_a_decision_is_told_once_for_the_figure_and_not_for_each_of_its_statements(atlas):
    found = between(atlas, 1, 3)
    assert found["R002"].kind == "resolved"
    assert "R001" not in found


def test_the_page_of_differences_shows_old_and_new_with_their_hedges(atlas):
    page = " ".join(said(atlas, "/releases/1...3").split())
    assert "4 figures differ between release 1 and release 3" in page
    assert "R003 changed over 26,500 persons over 26,700 persons" in page
    assert "N006 new – up to 40 persons" in page
    assert "N005 gone 3,000 persons –" in page
    assert "R002 decided 150 companies 165 companies" in page


def test_the_page_of_differences_is_narrowed_by_kind_entity_and_figure(atlas):
    page = said(atlas, "/releases/1...3", kind="gone")
    assert "N005" in page and "N006" not in page
    page = said(atlas, "/releases/1...3", indicator="member_companies", entity="kharkiv-it-cluster")
    assert "R002" in page and "R003" not in page
    visit = atlas.visit("/releases/1...3", kind="<b>", entity="nobody")
    shipped.seen(visit)
    assert {name for name, _ in visit.refused} == {"kind", "entity"}


def test_thousands_of_differences_are_paged(atlas, monkeypatch):
    release = PAGES["/releases/"]
    said_ = differences.Said(7, float("nan"), "companies", "exact", "A", "2024", "whole")
    many = tuple(differences.Difference(f"S{n:05}", "new", f"cluster-{n % 40}", "member_companies", "2024", "", None, said_)
                 for n in range(3_000))
    monkeypatch.setattr(differences, "data", lambda old, new: many)
    first, last = (release.view(atlas.visit("/releases/1...2", **choices))[1] for choices in ({}, {"page": "999"}))
    assert len([link for link in shipped.links(first) if link.startswith("/figure/S")]) == 100
    assert "Page 1 of 30" in shipped.prose(first) and "Page 30 of 30" in shipped.prose(last)
    assert [link for link in shipped.links(first) if "page=2" in link]


@pytest.mark.parametrize("place", ["1...9", "0...1", "1..2", "1...", "...2", "a...b", "1...2...3", "1"])
def test_a_pair_of_releases_that_is_none_is_no_page(atlas, place):
    assert not atlas.visitor.exists(f"/releases/{place}")


def test_the_list_of_releases_tells_what_each_changed(atlas):
    page = said(atlas, "/releases")
    assert "4 releases" in page
    for told_ in ("1 changed, 1 new statement, 1 gone", "1 changed, 1 decided", "the first"):
        assert told_ in page.replace("1 decided, 1 changed", "1 changed, 1 decided")
    links = shipped.links(site.render(PAGES, atlas.visit("/releases"))[0])
    assert {"/releases/1...2", "/releases/2...3", "/releases/3...4"} <= set(links)


def test_the_overview_leads_to_the_differences_of_its_release(atlas):
    assert "/releases/1...2" in shipped.links(shipped.view("/"))
