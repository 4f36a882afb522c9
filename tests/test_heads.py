"""The heads of pages: what is read of an address by those that run no scripts."""

import json
import re
from dataclasses import replace

import pytest
import shipped

from layouts import heads
from layouts import pages as page_modules
from publish import arrival
from publish.heads import dataset, tags
from publish.heads.tags import Head

SITE = "https://atlas.example.org"
PAGES = page_modules.found()


def head(path: str, **choices: str) -> str:
    """The head of a page of the shipped data at a site with a name."""
    visit = replace(shipped.visit(path, **choices), site=SITE)
    page, _ = page_modules.at(PAGES, path)
    return heads.head(visit, page, "", page.view(visit))


def meta(text: str, name: str) -> str:
    return re.search(rf'<meta (?:name|property)="{re.escape(name)}" content="([^"]*)">', text)[1].replace("\u00a0", " ")


def records(text: str) -> list[dict]:
    return [json.loads(record) for record in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]


@pytest.mark.parametrize(("language", "title", "told"), [
    ("en", "Kharkiv IT Cluster: over 26,500 participants", "Participants of educational events, 2023 · counts participants · Source:"),
    ("uk", "Харківський ІТ-кластер: понад 26 500 учасників", "Учасники освітніх подій, 2023 · рахують: учасники заходів · Джерело:")])
def test_a_shared_link_to_a_card_says_the_figure_with_its_hedge_and_source(language, title, told):
    text = head("/figure/K016", lang=language)
    assert meta(text, "og:title") == title
    assert meta(text, "og:description") == meta(text, "description")
    assert meta(text, "description").startswith(told)
    assert meta(text, "og:image") == f"{SITE}/share/K016.png?lang={language}"
    assert (meta(text, "og:image:width"), meta(text, "twitter:card")) == ("1200", "summary_large_image")


def test_a_card_is_one_page_whichever_of_its_statements_it_is_opened_by_and_in_either_language():
    text = head("/figure/B027.uk", lang="uk", release="1")
    links = re.findall(r'<link rel="(\w+)"(?: hreflang="([\w-]+)")? href="([^"]+)">', text)
    assert links == [
        ("canonical", "", f"{SITE}/figure/B027?lang=uk"), ("alternate", "en", f"{SITE}/figure/B027"),
        ("alternate", "uk", f"{SITE}/figure/B027?lang=uk"), ("alternate", "x-default", f"{SITE}/figure/B027")]


@pytest.mark.parametrize("path", ["/", "/sources/uca_annual_report_2022", "/figure/O034", "/figure/B037"])
@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_overview_sources_and_cards_describe_their_data_for_search_engines(path, language):
    (record,) = records(head(path, lang=language))
    assert (record["@context"], record["@type"], record["inLanguage"]) == ("https://schema.org", "Dataset", language)
    assert record["name"] and record["description"] and record["url"].startswith(SITE)
    assert record["version"] == "2"


def test_other_pages_are_titled_by_their_finding():
    text = head("/compare", indicator="member_companies")
    assert meta(text, "og:title").startswith("Member companies: Kharkiv IT Cluster is first by stated figures")
    assert records(text) == []
    assert f'<link rel="canonical" href="{SITE}/compare?indicator=member_companies">' in text


@pytest.mark.parametrize(("qualifier", "high", "told"), [
    ("exact", float("nan"), {"value": 5}), ("about", float("nan"), {"value": 5}), ("at_least", float("nan"), {"minValue": 5}),
    ("up_to", float("nan"), {"maxValue": 5}), ("range", 7.5, {"minValue": 5, "maxValue": 7.5})])
def test_a_hedged_value_is_told_as_what_is_known_of_it(qualifier, high, told):
    assert dataset.bounds({"value": 5.0, "value_high": high, "qualifier": qualifier}) == told
    assert dataset.bounds({"value": float("nan"), "value_high": high, "qualifier": qualifier}) == {}


def test_nothing_in_a_head_ends_a_tag_or_begins_one():
    strange = '</script><b>"&\u2028'
    text = tags.html(Head(strange, strange, "en", strange, SITE, data=({"name": strange},)))
    assert "<b>" not in text and text.count("</script>") == 1
    assert records(text) == [{"name": strange}]


def test_what_is_no_page_is_not_to_be_listed():
    assert heads.head(shipped.visit("/nope"), None, "", []) == '<meta name="robots" content="noindex">'


def test_a_long_description_is_cut_at_a_word():
    cut = tags.shortened("word " * 100)
    assert len(cut) <= tags.LONGEST_DESCRIPTION and cut.endswith("word…")


@pytest.mark.parametrize(("host", "site"), [
    (b"atlas.example.org", "https://atlas.example.org"), (b"[::1]:8050", "https://[::1]:8050"), (b'evil"><script>', ""), (b"a b", ""),
    (b"", ""), (b"x" * 300, "")])
def test_only_a_host_that_could_be_one_is_named_as_the_site(host, site):
    assert arrival.site({"scheme": "https", "headers": [(b"host", host)]}) == site


@pytest.mark.parametrize(("path", "asked", "led"), [
    ("/figures", b"open=K004", "/figure/K004"), ("/figures/", b"q=x&open=B027.uk&lang=uk&release=2", "/figure/B027.uk?lang=uk&release=2"),
    ("/figures", b"open=//evil.example", "/figure/%2F%2Fevil.example"), ("/figures", b"open=", ""), ("/figures", b"q=x", ""),
    ("/compare", b"open=K004", "")])
def test_former_addresses_of_statements_lead_to_cards_and_nowhere_else(path, asked, led):
    assert arrival.moved({"path": path, "method": "GET", "query_string": asked}) == led
