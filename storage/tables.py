"""What every table shares: constraint names, STRICT on SQLite, and the one metadata.

Tables live with their owners; ``app.tables`` imports them all, so that migrations and tests see
the whole schema.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = SQLModel.metadata
metadata.naming_convention = NAMING


def table_args(*parts: sa.schema.SchemaItem) -> tuple[Any, ...]:
    """Return the ``__table_args__`` of a table: its constraints and indexes, STRICT on SQLite."""
    return (*parts, {"sqlite_strict": True})
