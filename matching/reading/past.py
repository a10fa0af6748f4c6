"""What a text says of now: clauses about how things once were are left out of it. Pure.

"往年娃上学走不脱,只能县内;今年娃念大学去了,省内哪里都能去" draws no border round the county, and
who "带娃几年没上班,现在娃大了" is free all day.
"""

from __future__ import annotations

import re
from typing import Final

from matching.reading.phrases import phrases

_CARE: Final = phrases("care", "past")
_CLAUSE = re.compile(r"[^,;。!?\n]*[,;。!?\n]?")
_ONCE = re.compile(
    r"^(?:我|俺|咱|他|她|家里|本人)?(?:们)?(?:往年|以前|从前|原先|原来|早先|早些年|早几年|头(?:几|两|些)年"
    r"|前(?:几|两|些)?年|去年|那(?:几|两|些)年|那时候?|那阵|那会儿?|当年|年轻(?:的)?时候?|上半年|过去(?:几年)?(?!的|去)"
    r"|上(?:回|次)[^,;。]{0,4}(?:表|填|登记|报|写)|[^,;。]{0,6}(?:填表|登记)(?:的)?时候"
    r"|之前|刚(?:开始|结婚)那|(?:娃|孩子|小孩|崽)(?:还)?小(?:的)?(?:那(?:阵|时|会|几年)|时候))"
)
_NOW = re.compile(
    r"现在|如今|而今|今年|眼下|目前|这(?:会|阵|下|回|两年)|今后|[以往]后|从今|明年|开年|后来|后头|近来|如今"
)
_GOES_ON = re.compile(r"不想|不愿|不去|不再|再也|再不|莫再|别再|不要|想|要(?!得)|了$")
"""What follows the past and says this is a wish of now, though no word of time stands there."""


def without_past(text: str) -> str:
    """Return a cleaned text without its clauses of the past.

    What follows such a clause is of the past, too, where the text comes to the present after it.
    """
    if not any(_ONCE.search(clause) for clause in _CLAUSE.findall(text)):
        return text
    clauses = [clause for clause in _CLAUSE.findall(text) if clause]
    kept: list[str] = []
    once = False
    for at, clause in enumerate(clauses):
        body = clause.rstrip(",;。!?\n")
        if _NOW.search(body):
            once = False
        elif _ONCE.search(body):
            once = True
            continue
        elif once and not _GOES_ON.search(body) and any(map(_NOW.search, clauses[at + 1 :])):
            continue
        else:
            once = False
        kept.append(clause)
    return "".join(kept)


def without_care_of_before(text: str) -> str:
    """Return a cleaned text without the care for children or the old that has come to an end.

    It has where a clause tells how long it took or that it was before, another how it ended, and
    none that somebody is still to be looked after.
    """
    if not _CARE["looks_after"].search(text) or not _CARE["ended"].search(text):
        return text
    if _CARE["goes_on"].search(text):
        return text
    return "".join(
        clause
        for clause in _CLAUSE.findall(text)
        if not (_CARE["of_before"].search(clause) or _CARE["ended"].search(clause))
    )
