"""The table `latest`: of each entity and indicator the statement that is newest for the whole, kept release by release."""

from sqlalchemy import Connection, text

from loaders import tables

_FAR = 10**13
"""More than any freshness, so that what is expected comes after every outcome."""
_WANTED = f"s.breakdown = {tables.WHOLE} AND s.last_release = {tables.OPEN} AND s.standing > 0 AND s.value IS NOT NULL"


_COPIED = ("key", "indicator", "entity", "breakdown", "period", "attributes", "value", "value_high", "sample_size", "standing")


def write(connection: Connection, number: int, *, everything: bool) -> None:
    """Bring `latest` to the current statements: for the pairs in the table `touched`, or for all there are."""
    pairs = "(SELECT DISTINCT indicator, entity FROM touched)"
    touched = "" if everything else f"{pairs} t CROSS JOIN "
    into = f"INSERT INTO latest ({', '.join(_COPIED)}, first_release, last_release) SELECT {', '.join(_COPIED)}, {number}, {tables.OPEN}"
    if number == 1 and connection.dialect.name == "sqlite":
        connection.execute(text(f"{into} FROM ({_best(connection, touched)}) AS best"))
        return
    # PostgreSQL works on several cores for a new table, but not for an INSERT into another
    connection.execute(text(f"CREATE TEMPORARY TABLE best AS {_best(connection, touched)}"))
    if number == 1:
        connection.execute(text(f"{into} FROM best"))
        connection.execute(text("DROP TABLE best"))
        return
    within = "" if everything else f"AND (indicator, entity) IN {pairs} "
    connection.execute(text(
        f"UPDATE latest SET last_release = {number - 1} WHERE last_release = {tables.OPEN} {within}"
        "AND key NOT IN (SELECT key FROM best)"))
    connection.execute(text(
        f"{into} FROM best WHERE NOT EXISTS (SELECT 1 FROM latest l WHERE l.indicator = best.indicator AND "
        f"l.entity = best.entity AND l.last_release = {tables.OPEN})"))
    connection.execute(text("DROP TABLE best"))


def _best(connection: Connection, touched: str) -> str:
    """SQL: the newest statement of each pair. Each database has its own way to take one row of a group without sorting all."""
    fresh, joined = "p.freshness", "JOIN period p ON p.key = s.period"
    same = "s.indicator = t.indicator AND s.entity = t.entity AND " if touched else ""
    if connection.execute(text("SELECT 1 FROM attributes WHERE expected = 1 LIMIT 1")).scalar():
        fresh, joined = f"p.freshness - {_FAR} * a.expected", f"{joined} JOIN attributes a ON a.key = s.attributes"
    names = ", ".join(f"s.{name}" for name in _COPIED)
    found = f"FROM {touched}statement s {joined} WHERE {same}{_WANTED}"
    if connection.dialect.name == "postgresql":
        return f"SELECT DISTINCT ON (s.indicator, s.entity) {names} {found} ORDER BY s.indicator, s.entity, {fresh} DESC, s.key DESC"
    return f"SELECT {', '.join(_COPIED)} FROM (SELECT {names}, max({fresh}) {found} GROUP BY s.indicator, s.entity)"
