"""Embeds: one small page for every figure, without script, framed anywhere, never changed once pinned; and the code for them."""

import gzip
import hashlib
import re
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import httpx
import in_process
import pytest
import shipped
from counted import counted
from shipped import change
from test_pictures import ITEMS, LANGUAGES, SPITEFUL, examples, hand_made, labels, made, plain

from loaders import beside, run, store
from publish import server
from publish.drawing.blocks import Table, Tile, Tiles
from publish.embeds import code, page, routes
from publish.embeds.rows import rows
from publish.embeds.style import POLICY, SIZES, STYLE, paint
from publish.pictures import routes as pictures
from publish.slides.tray import FIGURES

MOST_BYTES = 60_000
RANKING = "/embed/ranking?indicator=member_companies"
FORMS = (RANKING, "/embed/ranking.svg?indicator=member_companies", "/picture/ranking.png?indicator=member_companies")
LEADING = {"a"}
"""Elements whose addresses are followed by a reader, not fetched by a browser."""


def ask(path: str, visitor=None, **headers: str) -> httpx.Response:
    """What the routes of pictures and embeds answer, over the shipped data or another visitor."""
    bare = server.bare()
    visit_of = visitor.visit if visitor else lambda path, given: shipped.visit(path, **given)
    pictures.routes(bare, visit_of)
    routes.routes(bare, visit_of)
    server.complete(bare, [], lambda path: False, lambda: {"ok": True})
    return in_process.ask(bare, path, host="atlas.example.org", heads=headers)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its texts outside the style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self.open and "svg" not in self.open:
            self.texts.append(data)

    @property
    def said(self) -> str:
        return plain(" ".join(self.texts))


def embed(item: str) -> str:
    return f"/embed/{item}"


# the page ------------------------------------------------------------------------


@pytest.mark.soak
@pytest.mark.parametrize("item", ITEMS)
def test_every_figure_has_an_embed_that_is_whole_small_and_fetches_nothing(item):
    for language in counted((LANGUAGES[ITEMS.index(item) % 2],), LANGUAGES):
        whole_and_small(item, language)


def whole_and_small(item, language):
    answer = ask(embed(item) + ("&" if "?" in item else "?") + f"lang={language}")
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content, 6)) <= MOST_BYTES
    elements = Elements(answer.text)
    fetched = [(tag, name) for tag, given in elements.found for name in given if name in ("src", "srcset", "href", "data", "action")
               and tag not in LEADING]
    assert fetched == []
    assert {"script", "link", "iframe", "form", "img", "object"}.isdisjoint(tag for tag, _ in elements.found)
    assert not [name for _, given in elements.found for name in given if name.startswith("on") or name == "style"]
    told = made(item, language)
    for text in (told.title, told.subtitle, told.source):
        assert plain(text) in elements.said
    assert f'lang="{language}"' in answer.text and "[" not in elements.said.replace("[…]", "")


@pytest.mark.parametrize("item", ITEMS)
def test_every_value_of_an_embed_stands_in_a_table_that_leads_to_its_card(item):
    answer = ask(embed(item) + ("&" if "?" in item else "?") + "lang=uk")
    elements, told = Elements(answer.text), made(item, "uk")
    for label in labels(told) if not item.startswith("clusters") else [dot.said for dot in told.blocks[0].dots if dot.label]:
        assert plain(label) in elements.said
    linked = {given["href"].partition("?")[0] for tag, given in elements.found if tag == "a" and given["href"].startswith("/figure/")}
    wanted = [one for block in told.blocks for one in rows(block, shipped.words("uk")).statements if one]
    assert linked == {f"/figure/{one}" for one in wanted}


def test_the_drawings_of_an_embed_are_shown_each_in_its_width_and_no_two_at_once():
    starts = [start for _, start in SIZES]
    assert starts == sorted(starts) and starts[0] == 0
    shown = re.findall(r"@media ([^{]+)\{\.w(\d+)\{display:block", STYLE)
    assert [int(wide) for _, wide in shown] == [wide for wide, _ in SIZES]
    for width in (*range(300, 1300, 7), *starts[1:], *(start - 1 for start in starts[1:])):
        matching = [wide for media, wide in shown
                    if all(width >= float(one) for one in re.findall(r"min-width:([\d.]+)", media))
                    and all(width <= float(one) for one in re.findall(r"max-width:([\d.]+)", media))]
        assert len(matching) == 1, width


def test_an_embed_is_light_dark_or_as_the_reader_prefers():
    for theme in page.THEMES:
        assert f'class="{theme}"' in ask(f"{RANKING}&theme={theme}").text
    assert 'class="auto"' in ask(RANKING).text
    assert "prefers-color-scheme:dark" in STYLE


