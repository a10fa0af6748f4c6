"""Answers an office keeps: for its own county only, on their days only, cited as what they are."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from policy_faq.answer import SMS_LIMIT
from policy_faq.local_cards import CITED, OFFICE, SHORT_LIMIT, LocalCard, day_in_words
from policy_faq.models import Card
from policy_faq.service import PolicyService
from tests.policy_faq.conftest import CHANGSHA, HUIZE, NOW, ZHAOYANG

SCHOOL = (
    "孩子在省外读技校，县里还补不补学费",
    "娃娃在外地读技校，学费补贴还有没有",
)
FAIR = ("金钟镇的赶场招聘什么时候开",)


def card(name: str, questions: tuple[str, ...], answer: str, short: str) -> LocalCard:
    made = Card(
        id=f"own-{name}",
        topic=f"own-{name}",
        title=questions[0],
        questions=questions[1:],
        sms=short,
        answer=answer,
        document=OFFICE,
        clause=day_in_words(NOW),
        place=HUIZE,
        valid_from=NOW,
        valid_until=NOW + timedelta(days=200),
    )
    return LocalCard(made, NOW, basis="会政发〔2018〕20号三(四)16" if name == "school" else "")


@pytest.fixture(scope="module")
def cards() -> list[LocalCard]:
    return [
        card("school", SCHOOL, "每学年补1500元，找镇上的社保中心报名。", "每学年补1500元。"),
        card("fair", FAIR, "每月15日上午，在镇政府广场。", "每月15日上午，镇政府广场。"),
    ]


@pytest.fixture(scope="module")
def with_cards(policy: PolicyService, cards: list[LocalCard]) -> PolicyService:
    return policy.with_cards(HUIZE, uuid4(), lambda: cards)


@pytest.mark.parametrize("question", [*SCHOOL, "请问孩子在省外读技校,县里还补不补学费?"])
def test_the_office_answers_in_the_very_words(with_cards: PolicyService, question: str) -> None:
    answer = with_cards.ask(question, county=HUIZE, on=NOW)
    assert answer.card == "own-school"
    assert answer.text.startswith("每学年补1500元")
    assert "会泽县人社局答复，2026年11月21日，按会政发〔2018〕20号三(四)16" in answer.text
    assert answer.sms == f"每学年补1500元。据{CITED}2026年11月21日"
    assert [(each.number, each.clause, each.place) for each in answer.citations] == [
        (CITED, "2026年11月21日", HUIZE)
    ]
    assert not answer.handoff


def test_and_in_other_words(with_cards: PolicyService) -> None:
    answer = with_cards.ask("金钟镇赶场招聘是哪天", county=HUIZE, on=NOW)
    assert answer.card == "own-fair"
    assert 0.35 <= answer.confidence <= 1


@pytest.mark.parametrize("county", [ZHAOYANG, CHANGSHA])
def test_nobody_else_hears_it(
    with_cards: PolicyService, policy: PolicyService, county: str
) -> None:
    for question in (*SCHOOL, *FAIR):
        answer = with_cards.ask(question, county=county, on=NOW)
        assert answer == policy.ask(question, county=county, on=NOW)
        assert "1500" not in answer.text
        assert "镇政府广场" not in answer.text


@pytest.mark.parametrize("on", [NOW - timedelta(days=1), NOW + timedelta(days=201)])
def test_only_on_its_days(with_cards: PolicyService, policy: PolicyService, on: date) -> None:
    for question in (*SCHOOL, *FAIR):
        assert with_cards.ask(question, county=HUIZE, on=on) == policy.ask(
            question, county=HUIZE, on=on
        )


@pytest.mark.parametrize(
    "question",
    [
        "去广东打工车票能报多少",
        "有什么培训",
        "技校学费能补多少",
        "招聘会几号",
        "今天天气怎么样",
        "医保怎么报销",
    ],
)
def test_what_was_known_stays_as_certain(
    with_cards: PolicyService, policy: PolicyService, question: str
) -> None:
    before = policy.ask(question, county=HUIZE, on=NOW)
    after = with_cards.ask(question, county=HUIZE, on=NOW)
    assert after.card == before.card
    assert after.confidence == pytest.approx(before.confidence)


def test_danger_is_answered_by_the_law(policy: PolicyService) -> None:
    wages = card("wages", ("老板拖欠工资不给怎么办",), "找村委会。", "找村委会。")
    answer = policy.with_cards(HUIZE, uuid4(), lambda: [wages]).ask(
        "老板拖欠工资不给怎么办", county=HUIZE, on=NOW
    )
    assert answer.urgent
    assert "找村委会" not in answer.text


def test_the_cards_are_read_again_when_the_stamp_changes(
    policy: PolicyService, cards: list[LocalCard]
) -> None:
    read = []

    def load() -> list[LocalCard]:
        read.append(1)
        return cards

    one, other = uuid4(), uuid4()
    first = policy.with_cards("530381", one, load)
    assert policy.with_cards("530381", one, load) is first
    assert policy.with_cards("530381", other, load) is not first
    assert len(read) == 2


def test_a_short_answer_has_room_for_its_source(policy: PolicyService) -> None:
    long = card("long", ("赶街天办证窗口开不开门",), "开门。", "开" * SHORT_LIMIT)
    answer = policy.with_cards(HUIZE, uuid4(), lambda: [long]).ask(
        "赶街天办证窗口开不开门", county=HUIZE, on=NOW
    )
    assert "开" * SHORT_LIMIT in answer.sms
    assert len(answer.sms) <= SMS_LIMIT
