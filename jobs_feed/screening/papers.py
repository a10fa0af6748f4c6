"""Keeping a worker's identity card or other papers (forbidden by 劳动合同法 article 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobs_feed.screening.clauses import Clauses, denies
from jobs_feed.screening.reasons import HoldCode

_PAPER = (
    r"(?:身份证|证件|毕业证书?|学历证书?|户口[本簿]|驾驶证|银行卡|工资卡|居住证|社保卡|资格证书?)"
)
_COPY = r"(?!(?:的)?(?:号码?|信息|复印|扫描|照片|正反面))"
_KEEP = (
    r"(?:押(?![运送解车钞韵])|抵押|质押|扣押|扣留|扣下|暂扣|扣(?!分|除|点|子)|没收|收缴"
    r"|收走|收押|压(?=身份证|证件))"
)
_BODY = r"(?:公司|单位|厂里|厂方|厂|我司|工厂|企业|人事部?|老板|中介|劳务公司|店里|前台)"
_KEPT = re.compile(
    rf"{_KEEP}[^,;。分]{{0,6}}?{_PAPER}{_COPY}"
    rf"|{_PAPER}{_COPY}(?:原件|正本)?[^,;。复]{{0,8}}?{_KEEP}"
    rf"|{_PAPER}{_COPY}(?:原件|正本)?[^,;。复]{{0,6}}?(?:(?:由|交|存|留|放)(?:由|给"
    rf"|到|在|于)?(?:{_BODY}(?:[^,;。]{{0,4}}(?:保管|代管|保存|收存|收)|$)"
    r"|(?!本人|自己|个人|员工自)[\u4e00-\u9fff]{1,5}(?:保管|代管|收存))|(?:统一|集中"
    r"|代为)(?:保管|代管|收|上交))"
    r"|(?:上交|收取|留存|代管|保管|留下|收存"
    rf"|统一收)[^,;。复]{{0,4}}?{_PAPER}{_COPY}(?!.{{0,4}}复印)"
    rf"|(?<!提)交(?:出|纳)?(?:本人)?{_PAPER}(?:原件|正本)(?!.{{0,4}}(?:复印|核对|查验|验))"
)
_GUESTS = re.compile(r"客人|住客|访客|宾客|旅客|客户|顾客|学员|车主|当事人|档案|来访|租客")
_SHOWS_ONLY = re.compile(r"(?:携带|带好?|持|出示|查验|核对|核验)[^,;。]{0,8}$")


def papers(clauses: Clauses) -> Iterator[tuple[HoldCode, str]]:
    """Yield the clauses that say papers are kept; copies, and showing them, are fine."""
    for clause in clauses:
        for found in _KEPT.finditer(clause.text):
            before = clause.text[: found.start()]
            if _GUESTS.search(clause.text) or _SHOWS_ONLY.search(before):
                continue
            if not (denies(clause, *found.span()) or _denied_inside(found.group())):
                yield HoldCode.KEEPS_DOCUMENTS, clause.text
                break


def _denied_inside(text: str) -> bool:
    # 身份证不押, 证件一律不扣留: the denial stands between the paper and the verb.
    return bool(
        re.search(
            r"(?:不|勿|严禁|禁止|无需|不会|不得)[^,;。]{0,4}$",
            re.sub(rf"{_KEEP}.*$|(?:保管|代管|保存|收存|收|上交)$", "", text),
        )
    )
