"""Tables of people on the roster and of what is known about them, by date."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args
from storage.vault import Sealed

ID_NUMBER_FIELD = "labourer.id_number"
PHONE_FIELD = "labourer.phone"


class Sex(StrEnum):
    """性别."""

    MALE = "male"
    FEMALE = "female"


class Education(StrEnum):
    """文化程度, from least to most; 中专, 中技 and 职高 count as senior secondary."""

    NONE = "none"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    COLLEGE = "college"
    BACHELOR = "bachelor"


class Health(StrEnum):
    """健康状况."""

    HEALTHY = "healthy"
    CHRONIC = "chronic"
    SERIOUS = "serious"
    DISABLED = "disabled"


class WorkAbility(StrEnum):
    """劳动能力: 技能/普通, 弱, 无."""

    SKILLED = "skilled"
    ORDINARY = "ordinary"
    WEAK = "weak"
    NONE = "none"


class EmploymentStatus(StrEnum):
    """就业失业状态."""

    UNEMPLOYED = "unemployed"
    EMPLOYED = "employed"
    UNABLE = "unable"
    RETIRED = "retired"
    LEFT = "left"


class Willingness(StrEnum):
    """就业意愿: where somebody would work.

    ``ANYWHERE`` is willing wherever it is; ``OUT_OF_COUNTY`` is out of the county, in or out of
    the province.
    """

    ANYWHERE = "anywhere"
    IN_COUNTY = "in_county"
    OUT_OF_COUNTY = "out_of_county"
    OUT_OF_COUNTY_IN_PROVINCE = "out_of_county_in_province"
    OUT_OF_PROVINCE = "out_of_province"
    NOT_NOW = "not_now"


class Source(StrEnum):
    """Who said it."""

    ROSTER = "roster"
    LABOURER = "labourer"
    CASEWORKER = "caseworker"
    EMPLOYER = "employer"


class Labourer(SQLModel, table=True):
    """One person on the office's roster.

    ``None`` means not stated. ``ledger_ref`` is the pseudonym under which the service ledger knows
    the person, so that erasing the person leaves the ledger whole.
    """

    __tablename__ = "labourer"
    __table_args__ = table_args(
        sa.UniqueConstraint("county_code", "id_number_index"),
        sa.UniqueConstraint("county_code", "external_id"),
        sa.CheckConstraint("wage_expected_fen IS NULL OR wage_expected_fen >= 0", name="wage"),
    )

    id: UUID = c.key()
    county_code: str = c.text(6, index=True)
    town_code: str | None = c.text(9, nullable=True, index=True)
    village_code: str | None = c.text(12, nullable=True)
    external_id: str | None = c.text(nullable=True)
    name: str = c.text()
    sex: Sex = c.choice(Sex)
    birth_date: date = c.day()
    ethnicity: str | None = c.text(nullable=True)
    political_status: str | None = c.text(nullable=True)
    education: Education | None = c.choice(Education, nullable=True)
    health: Health | None = c.choice(Health, nullable=True)
    work_ability: WorkAbility | None = c.choice(WorkAbility, nullable=True)
    id_number_sealed: Sealed = c.sealed()
    id_number_index: bytes = c.blind()
    phone_sealed: Sealed | None = c.sealed(nullable=True)
    phone_index: bytes | None = c.blind(nullable=True)
    second_phone_sealed: Sealed | None = c.sealed(nullable=True)
    second_phone_index: bytes | None = c.blind(nullable=True)
    services_wanted: str | None = c.text(c.LONG, nullable=True)
    skills: str | None = c.text(c.LONG, nullable=True)
    wishes: str | None = c.text(c.LONG, nullable=True)
    wage_expected_fen: int | None = c.fen(nullable=True)
    wants_board: bool | None = c.flag(nullable=True)
    wants_lodging: bool | None = c.flag(nullable=True)
    licences: list[str] = c.listing()
    monitored: bool = c.flag(False)
    is_demo: bool = c.flag(False)
    ledger_ref: UUID = c.unique_id()
    created_at: datetime = c.moment()
    updated_at: datetime = c.moment()
    erased_at: datetime | None = c.moment(nullable=True)


class StatusRecord(SQLModel, table=True):
    """What a person's employment status was from ``since`` on; never overwritten."""

    __tablename__ = "status_record"
    __table_args__ = table_args(sa.Index(None, "labourer_id", "since"))

    id: UUID = c.key()
    labourer_id: UUID = c.ref("labourer.id")
    status: EmploymentStatus = c.choice(EmploymentStatus)
    since: date = c.day()
    place_code: str | None = c.text(12, nullable=True)
    place_text: str | None = c.text(c.LONG, nullable=True)
    employer_name: str | None = c.text(c.LONG, nullable=True)
    income_fen: int | None = c.fen(nullable=True)
    source: Source = c.choice(Source)
    recorded_by: str = c.text()
    recorded_at: datetime = c.moment()
    evidence: dict[str, Any] | None = c.mapping(nullable=True)


