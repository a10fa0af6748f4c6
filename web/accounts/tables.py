"""Tables of those who sign in, and of their failed tries."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args


class Role(StrEnum):
    """What an account is for."""

    CASEWORKER = "caseworker"
    EMPLOYER = "employer"


class Account(SQLModel, table=True):
    """Somebody who signs in with a name and a password.

    ``scope_code`` of a caseworker is an adcode or a town or village code: all places that begin
    with it may be seen, and no others. An employer's account has ``employer_id`` instead.
    """

    __tablename__ = "account"
    __table_args__ = table_args(
        sa.UniqueConstraint("user_name"),
        sa.CheckConstraint(
            "(role = 'caseworker' AND scope_code IS NOT NULL)"
            " OR (role = 'employer' AND employer_id IS NOT NULL)",
            name="belongs",
        ),
    )

    id: UUID = c.key()
    user_name: str = c.text()
    display_name: str = c.text()
    role: Role = c.choice(Role)
    password_hash: str = c.text(200)
    scope_code: str | None = c.text(12, nullable=True)
    employer_id: UUID | None = c.ref("employer.id", nullable=True)
    active: bool = c.flag(True)
    created_at: datetime = c.moment()
    last_seen_at: datetime | None = c.moment(nullable=True)


class SignInTry(SQLModel, table=True):
    """One failed try to sign in, under one of the keys it counts for.

    ``key`` is the keyed index of a user name or of an address. Rows are gone when they no longer
    count.
    """

    __tablename__ = "sign_in_try"
    __table_args__ = table_args()

    id: UUID = c.key()
    try_id: UUID = c.plain_id(index=True)
    key: bytes = c.blind()
    at: datetime = c.moment(index=True)
