"""Money that leaves the worker's hand: fees, amounts at the door, own cost, transfers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobs_feed.screening.clauses import Clause, Clauses, denies, warns
from jobs_feed.screening.fees import AMOUNT, charges_fee, is_duty, is_paid_back
from jobs_feed.screening.reasons import HoldCode

_THINGS = r"(?:体检|服装|工装|工服|工衣|厂服|工作服|制服|培训|考证|办证|健康证|保险|意外险)"
_OWN_COST = re.compile(
    rf"{_THINGS}(?:的)?(?:费用?|钱)?(?:需要?|要|由|须|得|均|都|全)*+(?:自理|自费|自付|自购|自掏"
    r"|(?<=[要得])(?:买|购买|花钱)|自己(?:出|掏|买|承担|付|花|购)|自行(?:承担|购买|支付)"
    r"|(?:员工|个人|本人|求职者)(?:承担|支付|自?出|购买|自理))"
    rf"|(?:自费|自掏腰包|自己花?钱)(?:参加|办理|购买|做|买)?{_THINGS}"
)
_NOT_OWN = re.compile(r"(?:无需|无须|不用|不需要?|不必)(?:自|个人|本人|员工)")
_PAY = (
    r"(?:交|缴|缴纳|交纳|付|支付|先付|预付|垫付|自带|带上?|准备|收取?|收费|扣除?|充值?|缴费|交费)"
)
_PAYS_AMOUNT = re.compile(rf"{_PAY}[^,;。]{{0,6}}?{AMOUNT}")
_AT_THE_DOOR = re.compile(
    r"入职|报到|报名|上岗|面试|名额|位置|占位|预留|保留|先交|先付|预交|预付|个人|本人"
    r"|求职者|应聘者|每人|办理|手续|进厂|来时|录用"
)
_TO_WORKER = re.compile(
    r"公司|单位|企业|我司|工资|薪|奖|补贴|补助|津贴|报销|提成|险|社保|公积金|福利"
    r"|路费|车费|返费|客户|客人|顾客|税|生活费|伙食|业绩"
)
# A deposit without its name: 来了要押200块钱.
_DEPOSIT = re.compile(rf"(?<![抵质])[押压](?:你|您)?{AMOUNT}(?![^,;。]{{0,3}}(?:工资|薪))")
# A fee nobody has heard of, with its price: 只收点辛苦费100元.
_SOME_FEE = re.compile(
    r"(?:收取?|交|缴纳?|付"
    rf"|出)[^,;。]{{0,3}}(?P<name>[\u4e00-\u9fff]{{2,4}}费)[^,;。]{{0,3}}{AMOUNT}"
    r"|(?:收取?|交|缴纳?"
    rf"|付)[^,;。]{{0,3}}{AMOUNT}[^,;。]{{0,2}}(?P<after>[\u4e00-\u9fff]{{2,4}}费)"
)
_LIVING = re.compile(
    r"伙食|餐费|饭费|住宿|房费|水电|电费|水费|物业|停车|路费|车费|话费|网费|取暖|生活"
    r"|运费|快递|配送"
    r"|加班|消费|免费|话费|油费|过路"
)
_CHARGES = re.compile(
    r"(?:报名|面试|入职|培训|办理|体检|上岗|进厂)(?:时|前|后)?(?:需要?|要|须|得|都|均)?"
    r"(?:收费|缴费|交费|交钱|付费|给钱)"
    r"|(?:要|需要?|得|须)先?(?:交|给|花|出|掏)(?:一笔|点|些)?钱|先[交缴]费"
)
_COSTS = re.compile(rf"(?:费用|收费|总价|一次性)\s*(?:是|为|约|共|共计|合计|[:])?\s*{AMOUNT}")
_ABOUT_A_FEE = re.compile(r"培训|考证|报名|入职|体检|办证|手续|中介|介绍|学习|包就业|包分配")
_TRANSFER = re.compile(
    r"转账|汇款|打款|转(?=\d)|微信转|支付宝转|扫码(?:支?付|交)|发红包"
    r"|先(?:付|打|转|交)[^,;。]{0,6}(?:款|钱)|付款"
)
_RESERVES = re.compile(
    r"名额|位置|占位|定位|预留|保留|锁定|订位|留位|定岗|占坑|报名|入职|岗位|上岗|坐席|面试|安排"
)


def payments(clauses: Clauses) -> Iterator[tuple[HoldCode, str]]:
    """Yield the clauses by which the worker pays, and why each counts."""
    for clause in clauses:
        if _pays(clause):
            yield HoldCode.WORKER_PAYS, clause.text
        elif _transfers(clause):
            yield HoldCode.MONEY_TRANSFER, clause.text


def _pays(clause: Clause) -> bool:
    if is_paid_back(clause):
        return False
    return (
        charges_fee(clause)
        or _at_own_cost(clause)
        or _stands(clause, _CHARGES)
        or _stands(clause, _DEPOSIT)
        or _pays_at_the_door(clause)
        or _pays_some_fee(clause)
        or _costs(clause)
    )


def _stands(clause: Clause, pattern: re.Pattern[str]) -> bool:
    return any(
        not denies(clause, *found.span()) and not is_duty(clause.text[: found.start()])
        for found in pattern.finditer(clause.text)
    )


def _at_own_cost(clause: Clause) -> bool:
    return any(
        not (denies(clause, *found.span()) or _NOT_OWN.search(found.group()) or warns(clause))
        for found in _OWN_COST.finditer(clause.text)
    )


def _pays_at_the_door(clause: Clause) -> bool:
    if _TO_WORKER.search(clause.text) or not _AT_THE_DOOR.search(clause.text):
        return False
    return _stands(clause, _PAYS_AMOUNT)


def _pays_some_fee(clause: Clause) -> bool:
    if _TO_WORKER.search(clause.text) or _LIVING.search(clause.text):
        return False
    return _stands(clause, _SOME_FEE)


def _costs(clause: Clause) -> bool:
    around = "".join((*clause.earlier[-1:], clause.text, clause.after))
    if not _ABOUT_A_FEE.search(around) or _TO_WORKER.search(around):
        return False
    return _stands(clause, _COSTS)


def _transfers(clause: Clause) -> bool:
    if not _RESERVES.search(clause.text + clause.after) or _TO_WORKER.search(clause.text):
        return False
    return _stands(clause, _TRANSFER)
