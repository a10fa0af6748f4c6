"""What a draft is checked for before anybody is told it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from policy_faq.draft_check import Finding, check_draft
from policy_faq.local_cards import OFFICE, SHORT_LIMIT, LocalCard, day_in_words
from policy_faq.models import Card
from policy_faq.service import PolicyService
from tests.policy_faq.conftest import HUIZE, NOW

QUESTION = "大厅的窗口中午开不开"


def local(
    question: str = QUESTION,
    answer: str = "每逢赶场天开到下午4点。",
    short: str = "赶场天开到下午4点。",
    name: str = "draft",
) -> LocalCard:
    made = Card(
        id=f"own-{name}",
        topic=f"own-{name}",
        title=question,
        sms=short,
        answer=answer,
        document=OFFICE,
        clause=day_in_words(NOW),
        place=HUIZE,
        valid_from=NOW,
        valid_until=NOW + timedelta(days=30),
    )
    return LocalCard(made, NOW)


def blocking(findings: list[Finding]) -> list[str]:
    return [each.text for each in findings if each.blocks]


def test_a_good_one_has_nothing_against_it(policy: PolicyService) -> None:
    assert check_draft(policy, local(), NOW) == []


@pytest.mark.parametrize(
    "answer",
    [
        "找王主任，13812345678。",
        "找王主任，138 1234 5678。",
        "证号530326199001011234的人已经领了。",
    ],
)
def test_numbers_of_people_block(policy: PolicyService, answer: str) -> None:
    assert "身份证号" in blocking(check_draft(policy, local(answer=answer), NOW))[0]


def test_the_numbers_of_an_office_do_not(policy: PolicyService) -> None:
    answer = "赶场天开到下午4点，问0874-5120155。"
    assert check_draft(policy, local(answer=answer), NOW) == []


def test_a_short_form_that_is_too_long_blocks(policy: PolicyService) -> None:
    fits, too_long = "开" * SHORT_LIMIT, "开" * (SHORT_LIMIT + 1)
    assert check_draft(policy, local(short=fits), NOW) == []
    assert blocking(check_draft(policy, local(short=too_long), NOW)) == [
        f"短信版太长，最多 {SHORT_LIMIT} 个字。"
    ]


def test_a_figure_only_the_short_form_has_blocks(policy: PolicyService) -> None:
    findings = check_draft(policy, local(short="赶场天开到下午5点。"), NOW)
    assert blocking(findings) == ["短信版里的 5 在完整回答里没有，请核对。"]


def test_a_figure_the_clause_does_not_hold_is_shown(policy: PolicyService) -> None:
    found = check_draft(policy, local(), NOW, official="窗口开放到下午三点。")
    assert [(each.text, each.blocks) for each in found] == [
        ("依据的条款原文里没有数字 4，请核对。", False)
    ]
    assert check_draft(policy, local(), NOW, official="窗口开放到下午四点。") == []


def test_another_amount_for_the_same_question_is_shown(policy: PolicyService) -> None:
    other = local("去广东打工车票能报多少", "最高报800元。", "最高报800元。")
    (finding,) = check_draft(policy, other, NOW)
    assert not finding.blocks
    assert "现在已经有回答" in finding.text
    assert "500元" in finding.text
    assert "会政发〔2018〕20号三(四)16" in finding.text
    assert "金额和这里不一样" in finding.text


def test_the_same_answer_is_shown_once(policy: PolicyService) -> None:
    other = local("去广东打工车票能报多少", "最高报800元。", "最高报800元。")
    again = other.card.model_copy(update={"questions": ("到广东的车费报多少",)})
    assert len(check_draft(policy, LocalCard(again, NOW), NOW)) == 1


def test_another_card_of_the_office_counts_too_and_its_own_does_not(policy: PolicyService) -> None:
    known = local(name="known")
    service = policy.with_cards(HUIZE, uuid4(), lambda: [known])
    assert "请看是不是一回事" in check_draft(service, local(), NOW)[0].text
    assert check_draft(service, known, NOW) == []
