"""The structure of the observations as an SDMX-JSON 2.0 structure message: code lists, concepts, the data structure. Pure.

https://github.com/sdmx-twg/sdmx-json. Names are in every language of the interface; what a code means is said where we know it.
"""

from collections.abc import Callable, Iterable, Iterator

from publish.standards import sdmx_csv
from publish.standards.contents import ENGLISH, Contents
from publish.standards.sdmx_csv import AGENCY, ATTRIBUTES, FLOW, MEASURE, TIME, TOTAL, VERSION

SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
CONCEPTS = "CONCEPTS"
CODED = {"UNIT_MEASURE": "unit", "QUALIFIER": "qualifier", "OBS_STATUS": "obs_status", "STATUS": "status", "BASIS": "basis",
         "SOURCE": "source"}
"""Attributes whose values are codes, and the code list of each."""

NUMBERS = {MEASURE: "Double", "VALUE_HIGH": "Double", "RIVALS": "Integer", "SAMPLE_SIZE": "Integer", TIME: "ObservationalTimePeriod"}
"""What is no code: its SDMX data type; the rest is text."""

Code = tuple[str, dict[str, str]]


def write(contents: Contents) -> dict:
    """The structure message of a release."""
    concepts = [*sdmx_csv.dimensions(contents), MEASURE, *ATTRIBUTES]
    lists = dict(_lists(contents))
    return {
        "meta": {
            "schema": SCHEMA, "id": f"ATLAS{contents.short}", "test": False, "prepared": f"{contents.newest}T00:00:00Z",
            "contentLanguages": list(contents.words), "sender": {"id": AGENCY},
        },
        "data": {
            "dataStructures": [_structure(contents, lists)],
            "dataflows": [_named(FLOW, contents.name, structure=f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={_own(FLOW)}")],
            "conceptSchemes": [_named(CONCEPTS, contents.name, concepts=[_concept(contents, name) for name in concepts])],
            "codelists": [_named(f"CL_{name.upper()}", {ENGLISH: name}, codes=[_item(code, names) for code, names in codes])
                          for name, codes in lists.items()],
        },
    }


def _own(name: str) -> str:
    return f"{AGENCY}:{name}({VERSION})"


def _named(name: str, names: dict[str, str], **more: object) -> dict:
    return {**_item(name, names), "version": VERSION, "agencyID": AGENCY, **more}


def _item(name: str, names: dict[str, str]) -> dict:
    first = names.get(ENGLISH) or next(iter(names.values()), name)
    return {"id": name, "name": first, "names": dict(names) or {ENGLISH: name}}


def _concept(contents: Contents, name: str) -> dict:
    own = {sdmx_csv.code(dimension["id"]).upper(): dimension["name"] for dimension in contents.records["dimension"]}
    return _item(name, own.get(name) or {language: words(f"bundle.of.{name.lower()}") for language, words in contents.words.items()})


def _structure(contents: Contents, lists: dict[str, list[Code]]) -> dict:
    """The data structure: the key, the value, what is told of it."""
    *own, _ = names = sdmx_csv.dimensions(contents)
    key = [{**_component(name, lists), "position": place} for place, name in enumerate(own)]
    told = [{**_component(name, lists), "usage": "optional", "attributeRelationship": {"observation": {}}} for name in ATTRIBUTES]
    components = {
        "dimensionList": {"id": "DimensionDescriptor", "dimensions": key,
                          "timeDimension": {**_component(TIME, lists), "id": TIME, "position": len(names) - 1}},
        "measureList": {"id": "MeasureDescriptor", "measures": [{**_component(MEASURE, lists), "usage": "optional"}]},
        "attributeList": {"id": "AttributeDescriptor", "attributes": told},
    }
    return _named(FLOW, contents.name, dataStructureComponents=components)


def _component(name: str, lists: dict[str, list[Code]]) -> dict:
    """One component: the concept it is, and its codes or its type."""
    listed = CODED.get(name, name.lower())
    urn = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={_own(f'CL_{listed.upper()}')}"
    shape = {"enumeration": urn} if listed in lists and name not in NUMBERS else {"format": {"dataType": NUMBERS.get(name, "String")}}
    concept = f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={_own(CONCEPTS)}.{name}"
    return {"id": name, "conceptIdentity": concept, "localRepresentation": shape}


def _lists(contents: Contents) -> Iterator[tuple[str, list[Code]]]:
    """Every code list by name: the registers, our own words, and one per dimension."""
    for name, kind, said in (("entity", "entity", "name"), ("indicator", "indicator", "name"), ("source", "source", "title")):
        yield name, _codes(contents.records[kind], said)
    yield "unit", [*_codes(contents.records["unit"]), *_worded(contents, ("unknown",), lambda _: "value.unknown")]
    yield "precision", _worded(contents, ("day", "month", "quarter", "half", "year", "unknown"), lambda one: f"bundle.precision.{one}")
    yield "sense", _worded(contents, ("whole", "within", "since", "as_of", "unknown"), lambda one: f"bundle.sense.{one}")
    yield "qualifier", _worded(contents, ("exact", "at_least", "about", "up_to", "range"), lambda one: f"qualifier.{one}")
    yield "basis", _worded(contents, BASES, lambda one: f"basis.{one}")
    statuses = ("A", "B", "D", "E", "F", "L", "M", "P", "U")
    yield "obs_status", _worded(contents, statuses, lambda one: f"status.{one}")
    yield "status", _worded(contents, (*statuses, "planned"), lambda one: f"status.{one}")
    for dimension in contents.records["dimension"]:
        total = _worded(contents, (TOTAL,), lambda _: "bundle.total")
        yield sdmx_csv.code(dimension["id"]), [*total, *_codes(dimension["codes"])]


BASES = ("self_reported", "reported", "study", "survey", "register", "statistics", "hearsay", "derived")


def _codes(records: Iterable[dict], said: str = "name") -> list[Code]:
    return [(sdmx_csv.code(record["id"]), record[said]) for record in records]


def _worded(contents: Contents, codes: Iterable[str], key: Callable[[str], str]) -> list[Code]:
    return [(code, {language: words(key(code)) for language, words in contents.words.items()}) for code in codes]
