"""JSON Schemas of what the API takes and answers, from the declarations of its parameters and fields. Pure."""

from layouts.words import Words
from publish.api import fields, parameters
from publish.api.fields import Field
from publish.api.parameters import Parameter
from publish.api.resources import RESOURCES, Resource

REF = "#/components/schemas/"
OBJECTS = {"coverage": "Coverage", "sum": "Sum", "older": "Release", "newer": "Release"}
"""Fields that hold a record of their own, by the name of its schema."""

PLAIN = {"string": "string", "number": "number", "integer": "integer", "boolean": "boolean"}


def of_field(words: Words, field: Field) -> dict:
    """The schema of one field."""
    told = {"description": words(field.key)}
    if field.type == "object":
        named = {"$ref": REF + OBJECTS[field.name]}
        return {**told, "anyOf": [named, {"type": "null"}]} if field.empty else {**told, "allOf": [named]}
    if field.type == "list":
        return {**told, "type": "array", "items": {"type": "string", **({"enum": list(field.codes)} if field.codes else {})}}
    if field.type == "mapping":
        return {**told, "type": "object", "additionalProperties": {"type": "string"}}
    kind = PLAIN[field.type]
    told |= {"type": [kind, "null"] if field.empty else kind}
    told |= {"enum": [*field.codes, *([None] if field.empty else [])]} if field.codes else {}
    return told | ({"format": field.format} if field.format else {})


def record(words: Words, listed: tuple[Field, ...]) -> dict:
    """The schema of a record: all its fields are always there, and no others."""
    return {
        "type": "object", "properties": {field.name: of_field(words, field) for field in listed},
        "required": [field.name for field in listed], "additionalProperties": False,
    }


def components(words: Words) -> dict:
    """The schemas that the answers are made of."""
    made = {resource.schema: record(words, resource.fields) for resource in RESOURCES}
    made |= {"Coverage": record(words, fields.COVERAGE), "Sum": record(words, fields.SUM)}
    read = tuple(field for field in fields.RELEASE if field.name in ("number", "hash", "made"))
    made["Release"]["properties"]["newest"]["type"] = ["boolean", "null"]
    return made | {"ReleaseRead": record(words, read), "Problem": problem(words)}


def problem(words: Words) -> dict:
    """The schema of a refusal (RFC 9457)."""
    error = {
        "type": "object", "required": ["parameter", "given", "detail", "near"], "additionalProperties": False,
        "properties": {
            "parameter": {"type": "string"}, "given": {"type": "string"}, "detail": {"type": "string"},
            "near": {"type": "array", "items": {"type": "string"}, "description": words("api.problem.near")}},
    }
    return {
        "type": "object", "required": ["type", "title", "status"], "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "format": "uri-reference"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "detail": {"type": "string"}, "errors": {"type": "array", "items": error}},
    }


def head(words: Words) -> dict:
    """The members that every answer has."""
    return {"release": {"$ref": REF + "ReleaseRead"}, "language": {"type": "string", "description": words("api.field.language")}}


def one(words: Words, resource: Resource) -> dict:
    """The schema of the answer with a single record."""
    return _closed({**head(words), "item": {"$ref": REF + resource.schema}})


def listed(words: Words, resource: Resource) -> dict:
    """The schema of a page of records."""
    told = {
        **head(words), "matches": {"type": "integer", "description": words("api.field.matches")},
        "matches_qualifier": {"type": "string", "enum": ["exact", "at_least"], "description": words("api.field.matches_qualifier")},
        "next": {"type": ["string", "null"], "format": "uri-reference", "description": words("api.field.next")},
        **{field.name: of_field(words, field) for field in resource.more},
    }
    if not resource.geo:
        return _closed({**told, "items": {"type": "array", "items": {"$ref": REF + resource.schema}}})
    outline = {"type": {"type": "string", "enum": ["Polygon", "MultiPolygon"]}, "coordinates": {"type": "array", "items": {}}}
    feature = _closed({
        "type": {"type": "string", "const": "Feature"}, "id": {"type": "string"}, "geometry": _closed(outline),
        "properties": {"$ref": REF + resource.schema}})
    return _closed({"type": {"type": "string", "const": "FeatureCollection"}, **told,
                    "attribution": {"type": "string", "description": words("api.field.attribution")},
                    "features": {"type": "array", "items": feature}})


def _closed(properties: dict) -> dict:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def of_parameter(parameter: Parameter, languages: list[str]) -> dict:
    """The schema of a parameter's value."""
    if parameter.shape in parameters.SEVERAL:
        item = {"type": "string", "enum": list(parameter.codes)} if parameter.codes else _id()
        return {"type": "array", "items": item, "minItems": 1, "maxItems": parameter.most}
    return {
        "id": _id, "code": lambda: {"type": "string", "enum": list(parameter.codes)},
        "rows": lambda: {"type": "integer", "minimum": 1, "maximum": parameter.most},
        "cursor": lambda: {"type": "string", "pattern": parameters.CURSOR_PATTERN},
        "text": lambda: {"type": "string", "minLength": 1, "maxLength": parameters.LONGEST_TEXT, "pattern": parameters.TEXT_PATTERN},
        "period": lambda: {"type": "string", "pattern": parameters.PERIOD_PATTERN},
        "release": lambda: of_place("release"),
        "language": lambda: {"type": "string", "enum": languages},
    }[parameter.shape]()


def of_place(of: str) -> dict:
    """The schema of an id in a path."""
    if of == "release":
        return {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    return {"type": "string", "pattern": r"^[^/]{1,200}$"}


def _id() -> dict:
    return {"type": "string", "pattern": parameters.ID_PATTERN}
