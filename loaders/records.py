"""The contract of the files in data/: one class per kind of record.

Every value arrives as text with a place (file, line, column) and is typed here, by its
field, so that `NO` stays Norway in a name and is refused where true or false is meant.
JSON Schemas for editors are made from these classes (`python app.py schemas`).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from loaders import parse

Text = Annotated[str, BeforeValidator(parse.text), Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"), BeforeValidator(parse.text)]
StatementId = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:;=-]{0,499}$"), BeforeValidator(parse.text)]
"""An id of a statement; those that imports derive have colons (`import:entity:indicator:period:breakdown`)."""
Number = Annotated[float, BeforeValidator(parse.number)]
Integer = Annotated[int, BeforeValidator(parse.integer)]
NumberWords = Annotated[float, BeforeValidator(parse.number), WithJsonSchema({"type": ["number", "string"]})]
"""A number, or number words such as `26,500+` (loaders.amount), read before the field is."""
YesNo = Annotated[bool, BeforeValidator(parse.yes_no)]
Day = Annotated[date, BeforeValidator(parse.day)]
Words = Annotated[
    dict[str, Text], BeforeValidator(parse.words),
    WithJsonSchema({"type": ["object", "string"], "additionalProperties": {"type": "string"}}),
]
"""A text per language: {en: ..., uk: ...}; one plain text is taken as English."""

EntityKind = Literal[
    "country", "region", "city", "cluster", "alliance", "association", "organisation",
    "programme", "event", "community", "research", "platform", "hub", "policy",
]
ActivityStatus = Literal[
    "active", "reorganising", "relocated", "no_information", "unknown",
    "planned", "running", "held", "published", "past", "mentioned",
]
SoleProprietors = Literal[
    "members", "counted_apart", "counted_inside", "may_join", "a_few", "not_members", "not_stated",
]
Qualifier = Literal["exact", "at_least", "about", "up_to", "range"]
Status = Literal["A", "B", "D", "E", "F", "L", "M", "P", "U", "planned"]
"""SDMX CL_OBS_STATUS, and `planned`: what somebody means to do, not what they expect."""

PeriodKind = Literal["stock", "flow", "cumulative", "rate", "rank", "date"]
"""Stock and flow as in BPM6. `date`: the period itself is the fact, there is no value."""

Basis = Literal[
    "self_reported", "reported", "study", "survey", "register", "statistics", "hearsay", "derived",
]
"""Who measured: the body itself, the document about it, a study, a sample survey, an
administrative register, official statistics, nobody named, or our own calculation."""

Flag = Literal[
    "suspected_typo", "mistranslation", "unit_missing", "ambiguous_date", "period_unclear",
    "vague", "scope_unclear", "out_of_range", "source_contradicts_itself", "list_counted",
]
NO_DOUBT = frozenset({"list_counted"})
"""Flags that tell how a number came about without doubting it."""

RelationKind = Literal[
    "see_also", "possibly_same", "not_the_same_as", "part_of", "conflicts_with", "forecast_of",
]


class Record(BaseModel):
    """A checked record. Unknown keys are errors; records do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Code(Record):
    """One code of a code list (a theme, what is counted): an id with its names."""

    id: Id
    name: Words
    definition: Words | None = None
    order: Integer = 0
    """Place in lists of choices; codes of the same place follow their ids."""


class Unit(Code):
    """One unit. `forms` holds the noun per language and CLDR plural (one, few, many, other)."""

    kind: Literal["count", "currency", "percent", "rank", "date", "duration", "rate", "other"]
    forms: dict[str, dict[str, Text]] = {}


class Dimension(Code):
    """One breakdown dimension (audience, format) with its codes."""

    codes: tuple[Code, ...]


class Head(Record):
    """The head of an organisation in the public role: name and role per language."""

    name: Words
    role: Words


class Entity(Record):
    """What a figure is about: a region, a cluster, a programme, an event."""

    id: Id
    kind: EntityKind
    name: Words
    rendering: tuple[Text, ...] = ()
    """Languages in which the name is our rendering, not printed by a source."""
    aliases: tuple[Text, ...] = ()
    within: Id | None = None
    """City -> region, region -> country, cluster -> home city. A relocated cluster stays home."""
    organiser: Id | None = None
    """Who runs a programme, event or community."""
    member_of: tuple[Id, ...] = ()
    iso: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"), BeforeValidator(parse.text)] | None = None
    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$"), BeforeValidator(parse.text)] | None = None
    """ISO 3166-1 alpha-3 code of a country."""
    katottg: Annotated[str, Field(pattern=r"^UA[0-9]{17}$"), BeforeValidator(parse.text)] | None = None
    koatuu: Annotated[str, Field(pattern=r"^[0-9]{10}$"), BeforeValidator(parse.text)] | None = None
    """The code of Ukraine's register before KATOTTG."""
    nuts: Annotated[str, Field(pattern=r"^[A-Z]{2}[A-Z0-9]{0,3}$"), BeforeValidator(parse.text)] | None = None
    """NUTS code; of a country only where it differs from ISO."""
    latitude_deg: Annotated[Number, Field(ge=-90, le=90)] | None = None
    longitude_deg: Annotated[Number, Field(ge=-180, le=180)] | None = None
    sector: Words | None = None
    legal_form: Words | None = None
    head: Head | None = None
    status: ActivityStatus | None = None
    status_note: Words | None = None
    relocated_to: Id | None = None
    relocated_note: Words | None = None
    sole_proprietors: SoleProprietors | None = None
    sole_proprietors_note: Words | None = None
    focus: tuple[Words, ...] = ()
    about: Words | None = None
    """One sentence in our own words."""
    period: Text | None = None
    place: tuple[Id, ...] = ()
    place_note: Words | None = None
    partners: tuple[Text, ...] = ()
    documents: tuple[Id, ...] = ()
    """Ids of the sources that describe it."""
    note: Words | None = None


