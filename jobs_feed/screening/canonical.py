"""Undoes the disguises under which forbidden words are written, before anything is compared.

NFKC folds full width; invisible characters go; traditional characters become simplified; a
sensitive word pulled apart (押 金, 押*金) is joined; known misspellings (亚金, 服装fei) are
corrected, those that are ordinary words too only where money is spoken of.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

from jobs_feed.normalise.text import tidy

_SENSITIVE = (
    "押金",
    "保证金",
    "定金",
    "订金",
    "风险金",
    "介绍费",
    "中介费",
    "报名费",
    "体检费",
    "服装费",
    "工装费",
    "工服费",
    "培训费",
    "手续费",
    "资料费",
    "办证费",
    "建档费",
    "信息费",
    "身份证",
    "证件",
    "刷单",
    "刷信誉",
    "培训贷",
    "柬埔寨",
    "缅甸",
    "缅北",
    "西港",
    "转账",
    "汇款",
    "扣押",
    "抵押",
    "童工",
    "自理",
)
_BETWEEN = r"(?:[^\w,;。!?、:\n]|[_丶丨]){1,3}"
_PULLED_APART = re.compile(
    "|".join(f"(?P<w{n}>{_BETWEEN.join(word)})" for n, word in enumerate(_SENSITIVE))
)
_FEES = "服装|工装|工服|体检|培训|报名|介绍|中介|手续|资料|办证|入职"
_MISSPELT = (
    (
        re.compile(
            r"押\s*[今斤巾釒钅💰💵💴]|扌甲金|y[aà]\s*jin|ya金|押jin|押j(?![a-z])|押\s*k(?=\d)",
            re.IGNORECASE,
        ),
        "押金",
    ),
    (re.compile(r"体[捡拣俭剑](?=费|自|要|需)"), "体检"),
    (re.compile(r"保[正征]金|宝证金|保证今|保证jin"), "保证金"),
    (re.compile(rf"({_FEES})(?:废|沸|肺|fei|弗贝|菲用|非用)", re.IGNORECASE), r"\1费"),
    (
        re.compile(r"[唰涮]单|刷[丹担単dD](?:an)?(?![a-zA-Z])|shua\s?(?:dan|单)", re.IGNORECASE),
        "刷单",
    ),
    (
        re.compile(r"身[份分]正(?=原|复|押|扣)|身分证|(?<![a-z])sfz(?![a-z])", re.IGNORECASE),
        "身份证",
    ),
    (re.compile(r"柬[铺浦]寨|简埔寨|(?<![a-z])jpz(?![a-z])", re.IGNORECASE), "柬埔寨"),
    (re.compile(r"[免绵缅][甸淀](?=[高月工务招]|$)|miandian", re.IGNORECASE), "缅甸"),
)
_SOUNDS_LIKE_DEPOSIT = re.compile(r"(?<![冲按挤铸模])[压亚呀鸭](?:金(?!属|融|箔|线|刚)|斤(?!顶))")
_OF_MONEY = re.compile(r"[交缴退收扣]|\d{2,}")
_NEAR = 10


def canonical(text: str) -> str:
    """Return ``text`` as it is compared: tidied, simplified, joined and spelt right."""
    plain = _simplifier().convert(tidy(text))
    plain = _PULLED_APART.sub(lambda found: _SENSITIVE[int((found.lastgroup or "w0")[1:])], plain)
    for pattern, word in _MISSPELT:
        plain = pattern.sub(word, plain)
    return _SOUNDS_LIKE_DEPOSIT.sub(_deposit, plain)


def _deposit(found: re.Match[str]) -> str:
    around = found.string[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    return "押金" if _OF_MONEY.search(around) else found.group()


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
