"""Every page on the shipped data in both languages: it says all its words, draws what plotly accepts, leads on."""

import ast
import itertools
import math
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import pytest
import shipped
from babel import Locale

from layouts import pages, shell, theme
from layouts.chart import Chart, Event, Line, Point
from layouts.figures import atlas_map, compared, trending
from loaders import records
from metrics import compare

PAGES = pages.found()
LANGUAGES = shipped.LANGUAGES
LAYOUTS = shipped.PROJECT / "layouts"
SOME_PLACES = {"/figure/": ("K016", "K020", "B027.uk", "O070", "K002", "P0177", "B003", "O019")}
"""Cards: a floor, a dated fact, a rival that is not shown, a range, two forecasts, a conflict, a value reckoned from words."""

SAME_IN_BOTH = {"locale", "number.compact_style", "fact.iso", "take.form.bib", "take.form.json", "take.code.python", "take.code.curl",
                "cite.bibtex.language", "slides.form.pptx", "slides.form.pdf"}
"""Settings and names of standards and programs: the same in every language."""


def addresses(page: pages.Page) -> list[str]:
    """The addresses of a page: its own, or one for each of its places; of a page of more places than can be listed a few."""
    if page.places is None:
        return [page.path]
    return [page.path + place for place in SOME_PLACES.get(page.path) or sorted(page.places(shipped.visit(page.path)))]


def in_turn(page: pages.Page, language: str) -> list[str]:
    """The addresses of a page that are read in one language: all of a few, in turn of many places."""
    asked = addresses(page)
    return asked if len(asked) == 1 else asked[LANGUAGES.index(language)::len(LANGUAGES)]


def numbers(tree) -> Iterator[float]:
    """Every number within plain data."""
    if isinstance(tree, float):
        yield tree
    elif isinstance(tree, dict):
        yield from numbers(list(tree.values()))
    elif isinstance(tree, (list, tuple)):
        for part in tree:
            yield from numbers(part)


def faults(path: str, **choices: str) -> list[str]:
    """What is wrong with one page: words that are missing, figures that plotly refuses or JSON cannot hold."""
    tree = shipped.view(path, **choices)
    found = [f"{path} says {key}" for key in sorted(shipped.unspoken(tree))]
    for figure in shipped.drawn(tree):
        try:
            go.Figure(**figure)
        except ValueError as error:
            found.append(f"{path}: {str(error).strip().splitlines()[0]}")
        if not all(map(math.isfinite, numbers(figure))):
            found.append(f"{path} draws a number that is none")
    return found + [f"{path} leads to {link}" for link in shipped.links(tree) if not carries(link, choices)]


def carries(link: str, choices: dict[str, str]) -> bool:
    """Whether a link to another page keeps the language and the release of the reader."""
    parts = urlsplit(link)
    if parts.scheme or not parts.path or parts.path.startswith(("/api/", "/cite/")):
        return True
    kept = {name: value for name, value in choices.items() if name in ("lang", "release")}
    return kept.items() <= {name: values[-1] for name, values in parse_qs(parts.query).items()}.items()


# every page -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_all_its_places_say_every_word_and_draw_what_plotly_accepts(name, language):
    asked = in_turn(PAGES[name], language)
    assert asked
    assert [fault for path in asked for fault in faults(path, lang=language)] == []


def test_there_is_a_page_for_every_cluster_every_region_and_every_source():
    register = shipped.visit("/").register
    clusters = {f"/cluster/{e.id}" for e in register.entities.values() if e.kind in ("cluster", "association")}
    regions = {f"/region/{e.id}" for e in register.entities.values() if e.kind == "region" and e.within == "ukraine"}
    sources = {f"/sources/{name}" for name in register.sources}
    assert len(regions) == 27
    asked = {path for page in PAGES.values() for path in addresses(page)}
    assert clusters | regions | sources <= asked


@pytest.mark.parametrize("path", sorted(path for path, page in PAGES.items() if not page.places))
def test_a_page_opens_with_a_sentence_in_the_language_of_the_reader(path):
    english, ukrainian = (shipped.prose(PAGES[path].view(shipped.visit(path, lang=language))[0]) for language in LANGUAGES)
    assert len(english) > 20
    assert re.search("[а-яіїєґ]{4}", ukrainian)
    assert english != ukrainian


