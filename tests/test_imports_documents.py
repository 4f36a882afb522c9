"""docs/imports.md says what recipes do: its example loads, its messages are said, every key is explained."""

import re
from pathlib import Path
from typing import get_args

import pytest
from foreign import PROJECT, read_as, registers, said
from pydantic import BaseModel
from test_imports import LONG, SOUND

from loaders.imports import gather, preview
from loaders.imports.letters import ENCODINGS
from loaders.imports.preview import of
from loaders.imports.recipe import DELIMITERS, QUOTES, Recipe

IMPORTS = (PROJECT / "docs" / "imports.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```\w+ file=(\S+?)(?: encoding=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DAMAGED = ("Сумська,2020", 'Сумська,"2020,5', 'Сумська,2020,"1,234,567"', "Харкивская,2020,1053452", "Сумська,2024-01-12,1053452",
           "UA-63,2020,2658000")


def text_block(name: str) -> list[str]:
    """The lines of a block of text by its name."""
    return re.search(rf"^```text {name}\n(.*?)^```$", IMPORTS, re.MULTILINE | re.DOTALL)[1].splitlines()


def records_in(annotation: object) -> set[type[BaseModel]]:
    """Every record inside a field's type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return set().union(*map(records_in, get_args(annotation)))


def keys_of(record: type[BaseModel], seen: set[type[BaseModel]]) -> set[str]:
    """The keys of a recipe, those of its parts included; a source is explained in docs/data.md."""
    if record in seen or record.__module__ == "loaders.records":
        return set()
    seen.add(record)
    found = {field.alias or name for name, field in record.model_fields.items()}
    return found.union(*(keys_of(inner, seen) for field in record.model_fields.values() for inner in records_in(field.annotation)))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A data folder with the files of the document."""
    for name, encoding, text in BLOCK.findall(IMPORTS):
        path = tmp_path / Path(name).relative_to("data")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding or "utf-8"))
    return tmp_path


def test_the_example_gives_what_the_document_says(example: Path):
    imports, problems = gather([example], registers())
    assert problems == [] and [one.id for one in imports] == ["population_by_oblast"]
    found = of(imports[0])
    assert said(found.problems) == []
    assert found.statements[0].id in IMPORTS and len(found.statements) == 5
    assert text_block("account") == [found.account.summary]
    assert imports[0].source == "example_office" and imports[0].source_record.kind == "statistics"


def test_each_message_of_the_document_is_said():
    rows = [said(read_as(LONG, f"{SOUND}{row}\n").problems) for row in DAMAGED]
    assert text_block("messages") == [message for messages in rows for message in messages]


def test_every_key_of_a_recipe_is_explained():
    table = IMPORTS[IMPORTS.index("## Every key of a recipe"):]
    assert {key for key in keys_of(Recipe, set()) if f"`{key}`" not in table} == set()


def test_the_words_of_the_layout_are_named():
    assert {word for word in (*DELIMITERS, *QUOTES) if f"`{word}`" not in IMPORTS} == set()
    assert {word for word in ("utf-8", "windows-1251", "koi8-u", "utf-16", "iso-8859-1") if word not in ENCODINGS} == set()


def test_two_recipes_of_one_id_and_files_that_are_not_there_are_refused(example: Path):
    recipe = example / "imports" / "population_by_oblast.yaml"
    text = recipe.read_text(encoding="utf-8")
    (example / "imports" / "second.yaml").write_text(text, encoding="utf-8")
    (example / "imports" / "third.yaml").write_text(text.replace("id: pop", "id: third_pop").replace("oblast.csv", "oblasts.csv"),
                                                    encoding="utf-8")
    (example / "imports" / "table.csv").write_text("a", encoding="utf-8")
    _, problems = gather([example], registers())
    name = example.name
    assert said(problems) == [
        f"{name}/imports/table.csv:1:1: the file is table.csv, where recipes are; foreign files lie in the folder files",
        f"{name}/imports/second.yaml:2:5: id is population_by_oblast, as in {name}/imports/population_by_oblast.yaml:2; give each import "
        "an id of its own",
        f"{name}/imports/third.yaml:4:7: file is population_by_oblasts.csv; no file in the folder files has this name, did you mean "
        "population_by_oblast.csv?"]


def test_a_source_that_is_not_there_is_refused(example: Path):
    recipe = example / "imports" / "population_by_oblast.yaml"
    text = recipe.read_text(encoding="utf-8")
    publication = text[text.index("publication:"):text.index("table:")]
    recipe.write_text(text.replace(publication, "source: wdi_gdp_percapita\n"), encoding="utf-8")
    _, problems = gather([example], registers())
    assert said(problems)[0].endswith("5:9: source is wdi_gdp_percapita; no source has this id, did you mean wdi_gdp_per_capita?")
    assert preview
