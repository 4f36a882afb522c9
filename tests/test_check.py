"""What records must hold together, each problem with its message."""

from pathlib import Path

import pytest

from loaders import run

NEWS = "sources/news_page.yaml"
STATEMENT = """
  - id: N009
    entity: lviv-it-cluster
    indicator: event_participants
    period: 2021
    basis: reported
"""
CLUSTERS = "entities/clusters.yaml"
RESOLUTION = "\n- {{show: {show}, over: [{over}], reason: because, decided: 2024-01-15}}\n"


def problems(folder: Path) -> list[str]:
    """The messages of a check, without the folder's name."""
    return [str(problem).removeprefix("small/") for problem in run.check([folder]).problems]


def add(folder: Path, file: str, text: str) -> None:
    """Add text at the end of a file."""
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_the_small_folder_has_no_problems(small_folder: Path):
    assert problems(small_folder) == []


WRONG_STATEMENTS = {
    "    value: 5\n    unit: USD\n":
        "43:11: unit is USD; event_participants is in persons: leave the unit out, or write another indicator",
    "": "37:5: value is empty; write a number, or the flag vague where the source gives none",
    "    value: 5\n    edition: en\n":
        "43:14: edition is en; news_page has none such, it has no editions: leave it out",
    "    value: 5\n    breakdown: {audience: student}\n":
        "43:27: breakdown.audience is student; no code of audience is so named, did you mean students?",
    "    value: 5\n    breakdown: {audiense: students}\n":
        "43:27: breakdown is audiense; no dimension has this id, did you mean audience?",
    "    value: -1\n": "42:12: value is -1; the least plausible event_participants is 0: "
                       "mend it, or add the flag out_of_range or suspected_typo",
    "    value: 999999–1000001\n":
        "42:12: value_high is 1000001; the greatest plausible event_participants is 1000000: "
        "mend it, or add the flag out_of_range or suspected_typo",
    "    value: 5\n    source: annual_reprot\n":
        "43:13: source is annual_reprot; no source has this id, did you mean annual_report?",
}


@pytest.mark.parametrize("fields", WRONG_STATEMENTS)
def test_a_statement_must_fit_its_indicator_and_source(small_folder: Path, fields: str):
    add(small_folder, NEWS, STATEMENT[1:] + fields)
    assert problems(small_folder) == [f"{NEWS}:{WRONG_STATEMENTS[fields]}"]


RIGHT_STATEMENTS = [
    "    flags: [vague]\n", "    status: M\n", "    value: 2000000\n    flags: [out_of_range]\n",
    "    value: 2000000\n    flags: [suspected_typo]\n", "    value: 5\n    unit: persons\n",
    "    value: 5\n    unit: unknown\n    flags: [unit_missing]\n",
]


@pytest.mark.parametrize("fields", RIGHT_STATEMENTS)
def test_a_flag_or_status_owns_what_would_be_wrong(small_folder: Path, fields: str):
    add(small_folder, NEWS, STATEMENT[1:] + fields)
    assert problems(small_folder) == []


def test_a_dated_fact_has_no_value(small_folder: Path):
    add(small_folder, NEWS, STATEMENT[1:].replace("event_participants", "founded") + "    value: 2021\n")
    (said,) = problems(small_folder)
    assert said.endswith("value is 2021; founded is a date: write it as the period, with no value")


def test_another_speaker_place_or_edition_makes_another_statement(small_folder: Path):
    row = "R{},{},kharkiv-it-cluster,member_companies,150,,,,2023-12,,self_reported,page 8,,,,\n"
    add(small_folder, "sources/annual_report.csv", row.format("010", "en") + row.format("011", "uk"))
    assert problems(small_folder) == []


def test_nothing_lies_within_itself(small_folder: Path):
    city = "- {{id: {}, kind: city, within: {}, name: A}}\n"
    add(small_folder, CLUSTERS, city.format("a", "b") + city.format("b", "a"))
    assert problems(small_folder) == [
        "entities/clusters.yaml:12:31: within is b, a circle (a within b within a); write what it lies in",
        "entities/clusters.yaml:13:31: within is a, a circle (b within a within b); write what it lies in",
    ]


