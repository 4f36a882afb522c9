"""Decks composed over the shipped data: every number traced, every hedge kept, nothing silently left out."""

import re
from dataclasses import replace
from functools import cache

import deck_numbers
import pytest
import shipped

from loaders import decks, run, store
from loaders.deck_records import DeckRecord
from metrics import query
from publish.drawing.blocks import Graphic, Map, Prose, Table, Tile, Tiles, Timeline
from publish.slides import changes, command
from publish.slides.compose import CannotCompose, compose
from publish.slides.making import making
from publish.slides.slide import Deck, Slide

ASKED = {
    "annual_meeting_2023": {}, "alliance_2022": {}, "any_cluster": {"cluster": "kharkiv-it-cluster", "year": "2023"},
    "region_profile": {"region": "UA-63"}, "compare_clusters": {"clusters": "kharkiv-it-cluster,lviv-it-cluster,kyiv-it-cluster"},
}
KHARKIV, ALLIANCE = "annual_meeting_2023", "alliance_2022"
BOTH = pytest.mark.parametrize("language", shipped.LANGUAGES)


@cache
def records() -> dict[str, DeckRecord]:
    """The shipped decks."""
    return decks.read([shipped.DATA]).by_id


@cache
def shown(name: str, language: str = "en", release: str = "") -> Deck:
    """A shipped deck, composed once."""
    return composed(records()[name], language, release, **ASKED[name])


def composed(record: DeckRecord, language: str = "en", release: str = "", **asked: str) -> Deck:
    """A deck over the shipped data."""
    choices = {"lang": language, **({"release": release} if release else {})}
    return compose(shipped.visit("/slides", **choices), record, asked)


def made(text: str, language: str = "en", **asked: str) -> Deck:
    """A deck written in a test; its slides are indented by two."""
    found = decks.parsed(f"id: made\ntitle: {{en: Made}}\nslides:\n{text}", "made.yaml")
    assert found.problems == ()
    return composed(found.by_id["made"], language, **asked)


def tiles(deck: Deck) -> dict[str, Tile]:
    """The tiles of a deck by their statements."""
    return {tile.statement: tile for slide in deck.slides for block in slide.blocks if isinstance(block, Tiles) for tile in block.tiles}


def graphics(deck: Deck, form: str) -> list[tuple[Slide, Graphic]]:
    """The charts of a form with their slides."""
    return [(slide, block) for slide in deck.slides for block in slide.blocks if isinstance(block, Graphic) and block.form == form]


def prose(deck: Deck) -> str:
    """All that a reader of the slides sees, in one text."""
    return "\n".join(text for slide in deck.slides for text in deck_numbers.texts(deck, slide))


@BOTH
@pytest.mark.parametrize("name", ASKED)
def test_every_number_of_every_slide_is_told_in_its_notes_with_an_id(name, language):
    assert deck_numbers.untraced(shown(name, language)) == []


@BOTH
@pytest.mark.parametrize("name", ASKED)
def test_a_figure_says_what_the_notes_of_its_own_statement_say(name, language):
    for slide in shown(name, language).slides:
        for said, ids in deck_numbers.with_own_statement(slide):
            told = " ".join(deck_numbers.line_of(slide, one) for one in ids.split(", "))
            assert told, (slide.title, ids)
            assert deck_numbers.numbers(said) <= deck_numbers.numbers(told), (slide.title, ids)


def test_a_number_without_a_statement_is_found_by_the_test_itself():
    deck = shown(KHARKIV)
    spoiled = replace(deck, slides=(replace(deck.slides[1], subtitle="About 777 came"), *deck.slides[2:]))
    assert [number for _, number in deck_numbers.untraced(spoiled)] == ["777"]


