"""One party of two kinds: what is paid to an organiser for registered people and for the others.

会政发〔2018〕20号 三(四)16 pays for both, by different rules; the text of the province
(云人社发〔2017〕100号 二(三)12) pays for registered people alone. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policy_faq.parameters import Parameter
from policy_faq.places import Distance
from policy_faq.rules import Eligible
from policy_faq.rules.outcome import yuan
from policy_faq.rules.placement import Organiser, award, placement
from policy_faq.sieve import pattern, sight
from policy_faq.text import arabic

KINDS: Final = ("placement", "placement-other")
"""The subsidies for organising registered people, and others."""
_POOR: Final = r"(?:建档立卡|建档|卡户|脱贫户?|贫困户?)"
_OTHERS: Final = (
    rf"(?:不是{_POOR}|[没未]有?建档|非{_POOR}|"
    r"一般(?:农)?户|普通(?:农)?户|普通(?:农民|老百姓|人)|一般人)"
)
_NOT_ALL: Final = pattern(
    rf"{_OTHERS}|\d+(?:个|名|人)(?:都|就|却)?不是(?!{_POOR})|(?:也有|有的|有些|还有|一半|部分|剩下的?|其余的?|其他的?|另外的?)"
    r"(?:的)?(?:就|都)?不是|不是的|"
    rf"(?:(?:一半|部分|有的|有些)(?:人)?(?:才|只)?是|其中(?:有|只有)?\d+(?:个|名|人|位)人?是?)"
    rf"(?={_POOR})"
)
_REGISTERED: Final = re.compile(_POOR)
_HEADS: Final = r"(\d{1,4})(?:个|名|人|位)(?!月)"
_COUNTED_OTHERS: Final = re.compile(
    rf"{_HEADS}[^,，。;\d]{{0,4}}(?:不是|{_OTHERS})|(?:{_OTHERS}|不是的?)[^,，。;\d]{{0,4}}{_HEADS}"
)
_COUNTED_POOR: Final = re.compile(
    rf"{_HEADS}[^,，。;\d]{{0,5}}{_POOR}|{_POOR}[^,，。;\d]{{0,5}}{_HEADS}"
)


@dataclass(frozen=True, slots=True)
class Party:
    """How many registered people and how many others were taken; None is "not said"."""

    registered: int | None
    others: int | None


def party_in(question: str) -> Party | None:
    """Return the party of which a question says that it is of both kinds, else None."""
    text = arabic(question)
    said = sight(text)
    if not said.search(_NOT_ALL) or not _REGISTERED.search(said.sub(_NOT_ALL, ",")):
        return None
    others = _COUNTED_OTHERS.search(text)
    rest = text if others is None else f"{text[: others.start()]},{text[others.end() :]}"
    return Party(_number(_COUNTED_POOR.search(rest)), _number(others))


def paid_for_both(
    question: str,
    distance: Distance | None,
    registered: Sequence[Parameter],
    others: Sequence[Parameter],
) -> str | None:
    """Tell what is paid for each kind; None when the question is of one kind or nothing is set.

    ``registered`` and ``others`` are the parameters in force for either kind, the nearest first.
    """
    party = party_in(question)
    if party is None or not registered:
        return None
    amounts = (("out_of_province", "省外"), ("out_of_county", "县外"), ("in_county", "县内"))
    rates = [(where, registered[0].get(name)) for name, where in amounts]
    paid = "、".join(f"{where}{yuan(each)}" for where, each in rates if each is not None)
    text = f"两种人分开算。建档立卡（脱贫）的，每人：{paid}，劳动合同要履行满3个月。"
    if not others:
        return f"{text}不是建档立卡的，文件没有写给钱。"
    rule = others[0]
    text += (
        f"不是建档立卡的，去县外每人{yuan(rule['each'])}；个人组织{rule['person_least']}人以上、"
        f"半年稳定率{rule['stable_percent']}%以上，按稳定的人数每人{yuan(rule['person_award'])}；"
        f"公司组织{rule['company_least']}人以上，每人{yuan(rule['company_award'])}。"
    )
    return text + _added_up(party, distance, registered[0], rule)


def _added_up(
    party: Party, distance: Distance | None, registered: Parameter, rule: Parameter
) -> str:
    """Return the two sums where the heads are counted and the smaller award alone can apply."""
    if distance is None or party.registered is None or party.others is None:
        return ""
    sent = placement(registered, distance=distance, people=party.registered)
    plain = award(rule, organiser=Organiser.PERSON, people=party.others, distance=distance)
    if not isinstance(sent, Eligible) or not isinstance(plain, Eligible):
        return ""
    if sent.amount is None or plain.amount is None:
        return ""
    return (
        f"照您说的：{party.registered}人{yuan(sent.amount)}，{party.others}人{yuan(plain.amount)}，"
        f"合计{yuan(sent.amount + plain.amount)}。"
    )


def _number(match: re.Match[str] | None) -> int | None:
    return None if match is None else int(next(filter(None, match.groups())))