class WillingnessRecord(SQLModel, table=True):
    """What work a person wants from ``since`` on; never overwritten.

    ``places`` are adcodes the person named: those alone, out of what ``willingness`` says, and the
    county too for ``ANYWHERE``. A place outside of it is meant besides ("省外或昆明").
    """

    __tablename__ = "willingness_record"
    __table_args__ = table_args(sa.Index(None, "labourer_id", "since"))

    id: UUID = c.key()
    labourer_id: UUID = c.ref("labourer.id")
    willingness: Willingness = c.choice(Willingness)
    places: list[str] = c.listing()
    since: date = c.day()
    confirmed: bool = c.flag(False)
    source: Source = c.choice(Source)
    recorded_by: str = c.text()
    recorded_at: datetime = c.moment()


class SaidWish(SQLModel, table=True):
    """What a person confirmed in a conversation to want from then on; the proof of who said it.

    ``text`` stands in ``Labourer.wishes`` until it is taken back. ``willingness_id`` is the record
    that was made with it, where it says where work may be.
    """

    __tablename__ = "said_wish"
    __table_args__ = table_args()

    id: UUID = c.key()
    labourer_id: UUID = c.ref("labourer.id")
    contact_id: UUID = c.ref("contact.id", index=False)
    channel: str = c.text()
    text: str = c.text(c.LONG)
    willingness_id: UUID | None = c.ref("willingness_record.id", nullable=True, index=False)
    said_at: datetime = c.moment()
    withdrawn_at: datetime | None = c.moment(nullable=True)


class ContactLink(SQLModel, table=True):
    """Says that a contact (a phone number, a chat account) is used by a person.

    A shared phone has a link to each of its people.
    """

    __tablename__ = "contact_link"
    __table_args__ = table_args(sa.UniqueConstraint("contact_id", "labourer_id"))

    id: UUID = c.key()
    contact_id: UUID = c.ref("contact.id")
    labourer_id: UUID = c.ref("labourer.id")
    method: str = c.text()
    verified_at: datetime = c.moment()


class IdentityTry(SQLModel, table=True):
    """One name with the end of an ID number that did not fit, whoever sent it.

    ``key`` is the keyed index of county and name, the same for names that are on no roster. Rows
    are gone on the next day.
    """

    __tablename__ = "identity_try"
    __table_args__ = table_args()

    id: UUID = c.key()
    key: bytes = c.blind()
    at: datetime = c.moment(index=True)


class RosterImport(SQLModel, table=True):
    """One roster file that was read: what came of each row."""

    __tablename__ = "roster_import"
    __table_args__ = table_args()

    id: UUID = c.key()
    county_code: str = c.text(6, index=True)
    file_name: str = c.text(c.LONG)
    file_sha256: str = c.text()
    rows: int = c.number()
    accepted: int = c.number()
    unchanged: int = c.number()
    rejected: list[Any] = c.listing()
    imported_by: str = c.text()
    imported_at: datetime = c.moment()
