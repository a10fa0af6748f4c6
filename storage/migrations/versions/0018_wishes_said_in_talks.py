"""wishes said in talks

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "said_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("willingness_id", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_said_wish_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_said_wish_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["willingness_id"],
            ["willingness_record.id"],
            name=op.f("fk_said_wish_willingness_id_willingness_record"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_said_wish")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_said_wish_labourer_id"), "said_wish", ["labourer_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("said_wish")
