"""Three questions of each reader, walked in the browser from the address that docs/questions.md gives to the answer."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect
from reading import Reading

QUESTIONS = Path(__file__).parents[2] / "docs" / "questions.md"


def _ask(reading: Reading, path: str) -> Reading:
    """Open an address that the document of questions gives; nothing of it is refused."""
    reading.open(path)
    assert f"`{path}`" in QUESTIONS.read_text(encoding="utf-8")
    expect(reading.content.locator(".refused")).to_have_count(0)
    return reading


def _bar(reading: Reading, name: str) -> Locator:
    return reading.content.locator(".bars").first.locator("li").filter(has=reading.page.get_by_role("link", name=name, exact=True))


def _apart(reading: Reading, definition: str) -> Locator:
    """A group of those set apart: its definition, the reason, its figures."""
    return reading.content.locator(".apart-group").filter(has=reading.page.get_by_role("heading", name=definition, exact=True))


def _opened(reading: Reading) -> Locator:
    return reading.content.locator("#view")


def test_an_analyst_learns_which_membership_counts_stand_on_one_axis_what_falls_out_and_why(reading: Reading) -> None:
    _ask(reading, "/compare?indicator=member_companies")
    expect(reading.content.locator(".notes").first).to_contain_text("12 of 26 asked report it")
    expect(reading.content.locator(".bars").first.locator("li")).to_have_count(12)
    for definition, cluster, reason in (
        ("Member companies and sole proprietors together", "Kyiv IT Cluster", "counts something else"),
        ("Members and partners together", "Kryvyi Rih IT Cluster", "counts something else"),
        ("Persons as members", "IT-cluster Reactor Luhanshchyna", "counts something else"),
        ("Founding companies", "Mykolaiv IT Cluster", "counts something else (founders)"),
        ("Member companies", "IT HUB Kherson", "too old to stand beside the newest"),
    ):
        expect(_apart(reading, definition)).to_contain_text(cluster)
        expect(_apart(reading, definition)).to_contain_text(reason)
    expect(reading.content.locator(".notes").first).to_contain_text("5 asked report nothing comparable")


def test_an_analyst_learns_which_clusters_moved_stopped_or_fell_silent(reading: Reading) -> None:
    _ask(reading, "/clusters")
    for state, names in (("relocated", ["EastUkrainian Technocluster", "MRPL IT Cluster"]),
                         ("no information today", ["IT HUB Kherson", "Mykolaiv IT Cluster"]),
                         ("state unknown", ["IT-cluster Reactor Luhanshchyna", "Poltava IT Cluster"])):
        reading.page.get_by_role("radiogroup").get_by_text(state, exact=True).click()
        expect(reading.content.locator("tbody tr")).to_have_count(len(names))
        for name in names:
            expect(reading.content.locator("tbody")).to_contain_text(name)


def test_an_analyst_learns_that_the_sum_of_two_years_stands_off_the_yearly_axis(reading: Reading) -> None:
    _ask(reading, "/trends?indicators=it_export_revenue,it_foreign_exchange_earnings,it_exports_nbu&entities=ukraine")
    apart = reading.content.locator(".notes li").filter(has_text="14.06 billion")
    expect(apart).to_contain_text("Not on this axis, as it covers another length of time")
    expect(apart).to_contain_text("2022–2023")
    expect(reading.content.locator(".graph .main-svg").first).not_to_contain_text("14.06")
    expect(reading.content.locator(".key.lines")).to_contain_text("6.73 billion US dollars (forecast)")
    expect(reading.content.locator(".notes")).to_contain_text("Definitions are drawn apart and never joined")


def test_a_director_has_the_figures_of_the_year_with_their_hedges_and_sources(reading: Reading) -> None:
    _ask(reading, "/cluster/kharkiv-it-cluster")
    for figure, said in (("Participants of educational events", "over 26,500 participants"), ("Educational events held", "over 445 events"),
                         ("Specialised communities", "7 communities"), ("Members and partners together", "over 600 organisations")):
        tile = reading.content.locator(".figure-small").filter(has=reading.page.get_by_role("link", name=figure, exact=True))
        expect(tile).to_contain_text(said)
        expect(tile).to_contain_text(re.compile("Kharkiv IT Cluster|Mezha.Media"))
    reading.link("over 26,500 participants").click()
    expect(_opened(reading)).to_contain_text("K016")
    expect(_opened(reading).get_by_role("link", name=re.compile("How the Kharkiv IT Cluster Will Assist"))).to_be_visible()


def test_a_director_learns_what_tells_310_from_600(reading: Reading) -> None:
    _ask(reading, "/figure/K004")
    expect(_opened(reading)).to_contain_text("over 310 organisations")
    expect(reading.content.locator("header.sentence")).to_contain_text("counts members and partners together")
    expect(_opened(reading)).to_contain_text("not the same as Kharkiv IT Cluster: over 600 companies")
    expect(_opened(reading)).to_contain_text("Members and partners together against companies only")
    _opened(reading).get_by_role("link", name="Kharkiv IT Cluster: over 600 organisations").click()
    expect(reading.sentence).to_have_text("Kharkiv IT Cluster: over 600 organisations")
    expect(reading.content.locator("header.sentence")).to_contain_text("October 2024")
    expect(_opened(reading)).to_contain_text("Both are floors")


def test_a_director_stands_beside_others_without_mixing_counts(reading: Reading) -> None:
    _ask(reading, "/compare?indicator=member_companies&entities=kharkiv-it-cluster,lviv-it-cluster,it-dnipro-community,cluj-it-cluster")
    expect(reading.content.locator(".bars").first.locator("li")).to_have_count(3)
    for name, said in (("Kharkiv IT Cluster", "over 600"), ("Lviv IT Cluster", "over 300"), ("IT Dnipro Community", "over 60")):
        expect(_bar(reading, name)).to_contain_text(said)
        expect(_bar(reading, name)).to_contain_text("1–3")
    expect(_apart(reading, "Members, kind not stated")).to_contain_text("Cluj IT Cluster")
    expect(_apart(reading, "Members and partners together")).to_contain_text("Kharkiv IT Cluster")


def test_the_director_of_the_alliance_has_both_counts_of_partnerships(reading: Reading) -> None:
    _ask(reading, "/figure/B003")
    expect(_opened(reading)).to_contain_text("14 partnerships")
    expect(_opened(reading)).to_contain_text("conflicts with Ukrainian Cluster Alliance: 13 agreements")
    expect(_opened(reading)).to_contain_text("the source contradicts itself")
    _opened(reading).get_by_role("link", name="Ukrainian Cluster Alliance: 13 agreements").click()
    expect(_opened(reading)).to_contain_text("13 agreements")
    expect(_opened(reading)).to_contain_text("Section 2, international work")


def test_the_director_of_the_alliance_sees_the_year_in_both_languages(reading: Reading) -> None:
    _ask(reading, "/alliance")
    assert _numbers(reading) == ["48", "14", "over 50", "over 700,000 euros", "over 2 million euros", "about 10", "7 (planned)", "6"]
    reading.page.get_by_role("link", name="Українська").click()
    expect(reading.page.locator("html")).to_have_attribute("lang", "uk")
    reading.settled()
    assert _numbers(reading) == ["48", "14", "понад 50", "понад 700 000 євро", "понад 2 млн євро", "близько 10", "7 (план)", "6"]


def _numbers(reading: Reading) -> list[str]:
    """The headline figures, with plain spaces."""
    values = reading.content.locator(".tiles").first.locator(".tile-value").all_inner_texts()
    return [re.sub(r"\s", " ", value) for value in values]


def test_a_journalist_learns_that_the_forums_had_two_thousand_visitors_and_why(reading: Reading) -> None:
    _ask(reading, "/figure/B027")
    cards = _opened(reading).get_by_role("article")
    expect(cards).to_have_count(2)
    expect(cards.nth(0)).to_contain_text("over 2,000 persons B027shown")
    expect(cards.nth(1)).to_contain_text("over 2 million persons B027.uk")
    expect(cards.nth(1)).to_contain_text("probably a slip of the source")
    expect(_opened(reading)).to_contain_text("B027 is shown: decided by the editors")
    expect(_opened(reading)).to_contain_text("not plausible")


def test_a_journalist_learns_that_the_schoolchildren_are_never_added(reading: Reading) -> None:
    _ask(reading, "/figure/K022")
    expect(_opened(reading)).to_contain_text(re.compile("possibly the same as .*O027"))
    expect(_opened(reading)).to_contain_text("Never add them")
    _ask(reading, "/events")
    reach = reading.content.locator(".panel").filter(has=reading.page.get_by_role("heading", name="Schoolchildren reached", exact=True))
    expect(reach).to_contain_text("Never added up")
    expect(reach.locator(".bars li")).to_have_count(2)
    expect(reading.content).not_to_contain_text("8 million")


def test_a_journalist_learns_who_is_largest_by_which_measure(reading: Reading) -> None:
    _ask(reading, "/compare?indicator=member_companies")
    expect(reading.sentence).to_contain_text("Kharkiv IT Cluster is first")
    expect(_bar(reading, "Kharkiv IT Cluster")).to_contain_text("over 600")
    for name in ("Kharkiv IT Cluster", "Lviv IT Cluster", "IT Dnipro Community"):
        expect(_bar(reading, name)).to_contain_text("1–3")
    expect(reading.content.locator(".notes").first).to_contain_text("could change places")
    expect(_apart(reading, "Members and partners together")).to_contain_text("Kharkiv IT Cluster")
    _ask(reading, "/compare?indicator=employees_at_member_companies")
    expect(reading.sentence).to_contain_text("Lviv IT Cluster is first")


def test_a_journalist_learns_who_says_four_percent_and_who_one(reading: Reading) -> None:
    _ask(reading, "/figure/O056")
    cards = _opened(reading).get_by_role("article")
    expect(cards.nth(0)).to_contain_text("Daria Nyshporska, CEO of IT Association Vinnytsia")
    expect(cards.nth(1)).to_contain_text("about 1%")
    expect(cards.nth(1)).to_contain_text("Anastasia Nehoda, Executive Director of Cherkasy IT Cluster")
    expect(_opened(reading)).to_contain_text("The conflict is open: nobody has decided it.")
