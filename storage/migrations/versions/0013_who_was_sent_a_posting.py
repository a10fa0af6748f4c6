"""who was sent a posting, without looking through everything that was ever sent

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_index(
        op.f("ix_pushed_posting_posting_id_labourer_id"),
        "pushed_posting",
        ["posting_id", "labourer_id"],
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_pushed_posting_posting_id_labourer_id"), table_name="pushed_posting")
