"""Tables of employers, their postings, and applications."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from labourers.tables import Education, Sex
from storage import columns as c
from storage.tables import table_args
from storage.vault import Sealed

EMPLOYER_PHONE_FIELD = "employer.phone"
POSTING_PHONE_FIELD = "posting.contact_phone"


class EmployerKind(StrEnum):
    """用人单位的种类."""

    ENTERPRISE = "enterprise"
    WORKSHOP = "workshop"
    COOPERATIVE = "cooperative"
    AGENCY = "agency"
    PUBLIC_BODY = "public_body"


class EmployerStatus(StrEnum):
    """Whether an employer may hire through the office.

    暂停 for any other reason; 涉嫌欠薪等正在调查; 列入拖欠农民工工资等失信名单; 注销.
    """

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    INVESTIGATED = "investigated"
    DISHONEST = "dishonest"
    CLOSED = "closed"


BARRED = frozenset(
    {
        EmployerStatus.SUSPENDED,
        EmployerStatus.INVESTIGATED,
        EmployerStatus.DISHONEST,
        EmployerStatus.CLOSED,
    }
)
"""With one of these nothing of the employer is matched, found, pushed or applied for."""


class PostingKind(StrEnum):
    """岗位类型: 普通, 帮扶车间, 公益性岗位, 以工代赈."""

    ORDINARY = "ordinary"
    WORKSHOP = "workshop"
    PUBLIC_WELFARE = "public_welfare_post"
    WORK_RELIEF = "work_relief"


class PostingState(StrEnum):
    """Where a posting stands; only ``OPEN`` ones are matched, found or pushed."""

    HELD = "held"
    OPEN = "open"
    REFUSED = "refused"
    FILLED = "filled"
    CLOSED = "closed"
    EXPIRED = "expired"


class WageBasis(StrEnum):
    """How the wage was stated."""

    MONTHLY = "monthly"
    DAILY = "daily"
    HOURLY = "hourly"
    YEARLY = "yearly"
    PIECE = "piece"
    NEGOTIABLE = "negotiable"


class ApplicationState(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    CONTACTED = "contacted"
    HIRED = "hired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Employer(SQLModel, table=True):
    """用人单位, identified by its 统一社会信用代码 where it gave one.

    ``status`` holds since ``status_since``, as the newest of its status records says;
    ``verified_at`` is when the office last verified it, whatever came afterwards.
    """

    __tablename__ = "employer"
    __table_args__ = table_args(
        sa.UniqueConstraint("county_code", "credit_code"),
        sa.Index(None, "county_code", "name"),
    )

    id: UUID = c.key()
    county_code: str = c.text(6)
    name: str = c.text(200)
    credit_code: str | None = c.text(18, nullable=True)
    kind: EmployerKind = c.choice(EmployerKind, default=EmployerKind.ENTERPRISE)
    agency_licence: str | None = c.text(nullable=True)
    contact_name: str | None = c.text(nullable=True)
    phone_sealed: Sealed | None = c.sealed(nullable=True)
    verified_at: datetime | None = c.moment(nullable=True)
    verified_by: str | None = c.text(nullable=True)
    status: EmployerStatus = c.choice(EmployerStatus, default=EmployerStatus.UNVERIFIED)
    status_since: date | None = c.day(nullable=True)
    is_demo: bool = c.flag(False)
    created_at: datetime = c.moment()

    @property
    def is_barred(self) -> bool:
        """Whether nothing of the employer may be offered to anybody."""
        return self.status in BARRED


class EmployerStatusRecord(SQLModel, table=True):
    """What an employer's status was from ``since`` on, why, and who said so; never changed."""

    __tablename__ = "employer_status_record"
    __table_args__ = table_args(sa.Index(None, "employer_id", "recorded_at"))

    id: UUID = c.key()
    employer_id: UUID = c.ref("employer.id", index=False)
    status: EmployerStatus = c.choice(EmployerStatus)
    since: date = c.day()
    reason: str = c.text(c.LONG)
    recorded_by: str = c.text()
    recorded_at: datetime = c.moment()


