"""What a question means beyond its words: where from, where to, which part was not heard."""

from __future__ import annotations

import pytest

from policy_faq.courtesy import Courtesy, courtesy_in
from policy_faq.cues import Cues
from policy_faq.service import PolicyService
from tests.policy_faq.conftest import NOW


def told(policy: PolicyService, question: str, county: str = "530326") -> str:
    return policy.ask(question, county=county, on=NOW).text


@pytest.mark.parametrize(
    ("message", "courtesy"),
    [
        ("谢谢啦", Courtesy.THANKS),
        ("晓得了,谢谢你哈", Courtesy.THANKS),
        ("好嘞", Courtesy.SEEN),
        ("知道了", Courtesy.SEEN),
        ("早上好", Courtesy.HELLO),
        ("再见", Courtesy.BYE),
        ("车票", None),
        ("你好,车票补多少", None),
        ("好不好", None),
        ("可以报几次", None),
        ("我不知道", None),
        ("好的" * 30, None),
    ],
)
def test_courtesy_is_nothing_but_courtesy(message: str, courtesy: Courtesy | None) -> None:
    assert courtesy_in(message) is courtesy


def test_thanks_get_a_kind_word(policy: PolicyService) -> None:
    answer = policy.ask("谢谢啦", county="530326", on=NOW)
    assert answer.text == answer.sms == Courtesy.THANKS
    assert answer.gap is None


@pytest.mark.parametrize(
    ("county", "question"),
    [
        ("530628", "我们昭通这边车票补多少"),
        ("530628", "我是昭通的,车票给补多少"),
        ("530628", "彝良嘞,车票给补多少"),
    ],
)
def test_where_somebody_is_from_is_no_destination(
    policy: PolicyService, county: str, question: str
) -> None:
    answer = told(policy, question, county)
    assert "500元" in answer
    assert "领不到" not in answer


def test_from_one_place_to_another(policy: PolicyService) -> None:
    answer = told(policy, "会泽人从会泽坐车到昆明再转火车到上海总共620,能报多少")
    assert answer.startswith("可以报500元")
    assert "昆明" not in answer.splitlines()[0]


def test_several_places_and_no_other_matter_ask_for_the_table(policy: PolicyService) -> None:
    answer = told(policy, "克上海给多少,克昆明给多少,就在县里头做又给多少")
    first = answer.splitlines()[:3]
    assert [amount for line in first for amount in ("500", "300", "100") if amount in line] == [
        "500",
        "300",
        "100",
    ]


def test_last_year_does_not_count_as_this_year(policy: PolicyService) -> None:
    assert "今年已经领过" not in told(policy, "去年报过一次车票,今年又去了,还能报吗")
    assert "今年已经领过" in told(policy, "今年报过一次车票了,还能报吗")


def test_some_days_are_less_than_three_months(policy: PolicyService) -> None:
    assert told(policy, "打工才二十天,能报路费吗").startswith("现在还不能领")


def test_a_part_that_is_not_ours_is_not_dropped_in_silence(policy: PolicyService) -> None:
    answer = told(policy, "去广东的车票能报多少？洋芋一斤几块？")
    assert "500元" in answer
    assert "“洋芋一斤几块”" in answer.splitlines()[-1]


def test_a_part_without_a_known_word_is_named(policy: PolicyService) -> None:
    answer = told(policy, "去广东的车票能报多少？蓝莓鳄鱼啥颜色？")
    assert "“蓝莓鳄鱼啥颜色”" in answer.splitlines()[-1]


def test_may_one_claim_again_asks_what(policy: PolicyService) -> None:
    answer = policy.ask("今年报了还能报第二次吗", county="530326", on=NOW)
    assert answer.topic is None
    assert len(answer.suggestions) == 3


def test_vacancies_are_not_made_up(policy: PolicyService) -> None:
    answer = told(policy, "公益性岗位现在还有名额吗")
    assert "查不到" in answer
    assert "12333" in answer


def test_a_hurt_child_at_work_is_told_both(policy: PolicyService) -> None:
    answer = policy.ask("石材厂用13岁的小孩切石头,手都磨烂了", county="530326", on=NOW)
    assert answer.urgent
    assert "120" in answer.text.splitlines()[0]
    assert "16" in answer.text.splitlines()[0]


def test_a_counter_that_charges_is_no_fraud(policy: PolicyService) -> None:
    answer = policy.ask("高铁票改签要扣手续费没", county="530326", on=NOW)
    assert answer.topic is None
    assert not answer.urgent


@pytest.mark.parametrize("question", ["N+1是多少", "n加1怎么算", "n+1补偿"])
def test_n_plus_one_keeps_its_plus(policy: PolicyService, question: str) -> None:
    assert policy.ask(question, county="350102", on=NOW).topic == "notice-pay"


def test_a_pattern_names_a_concept() -> None:
    cues = Cues({}, {}, {}, [], [], {"way_of_pay": "[一半]年.{0,4}结"})
    assert cues.named(cues.said("", "老板一年才结一次账")) == {"way_of_pay"}
    assert cues.said("", "老板按月发工资") == 0
