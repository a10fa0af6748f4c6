"""Nobody is told what another place has set; national texts speak to everybody."""

from __future__ import annotations

import re

import pytest

from policy_faq.knowledge import Knowledge
from policy_faq.places import Distance, UnknownPlaceError, chain, distance, rank
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer
from tests.policy_faq.conftest import HUIZE, NOW, Ask

COUNTIES = {
    "430121": "43",
    "431322": "43",
    "152201": "15",
    "152224": "15",
    "150102": "15",
    "110116": "11",
    "110105": "11",
    "350102": "35",
    "520502": "52",
    "510104": "51",
    "450102": "45",
    "653101": "65",
}
MONEY = re.compile(r"\d+(?:\.\d+)?万?元")


def test_no_card_of_huize_reaches_another_county(
    policy: PolicyService, knowledge: Knowledge
) -> None:
    """Every wording of every topic, asked from elsewhere, cites only the person's own places."""
    for number, topic in enumerate(knowledge.topics.values()):
        county = sorted(COUNTIES)[number % len(COUNTIES)]
        for question in (topic.ask, *topic.questions[:6]):
            answer = policy.ask(question, county=county, on=NOW)
            for each in answer.citations:
                assert each.place in chain(county), (question, county)
            assert "会政发" not in answer.text
            assert "0874" not in answer.text


@pytest.mark.parametrize("county", sorted(COUNTIES))
@pytest.mark.parametrize(
    "question",
    [
        "去广东打工车票能报多少",
        "组织人外出务工一个人补多少钱",
        "企业招贫困户用工补贴多少",
        "乡村公共服务岗位一个月多少钱",
        "创业一次性补贴多少钱",
        "技能提升补贴多少钱",
    ],
)
def test_amounts_come_only_from_own_texts(ask: Ask, county: str, question: str) -> None:
    answer = ask(question, county)
    if MONEY.search(answer.text):
        assert answer.citations
        assert any(each.place != "000000" for each in answer.citations)


def test_naming_another_county_does_not_unlock_its_figures(ask: Ask) -> None:
    answer = ask("会泽县的交通补助是多少钱", "430121")
    assert not MONEY.search(answer.text)


@pytest.mark.parametrize(
    ("county", "asked", "holds"),
    [
        ("430121", "311就业服务是什么", "3次"),
        ("110116", "一个月给几次岗位信息", "两次"),
        ("530602", "跨省务工交通补助", "500元"),
    ],
)
def test_own_texts_speak(ask: Ask, county: str, asked: str, holds: str) -> None:
    assert holds in ask(asked, county).text


def test_unknown_county_is_an_error(ask: Ask) -> None:
    with pytest.raises(UnknownPlaceError):
        ask("车票能报多少", "999999")


def test_chain_and_rank() -> None:
    assert chain("530326") == ("530326", "530300", "530000", "000000")
    assert chain("530000") == ("530000", "000000")
    assert [rank(code) for code in ("530326", "530300", "530000", "000000")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("destination", "far"),
    [
        ("530326", Distance.IN_COUNTY),
        ("530381", Distance.IN_PREFECTURE),
        ("530300", Distance.IN_PREFECTURE),
        ("530100", Distance.IN_PROVINCE),
        ("440000", Distance.OUT_OF_PROVINCE),
        ("810000", Distance.ABROAD),
        ("530000", None),
    ],
)
def test_distance_from_huize(gazetteer: Gazetteer, destination: str, far: Distance | None) -> None:
    assert distance(gazetteer, HUIZE, destination) is far
