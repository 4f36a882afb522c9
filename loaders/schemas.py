"""JSON Schemas of the files in data/, for editors that help while typing. Made from the records."""

import json
from pathlib import Path

from pydantic import TypeAdapter

from loaders.deck_records import DeckRecord
from loaders.gather import KINDS
from loaders.imports.recipe import Recipe
from loaders.records import Record

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def texts() -> dict[str, str]:
    """The schema of each kind of file by its file name. A file holds one record or a list of them."""
    return {f"{kind}.json": _text(record) for kind, record in {**KINDS, "deck": DeckRecord, "recipe": Recipe}.items()}


def write(folder: Path) -> list[Path]:
    """Write all schemas into a folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts().items():
        written.append(folder / name)
        written[-1].write_text(text, encoding="utf-8", newline="\n")
    return written


def _text(record: type[Record]) -> str:
    schema = TypeAdapter(record | list[record]).json_schema()
    return json.dumps({"$schema": _DRAFT, **_eased(schema)}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _eased(part: object) -> object:
    """A schema without names of Python, which takes `2023` and `true` for a text as the loader does."""
    if isinstance(part, list):
        return [_eased(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    eased = {key: _eased(inner) for key, inner in part.items() if not (key == "title" and isinstance(inner, str))}
    if eased.get("type") == "string" and not {"enum", "const", "format"} & eased.keys():
        eased["type"] = ["string", "number", "boolean"]
    return eased
