"""Whether what was matched may still be pushed, and still when it is written.

Between the matching, the plan of a push and each of its transactions people find work, say where
they will go, turn postings down and have birthdays; postings change, fill and end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session, col

from jobs_feed.tables import Application, Posting
from labourers.tables import Labourer, StatusRecord, WillingnessRecord
from matching.feed import Feed
from matching.finalists import holding
from matching.history import History
from matching.load import VacancyReader
from matching.memory import Memory
from matching.roster import listed, seekers_of
from matching.tables import PostingRefusal, PushedPosting
from matching.toolkit import Toolkit

State: TypeAlias = dict[UUID, tuple[Any, ...]]
"""What is stored of people or postings, by id; it differs when they changed."""
_OF_PERSON = (StatusRecord, WillingnessRecord, Application, PostingRefusal, PushedPosting)


def still_allowed(
    session: Session,
    toolkit: Toolkit,
    known: Memory,
    county: str,
    on: date,
    pairs: Sequence[tuple[UUID, UUID]],
) -> set[tuple[UUID, UUID]]:
    """Return those ``pairs`` of person and posting that break no requirement on a day.

    Everything is judged anew from the rows, by the rules of the matching; ``known`` (of the latest
    matching) only spares reading texts again.
    """
    history = History.read(session, county)
    seekers = seekers_of(toolkit, listed(session, county, on), on, history, known.people)
    vacancies = VacancyReader(toolkit, known.vacancies).vacancies(session, county, on)
    feed = Feed(vacancies, toolkit.scorer, on, county=county)
    crowd, _ = seekers.crowd()
    row_of = {each: row for row, each in enumerate(crowd.ids)}
    both = [(row_of.get(person.bytes), feed.place_of.get(posting)) for person, posting in pairs]
    there = [at for at, (row, place) in enumerate(both) if row is not None and place is not None]
    if not there:
        return set()
    people = np.array([both[at][0] for at in there], dtype=np.intp)
    places = np.array([both[at][1] for at in there], dtype=np.int32)
    flags = holding(feed, crowd, people, places)
    return {pairs[at] for at, holds in zip(there, flags.tolist(), strict=True) if holds}


def states(session: Session, people: Sequence[UUID], postings: Sequence[UUID]) -> State:
    """Return what is stored of some people and postings, to see later whether anything changed."""
    counts = [
        sa.select(sa.func.count())
        .select_from(table)
        .where(col(table.labourer_id) == col(Labourer.id))
        .scalar_subquery()
        for table in _OF_PERSON
    ]
    persons = sa.select(
        col(Labourer.id),
        *(col(Labourer.county_code), col(Labourer.updated_at), col(Labourer.erased_at)),
        *counts,
    ).where(col(Labourer.id).in_(people))
    offers = sa.select(
        *(col(Posting.id), col(Posting.state), col(Posting.updated_at)),
        *(col(Posting.headcount_left), col(Posting.deadline)),
    ).where(col(Posting.id).in_(postings))
    rows = (*session.execute(persons), *session.execute(offers))
    return {row[0]: tuple(row[1:]) for row in rows}
