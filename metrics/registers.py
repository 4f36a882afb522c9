"""The registers of one release as records, and how a search text matches the names in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from loaders import records
from loaders.records import Record

_CODE_LISTS: dict[str, tuple[str, type[records.Code]]] = {
    "theme": ("themes", records.Code),
    "unit": ("units", records.Unit),
    "count": ("counts", records.Code),
    "dimension": ("dimensions", records.Dimension),
}


@dataclass(frozen=True)
class Register:
    """What a release knows beside its statements. `codes` holds the lists themes, units, counts, dimensions."""

    entities: dict[str, records.Entity]
    indicators: dict[str, records.Indicator]
    sources: dict[str, records.Source]
    codes: dict[str, dict[str, records.Code]]
    resolutions: tuple[records.Resolution, ...]
    corrections: tuple[records.Correction, ...]
    relations: tuple[records.Relation, ...]


class Found(NamedTuple):
    """One answer of a search: kind is entity, indicator or source."""

    kind: str
    id: str


def register(texts: Mapping[str, Iterable[str]]) -> Register:
    """The register made of canonical JSON records by kind (entity, source, theme, unit, correction, ...)."""
    return Register(
        entities=_by_id(records.Entity, texts.get("entity", ())),
        indicators=_by_id(records.Indicator, texts.get("indicator", ())),
        sources=_by_id(records.Source, texts.get("source", ())),
        codes={name: _by_id(made, texts.get(kind, ())) for kind, (name, made) in _CODE_LISTS.items()},
        resolutions=_listed(records.Resolution, texts.get("resolution", ())),
        corrections=_listed(records.Correction, texts.get("correction", ())),
        relations=_listed(records.Relation, texts.get("relation", ())),
    )


def _by_id(made: type[Record], texts: Iterable[str]) -> dict:
    read = [made.model_validate_json(text) for text in texts]
    return {record.id: record for record in sorted(read, key=lambda record: (getattr(record, "order", 0), record.id))}


def _listed(made: type[Record], texts: Iterable[str]) -> tuple:
    return tuple(made.model_validate_json(text) for text in sorted(texts))


def unit_names(register: Register) -> dict[str, str]:
    """What a table in English calls each unit: the ISO code of a currency, the name of anything else."""
    units = register.codes["units"].values()
    return {unit.id: unit.id if unit.kind == "currency" else unit.name["en"] for unit in units}


def match(search: str, text: str) -> tuple[int, int, str]:
    """How well names (folded, one a line) match a text, smaller is better: a whole name, the beginning of one,
    the beginning of a word, inside a word, words apart; then the shorter names."""
    names = search.split("\n")
    steps = (
        text in names,
        any(name.startswith(text) for name in names),
        f" {text}" in search or f"\n{text}" in search,
        text in search,
    )
    return next((step for step, holds in enumerate(steps) if holds), len(steps)), min(map(len, names)), search
