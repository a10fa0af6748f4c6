"""The sieve before the patterns: it may let a text through in vain, it must never hide a match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_faq.sieve import Sieve
from policy_faq.urgent_words import PATTERNS

_EXPRESSIONS = (
    r"扣.{0,8}身份证",
    r"(?:扣|押)了?证(?!复印件)",
    r"(?<!\d)1[0-5]岁|没成年",
    r"(?<=工)钱|[^欠]薪+",
    r"\d{2}个?月(?=[,。])",
    r"(?i:abc)|车?票*",
    r"[㐀-鿿]{2}县",
)
_TEXTS = st.text(alphabet="扣押身份证了复印件15岁没成年工钱薪欠个月,。aBc车票县会泽٣", max_size=12)


@given(_TEXTS)
def test_no_match_is_hidden(text: str) -> None:
    sieve = Sieve()
    for expression in _EXPRESSIONS:
        sifted, pattern = sieve.pattern(expression), re.compile(expression)
        said = sieve.sight(text)
        found, expected = said.search(sifted), pattern.search(text)
        assert (found and found.span()) == (expected and expected.span())
        assert [each.span() for each in said.finditer(sifted)] == [
            each.span() for each in pattern.finditer(text)
        ]
        assert expected is None or sifted in sieve.passed(text)


@pytest.mark.parametrize(
    ("expression", "text", "passes"),
    [
        (r"扣.{0,8}身份证", "扣了我的工钱", False),
        (r"扣.{0,8}身份证", "证份身扣", True),
        (r"\d+个月", "三个月", False),
        (r"\d+个月", "٣个月", True),
        (r"欠薪|讨薪", "欠你的", False),
        (r"欠?", "什么都没有", True),
    ],
)
def test_what_passes(expression: str, text: str, passes: bool) -> None:
    sieve = Sieve()
    sifted = sieve.pattern(expression)
    assert sifted.may_match(sieve.marks(text)) is passes
    assert (sifted in sieve.passed(text)) is passes


def test_few_urgent_patterns_are_tried_on_a_calm_question() -> None:
    sieve = Sieve()
    for _, pattern in PATTERNS:
        sieve.pattern(pattern.pattern)
    assert len(sieve.passed("我在浙江做事车票能报多少")) < len(PATTERNS) / 4
