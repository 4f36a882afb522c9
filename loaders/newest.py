"""The table `latest`: of each entity and indicator the statement that is newest for the whole, kept release by release."""

from sqlalchemy import Connection, text

from loaders import tables

_FAR = 10**13
"""More than any freshness, so that what is expected comes after every outcome."""
_FRESH = f"p.freshness - {_FAR} * a.expected"
_FROM = "JOIN period p ON p.key = s.period JOIN attributes a ON a.key = s.attributes"
_WANTED = f"s.breakdown = {tables.WHOLE} AND s.last_release = {tables.OPEN} AND s.shown > 0 AND s.value IS NOT NULL"


def write(connection: Connection, number: int, *, everything: bool) -> None:
    """Bring `latest` to the current statements: for the pairs in the table `touched`, or for all there are."""
    touched = "" if everything else (
        "JOIN (SELECT DISTINCT indicator, entity FROM touched) t ON s.indicator = t.indicator AND s.entity = t.entity ")
    connection.execute(text(f"CREATE TEMPORARY TABLE best AS {_best(connection, touched)}"))
    within = "" if everything else (
        "AND EXISTS (SELECT 1 FROM touched t WHERE t.indicator = latest.indicator AND t.entity = latest.entity) ")
    connection.execute(text(
        f"UPDATE latest SET last_release = {number - 1} WHERE last_release = {tables.OPEN} {within}AND NOT EXISTS (SELECT 1 FROM best "
        "WHERE best.indicator = latest.indicator AND best.entity = latest.entity AND best.statement = latest.statement)"))
    connection.execute(text(
        "INSERT INTO latest (indicator, entity, statement, first_release, last_release) "
        f"SELECT indicator, entity, statement, {number}, {tables.OPEN} FROM best WHERE NOT EXISTS (SELECT 1 FROM latest "
        f"WHERE latest.indicator = best.indicator AND latest.entity = best.entity AND latest.last_release = {tables.OPEN})"))
    connection.execute(text("DROP TABLE best"))


def _best(connection: Connection, touched: str) -> str:
    """SQL: indicator, entity, statement. Each database has its own way to take one row of a group without sorting all."""
    if connection.dialect.name == "postgresql":
        return (f"SELECT DISTINCT ON (s.indicator, s.entity) s.indicator, s.entity, s.key AS statement FROM statement s {touched}{_FROM} "
                f"WHERE {_WANTED} ORDER BY s.indicator, s.entity, {_FRESH} DESC, s.key DESC")
    return (f"SELECT indicator, entity, statement FROM (SELECT s.indicator, s.entity, s.key AS statement, max({_FRESH}) "
            f"FROM statement s {touched}{_FROM} WHERE {_WANTED} GROUP BY s.indicator, s.entity)")