@BOTH
def test_all_nine_infographics_of_the_meeting_are_drawn(language):
    deck = shown(KHARKIV, language)
    on_tiles = tiles(deck)
    groups = (("K004",), ("K007", "K008", "K009", "K010", "K011"), ("K015", "K016"), ("K018", "K019", "K020"),
              ("K025", "K026", "K027", "K028"), ("K032", "K033", "K034"))
    assert [group for group in groups if not set(group) <= on_tiles.keys()] == []
    assert any({"P0008", "P0031", "K002"} <= set(slide.statements) for slide, _ in graphics(deck, "line"))
    [(videos, units)] = graphics(deck, "units")
    assert (units.chart.points[0].value, units.whole, set(videos.statements)) == (10, 16, {"K023", "K024", "K022"})
    ready = next(slide for slide in deck.slides if "Ready4EU" in slide.title)
    assert {"K036", "K037"} <= set(ready.statements)
    assert any(isinstance(block, Prose) for block in ready.blocks)


@BOTH
def test_one_big_number_stands_alone_and_a_rank_stands_apart(language):
    deck = shown(KHARKIV, language)
    members = next(slide for slide in deck.slides if slide.statements == ("K004",))
    assert [len(block.tiles) for block in members.blocks] == [1]
    campaign = next(slide for slide in deck.slides if "K020" in slide.statements and slide.layout == "tiles")
    assert [[tile.statement for tile in block.tiles] for block in campaign.blocks] == [["K018", "K019"], ["K020"]]


def test_over_26_500_is_never_said_bare():
    for language, said in (("uk", "понад 26\u00a0500"), ("en", "over 26,500")):
        deck = shown(KHARKIV, language)
        bare = said.split(" ", 1)[1]
        told = prose(deck) + "\n".join(note for slide in deck.slides for note in slide.notes)
        assert said in prose(deck)
        assert [line for line in told.split("\n") if re.search(rf"(?<!{said.split()[0]} ){bare}", line)] == []
        assert tiles(deck)["K016"].value == said


@BOTH
def test_a_reference_is_drawn_with_its_hedge_its_unit_and_the_plural_of_the_language(language):
    said = {"en": "Came: over 26,500 participants; for 7 communities",
            "uk": "Прийшло: понад 26\u00a0500 учасників; для 7 спільнот"}[language]
    text = "  - kind: text\n    items: [{en: 'Came: {K016}; for {K011}', uk: 'Прийшло: {K016}; для {K011}'}]\n"
    assert made(text, language).slides[0].blocks == (Prose((said,)),)


@BOTH
def test_the_forecast_of_2023_is_a_point_of_its_own_and_named_in_label_and_notes(language):
    word = {"en": "forecast", "uk": "прогноз"}[language]
    [(slide, graphic)] = [(s, g) for s, g in graphics(shown(KHARKIV, language), "line") if "K002" in s.statements]
    [own] = [line for line in graphic.chart.lines if any(point.statement == "K002" for point in line.points)]
    assert [(point.status, word in point.label) for point in own.points] == [("F", True)]
    series = next(line for line in graphic.chart.lines if line is not own)
    assert {point.status for point in series.points} == {"A"}
    assert (series.points[0].period, series.points[-1].period) == ("2000", "2023")
    assert word in deck_numbers.line_of(slide, "K002")


@BOTH
def test_the_open_contradiction_of_14_and_13_shows_as_such(language):
    deck = shown(ALLIANCE, language)
    assert "13" in tiles(deck)["B003"].aside and "14" in tiles(deck)["B029"].aside
    headlines = next(slide for slide in deck.slides if "B003" in slide.statements and slide.layout == "tiles")
    assert shipped.words(language)("opened.open_conflict") in deck_numbers.line_of(headlines, "B003")
    assert "B029" in deck_numbers.line_of(headlines, "B003")
    assert any("B003" in item and "B029" in item for block in deck.slides[-1].blocks for item in block.items)


@BOTH
def test_seven_seven_and_seven_are_shown_apart_and_aid_has_no_total(language):
    deck = shown(ALLIANCE, language)
    assert {tiles(deck)[one].value.split()[0] for one in ("B008", "B035", "B122")} == {"7"}
    first = next(slide for slide in deck.slides if "B042" in slide.statements and slide.layout == "table")
    aid = [slide for slide in deck.slides if slide.place == first.place]
    shown_rows = [row for slide in aid for block in slide.blocks for row in block.rows]
    assert len(shown_rows) == 13
    assert not any(word in " ".join(row).casefold() for row in shown_rows for word in ("together", "total", "разом", "усього"))


