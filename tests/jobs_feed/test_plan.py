"""Planning a feed: what is created, updated, held, left and closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs_feed.plan import ALWAYS_ALLOWED, Incoming, Stored, UnsafePlanError, make_plan
from jobs_feed.screening import HoldCode, HoldReason
from jobs_feed.tables import PostingState
from storage.ids import new_id

FEE = HoldReason(HoldCode.WORKER_PAYS, "交押金200元", "岗位描述")
UNVERIFIED = HoldReason(HoldCode.EMPLOYER_UNVERIFIED, "某厂", "用人单位")


def incoming(mark: str = "a", content: str = "1", *reasons: HoldReason) -> Incoming[None]:
    return Incoming(2, mark, content, reasons, None)


def stored(mark: str = "a", content: str = "1", state: PostingState = PostingState.OPEN) -> Stored:
    return Stored(new_id(), mark, content, state, was_published=state is PostingState.OPEN)


def state_after(row: Incoming[None], before: Stored | None) -> PostingState:
    plan = make_plan([row], {} if before is None else {before.fingerprint: before})
    return plan.steps[0].state


def test_new_ones_open_or_wait() -> None:
    assert state_after(incoming(), None) is PostingState.OPEN
    assert state_after(incoming("a", "1", FEE), None) is PostingState.HELD


def test_the_same_again_changes_nothing() -> None:
    for state in PostingState:
        before = stored(state=state)
        if state is PostingState.HELD:
            before = replace(before, reasons=(FEE,))
            step = make_plan([incoming("a", "1", FEE)], {"a": before}).steps[0]
        elif state is PostingState.EXPIRED:
            continue
        else:
            step = make_plan([incoming()], {"a": before}).steps[0]
        assert not step.changes, state
        assert step.state is state


def test_a_new_cause_holds_an_open_posting() -> None:
    assert state_after(incoming("a", "2", FEE), stored()) is PostingState.HELD


def test_a_cause_that_went_away_opens_a_held_one() -> None:
    held = replace(stored(state=PostingState.HELD), reasons=(UNVERIFIED,))
    step = make_plan([incoming()], {"a": held}).steps[0]
    assert step.opens_first
    assert not step.content_changed


def test_what_a_person_let_pass_stays_passed() -> None:
    released = replace(stored(), reasons=(FEE,), reviewed=True)
    assert state_after(incoming("a", "2", FEE), released) is PostingState.OPEN
    assert state_after(incoming("a", "2", FEE, UNVERIFIED), released) is PostingState.HELD


def test_what_a_person_refused_stays_refused_while_the_cause_is_there() -> None:
    refused = replace(stored(state=PostingState.REFUSED), reasons=(FEE,), reviewed=True)
    assert state_after(incoming("a", "2", FEE), refused) is PostingState.REFUSED
    assert state_after(incoming("a", "2"), refused) is PostingState.HELD


def test_what_a_person_closed_stays_closed_but_the_feeds_own_comes_back() -> None:
    closed = stored(state=PostingState.CLOSED)
    assert state_after(incoming("a", "2"), closed) is PostingState.CLOSED
    assert state_after(incoming(), replace(closed, left_the_feed=True)) is PostingState.OPEN


def test_an_expired_one_with_a_new_deadline_opens_again() -> None:
    step = make_plan([incoming("a", "2")], {"a": stored(state=PostingState.EXPIRED)}).steps[0]
    assert step.opens


def test_only_a_complete_feed_closes() -> None:
    before = {"a": stored("a"), "b": stored("b"), "c": stored("c", state=PostingState.FILLED)}
    assert make_plan([incoming("a")], before).close == ()
    plan = make_plan([incoming("a")], before, complete=True)
    assert [gone.fingerprint for gone in plan.close] == ["b"]


def test_a_broken_row_still_counts_as_listed() -> None:
    before = {"a": stored("a"), "b": stored("b")}
    plan = make_plan([incoming("a")], before, seen=frozenset({"b"}), complete=True)
    assert plan.close == ()


def test_an_absurd_feed_is_refused() -> None:
    before = {str(n): stored(str(n)) for n in range(100)}
    empty: list[Incoming[None]] = []
    with pytest.raises(UnsafePlanError, match="100"):
        make_plan(empty, before, complete=True).raise_if_unsafe()
    most = [incoming(str(n)) for n in range(70)]
    make_plan(most, before, complete=True).raise_if_unsafe()
    with pytest.raises(UnsafePlanError):
        make_plan(most[1:], before, complete=True).raise_if_unsafe()


def test_a_small_source_may_lose_all_it_has() -> None:
    before = {str(n): stored(str(n)) for n in range(ALWAYS_ALLOWED)}
    empty: list[Incoming[None]] = []
    make_plan(empty, before, complete=True).raise_if_unsafe()
