"""The members of a ZIP file, safely: over bytes, into memory, within caps, never onto a disk. Pure."""

import io
import zipfile
import zlib
from collections.abc import Container

from loaders.problem import Problem

MOST_MEMBERS = 10_000
MOST_BYTES = 400_000_000
"""Of all members that are wanted, unpacked."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


class _Refusal(Exception):
    """Why an archive is not read."""


def members(content: bytes, label: str, wanted: Container[str]) -> tuple[dict[str, bytes], list[Problem]]:
    """The wanted members by name, and what is wrong. A name that leads outside, a member given twice, a locked or
    strangely packed one and more bytes than allowed are refused, whether wanted or not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _looked_at(entries)
            return _unpacked(archive, [entry for entry in entries if entry.filename in wanted]), []
    except _Refusal as refusal:
        return {}, [Problem(label, 1, 1, str(refusal))]
    except _BROKEN:
        return {}, [Problem(label, 1, 1, "the file is no whole ZIP file; write the bundle or fetch it again")]


def _looked_at(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive by its list of members, before anything is unpacked."""
    if len(entries) > MOST_MEMBERS:
        raise _Refusal(f"the file has {len(entries)} members; a bundle has at most {MOST_MEMBERS}")
    met: set[str] = set()
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise _Refusal(f"the member {name[:60]!r} leads outside the bundle; write the bundle again")
        if name in met:
            raise _Refusal(f"the member {name[:60]!r} is there twice; write the bundle again")
        if entry.flag_bits & _LOCKED or entry.compress_type not in _METHODS:
            raise _Refusal(f"the member {name[:60]!r} is locked or packed in a way that is not read; write the bundle again")
        met.add(name)


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The bytes of members; what they announce is not believed."""
    left, found = MOST_BYTES, {}
    for entry in entries:
        with archive.open(entry) as stream:
            found[entry.filename] = stream.read(left + 1)
        left -= len(found[entry.filename])
        if left < 0:
            raise _Refusal(f"the bundle is over {MOST_BYTES // 1_000_000} MB unpacked; load the data folders instead")
    return found
