"""States of postings: review, closing, places taken, expiry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from jobs_feed.employer_status import verify_employer
from jobs_feed.employers import EmployerNotFoundError, note_agency_licence
from jobs_feed.publish import (
    PostingNotFoundError,
    WrongStateError,
    close,
    expire_postings,
    refuse,
    release,
    take_place,
)
from jobs_feed.tables import Posting, PostingState
from labourers.tables import Sex
from storage.clock import SetClock
from storage.database import Database
from storage.ids import new_id
from tests.jobs_feed.conftest import Import, postings
from tests.jobs_feed.forms import row

HELD = row(性别要求="男")


@pytest.fixture
def only(db: Database, run_import: Import) -> Callable[[dict[str, str]], Posting]:
    def only(cells: dict[str, str]) -> Posting:
        run_import([cells])
        with db.read() as session:
            return postings(session)[0]

    return only


def test_releasing_publishes_and_remembers_who_looked(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    held = only(HELD)
    with db.write() as session:
        released = release(session, clock, held.id, "审核员")
    assert (released.state, released.reviewed_by) == (PostingState.OPEN, "审核员")
    assert (released.published_at, released.reviewed_at) == (clock.now(), clock.now())
    assert released.hold_reasons == held.hold_reasons


def test_only_what_waits_can_be_reviewed(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    open_one = only(row())
    with db.write() as session, pytest.raises(WrongStateError):
        release(session, clock, open_one.id, "审核员")
    with db.write() as session, pytest.raises(WrongStateError):
        refuse(session, clock, open_one.id, "审核员")
    with db.write() as session, pytest.raises(PostingNotFoundError):
        close(session, clock, new_id())


def test_a_deadline_that_passed_meanwhile_cannot_be_released(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    held = only(HELD)
    clock.advance(timedelta(days=60))
    with db.write() as session, pytest.raises(WrongStateError, match="截止日期"):
        release(session, clock, held.id, "审核员")


def test_a_refused_one_can_still_be_released(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    held = only(HELD)
    with db.write() as session:
        assert refuse(session, clock, held.id, "甲").state is PostingState.REFUSED
    with db.write() as session:
        assert release(session, clock, held.id, "乙").reviewed_by == "乙"


def test_closing_twice_is_harmless(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    posting = only(row())
    with db.write() as session:
        first = close(session, clock, posting.id).closed_at
    clock.advance(timedelta(days=1))
    with db.write() as session:
        again = close(session, clock, posting.id)
    assert (again.state, again.closed_at) == (PostingState.CLOSED, first)


def test_the_last_place_fills_a_posting(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    posting = only(row(招聘人数="2"))
    take_place(posting, clock)
    assert (posting.headcount_left, posting.state) == (1, PostingState.OPEN)
    take_place(posting, clock)
    assert (posting.headcount_left, posting.state) == (0, PostingState.FILLED)


def test_a_posting_without_headcount_is_never_full(
    clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    posting = only(row(招聘人数="若干"))
    take_place(posting, clock)
    assert (posting.headcount_left, posting.state) == (None, PostingState.OPEN)


def test_expiry_on_the_day_after_the_deadline(
    any_db: Database, clock: SetClock, run_import_anywhere: Import
) -> None:
    run_import_anywhere(
        [
            row(1, 截止日期="2026-11-24"),
            row(2, 截止日期="2026-11-24", 性别要求="男"),
            row(3, 截止日期="2026-11-25"),
            row(4, 截止日期="长期有效"),
        ]
    )
    clock.advance(timedelta(days=1))
    assert expire_postings(any_db, clock) == 0
    clock.advance(timedelta(days=1))
    assert expire_postings(any_db, clock) == 2
    assert expire_postings(any_db, clock) == 0
    with any_db.read() as session:
        states = {posting.external_id: posting.state for posting in postings(session)}
        ended = {p.closed_at for p in postings(session) if p.state is PostingState.EXPIRED}
    assert states == {
        "J001": PostingState.EXPIRED,
        "J002": PostingState.EXPIRED,
        "J003": PostingState.OPEN,
        "J004": PostingState.OPEN,
    }
    assert ended == {clock.now()}


def test_an_agencys_licence_opens_its_postings(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    posting = only(row(用人单位="会泽某某劳务派遣有限公司"))
    assert posting.state is PostingState.HELD
    with db.write() as session:
        assert note_agency_licence(session, clock, posting.employer_id, "530326000123") == 1
        assert note_agency_licence(session, clock, posting.employer_id, "530326000123") == 0
    with db.write() as session, pytest.raises(EmployerNotFoundError):
        verify_employer(session, clock, new_id(), "审核员")


def test_a_demand_for_one_sex_falls_with_the_release(
    db: Database, clock: SetClock, run_import: Import, only: Callable[[dict[str, str]], Posting]
) -> None:
    held = only(row(性别要求="女"))
    assert held.sex is Sex.FEMALE
    with db.write() as session:
        assert release(session, clock, held.id, "审核员").sex is None
    run_import([row(性别要求="女", 薪资="4000-6000")])
    with db.read() as session:
        (again,) = postings(session)
    assert (again.state, again.sex, again.wage_low_fen) == (PostingState.OPEN, None, 400_000)


def test_a_confirmed_ground_for_one_sex_stays(
    db: Database, clock: SetClock, run_import: Import, only: Callable[[dict[str, str]], Posting]
) -> None:
    held = only(row(性别要求="女"))
    ground = "女子监区，监狱法第四十条"
    with db.write() as session:
        assert release(session, clock, held.id, "审核员", sex_ground=ground).sex is Sex.FEMALE
    run_import([row(性别要求="女", 薪资="4000-6000")])
    with db.read() as session:
        (again,) = postings(session)
    assert (again.state, again.sex) == (PostingState.OPEN, Sex.FEMALE)
    assert [each["ground"] for each in again.hold_reasons] == [ground]


def test_a_lawful_demand_outlives_another_reason_of_the_same_kind(
    db: Database, clock: SetClock, only: Callable[[dict[str, str]], Posting]
) -> None:
    held = only(row(岗位名称="月嫂", 性别要求="女", 岗位描述="照顾产妇和新生儿，已婚已育优先"))
    with db.write() as session:
        assert release(session, clock, held.id, "审核员").sex is Sex.FEMALE
