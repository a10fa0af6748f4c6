"""Fees by name (押金, 服装费 …) that a worker would pay: charged, denied or borne by others."""

from __future__ import annotations

import re

from jobs_feed.screening.clauses import FEE, Clause, denies

AMOUNT = (
    r"[\d一二三四五六七八九十百千两几半贰叁伍佰][\d一二三四五六七八九十百千两几半贰叁伍佰.O]*"
    r"\s*(?:元|块|圆|rmb|RMB)"
)
_FEE = re.compile(rf"{FEE}(?!条|单据|台账|管理)")
# Fees that have a good meaning too (收取物业管理费 is somebody's work) need proof that one pays.
_WEAK_FEE = re.compile(
    r"(?:学费|教材费|材料费|工具费|手续费|工本费|服务费|管理费|会员费|证件费|保险费"
    r"|入会费|考务费|卡费|餐卡费|钥匙费)用?"
)
_PAYS = re.compile(
    r"(?:需|须|要|先|预|应|得|另|再|必须|每人|每月|自行)(?:要|自)?(?:交|缴|付|出|收|扣)"
    rf"|自理|自付|自费|{AMOUNT}|从工资"
)
_OTHERS_MONEY = re.compile(
    r"(?:投标|履约|期货|工资|质量|交易|融资|店铺|平台|工程|农民工工资|贷款|合同|证券|经营)$"
)
_DUTY = re.compile(
    r"(?<!个人)(?<!本人)(?<!自己)(?<!自行)(?:负责|从事|协助|完成|做好|处理|跟进|参与"
    r"|督促|催|审核|核算|登记|统计|帮助?|熟悉|了解)[^,;。]{0,16}$"
)
_CUSTOMER = re.compile(
    r"(?:客户|客人|顾客|租客|租户|业主|住户|住客|会员|宾客|房客|供应商|经销商|加盟商?"
    r"|商户|学员|学生|家长|甲方|购房者|买家|旅客|车主|物业|停车|水电|房租|客房)[^,;。]{0,8}$"
)
_BOSS = (
    r"(?:公司|企业|工厂|厂方|厂里|厂家|厂|单位|我司|我们|店里|店方|雇主|甲方|老板|集团"
    r"|基地|合作社|政府|财政|人社局?|就业局|项目部)"
)
_BEARS = (
    r"(?:全额?|统一|全部|全程|负责|来|给予?|予以|均?可)?(?:承担|报销|支付|负担|买单|垫付"
    r"|解决|补贴|代缴|代付|全包|包了?|出|付|报|负责|赠送|掏|管)"
)
_BORNE_AFTER = re.compile(
    rf"^[^,;。从]{{0,12}}?(?:由)?{_BOSS}{_BEARS}|^(?:补贴|补助|实报实销|全包)"
    rf"|^(?:\(|{AMOUNT}|\s)*(?:入职后|上岗后|凭票|凭发票|可|均可|能|给|予以|全额|实报"
    r"|全部|由)*+报销"
)
_BORNE_BEFORE = re.compile(
    rf"(?:{_BOSS}{_BEARS}|报销|补贴|减免|承担(?:全部|所有)?|提供免费)(?:全部|全额|所有|员工|新员工"
    rf"|您|你|的|入职|上岗|岗前|往返|路费|车费|和|及|、|{FEE})*+$"
)
_CONDITION = re.compile(
    r"满|转正|一半|50%|部分|从工资|工资[中里]?扣|扣回|返还公司|半年|个月[后内]|离职"
)
_OWN_COST_AFTER = re.compile(
    r"^[^,;。]{0,8}?(?:自理|自付|自费|自己(?:先)?(?:出|承担|掏|付|垫)|自行承担|个人(?:承担|支付"
    r"|出)|本人承担|从工资|工资[中里]?扣|另[收交]|照收|(?<![不无])(?:需要?|要)交)"
)
_NOT_OWN = re.compile(
    r"(?:无需|无须|不用|不需要?|不必)(?:自理|自付|自费|自己|个人|本人|员工|交|缴)"
)
_BARE_LIST = re.compile(
    rf"^(?:包括但不限于|包括|例如|比如|如|含|和|及|以及|或|与|、|任何|其他|\"|\s)*{FEE}"
    rf"(?:[、和及或/\s]{FEE})*(?:等?(?:任何|一切|各种|其他)?(?:费用?)?)(?:等|的)?$"
)
_ANY_FEE = re.compile(r"费用?")
# What somebody pays to a hospital or a carrier, never to the employer, and gets back before long.
_LAID_OUT = re.compile(
    r"(?:入职|健康|岗前|职业(?:病|健康)?)?体检(?:费用?|的?钱)?[^,;。]{0,4}?"
    r"(?:自己|个人|本人|员工|自|先|您|你|要|需|须|得|由|都|均)*"
    r"(?:垫付?|自付|自费|自理|自己(?:先)?(?:付|出|掏)|个人(?:先)?(?:付|出|掏|承担))"
)
_PAID_BACK = re.compile(
    r"^(?:(?:入职|上岗|录用|干|做|工作|上班|试用期?|转正|通过)?(?:满|够|过了?|后|当)?"
    r"(?:[一二两三123]个?月|一?个?月|[1-9]\d?天|[一二三]?十[一二三四五]?天|半个?月|[一二]周"
    r"|首月|当月|次月|试用期|转正)?(?:后|以后|之后|了|就|起|当月)*)?"
    r"(?:(?:由)?(?:公司|厂里?|厂方|单位|老板|店里|我们|企业)(?:再|都|就|全)*)?"
    r"(?:凭(?:发?票|票据|收据|单据?)|随工资|跟工资|全额|全部|全|都|就|给|予以|如数|实报|统一|可|能)*"
    r"(?:报销|报了?(?=$)|退还?(?=给?(?:你|您|本人|个人|$)))(?!一半|一部分|部分|[1-9]0%|不)"
)
_TAKEN_BY_EMPLOYER = re.compile(r"交|缴|收取?|扣|押|转账|代[收办]|中介|指定|统一")
_ALSO_TAKEN = re.compile(r"服装|工装|工服|培训|押金|保证金|资料|报名|中介")
_LIST_DENIED = re.compile(
    rf"^(?:{FEE}|[、和及或等]|其他费用)*(?:一律|全部|通通|统统|都|均|一概|全"
    r"|一分钱?(?:都|也)?|什么都)*(?:不收|不用交|不交|不需要?|全免|没有|无|免收|免交|免费|免)"
)


