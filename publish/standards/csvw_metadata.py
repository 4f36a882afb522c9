"""csv-metadata.json: the tables of a bundle as a CSVW table group. Pure.

https://www.w3.org/TR/tabular-metadata/. Column descriptions are in every language of the interface.
"""

from collections.abc import Sequence

from publish.standards.contents import ENGLISH, Contents
from publish.standards.tables import Column, Table

PATH = "csv-metadata.json"
TYPES = {"array": "json", "object": "json"}
"""Types of columns that CSVW calls otherwise."""


def write(contents: Contents, tables: Sequence[Table]) -> dict:
    """The metadata of all tables."""
    paths = {table.kind: table.path for table in tables}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": ENGLISH}],
        "dc:title": contents.name[ENGLISH], "dc:identifier": f"sha256:{contents.hash}", "dc:modified": contents.newest,
        "dialect": {"delimiter": ",", "encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tables": [_table(contents, table, paths) for table in tables],
    }


def _table(contents: Contents, table: Table, paths: dict[str, str]) -> dict:
    # A foreign key has no empty cells under strict validation; those that may be empty are in datapackage.json.
    keys = [{"columnReference": [column.name], "reference": {"resource": paths[column.points], "columnReference": ["id"]}}
            for column in table.columns if column.points and column.required]
    schema = {"columns": [_column(contents, column) for column in table.columns], "primaryKey": list(table.key),
              **({"foreignKeys": keys} if keys else {})}
    return {"url": table.path, "dc:title": _said(contents, f"bundle.table.{table.kind}"), "tableSchema": schema}


def _column(contents: Contents, column: Column) -> dict:
    told = {"name": column.name, "titles": column.name, "datatype": TYPES.get(column.type, column.type),
            "dc:description": _said(contents, f"bundle.of.{column.name.partition('.')[0]}")}
    told |= {"lang": column.language} if column.language else {}
    return told | ({"required": True} if column.required else {})


def _said(contents: Contents, key: str) -> list[dict[str, str]]:
    """A word in every language, as JSON-LD has it."""
    return [{"@value": words(key), "@language": language} for language, words in contents.words.items()]
