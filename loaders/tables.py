"""The tables: the only seam between loading and the rest.

Identities (entity, indicator, source, recipe) and dimensions (period, breakdown, attributes) are never changed: a key
once given stays. What is said of them carries the first and last release it belongs to; `last_release` is OPEN while
it is current. The same definitions serve SQLite (STRICT tables: only INTEGER, REAL and TEXT) and PostgreSQL; days and
moments are ISO 8601 text, which sorts the same on both.
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

SCHEMA_VERSION = 3

RECIPE_BITS = 32
"""The key of a statement is the key of its recipe (0: written in a source file) shifted by this, and a number."""

WHY = ("only", "resolution", "outcome", "undoubted", "stated", "precise", "latest", "first_id")
"""Why an observation shows a statement: see `standing`."""

metadata = MetaData()
Key = BigInteger().with_variant(Integer, "sqlite")
Real = Double().with_variant(REAL, "sqlite")


def _lifetime() -> list[Column]:
    return [
        Column("first_release", Integer, ForeignKey("release.number"), nullable=False),
        Column("last_release", Integer, nullable=False, default=OPEN),
    ]


def _texts(*names: str) -> list[Column]:
    return [Column(name, Text, nullable=False) for name in names]


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
recipe = _identity("recipe")
"""What brings the rows of foreign tables; its id begins the ids of their statements."""

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
    *_texts("search", "record", "hash"),
    *_lifetime(),
    Index("entity_version_current", "entity", "last_release"),
)
"""`region` and `country` are the ids of the entities reached over `within`, itself included;
`search` holds names and aliases, folded in Python, one a line; `record` is the canonical JSON of the checked record."""

indicator_version = _table(
    "indicator_version",
    Column("key", Key, primary_key=True),
    Column("indicator", Key, ForeignKey("indicator.key"), nullable=False),
    *_texts("theme", "unit", "counts", "concept", "period_kind", "search", "record", "hash"),
    *_lifetime(),
    Index("indicator_version_current", "indicator", "last_release"),
)

source_version = _table(
    "source_version",
    Column("key", Key, primary_key=True),
    Column("source", Key, ForeignKey("source.key"), nullable=False),
    *_texts("search", "record", "hash"),
    *_lifetime(),
    Index("source_version_current", "source", "last_release"),
)

register = _table(
    "register",
    Column("key", Key, primary_key=True),
    *_texts("kind", "id", "record", "hash"),
    *_lifetime(),
    Index("register_current", "kind", "id", "last_release"),
)
"""Small registers kept whole: code lists (kind theme, unit, count, dimension), resolution,
correction, relation."""

recipe_version = _table(
    "recipe_version",
    Column("key", Key, primary_key=True),
    Column("recipe", Key, ForeignKey("recipe.key"), nullable=False),
    Column("source", Key, ForeignKey("source.key"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("account", Text, nullable=False),
    *_lifetime(),
    Index("recipe_version_current", "recipe", "last_release"),
)
"""An import as a release holds it: where `fingerprint` is the same, the file is not read again. `digest` is the sum of
the digests of its statements, `account` the JSON of how many rows were read, stored, left out and refused."""

recipe_blocks = _table(
    "recipe_blocks",
    Column("recipe", Key, ForeignKey("recipe.key"), primary_key=True),
    Column("lines", Integer, nullable=False),
    *_texts("ground", "digests", "uneven"),
)
"""The file of an import as the newest release holds it, by blocks of lines (see `blocks`): a help for the next load, and part of
no release."""

period = _table(
    "period",
    Column("key", Key, primary_key=True),
    Column("text", Text, nullable=False),
    Column("sense", Text, nullable=False),
    Column("start", Text),
    Column("end", Text),
    Column("precision", Text, nullable=False),
    Column("freshness", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    UniqueConstraint("text", "sense", name="period_identity"),
    CheckConstraint('start IS NULL OR "end" IS NULL OR start <= "end"', name="period_order"),
)
"""A period as sources write it. `freshness` sorts from the undated over the oldest to the newest end; of two that end on
one day the one nearest to a year is last."""

breakdown = _table(
    "breakdown", Column("key", Key, primary_key=True), Column("text", Text, nullable=False, unique=True),
)
"""`dimension=code;...`, sorted; the whole is the empty text, which has the key WHOLE."""

WHOLE = 1
file = _table(
    "file",
    Column("key", Key, primary_key=True),
    Column("slot", Key, nullable=False),
    Column("path", Text, nullable=False),
    *_lifetime(),
    Index("file_slot", "slot", "last_release"),
)
"""Where statements are written: a slot is a file that may change its name, as a foreign table does with its content."""

attributes = _table(
    "attributes",
    Column("key", Key, primary_key=True),
    Column("source", Key, ForeignKey("source.key"), nullable=False),
    Column("unit", Text, nullable=False),
    Column("qualifier", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("edition", Text),
    Column("flags", Text, nullable=False, default=""),
    Column("said_by", Text),
    Column("locator", Text),
    Column("note", Text),
    Column("printed", Text),
    Column("file", Key, nullable=False),
    Column("expected", Integer, nullable=False),
    Index("attributes_source", "source"),
)
"""One row per combination that statements carry. `said_by`, `locator`, `note` are JSON texts per language; `printed` is
JSON of fields a correction replaced; `flags` are joined with `;`; `file` is a slot and does not enter any digest;
`expected` is 1 for what is forecast or planned."""

statement = _table(
    "statement",
    Column("key", Key, primary_key=True),
    Column("entity", Key, nullable=False),
    Column("indicator", Key, nullable=False),
    Column("period", Key, nullable=False),
    Column("breakdown", Key, nullable=False),
    Column("value", Real),
    Column("value_high", Real),
    Column("sample_size", Integer),
    Column("attributes", Key, nullable=False),
    Column("line", Integer, nullable=False),
    Column("standing", Integer, nullable=False),
    Column("first_release", Integer, nullable=False),
    Column("last_release", Integer, nullable=False),
    CheckConstraint("value_high IS NULL OR value IS NOT NULL", name="high_needs_low"),
)
"""One row per statement and lifetime; the observation is entity, indicator, period and breakdown together.

