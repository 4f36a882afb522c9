"""dataset.jsonld: what the bundle is, for search engines and catalogues, as a schema.org Dataset. Pure.

https://schema.org/Dataset. The context is written out, so that no reader has to fetch one.
"""

from collections.abc import Sequence

from publish.standards import licences
from publish.standards.contents import ENGLISH, Contents

PATH = "dataset.jsonld"
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json"}


def write(contents: Contents, files: Sequence[str]) -> dict:
    """The dataset; `files` are the paths of its forms."""
    return {
        "@context": {"@vocab": "https://schema.org/"}, "@type": "Dataset", "@id": f"urn:sha256:{contents.hash}",
        "name": _texts(contents.name), "description": _said(contents, "bundle.description"),
        "identifier": f"sha256:{contents.hash}", "version": contents.short, "dateModified": contents.newest,
        "inLanguage": list(contents.words), "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": _texts(contents.name)},
        "license": {"@type": "CreativeWork", "name": _said(contents, "bundle.licence"), "url": licences.PATH},
        "spatialCoverage": [{"@type": "Country", "name": _texts(country["name"])} for country in _countries(contents)],
        "temporalCoverage": _covered(contents),
        "variableMeasured": [_variable(contents, record) for record in contents.records["indicator"]],
        "isBasedOn": [_source(record) for record in contents.records["source"]],
        "distribution": [_form(path) for path in files],
    }


def _texts(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _said(contents: Contents, key: str) -> list[dict[str, str]]:
    return _texts({language: words(key) for language, words in contents.words.items()})


def _countries(contents: Contents) -> list[dict]:
    """The countries that figures are about."""
    told = {row["country"] for row in contents.shown}
    return [record for record in contents.records["entity"] if record["kind"] == "country" and record["id"] in told]


def _covered(contents: Contents) -> str:
    """From the first to the last day of all periods."""
    starts = [row["period_start"] for row in contents.shown if row["period_start"]]
    ends = [row["period_end"] for row in contents.shown if row["period_end"]]
    return f"{min(starts, default='..')}/{max(ends, default='..')}"


def _variable(contents: Contents, record: dict) -> dict:
    unit = contents.by_id["unit"][record["unit"]]
    told = {"@type": "PropertyValue", "propertyID": record["id"], "name": _texts(record["name"]), "unitText": unit["name"][ENGLISH]}
    return told | ({"description": _texts(record["definition"])} if "definition" in record else {})


def _source(record: dict) -> dict:
    """One source; what is unknown is left out."""
    told = {
        "@type": "CreativeWork", "identifier": record["id"], "name": _texts(record["title"]),
        "publisher": {"@type": "Organization", "name": _texts(record["producer"])},
        "url": licences.address(record), "datePublished": _known(record, "published"), "license": _known(record, "licence"),
    }
    return {name: value for name, value in told.items() if value}


def _known(record: dict, name: str) -> str:
    given = record.get(name, licences.UNKNOWN)
    return "" if given == licences.UNKNOWN else given


def _form(path: str) -> dict:
    media_type = MEDIA_TYPES.get(path.rpartition(".")[2], "text/plain")
    return {"@type": "DataDownload", "contentUrl": path, "encodingFormat": media_type}