# what can be chosen -----------------------------------------------------------


def told_of(path: str, name: str, ids, shapes: tuple[str, ...], **more: str) -> list[str]:
    """The faults of a page for each figure that can be chosen, the ways to show it taken in turn."""
    ways = itertools.cycle(shapes)
    return [fault for one in ids for fault in faults(path, **{name: one, "as": next(ways), "lang": "uk"}, **more)]


def test_every_figure_of_the_map_can_be_chosen():
    ids = atlas_map.indicators(shipped.visit("/map"))
    assert ids
    assert told_of("/map", "indicator", ids, ("map", "table")) == []


def test_every_period_of_a_figure_of_the_map_can_be_chosen():
    periods = atlas_map.periods(shipped.visit("/map"), atlas_map.DEFAULT)
    assert periods
    assert [fault for period in periods for fault in faults("/map", period=period)] == []


def test_every_figure_can_be_compared():
    ids = compared.indicators(shipped.visit("/compare"))
    assert ids
    assert told_of("/compare", "indicator", ids, ("ranking", "history", "table", "map")) == []


@pytest.mark.parametrize("shape", ["ranking", "history", "table", "map"])
def test_a_comparison_of_clusters_that_report_nothing_of_it_is_an_empty_state(shape):
    visited = shipped.visit("/compare", indicator="member_companies", entities="uca", **{"as": shape})
    assert visited.words("finding.nothing") in shipped.prose(shipped.seen(visited))


def test_every_cluster_can_be_compared_whether_it_reports_the_figure_or_not():
    ids = compared.entities(shipped.visit("/compare"))
    assert ids
    assert told_of("/compare", "entities", ids, ("ranking", "history", "table", "map")) == []


def test_figures_can_be_followed_over_time_in_any_measure():
    """One figure in seven: a page of trends takes long, and there are hundreds."""
    visited = shipped.visit("/trends")
    ids, places = trending.indicators(visited)[::7], ",".join(["ukraine", *trending.entities(visited)[:5]])
    measures = itertools.cycle(["level", "index", "per_head"])
    assert len(ids) > 3
    assert [fault for one in ids for fault in told_of(
        "/trends", "indicators", [one], ("chart",), measure=next(measures), entities=places)] == []


@pytest.mark.parametrize("measure", ["level", "index", "per_head"])
def test_a_trend_is_a_chart_or_a_table_in_any_measure(measure):
    found = told_of("/trends", "entities", ["ukraine", "poland"], ("chart", "table"), measure=measure)
    assert found == []


@pytest.mark.parametrize("since", ["2010", "2015", "2020"])
def test_a_trend_can_start_later(since):
    assert faults("/trends", since=since) == []


def test_every_disputed_or_doubted_statement_opens():
    rows = compare_rows()
    assert [fault for statement in rows for fault in faults(f"/figure/{statement}")] == []


def compare_rows() -> list[str]:
    """Ids of statements that others contradict, and one of each flag."""
    rows = shipped.query.statements(shipped.release())
    flagged = {flag: row["statement"] for row in rows.to_dict("records") for flag in row["flags"]}
    return sorted({*rows[rows["rivals"] > 0]["statement"], *flagged.values()})


# choices that are not believed ------------------------------------------------


@pytest.mark.parametrize(("path", "name"), [
    ("/map", "indicator"), ("/map", "period"), ("/map", "as"), ("/compare", "indicator"), ("/compare", "entities"),
    ("/compare", "as"), ("/trends", "indicators"), ("/trends", "entities"), ("/trends", "measure"), ("/trends", "since"),
])
def test_a_refused_choice_is_told_and_not_believed(path, name):
    strange = "<b>no such choice</b>"
    visited = shipped.visit(path, **{name: strange, "lang": "uk"})
    tree = shipped.seen(visited)
    told = shell.refusals(visited)
    assert visited.refused == [(name, strange)]
    assert strange in shipped.prose(told) and name in shipped.prose(told)
    assert strange not in set(shipped.texts(tree))
    plain = shipped.visit(path, lang="uk") if name not in ("indicators", "entities") else None
    if plain is not None:
        assert shipped.prose(tree) == shipped.prose(shipped.seen(plain))


