"""Tables of what an office decides and proposes around matching: exposure, trainings, guidance."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args


class ExposureSetting(SQLModel, table=True):
    """How dear a county makes a posting that many were shown; the newest row counts.

    Rows are added, never changed: they say who set which price and when. ``price`` is in
    thousandths of the score for each doubling of a posting's fair share of looks.
    """

    __tablename__ = "exposure_setting"
    __table_args__ = table_args(
        sa.Index(None, "county_code", "set_at"),
        sa.CheckConstraint("price >= 0", name="price_known"),
    )

    id: UUID = c.key()
    county_code: str = c.text(6)
    price: int = c.number()
    set_by: str = c.text()
    set_at: datetime = c.moment()


class ExposureForecast(SQLModel, table=True):
    """What a price would do on the market of ``day``; one row for each county and price.

    Counts of people, open postings and looks; ``unseen`` postings nobody is given, ``most`` people
    one posting is given to, ``short`` people with fewer than three. ``gini`` and ``mean_score`` are
    in thousandths: how unevenly looks fall on postings, and how well what people get suits them.
    """

    __tablename__ = "exposure_forecast"
    __table_args__ = table_args(sa.UniqueConstraint("county_code", "price"))

    id: UUID = c.key()
    county_code: str = c.text(6)
    price: int = c.number()
    day: date = c.day()
    made_at: datetime = c.moment()
    people: int = c.number()
    postings: int = c.number()
    looks: int = c.number()
    unseen: int = c.number()
    most: int = c.number()
    short: int = c.number()
    gini: int = c.number()
    mean_score: int = c.number()


class Training(SQLModel, table=True):
    """A training that a county offers; ``teaches`` is read for occupations and licences.

    ``begins_on`` is None where it begins as soon as enough people are there. ``age_low`` and
    ``age_high`` are whole years, both included. A training that is over has ``closed_at``.
    """

    __tablename__ = "training"
    __table_args__ = table_args(sa.Index(None, "county_code", "closed_at"))

    id: UUID = c.key()
    county_code: str = c.text(6)
    name: str = c.text()
    teaches: str = c.text(400)
    place: str = c.text(400)
    contact: str = c.text()
    begins_on: date | None = c.day(nullable=True)
    days: int | None = c.number(nullable=True)
    age_low: int | None = c.number(nullable=True)
    age_high: int | None = c.number(nullable=True)
    kept_by: str = c.text()
    kept_at: datetime = c.moment()
    closed_at: datetime | None = c.moment(nullable=True)


class AttendanceState(StrEnum):
    """Whether somebody is on a training, has been to it, or did not come or stay."""

    ENROLLED = "enrolled"
    COMPLETED = "completed"
    LEFT = "left"


class TrainingAttendance(SQLModel, table=True):
    """A person on a training, as staff wrote it down; one row for each."""

    __tablename__ = "training_attendance"
    __table_args__ = table_args(sa.UniqueConstraint("training_id", "labourer_id"))

    id: UUID = c.key()
    training_id: UUID = c.ref("training.id", index=False)
    labourer_id: UUID = c.ref("labourer.id")
    state: AttendanceState = c.choice(AttendanceState, default=AttendanceState.ENROLLED)
    enrolled_on: date = c.day()
    recorded_by: str = c.text()
    changed_at: datetime = c.moment()


class ProposalReason(StrEnum):
    """Why guidance is proposed: too few postings fit, or the person turns them down."""

    SHORTFALL = "shortfall"
    REFUSALS = "refusals"


class ProposalState(StrEnum):
    """What became of a proposal; ``gone`` says that its reason went away by itself."""

    OPEN = "open"
    SENT = "sent"
    DONE = "done"
    GONE = "gone"


class GuidanceProposal(SQLModel, table=True):
    """A person whom a caseworker should guide, with the training that would open most postings.

    ``found`` is how many postings fit now, ``opens`` how many more after the training. A proposal
    is no service: a message counts when it was delivered, guidance when somebody records it.
    """

    __tablename__ = "guidance_proposal"
    __table_args__ = table_args(
        sa.UniqueConstraint("labourer_id"), sa.Index(None, "county_code", "state")
    )

    id: UUID = c.key()
    labourer_id: UUID = c.ref("labourer.id", index=False)
    county_code: str = c.text(6)
    reason: ProposalReason = c.choice(ProposalReason)
    why: list[str] = c.listing()
    found: int = c.number()
    training_id: UUID | None = c.ref("training.id", nullable=True)
    opens: int = c.number(default=0)
    state: ProposalState = c.choice(ProposalState, default=ProposalState.OPEN)
    message_id: UUID | None = c.ref("outbox_message.id", nullable=True)
    decided_by: str | None = c.text(nullable=True)
    made_at: datetime = c.moment()
    changed_at: datetime = c.moment()
