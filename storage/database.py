"""The database: an engine and two kinds of sessions, reading and writing.

SQLite: WAL, foreign keys, ``synchronous=FULL`` (the ledger must survive a power cut), and a
writing session begins with ``BEGIN IMMEDIATE`` — a deferred one that turns into a writer later is
answered "locked" without waiting (438 of 1,200 in a measurement, against none). PostgreSQL:
psycopg with a pool. No session is ever held while a provider is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session

_BUSY_SECONDS = 30
_WAL_PAGES = 8000
"""Pages (of 4 KiB) after which the log is written back: that stops all writers for the moment, and
with SQLite's 1,000 it comes every 140 messages."""
_READING = "gangxin_reading"


class ReadOnlyError(Exception):
    """Something tried to write in a reading session."""


class Database:
    """One database, opened by URL (``sqlite:///FILE`` or ``postgresql+psycopg://…``)."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = sa.make_url(url)
        if self.url.drivername == "postgresql":
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._sqlite() if self.is_sqlite else self._postgresql(pool_size)
        self._writing = Lock() if self.is_sqlite else None

    def _sqlite(self) -> sa.Engine:
        engine = sa.create_engine(
            self.url, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}
        )

        @event.listens_for(engine, "connect")
        def configure(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            for pragma in (
                "journal_mode=WAL",
                "foreign_keys=ON",
                "synchronous=FULL",
                "trusted_schema=OFF",
                f"wal_autocheckpoint={_WAL_PAGES}",
            ):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: sa.Connection) -> None:
            reading = connection.get_execution_options().get(_READING, False)
            connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

        return engine

    def _postgresql(self, pool_size: int) -> sa.Engine:
        return sa.create_engine(self.url, pool_size=pool_size, pool_pre_ping=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that sees one state of the database and cannot write.

        Raises ReadOnlyError when something in it tries to.
        """
        options: dict[str, Any] = {_READING: True}
        if not self.is_sqlite:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        bind = self.engine.execution_options(**options)
        with Session(bind, autoflush=False, expire_on_commit=False) as session:
            event.listen(session, "before_flush", _refuse)
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session whose changes are committed together, or not at all on an exception."""
        with self._turn(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def write_rows(self) -> Iterator[sa.Connection]:
        """Yield a connection as ``write`` yields a session: for few statements, asked very often.

        A session's bookkeeping costs as much as such a statement.
        """
        with self._turn(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait in line behind the other writers of this process, where there is only one at a time.

        SQLite itself looks again after 1 to 100 ms whether it may write, and meanwhile nobody does.
        Who has waited too long is left to SQLite, which says so.
        """
        first = self._writing is None or self._writing.acquire(timeout=_BUSY_SECONDS)
        try:
            yield
        finally:
            if first and self._writing is not None:
                self._writing.release()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _refuse(session: Any, _context: Any, _instances: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise ReadOnlyError("a reading session must not change anything")
