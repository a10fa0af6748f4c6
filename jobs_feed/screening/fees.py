"""Money that a worker would pay: fees, deposits, things at one's own cost, transfers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobs_feed.screening.clauses import FEE, Clause, Clauses, denies, warns
from jobs_feed.screening.reasons import HoldCode

_FEE = re.compile(FEE)
_AMOUNT = (
    r"[\d一二三四五六七八九十百千两几半贰叁伍佰][\d一二三四五六七八九十百千两半贰叁伍佰.]*\s*(?:元"
    r"|块|圆|rmb|RMB)"
)
# Fees that have a good meaning too (收取物业管理费 is somebody's work) need proof that one pays.
_WEAK_FEE = re.compile(
    r"(?:学费|教材费|材料费|工具费|手续费|工本费|服务费|管理费|会员费|证件费|保险费"
    r"|入会费|考务费|卡费|餐卡费|钥匙费)用?"
)
_PAYS = re.compile(
    r"(?:需|须|要|先|预|应|得|另|再|必须|每人|每月|自行)(?:要|自)?(?:交|缴|付|出|收"
    rf"|扣)|自理|自付|自费|{_AMOUNT}|从工资"
)
_OTHERS_MONEY = re.compile(
    r"(?:投标|履约|期货|工资|质量|交易|融资|店铺|平台|工程|农民工工资|贷款|合同|证券|经营)$"
)
_DUTY = re.compile(
    r"(?<!个人)(?<!本人)(?<!自己)(?<!自行)(?:负责|从事|协助|完成|做好|处理|跟进|参与"
    r"|督促|催|审核|核算|登记|统计|帮助?)[^,;。]{0,16}$"
)
_CUSTOMER = re.compile(
    r"(?:客户|客人|顾客|租客|租户|业主|住户|住客|会员|宾客|房客|供应商|经销商|加盟商?"
    r"|商户|学员|学生|家长|甲方|购房者|买家|旅客|车主|物业|停车|水电|房租"
    r"|客房)[^,;。]{0,8}$"
)
_BOSS = (
    r"(?:公司|企业|工厂|厂方|厂里|厂家|厂|单位|我司|我们|店里|店方|雇主|甲方|老板|集团"
    r"|基地|合作社|政府|财政|人社局?|就业局|项目部)"
)
_BEARS = (
    r"(?:全额?|统一|全部|全程|负责|来|给予?|予以|均?可)?(?:承担|报销|支付|负担|买单|垫付"
    r"|解决|补贴|代缴|代付|出|付|报|负责|赠送)"
)
_BORNE_AFTER = re.compile(
    rf"^(?:用)?[^,;。从]{{0,12}}?(?:由)?{_BOSS}{_BEARS}|^(?:用)?(?:\(?|{_AMOUNT}"
    r"|\s)*(?:入职后|上岗后|凭票|凭发票|可|均可|能|给|予以|全额|实报|全部|由)*报销"
    r"|^(?:用)?(?:补贴|补助)"
)
_BORNE_BEFORE = re.compile(
    rf"(?:{_BOSS}{_BEARS}|报销|补贴|减免|承担(?:全部|所有)?|提供免费)(?:全部|全额"
    rf"|所有|员工|新员工|您|你|的|入职|上岗|岗前|往返|路费|车费|和|及|、|{FEE})*$"
)
_CONDITION = re.compile(
    r"满|转正|一半|50%|部分|从工资|工资[中里]?扣|扣回|返还公司|半年|个月[后内]|离职"
)
_OWN_COST_AFTER = re.compile(
    r"^[^,;。]{0,8}?(?:自理|自付|自费|自己(?:出|承担|掏|付)|自行承担|个人(?:承担|支付"
    r"|出)|本人承担|从工资|工资[中里]?扣|另[收交]|照收|要交|需[要交])"
)
_BARE_LIST = re.compile(
    r"^(?:包括但不限于|包括|例如|比如|如|含|和|及|以及|或|与|、|任何|其他|\""
    rf"|\s)*{FEE}(?:[、和及或/\s]{FEE})*(?:等?(?:任何|一切|各种"
    r"|其他)?(?:费用?)?)(?:等|的)?$"
)
_ANY_FEE = re.compile(r"费用?")
_LIST_DENIED = re.compile(
    rf"^(?:{FEE}|[、和及或等]|其他费用)*(?:一律|全部|通通|统统|都|均|一概|全"
    r"|一分钱?(?:都|也)?|什么都)*(?:不收|不用交|不交|不需要?|全免|没有|无|免收|免交"
    r"|免费|免)"
)
_OWN_COST = re.compile(
    r"(?:体检|服装|工装|工服|工衣|厂服|工作服|制服|培训|考证|办证|健康证|保险"
    r"|意外险)(?:的)?(?:费用?|钱)?(?:需要?|要|由|须|得|均|都|全)*"
    r"(?:自理|自费|自付|自购|自掏|(?<=[要得])(?:买|购买|花钱)|自己(?:出|掏|买|承担|付"
    r"|花|购)|自行(?:承担|购买|支付)|(?:员工|个人|本人|求职者)(?:承担|支付|自?出|购买"
    r"|自理))"
    r"|(?:自费|自掏腰包|自己花?钱)(?:参加|办理|购买|做|买)?(?:体检|服装|工装|工服"
    r"|工衣|工作服|制服|培训|考证|办证|健康证|保险|意外险)"
)
_PAY_VERB = (
    r"(?:交|缴|缴纳|交纳|付|支付|先付|预付|垫付|自带|带上?|准备|收取?|收费|扣除?|充值?|缴费|交费)"
)
_PAYS_AMOUNT = re.compile(rf"{_PAY_VERB}[^,;。]{{0,6}}?{_AMOUNT}")
_AT_THE_DOOR = re.compile(
    r"入职|报到|报名|上岗|面试|名额|位置|占位|预留|保留|先交|先付|预交|预付|个人|本人"
    r"|求职者|应聘者|每人|办理|手续|进厂|来时|录用"
)
_PAID_TO_WORKER = re.compile(
    r"公司|单位|企业|我司|工资|薪|奖|补贴|补助|津贴|报销|提成|险|社保|公积金|福利"
    r"|路费|车费|返费|客户|客人|顾客|税|生活费|伙食|业绩"
)
_CHARGES = re.compile(
    r"(?:报名|面试|入职|培训|办理|体检|上岗|进厂)(?:时|前|后)?(?:需要?|要|须|得|都"
    r"|均)?(?:收费|缴费|交费|交钱|付费|给钱)"
)
_COSTS = re.compile(rf"(?:费用|收费|总价|一次性)\s*(?:是|为|约|共|共计|合计|[:])?\s*{_AMOUNT}")
_ABOUT_A_FEE = re.compile(r"培训|考证|报名|入职|体检|办证|手续|中介|介绍|学习|包就业|包分配")
_TRANSFER = re.compile(
    r"转账|汇款|打款|转(?=\d)|微信转|支付宝转|扫码(?:支?付|交)|发红包|先(?:付|打|转"
    r"|交)[^,;。]{0,6}(?:款|钱)|付款"
)
_RESERVES = re.compile(
    r"名额|位置|占位|定位|预留|保留|锁定|订位|留位|定岗|占坑|报名|入职|岗位|上岗|坐席|面试|安排"
)


def fees(clauses: Clauses) -> Iterator[tuple[HoldCode, str]]:
    """Yield the clauses by which the worker pays, and why each counts."""
    for clause in clauses:
        if _pays(clause):
            yield HoldCode.WORKER_PAYS, clause.text
        elif _transfers(clause):
            yield HoldCode.MONEY_TRANSFER, clause.text


def _pays(clause: Clause) -> bool:
    for found in _FEE.finditer(clause.text):
        if _is_paid(clause, found):
            return True
    for found in _WEAK_FEE.finditer(clause.text):
        if _PAYS.search(clause.text) and _is_paid(clause, found):
            return True
    return (
        _at_own_cost(clause)
        or any(not denies(clause, *found.span()) for found in _CHARGES.finditer(clause.text))
        or _pays_at_the_door(clause)
        or _costs(clause)
    )


def _is_paid(clause: Clause, fee: re.Match[str]) -> bool:
    before, after = clause.text[: fee.start()], clause.text[fee.end() :]
    if _OTHERS_MONEY.search(before) or _CUSTOMER.search(before):
        return False
    if _OWN_COST_AFTER.match(after) and not _DENY_OWN.search(before + after):
        return True
    if _DUTY.search(before) and not re.match(rf"^[^,;。]{{0,4}}{_AMOUNT}", after):
        return False
    if denies(clause, *fee.span()):
        return False
    conditional = _CONDITION.search(clause.text)
    if not conditional and (_BORNE_AFTER.match(after) or _BORNE_BEFORE.search(before)):
        return False
    return not (_BARE_LIST.match(clause.text) and _list_is_denied(clause))


_DENY_OWN = re.compile(r"(?:无需|无须|不用|不需要?|不必)(?:自理|自付|自费|自己|个人|本人|员工)")


def _list_is_denied(clause: Clause) -> bool:
    """Tell whether a bare list of fees goes on from a denial, or runs into one."""
    for earlier in reversed(clause.earlier):
        if _BARE_LIST.match(earlier):
            continue
        named = list(_FEE.finditer(earlier)) or list(_ANY_FEE.finditer(earlier))
        if named and denies(Clause(earlier), *named[-1].span()):
            return True
        break
    for later in clause.later:
        if _LIST_DENIED.match(later):
            return True
        if not _BARE_LIST.match(later):
            return False
    return False


def _at_own_cost(clause: Clause) -> bool:
    for found in _OWN_COST.finditer(clause.text):
        if not (denies(clause, *found.span()) or _DENY_OWN.search(found.group()) or warns(clause)):
            return True
    return False


def _pays_at_the_door(clause: Clause) -> bool:
    for found in _PAYS_AMOUNT.finditer(clause.text):
        if _PAID_TO_WORKER.search(clause.text) or not _AT_THE_DOOR.search(clause.text):
            continue
        if not (denies(clause, *found.span()) or _DUTY.search(clause.text[: found.start()])):
            return True
    return False


def _costs(clause: Clause) -> bool:
    around = "".join((*clause.earlier[-1:], clause.text, clause.after))
    if not _ABOUT_A_FEE.search(around) or _PAID_TO_WORKER.search(around):
        return False
    return any(not denies(clause, *found.span()) for found in _COSTS.finditer(clause.text))


def _transfers(clause: Clause) -> bool:
    for found in _TRANSFER.finditer(clause.text):
        around = clause.text + clause.after
        if not _RESERVES.search(around) or _PAID_TO_WORKER.search(clause.text):
            continue
        if not (denies(clause, *found.span()) or _DUTY.search(clause.text[: found.start()])):
            return True
    return False
