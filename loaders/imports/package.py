"""Frictionless Data Packages: the descriptor says how its table is written, so that no recipe has to."""

import json
from contextlib import suppress
from typing import Any

from loaders.imports import letters
from loaders.imports.files import MOST_BYTES_WHOLE, File
from loaders.imports.findings import Enough, Findings
from loaders.imports.recipe import DELIMITERS, QUOTES, Layout, Reading, Role, Texts, ValueRole
from loaders.imports.sdmx import ROLES

OWN = ("entity", "indicator", "period", "value", "status", "unit", "sample_size")
"""Fields that name our own parts of a statement are taken as these."""
_WORDS = {sign: word for words in (DELIMITERS, QUOTES) for word, sign in words.items()}
_MARKS = {".": "point", ",": "comma", " ": "space", "'": "apostrophe", "": "none"}


def resource(reading: Reading, file: File, findings: Findings) -> tuple[File, Reading] | None:
    """The file of the first tabular resource (or the one that `sheet` names), and the reading with what its descriptor says."""
    data, described = _resource(reading, file, findings)
    return data, _completed(reading, described, findings)


def beside(reading: Reading, file: File) -> list[File]:
    """The file that a descriptor names, as far as it can be read: what it holds decides what is stated as the descriptor does."""
    if file.wrong(MOST_BYTES_WHOLE, in_one=True):
        return []
    with suppress(Enough):
        return [_resource(reading, file, Findings(file.path, []))[0]]
    return []


def _resource(reading: Reading, file: File, findings: Findings) -> tuple[File, dict]:
    """The file of a resource and how it is described."""
    descriptor = _descriptor(file, findings)
    named = reading.table.sheet
    resources = [one for one in descriptor.get("resources", []) if isinstance(one, dict) and (named is None or one.get("name") == named)]
    if not resources:
        findings.add(1, "resources", f"resources is without {named or 'any table'}; name one of the package under sheet")
        raise Enough
    path = resources[0].get("path")
    path = path[0] if isinstance(path, list) and len(path) == 1 else path
    data = file.beside(path.rsplit("/", 1)[-1]) if isinstance(path, str) else None
    if data is None:
        findings.add(1, "path", f"path is {path}; put that file beside {file.name}: nothing is fetched")
        raise Enough
    return data, resources[0]


def _descriptor(file: File, findings: Findings) -> dict:
    try:
        found = json.loads(file.whole().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        findings.add(getattr(error, "lineno", 1), getattr(error, "colno", 1), "the file is not JSON here; write a datapackage.json")
        raise Enough from None
    if not isinstance(found, dict):
        findings.add(1, 1, "the file is no data package; write a datapackage.json with resources")
        raise Enough
    return found


def _completed(reading: Reading, described: dict, findings: Findings) -> Reading:
    """The layout that the resource describes under what the recipe writes itself, and a role for each field that is ours."""
    said = _layout(described, findings)
    written = {name: getattr(reading.table, name) for name in reading.table.model_fields_set}
    layout = Layout.model_validate({**said, **{name: value for name, value in written.items() if name not in ("format", "sheet")}})
    schema = described.get("schema") if isinstance(described.get("schema"), dict) else {}
    fields = [field for field in schema.get("fields", []) if isinstance(field, dict)]
    marks = schema.get("missingValues", [""])
    missing = {mark or "empty": "absent" for mark in marks if isinstance(mark, str)}
    update: dict[str, Any] = {"table": layout}
    for name in OWN:
        role = getattr(reading, name)
        described_by = next((field for field in fields if field.get("name") == name), None)
        if role is None and described_by is not None:
            update[name] = ROLES[name](column=name, missing=missing if name == "value" else {})
    value = update.get("value", reading.value)
    if value is not None:
        update["value"] = _value(value, fields, missing)
    return reading.model_copy(update=update)


def _value(role: ValueRole, fields: list[dict], missing: dict[str, str]) -> ValueRole:
    """The field's own number syntax and missing marks, where the recipe has none."""
    field = next((one for one in fields if one.get("name") == role.column), {})
    update: dict[str, Any] = {} if "missing" in role.model_fields_set and role.missing else {"missing": missing}
    if "numerals" not in role.model_fields_set:
        decimal, thousands = field.get("decimalChar", "."), field.get("groupChar", "")
        if decimal in _MARKS and thousands in _MARKS:
            numerals = {"decimal": _MARKS[decimal], "thousands": _MARKS[thousands], "exponent": field.get("type") == "number"}
            update["numerals"] = role.numerals.model_validate(numerals)
    return role.model_copy(update=update)


def _layout(described: dict, findings: Findings) -> dict[str, Any]:
    """The keys of a layout that the resource's dialect and encoding say."""
    dialect = described.get("dialect") if isinstance(described.get("dialect"), dict) else {}
    dialect = {**dialect, **(dialect.get("csv") if isinstance(dialect.get("csv"), dict) else {})}
    encoding = str(described.get("encoding", "utf-8"))
    if letters.known(encoding) is None:
        findings.add(1, "encoding", f"encoding is {encoding}; write one of {', '.join(letters.ENCODINGS[:6])} …")
        raise Enough
    said: dict[str, Any] = {"format": "csv", "encoding": encoding}
    for key, name, signs in (("delimiter", "delimiter", DELIMITERS), ("quoteChar", "quote", QUOTES)):
        sign = dialect.get(key)
        if sign is not None and sign not in signs.values():
            findings.add(1, key, f"{key} is {sign}; write one of {' '.join(filter(None, signs.values()))}")
            raise Enough
        if sign is not None:
            said[name] = _WORDS[sign]
    if dialect.get("header") is False:
        said["header_rows"] = ()
    elif isinstance(dialect.get("headerRows"), list):
        said["header_rows"] = tuple(dialect["headerRows"])
    return said


__all__ = ["Role", "Texts", "resource"]
