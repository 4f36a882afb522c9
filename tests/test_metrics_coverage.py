"""Coverage, completeness and peers."""

from tiny_frames import frame, row

from metrics import coverage, peers


def test_coverage_names_who_is_missing_and_how_old_the_oldest_is():
    rows = frame(
        row("S1", 300), row("S2", 20, entity="rivne-it-cluster", period="2020"), row("S3", entity="poltava-it-cluster"),
        row("S4", 5, entity="not-asked", period="1999"),
    )
    found = coverage.coverage(rows, ["lviv-it-cluster", "rivne-it-cluster", "poltava-it-cluster"])
    assert found.have == ("lviv-it-cluster", "rivne-it-cluster")
    assert found.missing == ("poltava-it-cluster",)
    assert (found.oldest, found.newest) == ("2020", "2024-10")


def test_coverage_of_nothing_has_no_age():
    found = coverage.coverage(frame(), ["lviv-it-cluster"])
    assert (found.have, found.missing, found.oldest) == ((), ("lviv-it-cluster",), None)


def test_completeness_has_every_asked_pair_and_the_newest_period():
    rows = frame(
        row("S1", 300, period="2023"), row("S2", 310), row("S3", 12, theme="events"),
        row("S4", theme="events", entity="rivne-it-cluster", flags=("vague",)),
    )
    found = coverage.completeness(rows, ["lviv-it-cluster", "rivne-it-cluster"]).set_index(["entity", "theme"])
    assert len(found) == 4
    assert found.loc[("lviv-it-cluster", "members")].tolist() == [2, "2024-10"]
    assert found.loc[("rivne-it-cluster", "events")].tolist() == [0, None]


DNIPRO = {"entity": "it-dnipro-community", "region": "UA-12"}
TOGETHER = {"indicator": "members_and_partners", "unit": "organisations"}


def test_peers_report_the_same_and_are_of_like_size_first():
    rows = frame(
        row("S1", 14, entity="chernivtsi-it-cluster", region="UA-77"),
        row("S2", 15, entity="cherkasy-it-cluster", region="UA-71"),
        row("S3", 300), row("S4", 60, **DNIPRO),
        row("S5", 14, entity="romanian-cluster", region=None, country="romania", **TOGETHER),
        row("S6", 14, entity="ukraine", entity_kind="country"),
    )
    found = peers.suggested(rows, "chernivtsi-it-cluster")
    assert list(found["entity"]) == ["cherkasy-it-cluster", "it-dnipro-community", "lviv-it-cluster"]
    assert found["reasons"][0] == ("similar_size", "same_indicator", "same_country")
    assert (found["reason"][0], found["reason"][1]) == ("similar_size", "same_indicator")
    assert (found["statement"][0], found["own_statement"][0]) == ("S2", "S1")


def test_what_is_not_membership_makes_nobody_a_peer_unless_asked():
    events = {"concept": "events", "indicator": "events_held", "unit": "events"}
    rows = frame(row("S1", 30, **events), row("S2", 31, entity="kharkiv-it-cluster", **events))
    assert peers.suggested(rows, "lviv-it-cluster").empty
    assert list(peers.suggested(rows, "lviv-it-cluster", concept="events")["entity"]) == ["kharkiv-it-cluster"]


def test_who_counts_otherwise_is_never_of_similar_size():
    rows = frame(row("S1", 300), row("S2", 310, entity="kharkiv-it-cluster", region="UA-63", **TOGETHER))
    assert peers.suggested(rows, "lviv-it-cluster")["reasons"].tolist() == [("same_country",)]


def test_a_disputed_or_old_value_makes_nobody_a_peer():
    rows = frame(
        row("S1", 300), row("S2", 310, entity="kharkiv-it-cluster", flags=("suspected_typo",)),
        row("S3", 290, entity="mrpl-it-cluster", period="2018"), row("S4", 250, entity="kyiv-it-cluster", status="F"),
    )
    assert peers.suggested(rows, "lviv-it-cluster").empty


def test_a_cluster_that_reports_nothing_has_no_peers_and_the_frame_its_columns():
    found = peers.suggested(frame(row("S1", 300)), "poltava-it-cluster")
    assert found.empty
    assert list(found.columns) == ["entity", "indicator", "statement", "own_statement", "reason", "reasons"]


def test_no_more_peers_than_asked():
    rows = frame(*(row(f"S{at}", at + 10, entity=f"c{at}") for at in range(9)))
    assert len(peers.suggested(rows, "c4", limit=3)) == 3
