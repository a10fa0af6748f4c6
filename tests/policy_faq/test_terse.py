"""A name and a part of it in a few characters: the topic is certain, the part is told."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    ("county", "question", "topic", "told"),
    [
        ("530326", "车补哪点领", "transport", "0874-5120155"),
        ("530326", "盘缠要哪样", "transport", "身份证"),
        ("530326", "公岗能上几年", "village-post", "3年"),
        ("530326", "公岗到期能续不", "public-post", "5年"),
        ("530326", "务工报名电话", "county-office", "0874-5120155"),
        ("530326", "路费几时打到卡", "payout-time", "没有写"),
        ("530326", "焊工证补几块", "skill-upgrade", "1000元"),
        ("530326", "带一般户几块", "placement-other", "10元"),
        ("530326", "贵阳绑钢筋补好多", "transport", "500元"),
        ("530326", "昆明大巴九十五,报几块", "transport", "95元"),
        ("430121", "公岗打哪个电话", "public-post", "12333"),
        ("152221", "创业贷几年", "startup-loan", "2020年12月31日"),
        ("530627", "省内务工给补", "transport", "省内"),
        ("430121", "培训几时开班咯", "training", "1次"),
    ],
)
def test_a_name_and_a_part_are_enough(
    ask: Ask, county: str, question: str, topic: str, told: str
) -> None:
    answer = ask(question, county)
    assert answer.topic == topic
    assert told in answer.text


@pytest.mark.parametrize("question", ["昆明危房补好多", "到昆明火车票多少钱"])
def test_what_says_more_is_left_to_the_search(ask: Ask, question: str) -> None:
    answer = ask(question, "530326")
    assert answer.topic not in {"transport", "public-post"}


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("gongyigang能上几年", "village-post"),
        ("che费报几块", "transport"),
        ("出去da工要几岁", "work-conditions"),
        ("高吉证补几块", "skill-upgrade"),
    ],
)
def test_a_word_may_be_spelled_or_misspelled(ask: Ask, question: str, topic: str) -> None:
    assert ask(question).topic == topic


def test_households_are_no_age(ask: Ask) -> None:
    answer = ask("厂里今年收了13户搬下山的,干满一年一个人给几块")
    assert (answer.topic, answer.urgent) == ("hiring", False)
    assert "3000元" in answer.text


def test_people_are_parted_by_where_they_were_sent(ask: Ask) -> None:
    told = ask("我送了7个卡户去福州,3个去昆明,一共给多少").text
    assert "7人共2100元" in told
    assert "3人共600元" in told
    assert "合计2700元" in told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("大巴60转动车210去重庆,报几块", "270元"),
        ("今年4月去的苏州,6月就回来了,车费能领不", "还不能领"),
        ("正月去福建领过车费,9月又去山东还给领不", "今年已经领过了"),
        ("开小卖部10个月了,补贴能领不", "还不能领"),
        ("开早点摊1年零3个月,有执照,补贴能拿几块", "3000元"),
        ("护林员干两年一共得多少", "12000元"),
        ("证是2015年考的,技能补贴给不给", "2017年以后"),
        ("过年回家的车票报不报", "没有写"),
    ],
)
def test_what_is_told_is_counted(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question).text
