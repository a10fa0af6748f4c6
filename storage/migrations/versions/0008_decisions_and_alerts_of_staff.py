"""what staff decided about messages, and alerts that went out to them

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DECIDED = ("asked", "confirmed", "resent", "replayed", "discarded", "resumed")
OF_AN_EVENT = ("replay_asked_at", "closed_at")
UNCERTAIN = "ix_outbox_message_uncertain"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "staff_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column(
            "decided",
            sa.Enum(
                *DECIDED,
                name="decided_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_decision")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_staff_decision_about_id_at"), "staff_decision", ["about_id", "at"], unique=False
    )
    op.create_table(
        "staff_alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_alert")),
        sa.UniqueConstraint("subject_id", "target", name=op.f("uq_staff_alert_subject_id_target")),
        sqlite_strict=True,
    )
    for name in OF_AN_EVENT:
        op.add_column("parked_event", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    where = sa.text("state = 15")
    op.create_index(
        UNCERTAIN,
        "outbox_message",
        ["county_code", "submitted_at"],
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_index(
        op.f("ix_outbox_message_county_code_submitted_at"),
        "outbox_message",
        ["county_code", "submitted_at"],
        unique=False,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_outbox_message_county_code_submitted_at"), table_name="outbox_message")
    op.drop_index(UNCERTAIN, table_name="outbox_message")
    for name in reversed(OF_AN_EVENT):
        op.drop_column("parked_event", name)
    op.drop_table("staff_alert")
    op.drop_table("staff_decision")
