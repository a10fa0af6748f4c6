"""Reading people and postings of a county from the database for the engine and the search."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from jobs_feed.tables import Application, Employer, Posting, PostingState
from labourers.profiles import willing_unemployed
from labourers.tables import Labourer, WillingnessRecord
from matching.feedback import Refusal, with_feedback
from matching.model import Person, Vacancy
from matching.people import to_person
from matching.tables import PostingRefusal, PushedPosting
from matching.toolkit import Toolkit
from matching.vacancies import to_vacancy


class VacancyReader:
    """Turns the open postings of counties into vacancies, and remembers those it has read.

    A posting is read again when its row changed. Safe to share between threads: what is remembered
    is a function of the row alone.
    """

    def __init__(self, toolkit: Toolkit) -> None:
        self._toolkit = toolkit
        self._known: dict[UUID, tuple[datetime, str, Vacancy]] = {}
        self._feeds: dict[str, tuple[tuple[Any, ...], tuple[Vacancy, ...]]] = {}

    def vacancies(self, session: Session, county: str, on: date) -> tuple[Vacancy, ...]:
        """Return the open postings that the office of ``county`` publishes."""
        here = (Posting.county_code == county, Posting.state == PostingState.OPEN)
        stamp = session.exec(
            select(
                func.count(),
                func.max(col(Posting.updated_at)),
                func.sum(col(Posting.headcount_left)),
            ).where(*here)
        ).one()
        key = (on, *stamp)
        known = self._feeds.get(county)
        if known is not None and known[0] == key:
            return known[1]
        rows = session.exec(
            select(Posting, Employer.name)
            .join(Employer, col(Employer.id) == col(Posting.employer_id))
            .where(*here)
            .order_by(col(Posting.id))
        ).all()
        found = tuple(self._read(posting, name, on) for posting, name in rows)
        self._feeds[county] = (key, found)
        return found

    def _read(self, posting: Posting, employer_name: str, on: date) -> Vacancy:
        stamp = posting.updated_at
        published = posting.published_at or posting.created_at
        known = self._known.get(posting.id)
        if known is not None and known[:2] == (stamp, employer_name):
            return replace(
                known[2],
                age_days=max(0, (on - published.date()).days),
                headcount_left=posting.headcount_left,
            )
        toolkit = self._toolkit
        found = to_vacancy(posting, employer_name, toolkit.reader, toolkit.gazetteer, on)
        self._known[posting.id] = (stamp, employer_name, found)
        return found


@dataclass(frozen=True, slots=True)
class _Past:
    """What happened between people and postings before."""

    seen: dict[UUID, set[UUID]]
    refused: dict[UUID, set[UUID]]
    refusals: dict[UUID, list[Refusal]]

    def person(
        self, labourer: Labourer, record: WillingnessRecord | None, toolkit: Toolkit, on: date
    ) -> Person:
        """Return the person with what happened before."""
        person = to_person(
            labourer,
            record,
            toolkit.reader,
            on,
            seen=self.seen.get(labourer.id, ()),
            refused=self.refused.get(labourer.id, ()),
        )
        return with_feedback(person, self.refusals.get(labourer.id, ()), toolkit.scorer.features)


def load_people(session: Session, toolkit: Toolkit, county: str, on: date) -> list[Person]:
    """Return the unemployed, willing people of a county's roster on a day, by id."""
    seekers = willing_unemployed(session, county, on)
    past = _past(session, Labourer.county_code == county)
    return [past.person(s.labourer, s.willingness, toolkit, on) for s in seekers]


def load_person(
    session: Session,
    toolkit: Toolkit,
    labourer: Labourer,
    record: WillingnessRecord | None,
    on: date,
) -> Person:
    """Return one person of the roster; ``record`` is the willingness that holds on the day."""
    return _past(session, Labourer.id == labourer.id).person(labourer, record, toolkit, on)


def times_shown(session: Session, county: str) -> dict[UUID, int]:
    """Return how often each posting of a county was pushed before."""
    rows = session.exec(
        select(PushedPosting.posting_id, func.count())
        .join(Posting, col(Posting.id) == col(PushedPosting.posting_id))
        .where(Posting.county_code == county)
        .group_by(col(PushedPosting.posting_id))
    )
    return dict(rows.all())


def _past(session: Session, who: Any) -> _Past:
    past = _Past(defaultdict(set), defaultdict(set), defaultdict(list))
    pushed = select(PushedPosting.labourer_id, PushedPosting.posting_id).join(
        Labourer, col(Labourer.id) == col(PushedPosting.labourer_id)
    )
    for labourer, posting in session.exec(pushed.where(who)):
        past.seen[labourer].add(posting)
    applied = select(Application.labourer_id, Application.posting_id).join(
        Labourer, col(Labourer.id) == col(Application.labourer_id)
    )
    for labourer, posting in session.exec(applied.where(who)):
        past.refused[labourer].add(posting)
    refused = (
        select(PostingRefusal, Posting)
        .join(Labourer, col(Labourer.id) == col(PostingRefusal.labourer_id))
        .join(Posting, col(Posting.id) == col(PostingRefusal.posting_id))
        .where(who)
        .order_by(col(PostingRefusal.refused_at))
    )
    for refusal, row in session.exec(refused):
        past.refused[refusal.labourer_id].add(refusal.posting_id)
        past.refusals[refusal.labourer_id].append(Refusal(refusal.reason, row.wage_high_fen))
    return past