def test_a_resolved_conflict_tells_who_decided_and_what_was_said_otherwise():
    deck = shown(ALLIANCE)
    slide = next(slide for slide in deck.slides if "B027" in slide.statements)
    line = deck_numbers.line_of(slide, "B027")
    assert "B027.uk" in line and "decided by the editors" in line and "2 million" in line
    assert any("B027" in item for block in deck.slides[-1].blocks for item in block.items)


@BOTH
def test_the_notes_tell_who_what_when_source_place_date_speaker_hedge_status_and_release(language):
    deck, words = shown(KHARKIV, language), shipped.words(language)
    slide = next(slide for slide in deck.slides if slide.statements == ("K004",))
    line = deck_numbers.line_of(slide, "K004")
    row = query.statements(shipped.release(), ids=["K004"]).iloc[0]
    wanted = [words.entity(row["entity"]), words.indicator(row["indicator"]), words.period(row["period"], row["sense"]), words.said(row),
              words.source(row["source"]), words.text(row["locator"]), words.text(row["said_by"]), words("qualifier.at_least"),
              words("status.A"), words.text(row["note"]).rstrip("."), shipped.release().short]
    assert [text for text in wanted if text not in line] == []
    assert slide.source.startswith(words("source.line")) and shipped.release().short in slide.source


@BOTH
@pytest.mark.parametrize("name", ASKED)
def test_a_deck_has_titles_of_its_own_says_no_missing_word_and_ends_with_its_data_notes(name, language):
    deck = shown(name, language)
    titles = [slide.title for slide in deck.slides]
    assert "" not in titles and len(set(titles)) == len(titles)
    assert shipped.unspoken([prose(deck), *(note for slide in deck.slides for note in slide.notes), *deck.words.values()]) == set()
    assert re.search(r"\$(clusters?|region|year)", prose(deck)) is None
    assert deck.slides[-1].title.startswith(shipped.words(language)("deck.data_notes"))
    assert all(slide.source for slide in deck.slides if slide.layout not in ("title", "section"))


@pytest.mark.parametrize("name", ASKED)
def test_the_two_languages_show_the_same_figures_on_the_same_slides(name):
    """Longer texts may need one slide more; what is shown is the same."""
    ours, theirs = ({(slide.place, one) for slide in shown(name, language).slides if slide.place for one in slide.statements}
                    for language in shipped.LANGUAGES)
    assert ours == theirs


@pytest.mark.parametrize("name", ASKED)
def test_the_same_deck_composed_twice_is_equal(name):
    assert composed(records()[name], "uk", **ASKED[name]) == shown(name, "uk")


@BOTH
def test_the_slides_of_a_deck_follow_its_record(language):
    deck = shown(KHARKIV, language)
    places = [slide.place for slide in deck.slides if slide.place]
    assert places == sorted(places)
    assert {slide.layout for slide in deck.slides if not slide.place} == {"sources"}


def test_what_the_release_cannot_answer_is_left_out_and_told_on_the_last_slide():
    deck = made("  - kind: tiles\n    title: {en: Ghosts}\n    statements: [X900, X901]\n  - kind: tiles\n    statements: [K016]\n")
    assert [slide.layout for slide in deck.slides] == ["tiles", "sources", "sources"]
    assert deck.skipped == ("Ghosts: this release does not hold X900, X901",)
    assert "Left out: Ghosts: this release does not hold X900, X901" in deck.slides[-1].blocks[0].items


def test_a_statement_that_is_gone_leaves_its_slide_and_is_named_there():
    deck = made("  - kind: tiles\n    statements: [K016, X900]\n")
    assert list(tiles(deck)) == ["K016"]
    assert "this release does not hold X900" in deck.slides[0].remarks


@BOTH
def test_a_cluster_of_which_nothing_is_told_in_a_year_gets_a_deck_that_says_so(language):
    deck = composed(records()["any_cluster"], language, cluster="mykolaiv-it-cluster", year="1999")
    assert deck.slides[0].layout == "title" and "1999" in deck.slides[0].title
    assert len(deck.skipped) >= 5
    assert not any(slide.layout in ("section", "tiles", "chart") and "1999" in slide.title for slide in deck.slides)
    closing = [item for slide in deck.slides if slide.layout == "sources" for block in slide.blocks if isinstance(block, Prose)
               for item in block.items]
    assert [text for text in deck.skipped if not any(text in item for item in closing)] == []
    assert deck.skipped[-1] in deck.slides[-1].blocks[0].items[-1]


