"""What imports are matched against: entities, indicators, dimensions, units, sources; and a hash of it for fingerprints."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from loaders.canonical import line
from loaders.gather import Content
from loaders.imports.match import Names
from loaders.records import Dimension, Entity, Indicator, Source, Unit


@dataclass(frozen=True)
class Registers:
    """The checked records of the data folders that imports name."""

    entities: tuple[Entity, ...]
    indicators: dict[str, Indicator]
    dimensions: dict[str, Dimension]
    units: dict[str, Unit]
    sources: dict[str, Source]

    @classmethod
    def of(cls, content: Content) -> "Registers":
        """The registers among all records."""
        by_id = {kind: {entry.record.id: entry.record for entry in content.entries[kind]}
                 for kind in ("entity", "indicator", "dimension", "unit", "source")}
        return cls(tuple(by_id["entity"].values()), by_id["indicator"], by_id["dimension"], by_id["unit"], by_id["source"])

    @cached_property
    def names(self) -> Names:
        """The entities by all their names."""
        return Names(self.entities)

    @cached_property
    def hash(self) -> str:
        """sha256 over what matching and checking read; a name added to an entity makes imports be read again."""
        found = hashlib.sha256()
        kinds = {"entity": self.entities, "indicator": self.indicators.values(), "dimension": self.dimensions.values()}
        for kind, records in kinds.items():
            for record in sorted(records, key=lambda record: record.id):
                found.update(line(kind, record.id, record).json.encode())
        return found.hexdigest()
