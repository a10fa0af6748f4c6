"""Leadership: exactly one of several running processes acts as the scheduler.

SQLite means one machine, so a locked file decides. On PostgreSQL an advisory lock of the database
does; it is bound to a connection, so a killed leader gives it up at once.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Protocol

import sqlalchemy as sa
import structlog
from filelock import FileLock, Timeout
from sqlalchemy_dlock.factory import create_sadlock

from storage.database import Database

_LOCK_NAME = "gangxin scheduler"
_log = structlog.get_logger(__name__)


class Leader(Protocol):
    """Decides whether this process may act."""

    def leads(self) -> bool:
        """Tell whether this process leads now, taking the lead when nobody has it."""
        ...

    def resign(self) -> None:
        """Give up the lead, so that another process takes it at once."""
        ...


class FileLeader:
    """Leads while it holds a lock on a file.

    Threads may ask at the same time: each of them opens the file anew, so without ``_asking``
    the one that comes second would find it locked by the first, and be told that another leads.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(path, timeout=0, thread_local=False)
        self._asking = Lock()

    def leads(self) -> bool:
        """Tell whether this process holds the file, taking it when it is free."""
        with self._asking:
            if self._lock.is_locked:
                return True
            try:
                self._lock.acquire()
            except Timeout:
                return False
            _log.info("leading", by="file")
            return True

    def resign(self) -> None:
        """Let go of the file."""
        with self._asking:
            self._lock.release()


class DatabaseLeader:
    """Leads while its connection holds an advisory lock of PostgreSQL.

    Threads may ask at the same time; ``_asking`` lets one connection serve them all.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: sa.Connection | None = None
        self._asking = Lock()

    def leads(self) -> bool:
        """Tell whether this process holds the lock, taking it when it is free.

        A connection that broke has lost the lock, whatever this process believes; it is asked for
        anew at once, because whoever is told "no" may not ask again for an hour.
        """
        with self._asking:
            if self._connection is not None:
                try:
                    self._connection.exec_driver_sql("SELECT 1")
                except sa.exc.DBAPIError:
                    self._let_go()
            return self._connection is not None or self._take()

    def resign(self) -> None:
        """Open the lock and close the connection.

        A server notices in its time that a connection was closed; until then nobody would lead.
        """
        with self._asking:
            if self._connection is not None:
                with suppress(sa.exc.DBAPIError):  # broken: then the lock is gone already
                    self._connection.exec_driver_sql("SELECT pg_advisory_unlock_all()")
            self._let_go()

    def _take(self) -> bool:
        connection = self._engine.connect()
        try:
            if create_sadlock(connection, _LOCK_NAME).acquire(block=False):
                self._connection = connection
                _log.info("leading", by="database")
        finally:
            if self._connection is None:
                connection.close()
        return self._connection is not None

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def leader_for(database: Database, data_dir: Path) -> Leader:
    """Return the leader that fits the database."""
    if database.is_sqlite:
        return FileLeader(data_dir / "scheduler.lock")
    return DatabaseLeader(database)
