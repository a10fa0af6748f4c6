"""Short English questions, varied, each with the topics that are a right answer to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_faq.answer import SMS_LIMIT
from policy_faq.english import English
from policy_faq.service import PolicyService
from tests.policy_faq.conftest import NOW

LINES = Path(__file__).with_name("english_questions.tsv").read_text(encoding="utf-8").splitlines()
QUESTIONS = [line.split("\t") for line in LINES]
_NOT_OURS = {"other", "courtesy", "none"}


@pytest.mark.parametrize(("question", "topics"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_the_right_card(policy: PolicyService, question: str, topics: str) -> None:
    answer = policy.ask(question, county="530326", on=NOW)
    if topics == "crisis":
        assert "12356" in answer.text
        assert answer.urgent
        assert answer.handoff
    elif topics in _NOT_OURS:
        assert answer.card is None
    else:
        assert answer.topic in topics.split(",")
        assert answer.card is not None
    assert len(answer.sms) <= SMS_LIMIT


@pytest.mark.parametrize("word", ["payslip", "severance", "arbitration?", "deposits"])
def test_one_known_word_is_english(word: str) -> None:
    assert English().spoken(word)


@pytest.mark.parametrize("word", ["chepiao", "gongzi", "ok", "xyz", "车票 ticket"])
def test_what_is_not(word: str) -> None:
    assert not English().spoken(word)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我的overtime pay没给", "wages|overtime"),
        ("工地fell down受伤 who pays 医药费", "injury"),
        ("去Guangdong打工 bus ticket 能报多少", "transport"),
        ("work on national day 给几倍", "overtime"),
        ("social insurance 老板不交 可以告吗", "social-insurance"),
    ],
)
def test_english_words_beside_chinese_are_read(
    policy: PolicyService, text: str, topic: str
) -> None:
    assert policy.ask(text, county="530326", on=NOW).topic in topic.split("|")


def test_letters_beside_chinese_are_not_taken_for_english() -> None:
    for text in ("A厂和B厂哪个好", "SYB和IYB", "B2证在哪考", "微信wx在哪下"):
        assert English().put_in(text.lower()) == text.lower()
