"""The tables: the only seam between loading and the rest.

Identities (entity, indicator, source, observation) are never changed. What is said of them
carries the first and last release it belongs to; `last_release` is OPEN while it is current.
The same definitions serve SQLite (STRICT tables: only INTEGER, REAL and TEXT)
and PostgreSQL; days and moments are ISO 8601 text, which sorts the same on both.
"""

from sqlalchemy import (
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

OPEN = 2_147_483_647
"""`last_release` of a row that belongs to the newest release."""

SCHEMA_VERSION = 1

metadata = MetaData()
Key = BigInteger().with_variant(Integer, "sqlite")
Real = Double().with_variant(REAL, "sqlite")


def _lifetime() -> list[Column]:
    return [
        Column("first_release", Integer, ForeignKey("release.number"), nullable=False),
        Column("last_release", Integer, nullable=False, default=OPEN),
    ]


def _table(name: str, *parts) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


release = _table(
    "release",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("schema_version", Integer, nullable=False),
)


def _identity(name: str) -> Table:
    return _table(name, Column("key", Key, primary_key=True), Column("id", Text, nullable=False, unique=True))


entity = _identity("entity")
indicator = _identity("indicator")
source = _identity("source")

entity_version = _table(
    "entity_version",
    Column("key", Key, primary_key=True),
    Column("entity", Key, ForeignKey("entity.key"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("within", Text),
    Column("region", Text),
    Column("country", Text),
    Column("latitude_deg", Real),
    Column("longitude_deg", Real),
    Column("status", Text),
    Column("search", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("hash", Text, nullable=False),
    *_lifetime(),
    Index("entity_version_current", "entity", "last_release"),
)
"""`region` and `country` are the ids of the entities reached over `within`, itself included;
`search` holds names and aliases, folded in Python, one a line; `record` is the canonical JSON of the checked record."""

indicator_version = _table(
    "indicator_version",
    Column("key", Key, primary_key=True),
    Column("indicator", Key, ForeignKey("indicator.key"), nullable=False),
    Column("theme", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("concept", Text, nullable=False),
    Column("period_kind", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("hash", Text, nullable=False),
    *_lifetime(),
    Index("indicator_version_current", "indicator", "last_release"),
)

source_version = _table(
    "source_version",
    Column("key", Key, primary_key=True),
    Column("source", Key, ForeignKey("source.key"), nullable=False),
    Column("search", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("hash", Text, nullable=False),
    *_lifetime(),
    Index("source_version_current", "source", "last_release"),
)

register = _table(
    "register",
    Column("key", Key, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("hash", Text, nullable=False),
    *_lifetime(),
    Index("register_current", "kind", "id", "last_release"),
)
"""Small registers kept whole: code lists (kind theme, unit, count, dimension), resolution,
correction, relation."""

observation = _table(
    "observation",
    Column("key", Key, primary_key=True),
    Column("entity", Key, ForeignKey("entity.key"), nullable=False),
    Column("indicator", Key, ForeignKey("indicator.key"), nullable=False),
    Column("period", Text, nullable=False),
    Column("sense", Text, nullable=False),
    Column("breakdown", Text, nullable=False, default=""),
    Column("period_start", Text),
    Column("period_end", Text),
    Column("precision", Text, nullable=False),
    UniqueConstraint("entity", "indicator", "period", "sense", "breakdown", name="observation_identity"),
    CheckConstraint("period_start IS NULL OR period_end IS NULL OR period_start <= period_end", name="period_order"),
)
"""The thing measured: it holds no value. `breakdown` is `dimension=code;...`, sorted, empty for the whole."""

statement = _table(
    "statement",
    Column("key", Key, primary_key=True),
    Column("id", Text, nullable=False),
    Column("observation", Key, ForeignKey("observation.key"), nullable=False),
    Column("entity", Key, ForeignKey("entity.key"), nullable=False),
    Column("indicator", Key, ForeignKey("indicator.key"), nullable=False),
    Column("source", Key, ForeignKey("source.key"), nullable=False),
    Column("value", Real),
    Column("value_high", Real),
    Column("unit", Text, nullable=False),
    Column("qualifier", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("edition", Text),
    Column("sample_size", Integer),
    Column("flags", Text, nullable=False, default=""),
    Column("said_by", Text),
    Column("locator", Text),
    Column("note", Text),
    Column("printed", Text),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("rivals", Integer, nullable=False, default=0),
    Column("why_shown", Text),
    Column("hash", Text, nullable=False),
    *_lifetime(),
    CheckConstraint("value_high IS NULL OR value IS NOT NULL", name="high_needs_low"),
    Index("statement_id", "id", "last_release"),
    Index("statement_newest", "indicator", "entity", "last_release"),
    Index("statement_entity", "entity", "last_release"),
    Index("statement_observation", "observation", "last_release"),
    Index("statement_source", "source", "last_release"),
)
"""One row per statement and lifetime. `said_by`, `locator`, `note` are JSON texts per language;
`printed` is JSON of fields a correction replaced; `flags` are joined with `;`. `shown` marks the
statement that its observation shows; `rivals` counts its other current statements that say
something else; `why_shown` is resolution, only, or the name of the default rule's step.
`file` and `line` do not enter the hash."""
