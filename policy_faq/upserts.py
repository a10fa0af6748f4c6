"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells twice."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def insert_into(session: Session, table: type[Any]) -> Any:
    """Return an insert into ``table`` that knows ``on_conflict_do_update``."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if on_postgresql else sqlite.insert(table)
