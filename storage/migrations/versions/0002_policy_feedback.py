"""Add feedback on answers and the cards an office adds itself.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "answer_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("card", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("handed_off", sa.Integer(), nullable=False),
        sa.Column("confidence_permille", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "asked > 0 AND handed_off BETWEEN 0 AND asked", name=op.f("ck_answer_log_counted")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_log")),
        sa.UniqueConstraint(
            "county_code", "day", "card", name=op.f("uq_answer_log_county_code_day_card")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "card_stamp",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("stamp", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("county_code", name=op.f("pk_card_stamp")),
        sqlite_strict=True,
    )
    op.create_table(
        "answer_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("card", sa.String(length=64), nullable=False),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("question_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_answer_feedback_contact_id_contact")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_feedback")),
        sa.UniqueConstraint(
            "contact_id",
            "card",
            "question_index",
            name=op.f("uq_answer_feedback_contact_id_card_question_index"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("answer_feedback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_feedback_county_code_at"), ["county_code", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_answer_feedback_question_index"), ["question_index"], unique=False
        )

    op.create_table(
        "unsure_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_unsure_question_contact_id_contact")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsure_question")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("unsure_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unsure_question_contact_id_settled_at"),
            ["contact_id", "settled_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_unsure_question_county_code_settled_at"),
            ["county_code", "settled_at"],
            unique=False,
        )

    op.create_table(
        "card_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("handoff_id", sa.Uuid(), nullable=True),
        sa.Column("questions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("short_answer", sa.String(length=120), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "approved",
                "refused",
                "withdrawn",
                name="draftstate_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer", sa.String(length=64), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR reviewer IS NOT NULL",
            name=op.f("ck_card_draft_reviewed"),
        ),
        sa.CheckConstraint(
            "document IS NULL OR clause IS NOT NULL", name=op.f("ck_card_draft_basis_is_whole")
        ),
        sa.CheckConstraint(
            "reviewer IS NULL OR reviewer <> author", name=op.f("ck_card_draft_second_person")
        ),
        sa.CheckConstraint(
            "valid_until >= valid_from", name=op.f("ck_card_draft_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name=op.f("fk_card_draft_handoff_id_handoff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_draft")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("card_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_card_draft_county_code_state"), ["county_code", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_card_draft_handoff_id"), ["handoff_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("card_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_draft_handoff_id"))
        batch_op.drop_index(batch_op.f("ix_card_draft_county_code_state"))

    op.drop_table("card_draft")
    with op.batch_alter_table("unsure_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unsure_question_county_code_settled_at"))
        batch_op.drop_index(batch_op.f("ix_unsure_question_contact_id_settled_at"))

    op.drop_table("unsure_question")
    with op.batch_alter_table("answer_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_feedback_question_index"))
        batch_op.drop_index(batch_op.f("ix_answer_feedback_county_code_at"))

    op.drop_table("answer_feedback")
    op.drop_table("card_stamp")
    op.drop_table("answer_log")
