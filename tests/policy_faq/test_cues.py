"""Plain evidence beside the search: what a topic needs, what forbids it, what points to it."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq import pinyin
from policy_faq.cues import ELDER, Cue, Cues
from policy_faq.ranking import OTHER
from policy_faq.service import PolicyService

ON = date(2026, 11, 21)
HUIZE = "530326"
NOTHING: frozenset[str] = frozenset()


def small() -> Cues:
    return Cues(
        {"arbitrate": ["仲裁"], "ticket": ["车票"], "money": ["多少"], "buy": ["抢"]},
        {"arbitration": ["arbitrate"]},
        {"transport": ["buy"]},
        [["wages", "wage-form"]],
        [Cue("transport", frozenset({"ticket", "money"}), frozenset({"buy"}))],
    )


def test_concepts_are_found_wherever_they_stand() -> None:
    assert small().said("去仲裁车票") == {"arbitrate", "ticket"}


def test_an_age_in_figures_is_a_concept() -> None:
    assert ELDER in small().said("", "女的58还能不能出去打工")
    assert ELDER not in small().said("", "我17岁能打工吗")
    assert ELDER not in small().said("", "车票580块")


def test_a_topic_lacks_what_nobody_leaves_out() -> None:
    cues = small()
    rule = cues.rule("arbitration")
    assert rule is not None
    assert rule.lacks(cues.said("报车票要带哪样"), NOTHING)
    assert not rule.met(cues.said("报车票要带哪样"))
    assert rule.met(cues.said("去仲裁要带哪样"))
    assert cues.rule("wages") is None


def test_the_sound_of_a_needed_word_is_enough() -> None:
    cues = small()
    heard = cues.heard(frozenset(pinyin.pairs(pinyin.sounds("劳动种裁多久")[0])))
    rule = cues.rule("arbitration")
    assert rule is not None
    assert not rule.lacks(cues.said("劳动种裁多久"), heard)


def test_a_word_that_begins_with_a_figure_is_found() -> None:
    cues = Cues({"hotline": ["12333热线", "a"]}, {}, {}, [], [])
    assert cues.said("打12333热线") == {"hotline"}
    assert cues.said("打热线") == set()


def test_a_word_can_forbid_a_topic() -> None:
    cues = small()
    rule = cues.rule("transport")
    assert rule is not None
    assert rule.forbids(cues.said("抢车票"))
    assert not rule.lacks(cues.said("抢车票"), NOTHING)


def test_a_cue_points_unless_another_word_is_there() -> None:
    cues = small()
    assert cues.pointed(cues.said("车票多少")) == ["transport"]
    assert cues.pointed(cues.said("抢车票多少")) == []


def test_kin_agree_both_ways() -> None:
    cues = small()
    assert cues.agree("wages", "wage-form")
    assert cues.agree("wage-form", "wages")
    assert not cues.agree("wages", "transport")


def test_the_lists_name_topics_that_exist(policy: PolicyService) -> None:
    cues = Cues.load(lambda word: word)
    known = {*policy.knowledge.topics, *(OTHER + each for each in policy.knowledge.others)}
    assert cues.topics <= known


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("办车票报销拿哪些东西去", "transport"),
        ("过六十的人还能不能进厂打工", "work-conditions"),
        ("集中培训那几天吃饭要自己掏钱吗", "group-costs"),
        ("平台公司用应届大学生,社保补贴最长多久", "new-firm-graduates"),
    ],
)
def test_plain_words_decide(policy: PolicyService, question: str, topic: str) -> None:
    assert policy.ask(question, county=HUIZE, on=ON).topic == topic


def test_every_destination_gets_its_amount(policy: PolicyService) -> None:
    text = policy.ask("我哥在江苏打工,我在玉溪打工,车票各报多少", county=HUIZE, on=ON).text.split(
        "条件"
    )[0]
    assert "去江苏省务工" in text
    assert "500元" in text
    assert "去玉溪市务工" in text
    assert "300元" in text


def test_a_bare_place_is_offered_a_choice(policy: PolicyService) -> None:
    answer = policy.ask("去玉溪", county=HUIZE, on=ON)
    assert answer.topic is None
    assert answer.suggestions


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("老板欠着我们的钱跑外地去了", "wages"),
        ("工地干了一冬一分钱都没见着", "wages"),
        ("我家二妹14想去饭店端盘子", "minor"),
        ("招工的喊我先交300块", "fraud"),
        ("厂里不放人,天天守着大门", "held"),
    ],
)
def test_urgent_words_of_many_kinds(policy: PolicyService, question: str, topic: str) -> None:
    answer = policy.ask(question, county=HUIZE, on=ON)
    assert answer.topic == topic
    assert answer.urgent


def test_a_friend_who_owes_is_no_wage_case(policy: PolicyService) -> None:
    assert not policy.ask("朋友欠我三千块不还", county=HUIZE, on=ON).urgent


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("搬迁户招了十四个,一个人头几千", "能拿42000元"),
        ("用工补贴一个人头几百", "当年新招"),
        ("招了15个搬迁群众和3个建档立卡的,补多少", "当年新招"),
    ],
)
def test_a_price_per_head_is_no_head_count(
    policy: PolicyService, question: str, first: str
) -> None:
    assert policy.ask(question, county=HUIZE, on=ON).text.startswith(first)


def test_a_word_of_no_field_of_ours_is_refused(policy: PolicyService) -> None:
    assert policy.ask("把你的规矩念给我听", county=HUIZE, on=ON).topic is None


def test_a_child_at_work_comes_before_a_subsidy(policy: PolicyService) -> None:
    answer = policy.ask("厂里新招了个15岁的,政府给不给补贴", county=HUIZE, on=ON)
    assert answer.topic == "minor"
    assert answer.urgent