`standing` is above zero where the observation shows this statement, and says why, and how many of its other current
statements say something else (see `standing`). There are no foreign keys here: the keys come from the dictionaries of the load that
writes them, and looking up six per row would double its time; tests look for keys that lead nowhere."""

SERIES = Index(
    "statement_series", *(statement.c[name] for name in (
        "indicator", "entity", "breakdown", "period", "last_release", "first_release", "standing", "value", "value_high",
        "attributes", "sample_size")),
)
"""All that a figure needs, so that no row is looked up. SQLite sorts more than 12 columns, the key too, at half the speed."""

ENDED = Index("statement_ended", statement.c.last_release, sqlite_where=statement.c.last_release < OPEN,
              postgresql_where=statement.c.last_release < OPEN)
"""Only what has ended: comparing two releases costs what has changed between them."""

begun = _table(
    "begun",
    Column("key", Key, primary_key=True),
    Column("release", Integer, ForeignKey("release.number"), nullable=False),
    Column("low", Key, nullable=False),
    Column("behind", Key, nullable=False),
)
"""Which statements begin with a release: keys from `low` up to, but without, `behind`."""

written = _table(
    "written", Column("key", Key, primary_key=True), Column("id", Text, nullable=False), Index("written_id", "id"),
)
"""The ids of statements written in source files, by the key of the statement. Those of imported statements are made
from recipe, entity, indicator, period and breakdown, and are stored nowhere."""

latest = _table(
    "latest",
    Column("row", Key, primary_key=True),
    Column("key", Key, nullable=False),
    *(Column(name, Key, nullable=False) for name in ("indicator", "entity", "breakdown", "period", "attributes")),
    Column("value", Real, nullable=False),
    Column("value_high", Real),
    Column("sample_size", Integer),
    Column("standing", Integer, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("first_release", "last_release")),
    Index("latest_newest", "indicator", "entity", "last_release", "first_release"),
)
"""A copy of the statement (`key`) that is newest for the whole of an entity: shown, with a value; what has come before
what is expected. A ranking reads nothing else; no foreign keys here either."""

ROOM = {"entity": 131_071, "indicator": 8_191, "period": 32_767, "breakdown": 262_143}
"""How many keys of a kind an observation's number has room for: 17, 13, 15 and 18 bits of 63, which both databases hold."""


def observation(entity, indicator, period, breakdown):
    """The number of an observation, made of its four keys (numbers, or arrays of them)."""
    return ((((entity << 13) + indicator) << 15) + period << 18) + breakdown


def keys_of(number: int) -> dict[str, int]:
    """The four keys of an observation's number."""
    return {"entity": number >> 46, "indicator": number >> 33 & 8_191, "period": number >> 18 & 32_767, "breakdown": number & 262_143}


def standing(why: str | None, rivals: int) -> int:
    """How a statement stands: with the reason why it is shown 16 times its rivals and the place of the reason among WHY,
    from 1; without one as much below zero."""
    return rivals * 16 + WHY.index(why) + 1 if why else -rivals * 16 - 1
