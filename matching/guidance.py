"""Whom a caseworker should guide: people with too few postings, and those who turn them down.

Each gets the training of the county that would open most postings. A proposal is work for staff and
no service: what the person was sent counts when it was delivered, what was done in person when a
caseworker writes it into the ledger with evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from jobs_feed.tables import Application, ApplicationState
from labourers.tables import Labourer
from matching.attendance import schooling_of
from matching.catalogue import Term, TermKind
from matching.feed import Feed
from matching.history import History
from matching.latest import latest_run
from matching.load import VacancyReader
from matching.memory import Memory, file_of
from matching.reasons import lack
from matching.roster import listed, seekers_of
from matching.seekers import Seekers
from matching.tables import PostingRefusal, Shortfall
from matching.tables_guidance import (
    GuidanceProposal,
    ProposalReason,
    ProposalState,
    Training,
)
from matching.toolkit import Toolkit
from matching.training import Course, Offer, best_course, read_course
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer

REFUSED_OFTEN = 3
"""This many postings turned down within ``LATELY``, and none applied for, are a reason to talk."""
CANNOT_OFTEN = 2
"""So are this many turned down because the person cannot do them: that can be learned."""
LATELY = timedelta(days=60)
AGAIN_AFTER = timedelta(days=60)
"""So long a person whom a caseworker has seen to is not proposed again."""
_WHY = {
    "too_far": "嫌远",
    "low_wage": "嫌工资低",
    "too_heavy": "嫌活重",
    "hours": "嫌上班时间",
    "no_board": "嫌不包吃住",
    "requirements": "不合要求",
    "cannot_do": "不会做",
    "other": "没说原因",
}


@dataclass(frozen=True, slots=True)
class _Need:
    """Why a person needs guidance, in short Chinese phrases, and how many postings fit now."""

    reason: ProposalReason
    why: tuple[str, ...]
    found: int


def courses_of(session: Session, toolkit: Toolkit, county: str, on: date) -> list[Course]:
    """Return the county's trainings that are not over: the day it begins included."""
    rows = session.exec(
        select(Training)
        .where(Training.county_code == county, col(Training.closed_at).is_(None))
        .order_by(col(Training.id))
    )
    return [
        read_course(
            toolkit.reader,
            row.id,
            row.name,
            row.teaches,
            ages=(row.age_low, row.age_high),
            begins_on=row.begins_on,
            days=row.days,
        )
        for row in rows
        if row.begins_on is None or row.begins_on >= on
    ]


def propose_guidance(
    db: Database,
    clock: Clock,
    gazetteer: Gazetteer,
    county: str,
    on: date,
    *,
    toolkit: Toolkit | None = None,
    memory: Path | None = None,
) -> int:
    """Bring the proposals of a county up to date with its latest run; returns how many are open.

    Running it again changes nothing. A proposal whose reason went away is closed by itself; one
    that a caseworker has seen to stays so for ``AGAIN_AFTER``. ``memory`` is the folder that
    ``match_county`` has: what it understood is not read again.
    """
    tools = toolkit or Toolkit.load(gazetteer)
    known = Memory() if memory is None else Memory.load(file_of(memory, county))
    with db.read() as session:
        pages, history = listed(session, county, on), History.read(session, county)
        seekers = seekers_of(tools, pages, on, history, known.people)
        del pages
        needs = _needs(session, clock, county, seekers, tools)
        offers = _offers(session, tools, county, on, needs, seekers, known)
    with db.write() as session:
        _keep(session, clock, county, needs, offers)
        return session.exec(
            select(func.count())
            .select_from(GuidanceProposal)
            .where(
                GuidanceProposal.county_code == county,
                GuidanceProposal.state == ProposalState.OPEN,
            )
        ).one()


def _needs(
    session: Session, clock: Clock, county: str, seekers: Seekers, tools: Toolkit
) -> dict[UUID, _Need]:
    here = {UUID(bytes=each) for each in seekers.ids}
    needs = {who: need for who, need in _refusing(session, clock, county, tools) if who in here}
    run = latest_run(session, county)
    if run is None:
        return needs
    for row in session.exec(select(Shortfall).where(Shortfall.run_id == run.id)):
        if row.labourer_id in here:
            why = (*row.reasons, *row.helps)
            needs[row.labourer_id] = _Need(ProposalReason.SHORTFALL, why, row.found)
    return needs