def test_a_section_of_which_every_slide_is_left_out_is_left_out_too():
    deck = made("".join(f"  - kind: section\n    title: {{en: {name}}}\n  - kind: tiles\n    statements: [{statement}]\n"
                        for name, statement in (("Empty", "X900"), ("Full", "K016"))))
    assert [slide.title for slide in deck.slides if slide.layout == "section"] == ["Full"]


ASKS = [
    ("any_cluster", {}, "This deck is about one cluster; give its id, such as"),
    ("any_cluster", {"cluster": "kharkiv-it-clustr"},
     "cluster is kharkiv-it-clustr, which no deck can be made about; give an id such as kharkiv-it-cluster"),
    ("any_cluster", {"cluster": "kharkiv-it-cluster", "year": "23"}, "The year is 23; give four digits, such as 2023"),
    ("region_profile", {"region": "UA-99"}, "region is UA-99, which no deck can be made about; give an id such as UA-"),
    ("compare_clusters", {"clusters": "kharkiv-it-cluster,nobody"}, "clusters is nobody, which no deck can be made about"),
]


@pytest.mark.parametrize(("name", "asked", "message"), ASKS)
def test_an_answer_that_is_no_id_of_the_release_is_refused_by_name(name, asked, message):
    with pytest.raises(CannotCompose, match=re.escape(message)):
        composed(records()[name], **asked)


def test_a_text_that_looks_like_a_formula_passes_through_unchanged():
    texts = ["=1+1 is no sum", "+cmd", "-x", "@name"]
    items = "".join(f"      - {{en: '{text}'}}\n" for text in texts if "1" not in text)
    deck = made(f"  - kind: text\n    title: {{en: '=HYPERLINK(x)'}}\n    items:\n{items}")
    assert (deck.slides[0].title, deck.slides[0].blocks) == ("=HYPERLINK(x)", (Prose(("+cmd", "-x", "@name")),))


def test_unlike_units_never_share_a_chart():
    deck = made("  - kind: chart\n    title: {en: Mixed}\n    form: column\n    statements: [K015, K016]\n")
    assert deck.skipped == ("Mixed: is told in another unit",)


def test_before_and_after_need_one_definition():
    deck = made("  - kind: chart\n    form: before_after\n    statements: [K004, O034]\n"
                "  - kind: chart\n    title: {en: Unlike}\n    form: before_after\n    statements: [O020, O045]\n")
    assert [point.label for point in deck.slides[0].blocks[0].chart.points] == ["over 310", "over 600"]
    assert deck.skipped == ("Unlike: the definitions differ, so nothing stands beside it",)


def test_a_part_of_a_whole_is_drawn_only_where_a_source_says_so():
    deck = made("  - kind: chart\n    title: {en: Not a part}\n    form: units\n    statements: [K011]\n    whole: K024\n")
    assert deck.skipped == ("Not a part: no source says that it is a part of the whole",)


def test_a_long_table_goes_on_and_a_cut_one_says_how_much_is_left():
    whole = made("  - kind: table\n    figure: directory\n    title: {en: All}\n")
    pages = [slide for slide in whole.slides if slide.layout == "table"]
    assert len(pages) > 1 and pages[0].title == f"All (1/{len(pages)})"
    assert sum(len(slide.blocks[0].rows) for slide in pages) == 26
    cut = made("  - kind: table\n    figure: directory\n    title: {en: Some}\n    most: 5\n")
    assert len(cut.slides[0].blocks[0].rows) == 5 and "and 21 more" in cut.slides[0].remarks


def test_a_ranking_that_is_cut_keeps_the_one_it_is_about():
    deck = made("  - kind: chart\n    figure: ranking\n    indicators: [member_companies]\n"
                "    entities: [it-cluster-konotop]\n    most: 4\n")
    points = deck.slides[0].blocks[0].chart.points
    assert (len(points), points[-1].name, points[-1].accent) == (4, "IT-cluster Konotop", True)


