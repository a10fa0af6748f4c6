"""Life and limb first: what is told to who is beaten, held, or does not want to live."""

from __future__ import annotations

import pytest

from policy_faq.answer import SMS_LIMIT
from policy_faq.text import clean
from policy_faq.urgent import Danger, danger_in
from tests.policy_faq.conftest import Ask

_YIZHANG = "431022"


@pytest.mark.parametrize(
    "text",
    ["老板打我", "主管动手打我", "被工头打了", "老板娘扇我耳光", "保安打人", "老板打我怎么办"],
)
def test_who_is_beaten_at_work_hears_the_police_first(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert answer.card == "law-harm"
    assert answer.urgent
    assert answer.handoff
    assert answer.text.startswith("先离开那里，打 110")
    assert answer.sms.startswith("先离开那里,打110")
    assert "12333" in answer.sms
    assert "劳动保障监察" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "我不想活了",
        "活不下去了",
        "想跳楼",
        "撑不住了想死",
        "wo bu xiang huo le",
        "I want to kill myself",
    ],
)
def test_who_does_not_want_to_live_is_comforted_and_told_no_policy(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert answer.urgent
    assert answer.handoff
    assert answer.card is None
    assert answer.gap is None
    assert not answer.citations
    assert not answer.suggestions
    for told in ("12356", "110", "120", "身边的人", "工作人员"):
        assert told in answer.text
        assert told in answer.sms
    assert len(answer.sms) <= SMS_LIMIT


def test_pay_that_is_owed_is_told_after_the_comfort(ask: Ask) -> None:
    answer = ask("老板拖欠我五个月工资,电话打不通,想死的心都有了")
    assert answer.text.startswith("您心里一定很难受")
    assert answer.topic == "wages"
    assert answer.text.index("12356") < answer.text.index("仲裁")
    assert len(answer.sms) <= SMS_LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "热死了",
        "累死了",
        "气死我了",
        "想死你们了",
        "跳楼价",
        "不想活动",
        "树活不成",
        "小店活不下去了",
        "打我电话",
        "给我打过电话讲工作",
        "邻居打我",
        "老公打我",
        "看着不错的厂",
        "孩子的救命钱",
        "锁具厂招工",
    ],
)
def test_what_only_sounds_grave(text: str) -> None:
    assert danger_in(clean(text)) is None


@pytest.mark.parametrize("text", ["邻居打我", "老公打我", "老公打我怎么办"])
def test_who_is_beaten_at_home_is_told_whom_to_call(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert answer.card is None
    assert "110" in answer.text
    assert "12338" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "厂里把我们锁起来不让走",
        "被骗去缅甸了救命",
        "宿舍锁门不让出去",
        "被关在传销窝",
        "到了一个出租房,没收手机,叫我骗家里人来",
        "they locked us in",
    ],
)
def test_who_is_held_hears_the_police_first(ask: Ask, text: str) -> None:
    answer = ask(text)
    alarm = danger_in(clean(text))
    assert alarm is not None
    assert alarm.danger is Danger.HELD
    assert answer.urgent
    assert answer.handoff
    assert "110" in answer.text[:60]
    assert "110" in answer.sms[:20]


def test_the_way_out_from_abroad_and_from_a_locked_room(ask: Ask) -> None:
    answer = ask("被骗去缅甸了救命")
    assert answer.card == "law-held"
    assert "12308" in answer.text
    assert "12308" in answer.sms
    assert "定位" in answer.text
    assert "不要硬闯" in answer.text
    assert answer.citations[0].clause == "第88条"


@pytest.mark.parametrize("text", ["身份证着老板扣起了不让走", "老板把身份证收走了不让我们走"])
def test_papers_are_answered_where_papers_are_spoken_of(ask: Ask, text: str) -> None:
    assert ask(text).topic == "id-card"


@pytest.mark.parametrize(
    "text", ["13岁的娃在厂里手被机器压了", "我今年13岁 干活受伤了", "13岁童工受伤怎么办"]
)
def test_a_child_hurt_is_treated_first_and_may_not_work(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert answer.urgent
    assert answer.text.startswith("人要紧：先治伤，打120")
    assert "不满16岁不能打工" in answer.text
    assert "用童工的单位要出治疗费" in answer.text


def test_pay_and_a_subsidy_in_one_message_are_both_answered(ask: Ask) -> None:
    answer = ask("去广东打工路费好多钱报销,公司欠我钱", county=_YIZHANG)
    assert [part.question for part in answer.parts] == ["公司欠我钱", "去广东打工路费好多钱报销"]
    assert answer.urgent
    assert answer.handoff
    assert answer.topic == "wages"


def test_each_of_three_matters_is_told_as_when_asked_alone(ask: Ask) -> None:
    answer = ask("车票 还有公益岗多少钱 老板还不给工钱")
    assert answer.urgent
    assert answer.topic == "wages"
    assert [part.question for part in answer.parts] == ["老板还不给工钱", "车票", "公益岗多少钱"]
    for part in answer.parts:
        assert part.sms == ask(part.question).sms
    assert "500元" in ask("公益岗一个月多少钱 老板不给工钱").text


def test_one_danger_in_several_sentences_is_one_matter(ask: Ask) -> None:
    answer = ask("老板跑了。我们的工钱没给。现在怎么办?")
    assert not answer.parts
    assert answer.topic == "wages"


def test_what_only_explains_the_danger_is_no_matter_of_its_own(ask: Ask) -> None:
    assert not ask("村里保洁的工资被扣着不发，是公益岗的，找哪个", county="433122").parts


@pytest.mark.parametrize(
    "text",
    [
        "租的房子退房,房东扣着押金不给",
        "共享单车押金退不了",
        "买房定金交了不想买能退不",
        "驾校报名费退不退",
    ],
)
def test_what_is_bought_or_rented_is_no_fraud_on_a_worker(text: str) -> None:
    assert danger_in(text) is None


def test_a_deposit_for_work_stays_fraud() -> None:
    assert danger_in("租房的老板招工,先交押金300,人跑了") is not None
