"""What a release holds, as plain rows and records: what every writer of a standard form reads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from layouts.words import Words
from loaders import bundle_files
from metrics import query

ENGLISH = "en"


@dataclass(frozen=True)
class Contents:
    """One release. `statements` are rows of `query.statements`, None where a value is absent; `records` the canonical
    records of the registers by kind, sorted; `words` the languages of the interface, by code."""

    hash: str
    statements: list[dict] = field(repr=False)
    records: dict[str, list[dict]] = field(repr=False)
    words: Mapping[str, Words]
    name: dict[str, str]
    """The atlas's own name, per language."""

    @property
    def short(self) -> str:
        """The first eight signs of the release's hash, for people."""
        return self.hash[:8]

    @cached_property
    def shown(self) -> list[dict]:
        """The statements that their observations show."""
        return [row for row in self.statements if row["shown"]]

    def languages(self, kind: str, name: str) -> tuple[str, ...]:
        """The languages of one field of a kind: English, those of the interface, and any other that it is told in."""
        kept = self.statements if kind == "statement" else self.records[kind]
        told = {language for record in kept for language in record.get(name) or ()}
        usual = dict.fromkeys([ENGLISH, *self.words])
        return (*usual, *sorted(told - usual.keys()))

    @cached_property
    def by_id(self) -> dict[str, dict[str, dict]]:
        """The records that have an id, by kind and id."""
        return {kind: {record["id"]: record for record in kept if "id" in record} for kind, kept in self.records.items()}

    @cached_property
    def newest(self) -> str:
        """The newest day that a source was published or a conflict decided, as far as the release knows: a date that
        follows from what is in it, so that the same content always says the same."""
        days = [record.get("published", "") for record in self.records.get("source", ())]
        days += [record["decided"] for record in self.records.get("resolution", ())]
        return max((day for day in days if len(day) == len("2023-12-12")), default="1970-01-01")


def contents(release: query.Release, words: Mapping[str, Words], name: Mapping[str, str]) -> Contents:
    """All that a release holds; `words` are the languages of the interface over it."""
    frame = query.statements(release)
    rows = [{name: None if value != value else value for name, value in row.items()} for row in frame.to_dict("records")]
    kept = {kind: sorted((json.loads(text) for text in texts), key=_place) for kind, texts in query.records(release).items()}
    full = {kind: kept.get(kind, []) for kind in bundle_files.KINDS if kind != "statement"}
    return Contents(release.hash, sorted(rows, key=lambda row: row["statement"]), full, dict(words), dict(name))


def _place(record: dict) -> str:
    """Where a record stands among those of its kind: by its id, else by all that it says."""
    return record.get("id") or json.dumps(record, ensure_ascii=False, sort_keys=True)
