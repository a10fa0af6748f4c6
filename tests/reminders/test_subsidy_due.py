"""Who has worked long enough to claim, and what they are told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from labourers.tables import PHONE_FIELD, EmploymentStatus, Labourer
from messaging.contacts import contact_for, opt_out
from messaging.outbox import text_of
from messaging.sms_text import compose, segments
from messaging.tables import MessageKind, OutboxMessage
from policy_faq.library.store import import_document, prepare
from policy_faq.service import PolicyService
from reminders.run import remind
from reminders.subsidies import shipped_rules, subsidies_in
from reminders.subsidy_due import Job, add_months, claims
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.policy_faq.library.conftest import details, source
from tests.service_ledger.conftest import COUNTY, People

TODAY = date(2026, 11, 23)
GUANGDONG, KUNMING, NEXT_COUNTY = "440100", "530102", "530381"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 23), 3, date(2026, 11, 23)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2026, 10, 1), 15, date(2028, 1, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def due_on(*jobs: Job, on: date = TODAY) -> date | None:
    found = claims([(uuid4(), jobs)], 3, on)
    return found[0].due_on if found else None


def test_three_months_of_work_without_a_break() -> None:
    assert due_on(Job(date(2026, 8, 23), True)) == TODAY
    assert due_on(Job(date(2026, 8, 24), True)) is None
    assert due_on(Job(date(2026, 3, 1), True)) == date(2026, 6, 1)
    assert due_on(Job(date(2026, 3, 1), True), Job(date(2026, 10, 1), True)) == date(2026, 6, 1)


def test_a_break_begins_the_wait_anew() -> None:
    jobs = [Job(date(2026, 3, 1), True), Job(date(2026, 9, 1), False), Job(date(2026, 9, 5), True)]
    assert due_on(*jobs) is None
    assert due_on(*jobs, on=date(2026, 12, 5)) == date(2026, 12, 5)
    assert due_on(*jobs[:2]) is None


def test_who_passed_the_wait_long_ago_is_not_told_now() -> None:
    assert due_on(Job(date(2025, 8, 24), True)) == date(2025, 11, 24)
    assert due_on(Job(date(2025, 8, 23), True)) is None


def test_the_place_is_where_the_person_works_now() -> None:
    jobs = [Job(date(2026, 3, 1), True, KUNMING), Job(date(2026, 10, 1), True, GUANGDONG)]
    (claim,) = claims([(uuid4(), jobs)], 3, TODAY)
    assert claim.place_code == GUANGDONG


def test_the_wait_is_where_a_text_in_force_sets_it() -> None:
    (subsidy,) = subsidies_in(COUNTY, TODAY)
    assert subsidy.months == 3
    assert subsidy.times == "每人每年1次"
    assert subsidy.phone == "0874-5120155"
    assert subsidies_in("530381", TODAY) == []
    assert subsidies_in("430224", TODAY) == []


def test_an_imported_text_says_until_when(
    db: Database, vault: Vault, clock: SetClock, town: Town
) -> None:
    for key in ("HZ20", "HZFAQ"):
        stated = details(key, start=date(2018, 1, 1), until=TODAY - timedelta(days=1))
        with db.write() as session:
            import_document(session, clock, prepare(source(sha=key[-1] * 64), stated), by="li.gz")
    with db.write() as session:
        town.worker(session)
    assert remind(db, vault, clock, COUNTY, TODAY) == 0


class Town:
    """People with work and a phone."""

    def __init__(self, people: People, vault: Vault) -> None:
        self.people = people
        self.vault = vault

    def worker(
        self,
        session: Session,
        since: date = date(2026, 8, 1),
        place: str | None = GUANGDONG,
        phone: str | None = "13987650001",
        **given: Any,
    ) -> Labourer:
        """Add one employed person."""
        sealed = self.vault.seal(PHONE_FIELD, phone) if phone else None
        person = self.people.add(session, unemployed_since=None, phone_sealed=sealed, **given)
        self.people.status(session, person.id, EmploymentStatus.EMPLOYED, since, place_code=place)
        return person


@pytest.fixture
def people(vault: Vault, clock: SetClock) -> People:
    return People(vault, clock.now())


@pytest.fixture
def town(people: People, vault: Vault) -> Town:
    return Town(people, vault)


def messages(db: Database, vault: Vault) -> dict[str, str]:
    with db.read() as session:
        return {
            str(row.person_id): text_of(vault, row) for row in session.exec(select(OutboxMessage))
        }


def test_one_message_a_person_and_year(
    any_db: Database, vault: Vault, clock: SetClock, town: Town
) -> None:
    with any_db.write() as session:
        first = town.worker(session)
        second = town.worker(session)
        town.worker(session, since=date(2026, 10, 1))
        town.worker(session, phone=None)
        town.worker(session, phone="08745120155")
    assert remind(any_db, vault, clock, COUNTY, TODAY) == 2
    assert remind(any_db, vault, clock, COUNTY, TODAY) == 0
    clock.advance(timedelta(days=3))
    assert remind(any_db, vault, clock, COUNTY, clock.today()) == 0
    assert set(messages(any_db, vault)) == {str(first.id), str(second.id)}


def test_what_the_person_reads(db: Database, vault: Vault, clock: SetClock, town: Town) -> None:
    with db.write() as session:
        person = town.worker(session, name="张三")
    remind(db, vault, clock, COUNTY, TODAY)
    with db.read() as session:
        message = session.exec(select(OutboxMessage)).one()
    assert (message.kind, message.channel) == (MessageKind.REMINDER, "sms")
    assert (message.person_id, message.county_code) == (person.id, COUNTY)
    assert message.proves is None
    text = text_of(vault, message)
    assert text == (
        "张三：您上班满3个月了，出去打工的车票可以报，最多500元，每人每年1次。"
        "带3个月工资证明、身份证复印件、实名车票复印件，到户籍地的劳动就业机构办。"
        "问0874-5120155。回复“车票补助”看详情。"
    )
    sent = compose(text, signature="会泽人社", opt_out_wording="拒收请回复R")
    assert segments(sent) <= 2


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (GUANGDONG, "最多500元，"),
        (KUNMING, "最多300元，"),
        (NEXT_COUNTY, "最多100元或300元（两份文件不同，由县里定），"),
        (COUNTY, "最多100元，"),
        ("530326001201", "最多100元，"),
        ("530000", "能报多少看去了哪里，"),
        (None, "能报多少看去了哪里，"),
        ("999999", "能报多少看去了哪里，"),
        ("810000", None),
    ],
)
def test_the_amount_is_that_of_the_way(
    db: Database, vault: Vault, clock: SetClock, town: Town, place: str | None, told: str | None
) -> None:
    with db.write() as session:
        town.worker(session, place=place)
    remind(db, vault, clock, COUNTY, TODAY)
    texts = list(messages(db, vault).values())
    assert bool(texts) is (told is not None)
    assert all(told in text for text in texts if told)


def test_who_opted_out_or_was_erased_is_left_alone(
    db: Database, vault: Vault, clock: SetClock, town: Town
) -> None:
    with db.write() as session:
        town.worker(session, phone="13987650001")
        opt_out(session, clock, contact_for(session, vault, clock, "sms", "13987650001"))
        town.worker(session, phone="13987650002", erased_at=clock.now())
        blocked = contact_for(session, vault, clock, "sms", "13987650003")
        blocked.blocked_at = clock.now()
        session.add(blocked)
        town.worker(session, phone="13987650003")
    assert remind(db, vault, clock, COUNTY, TODAY) == 0


def test_the_word_to_reply_with_is_answered(policy: PolicyService) -> None:
    for rule in shipped_rules():
        answer = policy.ask(rule.ask, county=COUNTY, on=TODAY)
        assert answer.card is not None
        assert not answer.handoff
