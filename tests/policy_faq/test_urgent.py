"""Which messages tell of danger, and which only sound like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_faq.text import clean
from policy_faq.urgent import Danger, danger_in, urgent_topic


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("三个月工钱一分没见到", Danger.WAGES),
        ("包工头跑了，工钱没拿到", Danger.WAGES),
        ("老板不给工资，坐车回家的钱都没有", Danger.WAGES),
        ("老板打欠条,说过年给", Danger.WAGES),
        ("离职的时候厂里不退押金", Danger.FRAUD),
        ("厂子不给签合同还扣押金", Danger.FRAUD),
        ("中介收了我钱不给安排", Danger.FRAUD),
        ("去缅甸一个月三万,包机票,能去不", Danger.FRAUD),
        ("手轧断了厂里不管", Danger.INJURY),
        ("厂里不放人,天天守着大门", Danger.ID_CARD),
        ("进厂要把身份证交给他们保管", Danger.ID_CARD),
        ("我家二妹14想去饭店端盘子", Danger.MINOR),
    ],
)
def test_danger_is_heard(text: str, danger: Danger) -> None:
    alarm = danger_in(clean(text))
    assert alarm is not None
    assert alarm.danger is danger
    assert urgent_topic(clean(text)) == danger.value


@pytest.mark.parametrize(
    "text",
    [
        "不押身份证的厂",
        "不收押金的厂有吗",
        "想找个不拖欠工资的厂",
        "有没有工资5000的活",
        "没有工资更高的",
        "工资不到1600元",
        "坐车钱给不给",
        "工伤保险谁交",
        "朋友欠我三千块不还",
        "还差几年才能领退休工资",
        "去仲裁要交多少手续费",
        "我妈在村上当保洁",
        "补贴的钱没给",
    ],
)
def test_what_only_sounds_like_danger(text: str) -> None:
    assert danger_in(clean(text)) is None


def test_how_to_avoid_fraud_is_a_question_and_no_emergency() -> None:
    text = clean("找工作时应该怎样防止受骗上当？")
    alarm = danger_in(text)
    assert alarm is not None
    assert not alarm.happening
    assert urgent_topic(text) is None


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    assert urgent_topic(clean(text)) in {None, *(danger.value for danger in Danger)}
