"""Whatever is sent, the answer is polite, bounded, and the conversation goes on."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import inbox
from bot.dialogue import intents
from bot.dialogue.commands import parse
from bot.dialogue.pages import PAGE_OF
from jobs_feed.tables import Application
from messaging import sms_text
from messaging.contract import Inbound
from policy_faq.text import clean
from tests.bot.dialogue.office import Office
from tests.bot.spine import runtime_with
from tests.messaging.fakes import ScriptedChannel

HARD = (
    "",
    "   ",
    "\0",
    "\ud800",
    "a\ud83d",
    "😀" * 500,
    "字" * 10_000,
    "1" * 10_000,
    "<script>alert(1)</script>" * 50,
    "<b>想找活</b>",
    "{title} {0} %s {{}}",
    "'; DROP TABLE labourer; --",
    "\u202e\u200b\u2060",
    "\ufdfd" * 300,  # one character that is as wide as a sentence
    "报名" + "9" * 300,
    "报名1" * 800,
    "不合适" * 800,
    "\n" * 3000,
    "who:00000000000000000000000000000000",
    "王" * 5000 + " 1234",
)
WORDS = st.sampled_from(
    (
        "找活 1 2 报名1 换一批 近一点的 工资高一点的 不合适1 我上班了 3 3,11月5日 错了 人工 "
        "菜单 0 退订 恢复 王秀英,1234 王秀英,0000 算了 去广东打工车票能报多少 那省内呢 谢谢 "
        "补贴的事情 老板不给工资 english 中文 返回 取消报名 没用 电话多少 东莞 我的车票能报多少 "
        "上海 苏洲 三百八 没有 刚去 半年 不是上海,是昆明 票价错了,是90 继续 重来 "
        "去宣威车票150能报多少"
    ).split()
)
ACTIONS = st.sampled_from(
    [None, "menu", "jobs", "more", "apply:zz", "detail:", "who:1", "where:county", "ask:", "skip",
     "stranger", "claim", "fact:place=310000", "fact:claimed=no", "form", "checklist", "remind",
     "remind:yes=2026-11-05", "started:x/y", "apply:" + "0" * 32, "useless", "human", "1",
     "nonsense"]
)  # fmt: skip


def check(office: Office, channel: str, texts: list[str], actions: list[str | None]) -> None:
    someone = office.phone(f"136{uuid4().int % 10**8:08d}", channel)
    for text, action in zip(texts, actions, strict=True):
        someone.says(text, action)
        assert len(someone.heard) <= 3
        for reply in someone.heard:
            assert reply.text.strip()
            assert sms_text.units(reply.text) <= PAGE_OF.get(channel, 1500)
            reply.text.encode()
            for button in reply.buttons:
                assert len(button.action.encode()) <= 64
                assert button.label in someone.told or channel != "wechat"
        if channel == "sms":
            assert sms_text.segments("【会泽人社】" + someone.told) <= 5
        assert len(json.dumps(someone.state)) < 12_000


@pytest.mark.parametrize("channel", ["sms", "webchat", "wechat"])
@pytest.mark.parametrize("text", HARD)
def test_hard_messages(office: Office, channel: str, text: str) -> None:
    check(office, channel, [text, text], [None, None])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.one_of(WORDS, st.text(max_size=60)), ACTIONS), min_size=1, max_size=10),
    st.sampled_from(["sms", "telegram", "webchat", "wechat"]),
)
def test_any_conversation(
    office: Office, turns: list[tuple[str, str | None]], channel: str
) -> None:
    check(office, channel, [text for text, _ in turns], [action for _, action in turns])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_message_through_the_inbox(office: Office, text: str) -> None:
    runtime = runtime_with(
        office.db, office.vault, office.clock, ScriptedChannel(), dialogue=office.dialogue
    )
    number = f"136{uuid4().int % 10**8:08d}"
    inbound = Inbound(str(uuid4()), number, text, office.clock.now())
    inbound_id = inbox.receive(runtime, "sms", inbound)
    assert inbound_id is not None
    assert inbox.handle(runtime, inbound_id)


def test_somebody_who_sends_the_whole_number_is_known_by_its_end(office: Office) -> None:
    person = office.person("王秀英", last4="123X")
    office.posting("普工")
    runtime = runtime_with(
        office.db, office.vault, office.clock, ScriptedChannel(), dialogue=office.dialogue
    )
    for text in ("找活", "报名1", "王秀英 53032619850505123X"):
        inbound = Inbound(str(uuid4()), "13600000001", text, office.clock.now())
        inbound_id = inbox.receive(runtime, "sms", inbound)
        assert inbound_id is not None
        inbox.handle(runtime, inbound_id)
    assert [each.labourer_id for each in office.rows(Application)] == [person]


@pytest.mark.parametrize("text", ["人工", "找活", "王秀英 0000", "想吃火锅"])
def test_a_hundred_times_the_same_in_a_browser(office: Office, text: str) -> None:
    office.posting("普工")
    someone = office.phone("visitor-9", "webchat")
    for _ in range(100):
        someone.says(text)
        assert len(someone.told) < 1500
    assert len(json.dumps(someone.state)) < 3000
    assert len(office.handoffs()) <= 1


@given(st.text(max_size=300))
def test_understanding_never_fails(text: str) -> None:
    cleaned = clean(text)
    heard = intents.understand(cleaned)
    assert heard.intent in intents.Intent
    parse(cleaned)
