"""Reads what people say of their ticket and their work: a fare, months, yes or no. Pure.

Every reader takes a cleaned message (``policy_faq.text.clean``) as the answer to its own question
and returns None when the message is something else: what is left besides the answer is counted,
so that "工资5000的活" is no fare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bot.dialogue.dates import read_day, without_day
from policy_faq.claims.assess import Ask
from policy_faq.claims.claim import full_months
from storage.numerals import number

HIGHEST_FARE: Final = Decimal(20_000)
LONGEST_WORK: Final = 600
"""Months; fifty years of work."""
_RESIDUE: Final = 2
_CHINESE: Final = "零〇一二两三四五六七八九十百千万"
_NUMERAL: Final = rf"(?:\d+(?:\.\d+)?(?:[百千万]\d?)?|[{_CHINESE}]+)"
_COUNTED: Final = r"(?!\s*(?:张|次|个|人|天|小时|点|号|年|月|等|路|站|岁|公里|班|趟|车次|%))"
_AMOUNT: Final = re.compile(
    rf"({_NUMERAL}){_COUNTED}(?:多|来|几)?\s*(块|元|圆|rmb|yuan)?(?:([1-9{_CHINESE[2:12]}])(?:毛|角)?(?!\d))?"
)
_OTHER_SUM: Final = re.compile(r"工资|工钱|工价|[月日时]薪|底薪|押金|保证金|定金")
_TICKETS: Final = re.compile(
    r"[2-9两二三四五]张.{0,6}[一每单1]张|[一每单1]张.{0,10}[2-9两二三四五]张"
)
_NO_NUMBER: Final = re.compile(r"一(?:共|起|趟|路|下)")
_ROUND_TRIP: Final = re.compile(r"来回|往返|双程|去.{1,10}回|round trip")
_FARE_WORDS: Final = re.compile(
    r"车票|票价|票钱|票面|火车|高铁|动车|汽车|大巴|客车|班车|硬座|卧铺|硬卧|路费|车费|车钱|票|车|"
    r"花了?|用了?|坐|买|总共|一共|合计|共|大概|大约|差不多|左右|将近|不到|来回|往返|单程|双程|"
    r"去的?时候|回来|回|去|要|才|就|我|的|了|钱|块|元|圆|rmb|yuan|多|每|一张|是|应该|加上?|和|\+|"
    r"能报多少|吧|呢|啊|嘛|哦|嗯|[¥￥\s,，.。、!:：]"
)
_UNKNOWN: Final = re.compile(
    r"不(?:知道|晓得|清楚|记得)|记不(?:得|住|清|到|倒)|认不到|忘(?:了|记)|还?没买|没有?买|还没去|不确定|没想好|没定|随便|哪里都|哪点都|都行|"
    r"(?:i )?(?:do not|don't) know|unknown"
)
_MONTHS_N: Final = re.compile(rf"({_NUMERAL})(?:个)?(?:多)?(半)?(?:个)?(?:多)?月(?!\d|份|初|底|中)")
_SHORT_OF: Final = re.compile(r"没(?:到|满|有)|不(?:到|满|够|足)|未满|快|将近|差.{0,3}[天日]|马上")
_DAY_NAMED: Final = re.compile(
    r"\d[日号]|[一二三四五六七八九十][日号]|月(?:份|初|底|中|去|来|起|开始)"
)
_YEARS: Final = re.compile(rf"({_NUMERAL})年(半)?(?!\d)")
_DAYS: Final = re.compile(rf"({_NUMERAL})(?:来|多)?(天|周|个?星期|个?礼拜)")
_JUST: Final = re.compile(
    r"刚刚?(?:去|来|到|上班|开始|进厂|入职|才)?|才(?:去|来|到|上班|开始)|还没(?:去|上班|开始|出发|满月)|"
    r"没(?:去|上班|出发)|准备去|马上去|没满月|几天|just started|not yet"
)
_WORK_WORDS: Final = re.compile(
    r"干|做|上班|打工|务工|工作|干活|进厂|入职|去|来|到|在|这边|那边|那里|这里|厂里?|工地|老板|了|快|大概|大约|"
    r"差不多|左右|已经|才|刚|多|满|有|我|都|就|从|起|开始|个|月|年|半|大|天|足|整|是|没|不|够|还|的|之前|以前|前|"
    r"总共|一共|将近|months?|吧|呢|啊|嘛|哦|嗯|能报多少|[\s,，.。、!]"
)
_NOT_CLAIMED: Final = re.compile(
    r"没|莫|冇|木有|未|否|不曾|从来|第一(?:次|回)|头一(?:次|回)|首次|不是|\bno\b|\bnot\b|\bnever\b"
)
_CLAIMED: Final = re.compile(r"领|报|拿|享受|补|有|对|是|\byes\b")
_CLAIM_NAMED: Final = re.compile(r"领|报|拿|去年|前年|今年")
_OTHER_YEAR: Final = re.compile(r"(?:去年|前年|上一?年|往年)[^,，.。;；、今]*")
"""What is said of another year, up to where this year begins."""
_TOGETHER: Final = re.compile(
    r"组织|统一|政府|集体|专车|包车|专列|(?:村|乡|镇|县|社区|就业局|人社).{0,4}(?:带|送|派|安排)|organi[sz]ed"
)
_ALONE: Final = re.compile(r"自己|自个|个人|一个人|亲戚|老乡|朋友|熟人|老公|老婆|中介|alone|myself")
_SHORT_ANSWER: Final = 14
_ASKING: Final = re.compile(
    r"[?？]|吗|么$|怎么|咋|什么|啥|哪|多久|几时|能不能|可不可以|为什么|给有|有没有|招|找.{0,3}(?:工作|活|人)"
)


@dataclass(frozen=True, slots=True)
class Fare:
    """A fare in yuan; ``round_trip`` when it is for both ways."""

    amount: Decimal
    round_trip: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """Full months of work so far, and the first day when it was told."""

    months: int
    since: date | None = None


_WRITTEN: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SPOKEN: Final = (("仨月", "三个月"), ("仨", "三个"), ("俩月", "两个月"), ("俩", "两个"))
_MONTHS_IN_ENGLISH: Final = re.compile(r"(\d+) ?months?\b")
_THOUSANDS: Final = re.compile(r"(\d+(?:\.\d)?)k(?![a-z])")
_BETWEEN_MONTHS: Final = re.compile(r"([一二两三四五六七八九])[二三四五六七八九](?=个?多?月)")
_BETWEEN_SUMS: Final = re.compile(r"\d\s*(?:-|~|—|到|至)\s*\d")
"""三四个月 is three months for sure; 300-400 is no fare."""


def _plain(text: str) -> str:
    """Return an answer with numbers as they are read: 叁佰 as 三百, 1.2k as 1200."""
    text = text.translate(_WRITTEN)
    for said, written in _SPOKEN:
        text = text.replace(said, written)
    text = _MONTHS_IN_ENGLISH.sub(r"\1个月", text)
    text = _THOUSANDS.sub(lambda found: str(int(Decimal(found[1]) * 1000)), text)
    return _BETWEEN_MONTHS.sub(r"\1", text)


_HOW_OFTEN: Final = re.compile(r"几[回次趟]|多少|好多|几多")


def is_asking(text: str) -> bool:
    """Tell whether a message asks something rather than answers."""
    return _ASKING.search(text) is not None


def is_round_trip(text: str) -> bool:
    """Tell whether a message speaks of the way there and back."""
    return _ROUND_TRIP.search(text) is not None


def read_fare(text: str) -> Fare | None:
    """Return the fare a message names ("五百", "来回三百八", "火车300加大巴50"), or None.

    A wage or a deposit is none.
    """
    text = _plain(text)
    if _TICKETS.search(text) or _BETWEEN_SUMS.search(text) or _OTHER_SUM.search(text):
        return None
    text = _NO_NUMBER.sub("", text)
    amounts = [amount for match in _AMOUNT.finditer(text) if (amount := _yuan(match)) is not None]
    rest = _FARE_WORDS.sub("", _AMOUNT.sub("", text))
    if not amounts or len(rest) > _RESIDUE:
        return None
    total = sum(amounts, Decimal(0))
    bare_digit = total < 10 and not re.search(r"块|元|圆|yuan|rmb", text)
    if bare_digit or not 1 <= total <= HIGHEST_FARE:
        return None
    return Fare(total, is_round_trip(text))


def knows_not(text: str) -> bool:
    """Tell whether a message says that the answer is not known yet."""
    return _UNKNOWN.search(text) is not None and len(text) <= _SHORT_ANSWER


def read_worked(text: str, today: date) -> Worked | None:
    """Return how long somebody has worked: "3", "半年", "刚去", "11月5号去的"; None otherwise."""
    text = _plain(text)
    found = _worked(text, today)
    if found is None or not 0 <= found.months <= LONGEST_WORK:
        return None
    left = without_day(text)
    for pattern in (_JUST, _MONTHS_N, _YEARS, _DAYS, re.compile(_NUMERAL), _WORK_WORDS):
        left = pattern.sub("", left)
    return found if len(left) <= _RESIDUE * 2 else None


def read_claimed(text: str) -> bool | None:
    """Return whether somebody says to have claimed this year already; None when they do not."""
    if len(text) > _SHORT_ANSWER or is_asking(text) or _HOW_OFTEN.search(text):
        return None
    elsewhen = _OTHER_YEAR.search(text)
    this_year = _OTHER_YEAR.sub("", text)
    if _NOT_CLAIMED.search(this_year):
        return False
    if elsewhen is not None and "今年" not in this_year:
        only_then = _CLAIMED.search(text) and not _NOT_CLAIMED.search(elsewhen[0])
        return False if only_then else None
    return True if _CLAIMED.search(this_year) else None


def denies_claim(text: str) -> bool:
    """Tell whether somebody names a claim and denies it for this year ("去年领的", "没报过")."""
    return _CLAIM_NAMED.search(text) is not None and read_claimed(text) is False


def read_organised(text: str) -> bool | None:
    """Return whether the county or town sent the person; None when the message does not say."""
    if len(text) > _SHORT_ANSWER or is_asking(text):
        return None
    if _ALONE.search(text):
        return False
    return True if _TOGETHER.search(text) else None


def _yuan(match: re.Match[str]) -> Decimal | None:
    whole = _number(match[1])
    if whole is None:
        return None
    tenths = _number(match[3]) if match[3] and match[2] else None
    return whole + (tenths or 0) / Decimal(10)


def _worked(text: str, today: date) -> Worked | None:
    short = 1 if _SHORT_OF.search(text) else 0
    months = _MONTHS_N.search(text)
    if _DAY_NAMED.search(text):
        day = read_day(text, today)
        if day is not None and day <= today:
            return Worked(full_months(day, today), day)
    if months is not None and (count := _number(months[1])) is not None:
        return Worked(max(0, int(count) - short))
    if re.search(r"半个?多?月", text):
        return Worked(0)
    years = _YEARS.search(text)
    if years is not None and (count := _number(years[1])) is not None:
        return Worked(max(0, int(count) * 12 + (6 if years[2] else 0) - short))
    if "半年" in text:
        return Worked(6 - short)
    days = _DAYS.search(text)
    if days is not None and (count := _number(days[1])) is not None:
        return Worked(int(count) * (1 if days[2] == "天" else 7) // 30)
    if _JUST.search(text):
        return Worked(0, read_day(text, today) if re.search(r"今天|昨天|前天", text) else None)
    day = read_day(text, today)
    if day is not None and day <= today:
        return Worked(full_months(day, today), day)
    bare = re.fullmatch(rf"({_NUMERAL})(?:个|个多|多)?", text.strip(" ,，.。"))
    count = _number(bare[1]) if bare else None
    return Worked(int(count)) if count is not None and count <= 60 else None


def _number(text: str) -> Decimal | None:
    """Return the value of digits, Chinese numerals or both (三百八, 3百8, 千二), else None."""
    written = "一" + text if text[0] in "百千" else text
    return number(written)


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says is right instead, and what it is about when the words tell."""

    right: str
    about: Ask | None = None


