"""Pages of a release that holds very many statements: they show the first, say so, and ask for no more than they show."""

import foreign_folder
import pytest
import shipped
from dash import html

from layouts.figures import catalogue, provenance
from layouts.pages import figures, source
from loaders import run, store
from metrics import frames, paging, query
from metrics.names import names
from metrics.tallies import ended, tallies

WHOLE_SOURCE = "uca_annual_report_2022"


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that the shipped data pass them."""
    monkeypatch.setattr(catalogue, "MOST", 40)
    monkeypatch.setattr(provenance, "MOST", 40)


def said(tree) -> str:
    return shipped.prose(tree)


def test_a_grid_of_too_many_holds_the_first_and_says_how_many_there_are(crowded):
    visit = shipped.visit("/figures")
    found = catalogue.data(visit)
    assert len(found.rows) == 40
    assert (found.total, found.whole) == (visit.release.statements, False)
    assert f"The first 40 of {visit.words.number(found.total)} are shown" in said(figures.view(visit))


def test_too_many_are_not_grouped_as_if_they_were_all(crowded):
    told = said(figures.view(shipped.visit("/figures", group="entity")))
    assert "are shown, not grouped" in told


def test_narrowed_to_few_all_are_there_and_grouped_and_nothing_is_said(crowded):
    visit = shipped.visit("/figures", entity="cherkasy-it-cluster", group="indicator")
    found = catalogue.data(visit)
    assert found.whole
    assert 0 < found.total <= 40
    assert "are shown" not in said(figures.view(visit))


def test_a_search_among_too_many_looks_in_the_names(crowded):
    found = catalogue.data(shipped.visit("/figures", q="kharkiv"))
    assert set(found.rows["entity"].str.contains("kharkiv") | found.rows["source"].str.contains("kharkiv")
               | found.rows["indicator"].str.contains("kharkiv")) == {True}


def test_a_source_of_too_many_lists_the_first_and_leads_to_all(crowded):
    visit = shipped.visit(f"/sources/{WHOLE_SOURCE}")
    drawn = html.Div(list(source.view(visit)))
    assert "The first 40 of" in said(drawn)
    assert f"/figures?source={WHOLE_SOURCE}" in " ".join(shipped.links(drawn))


@pytest.mark.parametrize(("given", "keeps"), [
    ({"doubts": "1"}, lambda rows: (rows["rivals"] > 0) | rows["flags"].map(catalogue.doubted)),
    ({"basis": "survey"}, lambda rows: rows["basis"] == "survey"),
    ({"flag": "scope_unclear"}, lambda rows: rows["flags"].map(lambda flags: "scope_unclear" in flags)),
])
def test_what_the_database_narrows_is_what_reading_all_would_leave(given, keeps):
    rows = query.statements(shipped.release())
    wanted = set(rows[keeps(rows)]["statement"])
    assert set(catalogue.data(shipped.visit("/figures", **given)).rows["statement"]) == wanted
    assert wanted


def tallied(release: query.Release) -> None:
    """Tallies are what counting every statement gives."""
    rows = query.statements(release)
    counted = {(source, flags): len(group) for (source, flags), group in rows.groupby(["source", "flags"])}
    assert {(tally.source, tally.flags): tally.count for tally in tallies(release)} == counted


def test_tallies_are_what_counting_every_statement_gives():
    tallied(shipped.release())


def test_tallies_of_imports_with_and_without_flags_are_those_of_each_release(database: str, small_folder):
    """The load has counted what an import brings; that is held against all its statements, in releases that are past too."""
    told = foreign_folder.rows()
    for rows, flags in ((told, ""), (told[:-7], ""), (told, "flags: [scope_unclear]\n"), (told[:-2], "flags: [scope_unclear]\n")):
        foreign_folder.bring(small_folder, told[:-1], name="other")
        foreign_folder.bring(small_folder, rows, foreign_folder.RECIPE + flags)
        assert not run.load([small_folder], database).problems
    found = query.releases(store.engine(database))
    assert len(found) == 4
    for release in found:
        tallied(release)


def test_both_databases_count_and_narrow_alike(database: str, small_folder):
    assert not run.load([small_folder], database).problems
    release = query.newest(store.engine(database))
    rows = query.statements(release)
    assert len(rows) > 0
    tallied(release)
    dated = rows[rows["shown"] & rows["period_end"].notna()].groupby(["period_end", "status"]).size()
    assert {(one.end, one.status): one.count for one in ended(release)} == dated.to_dict()
    doubted = rows[(rows["rivals"] > 0) | rows["flags"].map(catalogue.doubted)]
    assert set(query.statements(release, doubted=catalogue.DOUBTS)["statement"]) == set(doubted["statement"]) != set()
    assert set(query.statements(release, valued=False)["statement"]) == set(rows[rows["value"].isna()]["statement"])


def test_disputed_statements_are_those_with_rivals():
    rows = query.statements(shipped.release())
    found = query.statements(shipped.release(), shown=True, disputed=True)
    assert set(found["statement"]) == set(rows[rows["shown"] & (rows["rivals"] > 0)]["statement"]) != set()


def test_what_can_be_chosen_is_what_the_newest_values_are_of():
    held, latest = query.held(shipped.release()), query.latest(shipped.release())
    assert set(zip(held["entity"], held["indicator"], strict=True)) == set(zip(latest["entity"], latest["indicator"], strict=True))


def test_rows_without_a_value_are_found_by_themselves():
    rows = query.observations(shipped.release())
    silent = query.observations(shipped.release(), valued=False)
    assert set(silent["statement"]) == set(rows[rows["value"].isna()]["statement"]) != set()
    assert paging.count(shipped.release(), most=10_000, valued=True) + paging.count(shipped.release(), most=10_000, valued=False) == \
        shipped.release().statements


@pytest.mark.parametrize("filters", [{}, {"entities": ["kharkiv-it-cluster"]}, {"indicators": ["founded"]}, {"entities": []}])
def test_rows_without_a_frame_are_the_rows_of_the_frame(filters):
    release = shipped.release()
    for rows, frame in ((query.observation_rows, query.observations), (query.latest_rows, query.latest),
                        (query.statement_rows, query.statements)):
        made = frame(release, **filters)
        assert repr(rows(release, **filters)) == repr(frames.records(made)) == repr(made.to_dict("records"))
    assert [*query.observation_rows(release, ("entity", "value"), kinds=["city"])[0]] == ["entity", "value"]


@pytest.mark.parametrize("entities", [(), ("kharkiv-it-cluster", "ukraine"), ("nobody",)])
def test_the_ends_of_periods_are_what_counting_every_observation_gives(entities):
    rows = query.observations(shipped.release(), **({"entities": entities} if entities else {}))
    counted = rows[rows["period_end"].notna()].groupby(["period_end", "status"]).size()
    assert {(one.end, one.status): one.count for one in ended(shipped.release(), entities)} == counted.to_dict()


@pytest.mark.parametrize("words", [
    ("branch",), ("calls",), ("defines",), ("energy",), ("specialists",), ("new",), ("branch", "calls"), ("cherkasy", "energy"),
    ("new", "specialists", "cherkasy"), ("calls", "longest"), ("new", "nosuchword")])
def test_words_narrow_to_what_going_through_all_names_gives(words):
    """Of entities alone, of indicators alone, of sources alone, and of several kinds: each is found in a way of its own."""
    release = shipped.release()
    held = names(release)
    rows = query.statements(release)
    texts = [[getattr(held, kind).columns["search"][getattr(held, kind).keys[row[kind]]] for kind in ("entity", "indicator", "source")]
             for row in frames.records(rows)]
    wanted = {id_ for id_, told in zip(rows["statement"], texts, strict=True) if all(any(word in one for one in told) for word in words)}
    assert set(paging.page(release, limit=10_000, words=words).rows["statement"]) == wanted
    assert paging.count(release, most=10_000, words=words) == len(wanted)


@pytest.mark.parametrize("filters", [{"sources": [WHOLE_SOURCE]}, {"sources": []}, {"sources": ["nobody"]}, {"flags": ["nosuch"]},
                                     {"bases": ["nosuch"]}, {"doubted": ["nosuch"]}, {"bases": ["statistics"]}])
def test_what_is_counted_is_what_is_read(filters):
    release = shipped.release()
    assert paging.count(release, most=10_000, **filters) == len(query.statements(release, **filters))