def test_a_choice_that_is_believed_is_not_refused():
    visited = shipped.visit("/compare", indicator="member_companies", entities="lviv-it-cluster")
    shipped.seen(visited)
    assert visited.refused == []
    assert shell.refusals(visited) is None


def test_a_longer_list_than_the_page_takes_is_cut_and_each_is_taken_once():
    asked = ",".join(["poland", "poland", "ukraine", "romania"])
    visited = shipped.visit("/trends", entities=asked)
    assert visited.several("entities", trending.entities(visited), (), most=2) == ("poland", "ukraine")


# releases ---------------------------------------------------------------------


def test_a_pinned_release_is_read_on_every_page_that_shows_its_figure():
    for path in ("/events", "/cluster/kharkiv-it-cluster"):
        now, before = (shipped.prose(shipped.view(path, **pin)) for pin in ({}, {"release": "1"}))
        assert "26,500" in now and "26,500" not in before, path
        assert "26,400" in before and "26,400" not in now, path


def test_links_and_downloads_carry_the_language_and_the_pinned_release_on():
    tree = shipped.view("/cluster/kharkiv-it-cluster", lang="uk", release="1")
    inside = [link for link in shipped.links(tree) if link.startswith("/")]
    assert inside
    assert [link for link in inside if not carries(link, {"lang": "uk", "release": "1"})] == []
    taken = [link for link in shipped.links(shipped.view("/map", lang="uk", release="1")) if link.startswith(("/download/", "/picture/"))]
    assert len(taken) > 3
    assert {parse_qs(urlsplit(link).query)["release"][0] for link in taken} == {"1"}


def test_an_unpinned_page_pins_no_link():
    assert not [link for link in shipped.links(shipped.view("/", lang="uk")) if "release=" in link and "/api/" not in link]


def test_the_overview_tells_what_the_release_changed():
    now, before = shipped.view("/"), shipped.view("/", release="1")
    assert "Participants of educational events :  changed" in shipped.prose(now)
    assert "/releases/1...2" in shipped.links(now)
    assert not [link for link in shipped.links(before) if "..." in link]


# words ------------------------------------------------------------------------


def forms(word) -> list[str]:
    """The texts of a word, one for each plural form."""
    return [word] if isinstance(word, str) else list(word.values())


def braces(word) -> set[str]:
    """The names in the braces of a word, over all its forms."""
    return {name for form in forms(word) for _, name, _, _ in Formatter().parse(form) if name}


def spoken(language: str) -> dict:
    return shipped.tables()[language]["words"]


def test_both_languages_have_the_same_keys():
    assert sorted(spoken("uk")) == sorted(spoken("en"))


def test_a_word_fills_the_same_braces_in_both_languages():
    assert {key: braces(spoken("uk")[key]) for key in spoken("en")} == {key: braces(word) for key, word in spoken("en").items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_counts_has_every_plural_form_of_its_language(language):
    wanted = {*Locale.parse(language).plural_form.tags, "other"}
    lacking = {key: sorted(wanted - set(word)) for key, word in spoken(language).items() if isinstance(word, dict) and wanted - set(word)}
    assert lacking == {}


def test_a_word_that_counts_in_one_language_counts_in_the_other():
    assert {key for key, word in spoken("en").items() if isinstance(word, dict)} == {
        key for key, word in spoken("uk").items() if isinstance(word, dict)}


def test_no_ukrainian_word_is_left_in_english():
    left = {
        key for key, word in spoken("uk").items()
        for form in forms(word) if re.search("[A-Za-z]{3}", re.sub(r"{\w+}", "", form)) and form in forms(spoken("en")[key])
    }
    assert left <= SAME_IN_BOTH


def asked_words() -> dict[str, str]:
    """The keys that the layouts ask for: whole, or up to the first thing filled in (`flag.`), with their file."""
    found = {}
    for path in LAYOUTS.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and node.args):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name == "words" and (key := start_of(call.args[0])):
                found[key] = path.name
    return found


