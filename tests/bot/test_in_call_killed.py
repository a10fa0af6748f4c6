"""The process dies at any statement of a WeChat call: no message is lost, none is said twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, select

from bot import inbox
from bot.channels.wechat import WeChat, WeChatConfig
from bot.runtime import BotRuntime
from bot.webhooks import webhooks
from messaging.contacts import find_contact
from messaging.contract import Outgoing, Sent
from messaging.sender import deliver_batch
from messaging.tables import MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, runtime_with
from tests.bot.wechat_calls import TOKEN, Got, WeChatSide

FAR = 10_000
"""More statements than a call has."""


class Killed(BaseException):
    """The process is gone: nothing catches this."""


class Axe:
    """Kills at the statement or commit number ``at`` from now on."""

    def __init__(self, engine: sa.Engine) -> None:
        self.left: int | None = None
        sa.event.listen(engine, "before_cursor_execute", self._strike)
        sa.event.listen(engine, "commit", self._strike)

    def _strike(self, *_args: Any) -> None:
        if self.left is not None:
            if self.left == 0:
                raise Killed
            self.left -= 1

    @contextmanager
    def at(self, number: int) -> Iterator[None]:
        self.left = number
        try:
            yield
        finally:
            self.left = None


class Account(WeChat):
    """An official account whose API remembers whom it told what."""

    def __init__(self, clock: SetClock) -> None:
        super().__init__(WeChatConfig("wx1", "secret", TOKEN), clock)
        self.sent: list[tuple[str, str]] = []

    def send(self, message: Outgoing, timeout: float) -> Sent:
        self.sent.append((message.to, message.text))
        return Sent(state=MessageState.SENT)


class Office:
    """An account, WeChat's side of it, and an axe."""

    def __init__(self, db: Database, vault: Vault, clock: SetClock) -> None:
        self.account, self.clock, self.axe = Account(clock), clock, Axe(db.engine)
        self.runtime: BotRuntime = runtime_with(db, vault, clock, self.account, dialogue=Parrot())
        self.wechat = self.started()

    def started(self) -> WeChatSide:
        """Start the process anew."""
        app = Flask("office")
        app.register_blueprint(webhooks(self.runtime))
        return WeChatSide(app.test_client(), self.clock)

    def say(self, person: str, number: int, kill_at: int, **more: Any) -> Got | None:
        """Let a person write while the process is to die; None when WeChat got no response."""
        try:
            with self.axe.at(kill_at):
                return self.wechat.say(person, "您好", number=number, **more)
        except Killed:
            self.wechat = self.started()
            return None

    def work(self) -> None:
        """Let an hour of the worker pass."""
        for _ in range(4):
            inbox.handle_waiting(self.runtime)
            given = self.runtime
            deliver_batch(given.db, given.vault, given.clock, self.account, owner="worker")
            self.clock.advance(timedelta(minutes=15))

    def by_api(self, person: str) -> list[str]:
        return [text for to, text in self.account.sent if to == person]

    def state(self, person: str) -> MessageState | None:
        with self.runtime.db.read() as session:
            found = self._answer(session, person)
            return found.state if found is not None else None

    def _answer(self, session: Session, person: str) -> OutboxMessage | None:
        contact = find_contact(session, self.runtime.vault, "wechat", person)
        if contact is None:
            return None
        return session.exec(
            select(OutboxMessage).where(OutboxMessage.contact_id == contact.id)
        ).one_or_none()


@pytest.fixture
def office(db: Database, vault: Vault, clock: SetClock) -> Iterator[Office]:
    made = Office(db, vault, clock)
    yield made
    made.account.close()


def test_wechat_calls_again_and_the_person_is_told_once(office: Office) -> None:
    """However the first call ends, the repetition brings the words, and only it."""
    number = -1
    while True:
        number += 1
        person = f"person-{number}"
        first = office.say(person, number, kill_at=number)
        if first is not None:
            break
        again = office.say(person, number, kill_at=FAR)
        assert again is not None, number
        assert again.text == "您说：您好", number
        office.work()
        assert office.by_api(person) == [], number
        assert office.state(person) is MessageState.HANDED_OVER, number
    assert number > 15, "a call has more statements than that"
    assert first.text == "您说：您好"


def test_wechat_does_not_call_again_and_nothing_is_told_twice(office: Office) -> None:
    """The worker tells what surely was not told; what may have been told stays unknown."""
    number, ends = -1, set()
    while True:
        number += 1
        person = f"person-{number}"
        if office.say(person, number, kill_at=number) is not None:
            break
        office.work()
        told, state = office.by_api(person), office.state(person)
        if state is None:
            assert told == [], "it was never stored, so WeChat was never told that it was"
        elif told:
            assert (told, state) == (["您说：您好"], MessageState.SENT), number
        else:
            assert state is MessageState.UNKNOWN, number
        ends.add(state)
    assert ends >= {None, MessageState.SENT}


def test_killed_twice_in_a_row(office: Office) -> None:
    """WeChat calls three times: two deaths at any statement leave the third."""
    for number in range(0, 40, 5):
        for second in range(0, 40, 9):
            person = f"person-{number}-{second}"
            event = 100 * number + second
            shown = [
                office.say(person, event, kill_at=number),
                office.say(person, event, kill_at=second),
                office.say(person, event, kill_at=FAR),
            ]
            assert shown[-1] is not None
            assert {got.text for got in shown if got is not None} == {"您说：您好"}
            assert office.by_api(person) == []
    office.work()
    assert office.account.sent == []


def test_killed_after_the_response_left(office: Office) -> None:
    """WeChat has the words; whatever we could not note any more, they are not sent again."""
    got = office.say("person", 1, kill_at=FAR, leave=False)
    assert got is not None
    assert got.text == "您说：您好"
    office.work()
    assert office.by_api("person") == []
    assert office.state("person") is MessageState.UNKNOWN
