"""How our column types appear in a migration: as plain SQLAlchemy types.

A migration must run for years, whatever becomes of today's classes; so it names none of them.
"""

from __future__ import annotations

from typing import Any, Literal

from storage.columns import RankColumn, SealedColumn, UtcDateTime

_PLAIN: tuple[tuple[type[Any], str], ...] = (
    (UtcDateTime, "sa.DateTime(timezone=True)"),
    (SealedColumn, "sa.LargeBinary()"),
    (RankColumn, "sa.SmallInteger()"),
)


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Return how ``item`` is written in a migration, or False for Alembic's own way."""
    if kind == "type":
        for ours, plain in _PLAIN:
            if isinstance(item, ours):
                return plain
    return False


def same_type(
    context: Any, _inspected: Any, _column: Any, inspected_type: Any, metadata_type: Any
) -> bool | None:
    """Tell Alembic whether a column's type differs: on SQLite only its storage class counts."""
    if context.dialect.name != "sqlite":
        return None
    written = str(metadata_type.compile(dialect=context.dialect)).split("(", maxsplit=1)[0]
    return str(inspected_type).split("(", maxsplit=1)[0] != written
