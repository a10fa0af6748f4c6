"""A newer text of the place is told before the card that it may have overtaken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from policy_faq.answer import SMS_LIMIT, Answer
from policy_faq.learned import answering
from policy_faq.service import PolicyService
from storage.database import Database
from storage.gazetteer import Gazetteer
from tests.policy_faq.library.conftest import Importer

Ask = Callable[..., Answer]
HUIZE, ZHAOYANG, YUNNAN, NATION = "530326", "530602", "530000", "000000"
TODAY = date(2026, 11, 23)
RULES = """会泽县外出务工交通补助实施细则
一、补助标准
（一）到省外务工的脱贫劳动力，稳定就业满3个月的，每人每年给予一次性外出务工交通补助800元。
（二）到省内县外务工的脱贫劳动力，稳定就业满3个月的，每人每年给予一次性外出务工交通补助400元。
二、申领材料
申领外出务工交通补助的，需提供身份证、务工证明和社会保障卡复印件。
三、组织领导
各乡镇要加强组织领导，落实好外出务工交通补助、乡村公益性岗位等政策。"""
ASKED = "去广东打工车票能报多少"


@pytest.fixture(scope="module")
def policy(gazetteer: Gazetteer) -> PolicyService:
    return PolicyService.load(gazetteer)


@pytest.fixture
def ask(db: Database, policy: PolicyService) -> Ask:
    def asked(question: str, county: str = HUIZE, on: date = TODAY) -> Answer:
        with db.read() as rows:
            return answering(rows, policy, county).ask(question, county=county, on=on)

    return asked


def rules(
    bring: Importer,
    place: str = HUIZE,
    start: date = date(2026, 3, 1),
    until: date | None = date(2028, 12, 31),
    text: str = RULES,
) -> None:
    bring(
        "会人社发〔2026〕5号",
        text,
        number="会人社发〔2026〕5号",
        title="会泽县外出务工交通补助实施细则",
        place=place,
        start=start,
        until=until,
    )


def test_both_are_told_the_newer_first_and_a_person_is_asked(ask: Ask, bring: Importer) -> None:
    before = ask(ASKED)
    assert not before.handoff
    rules(bring)
    answer = ask(ASKED)
    lines = answer.text.splitlines()
    assert lines[0].startswith("会泽县有一份更新的文件")
    assert "一次性外出务工交通补助800元" in lines[1]
    assert "会人社发〔2026〕5号" in lines[2]
    assert "2028年12月31日" in lines[2]
    assert answer.text.endswith(before.text)
    assert "500元" in before.text
    assert answer.handoff
    assert answer.card == before.card
    assert answer.citations[0].number == "会人社发〔2026〕5号"
    assert answer.citations[1:] == before.citations
    assert "800元" in answer.sms
    assert "500元" in answer.sms
    assert len(answer.sms) <= SMS_LIMIT


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("去昆明打工路费补多少", "交通补助400元"),
        ("交通补助怎么领", "交通补助"),
        ("车票报销要带什么材料", "社会保障卡复印件"),
    ],
)
def test_the_clause_that_was_asked_for(ask: Ask, bring: Importer, question: str, said: str) -> None:
    rules(bring)
    assert said in ask(question).text.splitlines()[1]


@pytest.mark.parametrize(
    "stated",
    [
        {"start": date(2012, 1, 1)},
        {"place": YUNNAN},
        {"place": NATION},
        {"until": date(2026, 11, 22)},
        {"start": date(2026, 12, 1)},
        {"place": "530381"},
    ],
    ids=["older", "of the province", "of the nation", "ended", "not yet", "of another county"],
)
def test_only_a_newer_text_in_force_as_near_as_the_card(
    ask: Ask, bring: Importer, stated: dict[str, date | str]
) -> None:
    before = ask(ASKED)
    rules(bring, **stated)  # type: ignore[arg-type]
    assert ask(ASKED) == before


def test_a_text_of_the_prefecture_before_a_card_of_the_province(ask: Ask, bring: Importer) -> None:
    assert ask(ASKED, ZHAOYANG).card is not None
    rules(bring, place="530600")
    assert ask(ASKED, ZHAOYANG).text.startswith("昭通市有一份更新的文件")


@pytest.mark.parametrize(
    "question",
    [
        "公益性岗位一个月多少钱",
        "试用期多长",
        "创业贷款能贷多少",
        "招聘会什么时候有",
        "今天天气",
        "你好",
    ],
)
def test_a_mention_sets_nothing(ask: Ask, bring: Importer, question: str) -> None:
    before = ask(question)
    rules(bring)
    assert ask(question) == before


def test_help_in_danger_stays_first(ask: Ask, bring: Importer) -> None:
    question = "老板拖欠工资半年了"
    before = ask(question)
    assert before.urgent
    rules(bring, text="会泽县通知\n一、老板拖欠工资半年的，由劳动监察大队在60日内处理。")
    assert ask(question) == before
