"""licences.csv: every source with its producer, its address and its licence, as far as they are known. Pure."""

from publish.standards.contents import Contents
from publish.standards.tables import Column, Table

PATH = "licences.csv"
UNKNOWN = "unknown"


def table(contents: Contents) -> Table:
    """One row per source; `unknown` means just that."""
    spoken = tuple(contents.words)
    texts = [Column(f"{name}.{language}", language=language) for name in ("title", "producer") for language in spoken]
    rows = [
        [record["id"], *((record[name].get(language, "")) for name in ("title", "producer") for language in spoken),
         record.get("address", UNKNOWN), record.get("licence", UNKNOWN)]
        for record in contents.records["source"]
    ]
    columns = (Column("source", required=True, points="source"), *texts, Column("address", required=True), Column("licence", required=True))
    return Table("licence", PATH, ("source",), columns, rows)


def address(record: dict) -> str:
    """The address of a source where one is known that leads somewhere."""
    given = record.get("address", UNKNOWN)
    return given if given.startswith(("https://", "http://")) else ""
