"""find the few messages that wait among the many that are done

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_outbox_message_open": ("state < 20", ["channel", "kind", "next_attempt_at"]),
    "ix_outbox_message_leased": ("lease_until IS NOT NULL", ["channel", "lease_until"]),
    "ix_outbox_message_refused": ("fault = 'config'", ["channel", "next_attempt_at"]),
}


def upgrade() -> None:
    """Apply the change."""
    for name, (condition, columns) in INDEXES.items():
        where = sa.text(condition)
        op.create_index(
            name, "outbox_message", columns, sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    """Take the change back."""
    for name in INDEXES:
        op.drop_index(name, table_name="outbox_message")
