"""who is on a training

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "training_attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "enrolled",
                "completed",
                "left",
                name="attendancestate_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"],
            ["labourer.id"],
            name=op.f("fk_training_attendance_labourer_id_labourer"),
        ),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["training.id"],
            name=op.f("fk_training_attendance_training_id_training"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attendance")),
        sa.UniqueConstraint(
            "training_id",
            "labourer_id",
            name=op.f("uq_training_attendance_training_id_labourer_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_training_attendance_labourer_id"),
        "training_attendance",
        ["labourer_id"],
        unique=False,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("training_attendance")