@BOTH
def test_the_map_has_27_units_with_colours_of_six_digits_and_arrows_for_who_moved(language):
    text = "  - kind: map\n    figure: clusters\n  - kind: map\n    figure: indicator\n    indicators: [population]\n"
    homes, filled = (block for slide in made(text, language).slides for block in slide.blocks if isinstance(block, Map))
    for drawn in (homes, filled):
        assert len(drawn.areas) == 27
        assert all(re.fullmatch(r"#[0-9a-f]{6}", area.colour) for area in drawn.areas if area.colour)
    assert len(homes.dots) == 26 and all(dot.radius_pt >= 3 for dot in homes.dots)
    assert [dot for dot in homes.dots if dot.moved_to] and [dot for dot in homes.dots if dot.hollow]
    assert {area.iso for area in filled.areas if not area.colour} == {"UA-43", "UA-40"}
    assert filled.scale and all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour, _ in filled.scale)


def test_a_timeline_is_in_the_order_of_its_dates():
    [timeline] = [block for slide in shown(KHARKIV).slides for block in slide.blocks if isinstance(block, Timeline)]
    entities = query.register(shipped.release()).entities.values()
    begins = {entity.name["en"]: entity.period.partition("/")[0] for entity in entities if entity.period}
    dated = [begins[what] for _, what, _ in timeline.items]
    assert len(dated) == 6 and dated == sorted(dated)


def test_a_deck_over_an_older_release_uses_its_values():
    _, now, before = shipped.FORMER
    former, today = shown(KHARKIV, release="1"), shown(KHARKIV)
    assert (former.release, tiles(former)["K016"].value) == (1, f"over {before:,}")
    assert tiles(today)["K016"].value == f"over {now:,}"
    assert shipped.release(1).short in former.slides[1].source


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """A visitor's database with two releases: the shipped data, then data with a value changed, a conflict decided, a statement gone,
    a definition changed, and a draft that is not public yet."""
    room = tmp_path_factory.mktemp("later")
    data = room / "data"
    shipped.shutil.copytree(shipped.DATA, data)
    url = f"sqlite:///{room}/atlas.sqlite"
    assert run.load([data], url).problems == ()
    table = data / "sources" / "kharkiv_annual_meeting_2023.csv"
    shipped.change(table, r"(?m)^(K015,.*?),445,", r"\1,460,")
    shipped.change(table, r"(?m)^K017,.*\n", "")
    shipped.change(table, r"(?m)^K004,kharkiv-it-cluster,members_and_partners,", "K004,kharkiv-it-cluster,member_organisations,")
    relations = data / "relations.yaml"
    shipped.change(relations, r"- kind: conflicts_with\n  between: \[B003, B029\]", "- kind: see_also\n  between: [B003, B029]")
    drafts = room / "drafts" / "sources"
    drafts.mkdir(parents=True)
    (drafts / "next.yaml").write_text(DRAFT, encoding="utf-8")
    outcome = run.load([data, room / "drafts"], url)
    assert outcome.problems == (), [str(problem) for problem in outcome.problems]
    return shipped.visitor(store.engine(url), shipped.tables())


DRAFT = """\
id: meeting_2024
title: {en: Annual meeting of the next year, uk: Збори наступного року}
producer: {en: Kharkiv IT Cluster, uk: Харківський ІТ-кластер}
published: unknown
kind: report
statements:
  - id: D001
    entity: kharkiv-it-cluster
    indicator: educational_events_held
    value: 500
    period: 2024
    basis: self_reported
    locator: {en: draft, uk: чернетка}
"""


def over(visitor, name: str, number: int, language: str = "en"):
    """A deck over one release of a database, with what it was made of."""
    visit = visitor.visit("/slides", {"lang": language, "release": str(number)})
    deck = compose(visit, records()[name], ASKED[name])
    return making(visit, records()[name], ASKED[name]), deck


