"""Counts failed sign-ins per user name and per address, over all processes.

The counts stand in the database: behind two web processes a counter in memory would give twice the
tries. A try is written down before the password is looked at and taken back when it was right, so
that many tries at the same moment cannot all find the counter low. Names and addresses are kept
only as keyed indexes, and only as long as they count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from storage.clock import Clock
from storage.database import Database
from storage.ids import new_id
from storage.vault import Vault
from web.accounts.tables import SignInTry

WINDOW: Final = timedelta(minutes=15)
PER_NAME: Final = 8
PER_ADDRESS: Final = 40
"""A whole office may sit behind one address."""
_FIELD: Final = "sign_in_try"
_NAME_LENGTH: Final = 64
_LOCK: Final = 0x67785F73
"""The number under which PostgreSQL lets one process count at a time."""


@dataclass(frozen=True, slots=True)
class Tries:
    """The counter of one service."""

    db: Database
    vault: Vault
    clock: Clock

    def begin(self, user_name: str, address: str) -> UUID | None:
        """Write down a try and commit; None when too many have failed in the last 15 minutes."""
        limits = self._limits(user_name, address)
        now = self.clock.now()
        try_id = new_id()
        with self.db.write() as session:
            self._one_at_a_time(session)
            session.execute(sa.delete(SignInTry).where(col(SignInTry.at) <= now - WINDOW))
            if any(self._failed(session, key, now) >= most for key, most in limits):
                return None
            for key, _most in limits:
                session.add(SignInTry(try_id=try_id, key=key, at=now))
        return try_id

    def forget(self, try_id: UUID) -> None:
        """Take a try back whose password was right, and commit."""
        with self.db.write() as session:
            session.execute(sa.delete(SignInTry).where(col(SignInTry.try_id) == try_id))

    def _limits(self, user_name: str, address: str) -> tuple[tuple[bytes, int], ...]:
        name = user_name.strip().lower()[:_NAME_LENGTH]
        return (
            (self.vault.blind_index(_FIELD, f"name:{name}"), PER_NAME),
            (self.vault.blind_index(_FIELD, f"address:{address}"), PER_ADDRESS),
        )

    def _failed(self, session: Session, key: bytes, now: datetime) -> int:
        return session.exec(
            select(func.count())
            .select_from(SignInTry)
            .where(col(SignInTry.key) == key, col(SignInTry.at) > now - WINDOW)
        ).one()

    def _one_at_a_time(self, session: Session) -> None:
        """Wait for other processes' counting; SQLite has one writer anyway."""
        if not self.db.is_sqlite:
            session.execute(sa.select(func.pg_advisory_xact_lock(_LOCK)))