class Posting(SQLModel, table=True):
    """岗位: one job offer of one employer. ``None`` means not stated, never a guess.

    Wages are fen per month; ``wage_text`` is what the employer wrote. ``place_code`` is an adcode
    (6 digits, trailing zeros for a whole province or prefecture; 9 for a town). ``county_code`` is
    the office that publishes it. ``hold_reasons`` are ``{"code", "text", "field"}`` objects.
    """

    __tablename__ = "posting"
    __table_args__ = table_args(
        sa.UniqueConstraint("county_code", "source", "external_id"),
        sa.UniqueConstraint("county_code", "source", "fingerprint"),
        sa.Index(None, "county_code", "state"),
        sa.CheckConstraint("headcount IS NULL OR headcount > 0", name="headcount"),
        sa.CheckConstraint("headcount_left IS NULL OR headcount_left >= 0", name="headcount_left"),
        sa.CheckConstraint(
            "wage_low_fen IS NULL OR wage_high_fen IS NULL OR wage_low_fen <= wage_high_fen",
            name="wage",
        ),
        sa.CheckConstraint(
            "age_low IS NULL OR age_high IS NULL OR age_low <= age_high", name="age"
        ),
    )

    id: UUID = c.key()
    employer_id: UUID = c.ref("employer.id")
    county_code: str = c.text(6)
    source: str = c.text()
    external_id: str | None = c.text(nullable=True)
    fingerprint: str = c.text()
    content_hash: str = c.text()
    title: str = c.text(200)
    kind: PostingKind = c.choice(PostingKind)
    place_code: str | None = c.text(12, nullable=True)
    place_text: str | None = c.text(c.LONG, nullable=True)
    headcount: int | None = c.number(nullable=True)
    headcount_left: int | None = c.number(nullable=True)
    wage_low_fen: int | None = c.fen(nullable=True)
    wage_high_fen: int | None = c.fen(nullable=True)
    wage_basis: WageBasis | None = c.choice(WageBasis, nullable=True)
    wage_text: str | None = c.text(c.LONG, nullable=True)
    sex: Sex | None = c.choice(Sex, nullable=True)
    age_low: int | None = c.number(nullable=True)
    age_high: int | None = c.number(nullable=True)
    women_age_low: int | None = c.number(nullable=True)
    women_age_high: int | None = c.number(nullable=True)
    education_min: Education | None = c.choice(Education, nullable=True)
    skills: str | None = c.prose(nullable=True)
    licences: list[str] = c.listing()
    heavy_work: bool | None = c.flag(nullable=True)
    food: bool | None = c.flag(nullable=True)
    lodging: bool | None = c.flag(nullable=True)
    benefits: str | None = c.prose(nullable=True)
    description: str | None = c.prose(nullable=True)
    contact_name: str | None = c.text(nullable=True)
    contact_phone_sealed: Sealed | None = c.sealed(nullable=True)
    deadline: date | None = c.day(nullable=True)
    state: PostingState = c.choice(PostingState)
    hold_reasons: list[Any] = c.listing()
    warnings: list[Any] = c.listing()
    reviewed_by: str | None = c.text(nullable=True)
    reviewed_at: datetime | None = c.moment(nullable=True)
    is_demo: bool = c.flag(False)
    created_at: datetime = c.moment()
    updated_at: datetime = c.moment()
    published_at: datetime | None = c.moment(nullable=True)
    closed_at: datetime | None = c.moment(nullable=True)


class Application(SQLModel, table=True):
    """A person's application to a posting; one per person and posting."""

    __tablename__ = "application"
    __table_args__ = table_args(sa.UniqueConstraint("labourer_id", "posting_id"))

    id: UUID = c.key()
    labourer_id: UUID = c.ref("labourer.id")
    posting_id: UUID = c.ref("posting.id")
    county_code: str = c.text(6, index=True)
    channel: str = c.text(32)
    state: ApplicationState = c.choice(ApplicationState, default=ApplicationState.APPLIED)
    applied_at: datetime = c.moment()
    state_at: datetime = c.moment()
    hired_on: date | None = c.day(nullable=True)
    reported_by: str | None = c.text(nullable=True)


class PostingsImport(SQLModel, table=True):
    """One postings file that was read: what came of each row."""

    __tablename__ = "postings_import"
    __table_args__ = table_args()

    id: UUID = c.key()
    county_code: str = c.text(6, index=True)
    source: str = c.text()
    file_name: str = c.text(c.LONG)
    file_sha256: str = c.text()
    vouched: bool = c.flag(False)
    rows: int = c.number()
    accepted: int = c.number()
    updated: int = c.number()
    unchanged: int = c.number()
    held: list[Any] = c.listing()
    rejected: list[Any] = c.listing()
    imported_by: str = c.text()
    imported_at: datetime = c.moment()
