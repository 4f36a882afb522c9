"""Figures and sources as records of schema.org, for search engines of data. Pure: rows and words in, plain records out."""

from collections.abc import Mapping

from layouts.visit import Visit
from loaders import parse

CONTEXT = "https://schema.org"
UNKNOWN = "unknown"


def figure(visit: Visit, row: Mapping, sentence: str, description: str, address: str, citation: str) -> dict:
    """One observation: what is measured with its bounds, whose, when, from which publication, and how to cite it."""
    words = visit.words
    return _record({
        "name": sentence, "description": description, "url": address, "identifier": address, "inLanguage": words.language,
        "version": str(visit.release.number), "dateModified": visit.release.made[:10], "isAccessibleForFree": True,
        "creator": _organisation(words.producer(row["source"])), "publisher": _organisation(brand(visit)),
        "isBasedOn": publication(visit, row["source"]), "license": _licence(visit, row["source"]),
        "temporalCoverage": _time(row), "spatialCoverage": _place(visit, row),
        "about": {"@type": "Thing", "name": words.entity(row["entity"])},
        "variableMeasured": measured(visit, row), "citation": citation,
        "includedInDataCatalog": {"@type": "DataCatalog", "name": brand(visit), "url": visit.site + "/"},
    })


def _place(visit: Visit, row: Mapping) -> dict:
    """The region, else the country, that the entity lies in; nothing where neither is known."""
    place = row["region"] or row["country"]
    return {"@type": "Place", "name": visit.words.entity(place)} if place else {}


def measured(visit: Visit, row: Mapping) -> dict:
    """The variable and its value; a floor or ceiling is a bound and never a value."""
    words = visit.words
    found = {"@type": "PropertyValue", "name": words.indicator(row["indicator"]), "description": words.definition(row["indicator"]),
             "unitText": words.code("units", row["unit"])}
    return {name: value for name, value in (found | bounds(row)).items() if value}


def bounds(row: Mapping) -> dict:
    """What the hedge leaves of the value; nothing where the source gives no number."""
    value, high = row["value"], row["value_high"]
    if value != value:
        return {}
    names = {"at_least": ("minValue",), "up_to": ("maxValue",), "range": ("minValue", "maxValue")}.get(row["qualifier"], ("value",))
    return {name: _plain(number) for name, number in zip(names, (value, high), strict=False) if number == number}


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _time(row: Mapping) -> str:
    """The period as ISO 8601 has it: a span, open where an end is; empty where it is not known."""
    start, end = row["period_start"], row["period_end"]
    return f"{start or '..'}/{end or '..'}" if start or end else ""


def source(visit: Visit, source_id: str, address: str, description: str) -> dict:
    """What the atlas holds of one publication."""
    words, told = visit.words, visit.register.sources[source_id]
    return _record({
        "name": words.source(source_id), "description": description, "url": address, "inLanguage": words.language,
        "version": str(visit.release.number), "dateModified": visit.release.made[:10], "isAccessibleForFree": True,
        "creator": _organisation(words.producer(source_id)), "publisher": _organisation(brand(visit)),
        "isBasedOn": publication(visit, source_id), "license": _licence(visit, source_id),
        "datePublished": _date(told.published),
        "distribution": [_download(f"{visit.site}/api/v1/statements.csv?source={source_id}", "text/csv")],
    })


def atlas(visit: Visit, address: str, description: str) -> dict:
    """The atlas as a whole, with the ways to take it."""
    names = sorted({visit.words.code("themes", one.theme) for one in visit.register.indicators.values()})
    return _record({
        "name": brand(visit), "description": description, "url": address, "inLanguage": visit.words.language,
        "version": str(visit.release.number), "dateModified": visit.release.made[:10], "isAccessibleForFree": True,
        "publisher": _organisation(brand(visit)), "keywords": names,
        "distribution": [_download(f"{visit.site}{path}", kind) for path, kind in (
            ("/download/atlas.csv", "text/csv"), ("/bundle.zip", "application/zip"))],
    })


def publication(visit: Visit, source_id: str) -> dict:
    """The publication that a figure is from."""
    told, words = visit.register.sources[source_id], visit.words
    found = {"@type": "CreativeWork", "name": words.source(source_id), "author": _organisation(words.producer(source_id)),
             "datePublished": _date(told.published), "url": told.address if told.address != UNKNOWN else ""}
    return {name: value for name, value in found.items() if value}


def brand(visit: Visit) -> str:
    """The name of the atlas."""
    return visit.words.text(visit.settings["brand"]["name"])


def _date(published: str) -> str:
    """An ISO day, month or year; of a span its end, of a quarter or half its last day; empty where unknown."""
    if published == UNKNOWN:
        return ""
    given = parse.period(published)
    told = given.end_text or given.start_text or ""
    return told if told.replace("-", "").isdigit() else str(given.end or "")


def _licence(visit: Visit, source_id: str) -> str:
    """The licence as the producer states it, where that is known."""
    stated = visit.register.sources[source_id].licence
    return stated if stated != UNKNOWN else ""


def _organisation(name: str) -> dict:
    return {"@type": "Organization", "name": name}


def _download(address: str, kind: str) -> dict:
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}


def _record(told: dict) -> dict:
    return {"@context": CONTEXT, "@type": "Dataset", **{name: value for name, value in told.items() if value}}
