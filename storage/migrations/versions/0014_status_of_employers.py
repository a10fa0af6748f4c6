"""status of employers

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


STATUSES = ("unverified", "verified", "suspended", "investigated", "dishonest", "closed")
KNOWN = f"status IN ({', '.join(repr(each) for each in STATUSES)})"
CHECK = "ck_employer_employerstatus_known"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "employer_status_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                *STATUSES,
                name="employerstatus_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"],
            ["employer.id"],
            name=op.f("fk_employer_status_record_employer_id_employer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_status_record")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_employer_status_record_employer_id_recorded_at"),
        "employer_status_record",
        ["employer_id", "recorded_at"],
        unique=False,
    )
    _add_status()
    op.add_column("employer", sa.Column("status_since", sa.Date(), nullable=True))
    # What was verified before stays verified, since that day in Asia/Shanghai.
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    day = "verified_at, '+8 hours'" if on_sqlite else "verified_at AT TIME ZONE 'Asia/Shanghai'"
    op.execute(
        f"UPDATE employer SET status = 'verified', status_since = date({day}) "  # noqa: S608
        "WHERE verified_at IS NOT NULL"
    )


def _add_status() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # A check comes only with its column: SQLite adds none later.
        op.execute(
            "ALTER TABLE employer ADD COLUMN status TEXT NOT NULL DEFAULT 'unverified' "
            f"CONSTRAINT {CHECK} CHECK ({KNOWN})"
        )
        return
    op.add_column(
        "employer",
        sa.Column("status", sa.String(length=32), nullable=False, server_default="unverified"),
    )
    op.create_check_constraint(op.f(CHECK), "employer", KNOWN)
    op.alter_column("employer", "status", server_default=None)


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("employer", "status_since")
    op.drop_column("employer", "status")
    op.drop_table("employer_status_record")
