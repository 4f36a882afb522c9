"""The shown observations as SDMX-CSV 2.0 and 1.0, one row each. Pure.

https://github.com/sdmx-twg/sdmx-csv (field guide of 2.0.0 and 1.0). Entity, indicator, period and every registered dimension are
dimensions; hedge, status and what the figure rests on are attributes of the observation.
"""

from collections.abc import Iterator
from typing import NamedTuple

from loaders import parse
from publish.standards.contents import Contents
from publish.standards.tables import csv_text, number

AGENCY, FLOW, VERSION = "CLUSTER_ATLAS", "OBSERVATIONS", "1.0"
TOTAL = "_T"
"""The code of a dimension that an observation is not broken down by."""

FOREVER = "P9999Y"
ALWAYS = "0001-01-01"
STATUSES = {"planned": "F"}
"""Statuses of ours that SDMX has no code for, and the code that comes nearest; STATUS holds ours."""

TIME = "TIME_PERIOD"
MEASURE = "OBS_VALUE"
ATTRIBUTES = ("UNIT_MEASURE", "QUALIFIER", "OBS_STATUS", "STATUS", "VALUE_HIGH", "PERIOD", "BASIS", "FLAGS", "RIVALS", "SAMPLE_SIZE",
              "SOURCE", "STATEMENT")


class Observation(NamedTuple):
    """One shown observation as SDMX has it: its key, its value, its attributes; all texts."""

    key: tuple[str, ...]
    value: str
    attributes: tuple[str, ...]


def dimensions(contents: Contents) -> tuple[str, ...]:
    """The dimensions of the key, in order."""
    own = (code(dimension["id"]).upper() for dimension in contents.records["dimension"])
    return ("ENTITY", "INDICATOR", *own, "PRECISION", "SENSE", TIME)


def observations(contents: Contents) -> Iterator[Observation]:
    """Every shown observation, in the order of the statements."""
    own = [dimension["id"] for dimension in contents.records["dimension"]]
    for row in contents.shown:
        broken = dict(pair.split("=", 1) for pair in row["breakdown"].split(";") if pair)
        parts = (code(broken.get(dimension, "")) or TOTAL for dimension in own)
        key = (code(row["entity"]), code(row["indicator"]), *parts, row["precision"], row["sense"], time_period(row["period"]))
        yield Observation(key, number(row["value"]), _attributes(row))


def _attributes(row: dict) -> tuple[str, ...]:
    """The attributes of one row, in the order of ATTRIBUTES."""
    status = STATUSES.get(row["status"], row["status"])
    asked = row["sample_size"]
    return (code(row["unit"]), row["qualifier"], status, row["status"], number(row["value_high"]), row["period"], row["basis"],
            ";".join(row["flags"]), str(row["rivals"]), "" if asked is None else str(int(asked)), code(row["source"]), row["statement"])


def write(contents: Contents) -> str:
    """SDMX-CSV 2.0: every row names its structure and that it informs."""
    lead = ("dataflow", f"{AGENCY}:{FLOW}({VERSION})", "I")
    return _written(contents, ("STRUCTURE", "STRUCTURE_ID", "ACTION"), lead)


def write_first(contents: Contents) -> str:
    """SDMX-CSV 1.0, for tools that know no other."""
    return _written(contents, ("DATAFLOW",), (f"{AGENCY}:{FLOW}({VERSION})",))


def _written(contents: Contents, head: tuple[str, ...], lead: tuple[str, ...]) -> str:
    rows = ((*lead, *one.key, one.value, *one.attributes) for one in observations(contents))
    return csv_text((*head, *dimensions(contents), MEASURE, *ATTRIBUTES), rows)


def code(id_: str) -> str:
    """An id of ours as an SDMX id, which has no dots: they are `$`, which ours never have."""
    return id_.replace(".", "$").replace(":", "@")


def time_period(period: str) -> str:
    """A period as an SDMX observational time period; what SDMX has no name for is a time range.

    An interval is its first day and its length; one that is open has no end before the year 9999, an unknown period is all of time.
    """
    given = parse.period(period)
    if given.start and given.end and given.start_text == given.end_text:
        return given.start_text.replace("-H", "-S")
    if given.end is None:
        return f"{given.start.isoformat() if given.start else ALWAYS}/{FOREVER}"
    if given.start is None:
        return f"{ALWAYS}/P{given.end.toordinal()}D"
    return f"{given.start.isoformat()}/P{given.days}D"
