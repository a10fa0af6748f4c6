"""Applications and hires."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from jobs_feed.applications import (
    ApplicationNotFoundError,
    NotOpenError,
    applicants,
    applications_of,
    apply,
    report_hire,
    set_state,
)
from jobs_feed.publish import PostingNotFoundError, WrongStateError, close, get_posting
from jobs_feed.tables import ApplicationState, PostingState
from labourers.tables import EmploymentStatus, Source, StatusRecord
from storage.clock import SetClock
from storage.database import Database
from storage.ids import new_id
from storage.vault import Vault
from tests.jobs_feed.conftest import Import, postings
from tests.jobs_feed.forms import row
from tests.jobs_feed.people import add_labourer

TODAY = date(2026, 11, 23)


@pytest.fixture
def people(
    any_db: Database, vault: Vault, clock: SetClock, run_import_anywhere: Import
) -> tuple[UUID, UUID, UUID]:
    """Return two people and a posting with one place."""
    run_import_anywhere([row(招聘人数="1")])
    with any_db.write() as session:
        first, second = (add_labourer(session, vault, clock, n) for n in (1, 2))
        return first.id, second.id, postings(session)[0].id


def test_applying_twice_is_one_application(
    any_db: Database, clock: SetClock, people: tuple[UUID, UUID, UUID]
) -> None:
    person, _, posting = people
    with any_db.write() as session:
        first = apply(session, clock, person, posting, "sms")
        second = apply(session, clock, person, posting, "web")
    assert first.id == second.id
    assert (second.channel, second.state) == ("sms", ApplicationState.APPLIED)
    assert (second.county_code, second.applied_at) == ("530326", clock.now())


def test_applicants_come_in_order_with_their_names(
    any_db: Database, clock: SetClock, people: tuple[UUID, UUID, UUID]
) -> None:
    first, second, posting = people
    with any_db.write() as session:
        apply(session, clock, second, posting, "sms")
        clock.advance(timedelta(minutes=1))
        apply(session, clock, first, posting, "sms")
    with any_db.read() as session:
        found = applicants(session, posting)
        mine = applications_of(session, first)
    assert [one.labourer.name for one in found] == ["测试2", "测试1"]
    assert [(one.state, job.title) for one, job in mine] == [(ApplicationState.APPLIED, "缝纫工1")]


def test_a_closed_posting_takes_no_applications(
    any_db: Database, clock: SetClock, people: tuple[UUID, UUID, UUID]
) -> None:
    person, other, posting = people
    with any_db.write() as session:
        before = apply(session, clock, person, posting, "sms")
        close(session, clock, posting)
    with any_db.write() as session, pytest.raises(NotOpenError, match="不招人"):
        apply(session, clock, other, posting, "sms")
    with any_db.write() as session:
        assert apply(session, clock, person, posting, "sms").id == before.id
    with any_db.write() as session, pytest.raises(PostingNotFoundError):
        apply(session, clock, person, new_id(), "sms")


def test_a_posting_past_its_deadline_takes_none(
    any_db: Database, clock: SetClock, people: tuple[UUID, UUID, UUID]
) -> None:
    clock.advance(timedelta(days=60))
    with any_db.write() as session, pytest.raises(NotOpenError):
        apply(session, clock, people[0], people[2], "sms")


def test_withdrawing_and_applying_anew(
    any_db: Database, clock: SetClock, people: tuple[UUID, UUID, UUID]
) -> None:
    person, _, posting = people
    with any_db.write() as session:
        one = apply(session, clock, person, posting, "sms")
        set_state(session, clock, one.id, ApplicationState.WITHDRAWN, "本人")
        assert applicants(session, posting) == []
        again = apply(session, clock, person, posting, "web")
    assert (again.id, again.state, again.channel) == (one.id, ApplicationState.APPLIED, "web")


def test_a_hire_takes_the_place_once(
    any_db: Database, clock: SetClock, people: tuple[UUID, UUID, UUID]
) -> None:
    person, _, posting = people
    with any_db.write() as session:
        one = apply(session, clock, person, posting, "sms")
        for _ in range(2):
            hired = report_hire(session, clock, one.id, TODAY, "单位")
    assert (hired.state, hired.hired_on, hired.reported_by) == (
        ApplicationState.HIRED,
        TODAY,
        "单位",
    )
    with any_db.read() as session:
        after = get_posting(session, posting)
        (work,) = session.exec(select(StatusRecord).where(StatusRecord.labourer_id == person)).all()
    assert (after.headcount_left, after.state) == (0, PostingState.FILLED)
    assert (work.status, work.source) == (EmploymentStatus.EMPLOYED, Source.EMPLOYER)
    assert (work.since, work.place_code) == (TODAY, after.place_code)
    assert work.employer_name


@pytest.mark.parametrize(
    ("hired_on", "words"),
    [(TODAY + timedelta(days=1), "今天"), (TODAY - timedelta(days=1), "报名")],
)
def test_days_that_cannot_be(
    db: Database,
    vault: Vault,
    clock: SetClock,
    run_import: Import,
    hired_on: date,
    words: str,
) -> None:
    run_import([row()])
    with db.write() as session:
        person = add_labourer(session, vault, clock)
        one = apply(session, clock, person.id, postings(session)[0].id, "sms")
        with pytest.raises(WrongStateError, match=words):
            report_hire(session, clock, one.id, hired_on, "单位")


def test_steps_that_cannot_be(
    db: Database, vault: Vault, clock: SetClock, run_import: Import
) -> None:
    run_import([row()])
    with db.write() as session:
        person = add_labourer(session, vault, clock)
        one = apply(session, clock, person.id, postings(session)[0].id, "sms")
        contacted = set_state(session, clock, one.id, ApplicationState.CONTACTED, "单位")
        assert contacted.state is ApplicationState.CONTACTED
        with pytest.raises(WrongStateError):
            set_state(session, clock, one.id, ApplicationState.HIRED, "单位")
        report_hire(session, clock, one.id, TODAY, "单位")
        with pytest.raises(WrongStateError):
            set_state(session, clock, one.id, ApplicationState.REFUSED, "单位")
        with pytest.raises(ApplicationNotFoundError):
            set_state(session, clock, new_id(), ApplicationState.REFUSED, "单位")


def test_one_who_withdrew_cannot_be_hired(
    db: Database, vault: Vault, clock: SetClock, run_import: Import
) -> None:
    run_import([row()])
    with db.write() as session:
        person = add_labourer(session, vault, clock)
        one = apply(session, clock, person.id, postings(session)[0].id, "sms")
        set_state(session, clock, one.id, ApplicationState.WITHDRAWN, "本人")
        with pytest.raises(WrongStateError, match="取消"):
            report_hire(session, clock, one.id, TODAY, "单位")
