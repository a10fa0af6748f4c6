"""library changes and staff notices

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WITHDRAWN = {
    "withdrawn_at": sa.DateTime(timezone=True),
    "withdrawn_by": sa.String(length=200),
    "withdrawn_why": sa.String(length=400),
}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "library_stamp",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("stamp", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_library_stamp")),
        sqlite_strict=True,
    )
    op.create_table(
        "staff_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=400), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(acknowledged_at IS NULL) = (acknowledged_by IS NULL)",
            name=op.f("ck_staff_notice_acknowledged_by_whom"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_notice")),
        sa.UniqueConstraint("county_code", "key", name=op.f("uq_staff_notice_county_code_key")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_staff_notice_county_code_acknowledged_at"),
        "staff_notice",
        ["county_code", "acknowledged_at"],
        unique=False,
    )
    for name, kind in WITHDRAWN.items():
        op.add_column("policy_document", sa.Column(name, kind, nullable=True))
    # Documents that were imported before have no stamp yet, and would not be heard without one.
    connection = op.get_bind()
    first = connection.execute(sa.text("SELECT id FROM policy_document LIMIT 1")).scalar()
    if first is not None:
        connection.execute(
            sa.text("INSERT INTO library_stamp (name, stamp) VALUES ('documents', :stamp)"),
            {"stamp": first},
        )


def downgrade() -> None:
    """Take the change back."""
    for name in reversed(WITHDRAWN):
        op.drop_column("policy_document", name)
    op.drop_index(op.f("ix_staff_notice_county_code_acknowledged_at"), table_name="staff_notice")
    op.drop_table("staff_notice")
    op.drop_table("library_stamp")
