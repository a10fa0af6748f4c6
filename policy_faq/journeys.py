"""What a traveller adds to the question of the fare: alone, together, both ways, one ticket lost.

会政发〔2018〕20号 三(四)16 pays each person for himself, asks those whom nobody organised for a
proof of income besides, and pays the way from home to work; pure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from policy_faq.compose import Lead
from policy_faq.models import Card
from policy_faq.parameters import Parameter
from policy_faq.places import Distance
from policy_faq.rules.outcome import yuan
from policy_faq.rules.transport import cap
from policy_faq.sieve import pattern, sight
from policy_faq.slots import Slots
from policy_faq.text import arabic
from policy_faq.trips import ALONE

_ORGANISED: Final = re.compile(r"组织")
_KIN: Final = (
    r"老婆|媳妇|老公|男人|婆娘|堂客|爱人|对象|爹|爸|妈|娘|哥|弟|姐|妹|儿子|女儿|姑娘|老表|兄弟|工友"
)
_COUPLE: Final = re.compile(
    r"[两2]口子|夫妻|夫妇|[两2](?:兄弟|姐妹|弟兄|姊妹|爷崽|父子|母子)|"
    rf"(?:我|他|她)(?:和|跟|同|带)(?:我|他|她)?(?:{_KIN})|(?:{_KIN})(?:和|跟|同)(?:我|他|她)"
)
_COUNTED: Final = re.compile(
    r"(?<!带)(?<!送)(?<!织)(\d{1,2}|[两二三四五六七八])(?:个人|口人?|人)(?=[一都同共去出到坐来,，。?]|$)"
)
_HEADS: Final = dict(zip("两二三四五六七八", "22345678", strict=True))
_MOST: Final = 20
"""People who are still one party of travellers."""
_SENDING: Final = re.compile(r"[带送领](?:了|着)?[\d贫卡脱老人]|组织|经纪人|动员")
_AGAIN: Final = re.compile(
    r"[2-5两二三四五][次回趟]|第[2二两3三][次回趟]|几[次回](?!家)|跑了好?几趟|又去|再去一?[次趟回]"
)
_BOTH_WAYS: Final = re.compile(
    r"来回|往返|双程|回来的?(?:票|车|路费|\d)|(?:去|走)[^。?]{0,10}回来\d"
)
_ONE_LEFT: Final = re.compile(
    r"剩|另外?(?:一|1)?张|另(?:一|1)张|还有(?:一|1)?张|其他的|只(?:找|有|留)|其中|手(?:上|里|头)"
)
_SETTLED: Final = re.compile(r"(可以报|最高报)(\d+(?:\.\d+)?)元")
_OLD: Final = pattern(r"(?<!\d)68号|省[^,，。?]{0,8}(?:2018|18)年|(?:2018|18)年[^。?]{0,12}一次性")
_OLD_TRIP: Final = pattern(
    r"一次性|(?:以前|原来|老早|前几年|当年)[^。?]{0,16}(?:现在|如今|还)[^,，。?]{0,6}(?:有|给|算|能|作数|发)|作数|作废|过期|失效"
)
_TIERS: Final = (
    (Distance.OUT_OF_PROVINCE, "省外"),
    (Distance.OUT_OF_COUNTY, "县外省内"),
    (Distance.IN_COUNTY, "县内"),
)
_REFUSED: Final = ("按现有规定领不到", "现在还不能领", "说不准")


def asks_of_old(topic: str, question: str) -> bool:
    """Tell whether a question is about what the province once set (云人社通〔2018〕68号)."""
    said = sight(question)
    return said.search(_OLD) is not None or (
        topic == "transport" and said.search(_OLD_TRIP) is not None
    )


def some_left(question: str) -> bool:
    """Tell whether somebody who lost a ticket speaks of others that are still there."""
    return _ONE_LEFT.search(question) is not None


def by_distance(parameter: Parameter, fare: Decimal) -> str:
    """Return what a fare gives at every distance for which a clause sets a cap."""
    caps = [(name, cap(parameter, far)) for far, name in _TIERS]
    paid = [(name, min(fare, most)) for name, most in caps if most is not None]
    return "，".join(f"去{name}报{yuan(amount)}" for name, amount in paid)


def left_over(parameter: Parameter, slots: Slots, phone: str) -> Lead:
    """Say what the tickets give that are left, and whom to ask about the one that was lost.

    ``slots.fare`` is what those left cost.
    """
    fare = slots.fare or Decimal(0)
    most = cap(parameter, slots.distance) if slots.distance else None
    if most is None:
        gives = by_distance(parameter, fare)
    else:
        gives = f"可以报{yuan(min(fare, most))}（这趟最高{yuan(most)}）"
    text = (
        f"剩下的车票{yuan(fare)}照样按车票钱报：{gives}。"
        f"丢了的那张能不能补，文件没有写，先打 {phone} 问。{parameter.times}。"
    )
    return Lead(text, f"剩下的票{yuan(fare)}:{gives}。丢的那张文件没写,打{phone}问。")


def together(question: str) -> int | None:
    """Return how many people travel, the asker among them; None when it is one or not said."""
    text = arabic(question)
    if _SENDING.search(text):
        return None
    counted = _COUNTED.search(text)
    number = counted and int(_HEADS.get(counted.group(1), counted.group(1)))
    if number and 1 < number <= _MOST:
        return number
    return 2 if _COUPLE.search(text) else None


def noted(lead: Lead, question: str, card: Card) -> Lead:
    """Return the first sentence about a trip with what the question needs to hear besides.

    Whoever went alone hears first that this is no obstacle, several people what they get in all,
    and who asks for both ways that the text speaks of the way there.
    """
    if lead.text.startswith(_REFUSED):
        return lead
    first, last = "", ""
    if ALONE.pattern.search(question) and not _SENDING.search(question.replace("组织", "")):
        proof = any(_ORGANISED.search(each) and "证明" in each for each in card.conditions)
        first = (
            "能报：不跟队伍走、自己出去的也能报，要有务工企业开的工资收入证明。"
            if proof
            else "文件没有写要统一组织才能报，自己去的也照下面办。"
        )
    if _AGAIN.search(arabic(question)):
        first += "一年只能报1次。"
    people = together(question)
    if people:
        last += _in_all(lead.text, people)
    if _BOTH_WAYS.search(arabic(question)):
        last += "文件写的是去务工地的车票，回来的票能不能报没有写，先打电话问。"
    if not first and not last:
        return lead
    head, mark, rest = lead.text.partition("\n")
    return replace(lead, text=f"{first}{head}{last}{mark}{rest}", sms=f"{first}{lead.sms}{last}")


def _in_all(text: str, people: int) -> str:
    """Return what several people get who each claim their own fare."""
    settled = _SETTLED.match(text)
    if settled is None:
        return f"补助按人算，{people}个人各报各的票。"
    most = "最多" if settled.group(1) == "最高报" else ""
    total = Decimal(settled.group(2)) * people
    each = f"每人{most}{settled.group(2)}元，{people}个人一共{most}{yuan(total)}"
    return f"补助按人算：{each}（都要是脱贫户）。"
