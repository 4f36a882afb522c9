"""The slides page without a browser: what it believes of an address, what it refuses, what it keeps and hands out."""

import base64
import hashlib
import io
import itertools
import json
import zlib
from dataclasses import replace
from functools import cache

import httpx
import in_process
import pytest
import shipped
from pptx import Presentation

from layouts import pages, site
from layouts.visit import Visit
from loaders import decks
from publish import server
from publish.slides import compose, deck_file, loaded, routes, stock, tray
from publish.slides.chosen import Chosen, chosen
from publish.slides.shown import kept, shown

PAGES = pages.found()
SHAPES = {"/compare": ("ranking", "history", "table", "map"), "/map": ("map", "table"), "/trends": ("chart", "table")}
"""The shapes of a figure that are collected as slides of different kinds."""

LOOKED_AT = {"/figure/": ("K016", "K020", "O070", "K002", "B003")}
"""Cards, of which there is one for every statement of any release: a floor, a date, a range, a forecast, a conflict."""

RANKING, NUMBER, MAP = "ranking?indicator=member_companies", "statement?id=K016", "map?indicator=higher_education_institutions"


def visit(path: str = "/slides", **choices: str) -> Visit:
    """A reader of the shipped data, at the slides unless elsewhere."""
    return shipped.visit(path, **choices)


def deck_of(name: str) -> decks.DeckRecord:
    """A shipped deck."""
    return visit().decks.decks[name]


def titles(of: Visit) -> list[str]:
    return [slide.title for slide in compose.compose(of, chosen(of).arranged, chosen(of).asked).slides]


@cache
def collected() -> tuple[str, ...]:
    """What every button of every page that adds to the slides would put into the tray."""
    found: dict[str, None] = {}
    for page in PAGES.values():
        places = LOOKED_AT.get(page.path) or (sorted(page.places(visit(page.path))) if page.places else [""])
        for place, shape in itertools.product(places, SHAPES.get(page.path, ("",))):
            tree = site.render(PAGES, visit(page.path + place, **{"as": shape}))[0]
            found |= dict.fromkeys(_items(tree))
    return tuple(found)


def _items(tree) -> list[str]:
    plain = [tree.to_plotly_json()] if hasattr(tree, "to_plotly_json") else tree if isinstance(tree, (list, tuple)) else []
    made = []
    for part in plain:
        props = part["props"] if isinstance(part, dict) and "props" in part else {}
        made += [props["data-slide"]] if "data-slide" in props else []
        made += _items(props.get("children")) if isinstance(part, dict) else _items(part)
    return made


# what is collected ------------------------------------------------------------


def test_every_figure_that_a_page_offers_is_a_slide_that_a_deck_file_may_hold():
    items, of = collected(), visit()
    assert {item.partition("?")[0] for item in items} == tray.FIGURES.keys()
    for at in range(0, len(items), tray.MOST_ITEMS):
        part = items[at:at + tray.MOST_ITEMS]
        records = [record for _, record in tray.records(of, part)]
        assert of.refused == [] and len(records) == len(part)
        deck = decks.DeckRecord(id="mine", title={"en": "Mine", "uk": "Мої"}, slides=records)
        assert of.decks.read(deck_file.written(deck), of) == (deck, ())


def test_every_figure_that_a_page_offers_is_drawn():
    others = [item for item in collected() if not item.startswith("statement?")]
    of = visit(deck="tray", items=";".join(others[:tray.MOST_ITEMS]))
    found = shown(of, chosen(of))
    assert found.skipped == ()
    assert {card.item for card in found.cards if card.item} == set(others[:tray.MOST_ITEMS])


@pytest.mark.parametrize("item", [
    "nothing?indicator=member_companies", "ranking", "ranking?indicator=", "ranking?indicator=no_such_indicator",
    "ranking?indicator=member_companies&period=2023", "ranking?indicator=member_companies&indicator=members",
    "series?indicators=members", "series?indicators=members&entities=nowhere", "series?indicators=members&entities=kharkiv&measure=wild",
    "map?indicator=members&period=soon", "map?indicator=members&period=2023/2020", "statement?id=K999999", "statement?id=K016,K999999",
    "statement?id=" + ",".join(["K016"] * 21), "statement?id=" + "K" * 900, "<script>", "__class__", "statement?id=K016%00", "?", "=&=",
])
def test_what_is_no_figure_is_refused_by_name_and_the_rest_is_shown(item):
    of = visit(deck="tray", items=";".join([RANKING, item, NUMBER]))
    assert chosen(of).collected == (RANKING, NUMBER)
    assert of.refused == [("items", item[:60])]


def test_a_figure_that_is_collected_twice_stands_once_and_the_tray_has_an_end():
    assert tray.items(";".join([RANKING, NUMBER, RANKING, ""])) == (RANKING, NUMBER)
    assert len(tray.items(";".join(f"statement?id=K{n}" for n in range(200)))) == tray.MOST_ITEMS