def start_of(node: ast.expr) -> str:
    """A text, or the fixed beginning of an f-string followed by `*`."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    first = node.values[0] if isinstance(node, ast.JoinedStr) else None
    return f"{first.value}*" if isinstance(first, ast.Constant) else ""


def test_every_word_that_the_layouts_ask_for_is_there():
    keys = asked_words()
    assert len(keys) > 100
    lacking = {
        key: file for key, file in keys.items()
        if not (any(word.startswith(key[:-1]) for word in spoken("en")) if key.endswith("*") else key in spoken("en"))
    }
    assert lacking == {}


REGISTERED = {
    "kind.": records.EntityKind, "kinds.": records.EntityKind, "status.entity.": records.ActivityStatus,
    "sole.": records.SoleProprietors, "hedge.": records.Qualifier, "qualifier.": records.Qualifier, "status.": records.Status,
    "period_kind.": records.PeriodKind, "basis.": records.Basis, "flag.": records.Flag, "relation.": records.RelationKind,
    "source.kind.": records.Source.model_fields["kind"].annotation, "field.": records.Correction.model_fields["field"].annotation,
    "correction.": records.Correction.model_fields["action"].annotation,
}


@pytest.mark.parametrize("start", REGISTERED)
def test_every_code_that_the_data_may_hold_has_a_word(start):
    assert [code for code in get_args(REGISTERED[start]) if start + code not in spoken("en")] == []


def test_every_reason_for_standing_apart_has_a_word():
    reasons = {reason for _, rows in shipped.query.observations(shipped.release()).groupby("concept")
               for _, reason in compare.like_for_like(rows).apart}
    assert reasons
    assert {reason for reason in reasons if f"reason.{reason}" not in spoken("en")} == set()


def test_every_shipped_name_is_in_both_languages():
    register = shipped.visit("/").register
    codes = [code for table in register.codes.values() for code in table.values()]
    named = [*register.entities.values(), *register.indicators.values(), *codes]
    assert [record.id for record in named if not {"en", "uk"} <= set(record.name)] == []
    assert [source.id for source in register.sources.values() if not {"en", "uk"} <= {*source.title} & {*source.producer}] == []


# the writer of plotly ---------------------------------------------------------

POINTS = [
    Point(name="a", value=value, high=high, qualifier=qualifier, status=status, label="<b>5</b>", period="2023", day=day,
          statement="S1", hover=("one", "<i>two</i>"), conflict=conflict, segment=segment)
    for value, high, qualifier, status, day, conflict, segment in [
        (5.0, None, "exact", "A", "2021-07-01", False, 0), (7.0, None, "at_least", "A", "2022-07-01", True, 0),
        (6.0, None, "up_to", "P", "2023-07-01", False, 0), (6.0, 8.0, "range", "E", "2024-07-01", False, 1),
        (9.0, None, "about", "F", "2025-07-01", False, 1), (9.5, None, "exact", "planned", "2026-07-01", False, 1),
        (None, None, "exact", "A", "2027-07-01", False, 2),
    ]
]


def test_the_theme_draws_every_mark_as_plotly_accepts_it():
    chart = Chart(title="t", subtitle="s", lines=(Line("a", theme.SERIES[0], tuple(POINTS)),), alt="alt",
                  ticks=((0, "0"), (10, "ten")), events=(Event("2022-02-24", "a <day>"),))
    figure = theme.plotly(chart)
    go.Figure(**figure)
    symbols = next(trace for trace in figure["data"] if "markers" in trace["mode"])["marker"]["symbol"]
    assert len(set(map(str, symbols))) >= 5
    assert not [text for text in shipped.texts(figure) if re.search("<(?!br>)", text)], "plotly would read markup of the data"


def test_a_line_is_dashed_only_where_it_leads_to_a_forecast():
    traces = theme.plotly(Chart(title="", subtitle="", lines=(Line("a", "#000000", tuple(POINTS)),), alt=""))["data"]
    dashed = [trace for trace in traces if trace.get("line", {}).get("dash") == "dash"]
    assert [trace["y"] for trace in dashed] == [[6.0, 9.0, 9.5]]


def test_the_shipped_assets_hold_no_foreign_address():
    foreign = re.compile(r"(?:https?:)?//(?!www\.w3\.org)[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
    written = {path.name: foreign.findall(path.read_text(encoding="utf-8")) for path in Path(LAYOUTS, "assets").glob("*.*s*")}
    assert {name: found for name, found in written.items() if found and not name.endswith(".min.js")} == {}