def test_a_paint_of_an_embed_is_a_name_that_the_style_knows():
    assert paint("ink") == "var(--ink)" and "--ink:" in STYLE
    assert paint("#2a7de1*0.5") == "color-mix(in srgb,#2a7de1 50%,var(--ground))"
    drawn = ask(RANKING).text
    assert set(re.findall(r"var\(--(\w+)\)", drawn)) <= set(re.findall(r"--(\w+):", STYLE))


def test_names_like_markup_formulas_and_right_to_left_letters_are_inert():
    told = hand_made(Tiles((Tile(SPITEFUL, SPITEFUL, SPITEFUL, SPITEFUL, 'X"><script>', SPITEFUL),)), examples.ranking("en"),
                     Table((SPITEFUL,) * 3, ((SPITEFUL,) * 3,), (), ("X1",)), title=SPITEFUL, subtitle=SPITEFUL, source=SPITEFUL,
                     remarks=(SPITEFUL,))
    text = page.page(shipped.visit("/embed"), told, "auto", examples.outlines())
    elements = Elements(text)
    assert "<script>alert(1)</script>" in elements.said
    assert "script" not in [tag for tag, _ in elements.found]
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


# headers ----------------------------------------------------------------------------


def test_an_embed_may_be_framed_anywhere_and_lets_nothing_in():
    answer = ask(RANKING)
    assert answer.headers.get_list("content-security-policy") == [POLICY]
    assert "frame-ancestors *" in POLICY and "default-src 'none'" in POLICY and "script" not in POLICY and "unsafe" not in POLICY
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in POLICY
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in answer.headers and "x-frame-options" not in answer.headers


@pytest.mark.parametrize("path", ["/healthz", "/picture/founding.svg", "/compare"])
def test_nothing_else_may_be_framed(path):
    (policy,) = ask(path).headers.get_list("content-security-policy")
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", [*FORMS, "/share/K016.png"])
def test_who_has_an_answer_already_gets_304_with_the_same_policy(path):
    first = ask(path)
    again = ask(path, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "content-security-policy", "cross-origin-resource-policy"):
        assert again.headers[name] == first.headers[name]
    assert first.headers["cache-control"] == "no-cache"
    assert ask(path, if_none_match='"another"').status_code == 200


@pytest.mark.parametrize("path", FORMS)
def test_a_pinned_answer_may_be_kept_for_ever_and_differs_from_the_living_one(path):
    pinned, living = ask(f"{path}&release=1"), ask(path)
    assert pinned.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert pinned.headers["etag"] != living.headers["etag"]
    assert pinned.content != living.content


def test_a_pinned_embed_says_so_and_leads_to_the_pinned_page():
    text = ask(f"{RANKING}&release=1").text
    assert "pinned to this release" in text and "pinned to this release" not in ask(RANKING).text
    links = [given["href"] for tag, given in Elements(text).found if tag == "a"]
    assert links and all("release=1" in link for link in links)


# what cannot be shown -----------------------------------------------------------------


@pytest.mark.parametrize("path,status,said", [
    ("/embed/nothing", 404, "There is no figure nothing"), ("/embed/ranking", 400, "indicator is missing"),
    ("/embed/ranking?indicator=zzz", 404, "indicator is zzz"),
    ("/embed/founding?theme=pink", 400, "theme is pink; write auto, light, dark"),
    ("/embed/founding?release=99", 404, "There is no release 99"), ("/embed/founding?lang=xx", 400, "lang is xx; write en, uk"),
    ("/embed/founding?width=5", 400, "width is 5"), ("/embed/statement?id=" + "x" * 3000, 400, "2000"),
    ("/embed/ranking?indicator=members", 404, "fewer than two"), ("/embed/founding?indicator=%3Cscript%3E", 400, "has no choice indicator"),
    ("/embed/statement?id=%3Cscript%3Ealert(1)", 404, "&lt;script&gt;alert(1)"), ("/embed/%00", 404, "There is no figure"),
])
def test_what_cannot_be_shown_is_told_in_the_frame_with_its_status(path, status, said):
    answer = ask(path)
    assert answer.status_code == status
    assert said in answer.text and "<script" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-cache"


def test_what_cannot_be_shown_is_told_in_the_readers_language():
    answer = ask("/embed/founding?theme=pink&lang=uk")
    assert "Цей показник показати не можна" in answer.text and "напишіть" in answer.text and 'lang="uk"' in answer.text


@pytest.mark.parametrize("path", ["/embed/nothing.svg", "/picture/nothing.png", "/picture/founding.gif", "/share/nothing.png",
                                  "/picture/founding.png?scale=9", "/embed/founding.svg?theme=auto"])
def test_a_picture_that_cannot_be_made_is_a_problem(path):
    answer = ask(path)
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code and answer.json()["detail"]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("given", [
    "", "?id=", "?indicator=%00", "?entities=,,,", "?id=K016&id=K016", "?x=1&lang=uk", "?release=-1", "?period=0000"])
