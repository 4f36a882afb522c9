"""The OpenAPI 3.1 document of the API: every address, parameter, field and status, with examples that are true answers."""

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from layouts.visit import Visit
from layouts.words import Words
from metrics import paging
from publish.api import answers, asked, changes, parameters, refusals, schemas
from publish.api.parameters import COMMON, LANG, RELEASE, Parameter
from publish.api.resources import DIFFERENCES, RESOURCES, ROOT, TABLE, Door, Resource, door

TAKEN = (LANG, RELEASE)
VERSION = "1.0.0"
PROBLEMS = {400: "parameter", 404: "not_found", 414: "too_long", 503: "no_release"}
SHOWN_ROWS = 2
"""Records of an example."""

EXAMPLES = {
    "observations": {"entity": "kharkiv-it-cluster", "indicator": "educational_event_participants", "limit": "2"},
    "statements": {"entity": "kharkiv-it-cluster", "from": "2023", "to": "2023", "limit": "2"},
    "series": {"entity": "ukraine", "indicator": "ict_service_exports_bop", "from": "2021", "limit": "2"},
    "ranking": {"indicator": "member_companies", "kind": "cluster", "limit": "2"},
    "regions": {"indicator": "higher_education_institutions", "limit": "1"},
    "entities": {"kind": "cluster", "q": "Kharkiv", "limit": "2"},
    "indicators": {"theme": "members", "limit": "2"},
    "sources": {"limit": "2"},
    "codes": {"list": "qualifier", "limit": "5"},
    "find": {"q": "Kharkiv", "limit": "2"},
    "releases": {"limit": "2"},
}
"""A question to every resource whose answer is worth reading."""

ITEMS = {"statement": "K016", "entity": "kharkiv-it-cluster", "indicator": "educational_event_participants",
         "source": "kharkiv_annual_meeting_2023"}


def text(visit: Visit) -> str:
    """The document as JSON, in the language of the visit."""
    return json.dumps(document(visit), ensure_ascii=False, separators=(",", ":"))


def document(visit: Visit) -> dict:
    """The document."""
    words = visit.words
    title = words("api.document.title", name=words.text(visit.settings["brand"]["name"]))
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION, "description": words("api.document.description")},
        "servers": [{"url": "/"}],
        "tags": [{"name": resource.name, "description": words(f"api.resource.{resource.name}")} for resource in RESOURCES],
        "paths": {where: {"get": operation} for resource in RESOURCES for where, operation in _operations(visit, resource)},
        "components": {"schemas": schemas.components(words), "headers": _headers(words), "responses": _responses(words)},
    }


def path(resource: Resource) -> str:
    """The path of a resource, with what it asks for in braces."""
    return f"{ROOT}/{resource.name}" if resource is not DIFFERENCES else f"{ROOT}/releases/{{older}}{changes.BETWEEN}{{newer}}"


def _operations(visit: Visit, resource: Resource):
    """Each path of a resource with what can be asked there."""
    where = path(resource)
    place = [_place("older", "release", visit), _place("newer", "release", visit)] if resource is DIFFERENCES else []
    media_type = answers.GEO if resource.geo else answers.JSON
    given = EXAMPLES.get(resource.name, {})
    yield where, _operation(visit, resource, "list", [*place, *_parameters(visit, resource.parameters, given)],
                            {media_type: {"schema": schemas.listed(visit.words, resource), **_example(visit, listed(visit, resource))}})
    columns = {"schema": {"type": "string"}, **_example(visit, listed(visit, resource, TABLE))}
    yield where + TABLE, _operation(visit, resource, "table", [*place, *_parameters(visit, resource.for_table, given)],
                                    {"text/csv": columns})
    if resource.one:
        yield f"{where}/{{{resource.of}}}", _operation(
            visit, resource, "one", [_place(resource.of, resource.of, visit), *_parameters(visit, COMMON)],
            {answers.JSON: {"schema": schemas.one(visit.words, resource), **_example(visit, item(visit, resource))}})


def _operation(visit: Visit, resource: Resource, form: str, taken: list[dict], content: dict) -> dict:
    words = visit.words
    heads = ["ETag", "Cache-Control", *(["Link"] if form != "one" else [])]
    found = {"description": words(f"api.form.{form}"), "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in heads},
             "content": content}
    return {
        "operationId": f"{form}_{resource.name}", "tags": [resource.name], "summary": words(f"api.resource.{resource.name}"),
        "description": words(f"api.form.{form}"), "parameters": taken,
        "responses": {"200": found, "304": {"$ref": "#/components/responses/Known"},
                      **{str(status): {"$ref": f"#/components/responses/{kind}"} for status, kind in PROBLEMS.items()}},
    }


