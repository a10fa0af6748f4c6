"""What bounds sending: the money of a day, caps for each number, and a trial."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from messaging import trial
from messaging.contacts import contact_for
from messaging.contract import Cap, Capabilities, Fault, SendError, Sent
from messaging.gate import TRIAL_ONLY
from messaging.outbox import MESSAGES, Draft, enqueue
from messaging.rules import SendingRules
from messaging.sender import deliver_batch
from messaging.spending import SPEND_CAP, SpendCap, cap_of, next_day, start_of_day
from messaging.states import CLEARED
from messaging.tables import MessageKind, MessageState, OutboxMessage
from messaging.tables_limits import SpendDay
from messaging.tables_staff import StaffNotice
from messaging.trial import Trial
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel

COUNTY, NEIGHBOUR = "530326", "530325"
PRICE = SMS_LIKE.fen_per_segment
REPLY, PUSH, NOTICE = MessageKind.REPLY, MessageKind.JOB_PUSH, MessageKind.NOTICE

# -- the rule -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "spent", "cost", "goes"),
    [
        (PUSH, 0, 100, True),
        (PUSH, 1, 100, False),
        (PUSH, 100, 0, True),
        (REPLY, 100, 20, True),
        (REPLY, 101, 20, False),
        (NOTICE, 96, 5, False),
    ],
)
def test_what_the_money_is_enough_for(kind: MessageKind, spent: int, cost: int, goes: bool) -> None:
    assert SpendCap(100, 20).allows(kind, spent, cost) is goes


@given(
    st.lists(st.tuples(st.sampled_from(list(MessageKind)), st.integers(0, 60))),
    st.integers(0, 200),
    st.integers(0, 50),
)
def test_whoever_asks_first_never_spends_more(
    asked: list[tuple[MessageKind, int]], fen: int, reserve: int
) -> None:
    cap, spent, by_campaign = SpendCap(fen, reserve), 0, 0
    for kind, cost in asked:
        if cap.allows(kind, spent, cost):
            spent += cost
            by_campaign += 0 if kind is REPLY else cost
    assert spent <= fen + reserve
    assert by_campaign <= fen


def test_the_nearest_place_sets_the_cap() -> None:
    own, province = SpendCap(1), SpendCap(2)
    assert cap_of({COUNTY: own, "530000": province}, COUNTY) is own
    assert cap_of({COUNTY: own, "530000": province}, NEIGHBOUR) is province
    assert cap_of({COUNTY: own}, NEIGHBOUR) is None
    assert cap_of({COUNTY: own}, None) is None


def test_a_day_is_one_of_shanghai() -> None:
    late = datetime(2026, 11, 23, 23, 59, tzinfo=SHANGHAI)
    assert start_of_day(late).isoformat() == "2026-11-23T00:00:00+08:00"
    assert next_day(late).isoformat() == "2026-11-24T00:00:00+08:00"


def test_a_negative_cap_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        SpendCap(-1)


# -- with the database ----------------------------------------------------------------------


def fill(
    db: Database,
    vault: Vault,
    clock: SetClock,
    kinds: list[MessageKind],
    county: str = COUNTY,
    channel: str = "sms",
) -> list[UUID]:
    """Write a message of one billed SMS to a number of its own for each kind."""
    ids = []
    with db.write() as session:
        for number, kind in enumerate(kinds):
            phone = f"138{county[-4:]}{number:04d}"
            contact = contact_for(session, vault, clock, channel, phone, county)
            key = f"{county}:{channel}:{number}"
            draft = Draft(key, contact.id, channel, kind, "有新岗位", county_code=county)
            message = enqueue(session, vault, clock, draft)
            assert message is not None
            ids.append(message.id)
    return ids


def states(db: Database) -> dict[MessageState, int]:
    with db.read() as session:
        rows = session.execute(
            sa.select(MESSAGES.c.state, sa.func.count()).group_by(MESSAGES.c.state)
        )
        return {MessageState(state): count for state, count in rows}


def spent(db: Database, county: str = COUNTY) -> int:
    """Return the counter of the day, after checking that it is the sum of the messages."""
    with db.read() as session:
        row = session.exec(select(SpendDay).where(SpendDay.county_code == county)).first()
        total = session.execute(
            sa.select(sa.func.coalesce(sa.func.sum(MESSAGES.c.cost_fen), 0)).where(
                MESSAGES.c.county_code == county
            )
        ).scalar_one()
        assert (row.fen if row else 0) == total
        return int(total)


def rules(fen: int, reserve: int = 0) -> SendingRules:
    return SendingRules(spend={COUNTY: SpendCap(fen, reserve)})


def test_pushes_wait_for_tomorrow_and_answers_still_go(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    fill(db, vault, clock, [PUSH] * 5 + [REPLY] * 4)
    channel = ScriptedChannel()
    bounds = rules(5 * PRICE, 2 * PRICE)
    for _ in range(3):
        deliver_batch(db, vault, clock, channel, owner="t", rules=bounds)
    with db.read() as session:
        rows = session.exec(select(OutboxMessage)).all()
    assert sorted(row.kind for row in rows if row.handed_over_at) == [PUSH] + [REPLY] * 4
    waiting = [row for row in rows if row.handed_over_at is None]
    assert {row.code for row in waiting} == {SPEND_CAP}
    assert {row.next_attempt_at for row in waiting} == {next_day(clock.now())}
    assert {row.state for row in waiting} == {MessageState.QUEUED}
    assert spent(db) == 5 * PRICE

    clock.set(next_day(clock.now()) + timedelta(hours=9))
    deliver_batch(db, vault, clock, channel, owner="t", rules=bounds)
    assert states(db) == {MessageState.HANDED_OVER: 9}


def test_the_reserve_for_answers_also_ends(db: Database, vault: Vault, clock: SetClock) -> None:
    fill(db, vault, clock, [REPLY] * 6)
    deliver_batch(db, vault, clock, ScriptedChannel(), owner="t", rules=rules(3 * PRICE, 2 * PRICE))
    assert states(db) == {MessageState.HANDED_OVER: 5, MessageState.QUEUED: 1}


def test_staff_hear_of_it_once_a_day(db: Database, vault: Vault, clock: SetClock) -> None:
    fill(db, vault, clock, [PUSH] * 6)
    for day in range(2):
        for _ in range(3):
            deliver_batch(
                db, vault, clock, ScriptedChannel(), owner="t", rules=rules(PRICE), lanes=2
            )
        with db.read() as session:
            notices = session.exec(select(StaffNotice)).all()
        assert len(notices) == day + 1
        assert {notice.county_code for notice in notices} == {COUNTY}
        clock.set(next_day(clock.now()) + timedelta(hours=9))


def test_another_county_is_not_held_up(db: Database, vault: Vault, clock: SetClock) -> None:
    fill(db, vault, clock, [PUSH] * 2)
    fill(db, vault, clock, [PUSH] * 2, county=NEIGHBOUR)
    deliver_batch(db, vault, clock, ScriptedChannel(), owner="t", rules=rules(PRICE))
    with db.read() as session:
        gone = session.exec(
            select(OutboxMessage.county_code).where(OutboxMessage.state == MessageState.HANDED_OVER)
        ).all()
    assert sorted(gone) == [NEIGHBOUR, NEIGHBOUR, COUNTY]


def test_what_is_free_always_goes(db: Database, vault: Vault, clock: SetClock) -> None:
    fill(db, vault, clock, [PUSH] * 3)
    free = ScriptedChannel(capabilities=_priced(0))
    deliver_batch(db, vault, clock, free, owner="t", rules=rules(0))
    assert states(db) == {MessageState.HANDED_OVER: 3}


def test_a_refusal_gives_the_money_back(db: Database, vault: Vault, clock: SetClock) -> None:
    fill(db, vault, clock, [PUSH] * 4)
    refuses = ScriptedChannel([SendError(Fault.PERMANENT, "no"), SendError(Fault.RETRY), Sent()])
    deliver_batch(db, vault, clock, refuses, owner="t", rules=rules(2 * PRICE))
    assert spent(db) == 2 * PRICE
    assert states(db)[MessageState.HANDED_OVER] == 2


def test_an_uncertain_attempt_stays_paid_and_is_not_paid_twice(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    (message_id,) = fill(db, vault, clock, [PUSH])
    unsure = ScriptedChannel([SendError(Fault.AMBIGUOUS, "time_out"), Sent()])
    deliver_batch(db, vault, clock, unsure, owner="t", rules=rules(PRICE))
    assert spent(db) == PRICE
    with db.write() as session:
        row = session.get_one(OutboxMessage, message_id)
        row.fault, row.next_attempt_at = CLEARED, clock.now()
        session.add(row)
    deliver_batch(db, vault, clock, unsure, owner="t", rules=rules(PRICE))
    assert states(db) == {MessageState.HANDED_OVER: 1}
    assert spent(db) == PRICE


def test_a_cap_set_at_noon_counts_the_morning(db: Database, vault: Vault, clock: SetClock) -> None:
    fill(db, vault, clock, [PUSH] * 3)
    deliver_batch(db, vault, clock, ScriptedChannel(), owner="t", limit=2)
    deliver_batch(db, vault, clock, ScriptedChannel(), owner="t", rules=rules(2 * PRICE))
    assert states(db) == {MessageState.HANDED_OVER: 2, MessageState.QUEUED: 1}
    assert spent(db) == 2 * PRICE


@pytest.mark.parametrize("block", [4, 16])
def test_many_senders_spend_no_more_together(
    any_db: Database, vault: Vault, clock: SetClock, block: int
) -> None:
    fill(any_db, vault, clock, [PUSH] * 40 + [REPLY] * 8)
    fill(any_db, vault, clock, [PUSH] * 20, county=NEIGHBOUR)
    cap, reserve = 20 * PRICE, 3 * PRICE
    bounds = SendingRules(spend={COUNTY: SpendCap(cap, reserve), NEIGHBOUR: SpendCap(7 * PRICE)})
    faults = [SendError(Fault.RETRY), SendError(Fault.AMBIGUOUS), SendError(Fault.PERMANENT)]

    def send(number: int) -> int:
        channel = ScriptedChannel([faults[number % 3], faults[(number + 1) % 3], Sent()])
        return deliver_batch(
            any_db, vault, clock, channel, owner=f"w{number}", rules=bounds, lanes=4, block=block
        )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    send(5)
    # what is given back after the others were put off stays unspent until tomorrow
    assert 15 * PRICE <= spent(any_db) <= cap + reserve
    assert 4 * PRICE <= spent(any_db, NEIGHBOUR) <= 7 * PRICE
    with any_db.read() as session:
        by_campaign = session.execute(
            sa.select(sa.func.sum(MESSAGES.c.cost_fen)).where(
                MESSAGES.c.county_code == COUNTY, MESSAGES.c.kind == PUSH
            )
        ).scalar_one()
    assert by_campaign <= cap


# -- caps for each number ---------------------------------------------------------------------


def test_a_number_gets_so_many_of_a_kind_in_a_day(
    db: Database, vault: Vault, clock: SetClock, write: Callable[..., UUID]
) -> None:
    pushes = [write() for _ in range(3)]
    answer = write(kind=REPLY)
    bounds = SendingRules(caps=(Cap(2, timedelta(days=1), frozenset({PUSH})),))
    first = clock.now()
    deliver_batch(db, vault, clock, ScriptedChannel(), owner="t", rules=bounds)
    with db.read() as session:
        rows = {row.id: row for row in session.exec(select(OutboxMessage))}
    held = [rows[each] for each in pushes if rows[each].state is MessageState.QUEUED]
    assert len(held) == 1
    assert held[0].next_attempt_at == first + timedelta(days=1)
    assert rows[answer].state is MessageState.HANDED_OVER


# -- trial -------------------------------------------------------------------------------------


def test_in_a_trial_only_listed_numbers_get_messages(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    ids = fill(db, vault, clock, [PUSH, PUSH, REPLY])
    elsewhere = fill(db, vault, clock, [PUSH], county=NEIGHBOUR)
    with db.write() as session:
        assert trial.add(session, vault, clock, "sms", " 138 0326 0000", "li.gz")
        assert not trial.add(session, vault, clock, "sms", "+8613803260000", "li.gz")
    channel = ScriptedChannel()
    bounds = SendingRules(trial=Trial(frozenset({COUNTY})))
    deliver_batch(db, vault, clock, channel, owner="t", rules=bounds)
    assert len(channel.sent) == 2
    with db.read() as session:
        rows = {row.id: row for row in session.exec(select(OutboxMessage))}
    assert rows[ids[0]].state is MessageState.HANDED_OVER
    assert rows[elsewhere[0]].state is MessageState.HANDED_OVER
    for held in ids[1:]:
        assert (rows[held].state, rows[held].code) == (MessageState.FAILED, TRIAL_ONLY)


def test_the_list_shows_masked_numbers_and_forgets_removed_ones(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    with db.write() as session:
        trial.add(session, vault, clock, "sms", "13800000001", "li.gz")
        assert [one.masked for one in trial.listed(session, vault)] == ["138****0001"]
        assert trial.remove(session, vault, "sms", "138-0000-0001")
        assert not trial.remove(session, vault, "sms", "13800000001")
        assert trial.listed(session, vault) == []


@pytest.mark.parametrize(
    ("places", "county", "held"),
    [
        ((), COUNTY, False),
        ((COUNTY,), COUNTY, True),
        ((COUNTY,), NEIGHBOUR, False),
        (("530300",), NEIGHBOUR, True),
        ((trial.NATION,), NEIGHBOUR, True),
        ((COUNTY,), None, True),
    ],
)
def test_where_a_trial_holds(places: tuple[str, ...], county: str | None, held: bool) -> None:
    assert Trial(frozenset(places)).holds(county, SMS_LIKE) is held


def test_a_page_of_our_own_is_no_real_message() -> None:
    page = _priced(0, in_process=True)
    assert not Trial(frozenset({trial.NATION})).holds(COUNTY, page)


def _priced(fen: int, *, in_process: bool = False) -> Capabilities:
    return replace(SMS_LIKE, fen_per_segment=fen, in_process=in_process)