# the order --------------------------------------------------------------------


def test_the_tray_is_a_deck_in_the_order_of_its_items():
    one_way, other_way = (titles(visit(deck="tray", items=";".join(items)))[:2] for items in ([RANKING, MAP], [MAP, RANKING]))
    assert one_way == other_way[::-1]


def test_an_order_names_the_slides_to_show_and_leaves_out_the_rest():
    whole = titles(visit(deck="annual_meeting_2023"))
    of = visit(deck="annual_meeting_2023", order="4,2,1")
    assert titles(of)[:3] == [whole[3], whole[1], whole[0]]
    others = [n for n, slide in enumerate(deck_of("annual_meeting_2023").slides, 1) if n not in (4, 2, 1) and slide.kind != "sources"]
    assert [number for number, _ in shown(of, chosen(of)).dropped] == others
    assert of.refused == []


@pytest.mark.parametrize("given", ["0", "-1", "999", "x", "1.5", "१", "2,1,2,77"])
def test_an_order_of_slides_that_are_not_there_is_refused(given):
    of = visit(deck="annual_meeting_2023", order=given)
    assert set(chosen(of).order) <= set(range(1, len(chosen(of).slides) + 1))
    assert [name for name, _ in of.refused] == ["order"]


def test_a_slide_without_figures_keeps_its_place_behind_the_slide_before_it():
    of = visit(deck="any_cluster", cluster="mykolaiv-it-cluster")
    found = shown(of, chosen(of))
    assert found.skipped
    numbers = [*found.lead, *(number for card in found.cards if card.first for number in (card.number, *card.after))]
    assert numbers == list(range(1, len(chosen(of).slides) + 1))


def test_collected_figures_join_a_deck_behind_its_own_slides():
    own = len(deck_of("annual_meeting_2023").slides)
    of = visit(deck="annual_meeting_2023", items=";".join([RANKING, NUMBER]), order=f"{own + 2},1,{own + 1}")
    assert [card.item for card in shown(of, chosen(of)).cards][:3] == [NUMBER, "", RANKING]


# what a deck asks for -----------------------------------------------------------


@pytest.mark.parametrize(("name", "given"), [("deck", "no_such_deck"), ("template", "house"), ("cluster", "kharkiv"), ("year", "1066")])
def test_a_choice_that_is_not_there_is_refused_and_the_usual_is_shown(name, given):
    of = visit(**{"deck": "any_cluster", name: given})
    found: Chosen = chosen(of)
    assert (name, given) in of.refused
    assert found.record is not None and found.asked.get(name) != given


def test_clusters_and_regions_with_much_and_with_little_make_a_deck():
    some = [("any_cluster", "cluster", "lviv-it-cluster"), ("any_cluster", "cluster", "mykolaiv-it-cluster"),
            ("region_profile", "region", "UA-43"), ("region_profile", "region", "UA-63")]
    assert all(titles(visit(deck=deck, **{name: one})) for deck, name, one in some)


# keeping a deck -----------------------------------------------------------------


@pytest.mark.parametrize("deck", ["annual_meeting_2023", "alliance_2022", "any_cluster", "compare_clusters", "region_profile"])
@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_a_deck_that_is_kept_and_loaded_again_shows_the_same_slides(deck, language):
    of = visit(deck=deck, items=RANKING, lang=language)
    text = deck_file.written(kept(of, chosen(of)))
    choices, problems = loaded.deck(of, _sent(text))
    assert problems == ()
    again = visit(lang=language, **choices)
    assert titles(again) == titles(of)
    assert again.refused == []


def test_a_shipped_deck_loaded_again_unchanged_is_known_by_its_name():
    text = deck_file.written(deck_of("annual_meeting_2023"))
    assert loaded.deck(visit(), _sent(text)) == ({"deck": "annual_meeting_2023"}, ())


DECK = "id: x\ntitle: {en: X}\nslides:\n  - "


@pytest.mark.parametrize(("content", "said"), [
    (b"\xff\xfe\x00", "not text"), (b"x" * 200_004, "over 200 kB"), ("", "the file is empty"),
    ("a: [1", "deck.yaml:2:1: the text is not YAML"),
    ("id: x\n", "deck.yaml:1:1: title is missing"), ("a: &b 1\nc: *b\n", "deck.yaml:1:4: the value has the anchor &b"),
    (DECK + "{kind: chart, figure: wheel}", "deck.yaml:4:27: figure is wheel"),
    (DECK + "{kind: tiles, statements: [K999999]}", "deck.yaml:4:32: K999999 is no statement"),
    (DECK + "{kind: title, colour: red}", "deck.yaml:4:19: colour is not a key"),
    (DECK + "{kind: title, title: {en: 26 500}}", "typed number 26 500"),
])
def test_a_file_that_is_no_deck_is_refused_with_what_is_wrong_and_where(content, said):
    choices, problems = loaded.deck(visit(), _sent(content))
    assert choices is None
    assert said in " ".join(problems)


