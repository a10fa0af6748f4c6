"""What the way there cost and how long somebody has worked, out of a question in digits; pure."""

from __future__ import annotations

import re
from decimal import Decimal

from policy_faq.sieve import Sifted, Sighting, bits, pattern, sight

_FARE = pattern(
    r"(?:车票|票价|票钱|票面|路费|车费|车钱|花了?|用了?|买成|票|总共|一共|来回|单程|往返)[^\d。?!]{0,6}?(\d{1,5}(?:\.\d{1,2})?)(?=\D|$)"
    r"|(\d{1,5}(?:\.\d{1,2})?)(?:元|块)?(?:钱)?的?(?:车票|火车票|高铁票|汽车票|票|路费|车费)"
    r"|(?:动车|高铁|火车|大巴|班车|客车|中巴|坐车|硬座|卧铺|车子)[^\d,，。?!]{0,4}(\d{2,4})(?![\d次号路])"
)
_RIDE = pattern(
    r"(?:动车|高铁|火车|大巴|班车|客车|中巴|汽车|硬座|卧铺)票?(?:钱|费)?(?:花了?|要|是)?(\d{2,4})(?![\d次号路])"
)
_EACH = pattern(
    r"(?:每人|1人|每个人|1个人|每张|各|[一二]等座|商务座|硬卧|软卧)(?:都|票)?(?:是|花了?|要|票)?(\d{2,5})(?=[^\d年月天个]|$)"
)
"""What each of several people paid, or each of several tickets cost; 二等座380 too."""
_OF_TICKETS = pattern(r"票|车费|路费|车钱|坐车|等座|卧")
_ALL_TICKETS = pattern(r"票(?:钱|款|价)?(?:共|加起来|合起来)(?:是|花了?)?(\d{2,5})")
_LEFT = pattern(
    r"(?:剩下?|只有|只留|还有|另外?|留着|找得?到|手[上里头]有?)(?:的|了|下|那|还|有|是|1(?=张)|一|张|个|只)*(?:车票|票)?(\d{2,4})(?=[^\d年月天个]|$)"
)
_GONE = pattern(
    r"(?:其中|有)?(?:[1一]张)?(\d{2,4})(?:元|块)?(?:钱)?的?(?:那?张|票)?(?:给|弄|搞|不小心|也|已经)*(?:丢|不见|掉|找不到)"
)
"""What the tickets that are left cost, and what the lost one did."""
_THERE = pattern(
    r"去(?:的时候|程|时|那趟)?(?:是|花了?|票)?(\d{2,4})(?=[^\d年月天个]).{0,4}(?:回来|返程)"
)
_CHANGED = pattern(r"转|再坐|又坐|然后|加|换")
_IN_ALL = pattern(
    r"(?:一共|总共|合计|加起来|拢共)(?:是|花了?|用了?|要)?(?:车票|路费|票)?(\d{2,5})(?![\d个人名])"
)
_COMPARED = re.compile(
    r"(?:(?:不|没)(?:够|到|足|满)|少于|低于|超过|超出|多于|高于|超)[了过]?$|[补报给填按](?:到|足|满|齐)?$"
)
"""What comes before a sum that is a limit, or the grant itself, and no price."""
_MONTHS = pattern(
    r"(\d{1,3})个(?:多|半)?月|"
    r"(?<=[满够干做待工了才近过足定签缴交险])(\d{1,3})月(?![\d份初底中头里])(?:以上|以内)?|(\d{1,3})月(?:以上|以内|左右)"
)
"""A span; 2月 alone is a month of the year, unless work is counted by it (干满3月)."""
_AT_WORK = re.compile(
    r"(?:干|做|务工|打工|上班|工作|待|稳定|就业|进厂|履行)[^,，。?\d]{0,6}$|[满够][了]?$"
)
_SHORT_OF = pattern(r"(?:没有?|不)(?:打|干|做|务工|工作)?(?:满|够|到)(\d{1,3})个?月")
_FROM_TO = pattern(
    r"(?P<go>\d{1,2})月份?(?:底|初)?(?:[^,，。?\d]{0,5}到(?:了|今年)?(?P<end>\d{1,2})月|"
    r"[^。?\d]{0,8}[,，]?(?P<back>\d{1,2})月份?(?:底|初)?[^,，。?\d]{0,3}(?:回|不干|辞|散))"
)
_YEAR_AND_MONTHS = pattern(r"(\d)年(?:零|又|多|加)?(\d{1,2})个月")
_HALF_YEAR, _YEARS = (
    pattern(r"(?<![上下后前])半年"),
    pattern(r"(?<!\d)(\d{1,2})年(?![初底春级]|\d{0,2}月|去的?|那)"),
)
_WORKED_DAYS = pattern(
    r"(?:打工|务工|上班|做工|干活|干|做|去|来|进厂)[^,，。?\d]{0,4}\d{1,2}多?(?:天|个?星期|个?礼拜)"
)
AMOUNTS = bits((_FARE, _RIDE, _EACH, _ALL_TICKETS, _LEFT, _THERE, _IN_ALL))
"""Without one of these no text says what a ticket cost."""
SPANS = bits((_MONTHS, _SHORT_OF, _FROM_TO, _YEAR_AND_MONTHS, _HALF_YEAR, _YEARS, _WORKED_DAYS))
"""Without one of these no text says for how long."""


