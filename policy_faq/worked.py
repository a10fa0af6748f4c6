"""A first sentence for those who tell how long they worked and for how much a month."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from policy_faq.compose import Lead
from policy_faq.models import Card
from policy_faq.ranking import Ranking
from policy_faq.rules.leaving import (
    DISABILITY_MONTHS,
    Tenure,
    double_wage_months,
    severance_months,
)
from policy_faq.sureness import SURE
from policy_faq.text import arabic
from storage.numerals import number

_CONTRACTED: Final = re.compile(r"([仨俩])(?=年|月)")
_NUMBER_OF: Final = MappingProxyType({"仨": "3个", "俩": "2个"})
_WORKED: Final = (
    r"(?:干|做|上班|上了|工作|待|呆|打工|工龄|就职|服务|当|开|跟|在[^\d,，。]{1,6})[^\d,，。?]{0,6}"
)
_YEARS: Final = (
    r"(?<!\d)(\d{1,2})个?(?:整|足)?年(?:零|又|加)?(?:(半|多|出头)|(?:(\d{1,2})个?(多)?月))?"
)
_TENURE: Final = (
    re.compile(rf"{_WORKED}{_YEARS}"),
    re.compile(rf"{_YEARS}(?:的)?(?:工龄|老员工|老工人|了[,，。]|[,，。])"),
)
_MONTHS_ONLY: Final = re.compile(rf"{_WORKED}(?<!\d)(\d{{1,2}})个?(?:半|多)?月")
_UNSIGNED_MONTHS: Final = re.compile(
    r"(?<!\d)(\d{1,2})个?(?:半|多)?月(?:了)?(?:都|还|一直|也)?(?:没|未|冇|不)(?:有|得|跟|给|和)?[^,，。?]{0,4}(?:签|合同)"
)
"""Five months and no contract signed: that long the job is."""
_HALF_YEAR: Final = re.compile(rf"{_WORKED}半年")
_ROUND: Final = re.compile(
    r"[一二两三四五六七八九]千(?:[一二三四五六七八九](?!级)百?)?|[一两]万(?:[一二三四五六七八九](?!级)千?)?"
)
"""A wage in words, also without a unit behind it."""
_WAGE: Final = (
    re.compile(
        r"(?:每个?月|[一1]个?月|月薪|月工资|月均|平均|工资|薪水|底薪|到手|拿)[^\d,，。?多少]{0,6}(\d{3,6})(?![\d年人天个号%])"
    ),
    re.compile(
        r"(?<!\d)(\d{3,6})\s?(?:元|块)?(?:钱)?\s?(?:一个?月|1个?月|每个?月|的?(?:月薪|工资))"
    ),
)
_GRADE: Final = re.compile(r"(10|[1-9]|十|[一二三四五六七八九])级")
_GRADES: Final = MappingProxyType({name: n for n, name in enumerate("一二三四五六七八九十", 1)})
_LEAST_WAGE: Final = Decimal(300)
_HIGH_WAGE: Final = Decimal(12000)
"""From this monthly wage on the cap of three local average wages may bite; it is named then."""
_MOST_YEARS: Final = 45
_FIRST_WITHOUT_PENSION: Final = 5
"""Grades one to four are paid every month; from the fifth on there is a sum on leaving."""
_UNWRITTEN: Final = re.compile(
    r"(?:没有?|不|未|冇|从来没)[^,，。?]{0,6}(?:签|写合同|立合同)|没(?:有|得)?(?:书面|劳动)?合同|冇得?合同|无合同|口头"
)


@dataclass(frozen=True, slots=True)
class Worked:
    """What a question tells of one job; None is "not said". ``wage`` is yuan a month."""

    tenure: Tenure | None = None
    wage: Decimal | None = None
    grade: int | None = None
    unwritten: bool = False
    """Whether it says that no contract was signed."""


def worked(question: str) -> Worked:
    """Read tenure, monthly wage and grade of disability out of a cleaned question."""
    text = _CONTRACTED.sub(lambda found: _NUMBER_OF[found.group(1)], question)
    text = arabic(_ROUND.sub(lambda found: f"{number(found.group()):f} ", text))
    return Worked(_tenure(text), _wage(text), _grade(text), _UNWRITTEN.search(text) is not None)


def lead(topic: str, card: Card, question: str) -> Lead | None:
    """Return the computed first sentence for a question of ``topic``, or None.

    The card's own answer follows it: what is computed holds only on the conditions told there.
    """
    told = _BY_TOPIC.get(topic)
    return told(card, worked(question)) if told is not None else None


def is_one_case(question: str, ranking: Ranking) -> bool:
    """Tell whether a message is surely about one job, from which all that it asks is computed."""
    best = ranking.best
    if best is None or ranking.confidence < SURE or best.target not in _BY_TOPIC:
        return False
    said = worked(question)
    return said.wage is not None and (said.tenure is not None or said.grade is not None)


def _tenure(text: str) -> Tenure | None:
    for pattern in _TENURE:
        for found in pattern.finditer(text):
            years, word, months, over = found.groups()
            if not 0 < int(years) <= _MOST_YEARS:
                continue
            rest = 6 if word == "半" else int(months or 0)
            return Tenure(12 * int(years) + rest, more=word in {"多", "出头"} or bool(over))
    only = _MONTHS_ONLY.search(text) or _UNSIGNED_MONTHS.search(text)
    if only is not None:
        return Tenure(int(only.group(1)))
    return Tenure(6) if _HALF_YEAR.search(text) else None


def _wage(text: str) -> Decimal | None:
    for pattern in _WAGE:
        found = pattern.search(text)
        if found is not None and Decimal(found.group(1)) >= _LEAST_WAGE:
            return Decimal(found.group(1))
    return None


def _grade(text: str) -> int | None:
    found = {each.group(1) for each in _GRADE.finditer(text)}
    if len(found) != 1:
        return None
    name = found.pop()
    return _GRADES.get(name) or int(name)


def _severance(card: Card, said: Worked, *, unlawful: bool, notice: bool = False) -> Lead | None:
    if said.tenure is None or said.tenure.months == 0:
        return None
    least, most = severance_months(said.tenure)
    due = f"{_months(least)}个月工资"
    if most != least:
        due = f"{_months(least)}到{_months(most)}个月工资（零头不满半年补半个月，半年以上补1个月）"
    told = f"干了{_length(said.tenure)}"
    if said.wage is None:
        text = f"按您说的{told}算：依法该补的是{due}"
        if unlawful:
            double = f"{_months(2 * least)}个月工资" if least == most else ""
            text += f"；单位违法辞退的，按2倍赔{double}"
        return Lead(f"{text}。", f"{told}:依法该补{due}。{card.sms}", replaces_answer=False)
    paid = _sum(said.wage, least, most)
    text = f"按您说的{told}、每月{_yuan(said.wage)}算：依法该补{due}，就是{paid}"
    short = f"{told}、每月{_yuan(said.wage)}:依法该补{due},{paid}"
    if notice:
        text += f"；没提前30日通知、按 N+1 的，再加1个月，共{_sum(said.wage, least + 1, most + 1)}"
        short += f";N+1是{_sum(said.wage, least + 1, most + 1)}"
    if unlawful:
        double = _sum(said.wage, 2 * least, 2 * most)
        text += f"；单位违法辞退的，按2倍赔{double}"
        short += f";违法辞退2倍{double}"
    text += "。"
    if said.wage >= _HIGH_WAGE:
        text += "月工资高过当地平均工资3倍的，按3倍算，最多补12年。"
    return Lead(text, f"{short}。不给,1年内申请仲裁,打12333。", replaces_answer=False)


def _double_wage(card: Card, said: Worked) -> Lead | None:
    if said.tenure is None or not said.unwritten:
        return None
    months = double_wage_months(said.tenure)
    if months == 0:
        return None
    told = f"干了{_length(said.tenure)}"
    more = f"可以多要{months}个月工资（从第2个月算起，最多11个月）"
    if said.wage is None:
        text = f"按您说的{told}算：一直没签书面合同的，{more}。"
        return Lead(text, f"{told}没签合同:{more}。{card.sms}", replaces_answer=False)
    paid = _yuan(months * said.wage)
    text = (
        f"按您说的{told}、每月{_yuan(said.wage)}算：一直没签书面合同的，"
        f"正常工资以外{more}，就是{paid}。"
    )
    short = f"{told}没签合同,正常工资外{more},{paid}。1年内申请仲裁,打12333。"
    return Lead(text, short, replaces_answer=False)


def _owed_unwritten(_: Card, said: Worked) -> Lead | None:
    """Name the double wage to somebody who is owed pay and never got a contract."""
    if not said.unwritten:
        return None
    months = double_wage_months(said.tenure) if said.tenure is not None else None
    if months == 0:
        return None
    told = f"，按您干了{_length(said.tenure)}算" if said.tenure is not None else ""
    more = f"可以多要{months}个月工资" if months else "可以多要一份工资"
    text = (
        f"欠的工资照要；一直没签书面合同的{told}，还{more}"
        "（每月2倍工资，从第2个月算起，最多11个月，《劳动合同法》第82条）。"
    )
    short = f"欠的工资照要;没签合同还{more}(每月2倍,最多11个月)。留好证据,1年内申请仲裁,打12333。"
    return Lead(text, short, replaces_answer=False)


def _grade_paid(_: Card, said: Worked) -> Lead | None:
    if said.grade is None:
        return None
    months = DISABILITY_MONTHS[said.grade]
    name = "一二三四五六七八九十"[said.grade - 1]
    text = f"{name}级工伤的一次性伤残补助金是本人{months}个月工资"
    if said.wage is not None:
        text += f"：每月{_yuan(said.wage)}的，就是{_yuan(months * said.wage)}"
    extra = "离开单位时另有一次性医疗、就业补助金,省里定,打12333"
    if said.grade < _FIRST_WITHOUT_PENSION:
        extra = "另外按月领伤残津贴,打12333"
    return Lead(f"{text}。", f"{text}。{extra}。", replaces_answer=False)


_BY_TOPIC: Final = MappingProxyType[str, Callable[[Card, Worked], Lead | None]](
    {
        "dismissal": lambda card, said: _severance(card, said, unlawful=True, notice=True),
        "notice-pay": lambda card, said: _severance(card, said, unlawful=True, notice=True),
        "layoff-rules": lambda card, said: _severance(card, said, unlawful=True),
        "contract-expiry": lambda card, said: _severance(card, said, unlawful=False),
        "firm-closing": lambda card, said: _severance(card, said, unlawful=False),
        "forced-quit": lambda card, said: _severance(card, said, unlawful=False),
        "contract": _double_wage,
        "wages": _owed_unwritten,
        "injury-levels": _grade_paid,
    }
)
TOPICS: Final = frozenset(_BY_TOPIC)
"""Topics of which a first sentence can be computed."""


def _months(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _length(tenure: Tenure) -> str:
    years, rest = divmod(tenure.months, 12)
    said = f"{years}年" if years else ""
    if rest:
        said += f"{rest}个月"
    return f"{said}多" if tenure.more else said


def _yuan(amount: Decimal) -> str:
    """Write an amount in figures alone, so that several sums can be compared at a glance."""
    return f"{amount.normalize():f}元"


def _sum(wage: Decimal, least: Decimal, most: Decimal) -> str:
    if least == most:
        return _yuan(wage * least)
    return f"{_yuan(wage * least)}到{_yuan(wage * most)}"
