"""Short orders a person may type: a digit, 报名1, 不合适 2 太远, 换一批, 菜单.

Pure. Whether an order makes sense at the moment is the engine's business: "工资高一点的" is an
order below a list of postings and the beginning of a search elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.dialogue.intents import bare


class Order(StrEnum):
    """What is ordered."""

    PICK = "pick"
    DETAIL = "detail"
    APPLY = "apply"
    WITHDRAW = "withdraw"
    REFUSE = "refuse"
    MORE = "more"
    NEARER = "nearer"
    BETTER_PAID = "better_paid"
    MENU = "menu"
    HANDOFF = "handoff"
    BACK = "back"
    CANCEL = "cancel"
    WRONG = "wrong"
    USEFUL = "useful"
    USELESS = "useless"


class RefusalReason(StrEnum):
    """Why a posting does not suit; the codes of ``matching.tables.PostingRefusal.reason``."""

    TOO_FAR = "too_far"
    LOW_WAGE = "low_wage"
    TOO_HEAVY = "too_heavy"
    HOURS = "hours"
    NO_BOARD = "no_board"
    REQUIREMENTS = "requirements"
    CANNOT_DO = "cannot_do"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Command:
    """An order, the numbers it names (1 to 9, in the order of naming) and a reason to refuse."""

    order: Order
    numbers: tuple[int, ...] = ()
    reason: RefusalReason | None = None


_DIGITS: Final = {char: n for n, char in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_ONE: Final = r"(?:[1-9](?![\d])|[一二两三四五六七八九](?![十百千百万]))"
#: A number counts only when no unit makes it an age, a date or an amount, and no word is made with
#: it (一点, 两班倒, 一起, 没有一个).
_NUMBER: Final = (
    rf"(?<![没得哪每另同几统唯万单])第?\s*({_ONE})(?!\s*(?:岁|月|日|年|块|元|千|百|万|小时|天|公里|"
    r"[点些样直起下定般边批会共路旦律切心辈班倒口头米里趟趟顿]|个月|个(?:都|合适|行)|家人|家子|方面|种))"
)
_SEVERAL: Final = rf"{_NUMBER}(?:[\s,，、和跟与.及号个]*{_NUMBER})*"
_THING: Final = r"(?:个|条|号|份|家)?(?:岗位|工作|活路?|职位)?"
_SOFT: Final = r"(?:吧|嘛|呢|啊|呀|哈|噶|嘎|咯|了|的|哦|嘞|谢谢|可以吗|行吗|行不|要得不|吗|一下)*"
_APPLY: Final = r"(?:报名|报|申请|应聘|投|选定|apply(?: for| to)?)"

_APPLY_NUMBER: Final = re.compile(
    rf"(?:(?:想好|考虑好|商量好|好|行|可以|那|要得|嗯)了?[,，\s]*)?(?:我|帮我|给我|请)?(?:就|也|先)?(?:想|要|就要)?(?:去)?{_APPLY}(?:第|一下|到|:|：|#|\s)*{_SEVERAL}{_THING}"
)
_NUMBER_APPLY: Final = re.compile(
    rf"{_NUMBER}\s*{_THING}[\s,，]*(?:我)?(?:就)?(?:想|要|可以|能)?(?:{_APPLY}){_SOFT}$"
)
_WANT_NUMBER: Final = re.compile(
    rf"(?:我)?(?:就要|就去|想去|要去|就选|就报)\s*{_NUMBER}\s*{_THING}{_SOFT}$"
)
_APPLY_BARE: Final = re.compile(
    rf"(?:我|帮我|给我)?(?:就|也)?(?:想|要)?(?:报名|申请|应聘|apply)(?:这个|这里|它|这家)?{_THING}{_SOFT}$"
    r"|(?:我)?就(?:要|去|报|选)?(?:这个|这家)了?"
)
_WITHDRAW: Final = re.compile(
    rf"(?:我)?(?:要|想)?(?:取消|撤销|退掉?)(?:第|一下|\s)*(?:报名|申请)(?:\s*{_SEVERAL}{_THING})?{_SOFT}$"
    rf"|(?:我)?不(?:想)?(?:报名?|去)了(?:\s*{_SEVERAL}{_THING})?$|withdraw(?:\s*{_SEVERAL})?$"
)
_REFUSE: Final = re.compile(
    r"(?<!合)不合适|(?<!适)不适合|(?<!行)不行|不想去|不想要|(?<!要)不要|(?<!去)不去|没兴趣|不感兴趣|划不来|不划算|不喜欢|算不成|去不了|做不了|干不了"
)
_REASONS: Final = (
    (RefusalReason.TOO_FAR, re.compile(r"远|离家")),
    (
        RefusalReason.CANNOT_DO,
        re.compile(r"不会|没[做干]过|不懂|没得?(?:技术|手艺)|学不(?:会|来)|[做干]不来"),
    ),
    (RefusalReason.LOW_WAGE, re.compile(r"工资|工价|钱少|钱太少|低")),
    (RefusalReason.TOO_HEAVY, re.compile(r"累|重|辛苦|体力|苦得很|太苦")),
    (RefusalReason.HOURS, re.compile(r"加班|夜班|倒班|两班|时间|熬夜")),
    (RefusalReason.NO_BOARD, re.compile(r"不包|没有?吃|没有?住|不管|吃住")),
    (RefusalReason.REQUIREMENTS, re.compile(r"年龄|岁|老了|超龄|学历|文化|证|要求|身高|视力")),
)
_PICK: Final = re.compile(
    rf"(?:回复?|我?选择?|我?要|我?看看?|查看|点|按)?\s*{_NUMBER}\s*{_THING}\s*[.、。)）]?"
    rf"(?:还|挺|最|比较)?(?:好|不错|可以|要得|合适)?{_SOFT}"
)
_DETAIL: Final = (
    re.compile(
        rf"(?:详情|详细|细看|看看?|查看|介绍|说说|讲讲|了解|问问|detail)\s*(?:一下)?\s*{_NUMBER}{_THING}{_SOFT}"
    ),
    re.compile(
        rf"{_NUMBER}\s*{_THING}的?(?:详情|详细|怎么样|咋样|咋个样|如何|具体|说说|介绍|看看|在哪里?|在哪点"
        rf"|什么要求|有什么要求|工资多少|多少钱|电话|好不好|包吃住吗){_SOFT}"
    ),
    re.compile(
        rf"(?=[^低太差少]*$)(?:第\s*{_NUMBER}|{_NUMBER}\s*(?:号|个|家))\s*{_THING}(?:是|的)?[^,，。]{{0,4}}"
        r"(?:工资|吃住|住宿|宿舍|地方|地址|位置|要求|年龄|上班时间|夜班|加班|离|远不远|累不累|招几个|招多少|"
        r"要不要|收不收|招不招|要女|要男|收女|收男|几个人|老板|厂名|名字|什么厂|哪个厂|怎么去|怎么联系|包吃|包住|多大年纪|五险|社保|待遇)"
        rf"[^,，。不]{{0,8}}{_SOFT}"
    ),
)
_WHOLE: Final = (
    (
        Order.MORE,
        r"换一?批|换几个|换一换|换别的|换(?:个|些)(?:别|其他)?的?|下一[批页个组]|再来[几一]个|再来点|更多|还有(?:吗|没有?|呢)?"
        r"|还有(?:没有?)?(?:别的|其他的?|其它的?)(?:吗|没有?)?|有没有(?:别的|其他的?|其它的?)|其他的?|别的|再看看(?:别的)?"
        r"|more|next|接着看|继续看",
    ),
    (
        Order.NEARER,
        r"(?:有没有|给有|要|想要|找|换)?(?:离家)?(?:近|近一?[点些]|更近|近便)(?:儿)?(?:一?点)?的?(?:有没有|有吗|没有|吗)?"
        r"|太远了?|远了点?|嫌远|nearer|closer",
    ),
    (
        Order.BETTER_PAID,
        r"(?:有没有|给有|要|想要|找|换)?(?:工资|工价|钱|薪水|待遇)(?:再)?(?:高|多|好)(?:一?[点些])?(?:儿)?的?"
        r"(?:有没有|有吗|没有|吗)?|(?:工资|工价|钱)?(?:太|有点|也)(?:低|少)了?|(?:工资|工价|钱)(?:低|少)了?"
        r"|better paid|higher wage|more money",
    ),
    (Order.MENU, r"0|菜单|主菜单|主页|首页|帮助|menu|help|\?"),
    (Order.HANDOFF, r"人工|转人工|人工服务|人工客服|客服|转客服|human"),
    (Order.BACK, r"返回|回去|上一[步页个批]|回到(?:刚才|上面|前面)的?|后退|back"),
    (Order.CANCEL, r"取消|算了|不弄了|不填了|不要了|退出|不用了|cancel|quit|exit"),
    (
        Order.WRONG,
        r"(?:我)?(?:说|写|填|选|记|输|按|搞|弄)错(?:了|咯|啦)|错了|不对|更正|改一下|修改|改|重填|重新填|wrong",
    ),
    (Order.USEFUL, r"有用|有帮助|解决了|useful"),
    (Order.USELESS, r"没用|没有用|无用|没得用|不对题|答非所问|没解决|没帮助|useless|not useful"),
)
_WHOLE_PATTERNS: Final = tuple(
    (order, re.compile(rf"(?:{pattern})[吧嘛呢啊呀哈噶咯哦]*")) for order, pattern in _WHOLE
)
_LONGEST: Final = 40


def parse(text: str) -> Command | None:
    """Return the order that a cleaned message is, or None when it is something else."""
    words = bare(text) or text.strip()
    if not words or len(words) > _LONGEST:
        return None
    for order, pattern in _WHOLE_PATTERNS:
        if pattern.fullmatch(words):
            return Command(order)
    if _WITHDRAW.match(words):
        return Command(Order.WITHDRAW, _numbers(words))
    return _apply(words) or _detail(words) or _refuse(words) or _pick(words)


def _apply(words: str) -> Command | None:
    for pattern in (_APPLY_NUMBER, _NUMBER_APPLY, _WANT_NUMBER):
        match = pattern.match(words)
        if match is not None and not _REFUSE.search(words):
            return Command(Order.APPLY, _numbers(match.group()))
    return Command(Order.APPLY) if _APPLY_BARE.fullmatch(words) else None


def _detail(words: str) -> Command | None:
    for pattern in _DETAIL:
        match = pattern.fullmatch(words)
        if match is not None:
            return Command(Order.DETAIL, _numbers(words))
    return None


def _refuse(words: str) -> Command | None:
    reason = next((code for code, pattern in _REASONS if pattern.search(words)), None)
    numbers = _numbers(words)
    if _REFUSE.search(words):
        plain = re.sub(rf"{_REFUSE.pattern}|{_NUMBER}|都|全部|这些|[\s,，、个条]", "", words)
        if reason is None and len(plain) > 8:
            return None
        return Command(Order.REFUSE, numbers, reason or RefusalReason.OTHER)
    too = re.search(r"太|嫌|有点|不包|不管|不会|没[做干]过|不懂|低$|少$|远$|累$|重$", words)
    if reason is not None and too and (numbers or words.startswith(("都", "全"))):
        return Command(Order.REFUSE, numbers, reason)
    return None


def _pick(words: str) -> Command | None:
    match = _PICK.fullmatch(words)
    return Command(Order.PICK, _numbers(match.group())) if match else None


def _numbers(words: str) -> tuple[int, ...]:
    found = (match.group(1) for match in re.finditer(_NUMBER, words))
    return tuple(dict.fromkeys(_DIGITS.get(each) or int(each) for each in found))
