"""tries to prove who one is, by name

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "identity_try",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_try")),
        sqlite_strict=True,
    )
    for column in ("key", "at"):
        op.create_index(op.f(f"ix_identity_try_{column}"), "identity_try", [column], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("identity_try")
