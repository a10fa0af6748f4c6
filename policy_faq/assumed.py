"""What somebody takes for granted about a trip, told right first: 省内也五百对吧 → 不是500元; pure.

An answer that only gives the rule leaves it to the reader to find out that he was wrong.
会政发〔2018〕20号 三(四)16 pays the price of the ticket up to a cap, once a person and year, and
《转移就业政策问答》十一 asks for three months of steady work.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from policy_faq.compose import Lead
from policy_faq.models import Card
from policy_faq.places import Distance
from policy_faq.slots import Slots
from policy_faq.text import arabic
from policy_faq.trips import offered

_SETTLED: Final = re.compile(r"(?:[^。]*。)?(可以报|最高报)(\d+(?:\.\d+)?)元")
_TICKET: Final = re.compile(r"：车票(\d+(?:\.\d+)?)元")
_REFUSED: Final = ("按现有规定领不到", "现在还不能领", "说不准")
_FIXED: Final = re.compile(
    r"不管[^。?]{0,8}(?:都|就)?[给补报]|固定|统一(?:给|补|是|\d)|一律|人人(?:都)?[给补有]|都是(?:给|补)?[一二两三四五\d]|"
    r"(?:没|不)(?:到|够|满|足)[^。?]{0,8}(?:也|都|就|按|补[满齐足])|补[满齐足]|填满|全都?按\d"
)
"""A fixed sum, whatever the ticket cost."""
_DOUBT: Final = re.compile(r"吧|对[不吗]|是不是|真的|真假|都[给是]|听说")
_CHEAP: Final = re.compile(
    r"票价?(?:钱)?(?:很|太|比较|才|要是|如果)?(?:便宜|低|少(?!了))|(?:没|不)(?:到|够|满|足)(?:上限|封顶|\d|[一二三四五]百)|票少"
)
_NONE: Final = re.compile(
    r"(?:没(?:有|得)?了?|冇得?|不[补报给]|(?:补|报|领|拿)不(?:到|了|成)|取消|作废|完了|没份)"
    r"(?:路费|车费|车补|补[助贴]?|报|钱|得)?(?:了|的)?(?:吧|对吧|是吧|对不对|嘛|吗|噻|哈|[?？]|$)"
)
"""Somebody believes that nothing is paid."""
_ASKS_ONLY: Final = re.compile(
    r"(?:有|补|报|给|领)(?:没有?|不[补报给领]?|冇)[?？]?$|有没有|有没得|还有没|几[百十]"
)
_LACKS: Final = re.compile(
    r"(?:没|不|丢|缺|领过|报过|拿过)[^,，。?]{0,3}(?:票|证|合同|满|够|了就)|过了?期"
)
"""A reason for which nothing may be paid."""
_FIRM_PAYS: Final = re.compile(
    r"(?:厂里?|公司|老板|单位)[^,，。?不]{0,3}(?:出|报|给|付|补)[^,，。?证]{0,3}(?:吧|对吧|是吧|吗|嘛|$)|(?:找|问)(?:厂里?|公司|老板|单位)[报领要]"
)
_FUND: Final = "就业补助资金"
_AFTER: Final = re.compile(
    r"(?:干|做|待|打|务工|上班|稳定)[^,，。?]{0,4}?(?:满|够|到)(?:(半)年|(\d{1,2})个?月|(\d)年)[^,，。?]{0,3}(?:才|再)"
)
_BELONGS: Final = re.compile(r"算|属于|是不是|是[省县市]|也是|按")
_REGION_WORDS: Final = re.compile(r"省外|外省|省内|县外|市内|县内|市外")
_LIES: Final = {
    Distance.OUT_OF_PROVINCE: "省外",
    Distance.IN_PROVINCE: "省内、本市外",
    Distance.IN_PREFECTURE: "本市别的县",
    Distance.IN_COUNTY: "县内",
}
_STEADY: Final = 3
"""Months of steady work that the county asks for."""


def judged(lead: Lead, question: str, slots: Slots, card: Card) -> Lead:
    """Return the first sentence about a trip led by yes or no to what the question assumes.

    Nothing is added when it assumes nothing, or when the case itself was refused or is open.
    """
    if lead.text.startswith(_REFUSED):
        return lead
    said = (
        _region(question, slots)
        + _sum(lead, question)
        + _waiting(question)
        + _payer(question, card)
    )
    return replace(lead, text=said + lead.text, sms=said + lead.sms) if said else lead


def _region(question: str, slots: Slots) -> str:
    where = _LIES.get(slots.distance) if slots.distance and slots.destination_name else None
    if where is None or not (_BELONGS.search(question) and _REGION_WORDS.search(question)):
        return ""
    return f"{slots.destination_name}算{where}。"


def _sum(lead: Lead, question: str) -> str:
    settled = _SETTLED.match(lead.text)
    if settled is None:
        if _FIXED.search(question) or _CHEAP.search(question):
            return "不是固定的钱，也不补满：车票多少报多少，到上限为止。"
        return ""
    most, amount = settled.group(1) == "最高报", float(settled.group(2))
    ticket = _TICKET.search(lead.text)
    paid = ticket and float(ticket.group(1))
    believed = [each for each in offered(question) if each not in {amount, paid}]
    if believed:
        wrong = "、".join(f"{each}元" for each in believed)
        return f"不是{wrong}。"
    if _NONE.search(question) and not (_ASKS_ONLY.search(question) or _LACKS.search(question)):
        return "" if "能报" in lead.text else "有的。"
    if most and (_FIXED.search(question) or (offered(question) and _DOUBT.search(question))):
        return f"{amount:g}元是上限，不是固定的钱。"
    return ""


def _payer(question: str, card: Card) -> str:
    if _FIRM_PAYS.search(question) is None or not any(_FUND in each for each in card.conditions):
        return ""
    return f"不是厂里出：钱从政府的{_FUND}里出，回户籍地申请。"


def _waiting(question: str) -> str:
    found = _AFTER.search(arabic(question))
    if found is None:
        return ""
    half, months, years = found.groups()
    waited = 6 if half else int(months or 0) or 12 * int(years)
    if waited <= _STEADY:
        return ""
    return f"不用等那么久：稳定就业满{_STEADY}个月就可以申请。"
