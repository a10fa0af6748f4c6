"""Tables of the official documents that were imported, version by version, and their clauses."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage import columns as c
from storage.tables import table_args


class PolicyDocument(SQLModel, table=True):
    """One version of an official document; a row changes only when it is replaced or withdrawn.

    ``key`` is the same for all versions and, where cards rest on the document, is the key of the
    card files (``HZ20``). ``place_code`` is an adcode, ``000000`` for the nation. ``issued`` is
    the day of issue as far as the text tells it (``2018`` or ``2017-06-22``); ``valid_until`` is
    the last day in force, None when no end is stated. ``sha256`` is that of the imported file.
    ``superseded_by`` points at the version that replaced this one. A version that was imported by
    mistake is withdrawn and stays on record; the one it had replaced speaks again. The current
    version is neither.
    """

    __tablename__ = "policy_document"
    __table_args__ = table_args(
        sa.UniqueConstraint("key", "version"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name="ends_after_it_begins"
        ),
    )

    id: UUID = c.key()
    key: str = c.text(200)
    version: int = c.number()
    number: str = c.text(200)
    title: str = c.text(400)
    issuer: str = c.text(400)
    issued: str = c.text(10)
    place_code: str = c.text(6, index=True)
    valid_from: date = c.day()
    valid_until: date | None = c.day(nullable=True, index=True)
    file_name: str = c.text(400)
    sha256: str = c.text(64)
    imported_at: datetime = c.moment()
    imported_by: str = c.text(200)
    superseded_by: UUID | None = c.ref("policy_document.id", nullable=True)
    withdrawn_at: datetime | None = c.moment(nullable=True)
    withdrawn_by: str | None = c.text(200, nullable=True)
    withdrawn_why: str | None = c.text(400, nullable=True)


class PolicyClause(SQLModel, table=True):
    """One clause of one version: its own words, without those of the clauses below it.

    ``position`` counts from 0 in the order of the text; ``depth`` is 0 for a clause below none, so
    a clause and all below it are the rows up to the next of the same or a smaller depth. ``path``
    is how the clause is cited (``三(四)16``).
    """

    __tablename__ = "policy_clause"
    __table_args__ = table_args(
        sa.UniqueConstraint("document_id", "position"),
        sa.UniqueConstraint("document_id", "path"),
        sa.CheckConstraint("position >= 0 AND depth >= 0", name="place_in_text"),
    )

    id: UUID = c.key()
    document_id: UUID = c.ref("policy_document.id")
    position: int = c.number()
    depth: int = c.number()
    path: str = c.text(200)
    heading: str = c.text(200)
    text: str = c.prose()


class LibraryStamp(SQLModel, table=True):
    """Changes whenever a document is imported or withdrawn; no row while there is none."""

    __tablename__ = "library_stamp"
    __table_args__ = table_args()

    name: str = Field(sa_column=sa.Column(sa.String(16), primary_key=True))
    stamp: UUID = c.plain_id()
