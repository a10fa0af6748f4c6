"""The sieve: it may let a text through in vain, it must never hide a match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_faq.literals import letters
from policy_faq.sieve import Sieve
from policy_faq.urgent_words import DANGER_OF

_EXPRESSIONS = (
    r"扣.{0,8}身份证",
    r"(?:扣|押)了?证(?!复印件)",
    r"(?<!\d)1[0-5]岁|没成年",
    r"(?<=工)钱|[^欠]薪+",
    r"\d{2}个?月(?=[,。])",
    r"(?i:abc)|车?票*",
    r"[㐀-鿿]{2}县",
    r"(?:(?:没|未)成年|(?>工钱|欠薪)了?)月",
    r"(?:扣押?){2}|(?P<kept>扣).(?P=kept)",
    r"^证$|(?:个月)+,?岁?",
    r"[\d一]岁(?:了|[,。])?|(?:(?=欠)欠|押)",
    r"^(?!.*(?:工钱|欠(?!薪)|[扣押]了)).*(?:身份|证件)|^(?!.*没).*岁",
    r"^(?!.*(?:欠|薪月)).*[了证]个|^(?!欠)薪|^(?!.{0,3}月).*5",
    r"(?m)^(?!.*欠).*工钱",
)
_LETTERS = "扣押身份证了复印件15岁没成年工钱薪欠个月,。aBc车票县会泽٣\n"
_TEXTS = st.text(alphabet=_LETTERS, max_size=12)
_SIEVE = Sieve()
_SIFTED = tuple(map(_SIEVE.pattern, _EXPRESSIONS))


@given(_TEXTS)
def test_no_match_is_hidden(text: str) -> None:
    said = _SIEVE.sight(text)
    for expression, sifted in zip(_EXPRESSIONS, _SIFTED, strict=True):
        plain = re.compile(expression)
        found, expected = said.search(sifted), plain.search(text)
        assert (found and found.span()) == (expected and expected.span())
        whole, expected = said.fullmatch(sifted), plain.fullmatch(text)
        assert (whole is None) == (expected is None)
        spans = [each.span() for each in said.finditer(sifted)]
        assert spans == [each.span() for each in plain.finditer(text)]
        assert said.sub(sifted, "-") == plain.sub("-", text)


@pytest.mark.parametrize(
    ("expression", "text", "passes"),
    [
        (r"扣.{0,8}身份证", "扣了我的工钱", False),
        (r"扣.{0,8}身份证", "证份身扣", False),
        (r"扣.{0,8}身份证", "身份证被扣", True),
        (r"扣.{0,8}身份证", "办身份证", False),
        (r"\d+月", "三月", False),
        (r"\d+月", "٣月", True),
        (r"欠薪|讨薪", "欠你的", False),
        (r"(?:欠|讨)(?:我|他)?薪", "讨他薪", True),
        (r"(?:欠|讨)(?:我|他)?薪", "薪讨我", False),
        (r"^(?!.*(?:补[贴助]|岗)).*怎么.{0,3}种", "玉米怎么种", True),
        (r"^(?!.*(?:补[贴助]|岗)).*怎么.{0,3}种", "种玉米怎么补贴", False),
        (r"^(?!.*(?:补[贴助]|岗)).*怎么.{0,3}种|^(?!.*工).*种", "种玉米怎么补贴", True),
        (r"^(?!.*扣(?!费)).*卡冻结", "扣费的卡冻结", True),
        (r"欠?", "什么都没有", True),
        (r"(?i:Abc)", "没有", True),
    ],
)
def test_what_passes(expression: str, text: str, passes: bool) -> None:
    sieve = Sieve()
    assert bool(sieve.pattern(expression).bit & sieve.sight(text).may) is passes


def test_an_expression_is_kept_once_and_may_come_late() -> None:
    sieve = Sieve()
    first = sieve.pattern("欠薪")
    assert sieve.sight("欠薪了").may == first.bit
    late = sieve.pattern("薪了")
    assert sieve.sight("欠薪了").may == first.bit | late.bit
    assert sieve.pattern("欠薪") is first


def test_listed_words_are_found_where_they_stand() -> None:
    sieve = Sieve()
    work = sieve.listed([("工资", "pay"), ("资", ""), ("工资", "wage")])
    things = sieve.listed([("退休工资", "pension")])
    said = sieve.sight("退休工资和工资")
    assert sorted(said.words(work)) == [
        (2, 4, "pay"),
        (2, 4, "wage"),
        (3, 4, ""),
        (5, 7, "pay"),
        (5, 7, "wage"),
        (6, 7, ""),
    ]
    assert list(said.words(things)) == [(0, 4, "pension")]


@given(_TEXTS)
def test_a_whole_match_is_written_in_the_letters_of_its_expression(text: str) -> None:
    for expression in (r"(?:扣押?|证(?!了)|\d{2}岁|[身份]+|[0-5]月|\s)*", r"(?>abc|了)+"):
        pattern = re.compile(expression, re.IGNORECASE)
        if pattern.fullmatch(text):
            assert letters(pattern).fullmatch(text)


def test_letters_that_cannot_be_listed_are_refused() -> None:
    with pytest.raises(ValueError, match="NOT_LITERAL"):
        letters(re.compile("欠[^薪]"))


def test_few_expressions_are_tried_on_a_calm_question() -> None:
    sieve = Sieve()
    for words in DANGER_OF:
        sieve.pattern(words.pattern.pattern)
    assert sieve.sight("我在浙江做事车票能报多少").may.bit_count() < len(DANGER_OF) / 10


def test_a_sign_tells_of_any_of_its_words() -> None:
    sieve = Sieve()
    assert sieve.sight("会泽").may == 0
    sign = sieve.sign(["会泽", "𠮷", "县"])
    assert sieve.sign(["县", "𠮷", "会泽"]) == sign
    expression = sieve.pattern("泽县")
    assert sieve.sight("去会").may == 0
    assert sieve.sight("在𠮷工作").may == sign
    assert sieve.sight("会泽").may == sign
    assert sieve.sight("会泽县").may == sign | expression.bit


def test_expressions_are_told_together_when_all_of_them_may_match() -> None:
    sieve = Sieve()
    boss, gone, pay = map(sieve.pattern, ("老板|工头", "跑(?:了|路)", r"工[资钱]|\d块"))
    both, every = sieve.together((boss, gone)), sieve.together((pay, gone, boss))
    assert sieve.together((boss, pay, gone)) == every
    alone = sieve.together((pay,))
    assert sieve.sight("工头跑了").may == boss.bit | gone.bit | both
    assert sieve.sight("5块").may == pay.bit | alone
    assert sieve.sight("老板跑路,工资没发").may & (both | every) == both | every
    assert not sieve.sight("老板没发工资").may & (both | every)
