"""What was parked can be read again: calls, a bearerbox's messages, a modem's, and odd events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import DataError, OperationalError
from sqlmodel import select

from bot import inbox, intake, kept
from bot.channels import kannel_box
from bot.channels.gammu import Gammu, GammuConfig
from bot.channels.kannel import INBOUND, REPORTS, Kannel, KannelConfig
from bot.channels.wechat import CALLBACK, WeChat, WeChatConfig
from bot.replays import replay_asked
from bot.runtime import BotRuntime
from messaging import decisions
from messaging.contract import Call, Event, Inbound, Parked, Receipt
from messaging.tables import BODY_FIELD, InboundMessage, MessageState, ParkedEvent
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import runtime_with
from tests.bot.test_channels_kannel_box import short_message

PHONE = "13800000001"
MESSAGE_ID = UUID(int=7)
KEY = "k" * 42 + "A"


@pytest.fixture
def kannel() -> Iterator[Kannel]:
    made = Kannel(
        KannelConfig("http://127.0.0.1:1/", "u", "p", "1069", "s", "http://x", "会泽人社")
    )
    yield made
    made.close()


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock, kannel: Kannel) -> BotRuntime:
    return runtime_with(db, vault, clock, kannel)


def parked(runtime: BotRuntime) -> list[str]:
    with runtime.db.read() as session:
        found = session.exec(select(ParkedEvent).where(ParkedEvent.closed_at == None))  # noqa: E711
        return [runtime.vault.open(BODY_FIELD, each.body_sealed) for each in found]


def came(runtime: BotRuntime) -> list[str]:
    with runtime.db.read() as session:
        found = session.exec(select(InboundMessage))
        return [runtime.vault.open(BODY_FIELD, each.body_sealed) for each in found]


def replay(runtime: BotRuntime) -> int:
    with runtime.db.write() as session:
        for event in session.exec(select(ParkedEvent)).all():
            decisions.replay_event(session, event.id, runtime.clock.now(), "li.gz")
    return replay_asked(runtime)


CALLS = [
    Call(INBOUND, {"x-kannel-from": PHONE}, {"id": "1"}, "找活".encode()),
    Call(INBOUND, {"content-type": "text/plain; charset=utf-16-be"}, {"id": "1"}, b"b~m;\x00\x00"),
    Call(REPORTS, {}, {"id": "0" * 32, "to": "x", "status": "3"}, b""),
    Call("callback", {}, {"echostr": "x"}, b"\xff\xfe"),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_comes_back_as_it_was(call: Call) -> None:
    assert kept.call_in(kept.parked_call(call, "ValueError").body) == call


def test_a_call_repeated_with_a_new_signature_has_the_same_name() -> None:
    names = {
        kept.parked_call(Call("callback", {}, {"nonce": nonce, "signature": nonce}, b"<"), "x")
        for nonce in ("1", "2")
    }
    assert len(names) == 1


def test_what_proves_the_caller_is_not_kept() -> None:
    proofs = {"authorization": "Basic c2VjcmV0", "x-telegram-bot-api-secret-token": "secret"}
    body = kept.parked_call(Call(INBOUND, proofs, {"msg_signature": "secret"}), "x").body
    assert "ecret" not in body
    assert "c2VjcmV0" not in body


EVENTS: list[Inbound | Receipt] = [
    Inbound("e1", PHONE, "找活\n", datetime.fromisoformat("2026-11-23T09:00:00+08:00"), "menu"),
    Receipt(
        "r1",
        MessageState.DELIVERED,
        datetime.fromisoformat("2026-11-23T09:00:00+08:00"),
        message_id=MESSAGE_ID,
        to=PHONE,
    ),
]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_comes_back_as_it_was(event: Inbound | Receipt) -> None:
    assert kept.event_in(kept.parked_event(event, "ValueError").body) == event


@pytest.mark.parametrize("body", ["", "no", "3", '{"update_id": 1}', '{"call": 1}', "<xml/>"])
def test_other_bodies_are_neither(body: str) -> None:
    assert kept.call_in(body) is None
    assert kept.event_in(body) is None


def test_a_call_is_read_again_after_a_mend(
    runtime: BotRuntime, kannel: Kannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(call: Call, now: datetime) -> list[Event]:
        raise AttributeError("a slip of ours")

    with monkeypatch.context() as slip:
        slip.setattr(kannel, "parse", broken)
        for event in intake.read(runtime, "sms", kannel, CALLS[0]):
            intake.store(runtime, "sms", event)
        assert replay(runtime) == 0, "nothing was mended yet"
    assert came(runtime) == []
    assert replay(runtime) == 1
    assert came(runtime) == ["找活"]
    assert parked(runtime) == []


def test_a_message_of_the_bearerbox_is_read_again_after_a_mend(
    runtime: BotRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = short_message("找活".encode("utf-16-be"), kind=0)
    inbox.park(runtime, "sms", kept.parked_frame(frame, "ValueError"))

    def broken(_: bytes) -> None:
        raise ValueError("not read")

    with monkeypatch.context() as slip:
        slip.setattr(kannel_box, "read", broken)
        assert replay(runtime) == 0
    assert replay(runtime) == 1
    assert came(runtime) == ["找活"]


def test_a_message_of_the_modem_is_read_again_after_a_mend(
    db: Database, vault: Vault, clock: SetClock, tmp_path: Path
) -> None:
    gammu = Gammu(GammuConfig(tmp_path / "smsd.db", "会泽人社"))
    runtime = runtime_with(db, vault, clock, gammu)
    odd = {"event": "1:x", "sender": PHONE, "hexed": "zz", "at": clock.now().isoformat()}
    inbox.park(runtime, "sms", Parked("1:x", "not_text", json.dumps(odd)))
    assert replay(runtime) == 0
    mended = json.dumps(odd | {"hexed": "找活".encode("utf-16-be").hex()})
    assert gammu.reread(mended) == [Inbound("1:x", PHONE, "找活", clock.now())]


def test_a_sealed_call_of_another_account_is_kept_and_read_with_the_right_key(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    def account(app_id: str) -> WeChat:
        return WeChat(WeChatConfig(app_id, "s", "token", KEY), clock)

    ours, mended = account("wx-old"), account("wx-new")
    told = (
        "<xml><ToUserName>gh</ToUserName><FromUserName>openid-1</FromUserName><MsgType>text"
        f"</MsgType><CreateTime>{int(clock.now().timestamp())}</CreateTime><Content>找活</Content>"
        "<MsgId>1</MsgId></xml>"
    )
    envelope = mended._calls._envelope
    assert envelope is not None
    sealed = f"<xml><Encrypt>{envelope.seal(told)}</Encrypt></xml>"
    runtime = runtime_with(db, vault, clock, ours)
    for event in intake.read(runtime, "wechat", ours, Call(CALLBACK, body=sealed.encode())):
        intake.store(runtime, "wechat", event)
    (body,) = parked(runtime)
    assert "找活" not in body
    runtime = runtime_with(db, vault, clock, mended)
    assert replay(runtime) == 1
    assert came(runtime) == ["找活"]
    ours.close()
    mended.close()


@dataclass
class Refusing:
    """A store that refuses one event for what it holds, or because it is away."""

    error: Exception
    seen: list[Any] = field(default_factory=list)

    def __call__(self, *given: Any, **_: Any) -> None:
        self.seen.append(given)
        raise self.error


@pytest.mark.parametrize(
    "error", [ValueError("no event id"), DataError("INSERT", {}, Exception("too long"))]
)
def test_what_cannot_be_stored_for_what_it_holds_is_parked_and_read_again(
    runtime: BotRuntime, clock: SetClock, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    event = Inbound("e1", PHONE, "找活", clock.now())
    with monkeypatch.context() as slip:
        slip.setattr(inbox, "receive", Refusing(error))
        assert intake.store(runtime, "sms", event) is None
    assert replay(runtime) == 1
    assert came(runtime) == ["找活"]


@pytest.mark.parametrize("make", [lambda: OperationalError("COMMIT", {}, Exception("disk full"))])
def test_a_store_that_is_away_parks_nothing(
    runtime: BotRuntime,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[], Exception],
) -> None:
    monkeypatch.setattr(inbox, "receive", Refusing(make()))
    with pytest.raises(OperationalError):
        intake.store(runtime, "sms", Inbound("e1", PHONE, "找活", clock.now()))
    assert parked(runtime) == []