def charges_fee(clause: Clause) -> bool:
    """Tell whether ``clause`` has the worker pay a fee that it names."""
    text = clause.text
    if any(_is_paid(clause, found) for found in _FEE.finditer(text)):
        return True
    return bool(_PAYS.search(text)) and any(
        _is_paid(clause, found) for found in _WEAK_FEE.finditer(text)
    )


def is_paid_back(clause: Clause) -> bool:
    """Tell whether a clause has the worker lay out a check-up alone, paid back before long.

    What is taken by the employer, or goes for clothes, training or a deposit, is a fee all the
    same, whatever is promised.
    """
    text = clause.text
    found = _LAID_OUT.search(text)
    if found is None or _TAKEN_BY_EMPLOYER.search(text) or _ALSO_TAKEN.search(text):
        return False
    return any(_PAID_BACK.match(each) for each in (text[found.end() :], clause.after))


def is_duty(before: str) -> bool:
    """Tell whether the words before a payment make it somebody's work or a customer's money."""
    return bool(_DUTY.search(before) or _CUSTOMER.search(before))


def _is_paid(clause: Clause, fee: re.Match[str]) -> bool:
    before, after = clause.text[: fee.start()], clause.text[fee.end() :]
    if _OTHERS_MONEY.search(before) or _CUSTOMER.search(before):
        return False
    if _OWN_COST_AFTER.match(after) and not _NOT_OWN.search(clause.text):
        return True
    if _DUTY.search(before) and not re.match(rf"^[^,;。]{{0,4}}{AMOUNT}", after):
        return False
    if denies(clause, *fee.span()):
        return False
    conditional = _CONDITION.search(clause.text)
    if not conditional and (_BORNE_AFTER.match(after) or _BORNE_BEFORE.search(before)):
        return False
    return not (_BARE_LIST.match(clause.text) and _list_is_denied(clause))


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
