"""Wrongs that are denied, shunned or feared are no danger; what happens beside them is."""

from __future__ import annotations

import pytest

from policy_faq.urgent import Danger, danger_in
from policy_faq.urgent_shunned import names_shunned, without_shunned


@pytest.mark.parametrize(
    "text",
    [
        *("不招童工的正规厂,我25", "没有童工的大厂", "我18了不是童工,能进什么厂"),
        *("不扣证件不押工资的厂", "不要押证件的,不要押工资的", "不收身份证的工地小工"),
        *(
            "不打人骂人的厂",
            "不要那种压身份证的厂",
            "不限制出入的厂",
            "不收押金不收中介费的厂",
            "找个不拖工资的厂",
        ),
        *("怕被骗,想找个靠谱的工作", "不想再被骗了,找个正规公司", "怕遇到黑中介,想找政府推荐的厂"),
        *("不碰机器的活,怕绞到手", "危险的不干,怕从高处摔下来", "不会出工伤的厂,轻松点"),
    ],
)
def test_no_danger(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize("text", ["不招童工的正规厂", "不扣证件的厂", "怕被骗,找个厂"])
def test_what_is_shunned_is_named(text: str) -> None:
    assert names_shunned(text)


@pytest.mark.parametrize("text", ["进厂要不要交押金", "工资不发", "不让走", "押金不退", "想找个厂"])
def test_a_question_or_a_wrong_is_not_shunned(text: str) -> None:
    assert without_shunned(text) == text


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("老板说不扣身份证,结果扣了三个月不还", Danger.ID_CARD),
        ("不打人?昨天还把我打了", Danger.HARM),
        ("我没被骗,就是被锁在厂里", Danger.HELD),
        ("没有骗人,真的有童工", Danger.MINOR),
        ("他们不打人但是不准走", Danger.HELD),
        ("厂里说不压工资,现在压了两个月", Danger.WAGES),
        ("怕绞到手,昨天真绞到了", Danger.INJURY),
        ("怕被骗,已经交了五百押金,不退", Danger.FRAUD),
        ("进厂要不要交押金 中介问我要300", Danger.FRAUD),
        ("公婆不让我出去", Danger.HELD),
        ("喷农药中毒了,在卫生院", Danger.INJURY),
        ("宿舍被反锁,出不去", Danger.HELD),
        ("被骗到边境,有人看着", Danger.HELD),
        ("手夹机器里了", Danger.INJURY),
    ],
)
def test_what_happens_beside_is_a_danger(text: str, danger: Danger) -> None:
    alarm = danger_in(text)
    assert alarm is not None
    assert alarm.danger is danger
