"""ages asked of women

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("posting", sa.Column("women_age_low", sa.Integer(), nullable=True))
    op.add_column("posting", sa.Column("women_age_high", sa.Integer(), nullable=True))
    # Demands for one sex that were let out before a release dropped them.
    op.execute(
        "UPDATE posting SET sex = NULL WHERE sex IS NOT NULL AND reviewed_at IS NOT NULL "
        "AND state <> 'held' AND CAST(hold_reasons AS TEXT) LIKE '%\"sex\"%'"
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("posting", "women_age_high")
    op.drop_column("posting", "women_age_low")