def _refusing(
    session: Session, clock: Clock, county: str, tools: Toolkit
) -> Iterable[tuple[UUID, _Need]]:
    since = clock.now() - LATELY
    rows = session.exec(
        select(PostingRefusal.labourer_id, PostingRefusal.reason)
        .join(Labourer, col(Labourer.id) == col(PostingRefusal.labourer_id))
        .where(Labourer.county_code == county, col(PostingRefusal.refused_at) >= since)
    )
    reasons: dict[UUID, Counter[str]] = {}
    for who, reason in rows:
        reasons.setdefault(who, Counter())[reason or "other"] += 1
    often = [
        who
        for who, found in reasons.items()
        if found.total() >= REFUSED_OFTEN or _cannot(found) >= CANNOT_OFTEN
    ]
    applied = set(
        session.exec(
            select(Application.labourer_id).where(
                col(Application.labourer_id).in_(often),
                col(Application.applied_at) >= since,
                Application.state != ApplicationState.WITHDRAWN,
            )
        )
    )
    for who in often:
        if who not in applied:
            told = [f"{_told(code, tools)}{n}次" for code, n in reasons[who].most_common()]
            total = f"两个月回绝{reasons[who].total()}个岗位"
            yield who, _Need(ProposalReason.REFUSALS, (total, *told), 0)


def _cannot(reasons: Counter[str]) -> int:
    """Return how many postings were turned down because the person cannot do them."""
    return sum(n for reason, n in reasons.items() if reason.partition(":")[0] == "cannot_do")


def _told(reason: str, tools: Toolkit) -> str:
    """Return a reason in Chinese, with the occupation where it names one ("不会做叉车工")."""
    code, _, work = reason.partition(":")
    words, catalogue = _WHY.get(code, code), tools.scorer.catalogue
    if work in catalogue.jobs:
        return words + catalogue.name(Term(TermKind.JOB, work))
    return words


def _offers(
    session: Session,
    tools: Toolkit,
    county: str,
    on: date,
    needs: dict[UUID, _Need],
    seekers: Seekers,
    known: Memory,
) -> dict[UUID, Offer]:
    """Return the best training for each person in need, and count what fits those who refuse.

    Who is on a training is in no need.
    """
    if not needs:
        return {}
    reader = VacancyReader(tools, known.vacancies)
    feed = Feed(reader.vacancies(session, county, on), tools.scorer, on)
    courses = courses_of(session, tools, county, on)
    schooling = schooling_of(session, tools.reader, county, needs, on)
    offers: dict[UUID, Offer] = {}
    for at, key in enumerate(seekers.ids):
        need = needs.get(UUID(bytes=key))
        if need is None:
            continue
        person = seekers[at]
        schooled = schooling.get(person.id)
        if schooled is not None and schooled.busy_with:
            # Who learns now is seen to; what comes of it shows when the training is over.
            del needs[person.id]
            continue
        if need.reason is ProposalReason.REFUSALS:
            found = int((feed.allowed(person) & ~feed.met(person)).sum())
            more = lack(feed, person).helps if found < REFUSED_OFTEN else ()
            needs[person.id] = _Need(need.reason, (*need.why, *more), found)
        offer = best_course(feed, person, courses, schooled.done if schooled else ())
        if offer is not None:
            offers[person.id] = offer
    return offers


def _keep(
    session: Session,
    clock: Clock,
    county: str,
    needs: dict[UUID, _Need],
    offers: dict[UUID, Offer],
) -> None:
    now = clock.now()
    # Somebody who moved here brings along what another county proposed.
    rows = session.exec(
        select(GuidanceProposal)
        .join(Labourer, col(Labourer.id) == col(GuidanceProposal.labourer_id))
        .where(
            sa.or_(col(Labourer.county_code) == county, col(GuidanceProposal.county_code) == county)
        )
    )
    known = {row.labourer_id: row for row in rows}
    for who, need in needs.items():
        offer = offers.get(who)
        row = known.get(who)
        if row is None:
            row = GuidanceProposal(
                labourer_id=who,
                county_code=county,
                reason=need.reason,
                found=need.found,
                made_at=now,
                changed_at=now,
            )
        elif row.state is not ProposalState.OPEN:
            if row.state is not ProposalState.GONE and now - row.changed_at < AGAIN_AFTER:
                continue
            row.state, row.made_at, row.changed_at = ProposalState.OPEN, now, now
            row.message_id = row.decided_by = None
        row.county_code = county
        row.reason, row.why, row.found = need.reason, list(need.why), need.found
        row.training_id = offer.course.id if offer is not None else None
        row.opens = offer.opens if offer is not None else 0
        session.add(row)
    for who, row in known.items():
        if who not in needs and row.state is ProposalState.OPEN:
            row.state, row.changed_at = ProposalState.GONE, now
            session.add(row)
    session.flush()
