"""Which part of an answer somebody asks for: what to bring, where, who may, how much, how often."""

from __future__ import annotations

from enum import StrEnum

from policy_faq.sieve import Sifted, bits, pattern, sight


class Aspect(StrEnum):
    """Which part of an answer somebody asks for."""

    PHONE = "phone"
    BRING = "bring"
    WHERE = "where"
    CONDITIONS = "conditions"
    AMOUNT = "amount"
    TIMES = "times"


_ASPECTS: tuple[tuple[Sifted, Aspect], ...] = (
    (
        pattern(
            r"(?:什么|哪个|哪|几号)电话|(?:电话|热线)(?:号码?)?(?:是)?(?:多少|好多|几多|几号|几|哪|什么|啥)|"
            r"(?:电话|号码|热线)(?:呢|是)?$|打哪(?:里|儿|点|个号)|(?:电话|热线)(?=[,，。?？])"
        ),
        Aspect.PHONE,
    ),
    (
        pattern(
            r"材料|手续|(?:什么|哪些|哪样|啥)(?:证明|证件|资料|东西)|带(?:什么|哪|啥|些)|准备(?:什么|哪|啥|些)|"
            r"资料|带(?:哪样|哪些|些?什么|啥)(?:东西)?|拿(?:哪样|哪些|什么|啥)(?:东西|材料)?|要不要(?:证明|身份证)|要啥子?证|交什么"
        ),
        Aspect.BRING,
    ),
    (
        pattern(
            r"(?:去|到|在|上)?(?:哪里|哪儿|哪点|哪个地方|哪凼|哪块|什么地方|哪)(?:办|申|领|报|交|找|拿|登)|"
            r"找谁|找哪个|问谁|归谁管|哪个部门|什么部门|哪个单位|哪家单位|哪个窗口|电话|在哪|去哪办|往哪"
        ),
        Aspect.WHERE,
    ),
    (
        pattern(r"条件|要求|什么人|啥人|哪些人|谁(?:能|可以|有资格|领)|资格|够不够格|符合|对象"),
        Aspect.CONDITIONS,
    ),
    (
        pattern(r"几次|多久(?:能)?(?:领|报)一次|一年几|每年几|还能(?:再)?(?:领|报)"),
        Aspect.TIMES,
    ),
    (pattern(r"多少|好多|几多|几块|金额|标准|上限|最高"), Aspect.AMOUNT),
)


_PARTS = frozenset({Aspect.PHONE, Aspect.BRING, Aspect.WHERE, Aspect.CONDITIONS})
_WORDS = bits(words for words, _ in _ASPECTS)
_WORDS_OF_PARTS = bits(words for words, aspect in _ASPECTS if aspect in _PARTS)


def aspect_of(text: str) -> Aspect | None:
    """Return which part of an answer the text asks for, if any.

    An amount goes before all but a number to call.
    """
    may = sight(text).may & _WORDS
    if not may:
        return None
    asked = [aspect for words, aspect in _ASPECTS if may & words.bit and words.pattern.search(text)]
    if Aspect.AMOUNT in asked and Aspect.PHONE not in asked:
        return Aspect.AMOUNT
    return asked[0] if asked else None


def without_aspect(text: str) -> str:
    """Drop the words that ask for one part of an answer; what is left names the matter."""
    if not sight(text).may & _WORDS_OF_PARTS:
        return text
    for words, aspect in _ASPECTS:
        if aspect in _PARTS:
            text = sight(text).sub(words, "")
    return text
