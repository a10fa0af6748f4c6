"""Append-only in the database itself: triggers that refuse to change or delete an entry.

``metadata.create_all`` makes them with the table; a migration runs ``statements(dialect)`` after
it has made (or, in batch mode, copied) the table, because SQLite drops triggers with the table.

``INSERT OR REPLACE`` on SQLite deletes the row it replaces without firing a delete trigger, so
there an insert must also bring a new id and the next sequence of its county. PostgreSQL turns
every replacement into an UPDATE, which is refused.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import event

_SQLITE = (
    """CREATE TRIGGER service_entry_no_update BEFORE UPDATE ON service_entry
BEGIN SELECT RAISE(ABORT, 'service_entry is append-only'); END""",
    """CREATE TRIGGER service_entry_no_delete BEFORE DELETE ON service_entry
BEGIN SELECT RAISE(ABORT, 'service_entry is append-only'); END""",
    """CREATE TRIGGER service_entry_no_replace BEFORE INSERT ON service_entry
WHEN EXISTS (SELECT 1 FROM service_entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM service_entry WHERE reverses_id = NEW.reverses_id)
    OR EXISTS (
        SELECT 1 FROM service_entry
        WHERE person_ref = NEW.person_ref AND kind = NEW.kind
            AND evidence = NEW.evidence AND evidence_ref = NEW.evidence_ref
    )
    OR NEW.sequence <> (
        SELECT COALESCE(MAX(sequence), 0) + 1 FROM service_entry WHERE county_code = NEW.county_code
    )
BEGIN SELECT RAISE(ABORT, 'service_entry is append-only'); END""",
)

_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION service_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'service_entry is append-only'; END $$""",
    """CREATE TRIGGER service_entry_no_change BEFORE UPDATE OR DELETE ON service_entry
FOR EACH ROW EXECUTE FUNCTION service_entry_refuse()""",
    """CREATE TRIGGER service_entry_no_truncate BEFORE TRUNCATE ON service_entry
FOR EACH STATEMENT EXECUTE FUNCTION service_entry_refuse()""",
)

_BY_DIALECT = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def statements(dialect: str) -> tuple[str, ...]:
    """Return the statements that guard the table on ``dialect`` (``sqlite`` or ``postgresql``).

    Raises ValueError for another one: a ledger without guards must not come into being unnoticed.
    """
    if dialect not in _BY_DIALECT:
        raise ValueError(f"the ledger has no guards for {dialect}")
    return _BY_DIALECT[dialect]


def attach(table: sa.Table) -> None:
    """Make the guards whenever ``table`` is created from the metadata."""

    @event.listens_for(table, "after_create")
    def guard(_table: sa.Table, connection: sa.Connection, **_options: object) -> None:
        for statement in statements(connection.dialect.name):
            connection.exec_driver_sql(statement)
