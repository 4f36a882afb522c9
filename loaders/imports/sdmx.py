"""SDMX concepts as roles: what a column of an SDMX-CSV (1.0 and 2.0) or a dimension of JSON-stat is, by its id alone."""

from collections.abc import Iterable, Sequence

from loaders.imports.plan import Complain
from loaders.imports.recipe import BreakdownRole, EntityRole, PeriodRole, Reading, Role, StatusRole, ValueRole
from loaders.imports.registers import Registers

CONCEPTS = {
    "entity": ("REF_AREA", "GEO", "GEO_PICT", "AREA", "COUNTRY", "ENTITY", "REPORTING_ENTITY"),
    "indicator": ("INDICATOR", "INDIC", "SERIES", "MEASURE", "NA_ITEM", "CONTENTSCODE"),
    "period": ("PERIOD", "TIME_PERIOD", "TIME", "YEAR"),
    "value": ("OBS_VALUE", "VALUE"),
    "status": ("STATUS", "OBS_STATUS"),
    "unit": ("UNIT_MEASURE", "UNIT"),
    "power_of_ten": ("UNIT_MULT",),
    "sample_size": ("SAMPLE_SIZE",),
    "hedge": ("QUALIFIER",),
    "value_high": ("VALUE_HIGH",),
    "doubts": ("FLAGS",),
}
"""Ids under which each role goes, the first that is there wins."""
ROLES = {"entity": EntityRole, "indicator": Role, "period": PeriodRole, "value": ValueRole, "status": StatusRole, "unit": Role,
          "power_of_ten": Role, "sample_size": Role, "hedge": Role, "value_high": Role, "doubts": Role}
SAYS_NOTHING = frozenset({
    "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "DATAFLOW", "LAST UPDATE", "FREQ", "DECIMALS", "TIME_FORMAT", "COLLECTION",
    "CONF_STATUS", "OBS_CONF", "TITLE", "TITLE_COMPL", "COMMENT", "COMMENT_OBS", "SOURCE", "STATEMENT", "BASIS", "RIVALS", "PRECISION",
    "SENSE"})
"""Columns that do not tell one figure from another, or repeat what other columns say."""
_ALIKE = {"unit": {"PERCENT": "percent", "PC": "percent", "PT": "percent", "PERSON": "persons", "PERSONS": "persons", "PS": "persons"},
          "status": {"O": "M", "_Z": "M", "NP": "U", "empty": "A"}}
"""Codes of SDMX code lists by ours: CL_OBS_STATUS O (missing), Z (not applicable)."""
WHOLE = ("_T", "TOTAL", "T", "_Z", "")


def completed(reading: Reading, names: Sequence[str], registers: Registers, complain: Complain) -> Reading:
    """The reading with a role for each concept that a column is named by, where the recipe has none of its own.

    A column that is neither one of ours nor known to say nothing may hold a part of a whole, so that it must be named.
    """
    found = dict(_found(reading, names))
    if "value" in found:
        found["value"] = found["value"].model_copy(update={"missing": {"empty": "M", "NaN": "M"}})
    found["breakdown"] = {**_breakdowns(reading, names, registers), **reading.breakdown}
    made = reading.model_copy(update=found)
    for name in _unnamed(made, names):
        complain(("ignore",), f"ignore is without {name}, a column that may tell figures of parts from those of the whole; keep some "
                              "of it, break down by it, or ignore it")
    return made


def _unnamed(reading: Reading, names: Iterable[str]) -> Iterable[str]:
    """Columns of which nothing is known."""
    roles = [getattr(reading, role) for role in CONCEPTS]
    named = {role.column for role in (*roles, *reading.breakdown.values()) if role is not None}
    named |= {*reading.ignore, *reading.keep, *reading.drop}
    known = SAYS_NOTHING | {concept for concepts in CONCEPTS.values() for concept in concepts}
    return [name for name in names if name not in named and name.upper() not in known]


def _found(reading: Reading, names: Iterable[str]) -> Iterable[tuple[str, Role]]:
    by_id = {name.upper(): name for name in reversed(list(names))}
    for role, concepts in CONCEPTS.items():
        column = next((by_id[concept] for concept in concepts if concept in by_id), None)
        if column is not None and getattr(reading, role) is None:
            yield role, of_column(role, column)


def of_column(role: str, column: str) -> Role:
    """A role read from a column by the codes of SDMX; its periods may be of several lengths."""
    mixed = {"mixed": True} if role == "period" else {}
    return ROLES[role](column=column, map=_ALIKE.get(role, {}), **mixed)


def _breakdowns(reading: Reading, names: Iterable[str], registers: Registers) -> dict[str, BreakdownRole]:
    """Columns that are named as a dimension of ours."""
    dimensions = {id_.upper(): id_ for id_ in registers.dimensions}
    return {dimensions[name.upper()]: BreakdownRole(column=name, whole=("empty", *filter(None, WHOLE)))
            for name in names if name.upper() in dimensions}
