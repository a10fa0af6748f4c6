"""The ledger of one-time permits: never spent twice, never less than none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Literal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from messaging import permits
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.tables import MessageKind
from messaging.tables_permits import MessagePermit
from storage.clock import SetClock
from storage.database import Database
from storage.ids import new_id
from storage.vault import Vault
from tests.messaging.conftest import Write

FORM, OTHER = "form-1", "form-2"


def people(db: Database, vault: Vault, clock: SetClock, count: int = 2) -> list[UUID]:
    with db.write() as session:
        return [
            contact_for(session, vault, clock, "wechat", f"openid-{number}").id
            for number in range(count)
        ]


def messages(
    db: Database, vault: Vault, clock: SetClock, contact_id: UUID, count: int
) -> list[UUID]:
    made = []
    with db.write() as session:
        for number in range(count):
            draft = Draft(f"m{number}", contact_id, "wechat", MessageKind.JOB_PUSH, "三个岗位")
            message = enqueue(session, vault, clock, draft)
            assert message is not None
            made.append(message.id)
    return made


def give(session: Session, contact_id: UUID, clock: SetClock, event: str, form: str = FORM) -> bool:
    return permits.grant(session, contact_id, form, event_id=event, granted_at=clock.now())


def test_a_permit_is_given_once_and_spent_once(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    person, other = people(any_db, vault, clock)
    first, second = messages(any_db, vault, clock, person, 2)
    with any_db.write() as session:
        assert [give(session, person, clock, "e1"), give(session, person, clock, "e1")] == [1, 0]
        assert permits.left(session, person, FORM) == 1
        assert not permits.spend(session, person, OTHER, first, clock.now())
        assert not permits.spend(session, other, FORM, first, clock.now())
        assert permits.spend(session, person, FORM, first, clock.now())
        assert permits.left(session, person, FORM) == 0
        assert permits.spend(session, person, FORM, first, clock.now()), "its own, tried again"
        assert not permits.spend(session, person, FORM, second, clock.now())


def test_a_refusal_voids_what_is_left_and_not_what_is_spent(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    person = people(any_db, vault, clock)[0]
    first, second = messages(any_db, vault, clock, person, 2)
    with any_db.write() as session:
        for event in ("e1", "e2", "e3"):
            give(session, person, clock, event)
        permits.spend(session, person, FORM, first, clock.now())
        assert permits.void(session, person, FORM, clock.now()) == 2
        assert permits.left(session, person, FORM) == 0
        assert not permits.spend(session, person, FORM, second, clock.now())
        assert permits.spend(session, person, FORM, first, clock.now())


def test_two_senders_at_once_do_not_spend_the_same(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    person = people(any_db, vault, clock)[0]
    ids = messages(any_db, vault, clock, person, 8)
    with any_db.write() as session:
        for event in ("e1", "e2", "e3"):
            give(session, person, clock, event)
    together = Barrier(len(ids))

    def spend(message_id: UUID) -> bool:
        together.wait()
        with any_db.write() as session:
            return permits.spend(session, person, FORM, message_id, clock.now())

    with ThreadPoolExecutor(len(ids)) as pool:
        assert sum(pool.map(spend, ids)) == 3
    with any_db.read() as session:
        spent = [row.message_id for row in session.exec(select(MessagePermit))]
    assert len(set(spent)) == 3


def test_the_database_itself_refuses_a_second_permit_for_a_message(
    db: Database, vault: Vault, clock: SetClock, write: Write
) -> None:
    person = people(db, vault, clock)[0]
    message_id = messages(db, vault, clock, person, 1)[0]
    now = clock.now()

    def row(event: str) -> MessagePermit:
        return MessagePermit(
            contact_id=person,
            template=FORM,
            event_id=event,
            granted_at=now,
            message_id=message_id,
            spent_at=now,
        )

    with pytest.raises(IntegrityError), db.write() as session:
        session.add_all([row("e1"), row("e2")])


Step = tuple[Literal["give", "spend", "void"], int, int]
steps = st.lists(
    st.tuples(st.sampled_from(["give", "spend", "void"]), st.integers(0, 1), st.integers(0, 5)),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(steps)
def test_whatever_happens_the_balance_is_given_less_spent_less_void(
    db: Database, vault: Vault, clock: SetClock, steps: list[Step]
) -> None:
    with Session(db.engine, expire_on_commit=False) as session:
        made = [contact_for(session, vault, clock, "wechat", f"p{new_id()}") for _ in range(2)]
        ids = []
        for number in range(6):
            draft = Draft(f"{new_id()}", made[0].id, "wechat", MessageKind.JOB_PUSH, f"{number}")
            message = enqueue(session, vault, clock, draft)
            assert message is not None
            ids.append(message.id)
        balance, events, owner = [0, 0], set(), dict[int, int]()
        for kind, person, number in steps:
            contact_id = made[person].id
            if kind == "give":
                new = (person, number) not in events
                assert give(session, contact_id, clock, f"{contact_id}:{number}") is new
                events.add((person, number))
                balance[person] += new
            elif kind == "spend":
                could = number in owner or balance[person] > 0
                spent = permits.spend(session, contact_id, FORM, ids[number], clock.now())
                assert spent is could
                if could and number not in owner:
                    owner[number] = person
                    balance[person] -= 1
            else:
                assert permits.void(session, contact_id, FORM, clock.now()) == balance[person]
                balance[person] = 0
            for each in (0, 1):
                assert permits.left(session, made[each].id, FORM) == balance[each] >= 0
        session.rollback()
