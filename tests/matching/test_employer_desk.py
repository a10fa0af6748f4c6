"""An employer that may hire nobody any more: matched no more, messages stopped, people found."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, select

from jobs_feed.applications import apply, report_hire
from jobs_feed.tables import BARRED, Employer, EmployerStatus, Posting
from labourers.tables import Labourer
from matching.employer_desk import Told, change_status, counts_told, people_told
from matching.job_search import JobSearch
from matching.run import match_county
from matching.tables import Match, Push, PushedPosting
from matching.toolkit import Toolkit
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.tables import MessageKind, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY

EVERYBODY = sa.true()


def bar(db: Database, clock: SetClock, employer: UUID) -> tuple[int, int]:
    with db.write() as session:
        done = change_status(
            session,
            clock,
            employer,
            EmployerStatus.INVESTIGATED,
            since=clock.today(),
            reason="劳动监察正在查欠薪",
            by="li",
        )
    return done.taken_out, done.stopped


def told(
    session: Session, vault: Vault, clock: SetClock, person: Labourer, postings: list[Posting]
) -> OutboxMessage:
    """Write a digest as the push does."""
    contact = contact_for(session, vault, clock, "sms", f"1390000{person.external_id}")
    draft = Draft(
        key=f"push:{person.id}",
        contact_id=contact.id,
        channel="sms",
        kind=MessageKind.JOB_PUSH,
        text="三个岗位",
        person_id=person.id,
        county_code=COUNTY,
    )
    message = enqueue(session, vault, clock, draft)
    assert message is not None
    ids = [str(each.id) for each in postings]
    push = Push(
        labourer_id=person.id,
        county_code=COUNTY,
        day=clock.today(),
        message_id=message.id,
        posting_ids=ids,
        created_at=clock.now(),
    )
    session.add(push)
    session.flush()
    for each in postings:
        session.add(PushedPosting(labourer_id=person.id, posting_id=each.id, push_id=push.id))
    return message


def test_nothing_of_it_is_matched_or_found(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> None:
    county = County(vault, clock)
    with db.write() as session:
        owner = county.employer(session)
        owed = [county.posting(session, owner) for _ in range(2)]
        good = [county.posting(session) for _ in range(4)]
        county.labourer(session)
    what = (db, clock, gazetteer, COUNTY, clock.today())
    match_county(*what, toolkit=toolkit)
    search = JobSearch(toolkit)
    on = clock.today()
    with db.read() as session:
        assert search.search(session, "普工", county=COUNTY, on=on).total == 6
    assert bar(db, clock, owner.id) == (2, 0)
    with db.read() as session:
        assert search.search(session, "普工", county=COUNTY, on=on).total == 4
    match_county(*what, toolkit=toolkit)
    with db.read() as session:
        matched = set(session.exec(select(Match.posting_id)))
    assert matched <= {each.id for each in good}
    assert len(matched) == 3
    assert not matched & {each.id for each in owed}


def test_a_posting_left_open_by_mistake_is_still_not_offered(
    db: Database, vault: Vault, clock: SetClock, toolkit: Toolkit
) -> None:
    county = County(vault, clock)
    with db.write() as session:
        owner = county.employer(session)
        county.posting(session, owner)
    for status in (EmployerStatus.VERIFIED, *sorted(BARRED)):
        with db.write() as session:
            session.get_one(Employer, owner.id).status = status
        with db.read() as session:
            fresh = JobSearch(toolkit)
            found = fresh.search(session, "普工", county=COUNTY, on=clock.today()).total
        assert found == (status is EmployerStatus.VERIFIED)


def test_messages_that_wait_are_stopped_and_what_was_sent_stays(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    county = County(vault, clock)
    with db.write() as session:
        owner = county.employer(session)
        owed, good = county.posting(session, owner), county.posting(session)
        people = [county.labourer(session) for _ in range(4)]
        waiting = told(session, vault, clock, people[0], [owed, good])
        elsewhere = told(session, vault, clock, people[1], [good])
        sent = told(session, vault, clock, people[2], [owed])
        sent.state = MessageState.DELIVERED
        leased = told(session, vault, clock, people[3], [owed])
        leased.lease_until = clock.now() + timedelta(minutes=1)
    assert bar(db, clock, owner.id) == (1, 1)
    with db.read() as session:
        ends = {
            each.id: each.expires_at == clock.now() for each in session.exec(select(OutboxMessage))
        }
        left = set(session.exec(select(PushedPosting.labourer_id)))
        pushes = set(session.exec(select(Push.labourer_id)))
    assert ends == {waiting.id: True, elsewhere.id: False, sent.id: False, leased.id: False}
    assert left == pushes == {each.id for each in people[1:]}


def test_who_applied_or_was_told_can_be_warned(db: Database, vault: Vault, clock: SetClock) -> None:
    county = County(vault, clock)
    with db.write() as session:
        owner = county.employer(session)
        owed, good = county.posting(session, owner), county.posting(session)
        people = [county.labourer(session) for _ in range(6)]
        hired, applied, delivered, sent, failed, other = people
        report = apply(session, clock, hired.id, owed.id, "sms")
        report_hire(session, clock, report.id, clock.today(), "厂方")
        apply(session, clock, applied.id, owed.id, "sms")
        apply(session, clock, other.id, good.id, "sms")
        for person, state in (
            (applied, MessageState.DELIVERED),
            (delivered, MessageState.DELIVERED),
            (sent, MessageState.SENT),
            (failed, MessageState.FAILED),
        ):
            told(session, vault, clock, person, [owed]).state = state
    with db.read() as session:
        found = people_told(session, owner.id, EVERYBODY)
        mine = people_told(session, owner.id, Labourer.id == sent.id)
    assert _ids(found) == [hired.id, applied.id, delivered.id, sent.id]
    assert counts_told(found) == {"hired": 1, "applied": 1, "told": 2}
    assert [each.delivered for each in found] == [False, False, True, False]
    assert _ids(mine) == [sent.id]


def _ids(found: list[Told]) -> list[UUID]:
    return [each.person.id for each in found]
