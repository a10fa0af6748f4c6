"""Sentences typed in pinyin."""

from __future__ import annotations

import pytest

from policy_faq.english import English
from policy_faq.spelled import Spelled
from tests.policy_faq.conftest import Ask


@pytest.fixture(scope="module")
def spelled() -> Spelled:
    return Spelled(English().place_words)


@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("hulinyuan yi ge yue duoshao qian", "护林员一个月多少钱"),
        ("qu guangdong chepiao 260 bao duoshao", "去广东车票260报多少"),
        ("laoban bu gei gongzi", "老板不给工资"),
        ("xue chushi you buzhu ma", "学厨师有补助吗"),
        ("lufei bao bu", "路费报不"),
        ("che piao diu le", "车票丢了"),
    ],
)
def test_read(spelled: Spelled, letters: str, meant: str) -> None:
    assert spelled.read(letters) == meant


@pytest.mark.parametrize(
    "text",
    [
        "how much is the ticket to shanghai",
        "can you help me",
        "xiaomi shouji duoshao qian",
        "车票 bao 多少",
        "ma",
        "",
        "12333",
        "sos",
    ],
)
def test_left_as_it_is(spelled: Spelled, text: str) -> None:
    assert spelled.read(text) == text


def test_a_place_and_a_fare_are_computed(ask: Ask) -> None:
    assert ask("qu kunming chepiao 150 bao duoshao").text.startswith("可以报150元")


def test_a_victim_is_heard(ask: Ask) -> None:
    assert ask("laoban bu gei gongzi zenme ban").urgent


def test_a_grant_is_no_iron(ask: Ask) -> None:
    assert ask("培训补铁有没有").topic == "training"
    assert ask("补铁吃什么").topic is None


def test_the_plane_of_who_says_h_for_f(ask: Ask) -> None:
    assert ask("灰机票能报吗").topic == "transport-tickets"