def fare(text: str) -> Decimal | None:
    """Return what the tickets cost in yuan; several that were changed between are added."""
    said = sight(text)
    if not said.may & AMOUNTS:
        return None
    rides = [int(match.group(1)) for match in said.finditer(_RIDE)]
    if len(rides) > 1 and said.search(_CHANGED) and not said.search(_IN_ALL):
        return Decimal(sum(rides))
    found = _of_several(said)
    if found is not None:
        return found
    for match in said.finditer(_FARE):
        after = text[match.end() :]
        if after.startswith(("个", "月", "次", "年", "天", "人", "公里", "小时", "%", "号", "张")):
            continue
        before = said.text[: match.start(match.lastindex or 0)]
        if before.endswith("-") or _COMPARED.search(before):
            continue
        return Decimal(next(filter(None, match.groups())))
    return None


def _of_several(said: Sighting) -> Decimal | None:
    """Return what counts of several amounts: the tickets left, one person's, the way there."""
    if said.search(_OF_TICKETS):
        left = said.search(_LEFT)
        if left:
            return Decimal(left.group(1))
        each = said.search(_EACH)
        if each:
            return Decimal(each.group(1))
    in_all, gone = said.search(_IN_ALL) or said.search(_ALL_TICKETS), said.search(_GONE)
    if in_all:
        whole = Decimal(in_all.group(1))
        lost = Decimal(gone.group(1)) if gone else Decimal(0)
        return whole - lost if lost < whole else whole
    there = said.search(_THERE)
    return Decimal(there.group(1)) if there else None


def months(text: str) -> int | None:
    """Return for how many whole months somebody has worked, or paid in, or a contract runs.

    A month of the year (今年2月) is none; days and weeks are 0.
    """
    said = sight(text)
    if not said.may & SPANS:
        return None
    short_of = _number(_SHORT_OF, said)
    if short_of is not None:
        return short_of - 1
    both = said.search(_YEAR_AND_MONTHS)
    if both:
        return 12 * int(both.group(1)) + int(both.group(2))
    spans = list(said.finditer(_MONTHS))
    if spans:
        # Of several spans the one somebody has worked counts, not that of a contract.
        worked = (each for each in spans if _AT_WORK.search(text[: each.start()]))
        return int(next(filter(None, next(worked, spans[0]).groups())))
    if said.search(_HALF_YEAR):
        return 6
    between = said.search(_FROM_TO)
    if between:
        return (int(between["end"] or between["back"]) - int(between["go"])) % 12
    if said.search(_WORKED_DAYS):
        return 0
    years = _number(_YEARS, said)
    return years * 12 if years is not None and years < 60 else None


def _number(counted: Sifted, said: Sighting) -> int | None:
    match = said.search(counted)
    return int(match.group(1)) if match else None
