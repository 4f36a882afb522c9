"""The schemas for editors are those of the records."""

from pathlib import Path

from loaders import schemas

COMMITTED = Path(__file__).parents[1] / "data" / "schemas"


def test_the_committed_schemas_are_current():
    """If this fails: python app.py schemas."""
    assert {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.iterdir()} == schemas.texts()


def test_a_schema_lists_the_choices_of_a_field_and_knows_nothing_of_python():
    text = schemas.texts()["statement.json"]
    assert '"at_least"' in text
    assert "BeforeValidator" not in text and "tuple" not in text and "pydantic" not in text.lower()
