"""Finds the amounts of money in a wage text, each with its bounds, unit and role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from jobs_feed.normalise.text import with_arabic_figures, with_plain_ranges
from jobs_feed.tables import WageBasis


class Role(Enum):
    """What an amount is within the whole wage."""

    TOTAL = auto()
    BASE = auto()
    TRIAL = auto()


class Fault(Enum):
    """Why an amount cannot be used."""

    BROKEN_RANGE = auto()
    NO_UNIT = auto()


@dataclass(frozen=True, slots=True)
class Figure:
    """Yuan per ``basis``; an end that is open is ``None``."""

    low: Decimal | None
    high: Decimal | None
    basis: WageBasis
    role: Role


_SCALES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
_AMOUNT = r"[¥$]?\s*((?<![\d.])(?<!\d:)\d+(?:\.\d+)?)\s*([万千kKwW]?)(\d?)(?![\d.]*[:%])"
_YUAN = r"\s*(?:元|块钱?|圆|rmb|RMB)?\s*"
_MONEY = re.compile(
    rf"(?<!\d-){_AMOUNT}(?P<yuan>{_YUAN})(?:(?:/|每)个?月)?(?:-{_AMOUNT}(?P<yuan2>{_YUAN}))?"
)
_SEPARATOR = re.compile(r"[,;。!|\n\[\]【】]|(?<=\+)|加(?=提成|绩效|奖)")
_NOISE = re.compile(r"\d{1,2}:\d{2}|(?:^|(?<=[,;。\n、(]))\s*\d{1,2}[.、)](?=\D)")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")

_UNIT_AFTER = tuple(
    (basis, re.compile(rf"\s*[/每一1]\s*(?:个?人)?\s*[/每·.]?\s*{unit}"))
    for basis, unit in (
        (WageBasis.HOURLY, r"(?:小时|钟头|时|[hH]\b|hour)"),
        (WageBasis.DAILY, r"(?:天|日|工日|个工|班(?!车)|day)"),
        (WageBasis.MONTHLY, r"(?:个?月|month)"),
        (WageBasis.YEARLY, r"(?:年|year)"),
        (
            WageBasis.PIECE,
            (
                r"(?:件|次|趟|单|吨|亩|斤|公斤|米|平|个|只|双|套|台|辆|车|筐|箱|包|位|人"
                r"|节|课时|票|条|打|餐)"
            ),
        ),
    )
)
_UNIT_BEFORE = (
    (WageBasis.HOURLY, re.compile(r"时薪|小时工资|(?:每|一)(?:个?小时|钟头)")),
    (WageBasis.YEARLY, re.compile(r"年薪|年收入|年综合|全年|(?:每|(?<![满干做])一)年|年工资")),
    (
        WageBasis.MONTHLY,
        re.compile(r"月薪|月收入|月工资|月综合|月均|月平均|(?:每|一|单)个?月|月入|月到手"),
    ),
    (WageBasis.DAILY, re.compile(r"日薪|日工资|日收入|日入|日结|天工|按天|(?:每|一)[天日]|日均")),
    (WageBasis.PIECE, re.compile(r"每[件单趟吨亩斤车]|每人|单价")),
)
_NO_SUCH_BASIS = re.compile(r"-\s*\d|\s*[/每]\s*(?:周|星期|礼拜)")
# What one person can earn by each unit, in yuan; outside lies something else than the wage.
_PLAUSIBLE = {
    WageBasis.HOURLY: (Decimal(5), Decimal(500)),
    WageBasis.DAILY: (Decimal(30), Decimal(3_000)),
    WageBasis.MONTHLY: (Decimal(300), Decimal(300_000)),
    WageBasis.YEARLY: (Decimal(6_000), Decimal(3_000_000)),
}
# A figure without a unit is yuan per month only where nothing else is likely.
BARE_LOWEST = Decimal(800)
_BARE_HIGHEST = Decimal(50_000)

LABEL = re.compile(
    r"月薪|工资|薪资|薪水|薪酬|底薪|待遇|收入|年薪|日薪|时薪|保底|/月|/天|/小时|/日|到手|日结|无责|月入|综合(?=\d)"
)
_ALLOWANCE = re.compile(
    r"补贴|补助|津贴|全勤|满勤|奖|[餐房话车饭]补|工龄|高温费|红包|礼金|加班|罚|押"
    r"|保证金|费(?!用全)|注册"
    r"|产值|产能|业绩|销售额|营业额|周末|双休日|节假日|法定假|过节|福利|递增|社保"
    r"|保险|扣|绩效|提成|年货"
)
_ALLOWANCE_AFTER = re.compile(r"\s*的?(?:奖|费|绩效|业绩)|\s*(?:/月|每月)?的?(?:\w?补|津贴)")
_NOT_MONEY = re.compile(
    r"\s*(?:个(?:小时|人|月|班)|人|名|岁|周岁|点|号|级|位|年|天|小时|月|℃|度|cm|CM|米"
    r"|公里|倍|薪(?!资)|险|%|-|险)"
)
_ROLES = re.compile(
    r"(?P<trial>试用|试岗|培训期|学徒|实习期|见习|首月|第一个?月)"
    r"|(?P<base>底薪|保底|基本工资|基本薪资|基础工资|固定工资|无责任?)"
    r"|(?P<total>转正|综合|收入|到手|月薪|平均)"
)
_AFTER_UNIT = re.compile(r"\s*[/每一]\s*(?:个?人\s*[/每]?\s*)?(?:个?月|天|日|小时|时|年)")
_OPEN_ABOVE = re.compile(r"(?:左右)?\s*(?:及?以上|起|\+|多|往上|上不封顶|之上|上(?:$|\()|全勤\+)")
_NOT_BELOW = re.compile(r"不低于|不少于|不会低于|最低|至少|起步|高于|超过|突破|达到")
_OPEN_BELOW = re.compile(r"\s*(?:及?以下|以内|之内|封顶)")
_NOT_ABOVE = re.compile(r"(?:不超过|最高|可达|高达|上限|封顶)[^\d]{0,4}$")


def find_figures(
    text: str, *, labelled_only: bool, bare_lowest: Decimal = BARE_LOWEST
) -> tuple[list[Figure], set[Fault]]:
    """Return the wage amounts in tidied ``text`` and the faults of those that cannot be used.

    Allowances, bonuses, fees and figures that are no money are left out. ``labelled_only`` looks
    only into clauses with a word for a wage, as running text needs. A figure without a unit is
    taken as yuan per month from ``bare_lowest`` on.
    """
    plain = with_plain_ranges(with_arabic_figures(text))
    plain = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), _NOISE.sub("", plain))
    figures: list[Figure] = []
    faults: set[Fault] = set()
    for clause in _SEPARATOR.split(plain):
        if labelled_only and not LABEL.search(clause):
            continue
        for match in _MONEY.finditer(clause):
            read = _figure(clause, match, labelled_only, bare_lowest)
            if isinstance(read, Fault):
                faults.add(read)
            elif read is not None:
                figures.append(read)
    return figures, faults


def _figure(
    clause: str, match: re.Match[str], labelled_only: bool, bare_lowest: Decimal
) -> Figure | Fault | None:
    before, after = clause[: match.start()], clause[match.end() :]
    is_money = bool(match["yuan"].strip() or (match["yuan2"] or "").strip())
    is_money = is_money or bool(match[2] or match[6])
    since_last_figure = re.split(r"\d", before)[-1]
    if not is_money and _NOT_MONEY.match(after):
        return None
    if _ALLOWANCE.search(since_last_figure) or _ALLOWANCE_AFTER.match(after):
        return None
    if _NO_SUCH_BASIS.match(after):
        return Fault.NO_UNIT
    low, high = _ends(match)
    if high is not None and high < low:
        return Fault.BROKEN_RANGE
    basis = _basis(match, before, after)
    largest = low if high is None else high
    if basis is None:
        if labelled_only and not is_money and low < 1_000:
            return None
        if low < bare_lowest or largest > _BARE_HIGHEST:
            return Fault.NO_UNIT
        basis = WageBasis.MONTHLY
    elif basis in _PLAUSIBLE and not _PLAUSIBLE[basis][0] <= low <= largest <= _PLAUSIBLE[basis][1]:
        return Fault.NO_UNIT if is_money else None
    role = _role(before)
    return Figure(*_bounds(low, high, before, after, role), basis, role)


def _ends(match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    low_scale, high_scale = match[2].lower(), (match[6] or "").lower()
    low = Decimal(match[1])
    high = None if match[5] is None else Decimal(match[5])
    if high is not None:
        # "3-5k" and "8-12万" scale both ends; "5000-1万" does not.
        if not low_scale and high_scale and low < 100:
            low_scale = high_scale
        if not high_scale and low_scale and high < 100:
            high_scale = low_scale
    high = None if high is None else _scaled(high, high_scale, match[7])
    return _scaled(low, low_scale, match[3]), high


def _scaled(number: Decimal, scale: str, rest: str | None) -> Decimal:
    factor = _SCALES.get(scale, 1)
    # 4千5 is 4500: the digit after the scale counts tenths of it.
    return (number + (Decimal(rest) / 10 if rest and factor > 1 else 0)) * factor


def _basis(match: re.Match[str], before: str, after: str) -> WageBasis | None:
    if re.search(r"(?:/|每)个?月", match.group()):
        return WageBasis.MONTHLY
    for basis, pattern in _UNIT_AFTER:
        if pattern.match(after):
            return basis
    nearest = [
        (found.end(), basis)
        for basis, pattern in _UNIT_BEFORE
        for found in _last_match(pattern, before)
    ]
    return max(nearest, key=lambda pair: pair[0])[1] if nearest else None


def _last_match(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    yield from list(pattern.finditer(text))[-1:]


def _role(before: str) -> Role:
    for found in _last_match(_ROLES, before):
        return {"trial": Role.TRIAL, "base": Role.BASE}.get(found.lastgroup or "", Role.TOTAL)
    return Role.TOTAL


def _bounds(
    low: Decimal, high: Decimal | None, before: str, after: str, role: Role
) -> tuple[Decimal | None, Decimal | None]:
    if high is not None:
        return low, high
    rest = after[unit.end() :] if (unit := _AFTER_UNIT.match(after)) else after
    if _OPEN_BELOW.match(rest) or _NOT_ABOVE.search(before):
        return None, low
    if _OPEN_ABOVE.match(rest) or _NOT_BELOW.search(before) or role is Role.BASE:
        return low, None
    return low, low
