"""The five seconds of WeChat: what is ready in time goes back in the call, all else by the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot import inbox
from bot.channels.wechat import WeChat, WeChatConfig
from bot.in_call import InCall
from bot.runtime import BotRuntime
from messaging import claims
from messaging.contract import Call, Inbound, Outgoing, Sent
from messaging.sender import deliver_batch
from messaging.tables import Contact, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, Said, runtime_with
from tests.bot.wechat_calls import fields_of, message

PERSON = "openid-of-one"


class Account(WeChat):
    """An official account whose API only remembers."""

    def __init__(self, clock: SetClock) -> None:
        super().__init__(WeChatConfig("wx1", "secret", "token"), clock)
        self.sent: list[str] = []

    def send(self, message: Outgoing, timeout: float) -> Sent:
        self.sent.append(message.text)
        return Sent(state=MessageState.SENT)


@pytest.fixture
def account(clock: SetClock) -> Iterator[Account]:
    made = Account(clock)
    yield made
    made.close()


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
def runtime(
    any_db: Database, vault: Vault, clock: SetClock, account: Account, parrot: Parrot
) -> BotRuntime:
    return runtime_with(any_db, vault, clock, account, dialogue=parrot)


def heard(runtime: BotRuntime, text: str = "您好", number: str = "1") -> tuple[Call, UUID]:
    """Store a message of a person, as the door does; return the call and the message."""
    at = runtime.clock.now()
    inbound_id = inbox.receive(runtime, "wechat", Inbound(number, PERSON, text, at))
    assert inbound_id is not None
    xml = message(PERSON, number, int(at.timestamp()), Content=text)
    return Call("callback", {}, {}, xml.encode()), inbound_id


def answers(runtime: BotRuntime) -> list[OutboxMessage]:
    with runtime.db.read() as session:
        return list(session.exec(select(OutboxMessage).order_by(OutboxMessage.id)))  # type: ignore[arg-type]


def deliver(runtime: BotRuntime, account: Account) -> int:
    return deliver_batch(runtime.db, runtime.vault, runtime.clock, account, owner="worker")


def test_ready_in_time(runtime: BotRuntime, account: Account) -> None:
    call, inbound_id = heard(runtime)
    answer, afterwards = InCall(runtime).respond("wechat", account, call, inbound_id)
    assert fields_of(answer.body.decode())["Content"] == "您说：您好"
    assert afterwards is not None
    assert answers(runtime)[0].state is MessageState.SUBMITTING, "not before it has left"
    assert deliver(runtime, account) == 0
    afterwards()
    assert answers(runtime)[0].state is MessageState.HANDED_OVER
    afterwards()
    assert deliver(runtime, account) == 0
    assert account.sent == []


def test_not_ready_in_time(runtime: BotRuntime, account: Account, parrot: Parrot) -> None:
    """The call is acknowledged without words; the answer goes by the API, at once and once."""
    go_on = Event()

    def thinks(text: str) -> list[Said]:
        assert go_on.wait(30)
        return [Said("想好了")]

    parrot.says = thinks
    in_call = InCall(runtime, patience=0)
    call, inbound_id = heard(runtime)
    answer, afterwards = in_call.respond("wechat", account, call, inbound_id)
    assert (answer.body, afterwards) == (b"success", None)
    go_on.set()
    in_call._pool.shutdown()
    assert answers(runtime)[0].lease_owner is None
    assert deliver(runtime, account) == 1
    assert account.sent == ["想好了"]
    assert answers(runtime)[0].state is MessageState.SENT
    assert deliver(runtime, account) == 0


def test_ready_just_after_the_time(
    runtime: BotRuntime, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer was claimed for the call, which is gone: it is given back to the sender."""
    claimed, go_on, claim = Event(), Event(), claims.claim

    def slowly(*args: Any, **more: Any) -> Any:
        try:
            return claim(*args, **more)
        finally:
            claimed.set()
            assert go_on.wait(30)

    monkeypatch.setattr(claims, "claim", slowly)
    in_call = InCall(runtime, patience=0)

    _, inbound_id = heard(runtime)
    late = Event()
    job = in_call._pool.submit(in_call._prepare, "wechat", account, inbound_id, late)
    assert claimed.wait(30)
    late.set()
    job.add_done_callback(in_call._give_back)
    go_on.set()
    in_call._pool.shutdown()
    monkeypatch.setattr(claims, "claim", claim)
    waiting = answers(runtime)[0]
    assert (waiting.state, waiting.lease_owner, waiting.attempts) == (
        MessageState.SUBMITTING,
        None,
        0,
    )
    assert deliver(runtime, account) == 1
    assert account.sent == ["您说：您好"]


