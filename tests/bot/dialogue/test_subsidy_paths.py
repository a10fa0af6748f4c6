"""我的车票能报多少 in every order: a table of paths, and any sequence of messages at all."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.dialogue.office import Chatter, Office

START = "我的车票能报多少"
DONE = "要带什么"

PATHS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "step by step": ((START, "上海", "380", "没有", "4"), ("380元",)),
    "place and fare at once": ((START, "上海,票380", "没有", "4"), ("380元",)),
    "months and place at once": ((START, "干了三年了,在上海", "380", "没有"), ("380元",)),
    "digits": ((START, "昆明", "420", "2", "5"), ("300元",)),
    "all in one go": (("我去东莞打工5个月车票花了420今年没领过",), ("420元",)),
    "no distance named": ((START, "省外", "380", "没领过", "半年"), ("380元",)),
    "Yunnan": ((START, "昆明", "一百八", "没得", "三个多月"), ("180元",)),
    "Hunan": ((START, "长沙", "百八", "冇", "仨月"), ("180元",)),
    "not yet claimed": ((START, "东莞", "1.2k", "还没", "半年"), ("500元",)),
    "typo": ((START, "东完", "1", "380", "没", "4"), ("380元",)),
    "homophone": ((START, "苏洲", "1", "380", "没", "4"), ("380元",)),
    "corrected place": ((START, "上海", "不是上海,是昆明", "380", "没有", "4"), ("300元",)),
    "corrected fare": ((START, "上海", "380", "我说错了,车费是280", "没有", "4"), ("280元",)),
    "corrected months": ((START, "上海", "380", "没有", "2", "2", "改成4个月"), ("380元",)),
    "corrected after the result": (
        (START, "上海", "380", "没有", "4", "不是上海,是昆明"),
        ("300元",),
    ),
    "a policy question between": (
        (START, "上海", "有什么免费培训", "380", "没有", "4"),
        ("380元",),
    ),
    "a search between": ((START, "上海", "380", "想找包吃住的活", "继续", "没有", "4"), ("380元",)),
    "a caseworker between": ((START, "上海", "人工", "继续", "380", "没有", "4"), ("380元",)),
    "danger between": (
        (START, "上海", "380", "老板不给工资", "继续", "没有", "4"),
        ("380元",),
    ),
    "opting out between": ((START, "上海", "退订", "继续", "380", "没有", "4"), ("380元",)),
    "begun again": ((START, "上海", "380", "重来", "昆明", "200", "没有", "4"), ("200元",)),
    "claimed last year": ((START, "上海", "380", "去年报的", "4"), ("380元",)),
    "refused, but it was last year": (
        (START, "上海", "380", "报过", "去年报的", "4"),
        ("380元",),
    ),
    "fare before the place": ((START, "380", "上海", "没有", "4"), ("380元",)),
    "fare in words before the place": ((START, "三百八", "上海", "没有", "4"), ("380元",)),
    "time and claim before the place": (
        (START, "干了四个月", "没领过", "昆明", "一百八"),
        ("180元",),
    ),
    "fare remembered later": ((START, "上海", "不知道", "380", "没有", "4"), ("380元",)),
    "corrected claim, the mistake named last": (
        (START, "上海", "380", "没有", "4", "领过了,说错了", "说错了,没领过"),
        ("380元",),
    ),
    "place not known at first": (
        (START, "不知道", "不晓得", "继续", "上海", "380", "2", "4"),
        ("380元",),
    ),
    "fare not remembered": ((START, "上海", "记不到了", "没有", "4"), ("500元",)),
    "fare not known": ((START, "上海", "不知道", "没有", "4"), ("500元",)),
    "asked again for the beginning": ((START, "上海", START, "380", "没有", "4"), ("380元",)),
}
STEPS = ("上海", "380", "没有", "4")
BETWEEN = {
    "policy": "有什么免费培训",
    "search": "想找包吃住的活",
    "caseworker": "人工",
    "opt out": "退订",
    "danger": "老板扣我身份证不给",
    "thanks": "谢谢",
}


@pytest.fixture
def someone(office: Office) -> Chatter:
    office.person("王秀英", phone="13900000001")
    office.posting("普工")
    return office.phone("13900000001")


@pytest.mark.parametrize(("messages", "told"), PATHS.values(), ids=PATHS)
def test_paths(someone: Chatter, messages: tuple[str, ...], told: tuple[str, ...]) -> None:
    for text in messages:
        someone.says(text)
    someone.is_told(*told, DONE)


@pytest.mark.parametrize("step", range(len(STEPS)))
@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_every_step_can_be_interrupted_and_gone_on_with(
    someone: Chatter, step: int, between: str
) -> None:
    someone.says(START)
    for text in STEPS[:step]:
        someone.says(text)
    someone.says(between).says("继续")
    for text in STEPS[step:]:
        someone.says(text)
    someone.is_told("380元", DONE)


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_every_step_can_be_left(someone: Chatter, step: int) -> None:
    someone.says(START)
    for text in STEPS[:step]:
        someone.says(text)
    someone.says("取消").is_told("不办了")
    assert "trip" not in someone.state
    someone.says("继续").is_told("没有没办完的事")


@pytest.mark.parametrize("nonsense", [("呵呵呵", "哦豁", "啦啦啦"), ("？", "。。", "！")])
def test_who_cannot_say_it_is_offered_a_person(someone: Chatter, nonsense: tuple[str, ...]) -> None:
    someone.says(START).says("上海")
    heard = [someone.says(text).told for text in nonsense]
    assert any("人工" in told for told in heard)


ANSWERS = (
    "上海 昆明 宣威 苏洲 省外 东完 1 2 3 4 9 380 三百八 1.2k 不知道 没有 没领过 领过了 冇 半年 "
    "刚去 三个多月 自己去的 统一组织的"
).split()
OTHERS = (
    "继续 取消 人工 退订 恢复 返回 错了 谢谢 你好 菜单 0 有用 没用 换一批 有什么免费培训 "
    "想找包吃住的活 老板不给工资 哈哈哈 那材料呢 不是上海,是苏州 我说错了,车费是380 改成4个月 "
    "重来 原文 我上班了"
).split()
KNOWN = ("place", "fare", "claimed", "months", "organised")
FORGETS = frozenset({"取消", "重来", "错了", "返回", "算了", "菜单", "0"})
"""Messages after which less may be known: it was taken back, or something else was begun."""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(st.sampled_from(ANSWERS), st.sampled_from(OTHERS), st.text(max_size=12))))
def test_whatever_is_said_nothing_is_lost_and_nobody_is_held(
    office: Office, messages: list[str]
) -> None:
    someone = office.phone(f"v{uuid4().hex[:12]}", "webchat")
    someone.says(START)
    before = someone.state
    for text in messages:
        someone.says(text)
        state = someone.state
        _nothing_lost(before, state, text)
        asked_again = _asked(before) == _asked(state) and _tries(state) > _tries(before)
        assert not asked_again or _tries(state) < 2 or "人工" in someone.told, someone.told
        before = state
    someone.says("取消")
    assert _asked(someone.state) is None
    someone.says("菜单").is_told("找工作")


def _asked(state: dict[str, Any]) -> str | None:
    slot = state.get("slot") or {}
    return slot.get("step") if slot.get("kind") == "subsidy" else None


def _tries(state: dict[str, Any]) -> int:
    return int((state.get("slot") or {}).get("tries") or 0)


def _nothing_lost(before: dict[str, Any], after: dict[str, Any], text: str) -> None:
    """What was known of a trip under way is still known, if with another value."""
    old, new = before.get("trip"), after.get("trip")
    if old is None or old.get("told") or text in FORGETS:
        return
    assert new is not None, f"{text!r} lost the trip"
    for name in KNOWN:
        if name in old and name == "place":
            assert "place" in new or "distance" in new, f"{text!r} lost the place"
        elif name in old and name == "fare":
            assert "fare" in new or new.get("fare_open"), f"{text!r} lost the fare"
        elif name in old:
            assert name in new, f"{text!r} lost {name}"


def test_who_cannot_say_where_is_told_the_rule_and_may_go_on(office: Office) -> None:
    stranger = office.phone("visitor-9", "webchat")
    stranger.says(START).says("不知道").is_told("1 县内", "3 外省")
    stranger.says("不晓得").is_told("省外500元", "县外省内300元", "县内100元", "继续")


def test_what_is_told_ahead_is_no_failed_answer(office: Office) -> None:
    ahead = office.phone("visitor-10", "webchat")
    ahead.says(START).says("300块").says("没领过").is_told("去哪里打工").is_not_told("说不清")
    ahead.says("不知道").is_told("1 县内", "3 外省")


def test_a_wage_is_no_fare(office: Office) -> None:
    earner = office.phone("visitor-11", "webchat")
    earner.says(START).says("上海").says("工资5000")
    assert "fare" not in earner.state["trip"]