@pytest.mark.parametrize("sent", [None, 12, "", "data:;base64,????", "data:;base64,колода", ["a", "b"], "no comma"])
def test_what_no_browser_sends_is_refused_too(sent):
    choices, problems = loaded.deck(visit(), sent)
    assert choices is None and problems


def _sent(content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return "data:text/yaml;base64," + base64.b64encode(raw).decode()


def test_an_address_that_carries_no_deck_is_refused_and_a_bomb_is_not_unpacked():
    bomb = base64.urlsafe_b64encode(zlib.compress(b"a" * 50_000_000)).decode().rstrip("=")
    for made in ("", "!", "колода", "abcd", bomb, deck_file.packed("id: x")[:-4]):
        of = visit(deck="file", made=made)
        assert chosen(of).record is None
        assert of.refused == [("made", made[:12])]


def test_a_deck_that_an_address_cannot_hold_is_refused():
    noise = [base64.b64encode(hashlib.sha512(bytes([n])).digest()).decode() for n in range(200)]
    letters = ["".join(sign for sign in text if sign.isalpha()) for text in noise]
    deck = decks.DeckRecord(id="long", title={"en": "Long"}, slides=[{"kind": "section", "title": {"en": text}} for text in letters])
    assert loaded.deck(visit(), _sent(deck_file.written(deck))) == (None, (visit().words("slides.load.long"),))


# the files ----------------------------------------------------------------------


def ask(path: str, choices: dict[str, str] | None = None, **headers: str) -> httpx.Response:
    """What the routes alone answer over the shipped data."""
    bare = server.bare()
    routes.routes(bare, lambda path, given: visit(path, **given))
    return in_process.ask(bare, path, heads=headers, params=choices)


@pytest.mark.parametrize("form", routes.FORMS)
def test_a_deck_is_handed_out_in_every_form_with_its_name_and_kind(form):
    answer = ask(f"/slides/deck.{form}", {"deck": "tray", "items": ";".join([RANKING, NUMBER]), "lang": "uk"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == routes.FORMS[form].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="tray-uk.{form}"'
    again = ask(str(answer.request.url), if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_the_file_holds_the_slides_in_the_order_of_the_page():
    choices = {"deck": "tray", "items": ";".join([MAP, NUMBER, RANKING]), "lang": "uk"}
    answer = ask("/slides/deck.pptx", choices)
    held = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(answer.content)).slides]
    assert held == titles(visit(**choices))


def test_another_language_release_or_order_is_another_file_to_a_cache():
    tags = [ask("/slides/deck.yaml", {"deck": "annual_meeting_2023", **more}).headers["etag"]
            for more in ({}, {"lang": "uk"}, {"order": "2,1"}, {"release": "1"})]
    assert len(set(tags)) == len(tags)


def test_a_house_template_is_used_and_a_broken_one_is_told(tmp_path):
    house = ask("/slides/deck.pptx", {"deck": "tray", "items": NUMBER}).content
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "house.pptx").write_bytes(house)
    (tmp_path / "templates" / "broken.pptx").write_bytes(b"no presentation")
    shelf = stock.shelf([shipped.DATA, tmp_path])
    assert list(shelf.templates) == ["broken", "house"]
    for template, status in (("house", 200), ("broken", 400)):
        of = replace(visit(deck="tray", items=NUMBER, template=template), decks=shelf)
        assert routes.answer(of, "pptx", {}).status_code == status
        assert of.refused == []


@pytest.mark.parametrize(("path", "status"), [
    ("/slides/deck.exe", 404), ("/slides/deck.pptx?deck=nothing", 400), ("/slides/deck.pptx?deck=tray", 400),
    ("/slides/deck.pptx?deck=tray&items=nothing", 400), ("/slides/deck.pptx?deck=annual_meeting_2023&order=99", 400),
    ("/slides/deck.pptx?deck=file&made=x", 400), ("/slides/deck.pptx?deck=any_cluster&cluster=nowhere", 400),
    ("/slides/deck.pptx?deck=annual_meeting_2023&template=house", 400), ("/slides/deck.pptx?deck=tray&items=" + "x" * 20_000, 414),
])
def test_choices_that_cannot_be_are_told_plainly(path, status):
    answer = ask(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    said = json.loads(answer.text)
    assert said["status"] == status and said["title"] and said["detail"]


@pytest.mark.parametrize("path", ["/map", "/slides"])
def test_where_no_data_folder_has_outlines_the_page_stands_without_them(path):
    bare = replace(visit(path, deck="compare_clusters") if path == "/slides" else visit(path), maps={})
    assert shipped.prose(site.render(PAGES, bare)[0])
