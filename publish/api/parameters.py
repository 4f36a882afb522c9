"""The parameters of the API: each with its shape, what its ids name, and how its text is read.

One declaration serves the reading of an address, the OpenAPI document and the page for people.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

from layouts.visit import Visit
from loaders import parse, records
from metrics import query

MOST_IDS = 50
"""Ids or codes that one parameter may list."""

LONGEST_TEXT = 100
MOST_ROWS = 1_000
USUAL_ROWS = 100
MOST_LINES = 10_000
"""Rows of one CSV, which are all that are asked for unless `limit` says less."""

SEVERAL = ("ids", "codes")
ROWS_PATTERN = r"^[1-9][0-9]{0,5}$"
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}$"
PERIOD_PATTERN = r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4]|-H[12])?$"
RELEASE_PATTERN = r"^[1-9][0-9]{0,8}$"
CURSOR_PATTERN = r"^[0-9]{1,18}$"
TEXT_PATTERN = r"^[^\x00-\x1f\x7f]{1,100}$"


@dataclass(frozen=True)
class Parameter:
    """One parameter. `shape` is ids, id, codes, code, rows, cursor, text, period, release or language;
    `of` says what ids name; `codes` are those that may be given."""

    name: str
    shape: str
    of: str = ""
    codes: tuple[str, ...] = ()
    required: bool = False
    most: int = MOST_IDS


LANG = Parameter("lang", "language")
RELEASE = Parameter("release", "release")
LIMIT = Parameter("limit", "rows", most=MOST_ROWS)
LINES = Parameter("limit", "rows", most=MOST_LINES)
CURSOR = Parameter("cursor", "cursor")
TEXT = Parameter("q", "text")
ENTITY = Parameter("entity", "ids", "entity")
INDICATOR = Parameter("indicator", "ids", "indicator")
THEME = Parameter("theme", "ids", "theme")
CONCEPT = Parameter("concept", "ids", "concept")
KIND = Parameter("kind", "codes", codes=get_args(records.EntityKind))
REGION = Parameter("region", "ids", "region")
COUNTRY = Parameter("country", "ids", "country")
SOURCE = Parameter("source", "ids", "source")
STATEMENT = Parameter("statement", "ids", "statement")
STATUS = Parameter("status", "codes", codes=get_args(records.Status))
QUALIFIER = Parameter("qualifier", "codes", codes=get_args(records.Qualifier))
SINCE = Parameter("from", "period")
UNTIL = Parameter("to", "period")

COMMON = (LANG, RELEASE)
PAGED = (LIMIT, CURSOR, *COMMON)
NARROWING = (STATEMENT, ENTITY, INDICATOR, THEME, CONCEPT, KIND, REGION, COUNTRY, SOURCE, STATUS, QUALIFIER, SINCE, UNTIL, TEXT)
"""What statements and observations can be asked by."""


class Wrong(ValueError):
    """A value that cannot be read; `key` names what is said of it, `parts` fill it in."""

    def __init__(self, key: str, **parts) -> None:
        super().__init__(key)
        self.key, self.parts = key, parts


class Unknown(ValueError):
    """Ids that name nothing in this release; `of` says nothing of which kind."""

    def __init__(self, of: str, given: str) -> None:
        super().__init__(given)
        self.of, self.given = of, given


def known(visit: Visit, of: str) -> Collection[str]:
    """The ids of a kind that the release has: entity, indicator, source, theme, concept, region, country."""
    register = visit.register
    if of == "theme":
        return register.codes["themes"]
    if of == "concept":
        return {record.concept or record.id for record in register.indicators.values()}
    if of in ("region", "country"):
        return [entity.id for entity in register.entities.values() if entity.kind == of]
    return {"entity": register.entities, "indicator": register.indicators, "source": register.sources}[of]


def read(parameter: Parameter, text: str, visit: Visit):
    """The value of a parameter: a tuple of ids or codes, a number, or a text; Wrong or Unknown where there is none."""
    if text == "":
        raise Wrong("empty")
    return READERS[parameter.shape](parameter, text, visit)


def _ids(parameter: Parameter, text: str, visit: Visit) -> tuple[str, ...]:
    ids = _listed(parameter, text)
    here = known(visit, parameter.of) if parameter.of != "statement" else set(query.statements(visit.release, ids=ids)["statement"])
    for one in ids:
        if one not in here:
            raise Unknown(parameter.of, one)
    return ids


def _id(parameter: Parameter, text: str, visit: Visit) -> str:
    if text not in known(visit, parameter.of):
        raise Unknown(parameter.of, text)
    return text


def _codes(parameter: Parameter, text: str, visit: Visit) -> tuple[str, ...]:
    codes = _listed(parameter, text)
    for one in codes:
        _code(parameter, one, visit)
    return codes


def _code(parameter: Parameter, text: str, visit: Visit) -> str:
    if text not in parameter.codes:
        raise Wrong("code", given=text, codes=", ".join(parameter.codes))
    return text


def _listed(parameter: Parameter, text: str) -> tuple[str, ...]:
    parts = text.split(",")
    if "" in parts:
        raise Wrong("empty_part")
    if len(parts) > parameter.most:
        raise Wrong("too_many", count=len(parts), most=parameter.most)
    return tuple(dict.fromkeys(parts))


def _rows(parameter: Parameter, text: str, visit: Visit) -> int:
    number = int(text) if re.fullmatch(ROWS_PATTERN, text) else 0
    if not 1 <= number <= parameter.most:
        raise Wrong("rows", given=text, most=parameter.most)
    return number


def _cursor(parameter: Parameter, text: str, visit: Visit) -> int:
    if not re.fullmatch(CURSOR_PATTERN, text):
        raise Wrong("cursor", given=text)
    return int(text)


def _text(parameter: Parameter, text: str, visit: Visit) -> str:
    if not re.fullmatch(TEXT_PATTERN, text):
        raise Wrong("text", most=LONGEST_TEXT)
    return text


def _period(parameter: Parameter, text: str, visit: Visit) -> tuple[str, str]:
    """The first and the last day of a period, as ISO texts; Unknown for a day that no calendar has."""
    if not re.fullmatch(PERIOD_PATTERN, text):
        raise Wrong("period", given=text)
    try:
        given = parse.period(text)
    except ValueError:
        raise Unknown("period", text) from None
    return given.start.isoformat(), given.end.isoformat()


def _release(parameter: Parameter, text: str, visit: Visit) -> str:
    if text != str(visit.release.number):
        raise Unknown("release", text)
    return text


def _language(parameter: Parameter, text: str, visit: Visit) -> str:
    if text not in visit.languages:
        raise Wrong("code", given=text, codes=", ".join(visit.languages))
    return text


READERS = {
    "ids": _ids, "id": _id, "codes": _codes, "code": _code, "rows": _rows, "cursor": _cursor, "text": _text, "period": _period,
    "release": _release, "language": _language,
}
