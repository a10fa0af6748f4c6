"""Telegram on a bad day, by webhook and by polling: nothing is lost, nothing is said twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.channels.telegram import SECRET_HEADER
from labourers.tables import ContactLink
from messaging.contacts import contact_for
from messaging.contract import Fault, Outgoing, SendError
from messaging.outbox import Draft, enqueue
from messaging.tables import (
    BODY_FIELD,
    Contact,
    InboundMessage,
    MessageKind,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from tests.peers import until
from tests.peers.service import Doors
from tests.peers.test_telegram import CHAT, SECRET, Bot, bot, by_webhook, made

__all__ = ["bot", "made"]

pytestmark = [
    pytest.mark.peer("telegram"),
    pytest.mark.filterwarnings("ignore:Deprecated since version v22.2"),
]
GROUP = -1001
PHONE = "13800000077"


def message(number: int, **what: Any) -> dict[str, Any]:
    chat = {"id": CHAT, "type": "private", "first_name": "三"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1795395600, "chat": chat} | what,
    }


def hours(bot: Bot, count: int = 24) -> None:
    """Let the worker look again and again."""
    for _ in range(count):
        bot.clock.advance(timedelta(hours=1))
        bot.deliver()


def texts(bot: Bot, chat: int = CHAT) -> list[str]:
    return [each["text"] for each in bot.peer.sent(chat)]


def test_telegram_says_slower_to_many_and_all_get_theirs_once(bot: Bot) -> None:
    for person in range(5):
        bot.peer.say(CHAT + person, f"我是{person}")
    bot.answered(5)
    bot.peer.fail("sendMessage", 429, times=7, parameters={"retry_after": 20})
    for _ in range(12):
        bot.deliver()
        bot.clock.advance(timedelta(seconds=30))
    for person in range(5):
        assert texts(bot, CHAT + person) == [f"您说：我是{person}"]
    assert {each.attempts for each in bot.all(OutboxMessage)} == {1}, "a pause costs no try"


def test_taken_although_the_connection_broke(bot: Bot) -> None:
    """Telegram cannot be asked, so what may have been taken is never sent again."""
    bot.peer.say(CHAT, "您好")
    bot.answered(1)
    bot.peer.lose("sendMessage", taken=True)
    bot.deliver()
    unsure = bot.all(OutboxMessage)[0]
    assert (unsure.state, unsure.fault) == (MessageState.UNKNOWN, Fault.AMBIGUOUS)
    hours(bot)
    assert texts(bot) == ["您说：您好"]
    bot.peer.say(CHAT, "收到")
    bot.answered(2)
    assert bot.all(OutboxMessage)[0].state is MessageState.UNKNOWN, "a reply proves no other one"


@pytest.mark.parametrize("said", ["Internal Server Error: restart", "Internal Server Error"])
def test_only_a_server_cut_short_leaves_a_doubt(bot: Bot, said: str) -> None:
    bot.peer.say(CHAT, "您好")
    bot.answered(1)
    bot.peer.fail("sendMessage", 500, description=said)
    bot.deliver()
    in_doubt = "restart" in said
    assert (bot.all(OutboxMessage)[0].state is MessageState.UNKNOWN) is in_doubt
    hours(bot, 2)
    assert texts(bot) == ([] if in_doubt else ["您说：您好"])


def test_updates_out_of_order_are_all_heard(bot: Bot) -> None:
    first, second, third = (message(600 + number, text=f"第{number}句") for number in range(3))
    bot.peer.push(third, first, second, third, first)
    heard = bot.heard(3)
    bot.peer.push(message(700, text="最后"))
    bot.heard(4)
    assert sorted(text for text, _ in heard[:3]) == ["第0句", "第1句", "第2句"]
    assert len(bot.all(InboundMessage)) == 4


def test_a_malformed_update_among_good_ones(bot: Bot) -> None:
    bot.peer.push(
        message(610, text="前"),
        {"update_id": 611, "message": {"date": "soon"}},
        {"update_id": 612, "callback_query": {"id": "9", "data": None}},
        message(613, text="后"),
    )
    assert [text for text, _ in bot.heard(2)] == ["前", "后"]
    assert len(bot.all(ParkedEvent)) == 2


def test_a_button_tapped_twice_and_long_after(bot: Bot) -> None:
    bot.peer.say(CHAT, "找活")
    bot.answered(1)
    bot.deliver()
    bot.peer.tap(CHAT, "看详情")
    bot.peer.tap(CHAT, "看详情")
    bot.clock.advance(timedelta(days=30))
    bot.peer.tap(CHAT, "看详情")
    assert bot.heard(4)[1:] == [("看详情", "detail:1")] * 3


def test_in_a_group_it_says_to_write_alone_and_only_once(bot: Bot) -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "老乡群"}
    said = {"chat": group, "text": "/start 张三 1234", "entities": [COMMAND]}
    bot.peer.push(message(620, **said), message(621, **said), message(622, chat=group, text="嗨"))
    bot.peer.push(message(623, text="私下问"))
    assert bot.heard(1) == [("私下问", None)], "the dialogue hears nothing of a group"
    bot.answered(2)
    hours(bot, 1)
    assert [text for text in texts(bot, GROUP) if "单独发消息" in text] == texts(bot, GROUP)
    assert len(texts(bot, GROUP)) == 1


COMMAND = {"type": "bot_command", "offset": 0, "length": 6}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"voice": {"file_id": "v"}}, "听不了语音"),
        ({"photo": [{"file_id": "p"}]}, "看不了图片"),
        ({"location": {"latitude": 26.4, "longitude": 103.3}}, "看不了位置"),
        ({"contact": {"phone_number": PHONE, "user_id": CHAT}}, "不能证明您是谁"),
    ],
)
def test_what_has_no_words_gets_one_polite_answer(
    bot: Bot, what: dict[str, Any], told: str
) -> None:
    bot.peer.push(*(message(630 + number, **what) for number in range(4)))
    until("four messages", lambda: len(bot.all(InboundMessage)) >= 4)
    bot.answered(1)
    hours(bot, 1)
    assert len(texts(bot)) == 1
    assert told in texts(bot)[0]
    assert bot.parrot.heard == []
    assert bot.all(ContactLink) == [], "a shared number proves nothing"
    kept = bot.all(InboundMessage)
    assert {bot.runtime.vault.open(BODY_FIELD, each.body_sealed) for each in kept} == {""}


def test_who_blocks_the_bot_is_pushed_no_more_until_they_write(bot: Bot) -> None:
    bot.peer.say(CHAT, "您好")
    bot.answered(1)
    kicked = {"date": 1795395700, "new_chat_member": {"status": "kicked"}}
    chat = {"id": CHAT, "type": "private"}
    bot.clock.advance(timedelta(days=400))
    bot.peer.push({"update_id": 640, "my_chat_member": {**kicked, "chat": chat, "date": LATER}})
    until("the news", lambda: bot.all(Contact)[0].blocked_at)
    bot.deliver()
    assert texts(bot) == []
    bot.peer.say(CHAT, "我回来了")
    bot.answered(2)
    assert bot.all(Contact)[0].blocked_at is None
    bot.deliver()
    assert texts(bot) == ["您说：我回来了"]


LATER = 1829955600
"""A moment after any at which somebody writes in these tests."""


def test_a_call_without_the_secret_is_refused(made: Bot, doors: Doors) -> None:
    by_webhook(made, doors)
    door = f"{doors.url}/webhooks/telegram/updates"
    for headers in ({}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET[:-1]}):
        assert httpx.post(door, json=message(650, text="x"), headers=headers).status_code == 403
    assert httpx.post(door, content=b"{", headers={SECRET_HEADER: SECRET}).status_code == 200
    assert made.all(InboundMessage) == []
    assert [event.reason for event in made.all(ParkedEvent)] == ["no_json"]


def test_silence_is_a_doubt(made: Bot) -> None:
    made.peer.lose("sendMessage", taken=False, silent=True)
    channel = made.runtime.channels["telegram"]
    with pytest.raises(SendError) as failed:
        channel.send(Outgoing(uuid4(), str(CHAT), "您好"), 0.3)
    assert (failed.value.fault, failed.value.code) == (Fault.AMBIGUOUS, "timed_out")


def test_all_chats_together_get_no_more_than_telegram_takes(made: Bot) -> None:
    given, most = made.runtime, 25
    with given.db.write() as session:
        for person in range(60):
            contact = contact_for(session, given.vault, made.clock, "telegram", str(1000 + person))
            draft = Draft(f"p{person}", contact.id, "telegram", MessageKind.REPLY, "有新活")
            enqueue(session, given.vault, made.clock, draft)
    counts = []
    for _ in range(4):
        counts.append(made.deliver() + made.deliver())
        made.clock.advance(timedelta(seconds=1))
    assert counts == [most, most, 10, 0]
    assert all(len(texts(made, 1000 + person)) == 1 for person in range(60))
