"""sms templates, and what fills them

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OF_A_MESSAGE = {
    "purpose": sa.String(length=32),
    "params_sealed": sa.LargeBinary(),
    "cuts": sa.JSON(),
}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "sms_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(length=6), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=32), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("may_shorten", sa.JSON(), nullable=False),
        sa.Column("suffix", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "approved",
                "pending",
                "rejected",
                name="templatestate_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_template")),
        sa.UniqueConstraint(
            "provider",
            "purpose",
            "scope",
            "code",
            name=op.f("uq_sms_template_provider_purpose_scope_code"),
        ),
        sqlite_strict=True,
    )
    for name, kind in OF_A_MESSAGE.items():
        op.add_column("outbox_message", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Take the change back."""
    for name in reversed(OF_A_MESSAGE):
        op.drop_column("outbox_message", name)
    op.drop_table("sms_template")
