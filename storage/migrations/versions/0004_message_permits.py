"""one-time permits for messages outside a reply window

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "message_permit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(message_id IS NULL) = (spent_at IS NULL)",
            name=op.f("ck_message_permit_spent_by_what"),
        ),
        sa.CheckConstraint(
            "spent_at IS NULL OR voided_at IS NULL",
            name=op.f("ck_message_permit_spent_or_void"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_message_permit_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["outbox_message.id"],
            name=op.f("fk_message_permit_message_id_outbox_message"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_permit")),
        sa.UniqueConstraint("event_id", name=op.f("uq_message_permit_event_id")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_permit_message_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_message_permit_contact_id_template"),
        "message_permit",
        ["contact_id", "template"],
        unique=False,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_message_permit_contact_id_template"), table_name="message_permit")
    op.drop_table("message_permit")
