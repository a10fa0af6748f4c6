"""Work for people below 16 (forbidden by 禁止使用童工规定 article 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobs_feed.normalise.text import with_arabic_figures, with_plain_ranges
from jobs_feed.screening.clauses import Clauses, denies, warns
from jobs_feed.screening.reasons import HoldCode

YOUNGEST_WORKER = 16
_SINGLE = str.maketrans("一二三四五六七八九", "123456789")
_AGE_FROM = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:周?岁)?\s*-\s*\d{1,2}\s*周?岁"
    r"|年龄[^\d]{0,4}(\d{1,2})\s*-\s*\d{2}(?!\d)|(?:年满|满)\s*(\d{1,2})\s*周?岁"
    r"|(?<!\d)(\d{1,2})\s*周?岁(?:及其?)?(?:以上|起)(?!企业|公司|老)"
    r"|(?<!\d)(1[0-5])\s*周?岁(?:的)?(?:也|都|可|均|亦|能|行)"
)
_BELOW = re.compile(
    r"(?:未满|不满|未到|不到|低于|小于|不足)\s*(?:1[0-6]|[5-9])\s*(?:周?岁|(?![\d.万元千百%个月天名人年斤米公]))"
    r"|(?<!\d)1[0-6]\s*周?岁以下|(?<![二三四五六七八九])十[二三四五][三四五六]?岁"
)
_ALSO = re.compile(r"(?:可|能|行|要|收|招|也|均|都|接受|欢迎|亦)")
_CHILD_LABOUR = re.compile(
    r"童工|小学生(?:兼职|暑假工|也|可)|初中(?:在读|生)(?:兼职|暑假工|也|可)|小孩(?:也|可|都)"
)
_CHILDREN = re.compile(
    r"照顾|照看|幼儿|儿童|孩子|小孩|宝宝|婴|学生(?!兼职|也|可)|教|看护|接送|辅导|保姆"
    r"|玩具|青少年|童装|工龄|经验|票|免费入园"
)


def under_age(clauses: Clauses) -> Iterator[tuple[HoldCode, str]]:
    """Yield the clauses that invite people below 16."""
    for clause in clauses:
        plain = with_plain_ranges(with_arabic_figures(clause.text))
        if any(not denies(clause, *found.span()) for found in _CHILD_LABOUR.finditer(clause.text)):
            yield HoldCode.UNDER_AGE, clause.text
        elif _CHILDREN.search(plain) or warns(clause):
            continue
        elif _invites_below(plain) or _invites_below(clause.text) or _asks_from(plain):
            yield HoldCode.UNDER_AGE, clause.text


def _invites_below(plain: str) -> bool:
    for found in _BELOW.finditer(plain):
        rest = plain[found.end() :]
        refused = re.match(
            r"(?:者|的|人员|青少年)*(?:一律|请)?(?:勿|不(?!限)|禁|谢绝|免|莫|不予)", rest
        )
        before = plain[: found.start()]
        if not refused and not re.search(
            r"(?:不招|不收|不用|不录|严禁|禁止|拒绝|不得|杜绝|非|谢绝)[^,;。]{0,6}$", before
        ):
            return bool(_ALSO.search(rest) or _ALSO.search(before) or not rest)
    return False


def _asks_from(plain: str) -> bool:
    for found in _AGE_FROM.finditer(plain):
        if re.search(r"(?:不招|不收|禁止|不得|严禁|谢绝)[^,;。]{0,6}$", plain[: found.start()]):
            continue
        lowest = int(next(group for group in found.groups() if group))
        if 5 < lowest < YOUNGEST_WORKER:
            return True
    return False