def test_no_address_of_an_embed_ends_in_an_error_of_the_server(name, given):
    for form in ("", ".svg"):
        assert ask(f"/embed/{name}{form}{given}").status_code in (200, 400, 404)


# frozen -------------------------------------------------------------------------------


FROZEN = ("/embed/statement?id=N004", "/embed/statement.svg?id=N004", "/embed/table?id=N004,N005,N001", "/picture/statement.png?id=N004",
          "/embed/series?indicators=event_participants&entities=kharkiv-it-cluster")


def test_a_pinned_answer_keeps_its_bytes_over_ten_later_releases_that_change_the_figure(small_folder, sqlite_url):
    assert run.load([small_folder], sqlite_url).problems == ()
    reader = shipped.visitor(store.engine(sqlite_url), beside.languages([shipped.DATA], LANGUAGES))
    given = [one for one in FROZEN if ask(one, reader).status_code == 200]
    assert len(given) >= 4
    pinned = {one: ask(f"{one}&release=1", reader) for one in given}
    living = {one: [ask(one, reader).text if not one.startswith("/picture") else ask(one, reader).content] for one in given}
    for number in range(10):
        change(small_folder / "sources" / "news_page.yaml", r"value: ~8\d0", f"value: ~8{number}0" if number != 2 else "value: ~890")
        run.load([small_folder], sqlite_url)
        for one in given:
            later = ask(f"{one}&release=1", reader)
            assert (later.content, later.headers["etag"]) == (pinned[one].content, pinned[one].headers["etag"]), (one, number)
            living[one].append(ask(one, reader).content)
    assert reader.visit("/", {}).release.number > 9
    assert all(len(set(map(str, answers))) > 8 for one, answers in living.items() if "N004" in one), "the living ones follow"


# the code to copy ------------------------------------------------------------------------


BASE = "https://atlas.example.org"


def coded(item="ranking?indicator=member_companies", language="en", **wish) -> code.Code:
    return code.of(shipped.visit("/", lang=language), item, code.Wish(**wish), BASE)


def test_the_code_of_a_frame_names_its_figure_size_language_and_release():
    made_code = coded(language="uk", size="large", frozen=True, theme="dark")
    ((tag, given), *rest) = Elements(made_code.frame).found
    assert tag == "iframe" and rest == []
    assert given["src"] == made_code.embed
    assert dict(parse_qsl(urlsplit(given["src"]).query)) == {
        "indicator": "member_companies", "lang": "uk", "release": str(shipped.release().number), "theme": "dark"}
    assert given["title"] == made("ranking?indicator=member_companies", "uk").title
    assert given["width"] == "960" and int(given["height"]) > 300 and given["loading"] == "lazy"
    assert "release" not in dict(parse_qsl(urlsplit(coded().embed).query))


def test_the_code_of_a_block_is_a_picture_with_its_words_source_and_way_and_no_script():
    told, text = made("ranking?indicator=member_companies"), coded(frozen=True).block
    elements = Elements(text)
    assert [tag for tag, _ in elements.found] == ["figure", "a", "picture", "source", "source", "source", "img", "figcaption", "a"]
    picture = next(given for tag, given in elements.found if tag == "img")
    assert told.title in picture["alt"] and "over 600" in picture["alt"]
    assert plain(told.source) in elements.said and told.title in elements.said
    sources = [given for tag, given in elements.found if tag == "source"]
    assert [given["media"] for given in sources] == ["(prefers-color-scheme: dark) and (max-width: 480px)", "(prefers-color-scheme: dark)",
                                                     "(max-width: 480px)"]
    assert all("release=" in one for one in (picture["src"], *(given["srcset"] for given in sources)))


@pytest.mark.parametrize("item,theme", [(item, page.THEMES[n % len(page.THEMES)]) for n, item in enumerate(ITEMS)])
def test_every_address_of_the_code_answers(item, theme):
    made_code = coded(item, "uk", theme=theme, frozen=theme == "light")
    text = made_code.frame + made_code.block
    addresses = {value for _, given in Elements(text).found for name, value in given.items() if name in ("src", "srcset")}
    for one in (*addresses, made_code.embed, made_code.svg):
        assert one.startswith(BASE) and ask(one.removeprefix(BASE)).status_code == 200, one
    assert made_code.png.startswith(f"{BASE}/picture/")


def test_the_block_is_as_high_as_its_picture():
    picture = next(given for tag, given in Elements(coded("headlines").block).found if tag == "img")
    root = ElementTree.fromstring(ask(picture["src"].removeprefix(BASE)).text)
    assert abs(int(root.get("height")) - int(picture["height"])) <= 1


def test_an_unknown_size_is_the_usual_one():
    assert coded(size="vast").frame == coded().frame
