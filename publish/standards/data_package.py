"""datapackage.json: the tables of a bundle as a Frictionless Data Package. Pure.

https://specs.frictionlessdata.io/ (Data Package, Tabular Data Resource, Table Schema, version 1).
"""

from collections.abc import Sequence

from loaders.bundle_files import PACKAGE, RELEASE_KEY
from publish.standards import licences
from publish.standards.contents import ENGLISH, Contents
from publish.standards.licences import PATH as LICENCES
from publish.standards.tables import Column, Table

__all__ = ["PACKAGE", "write"]

NAME = "cluster-atlas"


def write(contents: Contents, tables: Sequence[Table], files: Sequence[str]) -> dict:
    """The descriptor. `files` are the paths of what else is in the bundle and no table."""
    words = contents.words[ENGLISH]
    names = {table.kind: table.name for table in tables}
    return {
        "profile": "data-package", "name": NAME, "title": contents.name[ENGLISH], "description": words("bundle.description"),
        "version": contents.short, RELEASE_KEY: contents.hash, "created": f"{contents.newest}T00:00:00Z",
        "contributors": [{"title": contents.name[ENGLISH], "role": "publisher"}],
        "keywords": ["IT clusters", "Ukraine", "statistics", "provenance"],
        "licenses": [{"name": "other", "title": words("bundle.licence"), "path": LICENCES}],
        "sources": [_source(record) for record in contents.records["source"]],
        "resources": [*(_table(contents, table, names) for table in tables), *map(_file, files)],
    }


def _source(record: dict) -> dict:
    """One source; an address that we do not know is left out."""
    told = {"title": f"{record['producer'][ENGLISH]}: {record['title'][ENGLISH]}", "path": licences.address(record)}
    return {name: text for name, text in told.items() if text}


def _file(path: str) -> dict:
    """A file that is no table of ours."""
    stem = path.lower().replace("/", "-").replace("_", "-").rpartition(".")[0]
    return {"name": stem, "type": "file", "path": path, "mediatype": "text/csv" if path.endswith(".csv") else "application/json"}


def _table(contents: Contents, table: Table, names: dict[str, str]) -> dict:
    words = contents.words[ENGLISH]
    names = names | {table.kind: ""}  # a table points to itself by no name
    points = [{"fields": column.name, "reference": {"resource": names[column.points], "fields": "id"}}
              for column in table.columns if column.points]
    schema = {
        "fields": [_field(contents, column) for column in table.columns], "missingValues": [""],
        "primaryKey": list(table.key), **({"foreignKeys": points} if points else {}),
    }
    return {
        "name": table.name, "type": "table", "path": table.path, "title": words(f"bundle.table.{table.kind}"),
        "profile": "tabular-data-resource", "scheme": "file", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "schema": schema,
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
    }


def _field(contents: Contents, column: Column) -> dict:
    """One column; what a text is about is told of the field that it is of."""
    words, name = contents.words[ENGLISH], column.name.partition(".")[0]
    limits = {"constraints": {"required": True}} if column.required else {}
    return {"name": column.name, "type": column.type, "description": words(f"bundle.of.{name}"), **limits}