_INSTEAD: Final = re.compile(
    r"不是.{1,16}?[,，。\s]*(?:而是|应该是|是)(?P<right>.{1,40})$|"
    r"^(?:no,? )?(?:it is |it's )?not (?:to )?[^,，]{1,16}[,，] ?(?:but |it is |it's )?"
    r"(?P<instead>.{1,40})$"
)
_MISTAKE: Final = re.compile(
    r"(?:说|写|填|记|输|搞|弄|算|发|报|打)错(?:了|咯|啦)?|错了|不对|更正|改成|改为|改一下|应该是|其实是|我是说|换成"
)
_SEPARATORS: Final = " ,，.。!！、了吧啊"
_LEADING: Final = re.compile(r"^(?:[,，.。、:：\s]|应该|其实|是|为|成|改|换)+")
_ABOUT: Final = (
    (Ask.FARE, re.compile(r"票|车费|路费|车钱|块|元|钱")),
    (Ask.CLAIMED, re.compile(r"领过|没领|报过|没报|领了")),
    (Ask.ORGANISED, re.compile(r"组织|自己去|个人去")),
    (Ask.MONTHS, re.compile(r"\bmonths?\b|月|干了|上班|半年|刚去|时间|[一两三]年")),
)


def read_correction(text: str) -> Correction | None:
    """Return what a cleaned message puts right, or None when it does not correct anything."""
    instead = _INSTEAD.search(text)
    if instead is not None:
        right = instead["right"] or instead["instead"]
    else:
        mistake = _MISTAKE.search(text)
        if mistake is None:
            return None
        right = text[mistake.end() :].strip(_SEPARATORS) or text[: mistake.start()]
    right = _LEADING.sub("", right)
    if not right:
        return None
    about = next((step for step, pattern in _ABOUT if pattern.search(text)), None)
    return Correction(right, about)


def names_answer(step: Ask, text: str) -> bool:
    """Tell whether a message by itself says what it answers: "干了2个月", "车票420", "没领过".

    A bare number counts for a fare of ten yuan and more only; a place is not told by its words.
    """
    if len(text) > _SHORT_ANSWER or is_asking(text):
        return False
    if step is Ask.FARE and re.fullmatch(rf"{_NUMERAL}", text.strip(" .。,，")):
        return True
    return any(about is step and pattern.search(text) for about, pattern in _ABOUT)
