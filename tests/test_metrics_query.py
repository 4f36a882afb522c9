"""The reading SQL on real databases, both the same."""

from pathlib import Path

import pandas as pd
import pytest

from loaders import parse, run, store
from metrics import frames, query

CODES = {
    "themes": "- {id: members, name: Members}\n- {id: exports_economy, name: Exports}\n",
    "units": "- {id: companies, name: companies counted, kind: count}\n- {id: USD, name: US dollars, kind: currency}\n",
    "counts": "- {id: companies, name: companies}\n- {id: money, name: money}\n",
    "dimensions": "- {id: size, name: Size, codes: [{id: large, name: large}]}\n",
}
ENTITIES = """
- {id: ukraine, kind: country, name: {en: Ukraine, uk: Україна}, iso: UA}
- {id: UA-46, kind: region, name: {en: Lviv Oblast, uk: Львівська область}, within: ukraine}
- {id: lviv, kind: city, name: {en: Lviv, uk: Львів}, within: UA-46}
- {id: lviv-it-cluster, kind: cluster, name: {en: Lviv IT Cluster, uk: Львівський ІТ-кластер}, within: lviv}
- {id: it-hub-kherson, kind: cluster, name: {en: ІТ HUB Kherson, uk: ІТ HUB Херсон}, within: ukraine}
- {id: it4life, kind: event, name: IT4Life 100% _online_, organiser: lviv-it-cluster}
"""
INDICATORS = """
- {id: member_companies, theme: members, name: Member companies, unit: companies, counts: companies,
   concept: membership, period_kind: stock, sums: [entities]}
- {id: it_export_revenue, theme: exports_economy, name: IT export revenue, unit: USD, counts: money,
   concept: it_exports, period_kind: flow}
"""
OVERVIEW = """
id: overview
title: {en: Overview of clusters, uk: Огляд кластерів}
producer: Magazine
published: "2024-11"
kind: article
languages: [en]
"""
OVERVIEW_ROWS = """\
id,entity,indicator,value,value_high,qualifier,status,period,basis,breakdown.size,flags,said_by.en,said_by.uk,locator.en
S1,lviv-it-cluster,member_companies,300,,at_least,A,2024-10,self_reported,,,the director,директор,entry 1
S2,lviv-it-cluster,member_companies,40,,exact,A,2024-10,self_reported,large,,,,
S3,it-hub-kherson,member_companies,16,,exact,A,2018,reported,,scope_unclear;ambiguous_date,,,
S4,it-hub-kherson,member_companies,,,exact,A,unknown,reported,,vague,,,
S5,ukraine,it_export_revenue,6730000000,,exact,F,2023,hearsay,,,,,
S6,ukraine,it_export_revenue,816,832,range,A,2014/..,study,,,,,
"""
REGISTER = """
id: register
title: Register
producer: Office
published: "2023-01"
kind: register
statements:
  - {id: R1, entity: lviv-it-cluster, indicator: member_companies, value: 290, period: 2024-10, basis: register}
"""
CORRECTIONS = """
- {statement: S3, field: value, expect: "16", reading: "17", action: apply, why: A slip of the pen}
"""
RELATIONS = "- {kind: not_the_same_as, between: [S1, S3], note: Two clusters}\n"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A data folder of seven statements."""
    folder = tmp_path / "told"
    texts = {f"codelists/{name}.yaml": text for name, text in CODES.items()} | {
        "entities/all.yaml": ENTITIES, "indicators/all.yaml": INDICATORS, "sources/overview.yaml": OVERVIEW,
        "sources/overview.csv": OVERVIEW_ROWS, "sources/register.yaml": REGISTER, "corrections.yaml": CORRECTIONS,
        "relations.yaml": RELATIONS,
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, database: str) -> query.Release:
    outcome = run.load([folder], database)
    assert not outcome.problems, [str(problem) for problem in outcome.problems]
    release = query.newest(store.engine(database))
    assert release is not None
    return release


def retold(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def release(told: Path, database: str) -> query.Release:
    """The first release of the seven statements."""
    return loaded(told, database)


def ids(table: pd.DataFrame) -> list[str]:
    return sorted(table["statement"])


def test_a_release_is_found_by_its_number_and_named_shortly(release):
    assert query.release(release.engine, 1) == release
    assert release.short == release.hash[:8]
    assert release.statements == 7
    assert [one.number for one in query.releases(release.engine)] == [1]


def test_a_release_that_is_not_there_is_an_error(release):
    with pytest.raises(query.UnknownRelease):
        query.release(release.engine, 2)


def test_a_database_without_tables_has_no_release(database):
    engine = store.engine(database, writing=True)
    assert query.newest(engine) is None
    assert query.releases(engine) == []


def test_an_observation_is_one_row_with_the_statement_it_shows(release):
    observations = query.observations(release, entities=["lviv-it-cluster"], indicators=["member_companies"])
    assert list(observations.columns) == [*frames.OBSERVATION_COLUMNS, "sums"]
    whole = observations[observations["breakdown"] == ""].to_dict("records")
    assert len(whole) == 1
    said = {
        "entity_kind": "cluster", "within": "lviv", "region": "UA-46", "country": "ukraine", "theme": "members",
        "unit": "companies", "counts": "companies", "concept": "membership", "period_kind": "stock",
        "period": "2024-10", "sense": "as_of", "period_start": "2024-10-01", "period_end": "2024-10-31",
        "precision": "month", "rivals": 1, "sums": ("entities",),
    }
    assert {name: whole[0][name] for name in said} == said


def test_a_row_has_numbers_as_numbers_and_what_is_absent_as_nothing(release):
    rows = query.statements(release).set_index("statement")
    assert (rows.loc["S1", "value"], rows.loc["S6", "value_high"]) == (300.0, 832.0)
    assert pd.isna(rows.loc["S4", "value"])
    assert rows["value"].dtype == rows["value_high"].dtype == "float64"
    assert rows["observation"].dtype == rows["rivals"].dtype == rows["line"].dtype == "int64"
    assert rows.loc["S4", ["period_start", "period_end", "edition", "said_by", "sample_size"]].tolist() == [None] * 5
    assert rows.loc["S6", "period_end"] is None
    assert rows.loc["S1", "said_by"] == {"en": "the director", "uk": "директор"}
    assert rows.loc["S3", "flags"] == ("scope_unclear", "ambiguous_date")
    assert rows.loc["S1", "flags"] == ()
    assert rows.loc["S2", "breakdown"] == "size=large"


def test_a_statement_names_its_file_and_line_and_what_was_printed(release):
    rows = query.statements(release, ids=["S3", "S1"]).set_index("statement")
    assert rows.loc["S3", "printed"] == {"value": 16.0}
    assert rows.loc["S3", "value"] == 17
    assert rows.loc["S1", "printed"] is None
    assert str(rows.loc["S1", "file"]).endswith("sources/overview.csv")
    assert rows.loc["S1", "line"] == 2


def test_rivals_stand_side_by_side(release):
    observations = query.observations(release, entities=["lviv-it-cluster"])
    whole = observations[observations["breakdown"] == ""]
    key = int(whole["observation"].item())
    rivals = query.statements(release, observation=key)
    assert ids(rivals) == ["R1", "S1"]
    assert ids(rivals[rivals["shown"]]) == ids(query.statements(release, observation=key, shown=True)) == ids(whole)
    assert ids(rivals[~rivals["shown"]]) == ids(query.statements(release, observation=key, shown=False))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"entities": ["it-hub-kherson"]}, ["S3", "S4"]),
        ({"indicators": ["it_export_revenue"]}, ["S5", "S6"]),
        ({"themes": ["members"]}, ["R1", "S1", "S2", "S3", "S4"]),
        ({"concepts": ["it_exports"]}, ["S5", "S6"]),
        ({"kinds": ["country"]}, ["S5", "S6"]),
        ({"regions": ["UA-46"]}, ["R1", "S1", "S2"]),
        ({"countries": ["ukraine"], "sources": ["register"]}, ["R1"]),
        ({"entities": []}, []),
        ({"entities": ["nobody"]}, []),
        ({"ids": ["S1", "S1"], "entities": None}, ["S1"]),
    ],
)
def test_filters_ask_for_what_they_name(release, filters, expected):
    assert ids(query.statements(release, **filters)) == expected


def test_a_filter_nobody_knows_is_an_error(release):
    with pytest.raises(TypeError, match="colour"):
        query.observations(release, colour=["red"])


def test_a_filter_of_many_ids_is_asked_in_parts(release):
    many = [f"nobody-{at}" for at in range(70_000)]
    found = query.statements(release, entities=[*many, "it-hub-kherson"], sources=[*many[:6000], "overview"])
    assert ids(found) == ["S3", "S4"]


def test_rows_come_in_one_order_with_the_undated_last(release):
    assert list(query.statements(release)["statement"]) == ["S3", "S4", "R1", "S1", "S2", "S5", "S6"]


def test_an_empty_answer_has_its_columns_and_types(release):
    empty = query.observations(release, entities=[])
    assert list(empty.columns) == [*frames.OBSERVATION_COLUMNS, "sums"]
    assert empty["value"].dtype == "float64"


def test_the_register_gives_the_records_back(release):
    register = query.register(release)
    assert register.entities["lviv"].name == {"en": "Lviv", "uk": "Львів"}
    assert register.indicators["member_companies"].sums == ("entities",)
    assert register.sources["overview"].published == "2024-11"
    assert register.codes["units"]["USD"].kind == "currency"
    assert register.codes["dimensions"]["size"].codes[0].id == "large"
    assert set(register.codes) == {"themes", "units", "counts", "dimensions"}
    assert register.corrections[0].reading == "17"
    assert register.relations[0].between == ("S1", "S3")
    assert register.resolutions == ()
    assert query.register(query.release(release.engine, 1)) is register


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IT HUB Kherson", [("entity", "it-hub-kherson")]),
        ("херсон", [("entity", "it-hub-kherson")]),
        ("cluster lviv", [("entity", "lviv-it-cluster")]),
        ("lviv", [("entity", "lviv"), ("entity", "lviv-it-cluster"), ("entity", "UA-46")]),
        ("export", [("indicator", "it_export_revenue")]),
        ("магазин", []),
        ("magazine", [("source", "overview")]),
        ("100%", [("entity", "it4life")]),
        ("%", [("entity", "it4life")]),
        ("  ", []),
    ],
)
def test_a_search_finds_names_best_match_first(release, text, expected):
    found = query.find(release, parse.fold(text), 10)
    assert sorted(found) == sorted(expected)
    assert [tuple(one) for one in found[:1]] == expected[:1]


def test_a_search_gives_no_more_than_asked(release):
    assert len(query.find(release, "lviv", 1)) == 1
    assert query.find(release, "lviv", 0) == []


def test_the_csv_has_the_columns_of_the_api_and_periods_as_written(release):
    table = query.statements_csv(release, source="overview").set_index("statement", drop=False)
    assert tuple(table.columns) == frames.CSV_COLUMNS
    assert table.loc["S1", ["period_start", "period_end", "said_by", "locator"]].tolist() == [
        "2024-10", "2024-10", "the director", "entry 1",
    ]
    assert table.loc[["S1", "S5"], "unit"].tolist() == ["companies counted", "USD"]
    assert table.loc["S1", "source"] == "overview"
    assert table.loc["S6", ["period_start", "period_end"]].tolist() == ["2014", ""]
    assert table.loc["S4", ["period_start", "period_end", "said_by"]].tolist() == ["", "", None]
    assert (table.loc["S3", "flags"], table.loc["S1", "flags"]) == ("scope_unclear;ambiguous_date", "")
    assert set(table["release"]) == {1}


def test_the_csv_is_of_what_was_asked(release):
    found = query.statements_csv(release, entity="lviv-it-cluster", indicator="member_companies")
    assert ids(found) == ["R1", "S1", "S2"]
    assert query.statements_csv(release, entity="nobody").empty


def test_an_old_release_stays_as_it_was(release, told, database):
    retold(told, "sources/overview.csv", "member_companies,300", "member_companies,310")
    retold(told, "entities/all.yaml", "en: Lviv IT Cluster", "en: IT Cluster of Lviv")
    newer = loaded(told, database)
    before, now = (query.statements(one, ids=["S1"]).iloc[0]["value"] for one in (release, newer))
    assert (before, now, newer.number) == (300, 310, 2)
    assert [one.number for one in query.releases(newer.engine)] == [2, 1]
    assert query.register(release).entities["lviv-it-cluster"].name["en"] == "Lviv IT Cluster"
    assert query.register(newer).entities["lviv-it-cluster"].name["en"] == "IT Cluster of Lviv"
    assert len(query.statements(release)) == len(query.statements(newer)) == 7


def test_two_releases_differ_in_what_is_new_changed_and_gone(release, told, database):
    retold(told, "sources/overview.csv", "S5,ukraine", "S7,ukraine")
    retold(told, "sources/overview.csv", "40,,exact,A,2024-10", "50,,at_least,A,2024-11")
    newer = loaded(told, database)
    found = query.differences(release, newer).set_index("statement")
    assert found["change"].to_dict() == {"S2": "changed", "S5": "gone", "S7": "new"}
    assert found.loc["S2", "fields"] == ("period", "value", "qualifier")
    assert found.loc["S2", ["old_value", "new_value"]].tolist() == [40, 50]
    assert found.loc["S2", ["old_qualifier", "new_qualifier"]].tolist() == ["exact", "at_least"]
    assert found.loc["S2", ["old_period", "new_period"]].tolist() == ["2024-10", "2024-11"]
    assert pd.isna(found.loc["S7", "old_value"])
    assert query.differences(newer, release).set_index("statement")["change"].to_dict() == {
        "S2": "changed", "S5": "new", "S7": "gone",
    }


def test_a_decision_on_what_to_show_is_a_difference_of_its_own(release, told, database):
    hidden = query.statements(release, ids=["S1", "R1"], shown=False)["statement"].item()
    shown = ({"S1", "R1"} - {hidden}).pop()
    (told / "resolutions.yaml").write_text(
        f"- {{show: {hidden}, over: [{shown}], reason: Nearer to it, decided: 2026-01-01}}\n", encoding="utf-8"
    )
    found = query.differences(release, loaded(told, database)).set_index("statement")
    assert found["change"].to_dict() == {"S1": "shown_changed", "R1": "shown_changed"}
    assert (found.loc[hidden, "old_shown"], found.loc[hidden, "new_shown"]) == (0, 1)


def test_a_release_does_not_differ_from_itself(release):
    assert query.differences(release, release).empty