def told(visitor, name: str) -> dict[str, set[str]]:
    """What changed between the two releases, statement ids by kind of change."""
    (before, then), (now, today) = over(visitor, name, 1), over(visitor, name, 2)
    ids = [[one for slide in deck.slides for one in slide.statements] for deck in (then, today)]
    found: dict[str, set[str]] = {}
    for change in changes.since_release(before, ids[0], now, ids[1]):
        found.setdefault(change.kind, set()).add(change.row["statement"])
    return found


def test_compare_lists_a_new_value_a_changed_definition_and_a_gone_statement(later):
    found = told(later, KHARKIV)
    assert "K015" in found["value"] and "K017" in found["gone"] and "K004" in found["definition"]
    assert "K016" not in {one for ids in found.values() for one in ids}


def test_compare_lists_a_resolved_conflict(later):
    assert {"B003", "B029"} <= told(later, ALLIANCE)["resolved"]


def test_what_changed_is_told_in_words_of_both_languages(later):
    for language, wanted in (("en", "over 445 events, 2023 → over 460 events, 2023 (new value)"),
                             ("uk", "понад 445 подій, 2023 → понад 460 подій, 2023 (нове значення)")):
        (before, then), (now, today) = over(later, KHARKIV, 1, language), over(later, KHARKIV, 2, language)
        found = changes.since_release(before, then.slides[1].statements, now, today.slides[1].statements)
        assert any(wanted in line for line in changes.lines(now.visit, "title", found))


def test_a_figure_that_is_not_public_yet_marks_its_slide_as_a_draft(later):
    visit = later.visit("/slides", {"lang": "uk", "release": "2"})
    text = "id: made\ntitle: {en: Made}\nslides:\n  - kind: tiles\n    statements: [D001]\n  - kind: tiles\n    statements: [K016]\n"
    deck = compose(visit, decks.parsed(text, "made.yaml").by_id["made"], {})
    assert [slide.draft for slide in deck.slides[:2]] == [True, False]
    assert deck.slides[0].remarks[0] == "Чернетка: ще не оприлюднено"
    assert "Чернетка" in deck_numbers.line_of(deck.slides[0], "D001")
    assert deck.slides[-1].draft


def test_another_year_stands_beside_only_where_it_is_comparable():
    visit = shipped.visit("/slides")
    now = making(visit, records()[KHARKIV], {})
    found = {change.row["statement"]: change for change in changes.beside_year(now, ["K004", "K016", "K015", "P0031"], "2024")}
    assert (found["K004"].kind, found["K004"].before["statement"]) == ("comparable", "O034")
    assert "not a growth" in found["K004"].why
    assert (found["K016"].kind, found["K016"].before["indicator"]) == ("not_comparable", "educational_project_participants")
    assert (found["K015"].kind, found["K015"].before) == ("not_comparable", None)
    assert (found["P0031"].kind, found["P0031"].why) == ("comparable", "")


def test_a_deck_shows_another_year_beside_its_own_in_a_table():
    deck = command.composed(shipped.visit("/slides"), records()[KHARKIV], command.Wanted(KHARKIV, compare="2024"))
    tables = [block for slide in deck.slides for block in slide.blocks if isinstance(block, Table) and "2024" in block.head]
    rows = {row[0]: row for block in tables for row in block.rows}
    assert rows["Members and partners together"][1:3] == ("over 600 organisations, October 2024", "over 310 organisations, December 2023")
    assert "nothing comparable told for 2024" in rows["Educational events held"][3]
    assert deck_numbers.untraced(deck) == []


def test_slides_without_a_title_are_named_by_what_they_show():
    """Figures collected from the pages have no title of a deck's own."""
    deck = made("  - kind: tiles\n    statements: [K016]\n  - kind: tiles\n    statements: [K015, K016]\n"
                "  - kind: table\n    figure: members\n  - kind: timeline\n    figure: events\n    entities: [kharkiv-it-cluster]\n")
    titles = [slide.title for slide in deck.slides if slide.place]
    assert titles[:2] == ["Participants of educational events: over 26,500 participants", "Figures: Kharkiv IT Cluster"]
    assert titles[2].startswith("20 members named") and titles[-1] == "Events by date: Kharkiv IT Cluster"
    assert deck_numbers.untraced(deck) == []
