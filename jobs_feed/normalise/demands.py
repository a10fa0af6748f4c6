"""What a job asks of the body: heavy work as yes or no, everything else kept in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jobs_feed.normalise.of_others import of_own

_CLAUSE = re.compile(r"[,;。\n!、|]|\d+[.)](?=\D)")
# What is paid for or given because of the heat or the height is no demand.
_PAID_FOR = re.compile(r"(?:高温|高空|夜班|粉尘|噪音|岗位)(?:作业)?(?:补贴|补助|津贴|费|假|奖)")
_DENIED = re.compile(
    r"(?:无|无需|不需要?|不用|没有|没得|没啥|没什么|冇得?|莫得|不消|不必|不是|非|不属于|不|免|不含)"
    r"(?:你|人)?(?:再|去)?(?:要求|从事|任何|太|存在|涉及|做|干|下|出|搞|啥子?|什么|哪样)?"
    r"(?:重体力|重活|重力|粗活|苦力|大力|体力|高温|高空|登高|粉尘|噪音|有毒|井下|接触|很?重|累|搬运|夜班|装卸|搬|抬|扛|力气)"
    r"|(?:有(?:另外的?|专门的?|别的)?人|有?专人|有?(?:男|专|小|别的)工|机器|叉车|传送带|装卸工|由?[^,;。]{1,5}的人)(?:负责|来|管|帮忙?)?"
    r"(?:搬|装|卸|下货|抬)"
    r"|身高(?:体重)?(?:不限|无要求)|视力(?:不限|无要求)|体力(?:劳动)?(?:轻|少)|轻体力"
)
# From 15 kilograms on: 30斤, 三十来斤, 七八十斤, 百来斤, 25公斤.
_LOAD = (
    r"(?:(?<!\d)(?:[3-9]\d|1\d\d)\s*(?:来|多|几|把)?\s*(?:斤|公斤|千克|kg)"
    r"|(?:[三四五六七八九]{1,2}十|[上近一]?百)(?:来|多|几|把)?公?斤"
    r"|(?:(?<!\d)(?:1[5-9]|2\d)|[二两]十(?:来|多|几)?)\s*(?:公斤|千克|kg))"
)
_HEAVY = re.compile(
    r"重体力|体力(?:活|工作|劳动|要求|好|强|充沛)|强体力|高强度|搬运|装卸|扛|抬(?!头|杠|杆|价|举)|卸货|重活"
    r"|(?<![服工女男童西时套安组包改总])装车(?![间位缝工队])|卸车|负重|重物|力气|出大?力|井下|采掘|掘进|凿岩"
    r"|搬(?:货|砖|箱|整箱|大件|东西|水泥|重|料|上百|[^,;。]{0,4}百)|和灰|递砖|挑(?:担|砖|沙|土|粪)|背着走坡"
    rf"|{_LOAD}[^,;。]{{0,8}}(?:背|扛|挑|搬|抬|提|装|卸|负|一[袋包箱担件块筐])"
    rf"|(?:背|扛|挑|搬|抬|提|装|卸|负|[一每][袋包箱担件块筐挑桶])[^,;。]{{0,8}}{_LOAD}"
    r"|(?<!\d)(?:[2-9]\d|1\d\d)\s*(?:斤|公斤|kg|千克)(?:左右|以上)?(?:的)?(?:货物"
    r"|重物|物品|水泥|料|箱|包|袋)"
)
_BY_HAND = re.compile(
    r"背(?:水泥|沙|砖|石|矿|肥|柴|粮)|(?:人工|锄头|铁锹|镐)[^,;。]{0,4}(?:挖|开挖|刨)|(?:挖|开挖)[^,;。]{0,4}(?:沟|槽|土方|地基|坑|塘)"
    r"|抡[^,;。]{0,2}锤|打(?:条石|石头|炮眼)|下(?:死)?(?:力气|苦力)(?!的?(?:不|没有))|开荒|挖坎|背[^,;。包景书诵]{1,3}上(?:山|坡|楼)|下(?:矿井|巷道)|垒(?:坎|墙|石)|砌(?:挡墙|石|坎)|轧钢|锻打"
)
_LIGHT = re.compile(
    r"轻体力|体力(?:劳动)?(?:轻|少)|活(?:儿|路|计)?(?:很|比较)?(?:轻(?:松)?|不重|不累)|工作轻松"
    r"|坐着(?:上班|干活|做)|轻松(?!月入)|手工活|轻(?:便|巧|省)"
)
_MACHINE = re.compile(r"叉车|堆高车|铲车|装载机|挖掘机|吊车|行车工|天车")
_BY_MACHINE = re.compile(r"(?<!人工)(?<!手工)(?<!徒手)(?:搬运|装卸|装车|卸车|卸货|搬货)")
_OTHER = re.compile(
    r"身高|视力|色盲|色弱|听力|高温|高空|登高|恐高|粉尘|噪音|有毒|有害|低温|冷库|井下"
    r"|下井|久站|站立|站着|弯腰"
    r"|纹身|刺青|烟疤|口吃|体重|矫正|裸视|重体力|负重|夜班|倒班"
)


@dataclass(frozen=True, slots=True)
class Demands:
    """``heavy`` is ``None`` when the text does not say; ``texts`` are the employer's own words."""

    heavy: bool | None = None
    texts: tuple[str, ...] = ()


def read_demands(title: str, *others: str) -> Demands:
    """Read the demands on the body from tidied texts (title, skills, description).

    What a forklift carries its driver does not.
    """
    machine = _MACHINE.search(title) is not None
    heavy: bool | None = None
    kept: dict[str, None] = {}
    for text in (title, *others):
        for clause in _CLAUSE.split(of_own(text)):
            plain = _PAID_FOR.sub("", clause)
            if machine:
                plain = _BY_MACHINE.sub("", plain)
            if _DENIED.search(plain) or _LIGHT.search(plain):
                heavy = heavy or (False if _HEAVY.search(plain) or _LIGHT.search(plain) else None)
                continue
            is_heavy = _HEAVY.search(plain) or (not machine and _BY_HAND.search(plain))
            if is_heavy:
                heavy = True
            if is_heavy or _OTHER.search(plain):
                kept.setdefault(clause.strip())
    return Demands(heavy, tuple(kept))
