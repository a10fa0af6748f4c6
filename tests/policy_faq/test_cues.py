"""Plain evidence beside the search: what a topic needs, what forbids it, what points to it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from policy_faq import pinyin
from policy_faq.cues import ELDER, Cue, Cues
from policy_faq.evidence import evidence_of, row_of
from policy_faq.lexicon import codes_of
from policy_faq.ranking import OTHER
from policy_faq.service import PolicyService
from policy_faq.weighing import heard, meet, pointed

ON = date(2026, 11, 21)
HUIZE = "530326"


SOUNDS = slice(6, 9)
TARGETS = ("arbitration", "transport", "wages", "wage-form")


def small() -> Cues:
    return Cues(
        {"arbitrate": ["仲裁"], "ticket": ["车票"], "money": ["多少"], "buy": ["抢"]},
        {"arbitration": ["arbitrate"]},
        {"transport": ["buy"]},
        [["wages", "wage-form"]],
        [Cue("transport", frozenset({"ticket", "money"}), frozenset({"buy"}))],
    )


def said(cues: Cues, folded: str, figures: str = "") -> frozenset[str]:
    return cues.named(cues.said(folded, figures))


class Lists:
    """The small lists, as the loops read them."""

    def __init__(self) -> None:
        self.cues = small()
        self.evidence = evidence_of(self.cues, TARGETS)

    def row(self, text: str) -> NDArray[np.int64]:
        return row_of(self.cues.said(text), self.cues)

    def heard(self, text: str) -> NDArray[np.int64]:
        syllables = pinyin.numbers(text, codes_of(text))
        found: NDArray[np.int64] = heard(syllables, *self.evidence[SOUNDS], 1)
        return found

    def needed(self, topic: str, row: NDArray[np.int64]) -> bool:
        return bool(meet(self.evidence.rules[TARGETS.index(topic), 0], row))

    def forbidden(self, topic: str, row: NDArray[np.int64]) -> bool:
        return bool(meet(self.evidence.rules[TARGETS.index(topic), 1], row))

    def pointed(self, text: str) -> set[str]:
        found = pointed(self.row(text), len(TARGETS), *self.evidence[:3])
        return {target for target, points in zip(TARGETS, found.tolist(), strict=True) if points}


def test_concepts_are_found_wherever_they_stand() -> None:
    assert said(small(), "去仲裁车票") == {"arbitrate", "ticket"}


def test_a_set_of_concepts_is_one_number() -> None:
    cues = small()
    both = cues.bits(["ticket", "arbitrate", "ticket"])
    assert cues.named(both) == {"arbitrate", "ticket"}
    assert both == cues.said("去仲裁车票")


def test_an_age_in_figures_is_a_concept() -> None:
    assert ELDER in said(small(), "", "女的58还能不能出去打工")
    assert ELDER not in said(small(), "", "我17岁能打工吗")
    assert ELDER not in said(small(), "", "车票580块")


def test_a_topic_needs_what_nobody_leaves_out() -> None:
    lists = Lists()
    assert lists.evidence.needy.tolist() == [True, False, False, False]
    assert not lists.needed("arbitration", lists.row("报车票要带哪样"))
    assert lists.needed("arbitration", lists.row("去仲裁要带哪样"))


def test_the_sound_of_a_needed_word_is_enough() -> None:
    lists = Lists()
    assert not lists.needed("arbitration", lists.row("劳动种裁多久"))
    assert lists.needed("arbitration", lists.heard("劳动种裁多久"))
    assert not lists.needed("arbitration", lists.heard("劳动种,裁多久"))
    assert not lists.needed("arbitration", lists.heard("车票"))


def test_a_longer_word_is_heard_when_all_of_it_is() -> None:
    cues = Cues({"certificate": ["离职证明"], "short": ["证明"]}, {}, {}, [], [])
    evidence = evidence_of(cues, ())
    for text, concepts in (("李直整名", {"certificate", "short"}), ("整名", {"short"})):
        syllables = pinyin.numbers(text, codes_of(text))
        row = heard(syllables, *evidence[SOUNDS], 1)
        assert cues.named(int(row[0])) == concepts


def test_a_word_that_begins_with_a_figure_is_found() -> None:
    cues = Cues({"hotline": ["12333热线", "a"]}, {}, {}, [], [])
    assert said(cues, "打12333热线") == {"hotline"}
    assert said(cues, "打热线") == set()


def test_a_word_can_forbid_a_topic() -> None:
    lists = Lists()
    assert lists.forbidden("transport", lists.row("抢车票"))
    assert not lists.forbidden("transport", lists.row("车票"))
    assert not lists.forbidden("wages", lists.row("抢车票"))


def test_a_cue_points_unless_another_word_is_there() -> None:
    lists = Lists()
    assert lists.pointed("车票多少") == {"transport"}
    assert lists.pointed("抢车票多少") == set()
    assert lists.pointed("车票") == set()


def test_concepts_beyond_the_first_word_of_bits_count_too() -> None:
    names = [f"c{number}" for number in range(150)]
    cues = Cues(
        {name: [chr(0x4E00 + number)] for number, name in enumerate(names)},
        {},
        {},
        [],
        [Cue("late", frozenset({"c3", "c140"}), frozenset({"c100"}))],
    )
    evidence = evidence_of(cues, ("late",))
    for numbers, points in (((3, 140), True), ((3,), False), ((3, 140, 100), False)):
        row = row_of(cues.bits(names[number] for number in numbers), cues)
        assert pointed(row, 1, *evidence[:3]).tolist() == [points]


def test_kin_agree_both_ways() -> None:
    kin = Lists().evidence.kin
    wages, form = TARGETS.index("wages"), TARGETS.index("wage-form")
    assert kin[wages, form]
    assert kin[form, wages]
    assert not kin[wages, TARGETS.index("transport")]


def test_a_list_that_names_an_unknown_target_is_refused() -> None:
    with pytest.raises(KeyError):
        evidence_of(small(), TARGETS[:2])


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
