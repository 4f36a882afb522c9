"""The page of the API for people: every address on it answers, in both languages, and nothing is left unsaid."""

import json
import re

import pytest
import shipped
from api_client import ROOT, ask

from layouts import shell
from publish.api import refusals
from publish.api.resources import RESOURCES


@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_every_address_on_the_page_answers_in_its_language(language):
    addresses = {link for link in shipped.links(shipped.view("/api", lang=language)) if link.startswith(ROOT)}
    wrong = f"{ROOT}/observations?entity=kharkiv-it-clustr&lang={language}"
    assert len(addresses) > 20
    for address in addresses - {wrong}:
        answer = ask(address.removeprefix(ROOT))
        assert answer.status_code == 200, address
        assert "json" not in answer.headers["content-type"] or "openapi" in address or answer.json()["language"] == language
    assert wrong in addresses and ask(wrong.removeprefix(ROOT)).status_code == 404


@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_every_resource_parameter_and_problem_is_told_in_words(language):
    page = shipped.view("/api", lang=language)
    said = shipped.prose(page)
    assert shipped.unspoken(page) == set()
    words = shipped.words(language)
    for resource in RESOURCES:
        assert words(f"api.resource.{resource.name}") in said
        assert all(re.search(rf"\b{parameter.name}\b", said) for parameter in resource.parameters)
    ids = {getattr(part, "id", None) for part in shipped.components(page)}
    assert {f"problem-{kind}" for kind in refusals.KINDS} <= ids


def test_the_answer_on_the_page_is_the_true_one():
    said = shipped.prose(shipped.view("/api"))
    assert json.dumps(ask("/observations/K016").json(), ensure_ascii=False, indent=2) in said


def test_the_page_is_reached_from_the_foot_of_every_page():
    foot = shipped.links(shell.frame(shipped.visit("/map", lang="uk"), {}, None, []))
    assert "/api?lang=uk" in foot


def test_code_on_the_page_reads_from_this_site():
    said = shipped.prose(shipped.view("/api", lang="uk"))
    assert "pd.read_csv" in said and "=IMPORTDATA(" in said and "/api/v1/ranking.csv?indicator=member_companies&lang=uk" in said