def test_ids_of_every_kind_of_record_are_looked_up(small_folder: Path):
    add(small_folder, CLUSTERS, "- {id: a, kind: city, member_of: [uca], documents: [anual_report], name: A}\n")
    add(small_folder, "relations.yaml", "- {kind: see_also, between: [R001, R999], note: x}\n")
    add(small_folder, "languages/uk.yaml", "  memberz: Учасники\n")
    add(small_folder, "indicators/indicators.yaml",
        "- {id: i, name: I, theme: event, unit: person, counts: fakt, period_kind: flow}\n")
    assert [text.split(": ", 1)[1].split(",")[0] for text in problems(small_folder)] == [
        "member_of is uca; no entity has this id",
        "documents is anual_report; no source has this id",
        "theme is event; no theme has this id",
        "unit is person; no unit has this id",
        "counts is fakt; no count has this id",
        "indicators is memberz; no indicator has this id",
        "between is R999; no statement has this id",
    ]


def test_a_name_or_alias_written_for_an_id_leads_to_the_id(small_folder: Path):
    add(small_folder, CLUSTERS, "- {id: a, kind: programme, name: A, organiser: Kharkiv-IT-Claster}\n")
    assert problems(small_folder)[0].endswith("no entity has this id, did you mean kharkiv-it-cluster?")


def test_a_resolution_chooses_among_statements_of_one_observation(small_folder: Path):
    add(small_folder, "resolutions.yaml", RESOLUTION.format(show="R003", over="N001"))
    (said,) = problems(small_folder)
    assert said.endswith("over is N001; write another statement of the observation of R003")


def test_an_observation_is_resolved_once(small_folder: Path):
    add(small_folder, "resolutions.yaml", RESOLUTION.format(show="R002", over="R001"))
    (said,) = problems(small_folder)
    assert "show is R002, but small/resolutions.yaml:1 already resolves its observation; keep one" in said


def test_two_dates_of_one_fact_can_be_resolved(small_folder: Path):
    add(small_folder, NEWS, STATEMENT[1:].replace("event_participants", "founded").replace("lviv", "kharkiv"))
    add(small_folder, "resolutions.yaml", RESOLUTION.format(show="N009", over="N003"))
    assert problems(small_folder) == []


def test_a_refused_record_does_not_make_its_references_wrong(small_folder: Path):
    written = (small_folder / CLUSTERS).read_text(encoding="utf-8")
    (small_folder / CLUSTERS).write_text(written.replace("kind: cluster\n  within: u", "kind: cluter\n  within: u"),
                                         encoding="utf-8")
    assert problems(small_folder) == ["entities/clusters.yaml:9:9: kind is cluter; did you mean cluster?"]


def test_a_missing_key_is_named_at_its_record(small_folder: Path):
    add(small_folder, CLUSTERS, "- {id: a, name: A}\n- {id: b, name: B, kind: }\n")
    assert problems(small_folder) == [
        "entities/clusters.yaml:12:3: kind is missing; write it",
        "entities/clusters.yaml:13:20: kind is empty; write it",
    ]


def test_a_statement_beside_several_sources_names_its_own(small_folder: Path):
    path = small_folder / "sources/annual_report.yaml"
    one = path.read_text(encoding="utf-8").partition("\n")[2]
    item = "- " + one.replace("\n", "\n  ").rstrip() + "\n"
    path.write_text(item + item.replace("id: annual_report", "id: another_report"), encoding="utf-8")
    said = problems(small_folder)
    assert len(said) == 7
    assert said[0] == ("sources/annual_report.csv:2:source: source is missing; "
                       "write it, for the file describes several sources")


def test_a_table_without_its_source_is_refused(small_folder: Path):
    (small_folder / "sources/annual_report.yaml").rename(small_folder / "sources/annual.yaml")
    assert "sources/annual_report.csv:1:1: the table has no source; describe it in annual_report.yaml beside it" in (
        problems(small_folder))


def test_a_folder_that_is_not_there_is_refused(small_folder: Path):
    said = [str(problem) for problem in run.check([small_folder, small_folder / "more"]).problems]
    assert said == ["more:1:1: the data folder is not there; make it, or mend config.yaml"]
