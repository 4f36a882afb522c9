"""The OpenAPI document: valid, complete, with examples that are true answers."""

import json
from functools import cache

import jsonschema_rs
import pytest
import shipped
from api_client import ROOT, ask, told
from openapi_spec_validator import OpenAPIV31SpecValidator

from publish.api import refusals
from publish.api.resources import RESOURCES


@cache
def document(language: str = "en") -> dict:
    return told(f"/openapi.json?lang={language}")


def operations() -> list[tuple[str, dict]]:
    return [(path, item["get"]) for path, item in document()["paths"].items()]


def examples() -> list[tuple[str, str, object]]:
    """Every example of an answer: its address, the media type, the answer."""
    return [
        (example["summary"].removeprefix("GET "), media_type, example["value"])
        for _, operation in operations() for media_type, content in operation["responses"]["200"]["content"].items()
        for example in content.get("examples", {}).values()
    ]


@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_the_document_is_valid_openapi_3_1(language):
    assert document(language)["openapi"] == "3.1.0"
    assert [str(error) for error in OpenAPIV31SpecValidator(document(language)).iter_errors()] == []


def test_every_resource_is_there_as_list_table_and_single_record():
    paths = set(document()["paths"])
    for resource in RESOURCES:
        base = f"{ROOT}/{resource.name}" if resource.name != "differences" else f"{ROOT}/releases/{{older}}...{{newer}}"
        assert {base, base + ".csv"} <= paths
        assert not resource.one or f"{base}/{{{resource.of}}}" in paths
    assert len(paths) == sum(3 if resource.one else 2 for resource in RESOURCES)


def test_every_operation_has_an_example_and_documents_every_status():
    for path, operation in operations():
        assert set(operation["responses"]) == {"200", "304", *(str(status) for status in refusals.KINDS.values() if status != 405)}, path
        assert all(content["examples"] for content in operation["responses"]["200"]["content"].values()), path
        assert all(parameter["description"] for parameter in operation["parameters"])


def test_the_examples_are_the_answers_of_the_running_program():
    assert len(examples()) == len(operations())
    for address, media_type, value in examples():
        answer = ask(address.removeprefix(ROOT))
        assert answer.headers["content-type"].startswith(media_type), address
        assert (answer.text if media_type == "text/csv" else answer.json()) == value, address


def test_the_examples_fit_their_schemas():
    for _, operation in operations():
        for content in operation["responses"]["200"]["content"].values():
            schema = {**content["schema"], "components": document()["components"], "$schema": "https://json-schema.org/draft/2020-12/schema"}
            checker = jsonschema_rs.validator_for(json.loads(json.dumps(schema)))
            for example in content["examples"].values():
                assert [str(error) for error in checker.iter_errors(example["value"])] == [], operation["operationId"]


def test_a_word_of_the_document_that_no_language_has_would_show_and_none_does():
    for language in shipped.LANGUAGES:
        assert "[api." not in json.dumps(document(language)), language
    assert document("uk")["info"]["description"].startswith("Цифри так, як їх сказали джерела")


def test_no_word_of_the_ukrainian_document_is_english():
    english, ukrainian = (
        {parameter["description"] for item in document(language)["paths"].values() for parameter in item["get"]["parameters"]}
        for language in shipped.LANGUAGES)
    assert len(english) == len(ukrainian) > 20
    assert english & ukrainian == set()
