"""fewer indexes of matches, which every run has to keep

Matches are found by person (by the unique pair) and by posting; a run no longer marks them all.

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    for column in ("labourer_id", "run_id"):
        op.drop_index(op.f(f"ix_match_{column}"), table_name="match")


def downgrade() -> None:
    """Take the change back."""
    for column in ("labourer_id", "run_id"):
        op.create_index(op.f(f"ix_match_{column}"), "match", [column])
