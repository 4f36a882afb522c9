"""The bundle of the shipped data, made once a run, and its files in a folder."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import shipped

from layouts.words import Words
from loaders import run, store
from metrics import query
from publish.standards import bundle, routes
from publish.standards.contents import Contents
from publish.standards.contents import contents as made

_rooms: list[tempfile.TemporaryDirectory] = []


@cache
def contents(number: int = 0) -> Contents:
    """What a release of the shipped data holds; the newest where no number is given."""
    return routes.of_visit(shipped.visit("/bundle.zip", **({"release": str(number)} if number else {})))


@cache
def content(number: int = 0) -> bytes:
    """The bundle of a release."""
    return bundle.write(contents(number))


@cache
def folder() -> Path:
    """The files of the newest bundle, unpacked."""
    _rooms.append(tempfile.TemporaryDirectory(prefix="atlas-", ignore_cleanup_errors=True))
    with zipfile.ZipFile(io.BytesIO(content())) as archive:
        archive.extractall(_rooms[-1].name)
    return Path(_rooms[-1].name)


def of(release: query.Release) -> bytes:
    """The bundle of any release, in the shipped languages."""
    words = {code: Words(code, shipped.tables(), query.register(release)) for code in shipped.tables()}
    return bundle.write(made(release, words, contents().name))


@cache
def small() -> bytes:
    """The bundle of the tests' own data folder."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room:
        address = f"sqlite:///{room}/small.sqlite"
        run.load([Path(__file__).parent / "small"], address)
        engine = store.engine(address)
        packed = of(query.newest(engine))
        engine.dispose()
    return packed


def members(packed: bytes) -> dict[str, bytes]:
    """The files of a bundle by name."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