def _parameters(visit: Visit, taken: tuple[Parameter, ...], given: Mapping[str, str] | None = None) -> list[dict]:
    """The parameters of an operation, each with the value that the example gives it."""
    return [{**_parameter(visit, one), **_given(visit, one, (given or {}).get(one.name, ""))} for one in taken]


def _given(visit: Visit, parameter: Parameter, value: str) -> dict:
    """The value of a parameter in the example."""
    if not value:
        return {}
    there = _there(visit, parameter, value)
    if parameter.shape in parameters.SEVERAL:
        return {"example": there.split(",")}
    return {"example": int(there) if parameter.shape == "rows" else there}


def _parameter(visit: Visit, parameter: Parameter) -> dict:
    several = {"style": "form", "explode": False} if parameter.shape in parameters.SEVERAL else {}
    means = visit.words(f"api.parameter.{parameter.name}")
    return {"name": parameter.name, "in": "query", "required": parameter.required, "description": means,
            "schema": schemas.of_parameter(parameter, list(visit.languages)), **several}


def _place(name: str, of: str, visit: Visit) -> dict:
    means = visit.words(f"api.place.{of}")
    return {"name": name, "in": "path", "required": True, "description": means, "schema": schemas.of_place(of)}


def _headers(words: Words) -> dict:
    return {name: {"description": words(f"api.header.{key}"), "schema": {"type": "string"}}
            for name, key in (("ETag", "etag"), ("Cache-Control", "cache"), ("Link", "link"))}


def _responses(words: Words) -> dict:
    content = {"application/problem+json": {"schema": {"$ref": schemas.REF + "Problem"}}}
    told = {kind: {"description": words(f"api.problem.{kind}.means"), "content": content} for kind in PROBLEMS.values()}
    heads = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Cache-Control")}
    return {"Known": {"description": words("api.known"), "headers": heads}, **told}


# examples ---------------------------------------------------------------------


def listed(visit: Visit, resource: Resource, suffix: str = "") -> str:
    """The address of a question to a resource that this release can answer."""
    if resource is DIFFERENCES:
        number = visit.release.number
        return f"{ROOT}/releases/{max(number - 1, 1)}{changes.BETWEEN}{number}{suffix}?limit={SHOWN_ROWS}"
    given = EXAMPLES[resource.name]
    by_name = {parameter.name: parameter for parameter in resource.parameters}
    choices = {name: value if name not in by_name else _there(visit, by_name[name], value) for name, value in given.items()}
    return f"{ROOT}/{resource.name}{suffix}?{urlencode(choices, safe=',')}"


def _there(visit: Visit, parameter: Parameter, value: str) -> str:
    """The value of an example, or another one of its kind where this release has no such id."""
    if parameter.shape not in ("ids", "id"):
        return value
    ids = parameters.known(visit, parameter.of)
    return value if value in ids else min(ids, default=value)


def item(visit: Visit, resource: Resource) -> str:
    """The address of one record of a resource."""
    if resource.of == "release":
        return f"{ROOT}/{resource.name}/{visit.release.number}"
    usual = ITEMS[resource.of]
    if resource.of == "statement":
        there = resource.one(visit, usual) is not None
        first = paging.page(visit.release, limit=1).rows["statement"]
        return f"{ROOT}/{resource.name}/{usual if there or first.empty else quote(first.iloc[0], safe=':=;')}"
    ids = parameters.known(visit, resource.of)
    return f"{ROOT}/{resource.name}/{usual if usual in ids else min(ids, default=usual)}"


def _example(visit: Visit, address: str) -> dict:
    """The true answer to an address, as an example of it; none where the release has no answer."""
    asked_so = kept(visit, address)
    try:
        answer = answered(visit, asked_so)
    except refusals.Refused:
        return {}
    return {"examples": {"true_answer": {"summary": f"GET {asked_so}", "value": answer}}}


def kept(visit: Visit, address: str) -> str:
    """An address in the language and of the release that the visit names."""
    given = {name: visit.given[name] for name in ("lang", "release") if visit.given.get(name)}
    return address + ("&" if "?" in address else "?") * bool(given) + urlencode(given)


def answered(visit: Visit, address: str):
    """What the API answers to an address of its own: the record of a JSON answer, the text of a CSV."""
    where, _, written = address.partition("?")
    found: Door = door(where.removeprefix(f"{ROOT}/"))

    def visit_of(asked_path: str, choices: dict[str, str]) -> Visit:
        return replace(visit, path=asked_path, given=choices, refused=[])

    body = answers.body(found, asked.read(visit_of, where, written, found.taken, found.place, found.table))
    return body.content.decode() if found.table else json.loads(body.content)
