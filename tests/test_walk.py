"""The walk of one figure: Kharkiv, over 26,500 participants in educational events, 2023 (K016), from file to reader."""

import csv
import io

import pytest
import shipped
from dash import html

from layouts import parts, theme
from layouts.chart import Chart, Line
from layouts.figures import education, points
from loaders import read, run, store
from loaders.correct import correct
from loaders.gather import gather
from loaders.observe import observation
from metrics import compare, query
from publish import api

STATEMENT = "K016"
FILE = "data/sources/kharkiv_annual_meeting_2023.csv"
SAID = {"en": "over 26,500 participants", "uk": "понад 26\u00a0500 учасників"}
HEDGED = {"en": "over 26,500", "uk": "понад 26\u00a0500"}
NUMBER_AND_HEDGE = ("value", "value_high", "unit", "qualifier", "status")


@pytest.fixture(scope="module")
def line() -> int:
    """The line of the file that states it, counted by hand and not by the loader."""
    lines = (shipped.PROJECT / FILE).read_text(encoding="utf-8").splitlines()
    (found,) = (number for number, text in enumerate(lines, start=1) if text.startswith(f"{STATEMENT},"))
    return found


@pytest.fixture(scope="module")
def row() -> dict:
    """The observation as the metrics hand it on."""
    rows = query.observations(shipped.release(), entities=["kharkiv-it-cluster"], indicators=["educational_event_participants"])
    (found,) = rows[rows["statement"] == STATEMENT].to_dict("records")
    return found


def test_the_file_states_it_in_a_line_of_its_own(line):
    rows, problems = read.rows(shipped.PROJECT / FILE, FILE)
    assert problems == []
    assert [found.plain()["value"] for found in rows if found.line == line] == ["26500"]


def test_the_record_is_typed_and_knows_its_line(line):
    content = gather([shipped.DATA])
    (entry,) = (entry for entry in content.entries["statement"] if entry.record.id == STATEMENT)
    record = entry.record
    assert (record.value, record.value_high, record.qualifier, record.status, record.period) == (26500, None, "at_least", "A", "2023")
    assert entry.where == f"{FILE}:{line}"


def test_no_correction_touches_it_and_it_is_of_the_whole_year():
    content = gather([shipped.DATA])
    units = {entry.record.id: entry.record.unit for entry in content.entries["indicator"]}
    corrected, printed, _ = correct(content.entries["statement"], content.entries["correction"], units)
    (record,) = (entry.record for entry in corrected if entry.record.id == STATEMENT)
    (indicator,) = (entry.record for entry in content.entries["indicator"] if entry.record.id == record.indicator)
    assert STATEMENT not in printed
    found = observation(record, indicator)
    assert (found.entity, found.indicator, found.period, found.sense) == (
        "kharkiv-it-cluster", "educational_event_participants", "2023", "whole")


def test_either_database_gives_back_what_the_file_states(database, line):
    assert run.load([shipped.DATA], database).problems == ()
    release = query.newest(store.engine(database))
    assert release is not None
    (stored,) = query.statements(release, ids=[STATEMENT]).to_dict("records")
    assert (stored["value"], stored["unit"], stored["qualifier"], stored["status"]) == (26500, "participants", "at_least", "A")
    assert (stored["file"], stored["line"], stored["shown"]) == (FILE, line, True)
    assert (stored["period_start"], stored["period_end"]) == ("2023-01-01", "2023-12-31")
    release.engine.dispose()


def test_it_is_the_newest_of_its_cluster_and_bounds_from_below_only(row):
    rows = query.observations(shipped.release(), indicators=["educational_event_participants"])
    newest = compare.newest(rows).rows
    assert STATEMENT in set(newest["statement"])
    assert (row["value"], row["qualifier"], row["source"]) == (26500, "at_least", "kharkiv_annual_meeting_2023")


@pytest.mark.parametrize("language", SAID)
def test_it_is_said_with_its_hedge_its_number_and_its_unit(row, language):
    assert shipped.words(language).said(row) == SAID[language]


@pytest.mark.parametrize("language", SAID)
def test_the_point_of_the_figure_carries_hedge_source_and_place(row, language):
    visit = shipped.visit("/events", lang=language)
    point = points.point(visit, row)
    assert (point.label, point.value, point.qualifier, point.statement) == (HEDGED[language], 26500, "at_least", STATEMENT)
    told = "\n".join(point.hover)
    assert SAID[language] in told
    assert visit.words.producer(row["source"]) in told and visit.words.text(row["locator"]) in told
    drawn = theme.plotly(Chart(title="", subtitle="", lines=(Line("", theme.ACCENT, (point,)),), alt=""))
    (marked,) = (trace for trace in drawn["data"] if "markers" in trace["mode"])
    assert (list(marked["y"]), list(marked["customdata"])) == ([26500], [STATEMENT])
    assert marked["marker"]["symbol"][0] == "triangle-up"


@pytest.mark.parametrize("language", SAID)
def test_the_bar_is_open_ended_and_opens_its_statement(language):
    visit = shipped.visit("/events", lang=language)
    charts = dict(education.panels(visit, education.ATTENDANCE))
    chart = charts["educational_event_participants"]
    (bar,) = (item for item in shipped.components(parts.bars(visit, chart.points))
              if isinstance(item, html.Li) and HEDGED[language] in shipped.prose(item))
    kinds = " ".join(getattr(part, "className", "") or "" for part in shipped.components(bar)).split()
    assert "bar-at_least" in kinds
    assert any(f"/figure/{STATEMENT}" in link for link in shipped.links(bar))


@pytest.mark.parametrize("path", ["/events", "/cluster/kharkiv-it-cluster"])
@pytest.mark.parametrize("language", SAID)
def test_the_pages_say_it_and_lead_to_the_statement(path, language):
    tree = shipped.view(path, lang=language)
    assert HEDGED[language] in shipped.prose(tree)
    assert any(f"/figure/{STATEMENT}" in link for link in shipped.links(tree))


@pytest.mark.parametrize("language", SAID)
def test_a_reader_who_doubts_it_finds_file_and_line(line, language):
    opened = shipped.prose(shipped.view(f"/figure/{STATEMENT}", lang=language))
    assert SAID[language] in opened
    assert FILE in opened and str(line) in opened


def test_the_download_holds_it_with_the_documented_columns():
    rows = list(csv.DictReader(io.StringIO(api.as_csv(query.statements_csv(shipped.release(), entity="kharkiv-it-cluster")))))
    (found,) = (found for found in rows if found["statement"] == STATEMENT)
    assert [found[name] for name in NUMBER_AND_HEDGE] == ["26500", "", "participants", "at_least", "A"]
    assert (found["period_start"], found["period_end"], found["indicator"]) == ("2023", "2023", "educational_event_participants")
    assert found["locator"] and found["said_by"] and found["source"] == "kharkiv_annual_meeting_2023"
