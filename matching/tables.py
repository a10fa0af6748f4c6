"""Tables of what was matched, pushed and refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args


class MatchRun(SQLModel, table=True):
    """One matching of one county on one day."""

    __tablename__ = "match_run"
    __table_args__ = table_args(sa.Index(None, "county_code", "started_at"))

    id: UUID = c.key()
    county_code: str = c.text(6)
    day: date = c.day()
    started_at: datetime = c.moment()
    finished_at: datetime | None = c.moment(nullable=True)
    people: int = c.number(default=0)
    postings: int = c.number(default=0)
    matches: int = c.number(default=0)
    shortfalls: int = c.number(default=0)


class Match(SQLModel, table=True):
    """A posting that fits a person, as of the latest run of its county; ``place`` 1 is the best.

    ``run_id`` is the run that wrote the row last: a later one leaves alone what it chose again.
    ``score`` is in thousandths (0 to 1000); ``reasons`` are short Chinese phrases.
    """

    __tablename__ = "match"
    __table_args__ = table_args(sa.UniqueConstraint("labourer_id", "posting_id"))

    id: UUID = c.key()
    run_id: UUID = c.ref("match_run.id", index=False)
    labourer_id: UUID = c.ref("labourer.id", index=False)
    posting_id: UUID = c.ref("posting.id")
    place: int = c.number()
    score: int = c.number()
    reasons: list[str] = c.listing()


class Shortfall(SQLModel, table=True):
    """A person for whom fewer than the required postings fit, with why and what would help."""

    __tablename__ = "shortfall"
    __table_args__ = table_args(sa.UniqueConstraint("run_id", "labourer_id"))

    id: UUID = c.key()
    run_id: UUID = c.ref("match_run.id")
    labourer_id: UUID = c.ref("labourer.id")
    found: int = c.number()
    reasons: list[str] = c.listing()
    helps: list[str] = c.listing()


class Push(SQLModel, table=True):
    """A digest of postings put into the outbox for a person on a day."""

    __tablename__ = "push"
    __table_args__ = table_args(sa.UniqueConstraint("labourer_id", "day"))

    id: UUID = c.key()
    labourer_id: UUID = c.ref("labourer.id")
    county_code: str = c.text(6, index=True)
    day: date = c.day()
    message_id: UUID = c.ref("outbox_message.id")
    posting_ids: list[Any] = c.listing()
    created_at: datetime = c.moment()


class PushedPosting(SQLModel, table=True):
    """Says that a posting was pushed to a person, so that it is not pushed again."""

    __tablename__ = "pushed_posting"
    __table_args__ = table_args(sa.Index(None, "posting_id", "labourer_id"))

    labourer_id: UUID = c.part_of_key("labourer.id")
    posting_id: UUID = c.part_of_key("posting.id")
    push_id: UUID = c.ref("push.id")


class PostingRefusal(SQLModel, table=True):
    """A person said a posting does not suit; ``reason`` is a code such as ``too_far``."""

    __tablename__ = "posting_refusal"
    __table_args__ = table_args(sa.UniqueConstraint("labourer_id", "posting_id"))

    id: UUID = c.key()
    labourer_id: UUID = c.ref("labourer.id")
    posting_id: UUID = c.ref("posting.id")
    reason: str | None = c.text(nullable=True)
    refused_at: datetime = c.moment()
