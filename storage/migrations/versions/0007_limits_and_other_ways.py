"""what bounds sending, and messages that stand for refused ones

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTEAD = "ix_outbox_message_instead"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "spend_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.CheckConstraint("fen >= 0", name=op.f("ck_spend_day_fen")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spend_day")),
        sa.UniqueConstraint("county_code", "day", name=op.f("uq_spend_day_county_code_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "trial_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_contact")),
        sa.UniqueConstraint(
            "channel", "address_index", name=op.f("uq_trial_contact_channel_address_index")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_trial_contact_address_index"), "trial_contact", ["address_index"], unique=False
    )
    op.add_column("outbox_message", sa.Column("instead_of", sa.Uuid(), nullable=True))
    where = sa.text("instead_of IS NOT NULL")
    op.create_index(
        INSTEAD, "outbox_message", ["instead_of"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(INSTEAD, table_name="outbox_message")
    op.drop_column("outbox_message", "instead_of")
    op.drop_table("trial_contact")
    op.drop_table("spend_day")
