"""first schema

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The ledger is append-only in the database itself; SQLite drops triggers with their table.
GUARDS = {
    "sqlite": (
        """CREATE TRIGGER service_entry_no_update BEFORE UPDATE ON service_entry
BEGIN SELECT RAISE(ABORT, 'service_entry is append-only'); END""",
        """CREATE TRIGGER service_entry_no_delete BEFORE DELETE ON service_entry
BEGIN SELECT RAISE(ABORT, 'service_entry is append-only'); END""",
        """CREATE TRIGGER service_entry_no_replace BEFORE INSERT ON service_entry
WHEN EXISTS (SELECT 1 FROM service_entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM service_entry WHERE reverses_id = NEW.reverses_id)
    OR EXISTS (
        SELECT 1 FROM service_entry
        WHERE person_ref = NEW.person_ref AND kind = NEW.kind
            AND evidence = NEW.evidence AND evidence_ref = NEW.evidence_ref
    )
    OR NEW.sequence <> (
        SELECT COALESCE(MAX(sequence), 0) + 1 FROM service_entry WHERE county_code = NEW.county_code
    )
BEGIN SELECT RAISE(ABORT, 'service_entry is append-only'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION service_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'service_entry is append-only'; END $$""",
        """CREATE TRIGGER service_entry_no_change BEFORE UPDATE OR DELETE ON service_entry
FOR EACH ROW EXECUTE FUNCTION service_entry_refuse()""",
        """CREATE TRIGGER service_entry_no_truncate BEFORE TRUNCATE ON service_entry
FOR EACH STATEMENT EXECUTE FUNCTION service_entry_refuse()""",
    ),
}


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
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint(
            "channel", "address_index", name=op.f("uq_contact_channel_address_index")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_address_index"), ["address_index"], unique=False
        )

    op.create_table(
        "employer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "enterprise",
                "workshop",
                "cooperative",
                "agency",
                "public_body",
                name="employerkind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("agency_licence", sa.String(length=64), nullable=True),
        sa.Column("contact_name", sa.String(length=64), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.String(length=64), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint(
            "county_code", "credit_code", name=op.f("uq_employer_county_code_credit_code")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_employer_county_code_name"), ["county_code", "name"], unique=False
        )

    op.create_table(
        "labourer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("town_code", sa.String(length=9), nullable=True),
        sa.Column("village_code", sa.String(length=12), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column(
            "sex",
            sa.Enum(
                "male",
                "female",
                name="sex_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("ethnicity", sa.String(length=64), nullable=True),
        sa.Column("political_status", sa.String(length=64), nullable=True),
        sa.Column(
            "education",
            sa.Enum(
                "none",
                "primary",
                "junior",
                "senior",
                "college",
                "bachelor",
                name="education_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "health",
            sa.Enum(
                "healthy",
                "chronic",
                "serious",
                "disabled",
                name="health_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "work_ability",
            sa.Enum(
                "skilled",
                "ordinary",
                "weak",
                "none",
                name="workability_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(length=32), nullable=True),
        sa.Column("second_phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("second_phone_index", sa.LargeBinary(length=32), nullable=True),
        sa.Column("services_wanted", sa.String(length=400), nullable=True),
        sa.Column("skills", sa.String(length=400), nullable=True),
        sa.Column("wishes", sa.String(length=400), nullable=True),
        sa.Column("wage_expected_fen", sa.BigInteger(), nullable=True),
        sa.Column("wants_board", sa.Boolean(), nullable=True),
        sa.Column("wants_lodging", sa.Boolean(), nullable=True),
        sa.Column("licences", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("monitored", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("ledger_ref", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "wage_expected_fen IS NULL OR wage_expected_fen >= 0", name=op.f("ck_labourer_wage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labourer")),
        sa.UniqueConstraint(
            "county_code", "external_id", name=op.f("uq_labourer_county_code_external_id")
        ),
        sa.UniqueConstraint(
            "county_code", "id_number_index", name=op.f("uq_labourer_county_code_id_number_index")
        ),
        sa.UniqueConstraint("ledger_ref", name=op.f("uq_labourer_ledger_ref")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("labourer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_labourer_county_code"), ["county_code"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_labourer_id_number_index"), ["id_number_index"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_labourer_phone_index"), ["phone_index"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_labourer_second_phone_index"), ["second_phone_index"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_labourer_town_code"), ["town_code"], unique=False)

    op.create_table(
        "match_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("postings", sa.Integer(), nullable=False),
        sa.Column("matches", sa.Integer(), nullable=False),
        sa.Column("shortfalls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_match_run_county_code_started_at"),
            ["county_code", "started_at"],
            unique=False,
        )

    op.create_table(
        "parked_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_event")),
        sa.UniqueConstraint("channel", "event_id", name=op.f("uq_parked_event_channel_event_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("parked_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_parked_event_channel_received_at"),
            ["channel", "received_at"],
            unique=False,
        )

    op.create_table(
        "place",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=12), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "county",
                "town",
                "village",
                name="placelevel_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_place")),
        sa.UniqueConstraint("parent_code", "name", name=op.f("uq_place_parent_code_name")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_parent_code"), ["parent_code"], unique=False)

    op.create_table(
        "policy_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("issuer", sa.String(length=400), nullable=False),
        sa.Column("issued", sa.String(length=10), nullable=False),
        sa.Column("place_code", sa.String(length=6), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("file_name", sa.String(length=400), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=200), nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from",
            name=op.f("ck_policy_document_ends_after_it_begins"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_policy_document_version")),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["policy_document.id"],
            name=op.f("fk_policy_document_superseded_by_policy_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_document")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_policy_document_key_version")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("policy_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_document_place_code"), ["place_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_policy_document_superseded_by"), ["superseded_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_policy_document_valid_until"), ["valid_until"], unique=False
        )

    op.create_table(
        "postings_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=400), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("vouched", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("held", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("rejected", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("imported_by", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings_import")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("postings_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_postings_import_county_code"), ["county_code"], unique=False
        )

    op.create_table(
        "roster_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("file_name", sa.String(length=400), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("imported_by", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_roster_import_county_code"), ["county_code"], unique=False
        )

    op.create_table(
        "service_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("person_ref", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "job_info",
                "training_info",
                "career_guidance",
                name="servicekind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column(
            "evidence",
            sa.Enum(
                "message",
                "conversation",
                "caseworker",
                "reversal",
                name="evidence_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("evidence_ref", sa.String(length=64), nullable=False),
        sa.Column("posting_count", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("confirmed_by", sa.String(length=64), nullable=True),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(evidence = 'reversal') = (reverses_id IS NOT NULL) AND (reverses_id IS NOT NULL) = (reason IS NOT NULL)",
            name=op.f("ck_service_entry_reversal"),
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> recorded_by",
            name=op.f("ck_service_entry_second_person"),
        ),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_service_entry_sequence")),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["service_entry.id"],
            name=op.f("fk_service_entry_reverses_id_service_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_entry")),
        sa.UniqueConstraint(
            "county_code", "sequence", name=op.f("uq_service_entry_county_code_sequence")
        ),
        sa.UniqueConstraint(
            "person_ref",
            "kind",
            "evidence",
            "evidence_ref",
            name=op.f("uq_service_entry_person_ref_kind_evidence_evidence_ref"),
        ),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_service_entry_reverses_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("service_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_entry_county_code_occurred_on"),
            ["county_code", "occurred_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_service_entry_person_ref_occurred_on"),
            ["person_ref", "occurred_on"],
            unique=False,
        )

    op.create_table(
        "service_standard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column(
            "group",
            sa.Enum(
                "willing_unemployed",
                "hard_to_employ",
                name="group_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "period",
            sa.Enum(
                "year",
                "month",
                name="period_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "job_info",
                "training_info",
                "career_guidance",
                name="servicekind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("min_postings", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("adopted_by", sa.String(length=200), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("minimum > 0", name=op.f("ck_service_standard_minimum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_standard")),
        sa.UniqueConstraint(
            "code",
            "kind",
            "place_code",
            "valid_from",
            name=op.f("uq_service_standard_code_kind_place_code_valid_from"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_name", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.String(length=64), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "caseworker",
                "employer",
                name="role_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("scope_code", sa.String(length=12), nullable=True),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role = 'caseworker' AND scope_code IS NOT NULL) OR (role = 'employer' AND employer_id IS NOT NULL)",
            name=op.f("ck_account_belongs"),
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_account_employer_id_employer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("user_name", name=op.f("uq_account_user_name")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_employer_id"), ["employer_id"], unique=False)

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
        "contact_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_link_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_contact_link_labourer_id_labourer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_link")),
        sa.UniqueConstraint(
            "contact_id", "labourer_id", name=op.f("uq_contact_link_contact_id_labourer_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("contact_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_link_contact_id"), ["contact_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contact_link_labourer_id"), ["labourer_id"], unique=False
        )

    op.create_table(
        "conversation",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_conversation_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["labourer.id"], name=op.f("fk_conversation_person_id_labourer")
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_conversation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "handoff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(
                "asked",
                "unsure",
                "urgent",
                "no_jobs",
                "identity",
                name="handoffreason_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_handoff_contact_id_contact")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handoff_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_handoff_county_code_closed_at"),
            ["county_code", "closed_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_handoff_person_id"), ["person_id"], unique=False)

    op.create_table(
        "inbound_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "stored",
                "handled",
                "parked",
                name="inboundstate_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=400), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_inbound_message_contact_id_contact")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_message")),
        sa.UniqueConstraint(
            "channel", "event_id", name=op.f("uq_inbound_message_channel_event_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("inbound_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inbound_message_contact_id"), ["contact_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_message_received_at"), ["received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_message_state_received_at"),
            ["state", "received_at"],
            unique=False,
        )

    op.create_table(
        "policy_clause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "position >= 0 AND depth >= 0", name=op.f("ck_policy_clause_place_in_text")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["policy_document.id"],
            name=op.f("fk_policy_clause_document_id_policy_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_clause")),
        sa.UniqueConstraint("document_id", "path", name=op.f("uq_policy_clause_document_id_path")),
        sa.UniqueConstraint(
            "document_id", "position", name=op.f("uq_policy_clause_document_id_position")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("policy_clause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_clause_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "posting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ordinary",
                "workshop",
                "public_welfare_post",
                "work_relief",
                name="postingkind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place_code", sa.String(length=12), nullable=True),
        sa.Column("place_text", sa.String(length=400), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("headcount_left", sa.Integer(), nullable=True),
        sa.Column("wage_low_fen", sa.BigInteger(), nullable=True),
        sa.Column("wage_high_fen", sa.BigInteger(), nullable=True),
        sa.Column(
            "wage_basis",
            sa.Enum(
                "monthly",
                "daily",
                "hourly",
                "yearly",
                "piece",
                "negotiable",
                name="wagebasis_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("wage_text", sa.String(length=400), nullable=True),
        sa.Column(
            "sex",
            sa.Enum(
                "male",
                "female",
                name="sex_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("age_low", sa.Integer(), nullable=True),
        sa.Column("age_high", sa.Integer(), nullable=True),
        sa.Column(
            "education_min",
            sa.Enum(
                "none",
                "primary",
                "junior",
                "senior",
                "college",
                "bachelor",
                name="education_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("skills", sa.Text(), nullable=True),
        sa.Column("licences", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("heavy_work", sa.Boolean(), nullable=True),
        sa.Column("food", sa.Boolean(), nullable=True),
        sa.Column("lodging", sa.Boolean(), nullable=True),
        sa.Column("benefits", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("contact_name", sa.String(length=64), nullable=True),
        sa.Column("contact_phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "open",
                "refused",
                "filled",
                "closed",
                "expired",
                name="postingstate_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("hold_reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("warnings", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=64), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "age_low IS NULL OR age_high IS NULL OR age_low <= age_high",
            name=op.f("ck_posting_age"),
        ),
        sa.CheckConstraint("headcount IS NULL OR headcount > 0", name=op.f("ck_posting_headcount")),
        sa.CheckConstraint(
            "headcount_left IS NULL OR headcount_left >= 0", name=op.f("ck_posting_headcount_left")
        ),
        sa.CheckConstraint(
            "wage_low_fen IS NULL OR wage_high_fen IS NULL OR wage_low_fen <= wage_high_fen",
            name=op.f("ck_posting_wage"),
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_posting_employer_id_employer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint(
            "county_code",
            "source",
            "external_id",
            name=op.f("uq_posting_county_code_source_external_id"),
        ),
        sa.UniqueConstraint(
            "county_code",
            "source",
            "fingerprint",
            name=op.f("uq_posting_county_code_source_fingerprint"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_posting_county_code_state"), ["county_code", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_posting_employer_id"), ["employer_id"], unique=False)

    op.create_table(
        "shortfall",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("helps", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_shortfall_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["match_run.id"], name=op.f("fk_shortfall_run_id_match_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortfall")),
        sa.UniqueConstraint("run_id", "labourer_id", name=op.f("uq_shortfall_run_id_labourer_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("shortfall", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shortfall_labourer_id"), ["labourer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shortfall_run_id"), ["run_id"], unique=False)

    op.create_table(
        "status_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "unemployed",
                "employed",
                "unable",
                "retired",
                "left",
                name="employmentstatus_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("place_code", sa.String(length=12), nullable=True),
        sa.Column("place_text", sa.String(length=400), nullable=True),
        sa.Column("employer_name", sa.String(length=400), nullable=True),
        sa.Column("income_fen", sa.BigInteger(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "roster",
                "labourer",
                "caseworker",
                "employer",
                name="source_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_status_record_labourer_id_labourer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_record")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("status_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_status_record_labourer_id"), ["labourer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_status_record_labourer_id_since"), ["labourer_id", "since"], unique=False
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
        "willingness_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "willingness",
            sa.Enum(
                "anywhere",
                "in_county",
                "out_of_county",
                "out_of_county_in_province",
                "out_of_province",
                "not_now",
                name="willingness_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("places", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "roster",
                "labourer",
                "caseworker",
                "employer",
                name="source_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"],
            ["labourer.id"],
            name=op.f("fk_willingness_record_labourer_id_labourer"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_willingness_record")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("willingness_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_willingness_record_labourer_id"), ["labourer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_willingness_record_labourer_id_since"),
            ["labourer_id", "since"],
            unique=False,
        )

    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "applied",
                "contacted",
                "hired",
                "refused",
                "withdrawn",
                name="applicationstate_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hired_on", sa.Date(), nullable=True),
        sa.Column("reported_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_application_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_application_posting_id_posting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint(
            "labourer_id", "posting_id", name=op.f("uq_application_labourer_id_posting_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_county_code"), ["county_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_application_labourer_id"), ["labourer_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_application_posting_id"), ["posting_id"], unique=False)

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

    op.create_table(
        "match",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_match_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_match_posting_id_posting")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["match_run.id"], name=op.f("fk_match_run_id_match_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint(
            "labourer_id", "posting_id", name=op.f("uq_match_labourer_id_posting_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_labourer_id"), ["labourer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_posting_id"), ["posting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_run_id"), ["run_id"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "reply",
                "job_push",
                "training",
                "guidance",
                "reminder",
                "notice",
                name="messagekind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("buttons", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("proves", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("in_reply_to", sa.Uuid(), nullable=True),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("fault", sa.String(length=64), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.String(length=200), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("cost_fen", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_outbox_message_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["in_reply_to"],
            ["inbound_message.id"],
            name=op.f("fk_outbox_message_in_reply_to_inbound_message"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_message_key")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_message_channel_provider_id"),
            ["channel", "provider_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_message_channel_state_next_attempt_at"),
            ["channel", "state", "next_attempt_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_message_contact_id_created_at"),
            ["contact_id", "created_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_message_county_code_kind_created_at"),
            ["county_code", "kind", "created_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_message_in_reply_to"), ["in_reply_to"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_message_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "posting_refusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_posting_refusal_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_posting_refusal_posting_id_posting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting_refusal")),
        sa.UniqueConstraint(
            "labourer_id", "posting_id", name=op.f("uq_posting_refusal_labourer_id_posting_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("posting_refusal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_posting_refusal_labourer_id"), ["labourer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_posting_refusal_posting_id"), ["posting_id"], unique=False
        )

    op.create_table(
        "delivery_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("provider_id", sa.String(length=200), nullable=True),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["outbox_message.id"],
            name=op.f("fk_delivery_report_message_id_outbox_message"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_report")),
        sa.UniqueConstraint(
            "channel", "event_id", name=op.f("uq_delivery_report_channel_event_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("delivery_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_report_message_id"), ["message_id"], unique=False
        )

    op.create_table(
        "message_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["outbox_message.id"],
            name=op.f("fk_message_event_message_id_outbox_message"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_event")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("message_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_event_message_id"), ["message_id"], unique=False
        )

    op.create_table(
        "push",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("posting_ids", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_push_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["outbox_message.id"], name=op.f("fk_push_message_id_outbox_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push")),
        sa.UniqueConstraint("labourer_id", "day", name=op.f("uq_push_labourer_id_day")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("push", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_push_county_code"), ["county_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_push_labourer_id"), ["labourer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_push_message_id"), ["message_id"], unique=False)

    op.create_table(
        "pushed_posting",
        sa.Column("labourer_id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("push_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["labourer_id"], ["labourer.id"], name=op.f("fk_pushed_posting_labourer_id_labourer")
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_pushed_posting_posting_id_posting")
        ),
        sa.ForeignKeyConstraint(
            ["push_id"], ["push.id"], name=op.f("fk_pushed_posting_push_id_push")
        ),
        sa.PrimaryKeyConstraint("labourer_id", "posting_id", name=op.f("pk_pushed_posting")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("pushed_posting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pushed_posting_push_id"), ["push_id"], unique=False)

    for statement in GUARDS[op.get_bind().dialect.name]:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("pushed_posting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pushed_posting_push_id"))

    op.drop_table("pushed_posting")
    with op.batch_alter_table("push", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_push_message_id"))
        batch_op.drop_index(batch_op.f("ix_push_labourer_id"))
        batch_op.drop_index(batch_op.f("ix_push_county_code"))

    op.drop_table("push")
    with op.batch_alter_table("message_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_event_message_id"))

    op.drop_table("message_event")
    with op.batch_alter_table("delivery_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_report_message_id"))

    op.drop_table("delivery_report")
    with op.batch_alter_table("posting_refusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posting_refusal_posting_id"))
        batch_op.drop_index(batch_op.f("ix_posting_refusal_labourer_id"))

    op.drop_table("posting_refusal")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_person_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_in_reply_to"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_county_code_kind_created_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_contact_id_created_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_channel_state_next_attempt_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_channel_provider_id"))

    op.drop_table("outbox_message")
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_run_id"))
        batch_op.drop_index(batch_op.f("ix_match_posting_id"))
        batch_op.drop_index(batch_op.f("ix_match_labourer_id"))

    op.drop_table("match")
    with op.batch_alter_table("card_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_draft_handoff_id"))
        batch_op.drop_index(batch_op.f("ix_card_draft_county_code_state"))

    op.drop_table("card_draft")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_posting_id"))
        batch_op.drop_index(batch_op.f("ix_application_labourer_id"))
        batch_op.drop_index(batch_op.f("ix_application_county_code"))

    op.drop_table("application")
    with op.batch_alter_table("willingness_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_willingness_record_labourer_id_since"))
        batch_op.drop_index(batch_op.f("ix_willingness_record_labourer_id"))

    op.drop_table("willingness_record")
    with op.batch_alter_table("unsure_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unsure_question_county_code_settled_at"))
        batch_op.drop_index(batch_op.f("ix_unsure_question_contact_id_settled_at"))

    op.drop_table("unsure_question")
    with op.batch_alter_table("status_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_record_labourer_id_since"))
        batch_op.drop_index(batch_op.f("ix_status_record_labourer_id"))

    op.drop_table("status_record")
    with op.batch_alter_table("shortfall", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortfall_run_id"))
        batch_op.drop_index(batch_op.f("ix_shortfall_labourer_id"))

    op.drop_table("shortfall")
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posting_employer_id"))
        batch_op.drop_index(batch_op.f("ix_posting_county_code_state"))

    op.drop_table("posting")
    with op.batch_alter_table("policy_clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_clause_document_id"))

    op.drop_table("policy_clause")
    with op.batch_alter_table("inbound_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_message_state_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_message_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_message_contact_id"))

    op.drop_table("inbound_message")
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handoff_person_id"))
        batch_op.drop_index(batch_op.f("ix_handoff_county_code_closed_at"))
        batch_op.drop_index(batch_op.f("ix_handoff_contact_id"))

    op.drop_table("handoff")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_person_id"))

    op.drop_table("conversation")
    with op.batch_alter_table("contact_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_link_labourer_id"))
        batch_op.drop_index(batch_op.f("ix_contact_link_contact_id"))

    op.drop_table("contact_link")
    with op.batch_alter_table("answer_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_feedback_question_index"))
        batch_op.drop_index(batch_op.f("ix_answer_feedback_county_code_at"))

    op.drop_table("answer_feedback")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_employer_id"))

    op.drop_table("account")
    op.drop_table("service_standard")
    with op.batch_alter_table("service_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_entry_person_ref_occurred_on"))
        batch_op.drop_index(batch_op.f("ix_service_entry_county_code_occurred_on"))

    op.drop_table("service_entry")
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_import_county_code"))

    op.drop_table("roster_import")
    with op.batch_alter_table("postings_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_postings_import_county_code"))

    op.drop_table("postings_import")
    with op.batch_alter_table("policy_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_document_valid_until"))
        batch_op.drop_index(batch_op.f("ix_policy_document_superseded_by"))
        batch_op.drop_index(batch_op.f("ix_policy_document_place_code"))

    op.drop_table("policy_document")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_parent_code"))

    op.drop_table("place")
    with op.batch_alter_table("parked_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parked_event_channel_received_at"))

    op.drop_table("parked_event")
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_run_county_code_started_at"))

    op.drop_table("match_run")
    with op.batch_alter_table("labourer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_labourer_town_code"))
        batch_op.drop_index(batch_op.f("ix_labourer_second_phone_index"))
        batch_op.drop_index(batch_op.f("ix_labourer_phone_index"))
        batch_op.drop_index(batch_op.f("ix_labourer_id_number_index"))
        batch_op.drop_index(batch_op.f("ix_labourer_county_code"))

    op.drop_table("labourer")
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employer_county_code_name"))

    op.drop_table("employer")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_address_index"))

    op.drop_table("contact")
    op.drop_table("card_stamp")
    op.drop_table("answer_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS service_entry_refuse()")
