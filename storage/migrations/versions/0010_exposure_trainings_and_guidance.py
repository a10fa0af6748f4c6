"""what a county sets and proposes around matching: exposure, trainings, guidance

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "exposure_setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_exposure_setting_price_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exposure_setting")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_exposure_setting_county_code_set_at"),
        "exposure_setting",
        ["county_code", "set_at"],
        unique=False,
    )
    op.create_table(
        "training",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("teaches", sa.String(length=400), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("age_low", sa.Integer(), nullable=True),
        sa.Column("age_high", sa.Integer(), nullable=True),
        sa.Column("kept_by", sa.String(length=64), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_training_county_code_closed_at"),
        "training",
        ["county_code", "closed_at"],
        unique=False,
    )
    op.create_table(
        "guidance_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "shortfall",
                "refusals",
                name="proposalreason_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Uuid(), nullable=True),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "sent",
                "done",
                "gone",
                name="proposalstate_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_guidance_proposal_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["outbox_message.id"],
            name=op.f("fk_guidance_proposal_message_id_outbox_message"),
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_guidance_proposal_training_id_training")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_proposal")),
        sa.UniqueConstraint("labourer_id", name=op.f("uq_guidance_proposal_labourer_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_guidance_proposal_county_code_state"),
        "guidance_proposal",
        ["county_code", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_guidance_proposal_message_id"), "guidance_proposal", ["message_id"], unique=False
    )
    op.create_index(
        op.f("ix_guidance_proposal_training_id"), "guidance_proposal", ["training_id"], unique=False
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("guidance_proposal")
    op.drop_table("training")
    op.drop_table("exposure_setting")