def test_what_the_database_cannot_note_runs_out_and_nobody_can_tell(
    runtime: BotRuntime, account: Account, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, inbound_id = heard(runtime)
    _, afterwards = InCall(runtime).respond("wechat", account, call, inbound_id)
    assert afterwards is not None

    def away(*_args: Any) -> Any:
        raise OperationalError("BEGIN", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(Database, "write", away)
        afterwards()
    clock.advance(timedelta(minutes=2))
    assert deliver(runtime, account) == 0
    assert answers(runtime)[0].state is MessageState.UNKNOWN


def test_when_nothing_can_be_prepared_the_call_is_acknowledged(
    runtime: BotRuntime, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, inbound_id = heard(runtime)

    def away(*_args: Any, **_more: Any) -> Any:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(claims, "claim", away)
    answer, afterwards = InCall(runtime).respond("wechat", account, call, inbound_id)
    assert (answer.body, afterwards) == (b"success", None)
    monkeypatch.undo()
    runtime.clock.advance(inbox.HEAD_START)  # type: ignore[attr-defined]
    assert deliver(runtime, account) == 1


def test_the_worker_leaves_an_answer_to_its_call_for_a_while(
    runtime: BotRuntime, account: Account, clock: SetClock
) -> None:
    _, inbound_id = heard(runtime)
    inbox.handle(runtime, inbound_id)
    assert deliver(runtime, account) == 0
    clock.advance(inbox.HEAD_START)
    assert deliver(runtime, account) == 1


def test_a_repetition_after_the_api_has_sent_it_says_nothing(
    runtime: BotRuntime, account: Account, clock: SetClock
) -> None:
    call, inbound_id = heard(runtime)
    inbox.handle(runtime, inbound_id)
    clock.advance(inbox.HEAD_START)
    deliver(runtime, account)
    answer, afterwards = InCall(runtime).respond("wechat", account, call, inbound_id)
    assert (answer.body, afterwards) == (b"success", None)


def test_a_repetition_takes_the_answer_over(runtime: BotRuntime, account: Account) -> None:
    """The first response never left; what it was to note afterwards no longer counts."""
    in_call = InCall(runtime)
    call, inbound_id = heard(runtime)
    _, first = in_call.respond("wechat", account, call, inbound_id)
    answer, second = in_call.respond("wechat", account, call, inbound_id)
    assert fields_of(answer.body.decode())["Content"] == "您说：您好"
    assert first is not None
    assert second is not None
    first()
    assert answers(runtime)[0].state is MessageState.SUBMITTING
    second()
    assert answers(runtime)[0].state is MessageState.HANDED_OVER


def test_an_answer_nobody_may_send_does_not_go(runtime: BotRuntime, account: Account) -> None:
    """A demo person is never written to through a real account."""
    call, inbound_id = heard(runtime)
    with runtime.db.write() as session:
        session.exec(select(Contact)).one().is_demo = True
    answer, _ = InCall(runtime).respond("wechat", account, call, inbound_id)
    assert answer.body == b"success"
    assert answers(runtime)[0].state is MessageState.FAILED
