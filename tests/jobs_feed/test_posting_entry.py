"""Postings written by employers on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jobs_feed.employer_status import verify_employer
from jobs_feed.identity import EMPLOYER_PAGE
from jobs_feed.posting_entry import Posted, post_job
from jobs_feed.posting_form import PostingColumn, PostingDraft
from jobs_feed.publish import close, refuse
from jobs_feed.screening import HoldCode
from jobs_feed.tables import Employer, PostingState
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.jobs_feed.conftest import postings
from tests.jobs_feed.people import add_employer

FORM = PostingDraft(
    title="包装工",
    employer="写了别人的名字",
    credit_code="乱写",
    place="本县",
    wage="3000-4000",
    headcount="3",
    phone="13812345678",
    external_id="抢来的编号",
)
Post = Callable[..., Posted]


@pytest.fixture
def employer(db: Database, clock: SetClock) -> Employer:
    with db.write() as session:
        return add_employer(session, clock)


@pytest.fixture
def post(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, employer: Employer
) -> Post:
    def post(form: PostingDraft = FORM) -> Posted:
        with db.write() as session:
            owner = session.get(Employer, employer.id)
            assert owner is not None
            return post_job(session, vault, clock, gazetteer, owner, form)

    return post


def test_a_good_posting_is_published_under_its_own_employer(employer: Employer, post: Post) -> None:
    posted = post()
    assert posted.posting is not None
    assert (posted.problems, posted.reasons) == ((), ())
    assert posted.posting.state is PostingState.OPEN
    assert (posted.posting.employer_id, posted.posting.source) == (employer.id, EMPLOYER_PAGE)
    assert posted.posting.external_id is None
    assert posted.posting.wage_low_fen == 300_000


def test_sending_twice_gives_one_posting(db: Database, post: Post) -> None:
    first, second = post(), post()
    assert first.posting is not None
    assert second.posting is not None
    assert first.posting.id == second.posting.id
    with db.read() as session:
        assert len(postings(session)) == 1


def test_another_wage_is_another_posting(db: Database, post: Post) -> None:
    post()
    post(PostingDraft(title="包装工", place="本县", wage="5000"))
    with db.read() as session:
        assert len(postings(session)) == 2


def test_problems_are_told_and_nothing_is_stored(db: Database, post: Post) -> None:
    posted = post(PostingDraft(wage="3000", deadline="2026-01-01"))
    assert posted.posting is None
    assert {one.column for one in posted.problems} == {PostingColumn.TITLE, PostingColumn.DEADLINE}
    with db.read() as session:
        assert postings(session) == []


def test_the_same_screening_applies(post: Post) -> None:
    posted = post(PostingDraft(title="包装工", description="入职交押金200元"))
    assert posted.posting is not None
    assert posted.posting.state is PostingState.HELD
    assert [reason.code for reason in posted.reasons] == [HoldCode.WORKER_PAYS]


def test_a_posting_of_an_unverified_employer_opens_with_verification(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer
) -> None:
    with db.write() as session:
        employer = add_employer(session, clock, verified=False)
        posted = post_job(session, vault, clock, gazetteer, employer, FORM)
        fee = PostingDraft(title="普工", description="体检费自理")
        post_job(session, vault, clock, gazetteer, employer, fee)
    assert [reason.code for reason in posted.reasons] == [HoldCode.EMPLOYER_UNVERIFIED]
    with db.write() as session:
        assert verify_employer(session, clock, employer.id, "审核员") == 1
    with db.read() as session:
        after = {posting.title: posting for posting in postings(session)}
    assert after["包装工"].state is PostingState.OPEN
    assert after["包装工"].published_at is not None
    assert after["普工"].state is PostingState.HELD
    assert [reason["code"] for reason in after["普工"].hold_reasons] == ["worker_pays"]


def test_one_that_ended_is_offered_again_in_full(db: Database, clock: SetClock, post: Post) -> None:
    first = post().posting
    assert first is not None
    with db.write() as session:
        closed = close(session, clock, first.id)
        closed.headcount_left = 0
    again = post().posting
    assert again is not None
    assert (again.id, again.state, again.headcount_left) == (first.id, PostingState.OPEN, 3)


def test_one_that_was_refused_stays_refused(db: Database, clock: SetClock, post: Post) -> None:
    form = PostingDraft(title="包装工", description="入职交押金200元")
    first = post(form).posting
    assert first is not None
    with db.write() as session:
        refuse(session, clock, first.id, "审核员")
    again = post(form).posting
    assert again is not None
    assert again.state is PostingState.REFUSED
