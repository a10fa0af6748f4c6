"""The status of an employer: dated, reasoned, kept, and obeyed by everything about its postings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import select

from jobs_feed.applications import NotOpenError, apply
from jobs_feed.employer_status import StatusError, history, set_status, verify_employer
from jobs_feed.employers import EmployerNotFoundError
from jobs_feed.posting_entry import EmployerBarredError, post_job
from jobs_feed.posting_form import PostingDraft
from jobs_feed.publish import WrongStateError, release
from jobs_feed.tables import BARRED, Employer, EmployerStatus, Posting, PostingState
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.ids import new_id
from storage.vault import Vault
from tests.jobs_feed.conftest import Import, employers, postings
from tests.jobs_feed.forms import credit_code, row
from tests.jobs_feed.people import add_employer, add_labourer

WHY = "劳动监察大队通知：拖欠 12 人工资，正在查"
Set = Callable[..., tuple[int, int]]


@pytest.fixture
def only(db: Database, run_import: Import) -> Callable[..., Posting]:
    """Return what imports a row and gives its posting."""

    def only(cells: dict[str, str]) -> Posting:
        run_import([cells])
        with db.read() as session:
            return postings(session)[0]

    return only


@pytest.fixture
def make(db: Database, clock: SetClock) -> Set:
    """Return what sets the status of an employer and tells (taken out, opened)."""

    def make(posting: Posting, status: EmployerStatus, reason: str = WHY) -> tuple[int, int]:
        with db.write() as session:
            done = set_status(
                session,
                clock,
                posting.employer_id,
                status,
                since=clock.today(),
                reason=reason,
                by="张老师",
            )
        return done.taken_out, done.opened

    return make


def state_of(db: Database, posting: Posting) -> PostingState:
    with db.read() as session:
        return session.get_one(Posting, posting.id).state


@pytest.mark.parametrize("status", sorted(BARRED))
def test_a_barred_employers_postings_leave_the_offer_and_come_back(
    db: Database, only: Callable[..., Posting], make: Set, status: EmployerStatus
) -> None:
    posting = only(row())
    assert posting.state is PostingState.OPEN
    assert make(posting, status) == (1, 0)
    assert state_of(db, posting) is PostingState.HELD
    assert make(posting, EmployerStatus.VERIFIED, "欠的工资发清了，监察撤案") == (0, 1)
    assert state_of(db, posting) is PostingState.OPEN


def test_nobody_can_apply_release_or_post_for_a_barred_employer(
    db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    only: Callable[..., Posting],
    make: Set,
) -> None:
    posting = only(row())
    make(posting, EmployerStatus.DISHONEST)
    with db.write() as session:
        person = add_labourer(session, vault, clock)
        with pytest.raises(NotOpenError):
            apply(session, clock, person.id, posting.id, "sms")
        with pytest.raises(WrongStateError, match="暂停招聘"):
            release(session, clock, posting.id, "审核员")
        with pytest.raises(StatusError, match="写明原因"):
            verify_employer(session, clock, posting.employer_id, "审核员")
        employer = session.get_one(Employer, posting.employer_id)
        with pytest.raises(EmployerBarredError):
            post_job(session, vault, clock, gazetteer, employer, PostingDraft(title="缝纫工"))


def test_no_file_brings_a_barred_employers_posting_back(
    db: Database, only: Callable[..., Posting], make: Set
) -> None:
    posting = only(row())
    make(posting, EmployerStatus.INVESTIGATED)
    only(row(薪资="9000"))
    assert state_of(db, posting) is PostingState.HELD
    with db.read() as session:
        held = session.get_one(Posting, posting.id).hold_reasons
        assert [each["code"] for each in held] == ["employer_barred"]
        assert session.get_one(Employer, posting.employer_id).is_barred


def test_no_voucher_lets_a_barred_name_back_under_another_code(
    db: Database, run_import: Import, only: Callable[..., Posting], make: Set
) -> None:
    make(only(row()), EmployerStatus.DISHONEST)
    again = run_import([row(外部编号="J9", 统一社会信用代码=credit_code(9))])
    assert [reason.code.value for reason in again.held[0].reasons] == ["employer_unverified"]
    with db.read() as session:
        states = {each.credit_code: each.status for each in employers(session)}
    assert states[credit_code(9)] is EmployerStatus.UNVERIFIED


def test_what_a_person_let_pass_comes_back_and_what_nobody_saw_does_not(
    db: Database, clock: SetClock, only: Callable[..., Posting], make: Set
) -> None:
    fee = only(row(岗位描述="入职交押金 200 元"))
    assert fee.state is PostingState.HELD
    make(fee, EmployerStatus.SUSPENDED)
    assert make(fee, EmployerStatus.VERIFIED, "查清了，没有问题") == (0, 0)
    assert state_of(db, fee) is PostingState.HELD
    with db.write() as session:
        release(session, clock, fee.id, "审核员")
    assert make(fee, EmployerStatus.SUSPENDED) == (1, 0)
    only(row(岗位描述="入职交押金 200 元"))
    assert state_of(db, fee) is PostingState.HELD
    assert make(fee, EmployerStatus.VERIFIED, "查清了，没有问题") == (0, 1)


def test_a_posting_whose_deadline_passed_meanwhile_stays_out(
    db: Database, clock: SetClock, only: Callable[..., Posting], make: Set
) -> None:
    posting = only(row(截止日期=(clock.today() + timedelta(days=3)).isoformat()))
    make(posting, EmployerStatus.SUSPENDED)
    clock.advance(timedelta(days=10))
    assert make(posting, EmployerStatus.VERIFIED, "恢复招聘，但岗位过期了") == (0, 0)
    assert state_of(db, posting) is PostingState.HELD


def test_a_verification_that_is_taken_back_holds_what_nobody_looked_at(
    db: Database, only: Callable[..., Posting], make: Set
) -> None:
    posting = only(row())
    assert make(posting, EmployerStatus.UNVERIFIED, "执照是假的，重新核实") == (1, 0)
    assert make(posting, EmployerStatus.VERIFIED, "执照核对过了") == (0, 1)


def test_every_change_is_kept_with_day_reason_and_who(
    db: Database, clock: SetClock, only: Callable[..., Posting], make: Set
) -> None:
    posting = only(row())
    make(posting, EmployerStatus.INVESTIGATED)
    clock.advance(timedelta(days=20))
    make(posting, EmployerStatus.DISHONEST, "人社部门公布的失信名单第 3 号")
    with db.read() as session:
        told = [(each.status, each.recorded_by) for each in history(session, posting.employer_id)]
        employer = session.exec(select(Employer)).one()
    assert told == [
        (EmployerStatus.DISHONEST, "张老师"),
        (EmployerStatus.INVESTIGATED, "张老师"),
    ]
    assert employer.status_since == clock.today()
    assert employer.verified_at is not None


@pytest.mark.parametrize(
    ("status", "later", "reason", "told"),
    [
        (EmployerStatus.CLOSED, 1, WHY, "晚于今天"),
        (EmployerStatus.CLOSED, 0, "欠薪", "原因"),
        (EmployerStatus.CLOSED, 0, "长" * 401, "原因"),
        (EmployerStatus.VERIFIED, 0, WHY, "就是这个状态"),
    ],
)
def test_what_cannot_be_set_is_told(
    db: Database, clock: SetClock, status: EmployerStatus, later: int, reason: str, told: str
) -> None:
    with db.write() as session:
        employer = add_employer(session, clock)
        since: date = clock.today() + timedelta(days=later)
        with pytest.raises(StatusError, match=told):
            set_status(session, clock, employer.id, status, since=since, reason=reason, by="x")
        with pytest.raises(EmployerNotFoundError):
            set_status(session, clock, new_id(), status, since=since, reason=reason, by="x")
