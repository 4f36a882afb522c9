"""Everything that the API answers: each address with its parameters, its fields and what makes its rows."""

from collections.abc import Callable
from dataclasses import dataclass

from layouts.visit import Visit
from metrics import query
from publish.api import changes, fields, figures, parameters, regions, registers, values
from publish.api.asked import Asked
from publish.api.fields import Field
from publish.api.parameters import COMMON, LINES, PAGED, Parameter
from publish.api.values import Rows

ROOT = "/api/v1"
TABLE = ".csv"

ENTITIES_BY = (parameters.KIND, parameters.REGION, parameters.COUNTRY, parameters.TEXT, *PAGED)
INDICATORS_BY = (parameters.THEME, parameters.CONCEPT, parameters.TEXT, *PAGED)
STATEMENTS_BY = (*parameters.NARROWING, *PAGED)
TEXT_NEEDED = Parameter("q", "text", required=True)

One = Callable[[Visit, str], dict | None]


@dataclass(frozen=True)
class Resource:
    """One address under ROOT. `rows` answers a list of it, `one` a single record by the id in the path (`of` says of what).

    `fields` are those of one record; `more` are further members of the answer, by name the fields of each.
    `schema` names the record in the OpenAPI document. `geo` says that the list is GeoJSON.
    """

    name: str
    schema: str
    fields: tuple[Field, ...]
    parameters: tuple[Parameter, ...] = ()
    rows: Callable[[Asked], Rows] | None = None
    one: One | None = None
    of: str = ""
    more: tuple[Field, ...] = ()
    geo: bool = False

    @property
    def for_table(self) -> tuple[Parameter, ...]:
        """The parameters of the list as CSV, which may be longer."""
        return tuple(LINES if parameter.name == "limit" else parameter for parameter in self.parameters)


def _statement(visit: Visit, given: str) -> dict | None:
    found = query.statements(visit.release, ids=[given]).to_dict("records")
    return {**values.value(visit, found[0]), "shown": found[0]["shown"]} if found else None


def _observation(visit: Visit, given: str) -> dict | None:
    """The observation that a statement belongs to, with what is said of it beside the shown value."""
    found = query.statements(visit.release, ids=[given]).to_dict("records")
    if not found:
        return None
    said = query.statements(visit.release, observation=found[0]["observation"]).to_dict("records")
    shown = next((row for row in said if row["shown"]), found[0])
    return values.value(visit, shown)


def _of(kind: str, record: Callable[[Visit, object], dict]) -> One:
    def one(visit: Visit, given: str) -> dict | None:
        found = getattr(visit.register, kind).get(given)
        return record(visit, found) if found else None

    return one


RESOURCES = (
    Resource("observations", "Observation", fields.VALUE, STATEMENTS_BY, values.observations, _observation, "statement"),
    Resource("statements", "Statement", fields.STATEMENT, STATEMENTS_BY, values.statements, _statement, "statement"),
    Resource("series", "Point", fields.POINT, figures.JOINED_BY, figures.series, more=(
        Field("measure", codes=figures.MEASURE.codes), Field("base", empty=True), Field("without_population", "list"))),
    Resource("ranking", "Ranked", fields.RANKED, figures.RANKED_BY, figures.ranking, more=(
        Field("coverage", "object"), Field("sum", "object", empty=True), Field("no_sum", empty=True))),
    Resource("regions", "Region", fields.MAPPED, regions.MAPPED_BY, regions.regions, geo=True),
    Resource("entities", "Entity", fields.ENTITY, ENTITIES_BY, registers.entities, _of("entities", registers.entity), "entity"),
    Resource("indicators", "Indicator", fields.INDICATOR, INDICATORS_BY, registers.indicators, _of("indicators", registers.indicator),
             "indicator"),
    Resource("sources", "Source", fields.SOURCE, (parameters.TEXT, *PAGED), registers.sources, _of("sources", registers.source), "source"),
    Resource("codes", "Code", fields.CODE, (registers.LIST, *PAGED), registers.codes),
    Resource("find", "Found", fields.FOUND, (TEXT_NEEDED, *PAGED), registers.find),
    Resource("releases", "Release", fields.RELEASE, PAGED, changes.releases, changes.one_release, "release"),
    Resource("differences", "Difference", fields.DIFFERENCE, PAGED, changes.differences, more=(
        Field("older", "object"), Field("newer", "object"))),
)
"""Every resource; `differences` stands under the releases that it is between."""

BY_NAME = {resource.name: resource for resource in RESOURCES}
DIFFERENCES = BY_NAME["differences"]


@dataclass(frozen=True)
class Door:
    """What a path leads to: a resource, the id in the path, and whether its table is asked for."""

    resource: Resource
    place: str = ""
    table: bool = False

    @property
    def taken(self) -> tuple[Parameter, ...]:
        """The parameters that are taken here."""
        listed = not self.place or self.resource is DIFFERENCES
        return (self.resource.for_table if self.table else self.resource.parameters) if listed else COMMON


def door(path: str) -> Door | None:
    """What a path under ROOT leads to; None where there is nothing."""
    name, slash, place = path.strip("/").partition("/") if not path.endswith("/") else (path, "", "")
    if name == "releases" and changes.BETWEEN in place:
        table = place.endswith(TABLE)
        return Door(DIFFERENCES, place.removesuffix(TABLE), table)
    if name == DIFFERENCES.name:
        return None
    if not slash:
        table = name.endswith(TABLE)
        found = BY_NAME.get(name.removesuffix(TABLE))
        return Door(found, "", table) if found and found.name != "differences" else None
    found = BY_NAME.get(name)
    return Door(found, place) if found and found.one and place and "/" not in place else None
