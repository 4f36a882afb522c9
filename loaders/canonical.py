"""One canonical line per record, and the hash of a release made of them. Pure.

A record's JSON leaves out what is a default, sorts its keys and knows nothing of files: two
folders that say the same in another order, layout or style have the same hash, and so have
the two databases.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from pydantic import BaseModel

from loaders.digest import Digest

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class Line(NamedTuple):
    """One record: its kind, its id within the kind, its JSON."""

    kind: str
    id: str
    json: str

    @property
    def hash(self) -> str:
        """sha256 of the JSON, in hexadecimal."""
        return hashlib.sha256(self.json.encode()).hexdigest()


def line(kind: str, id_: str, record: BaseModel, **settled: object) -> Line:
    """The line of one record; `settled` are fields that became known only with the other records."""
    fields = record.model_dump(mode="json", exclude_defaults=True) | settled
    return Line(kind, id_, dumped(fields))


def dumped(fields: object) -> str:
    """JSON with sorted keys, as short as it can be, letters as they are."""
    return _ENCODER.encode(fields)


def release_hash(lines: Iterable[tuple[str, str, str]], statements: Digest) -> str:
    """sha256 over the sorted (kind, id, hash of the JSON) of all records, and the count and sum of the statements.

    It is made of hashes and sums, so that it can be made again from the tables alone and a stored release be proved whole.
    """
    text = "".join(sorted(f"{kind}\t{id_}\t{hash_}\n" for kind, id_, hash_ in lines))
    text += f"statements\t{statements.count}\t{statements.text}\n"
    return hashlib.sha256(text.encode()).hexdigest()
