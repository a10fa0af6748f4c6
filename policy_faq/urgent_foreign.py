"""Danger told in pinyin or in English; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from policy_faq.pinyin import is_pinyin, sounds
from policy_faq.text import has_chinese
from policy_faq.urgent_words import Danger

#: The phrases of each danger; of ``A+B`` both must be heard.
_SPOKEN: Final = (
    (Danger.CRISIS, "不想活 想死 自杀 活不下去"),
    (Danger.HELD, "救命 不让走 不让我走 不让回家 不让出去 关起来 锁起来"),
    (Danger.HARM, "打我 打人 挨打 被打 被+打了 动手打 性骚扰"),
    (
        Danger.INJURY,
        "工伤 受伤 摔断 砸伤 砸到 断了手 手断 触电 骨折 尘肺 医药费 机器+手 机器+压 压了手",
    ),
    (
        Danger.MINOR,
        "童工 未成年 未满十六 没满十六 十五岁+打工 十五岁+进厂 十四岁+打工 十四岁+进厂 十五岁+上班",
    ),
    (
        Danger.ID_CARD,
        "扣身份证 扣我身份证 身份证被 身份证扣 收身份证 押身份证 身份证没收 "
        "扣+身份证 收走+身份证 不还+身份证",
    ),
    (Danger.FRAUD, "被骗 骗钱 骗我 骗了 押金 保证金 介绍费 中介费 传销 刷单 诈骗 黑中介"),
    (
        Danger.WAGES,
        "欠薪 欠我 欠工资 欠钱 拖欠 拖工资 不给钱 不给我钱 不给工资 不发工资 没给工资 没发工资 "
        "工资没发 工资不发 工资没给 工资不给 工钱没 没工资 讨薪 老板跑 要不到钱 没结工资 不结工资 "
        "克扣 钱没给 跑了+钱 没给+钱",
    ),
)
_PAY: Final = r"(?:pay|paid|wages?|salar(?:y|ies)|money|cash)"
_CHIEF: Final = r"(?:boss|employer|company|factory|owner|foreman|manager|agent|contractor|they|he)"
_NOT: Final = (
    r"(?:not|n't|never|no|without|refus\w*|won'?t|didn'?t|doesn'?t|haven'?t|hasn'?t|stopped)"
)
_PAPERS: Final = r"(?:id|ids|identity|passports?|documents?|papers?)"
_TAKEN: Final = (
    r"(?:took|takes?|taken|kept|keeps?|keeping|holds?|holding|withh\w+|confiscat\w*|seiz\w*|has)"
)
_CUT: Final = r"(?:cut|broke\w*|crush\w*|lost|machine|burn\w*)"
_FEE: Final = r"(?:deposit|agen\w+ fee|introduction fee|registration fee|fee first|in advance)"
_ENGLISH: Final = tuple(
    (danger, re.compile(pattern))
    for danger, pattern in (
        (
            Danger.HARM,
            r"\b(?:beat(?:s|en|ing)?|punch\w*|attack\w*|threaten\w*|rape\w*|harass\w*|"
            r"hit(?:s|ting)? me|touch(?:es|ed|ing)? me|kill me|hurts? me)\b",
        ),
        (
            Danger.CRISIS,
            r"\b(?:suicid\w+|kill myself|(?:want|going) to die|end my life|end it all|"
            r"no reason to live|better off dead|no way out|can(?:no|')t go on)\b|see a way out|"
            r"(?:not|n't) want to (?:live|be alive)\b",
        ),
        (
            Danger.HELD,
            r"\b(?:not|n't|won'?t|never) let (?:me|us) (?:leave|go|out)|"
            r"lock(?:s|ed)? (?:me |us |them )(?:in|up)|lock(?:s|ed) (?:in|up)|"
            r"can(?:no|')t leave|\bheld captive\b",
        ),
        (
            Danger.INJURY,
            r"\binjur\w+|\b(?:got|was|is|been|am) (?:badly )?hurt|accident at (?:work|the)|"
            rf"\b(?:hand|finger|foot|leg|arm|back|eye)s?\b.{{0,24}}\b{_CUT}\b|died at work|"
            r"\b(?:broke|lost|cut|crushed|burned) (?:my|his|her|a)\b|fell (?:off|down|from)|"
            r"electrocut\w*",
        ),
        (
            Danger.MINOR,
            r"\bchild lab|\bunderage|\bunder (?:16|sixteen)|"
            r"\b(?:[89]|1[0-5]|twelve|thirteen|fourteen|fifteen)[ -]years?[ -]old|"
            r"\b(?:son|daughter|boy|girl|child|kid|brother|sister|i am|i'm|he is|she is)\b.{0,20}"
            r"\b(?:[89]|1[0-5]|twelve|thirteen|fourteen|fifteen)\b",
        ),
        (
            Danger.ID_CARD,
            rf"\b{_TAKEN}\b.{{0,16}}\b{_PAPERS}\b|"
            rf"\b{_PAPERS}\b.{{0,20}}\b(?:taken|kept|held|confiscat\w*|seiz\w*|back)\b",
        ),
        (
            Danger.FRAUD,
            r"\b(?:cheat\w*|scam\w*|fraud\w*|deceiv\w*|swindl\w*|conned|tricked|lied to)\b|"
            r"\b(?:asks?|asked|wants?|demand\w*|must pay|pays?|paid|charg\w*|gave)\b.{0,24}"
            rf"\b{_FEE}",
        ),
        (
            Danger.WAGES,
            rf"\bunpaid\b|\bowe[sd]?\b|{_NOT}.{{0,16}}\b{_PAY}\b|boss ran|"
            rf"\b{_CHIEF}\b.{{0,24}}\b(?:withh\w+|keeps?|kept) .{{0,8}}{_PAY}|"
            rf"\b(?:late|delay\w*) .{{0,6}}{_PAY}|"
            rf"\b{_PAY}\b.{{0,12}}(?:late|delay\w*|not received|missing)",
        ),
    )
)
_ABOUT_SUBSIDY: Final = re.compile(
    r"subsid|allowance|ticket|grant|pension|government|loan|insurance"
)
_DENIED: Final = re.compile(r"\b(?:how (?:can|do|to) .{0,10}avoid|avoid|prevent)\b")


def foreign_danger_in(text: str) -> Iterator[Danger]:
    """Yield the dangers that a cleaned message without Chinese tells of."""
    if has_chinese(text):
        return
    if is_pinyin(text):
        yield from _heard(text)
        return
    if _DENIED.search(text):
        return
    for danger, pattern in _ENGLISH:
        if pattern.search(text):
            if danger is Danger.WAGES and _ABOUT_SUBSIDY.search(text):
                continue
            yield danger


def _heard(text: str) -> Iterator[Danger]:
    said = "".join(f"'{syllable}'" for run in sounds(text) for syllable in run)
    for danger, phrases in _sounding():
        if any(all(part in said for part in phrase) for phrase in phrases):
            yield danger


@cache
def _sounding() -> tuple[tuple[Danger, tuple[tuple[str, ...], ...]], ...]:
    return tuple(
        (
            danger,
            tuple(tuple(map(_as_sound, phrase.split("+"))) for phrase in phrases.split()),
        )
        for danger, phrases in _SPOKEN
    )


@cache
def _as_sound(phrase: str) -> str:
    return "".join(f"'{syllable}'" for run in sounds(phrase) for syllable in run)
