"""The contract of config.yaml: settings only, each with the value it has when left out."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from loaders import parse
from loaders.records import Id, Integer, Record, Text, Words, YesNo


class Brand(Record):
    """The name and colour of the head, and where doubts about a figure are sent."""

    name: Words
    colour: Annotated[str, BeforeValidator(parse.text), Field(pattern=r"^#[0-9a-f]{6}$")] | None = None
    """The first colour of slides, as #rrggbb."""
    logo: Text | None = None
    """A PNG picture beside config.yaml, for the slides."""
    doubts_address: Text | None = None


class Limits(Record):
    """How much one answer holds: statements of one download, results of one search; how large a brought file may be."""

    statements: Integer = 100_000
    search_results: Integer = 12
    import_megabytes: Annotated[Integer, Field(ge=1)] = 300


class Imports(Record):
    """Where the import page puts what it publishes, and where uploads wait until then; both beside config.yaml."""

    folder: Text | None = None
    """A data folder; left out, the first."""
    uploads: Text = "build/uploads"


def _site(given) -> str:
    """An address without a slash at the end."""
    return parse.text(given).rstrip("/")


class Settings(Record):
    """config.yaml: settings only. What is left out has the value given here."""

    database: Text = "sqlite:///build/atlas.sqlite"
    data: Annotated[tuple[Text, ...], BeforeValidator(parse.listed)] = ("data",)
    languages: Annotated[tuple[Id, ...], BeforeValidator(parse.listed)] = ("en", "uk")
    brand: Brand = Brand(name={"en": "Cluster Atlas"})
    address: Annotated[str, BeforeValidator(_site), Field(pattern=r"^(https?://[A-Za-z0-9.:\[\]-]+)?$")] = ""
    """Where readers find this site; citations, embeds and shared links name it. Empty: where each request was sent."""
    host: Text = "127.0.0.1"
    port: Annotated[Integer, Field(ge=0, le=65535)] = 8050
    workers: Annotated[Integer, Field(ge=1, le=64)] = 1
    assistant: YesNo = False
    """Whether assistants may ask over the Model Context Protocol, at /mcp."""
    limits: Limits = Limits()
    imports: Imports = Imports()
