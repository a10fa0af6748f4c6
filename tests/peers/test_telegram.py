"""Telegram through a stand-in that speaks its Bot API, by webhook and by polling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot import inbox, polling
from bot.channels.telegram import Telegram, TelegramConfig
from bot.runtime import BotRuntime
from messaging.contract import Button, Fault
from messaging.sender import deliver_batch
from messaging.tables import Contact, MessageState, OutboxMessage, ParkedEvent
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, Said, runtime_with
from tests.peers import until
from tests.peers.service import Doors
from tests.peers.telegram_api import TOKEN, TelegramPeer

pytestmark = [
    pytest.mark.peer("telegram"),
    pytest.mark.filterwarnings("ignore:Deprecated since version v22.2"),
]
SECRET, CHAT = "S3cret_token", 77
BUTTONS = (Button("看详情", "detail:1"), Button("换一批", "more"))


@dataclass
class Bot:
    """A bot that is reached, one way or the other."""

    peer: TelegramPeer
    runtime: BotRuntime
    parrot: Parrot
    clock: SetClock

    def deliver(self) -> int:
        given = self.runtime
        channel = given.channels["telegram"]
        return deliver_batch(given.db, given.vault, given.clock, channel, owner="t")

    def heard(self, count: int) -> list[tuple[str, str | None]]:
        until(f"{count} messages", lambda: len(self.parrot.heard) >= count)
        return self.parrot.heard

    def all(self, table: Any) -> list[Any]:
        with self.runtime.db.read() as session:
            return list(session.exec(select(table).order_by(table.id)))

    def answered(self, count: int) -> None:
        until(f"{count} answers", lambda: len(self.all(OutboxMessage)) >= count)


@pytest.fixture
def made(db: Database, vault: Vault, clock: SetClock, telegram_peer: TelegramPeer) -> Iterator[Bot]:
    channel = Telegram(TelegramConfig(TOKEN, SECRET, telegram_peer.api))
    parrot = Parrot(says=lambda text: [Said(f"您说：{text}", BUTTONS)])
    yield Bot(
        telegram_peer, runtime_with(db, vault, clock, channel, dialogue=parrot), parrot, clock
    )
    channel.close()


def by_webhook(bot: Bot, doors: Doors) -> Callable[[], None]:
    doors.open(bot.runtime)
    channel = bot.runtime.channels["telegram"]
    assert isinstance(channel, Telegram)
    channel.register_webhook(doors.url)
    return lambda: None


def by_polling(bot: Bot, doors: Doors) -> Callable[[], None]:
    stop = Event()
    channel = bot.runtime.channels["telegram"]
    assert isinstance(channel, Telegram)

    def loop() -> None:
        polling.poll(bot.runtime, channel, stop.is_set, lambda seconds: stop.wait(0.05))

    thread = Thread(target=loop)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join()

    return end


@pytest.fixture(params=[by_webhook, by_polling], ids=["webhook", "polling"])
def bot(request: pytest.FixtureRequest, made: Bot, doors: Doors) -> Iterator[Bot]:
    end = request.param(made, doors)
    yield made
    end()


def test_a_conversation(bot: Bot) -> None:
    bot.peer.say(CHAT, "找包吃住的活")
    bot.answered(1)
    assert bot.deliver() == 1
    shown = bot.peer.sent(CHAT)
    assert [message["text"] for message in shown] == ["您说：找包吃住的活"]
    assert [key["callback_data"] for key in shown[0]["buttons"]] == ["detail:1", "more"]
    assert bot.all(OutboxMessage)[0].state is MessageState.SENT
    bot.clock.advance(timedelta(seconds=2))
    bot.peer.tap(CHAT, "换一批")
    assert bot.heard(2) == [("找包吃住的活", None), ("换一批", "more")]
    bot.answered(2)
    assert bot.all(OutboxMessage)[0].state is MessageState.DELIVERED


def test_what_comes_twice_is_answered_once(bot: Bot) -> None:
    update: dict[str, Any] = {
        "update_id": 500,
        "message": {
            "message_id": 9,
            "date": 1795395600,
            "chat": {"id": CHAT, "type": "private"},
            "text": "您好",
        },
    }
    for _ in range(3):
        bot.peer.push(update)
    bot.peer.push({**update, "update_id": 501})
    assert len(bot.heard(2)) == 2
    bot.answered(2)
    assert len(bot.all(OutboxMessage)) == 2


def test_a_malformed_update_does_not_hold_up_the_next(bot: Bot) -> None:
    malformed: list[dict[str, Any]] = [
        {"message": {}},
        {"callback_query": {"id": "1"}},
        {"message": {"chat": 7, "text": "x"}},
    ]
    for number, broken in enumerate(malformed):
        bot.peer.push({"update_id": 900 + number, **broken})
    bot.peer.push(
        {
            "update_id": 950,
            "message": {
                "message_id": 9,
                "date": 1795395600,
                "chat": {"id": CHAT, "type": "private"},
                "text": "您好",
            },
        }
    )
    assert bot.heard(1) == [("您好", None)]
    assert len(bot.all(ParkedEvent)) == 3


def test_telegram_says_slower(bot: Bot) -> None:
    bot.peer.say(CHAT, "您好")
    bot.answered(1)
    bot.peer.fail("sendMessage", 429, parameters={"retry_after": 30})
    bot.deliver()
    waiting = bot.all(OutboxMessage)[0]
    assert waiting.fault == Fault.THROTTLED
    assert waiting.next_attempt_at >= bot.clock.now() + timedelta(seconds=30)
    assert bot.deliver() == 0
    bot.clock.set(waiting.next_attempt_at)
    assert bot.deliver() == 1
    assert len(bot.peer.sent(CHAT)) == 1


def test_a_person_who_blocked_the_bot_is_left_alone_until_they_write(bot: Bot) -> None:
    bot.peer.say(CHAT, "您好")
    bot.answered(1)
    bot.peer.fail("sendMessage", 403, description="Forbidden: bot was blocked by the user")
    bot.deliver()
    assert bot.all(OutboxMessage)[0].state is MessageState.FAILED
    assert bot.all(Contact)[0].blocked_at is not None
    bot.clock.advance(timedelta(seconds=2))
    bot.peer.say(CHAT, "我回来了")
    bot.answered(2)
    assert bot.all(Contact)[0].blocked_at is None
    assert bot.deliver() == 1


def test_an_error_of_telegram_is_tried_again_later(bot: Bot) -> None:
    bot.peer.say(CHAT, "您好")
    bot.answered(1)
    bot.peer.fail("sendMessage", 500, description="Internal Server Error (500)")
    bot.deliver()
    waiting = bot.all(OutboxMessage)[0]
    assert (waiting.state, waiting.fault) == (MessageState.SUBMITTING, Fault.RETRY)
    bot.clock.set(waiting.next_attempt_at)
    assert bot.deliver() == 1
    assert len(bot.peer.sent(CHAT)) == 1


def test_one_chat_gets_one_message_a_second(bot: Bot) -> None:
    bot.parrot.says = lambda text: [Said(f"第{number}条") for number in range(4)]
    bot.peer.say(CHAT, "您好")
    bot.answered(4)
    counts = []
    for _ in range(5):
        counts.append(bot.deliver())
        bot.clock.advance(timedelta(seconds=1))
    assert counts == [1, 1, 1, 1, 0]
    assert [message["text"] for message in bot.peer.sent(CHAT)] == [
        f"第{number}条" for number in range(4)
    ]


def test_a_webhook_that_cannot_store_gets_the_update_again(
    made: Bot, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_webhook(made, doors)
    receive, refusals = inbox.receive, [1, 2]

    def sometimes(*args: Any) -> Any:
        if refusals:
            refusals.pop()
            raise OperationalError("INSERT", {}, Exception("disk full"))
        return receive(*args)

    monkeypatch.setattr(inbox, "receive", sometimes)
    made.peer.say(CHAT, "您好")
    until("the third try", lambda: len(made.peer.deliveries()) >= 3)
    assert [call["status"] for call in made.peer.deliveries()] == [503, 503, 200]
    assert made.heard(1) == [("您好", None)]


def test_polling_acknowledges_what_it_took(made: Bot, doors: Doors) -> None:
    end = by_polling(made, doors)
    made.peer.say(CHAT, "一")
    made.heard(1)
    made.peer.say(CHAT, "二")
    made.heard(2)
    until("the acknowledgement", lambda: int(made.peer.calls("getUpdates")[-1]["offset"]) >= 3)
    end()
    assert [text for text, _ in made.parrot.heard] == ["一", "二"]