class Indicator(Record):
    """What is measured. The concept groups indicators that differ only in what they count."""

    id: Id
    theme: Id
    name: Words
    definition: Words | None = None
    unit: Id
    counts: Id
    concept: Id | None = None
    period_kind: PeriodKind
    minimum: Number | None = None
    maximum: Number | None = None
    sums: tuple[Literal["entities", "periods", "breakdowns"], ...] = ()
    """Over what a total is allowed. Empty: never."""
    per_head: YesNo = False
    """Whether it may be divided by the population."""
    higher_is: Literal["more", "better", "worse"] = "more"
    standard: Text | None = None
    """The field's own name for it, such as `BPM6 SJ` or `WDI BX.GSR.CCIS.CD`."""


class Edition(Record):
    """One language edition of a source."""

    id: Id
    language: Id
    title: Text | None = None
    address: Text = "unknown"


class Statement(Record):
    """One source saying one value about one observation."""

    id: StatementId
    source: Id | None = None
    edition: Id | None = None
    entity: Id
    indicator: Id
    value: NumberWords | None = None
    value_high: Number | None = None
    unit: Text | None = None
    """Only to repeat the indicator's unit, or `unknown` with the flag unit_missing."""
    qualifier: Qualifier = "exact"
    status: Status = "A"
    period: Text
    """ISO 8601, at the precision of the source: 2023, 2023-12, 2023-Q1, 2016/2020, 2014/.., unknown."""
    sense: Literal["whole", "within", "since", "as_of", "unknown"] | None = None
    """Empty: as_of for a stock, since for an open period, unknown for `unknown`, else whole."""
    breakdown: dict[str, Id] = {}
    basis: Basis
    said_by: Words | None = None
    locator: Words | None = None
    sample_size: Integer | None = None
    flags: Annotated[tuple[Flag, ...], BeforeValidator(parse.listed)] = ()
    note: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _number_words(cls, fields):
        return parse.number_words(fields)

    @model_validator(mode="after")
    def _agree(self):
        return parse.agreed(self)


class Source(Record):
    """One publication, with the statements it makes (here, or in the .csv beside the file)."""

    id: Id
    title: Words
    producer: Words
    published: Text = "unknown"
    """ISO 8601 at the precision known, or `unknown`."""
    published_note: Words | None = None
    confirmed: Day | None = None
    """The day on which the body that it is about confirmed these figures, as on a yearly form."""
    address: Text = "unknown"
    licence: Text = "unknown"
    kind: Literal["report", "article", "page", "dataset", "survey", "register", "statistics", "form"]
    languages: Annotated[tuple[Id, ...], BeforeValidator(parse.listed)] = ()
    editions: tuple[Edition, ...] = ()
    note: Words | None = None
    statements: tuple[Statement, ...] = ()


class Resolution(Record):
    """Which statement an observation shows, why, decided by whom and when."""

    show: StatementId
    over: tuple[StatementId, ...] = Field(min_length=1)
    reason: Words
    decided_by: Text = "editors"
    decided: Day


class Correction(Record):
    """A known error in a source. `expect` is what the file says now; if it does not, the load stops.

    `suggest` keeps the printed reading and shows ours beside it; `apply` replaces it.
    """

    statement: StatementId
    field: Literal["value", "value_high", "unit", "qualifier", "period", "status"]
    expect: Text
    reading: Text
    action: Literal["suggest", "apply"] = "suggest"
    why: Words
    state: Literal[
        "not yet reported", "reported", "corrected by the source", "rejected by the source",
    ] = "not yet reported"


class Relation(Record):
    """A link between the observations of two statements."""

    kind: RelationKind
    between: tuple[StatementId, StatementId]
    note: Words


class Language(Record):
    """One language of the interface: words by key, and names for entities and indicators."""

    language: Id
    name: Text
    words: dict[str, Text | dict[str, Text]]
    entities: dict[str, Text] = {}
    indicators: dict[str, Text | dict[str, Text]] = {}
